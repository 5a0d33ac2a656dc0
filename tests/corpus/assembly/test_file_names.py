"""Dates in the names of files and folders: for documents that tell none, and never for the rows of a table."""

import json

import pytest
from made_files import ARTICLE, TEXT, archive_zip, docx, pdf
from made_files import corpus_of_files as corpus

from helpers.corpus import documents
from helpers.corpus.assembly import file_names


def days(found):
    return found.documents["date"].dt.strftime("%Y-%m-%d").fillna("").tolist()


def how(found, field="date"):
    rows = found.mapping[found.mapping["field"] == field]
    return [(row.column, row.how, row.n_files) for row in rows.itertuples()]


@pytest.mark.parametrize(
    ("name", "data"),
    [("2019-03-01 خبر.docx", docx(TEXT)), ("٢٠١٩-٠٣-٠١.pdf", pdf(TEXT)), ("2019_03_01_title.txt", TEXT),
     ("خبر 1 مارس 2019.md", TEXT), ("20190301.html", f"<p>{TEXT}</p>"), ("2019-03-01.txt.gz", None)],
)  # fmt: skip
def test_a_document_without_a_date_has_that_of_its_name(tmp_path, name, data):
    import gzip

    c = corpus(tmp_path, {name: gzip.compress(TEXT.encode()) if data is None else data})
    assert days(c) == ["2019-03-01"]
    assert how(c) == [("the file's name", "file name", 1)]
    assert "year" not in c.documents


@pytest.mark.parametrize(
    ("name", "date"),
    [("2019/03/01/a.txt", "2019-03-01"), ("2019-03/01/a.txt", "2019-03-01"), ("2019/مارس/1/a.txt", "2019-03-01"),
     ("أخبار 2019-03-01/a.txt", "2019-03-01"), ("2019/03/15/الغد/a.txt", "2019-03-15"),
     ("2019/13/45/a.txt", ""), ("2018/اليوم/03/a.txt", ""), ("2019/a.txt", "")],
)  # fmt: skip
def test_folders_tell_a_date_too(tmp_path, name, date):
    c = corpus(tmp_path, {name: TEXT})
    assert days(c) == [date]
    assert how(c) == ([("the folder's name", "folder", 1)] if date else [("", "absent", 1)])
    assert len(c.notes) == 0


@pytest.mark.parametrize("name", ["2019/03/a.txt", "2019-03/a.txt", "مارس 2019/a.txt"])
def test_a_month_is_kept_as_one(tmp_path, name):
    c = corpus(tmp_path, {name: TEXT})
    assert days(c) == ["2019-03-01"] and c.documents["date_precision"].tolist() == ["month"]
    (note,) = c.notes["note"]
    assert note.startswith('the date "') and note.endswith("is kept as a month: it tells no day")
    assert c.documents["year"].tolist() == ["2019"]


def test_the_month_of_a_folder_gives_way_to_the_day_in_the_name_and_the_other_way_round():
    assert file_names.told("2019-03/2019-03-05 a") == ("2019-03-05", "file name", "")
    assert file_names.told("2019-03-05/مارس 2019") == ("2019-03-05", "folder", "")
    for day in ("2019-03-01", "2019-03-31"):
        assert file_names.told(f"2019-03/{day} a") == (day, "file name", "")
    assert 'another date, "2019-03-05"' in file_names.told("2019-03-05/أبريل 2019").note


def test_the_name_of_an_archive_counts_only_where_all_of_it_is_a_date(tmp_path):
    files = {"2019-03-01.zip": archive_zip({"a.txt": TEXT}), "export_2024-01-05.zip": archive_zip({"b.txt": TEXT})}
    assert days(corpus(tmp_path, files)) == ["2019-03-01", ""]


def test_what_the_file_or_its_metadata_tell_wins(tmp_path):
    files = {
        "2019-03-01 a.txt": f"---\ndate: 2018-01-02\n---\n{TEXT}", "2019-03-01 b.html": ARTICLE,
        "2019-03-01 c.txt": f"{TEXT} ج", "2019-03-01 d.txt": f"{TEXT} د", "2019-03-01 d.json": '{"date": "2017-01-01"}',
        "2019-03-01 e.txt": f"{TEXT} ه",
        "metadata.csv": "file,date\n2019-03-01 c.txt,2018-05-06\n2019-03-01 e.txt,\n",
    }  # fmt: skip
    c = corpus(tmp_path, files)
    assert days(c) == ["2018-01-02", "2018-03-31", "2018-05-06", "2017-01-01", "2019-03-01"]
    assert days(documents.read(tmp_path, columns={"date": None})) == [""] * 5


