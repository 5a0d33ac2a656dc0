"""A table that is read as columns is what the reader of rows makes of it, cell by cell and line by line."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import documents
from helpers.corpus.assembly import repair
from helpers.corpus.reading import arrow_tables, decoding, tables
from helpers.errors import InputError

CELLS = st.text(st.sampled_from('اب ,;"\n\t|x'), max_size=6)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4)
HEADS = st.sampled_from([["id", "text", "date"], [" id", "id", ""], ["نص", "عنوان", "x"]])


@pytest.fixture(autouse=True)
def every_size(monkeypatch):
    monkeypatch.setattr(arrow_tables, "SMALLEST", 0)


def written(head, rows, delimiter, ending, quoting):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerows([head, *rows])
    return out.getvalue()


def by_rows(data):
    text, name, how = decoding.decode(data)
    read = tables.separated(text)
    return list(read.table), read.aside, read.remarks, read.guessed, name, how


def same(data):
    """True where the table was read as columns; what was read is compared."""
    found = arrow_tables.separated(data)
    if found is None:
        return False
    columns = list(found.table), found.aside, found.remarks, found.guessed, found.encoding, found.how
    assert columns == by_rows(data)
    assert len(found.table) == len(list(found.table))
    return True


@settings(max_examples=150, deadline=None)
@given(
    HEADS, ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
)  # fmt: skip
def test_what_a_writer_of_tables_writes(head, rows, delimiter, ending, quoting):
    rows = (rows * 60)[:60]
    same(written(head, rows, delimiter, ending, quoting).encode())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from('اب,"\n\r '), max_size=12), min_size=1, max_size=5), st.text(max_size=3))
def test_what_nobody_meant_to_write(lines, more):
    data = ("id,text\n" + "\n".join((lines + ["1,نعم"] * 3) * 20) + more).encode("utf-8", "surrogatepass")
    try:
        by_rows(data)
    except InputError:
        assert arrow_tables.separated(data) is None
        return
    same(data)


def test_clean_tables_are_read_as_columns_and_others_are_not():
    rows = [["1", 'قال "نعم" لا', "2018-01-01"], ["2", "سطر\nوآخر", ""]] * 40
    for delimiter in ",;\t|":
        for ending in ("\n", "\r\n"):
            text = written(["id", "text", "date"], rows, delimiter, ending, csv.QUOTE_MINIMAL)
            assert same(text.encode())
            assert same(text.rstrip("\r\n").encode())  # no line end behind the last row
            assert same(text.replace(f'2{delimiter}"', f'{ending}2{delimiter}"').encode())  # blank lines
            assert not same(text.encode("utf-8-sig")) and not same(text.encode("utf-16"))
    text = written(["id", "text", "date"], rows, ",", "\n", csv.QUOTE_MINIMAL)
    odd = [f"{text}{line}\n" for line in ("3,x", '3,"x,', '3,"x"y,', '3,x"y,', "3,\0,", "3,\r,")]
    odd += ["sep=,\n" + text, text.replace("id,text", "id,text,more", 1), "id,text,date\n", "\n" * 80]
    for table in odd:
        assert not same(table.encode())
    assert not same(text.encode() + b"3,\xff,\n")
    assert not same(text.encode("cp1256"))


def test_small_tables_are_read_by_rows(monkeypatch):
    monkeypatch.undo()
    assert arrow_tables.separated(b"id,text\n1,x\n" * 60) is None


TEXTS = st.sampled_from(
    ["نعم في العالم", " لا\n", "", "none", "شكرا \u064b للجميع", "ﺍﻹﺭﻫﺎﺏ", "باهرإلا ةحفاكم يف ةلودلا",
     "ضاع \ufffd حرف", 'قال "نعم"']
)  # fmt: skip
ARTICLES = st.lists(
    st.tuples(st.sampled_from(["", "a", "b ", "ج"]), TEXTS, st.sampled_from(["2018-01-02", "", "غدا", "01/02/2018"]),
              st.sampled_from([" BBC", "ﺍﻟﺠﺰﻳﺮﺓ", ""]), TEXTS), min_size=1, max_size=4)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.booleans(), st.sampled_from([repair.DEFAULT_STEPS, (), tuple(repair.STEPS)]))
def test_the_corpus_of_a_table_is_the_same_either_way(tmp_path_factory, rows, numbered, steps):
    folder = tmp_path_factory.mktemp("tables")
    rows = [[f"{n}{row[0]}" if numbered else row[0], *row[1:]] for n, row in enumerate((rows * 60)[:60])]
    text = written(["id", "text", "date", "source", "note"], rows, ",", "\n", csv.QUOTE_MINIMAL)
    (folder / "a.csv").write_text(text, encoding="utf-8")
    (folder / "b.csv").write_text(text.replace("0", "9"), encoding="utf-8")
    made = []
    for smallest in (0, 10**9):
        arrow_tables.SMALLEST = smallest
        try:
            made.append(documents.read(folder, repairs=steps))
        except InputError as error:
            made.append(str(error))
    if isinstance(made[1], str):
        assert made[0] == made[1]
        return
    for name in ("documents", "files", "mapping", "set_aside", "notes", "repairs"):
        pd.testing.assert_frame_equal(getattr(made[0], name), getattr(made[1], name))
