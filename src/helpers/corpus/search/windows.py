"""Windows: the tokens near the occurrences of a node, and how often each term is among them."""

import numba
import numpy as np

from ...arguments import takes
from ...errors import ArgumentError, check_choice

SIDES = ("both", "pre", "post")
_SPARSE = 0.005  # occurrences a token up to which windows are gathered, and not marked in a list of all tokens


@takes()
def around(tokens, start, end, *, window=5, side="both", within_sentence=True):
    """The tokens in the windows of a node.

    start, end: int64 arrays, the occurrences (start inclusive, end exclusive), see `nodes.occurrences`. window: words
    on each side. side: "both", "pre" (the words before) or "post" (the words after). A window never crosses the end
    of a document, with within_sentence neither that of a sentence.
    Returns (near, inside): int64 arrays of token numbers, sorted. near: each token that lies in at least one window,
    once; tokens of the node are not in it, although they take up places of a window. inside: the tokens of the node.
    Raises ArgumentError for a window below 1 or an unknown side.
    """
    pre, post = _reach(window, side)
    columns = tokens.doc, tokens.sent, pre, post, within_sentence
    if len(start) > _SPARSE * len(tokens) or not (np.diff(start) >= 0).all():
        marks = _marks(start, end, *columns)
        return np.flatnonzero(marks == 1), np.flatnonzero(marks == 2)
    lows, highs = _bounds(start, end, *columns)
    inside = _within(start, end)
    near = _within(lows, highs)
    return _without(near, inside), inside


def count(tokens, chosen):
    """How often each term is among the tokens `chosen` (sorted token numbers), and in how many documents.

    Returns (n, n_docs): int64 arrays, one element a row of `tokens.terms`.
    """
    return _count(chosen, tokens.form, tokens.form_term, tokens.doc, len(tokens.terms))


@takes()
def pairs(tokens, start, end, *, window=5, side="both", within_sentence=True):
    """How often each term stands near an occurrence of the node, counted as pairs.

    A token in the windows of two occurrences counts twice here (in `around` once), and another occurrence of the
    node in a window counts as well. So the count is symmetric: as many pairs of A and B with B in the windows of A
    as with A in the windows of B (with "pre" on one and "post" on the other), which counting once is not.
    Returns an int64 array, one element a row of `tokens.terms`. Arguments as in `around`.
    """
    pre, post = _reach(window, side)
    columns = tokens.form, tokens.form_term, tokens.doc, tokens.sent
    return _pairs(start, end, *columns, pre, post, within_sentence, len(tokens.terms))


def _reach(window, side):
    check_choice("side", side, SIDES)
    if isinstance(window, bool) or int(window) != window or window < 1:
        raise ArgumentError(f"window is {window}, but must be a whole number of words from 1 on (usually 5).")
    return (0 if side == "post" else int(window)), (0 if side == "pre" else int(window))


@numba.njit(nogil=True, cache=True)
def _ends(a, b, doc, sent, pre, post, within_sentence):
    """First token of the window before the run a..b (b exclusive), and the token after the window behind it."""
    low, high = a, b
    while low > 0 and a - low < pre and doc[low - 1] == doc[a]:
        if within_sentence and sent[low - 1] != sent[a]:
            break
        low -= 1
    while high < doc.size and high - b < post and doc[high] == doc[b - 1]:
        if within_sentence and sent[high] != sent[b - 1]:
            break
        high += 1
    return low, high


@numba.njit(nogil=True, cache=True)
def _marks(start, end, doc, sent, pre, post, within_sentence):
    """For each token 1 in a window, 2 in the node, else 0."""
    marks = np.zeros(doc.size, np.uint8)
    for i in range(start.size):
        low, high = _ends(start[i], end[i], doc, sent, pre, post, within_sentence)
        marks[low:high] = 1
    for i in range(start.size):
        marks[start[i] : end[i]] = 2
    return marks


@numba.njit(nogil=True, cache=True)
def _bounds(start, end, doc, sent, pre, post, within_sentence):
    """The first token of each window, and the one behind its last."""
    lows, highs = np.empty(start.size, np.int64), np.empty(start.size, np.int64)
    for i in range(start.size):
        lows[i], highs[i] = _ends(start[i], end[i], doc, sent, pre, post, within_sentence)
    return lows, highs


@numba.njit(nogil=True, cache=True)
def _within(lows, highs):
    """The numbers in any of the spans lows[i] .. highs[i] (exclusive), lows ascending: each once, sorted."""
    size, reached = 0, 0
    for i in range(lows.size):
        size += max(highs[i] - max(lows[i], reached), 0)
        reached = max(reached, highs[i])
    numbers, n, reached = np.empty(size, np.int64), 0, 0
    for i in range(lows.size):
        for number in range(max(lows[i], reached), highs[i]):
            numbers[n] = number
            n += 1
        reached = max(reached, highs[i])
    return numbers


@numba.njit(nogil=True, cache=True)
def _without(numbers, left_out):
    """The `numbers` that are none of `left_out`; both sorted."""
    kept, n, k = np.empty(numbers.size, np.int64), 0, 0
    for number in numbers:
        while k < left_out.size and left_out[k] < number:
            k += 1
        if k == left_out.size or left_out[k] != number:
            kept[n] = number
            n += 1
    return kept[:n]


@numba.njit(nogil=True, cache=True)
def _count(chosen, form, form_term, doc, n_terms):
    n, n_docs, last = np.zeros(n_terms, np.int64), np.zeros(n_terms, np.int64), np.full(n_terms, -1, np.int32)
    for i in chosen:
        t = form_term[form[i]]
        n[t] += 1
        if last[t] != doc[i]:
            last[t] = doc[i]
            n_docs[t] += 1
    return n, n_docs


@numba.njit(nogil=True, cache=True)
def _pairs(start, end, form, form_term, doc, sent, pre, post, within_sentence, n_terms):
    n = np.zeros(n_terms, np.int64)
    for i in range(start.size):
        low, high = _ends(start[i], end[i], doc, sent, pre, post, within_sentence)
        for k in range(low, high):
            if k < start[i] or k >= end[i]:
                n[form_term[form[k]]] += 1
    return n
