"""Pairs of words with others between, counted by hand and by a loop."""

from collections import Counter

import factory
import pandas as pd
import pytest

from helpers.corpus import counts
from helpers.errors import ArgumentError


def found(t, **options):
    table = counts.skipgrams(t, **options)
    return {(a, b): (n, d) for a, b, n, d in table.itertuples(index=False)}


def test_pairs_within_reach_in_their_order():
    t = factory.tokens_of(["نفط غاز دار. نفط", "نفط باب غاز"])
    assert found(t, gap=0, min_n=1) == {
        ("نفط", "غاز"): (1, 1), ("غاز", "دار"): (1, 1), ("نفط", "باب"): (1, 1), ("باب", "غاز"): (1, 1),
    }  # fmt: skip
    assert found(t, gap=1, min_n=2) == {("نفط", "غاز"): (2, 2)}
    assert ("دار", "نفط") not in found(t, gap=5, min_n=1)
    assert found(t, gap=5, min_n=1, within_sentence=False)["دار", "نفط"] == (1, 1)
    assert found(t, gap=5, min_n=1, within_sentence=False)["نفط", "نفط"] == (1, 1)


def test_stop_words_are_passed_over_at_the_edges_and_take_up_a_place():
    t = factory.tokens_of(["نفط في غاز"])
    assert found(t, gap=0, min_n=1) == {}
    assert found(t, gap=1, min_n=1) == {("نفط", "غاز"): (1, 1)}
    assert set(found(t, gap=1, min_n=1, stop_edges=True)) == {("نفط", "في"), ("في", "غاز"), ("نفط", "غاز")}


def test_a_rare_word_may_be_the_partner_of_many():
    t = factory.tokens_of(["نفط غاز غاز غاز غاز غاز"])
    assert found(t, gap=3, min_n=4)["نفط", "غاز"] == (4, 1)


def test_a_loop_finds_the_same():
    texts = ["دار باب نفط جار دار باب. نفط باب دار دار", "باب نفط نفط جار دار باب باب", "دار"] * 3
    t = factory.tokens_of(texts)
    n, n_docs = Counter(), Counter()
    for text in texts:
        words = factory.words(text)
        pairs = [
            (a[3], b[3]) for i, a in enumerate(words) for b in words[i + 1 : i + 4] if a[2] == b[2]
        ]
        n.update(pairs)
        n_docs.update(set(pairs))
    expected = {pair: (n[pair], n_docs[pair]) for pair in n if n[pair] >= 5}
    assert found(t, gap=2, min_n=5) == expected
    table = counts.skipgrams(t, gap=2, min_n=1)
    assert table["n"].is_monotonic_decreasing
    assert len(table) > len(expected) > 0


def test_without_a_gap_they_are_the_bigrams():
    t = factory.tokens_of(["دار باب نفط جار دار باب. نفط باب", "باب نفط نفط جار دار"])
    table = counts.skipgrams(t, gap=0, min_n=1)
    table = table.assign(term=table["first"] + " " + table["second"])[["term", "n", "n_docs"]]
    bigrams = counts.ngrams(t, 2, min_n=1)
    pd.testing.assert_frame_equal(
        table.sort_values("term", ignore_index=True), bigrams.sort_values("term", ignore_index=True)
    )


def test_nothing_to_count_is_an_empty_table():
    table = counts.skipgrams(factory.tokens_of(["نفط"]), min_n=1)
    assert table.dtypes.astype(str).to_dict() == {"first": "str", "second": "str", "n": "int64", "n_docs": "int64"}
    assert len(table) == 0


@pytest.mark.parametrize("gap", [-1, 0.5])
def test_a_gap_is_a_whole_number(gap):
    with pytest.raises(ArgumentError, match=f"gap is {gap}, but must be a whole number of words from 0 on"):
        counts.skipgrams(factory.tokens_of(["نفط"]), gap=gap)


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_pairs_are_the_same_piece_by_piece_and_at_once(gap, monkeypatch):
    t = factory.tokens_of(["ا ب ج ا ب. ج ا ب ب ا", "ب ا ب ج ج", "ا"], level="form")
    for options in ({"stop_edges": True}, {"stop_edges": True, "within_sentence": False}):
        whole = counts.skipgrams(t, gap=gap, min_n=1, **options)
        monkeypatch.setattr(counts, "_BLOCK", 1)
        pd.testing.assert_frame_equal(counts.skipgrams(t, gap=gap, min_n=1, **options), whole)
        monkeypatch.undo()
        assert len(whole) > 3
