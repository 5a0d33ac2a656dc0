"""Each file read by its format, also packed with gzip or in an archive."""

import hashlib
import mmap
from dataclasses import replace
from functools import partial
from importlib import import_module

from ... import room
from ...errors import InputError
from . import archives, content, downloads, limits, recognition, splitting
from .cells import whole
from .decoding import decode
from .division import BY_FORMAT
from .files import closed_to_us, kind, unknown
from .files import found as found_in
from .limits import LARGEST

# Who reads a format: a function of a module of this folder. It is imported when a file of the format comes, for all of
# them together take longer than many a corpus.
#: Formats that are text, read once that is decoded.
_TEXT = {
    "txt": "text.plain", "md": "text.markdown", "csv": "tables.separated", "tsv": "tables.separated",
    "json": "json.document", "jsonl": "json.lines", "subtitles": "subtitles.spoken", "js": "chats.archive",
    "conllu": "conllu.words",
}  # fmt: skip
_LONG = 1_000_000  # bytes of a file that need not be there as a whole
#: Formats that name their own encoding, and formats that have none.
_MARKUP = {"html": "html.page", "mht": "html.archive", "xml": "xml.items"}
_BYTES = {
    "docx": "word.document", "rtf": "rtf.document", "odt": "odt.document", "epub": "epub.document",
    "pdf": "pdf.document", "xlsx": "sheets.excel", "parquet": "parquet.table",
}  # fmt: skip


def _reader(name):
    module, function = name.split(".")
    return getattr(import_module(f".{module}", __package__), function)


def each(files, *, encoding=None, largest=LARGEST, skip=(), division=BY_FORMAT, progress=False):
    """Read files one after the other, and of archives every file.

    files: as `files.find` gives them. Yields (name, the Reading or the InputError that stood in the way), the name of a
    file in an archive behind the archive's own: "texts.zip/1998/a.txt". Names in `skip` are left out. division: how
    files of several texts are divided. progress: whether a bar is shown.
    """
    if progress:
        from tqdm.auto import tqdm

        files = tqdm(files, desc="Reading", unit="file")
    for file in files:
        yield from _parts(file, skip, {"encoding": encoding, "largest": largest, "division": division})


def _parts(found, skip, options):
    largest = options["largest"]
    if found.kind != "archive":
        if found.name not in skip:
            yield found.name, _tried(read, found, **options)
        return
    try:
        limits.check_size(found.path.stat().st_size, limits.WHOLE * largest)
        for inner, data, reason in archives.members(found.path, largest=largest):
            member = f"{found.name}/{inner}"
            if member in skip:
                continue
            one = found_in(found.path, member)
            if reason is None and one.kind is None:
                reason = unknown(inner)
            if reason is not None:
                yield member, InputError(reason)
            else:
                yield member, _tried(read_bytes, data, one, **options)
    except OSError as error:
        yield found.name, InputError(closed_to_us(error))
    except InputError as error:
        yield found.name, error


def _tried(reading, *arguments, **options):
    try:
        return reading(*arguments, **options)
    except InputError as error:
        return error


def read(file, *, encoding=None, largest=LARGEST, division=BY_FORMAT):
    """Read one file that is no archive.

    file: as `files.found` gives it. Returns a Reading: rows are lines (csv, tsv, jsonl) or numbers of items (json, xml,
    parquet). `largest`: bytes that a file may have, unpacked; trees and office files may have a share of it.
    division: how a file of several texts is divided.

    Raises InputError when nothing of the file can be read. The file is only ever opened for reading, nothing in
    it is run, and nothing it names is opened or fetched.
    """
    try:
        size = file.path.stat().st_size
        if size > largest:
            raise limits.too_large(size, largest)
        made = _long(file, size, largest, division) if room.is_scarce() and encoding is None else None
        if made is not None:
            return made
        data = file.path.read_bytes()
    except OSError as error:
        raise InputError(closed_to_us(error)) from None
    return read_bytes(data, file, encoding=encoding, largest=largest, division=division)


