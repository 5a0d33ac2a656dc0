"""Archives: .zip, .tar, .tar.gz, .tar.bz2 and .tar.xz. Nothing is ever unpacked to the disk."""

import bz2
import gzip
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib

from ...errors import InputError, shown
from .decoding import names as names_of
from .files import is_archive
from .limits import MEMBERS, WHOLE, Bounded, take, too_large

_OTHERS = (".rar", ".7z")
_UNICODE_PATH = 0x7075  # the extra field that holds a member's name in UTF-8
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, OverflowError,
    NotImplementedError, RuntimeError, MemoryError, LookupError, TypeError,
)  # fmt: skip


def names(path, *, largest):
    """Return the names of the files in an archive that can be read, in the order of `members`."""
    listing = _zip if path.name.lower().endswith(".zip") else _tar
    try:
        with path.open("rb") as file:
            return [name for name, data, _ in listing(file, path, largest, lambda name: False) if data is not None]
    except (*_DAMAGE, InputError):
        return []  # `members` says it


def members(path, *, largest, wanted=lambda name: True):
    """Yield (name, bytes, reason) of the files in an archive: either bytes or the reason why there are none.

    Names have / and never lead out of the archive. Hidden files are left out, links, devices, archives within
    archives and files with a password are given a reason. `wanted` chooses by name before anything is unpacked.
    Raises InputError when the archive is damaged or holds too much; what was yielded before is good.
    """
    listing = _zip if path.name.lower().endswith(".zip") else _tar
    try:
        with path.open("rb") as file:
            yield from listing(file, path, largest, wanted)
    except _DAMAGE as error:
        what = " ".join(str(error).split())[:100] or type(error).__name__
        raise InputError(f"a damaged archive ({what}); what follows is not read, copy or download it again") from None


def _zip(file, path, largest, wanted):
    total = 0
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        _check_count(len(infos))
        infos = [info for info in infos if not info.is_dir()]
        named = sorted(zip(_zip_names(infos), infos, strict=True), key=lambda pair: pair[0])
        for name, info in named:
            if _hidden(name):
                continue
            reason = _why_not(name, info.external_attr >> 16)
            if reason is None and info.flag_bits & 1:
                reason = "protected by a password; unpack it and put the files here"
            if reason is not None or not wanted(name):
                yield _clean(name), None if reason else b"", reason
                continue
            try:
                with archive.open(info) as stream:
                    data = take(stream, largest=largest, packed=info.compress_size)
            except InputError as error:
                yield _clean(name), None, str(error)
                continue
            except _DAMAGE as error:
                what = " ".join(str(error).split())[:100] or type(error).__name__
                yield _clean(name), None, f"damaged in the archive ({what}); pack it again"
                continue
            total += len(data)
            if total > WHOLE * largest:
                raise too_large(None, WHOLE * largest)
            yield _clean(name), data, None


def _zip_names(infos):
    """The names of the members.

    Without the UTF-8 flag the name may be UTF-8 all the same, or an old Arabic code page; WinRAR and 7-Zip write the
    whole name beside one of marks for the letters that the code page lacks ("_____.txt").
    """
    raws = [info.orig_filename.encode("cp437", "replace") for info in infos]
    read = {place: name for place, info in enumerate(infos) if (name := _unicode_path(info, raws[place]))}
    unmarked = [
        place for place, info in enumerate(infos)
        if not info.flag_bits & 0x800 and not raws[place].isascii() and place not in read
    ]  # fmt: skip
    read |= dict(zip(unmarked, names_of([raws[place] for place in unmarked]), strict=True))
    return [(read.get(place) or info.filename).partition("\0")[0] for place, info in enumerate(infos)]


def _unicode_path(info, raw):
    """The name in the extra field 0x7075 of a member; None without one, or where it belongs to another name."""
    extra = info.extra or b""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind != _UNICODE_PATH:
            continue
        if len(field) != size or size < 6 or field[0] != 1 or struct.unpack_from("<I", field, 1)[0] != zlib.crc32(raw):
            return None
        try:
            return field[5:].decode("utf-8")
        except UnicodeDecodeError:
            return None
    return None


def _tar(file, path, largest, wanted):
    size = path.stat().st_size
    stream = Bounded(_unpacked(file, path), WHOLE * largest + MEMBERS * 1024)
    total = count = 0
    with tarfile.open(fileobj=stream, mode="r:", errors="surrogateescape") as archive:
        for info in archive:
            count += 1
            _check_count(count)
            archive.members = []  # tarfile would keep them all
            name = _tar_name(info)
            if info.isdir() or _hidden(name):
                continue
            reason = _why_not(name, 0)
            if reason is None and not info.isreg():
                reason = f"{_kind(info)}, not a file; put the file itself into the archive"
            if reason is not None or not wanted(name):
                yield _clean(name), None if reason else b"", reason
                continue
            try:
                data = take(archive.extractfile(info), largest=largest, packed=size)
            except InputError as error:
                yield _clean(name), None, str(error)
                continue
            total += len(data)
            if total > WHOLE * largest:
                raise too_large(None, WHOLE * largest)
            yield _clean(name), data, None


def _tar_name(info):
    """The name of a member; one that is no UTF-8 may be in an old Arabic code page."""
    try:
        info.name.encode("utf-8")
    except UnicodeEncodeError:
        return names_of([info.name.encode("utf-8", "surrogateescape")])[0] or info.name
    return info.name


def _unpacked(file, path):
    start = file.read(6)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=file)
    if start[:3] == b"BZh":
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if start == b"\xfd7zXZ\0" else file


def _check_count(n):
    if n > MEMBERS:
        raise InputError(f"an archive of more than {MEMBERS:,} files; split it")


def _why_not(name, mode):
    plain = name.replace("\\", "/")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain) or ".." in plain.split("/"):
        return "its path leads out of the archive; pack it again with paths inside"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a link or a device, not a file; put the file itself into the archive"
    if is_archive(name) or name.lower().endswith(_OTHERS):
        return "an archive within an archive, which is not opened; unpack it and put the files here"
    return None


def _kind(info):
    return "a link" if info.issym() or info.islnk() else "a device" if info.isdev() else "something"


def _hidden(name):
    parts = name.replace("\\", "/").split("/")
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


def _clean(name):
    """The name for the tables: with /, without ./, see `errors.shown`."""
    name = "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    return shown(name.encode("utf-8", "replace").decode("utf-8")[:1000])
