"""What a file is by its content: formats that are saved as plain text, names without a suffix, suffixes that lie."""

import io
import json
import re
import zipfile

from ...errors import InputError
from . import chats, conllu, content, copied_messages, openiti, subtitles, transcripts, whatsapp

BARE = "bare"  # the kind of a file whose name has no suffix
_ZIPPED = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
_MIME = {"application/vnd.oasis.opendocument.text": "odt", "application/epub+zip": "epub"}
_MAGIC = ((b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"{\\rtf", "rtf"))
_TEXTS = frozenset(("txt", "md", "csv", "tsv", "json", "jsonl", "subtitles", "js", BARE))
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_XML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*"
    rb"<(?:\w{1,20}:)?(?:TEI|TEI\.2|teiCorpus|tmx|xliff|rss|feed)[\s>]",
    re.DOTALL,
)
_CALLED = {"pdf": "a PDF", "docx": "a Word file", "xlsx": "an Excel file", "odt": "an OpenDocument text",
           "epub": "an e-book (EPUB)", "rtf": "an RTF file", "parquet": "a Parquet table", "html": "an HTML page",
           "xml": "XML", "json": "JSON", "jsonl": "JSON, an object a line", "txt": "plain text",
           "mht": "a web archive (MHT)"}  # fmt: skip


def form(data, named, known):
    """Return (the format that a file is read as, a remark where that is not what its name says).

    named: the format of its name. known: the formats that are read. Raises InputError where the content is something
    that cannot be read under any name.
    """
    found = _by_magic(data, named)
    if found is None or found == named:
        return ("txt", "") if named == BARE else (named, "")
    what = _CALLED.get(found, found)
    if found not in known:
        raise InputError(f"by its content this is {what}, which is not read; save it as .docx or .txt")
    said = "its name has no suffix" if named == BARE else "its name says something else"
    return found, f"read as {what}: that is what its content is, though {said}"


def _by_magic(data, named):
    if named in content.WRITTEN:
        return content.form(data, named)
    if named in _TEXTS or named == "xml":
        found = content.office_xml(data)
        if found is not None:
            return found
    start = data[:8]
    for magic, found in _MAGIC:
        if start.startswith(magic):
            return found
    if start.startswith(b"PK\x03\x04"):
        return named if named in ("docx", "xlsx", "odt", "epub") else _zipped(data)
    if named not in _TEXTS:
        return "html" if named in ("docx", "xlsx") and _HTML.match(data[:500].removeprefix(b"\xef\xbb\xbf")) else None
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError("by its content this is an old Word or Excel file; open it and save it as .docx or .xlsx")
    if start[:2] == b"\x1f\x8b":
        raise InputError("by its content this is packed with gzip; put .gz at the end of its name")
    begin = data[:2000].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(begin):
        return "html"
    return "xml" if _XML.match(begin) else None


def _zipped(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist()[:5000])
            found = next((kind for name, kind in _ZIPPED if name in names), None)
            if found is None and "mimetype" in names and parts.getinfo("mimetype").file_size < 200:
                found = _MIME.get(parts.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        found = None
    if found is None:
        raise InputError("by its content this is a zip archive; name it .zip, or unpack it")
    return found


def text(text, base):
    """Return the Reading of a plain text that is of a known format of several texts or of speech, None for others.

    Chats of WhatsApp, messages copied out of a chat, subtitles, transcripts, texts of OpenITI, CoNLL-U, archives of X.
    """
    found = openiti.book(text, base) or subtitles.recognised(text) or whatsapp.chat(text)
    found = found or copied_messages.chat(text) or conllu.corpus(text) or transcripts.recognised(text)
    if found is None and re.match(r"\ufeff?\s*window\.YTD\.", text):
        return chats.archive(text)
    return found


def is_json(text):
    """Say whether a plain text is JSON with objects in it: an object, or a list of such."""
    begin, end = text[:1_000].lstrip("\ufeff \n\t"), text[-1_000:].rstrip()
    if begin[:1] not in ("{", "[") or end[-1:] not in ("}", "]"):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return bool(value) and (isinstance(value, dict) or isinstance(value[0], dict))
