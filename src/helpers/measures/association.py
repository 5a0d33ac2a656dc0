"""How strongly a term is tied to a corpus (keyness) or to another term (collocation): one 2 x 2 table.

Every measure takes the same four frequencies, numbers or arrays of one shape:

a : occurrences of the term in the target, b : in the reference,
c : tokens of the target, d : tokens of the reference.

For a collocation the target is the windows around the node and the reference all other tokens:
`from_marginals` makes a, b, c, d of O11, R1, C1, N. Notation: N = c + d, E = c (a + b) / N, the a expected if
the term were spread by size. The result has the shape of the input. 0 ln 0 counts as 0. A term that occurs
nowhere (a = b = 0) has a likelihood of 0 and, where a ratio is asked for, NaN.
ArgumentError is raised for a missing or negative frequency, a > c, b > d, or an empty corpus.
"""

import numpy as np
from scipy import special

from ..errors import ArgumentError, check_choice


def from_marginals(o11, r1, c1, n):
    """Co-occurrences O11, tokens near the node R1, collocate frequency C1, corpus size N -> (a, b, c, d).

    a = O11, b = C1 - O11, c = R1, d = N - R1.

    >>> [int(x) for x in from_marginals(12, 100, 40, 10_000)]
    [12, 28, 100, 9900]
    """
    o11, r1, c1, n = np.broadcast_arrays(o11, r1, c1, n)
    return _table(o11, c1 - o11, r1, n - r1)


def expected(a, b, c, d):
    """E = c (a + b) / (c + d), the a expected from the sizes.

    >>> round(float(expected(30, 10, 10_000, 20_000)), 2)
    13.33
    """
    a, b, c, d = _table(a, b, c, d)
    return c * (a + b) / (c + d)


def g2(a, b, c, d):
    """Log-likelihood ratio over all four cells, G2 = 2 sum O ln(O / E); 0 or more.

    Caveat: evidence, not size: it grows with the corpus at the same effect; its sign is that of `log_ratio`.
    Source: Dunning 1993.

    >>> round(float(g2(30, 10, 10_000, 20_000)), 2)
    29.08
    """
    a, b, c, d = _table(a, b, c, d)
    e1, e2 = c * (a + b) / (c + d), d * (a + b) / (c + d)
    cells = _x_log(a, e1) + _x_log(b, e2) + _x_log(c - a, c - e1) + _x_log(d - b, d - e2)
    return np.maximum(2 * cells, 0.0)


def ll2(a, b, c, d):
    """Log-likelihood of two cells, LL2 = 2 [a ln(a / E1) + b ln(b / E2)]; 0 or more.

    Slightly less than `g2`, almost equal for rare terms. Caveat: as `g2`. Source: Rayson & Garside 2000.

    >>> round(float(ll2(30, 10, 10_000, 20_000)), 2)
    29.04
    """
    a, b, c, d = _table(a, b, c, d)
    e1, e2 = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return np.maximum(2 * (_x_log(a, e1) + _x_log(b, e2)), 0.0)


def simple_ll(a, b, c, d):
    """Log-likelihood of the cell a alone, 2 [a ln(a / E) - (a - E)]; 0 or more. Source: Evert 2008.

    >>> round(float(simple_ll(30, 10, 10_000, 20_000)), 2)
    15.32
    """
    a, b, c, d = _table(a, b, c, d)
    e = c * (a + b) / (c + d)
    return np.maximum(2 * (_x_log(a, e) - (a - e)), 0.0)


def bic(a, b, c, d):
    """Bayes factor (BIC) = LL2 - ln(c + d): above 2 positive, above 6 strong, above 10 very strong evidence.

    Source: Wilson 2013.

    >>> round(float(bic(30, 10, 10_000, 20_000)), 2)
    18.73
    """
    a, b, c, d = _table(a, b, c, d)
    return ll2(a, b, c, d) - np.log(c + d)


