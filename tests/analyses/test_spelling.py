import pytest
from factory import tokens_of

from helpers.analyses import spelling

TEXTS = ["الإرهاب الارهاب الإرهاب", "الإرهـاب على علي فى في", "كتاب"]


@pytest.fixture
def stream():
    return tokens_of(TEXTS)


def test_merges_count_the_tokens_written_otherwise(stream):
    table = spelling.merges(stream).set_index("term")
    row = table.loc["الإرهاب"]
    assert (row["n"], row["n_forms"], row["n_merged"]) == (4, 3, 2)
    assert row["forms"].startswith("الإرهاب 2 · ")
    assert "كتاب" not in table.index  # nothing was merged into it


def test_merges_are_sorted_and_cut(stream):
    table = spelling.merges(stream, top=2)
    assert table["term"].iloc[0] == "الإرهاب" and len(table) == 2


def test_every_fold_is_listed_with_what_it_does(stream):
    table = spelling.fold_effects(stream).set_index("fold")
    assert (table.loc["alef", ["n_forms", "n_tokens"]] == [2, 3]).all()  # الإرهاب twice, الإرهـاب once
    assert table.loc["alef", "n_merged"] == 1 and table.loc["alef", "examples"] == "الإرهاب → الارهاب"
    assert table.loc["ya", "n_merged"] == 2
    assert table.loc["digits", "n_forms"] == 0 and table.loc["digits", "examples"] == ""
    assert not table.loc["ta_marbuta", "chosen"] and table.loc["ya", "chosen"]
