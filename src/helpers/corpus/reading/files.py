"""Find the files of a corpus and read each one's records: texts, tables, pages, documents, and archives of them."""

import hashlib
import os
from pathlib import Path

from ...errors import InputError, nearest
from . import archives, limits
from . import arrow_tables as reading_columns
from . import html as reading_markup
from . import json as reading_json
from . import office as reading_office
from . import sheets as reading_sheets
from . import tables as reading_tables
from . import text as reading_text
from . import xml as reading_xml
from .columns import shown
from .decoding import decode
from .limits import LARGEST

FORMATS = {
    "txt": "txt", "md": "md", "markdown": "md", "csv": "csv", "tsv": "tsv", "tab": "tsv", "json": "json",
    "jsonl": "jsonl", "ndjson": "jsonl", "html": "html", "htm": "html", "xhtml": "html", "mht": "mht", "mhtml": "mht",
    "xml": "xml", "rss": "xml", "atom": "xml", "docx": "docx", "pdf": "pdf", "xlsx": "xlsx", "xlsm": "xlsx",
    "parquet": "parquet",
}  # fmt: skip
READABLE = (
    ".txt, .md, .csv, .tsv, .json, .jsonl, .ndjson, .html, .mht, .xml, .docx, .pdf, .xlsx and .parquet, each also as "
    ".gz, and .zip and .tar.gz archives of them"
)
DOCUMENTS = ("txt", "md", "html", "mht", "docx", "pdf")  # formats of which a file is usually one document
# Kinds that people have and that are not read, and what to do with them.
MEND = {
    "doc": "open it in Word or LibreOffice and save it as .docx", "rtf": "open it and save it as .docx",
    "odt": "open it in LibreOffice and save it as .docx", "pages": "export it as .docx",
    "epub": "save it as .html or .txt, with Calibre for example", "xls": "open it and save it as .xlsx",
    "ods": "open it and save it as .xlsx", "xlsb": "open it and save it as .xlsx", "rar": "unpack it here",
    "7z": "unpack it here", "db": "export its table as CSV", "sqlite": "export its table as CSV",
    "png": "run a program for character recognition (OCR) over it", "rds": "write the table as CSV",
    "jpg": "run a program for character recognition (OCR) over it", "pptx": "save its text as .docx or .txt",
}  # fmt: skip
_TEXT = {
    "txt": reading_text.plain, "md": reading_text.markdown, "csv": reading_tables.separated,
    "tsv": reading_tables.separated, "json": reading_json.document, "jsonl": reading_json.lines,
}  # fmt: skip
_BYTES = {
    "docx": reading_office.word, "pdf": reading_office.pdf, "xlsx": reading_sheets.excel,
    "parquet": reading_sheets.parquet,
}  # fmt: skip
_MARKUP = {"html": reading_markup.page, "mht": reading_markup.archive, "xml": reading_xml.items}


