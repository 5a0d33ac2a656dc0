"""Counts of pairs of lemmas, and that the choice of a reading asks them."""

import numpy as np
import pytest

from helpers.arabic import context, lemma_pairs, lexica

farahidi = pytest.mark.skipif(not lexica._has_farahidi(), reason="needs the dictionary farahidi")


@farahidi
def test_pairs_are_sorted_and_counted():
    pairs = lemma_pairs.load()
    assert pairs.bounds[-1] == len(pairs.second) == len(pairs.n)
    assert len(pairs.bounds) == len(pairs.total) + 1 == len(pairs.numbers) + 2
    first, second = pairs.of(["لم", "عاد"], [False, True])
    assert first and second
    behind = pairs.second[pairs.bounds[first] : pairs.bounds[first + 1]]
    assert (np.diff(behind) > 0).all()
    assert pairs.n[pairs.bounds[first] + np.searchsorted(behind, second)] > 100


def test_the_smaller_dictionary_has_none():
    pairs = lemma_pairs.load("simplemma")
    assert pairs.of(["قال"], [True]).tolist() == [0]
    assert len(pairs.second) == 0


@farahidi
def test_a_lemma_beside_decides_between_lemmas_only():
    pairs = lemma_pairs.load()
    before, other, wanted = pairs.of(["لم", "زعطط", "عاد"], [False, True, True])
    bounds, tags, share = np.array([0, 1, 3]), np.array([1, 3, 3]), np.array([1.0, 0.6, 0.4])
    place = np.array([0, 1]), np.zeros(2, np.int64), np.array([False, True]), np.zeros(2, bool), bounds, tags, share
    without, _ = context.choose(*place, learn=False)
    beside, _ = context.choose(*place, learn=False, lemmas=np.array([before, other, wanted], np.int32))
    assert without.tolist() == [0, 1]
    assert beside.tolist() == [0, 2]
    same, _ = context.choose(*place, learn=False, lemmas=np.array([before, wanted, wanted], np.int32))
    assert same.tolist() == [0, 1]
    apart = (*place[:2], np.array([False, False]), *place[3:])
    alone, _ = context.choose(*apart, learn=False, lemmas=np.array([before, other, wanted], np.int32))
    assert alone.tolist() == [0, 1]
