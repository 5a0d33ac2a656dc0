"""How evenly a term is spread over the parts of a corpus (here: the documents).

Every measure takes `frequencies` and, where it needs them, `sizes`:

frequencies : occurrences in the parts, 1-D (parts,) for one term, or 2-D (parts, terms), dense or sparse.
sizes : tokens in each part, shape (parts,).

A 1-D input gives a float, a 2-D input an array (terms,). Parts without tokens are left out: they cannot hold
a term. A term that never occurs has no dispersion: NaN. ArgumentError is raised when the shapes do not match,
a value is negative or missing, or a term occurs in a part of size 0.

Notation: n parts, f_i frequency in part i, F = sum f_i, v_i = f_i / F, s_i = size of part i / corpus size,
r_i = f_i / size of part i. Only the non-zero cells are visited: a sparse matrix is never made dense.

No notebook calls these. DP, DPnorm and Juilland's D of its tables come from `spread`, which needs no table of documents
x terms; the published numbers are put to both, and here they are the judge of `spread`. The others are for studies that
must report what an earlier paper reported, or whose parts are not the documents: all are pinned by printed numbers.
"""

from typing import NamedTuple

import numba
import numpy as np
from scipy import sparse

from ..errors import ArgumentError


class _Cells(NamedTuple):
    """The non-zero cells of a parts x terms table."""

    term: np.ndarray  # column of the cell
    f: np.ndarray  # frequency in the cell
    s: np.ndarray  # size share of the cell's part
    total: np.ndarray  # F of every term, shape (terms,)
    n: int  # number of parts that hold tokens
    least: float  # size share of the smallest part
    scalar: bool  # one term was given as a 1-D array

    def sum(self, values):
        """Sum one value a cell over the parts -> (terms,)."""
        return np.bincount(self.term, values, minlength=len(self.total))

    def finish(self, values, *, least_parts=1):
        """NaN where the measure has no meaning; a float for one term."""
        defined = (self.total > 0) & (self.n >= least_parts)
        values = np.where(defined, values, np.nan)
        return float(values[0]) if self.scalar else values


def document_range(frequencies, sizes=None):
    """Range: the parts in which the term occurs, as a number and as a share of all parts.

    Returns (n_docs, share): #{f_i > 0} and #{f_i > 0} / n. An absent term has range 0.
    Caveat: says nothing about how often the term occurs in those parts. Source: Keniston 1920.

    >>> document_range([4, 1, 0, 1])
    (3, 0.75)
    """
    cells = _cells(frequencies, sizes)
    n_docs = np.bincount(cells.term, minlength=len(cells.total))
    share = n_docs / cells.n if cells.n else np.full(len(n_docs), np.nan)
    return (int(n_docs[0]), float(share[0])) if cells.scalar else (n_docs, share)


def dp(frequencies, sizes):
    """Deviation of proportions, DP = 1/2 sum |v_i - s_i|: 0 = as the sizes predict, towards 1 = clumped.

    Caveat: the maximum is 1 - min s_i, so compare corpora by `dp_norm`. Source: Gries 2008.

    >>> round(dp([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.417
    """
    cells = _cells(frequencies, sizes)
    return cells.finish(_dp(cells))


def dp_norm(frequencies, sizes):
    """DPnorm = DP / (1 - min s_i), the minimum over all parts: 0 to 1.

    NaN for one part, where DP can only be 0. Source: Lijffijt & Gries 2012, p. 148.

    >>> round(dp_norm([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.556
    """
    cells = _cells(frequencies, sizes)
    return cells.finish(_dp(cells) / _positive(1 - cells.least), least_parts=2)


def dp_norm_egbert(frequencies, sizes):
    """DP / (1 - min s_i) with the minimum over the parts in which the term occurs: 0 to 1.

    NaN for one part. Caveat: not the same number as `dp_norm`; say which one is reported.
    Source: Egbert, Burch & Biber 2020, p. 99.

    >>> round(dp_norm_egbert([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.556
    """
    cells = _cells(frequencies, sizes)
    least = np.ones(len(cells.total))
    np.minimum.at(least, cells.term, cells.s)
    return cells.finish(_dp(cells) / _positive(1 - least), least_parts=2)


def juilland_d(frequencies, sizes):
    """Juilland's D = 1 - (sd / mean) / sqrt(n - 1) of the r_i, population sd: 1 = even, 0 = all in one part.

    NaN for one part (division by sqrt 0). Caveat: close to 1 for almost every word once n is in the hundreds
    (Biber et al. 2016). Source: Juilland & Chang-Rodriguez 1964; Gries 2008, p. 406.

    >>> round(juilland_d([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.423
    """
    cells = _cells(frequencies, sizes)
    return cells.finish(_juilland_d(cells), least_parts=2)


