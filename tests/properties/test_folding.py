"""Folding a column of forms is folding each form."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.arabic import folding
from helpers.arabic.normalization import FOLDS, normalize

_LETTERS = "ابتةىيأإآٱؤئءهکیپچگۀȺ\u0640\u064b\u0651\u064e\u0670\u0653\u0654\u0655\u200c\u200f\ufeff٢۳7"
_LETTERS += "ہہءل\u0670\u0671\u06e5\u06e7ﻻﷲﺔNnéÉßİıſΣǅ\u0301"
_FORMS = st.one_of(
    st.text(st.sampled_from(_LETTERS), min_size=1, max_size=8), st.text(st.characters(exclude_categories=["Cs"],
    exclude_characters="\n"), min_size=1, max_size=5),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_FORMS, max_size=12), st.sets(st.sampled_from(list(FOLDS))))
def test_a_column_is_folded_as_its_forms_are(forms, folds):
    assert folding.fold(pa.array(forms, pa.large_string()), folds).to_pylist() == normalize(forms, folds)


def test_every_letter_by_itself_and_behind_another():
    for folds in (tuple(FOLDS), (), ("alef", "ya"), ("case",)):
        letters = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
        forms = [*letters, "Ⱥ" * 99, *(f"ب{letter}" for letter in letters), *(f"{letter}ب" for letter in letters)]
        assert folding.fold(pa.array(forms, pa.large_string()), folds).to_pylist() == normalize(forms, folds)


def test_a_part_of_a_column_and_an_empty_one():
    column = pa.array(["أ", "إرهاب", "فى"], pa.large_string())
    assert folding.fold(column.slice(1)).to_pylist() == ["ارهاب", "في"]
    assert folding.fold(column.slice(3)).to_pylist() == []


def test_letters_of_other_scripts_that_compose_are_composed():
    apart = ["\u09c7\u09be", "\u0b92\u0bd7", "\u03b1\u0301", "\u1112\u1161"]  # Bengali, Tamil, Greek, Hangul
    folded = folding.fold(pa.array(apart, pa.large_string())).to_pylist()
    assert folded == normalize(apart) and [len(one) for one in folded] == [1] * 4
