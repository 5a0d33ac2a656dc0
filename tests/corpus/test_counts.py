"""Counting against plain Python and scikit-learn; n-grams against a loop."""

from collections import Counter

import factory
import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from helpers import errors, schema
from helpers.corpus import counts, tokens
from helpers.errors import ArgumentError

TEXTS = [
    "مكافحة الإرهاب في العراق. مكافحة الإرهاب والتطرف",
    "قال الوزير: مكافحة الارهاب في سوريا، ومكافحة الإرهاب في العراق!",
    "داعش في العراق. داعش في سوريا. NATO في 2021",
    "نعم",
    "في في في",
]
SOURCES = ["أ", "ب", "أ", "ج", "ب"]


@pytest.fixture(scope="module")
def made():
    return factory.tokens_of(TEXTS, source=SOURCES)


def stream(t):
    """(doc, sentence, term, is_stop) of each token, in plain Python."""
    names, stops = t.terms["term"].tolist(), t.terms["is_stop"].tolist()
    columns = t.doc.tolist(), t.sent.tolist(), t.term.tolist()
    return [(doc, sent, names[k], stops[k]) for doc, sent, k in zip(*columns, strict=True)]


@pytest.mark.parametrize("threads", [1, 2, 3, 9])
def test_the_matrix_is_that_of_a_counter(made, threads):
    matrix = counts.matrix(made, threads=threads)
    expected = Counter((doc, term) for doc, _, term, _ in stream(made))
    names = made.terms["term"].tolist()
    found = {(d, names[k]): n for d, k, n in zip(*matrix.tocoo().coords, matrix.tocoo().data, strict=True)}
    assert found == expected
    assert matrix.shape == (5, len(names))
    assert matrix.dtype == np.int32
    assert matrix.has_sorted_indices
    assert matrix.sum() == len(made)
    assert (matrix != counts.matrix(made)).nnz == 0


def test_the_matrix_is_that_of_scikit_learn():
    texts = [*TEXTS, "يُعَدّ الإرهـــاب می\u200cخواهم ﻻ 3.14 ١٬٢٣٤ www.example.org NATO Nato 😀نعم"] * 3
    t = factory.tokens_of([f"{text} {'ب' * n}" for n, text in enumerate(texts, 1)], level="form")
    pattern = factory.WORD
    for name in ("arabic", "latin", "number"):
        pattern = pattern.replace(f"?P<{name}>", "?:")
    vectorizer = CountVectorizer(token_pattern=pattern, lowercase=False)
    theirs = vectorizer.fit_transform(t.corpus.documents["text"])
    assert sorted(vectorizer.vocabulary_) == sorted(t.terms["term"])
    columns = [vectorizer.vocabulary_[term] for term in t.terms["term"]]
    assert (counts.matrix(t) != theirs[:, columns]).nnz == 0


def test_a_document_without_tokens_and_an_empty_corpus():
    t = factory.tokens_of(["نعم لا", "\ufbb2", "لا"])  # the second is a dot of its own
    assert t.sizes.tolist() == [2, 0, 1]
    assert counts.matrix(t).toarray().tolist() == [[1, 1], [0, 0], [0, 1]]
    nothing = t.where(start="2018")
    assert counts.matrix(nothing).shape == (0, 2)
    assert counts.by_group(nothing, "source").empty
    schema.check(counts.by_group(nothing, "source"), "counts")
    grams = counts.ngrams(nothing)
    assert grams.empty
    assert grams["term"].dtype == "str"
    assert not counts.content(nothing).any()