def chi_square(a, b, c, d, *, yates=False):
    """Pearson's chi-square of the 2 x 2 table, with `yates` corrected for continuity; 0 or more.

    N (|O11 O22 - O12 O21| - N/2)^2 / (R1 R2 C1 C2), without N/2 if not corrected.
    Caveat: overstates rare terms (expected below 5). Source: Evert 2008; Yates 1934.

    >>> round(float(chi_square(30, 10, 10_000, 20_000)), 2)
    31.29
    >>> round(float(chi_square(30, 10, 10_000, 20_000, yates=True)), 2)
    29.44
    """
    a, b, c, d = _table(a, b, c, d)
    n = c + d
    difference = np.abs(a * d - b * c)  # O11 O22 - O12 O21
    if yates:
        difference = np.maximum(difference - n / 2, 0)
    with np.errstate(invalid="ignore"):
        return difference / (c * d) * difference * n / ((a + b) * (n - a - b))


def log_ratio(a, b, c, d):
    """Log ratio = log2[(a / c) / (b / d)]: +1 = twice as frequent in the target, 0 = alike, -1 = half.

    A frequency of 0 counts as 0.5 (Hardie 2014); NaN if both are 0. Caveat: an effect size without regard to
    chance, so rare terms lead a ranking; see `log_ratio_interval` and `lrc`. Source: Hardie 2014.

    >>> round(float(log_ratio(30, 10, 10_000, 20_000)), 2)
    2.58
    """
    a, b, c, d = _table(a, b, c, d)
    never = a + b == 0
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    return np.where(never, np.nan, np.log2((a / c) / (b / d)))


def log_ratio_interval(a, b, c, d, *, confidence=0.95):
    """Confidence interval of `log_ratio` -> (low, high): +- z sqrt(1/a - 1/c + 1/b - 1/d) / ln 2.

    0 counts as 0.5. Normal approximation for one term; for a list see `lrc`. Source: Hardie 2014.

    >>> [round(float(end), 2) for end in log_ratio_interval(30, 10, 10_000, 20_000)]
    [1.55, 3.62]
    """
    a, b, c, d = _table(a, b, c, d)
    ratio = log_ratio(a, b, c, d)
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    z = special.ndtri(1 - _alpha(confidence) / 2)
    width = z * np.sqrt(1 / a - 1 / c + 1 / b - 1 / d) / np.log(2)
    return ratio - width, ratio + width


def lrc(a, b, c, d, *, confidence=0.95, family=None):
    """Conservative log ratio: the bound of the log ratio's interval nearest 0, 0 when the interval holds 0.

    Exact interval of a among a + b (conditional Poisson, Clopper-Pearson), two-sided, Bonferroni-corrected
    for `family` tests (default: as many as there are terms). NaN if a = b = 0. Source: Evert 2022.

    >>> round(float(lrc(30, 10, 10_000, 20_000)), 2), round(float(lrc(30, 10, 10_000, 20_000, family=5_000)), 2)
    (1.51, 0.37)
    """
    a, b, c, d = _table(a, b, c, d)
    alpha = _alpha(confidence) / (2 * (family or max(a.size, 1)))
    bound = np.full(a.shape, np.nan)
    up, down = (a * d >= b * c) & (a > 0), (a * d < b * c) & (b > 0)
    # The odds of a bound, each tail computed where it is small.
    x, y = a[up], b[up]
    low = special.betaincinv(x, y + 1, alpha) / special.betainccinv(y + 1, x, alpha)
    bound[up] = np.maximum(np.log2(low * d[up] / c[up]), 0.0)
    x, y = a[down], b[down]
    high = special.betainccinv(x + 1, y, alpha) / special.betaincinv(y, x + 1, alpha)
    bound[down] = np.minimum(np.log2(high * d[down] / c[down]), 0.0)
    return bound


