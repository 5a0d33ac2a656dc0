"""What chance alone would draw: the sample with its sources or dates shuffled, a hundred times each."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from helpers.analyses import frequency, keyness, trends
from helpers.corpus import documents
from helpers.corpus import tokens as tokenizing

RAW = Path(__file__).parents[2] / "data" / "sample" / "raw"
SHUFFLES = 100


@pytest.fixture(scope="module")
def tokens():
    return tokenizing.tokenize(documents.read(RAW), level="lemma")


def shuffled(tokens, column, seed):
    """The same tokens, a column of their documents dealt to these at random."""
    about = tokens.corpus.documents
    order = np.random.default_rng(seed).permutation(len(about))
    dealt = about.assign(**{column: about[column].iloc[order].array})
    return dataclasses.replace(tokens, corpus=dataclasses.replace(tokens.corpus, documents=dealt))


def test_shuffled_sources_have_no_key_words(tokens):
    """At p = .01 for all terms together: 1 of 100 tables is expected to hold one, five or more in 1 of 290 runs."""
    largest, found = tokens.corpus.documents["source"].value_counts().index[0], 0
    for seed in range(SHUFFLES):
        dealt = shuffled(tokens, "source", seed)
        rest = [name for name in dealt.corpus.documents["source"].unique() if name != largest]
        table = keyness.compare(dealt.where(source=largest), dealt.where(source=rest), bootstrap=0, min_log_ratio=0)
        found += table["key"].any()
    assert found <= 4


def test_shuffled_sources_have_no_cells_beyond_chance(tokens):
    """At p = .05 for all cells of a heat map together: 5 of 100 maps should hold one, twelve do in 1 of 230 runs."""
    terms, found = frequency.content(frequency.table(tokens, bootstrap=0))["term"].head(12), 0
    for seed in range(SHUFFLES):
        dealt = shuffled(tokens, "source", seed)
        rows = frequency.table(dealt, by="source", bootstrap=0)
        rows = frequency.against_chance(rows[rows["term"].isin(terms)], dealt, shuffles=199, seed=seed)
        found += (rows["p_chance"] <= 0.05).any()
    assert found <= 11


def test_shuffled_dates_have_few_change_points(tokens):
    """The penalty finds a change in 4 to 6 of 100 series without any (`trends.change_points`)."""
    terms, found = ["القانون", "المدرسة", "الإرهاب"], 0
    for seed in range(SHUFFLES):
        dealt = shuffled(tokens, "date", seed)
        table = trends.table(dealt, terms, period="year", bootstrap=0)
        points = trends.change_points(table, trends.comparability(dealt.corpus, "year"))
        found += points["term"].nunique()
    assert found <= 27  # of 300 series; 15 expected
