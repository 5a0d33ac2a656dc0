"""Files at an address that fsspec knows (s3://bucket/folder, file:///folder …): copied here, and left there.

Archives, PDF and long files are read at any place of them, so they must lie on this machine: what an address holds is
copied in blocks into a folder, and later only what has changed. `.source.json` in that folder says from where, and the
size and the mark (ETag, or time) by which each file is known.

Nothing of fsspec is imported before an address is asked for. Who may read there is told by the environment and the
files of each machine (AWS_ACCESS_KEY_ID, ~/.aws …), never by a setting.
"""

import contextlib
import errno
import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from ... import locks
from ...errors import ArgumentError, InputError, reason, shown

SOURCE = ".source.json"
_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://", re.IGNORECASE)  # of two letters or more: C:// is a drive
_AT_ONCE = 8  # files that are copied at a time
_NOTED = 500  # copied files, after which they are noted
_MARKS = ("ETag", "etag", "md5Hash", "LastModified", "last_modified", "updated", "mtime", "modified", "created")
_NO_KEYS = {"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"}


class Place(NamedTuple):
    """An address as fsspec has it: the file system, and the folder or file there without an ending slash."""

    address: str
    system: object
    root: str


def is_address(path):
    """Say whether a text is an address of fsspec, and no path of this machine."""
    return isinstance(path, str) and _ADDRESS.match(path) is not None


def check(address):
    """Return an address; ArgumentError for a text that is none, names no place or holds a password."""
    if not is_address(address):
        raise ArgumentError(f'"{shown(address)}" is no address, such as "s3://bucket/folder" or "file:///folder".')
    if address.lower().startswith(("http://", "https://")):
        raise ArgumentError(f"{shown(address)} is an address on the web, which is not opened; save its files here.")
    behind = _ADDRESS.sub("", address)
    if ":" in behind.partition("/")[0].rpartition("@")[0]:
        raise ArgumentError(
            "An address with a password stands in a setting; take it out, and give it to the machine instead "
            "(environment, ~/.aws/credentials)."
        )
    if not behind.strip("/"):
        raise ArgumentError(f'"{shown(address)}" names no place; write what follows, as in "s3://bucket/folder".')
    return address


def place(address):
    """Return the Place of an address. Raises ArgumentError as `check`; InputError where a package is missing."""
    check(address)
    scheme = address.partition("://")[0].lower()
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(_missing(address, "fsspec")) from None
    try:
        made = url_to_fs(address, **({"auto_mkdir": True} if scheme in ("file", "local") else {}))
    except ImportError as error:
        found = re.search(r"\b(s3fs|gcsfs|adlfs|paramiko|aiohttp|\w+fs)\b", str(error))
        raise InputError(_missing(address, found[1] if found else f"that reads {scheme}://")) from None
    except Exception as error:  # of many libraries, some of which ask a server now
        if isinstance(error, ValueError) and "rotocol" in str(error):
            raise ArgumentError(
                f'"{shown(address)}" begins with {scheme}://, which fsspec does not know; s3:// and file:// are known.'
            ) from None
        raise InputError(_told(address, error, False)) from error
    return Place(address.rstrip("/"), made[0], made[1].rstrip("/"))


def _missing(address, package):
    return (
        f"{shown(address)} needs the package {package}, which is not installed; pip install -e \".[remote]\" in the "
        "folder of Khitab installs what s3:// needs."
    )


def listed(at):
    """Return {name: (bytes, mark)} of the files at a Place and below, hidden ones left out.

    Raises InputError for what cannot be reached or read, and for a name that no file here can have.
    """
    with _telling(at.address):
        at.system.invalidate_cache()
        found = at.system.find(at.root, detail=True)
    made = {}
    for path, told in found.items():
        name = path.removeprefix(at.root).lstrip("/") if path != at.root else path.rpartition("/")[2]
        if told.get("type") == "directory" or path.endswith("/"):
            continue
        parts = name.split("/")
        if any(part.startswith(".") and part.strip(".") for part in parts):
            continue
        if any(part in ("", ".", "..") or "\\" in part for part in parts):
            raise InputError(f'{at.address} holds "{shown(name)}", a name that no file here can have; rename it there.')
        mark = next((str(told[key]) for key in _MARKS if told.get(key) is not None), "")
        made[name] = (told["size"], mark)
    return made


