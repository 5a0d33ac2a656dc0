"""Bootstrap over documents: deterministic, blockwise equal to at once, and calibrated."""

import numpy as np
import pytest
from scipy import sparse

from helpers.errors import ArgumentError
from helpers.measures import association, intervals

RNG = np.random.default_rng(11)
SIZES = RNG.integers(100, 500, size=60)
COUNTS = sparse.csr_array(RNG.poisson(0.4, size=(60, 25)))


def test_equals_resampling_documents_one_by_one():
    low, high = intervals.bootstrap_ratio(COUNTS, SIZES, n=200, seed=5)
    generator, values = np.random.default_rng(5), []
    for _ in range(200):
        picked = generator.integers(0, 60, size=60)
        values.append(1e6 * COUNTS.toarray()[picked].sum(axis=0) / SIZES[picked].sum())
    assert low == pytest.approx(np.quantile(values, 0.025, axis=0))
    assert high == pytest.approx(np.quantile(values, 0.975, axis=0))


@pytest.mark.parametrize("block", [1, 700, 3000])
def test_blocks_of_columns_do_not_change_the_result(monkeypatch, block):
    whole = intervals.bootstrap_ratio(COUNTS, SIZES, n=300)
    monkeypatch.setattr(intervals, "_BLOCK", block)
    assert np.array_equal(intervals.bootstrap_ratio(COUNTS, SIZES, n=300), whole)


def test_a_term_has_the_same_interval_alone():
    low, high = intervals.bootstrap_ratio(COUNTS, SIZES, n=300)
    assert np.array_equal(intervals.bootstrap_ratio(COUNTS[:, [4]], SIZES, n=300), [low[[4]], high[[4]]])


def test_seed():
    first = intervals.bootstrap_ratio(COUNTS, SIZES, n=100, seed=1)
    assert np.array_equal(first, intervals.bootstrap_ratio(COUNTS, SIZES, n=100, seed=1))
    assert not np.array_equal(first, intervals.bootstrap_ratio(COUNTS, SIZES, n=100, seed=2))


def test_dense_equals_sparse():
    dense = intervals.bootstrap_ratio(COUNTS.toarray(), SIZES, n=100)
    assert np.array_equal(dense, intervals.bootstrap_ratio(COUNTS, SIZES, n=100))


def test_the_interval_surrounds_the_ratio_and_widens_with_confidence():
    ratio = 1e6 * COUNTS.sum(axis=0) / SIZES.sum()
    low, high = intervals.bootstrap_ratio(COUNTS, SIZES)
    lower, higher = intervals.bootstrap_ratio(COUNTS, SIZES, confidence=0.99)
    assert ((lower <= low) & (low < ratio) & (ratio < high) & (high <= higher)).all()


def test_a_constant_rate_has_no_width():
    low, high = intervals.bootstrap_ratio(SIZES[:, None] * 2, SIZES * 100, n=50)
    assert low == pytest.approx([20_000])
    assert high == pytest.approx([20_000])


def test_about_95_of_100_intervals_hold_the_true_rate():
    generator, hits = np.random.default_rng(0), 0
    sizes = np.full(100, 1000)
    for trial in range(100):
        rates = generator.gamma(2, 0.001, size=100)  # documents differ; mean 2,000 per million
        counts = generator.poisson(rates * 1000)[:, None]
        low, high = intervals.bootstrap_ratio(counts, sizes, n=300, seed=trial)
        hits += low[0] <= 2000 <= high[0]
    assert 88 <= hits <= 99


def test_one_document_gives_nan():
    for counts, sizes in [([[3, 0]], [10]), ([[3, 0], [0, 0]], [10, 0]), (np.zeros((0, 2)), [])]:
        low, high = intervals.bootstrap_ratio(counts, sizes)
        assert low.shape == high.shape == (2,)
        assert np.isnan(low).all() and np.isnan(high).all()


def test_documents_without_tokens_are_left_out():
    counts, sizes = [[3, 0], [1, 2], [0, 5]], [10, 20, 30]
    padded = intervals.bootstrap_ratio([*counts, [0, 0]], [*sizes, 0], n=50)
    assert np.array_equal(padded, intervals.bootstrap_ratio(counts, sizes, n=50))


@pytest.mark.parametrize(
    "sizes, options, message",
    [
        (
            [1],
            {},
            "matrix has 2 documents, sizes has shape (1,); give one size, in tokens, for each document.",
        ),
        ([1, -1], {}, "sizes must be numbers of tokens: 0 or more, without missing values."),
        ([1, 0], {}, "A term occurs in a document that has 0 tokens according to sizes."),
        ([1, 1], {"confidence": 95}, "n must be 1 or more and confidence between 0 and 1, not 1000 and 95."),
        ([1, 1], {"n": 0}, "n must be 1 or more"),
    ],
)
def test_error_texts(sizes, options, message):
    with pytest.raises(ArgumentError) as error:
        intervals.bootstrap_ratio([[1], [1]], sizes, **options)
    assert message in str(error.value)


OTHER_SIZES = RNG.integers(100, 500, size=45)
OTHER = sparse.csr_array(RNG.poisson(0.2, size=(45, 25)))


def test_the_log_ratio_equals_resampling_both_sides_one_by_one():
    low, high = intervals.bootstrap_log_ratio([COUNTS, OTHER], [SIZES, OTHER_SIZES], n=200, seed=5)
    shares = []
    for number, (counts, sizes) in enumerate([(COUNTS, SIZES), (OTHER, OTHER_SIZES)]):
        generator = np.random.default_rng([5, number])
        picks = [generator.integers(0, len(sizes), size=len(sizes)) for _ in range(200)]
        shares.append([np.maximum(counts.toarray()[p].sum(axis=0), 0.5) / sizes[p].sum() for p in picks])
    values = np.log2(np.array(shares[0]) / np.array(shares[1]))
    assert low == pytest.approx(np.quantile(values, 0.025, axis=0))
    assert high == pytest.approx(np.quantile(values, 0.975, axis=0))


