"""Text to match rules on: spellings folded one character to one, and the way back to the original's offsets."""

import re
import unicodedata
from functools import cache

import numpy as np

from ...letters import INVISIBLE, MARKS, TATWEEL, ZERO_WIDTH_SPACE

_DROPPED = MARKS + TATWEEL + INVISIBLE
_FOLDED = dict(zip("أإآٱیېےکھہۀۃ\xa0\u2007\u202f\t", "اااايييكهههة    ", strict=True))
# For zero-width spaces: what else is dropped, the letters that a piece of text begins and ends with.
_PASSED_OVER = re.compile(f"[{_DROPPED.replace(ZERO_WIDTH_SPACE, '')}]+")
_FIRST_LETTERS, _LAST_LETTERS = re.compile(r"[^\W_]*"), re.compile(r"[^\W_]*\Z")


@cache
def _table():
    """Folded code point of every code point, 0 for what is dropped."""
    table = np.arange(0x110000, dtype="<u4")
    for code in [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]:
        letter = unicodedata.normalize("NFKC", chr(code))
        table[code] = ord(letter) if len(letter) == 1 else code
    for char, folded in _FOLDED.items():
        table[ord(char)] = ord(folded)
        table[table == ord(char)] = ord(folded)  # presentation forms of أ too
    table[[ord(char) for char in _DROPPED]] = 0
    return table


def _parting(text):
    """Places of the zero-width spaces of a text that part words; beside a letter that stands alone they do not."""
    places = [place for place, char in enumerate(text) if char == ZERO_WIDTH_SPACE]
    pieces = _PASSED_OVER.sub("", text).split(ZERO_WIDTH_SPACE)
    found, before = [], len(_LAST_LETTERS.search(pieces[0])[0])
    for place, piece in zip(places, pieces[1:], strict=True):
        first, last = len(_FIRST_LETTERS.match(piece)[0]), len(_LAST_LETTERS.search(piece)[0])
        if before > 1 and first > 1:
            found.append(place)
        elif before and last == len(piece):
            continue  # the word goes on; what counts is how it began
        before = last
    return found


def plain(text):
    """Return `text` with vowel signs, tatweel and invisible signs dropped, أ إ آ = ا, Persian letters as Arabic ones.

    Returns (folded, offsets): a str and an int64 array of length len(folded) + 1; the character folded[i] stands at
    text[offsets[i]], and what lies between folded[a:b] is text[offsets[a] : offsets[b - 1] + 1]. The last element
    is len(text). A zero-width space becomes a blank where tokens part words at it: between two letters or more on each
    side. ى, ة and the seats of hamza stay: they tell على from علي and نفى from نفي.
    """
    closed = f"{text} "  # the place of the blank is the last of the offsets
    folded = _table().take(np.frombuffer(closed.encode("utf-32-le", "surrogatepass"), "<u4"))
    if ZERO_WIDTH_SPACE in text:
        folded[_parting(text)] = ord(" ")
    kept = folded.nonzero()[0]
    return folded.take(kept[:-1]).tobytes().decode("utf-32-le", "replace"), kept


@cache
def _letters():
    return {code: int(folded) or None for code, folded in enumerate(_table()[:0x10000]) if folded != code}


def plain_word(word):
    """The plain text of a word without zero-width spaces; for one word this is quicker."""
    return word.translate(_letters())
