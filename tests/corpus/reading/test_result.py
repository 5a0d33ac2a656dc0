"""Records of every kind as one form: columns and the rows they stand in."""

import pyarrow as pa
import pytest

from helpers.corpus.reading import result


@pytest.fixture(params=[1, 2, 3, 1000])
def size(request, monkeypatch):
    monkeypatch.setattr(result, "_BATCH", request.param)


def test_records_become_columns_whatever_the_size_of_a_batch(size):
    records = [(1, {"a": "x", "b": 1}), (3, {"b": "y"}), (4, {"c": ["p", "q"], "a": None}), (9, {"c": "ن\ud800"})]
    made = result.table_of(iter(records))
    assert made.rows == [1, 3, 4, 9] and len(made) == 4
    assert {name: column.to_pylist() for name, column in made.columns.items()} == {
        "a": ["x", "", "", ""], "b": ["1", "y", "", ""], "c": ["", "", "p\nq", "ن\ufffd"],
    }  # fmt: skip
    assert {column.type for column in made.columns.values()} == {pa.large_string()}
    assert {name: raw for name, raw in made.raw.items() if raw} == {"c": {2: ["p", "q"], 3: "ن\ud800"}}
    assert list(made)[1] == (3, {"a": "", "b": "y", "c": ""})


def test_no_records_are_a_table_without_columns():
    made = result.table_of([])
    assert (made.rows, made.columns, made.raw) == ([], {}, {})


def test_a_table_of_rows_has_its_columns_even_without_rows():
    made = result.table_of_rows(["a", "b"], [])
    assert [column.to_pylist() for column in made.columns.values()] == [[], []]
    assert list(result.table_of_rows(["a", "b"], [(2, ["x", "y"])])) == [(2, {"a": "x", "b": "y"})]


@pytest.mark.parametrize("many", [1, 2, 3, 1000])
def test_a_growing_table_is_the_table_of_all_records_in_order(monkeypatch, many):
    monkeypatch.setattr(result, "_SHORT_RECORDS", many)
    growing = result.Growing(("text", "sender"))
    for number, cells in enumerate([("أ", "x"), ("ب\ud800", ""), ("ج", None), ("د", "y"), ("ه", "z")]):
        assert len(growing) == number
        growing.add(2 * number, *cells)
    made = growing.table()
    assert made.rows == [0, 2, 4, 6, 8] and made.raw["text"] == {1: "ب\ud800"}
    assert {name: column.to_pylist() for name, column in made.columns.items()} == {
        "text": ["أ", "ب\ufffd", "ج", "د", "ه"], "sender": ["x", "", "", "y", "z"],
    }  # fmt: skip


def test_a_growing_table_has_its_columns_even_without_records():
    made = result.Growing(("text", "sender")).table()
    assert made.rows == [] and list(made.columns) == ["text", "sender"]
