"""The Corpus: one row a document, with a record of what was read, what was set aside and why."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import ArgumentError, InputError, check_choice, nearest
from . import readers
from .columns import FIELDS, choose_columns, dates, listed, readable, string, whole
from .decoding import check_encoding, unix_newlines

COLUMNS = ("doc_id", "title", "date", "source", "category", "url", "text", "n_chars", "sha256")
RESERVED = {*COLUMNS, "start", "end"}  # start and end are arguments of `where`
UNKNOWN = "unknown"  # the source and the category of a document that has none
_EMPTY = dict.fromkeys(COLUMNS, "")
FEW_VALUES = 100  # metadata with at most so many values is stored as a category


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Documents, and the record of how they were read.

    documents: one row a document: doc_id str (unique), title str, date datetime64[s] (NaT where there is
        none), source and category (category dtype, "unknown" where there is none), url str, text str,
        n_chars int32 (code points), sha256 str (of the text as UTF-8), then the files' other columns as str
        or category. Absent strings are "".
    files: file, format, encoding, how, bytes, sha256 (of the raw file), n_documents.
    mapping: field, column, how ("named", "guessed", "absent", "metadata", or "file" for .txt), n_files.
    set_aside: file, row, doc_id, reason: what was not taken.
    notes: file, row, doc_id, note: what was taken but calls for a look.
    `row` is the line (csv, tsv, jsonl) or the number of the item (json), <NA> for a whole file.
    """

    documents: pd.DataFrame
    files: pd.DataFrame
    mapping: pd.DataFrame
    set_aside: pd.DataFrame
    notes: pd.DataFrame

    def __len__(self):
        return len(self.documents)

    def __repr__(self):
        dates = self.documents["date"].dropna()
        span = f", {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}" if len(dates) else ""
        n = self.documents["source"].nunique()
        return (
            f"Corpus({len(self):,} documents, {n:,} source{'' if n == 1 else 's'}{span}; "
            f"{len(self.set_aside):,} set aside, {len(self.notes):,} notes)"
        )

    def where(self, *, start=None, end=None, **conditions):
        """Return the Corpus of the documents that fulfil every condition.

        conditions: a column of `documents` and the value, or the list of values, it must have.
        start, end: the first and last date, both included; "2018", "2018-03" and "2018-03-31" mean the whole
        year, month and day. Documents without a date do not lie in any range. The result may be empty; files,
        set_aside and notes still tell of the whole reading. Raises ArgumentError for an unknown column, a
        value that no document has or a date that is none.
        """
        keep = np.ones(len(self), dtype=bool)
        for column, wanted in conditions.items():
            if column not in self.documents:
                names = self.documents.columns
                raise ArgumentError(
                    f'The documents have no column "{column}"; they have {listed(names)}.'
                    f"{nearest(column, names)}"
                )
            keep &= _matches(self.documents[column], wanted)
        date = self.documents["date"]
        if start is not None:
            keep &= (date >= _period("start", start).start_time).to_numpy()
        if end is not None:
            keep &= (date <= _period("end", end).end_time).to_numpy()
        return replace(self, documents=self.documents[keep].reset_index(drop=True))


def _matches(values, wanted):
    wanted = (
        list(wanted)
        if isinstance(wanted, list | tuple | set | pd.Index | pd.Series | np.ndarray)
        else [wanted]
    )
    # Categories outlive a selection, so that one `where` after the other does not call a value unknown.
    known = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else values
    for value in wanted:
        if not (known == value).any():
            choices = [str(choice) for choice in pd.unique(known)[:2_000]]
            raise ArgumentError(f'No document has {values.name} "{value}".{nearest(value, choices)}')
    return values.isin(wanted).to_numpy()


def _period(name, value):
    try:
        if isinstance(value, str | int):
            period = pd.Period(str(value)) if str(value)[:4].isdecimal() else pd.NaT
        else:
            period = pd.Period(value, freq="s")
    except (ValueError, TypeError):
        period = pd.NaT
    if period is pd.NaT:
        raise ArgumentError(
            f'{name} is "{value}", but must be a date such as "2018-03-31", "2018-03" or "2018".'
        )
    return period


