import numpy as np
import pytest

from helpers.errors import ArgumentError
from helpers.measures import permutation


def cells(seed, n_documents=60, effect=0.0):
    """Bursty counts of three words in documents of unequal length, in three groups."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(50, 400, n_documents)
    labels = rng.integers(0, 3, n_documents)
    rate = rng.gamma(0.3, 0.02, (n_documents, 3))
    rate[:, 0] += effect * (labels == 1)
    return rng.poisson(rate * sizes[:, None]), sizes, labels


def test_rates_are_those_of_the_groups():
    values, sizes, labels = cells(1)
    rate, p = permutation.max_t(values, sizes, labels, n=20)
    for group in range(3):
        inside = labels == group
        assert rate[group] == pytest.approx(values[inside].sum(axis=0) / sizes[inside].sum())
    assert p.shape == rate.shape and ((p > 0) & (p <= 1)).all()


def test_the_slow_way_gives_the_same_p():
    values, sizes, labels = cells(2, n_documents=12)
    _, p = permutation.max_t(values, sizes, labels, n=50, seed=4)
    rng, pooled = np.random.default_rng(4), values.sum(axis=0) / sizes.sum()
    rest = values - pooled * sizes[:, None]

    def statistics(order):
        found = np.zeros((3, 3))
        for group in range(3):
            m = (labels == group).sum()
            scale = np.sqrt(m * (12 - m) / (12 * 11) * (rest**2).sum(axis=0))
            dealt = np.abs(rest[order][np.sort(labels) == group].sum(axis=0))
            found[group] = dealt / np.where(scale > 0, scale, np.inf)
        return found

    seen = statistics(np.argsort(labels, kind="stable"))
    largest = np.array([statistics(rng.permutation(12)).max() for _ in range(50)])
    assert p == pytest.approx((1 + (largest[:, None, None] >= seen - 1e-9).sum(axis=0)) / 51)


def test_chance_is_called_a_difference_about_as_often_as_the_level_says():
    """The level of the whole table, not of a cell: 100 tables without any difference."""
    found = sum((permutation.max_t(*cells(seed), n=199, seed=seed)[1] <= 0.05).any() for seed in range(100))
    assert found <= 11  # 5 expected; 12 or more has a chance of 1 in 200


def test_a_difference_is_found():
    found = [permutation.max_t(*cells(seed, effect=0.05), n=199, seed=seed)[1] for seed in range(20)]
    assert sum(p[1, 0] <= 0.05 for p in found) >= 16


def test_what_does_not_vary_or_has_no_label():
    values = np.array([[2.0, 0], [2, 0], [2, 0], [2, 1]])
    rate, p = permutation.max_t(values, np.ones(4), [0, 0, 2, -1], n=30)
    assert p[0].tolist() == [1, 1] and np.isnan(p[1]).all() and np.isnan(rate[1]).all()
    with pytest.raises(ArgumentError, match="only one group"):
        permutation.max_t(values, np.ones(4), [0, 0, 0, -1])
    with pytest.raises(ArgumentError, match="there must be a row, a size and a label for each document"):
        permutation.max_t(values, np.ones(3), [0, 0, 0, 1])


def test_the_same_seed_gives_the_same_p():
    one, other = (permutation.max_t(*cells(3), n=99, seed=7)[1] for _ in range(2))
    assert (one == other).all() and (one != permutation.max_t(*cells(3), n=99, seed=8)[1]).any()
