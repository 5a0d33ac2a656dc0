"""The texts of the documents of a file, and their titles, sources and categories: mended where they need it, judged."""

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...arabic.script import LETTER
from ..reading.cells import string, whole
from ..reading.columns import names_a_source
from ..reading.decoding import LOST, unix_newlines
from . import repair
from .titles import first_line

REPAIRED = ("title", "source", "category")  # beside the text
_FEW = 20  # documents that are looked at one by one


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
    odd, sha256 = _looked_over(drafts, steps)
    remarks, reasons, repairs, made = {}, {}, {}, {}
    for place in odd:
        cell = drafts.raw[place] if place in drafts.raw else drafts.text[place].as_py()
        cell, counts = _repaired(cell, steps)
        made[place], remarks[place], reason = readable(cell)
        sha256[place] = hashlib.sha256(made[place].encode("utf-8")).hexdigest()
        if reason is not None:
            reasons[place] = reason
        if counts:
            repairs[place] = {"text": counts}
    text = _replaced(drafts.text, made)
    columns = dict(drafts.columns)
    for field in REPAIRED:
        columns[field] = _field(field, columns[field], steps, text, repairs)
    columns["title"] = [whole(unix_newlines(title)) for title in columns["title"]]
    names = {source for source in set(columns["source"]) if names_a_source(source)}
    headings = {place: source for place, source in enumerate(columns["source"]) if source in names} if names else {}
    if headings:
        columns["source"] = ["" if source in names else source for source in columns["source"]]
    return Mended(text, sha256, columns, remarks, reasons, headings, repairs)


def _looked_over(drafts, steps):
    """(places of the texts that may need a repair or a remark, or may be of no use, in order; the hashes of all)."""
    if len(drafts.rows) < _FEW:
        return range(len(drafts.rows)), _digests(drafts.text)
    pattern = "|".join(filter(None, (repair.signs(steps), LOST, "[\r\\x00]")))
    middle = len(drafts.text) // 2
    with ThreadPoolExecutor(2) as pool:  # Arrow searches while the hashes are made
        parts = [pool.submit(_odd, part, pattern) for part in (drafts.text[:middle], drafts.text[middle:])]
        sha256 = _digests(drafts.text)
        odd = np.concatenate([part.result() for part in parts])
    odd[list(drafts.raw)] = True
    return np.flatnonzero(odd).tolist(), sha256


def _odd(text, pattern):
    """Which texts hold a sign out of the pattern, or no Arabic letter."""
    found, arabic = (pc.match_substring_regex(text, wanted) for wanted in (pattern, LETTER.pattern))
    return pc.or_(found, pc.invert(arabic)).to_numpy(zero_copy_only=False)


def _digests(strings):
    """SHA-256 of each string of a large string array, as UTF-8."""
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1].tolist()
    view = memoryview(data) if data is not None else memoryview(b"")
    return [hashlib.sha256(view[a:b]).hexdigest() for a, b in zip(ends[:-1], ends[1:], strict=True)]


def _repaired(cell, steps):
    """The cell of the text column after the repairs, and {step: number of repairs}; lists of texts part by part."""
    if isinstance(cell, str):
        return repair.apply(cell, steps)
    if not isinstance(cell, list) or not all(isinstance(part, str) for part in cell):
        return cell, {}
    made = [repair.apply(part, steps) for part in cell]
    return [part for part, _ in made], dict(sum((Counter(counts) for _, counts in made), Counter()))


def readable(raw):
    """Make a cell of the text column a text.

    Returns (text, remarks, reason): remarks are a list of what was changed or calls for a look, reason is why
    the document cannot be used, or None.
    """
    if isinstance(raw, dict) or (isinstance(raw, list) and not all(isinstance(part, str) for part in raw)):
        return "", [], f"the text is a JSON {'object' if isinstance(raw, dict) else 'list'}, not a string"
    given, remarks = string(raw), []
    if isinstance(raw, list):
        remarks.append(f"the text was a list of {len(raw)} strings, now one line each")
    text = whole(given)
    if text != given:
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
    if LETTER.search(text) is None:
        return text, remarks, "no Arabic word"
    return text, remarks, None


def _replaced(text, made):
    """The texts, those of `made` (place -> text, in order) in their places."""
    if not made:
        return text
    new = pa.array(made.values(), pa.large_string())
    if len(made) == len(text):
        return new
    mask = np.zeros(len(text), bool)
    mask[list(made)] = True
    return pc.replace_with_mask(text, pa.array(mask), new)


def _field(field, values, steps, text, repairs):
    """The values of a field after the repairs, stripped; what was done is put into `repairs`, place by place."""
    made = list(values)
    for place, needs in enumerate(repair.may_need(values, steps)):
        if made[place] is None:
            made[place] = first_line(text[place].as_py())
        elif needs:
            made[place], counts = repair.apply(made[place], steps)
            if counts:
                repairs.setdefault(place, {})[field] = counts
    return [value.strip() for value in made]