def read(path, *, columns=None, encoding=None, progress=False):
    """Read a file or a folder (.txt, .csv, .tsv, .json, .jsonl, .ndjson, also .gz) into a Corpus.

    columns: names of the columns that hold text, title, date, source, category, url and id, as a dict; what
    is not named is guessed, and `Corpus.mapping` shows how. encoding: for all files; found for each if None.
    A .txt is one document, its doc_id the path without suffix. A table's rows without an id are named after
    the file and the row. The text is untouched but for line ends (LF) and lone surrogates (U+FFFD).
    Dates: ISO, YYYY/MM/DD, and DD/MM/YYYY when it cannot be MM/DD/YYYY; with a zone they become UTC.

    Set aside: files and rows that cannot be read, rows without text or without an Arabic letter, exact
    repetitions (same id, same text). Raises InputError when nothing is left, the path is missing or empty, or
    a named column is missing; ArgumentError for an unknown encoding or key of `columns`.
    """
    if encoding is not None:
        check_encoding(encoding)
    for field in columns or {}:
        check_choice("The key in columns", field, FIELDS)
    root = Path(path)
    files, skipped = readers.find(root)
    book = {"files": [], "mapping": Counter(), "notes": [], "set_aside": []}
    for entry in skipped:
        _tell(book, "set_aside", entry["file"], reason=entry["reason"])
    rows, seen = [], {"ids": set(), "texts": set()}
    for file in _bar(files, progress):
        name = readers.relative(file, root)
        try:
            records, info, aside = readers.read(file, encoding=encoding)
        except InputError as error:
            _tell(book, "set_aside", name, reason=str(error))
            continue
        for row, reason in aside:
            _tell(book, "set_aside", name, row, reason=reason)
        for change in info["how"].split("; ")[1:]:
            _tell(book, "notes", name, note=change)
        fields = _fields(records, info, columns, name, book)
        kept = [(name, row, doc) for row, doc in fields if _take(name, row, doc, seen, book)]
        rows += kept
        book["files"].append({"file": name, **info, "n_documents": len(kept)})
    if not rows:
        raise InputError(_nothing(root, book["set_aside"]))
    return _corpus(rows, book)


def _bar(files, progress):
    if not progress:
        return files
    from tqdm.auto import tqdm

    return tqdm(files, desc="Reading", unit="file")


def _tell(book, table, file, row=None, doc_id="", **what):
    book[table].append({"file": file, "row": row, "doc_id": doc_id, **what})


def _fields(records, info, columns, name, book):
    """Yield (row, dict of a document's columns, as strings) for each record of a file."""
    base = readers.stem(name)
    if info["format"] == "txt":
        found = {"text": "the whole file", "title": "the first line", "id": "the path"}
        book["mapping"].update(
            (field, found.get(field, ""), "file" if field in found else "absent") for field in FIELDS
        )
        return [(row, {**_EMPTY, **record, "doc_id": base}) for row, record in records]
    header = list(dict.fromkeys(key for _, record in records for key in record))
    if not header:
        _tell(book, "set_aside", name, reason="a table without rows")
        return []
    chosen = choose_columns(header, columns, name)
    if chosen["text"][0] is None:
        reason = (
            f"no column is known to hold the text; name it ([corpus] text in study.toml) among: {listed(header)}"
        )
        if info["format"] in ("csv", "tsv"):
            reason += " (the first line must hold the columns' names)"
        _tell(book, "set_aside", name, reason=reason)
        return []
    used = {column for column, _ in chosen.values()}
    extra = {column: _metadata_name(column, header) for column in header if column not in used}
    book["mapping"].update((field, column or "", how) for field, (column, how) in chosen.items())
    book["mapping"].update((whole(meta), whole(column), "metadata") for column, meta in extra.items())
    wanted = [
        (column, "doc_id" if field == "id" else field)
        for field, (column, _) in chosen.items()
        if column is not None
    ]
    return ((row, _document(record, wanted, extra, f"{base}-{row}")) for row, record in records)


