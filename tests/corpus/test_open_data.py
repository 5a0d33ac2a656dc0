"""The examples of docs/en/open_data.md, run on a store: other programs count what Khitab counts."""

import re
from pathlib import Path

import factory
import pytest

from helpers.corpus import counts, store

PAGES = [Path(__file__).parents[2] / "docs" / language / "open_data.md" for language in ("en", "ar")]
BLOCKS = [re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S) for page in PAGES]
TEXTS = [
    "قال الوزير إن مكافحة الإرهاب واجبة. والإرهاب خطر في العراق", "مكافحة الارهاب في العراق! مكافحة الفساد أيضا",
    "لا شيء في العراق ٢٠٢١ NATO", "الوزير في العراق. مكافحة الإرهاب أيضا",
]  # fmt: skip


@pytest.fixture
def made(tmp_path, monkeypatch):
    dates = ["2019-01-02", "2020-05-06", "2020-07-01", None]
    tokens = factory.tokens_of(TEXTS, source=["ب", "أ", "ب", "أ"], date=dates)
    store.save(tokens, tmp_path / "data" / "mystudy" / "derived")
    monkeypatch.chdir(tmp_path)
    return tokens


def run(number):
    names = {}
    exec(BLOCKS[0][number], names)  # as a reader would
    return names


def test_the_pages_show_the_same_examples():
    assert BLOCKS[0] == BLOCKS[1]
    assert len(BLOCKS[0]) == 3


def test_terms_of_outlets(made):
    pytest.importorskip("duckdb", reason="duckdb is not installed (requirements-dev.txt)")
    found = run(0)["by_outlet"]
    expected = counts.by_group(made, "source").astype({"group": "str"})
    columns = ["source", "term", "n", "n_docs"]
    assert sorted(found[columns].itertuples(index=False, name=None)) == sorted(
        expected.itertuples(index=False, name=None)
    )
    assert len(found) > 10


def test_sizes_of_outlets_and_years(made):
    pytest.importorskip("polars", reason="polars is not installed (requirements-dev.txt)")
    found = {(row["source"], row["year"]): (row["n_docs"], row["n_tokens"]) for row in run(1)["sizes"].to_dicts()}
    about = made.corpus.documents.assign(n_tokens=made.sizes, year=made.corpus.documents["date"].dt.year)
    expected = {
        (source, None if year != year else int(year)): (len(part), int(part["n_tokens"].sum()))
        for (source, year), part in about.groupby(["source", "year"], dropna=False, observed=True)
    }
    assert found == expected
    assert sum(n for n, _ in found.values()) == len(made.corpus)


def test_pairs_of_words(made):
    pytest.importorskip("polars", reason="polars is not installed (requirements-dev.txt)")
    found = {f"{row['word']} {row['next_word']}": (row["n"], row["n_docs"]) for row in run(2)["pairs"].to_dicts()}
    expected = counts.ngrams(made, 2, min_n=1, stop_edges=True)
    assert found == {row.term: (row.n, row.n_docs) for row in expected.itertuples()}
    assert found["مكافحة الإرهاب"] == (3, 3)