def percent_diff(a, b, c, d):
    """%DIFF = 100 (a/c - b/d) / (b/d): 100 = twice as frequent, -100 = only in the reference; inf if b = 0.

    Source: Gabrielatos & Marchi 2011, p. 18.

    >>> round(float(percent_diff(30, 10, 10_000, 20_000)), 1)
    500.0
    """
    a, b, c, d = _table(a, b, c, d)
    return _divide(100 * (a / c - b / d), b / d)


def odds_ratio(a, b, c, d):
    """Odds ratio a (d - b) / [b (c - a)]: 1 = alike; inf if b = 0.

    Source: Pojanapunya & Todd 2018, p. 154.

    >>> round(float(odds_ratio(30, 10, 10_000, 20_000)), 2)
    6.02
    """
    a, b, c, d = _table(a, b, c, d)
    return _divide(a * (d - b), b * (c - a))


def mi(a, b, c, d):
    """Mutual information log2(a / E), in bits; -inf if a = 0. Caveat: favours rare terms.

    Source: Church & Hanks 1990.

    >>> round(float(mi(30, 10, 10_000, 20_000)), 2)
    1.17
    """
    a, b, c, d = _table(a, b, c, d)
    return _log2(a, expected(a, b, c, d))


def mi3(a, b, c, d):
    """Cubed mutual information log2(a^3 / E), which favours frequent terms. Source: Daille 1994.

    >>> round(float(mi3(30, 10, 10_000, 20_000)), 2)
    10.98
    """
    a, b, c, d = _table(a, b, c, d)
    return _log2(a**3, expected(a, b, c, d))


def npmi(a, b, c, d):
    """Normalized MI, ln(a / E) / -ln(a / N): 1 = always together, 0 = independent, -1 = never.

    Source: Bouma 2009.

    >>> round(float(npmi(30, 10, 10_000, 20_000)), 3)
    0.117
    """
    a, b, c, d = _table(a, b, c, d)
    joint = a / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(a / expected(a, b, c, d)) / -np.log(joint)
    value = np.where(joint == 1, 0.0, np.where(a == 0, -1.0, value))
    return np.where(a + b == 0, np.nan, value)


def t_score(a, b, c, d):
    """Student's t = (a - E) / sqrt a; -inf if a = 0. Caveat: ranks much as frequency does.

    Source: Church et al. 1991.

    >>> round(float(t_score(30, 10, 10_000, 20_000)), 2)
    3.04
    """
    a, b, c, d = _table(a, b, c, d)
    return _divide(a - expected(a, b, c, d), np.sqrt(a))


def z_score(a, b, c, d):
    """Score z = (a - E) / sqrt E. Caveat: overstates rare terms. Source: Evert 2008.

    >>> round(float(z_score(30, 10, 10_000, 20_000)), 2)
    4.56
    """
    a, b, c, d = _table(a, b, c, d)
    e = expected(a, b, c, d)
    return _divide(a - e, np.sqrt(e))


def dice(a, b, c, d):
    """Dice = 2 a / (R1 + C1), the harmonic mean of a/R1 and a/C1; 0 to 1. Source: Smadja et al. 1996.

    >>> round(float(dice(30, 10, 10_000, 20_000)), 4)
    0.006
    """
    a, b, c, d = _table(a, b, c, d)
    return _divide(2 * a, c + a + b)


def log_dice(a, b, c, d):
    """Rychlý's logDice = 14 + log2 Dice: at most 14, +1 = twice as often, independent of N; -inf if a = 0.

    Source: Rychlý 2008.

    >>> round(float(log_dice(30, 10, 10_000, 20_000)), 2)
    6.61
    """
    return 14 + _log2(dice(a, b, c, d), 1.0)


def delta_p_forward(a, b, c, d):
    """Delta P of the term given the node: a/c - b/d; -1 to 1. Source: Gries 2013, p. 144.

    >>> round(float(delta_p_forward(30, 10, 10_000, 20_000)), 4)
    0.0025
    """
    a, b, c, d = _table(a, b, c, d)
    return a / c - b / d


