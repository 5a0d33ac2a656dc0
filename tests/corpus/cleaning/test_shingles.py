"""Runs of words that documents share: what is told of two of them is exact, whatever their hashes are."""

import itertools
import random

import numpy as np
import pytest
from factory import corpus_of

from helpers.corpus import tokens
from helpers.corpus.cleaning import shingles


def texts(seed, words, n=12, length=40):
    draw = random.Random(seed)
    return [" ".join(draw.choices(words, k=draw.randrange(length))) or words[0] for _ in range(n)]


def sets_of(made, size):
    words = [made.forms["form"].to_numpy(object)[made.form[made.doc == doc]] for doc in range(len(made.corpus))]
    return [{tuple(run[i : i + size]) for i in range(len(run) - size + 1)} for run in words]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_pairs_are_compared_as_sets_are(size):
    for seed, words in itertools.product(range(3), [["نعم", "لا"], ["ماء", "بيت", "باب", "نهر", "جبل"]]):
        made = tokens.tokenize(corpus_of(texts(seed, words)), level="form", glued="keep")
        sets = sets_of(made, size)
        one, other = np.array(list(itertools.permutations(range(len(sets)), 2))).T
        expected = [(len(sets[a]), len(sets[b]), len(sets[a] & sets[b])) for a, b in zip(one, other, strict=True)]
        assert shingles.of(made, size).compared(one, other).tolist() == [list(row) for row in expected]


def test_equal_hashes_are_no_equal_words(monkeypatch):
    made = tokens.tokenize(corpus_of(["ماء بيت باب نهر", "جبل سهل واد بحر", "بيت باب نهر ماء"]), level="form")
    runs = shingles.of(made, 2)
    slow = {name: getattr(shingles, name).py_func for name in ("_compared", "_slot")}
    for name, function in slow.items():
        monkeypatch.setattr(shingles, name, function)
    monkeypatch.setattr(shingles, "_hash", lambda *_: np.uint64(6))
    assert runs.compared(np.array([0, 0]), np.array([1, 2])).tolist() == [[3, 3, 0], [3, 3, 2]]


def test_documents_with_the_same_runs_are_candidates_and_short_ones_are_not():
    made = tokens.tokenize(corpus_of(["ماء بيت باب", "جبل سهل واد", "ماء بيت باب", "ماء", "ماء", "ماء بيت باب"]))
    one, other = shingles.of(made, 3).candidates(25, 5, 1)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 2), (0, 5), (2, 5)]


def test_a_sketch_agrees_in_so_many_numbers_as_the_sets_are_alike():
    words = [f"{a}{b}{c}" for a in "بتثجح" for b in "دذرزس" for c in "شصضطظ"]
    made = tokens.tokenize(corpus_of([" ".join(words[:100]), " ".join(words[25:])]), level="form", glued="keep")
    runs = shingles.of(made, 1)
    (similar,) = (shared / (a + b - shared) for a, b, shared in runs.compared(np.array([0]), np.array([1])).tolist())
    agree = [len(runs.candidates(1, 1, seed)[0]) for seed in range(400)]
    assert similar == 0.6
    assert abs(np.mean(agree) - similar) < 0.08  # three standard errors
