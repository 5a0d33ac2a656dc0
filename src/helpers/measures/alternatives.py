"""Measures of keyness and association that are asked for less often; the usual ones are in `association`.

No notebook calls these: they are for studies that must compare with a paper or a program which reports one of them
(quanteda: Williams, conditional odds ratio; Sketch Engine: simple maths; Kilgarriff 2001: rank sum). Each is pinned by
printed numbers in tests/published.

a, b, c, d as there: occurrences of the term in target and reference, tokens of target and reference.
"""

import numpy as np

from . import association


def g2_williams(a, b, c, d):
    """G2 divided by Williams' q, which corrects its overstatement in small tables; 0 or more.

    q = 1 + [(N/c + N/d - 1) (N/C1 + N/C2 - 1)] / (6 N), C1 = a + b, C2 = N - C1, N = c + d. NaN if a = b = 0.
    Source: Williams 1976; Sokal & Rohlf 1995, p. 731.

    >>> round(float(g2_williams(30, 10, 10_000, 20_000)), 2)
    28.66
    """
    a, b, c, d = _floats(a, b, c, d)
    n, c1 = c + d, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        q = 1 + (n / c + n / d - 1) * (n / c1 + n / (n - c1) - 1) / (6 * n)
        return np.where(c1 == 0, np.nan, association.g2(a, b, c, d) / q)


def conditional_odds_ratio(a, b, c, d):
    """Odds ratio by conditional maximum likelihood, as in Fisher's exact test (R: fisher.test); inf if b = 0.

    Caveat: solved for one table at a time, a few milliseconds each. Source: Breslow & Day 1980, ch. 4.

    >>> round(float(conditional_odds_ratio(3, 1, 20, 20)), 2)
    3.26
    """
    from scipy import stats  # loads for half a second, so only here

    a, b, c, d = (np.asarray(x).astype(np.int64) for x in _floats(a, b, c, d))
    cells = np.stack([a, c - a, b, d - b], axis=-1).reshape(-1, 2, 2)
    return np.array([stats.contingency.odds_ratio(cell).statistic for cell in cells]).reshape(a.shape)


def log_ratio_walter(a, b, c, d, *, added=0.5):
    """Log ratio with `added` to each frequency and each size: log2[(a+.5)/(c+.5) / (b+.5)/(d+.5)].

    Defined for zeros, and less biased for small frequencies than the plain one with 1/2. Source: Walter 1975.

    >>> round(float(log_ratio_walter(30, 10, 10_000, 20_000)), 2)
    2.54
    """
    a, b, c, d = _floats(a, b, c, d)
    return np.log2((a + added) / (c + added)) - np.log2((b + added) / (d + added))


def simple_maths(a, b, c, d, *, constant=1.0):
    """Ratio of the frequencies per million with a constant added to both: above 1 = more frequent in the target.

    (10^6 a/c + constant) / (10^6 b/d + constant). A large constant favours frequent terms. Source: Kilgarriff 2009.

    >>> round(float(simple_maths(30, 10, 10_000, 20_000, constant=100)), 2)
    5.17
    """
    a, b, c, d = _floats(a, b, c, d)
    return (1e6 * a / c + constant) / (1e6 * b / d + constant)


def difference_coefficient(a, b, c, d):
    """(a/c - b/d) / (a/c + b/d): 1 = only in the target, -1 = only in the reference; NaN if a = b = 0.

    Source: Hofland & Johansson 1982, p. 471.

    >>> round(float(difference_coefficient(30, 10, 10_000, 20_000)), 3)
    0.714
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore"):
        return (a / c - b / d) / (a / c + b / d)


def minimum_sensitivity(a, b, c, d):
    """min(a/R1, a/C1), R1 = c, C1 = a + b: the smaller of the two conditional probabilities. Source: Pedersen 1998.

    >>> round(float(minimum_sensitivity(30, 10, 10_000, 20_000)), 4)
    0.003
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore"):
        return np.minimum(a / c, a / (a + b))


def rank_sum(target, reference):
    """Mann-Whitney test of terms in samples of equal size -> (sum of the ranks of the target, two-sided p).

    target, reference: frequencies in n and m samples of the same number of tokens, shape (n,) and (m,), or (n, terms)
    and (m, terms). Ranks from the smallest; equal frequencies share their mean rank. n (n + m + 1) / 2 is what chance
    gives. p is exact where a side has at most 8 samples and nothing is tied, else a normal approximation. Shape of
    the results: that of one sample. Caveat: says that the term is usually more frequent, not by how much; samples cut
    out of one document are not independent. Source: Kilgarriff 2001, p. 249.

    >>> [round(float(x), 3) for x in rank_sum([5, 7, 9], [1, 2, 6])]
    [14.0, 0.2]
    """
    from scipy import stats  # loads for half a second, so only here

    target, reference = np.asarray(target, float), np.asarray(reference, float)
    test = stats.mannwhitneyu(target, reference, alternative="two-sided", axis=0)
    return test.statistic + len(target) * (len(target) + 1) / 2, test.pvalue


def _floats(a, b, c, d):
    association.expected(a, b, c, d)  # refuses frequencies that cannot be
    return np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, c, d)))
