"""One form for all tables: the same records make the same corpus, whatever format they came in and however many."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_files import parquet, xlsx

from helpers.corpus import documents
from helpers.corpus.assembly import repair
from helpers.corpus.reading import arrow_tables, result
from helpers.errors import InputError

FIELDS = ("id", "title", "text", "date", "source", "note")
TEXTS = st.sampled_from(
    ["نعم في العالم", " لا شيء", "", "none", "شكرا \u064b للجميع", "ﺍﻹﺭﻫﺎﺏ", "باهرإلا ةحفاكم يف ةلودلا", "سطر\nوآخر",
     "ضاع \ufffd حرف", 'قال "نعم"', "ÇáÅÑåÇÈ Ýí ÇáÏæáÉ", "الإرهـــاب", "نعم\r\nلا", "نعم\0لا"]
)  # fmt: skip
RECORDS = st.lists(
    st.tuples(st.sampled_from(["", "a", "b", "a-2", "ج"]), TEXTS, TEXTS,
              st.sampled_from(["2018-01-02", "", "غدا", "01/02/2018"]),
              st.sampled_from(["BBC", "ﺍﻟﺠﺰﻳﺮﺓ", "", "اسم الجريدة"]), TEXTS), min_size=1, max_size=5)  # fmt: skip
TABLES = ("documents", "mapping", "set_aside", "notes", "repairs")


def of_csv(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([FIELDS, *rows])
    return out.getvalue().encode()


def of_jsonl(rows):
    return "\n".join(json.dumps(dict(zip(FIELDS, row, strict=True))) for row in rows).encode()


WRITERS = {
    "csv": of_csv, "jsonl": of_jsonl,
    "json": lambda rows: json.dumps([dict(zip(FIELDS, row, strict=True)) for row in rows]).encode(),
    "parquet": lambda rows: parquet([dict(zip(FIELDS, row, strict=True)) for row in rows]),
}  # fmt: skip


def without_rows(table):
    """A table of the corpus without what only its format has: names of files, numbers of rows, ids made of them."""
    table = table.drop(columns=["file", "row"], errors="ignore")
    if "doc_id" in table:
        table = table.assign(doc_id=table["doc_id"].where(~table["doc_id"].str.fullmatch(r"a-\d+(-\d+)?"), "made"))
    return table


def made(folder, form, rows, steps):
    """The five tables of a corpus, None where nothing of it can be used."""
    path = folder / f"a.{form}"
    path.write_bytes(WRITERS[form](rows))
    try:
        corpus = documents.read(path, repairs=steps)
    except InputError:
        return None
    return {name: without_rows(getattr(corpus, name)) for name in TABLES}


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.sampled_from([1, 12]), st.sampled_from([repair.DEFAULT_STEPS, (), tuple(repair.STEPS)]),
       st.sampled_from([2, 1000]))  # fmt: skip
def test_the_format_of_a_table_makes_no_difference(tmp_path_factory, rows, times, steps, batch):
    folder = tmp_path_factory.mktemp("forms")
    rows = [list(row) for row in rows * times]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(result, "_BATCH", batch)
        first, *others = (made(folder, form, rows, steps) for form in ("jsonl", "json", "parquet"))
    for other in others:
        assert (other is None) == (first is None)
        for name in TABLES if first else ():
            pd.testing.assert_frame_equal(first[name], other[name], obj=name)


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.sampled_from([repair.DEFAULT_STEPS, ()]))
def test_many_rows_are_judged_as_few_are(tmp_path_factory, rows, steps):
    """Under twenty rows every text is looked at by itself, from there on only those in which a sign is found."""
    # Which column holds the texts is judged by all its cells: it must be the same one in both tables.
    assume(2 * sum(not row[2].isascii() for row in rows) >= len(rows))
    folder = tmp_path_factory.mktemp("many")
    rows = [[f"n{n}", *row[1:]] for n, row in enumerate(rows)]
    filler = [[f"z{n}", "عنوان", "نعم في العالم", "2018-01-02", "BBC", ""] for n in range(30)]
    found = []
    for more in ([], filler):
        (folder / "a.jsonl").write_bytes(of_jsonl(rows + more))
        try:
            corpus = documents.read(folder / "a.jsonl", repairs=steps)
        except InputError:
            return
        found.append({name: getattr(corpus, name) for name in ("documents", "set_aside", "notes", "repairs")})
    texts = found[1]["documents"]
    texts = texts[~texts["doc_id"].str.startswith("z")]
    columns = ["doc_id", "title", "text", "n_chars", "sha256"]
    pd.testing.assert_frame_equal(found[0]["documents"][columns], texts[columns])
    assert found[0]["documents"]["source"].tolist() == texts["source"].tolist()
    for name in ("set_aside", "notes", "repairs"):
        pd.testing.assert_frame_equal(found[0][name], found[1][name])


def test_a_sheet_and_a_large_table_are_of_that_form_too(tmp_path, monkeypatch):
    rows = [[f"n{n}", "عنوان", f"نص {n} في العالم", "2018-01-02", "BBC", "x"] for n in range(60)]
    (tmp_path / "a.xlsx").write_bytes(xlsx(a=[list(FIELDS), *rows]))
    (tmp_path / "b.csv").write_bytes(of_csv(rows))
    sheet, small = (documents.read(tmp_path / name).documents for name in ("a.xlsx", "b.csv"))
    monkeypatch.setattr(arrow_tables, "SMALLEST", 0)
    large = documents.read(tmp_path / "b.csv").documents
    pd.testing.assert_frame_equal(sheet, small)
    pd.testing.assert_frame_equal(small, large)
