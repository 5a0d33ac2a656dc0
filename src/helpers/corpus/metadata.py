"""What is told of a text outside of it: a file beside it, a table of the files, the folders it lies in."""

import json
import re
from typing import NamedTuple

from ..arabic import dates
from ..errors import InputError
from . import archives, readers
from .columns import choose_columns, folded, string
from .decoding import decode
from .limits import LARGEST

#: Names of a table of metadata, of any table format, and of its column with the names of the files.
TABLES = frozenset("metadata meta index بيانات البيانات فهرس".split())
FILE_NAMES = frozenset("file filename filepath path document doc textfile textfilename اسمملف اسمالملف ملف".split())
_TABLE_FORMATS = ("csv", "tsv", "xlsx", "json", "jsonl", "parquet")
_LARGEST_SIDECAR = 1_000_000  # bytes
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[\d\W_]+")


class About(NamedTuple):
    """What was found beside the texts.

    files: names that are metadata and no documents. rows: name of a text -> dict of its metadata.
    folders: name of a file -> dict with source, year or neither. notes: (file, sentence).
    """

    files: frozenset
    rows: dict
    folders: dict
    notes: list


def gather(files, root, *, encoding=None, largest=LARGEST):
    """Return the About of the files that `readers.find` listed.

    Three rules. A text and a .json of the same name beside it (article.txt, article.json), one object without
    a text: the object is the text's metadata. A table named metadata (or meta, index, بيانات, فهرس) with a column
    of file names and none of texts: its rows belong to the files below its folder; it goes before a file
    beside. Folders: a folder named as a year, or a month of it, gives `year`; the topmost folder (or archive)
    that is no number gives the source, when there are two or more of these. Both only for files that do not tell
    it themselves.
    """
    listed, origin = [], {}
    for file in files:
        name = readers.relative(file, root)
        inner = archives.names(file, largest=largest) if readers.kind(file) == "archive" else None
        members = [name] if inner is None else [f"{name}/{one}" for one in inner]
        listed += members
        origin.update((member, file) for member in members)
    texts = [name for name in listed if readers.kind(name) in readers.DOCUMENTS]
    about = About(set(), {}, _folders(listed), [])
    beside = _beside(listed, texts)
    tables = [name for name in listed if _is_table(name)] if texts else []
    data = _load({*beside, *tables}, origin, root, largest)
    for name in sorted(beside):
        record = _sidecar(data.get(name))
        if record is not None:
            about.files.add(name)
            for text in beside[name]:
                about.rows.setdefault(text, {}).update(record)
    for name in sorted(tables, key=lambda name: (name.count("/"), name)):
        _table(name, data.get(name), texts, about, encoding, largest)
    return about._replace(files=frozenset(about.files))


def _beside(listed, texts):
    """Name of a .json -> the texts of the same name beside it."""
    by_stem = {}
    for name in texts:
        by_stem.setdefault(readers.stem(name), []).append(name)
        by_stem.setdefault(name, []).append(name)  # article.txt.json
    found = {name: by_stem.get(readers.stem(name)) for name in listed if name.lower().endswith(".json")}
    return {name: texts for name, texts in found.items() if texts}


def _is_table(name):
    file = readers.stem(name).rpartition("/")[2]
    return file.lower() in TABLES and readers.kind(name) in _TABLE_FORMATS


def _load(names, origin, root, largest):
    """Bytes of these files, also those in archives."""
    data, inside = {}, {}
    for name in names:
        file = origin[name]
        whole = readers.relative(file, root)
        if name == whole:
            try:
                data[name] = file.read_bytes() if file.stat().st_size <= largest else None
            except OSError:
                data[name] = None  # the reading says it
        else:
            inside.setdefault(file, set()).add(name[len(whole) + 1 :])
    for file, wanted in inside.items():
        whole = readers.relative(file, root)
        try:
            for inner, content, _ in archives.members(file, largest=largest, wanted=wanted.__contains__):
                if inner in wanted:
                    data[f"{whole}/{inner}"] = content
        except InputError:
            pass  # the reading says it
    return data


def _sidecar(data):
    """The one JSON object of a file beside a text, or None when it is something else."""
    if not data or len(data) > _LARGEST_SIDECAR:
        return None
    try:
        record = json.loads(decode(data)[0])
    except (InputError, ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not record or choose_columns(record, None, "")["text"][0] is not None:
        return None
    return record


def _table(name, data, texts, about, encoding, largest):
    """Put the rows of a table of metadata to the texts they name."""
    try:
        records = readers.read_bytes(data or b"", name, encoding=encoding, largest=largest)[0]
    except InputError:
        return  # it is read once more with the others, and set aside there
    header = list(dict.fromkeys(key for _, record in records for key in record))
    column = next((column for column in header if folded(column) in FILE_NAMES), None)
    if column is None or choose_columns([c for c in header if c != column], None, "")["text"][0] is not None:
        return
    folder = name.rpartition("/")[0]
    known = {}
    for text in texts:
        if not folder or text.startswith(f"{folder}/"):
            path = text[len(folder) + 1 :] if folder else text
            for key in {path, readers.stem(path), path.rpartition("/")[2], readers.stem(path).rpartition("/")[2]}:
                known.setdefault(key, []).append(text)
    lost, found = [], set()
    for row, record in records:
        wanted = re.sub(r"^(\./)+", "", string(record.get(column)).strip().replace("\\", "/"))
        targets = known.get(wanted, [])
        if len(targets) != 1:
            lost.append((row, wanted, len(targets)))
            continue
        found.add(targets[0])
        more = {key: value for key, value in record.items() if key != column and string(value).strip()}
        about.rows.setdefault(targets[0], {}).update(more)
    about.files.add(name)
    below = {text for texts in known.values() for text in texts}
    about.notes.append((name, f"a table of metadata for {len(found):,} of {len(below):,} texts"))
    if lost:
        row, wanted, n = lost[0]
        what = "names no text" if n == 0 else f"names {n} texts"
        first = f'the first in row {row}: "{wanted[:80]}" {what}'
        about.notes.append((name, f"{len(lost):,} rows fit no single text, {first}"))


def _year(folder):
    """The year that a folder is named after, or the year of its month; None for other names."""
    told = [str(int(number)) for number in re.findall(r"\d+", folder)] if dates.is_month(folder) else [folder]
    return next((part for part in told if _YEAR.fullmatch(part)), None)


def _folders(listed):
    """Name of a file -> source and year as its folders tell them."""
    outlets, years = {}, {}
    for name in listed:
        above = [readers.stem(part) if archives.is_archive(part) else part for part in name.split("/")[:-1]]
        outlets[name] = next((part for part in above if not _NUMBER.fullmatch(part)), None)
        years[name] = next(filter(None, map(_year, reversed(above))), None)
    telling = len({outlet for outlet in outlets.values() if outlet}) > 1
    found = {}
    for name in listed:
        told = {"source": outlets[name] if telling else None, "year": years[name]}
        found[name] = {key: value for key, value in told.items() if value}
    return found
