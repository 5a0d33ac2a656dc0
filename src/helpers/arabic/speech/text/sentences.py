"""Where sentences end: at a point that closes no abbreviation, at a line break that no colon is before."""

from . import signs
from .signs import COMMA

ENDS = frozenset(signs.ENDS)
_DOMAINS = ("نت", "كوم")  # behind the point of an address: العربية.نت


def bounds(words, quote, starts, ends, closing):
    """Return (first item, item behind the last) of each sentence; closing: the items that are in ENDS, other arguments
    as of `passages.Passage`.
    """
    found, first = [], 0
    for i in closing:
        if words[i] == ".":
            if _initial(words, starts, ends, (first, i)) or _dots(words, quote, i):
                continue
        elif words[i] == "\n" and i > first and words[i - 1] in (":", COMMA):
            continue
        if i > first:
            found.append((first, i))
        first = i + 1
    if first < len(words):
        found.append((first, len(words)))
    return found


def _initial(words, starts, ends, here):
    """True for the point of an abbreviation: behind one letter, between short words without blanks."""  # بي.إف.في
    first, i = here
    if i - first > 1 and len(words[i - 1]) == 1 and words[i - 1].isalpha():
        return True
    if not (0 < i < len(words) - 1 and starts[i + 1] == ends[i] and ends[i - 1] == starts[i]):
        return False
    return (i == first or len(words[i - 1]) <= 3) and len(words[i + 1]) <= 3 or words[i + 1] in _DOMAINS


def _dots(words, quote, i):
    """True for .. between a quotation and the words on its line, also before it."""  # "…" .. هكذا قال فلان
    start = i - 1 if i and words[i - 1] == "." else i
    end = start + 2
    if words[start:end] != [".", "."] or end >= len(words) or words[end] in ENDS:
        return False
    return quote[end] >= 0 or (start > 0 and quote[start - 1] >= 0)
