"""The schema: what it holds, and what its check refuses."""

import pandas as pd
import pytest

from helpers import schema
from helpers.errors import ArgumentError


def table():
    return pd.DataFrame({"group": pd.Categorical(["أ"]), "term": ["نعم"], "n": [1], "n_docs": [1]})


def test_every_column_has_a_dtype_and_a_meaning():
    known = {"str", "int32", "int64", "Int64", "float64", "bool", "category", "datetime64[s]"}
    for name, columns in schema.TABLES.items():
        assert columns, name
        for column, (dtype, meaning) in columns.items():
            assert dtype in known, (name, column)
            assert len(meaning) > 5, (name, column)


@pytest.mark.parametrize("name", ["documents", "forms", "terms", "counts", "frequency", "themes"])
def test_the_tables_of_the_house_are_there(name):
    assert name in schema.TABLES


def test_a_column_means_the_same_in_every_table():
    for column in ("n", "ipm", "kind", "is_stop"):
        dtypes = {columns[column][0] for columns in schema.TABLES.values() if column in columns}
        assert len(dtypes) == 1, column


def test_a_table_that_conforms_is_handed_back():
    given = table().assign(more=1.5)
    assert schema.check(given, "counts") is given


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.rename(columns={"n_docs": "ndocs"}), 'counts table has no column "n_docs". Did you mean "ndocs"'),
        (lambda t: t.drop(columns="group"), 'The counts table has no column "group"'),
        (lambda t: t.assign(n=1.0), 'The counts table\'s column "n" is float64, but must be int64'),
        (lambda t: t.assign(n=pd.Series([1], dtype="int32")), 'column "n" is int32, but must be int64'),
        (lambda t: t.assign(group="أ"), 'column "group" is str, but must be category'),
        (lambda t: t.assign(term=pd.Series(["نعم"], dtype=object)), 'column "term" is object, but must be str'),
    ],
)
def test_what_does_not_conform_is_an_error_that_names_the_column(change, message):
    with pytest.raises(ArgumentError, match=message):
        schema.check(change(table()), "counts")


def test_an_unknown_table_is_an_error():
    with pytest.raises(ArgumentError, match='no table "frequencies" in the schema. Did you mean "frequency"'):
        schema.check(table(), "frequencies")
