"""The compiled pass that cuts plain text into items: words, numbers, signs, line breaks, and each quotation as one.

Everything is plain arrays; `passages` is the module to read.
"""

import re
from functools import cache

import numba
import numpy as np

# Classes of characters. # and _ are no items, so that a name in a hashtag is read as a name.
_NONE, _LETTER, _DIGIT, _SIGN, _SPACE, _UNDERSCORE = range(6)
_CLASSES = {_LETTER: r"[^\W\d_]+", _DIGIT: r"\d+", _SIGN: r"[^\w\s#]+|\n", _SPACE: r"[^\S\n]+", _UNDERSCORE: "_"}
_IN_NUMBERS = np.array([ord(sign) for sign in ".,:/٫٬"], np.uint32)  # between digits
_TITLES = np.array([ord(letter) for letter in "داأم"], np.uint32)  # doctor, professor, engineer cut to the letter
_QUOTATION, _TITLE = 1, 2  # kinds of items
_BETWEEN = "#"  # words that are written one behind the other: no word has it
_POINT, _HYPHEN, _SLASH, _MARK, _BEHIND = map(ord, '.-/"' + _BETWEEN)


@cache
def _classes():
    """Class of every code point."""
    every = "".join(map(chr, [*range(0xD800), *[0xFFFD] * 0x800, *range(0xE000, 0x110000)]))
    table = np.zeros(len(every), np.uint8)
    for name, pattern in _CLASSES.items():
        for match in re.finditer(pattern, every):
            table[match.start() : match.end()] = name
    return table


def cut(text, quotes):
    """Return the items of plain text: lists of starts, ends, words, of the items that are quotations or are titles.

    quotes: the (start, end) of each quotation, one behind the other; each is one item, its word the mark. A letter for
    a title is one item with its point (د. is د), and so are words that a hyphen or a stroke joins.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    spans = np.array([*quotes, (len(codes), len(codes))], np.int64)
    found = np.empty((2, len(codes) + len(quotes)), np.int32)
    kinds = np.zeros(found.shape[1], np.uint8)
    n = _cut(codes, _classes(), spans, _IN_NUMBERS, _TITLES, found, kinds)
    found, kinds = found[:, :n], kinds[:n]
    letters = np.empty(2 * len(codes) + 2 * n, np.uint32)
    written = letters[: _write(codes, found, kinds, letters)].tobytes().decode("utf-32-le", "surrogatepass")
    quoted, titled = (np.flatnonzero(kinds == kind).tolist() for kind in (_QUOTATION, _TITLE))
    return *found.tolist(), written.split(_BETWEEN)[:-1], quoted, titled


@numba.njit(nogil=True, cache=True)
def _joined_end(codes, classes, p, stop, kind, signs):
    """Where a run of letters or digits ends that began before p; a sign between two of the kind joins them."""
    while p < stop:
        if classes[codes[p]] == kind:
            p += 1
        elif p + 1 < stop and classes[codes[p + 1]] == kind and (signs == codes[p]).any():
            p += 2
        else:
            break
    return p


@numba.njit(nogil=True, cache=True)
def _is_title(codes, classes, p, stop, titles):
    """Whether a letter for a title with its point stands at p, before a word."""
    if p + 2 >= stop or codes[p + 1] != _POINT or not (titles == codes[p]).any():
        return False
    if p and classes[codes[p - 1]] in (_LETTER, _DIGIT, _UNDERSCORE):
        return False
    following = p + 2
    if classes[codes[following]] == _SPACE or codes[following] == 10:
        following += 1
    return following < stop and classes[codes[following]] == _LETTER


@numba.njit(nogil=True, cache=True)
def _cut(codes, classes, quotes, in_numbers, titles, found, kinds):
    joins = np.array([_HYPHEN, _SLASH], np.uint32)
    p = n = 0
    for number in range(len(quotes)):
        stop = quotes[number, 0]
        while p < stop:
            kind, begin = classes[codes[p]], p
            p += 1
            if kind == _DIGIT:
                p = _joined_end(codes, classes, p, stop, kind, in_numbers)
            elif kind == _LETTER:
                if _is_title(codes, classes, begin, stop, titles):
                    p += 1
                    kinds[n] = _TITLE
                else:
                    p = _joined_end(codes, classes, p, stop, kind, joins)
            elif kind != _SIGN:
                continue
            found[0, n], found[1, n] = begin, p
            n += 1
        if number < len(quotes) - 1:
            found[0, n], found[1, n], kinds[n] = stop, quotes[number, 1], _QUOTATION
            n += 1
            p = quotes[number, 1]
    return n


@numba.njit(nogil=True, cache=True)
def _write(codes, found, kinds, letters):
    """Write the words of items one behind the other, and return how much that is."""
    length = 0
    for i in range(len(kinds)):
        if kinds[i] == _QUOTATION:
            letters[length] = _MARK
            length += 1
        else:
            end = found[0, i] + 1 if kinds[i] == _TITLE else found[1, i]
            for p in range(found[0, i], end):
                letters[length] = codes[p]
                length += 1
        letters[length] = _BEHIND
        length += 1
    return length
