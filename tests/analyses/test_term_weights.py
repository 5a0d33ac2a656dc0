import numpy as np
import pandas as pd
import pytest
from factory import tokens_of
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers.analyses import term_weights
from helpers.errors import ArgumentError, NotEnoughData

TEXTS = ["قضاء محكمة محكمة", "قضاء وزارة", "وزارة وزارة تعليم محكمة", "تعليم قضاء"]
SOURCES = ["أ", "أ", "ب", "ب"]


@pytest.fixture
def stream():
    return tokens_of(TEXTS, source=SOURCES)


def test_mean_weight_equals_scikit_learn(stream):
    table = term_weights.table(stream).set_index("term")
    vectorizer = TfidfVectorizer(token_pattern=r"\S+")
    mean = vectorizer.fit_transform(TEXTS).mean(axis=0).A1
    for term, weight, idf in zip(vectorizer.get_feature_names_out(), mean, vectorizer.idf_, strict=True):
        assert table.loc[term, "tfidf"] == pytest.approx(weight, abs=1e-12)
        assert table.loc[term, "idf"] == pytest.approx(idf, abs=1e-12)
    assert table["tfidf"].is_monotonic_decreasing
    assert table.loc["محكمة", ["n", "n_docs"]].to_list() == [3, 2]


def test_groups_average_to_the_whole(stream):
    whole = term_weights.table(stream).set_index("term")["tfidf"]
    parts = term_weights.table(stream, by="source")
    mean = parts.pivot(index="term", columns="group", values="tfidf").fillna(0).mean(axis=1)
    np.testing.assert_allclose(mean.reindex(whole.index), whole, atol=1e-12)
    assert parts[parts["group"] == "أ"]["term"].to_list() == ["قضاء", "محكمة", "وزارة"]


def test_top_is_a_group(stream):
    assert len(term_weights.table(stream, by="source", top=1)) == 2


def test_one_document_has_no_idf():
    with pytest.raises(NotEnoughData, match="one document"):
        term_weights.table(tokens_of(["قضاء محكمة"]), min_docs=1)


def test_unknown_variant_and_column_are_named(stream):
    with pytest.raises(ArgumentError, match='variant is "sklern".*Did you mean "sklearn"'):
        term_weights.table(stream, variant="sklern")
    with pytest.raises(ArgumentError, match='by is "sorce".*Did you mean "source"'):
        term_weights.table(stream, by="sorce")


def test_ranks_say_what_the_weights_change():
    weights = pd.DataFrame({"term": list("ابتث"), "n": [9, 7, 7, 1], "tfidf": [0.4, 0.1, 0.3, 0.2]})
    ranked = term_weights.ranks(weights)
    assert ranked["rank_frequency"].tolist() == [1, 2, 3, 4] and ranked["rank_tfidf"].tolist() == [1, 4, 2, 3]
    assert ranked["verdict"].tolist() == ["same", "falls", "rises", "rises"]
    assert term_weights.movers(ranked, top=2)["term"].tolist() == ["ت", "ب"]
    with pytest.raises(NotEnoughData, match="in the order of their frequency: there is no difference to draw"):
        term_weights.movers(term_weights.ranks(weights.assign(tfidf=weights["n"] - weights.index / 10)))
