"""What the files of word processors and e-books are by their content: programs save many things under their names."""

import io
import re
import zipfile

from ...errors import InputError

#: Formats of word processors and e-books: a file of such a name that is a page or a plain text is read as that.
WRITTEN = ("doc", "docx", "rtf", "odt", "epub")
_LONGEST = 4096  # bytes in which the beginning of a page or of XML is looked for
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*\?>|<!--(?:(?!-->).)*-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OFFICE = re.compile(rb"<\w+:wordDocument\b|<(?:\w+:)?package\b[^>]*/office/2006/xmlPackage")
_OPEN = re.compile(rb"<(?:\w+:)?document\b[^>]*urn:oasis:names:tc:opendocument:xmlns:office")
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = b"\xef\xbb\xbf \t\r\n"


def form(data, named):
    """Return the format by which a file of such a name is read, None for that of its name.

    data: the bytes of the file. named: one of `WRITTEN`. Raises InputError for a Word file of the old format.
    """
    found = _of_signature(data) or office_xml(data) or _of_text(data)
    if named == "doc" and found is None:
        raise InputError(
            "an old Word file (.doc), which is not read; open it in Word or LibreOffice and save it as .docx"
        )
    return found


def office_xml(data):
    """Return "docx" or "odt" for a text of a word processor that is one file of XML, None for others."""
    beginning = data[:_LONGEST]
    if not beginning.lstrip(_MARKS).startswith(b"<"):
        return None
    return "docx" if _OFFICE.search(beginning) else "odt" if _OPEN.search(beginning) else None


def _of_signature(data):
    if data[:4] == b"PK\x03\x04":
        return _of_parts(data)
    if data[:5] == b"%PDF-":
        return "pdf"
    return "rtf" if data[:80].lstrip(_MARKS).startswith(b"{\\rtf") else None


def _of_parts(data):
    """What a zip is by the names of its parts; a damaged one is told by the reader of its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = {name.replace("\\", "/").lower() for name in parts.namelist()}
            kind = b""
            if "mimetype" in names:
                with parts.open("mimetype") as stream:
                    kind = stream.read(100)
    except Exception:  # zipfile answers damage with whatever it stumbles over
        return None
    if b"opendocument.text" in kind:
        return "odt"
    if b"epub+zip" in kind or "meta-inf/container.xml" in names:
        return "epub"
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else None


def _of_text(data):
    beginning = data[:_LONGEST].lstrip(_MARKS)
    if _PAGE.match(beginning):
        return "html"
    if _MAIL.match(beginning):
        return "mht"
    return "txt" if beginning[:2] != b"PK" and beginning.strip() and not _CONTROL.search(beginning) else None
