"""How varied the vocabulary of a text is.

Every measure takes `ids`, a 1-D array of integers: the type of every token, in the order of the text. Which
integer stands for which type does not matter. ArgumentError is raised for anything else. A text too short for
a measure gives NaN. Notation: N tokens, V types, f_t tokens of type t.

Only compare texts tokenized and normalized alike: clitic segmentation alone changes all of these numbers.

`moving_average_type_token_ratio` and `hdd` are called by no notebook: they are for comparison with studies that report
them, and pinned by the numbers of LexicalRichness.
"""

import numba
import numpy as np

from ..errors import ArgumentError


def type_token_ratio(ids):
    """TTR = V / N. Caveat: falls with N, so it only compares texts of the same length. NaN for no token.

    Source: Johnson 1944; Templin 1957.

    >>> type_token_ratio([0, 1, 2, 0, 1, 3])
    0.6666666666666666
    """
    ids, n_types = _types(ids)
    return n_types / len(ids) if len(ids) else float("nan")


def standardised_type_token_ratio(ids, window=1000):
    """Mean TTR of successive full windows of `window` tokens; the incomplete last one is left out.

    NaN when the text is shorter than one window. Source: Scott, WordSmith Tools manual, "standardised
    type/token ratio"; as mean segmental TTR in Johnson 1944.

    >>> standardised_type_token_ratio([0, 1, 2, 0, 1, 1], window=3)
    0.8333333333333334
    """
    ids, _ = _types(ids)
    n_windows = len(ids) // _window(window)
    if not n_windows:
        return float("nan")
    return _segment_types(ids[: n_windows * window], window) / (n_windows * window)


def moving_average_type_token_ratio(ids, window=500):
    """MATTR: mean TTR of all N - window + 1 windows of `window` successive tokens.

    NaN when the text is shorter than one window. Source: Covington & McFall 2010.

    >>> round(moving_average_type_token_ratio([0, 1, 2, 0, 1, 1], window=3), 3)
    0.917
    """
    ids, _ = _types(ids)
    n_windows = len(ids) - _window(window) + 1
    if n_windows < 1:
        return float("nan")
    return _moving_types(ids, window) / (n_windows * window)


def mtld(ids, threshold=0.72):
    """Measure of textual lexical diversity: mean tokens for which the running TTR stays above `threshold`.

    A factor ends, and the count starts anew, with the token that brings the TTR to the threshold or below;
    the rest of the text counts as (1 - TTR) / (1 - threshold) of a factor. MTLD = N / factors, the mean of a
    forward and a backward pass. NaN when no type recurs (there is no factor) or for no token.
    Raises ArgumentError unless 0 < threshold < 1. Caveat: unstable below about 100 tokens.
    Source: McCarthy & Jarvis 2010.

    >>> mtld([0, 1, 0, 2] * 25)
    4.008608321377332
    """
    if not 0 < threshold < 1:
        raise ArgumentError(f"threshold is {threshold}, but must lie between 0 and 1 (usually 0.72).")
    ids, n_types = _types(ids)
    if not n_types:
        return float("nan")
    backward = np.ascontiguousarray(ids[::-1])
    factors = np.array([_factors(ids, threshold), _factors(backward, threshold)])
    return float(np.mean(len(ids) / factors)) if factors.all() else float("nan")


def hapax_count(ids):
    """Hapax legomena: the number of types that occur once.

    >>> hapax_count([0, 1, 2, 0, 1, 3])
    2
    """
    return int((_frequencies(ids) == 1).sum())


def yules_k(ids):
    """Yule's characteristic K = 10^4 (sum f_t^2 - N) / N^2: the higher, the more repetitive.

    NaN for no token. Source: Yule 1944; Tweedie & Baayen 1998, eq. 16.

    >>> round(yules_k([0, 1, 2, 0, 1, 3]), 1)
    1111.1
    """
    f = _frequencies(ids).astype(float)
    return float(1e4 * ((f**2).sum() - f.sum()) / f.sum() ** 2) if len(f) else float("nan")


def hdd(ids, draws=42):
    """HD-D: expected TTR of `draws` tokens drawn without replacement; 0 to 1.

    Sum over the types of P(type is drawn) / draws, hypergeometric. NaN when N < draws.
    Source: McCarthy & Jarvis 2007, p. 465.

    >>> round(hdd([0, 1, 2, 0, 1, 3], draws=3), 3)
    0.867
    """
    f = _frequencies(ids)
    n_tokens = f.sum()
    if n_tokens < _window(draws, name="draws"):
        return float("nan")
    f, n_types = np.unique(f, return_counts=True)
    missed = np.ones(len(f))
    for drawn in range(draws):  # a product: log-gamma loses nine digits at a million tokens
        missed *= np.maximum(n_tokens - drawn - f, 0) / (n_tokens - drawn)
    return float((n_types * (1 - missed)).sum() / draws)


def _types(ids):
    """Validate -> (ids from 0 and small enough for a table of types, V)."""
    ids = np.asarray(ids)
    if ids.ndim != 1 or (len(ids) and not np.issubdtype(ids.dtype, np.integer)):
        raise ArgumentError(f"ids must be 1-D integers, one for each token, not {ids.ndim}-D {ids.dtype}.")
    if not len(ids):
        return np.empty(0, np.int64), 0
    low, high = int(ids.min()), int(ids.max())
    if low < 0 or high > 4 * len(ids) + 1000:
        distinct, ids = np.unique(ids, return_inverse=True)
        return ids, len(distinct)
    return ids, int(np.count_nonzero(_tally(ids, high + 1)))


def _frequencies(ids):
    ids, n_types = _types(ids)
    f = _tally(ids, int(ids.max()) + 1) if n_types else np.empty(0, np.int64)
    return f[f > 0]


def _window(window, name="window"):
    if not window >= 1:
        raise ArgumentError(f"{name} is {window}, but must be a number of tokens, 1 or more.")
    return window


@numba.njit(nogil=True, cache=True)
def _tally(ids, n):
    """np.bincount, which would first make an int64 copy of all ids."""
    counted = np.zeros(n, np.int64)
    for i in ids:
        counted[i] += 1
    return counted


@numba.njit(cache=True)
def _segment_types(ids, window):
    """Types in each successive window, summed."""
    last_seen = np.full(ids.max() + 1, -1, np.int64)
    types = 0
    for position in range(len(ids)):
        segment = position // window
        if last_seen[ids[position]] != segment:
            last_seen[ids[position]] = segment
            types += 1
    return types


@numba.njit(cache=True)
def _moving_types(ids, window):
    """Types in each moving window, summed."""
    held = np.zeros(ids.max() + 1, np.int64)
    types = total = 0
    for position in range(len(ids)):
        if held[ids[position]] == 0:
            types += 1
        held[ids[position]] += 1
        if position >= window:
            leaving = ids[position - window]
            held[leaving] -= 1
            if held[leaving] == 0:
                types -= 1
        if position >= window - 1:
            total += types
    return total


@numba.njit(cache=True)
def _factors(ids, threshold):
    last_seen = np.full(ids.max() + 1, -1, np.int64)
    factor = types = tokens = 0
    for position in range(len(ids)):
        if last_seen[ids[position]] != factor:
            last_seen[ids[position]] = factor
            types += 1
        tokens += 1
        if types <= threshold * tokens:
            factor += 1
            types = tokens = 0
    if tokens == 0:
        return float(factor)
    return factor + (1 - types / tokens) / (1 - threshold)
