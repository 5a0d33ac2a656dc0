"""Coherence and stability: recomputed with sets and brute force from the papers; edge cases; error texts."""

import itertools
import math

import numpy as np
import pytest
from scipy import sparse

from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import coherence

RNG = np.random.default_rng(4)
OCCURS = sparse.csr_array(RNG.random((200, 12)) < RNG.uniform(0.05, 0.6, size=12))
TOPICS = [[0, 1, 2, 3], [7, 4, 11], [5, 6]]
EPSILON = 1e-12


def share(*columns):
    dense = OCCURS.toarray()
    return sum(all(row[c] for c in columns) for row in dense) / len(dense)


def smoothed_npmi(x, y):
    joint = share(x, y) + EPSILON
    return math.log(joint / (share(x) * share(y))) / -math.log(joint)


def slow_c_v(topic):
    vectors = [[smoothed_npmi(x, y) for y in topic] for x in topic]
    total = [sum(column) for column in zip(*vectors, strict=True)]
    cosines = [
        sum(a * b for a, b in zip(vector, total, strict=True)) / math.hypot(*vector) / math.hypot(*total)
        for vector in vectors
    ]
    return sum(cosines) / len(cosines)


def mean(values):
    values = list(values)
    return sum(values) / len(values)


@pytest.mark.parametrize("kind", [sparse.csr_array, sparse.csc_array, lambda m: m.toarray(), lambda m: m * 3])
def test_equals_the_definition(kind):
    occurs = kind(OCCURS)
    pairs = [list(itertools.combinations(topic, 2)) for topic in TOPICS]
    assert coherence.u_mass(occurs, TOPICS) == pytest.approx(
        [mean(math.log((share(x, y) + EPSILON) / share(y)) for y, x in of_topic) for of_topic in pairs]
    )
    assert coherence.c_uci(occurs, TOPICS) == pytest.approx(
        [mean(math.log((share(x, y) + EPSILON) / (share(x) * share(y))) for x, y in each) for each in pairs]
    )
    assert coherence.c_npmi(occurs, TOPICS) == pytest.approx(
        [mean(smoothed_npmi(x, y) for x, y in of_topic) for of_topic in pairs]
    )
    assert coherence.c_v(occurs, TOPICS) == pytest.approx([slow_c_v(topic) for topic in TOPICS])


def test_npmi_of_pairs_equals_the_smoothed_value_where_terms_meet():
    pairs = [(0, 1), (1, 0), (4, 11)]
    assert coherence.npmi(OCCURS, pairs) == pytest.approx([smoothed_npmi(*pair) for pair in pairs], abs=1e-8)
    assert coherence.topic_npmi(OCCURS, TOPICS) == pytest.approx(coherence.c_npmi(OCCURS, TOPICS), abs=1e-8)


def test_npmi_at_the_limits():
    occurs = np.array([[1, 1, 0, 1, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 0]])
    #                  0 always; 1 and 2 never together; 3 once; 4 never occurs
    values = coherence.npmi(occurs, [(1, 2), (0, 0), (1, 1), (0, 4), (4, 4)])
    assert values == pytest.approx([-1, 0, 1, math.nan, math.nan], nan_ok=True)
    assert coherence.npmi(occurs, []).shape == (0,)


def test_a_term_that_never_occurs_gives_nan():
    occurs = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0]])
    for measure in (coherence.topic_npmi, coherence.u_mass, coherence.c_uci, coherence.c_npmi, coherence.c_v):
        values = measure(occurs, [[0, 1], [0, 2]])
        assert np.isnan(values).tolist() == [False, True]


@pytest.mark.parametrize("measure", ["topic_npmi", "u_mass", "c_uci", "c_npmi", "c_v"])
@pytest.mark.parametrize(
    "topics, message",
    [
        ([[0, 1], [2]], "A topic needs at least two terms: coherence is a matter of pairs."),
        ([[0, 12]], "A topic names column 12, but the last column is 11."),
        ([[-1, 2]], "A topic names column -1, but the last column is 11."),
    ],
)
def test_error_texts(measure, topics, message):
    with pytest.raises(ArgumentError) as error:
        getattr(coherence, measure)(OCCURS, topics)
    assert str(error.value) == message


@pytest.mark.parametrize("size", [1, 2, 5, 110])
def test_windows_equal_brute_force(size):
    lengths = [1, 7, 30, 4, 5]
    doc = np.repeat([2, 3, 5, 8, 9], lengths)
    term = RNG.integers(0, 6, size=len(doc))
    expected = []
    for number in (2, 3, 5, 8, 9):
        text = term[doc == number].tolist()
        for start in range(max(1, len(text) - size + 1)):
            expected.append([wanted in text[start : start + size] for wanted in (4, 0, 77)])
    result = coherence.windows(doc, term, [4, 0, 77], size=size)
    assert result.dtype == bool
    assert result.has_canonical_format
    assert (result.toarray() == expected).all()


def test_windows_of_nothing():
    assert coherence.windows([], [], [3]).shape == (0, 1)
    assert coherence.windows([0, 0], [1, 2], []).shape == (1, 0)


@pytest.mark.parametrize(
    "arguments, options, message",
    [
        (([0, 0], [1], [1]), {}, "doc and term must have one value a token, and doc must not descend."),
        (([1, 0], [1, 2], [1]), {}, "doc and term must have one value a token, and doc must not descend."),
        (([0], [1], [1]), {"size": 0}, "size must be 1 or more, and terms must be distinct."),
        (([0], [1], [1, 1]), {}, "size must be 1 or more, and terms must be distinct."),
    ],
)
def test_windows_error_texts(arguments, options, message):
    with pytest.raises(ArgumentError) as error:
        coherence.windows(*arguments, **options)
    assert str(error.value) == message


A = [["قدس", "احتلال", "جندي"], ["نفط", "سعر", "برميل"]]
B = [["نفط", "سعر", "سوق"], ["قدس", "احتلال", "جندي"]]


def test_topics_are_matched_whatever_their_order():
    assert coherence.matched_similarities(A, B) == pytest.approx([1, 0.5])
    assert coherence.matched_similarities(B, A) == pytest.approx([0.5, 1])
    assert coherence.matched_similarities(A, A[::-1]) == pytest.approx([1, 1])


def test_the_match_is_the_best_of_all():
    topics = [RNG.choice(14, size=5, replace=False).tolist() for _ in range(5)]
    others = [RNG.choice(14, size=5, replace=False).tolist() for _ in range(5)]
    best = max(
        mean(len(set(a) & set(b)) / len(set(a) | set(b)) for a, b in zip(topics, order, strict=True))
        for order in itertools.permutations(others)
    )
    assert coherence.matched_similarities(topics, others).mean() == pytest.approx(best)


def test_stability():
    assert coherence.topic_stability(A, [B, A]) == pytest.approx([1, 0.75])
    assert coherence.topic_stability(A, [B]) == pytest.approx([1, 0.5])


def test_stability_needs_runs():
    with pytest.raises(NotEnoughData, match="give a run besides the reference"):
        coherence.topic_stability(A, [])
    with pytest.raises(ArgumentError, match="must have the same number of topics, not 2 and 1"):
        coherence.matched_similarities(A, A[:1])
