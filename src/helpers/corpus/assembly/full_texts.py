"""Texts that are empty or cut off: the text where the record holds it elsewhere, else a remark."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..reading.cells import string, whole
from ..reading.columns import folded, is_whole_text
from . import nested
from .empty_cells import SHORT, may_stand_for_nothing, stands_for_nothing

_INSIDE = frozenset("text body content".split())
#: The mark at the end of a text that stands for the rest of it; n: how much that is.
REST = re.compile(r"\[\s*(?:\+\s*(?P<n>[\d,]+) \w+|…|\.\.\.|&hellip;|&#8230;)\s*\]\s*$")
_CUT = re.compile(r"(?:…|\.\.\.)(?:\s*https?://\S+)?\s*$")
_MANY = 0.5  # of the texts of a table end with dots


def of(choice, table, ledger):
    """Return (texts as large strings, raw: place -> cell, remarks: place -> sentences) of the column of texts.

    choice: the `choosing.Choice` of the table. table: as it was read, its objects whole. raw has the cells of which a
    string does not tell all.
    """
    column, how = choice.chosen["text"]
    text, raw = choice.table.columns[column], choice.table.raw.get(column, {})
    if how in ("guessed", "cells"):
        used = {name for name, _ in choice.chosen.values()}
        others = [name for name in choice.texts if name not in used]
        text, raw = _filled(choice.table, column, others, text, raw, ledger)
    return _taken(table, text, raw, column, choice.whole, ledger)


def _filled(table, column, others, text, raw, ledger):
    """(texts, raw) of a column, in its empty cells the texts of other columns known by the names of a text."""
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


def _is_text(cell):
    return bool(cell.strip()) and not stands_for_nothing(cell)


def _may_be_arabic(cell):
    """Whether a cell is a text that is Arabic, or may be once it is repaired."""
    return _is_text(cell) and not cell.isascii()


def _taken(table, text, raw, column, whole_texts, ledger):
    """(texts, raw, place -> sentences): the whole text in the place of one that is cut off.

    A text is cut off where the record says so (truncated: true) or where it ends with dots or "[+1520 chars]", and
    there is a longer one in another column or object that is called after the whole text, as `whole_texts` has them.
    Where there is none, the sentence says how much is missing.
    """
    flagged = _flagged(table, text, whole_texts.flags)
    found, remarks = _elsewhere(table, text, column, whole_texts, set(flagged)), {}
    for place, (_, path) in found.items():
        remarks[place] = [f'the text in "{column}" is cut off: the whole one in "{path}" is taken']
    for place in flagged:
        if place not in found:
            left = REST.search(text[place].as_py())
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


def _flagged(table, text, flags):
    """Places of the texts that the record, or a mark at their end, calls cut off."""
    cut = np.zeros(len(text), bool)
    for name in flags:
        cut |= _is_true(table.columns[name]).to_numpy(zero_copy_only=False)
    for place in np.flatnonzero(pc.ends_with(text, "]").to_numpy(zero_copy_only=False)).tolist():
        cut[place] |= REST.search(text[place].as_py()) is not None
    return np.flatnonzero(cut).tolist()


def _elsewhere(table, text, column, whole_texts, flagged):
    """Place -> (the whole text, its column or path) of the texts that are cut off and whole elsewhere."""
    plain, held = [name for name in whole_texts.plain if name != column], whole_texts.holders
    if not plain and not held:
        return {}
    found = {}
    places = range(len(text)) if plain else sorted({place for name in held for place in table.raw[name]})
    for place in places:
        own = text[place].as_py()
        cut = place in flagged or _CUT.search(own) is not None
        candidates = [(table.columns[name][place].as_py(), name) for name in plain if cut]
        for name in held:
            of_another = name in whole_texts.of_another
            if cut or not of_another:
                # Before the message of somebody else stands who wrote it, as in RT.
                head = re.match(r"RT @\w+: ", own) if of_another else None
                inside = _inside(table.raw[name].get(place), name)
                candidates += [(f"{head[0] if head else ''}{longer}", path) for longer, path in inside]
        longest = max(candidates, key=lambda pair: len(pair[0]), default=("", ""))
        if len(longest[0]) > len(own) or (longest[0].strip() and cut and longest[0] != own):
            found[place] = longest
    return found


def _inside(value, path):
    """(text, path) of the whole texts in an object."""
    found = []
    if not isinstance(value, dict):
        return found
    for key, inner in value.items():
        name, here = folded(key), f"{path}{nested.SEPARATOR}{key}"
        if isinstance(inner, dict) and name not in ("quotedstatus", "user", "entities"):
            found += _inside(inner, here)
        elif is_whole_text(key) or name in _INSIDE:
            found.append((string(inner), here))
    return found
