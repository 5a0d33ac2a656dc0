"""Text to match rules on: spellings folded one character to one, and the way back to the original's offsets."""

import unicodedata
from functools import cache

import numpy as np

from ...letters import INVISIBLE, MARKS, TATWEEL

_DROPPED = MARKS + TATWEEL + INVISIBLE
_FOLDED = dict(zip("أإآٱیېےکھہۀۃ\xa0\u2007\u202f\t", "اااايييكهههة    ", strict=True))


@cache
def _table():
    """Folded code point of every code point of the Basic Multilingual Plane, 0 for what is dropped."""
    table = np.arange(0x10000, dtype=np.uint32)
    for code in [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]:
        letter = unicodedata.normalize("NFKC", chr(code))
        table[code] = ord(letter) if len(letter) == 1 else code
    for char, folded in _FOLDED.items():
        table[ord(char)] = ord(folded)
        table[table == ord(char)] = ord(folded)  # presentation forms of أ too
    table[[ord(char) for char in _DROPPED]] = 0
    return table


def plain(text):
    """Return `text` with vowel signs, tatweel and invisible signs dropped, أ إ آ = ا, Persian letters as Arabic ones.

    Returns (folded, offsets): a str and an int64 array of length len(folded) + 1; the character folded[i] stands at
    text[offsets[i]], and what lies between folded[a:b] is text[offsets[a] : offsets[b - 1] + 1]. The last element
    is len(text). ى, ة and the seats of hamza stay: they tell على from علي and نفى from نفي.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = np.where(codes < 0x10000, _table()[np.minimum(codes, 0xFFFF)], codes)
    kept = np.flatnonzero(folded)
    return folded[kept].astype("<u4").tobytes().decode("utf-32-le", "replace"), np.append(kept, len(text))
