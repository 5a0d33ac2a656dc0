"""The same measures by other hands: association_measures (Heinrich, MIT) and scipy, on the same tables, live.

The gold tables of association_measures do not come with its wheel; the rows of them that are printed in
`test_association` are put to it here as well.
"""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.measures import alternatives as alt
from helpers.measures import association as am

GOLD = [
    (1, 15334, 2, 191998), (7, 15334, 120, 191998), (1189, 168329, 2157, 19720567), (49, 168329, 88, 19720567),
    (150, 168329, 349, 19720567), (110, 2552, 221, 31777), (8, 15828, 4675, 14307668), (0, 50, 40, 10_000),
]  # fmt: skip


def tables():
    """Gold rows and 300 random ones: f, f1, f2, N."""
    generator = np.random.default_rng(0)
    rows = list(GOLD)
    while len(rows) < 300:
        n = int(generator.integers(1_000, 10_000_000))
        f1, f2 = (int(generator.integers(1, n // 3)) for _ in range(2))
        low, high = max(0, f1 + f2 - n), min(f1, f2)
        rows.append((int(generator.integers(low, high + 1)), f1, f2, n))
    return np.array(rows)


def ours(rows):
    return am.from_marginals(*rows.T)


PAIRS = {
    "z_score": am.z_score, "t_score": am.t_score, "simple_ll": am.simple_ll, "log_likelihood": am.g2, "dice": am.dice,
    "min_sensitivity": alt.minimum_sensitivity,
}  # fmt: skip


@pytest.fixture(scope="module")
def package():
    return pytest.importorskip("association_measures.measures", reason="association-measures is not installed")


def scored(package, rows, name, **options):
    frame = pd.DataFrame(rows, columns=["f", "f1", "f2", "N"])
    return package.score(frame, measures=[name], freq=False, digits=None, signed=False, **options)[name].to_numpy()


@pytest.mark.parametrize("name", PAIRS)
def test_association_measures_gives_the_same(package, name):
    rows = tables()
    theirs, mine = scored(package, rows, name), PAIRS[name](*ours(rows))
    possible = (rows[:, 0] > 0) & np.isfinite(theirs)  # for O11 = 0 the package puts a small number in its place
    assert possible.sum() > 250
    np.testing.assert_allclose(mine[possible], theirs[possible], rtol=1e-8, atol=1e-6)


def test_mutual_information_has_another_base(package):
    rows = tables()
    rows = rows[rows[:, 0] > 0]
    theirs = scored(package, rows, "mutual_information")
    np.testing.assert_allclose(am.mi(*ours(rows)) * np.log10(2), theirs, rtol=1e-9, atol=1e-9)


def test_log_ratio_is_the_same(package):
    rows = tables()
    rows = rows[(rows[:, 0] > 0) & (rows[:, 2] > rows[:, 0])]
    theirs = scored(package, rows, "log_ratio", discounting="Hardie2014", disc=0.5)
    np.testing.assert_allclose(am.log_ratio(*ours(rows)), theirs, rtol=1e-9, atol=1e-9)


def test_log_ratio_with_a_half_added_is_the_same(package):
    rows = tables()
    theirs = scored(package, rows, "log_ratio", discounting="Walter1975", disc=0.5)
    np.testing.assert_allclose(alt.log_ratio_walter(*ours(rows)), theirs, rtol=1e-9, atol=1e-9)


def test_conservative_log_ratio_is_the_same(package):
    rows = tables()
    rows = rows[(rows[:, 0] > 0) & (rows[:, 2] > rows[:, 0])]  # where a is 0 the package gives 0
    theirs = scored(package, rows, "conservative_log_ratio", alpha=0.05, vocab=599)
    np.testing.assert_allclose(am.lrc(*ours(rows), family=599), theirs, rtol=1e-6, atol=1e-9)
    theirs = scored(package, np.array(GOLD[2:5]), "conservative_log_ratio", alpha=0.05, vocab=599, boundary="normal")
    low, _ = am.log_ratio_interval(*ours(np.array(GOLD[2:5])), confidence=1 - 0.05 / 599)
    np.testing.assert_allclose(low, theirs, rtol=1e-9)


def cells(rows):
    return [np.array([[f, f1 - f], [f2 - f, n - f1 - f2 + f]]) for f, f1, f2, n in rows]


def test_scipy_gives_the_same_g2_and_chi_square():
    rows = tables()
    for lambda_, measure in (("log-likelihood", am.g2), ("pearson", am.chi_square)):
        theirs = [stats.chi2_contingency(t, correction=False, lambda_=lambda_).statistic for t in cells(rows)]
        # Differences of large numbers: relative to the corpus, not to the statistic.
        np.testing.assert_allclose(measure(*ours(rows)), theirs, rtol=1e-6, atol=1e-5)


def test_scipy_gives_the_same_fisher_probability():
    rows = np.array(GOLD)
    for alternative in ("greater", "less", "two-sided"):
        theirs = [stats.fisher_exact(t, alternative=alternative).pvalue for t in cells(rows)]
        np.testing.assert_allclose(am.fisher(*ours(rows), alternative=alternative), theirs, rtol=1e-6, atol=1e-12)
