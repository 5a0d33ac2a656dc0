"""The folds of `normalization` on a column of forms: compiled, for the letters that fold one by one."""

import functools
import unicodedata

import numba
import numpy as np
import pyarrow as pa

from . import normalization, orthography
from .kernel import decode

_DROPPED, _BY_RULES = -1, -2  # instead of a code point; by the rules of `normalize`, with what stands beside it
# Letters that compose with no letter before them: NFC leaves every run of these as it is.
_ALONE = (
    range(0x20, 0x250), range(0x600, 0x700), range(0x750, 0x780), range(0x8A0, 0x8CA), range(0x2000, 0x2070), (0xFEFF,),
)  # fmt: skip
_FINALS = {"ya": (0x649, 0x64A), "ta_marbuta": (0x629, 0x647)}


def fold(forms, folds=normalization.DEFAULT_FOLDS):
    """Fold each of `forms`, a large string array, as `normalization.normalize` does -> large string array.

    Forms that hold anything else than Arabic and Latin letters, vowel signs, digits and invisible signs, those with a
    hamza apart from its letter, and those for the folds of whole words, go through `normalize` itself.
    """
    chosen = normalization.check_folds(folds)
    _, offsets, data = forms.buffers()
    starts = np.frombuffer(offsets, np.int64)[forms.offset : forms.offset + len(forms) + 1]
    codes = np.frombuffer(data if data is not None else b"", np.uint8)
    finals = np.array([_FINALS[name] for name in _FINALS if name in chosen], np.int64).reshape(-1, 2)
    opening = [ord(letter) if "quranic" in chosen else -1 for letter in orthography.OPENING]
    folded, ends, odd = _fold(codes, starts, _table(chosen), finals, np.array(opening), "elongation" in chosen)
    made = pa.LargeStringArray.from_buffers(len(forms), pa.py_buffer(ends), pa.py_buffer(folded))
    rows = np.flatnonzero(odd)
    if not len(rows):
        return made
    by_rules = normalization.normalize(forms.take(pa.array(rows)).to_pylist(), chosen)
    place = np.arange(len(forms))
    place[rows] = len(forms) + np.arange(len(rows))
    return pa.concat_arrays([made, pa.array(by_rules, pa.large_string())]).take(pa.array(place))


@functools.lru_cache
def _table(folds):
    """What each code point of the basic plane becomes: another one, nothing, or what the rules say."""
    table = np.full(0x10000, _BY_RULES, np.int64)
    for code in (code for part in _ALONE for code in part):
        letter = chr(code)
        if letter in orthography.DECISIVE:
            continue
        (folded,) = normalization.normalize([letter + "ا"], folds)  # a letter behind it: no final, never empty
        folded = folded[:-1]
        longer = len(folded) > 1 or len(folded.encode()) > len(letter.encode())
        if longer or unicodedata.normalize("NFC", letter) != letter:
            continue
        if unicodedata.combining(letter) and (folded or 0x653 <= code <= 0x655):
            continue
        table[code] = ord(folded) if folded else _DROPPED
    return table


@numba.njit(nogil=True, cache=True)
def _fold(data, starts, table, finals, opening, elongation):
    """Bytes and offsets of the folded forms, and which of them go by the rules; folding makes no form longer.

    opening: two code points behind each other that let a form go by the rules. elongation: so does a letter that stands
    three times.
    """
    out = np.empty(data.size, np.uint8)
    ends = np.zeros(starts.size, np.int64)
    odd = np.zeros(starts.size - 1, np.bool_)
    n = 0
    for row in range(starts.size - 1):
        begin, last, p, stop = n, np.int64(0), np.uint64(starts[row]), np.uint64(starts[row + 1])
        base, times = np.int64(0), 0
        while p < stop:
            code, length = decode(data, p)
            last_before, last = last, table[code]
            odd[row] = last == _BY_RULES or (code == opening[1] and base == opening[0])
            if last == _DROPPED and not odd[row]:
                last = last_before
                p += length
                continue
            base, times = np.int64(code), times + 1 if last == last_before else 1
            odd[row] |= times > 2 and elongation and last >= 0x621
            if odd[row]:
                break
            if last < 0x80:
                out[n] = last
                n += 1
            elif last < 0x800:
                out[n], out[n + 1] = 0xC0 | last >> 6, 0x80 | last & 0x3F
                n += 2
            else:
                out[n], out[n + 1], out[n + 2] = 0xE0 | last >> 12, 0x80 | last >> 6 & 0x3F, 0x80 | last & 0x3F
                n += 3
            p += length
        if odd[row]:
            n = begin
        elif n == begin:  # nothing but what is dropped: the form stays as it is
            for p in range(starts[row], starts[row + 1]):
                out[n] = data[p]
                n += 1
        else:
            for final in range(finals.shape[0]):
                if last == finals[final, 0]:
                    last = finals[final, 1]
                    out[n - 2], out[n - 1] = 0xC0 | last >> 6, 0x80 | last & 0x3F
        ends[row + 1] = n
    return out[:n], ends, odd