def delta_p_backward(a, b, c, d):
    """Delta P of the node given the term: a/C1 - (c - a)/C2; -1 to 1. Source: Gries 2013, p. 144.

    >>> round(float(delta_p_backward(30, 10, 10_000, 20_000)), 3)
    0.417
    """
    a, b, c, d = _table(a, b, c, d)
    return _divide(a, a + b) - _divide(c - a, c + d - a - b)


def fisher(a, b, c, d, *, alternative="greater"):
    """Probability of Fisher's exact test: "greater" = a this large or larger, "less", or "two-sided".

    Two-sided sums all tables at most as probable. Caveat: a millisecond a term in a corpus of ten million
    tokens; for long lists use `g2`.
    Source: Pedersen 1996.

    >>> round(float(fisher(3, 1, 20, 20)), 3)
    0.302
    """
    from scipy import stats  # loads for half a second, so only here

    check_choice("alternative", alternative, ("greater", "less", "two-sided"))
    a, b, c, d = (np.asarray(x).astype(np.int64) for x in _table(a, b, c, d))
    if alternative == "greater":
        return stats.hypergeom.sf(a - 1, c + d, c, a + b)
    if alternative == "less":
        return stats.hypergeom.cdf(a, c + d, c, a + b)
    cells = np.stack([a, c - a, b, d - b], axis=-1).reshape(-1, 2, 2)
    return np.array([stats.fisher_exact(cell).pvalue for cell in cells]).reshape(a.shape)


def p_value(statistic):
    """Probability p of a `g2`, `ll2` or `chi_square`: chi-square distribution with one degree of freedom.

    >>> round(float(p_value(3.84)), 3)
    0.05
    """
    return special.erfc(np.sqrt(np.asarray(statistic) / 2))  # as chdtrc(1, .), in a tenth of the time


def adjust(p, *, method="holm", counts=None):
    """Adjust p values for many tests: "holm" (chance of any false hit), "benjamini-hochberg" (share of them).

    counts: how many tests have each p (one if None). Returns an array of the shape of p. NaN stays NaN and is not
    counted as a test. Source: Holm 1979; Benjamini & Hochberg 1995.

    >>> adjust([0.01, 0.02, 0.2]).round(2).tolist()
    [0.03, 0.04, 0.2]
    >>> adjust([0.01, 0.02, 0.2], method="benjamini-hochberg").round(2).tolist()
    [0.03, 0.03, 0.2]
    """
    check_choice("method", method, ("holm", "benjamini-hochberg"))
    p = np.asarray(p, dtype=float)
    shape, p = p.shape, p.ravel()
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    tested = tested[np.argsort(p[tested], kind="stable")]
    counts = np.ones(len(tested)) if counts is None else np.ravel(counts)[tested]
    done, m = np.cumsum(counts), counts.sum()
    if method == "holm":
        values = np.maximum.accumulate(p[tested] * (m - done + counts))
    else:
        values = np.minimum.accumulate((p[tested] * m / np.maximum(done, 1))[::-1])[::-1]
    adjusted[tested] = np.minimum(values, 1.0)
    return adjusted.reshape(shape)


def _table(a, b, c, d):
    a, b, c, d = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, c, d)))
    if not ((a >= 0) & (b >= 0) & (a <= c) & (b <= d) & (c > 0) & (d > 0)).all():
        raise ArgumentError("Frequencies must satisfy 0 <= a <= c and 0 <= b <= d, with c and d above 0.")
    return a, b, c, d


def _x_log(o, e):
    return np.where(o == 0, 0.0, special.xlogy(o, _divide(o, e)))


def _divide(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(x) / y


def _log2(x, y):
    with np.errstate(divide="ignore"):
        return np.log2(_divide(x, y))


def _alpha(confidence):
    if not 0 < confidence < 1:
        raise ArgumentError(f"confidence is {confidence}, but must lie between 0 and 1 (usually 0.95).")
    return 1 - confidence
