"""Drawing hits: each is equally likely, and a corpus that changes a little changes the sample a little."""

import numpy as np
import pytest
from factory import tokens_of
from scipy import stats

from helpers.corpus.search import sampling
from helpers.errors import ArgumentError


def hits(texts, word="كلمة"):
    """The Tokens of texts, and the document, start and end of each `word` in them."""
    made = tokens_of(texts)
    at = np.flatnonzero(made.forms["form"].to_numpy()[made.form] == word)
    return made, made.doc[at], made.start[at], made.end[at]


def drawn(texts, *, n, seed):
    """What is drawn, told by the text and the place in it, for texts that are all different."""
    made, doc, start, end = hits(texts)
    rows = sampling.draw(made, doc, start, end, n=n, seed=seed)
    return {(texts[doc[row]], int(start[row])) for row in rows}


def article(number, words=12):
    return f"خبر {number} " + "كلمة " * words


def test_the_numbers_are_those_of_splitmix64():
    # The first output of SplitMix64 for the seed 1234567, as its authors' code (Vigna 2015, splitmix64.c) gives it.
    assert sampling.priorities(1234567).tolist() == [6457827717110365317]


def test_each_hit_is_equally_likely():
    made, doc, start, end = hits([article(n) for n in range(5)])
    n, seeds = 15, 3000
    counts = np.zeros(len(doc))
    for seed in range(seeds):
        rows = sampling.draw(made, doc, start, end, n=n, seed=seed)
        assert len(rows) == n and (np.diff(rows) > 0).all()
        counts[rows] += 1
    expected = seeds * n / len(doc)
    # Drawn without replacement, a count varies by 1 - n/N of what it would with it.
    statistic = ((counts - expected) ** 2).sum() / (expected * (1 - n / len(doc)))
    assert 0.001 < stats.chi2.sf(statistic, len(doc) - 1) < 0.999


def test_pairs_of_hits_are_equally_likely_too():
    # Neighbours, hits of one document and copies of one text must not be drawn together more often than others.
    made, doc, start, end = hits([article(0, 4), article(1, 4), "ثان " + article(0, 4), article(0, 4)])
    together, seeds = np.zeros((len(doc), len(doc))), 4000
    for seed in range(seeds):
        rows = sampling.draw(made, doc, start, end, n=4, seed=seed)
        together[np.ix_(rows, rows)] += 1
    pairs = together[np.triu_indices(len(doc), 1)]
    expected = seeds * (4 * 3) / (16 * 15)
    assert abs(pairs - expected).max() < 5 * np.sqrt(expected)


@pytest.mark.parametrize("seed", range(5))
def test_an_article_more_or_less_exchanges_few_lines(seed):
    texts = [article(n) for n in range(40)]
    before = drawn(texts, n=60, seed=seed)
    more = drawn([*texts[:3], article("جديد"), *texts[3:]], n=60, seed=seed)
    less = drawn([*texts[:3], *texts[4:]], n=60, seed=seed)
    own = {line for line in before if line[0] == texts[3]}
    # What is new in the sample stands in the new article, and as many lines have made place.
    assert {text for text, _ in more - before} <= {article("جديد")}
    assert len(before - more) == len(more - before) <= 12
    assert before - less == own and len(less) == 60
    assert drawn(texts[::-1], n=60, seed=seed) == before


def test_a_text_that_is_corrected_changes_its_own_lines_only():
    texts = [article(n) for n in range(40)]
    before, after = drawn(texts, n=60, seed=1), drawn([*texts[:3], texts[3] + "نهاية", *texts[4:]], n=60, seed=1)
    kept = {line for line in before if line[0] != texts[3]}
    assert len(kept - after) <= 12 and len(kept & after) >= 60 - 2 * 12


def test_copies_of_a_text_are_drawn_apart():
    made, doc, start, end = hits([article(0), article(0)])
    rows = [sampling.draw(made, doc, start, end, n=12, seed=seed) for seed in range(50)]
    # With one number for both copies, each place would be drawn twice or not at all.
    places = [len(set(start[chosen].tolist())) for chosen in rows]
    assert min(places) > 6 and np.mean(places) == pytest.approx(12 - 12 * 11 / 23 / 2, abs=0.6)


def test_a_larger_sample_holds_the_smaller_one_and_no_more_than_there_is():
    made, doc, start, end = hits([article(n) for n in range(3)])
    some = [set(sampling.draw(made, doc, start, end, n=n, seed=4).tolist()) for n in (0, 5, 20, 36, 99)]
    assert [len(rows) for rows in some] == [0, 5, 20, 36, 36]
    assert some[0] < some[1] < some[2] < some[3] == some[4]
    none = np.array([], np.int32)
    assert sampling.draw(made, none, none, none, n=5, seed=0).tolist() == []


@pytest.mark.parametrize("seed", [-1, 1.5, "1", None, True])
def test_a_seed_that_is_none(seed):
    with pytest.raises(ArgumentError, match="seed is .*, but must be a whole number from 0 on"):
        sampling.priorities(seed, np.arange(3))


def test_seeds_of_any_size():
    assert sampling.priorities(2**80 + 3, [1]) == sampling.priorities(3, [1])
    assert sampling.priorities(np.int64(3), [1]) != sampling.priorities(4, [1])
