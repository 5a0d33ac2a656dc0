"""How much one file may hold: what is unpacked is counted, whatever the file says of itself."""

import gzip
import io
import zipfile
import zlib

import numpy as np

from ... import room
from ...errors import InputError

LARGEST = 1_000_000_000  # bytes of one file, unpacked
RATIO = 250  # times its packed size; Arabic text packs to a fifth, the same line over and over to a hundredth
FREE = 100_000_000  # bytes that may be unpacked before the ratio is looked at
MEMBERS = 200_000  # files of one archive
WHOLE = 5  # an archive may hold so many times the largest file
OFFICE = 1 / 5  # of the largest file: what an Excel or PDF file may hold unpacked


def too_large(size, largest):
    """Return the InputError for a file of `size` bytes (None: not known, the reading was stopped)."""
    told = f"has {size / 1e6:,.0f} MB" if size is not None else "is larger when unpacked"
    return InputError(
        f"{told}, where one file may have {largest / 1e6:,.0f} MB; "
        "split it, or raise largest_file_mb in [corpus] of study.toml"
    )


def check_size(size, largest, *, share=1):
    """Raise InputError when `size` bytes are more than a `share` of the largest file."""
    if size > largest * share:
        raise too_large(size, int(largest * share))


def chunks(stream, *, largest, packed):
    """Yield the bytes of a stream that unpacks `packed` bytes, chunk by chunk.

    Raises InputError when they are more than `largest`, or so many times the packed size as no text reaches.
    """
    size = 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        if size > largest:
            raise too_large(None, largest)
        if size > FREE and size > RATIO * packed:
            raise InputError(
                f"unpacks to more than {RATIO} times its size, as no text does; "
                "if you trust the file, unpack it yourself and put the result here"
            )
        yield chunk


def take(stream, *, largest, packed):
    """Return all bytes of a stream, as `chunks`."""
    return b"".join(chunks(stream, largest=largest, packed=packed))


def gunzip(data, *, largest):
    """Return what a gzip file holds. Raises InputError when it is damaged or too large."""
    limit = min(largest, max(FREE, RATIO * len(data)))
    try:
        one = zlib.decompressobj(wbits=31)
        text = one.decompress(data, limit + 1)  # in one go: a stream takes half as long again
        if one.eof and not one.unused_data and len(text) <= limit:
            return text
        del one, text
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:  # of several members, too large, or broken off
            return take(stream, largest=largest, packed=len(data))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"not a whole gzip file ({error}); copy or download it again") from None


def unpacked(data, *, largest):
    """Return what a gzip file holds, in a file where room is scarce, as an array; raises InputError as `gunzip`."""
    made = room.Growing(np.uint8)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data) if isinstance(data, bytes) else data) as stream:
            for chunk in chunks(stream, largest=largest, packed=len(data)):
                made.append(np.frombuffer(chunk, np.uint8))
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"not a whole gzip file ({error}); copy or download it again") from None
    return made.array()


def check_office_file(data, largest, kind, *, share=OFFICE):
    """Raise InputError unless `data` is a zip whose parts are together not larger than a share of `largest`."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError(f"an old or password-protected {kind} file; open it and save it again without a password")
    limit, total = int(largest * share), 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for info in parts.infolist():
                # Counted, not believed: a header may say anything.
                with parts.open(info) as stream:
                    total += len(take(stream, largest=limit, packed=max(info.compress_size, 1)))
                if total > limit:
                    raise too_large(None, limit)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError) as error:
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise InputError(f"not a whole {kind} file ({what}); open and save it again") from None


class Bounded:
    """A stream that nobody can read or wind past `end`, such as a header that claims a gigabyte of itself."""

    def __init__(self, stream, end):
        self._stream, self._end = stream, end

    def read(self, size=-1):
        """Read at most `size` bytes, which must lie before the end."""
        if size < 0 or self._stream.tell() + size > self._end:
            raise InputError(f"unpacks to more than {self._end / 1e6:,.0f} MB; split it into smaller archives")
        return self._stream.read(size)

    def seek(self, position, whence=io.SEEK_SET):
        """Go to a position, which must lie before the end."""
        if whence != io.SEEK_SET or position > self._end:
            raise InputError(f"unpacks to more than {self._end / 1e6:,.0f} MB; split it into smaller archives")
        return self._stream.seek(position)

    def tell(self):
        """Return the position."""
        return self._stream.tell()
