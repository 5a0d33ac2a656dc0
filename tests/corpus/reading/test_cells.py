"""Cells of every kind as strings and as columns."""

import pytest

from helpers.corpus.reading import cells


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (float("nan"), ""), (12, "12"), (12.0, "12"), (1.5, "1.5"), (True, "true"), ("نعم", "نعم"),
     (["أ", "ب"], "أ\nب"), ({"أ": 1}, '{"أ": 1}'), ({1}, "{1}"), (float("inf"), "Infinity")],
)  # fmt: skip
def test_cells_become_strings(value, expected):
    assert cells.string(value) == expected


def test_lone_surrogates_are_replaced_and_pairs_joined():
    assert cells.whole("ن\ud800م") == "ن\ufffdم"
    assert cells.whole("\ud83d\ude00") == "😀"
    assert cells.whole("نعم") == "نعم"


def test_a_column_keeps_the_cells_that_a_string_does_not_tell_all_of():
    made, raw = cells.strings(["نعم", None, 3, 4.0, ["أ", "ب"], {"أ": 1}, "ن\ud800"])
    assert made.to_pylist() == ["نعم", "", "3", "4", "أ\nب", '{"أ": 1}', "ن\ufffd"]
    assert raw == {4: ["أ", "ب"], 5: {"أ": 1}, 6: "ن\ud800"}
    assert cells.strings(["نعم", None])[0].to_pylist() == ["نعم", ""] and cells.strings(["نعم", None])[1] == {}
    assert cells.strings([])[0].to_pylist() == []
