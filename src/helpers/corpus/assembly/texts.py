"""The texts of the documents of a file, and their titles, sources and categories: mended where they need it, judged."""

import hashlib
import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ... import room
from ...arabic.script import LETTER
from ..reading.cells import string, whole
from ..reading.columns import names_a_source
from ..reading.decoding import LOST, unix_newlines
from . import doubts, repair
from .empty_cells import SHORT, stands_for_nothing
from .titles import first_line

REPAIRED = ("title", "source", "category")  # beside the text
_REMARKED = f"{LOST}|[\r\\x00]"  # in a text, for Python and RE2
_EMPTY = 'no text: the cell holds only "{}", which stands for an empty one'
_HALVES = re.compile("[\ud800-\udfff]")  # lone surrogates


class Mended(NamedTuple):
    """What became of the `fields.Drafts` of a file.

    text: large strings. sha256: a list, of each text as UTF-8. columns: those of the drafts. remarks: place ->
    sentences on what was changed or calls for a look. reasons: place -> why a text cannot be used. headings: place ->
    a source that is the name of a column and was taken out. repairs: place -> {field: {step: n}}.
    """

    text: pa.LargeStringArray
    sha256: list
    columns: dict
    remarks: dict
    reasons: dict
    headings: dict
    repairs: dict


def mended(drafts, steps):
    """Return the Mended of a file's Drafts; steps: names out of `repair.STEPS`."""
    if drafts.rows == [None]:  # a page is read by its own reader; what it still shows as markup it speaks of
        steps = [step for step in steps if step != "markup"]
    columns, counts = dict(drafts.columns), {"text": {}}
    for field in REPAIRED:
        columns[field], counts[field] = repair.column([value or "" for value in columns[field]], steps)
    odd = repair.places(drafts.text, steps, also=_REMARKED, lacking=LETTER.pattern)
    plain = [place for place in odd if place not in drafts.raw]
    given = drafts.text if len(plain) == len(drafts.text) else drafts.text.take(pa.array(plain, pa.int64()))
    given = given.to_pylist()
    cells, found = repair.column(given, steps)
    given, cells = (dict(zip(plain, values, strict=True)) for values in (given, cells))
    counts["text"] = {plain[n]: repaired for n, repaired in found.items()}
    for place, cell in drafts.raw.items():
        cells[place], counts["text"][place] = repair.cell(cell, steps)
    made, remarks, reasons = {}, {}, {}
    for place in sorted(cells):
        text, remarks[place], reason = readable(cells[place])
        if text is not given.get(place):
            made[place] = text
        if isinstance(given.get(place), str):
            remarks[place] = remarks[place] + doubts.remarks(given[place], text, counts["text"].get(place, {}))
        if reason is not None:
            reasons[place] = reason
    if not any(field == "text" and how == "file" for field, _, how in drafts.mapping):  # a message may well say so
        reasons |= {place: _EMPTY.format(drafts.text[place].as_py().strip()) for place in _not_there(drafts.text)}
    text, repairs = _replaced(drafts.text, made), _by_place(counts)
    sha256 = _digests(text)
    for field in REPAIRED:
        columns[field] = [value.strip() for value in columns[field]]
    columns["title"] = _titles(drafts.columns["title"], columns["title"], text)
    names = {source for source in set(columns["source"]) if names_a_source(source)}
    headings = {place: source for place, source in enumerate(columns["source"]) if source in names} if names else {}
    if headings:
        columns["source"] = ["" if source in names else source for source in columns["source"]]
    return Mended(text, sha256, columns, remarks, reasons, headings, repairs)


def _not_there(text):
    """Places of the texts that say, in letters, that there is none."""
    short = pc.less_equal(pc.binary_length(text), 2 * SHORT).to_numpy(zero_copy_only=False)
    return [place for place in np.flatnonzero(short).tolist() if stands_for_nothing(text[place].as_py())]


def _titles(given, mended, text):
    """The mended titles; the first line of the text in the place of None, LF for other line ends."""
    return [
        first_line(text[place].as_py()) if given[place] is None else unix_newlines(title) if "\r" in title else title
        for place, title in enumerate(mended)
    ]


def _digests(strings):
    """SHA-256 of each string of a large string array, as UTF-8."""
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1].tolist()
    view = memoryview(data) if data is not None else memoryview(b"")
    return [hashlib.sha256(view[a:b]).hexdigest() for a, b in zip(ends[:-1], ends[1:], strict=True)]


def readable(cell):
    """Make a cell of the text column a text.

    Returns (text, remarks, reason): remarks are a list of what was changed or calls for a look, reason is why
    the document cannot be used, or None.
    """
    if isinstance(cell, dict) or (isinstance(cell, list) and not all(isinstance(part, str) for part in cell)):
        return "", [], f"the text is a JSON {'object' if isinstance(cell, dict) else 'list'}, not a string"
    text, remarks = cell if isinstance(cell, str) else string(cell), []
    if isinstance(cell, list):
        remarks.append(f"the text was a list of {len(cell)} strings, now one line each")
    if _HALVES.search(text):
        text = whole(text)
        remarks.append("lone surrogates replaced by U+FFFD")
    if "\r" in text:
        text = unix_newlines(text)
        remarks.append("CRLF or CR line ends changed to LF")
    if LOST in text:
        remarks.append(f"{text.count(LOST):,} U+FFFD: characters that were lost in reading or before")
    if "\0" in text:
        remarks.append(f"{text.count(chr(0)):,} NUL characters kept")
    if not text or text.isspace():
        return text, remarks, "no text"
    if stands_for_nothing(text) and not LETTER.search(text):
        return text, remarks, _EMPTY.format(text.strip())
    return text, remarks, None if LETTER.search(text) else "no Arabic word"


def _replaced(text, made):
    """The texts, those of `made` (place -> text, in order) in their places."""
    if not made:
        return text
    new = pa.array(made.values(), pa.large_string())
    if len(made) == len(text):
        return new
    parts, last = room.Strings(), 0  # what lies between is copied as a whole, in a third of the time of a mask
    for number, place in enumerate(made):
        parts.append(text.slice(last, place - last))
        parts.append(new.slice(number, 1))
        last = place + 1
    parts.append(text.slice(last))
    return parts.array()


def _by_place(counts):
    """Place -> {field: {step: n}} of field -> place -> {step: n}, the text first."""
    made = {}
    for field, found in counts.items():
        for place, repaired in found.items():
            if repaired:
                made.setdefault(place, {})[field] = repaired
    return made
