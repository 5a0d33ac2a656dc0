"""What must hold for any corpus: windows as a slow loop counts them, sides, orders, sentences, sums."""

from collections import Counter, defaultdict

import factory
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analyses import collocations
from helpers.corpus import counts
from helpers.corpus.search import nodes, windows
from helpers.errors import ArgumentError, NotEnoughData

SETTINGS = settings(derandomize=True, deadline=None, max_examples=40)  # these write a file for each corpus
WORDS = ("نفط", "غاز", "دار", "باب", "نفط.", "باب؟")
# نفط and غاز occur in each corpus; a document ends with a sentence of its own.
DOCUMENT = st.lists(st.sampled_from(WORDS), max_size=14).map(lambda words: " ".join([*words, "غاز", "نفط"]))
DOCUMENTS = st.lists(DOCUMENT, min_size=1, max_size=4)
PLACES = st.fixed_dictionaries(
    {
        "window": st.integers(1, 5), "side": st.sampled_from(["both", "pre", "post"]),
        "within_sentence": st.booleans(),
    }
)  # fmt: skip
NODES = st.sampled_from(["نفط", "غاز", "غاز نفط"])


def tokens_of(texts):
    return factory.tokens_of(texts, level="form")


def slow(texts, node, window, side, within_sentence):
    """O11 and n_docs of each word, R1, C1 and N, by comparing every token with every occurrence."""
    o11, n_docs, c1, r1, n = Counter(), defaultdict(set), Counter(), 0, 0
    wanted = node.split()
    for d, text in enumerate(texts):
        words = factory.words(text)
        sentence, form = [w[2] for w in words], [w[3] for w in words]
        runs = [
            range(i, i + len(wanted))
            for i in range(len(form) - len(wanted) + 1)
            if form[i : i + len(wanted)] == wanted
            and (not within_sentence or sentence[i] == sentence[i + len(wanted) - 1])
        ]
        for j in range(len(form)):
            if any(j in run for run in runs):
                continue
            n += 1
            c1[form[j]] += 1
            before = [run[0] for run in runs if 0 < run[0] - j <= window and side != "post"]
            behind = [run[-1] for run in runs if 0 < j - run[-1] <= window and side != "pre"]
            if any(not within_sentence or sentence[i] == sentence[j] for i in before + behind):
                r1 += 1
                o11[form[j]] += 1
                n_docs[form[j]].add(d)
    return o11, {word: len(found) for word, found in n_docs.items()}, c1, r1, n


def named(t, counted):
    return {term: int(n) for term, n in zip(t.terms["term"], counted, strict=True) if n}


def near(t, node, **place):
    found = nodes.occurrences(t, node, within_sentence=place.get("within_sentence", True))
    return windows.around(t, *found, **place)


@SETTINGS
@given(DOCUMENTS, NODES, PLACES)
def test_windows_are_what_a_slow_loop_counts(texts, node, place):
    t = tokens_of(texts)
    o11, n_docs, c1, r1, n = slow(texts, node, **place)
    chosen, inside = near(t, node, **place)
    found = windows.count(t, chosen)
    assert (named(t, found[0]), named(t, found[1])) == (dict(o11), n_docs)
    assert (len(chosen), len(t) - len(inside)) == (r1, n)
    try:
        table = collocations.table(t, node, min_n=1, min_docs=1, **place)
    except NotEnoughData:
        assert r1 == n
        return
    except ArgumentError:
        assert node == "غاز نفط" and not len(inside)
        return
    assert set(table["collocate"]) == set(o11)
    assert table["O11"].sum() == r1
    for row in table.itertuples():
        assert (row.O11, row.n_docs, row.C1, row.R1, row.N) == (
            o11[row.collocate], n_docs[row.collocate], c1[row.collocate], r1, n,
        )  # fmt: skip
        assert row.E11 == pytest.approx(r1 * c1[row.collocate] / n)
        assert row.forms == f"{row.collocate} {row.O11}"