@pytest.mark.parametrize("block", [1, 700])
def test_blocks_do_not_change_the_interval_of_the_log_ratio(monkeypatch, block):
    sides = [COUNTS, OTHER], [SIZES, OTHER_SIZES]
    whole = intervals.bootstrap_log_ratio(*sides, n=100)
    monkeypatch.setattr(intervals, "_BLOCK", block)
    assert np.array_equal(intervals.bootstrap_log_ratio(*sides, n=100), whole)


def test_a_fixed_reference_only_moves_the_interval_of_the_log_ratio():
    fixed = np.full(25, 2e-4)
    low, high = intervals.bootstrap_log_ratio([COUNTS], [SIZES], fixed=fixed, n=100)
    lower, higher = intervals.bootstrap_log_ratio([COUNTS], [SIZES], fixed=fixed * 2, n=100)
    assert low - lower == pytest.approx(np.ones(25)) and high - higher == pytest.approx(np.ones(25))


def test_a_side_of_one_document_has_no_interval_of_the_log_ratio():
    for sides in (([COUNTS, OTHER[[0]]], [SIZES, OTHER_SIZES[:1]]), ([COUNTS[[0]], OTHER], [SIZES[:1], OTHER_SIZES])):
        assert np.isnan(intervals.bootstrap_log_ratio(*sides)).all()


@pytest.mark.parametrize("swapped", [False, True])
def test_an_absent_term_counts_as_half_an_occurrence_in_every_resample(swapped):
    """Every document alike, so that no resample differs: both bounds are the log ratio itself, 30 / 300 v .5 / 400."""
    sides = [np.full((30, 1), 1), np.zeros((20, 1))], [np.full(30, 10), np.full(20, 20)]
    low, high = intervals.bootstrap_log_ratio(*(side[::-1] for side in sides) if swapped else sides, n=20)
    cells = (0, 30, 400, 300) if swapped else (30, 0, 300, 400)
    expected = np.log2((30 / 300) / (0.5 / 400)) * (-1 if swapped else 1)
    assert low == pytest.approx([expected]) and high == pytest.approx([expected])
    assert float(association.log_ratio(*cells)) == pytest.approx(expected)


@pytest.mark.parametrize("options", [{"n": 0}, {"confidence": 95}])
def test_the_log_ratio_refuses_what_the_ratio_refuses(options):
    with pytest.raises(ArgumentError, match="n must be 1 or more and confidence between 0 and 1"):
        intervals.bootstrap_log_ratio([COUNTS, OTHER], [SIZES, OTHER_SIZES], **options)


@pytest.fixture
def many(monkeypatch):
    """Documents enough for blocks, in which 40 terms come in bursts: counts, sizes."""
    generator = np.random.default_rng(3)
    sizes = generator.integers(50, 900, size=6_000)
    rates = generator.gamma(0.3, generator.uniform(0.0005, 0.02, 40) / 0.3, size=(6_000, 40))
    monkeypatch.setattr(intervals, "MANY", 3_000)
    return sparse.csr_array(generator.poisson(rates * sizes[:, None])), sizes


def test_blocks_are_of_equally_many_documents_at_random(many):
    block = intervals.blocks(6_001, seed=1)
    assert set(np.bincount(block)) == {3, 4}
    assert len(np.bincount(block)) == intervals.BLOCKS
    assert abs(np.corrcoef(block, np.arange(6_001))[0, 1]) < 0.05
    assert np.array_equal(block, intervals.blocks(6_001, seed=1))
    assert not np.array_equal(block, intervals.blocks(6_001, seed=2))
    assert intervals.blocks(3_000) is None


def within_chance(blocked, single):
    """Whether ends of intervals differ by no more than two bootstraps of 1,000 resamples do; each (low, high)."""
    sigma = (single[1] - single[0]) / (2 * 1.96)
    apart = np.concatenate([(one - other) / sigma for one, other in zip(blocked, single, strict=True)])
    # An end moves by 0.085 sigma from seed to seed (a quantile of 1,000), by 0.03 more for the blocks.
    return np.abs(apart).max() < 0.5 and apart.std() < 0.18 and abs(apart.mean()) < 0.06


def test_the_interval_of_blocks_is_that_of_documents_within_chance(many):
    blocked = intervals.bootstrap_ratio(*many)
    single = intervals.bootstrap_ratio(*many, many=6_000)
    assert not np.array_equal(blocked, single)
    assert within_chance(blocked, single)
    assert within_chance(intervals.bootstrap_ratio(*many, many=6_000, seed=9), single)


def test_the_interval_of_a_log_ratio_of_blocks_is_that_of_documents_within_chance(many, monkeypatch):
    counts, sizes = many
    sides = (counts, counts[:2_500]), (sizes, sizes[:2_500])
    blocked = intervals.bootstrap_log_ratio(*sides)
    monkeypatch.setattr(intervals, "MANY", 6_000)
    single = intervals.bootstrap_log_ratio(*sides)
    assert not np.array_equal(blocked, single)
    assert within_chance(blocked, single)


def test_few_documents_are_never_put_into_blocks():
    assert intervals.MANY == 50_000  # below it tables stay as they were
    assert intervals.blocks(50_000) is None
    assert intervals.blocks(1_900, many=0) is None