def brute_ngrams(t, n, within_sentence, stop_edges):
    rows, found, docs = stream(t), Counter(), {}
    for i in range(len(rows) - n + 1):
        run = rows[i : i + n]
        if len({row[0] for row in run}) > 1 or (within_sentence and len({row[1] for row in run}) > 1):
            continue
        if not stop_edges and (run[0][3] or run[-1][3]):
            continue
        name = " ".join(row[2] for row in run)
        found[name] += 1
        docs.setdefault(name, set()).add(run[0][0])
    return {name: (count, len(docs[name])) for name, count in found.items()}


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("within_sentence", [True, False])
@pytest.mark.parametrize("stop_edges", [True, False])
def test_ngrams_are_those_of_a_loop(made, n, within_sentence, stop_edges):
    table = counts.ngrams(made, n, min_n=1, within_sentence=within_sentence, stop_edges=stop_edges)
    expected = brute_ngrams(made, n, within_sentence, stop_edges)
    assert dict(zip(table["term"], zip(table["n"], table["n_docs"], strict=True), strict=True)) == expected
    assert len(expected) == len(table) > 0
    ranked = sorted(expected, key=lambda name: (-expected[name][0], name))
    assert table["term"].tolist() == ranked
    often = counts.ngrams(made, n, min_n=2, within_sentence=within_sentence, stop_edges=stop_edges)
    pd.testing.assert_frame_equal(often, table[table["n"] >= 2].reset_index(drop=True))


def test_ngrams_of_known_text(made):
    table = counts.ngrams(made, 2).set_index("term")
    assert table.loc["مكافحة الإرهاب"].tolist() == [3, 2]
    assert "في العراق" not in table.index
    assert "العراق مكافحة" not in counts.ngrams(made, 2, min_n=1)["term"].tolist()
    crossing = counts.ngrams(made, 2, min_n=1, within_sentence=False)["term"].tolist()
    assert "العراق مكافحة" in crossing
    assert "والتطرف قال" not in crossing
    assert counts.ngrams(made, 2, stop_edges=True).set_index("term").loc["في في"].tolist() == [2, 1]


def test_ngrams_of_a_selection_count_its_documents_only(made):
    part = made.where(source="أ")
    table = counts.ngrams(part, 2, min_n=1).set_index("term")
    assert table.loc["مكافحة الإرهاب"].tolist() == [2, 1]
    assert "قال الوزير" not in table.index


@pytest.mark.parametrize("n", [0, 6, -1, 2.5, "2", None, [2]])
def test_ngrams_of_other_lengths_are_an_error(made, n):
    with pytest.raises(ArgumentError, match=f"^n is {errors.told(n)}, but n-grams of 1 to 5 words can be counted"):
        counts.ngrams(made, n)


def test_ngrams_longer_than_any_document_are_none():
    table = counts.ngrams(factory.tokens_of(["نعم", "لا"]), 5, min_n=1)
    assert table.empty
    assert table.dtypes.astype(str).tolist() == ["str", "int64", "int64"]


def test_counts_by_group(made):
    table = schema.check(counts.by_group(made, "source"), "counts")
    sources = {doc: source for doc, source in enumerate(SOURCES)}
    expected, docs = Counter(), {}
    for doc, _, term, _ in stream(made):
        expected[sources[doc], term] += 1
        docs.setdefault((sources[doc], term), set()).add(doc)
    found = {(row.group, row.term): (row.n, row.n_docs) for row in table.itertuples()}
    assert found == {key: (n, len(docs[key])) for key, n in expected.items()}
    keys = list(zip(table["group"], -table["n"], table["term"], strict=True))
    assert keys == sorted(keys)
    assert table["n"].sum() == len(made)
    assert table["group"].cat.categories.tolist() == ["أ", "ب", "ج"]
    part = counts.by_group(made.where(source=["أ", "ب"]), "source")
    assert part["group"].cat.categories.tolist() == ["أ", "ب"]


def test_groups_are_the_values_that_occur(made):
    assert counts.groups(made, "source") == ["أ", "ب", "ج"]
    assert counts.groups(made.where(source="ب"), "source") == ["ب"]
    assert counts.groups(made, "category") == ["unknown"]


@pytest.mark.parametrize("function", [counts.by_group, counts.groups])
def test_an_unknown_group_is_an_error_that_lists_the_columns(made, function):
    with pytest.raises(ArgumentError, match='by is "sorce", but must be one of "source", "category".*mean "source"'):
        function(made, "sorce")
    with pytest.raises(ArgumentError, match='by is "text", but must be one of "source", "category"'):
        function(made, "text")


def chosen(t, **options):
    return set(t.terms.loc[counts.content(t, **options), "term"])


