"""What must hold for any text: offsets, the rule of words, threads, orders of documents, selections, folds."""

import factory
import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analyses import frequency
from helpers.arabic.normalization import CLEANING_FOLDS, FOLDS, normalize
from helpers.arabic.tokenization import KINDS, scan
from helpers.corpus import counts, tokens

SETTINGS = settings(derandomize=True, deadline=None, max_examples=200)
FEWER = settings(SETTINGS, max_examples=25)  # these write a file for each corpus

PIECES = (
    *"ابتلموهيكأإآؤئءىةٱ", *"کیپچگۀہ", *"\u064b\u064e\u064f\u0650\u0651\u0652\u0654\u0655\u0670\u06e5ـ",
    *"\u200c\u200d\u200f\u202b\u2066\ufeff\u00ad", *"0123٤٥٦۷۸", *"abzNÉéßİµ", *" .,!?؟…:،؛-/\n\t\0«»٫٬\u2028",
    *"😀𝐀𞸀\uffff\ufffdα", "ﻻ", "ﻹ", "ﷲ", "ﺏ", "ﻭ", "ﯾ", "ﹰ", "ﹷ", "ﱠ", "ف" * 15, "ك" * 16, "ل" * 17, "a.b", "3.5",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
# A few words, so that they meet again in other documents; each text has an Arabic letter, as a document must.
VOCABULARY = (
    "الإرهاب", "الارهاب", "الإرهـاب", "في", "فى", "و", "NATO", "Nato", "٢٠٢١", "2021", "مسؤول", "مسئول", "نعم.",
)  # fmt: skip
DOCUMENT = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(lambda words: " ".join(["كلمة", *words]))
DOCUMENTS = st.lists(DOCUMENT, min_size=1, max_size=6)
FORMS = st.text(st.sampled_from([piece for piece in "".join(PIECES) if piece != "\n"]), max_size=8)


def scanned(texts, threads=1):
    encoded = [text.encode("utf-8") for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)])
    return scan(np.frombuffer(b"".join(encoded), np.uint8), offsets, threads=threads)


@SETTINGS
@given(TEXT)
def test_every_word_lies_where_its_offsets_say_and_is_what_the_rule_says(text):
    found = scanned([text])
    raw, ends = found.form_bytes.tobytes(), found.form_offsets
    forms = [raw[a:b].decode("utf-8") for a, b in zip(ends[:-1], ends[1:], strict=True)]
    rows = [
        (start, end, sent, forms[form], KINDS[found.form_kind[form]])
        for start, end, sent, form in zip(*(column.tolist() for column in found[1:5]), strict=True)
    ]
    assert all(text[start:end] == form for start, end, _, form, _ in rows)
    assert (found.start < found.end).all()
    assert (found.end[:-1] <= found.start[1:]).all()
    assert rows == factory.words(text)
    assert set(np.diff(found.sent, prepend=0).tolist()) <= {0, 1}


@SETTINGS
@given(st.lists(TEXT, max_size=6))
def test_threads_and_neighbours_change_nothing(texts):
    one = scanned(texts)
    for threads in (2, 3):
        for column, same in zip(one, scanned(texts, threads), strict=True):
            np.testing.assert_array_equal(column, same, strict=True)
    assert one.token_counts.tolist() == [len(factory.words(text)) for text in texts]


@SETTINGS
@given(st.lists(FORMS, max_size=5), st.sets(st.sampled_from(list(FOLDS))))
def test_folding_what_is_folded_changes_nothing(forms, folds):
    once = normalize(forms, folds)
    assert normalize(once, folds) == once
    assert [normalize([form], folds)[0] for form in forms] == once


@SETTINGS
@given(TEXT, st.sets(st.sampled_from(list(FOLDS))))
def test_what_is_shown_alike_is_counted_together(text, folds):
    forms = [form for *_, form, _ in factory.words(text)]
    shown = normalize(forms, [fold for fold in folds if fold in CLEANING_FOLDS])
    assert normalize(shown, folds) == normalize(forms, folds)


@FEWER
@given(DOCUMENTS, st.sampled_from(tokens.LEVELS))
def test_the_matrix_holds_every_token_once(texts, level):
    t = factory.tokens_of([f"{text} {'بت' * n}" for n, text in enumerate(texts, 1)], level=level)
    matrix = counts.matrix(t)
    assert matrix.sum() == len(t) == t.terms["n"].sum() == t.forms["n"].sum()
    assert matrix.sum(axis=1).A1.tolist() == t.sizes.tolist()
    assert matrix.sum(axis=0).A1.tolist() == t.terms["n"].tolist()
    assert (matrix > 0).sum(axis=0).A1.tolist() == t.terms["n_docs"].tolist()
    assert t.terms["term"].is_unique
    assert t.terms["key"].is_unique


@FEWER
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_moves_rows_and_nothing_else(texts, random):
    texts = [f"{text} {'بت' * n}" for n, text in enumerate(texts, 1)]
    order = random.sample(range(len(texts)), len(texts))
    first, second = factory.tokens_of(texts), factory.tokens_of([texts[i] for i in order])
    columns = pd.Index(second.terms["key"]).get_indexer(first.terms["key"])
    assert (counts.matrix(first).toarray()[order] == counts.matrix(second).toarray()[:, columns]).all()
    tables = [frequency.table(t, bootstrap=0) for t in (first, second)]
    pd.testing.assert_frame_equal(*tables, check_exact=False, rtol=1e-12, atol=1e-15)


def by_counts(table, level):
    """The table without what a selection inherits at level "normalized": the spelling shown."""
    if level == "form":
        return table
    table = table.drop(columns="term")
    return table.sort_values(list(table.columns), ignore_index=True)


@FEWER
@given(st.lists(st.tuples(DOCUMENT, st.sampled_from("abc")), min_size=1, max_size=7), st.sampled_from(tokens.LEVELS))
def test_a_selection_counts_as_if_it_had_been_tokenized_alone(pairs, level):
    texts = [f"{text} {'بت' * n}" for n, (text, _) in enumerate(pairs, 1)]
    sources = [source for _, source in pairs]
    corpus = factory.corpus_of(texts, source=sources)
    part = tokens.tokenize(corpus, level=level).where(source=sources[0])
    alone = tokens.tokenize(corpus.where(source=sources[0]), level=level)
    for name in ("doc", "start", "end", "sent"):
        assert getattr(part, name).tolist() == getattr(alone, name).tolist()
    assert len(part.terms) >= len(alone.terms) == (part.terms["n"] > 0).sum()
    tables = [by_counts(frequency.table(t, bootstrap=20), level) for t in (part, alone)]
    pd.testing.assert_frame_equal(*tables)
    grams = [counts.ngrams(tokens.at_level(t, "form"), 2, min_n=1, stop_edges=True) for t in (part, alone)]
    pd.testing.assert_frame_equal(*grams)
