"""Dispersion: recomputed from the definitions, part by part; edge cases; error texts."""

import math

import numpy as np
import pytest
from scipy import sparse

from helpers.errors import ArgumentError
from helpers.measures import dispersion, distances

RNG = np.random.default_rng(7)
SIZES = RNG.integers(50, 400, size=12)
TABLE = RNG.poisson(0.7, size=(12, 30))
TABLE[:, 3] = 0  # a term that never occurs
TABLE[:, 4] = 0
TABLE[5, 4] = 9  # a term of one part


def by_definition(f, sizes):
    """The textbook formulas in plain Python, every part visited."""
    n, total = len(f), sum(f)
    s = [size / sum(sizes) for size in sizes]
    v = [x / total for x in f]
    r = [x / size for x, size in zip(f, sizes, strict=True)]
    mean = sum(r) / n
    sd = math.sqrt(sum((x - mean) ** 2 for x in r) / n)
    dp = sum(abs(a - b) for a, b in zip(v, s, strict=True)) / 2
    p = [x / sum(r) for x in r]
    pairs = [abs(a - b) for i, a in enumerate(r) for b in r[i + 1 :]]
    held = sum(x > 0 for x in f)
    juilland = 1 - sd / mean / math.sqrt(n - 1)
    carroll = -sum(x * math.log(x) for x in p if x) / math.log(n)
    rosengren = sum(math.sqrt(a * b) for a, b in zip(s, f, strict=True)) ** 2 / total
    return {
        "dp": dp,
        "dp_norm": dp / (1 - min(s)),
        "dp_norm_egbert": dp / (1 - min(b for a, b in zip(f, s, strict=True) if a)),
        "juilland_d": juilland,
        "variation_coefficient": sd / mean,
        "carroll_d2": carroll,
        "rosengren_s": rosengren,
        "kullback_leibler": sum(a * math.log2(a / b) for a, b in zip(v, s, strict=True) if a),
        "chi_square": sum((a - total * b) ** 2 / (total * b) for a, b in zip(f, s, strict=True)),
        "burch_da": 1 - sum(pairs) / len(pairs) / (2 * mean),
        "juilland_u": total * juilland,
        "carroll_um": total * carroll + (1 - carroll) * total / n,
        "rosengren_kf": total * rosengren,
        "engwall_fm": total * held / n,
    }


MEASURES = list(by_definition([1, 2], [3, 4]))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", [np.asarray, sparse.csr_array, sparse.csc_array, sparse.coo_matrix])
def test_equals_the_definition(measure, kind):
    result = getattr(dispersion, measure)(kind(TABLE), SIZES)
    assert result.shape == (30,)
    for term in range(30):
        if term == 3:
            continue
        expected = by_definition(TABLE[:, term].tolist(), SIZES.tolist())[measure]
        assert result[term] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(("f", "sizes"), [([1, 2], [3, 4]), ([0, 2], [3, 4]), ([2, 1, 1], [5, 5, 9])])