def test_content_leaves_out_stop_words_numbers_latin_and_single_letters():
    t = factory.tokens_of(["الإرهاب في NATO 2021 ج قال و ًج", "الإرهاب وفي"])
    assert chosen(t) == {"الإرهاب", "قال"}
    assert chosen(t, stop_words=True) == {"الإرهاب", "قال", "في", "وفي"}
    assert chosen(t, numbers=True) == {"الإرهاب", "قال", "2021"}
    assert chosen(t, latin=True) == {"الإرهاب", "قال", "NATO"}
    assert chosen(t, min_length=1) == {"الإرهاب", "قال", "ج"}
    assert chosen(t, min_length=4) == {"الإرهاب"}
    assert chosen(t, min_docs=2) == {"الإرهاب"}
    assert chosen(t, max_share=0.5) == {"قال"}
    assert len(t) == 10


@pytest.mark.parametrize("percent", [1, 7, 14, 28, 29, 55, 57, 58, 99, 100])  # 0.29 * 100 is 28.999…
def test_a_share_of_documents_includes_its_limit(percent):
    t = factory.tokens_of([f"{'نعم' if n <= percent else 'بلى'} {'ب' * n}" for n in range(1, 101)])
    assert "نعم" in chosen(t, max_share=percent / 100, stop_words=True)
    assert "نعم" not in chosen(t, max_share=percent / 100 - 0.005, stop_words=True)


def test_content_of_a_selection_is_what_occurs_in_it(made):
    assert "داعش" in chosen(made)
    assert "داعش" not in chosen(made.where(source="ب"))


def test_counting_at_another_level_gives_the_same_total(made):
    form = tokens.at_level(made, "form")
    assert counts.matrix(form).sum(axis=1).A1.tolist() == counts.matrix(made).sum(axis=1).A1.tolist()
    assert counts.matrix(form).shape[1] > counts.matrix(made).shape[1]


@pytest.mark.parametrize("numbers", [[], [5], [3, 1, 3, 2, 1], [-1, -1]])
def test_distinct_numbers_are_those_of_numpy(numbers):
    values = np.array(numbers, np.int64)
    assert counts.distinct(values).tolist() == np.unique(values).tolist()


def test_chosen_columns_are_those_of_the_matrix():
    made = factory.tokens_of(["واحد اثنان واحد", "ثلاثة اثنان", "واحد"])
    whole = counts.matrix(made).toarray()
    part = counts.columns(made, np.array([2, -1, 0])).toarray()
    assert part.tolist() == np.stack([whole[:, 2], 0 * whole[:, 0], whole[:, 0]], axis=1).tolist()


@pytest.mark.parametrize("n", [1, 2, 3])
def test_runs_are_the_same_piece_by_piece_and_at_once(made, n, monkeypatch):
    options = {"min_n": 1, "stop_edges": True}
    whole, runs = counts.ngrams(made, n, **options), counts.term_runs(made, n, **options)
    monkeypatch.setattr(counts, "_BLOCK", 3)
    pd.testing.assert_frame_equal(counts.ngrams(made, n, **options), whole)
    for name, column in vars(counts.term_runs(made, n, **options)).items():
        assert np.array_equal(column, getattr(runs, name)), name


@pytest.mark.parametrize("top", [1, 2, 5, 1000])
def test_the_most_frequent_runs_are_those_at_the_head_of_all(made, top):
    for n in (1, 2, 3):
        expected = counts.ngrams(made, n, min_n=1).head(top)
        pd.testing.assert_frame_equal(counts.ngrams(made, n, min_n=1, top=top), expected)


def test_parts_are_the_tokens_of_each_group_without_their_texts(made):
    parts = dict(counts.parts(made, "source"))
    assert list(parts) == ["أ", "ب", "ج"]
    for group, part in parts.items():
        whole = made.where(source=group)
        assert "text" not in part.corpus.documents and len(part) == len(whole) > 0
        pd.testing.assert_frame_equal(part.terms, whole.terms)
        pd.testing.assert_frame_equal(part.corpus.documents, whole.corpus.documents.drop(columns="text"))
