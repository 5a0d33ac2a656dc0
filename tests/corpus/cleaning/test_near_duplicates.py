"""Near-duplicates: which pairs, which clusters, which document stays."""

import itertools
import json
import random

import pandas as pd
import pytest
from factory import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_files import SHARED, needs_shared

from helpers.corpus import documents, tokens
from helpers.corpus.cleaning import near_duplicates
from helpers.errors import ArgumentError

WORDS = [a + b + c for a in "بتثجح" for b in "دذرزس" for c in "شصضطظ"]


def text(seed, n=60):
    return " ".join(random.Random(seed).choices(WORDS, k=n))


def changed(words, *places):
    words = words.split()
    for place in places:
        words[place] = "هوي"
    return " ".join(words)


BASE = text(1)
TEXTS = [
    text(2), BASE, changed(BASE, 30), text(3), changed(BASE, 30, 31), changed(BASE, 5, 25, 45), text(4), BASE + ".",
]  # fmt: skip


def test_pairs_are_measured_exactly():
    corpus = corpus_of(TEXTS)
    found = near_duplicates.pairs(corpus)
    sets = {}
    for doc_id, written in zip(corpus.documents["doc_id"], TEXTS, strict=True):
        words = written.replace(".", "").split()
        sets[doc_id] = {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
    expected = {
        (a, b): len(sets[a] & sets[b]) / len(sets[a] | sets[b]) for a, b in itertools.combinations(sets, 2)
        if len(sets[a] & sets[b]) / len(sets[a] | sets[b]) >= 0.8
    }  # fmt: skip
    assert dict(zip(zip(found["doc_id"], found["other_id"], strict=True), found["jaccard"], strict=True)) == expected
    assert found["jaccard"].is_monotonic_decreasing
    assert (found.loc[0, "doc_id"], found.loc[0, "other_id"], found.loc[0, "n_shared"]) == ("d1", "d7", 56)
    assert found.dtypes.astype(str).to_dict() == {
        "doc_id": "str", "other_id": "str", "jaccard": "float64", "n_shared": "int64",
    }  # fmt: skip
    pd.testing.assert_frame_equal(near_duplicates.pairs(tokens.tokenize(corpus, level="normalized")), found)


def test_marks_and_stretching_are_no_difference_but_other_letters_are():
    marked = " ".join(f"{word[0]}َ{word[1]}ـ{word[2:]}" for word in BASE.split())
    assert near_duplicates.pairs(corpus_of([BASE, marked]))["jaccard"].tolist() == [1.0]
    assert len(near_duplicates.pairs(corpus_of([BASE, BASE.replace("ب", "ي")]))) == 0


def test_threshold_and_shingle_are_options_within_bounds():
    corpus = corpus_of([BASE, changed(BASE, 5, 25, 45)])
    assert len(near_duplicates.pairs(corpus)) == 0
    assert len(near_duplicates.pairs(corpus, threshold=0.5)) == 1
    assert near_duplicates.pairs(corpus, shingle=1)["jaccard"].tolist() > [0.9]
    with pytest.raises(ArgumentError, match="threshold is 0.2, but must lie between 0.3 and 1"):
        near_duplicates.pairs(corpus, threshold=0.2)
    with pytest.raises(ArgumentError, match="shingle is 0, but must be 1 or more"):
        near_duplicates.pairs(corpus, shingle=0)


def test_at_the_lowest_threshold_what_shares_a_third_is_found():
    half = BASE.split()
    alike = [BASE, " ".join([*half[:36], *text(9).split()[36:]])]  # 32 of 80 runs of five words
    (row,) = near_duplicates.pairs(corpus_of(alike), threshold=0.3).itertuples()
    assert (row.n_shared, row.jaccard) == (32, 0.4)


def test_short_texts_and_none_at_all():
    assert len(near_duplicates.pairs(corpus_of(["نعم لا", "نعم لا", "بل"]))) == 0
    assert len(near_duplicates.pairs(corpus_of(["نعم لا"]).where(end="1900"))) == 0


def test_of_a_cluster_the_earliest_stays_then_the_longest_then_the_first():
    dates = [None, "2018-03-02", "2018-03-01", None, None, None, None, "2018-03-01"]
    corpus = corpus_of(TEXTS, date=dates)
    table = near_duplicates.clusters(near_duplicates.pairs(corpus), corpus)
    assert table["doc_id"].tolist() == ["d7", "d2", "d1", "d4"]  # d7 is one point longer than d2
    assert table["kept"].tolist() == [True, False, False, False]
    assert set(table["kept_id"]) == {"d7"}
    assert set(table["cluster"]) == {1}
    dropped = near_duplicates.drop(corpus)
    assert dropped.documents["doc_id"].tolist() == ["d0", "d3", "d5", "d6", "d7"]
    assert dropped.set_aside["doc_id"].tolist() == ["d2", "d1", "d4"]
    assert set(dropped.set_aside["reason"]) == {'near-duplicate of "d7", which stays'}
    reported = near_duplicates.report(corpus)
    assert len(reported) == len(corpus)
    assert reported.notes["note"].tolist() == ['near-duplicate of "d7"'] * 3
    assert reported.notes.dtypes.equals(corpus.notes.dtypes)


def test_clusters_of_no_pairs_are_an_empty_table():
    corpus = corpus_of([text(1), text(2)])
    table = near_duplicates.clusters(near_duplicates.pairs(corpus), corpus)
    assert len(table) == 0
    assert list(table.columns) == ["cluster", "doc_id", "kept", "kept_id", "source", "date", "title", "n_chars"]
    assert near_duplicates.drop(corpus).documents.equals(corpus.documents)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_the_order_of_the_documents_makes_no_difference_to_the_pairs(order):
    def found(corpus):
        table = near_duplicates.pairs(corpus)
        texts = corpus.documents.set_index("doc_id")["text"]
        return {frozenset((texts[a], texts[b])) for a, b in zip(table["doc_id"], table["other_id"], strict=True)}

    assert found(corpus_of([TEXTS[i] for i in order])) == found(corpus_of(TEXTS))


@needs_shared
def test_the_gold_of_the_real_articles():
    corpus = documents.read(SHARED / "corpora" / "counterterrorism.jsonl.gz", repairs=())
    table = near_duplicates.clusters(near_duplicates.pairs(corpus), corpus)
    found = {frozenset(ids) for ids in table.groupby("cluster")["doc_id"].agg(list)}
    lines = (SHARED / "gold" / "near_duplicates.jsonl").read_text("utf-8").splitlines()
    gold = {frozenset(doc["id"] for doc in json.loads(line)) for line in lines}

    def pairs(clusters):
        return {pair for cluster in clusters for pair in itertools.combinations(sorted(cluster), 2)}

    assert pairs(found) <= pairs(gold)
    assert len(pairs(found) & pairs(gold)) >= 0.98 * len(pairs(gold))