def variation_coefficient(frequencies, sizes=None, *, ddof=0):
    """Standard deviation / mean of the f_i, or of the r_i when `sizes` are given.

    ddof : 0 = population, 1 = sample standard deviation. NaN for fewer than 1 + ddof parts.
    Caveat: depends on n, the maximum is sqrt(n - 1). Source: Gries 2008, p. 406.

    >>> round(variation_coefficient([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    1.0
    """
    cells = _cells(frequencies, sizes)
    values = cells.f if sizes is None else cells.f / cells.s
    return cells.finish(_variation(cells, values, cells.n - ddof), least_parts=1 + ddof)


def carroll_d2(frequencies, sizes):
    """Carroll's D2, the entropy of r_i / sum r_i over its maximum ln n: 1 = even, 0 = all in one part.

    NaN for one part (ln 1 = 0). Source: Carroll 1970, p. 13.

    >>> round(carroll_d2([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.626
    """
    cells = _cells(frequencies, sizes)
    r = cells.f / cells.s
    p = r / cells.sum(r)[cells.term]
    entropy = -cells.sum(p * np.log(p))
    return cells.finish(np.clip(entropy / np.log(max(cells.n, 2)), 0.0, 1.0), least_parts=2)


def rosengren_s(frequencies, sizes):
    """Rosengren's S = (sum sqrt(s_i f_i))^2 / F: 1 = as the sizes predict, min s_i = all in the smallest.

    With equal parts this is also DC, the distributional consistency. Source: Rosengren 1971, p. 117.

    >>> round(rosengren_s([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.667
    """
    cells = _cells(frequencies, sizes)
    return cells.finish(_rosengren(cells))


def kullback_leibler(frequencies, sizes):
    """Kullback-Leibler divergence sum v_i log2(v_i / s_i) in bits: 0 = as the sizes predict.

    Its maximum is -log2 min s_i. The score DKL on 0 to 1 is 1 / (1 + KLD) (Gries 2024, p. 90).
    Source: Gries 2020, p. 103.

    >>> round(kullback_leibler([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.748
    """
    cells = _cells(frequencies, sizes)
    v = cells.f / cells.total[cells.term]
    return cells.finish(np.maximum(cells.sum(v * np.log2(v / cells.s)), 0.0))


def chi_square(frequencies, sizes):
    """Chi-square sum (f_i - F s_i)^2 / (F s_i) against the sizes: 0 = as the sizes predict.

    D3 = 1 - chi-square / (4 F) (Lyne 1985). Caveat: grows with F at the same distribution, so it does not
    compare terms. Source: Gries 2008, p. 406.

    >>> round(chi_square([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    6.0
    """
    cells = _cells(frequencies, sizes)
    v = cells.f / cells.total[cells.term]
    absent = np.maximum(1 - cells.sum(cells.s), 0.0)  # the parts without the term contribute F s_i each
    return cells.finish(cells.total * (cells.sum((v - cells.s) ** 2 / cells.s) + absent))


def burch_da(frequencies, sizes):
    """DA = 1 - mean |r_i - r_j| over all pairs of parts / (2 mean r): 1 = even, 0 = all in one part.

    NaN for one part. Source: Burch, Egbert & Biber 2017, p. 194; for unequal parts
    Egbert, Burch & Biber 2020, p. 98.

    >>> round(burch_da([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    0.333
    """
    cells = _cells(frequencies, sizes)
    r = cells.f / cells.s
    order = np.argsort(r)
    # By term, then by r: the conversion to columns is a counting sort, faster than a second argsort.
    by_r = sparse.coo_array((order, (np.arange(len(r)), cells.term[order])), shape=(len(r), len(cells.total)))
    order = by_r.tocsc().data
    held = np.bincount(cells.term, minlength=len(cells.total))
    # Ascending ranks: the zero parts come first, so the k-th occupied part has rank n - held + k.
    last = np.cumsum(held)[cells.term[order]]
    rank = cells.n - (last - np.arange(len(order)))
    differences = np.bincount(cells.term[order], (2 * rank - cells.n + 1) * r[order], minlength=len(held))
    pairs_by_mean = (cells.n - 1) * _positive(cells.sum(r))
    return cells.finish(np.clip(1 - differences / _positive(pairs_by_mean), 0.0, 1.0), least_parts=2)


def juilland_u(frequencies, sizes):
    """Usage coefficient U = F D. NaN for one part. Source: Juilland & Chang-Rodriguez 1964.

    >>> round(juilland_u([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    2.536
    """
    return _total(frequencies) * juilland_d(frequencies, sizes)


