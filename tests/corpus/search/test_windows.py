"""Windows around a node, counted by hand."""

import factory
import numpy as np
import pytest

from helpers.corpus.search import nodes, windows
from helpers.errors import ArgumentError

# Tokens 0-5 and 6-7 are the sentences of the first document, 8-12 are the second.
TEXTS = ["دار باب نفط جار دار باب. نفط باب", "باب نفط نفط جار دار"]


@pytest.fixture(scope="module")
def made():
    return factory.tokens_of(TEXTS, level="form")


def around(t, word, **options):
    near, inside = windows.around(t, *nodes.occurrences(t, word), **options)
    return near.tolist(), inside.tolist()


def named(t, counted):
    return {term: int(n) for term, n in zip(t.terms["term"], counted, strict=True) if n}


def test_windows_end_with_the_sentence_or_the_document(made):
    assert around(made, "نفط", window=1) == ([1, 3, 7, 8, 11], [2, 6, 9, 10])
    assert around(made, "نفط", window=1, within_sentence=False)[0] == [1, 3, 5, 7, 8, 11]
    assert around(made, "نفط", window=1, side="pre") == ([1, 8], [2, 6, 9, 10])
    assert around(made, "نفط", window=1, side="post")[0] == [3, 7, 11]
    assert around(made, "نفط", window=2, side="post")[0] == [3, 4, 7, 11, 12]
    assert around(made, "نفط", window=50)[0] == [0, 1, 3, 4, 5, 7, 8, 11, 12]
    assert around(made, "دار باب", window=1) == ([2, 3], [0, 1, 4, 5])


def test_each_token_counts_once_and_documents_are_counted(made):
    near, _ = windows.around(made, *nodes.occurrences(made, "نفط"), window=1)
    n, n_docs = windows.count(made, near)
    assert named(made, n) == {"باب": 3, "جار": 2}
    assert named(made, n_docs) == {"باب": 2, "جار": 2}
    assert n.dtype == n_docs.dtype == np.int64


def test_pairs_count_a_token_for_each_window_and_the_node_itself(made):
    counted = windows.pairs(made, *nodes.occurrences(made, "نفط"), window=2)
    # 2: دار باب | جار دار; 6: | باب; 9: باب | نفط جار; 10: باب نفط | جار دار
    assert named(made, counted) == {"دار": 3, "باب": 4, "جار": 3, "نفط": 2}


def test_counting_once_is_not_symmetric_but_pairs_are():
    t = factory.tokens_of(["نفط غاز نفط"], level="form")
    oil, gas = (int(nodes.rows(t, word)[0]) for word in ("نفط", "غاز"))
    near_oil, near_gas = (windows.around(t, *nodes.of_rows(t, [row]), window=1)[0] for row in (oil, gas))
    assert windows.count(t, near_oil)[0][gas] == 1
    assert windows.count(t, near_gas)[0][oil] == 2
    pairs = [windows.pairs(t, *nodes.of_rows(t, [row]), window=1) for row in (oil, gas)]
    assert pairs[0][gas] == pairs[1][oil] == 2


def test_no_occurrence_has_no_window(made):
    nowhere = np.empty(0, np.int64)
    near, inside = windows.around(made, nowhere, nowhere)
    assert len(near) == len(inside) == 0
    assert windows.count(made, near)[0].sum() == windows.pairs(made, nowhere, nowhere).sum() == 0


@pytest.mark.parametrize("window", [0, -1, 1.5, True])
def test_a_window_is_a_whole_number_of_words(made, window):
    with pytest.raises(ArgumentError, match=f"window is {window}, but must be a whole number of words from 1 on"):
        around(made, "نفط", window=window)


def test_an_unknown_side_is_an_error(made):
    with pytest.raises(ArgumentError, match='side is "left", but must be one of "both", "pre", "post"'):
        around(made, "نفط", side="left")
