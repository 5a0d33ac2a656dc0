"""What is told of a text outside of it: a file beside it, a table of the files, the folders it lies in."""

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ...arabic import dates
from ...errors import InputError
from ..reading import archives, chats, formats
from ..reading.cells import string, whole
from ..reading.columns import folded, guess
from ..reading.decoding import decode
from ..reading.files import DOCUMENTS, found, is_archive, stem
from ..reading.limits import LARGEST
from . import dating

#: Names of a table of metadata, of any table format, and of its column with the names of the files.
TABLES = frozenset("metadata meta index بيانات البيانات فهرس".split())
FILE_NAMES = frozenset("file filename filepath path document doc textfile textfilename اسمملف اسمالملف ملف".split())
OF_A_STUDY = "metadata"
#: The columns of `sheet`.
SHEET = ("file", "title", "date", "source", "category", "url")
_PLAIN = re.compile("(?![=+@\\-\\s'])(?=.*[^\\W\\d_])[^\x00-\x1f\x7f\ufffd]*")
_NOT_OF_FILES = "it needs a column named file with the names of the files, and none with texts"
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
    """Return the About of the files that `files.find` listed below `root`.

    Three rules. A text and a .json of the same name beside it (article.txt, article.json), one object without
    a text: the object is the text's metadata. A table named metadata (or meta, index, بيانات, فهرس) with a column
    of file names and none of texts: its rows belong to the files below its folder; it goes before a file
    beside, and a table named metadata in the study's own folder before all. An empty cell tells nothing.
    Folders: a folder named as a year, or a month of it, gives `year`; the topmost folder (or archive) that is no
    number gives the source, when there are two or more of these. Both only for files that do not tell it themselves.
    """
    listed, archive = [], {}
    for file in files:
        packed = file.kind == "archive"
        inner = archives.names(file.path, largest=largest) if packed else ()
        members = [found(file.path, f"{file.name}/{one}") for one in inner] if packed else [file]
        listed += members
        archive.update((member, file) for member in members if packed)
    texts = [file for file in listed if file.kind in DOCUMENTS]
    about = About(set(), {}, _folders([file.name for file in listed]), [])
    beside = _beside(listed, texts)
    tables = [file for file in listed if _is_table(file)] if texts else []
    data = _load({*beside, *tables}, archive, largest)
    for file in sorted(beside, key=lambda file: file.name):
        record = _sidecar(data.get(file))
        if record is not None:
            about.files.add(file.name)
            for text in beside[file]:
                about.rows.setdefault(text, {}).update(record)
    for file in sorted(tables, key=lambda file: (file.name.count("/"), file.name)):
        # One that cannot be read is read once more with the others, and set aside there.
        table, _ = _tried(formats.read_bytes, data.get(file) or b"", file, encoding=encoding, largest=largest)
        if table is not None and _rows(file.name, table, file.name.rpartition("/")[0], texts, about):
            about.files.add(file.name)
    for path in of_the_study(root) if texts else ():
        # Its encoding is its own: Khitab or a spreadsheet wrote it, not who made the raw files.
        table, why = _tried(formats.read, found(path, path.name), largest=largest)
        name = Path(os.path.relpath(path, root if Path(root).is_dir() else Path(root).parent)).as_posix()
        if table is None or not _rows(name, table, "", texts, about):
            about.notes.append((name, f"the table of metadata is not used: {why}"))
    return about._replace(files=frozenset(about.files))


def _beside(listed, texts):
    """A .json -> the names of the texts of the same name beside it."""
    by_name = {}
    for text in texts:
        by_name.setdefault(text.base, []).append(text.name)
        by_name.setdefault(text.name, []).append(text.name)  # article.txt.json
    beside = {file: by_name.get(file.base) for file in listed if file.name.lower().endswith(".json")}
    return {file: names for file, names in beside.items() if names}


def _is_table(file):
    return file.base.rpartition("/")[2].lower() in TABLES and file.kind in _TABLE_FORMATS


def _load(files, archive, largest):
    """Bytes of these files, also those in archives."""
    data, inside = {}, {}
    for file in files:
        if file in archive:
            inside.setdefault(archive[file], {})[file.name] = file
            continue
        try:
            data[file] = file.path.read_bytes() if file.path.stat().st_size <= largest else None
        except OSError:
            data[file] = None  # the reading says it
    for packed, wanted in inside.items():
        inner = {name[len(packed.name) + 1 :]: file for name, file in wanted.items()}
        try:
            for name, content, _ in archives.members(packed.path, largest=largest, wanted=inner.__contains__):
                if name in inner:
                    data[inner[name]] = content
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
    if not isinstance(record, dict) or not record or "text" in guess(record) or chats.of_values([record]) is not None:
        return None
    return {key: whole(string(value)) for key, value in record.items()}


def of_the_study(root):
    """Return the tables named metadata in the folder of the study that a raw file or folder belongs to, as Paths.

    That is the nearest folder above `root` with a study.toml; there is none for a corpus that is read by itself.
    """
    folder = next((above for above in Path(root).absolute().parents if (above / "study.toml").is_file()), None)
    inside = [found(path, path.name) for path in folder.iterdir()] if folder else []
    inside = [file.path for file in inside if file.base.lower() == OF_A_STUDY and file.kind in _TABLE_FORMATS]
    return sorted(path for path in inside if path.is_file())


