"""The rarer measures: shapes, zero cells, scipy, refusals. Printed numbers are in tests/published."""

import math

import numpy as np
import pytest
from scipy import stats

from helpers.errors import ArgumentError
from helpers.measures import alternatives as alt
from helpers.measures import association as am

RNG = np.random.default_rng(4)
A, B = RNG.integers(1, 40, size=(2, 15))
C, D = 3_000, 7_000
MEASURES = (
    "g2_williams", "conditional_odds_ratio", "log_ratio_walter", "simple_maths", "difference_coefficient",
    "minimum_sensitivity",
)  # fmt: skip


G2_15_V_0 = 2 * (15 * math.log(2) + 100 * math.log(100 / 92.5) + 85 * math.log(85 / 92.5))
Q = 1 + 3 * (200 / 15 + 200 / 185 - 1) / 1200


@pytest.mark.parametrize("measure", MEASURES)
def test_an_array_gives_what_its_numbers_give(measure):
    function = getattr(alt, measure)
    assert function(A, B, C, D) == pytest.approx([float(function(a, b, C, D)) for a, b in zip(A, B, strict=True)])


@pytest.mark.parametrize(
    "measure, absent_in_target, absent_in_reference, absent",
    [
        ("g2_williams", G2_15_V_0 / Q, G2_15_V_0 / Q, math.nan),
        ("conditional_odds_ratio", 0, math.inf, math.nan),
        ("log_ratio_walter", math.log2(0.5 / 15.5), math.log2(15.5 / 0.5), 0),
        ("simple_maths", 1 / 150_001, 150_001, 1),
        ("difference_coefficient", -1, 1, math.nan),
        ("minimum_sensitivity", 0, 0.15, math.nan),
    ],
)
def test_zero_cells(measure, absent_in_target, absent_in_reference, absent):
    result = getattr(alt, measure)(np.array([0, 15, 0]), np.array([15, 0, 0]), 100, 100)
    assert result == pytest.approx([absent_in_target, absent_in_reference, absent], rel=1e-9, nan_ok=True)


def test_williams_takes_a_little_off_g2_and_less_of_a_large_table():
    small = alt.g2_williams(7, 2, 10, 9) / am.g2(7, 2, 10, 9)
    large = alt.g2_williams(700, 200, 1000, 900) / am.g2(700, 200, 1000, 900)
    assert 0.9 < small < large < 1


def test_a_larger_constant_evens_out_rare_terms():
    assert alt.simple_maths(9, 1, 10**6, 10**6) == pytest.approx(5)
    assert alt.simple_maths(9, 1, 10**6, 10**6, constant=100) == pytest.approx(109 / 101)


def test_rank_sum_of_many_terms_at_once_equals_scipy():
    target, reference = RNG.poisson(6, size=(12, 5)), RNG.poisson(4, size=(15, 5))
    ranks, p = alt.rank_sum(target, reference)
    for term in range(5):
        one, other = target[:, term], reference[:, term]
        assert ranks[term] == pytest.approx(stats.rankdata([*one, *other])[:12].sum())
        assert p[term] == pytest.approx(stats.mannwhitneyu(one, other).pvalue)
    swapped, same_p = alt.rank_sum(reference, target)
    assert ranks + swapped == pytest.approx(np.full(5, 27 * 28 / 2)) and p == pytest.approx(same_p)


@pytest.mark.parametrize("measure", MEASURES)
def test_an_impossible_table_is_refused(measure):
    with pytest.raises(ArgumentError, match="Frequencies must satisfy 0 <= a <= c"):
        getattr(alt, measure)(10, 0, 9, 9)
