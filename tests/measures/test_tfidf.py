"""TF-IDF: equal to scikit-learn, sparse, and clear about what it cannot do."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import tfidf

COUNTS = sparse.random_array((40, 60), density=0.15, rng=np.random.default_rng(3), format="csr")
COUNTS.data = np.ceil(COUNTS.data * 9)
COUNTS = COUNTS.astype(np.int32)


@pytest.mark.parametrize(
    "variant, options",
    [("sklearn", {}), ("sklearn_unsmoothed", {"smooth_idf": False}), ("sublinear", {"sublinear_tf": True})],
)
def test_equals_scikit_learn(variant, options):
    held = COUNTS[:, np.flatnonzero(COUNTS.sum(axis=0))]  # scikit-learn warns about a term of no document
    expected = TfidfTransformer(**options).fit(held)
    assert abs(tfidf.weights(held, variant) - expected.transform(held)).max() < 1e-12
    assert tfidf.idf(held, variant) == pytest.approx(expected.idf_, rel=1e-12)


@pytest.mark.parametrize("variant", tfidf.VARIANTS)
def test_sparse_in_sparse_out_with_the_same_cells(variant):
    result = tfidf.weights(COUNTS, variant)
    assert isinstance(result, sparse.csr_array)
    assert result.dtype == np.float64
    assert (result.indptr == COUNTS.indptr).all()
    assert (result.indices == COUNTS.indices).all()
    assert np.isfinite(result.data).all()


def test_the_input_is_not_altered():
    matrix = sparse.csr_array(([1, 2, 3, 4], ([0, 0, 0, 1], [1, 1, 0, 0])), shape=(2, 2))
    before = matrix.data.copy()
    tfidf.weights(matrix, "sublinear")
    assert (matrix.data == before).all()


def test_empty_documents_stay_empty():
    for variant in tfidf.VARIANTS:
        result = tfidf.weights([[1, 2], [0, 0], [0, 3]], variant).toarray()
        assert (result[1] == 0).all()
        assert np.isfinite(result).all()


def test_tidytext_gives_0_to_a_term_of_every_document():
    result = tfidf.weights([[1, 2], [1, 0]], "tidytext").toarray()
    assert result == pytest.approx(np.array([[0, 2 / 3 * np.log(2)], [0, 0]]))


def test_idf_of_a_term_of_no_document():
    counts = [[1, 0], [1, 0]]
    assert tfidf.idf(counts, "tidytext")[1] == np.inf
    assert tfidf.idf(counts, "sklearn")[1] == pytest.approx(np.log(3) + 1)


@pytest.mark.parametrize("function", [tfidf.weights, tfidf.idf])
@pytest.mark.parametrize("rows", [0, 1])
def test_one_document_is_not_enough(function, rows):
    with pytest.raises(NotEnoughData) as error:
        function(np.ones((rows, 3)))
    assert str(error.value) == (
        "TF-IDF compares documents with each other; with one document every term has the same weight. "
        "Use frequencies instead."
    )


def test_unknown_variant_names_the_nearest():
    with pytest.raises(ArgumentError, match='variant is "sklern", but must be .* Did you mean "sklearn"[?]'):
        tfidf.weights(COUNTS, "sklern")


def test_negative_counts():
    with pytest.raises(ArgumentError, match="must hold counts"):
        tfidf.weights([[1, -1], [1, 1]])


def test_ltc_by_hand():
    # SMART's ltc: (1 + ln tf) ln(N / df), cosine. A term of every document weighs nothing; neither does a
    # document that holds no other.
    counts = np.array([[2, 1, 1], [0, 1, 4], [0, 0, 3]])
    a, b = (1 + np.log(2)) * np.log(3), np.log(3 / 2)
    length = np.hypot(a, b)
    expected = [[a / length, b / length, 0], [0, 1, 0], [0, 0, 0]]
    np.testing.assert_allclose(tfidf.weights(counts, "ltc").toarray(), expected, atol=1e-15)
    np.testing.assert_allclose(tfidf.idf(counts, "ltc"), [np.log(3), np.log(1.5), 0])
