"""Texts that are empty or cut off: the text where the record holds it elsewhere, else a remark."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..reading.cells import string, whole
from ..reading.columns import NAMES, folded
from . import column_contents, nested
from .empty_cells import SHORT, may_stand_for_nothing, stands_for_nothing

_WHOLE = frozenset("fulltext longtext completetext نصكامل نصالكامل".split())
_INSIDE = frozenset("text body content".split())
#: Objects that hold the whole of a text that stands cut off beside them.
_HOLDERS = frozenset("extendedtweet notetweet fulltweet legacy".split())
_OF_ANOTHER = "retweetedstatus"
_LEFT = re.compile(r"\[\s*(?:\+\s*(?P<n>[\d,]+) \w+|…|\.\.\.|&hellip;|&#8230;)\s*\]\s*$")
_CUT = re.compile(r"(?:…|\.\.\.)(?:\s*https?://\S+)?\s*$")
_MANY = 0.5  # of the texts of a table end with dots
#: What columns of texts are called, of which one is filled in one row and another in the next; the likeliest first. A
#: story comes last: beside the message of a post it tells what was done, "changed the picture".
_TEXTS = [name for name in NAMES["text"].split() if name != "story"] + (
    "message msg messagetext postmessage post posttext tweet tweettext caption رساله نصالرساله نصالمنشور تغريده "
    "نصالتغريده story"
).split()


def fullest(column, free, cells, n_rows):
    """Return the column of texts that is filled most often, where the one known by its name mostly is not.

    column: the one known. free: the columns that hold no other field. cells: of `column_contents.sampler`.
    """
    known = _known(free)
    if len(known) < 2 or column not in known or 2 * len(cells(column)) > min(n_rows, column_contents.SAMPLE):
        return column
    return max(known, key=lambda name: sum(map(_may_be_arabic, cells(name))))  # the first, so the likeliest, of equals


def filled(table, column, free, ledger):
    """Return (texts, raw) of a column, in its empty cells the texts of other columns known by the names of a text."""
    text, raw = table.columns[column], table.raw.get(column, {})
    others = [name for name in _known(free) if name != column]
    if not others:
        return text, raw
    short = pc.less_equal(pc.binary_length(text), 2 * SHORT).to_numpy(zero_copy_only=False)
    empty = {place for place in np.flatnonzero(short).tolist() if not _is_text(text[place].as_py())}
    mask, found = np.zeros(len(text), bool), {}
    for other in others if empty else ():
        cells, inside = table.columns[other], table.raw.get(other, {})
        here = [place for place in empty if _may_be_arabic(cells[place].as_py())]
        found |= {place: cells[place].as_py() for place in here}
        raw = {**raw, **{place: inside[place] for place in here if place in inside}}
        empty -= set(here)
        if here:
            ledger.note(f'"{column}" is empty in {len(here):,} rows: their text is taken from "{other}"')
    if found:
        mask[sorted(found)] = True
        new = pa.array([found[place] for place in sorted(found)], pa.large_string())
        text = pc.replace_with_mask(text, pa.array(mask), new)
    return text, raw


def _known(header):
    """The columns known by a name of a text, the likeliest first; text_2 is a second column called text."""
    names = {column: folded(nested.alias(column)).rstrip("0123456789") for column in header}
    return sorted((column for column in header if names[column] in _TEXTS), key=lambda one: _TEXTS.index(names[one]))


def _is_text(cell):
    return bool(cell.strip()) and not stands_for_nothing(cell)


def _may_be_arabic(cell):
    """Whether a cell is a text that is Arabic, or may be once it is repaired."""
    return _is_text(cell) and not cell.isascii()


def taken(table, text, raw, column, ledger):
    """Return (texts, raw, place -> sentences): the whole text in the place of one that is cut off.

    table: as it was read, its objects whole. text, raw: of its column of texts, `column`. A text is cut off where the
    record says so (truncated: true) or where it ends with dots or "[+1520 chars]", and there is a longer one in another
    column or object that is called after the whole text. Where there is none, the sentence says how much is missing.
    """
    found, remarks = _elsewhere(table, text, column), {}
    for place, (_, path) in found.items():
        remarks[place] = [f'the text in "{column}" is cut off: the whole one in "{path}" is taken']
    for place in _flagged(table, text):
        if place not in found:
            left = _LEFT.search(text[place].as_py())
            n = f"{left['n']} characters" if left and left["n"] else "the rest"
            remarks[place] = [f"the text is cut off: the file does not hold {n} of it"]
    short = pc.less_equal(pc.binary_length(text), 2 * SHORT)
    for place in np.flatnonzero(short.to_numpy(zero_copy_only=False)).tolist():
        if may_stand_for_nothing(text[place].as_py()):
            remarks[place] = [f'the whole text is "{text[place].as_py().strip()}", which may stand for an empty cell']
    if found:
        mask = np.zeros(len(text), bool)
        mask[list(found)] = True
        new = pa.array([whole(longer) for longer, _ in found.values()], pa.large_string())
        text = pc.replace_with_mask(text, pa.array(mask), new)
        raw = {place: cell for place, cell in raw.items() if place not in found}
    n = pc.sum(pc.or_(pc.ends_with(text, "…"), pc.ends_with(text, "..."))).as_py() or 0
    if len(text) > 1 and n > _MANY * len(text):
        ledger.note(f'{n:,} of {len(text):,} texts in "{column}" end with dots: they may be cut off')
    return text, raw, dict(sorted(remarks.items()))


def _is_true(column):
    return pc.is_in(pc.utf8_lower(column), value_set=pa.array(["true", "1", "yes", "1.0"], pa.large_string()))


def _flagged(table, text):
    """Places of the texts that the record, or a mark at their end, calls cut off."""
    cut = np.zeros(len(text), bool)
    for name, column in table.columns.items():
        if folded(name) in ("truncated", "istruncated"):
            cut |= _is_true(column).to_numpy(zero_copy_only=False)
    for place in np.flatnonzero(pc.ends_with(text, "]").to_numpy(zero_copy_only=False)).tolist():
        cut[place] |= _LEFT.search(text[place].as_py()) is not None
    return np.flatnonzero(cut).tolist()


def _elsewhere(table, text, column):
    """Place -> (the whole text, its column or path) of the texts that are cut off and whole elsewhere."""
    plain = [name for name in table.columns if folded(name) in _WHOLE and name != column]
    held = [name for name in table.raw if folded(name) in (*_HOLDERS, _OF_ANOTHER)]
    if not plain and not held:
        return {}
    flagged, found = set(_flagged(table, text)), {}
    places = range(len(text)) if plain else sorted({place for name in held for place in table.raw[name]})
    for place in places:
        own = text[place].as_py()
        cut = place in flagged or _CUT.search(own) is not None
        candidates = [(table.columns[name][place].as_py(), name) for name in plain if cut]
        for name in held:
            if folded(name) != _OF_ANOTHER or cut:
                candidates += _inside(table.raw[name].get(place), name, own)
        longest = max(candidates, key=lambda pair: len(pair[0]), default=("", ""))
        if len(longest[0]) > len(own) or (longest[0].strip() and cut and longest[0] != own):
            found[place] = longest
    return found


def _inside(value, path, own):
    """(text, path) of the whole texts in an object; before that of another's message stands who wrote it, as in RT."""
    found = []
    if not isinstance(value, dict):
        return found
    for key, inner in value.items():
        name, here = folded(key), f"{path}{nested.SEPARATOR}{key}"
        if isinstance(inner, dict) and name not in ("quotedstatus", "user", "entities"):
            found += _inside(inner, here, own)
        elif name in _WHOLE or name in _INSIDE:
            found.append((string(inner), here))
    if folded(path) == _OF_ANOTHER:
        head = re.match(r"RT @\w+: ", own)
        found = [(f"{head[0] if head else ''}{text}", here) for text, here in found]
    return found
