"""The real articles: every offset, the rule of words, the counts."""

from collections import Counter

import factory
import numpy as np
import pandas as pd
import pytest
from shared_files import SHARED, needs_shared

from helpers.analyses import frequency
from helpers.corpus import counts, documents, store, tokens

pytestmark = needs_shared


@pytest.fixture(scope="module")
def made():
    return tokens.tokenize(documents.read(SHARED / "corpora" / "counterterrorism.jsonl.gz"))


def test_every_token_of_the_real_articles_is_the_word_as_written(made):
    texts = made.corpus.documents["text"].tolist()
    forms = np.array(made.forms["form"].tolist(), dtype=object)
    cuts = np.searchsorted(made.doc, np.arange(len(texts) + 1))
    wrong = 0
    for doc, text in enumerate(texts):
        part = slice(cuts[doc], cuts[doc + 1])
        written = [text[a:b] for a, b in zip(made.start[part].tolist(), made.end[part].tolist(), strict=True)]
        wrong += written != forms[made.form[part]].tolist()
    assert wrong == 0
    same_document = made.doc[:-1] == made.doc[1:]
    assert (made.end[:-1] <= made.start[1:])[same_document].all()
    assert 3_600_000 < len(made) < 3_900_000  # names of several words are one token
    assert not made.forms.duplicated(["form", "lemma", "lexeme", "pos"] if "pos" in made.forms else ["form"]).any()
    assert made.terms["term"].is_unique
    assert made.terms["key"].is_unique


def test_the_tokens_of_every_fiftieth_article_are_those_of_the_regular_expression(made):
    made = tokens.tokenize(made.corpus, level="form", glued="keep")
    texts, forms = made.corpus.documents["text"], made.forms["form"].to_numpy(object)
    kinds = made.forms["kind"].to_numpy(object)
    columns = made.start, made.end, made.sent
    for doc in range(0, len(texts), 50):
        part = slice(*np.searchsorted(made.doc, [doc, doc + 1]))
        numbers = made.form[part]
        rows = zip(*(c[part].tolist() for c in columns), forms[numbers], kinds[numbers], strict=True)
        assert list(rows) == factory.words(texts[doc]), made.corpus.documents["doc_id"][doc]


def test_glued_words_are_cut_and_nothing_else_is_touched(made):
    made = tokens.tokenize(made.corpus, level="form")
    whole = tokens.tokenize(made.corpus, level="form", glued="keep")
    cut = np.flatnonzero((made.end[:-1] == made.start[1:]) & (made.doc[:-1] == made.doc[1:]))
    arabic = (made.forms["kind"] == "arabic").to_numpy()[made.form]
    cut = cut[arabic[cut] & arabic[cut + 1]]
    assert 1_000 < len(cut) == len(made) - len(whole) < 3_000
    begins, ends = np.delete(made.start, cut + 1), np.delete(made.end, cut)
    assert (begins == whole.start).all() and (ends == whole.end).all()
    forms, texts = made.forms["form"].array, made.corpus.documents["text"]
    for at in cut.tolist():
        for token in (at, at + 1):
            assert texts[made.doc[token]][made.start[token] : made.end[token]] == forms[made.form[token]]


def test_the_counts_of_the_real_articles_agree_with_each_other(made):
    matrix = counts.matrix(made)
    assert matrix.sum() == len(made)
    assert (np.asarray(matrix.sum(axis=0)).ravel() == made.terms["n"]).all()
    assert (np.bincount(matrix.indices, minlength=matrix.shape[1]) == made.terms["n_docs"]).all()
    assert Counter(made.form.tolist()) == {row: n for row, n in enumerate(made.forms["n"].tolist()) if n}
    by_source = counts.by_group(made, "source")
    assert by_source["n"].sum() == len(made)
    assert by_source["group"].nunique() == made.corpus.documents["source"].nunique()


def test_the_real_articles_come_back_from_the_store(made, tmp_path):
    store.save(made, tmp_path / "derived")
    again = store.load(tmp_path / "derived")
    for name in ("doc", "start", "end", "sent", "form", "form_term"):
        np.testing.assert_array_equal(getattr(again, name), getattr(made, name), strict=True)
    pd.testing.assert_frame_equal(again.terms, made.terms)
    pd.testing.assert_frame_equal(again.corpus.documents, made.corpus.documents)
    assert store.corpus_hash(again.corpus) == store.corpus_hash(made.corpus)


@pytest.mark.parametrize(
    ("level", "expected"),
    [("normalized", {"الإرهاب", "داعش", "التحالف"}), ("lemma", {"الإرهاب", "داعش", "التحالف"})],
)
def test_the_seed_article_alone_gives_its_frequencies(level, expected):
    t = tokens.tokenize(documents.read(SHARED / "corpora" / "seed"), level=level)
    table = frequency.table(t)
    assert len(t.corpus) == 1
    words = [word for form in t.forms["form"].array[t.form] for word in form.split()]
    assert table["n"].sum() == len(t)
    assert len(words) == len(factory.words(t.corpus.documents["text"][0]))
    assert table[["dp", "dp_norm", "juilland_d", "ci_low", "ci_high"]].isna().all(axis=None)
    top = frequency.content(table).head(30)["term"].tolist()
    assert expected <= set(top)
    assert not set(top) & {"في", "من", "على", "أن", "إلى", "التي"}
    assert len(counts.ngrams(t)) > 0
    assert frequency.lexical_diversity(t)["n_tokens"].iloc[0] > 290
    assert len(frequency.positions(t, top[:3])) == table.set_index("term").loc[top[:3], "n"].sum()