MIRRORED = {"both": "both", "pre": "post", "post": "pre"}


@SETTINGS
@given(DOCUMENTS, PLACES)
def test_pairs_are_symmetric(texts, place):
    t = tokens_of(texts)
    oil, gas = nodes.rows(t, "نفط"), nodes.rows(t, "غاز")
    one = windows.pairs(t, *nodes.of_rows(t, oil), **place)[gas]
    other = windows.pairs(t, *nodes.of_rows(t, gas), **place | {"side": MIRRORED[place["side"]]})[oil]
    assert one == other


@SETTINGS
@given(DOCUMENTS, NODES, st.integers(1, 5), st.booleans())
def test_both_sides_are_pre_and_post(texts, node, window, within_sentence):
    t = tokens_of(texts)
    found = nodes.occurrences(t, node)
    place = {"window": window, "within_sentence": within_sentence}
    pairs = {side: windows.pairs(t, *found, side=side, **place) for side in windows.SIDES}
    np.testing.assert_array_equal(pairs["both"], pairs["pre"] + pairs["post"])
    once = {side: set(windows.around(t, *found, side=side, **place)[0].tolist()) for side in windows.SIDES}
    assert once["both"] == once["pre"] | once["post"]
    counted = windows.count(t, windows.around(t, *found, **place)[0])[0]
    assert (counted <= pairs["both"]).all()


@SETTINGS
@given(DOCUMENTS, NODES, st.integers(1, 5))
def test_a_sentence_is_narrower_than_a_document_and_a_wider_window_holds_the_narrower(texts, node, window):
    t = tokens_of(texts)
    found = nodes.occurrences(t, node)
    within, across, wider = (
        set(windows.around(t, *found, **place)[0].tolist())
        for place in (
            {"window": window}, {"window": window, "within_sentence": False}, {"window": window + 1},
        )  # fmt: skip
    )
    assert within <= across
    assert within <= wider


@SETTINGS
@given(DOCUMENTS, NODES, PLACES, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_plays_no_part(texts, node, place, random):
    shuffled = random.sample(texts, len(texts))
    try:
        table = collocations.table(tokens_of(texts), node, min_n=1, min_docs=1, **place)
    except (NotEnoughData, ArgumentError) as error:
        with pytest.raises(type(error)):
            collocations.table(tokens_of(shuffled), node, min_n=1, min_docs=1, **place)
        return
    pd.testing.assert_frame_equal(table, collocations.table(tokens_of(shuffled), node, min_n=1, min_docs=1, **place))


@SETTINGS
@given(DOCUMENTS, NODES, PLACES)
def test_the_documents_one_by_one_add_up(texts, node, place):
    t = tokens_of(texts)
    whole = windows.count(t, near(t, node, **place)[0])
    parts = [t.where(doc_id=f"d{i}") for i in range(len(texts))]
    rows = [nodes.of_rows, nodes.occurrences][" " in node]
    wanted = node if " " in node else nodes.rows(t, node)
    total = np.zeros((2, len(t.terms)), np.int64)
    for part in parts:
        options = {"within_sentence": place["within_sentence"]} if " " in node else {}
        total += windows.count(part, windows.around(part, *rows(part, wanted, **options), **place)[0])
    np.testing.assert_array_equal(total, whole)


@SETTINGS
@given(DOCUMENTS, st.integers(2, 4), st.booleans())
def test_clusters_are_the_ngrams_that_hold_the_node(texts, n, within_sentence):
    t = tokens_of(texts)
    table = collocations.clusters(t, "نفط", n=n, min_n=1, within_sentence=within_sentence)
    grams = counts.ngrams(t, n, min_n=1, within_sentence=within_sentence, stop_edges=True)
    grams = grams[grams["term"].str.split().map(lambda words: "نفط" in words).astype(bool)]
    found = table.rename(columns={"cluster": "term"})[["term", "n", "n_docs"]]
    pd.testing.assert_frame_equal(found, grams.reset_index(drop=True), check_dtype=len(grams) > 0)
