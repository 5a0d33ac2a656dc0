"""How far a relative frequency would move with another sample of documents."""

from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
from scipy import sparse, special

from ..errors import ArgumentError

_BLOCK = 4_000_000  # resampled values held at a time: 32 MB
MANY = 50_000  # documents; of more, blocks of documents are resampled
BLOCKS = 2_000  # so many blocks
_THREADS = 2


def blocks(n_documents, *, seed=0, many=None):
    """The block of each document, int64 (n_documents,), numbered below `BLOCKS`; None for `many` documents or fewer.

    many : None for `MANY`. seed : of the generator. The blocks are drawn at random and equally large, to one document.

    >>> np.bincount(blocks(100_000)).tolist() == [50] * BLOCKS
    True
    """
    if n_documents <= (MANY if many is None else max(many, BLOCKS)):
        return None
    return np.random.default_rng([BLOCKS, *np.atleast_1d(seed)]).permutation(n_documents) % BLOCKS


def bootstrap_ratio(matrix, sizes, *, n=1000, confidence=0.95, seed=0, many=None):
    """Percentile interval of every term's frequency per million, documents resampled -> (low, high).

    matrix : counts, shape (documents, terms), scipy sparse (or dense).
    sizes : tokens in each document, shape (documents,). Documents without tokens are left out.
    n : resamples. confidence : share of the resampled values inside the interval. seed : of the generator.
    many : documents above which blocks of them are resampled, at least `BLOCKS` (None: `MANY`).

    A resample draws as many documents as there are, with replacement: document d is drawn w_d times. Its
    value for term v is 10^6 sum_d w_d x_dv / sum_d w_d N_d; low and high, shape (terms,), are the quantiles
    (1 - confidence) / 2 and (1 + confidence) / 2 of these values. The same seed gives the same interval,
    whatever the other terms are. NaN for one document, which cannot say how documents differ.
    Raises ArgumentError when sizes do not fit the matrix, or n or confidence is out of range.

    Of more than `many` documents, `BLOCKS` blocks of equally many documents, drawn at random, are resampled instead:
    random groups of independent documents vary among themselves as the documents do, so that the variance is the same
    but for an error of its own of about sqrt(2 / BLOCKS) = 3 % (Wolter 2007, ch. 2), 1.6 % of the width of an
    interval, less than that of 1,000 resamples.

    Caveat: too narrow for few documents (below about 20), and a term of one document has a low of 0.
    Source: Efron & Tibshirani 1993, ch. 13; documents as the unit: Gries 2006; random groups: Wolter 2007,
    Introduction to Variance Estimation, 2nd ed., ch. 2.

    >>> low, high = bootstrap_ratio(np.array([[3], [0], [5], [1]]), [1_000] * 4)
    >>> bool(low[0] < 2_250 < high[0])
    True
    """
    counts, sizes = _documents(matrix, sizes, seed, many)
    bounds = _bounds(n, confidence)
    n_documents, n_terms = counts.shape
    low, high = np.full(n_terms, np.nan), np.full(n_terms, np.nan)
    if n_documents < 2:
        return low, high
    drawn = _resample(n_documents, n, seed)
    tokens = _sums(sparse.csr_array(sizes[None, :]), drawn)
    by_term = counts.T.tocsr()
    step = max(1, _BLOCK // n)

    def work(start):
        block = slice(start, start + step)
        ratios = _sums(by_term[block], drawn)
        ratios /= tokens
        low[block], high[block] = 1e6 * np.quantile(ratios, bounds, axis=1, overwrite_input=True)

    _each(work, range(0, n_terms, step))
    return low, high


def bootstrap_log_ratio(matrices, sizes, *, fixed=None, n=1000, confidence=0.95, seed=0):
    """Percentile interval of the log ratio of two corpora, the documents of both resampled -> (low, high).

    matrices : counts of target and reference, shape (documents, terms) each, same terms. sizes : tokens in each
    document of both. fixed : relative frequencies (terms,) of a reference without documents, which is then not
    resampled; the lists hold the target only. n, confidence, seed, and errors: as in `bootstrap_ratio`.

    log2 of (frequency in the target / in the reference) for each resample; a resample without an occurrence counts as
    half a one, as in the log ratio itself. Shape of low and high: (terms,). NaN where a side has one document.
    A side of more than `MANY` documents is resampled in blocks, as in `bootstrap_ratio`.
    Caveat: too narrow for few documents. Source: Efron & Tibshirani 1993, ch. 13; Brezina & Meyerhoff 2014 for why.

    >>> sides = np.array([[3], [1], [5]]), np.array([[1], [0], [1]])
    >>> low, high = bootstrap_log_ratio(sides, ([1_000] * 3, [1_000] * 3))
    >>> bool(low[0] < np.log2(9 / 2) < high[0])
    True
    """
    bounds = _bounds(n, confidence)
    pairs = zip(matrices, sizes, strict=True)
    sides = [_documents(*side, [seed, number]) for number, side in enumerate(pairs)]
    n_terms = sides[0][0].shape[1]
    low, high = np.full(n_terms, np.nan), np.full(n_terms, np.nan)
    if min(counts.shape[0] for counts, _ in sides) < 2:
        return low, high
    drawn = [_resample(counts.shape[0], n, [seed, number]) for number, (counts, _) in enumerate(sides)]
    tokens = [_sums(sparse.csr_array(size[None, :]), draw) for (_, size), draw in zip(sides, drawn, strict=True)]
    by_term = [counts.T.tocsr() for counts, _ in sides]
    step = max(1, _BLOCK // n)

    def work(start):
        block = slice(start, start + step)
        shares = [
            np.maximum(_sums(counts[block], draw), 0.5) / total
            for counts, draw, total in zip(by_term, drawn, tokens, strict=True)
        ]
        other = shares[1] if fixed is None else np.maximum(fixed[block], 0.5 / 1e9)[:, None]
        logs = np.log2(shares[0] / other)
        low[block], high[block] = np.quantile(logs, bounds, axis=1, overwrite_input=True)

    _each(work, range(0, n_terms, step))
    return low, high


def upper_of_none(size, *, confidence=0.95):
    """Upper end of the interval of a frequency per million where none of `size` tokens is an occurrence.

    10^6 (1 - (alpha / 2)^(1 / size)), the exact interval of Clopper & Pearson 1934 (Biometrika 26(4), p. 404) for 0 of
    `size`, alpha = 1 - confidence; about 3.7 in a million tokens at 95 %. NaN for a size of 0. A bootstrap cannot tell:
    no resample holds what is not there. Caveat: tokens are taken as independent, so it is the least the end can be.

    >>> round(float(upper_of_none(1_000_000)), 2)
    3.69
    """
    _bounds(1, confidence)
    sizes = np.asarray(size, float)
    with np.errstate(divide="ignore"):
        ends = -np.expm1(np.log((1 - confidence) / 2) / sizes) * 1e6
    return np.where(sizes > 0, ends, np.nan)[()]


def of_difference(first, second, *, confidence=0.95):
    """Interval of the difference of two estimates that have an interval each -> (difference, low, high, p).

    first, second : (value, low, high) each, arrays of one shape. confidence : of the intervals given and made.

    second - first = d; low = d - sqrt((v2 - l2)^2 + (h1 - v1)^2), high = d + sqrt((h2 - v2)^2 + (v1 - l1)^2), so that
    ends at unlike distances stay so. p, two-sided, takes the half that faces zero as normal: an interval that just
    holds zero has p = 1 - confidence. NaN where an end is missing; p is 0 for a difference whose half has no width.
    Caveat: the two are taken as independent; of the same documents counted in two ways the interval is too wide.
    Source: Zou & Donner 2008, Statistics in Medicine 27(10), p. 1694 (MOVER).

    >>> [round(float(x), 3) for x in of_difference((10.0, 8.0, 12.0), (15.0, 12.0, 19.0))]
    [5.0, 1.394, 9.472, 0.007]
    """
    _bounds(1, confidence)
    (v1, l1, h1), (v2, l2, h2) = (np.asarray(one, float) for one in (first, second))
    change = v2 - v1
    below, above = np.hypot(v2 - l2, h1 - v1), np.hypot(h2 - v2, v1 - l1)
    facing = np.where(change > 0, below, above)
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.where(change == 0, 0.0, np.abs(change) / facing) * special.ndtri((1 + confidence) / 2)
    p = np.where(np.isnan(facing), np.nan, 2 * special.ndtr(-scores))
    return change, change - below, change + above, p


def upper_of_fewer(n, *, confidence=0.95):
    """Upper end of the interval of a count of which is known only that it is below `n`.

    That of n - 1 occurrences, as exact as Poisson's distribution allows: chi2(1 - alpha / 2; 2 n) / 2 (Garwood 1936,
    Biometrika 28(3/4), p. 438). Caveat: as for `upper_of_none`.

    >>> round(float(upper_of_fewer(1)), 2)
    3.69
    """
    _bounds(1, confidence)
    return special.gammaincinv(np.asarray(n, float), (1 + confidence) / 2)  # the chi2 above


def noted(table, low, high, method, *, confidence, resamples=None):
    """Note on a DataFrame what the interval in its columns `low` and `high` is, for captions; returns the table.

    method: "documents" (percentiles of a bootstrap of the documents) or "approximate" (a normal approximation). The
    note stands in `table.attrs["intervals"]`, a list of dicts, and goes with the rows wherever pandas keeps attrs.
    """
    one = {"low": low, "high": high, "method": method, "confidence": confidence, "resamples": resamples}
    table.attrs["intervals"] = [*(other for other in table.attrs.get("intervals", ()) if other["low"] != low), one]
    return table


def _bounds(n, confidence):
    if not (n >= 1 and 0 < confidence < 1):
        raise ArgumentError(f"n must be 1 or more and confidence between 0 and 1, not {n} and {confidence}.")
    return [(1 - confidence) / 2, (1 + confidence) / 2]


def _resample(n_documents, n, seed):
    """How often each document is drawn in each resample: multinomial, shape (documents, n).

    A document is drawn once on average; 256 times in one resample is as good as impossible (1 in 256!).
    """
    generator = np.random.default_rng(seed)
    drawn = np.empty((n, n_documents), np.uint8)
    for resample in range(n):
        picks = generator.integers(0, n_documents, size=n_documents)
        drawn[resample] = np.bincount(picks, minlength=n_documents)
    return np.ascontiguousarray(drawn.T)


def _each(work, starts):
    """Do the work for each of several blocks of terms; compiled code and sorting leave the interpreter free."""
    if len(starts) < 2:
        for start in starts:
            work(start)
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(work, starts))


def _sums(rows, drawn):
    """Rows of a sparse matrix, each summed as its documents were drawn: shape (rows, resamples), float64.

    The product rows @ drawn; scipy's takes three times as long, since it wants `drawn` in eight bytes a number.
    """
    return _multiply(rows.indptr, rows.indices, rows.data, drawn)


@numba.njit(nogil=True, cache=True)
def _multiply(starts, columns, data, drawn):
    sums = np.zeros((starts.size - 1, drawn.shape[1]))
    for row in range(starts.size - 1):
        total = sums[row]
        for cell in range(starts[row], starts[row + 1]):
            value, times = data[cell], drawn[columns[cell]]
            for resample in range(times.size):
                total[resample] += value * times[resample]
    return sums


def _documents(matrix, sizes, seed, many=None):
    """Counts and sizes of the documents that have tokens, checked; of more than `many`, those of their blocks."""
    counts, sizes = sparse.csr_array(matrix, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    if sizes.shape != counts.shape[:1]:
        raise ArgumentError(
            f"matrix has {counts.shape[0]} documents, sizes has shape {sizes.shape}; "
            "give one size, in tokens, for each document."
        )
    if len(sizes) and not sizes.min() >= 0:
        raise ArgumentError("sizes must be numbers of tokens: 0 or more, without missing values.")
    held = sizes > 0
    if not held.all() and counts[np.flatnonzero(~held)].count_nonzero():
        raise ArgumentError("A term occurs in a document that has 0 tokens according to sizes.")
    block = blocks(len(sizes), seed=seed, many=many)
    if block is not None:
        members = (np.ones(len(block)), (block, np.arange(len(block))))
        counts = sparse.csr_array(sparse.csr_array(members, shape=(BLOCKS, len(block))) @ counts)
        sizes = np.bincount(block, sizes, minlength=BLOCKS)
        held = sizes > 0
    if held.all():
        return counts, sizes
    return counts[np.flatnonzero(held)], sizes[held]
