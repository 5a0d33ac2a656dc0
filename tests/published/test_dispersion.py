"""Dispersion measures against numbers printed in the literature or computed independently of this package."""

import math

import numpy as np
import pytest

from helpers.measures import dispersion, distances, spread

# Gries 2008, p. 406 and 410: five parts of ten tokens, the item is "a".
GRIES = ("b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t b a h a a b e a x a").split()
POSITIONS = [i for i, word in enumerate(GRIES) if word == "a"]
# The same with parts of 9, 10, 10, 10 and 11 tokens: without the "k" of the first part, with a last "t".
UNEQUAL = [word for word in GRIES if word != "k"] + ["t"]
EQUAL_SIZES, UNEQUAL_SIZES = [10] * 5, [9, 10, 10, 10, 11]
ALLEMAND = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]  # Lyne 1985, App. I, p. 299; sizes Fig. 1, p. 85
ALLEMAND_SIZES = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]

# source, measure, frequencies, sizes (None: equal parts), value, half a unit of the last printed digit
PRINTED = [
    ("Gries 2008 p. 406", "juilland_d", [1, 2, 3, 4, 5], EQUAL_SIZES, 0.7643, 5e-5),
    ("Gries 2008 p. 406", "juilland_u", [1, 2, 3, 4, 5], EQUAL_SIZES, 11.464, 5e-4),
    ("Gries 2008 p. 406", "carroll_d2", [1, 2, 3, 4, 5], EQUAL_SIZES, 0.9256, 5e-5),
    ("Gries 2008 p. 406", "carroll_um", [1, 2, 3, 4, 5], EQUAL_SIZES, 14.108, 5e-4),
    ("Gries 2008 p. 406", "rosengren_s", [1, 2, 3, 4, 5], EQUAL_SIZES, 0.937, 5e-4),
    ("Gries 2008 p. 406", "rosengren_kf", [1, 2, 3, 4, 5], EQUAL_SIZES, 14.053, 5e-4),
    ("Gries 2008 p. 406", "engwall_fm", [1, 2, 3, 4, 5], EQUAL_SIZES, 15, 0),
    ("Gries 2008 p. 406", "dp", [1, 2, 3, 4, 5], EQUAL_SIZES, 0.2, 1e-12),
    ("Gries 2008 p. 406", "dp_norm", [1, 2, 3, 4, 5], EQUAL_SIZES, 0.25, 1e-12),
    ("Gries 2008, unequal", "dp", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.18, 1e-12),
    ("Gries 2008, unequal", "dp_norm", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.2195122, 5e-8),
    ("Gries 2008, unequal", "juilland_d", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.7851505, 5e-8),
    ("Gries 2008, unequal", "carroll_d2", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.9379213, 5e-8),
    ("Gries 2008, unequal", "rosengren_s", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.9498163, 5e-8),
    ("Gries 2020, unequal", "kullback_leibler", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 0.1369717, 5e-8),
    ("Gries 2008, unequal", "chi_square", [1, 2, 3, 4, 5], UNEQUAL_SIZES, 2.6127946, 5e-8),
    ("Lijffijt & Gries 2012 p. 148", "dp", [2, 1, 0], [1, 1, 1], 1 / 3, 1e-12),
    ("Lijffijt & Gries 2012 p. 148", "dp_norm", [2, 1, 0], [1, 1, 1], 0.5, 1e-12),
    ("Carroll 1970 p. 13", "carroll_d2", [2, 1, 1, 1, 0], None, 0.8277, 5e-5),
    ("Carroll 1970 p. 13", "carroll_um", [2, 1, 1, 1, 0], None, 4.31, 5e-3),
    ("Carroll 1970 p. 14", "juilland_d", [0, 4, 3, 2, 1], None, 0.6464, 5e-5),
    ("Carroll 1970 p. 14", "juilland_u", [0, 4, 3, 2, 1], None, 6.46, 5e-3),
    ("Engwall 1974 p. 122", "carroll_um", [4, 2, 1, 1, 0], None, 6.424, 5e-4),
    ("Engwall 1974 p. 122", "juilland_u", [4, 2, 1, 1, 0], None, 4.609, 5e-4),
    ("Engwall 1974 p. 122", "rosengren_kf", [4, 2, 1, 1, 0], None, 5.863, 5e-4),
    ("Engwall 1974 p. 122", "engwall_fm", [4, 2, 1, 1, 0], None, 6.4, 1e-12),
    ("Rosengren 1971 p. 117", "rosengren_kf", [2, 2, 2, 2, 1], None, 8.86, 5e-3),
    ("Lyne 1985, tlda README", "juilland_d", ALLEMAND, ALLEMAND_SIZES, 0.6038797, 5e-8),
    ("Lyne 1985, tlda README", "carroll_d2", ALLEMAND, ALLEMAND_SIZES, 0.6521444, 5e-8),
    ("Lyne 1985, tlda README", "rosengren_s", ALLEMAND, ALLEMAND_SIZES, 0.4763652, 5e-8),
    ("Lyne 1985, tlda README", "burch_da", ALLEMAND, ALLEMAND_SIZES, 0.3081640, 5e-8),
    # tlda's README prints DP .5009295 as the normalized version; it is 1 - the raw DP, so it is not used.
    ("Lyne 1985, computed", "dp", ALLEMAND, ALLEMAND_SIZES, 0.4990705, 5e-8),
    ("Lyne 1985, computed", "dp_norm", ALLEMAND, ALLEMAND_SIZES, 0.5535480, 5e-8),
    ("Lyne 1985, computed", "dp_norm_egbert", ALLEMAND, ALLEMAND_SIZES, 0.5537690, 5e-8),
]


