"""Rows of a column of texts, by comparison and by order: the same; and the words inside of names."""

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus import spellings

TEXTS = st.lists(st.text("ابي \u0651aZ0\U0001f600", max_size=3), max_size=30)


@given(TEXTS, st.text("ابي \u0651aZ0\U0001f600", max_size=3))
def test_the_order_finds_what_comparing_finds(texts, asked):
    values = pd.Series(texts, dtype="str")
    early, late = spellings.Rows(values), spellings.Rows(values)
    for _ in range(spellings._FEW):
        late.of("x")
    for text in {asked, *texts}:
        wanted = [row for row, one in enumerate(texts) if one == text]
        assert early.of(text).tolist() == wanted == late.of(text).tolist()
    assert late._order is not None and late.of(asked).dtype == np.int64


def test_places_that_hold_a_literal_or_begin_with_it():
    texts = pa.array(["إرهاب", "الإرهاب", "a.b", "axb", ""], pa.large_string())
    assert spellings.holding(texts, "إرهاب", begins=True).tolist() == [0]
    assert spellings.holding(texts, "إرهاب", begins=False).tolist() == [0, 1]
    assert spellings.holding(texts, "a.", begins=True).tolist() == [2]  # no pattern
    assert spellings.holding(texts, "", begins=True).tolist() == [0, 1, 2, 3, 4]
