"""tables.xlsx: all tables of a study, with what a reader needs to understand them, in the direction of the language."""

import datetime
import io

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers.errors import NotEnoughData, NotFound, SettingsError
from helpers.study import cli, outputs, runner, spreadsheets, workbook

WORDS = {"caption_ar": "أكثر الكلمات ورودا", "caption_en": "Most frequent words"}


def frequencies(n=3):
    return pd.DataFrame({"term": [f"=كلمة{i}" for i in range(n)], "n": range(1234, 1234 + n), "ipm": 0.00031234,
                         "n_docs": 2, "is_stop": [i % 2 == 0 for i in range(n)]})  # fmt: skip


@pytest.fixture
def written(study):
    outputs.save_table(study, "03_words", frequencies(), uses=["trends.terms"], parameters={"n": 3}, **WORDS)
    lines = pd.DataFrame(
        {"doc_id": ["d"], "date": ["2020-03-01"], "pre": ["قال إن"], "keyword": ["الحرب"], "post": ["خطر"]}
    )
    outputs.save_table(study, "08_concordance", lines, caption_ar="أسطر", caption_en="Lines")
    outputs.save_table(study, "08_lines", lines, caption_ar="أسطر", caption_en="Lines")
    absent = NotEnoughData("No speaker was found.")
    outputs.save_absent(study, "09_verbs", absent, caption_ar="أفعال", caption_en="Verbs")
    return study


def opened(study, **options):
    return openpyxl.load_workbook(workbook.write(study, **options))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_in_arabic_all_runs_from_the_right_and_is_in_words(written):
    book = opened(written)
    assert book.sheetnames == ["المحتويات", "03_words", "08_concordance", "الأعمدة", "كيف صُنع"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    words = rows(book["03_words"])
    assert words[0] == ["الكلمة", "عدد مرات الورود", "التكرار لكل مليون كلمة", "عدد الوثائق", "كلمة وظيفية"]
    assert words[1] == ["=كلمة0", 1234, 0.00031234, 2, "نعم"] and book["03_words"]["A2"].data_type == "s"
    assert [book["03_words"][cell].number_format for cell in ("B2", "C2")] == ["#,##0", "0.0E+00"]
    line = book["08_concordance"]
    assert line["B2"].value == datetime.datetime(2020, 3, 1) and line["B2"].number_format == "yyyy-mm-dd"
    assert line["C2"].alignment.horizontal == "left" and line["D2"].font.b, "the context adjoins the keyword"
    meaning = {tuple(row[:3]): row[3] for row in rows(book["الأعمدة"])}
    assert meaning["03_words", "عدد الوثائق", "n_docs"] == "الوثائق التي فيها الكلمة"
    made = {(table, item): value for table, item, value in rows(book["كيف صُنع"])}
    assert made["", "الدراسة"] == "عنوان الدراسة" and made["03_words", "الدفتر"].startswith("03_")
    assert made["03_words", "n"] == "3" and ("03_words", "trends.terms") not in made, "what is empty says nothing"


def test_in_english_it_runs_from_the_left_but_for_lines(written):
    book = opened(written, language="en")
    assert book.sheetnames == ["contents", "03_words", "08_concordance", "columns", "provenance"]
    assert [sheet.title for sheet in book if sheet.sheet_view.rightToLeft] == ["08_concordance"]
    assert rows(book["03_words"])[0][-1] == "stop word" and rows(book["03_words"])[1][-1] == "yes"
    assert ["03_words", "documents", "n_docs", "documents that hold the term"] in rows(book["columns"])


def test_the_contents_say_what_is_not_there(written, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 2)
    monkeypatch.setattr(workbook, "LONGEST", 10)
    long = pd.DataFrame({"term": ["ا" * 12, "ب"], "n": [1, 2]})
    outputs.save_table(written, "04_long", long, caption_ar="طويل", caption_en="Long")
    book = opened(written, language="en")
    contents = {row[0]: row[1:] for row in rows(book["contents"])}
    assert contents["03_words"] == ["Most frequent words", "3", "here the first 2; all of them in 03_words.csv"]
    assert len(rows(book["03_words"])) == 3
    assert contents["04_long"][2] == "1 texts are cut at 10 characters" and book["04_long"]["A2"].value == "ا" * 9 + "…"
    assert contents["08_lines"][2] == "the same table as in the sheet 08_concordance"
    assert "08_lines" not in book.sheetnames
    assert contents["09_verbs"][2] == "not computed: No speaker was found."
    arabic = {row[0]: row[3] for row in rows(opened(written)["المحتويات"])}
    assert arabic["03_words"] == "هنا أول 2 صف؛ والجدول كله في \u200e03_words.csv\u200e"


def test_the_same_tables_give_the_same_bytes_and_report_writes_them(written, study):
    before = workbook.write(written).read_bytes()
    done = CliRunner().invoke(cli.app, ["report", str(written.folder)])
    assert done.exit_code == 0 and "tables.xlsx" in done.output.replace("\n", "")
    assert (written.figures_folder / "tables.xlsx").read_bytes() == before
    assert outputs.others(written) == []


def test_a_table_without_rows_or_with_nothing_in_a_column(study):
    table = pd.DataFrame({"term": ["أ", "ب"], "note": pd.Series([None, None], dtype="str"), "ipm": [float("nan")] * 2})
    outputs.save_table(study, "03_words", table, **WORDS)
    outputs.save_table(study, "04_words", table[:0], **WORDS)
    book = opened(study)
    assert [row[0] for row in rows(book["03_words"])] == ["الكلمة", "أ", "ب"] and len(rows(book["04_words"])) == 1


def test_a_study_without_tables(study):
    with pytest.raises(NotFound, match='There is no table in .* yet; "khitab run'):
        workbook.write(study)


def test_a_column_is_as_wide_as_its_texts():
    book = openpyxl.load_workbook(
        io.BytesIO(spreadsheets.explained({"a": pd.DataFrame({"label": ["شرطة · قتل · سيارة"] * 3, "n": 1})}))
    )
    assert book["a"].column_dimensions["A"].width > 19 > book["a"].column_dimensions["B"].width > 10


def test_a_run_that_fails_late_leaves_the_tables_and_tells_its_own_error(written, monkeypatch):
    def fails(study, **options):
        raise SettingsError("[trends] is at fault.")

    monkeypatch.setattr(runner, "run", fails)
    done = CliRunner().invoke(cli.app, ["run", str(written.folder)])
    assert done.exit_code == 1 and "[trends] is at fault." in done.output
    assert (written.figures_folder / "tables.xlsx").is_file()
    (written.figures_folder / "04_broken.json").write_text("{", "utf-8")
    done = CliRunner().invoke(cli.app, ["run", str(written.folder)])
    assert "[trends] is at fault." in done.output and "Traceback" not in done.output
