"""The compiled pass that cuts plain text into items: words, numbers, signs, line breaks, and each quotation as one.

Everything is plain arrays; `passages` is the module to read.
"""

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numba
import numpy as np

# Classes of characters. # and _ are no items, so that a name in a hashtag is read as a name.
_NONE, _LETTER, _DIGIT, _SIGN, _SPACE, _UNDERSCORE = range(6)
_CLASSES = {_LETTER: r"[^\W\d_]+", _DIGIT: r"\d+", _SIGN: r"[^\w\s#]+|\n", _SPACE: r"[^\S\n]+", _UNDERSCORE: "_"}
_IN_NUMBERS = np.array([ord(sign) for sign in ".,:/٫٬"], np.uint32)  # between digits
_TITLES = np.array([ord(letter) for letter in "داأم"], np.uint32)  # doctor, professor, engineer cut to the letter
QUOTATION, TITLE = 1, 2  # kinds of items
_BETWEEN = "#"  # words that are written one behind the other: no word has it
_POINT, _HYPHEN, _SLASH, _MARK, _BEHIND = map(ord, '.-/"' + _BETWEEN)
_PRIME, _FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)  # of the hash of a word


@cache
def _classes():
    """Class of every code point."""
    every = "".join(map(chr, [*range(0xD800), *[0xFFFD] * 0x800, *range(0xE000, 0x110000)]))
    table = np.zeros(len(every), np.uint8)
    for name, pattern in _CLASSES.items():
        for match in re.finditer(pattern, every):
            table[match.start() : match.end()] = name
    return table


class Items(NamedTuple):
    """The items of several texts, one text behind the other.

    bounds: those of text k are bounds[k] .. bounds[k + 1]; starts, ends: in their text, kinds: whether they are
    quotations or titles, forms: their words as places in `words`, the different words.
    inside: the same of the words in the quotations, those of quotation q are inside[firsts[q] : firsts[q + 1]].
    """

    bounds: list
    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray
    forms: np.ndarray
    inside: np.ndarray
    firsts: list
    words: list


def cut(texts, quotes):
    """Return the Items of plain texts.

    quotes: of each text the (start, end, inner start, inner end) of each quotation, one behind the other; each is one
    item, its word the mark. The words in it are mere letters and digits.
    A letter for a title is one item with its point (د. is د), and so are words that a hyphen or a stroke joins.
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    limits = np.array([0, *accumulate(map(len, texts))])
    closed = [(*spans, (len(text),) * 4) for text, spans in zip(texts, quotes, strict=True)]
    firsts = np.array([0, *accumulate(map(len, closed))])
    spans = np.array([span for own in closed for span in own], np.int64).reshape(-1, 4)
    found = np.empty((2, 2 * len(codes) + len(spans)), np.int32)
    kinds = np.zeros(found.shape[1], np.uint8)
    bounds, inner = np.zeros(2 * len(limits) - 1, np.int64), np.zeros(len(spans) + 1, np.int64)
    _cut_all(codes, limits, _classes(), spans, firsts, _IN_NUMBERS, _TITLES, found, kinds, bounds, inner)
    n, last = bounds[len(texts)], bounds[-1]
    forms, letters = np.empty(last, np.int32), np.empty(2 * len(codes) + last + 2, np.uint32)
    written = letters[: _number(codes, limits, bounds, found, kinds, forms, letters)]
    words = written.tobytes().decode("utf-32-le", "surrogatepass").split(_BETWEEN)[:-1]
    closing = set(firsts[1:].tolist())  # what closes a text is no quotation
    inner = [end for q, end in enumerate(inner.tolist()) if q not in closing]
    return Items(bounds[: len(limits)].tolist(), *found[:, :n], kinds[:n], forms[:n], forms[n:], inner, words)


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
                    kinds[n] = TITLE
                else:
                    p = _joined_end(codes, classes, p, stop, kind, joins)
            elif kind != _SIGN:
                continue
            found[0, n], found[1, n] = begin, p
            n += 1
        if number < len(quotes) - 1:
            found[0, n], found[1, n], kinds[n] = stop, quotes[number, 1], QUOTATION
            n += 1
            p = quotes[number, 1]
    return n


@numba.njit(nogil=True, cache=True)
def _cut_all(codes, limits, classes, quotes, firsts, in_numbers, titles, found, kinds, bounds, inner):
    """Cut the texts, and then the words in their quotations, which are as many parts again."""
    texts = len(limits) - 1
    for k in range(texts):
        n, own = bounds[k], quotes[firsts[k] : firsts[k + 1]]
        text = codes[limits[k] : limits[k + 1]]
        bounds[k + 1] = n + _cut(text, classes, own, in_numbers, titles, found[:, n:], kinds[n:])
    n = bounds[texts]
    for k in range(texts):
        text = codes[limits[k] : limits[k + 1]]
        for q in range(firsts[k], firsts[k + 1]):
            p = quotes[q, 2]
            while p < quotes[q, 3]:
                begin = p
                while p < quotes[q, 3] and (classes[text[p]] == _LETTER or classes[text[p]] == _DIGIT):
                    p += 1
                if p > begin:
                    found[0, n], found[1, n] = begin, p
                    n += 1
                else:
                    p += 1
            inner[q + 1] = n - bounds[texts]
        bounds[texts + k + 1] = n


@numba.njit(nogil=True, cache=True)
def _number(codes, limits, bounds, found, kinds, forms, letters):
    """Number the different words in their order, write each once with a sign behind it, return how much that is."""
    size = 2
    while size < 2 * len(forms) + 2:
        size *= 2
    table = np.zeros(size, np.int32)  # slots by hash -> number of a word + 1
    places = np.empty(len(forms) + 2, np.int64)  # where each word begins in `letters`
    letters[0], letters[1], places[0], places[1] = _MARK, _BEHIND, 0, 2
    n = 1  # the mark is the first word
    for k in range(len(bounds) - 1):
        base = limits[k % (len(limits) - 1)]
        for i in range(bounds[k], bounds[k + 1]):
            begin, length = base + found[0, i], 1 if kinds[i] == TITLE else found[1, i] - found[0, i]
            if kinds[i] == QUOTATION or (length == 1 and codes[begin] == _MARK):
                forms[i] = 0
                continue
            h = np.uint64(length)
            for p in range(begin, begin + length):
                h = (h ^ np.uint64(codes[p])) * _PRIME
                h ^= h >> _FOLD
            slot = np.int64(h & np.uint64(size - 1))
            while table[slot]:
                written = places[table[slot] - 1]
                if places[table[slot]] - written - 1 == length and _same(codes, begin, letters, written, length):
                    break
                slot = (slot + 1) & (size - 1)
            if table[slot] == 0:
                written = places[n]
                for p in range(length):
                    letters[written + p] = codes[begin + p]
                letters[written + length] = _BEHIND
                n += 1
                table[slot], places[n] = n, written + length + 1
            forms[i] = table[slot] - 1
    return places[n]


@numba.njit(nogil=True, cache=True)
def _same(codes, begin, letters, base, length):
    """Whether the letters of a word at `begin` are those written at `base`."""
    for p in range(length):
        if codes[begin + p] != letters[base + p]:
            return False
    return True
