"""What must hold for any corpus: orders that do not matter, bounds, scales, merging, sparse and dense."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from helpers.measures import coherence, dispersion, distances, diversity, intervals, spread, tfidf

settings.register_profile("measures", derandomize=True, deadline=None, max_examples=60)
SETTINGS = settings.get_profile("measures")

PARTS = ["dp", "dp_norm", "dp_norm_egbert", "juilland_d", "carroll_d2", "rosengren_s", "burch_da"]
UNBOUNDED = ["kullback_leibler", "chi_square", "variation_coefficient"]


@st.composite
def corpora(draw, min_documents=2):
    """Counts (documents x terms) and sizes: as if every document also held other words."""
    documents, terms = draw(st.integers(min_documents, 8)), draw(st.integers(1, 6))
    counts = draw(arrays(np.int64, (documents, terms), elements=st.integers(0, 6)))
    others = draw(arrays(np.int64, documents, elements=st.integers(1, 50)))
    return counts, counts.sum(axis=1) + others


def same(a, b):
    assert np.asarray(a) == pytest.approx(np.asarray(b), rel=1e-9, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("measure", PARTS + UNBOUNDED)
@SETTINGS
@given(corpus=corpora(), data=st.data())
def test_the_order_of_the_documents_does_not_matter(measure, corpus, data):
    counts, sizes = corpus
    order = data.draw(st.permutations(range(len(sizes))))
    same(getattr(dispersion, measure)(counts[order], sizes[order]), getattr(dispersion, measure)(counts, sizes))


@pytest.mark.parametrize("measure", PARTS + UNBOUNDED)
@SETTINGS
@given(corpus=corpora())
def test_sparse_equals_dense(measure, corpus):
    counts, sizes = corpus
    same(
        getattr(dispersion, measure)(sparse.csr_array(counts), sizes),
        getattr(dispersion, measure)(counts, sizes),
    )


@pytest.mark.parametrize("measure", PARTS)
@SETTINGS
@given(corpus=corpora())
def test_bounds(measure, corpus):
    values = getattr(dispersion, measure)(*corpus)
    values = values[~np.isnan(values)]
    assert ((values >= 0) & (values <= 1 + 1e-12)).all()


@pytest.mark.parametrize("measure", PARTS + ["kullback_leibler", "variation_coefficient"])
@SETTINGS
@given(corpus=corpora(), factor=st.integers(2, 50))
def test_a_larger_unit_or_a_repeated_corpus_text_changes_nothing(measure, corpus, factor):
    counts, sizes = corpus
    expected = getattr(dispersion, measure)(counts, sizes)
    same(getattr(dispersion, measure)(counts * factor, sizes), expected)
    same(getattr(dispersion, measure)(counts, sizes * factor), expected)


@SETTINGS
@given(sizes=arrays(np.int64, st.integers(2, 8), elements=st.integers(1, 99)), factor=st.integers(1, 9))
def test_a_distribution_in_proportion_to_the_sizes_is_even(sizes, factor):
    counts = sizes * factor
    for measure in ["dp", "dp_norm", "kullback_leibler", "chi_square"]:
        assert getattr(dispersion, measure)(counts, sizes) == pytest.approx(0, abs=1e-9)
    for measure in ["juilland_d", "carroll_d2", "rosengren_s", "burch_da"]:
        assert getattr(dispersion, measure)(counts, sizes) == pytest.approx(1)


@SETTINGS
@given(sizes=arrays(np.int64, st.integers(2, 8), elements=st.integers(1, 99)), f=st.integers(1, 9))
def test_everything_in_the_smallest_part_is_the_extreme(sizes, f):
    counts = np.zeros(len(sizes), int)
    counts[np.argmin(sizes)] = f
    share = sizes.min() / sizes.sum()
    assert dispersion.dp(counts, sizes) == pytest.approx(1 - share)
    assert dispersion.dp_norm(counts, sizes) == pytest.approx(1)
    assert dispersion.rosengren_s(counts, sizes) == pytest.approx(share)
    assert dispersion.kullback_leibler(counts, sizes) == pytest.approx(-math.log2(share))
    for measure in ["juilland_d", "carroll_d2", "burch_da"]:
        assert getattr(dispersion, measure)(counts, sizes) == pytest.approx(0, abs=1e-7)


@SETTINGS
@given(corpus=corpora(), data=st.data())
def test_merging_two_documents_never_shows_more_unevenness(corpus, data):
    counts, sizes = corpus
    first = data.draw(st.integers(0, len(sizes) - 2))
    merged = np.add.reduceat(counts, [i for i in range(len(sizes)) if i != first + 1])
    merged_sizes = np.add.reduceat(sizes, [i for i in range(len(sizes)) if i != first + 1])
    for measure in ["dp", "kullback_leibler", "chi_square"]:
        before, after = (
            getattr(dispersion, measure)(counts, sizes),
            getattr(dispersion, measure)(merged, merged_sizes),
        )
        assert (after <= before + 1e-9)[~np.isnan(before)].all()


@SETTINGS
@given(corpus=corpora(), data=st.data())
def test_splitting_a_document_in_proportion_keeps_the_size_aware_measures(corpus, data):
    counts, sizes = corpus
    doubled, doubled_sizes = np.repeat(counts, 2, axis=0), np.repeat(sizes, 2)
    for measure in ["dp", "kullback_leibler", "rosengren_s", "variation_coefficient"]:
        same(getattr(dispersion, measure)(doubled, doubled_sizes), getattr(dispersion, measure)(counts, sizes))


@SETTINGS
@given(st.sets(st.integers(0, 199), min_size=1), st.integers(0, 199))
def test_positions_turned_around_the_corpus_keep_their_distances(positions, shift):
    positions = np.array(sorted(positions))
    for measure in ["average_reduced_frequency", "average_waiting_time", "average_logarithmic_distance"]:
        function = getattr(distances, measure)
        same(function((positions + shift) % 200, 200), function(positions, 200))
    assert 1 - 1e-12 <= distances.average_reduced_frequency(positions, 200) <= len(positions) + 1e-9


@pytest.mark.parametrize("variant", tfidf.VARIANTS)
@SETTINGS
@given(corpus=corpora(), data=st.data())
def test_tfidf_follows_its_documents_and_terms(variant, corpus, data):
    counts, _ = corpus
    rows = data.draw(st.permutations(range(counts.shape[0])))
    columns = data.draw(st.permutations(range(counts.shape[1])))
    weights = tfidf.weights(counts, variant).toarray()
    same(tfidf.weights(counts[rows][:, columns], variant).toarray(), weights[rows][:, columns])
    assert (weights >= 0).all()
    assert ((weights > 0) <= (counts > 0)).all()


@pytest.mark.parametrize("variant", tfidf.VARIANTS)
@SETTINGS
@given(corpus=corpora())
def test_tfidf_length_and_scale(variant, corpus):
    counts, _ = corpus
    weights = tfidf.weights(counts, variant).toarray()
    if variant in ("sklearn", "sklearn_unsmoothed", "sublinear"):
        same(np.linalg.norm(weights, axis=1), counts.any(axis=1).astype(float))
    if variant not in ("sublinear", "ltc"):  # these dampen the count itself
        same(tfidf.weights(counts * 3, variant).toarray(), weights)  # every document three times as long


@SETTINGS
@given(corpus=corpora(), seed=st.integers(0, 99))
def test_bootstrap_bounds_and_scale(corpus, seed):
    counts, sizes = corpus
    low, high = intervals.bootstrap_ratio(counts, sizes, n=50, seed=seed)
    rates = 1e6 * counts / sizes[:, None]
    assert (low <= high).all()
    assert (low >= rates.min(axis=0) - 1e-6).all()
    assert (high <= rates.max(axis=0) + 1e-6).all()
    same(intervals.bootstrap_ratio(counts * 3, sizes * 3, n=50, seed=seed), (low, high))


IDS = arrays(np.int64, st.integers(1, 80), elements=st.integers(0, 15))


@SETTINGS
@given(ids=IDS, data=st.data())
def test_diversity_does_not_depend_on_the_numbering(ids, data):
    numbering = np.array(data.draw(st.permutations(range(-8, 8)))) * 1000
    for measure in ["type_token_ratio", "mtld", "hapax_count", "yules_k", "hdd"]:
        same(getattr(diversity, measure)(numbering[ids]), getattr(diversity, measure)(ids))


@SETTINGS
@given(ids=IDS, data=st.data())
def test_measures_of_the_frequencies_do_not_depend_on_the_order(ids, data):
    shuffled = np.array(data.draw(st.permutations(ids.tolist())))
    for measure in ["type_token_ratio", "hapax_count", "yules_k", "hdd"]:
        same(getattr(diversity, measure)(shuffled), getattr(diversity, measure)(ids))
    same(diversity.mtld(ids[::-1]), diversity.mtld(ids))  # both directions are taken


@SETTINGS
@given(ids=IDS, window=st.integers(1, 20))
def test_ratios_are_ratios(ids, window):
    assert 0 < diversity.type_token_ratio(ids) <= 1
    assume(window <= len(ids))
    bounds = 1 / window - 1e-12, 1 + 1e-12
    assert bounds[0] <= diversity.standardised_type_token_ratio(ids, window) <= bounds[1]
    assert bounds[0] <= diversity.moving_average_type_token_ratio(ids, window) <= bounds[1]
    whole = len(ids)
    same(diversity.standardised_type_token_ratio(ids, whole), diversity.type_token_ratio(ids))
    same(diversity.moving_average_type_token_ratio(ids, whole), diversity.type_token_ratio(ids))


OCCURS = arrays(bool, st.tuples(st.integers(2, 12), st.just(5)))


@SETTINGS
@given(occurs=OCCURS, data=st.data())
def test_coherence_does_not_depend_on_the_order_of_documents_or_terms(occurs, data):
    rows = data.draw(st.permutations(range(len(occurs))))
    topic = data.draw(st.permutations(range(5)))
    for measure in ["topic_npmi", "c_uci", "c_npmi", "c_v"]:
        function = getattr(coherence, measure)
        same(function(occurs[rows], [topic]), function(occurs, [list(range(5))]))
    same(coherence.u_mass(occurs[rows], [topic]), coherence.u_mass(occurs, [topic]))


@SETTINGS
@given(occurs=OCCURS)
def test_npmi_is_symmetric_and_bounded(occurs):
    pairs = [(x, y) for x in range(5) for y in range(5)]
    values = coherence.npmi(occurs, pairs).reshape(5, 5)
    same(values, values.T)
    values = values[~np.isnan(values)]
    assert ((values >= -1) & (values <= 1 + 1e-12)).all()


TOPIC_LISTS = st.lists(st.sets(st.integers(0, 12), min_size=1, max_size=5), min_size=3, max_size=3)


@SETTINGS
@given(a=TOPIC_LISTS, b=TOPIC_LISTS)
def test_the_match_of_two_runs_is_a_similarity(a, b):
    one, other = coherence.matched_similarities(a, b), coherence.matched_similarities(b, a)
    same(coherence.matched_similarities(a, a), np.ones(3))
    assert one.shape == (3,) and ((one >= 0) & (one <= 1)).all()
    same(one.mean(), other.mean())
    same(coherence.matched_similarities(a, b[::-1]).mean(), one.mean())
    same(coherence.topic_stability(a, [a, b]), (1 + one) / 2)


@SETTINGS
@given(st.lists(st.lists(st.integers(0, 5), max_size=8), min_size=1, max_size=6))
def test_dispersion_from_the_tokens_is_that_of_the_table(documents):
    term = np.array([t for document in documents for t in document], np.int32)
    doc = np.repeat(np.arange(len(documents), dtype=np.int32), [len(document) for document in documents])
    sizes = np.array([len(document) for document in documents])
    table = np.array([np.bincount(np.array(document, int), minlength=6) for document in documents])
    made = spread.over_documents(term, doc, sizes, np.bincount(term, minlength=6))
    for name in ("dp", "dp_norm", "juilland_d"):
        np.testing.assert_allclose(made[name], getattr(dispersion, name)(table, sizes), atol=1e-7)