def carroll_um(frequencies, sizes):
    """Usage coefficient Um = F D2 + (1 - D2) F / n. NaN for one part. Source: Carroll 1970, p. 13.

    >>> round(carroll_um([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    4.316
    """
    cells = _cells(frequencies, sizes)
    d2 = carroll_d2(frequencies, sizes)
    um = cells.total * d2 + (1 - d2) * cells.total / max(cells.n, 1)
    return cells.finish(um, least_parts=2)


def rosengren_kf(frequencies, sizes):
    """Corrected frequency KF = F S = (sum sqrt(s_i f_i))^2. Source: Rosengren 1971, p. 117.

    >>> round(rosengren_kf([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    4.0
    """
    cells = _cells(frequencies, sizes)
    return cells.finish(cells.total * _rosengren(cells))


def engwall_fm(frequencies, sizes=None):
    """Corrected frequency FM = F #{f_i > 0} / n. Source: Engwall 1974, p. 122.

    >>> round(engwall_fm([4, 1, 0, 1], [100, 100, 100, 100]), 3)
    4.5
    """
    return _total(frequencies) * document_range(frequencies, sizes)[1]


def _dp(cells):
    return _sum_above(cells.term, cells.f, cells.s, cells.total)


@numba.njit(nogil=True, cache=True)
def _sum_above(term, f, s, total):
    """Sum of v_i - s_i over the cells where it is above 0, by term.

    Both proportions sum to 1, so half the absolute differences are the positive ones: non-zero cells only.
    """
    sums = np.zeros(total.size)
    for i in range(term.size):
        difference = f[i] / total[term[i]] - s[i]
        if difference > 0:
            sums[term[i]] += difference
    return sums


def _juilland_d(cells):
    variation = _variation(cells, cells.f / cells.s, cells.n)
    return np.maximum(1 - variation / np.sqrt(max(cells.n - 1, 1)), 0.0)


def _rosengren(cells):
    v = cells.f / cells.total[cells.term]
    return np.minimum(cells.sum(np.sqrt(cells.s * v)) ** 2, 1.0)


def _variation(cells, values, divisor):
    mean = cells.sum(values) / max(cells.n, 1)
    squares = _squares(cells.term, values, mean, float(cells.n))
    return np.sqrt(squares / max(divisor, 1)) / _positive(mean)


@numba.njit(nogil=True, cache=True)
def _squares(term, values, mean, n):
    """Sum of the squared differences from the mean over all n parts, by term."""
    sums, absent = np.zeros(mean.size), np.full(mean.size, n)
    for i in range(term.size):
        sums[term[i]] += (values[i] - mean[term[i]]) ** 2
        absent[term[i]] -= 1
    return sums + absent * mean**2


def _positive(values):
    return np.where(np.asarray(values) > 0, values, np.nan)


def _total(frequencies):
    table = frequencies if sparse.issparse(frequencies) else np.asarray(frequencies)
    total = np.asarray(table.sum(axis=0))
    return float(total) if total.ndim == 0 else total.ravel().astype(float)


def _cells(frequencies, sizes):
    scalar = not sparse.issparse(frequencies) and np.ndim(frequencies) == 1
    table = np.reshape(frequencies, (-1, 1)) if scalar else frequencies
    if np.ndim(table) != 2 and not sparse.issparse(table):
        raise ArgumentError("frequencies must have one dimension (parts) or two (parts x terms).")
    table = sparse.coo_array(sparse.csr_array(table))  # by way of CSR: duplicate cells are summed
    shares, n = _shares(sizes, table.shape[0])
    part, term, f = table.row, table.col, table.data.astype(float)
    if not f.all():
        part, term, f = part[f != 0], term[f != 0], f[f != 0]
    if len(f) and not f.min() >= 0:
        raise ArgumentError("frequencies must be counts: 0 or more, without missing values.")
    s = shares[part]
    if not s.all():
        raise ArgumentError(f"A term occurs in part {part[s == 0][0]}, but sizes says it has 0 tokens.")
    total = np.bincount(term, f, minlength=table.shape[1])
    return _Cells(term, f, s, total, n, shares[shares > 0].min(initial=1.0), scalar)


def _shares(sizes, n_parts):
    sizes = np.ones(n_parts) if sizes is None else np.asarray(sizes, dtype=float)
    if sizes.shape != (n_parts,):
        raise ArgumentError(
            f"frequencies has {n_parts} parts, sizes has shape {sizes.shape}; give one size, in tokens, for each part."
        )
    if len(sizes) and not sizes.min() >= 0:
        raise ArgumentError("sizes must be numbers of tokens: 0 or more, without missing values.")
    return sizes / max(sizes.sum(), 1), int((sizes > 0).sum())