def test_two_and_three_parts_are_enough_for_every_measure(measure, f, sizes):
    assert getattr(dispersion, measure)(f, sizes) == pytest.approx(by_definition(f, sizes)[measure], abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
def test_one_term_gives_a_float(measure):
    result = getattr(dispersion, measure)(TABLE[:, 0].tolist(), SIZES)
    assert type(result) is float
    assert result == getattr(dispersion, measure)(TABLE, SIZES)[0]


@pytest.mark.parametrize("measure", [m for m in MEASURES if m != "engwall_fm"])
def test_a_term_that_never_occurs_has_no_dispersion(measure):
    assert math.isnan(getattr(dispersion, measure)(TABLE, SIZES)[3])


def test_a_term_that_never_occurs_has_range_0():
    n_docs, share = dispersion.document_range(TABLE)
    assert (n_docs[3], share[3], n_docs[4], share[4]) == (0, 0, 1, 1 / 12)
    assert n_docs.dtype.kind == "i"
    assert dispersion.document_range([0, 0]) == (0, 0.0)


@pytest.mark.parametrize(
    "measure, value",
    [
        ("dp", 0.0),
        ("dp_norm", math.nan),
        ("dp_norm_egbert", math.nan),
        ("juilland_d", math.nan),
        ("variation_coefficient", 0.0),
        ("carroll_d2", math.nan),
        ("rosengren_s", 1.0),
        ("kullback_leibler", 0.0),
        ("chi_square", 0.0),
        ("burch_da", math.nan),
        ("juilland_u", math.nan),
        ("carroll_um", math.nan),
        ("rosengren_kf", 5.0),
        ("engwall_fm", 5.0),
    ],
)
def test_one_part(measure, value):
    assert getattr(dispersion, measure)([5], [100]) == pytest.approx(value, nan_ok=True)
    assert math.isnan(dispersion.variation_coefficient([5], [100], ddof=1))


def test_parts_without_tokens_are_left_out():
    for measure in MEASURES:
        plain = getattr(dispersion, measure)([3, 0, 2], [10, 20, 30])
        assert getattr(dispersion, measure)([3, 0, 0, 2], [10, 20, 0, 30]) == plain
    assert dispersion.document_range([3, 0, 0, 2], [10, 20, 0, 30]) == (2, 2 / 3)


def test_duplicate_and_explicit_zero_cells():
    table = sparse.coo_array(([1, 2, 0], ([0, 0, 1], [0, 0, 0])), shape=(3, 1))
    for measure in MEASURES:
        plain = getattr(dispersion, measure)([3, 0, 0], [4, 5, 6])
        assert getattr(dispersion, measure)(table, [4, 5, 6])[0] == plain
    assert table.nnz == 3  # the input is not altered


def test_no_terms_and_no_parts():
    for measure in MEASURES:
        assert getattr(dispersion, measure)(np.zeros((3, 0)), [1, 1, 1]).shape == (0,)
        absent = getattr(dispersion, measure)(sparse.csr_array((3, 2)), [1, 1, 1])
        assert absent.tolist() == pytest.approx([0, 0] if measure == "engwall_fm" else [math.nan] * 2, nan_ok=True)
        assert math.isnan(getattr(dispersion, measure)([], []))
    assert math.isnan(dispersion.document_range([], [])[1])


@pytest.mark.parametrize(
    "frequencies, sizes, message",
    [
        (
            [1, 2],
            [9],
            "frequencies has 2 parts, sizes has shape (1,); give one size, in tokens, for each part.",
        ),
        ([1, -2], [10, 10], "frequencies must be counts: 0 or more, without missing values."),
        ([1, math.nan], [10, 10], "frequencies must be counts"),
        ([1, 2], [10, -1], "sizes must be numbers of tokens: 0 or more, without missing values."),
        ([1, 2], [10, math.nan], "sizes must be numbers of tokens"),
        ([1, 2], [10, 0], "A term occurs in part 1, but sizes says it has 0 tokens."),
        ([[[1]]], [1], "frequencies must have one dimension (parts) or two (parts x terms)."),
    ],
)
def test_error_texts(frequencies, sizes, message):
    with pytest.raises(ArgumentError) as error:
        dispersion.dp(frequencies, sizes)
    assert message in str(error.value)


def test_positions():
    assert distances.average_reduced_frequency([0, 10, 20, 30], 40) == 4  # an even spread counts in full
    assert distances.average_reduced_frequency([3, 4, 5, 6], 4000) == pytest.approx(1.003)  # one cluster
    assert distances.average_reduced_frequency([], 40) == 0
    assert math.isnan(distances.average_waiting_time([], 40))
    assert math.isnan(distances.average_logarithmic_distance([], 40))
    assert distances.average_waiting_time([7], 40) == 20.5
    assert distances.average_waiting_time(np.array([30, 0, 20, 10]), 40) == 5.5  # order does not matter
    with pytest.raises(ArgumentError, match="between 0 and 39, the corpus's last token"):
        distances.average_reduced_frequency([40], 40)