def fetch(address, folder, *, progress=False):
    """Make a folder hold the files at an address, and nothing else; return the folder.

    Only what is new or has changed there is copied. Raises ArgumentError as `check`; InputError where there is no such
    bucket or folder, nothing in it, no credentials, no network, a file that has vanished, and for a full disk.
    """
    at, folder = place(address), Path(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locks.alone(folder.with_name(f".{folder.name}.lock")):
        wanted = listed(at)
        if not wanted:
            raise InputError(f"There is no file at {at.address}; check bucket and folder, or put the raw files there.")
        folder.mkdir(exist_ok=True)
        if not (folder / SOURCE).is_file():
            if any(folder.iterdir()):
                raise InputError(f"{folder} holds files that were not copied from {at.address}; move them away.")
            _note(folder, at.address, {})
        known = _known(folder, at.address)
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not path.is_symlink():
                with contextlib.suppress(OSError):  # it holds something
                    path.rmdir()
            elif name != SOURCE and known.get(name) != wanted.get(name, ()):
                path.unlink()
        missing = [name for name in wanted if not _is_there(folder / name, wanted[name][0])]
        if progress and missing:
            print(f"Copying {len(missing):,} of {len(wanted):,} files from {at.address}.", flush=True)
        try:
            _copy(at, folder, missing, wanted, progress)
        finally:
            there = {name: wanted[name] for name in wanted if _is_there(folder / name, wanted[name][0])}
            _note(folder, at.address, there)
    return folder


def _known(folder, address):
    """{name: (bytes, mark)} of what was copied from an address before."""
    try:
        told = json.loads((folder / SOURCE).read_text("utf-8"))
        files = told["files"] if told["address"] == address else {}
        return {name: (size, mark) for name, (size, mark) in files.items() if mark}  # without one, who knows?
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _note(folder, address, files):
    temporary = folder / f".{uuid.uuid4().hex}.part"
    temporary.write_text(json.dumps({"address": address, "files": files}, ensure_ascii=True), encoding="utf-8")
    temporary.replace(folder / SOURCE)


def _is_there(path, size):
    try:
        return path.is_file() and path.stat().st_size == size
    except OSError:
        return False


def _copy(at, folder, names, wanted, progress):
    """Copy files, several at a time; what is whole is noted now and then, for a build may be killed."""
    if not names:
        return
    if progress:
        from tqdm.auto import tqdm

        names = tqdm(names, desc="Copying", unit="file")
    done = {name: of for name, of in wanted.items() if _is_there(folder / name, of[0])}

    def one(name):
        take(at, name, folder / name, size=wanted[name][0], temporary=folder)
        return name

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for n, name in enumerate(pool.map(one, names), 1):
                done[name] = wanted[name]
                if n % _NOTED == 0:
                    _note(folder, at.address, done)
        finally:
            pool.shutdown(cancel_futures=True)


def take(at, name, path, *, size=None, temporary=None):
    """Copy one file of a Place to a path, where nothing is before it is whole.

    size: the bytes it must have; temporary: a folder on the same disk, for the file in the making. Raises InputError
    as `fetch`.
    """
    address, root = f"{at.address}/{name}", f"{at.root}/{name}"
    if at.root.rpartition("/")[2] == name and at.system.isfile(at.root):  # the address of one file
        address, root = at.address, at.root
    part = (temporary or path.parent) / f".{uuid.uuid4().hex}.part"
    try:
        with _telling(address, is_listed=True):
            at.system.get_file(root, str(part))
        if size is not None and part.stat().st_size != size:
            raise InputError(f"{address} was changed while it was copied; start again.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
        except OSError as error:
            raise InputError(f"{address} cannot be kept here ({reason(error)}); rename it there.") from None
    finally:
        part.unlink(missing_ok=True)


def leave(at, name, path):
    """Copy a file of this machine to a Place, under a name. Raises InputError as `fetch`."""
    with _telling(at.address):
        at.system.put_file(str(path), f"{at.root}/{name}")


@contextlib.contextmanager
def _telling(address, *, is_listed=False):
    """Say in a sentence what fsspec, or a library below it, raises: these have no error in common."""
    try:
        yield
    except Exception as error:
        raise InputError(_told(address, error, is_listed)) from error


def _told(address, error, is_listed):
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if getattr(error, "errno", None) in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"The disk is full where {address} is copied; make room there."
    if isinstance(error, FileNotFoundError) and is_listed:
        return f"{address} is not there any more, but was when the files were listed; start again."
    if isinstance(error, FileNotFoundError) or "ParamValidationError" in kinds:  # a name that no bucket can have
        return f"{address} is not there; check the names of bucket and folder."
    if kinds & _NO_KEYS:
        return (
            f"{address} asks who you are, and this machine has no credentials; set AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials."
        )
    if isinstance(error, PermissionError):
        return f"{address} may not be used with the credentials of this machine; ask who keeps it, or use others."
    return (
        f"{address} cannot be reached ({type(error).__name__}); check the network and, where it is set, "
        "AWS_ENDPOINT_URL."
    )