def _metadata_name(column, header):
    name = column
    while name in RESERVED or (name != column and name in header):
        name += "_2"
    return whole(name)


def _document(record, wanted, extra, doc_id):
    doc = dict(_EMPTY)
    for column, field in wanted:
        value = record.get(column)
        doc[field] = value if field == "text" else whole(string(value)).strip()
    for column, meta in extra.items():
        doc[meta] = whole(string(record.get(column))).strip()
    doc["doc_id"] = doc["doc_id"] or doc_id
    return doc


def _take(name, row, doc, seen, book):
    """Complete the document and say whether it is kept; tell why it is not, or what to look at."""
    doc_id = doc["doc_id"]
    text, remarks, reason = readable(doc["text"])
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    key = f"{doc_id} {digest}"
    if reason is None and key in seen["texts"]:
        reason = "repeats an earlier document: same id, same text"
    if reason is not None:
        _tell(book, "set_aside", name, row, doc_id, reason=reason)
        return False
    seen["texts"].add(key)
    number = 1
    while doc["doc_id"] in seen["ids"]:
        number += 1
        doc["doc_id"] = f"{doc_id}-{number}"
    if number > 1:
        remarks.append(
            f'the id "{doc_id}" belongs to an earlier document with another text; now "{doc["doc_id"]}"'
        )
    seen["ids"].add(doc["doc_id"])
    for remark in remarks:
        _tell(book, "notes", name, row, doc["doc_id"], note=remark)
    doc.update(title=whole(unix_newlines(doc["title"])), text=text, n_chars=len(text), sha256=digest)
    return True


def _corpus(rows, book):
    """Make the five tables."""
    docs = [doc for _, _, doc in rows]
    names = dict.fromkeys(name for doc in docs for name in doc)
    data = {name: [doc.get(name, "") for doc in docs] for name in names}
    data["date"], problems = dates(data["date"])
    for file, row, doc in rows:
        if doc["date"] in problems:
            note = f'the date "{doc["date"][:40]}" is left empty: {problems[doc["date"]]}'
            _tell(book, "notes", file, row, doc["doc_id"], note=note)
    data["n_chars"] = np.array(data["n_chars"], dtype="int32")
    order = [*COLUMNS, *(name for name in names if name not in COLUMNS)]
    documents = pd.DataFrame({name: data[name] for name in order})
    for name in ("source", "category"):
        documents[name] = documents[name].replace("", UNKNOWN).astype("category")
    for name in order[len(COLUMNS) :]:
        if documents[name].nunique() <= min(FEW_VALUES, len(documents) // 2):
            documents[name] = documents[name].astype("category")
    where = ("file", "row", "doc_id")
    mapping = [(*key, n) for key, n in book["mapping"].items()]
    return Corpus(
        documents=documents,
        files=_table(book["files"], "file", "format", "encoding", "how", "bytes", "sha256", "n_documents"),
        mapping=_table(mapping, "field", "column", "how", "n_files"),
        set_aside=_table(book["set_aside"], *where, "reason"),
        notes=_table(book["notes"], *where, "note"),
    )


def _table(rows, *names):
    """A DataFrame with these columns even when it is empty: whole numbers as integers, the rest str."""
    table = pd.DataFrame(rows, columns=list(names))
    numbers = {"row": "Int64", "bytes": "int64", "n_documents": "int64", "n_files": "int64"}
    return table.astype({name: numbers.get(name, "str") for name in names})


def _nothing(root, set_aside):
    first = []
    for entry in set_aside[:3]:
        row = "" if entry["row"] is None else f", row {entry['row']:,}"
        first.append(f"{entry['file']}{row}: {entry['reason']}")
    which = "Reason" if len(set_aside) == 1 else "The first reasons" if len(set_aside) > 3 else "Reasons"
    return f"{root} holds no usable document; {len(set_aside):,} set aside. {which}: {' | '.join(first)}."
