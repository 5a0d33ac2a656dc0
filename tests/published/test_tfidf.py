"""TF-IDF variants against numbers printed by the packages that define them."""

import numpy as np
import pytest
from scipy import sparse

from helpers.measures import tfidf

SKLEARN = sparse.csr_array([[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]])
TMTOOLKIT = sparse.csr_array([[0, 1, 2, 3, 4, 5], [1, 1, 0, 2, 2, 0], [2, 1, 0, 1, 0, 0]])

# scikit-learn user guide, "Tf-idf term weighting"
SKLEARN_ROWS = [
    ("sklearn_unsmoothed", 0, [0.81940995, 0, 0.57320793]),
    ("sklearn_unsmoothed", 4, [0.47330339, 0.88089948, 0]),
    ("sklearn_unsmoothed", 5, [0.58149261, 0, 0.81355169]),
    ("sklearn", 0, [0.85151335, 0, 0.52433293]),
    ("sklearn", 4, [0.55422893, 0.83236428, 0]),
    ("sklearn", 5, [0.63035731, 0, 0.77630514]),
]


@pytest.mark.parametrize("variant, row, expected", SKLEARN_ROWS)
def test_scikit_learn_user_guide(variant, row, expected):
    assert tfidf.weights(SKLEARN, variant).toarray()[row] == pytest.approx(expected, abs=5e-9)


def test_scikit_learn_user_guide_idf():
    assert tfidf.idf(SKLEARN, "sklearn") == pytest.approx([1, 2.25276297, 1.84729786], abs=5e-9)


# tidytext vignette on tf-idf: the six novels of Jane Austen; each name occurs in one novel only, idf 1.79.
@pytest.mark.parametrize(
    "name, n, total, expected",
    [
        ("crawford", 493, 160460, 0.00551),
        ("darcy", 373, 122204, 0.00547),
        ("elliot", 254, 83658, 0.00544),
        ("tilney", 196, 77780, 0.00452),
        ("weston", 389, 160996, 0.00433),
        ("bennet", 294, 122204, 0.00431),
    ],
)
def test_tidytext_austen(name, n, total, expected):
    counts = np.ones((6, 2), dtype=int)  # column 0 the name, column 1 all other words together
    counts[1:, 0] = 0
    counts[0] = n, total - n
    assert tfidf.weights(counts, "tidytext").toarray()[0] == pytest.approx([expected, 0], abs=5e-6)
    assert tfidf.idf(counts, "tidytext")[0] == pytest.approx(1.79, abs=5e-3)


# tmtoolkit, test_tfidf_example
@pytest.mark.parametrize(
    "row, expected",
    [
        (0, [0, 0.03730772, 0.1221721, 0.11192316, 0.18483925, 0.30543024]),
        (1, [0.11552453, 0.0932693, 0, 0.1865386, 0.23104906, 0]),
        (2, [0.34657359, 0.13990395, 0, 0.13990395, 0, 0]),
    ],
)
def test_tmtoolkit_example(row, expected):
    assert tfidf.weights(TMTOOLKIT, "tmtoolkit").toarray()[row] == pytest.approx(expected, abs=5e-9)