def _tried(reading, *arguments, **options):
    """(Table of a file or None, why it is not used if it names no texts)."""
    try:
        return reading(*arguments, **options).table, _NOT_OF_FILES
    except InputError as error:
        return None, str(error)


def _known(texts, folder):
    """(path -> text, what else a text may be called -> the texts called so), of the texts below a folder."""
    exact, known = {}, {}
    for text in texts:
        if not folder or text.name.startswith(f"{folder}/"):
            path, base = (_composed(name[len(folder) + 1 :] if folder else name) for name in (text.name, text.base))
            exact[path] = text.name
            for key in {base, path.rpartition("/")[2], base.rpartition("/")[2]}:
                known.setdefault(key, []).append(text.name)
    return exact, known


def _composed(name):
    # A Mac writes the letters of a name in parts, a spreadsheet whole.
    return unicodedata.normalize("NFC", name)


def _rows(name, table, folder, texts, about):
    """Put the rows to the texts below a folder; False where the table is none of metadata."""
    header = table.columns if len(table) else ()
    column = next((column for column in header if folded(column) in FILE_NAMES), None)
    if column is None or "text" in guess(c for c in header if c != column):
        return False
    exact, known = _known(texts, folder)
    lost, told = [], set()
    for row, record in table:
        wanted = _composed(re.sub(r"^(\./)+", "", record[column].strip().replace("\\", "/")))
        targets = [exact[wanted]] if wanted in exact else known.get(wanted, [])
        if len(targets) != 1:
            lost.append((row, wanted, len(targets)))
            continue
        told.add(targets[0])
        more = {key: value for key, value in record.items() if key != column and value.strip()}
        about.rows.setdefault(targets[0], {}).update(more)
    about.notes.append((name, f"a table of metadata for {len(told):,} of {len(exact):,} texts"))
    if lost:
        row, wanted, n = lost[0]
        what = "names no text" if n == 0 else f"names {n} texts"
        first = f'the first in row {row}: "{wanted[:80]}" {what}'
        about.notes.append((name, f"{len(lost):,} rows fit no single text, {first}"))
    return True


def whole_files(corpus):
    """Return the documents of a Corpus that are a file each, without columns: text, page, Word, PDF.

    Returns a DataFrame: file, doc_id, and sure (bool): False where files of one name but for their kind share an
    id, so that it is not known which document is which. Known by the ids, which are the files' paths.
    """
    files = corpus.files[corpus.files["format"].isin(DOCUMENTS) & (corpus.files["n_documents"] == 1)]
    by_stem = {}
    for name in files["file"]:
        by_stem.setdefault(stem(name), []).append(name)
    ids = set(corpus.documents["doc_id"])
    rows = []
    for base, names in by_stem.items():
        of_stem = [base, *(f"{base}-{n}" for n in range(2, len(names) + 1))]
        rows += [(name, doc_id, len(names) == 1) for name, doc_id in zip(names, of_stem, strict=True) if doc_id in ids]
    return pd.DataFrame(rows, columns=["file", "doc_id", "sure"])


def sheet(corpus):
    """Return a table to be filled in for the documents without columns, a row a file, as a DataFrame of strings.

    Columns: file, title, date, source, category, url, with what is known; a cell is empty where nothing is known,
    or where a spreadsheet would take it for something else than text. As it is, it tells what is known already.
    """
    texts = whole_files(corpus)
    documents = corpus.documents.set_index("doc_id").reindex(texts["doc_id"])
    days = documents["date"].dt.strftime("%Y-%m-%d %H:%M:%S").str.removesuffix(" 00:00:00").fillna("")
    made = pd.DataFrame({"file": texts["file"].to_numpy(), "title": documents["title"].to_numpy(object)})
    if dating.COLUMN in documents:
        coarse = (~documents[dating.COLUMN].astype("str").isin(["", "day"])).to_numpy()
        days[coarse] = dating.written(documents[coarse]).str.removesuffix(" …")
    made["date"] = days.to_numpy(object)
    for column in ("source", "category", "url"):
        made[column] = documents[column].astype("str").replace("unknown", "").to_numpy(object)
    for column in SHEET[1:]:
        plain = [_stays_text(value) or column == "date" for value in made[column]]
        made[column] = made[column].where(texts["sure"].to_numpy() & plain, "")
    return made.astype("str")


def _stays_text(value):
    """Whether a spreadsheet leaves a cell as it is: what looks like a formula, a number or a date it does not."""
    return _PLAIN.fullmatch(value) is not None and dates.parse(value).date is None


def _year(folder):
    """The year that a folder is named after, or the year of its month; None for other names."""
    told = [str(int(number)) for number in re.findall(r"\d+", folder)] if dates.is_month(folder) else [folder]
    return next((part for part in told if _YEAR.fullmatch(part)), None)


def _folders(listed):
    """Name of a file -> source and year as its folders tell them."""
    outlets, years = {}, {}
    for name in listed:
        above = [stem(part) if is_archive(part) else part for part in name.split("/")[:-1]]
        outlets[name] = next((part for part in above if not _NUMBER.fullmatch(part)), None)
        years[name] = next(filter(None, map(_year, reversed(above))), None)
    telling = len({outlet for outlet in outlets.values() if outlet}) > 1
    made = {}
    for name in listed:
        told = {"source": outlets[name] if telling else None, "year": years[name]}
        made[name] = {key: value for key, value in told.items() if value}
    return made