def test_where_day_and_month_could_be_exchanged_the_order_decides_or_the_note_says_so(tmp_path):
    (tmp_path / "one").mkdir()
    c = corpus(tmp_path / "one", {"05-06-2020 a.txt": TEXT})
    assert days(c) == ["2020-01-01"] and c.documents["date_precision"].tolist() == ["year"]
    assert c.notes["note"].tolist() == [
        'the date "05-06-2020" is kept as a year, 2020: ambiguous: day and month could be exchanged; '
        "write YYYY-MM-DD or name the order (date_order)"
    ]
    c = corpus(tmp_path, {"05-06-2020 a.txt": TEXT, "15-06-2020 b.txt": TEXT + "ب"})
    (tmp_path / "one" / "05-06-2020 a.txt").unlink()
    c = documents.read(tmp_path)
    assert days(c) == ["2020-06-05", "2020-06-15"] and "date_precision" not in c.documents
    assert c.notes["note"].tolist() == ['in the date "05-06-2020" the day is read first, as in other dates beside it']
    assert days(documents.read(tmp_path, date_order="dmy")) == ["2020-06-05", "2020-06-15"]
    assert days(documents.read(tmp_path, date_order="mdy"))[0] == "2020-05-06"


def test_the_name_settles_a_date_that_a_spreadsheet_rewrote(tmp_path):
    c = corpus(tmp_path, {"2019-03-01 a.txt": TEXT, "metadata.csv": "file,date\n2019-03-01 a.txt,01/03/2019\n"})
    assert days(c) == ["2019-03-01"]
    assert c.notes["note"].tolist()[-1] == (
        'day and month of the date "01/03/2019" are read as the file\'s name has them: "2019-03-01"'
    )
    assert days(documents.read(tmp_path, date_order="mdy")) == ["2019-01-03"]  # the study's own word goes before


def test_different_dates_in_one_name_are_said_and_none_is_taken(tmp_path):
    c = corpus(tmp_path, {"2019-03-01 to 2019-03-05.txt": TEXT, "2019-03-01 (1 مارس 2019).txt": TEXT + "ب"})
    assert days(c) == ["2019-03-01", ""]
    assert c.notes["note"].tolist() == [
        'the file\'s name tells different dates, "2019-03-01" and "2019-03-05": none is taken'
    ]


def test_the_files_name_goes_before_the_folders_and_the_difference_is_said():
    told = file_names.told("2019-03-05/2019-03-01 a")
    assert (told.date, told.how) == ("2019-03-01", "file name") and 'another date, "2019-03-05"' in told.note
    assert file_names.told("2019/03/01/01-03-2019") == ("2019-03-01", "file name", "")
    assert file_names.told("2020-01-01/2019-03-01/a")[:2] == ("2019-03-01", "folder")


def test_the_rows_of_a_table_do_not_get_the_date_of_its_name_but_its_one_document_does(tmp_path):
    rows = [json.dumps({"id": str(n), "text": f"{TEXT} {n}"}) for n in range(3)]
    c = corpus(tmp_path, {"export 2024-01-05.jsonl": "\n".join(rows), "2019-03-01.json": json.dumps({"text": TEXT})})
    assert days(c) == ["2019-03-01", "", "", ""]
    assert c.notes["note"].tolist() == [
        'the file\'s name tells the date "2024-01-05", which may be the day the table was made: not taken for its rows'
    ]
    assert how(c) == [("the file's name", "file name", 1), ("", "absent", 1)]


def test_a_hijri_date_in_a_name_is_converted_and_said(tmp_path):
    c = corpus(tmp_path, {"24 رجب 1440هـ.txt": TEXT})
    assert days(c) == ["2019-03-31"]
    assert c.notes["note"].tolist() == ["a Hijri date, converted by the Umm al-Qura calendar"]
