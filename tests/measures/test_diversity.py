"""Lexical diversity: recomputed with slow, independent code; edge cases; error texts."""

import math

import numpy as np
import pytest
from scipy.stats import hypergeom

from helpers.errors import ArgumentError
from helpers.measures import diversity

RNG = np.random.default_rng(2)
TEXTS = {
    "zipf": RNG.zipf(1.4, size=3000) % 900,
    "few types": RNG.integers(0, 6, size=500),
    "gaps in the ids": RNG.integers(0, 40, size=700) * 37,
    "negative and huge ids": RNG.integers(-5, 60, size=700) * 10**12,
    "short": np.array([0, 1, 0, 2, 2]),
}


def slow_mtld(ids, threshold):
    def one_way(ids):
        factors, segment = 0.0, []
        for token in ids:
            segment.append(token)
            if len(set(segment)) / len(segment) <= threshold:
                factors, segment = factors + 1, []
        if segment:
            factors += (1 - len(set(segment)) / len(segment)) / (1 - threshold)
        return len(ids) / factors

    return (one_way(ids) + one_way(ids[::-1])) / 2


def ttr(ids):
    return len(set(ids)) / len(ids)


@pytest.fixture(params=TEXTS, name="ids")
def text(request):
    return TEXTS[request.param]


def test_type_token_ratio(ids):
    assert diversity.type_token_ratio(ids) == ttr(ids.tolist())


@pytest.mark.parametrize("window", [1, 3, 100])
def test_standardised_type_token_ratio(ids, window):
    parts = [ids[i : i + window].tolist() for i in range(0, len(ids) - window + 1, window)]
    expected = np.mean([ttr(part) for part in parts]) if parts else math.nan
    assert diversity.standardised_type_token_ratio(ids, window) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("window", [1, 3, 100])
def test_moving_average_type_token_ratio(ids, window):
    parts = [ids[i : i + window].tolist() for i in range(len(ids) - window + 1)]
    expected = np.mean([ttr(part) for part in parts]) if parts else math.nan
    assert diversity.moving_average_type_token_ratio(ids, window) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("threshold", [0.5, 0.72, 0.9])
def test_mtld(ids, threshold):
    assert diversity.mtld(ids, threshold) == pytest.approx(slow_mtld(ids.tolist(), threshold))


def test_frequency_measures(ids):
    f = np.unique(ids, return_counts=True)[1]
    assert diversity.hapax_count(ids) == (f == 1).sum()
    spectrum = sum(i**2 * (f == i).sum() for i in set(f.tolist()))
    assert diversity.yules_k(ids) == pytest.approx(1e4 * (spectrum - len(ids)) / len(ids) ** 2)


@pytest.mark.parametrize("draws", [1, 5, 42])
def test_hdd(ids, draws):
    f = np.unique(ids, return_counts=True)[1]
    expected = math.nan
    if draws <= len(ids):
        expected = sum(1 - hypergeom.pmf(0, len(ids), n, draws) for n in f) / draws
    assert diversity.hdd(ids, draws) == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_hand_computed():
    ids = [0, 1, 0, 2, 2]  # f = 2, 1, 2
    assert diversity.type_token_ratio(ids) == 0.6
    assert diversity.hapax_count(ids) == 1
    assert diversity.yules_k(ids) == 1600  # 10^4 (9 - 5) / 25
    assert diversity.standardised_type_token_ratio(ids, 2) == 1  # 0 1 | 0 2, the last 2 is left out
    assert diversity.moving_average_type_token_ratio(ids, 2) == 0.875  # 1, 1, 1, .5


def test_no_token_and_too_short():
    for measure in (diversity.type_token_ratio, diversity.yules_k, diversity.mtld, diversity.hdd):
        assert math.isnan(measure([]))
    assert diversity.hapax_count([]) == 0
    assert math.isnan(diversity.standardised_type_token_ratio([]))
    assert math.isnan(diversity.standardised_type_token_ratio(range(999)))
    assert diversity.standardised_type_token_ratio(range(1000)) == 1
    assert math.isnan(diversity.moving_average_type_token_ratio(range(499)))


def test_mtld_without_a_repeated_type_is_not_defined():
    assert math.isnan(diversity.mtld(range(50)))


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: diversity.mtld([0.5]), "ids must be 1-D integers, one for each token, not 1-D float64."),
        (lambda: diversity.yules_k([[1]]), "ids must be 1-D integers, one for each token, not 2-D int64."),
        (lambda: diversity.mtld([1], 72), "threshold is 72, but must lie between 0 and 1 (usually 0.72)."),
        (
            lambda: diversity.moving_average_type_token_ratio([1], window=0),
            "window is 0, but must be a number of tokens, 1 or more.",
        ),
        (lambda: diversity.hdd([1], draws=0), "draws is 0, but must be a number of tokens, 1 or more."),
    ],
)
def test_error_texts(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert message in str(error.value)
