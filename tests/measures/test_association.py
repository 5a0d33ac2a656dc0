"""Association measures: recomputed from the four cells; shapes, zero cells, adjusted p, error texts."""

import math

import numpy as np
import pytest
from scipy import stats

from helpers.errors import ArgumentError
from helpers.measures import association as am

RNG = np.random.default_rng(8)
A, B = RNG.integers(1, 60, size=(2, 40))
C, D = 5_000, 12_000
G2_10_V_0 = 2 * (10 * math.log(2) + 100 * math.log(100 / 95) + 90 * math.log(90 / 95))
MEASURES = (
    "g2 ll2 simple_ll bic chi_square log_ratio lrc percent_diff odds_ratio mi mi3 npmi t_score z_score dice "
    "log_dice delta_p_forward delta_p_backward fisher expected"
).split()


@pytest.mark.parametrize("measure", MEASURES)
def test_an_array_gives_what_its_numbers_give(measure):
    options = {"family": 40} if measure == "lrc" else {}
    function = getattr(am, measure)
    result = function(A, B, C, D, **options)
    assert result.shape == (40,)
    assert result == pytest.approx([float(function(a, b, C, D, **options)) for a, b in zip(A, B, strict=True)])


def test_likelihoods_equal_scipy():
    for a, b in zip(A, B, strict=True):
        cells = [[a, C - a], [b, D - b]]
        g = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert am.g2(a, b, C, D) == pytest.approx(g.statistic)
        assert am.p_value(am.g2(a, b, C, D)) == pytest.approx(g.pvalue)
        assert am.chi_square(a, b, C, D) == pytest.approx(stats.chi2_contingency(cells, correction=False).statistic)
        for alternative in ("greater", "less", "two-sided"):
            expected = stats.fisher_exact(cells, alternative=alternative).pvalue
            assert am.fisher(a, b, C, D, alternative=alternative) == pytest.approx(expected, rel=1e-6)


def test_yates_equals_scipy_and_never_overcorrects():
    for a, b in zip(A, B, strict=True):
        expected = stats.chi2_contingency([[a, C - a], [b, D - b]]).statistic
        assert am.chi_square(a, b, C, D, yates=True) == pytest.approx(expected, abs=1e-12)
    assert am.chi_square(5, 10, 1000, 2000, yates=True) == 0


def test_lrc_is_the_bound_of_the_exact_interval():
    for a, b in [(30, 10), (10, 30), (9, 0), (0, 40), (5, 4)]:
        interval = stats.binomtest(a, a + b).proportion_ci(1 - 0.05 / 7, method="exact")
        low, high = (p / (1 - p) * D / C if p < 1 else math.inf for p in interval)
        expected = max(0, math.log2(low)) if a / C >= b / D else min(0, math.log2(high))
        assert am.lrc(a, b, C, D, family=7) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_lrc_corrects_for_as_many_tests_as_there_are_terms():
    assert am.lrc(A, B, C, D) == pytest.approx(am.lrc(A, B, C, D, family=40))
    assert am.lrc(50, 10, C, D, family=1) > am.lrc(50, 10, C, D, family=100) > 0


def test_collocation_marginals():
    assert [float(x) for x in am.from_marginals(3, 10, 7, 100)] == [3, 4, 10, 90]
    a, b, c, d = am.from_marginals(np.array([3, 4]), 10, np.array([7, 9]), 100)
    assert c.tolist() == [10, 10] and am.expected(a, b, c, d).tolist() == [0.7, 0.9]


@pytest.mark.parametrize(
    "measure, absent_in_target, absent_in_reference, absent",
    [
        ("mi", -math.inf, 1, math.nan),
        ("mi3", -math.inf, math.log2(10**3 / 5), math.nan),
        ("npmi", -1, math.log(2) / -math.log(10 / 200), math.nan),
        ("log_ratio", math.log2(0.5 / 10), math.log2(10 / 0.5), math.nan),
        ("lrc", -1.169, 1.169, math.nan),
        ("percent_diff", -100, math.inf, math.nan),
        ("odds_ratio", 0, math.inf, math.nan),
        ("log_dice", -math.inf, 14 + math.log2(20 / 110), -math.inf),
        ("dice", 0, 20 / 110, 0),
        ("t_score", -math.inf, 5 / math.sqrt(10), math.nan),
        ("z_score", -math.sqrt(5), math.sqrt(5), math.nan),
        ("g2", G2_10_V_0, G2_10_V_0, 0),
        ("ll2", 20 * math.log(2), 20 * math.log(2), 0),
        ("simple_ll", 10, 2 * (10 * math.log(2) - 5), 0),
        ("chi_square", 2000 / 190, 2000 / 190, math.nan),
        ("delta_p_forward", -0.1, 0.1, 0),
        ("fisher", 1, 0.00077, 1),
    ],
)
def test_zero_cells(measure, absent_in_target, absent_in_reference, absent):
    function = getattr(am, measure)
    options = {"family": 1} if measure == "lrc" else {}
    result = function(np.array([0, 10, 0]), np.array([10, 0, 0]), 100, 100, **options)
    assert result == pytest.approx([absent_in_target, absent_in_reference, absent], rel=5e-3, nan_ok=True)


def test_adjusted_p_values():
    p = np.array([[0.01, 0.04, math.nan], [0.03, 0.005, 0.9]])
    # by hand: sorted .005 .01 .03 .04 .9, m = 5; Holm 5p 4p 3p 2p p, never falling
    assert am.adjust(p) == pytest.approx(np.array([[0.04, 0.09, math.nan], [0.09, 0.025, 0.9]]), nan_ok=True)
    expected = np.full(6, math.nan)
    held = ~np.isnan(p.ravel())
    expected[held] = stats.false_discovery_control(p.ravel()[held])
    assert am.adjust(p, method="benjamini-hochberg").ravel() == pytest.approx(expected, nan_ok=True)
    assert am.adjust([0.6, 0.7]).tolist() == [1, 1]
    assert am.adjust([]).shape == (0,)


@pytest.mark.parametrize("table", [(-1, 0, 9, 9), (10, 0, 9, 9), (0, 10, 9, 9), (0, 0, 0, 9), (0, math.nan, 9, 9)])
@pytest.mark.parametrize("measure", MEASURES)
def test_an_impossible_table_is_refused(measure, table):
    with pytest.raises(ArgumentError, match="Frequencies must satisfy 0 <= a <= c and 0 <= b <= d, with c and d"):
        getattr(am, measure)(*table)


@pytest.mark.parametrize(
    "call, message",
    [
        (
            lambda: am.fisher(1, 1, 9, 9, alternative="left"),
            'alternative is "left", but must be one of "greater"',
        ),
        (
            lambda: am.adjust([1], method="bh"),
            'method is "bh", but must be one of "holm", "benjamini-hochberg".',
        ),
        (
            lambda: am.lrc(1, 1, 9, 9, confidence=95),
            "confidence is 95, but must lie between 0 and 1 (usually 0.95).",
        ),
        (lambda: am.from_marginals(8, 10, 7, 100), "Frequencies must satisfy"),
    ],
)
def test_error_texts(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert message in str(error.value)


@pytest.mark.parametrize("method", ["holm", "benjamini-hochberg"])
def test_p_values_that_several_tests_share(method):
    p, counts = [0.03, 0.001, np.nan, 0.2, 0.01], [2, 3, 4, 1, 0]
    alone = am.adjust(np.repeat(p, counts), method=method)
    together = am.adjust(p, method=method, counts=counts)
    np.testing.assert_allclose(np.repeat(together, counts), alone)
