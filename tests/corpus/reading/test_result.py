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
