"""What must hold for any 2 x 2 table: symmetry, sign, scale, order of the measures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.measures import association as am

SETTINGS = settings(derandomize=True, deadline=None, max_examples=100)


@st.composite
def tables(draw, least=0):
    a, b = draw(st.integers(least, 500)), draw(st.integers(least, 500))
    c, d = a + draw(st.integers(1, 10**6)), b + draw(st.integers(1, 10**6))
    return a, b, c, d


def swap(a, b, c, d):
    return b, a, d, c


def same(x, y):
    assert np.asarray(x) == pytest.approx(np.asarray(y), rel=1e-6, abs=1e-9, nan_ok=True)


@SETTINGS
@given(tables())
def test_swapping_the_corpora_flips_the_sign(table):
    for measure in (am.log_ratio, am.lrc, am.delta_p_forward, am.delta_p_backward):
        same(measure(*swap(*table)), -np.asarray(measure(*table)))
    for measure in (am.g2, am.ll2, am.bic, am.chi_square):
        same(measure(*swap(*table)), measure(*table))
    low, high = am.log_ratio_interval(*table)
    same(am.log_ratio_interval(*swap(*table)), (-high, -low))


@SETTINGS
@given(tables(least=1))
def test_all_effect_sizes_agree_on_the_direction(table):
    a, b, c, d = table
    direction = np.sign(a * d - b * c)
    assert np.sign(am.log_ratio(*table).round(12)) == pytest.approx(direction, abs=1e-9)
    for measure in (am.percent_diff, am.delta_p_forward, am.mi, am.z_score, am.t_score, am.npmi):
        assert np.sign(measure(*table)) * direction >= 0 or abs(measure(*table)) < 1e-9
    assert (am.odds_ratio(*table) - 1) * direction >= 0


@SETTINGS
@given(tables(), st.integers(2, 20))
def test_effects_keep_and_evidence_grows_with_the_corpus(table, factor):
    larger = tuple(x * factor for x in table)
    if table[0] and table[1]:
        same(am.log_ratio(*larger), am.log_ratio(*table))
    for measure in (am.percent_diff, am.odds_ratio, am.mi, am.npmi, am.log_dice, am.delta_p_backward):
        same(measure(*larger), measure(*table))
    for measure in (am.g2, am.ll2, am.simple_ll, am.chi_square):
        same(measure(*larger), factor * measure(*table))
    assert abs(am.lrc(*larger)) >= abs(am.lrc(*table)) - 1e-9 or not (table[0] or table[1])


@SETTINGS
@given(tables())
def test_order_of_the_measures(table):
    assert am.ll2(*table) <= am.g2(*table) * (1 + 1e-9) + 1e-6
    yates = am.chi_square(*table, yates=True)
    assert not yates > am.chi_square(*table)
    low, high = am.log_ratio_interval(*table)
    assert not low > high
    wider_low, wider_high = am.log_ratio_interval(*table, confidence=0.99)
    assert not wider_low > low and not wider_high < high
    assert not abs(am.lrc(*table, confidence=0.99)) > abs(am.lrc(*table)) + 1e-12


@SETTINGS
@given(tables(least=1))
def test_bounds(table):
    assert -1 <= am.npmi(*table) <= 1 + 1e-12
    assert 0 <= am.dice(*table) <= 1
    assert am.log_dice(*table) <= 14
    assert -1 <= am.delta_p_forward(*table) <= 1
    assert -1 <= am.delta_p_backward(*table) <= 1
    assert 0 <= am.fisher(*table) <= 1
    assert abs(am.lrc(*table)) <= abs(am.log_ratio(*table)) + 1e-9


@SETTINGS
@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(200, 10**6), st.integers(2, 50))
def test_log_dice_does_not_depend_on_the_corpus_size(o11, more_node, more_collocate, n, factor):
    r1, c1 = o11 + more_node, o11 + more_collocate
    marginals, larger = am.from_marginals(o11, r1, c1, n), am.from_marginals(o11, r1, c1, n * factor)
    same(am.log_dice(*larger), am.log_dice(*marginals))
    same(am.log_dice(*am.from_marginals(o11, c1, r1, n)), am.log_dice(*marginals))  # node and collocate alike
    same(am.delta_p_backward(*am.from_marginals(o11, c1, r1, n)), am.delta_p_forward(*marginals))
    for measure in (am.mi, am.mi3, am.npmi, am.t_score, am.z_score, am.dice, am.g2, am.chi_square):
        same(measure(*am.from_marginals(o11, c1, r1, n)), measure(*marginals))


@SETTINGS
@given(st.lists(st.floats(0, 1), max_size=20), st.data())
def test_adjusted_p_values(p, data):
    for method in ("holm", "benjamini-hochberg"):
        adjusted = am.adjust(p, method=method)
        assert (adjusted >= np.array(p) - 1e-15).all() and (adjusted <= 1).all()
        order = data.draw(st.permutations(range(len(p))))
        same(am.adjust(np.array(p)[order], method=method), adjusted[order])
        assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()
    assert (am.adjust(p) >= am.adjust(p, method="benjamini-hochberg") - 1e-15).all()
