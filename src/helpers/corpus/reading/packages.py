"""Office files and e-books: a zip whose parts are XML and refer to each other. Only what is asked for is unpacked."""

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from ...errors import InputError
from .limits import take, too_large
from .result import brief, library

SHARE = 1 / 20  # of the largest file, for all parts that are read: a tree takes ten times the size of its part
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (
    zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError, OverflowError,
    LookupError,
)  # fmt: skip


class Package:
    """The parts of a file by name; what is read of them is counted, pictures and the like are never unpacked."""

    def __init__(self, data, *, largest, kind):
        """data: the bytes of the file. largest: bytes of the largest file. kind: the word for it in sentences.

        Raises InputError when it is no zip, damaged or protected by a password.
        """
        self._limit, self._kind = int(largest * SHARE), kind
        self._left = self._limit
        self.spent = False  # whether a part was too large: then the file is not read without it either
        if data[:8] == _OLD:
            raise InputError(
                f"an old or password-protected {kind} file; open it and save it again without a password"
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGE as error:
            raise damaged(error, kind) from None
        # Some programs write the paths of Windows, and names of parts do not tell capitals apart.
        self._infos = {_plain(info.filename): info for info in infos if info.filename[-1:] not in ("", "/")}

    @property
    def names(self):
        """The names of the parts, in small letters and with /."""
        return list(self._infos)

    def __contains__(self, name):
        return _plain(name) in self._infos

    def read(self, name):
        """Return the bytes of a part. Raises InputError when it is damaged or all that was read is too much."""
        info = self._infos.get(_plain(name))
        if info is None:
            raise damaged(f"{posixpath.basename(name)} is missing", self._kind)
        if info.flag_bits & 1:
            raise InputError(
                f"an old or password-protected {self._kind} file; open it and save it again without a password"
            )
        try:
            with self._zip.open(info) as stream:
                data = take(stream, largest=self._limit, packed=max(info.compress_size, 1))
        except InputError:
            self.spent = True
            raise
        except _DAMAGE as error:
            raise damaged(error, self._kind) from None
        self._left -= len(data)
        if self._left < 0:
            self.spent = True
            raise too_large(None, self._limit)
        return data

    def side(self, name, told, holding=b""):
        """Return the root of a part that the text does without; None where there is none, or a damaged one: told.

        holding: what the part must hold to be looked into; None without it.
        """
        if name not in self:
            return None
        try:
            data = self.read(name)
            return parsed(data, self._kind) if holding in data or b"\0" in data[:100] else None  # \0: UTF-16
        except InputError:
            if self.spent:
                raise
            told.add("unread", shown=name)
            return None

    def tree(self, name):
        """Return the root of a part that is XML. Raises InputError when it is none."""
        return parsed(self.read(name), self._kind)


def parsed(data, kind):
    """Return the root of XML; entities are left as they are, and nothing outside is opened.

    kind: the word for the file in the InputError that is raised when it is no XML.
    """
    etree = library("lxml.etree", "lxml", f"{kind} files")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, *_DAMAGE) as error:
        raise damaged(error, kind) from None
    if root is None:
        raise damaged("an empty part", kind)
    return root


def damaged(error, kind):
    """Return the InputError for a file that cannot be read as one of its kind; error: what stood in the way."""
    what = error if isinstance(error, str) else brief(error)
    return InputError(f"not a whole {kind} file ({what}); open and save it again")


def _plain(name):
    return name.replace("\\", "/").lstrip("/").lower()


def beside(part, target):
    """Return the name of a part that another refers to, relative to its folder or, beginning with /, to the root."""
    target = unquote(target.partition("#")[0])
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(joined).lstrip("/")


def local(node):
    """Return the name of an element without its namespace, "" for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node, name, default=None):
    """Return the attribute of this name, whatever its namespace."""
    for key, value in node.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return default
