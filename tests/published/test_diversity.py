"""Lexical diversity against the numbers printed in the README of LexicalRichness."""

import re

import pytest

from helpers.measures import diversity

TEXT = """Measure of textual lexical diversity, computed as the mean length of sequential words in
a text that maintains a minimum threshold TTR score.

Iterates over words until TTR scores falls below a threshold, then increase factor
counter by 1 and start over. McCarthy and Jarvis (2010, pg. 385) recommends a factor
threshold in the range of [0.660, 0.750].
(McCarthy 2005, McCarthy and Jarvis 2010)"""
WORDS = re.findall("[a-z]+", TEXT.lower())
IDS = [sorted(set(WORDS)).index(word) for word in WORDS]


def test_words_and_terms():
    assert (len(IDS), len(set(IDS))) == (57, 39)


@pytest.mark.parametrize(
    "measure, options, expected",
    [
        ("type_token_ratio", {}, 0.6842105263157895),
        ("standardised_type_token_ratio", {"window": 25}, 0.88),
        ("moving_average_type_token_ratio", {"window": 25}, 0.8351515151515151),
        ("mtld", {"threshold": 0.72}, 46.79226361031519),
        ("hdd", {"draws": 42}, 0.7468703323966486),
    ],
)
def test_lexicalrichness_readme(measure, options, expected):
    assert getattr(diversity, measure)(IDS, **options) == pytest.approx(expected, rel=1e-12)


def test_mtld_factor_ends_where_mccarthy_and_jarvis_end_it():
    # McCarthy & Jarvis 2010: of 1.00 the 1.00 people 1.00 by 1.00 the .800 people .667 = one factor
    words = "of the people by the people".split()
    ids = [words.index(word) for word in words]
    # Backward: people the by people the, .60, is one factor; "of" is left with TTR 1, which adds nothing.
    assert diversity.mtld(ids) == pytest.approx(6)