@pytest.mark.parametrize(
    "measure, frequencies, sizes, value, tolerance",
    [row[1:] for row in PRINTED],
    ids=[f"{row[0]}: {row[1]}" for row in PRINTED],
)
def test_printed_number(measure, frequencies, sizes, value, tolerance):
    result = getattr(dispersion, measure)(frequencies, sizes or [1] * len(frequencies))
    assert result == pytest.approx(value, abs=tolerance + 1e-12, rel=0)


SHOWN = ("dp", "dp_norm", "juilland_d")  # in the tables of frequency and keyness


@pytest.mark.parametrize(
    "measure, frequencies, sizes, value, tolerance",
    [row[1:] for row in PRINTED if row[1] in SHOWN],
    ids=[f"{row[0]}: {row[1]}" for row in PRINTED if row[1] in SHOWN],
)
def test_printed_number_from_the_tokens_as_the_tables_show_it(measure, frequencies, sizes, value, tolerance):
    """Parts of tokens, the item among others. Only the proportions of the sizes count, so each part may be larger."""
    sizes = [10 * size for size in sizes or [1] * len(frequencies)]
    parts = [[0] * f + [1] * (size - f) for f, size in zip(frequencies, sizes, strict=True)]
    term, doc = np.concatenate(parts), np.repeat(np.arange(len(sizes)), sizes)
    result = spread.over_documents(term, doc, sizes, np.bincount(term))[measure][0]
    assert result == pytest.approx(value, abs=tolerance + 1e-7, rel=0)  # D from sums of squares: 1e-8 is rounding


def test_dkl_of_allemand_is_the_odds_to_probability_form_of_the_divergence():  # tlda README; Gries 2024 p. 90
    divergence = dispersion.kullback_leibler(ALLEMAND, ALLEMAND_SIZES)
    assert 1 / (1 + divergence) == pytest.approx(0.4665078, abs=5e-8)


def test_lynes_d3_of_the_example_text():  # Gries 2008 p. 406: D3 = 1 - chi-square / (4 F)
    assert 1 - dispersion.chi_square([1, 2, 3, 4, 5], EQUAL_SIZES) / 60 == pytest.approx(0.944, abs=5e-4)


def test_range():
    assert dispersion.document_range([1, 2, 3, 4, 5], UNEQUAL_SIZES) == (5, 1.0)  # Gries 2008
    assert dispersion.document_range(ALLEMAND, ALLEMAND_SIZES) == (5, 0.5)  # Lyne 1985, tlda README


@pytest.mark.parametrize(
    "ddof, deviation, variation",
    [(0, 1.4142, 0.4714), (1, 1.5811, 0.5270)],
    ids=["Gries 2008: population", "Gries 2008: sample"],
)
def test_variation_coefficient_of_absolute_frequencies(ddof, deviation, variation):
    result = dispersion.variation_coefficient([1, 2, 3, 4, 5], ddof=ddof)
    assert result == pytest.approx(variation, abs=5e-5)
    assert result * 3 == pytest.approx(deviation, abs=5e-5)


def test_distances_of_the_example_text():  # Gries 2008 p. 410
    steps = [b - a for a, b in zip(POSITIONS, POSITIONS[1:] + [POSITIONS[0] + 50], strict=True)]
    assert steps == [10, 2, 9, 2, 5, 2, 3, 3, 1, 3, 2, 1, 3, 2, 2]


def test_position_measures_of_the_example_text():  # Gries 2008 p. 410
    assert distances.average_reduced_frequency(POSITIONS, 50) == pytest.approx(10.8)
    waiting = distances.average_waiting_time(POSITIONS, 50)
    assert waiting == pytest.approx(3.18)
    assert 50 / (2 * waiting - 1) == pytest.approx(9.328, abs=5e-4)
    logarithmic = distances.average_logarithmic_distance(POSITIONS, 50)
    assert logarithmic == pytest.approx(0.628, abs=5e-4)
    assert 50 / math.pow(10, logarithmic) == pytest.approx(11.764, abs=5e-4)


def test_average_reduced_frequency_of_the_unequal_text():  # Gries 2008, unequal parts (computed)
    positions = [i for i, word in enumerate(UNEQUAL) if word == "a"]
    assert distances.average_reduced_frequency(positions, 50) == pytest.approx(11.1)
