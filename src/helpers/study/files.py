"""Writing files whole: a reader never sees half of one, and an interrupted run leaves the old one."""

import contextlib
import hashlib
import os
import unicodedata
from pathlib import Path

from .. import locks
from ..errors import InputError, reason


def write(path, data):
    """Write `data` (bytes, or text as UTF-8) to `path` at once, making its folder; return the path.

    Raises InputError when the file cannot be replaced, which on Windows means that a program holds it open.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return Path(path)


def digest(path):
    """SHA-256 of a file, which is read piece by piece."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def replacing(path):
    """A path beside `path` to write to, which takes its place when the block ends well, and goes when it does not.

    Raises InputError as `write`.
    """
    path = Path(path)
    # Not tempfile: its files are readable by their owner only, and os.replace would keep that.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({reason(error)}); close it in other programs or allow writing there."
        ) from error
    finally:
        with contextlib.suppress(OSError):  # what stands in its way was told
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def alone(folder):
    """Keep a folder of figures for one run: a second one is refused while this one is at work.

    The lock is the operating system's: that of a process which was killed is gone with it. Where it knows none, as on
    some network drives, nothing is kept. Raises InputError while another run has the folder, or where it cannot be
    written to.
    """
    path = Path(folder) / ".lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = open(path, "a+", encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({reason(error)}); close it in other programs or allow writing there."
        ) from error
    with lock:
        if not locks.take(lock, at=1 << 20):  # a byte far behind the number
            lock.seek(0)
            number = lock.read(20).strip() or "?"
            raise InputError(
                f"Another run of this study is at work (process {number}) and writes to {folder}; wait until it has "
                "ended."
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def clear(folder):
    """Remove from a folder, and the folders in it, what `write` had begun when it was killed."""
    for path in Path(folder).rglob(".*.tmp"):
        if path.suffixes[-2:-1] and path.suffixes[-2][1:].isdigit():
            path.unlink(missing_ok=True)


def visible(name):
    """Return the name of a folder without marks that nobody sees, such as those of direction, which copying brings.

    The joiners stay: they part words of Persian.
    """
    return "".join(sign for sign in name if unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d")


def short(path, *bases):
    """Return `path` relative to the first of the folders `bases` it lies in, with / on every system."""
    for base in bases:
        if Path(path).is_relative_to(base):
            return Path(path).relative_to(base).as_posix()
    return str(path)