def _long(file, size, largest, division):
    """The Reading of a long file whose format is read part by part; None for others."""
    if file.kind != "jsonl" or size < _LONG:
        return None
    with file.path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        packed = file.name.lower().endswith(".gz")
        with memoryview(limits.unpacked(mapped, largest=largest) if packed else mapped) as data:
            if recognition.form(bytes(data[:_LONG]), file.kind, {*_TEXT, *_MARKUP, *_BYTES}) != (file.kind, ""):
                return None
            made = _reader("json.long_lines")(data)
        if made is None:
            return None
        sha256 = hashlib.sha256(mapped).hexdigest()
    made = splitting.divided(made, division)
    how = "; ".join([made.how, *made.remarks])
    return replace(made, how=how, format=file.kind, n_bytes=size, sha256=sha256, base=file.base)


def read_bytes(data, file, *, encoding=None, largest=LARGEST, division=BY_FORMAT):
    """Read what a file holds, of which the bytes are there already; see `read`."""
    form, sha256 = file.kind, hashlib.sha256(data).hexdigest()
    of_file = {"format": form, "n_bytes": len(data), "sha256": sha256, "base": file.base}
    if file.name.lower().endswith(".gz"):
        data = limits.gunzip(data, largest=largest)
    if not data:
        raise InputError("an empty file")
    form, told = recognition.form(data, form, {*_TEXT, *_MARKUP, *_BYTES})
    of_file["format"] = form
    if form in _BYTES:
        within = {"embedded": partial(_embedded, largest)} if form == "docx" else {}
        made = _reader(_BYTES[form])(data, largest=largest, **within)
    elif form in _MARKUP:
        made = _reader(_MARKUP[form])(data, encoding=encoding, largest=largest)
    else:
        made, decoded = _text(data, form, encoding, file.base if division.split == "" else None)
        of_file |= decoded
    if made.document is not None and division.split == "":
        made = _known(made, form, file.base)
    made = splitting.divided(made, division)
    made = replace(made, remarks=(told, *made.remarks)) if told else made
    if made.document is not None:
        of_file["document"] = {key: value if key == "text" else whole(value) for key, value in made.document.items()}
    how = of_file.pop("how", made.how)
    return replace(made, how="; ".join([how, *made.remarks]), **of_file)


def _known(made, form, base):
    """A file that is one document as what its text is: a download of the press, a chat or subtitles put into Word …"""
    found = recognition.text(made.document["text"], base) if form in (*content.WRITTEN, "html", "pdf") else None
    if found is None:
        return downloads.parted(made) or made
    aside, remarks = [*made.aside, *found.aside], (*made.remarks, *found.remarks)
    return replace(found, aside=aside, remarks=remarks, encoding=made.encoding, how=made.how)


def _text(data, form, encoding, base):
    """The Reading of a file that is text, and encoding and how of its decoding; a clean table is read as columns.

    base: what the file is called, None where a text is not to be looked at for other formats.
    """
    clean = _reader("arrow_tables.separated")(data) if form in ("csv", "tsv") and encoding is None else None
    if clean is not None:
        return clean, {}
    decoded, name, how = decode(data, encoding=encoding)
    if not decoded or decoded.isspace():
        raise InputError("an empty file")
    made = recognition.text(decoded, base) if form in ("txt", "md") and base is not None else None
    if made is None and form == "txt" and recognition.is_json(decoded):
        form = "json"
    made = made or _reader(_TEXT[form])(decoded)
    return made, {"encoding": name, "how": how}


def _embedded(largest, data, name):
    """The text of a file of any format that is shown within a Word file."""
    form = content.form(data, "docx") or kind(name) or "txt"
    if form == "html":
        return _reader("html.strip")(decode(data)[0])
    elif form in _BYTES:
        made = _reader(_BYTES[form])(data, largest=largest)  # of a Word file not what is within it again
    else:
        return _reader("html.archive")(data, largest=largest).document["text"] if form == "mht" else decode(data)[0]
    if made.document is None:
        raise InputError("a table within a text")
    return made.document["text"]
