"""What must hold of the keyness of any two corpora: swapping, comparing with itself, order of the documents."""

import numpy as np
import pandas as pd
import pytest
from factory import tokens_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analyses import keyness

LOOSE = {"min_n": 1, "min_docs": 1, "p": 1, "min_log_ratio": 0, "bootstrap": 0}
SETTINGS = settings(derandomize=True, deadline=None, max_examples=25)
texts = st.lists(
    st.lists(st.sampled_from(["داعش", "جيش", "سلام", "كرة"]), min_size=1, max_size=6).map(" ".join),
    min_size=2, max_size=4,
)  # fmt: skip


def compared(one, other):
    return keyness.compare(tokens_of(one), tokens_of(other), **LOOSE)


@SETTINGS
@given(texts, texts)
def test_swapping_the_corpora_flips_the_signs(one, other):
    there, back = (compared(*pair).set_index("term").sort_index() for pair in ((one, other), (other, one)))
    assert there.index.tolist() == back.index.tolist()
    for name in ("log_ratio", "lrc", "doc_log_ratio"):
        np.testing.assert_allclose(there[name], -back[name], atol=1e-9)
    for name in ("g2", "ll2", "bic", "p_adjusted"):
        np.testing.assert_allclose(there[name], back[name], rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(there["log_ratio_low"], -back["log_ratio_high"], atol=1e-9)
    direction = np.sign(there["percent_diff"].round(9))
    assert (direction == -np.sign(back["percent_diff"].round(9))).all()
    assert (there["side"].astype(str) != back["side"].astype(str))[direction != 0].all()


@SETTINGS
@given(texts)
def test_a_corpus_against_itself_has_no_difference(side):
    table = compared(side, side)
    for name in ("log_ratio", "lrc", "g2", "ll2", "percent_diff", "doc_log_ratio"):
        np.testing.assert_allclose(table[name], 0, atol=1e-9)


@SETTINGS
@given(texts, texts, st.randoms())
def test_the_order_of_the_documents_does_not_matter(one, other, random):
    shuffled = [random.sample(side, len(side)) for side in (one, other)]
    first, second = compared(one, other), compared(*shuffled)
    pd.testing.assert_frame_equal(first, second)
    assert first.attrs == second.attrs


@SETTINGS
@given(texts, texts)
def test_frequencies_sum_to_the_corpora(one, other):
    table = compared(one, other)
    assert table["n_target"].sum() == sum(len(text.split()) for text in one)
    assert table["n_reference"].sum() == sum(len(text.split()) for text in other)
    assert table["ipm_target"].sum() == pytest.approx(1e6) and table["ipm_reference"].sum() == pytest.approx(1e6)
    assert ((table["n_target"] + table["n_reference"]) > 0).all() and table["term"].is_unique