def find(path):
    """List the files to read under `path`, a file or a folder (recursively, in sorted order).

    Returns (files, set_aside): `files` are Paths, archives among them; `set_aside` are dicts file, reason for
    what is not read: unknown kinds, symbolic links inside the folder, things that are no file. Hidden names are
    skipped. Raises InputError when the path is missing, the folder empty or a single file of unknown kind.
    """
    path = Path(path)
    if path.is_file():
        if kind(path) is None:
            raise InputError(f"{path} cannot be read: {_unknown(path)}.")
        return [path], []
    if not path.exists():
        here = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(f"{path} does not exist; check the path.{nearest(path.name, here)}")
    if not path.is_dir():
        raise InputError(f"{path} is neither a file nor a folder.")
    files, aside = [], []

    def closed(error):
        aside.append({"file": relative(Path(error.filename), path), "reason": _closed(error)})

    for folder, folders, names in os.walk(path, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([name for name in names if not name.startswith(".")] + linked):
            file = Path(folder, name)
            reason = _why_not(file)
            if reason:
                aside.append({"file": relative(file, path), "reason": reason})
            else:
                files.append(file)
    if not files and not aside:
        raise InputError(f"The folder {path} is empty: put the raw files there ({READABLE}).")
    return sorted(files, key=lambda file: relative(file, path)), aside


def _closed(error):
    return f"cannot be opened ({error.strerror})"


def _why_not(file):
    if file.is_symlink():
        # A link to the inside would count its file twice; one to the outside escapes the study.
        return "a symbolic link, which is not followed; put the file itself into the folder"
    if not file.is_file():
        return "not a regular file"
    return _unknown(file) if kind(file) is None else None


def _unknown(file):
    ending = file.name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending in MEND:
        return f".{ending} is not read; {MEND[ending]}"
    return f"unknown kind of file; the kinds are {READABLE}"


def relative(file, root):
    """Return the file's name for the tables: relative to the folder, with /, see `columns.shown`."""
    name = file.name if file == root else file.relative_to(root).as_posix()
    return shown(name.encode("utf-8", "replace").decode("utf-8"))


def kind(path):
    """Return the format of a file from its name, "archive", or None; `path` is a Path or a name."""
    name = str(getattr(path, "name", path)).lower()
    if archives.is_archive(name):
        return "archive"
    name = name.removesuffix(".gz")
    return FORMATS.get(name.rpartition(".")[2]) if "." in name else None


def stem(name):
    """Return a file's name without its suffixes (.gz and the format's)."""
    if name.lower().endswith(".gz"):
        name = name[:-3]
    folder, slash, file = name.rpartition("/")
    return folder + slash + (file.rpartition(".")[0] or file)


def parts(path, name, *, encoding=None, largest=LARGEST, skip=()):
    """Read a file, or every file of an archive.

    Yields (name, (records, info, set_aside) or the InputError that stood in the way), the name of a file in an
    archive behind the archive's own: "texts.zip/1998/a.txt". Names in `skip` are left out.
    """
    if kind(path) != "archive":
        if name not in skip:
            yield name, _tried(read, path, encoding=encoding, largest=largest)
        return
    try:
        limits.check_size(path.stat().st_size, limits.WHOLE * largest)
        for inner, data, reason in archives.members(path, largest=largest):
            member = f"{name}/{inner}"
            if member in skip:
                continue
            if reason is None and kind(inner) is None:
                reason = _unknown(Path(inner))
            if reason is not None:
                yield member, InputError(reason)
            else:
                yield member, _tried(read_bytes, data, inner, encoding=encoding, largest=largest)
    except OSError as error:
        yield name, InputError(_closed(error))
    except InputError as error:
        yield name, error


def _tried(reading, *arguments, **options):
    try:
        return reading(*arguments, **options)
    except InputError as error:
        return error


def read(path, *, encoding=None, largest=LARGEST):
    """Read one file that is no archive.

    Returns (records, info, set_aside). `records` is a list of (row, dict), or `reading.Columns`: row is the line (csv,
    tsv, jsonl) or the number of the item (json, xml, parquet), None for a file that is one document, whose dict holds
    `text`, `title` and what else the file says of itself. `info` is a dict format, encoding, how, bytes, sha256
    (of the file as it lies on disk), guessed and whole (see `reading.Read`). `set_aside` is a list of
    (row, reason). `largest`: bytes that a file may have, unpacked; trees and office files may have a share of it.

    Raises InputError when nothing of the file can be read. The file is only ever opened for reading, nothing in
    it is run, and nothing it names is opened or fetched.
    """
    try:
        limits.check_size(path.stat().st_size, largest)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_closed(error)) from None
    return read_bytes(data, path.name, encoding=encoding, largest=largest)


def read_bytes(data, name, *, encoding=None, largest=LARGEST):
    """Read what a file of this name holds; see `read`."""
    form = kind(name)
    info = {
        "format": form, "encoding": "", "how": "", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()
    }  # fmt: skip
    if name.lower().endswith(".gz"):
        data = limits.gunzip(data, largest=largest)
    if not data:
        raise InputError("an empty file")
    if form in _BYTES:
        made = _BYTES[form](data, largest=largest)
        info["how"] = "read by its format"
    elif form in _MARKUP:
        made, info["encoding"], info["how"] = _MARKUP[form](data, encoding=encoding, largest=largest)
    else:
        made, info["encoding"], info["how"] = _text(data, form, encoding)
    info["how"] = "; ".join([info["how"], *made.remarks])
    info |= {"guessed": made.guessed, "whole": made.whole}
    return made.records, info, made.aside


def _text(data, form, encoding):
    """(Read, encoding, how it was found) of a file that is text; a clean table is read as columns."""
    clean = reading_columns.separated(data) if form in ("csv", "tsv") and encoding is None else None
    if clean is not None:
        return clean[0], "utf-8", clean[1]
    text, name, how = decode(data, encoding=encoding)
    if not text or text.isspace():
        raise InputError("an empty file")
    return _TEXT[form](text), name, how
