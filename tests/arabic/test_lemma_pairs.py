"""Counts of pairs of lemmas, and that the choice of a reading asks them."""

import numpy as np
import pytest

from helpers.arabic import context, lemma_pairs, lexica

farahidi = pytest.mark.skipif(not lexica._has_farahidi(), reason="needs the dictionary farahidi")


@farahidi
def test_pairs_are_found_and_counted():
    pairs = lemma_pairs.load()
    assert len(pairs.pair) == len(pairs.n) and (pairs.pair == 0).mean() > 0.3  # room, or a look-up takes long
    assert len(pairs.total) == len(pairs.numbers) + 1
    first, second = pairs.of(["لم", "عاد"], [False, True])
    assert first and second
    assert pairs.n[lemma_pairs.place(pairs.pair, first, second)] > 100
    assert pairs.n[lemma_pairs.place(pairs.pair, second, first)] < pairs.n[lemma_pairs.place(pairs.pair, first, second)]
    assert (pairs.n[pairs.pair != 0] > 0).all() and not pairs.n[pairs.pair == 0].any()


def test_the_smaller_dictionary_has_none():
    pairs = lemma_pairs.load("simplemma")
    assert pairs.of(["قال"], [True]).tolist() == [0]
    assert not pairs.pair.any()


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
