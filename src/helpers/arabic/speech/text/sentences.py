"""Where sentences end: at a point that closes no abbreviation, at a line break that no colon is before."""

from .signs import COMMA, ENDS

_ENDS = frozenset(ENDS)


def bounds(words, quote, starts, ends):
    """Return (first item, item behind the last) of each sentence; arguments as of `passages.Passage`."""
    found, first = [], 0
    for i, word in enumerate(words):
        if word in _ENDS and quote[i] < 0:
            last = words[i - 1] if i > first else ""
            initial = word == "." and len(last) == 1 and last.isalpha() and i - first > 1
            after = words[i + 1] if i + 1 < len(words) else ""
            joined = i > 0 and ends[i - 1] == starts[i] and starts[i + 1 : i + 2] == [ends[i]]
            initial = initial or (word == "." and joined and max(len(last), len(after)) <= 3)  # بي.إف.في
            if initial or (word == "\n" and last in (":", COMMA)) or _dots(words, quote, i):
                continue
            if i > first:
                found.append((first, i))
            first = i + 1
    if first < len(words):
        found.append((first, len(words)))
    return found


def _dots(words, quote, i):
    """True for .. between a quotation and the words on its line, also before it."""  # "…" .. هكذا قال فلان
    if words[i] != ".":
        return False
    start = i - 1 if i and words[i - 1] == "." else i
    end = start + 2
    if words[start:end] != [".", "."] or end >= len(words) or words[end] in _ENDS:
        return False
    return quote[end] >= 0 or (start > 0 and quote[start - 1] >= 0)
