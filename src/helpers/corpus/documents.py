"""The Corpus: one row a document, with a record of what was read, what was set aside and why."""

import contextlib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .. import room
from ..arabic.dates import ORDERS
from ..arguments import DICT, ONE_OR_MORE, TEXT, takes
from ..errors import ArgumentError, InputError, NotFound, check_choice, check_names, listed, nearest, told
from .assembly import (
    collecting,
    corpus_tables,
    dating,
    labels,
    metadata,
    prepared,
    repair,
    shards,
    spans,
)
from .assembly.ledger import Ledger
from .reading import division, files, formats, given
from .reading.cells import string
from .reading.columns import FIELDS
from .reading.decoding import check_encoding
from .reading.limits import LARGEST

GIVEN = "What was given"  # the root of a corpus that was in memory already
_FEW_VALUES = 20  # of a column, that an error lists
_LISTS = (list, tuple, set, frozenset, range, pd.Index, pd.Series, np.ndarray)


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Documents, and the record of how they were read.

    documents: one row a document: doc_id str (unique), title str, date datetime64[s] (NaT where there is
        none), source and category (category dtype, "unknown" where there is none), url str, text str,
        n_chars int32 (code points), sha256 str (of the text as UTF-8), date_precision category (day, month, year,
        years, "" without a date; only where a date is no day, which then stands as the first of its days), then the
        files' other columns as str or category. Absent strings are "".
    files: file, format, encoding, how, bytes, sha256 (of the raw file), n_documents.
    mapping: field, column, how ("named", "guessed" by its name, "cells" by these, "absent", "metadata", "file" for what
        its format tells, "file name" and "folder" for what the names of files and folders tell), n_files, examples
        (three of its cells).
    set_aside: file, row, doc_id, reason: what was not taken.
    notes: file, row, doc_id, note: what was taken but calls for a look.
    repairs: file, row, doc_id, field, step, n: how often each step of `repair.STEPS` (and "boilerplate", in lines)
        changed the text, title, source or category; the raw file is as it was, its hash stands in `files`.
    `row` is the line (csv, tsv, jsonl) or the number of the item (json), <NA> for a whole file.
    """

    documents: pd.DataFrame
    files: pd.DataFrame
    mapping: pd.DataFrame
    set_aside: pd.DataFrame
    notes: pd.DataFrame
    repairs: pd.DataFrame

    def __len__(self):
        return len(self.documents)

    def __repr__(self):
        span = ", {} to {}".format(*dates) if (dates := dating.ends(self.documents)) else ""
        n = self.documents["source"].nunique()
        return (
            f"Corpus({len(self):,} documents, {n:,} source{'' if n == 1 else 's'}{span}; "
            f"{len(self.set_aside):,} set aside, {len(self.notes):,} notes)"
        )

    @takes()
    def where(self, *, start=None, end=None, **conditions):
        """Return the Corpus of the documents that fulfil every condition.

        conditions: a column of `documents` and the value, or the list of values, it must have. date: a date, a list of
        dates or a slice(first, last), both included. start, end: the first and last date, both included.
        A date is a text, a year as a number, or a date of Python, numpy or pandas; "2018", "2018-03" and "2018-03-31"
        mean the whole year, month and day, "2018..2019-06" from the first to the last of them. Documents without a date
        do not lie in any range, and one that is only a year in none that is shorter. The result of start and end may be
        empty; files, set_aside and notes still tell of the whole reading. Raises ArgumentError for an unknown column, a
        date that is none and a start after the end, NotFound for a value, or a date, that no document has.
        """
        keep = np.ones(len(self), dtype=bool)
        for column, wanted in conditions.items():
            if column == "date":
                keep &= spans.on(self.documents["date"], wanted, precision=self.documents.get(dating.COLUMN))
                continue
            if column not in self.documents:
                names = self.documents.columns
                raise ArgumentError(
                    f'The documents have no column "{column}"; they have {listed(names)}.'
                    f"{self._taken_as(column) or nearest(column, names)}"
                )
            keep &= _matches(self.documents[column], wanted)
        keep &= spans.between(self.documents["date"], start, end, precision=self.documents.get(dating.COLUMN))
        return replace(self, documents=self.documents[keep].reset_index(drop=True))

    def _taken_as(self, column):
        """A hint where a column of the raw files has another name here, "" where it has none."""
        fields = self.mapping.loc[self.mapping["column"] == column, "field"]
        return f' "{column}" is the column of {fields.iloc[0]}: write {fields.iloc[0]}=….' if len(fields) else ""


def _matches(values, wanted):
    name, wanted = values.name, _several(values.name, wanted)
    # Categories outlive a selection, so that one `where` after the other does not call a value unknown.
    known = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else values
    there = set(known.dropna().tolist())
    chosen = []
    for value in wanted:
        found = next((other for other in _written(value) if other in there), None)
        if found is None:
            choices = [str(choice) for choice in pd.unique(known)[:2_000]]
            raise NotFound(f'No document has {name} "{value}".{nearest(value, choices) or _there(choices)}')
        chosen.append(found)
    return values.isin(chosen).to_numpy()


def _there(values):
    return f" There are: {listed(values)}." if 0 < len(values) <= _FEW_VALUES else ""


def _several(name, wanted):
    """The values that are asked for as a list; ArgumentError where there is none, or one that no cell can have."""
    wanted = list(wanted) if isinstance(wanted, _LISTS) else [wanted]
    if not wanted:
        raise ArgumentError(f"{name} is an empty list; name at least one value of the column.")
    for value in wanted:
        plain = isinstance(value, str | bool | int | float | np.generic | pd.Timestamp)
        if not plain or (isinstance(value, float) and value != value):
            raise ArgumentError(f"{name} is {told(value)}, but must be a value of the column or a list of values.")
    return wanted


def _written(value):
    """The ways in which a cell may hold a value: the metadata of the files are texts, 2019 stands as "2019"."""
    yield value.item() if isinstance(value, np.generic) else value
    yield string(value.item() if isinstance(value, np.generic) else value)
    if isinstance(value, str) and value.strip().isascii():
        with contextlib.suppress(ValueError):
            yield float(value)


@takes(columns=DICT, encoding=TEXT, split=TEXT, largest=ONE_OR_MORE)
def read(
    path, *, columns=None, encoding=None, repairs=repair.DEFAULT_STEPS, date_order=None, split="", unit="part",
    largest=LARGEST, progress=False,
):
    """Read files, or what is already in memory, into a Corpus.

    path: a file, a folder or an archive (for the kinds of file see `files.READABLE`), a list of them, or the texts: a
    DataFrame, a Series, a list of texts or of records, or a dict id -> text (`reading.given`). A Corpus is handed back.
    columns: names of the columns that hold text, title, date, source, category, url and id, as a dict; what
    is not named is guessed, and `Corpus.mapping` shows how. encoding: for all files; found for each if None.
    A text, page, Word or PDF file is one document, its doc_id the path without suffix. A table's rows without
    an id are named after the file and the row. What files beside a text, a table of metadata and folders add:
    see `metadata.gather`. largest: bytes that one file may have, unpacked.
    The text is untouched but for line ends (LF), lone surrogates (U+FFFD) and `repairs`, names out of
    `repair.STEPS`: what is needed to read it at all, unless others are named.
    A file that is one document and tells no date has that of its name, or its folder's: see `file_names.told`.
    Dates: see `dates.parse`; date_order ("dmy", "mdy") settles those in which day and month could be exchanged.

    A file of several texts (a chat, a download of the press …) has a document for each; split names a line, or an
    expression, at which other text files are parted ("never": none is), see `division.pattern`; unit: what is one
    document of messages and segments, each "part", all of one "day", or all of the "file".

    Set aside: files and rows that cannot be read, rows without text or without an Arabic letter, exact
    repetitions (same id, same text). Raises InputError when nothing is left, the path is missing or empty, or
    a named column is missing; ArgumentError for an unknown encoding, repair, unit or key of
    `columns`, and a broken expression.
    """
    repairs = check_names(repairs, repair.STEPS, "repair")
    if date_order is not None:
        check_choice("date_order", date_order, ORDERS)
    if encoding is not None:
        check_encoding(encoding)
    for field in columns or {}:
        check_choice("The key in columns", field, FIELDS)
    wanted = division.Division(split, unit)
    if isinstance(path, Corpus):
        return path
    ledger, seen = Ledger(), collecting.Seen()
    how = shards.How(encoding, largest, wanted.split, wanted.unit, columns, repairs)
    root, of_files = _opened(path, ledger, how, progress)
    read_files, blocks = [], []
    for one in of_files:
        ledger.add(one.told)
        if one.of_disk is None:
            continue
        block = None if one.drafts is None else collecting.block(one.drafts, one.mended, seen, ledger.of(one.name))
        blocks += [] if block is None else [block]
        read_files.append((one.name, *one.of_disk, 0 if block is None else len(block.rows)))
        del one, block  # of a large table they take as much room as the documents
    if not (kept := [block for block in blocks if block.rows]):
        raise InputError(_nothing(root, ledger.set_aside))
    dated, spellings = dating.of_blocks(kept, date_order), labels.of_blocks(kept)
    return Corpus(**corpus_tables.made(blocks, read_files, dated, spellings, ledger))


def _opened(source, ledger, how, progress):
    """(What to call the source, the `prepared.Prepared` of its files, one by one)."""
    wanted = division.check(division.Division(how.split, how.unit))
    paths = given.paths(source)
    if paths is None:
        made = given.reading(source)
        about = metadata.About(frozenset(), {}, {}, [])
        return GIVEN, [prepared.of(f"({made.format})", made, about, how.columns, how.repairs)]
    found, skipped, root = files.find_all(paths)
    for name, reason in skipped:
        ledger.of(name).put_aside(reason)
    about = metadata.gather(found, root, encoding=how.encoding, largest=how.largest)
    for name, note in about.notes:
        ledger.of(name).note(note)
    here = room.current()
    if here is not None and here.kept is not None:
        return root, shards.each(found, about, how, progress=progress)
    outcomes = formats.each(
        found, encoding=how.encoding, largest=how.largest, skip=about.files, division=wanted, progress=progress
    )
    return root, (prepared.of(name, outcome, about, how.columns, how.repairs) for name, outcome in outcomes)


def _nothing(root, set_aside):
    first = []
    for entry in set_aside[:3]:
        row = "" if entry["row"] is None else f", row {entry['row']:,}"
        first.append(f"{entry['file']}{row}: {entry['reason']}")
    which = "Reason" if len(set_aside) == 1 else "The first reasons" if len(set_aside) > 3 else "Reasons"
    named = ' In code: documents.read(…, columns={"text": "…"}).' if root == GIVEN else ""
    return f"{root} holds no usable document; {len(set_aside):,} set aside. {which}: {' | '.join(first)}.{named}"
