import gc
import io
import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from helpers.errors import ArgumentError
from helpers.study import outputs, spreadsheets


def opened(sheets):
    return openpyxl.load_workbook(io.BytesIO(spreadsheets.to_bytes(sheets)))


def cells(sheets):
    """The values of the only sheet, row by row."""
    return [list(row) for row in opened(sheets).active.iter_rows(values_only=True)]


def lines(**columns):
    table = pd.DataFrame({"doc_id": ["d1"], "pre": ["قال إن"], "keyword": ["الإرهاب"], "post": ["خطر"]})
    return table.assign(**columns)


def test_sheets_run_from_right_to_left_with_a_fixed_header():
    sheet = opened({"08_concordance": lines()})["08_concordance"]
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D2"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width


def test_the_context_adjoins_the_keyword():
    sheet = opened({"a": lines()}).active
    align = {name: sheet[f"{column}2"].alignment for name, column in (("pre", "B"), ("keyword", "C"), ("post", "D"))}
    assert [align[name].horizontal for name in ("pre", "keyword", "post")] == ["left", "center", "right"]
    assert {one.readingOrder for one in align.values()} == {2}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "mailto:a@b.c", "007",
     "1e5", "internal:a!A1", "<b>&amp;</b>", "_x0041_", " spaces ", "سطر\nسطر", "\U0001f600", "True"],
)  # fmt: skip
def test_every_text_stays_the_text_it_is(text):
    sheet = opened({"a": pd.DataFrame({text: [text]})}).active
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud83d"])
def test_a_sign_that_no_workbook_holds(sign):
    assert cells({"a": pd.DataFrame({"text": pd.Series([f"قبل{sign}بعد"], dtype=object)})})[1] == ["قبل\ufffdبعد"]


def test_numbers_dates_and_what_is_missing():
    table = pd.DataFrame(
        {
            "n": [1, 2], "share": [0.5, np.nan], "odds": [np.inf, 1.0], "n_docs": pd.array([1, None], "Int64"),
            "date": pd.to_datetime(["2020-03-01 10:30", None]).astype("datetime64[s]"), "flag": [True, False],
            "source": pd.Categorical(["الشرق", None]), "mixed": pd.Series([1.5, None], dtype=object),
        }
    )  # fmt: skip
    first, second = cells({"a": table})[1:]
    date = pd.Timestamp("2020-03-01 10:30").to_pydatetime()
    assert first == [1, 0.5, "inf", 1, date, "True", "الشرق", 1.5]
    assert second == [2, None, 1, None, None, "False", None, None]


def test_a_date_before_those_of_excel_is_written_out():
    table = pd.DataFrame({"date": pd.to_datetime(["1850-01-01"]).astype("datetime64[s]")})
    assert cells({"a": table})[1] == ["1850-01-01 00:00:00"]


def test_the_same_table_gives_the_same_bytes():
    table = lines(date=pd.to_datetime(["2020-03-01"]))
    first = spreadsheets.to_bytes({"a": table})
    assert first == spreadsheets.to_bytes({"a": table})
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert {info.date_time[0] for info in book.infolist()} == {1980}
        assert re.search(rb"created[^>]*>2000-01-01", book.read("docProps/core.xml"))


def test_python_collects_again_whatever_happens():
    spreadsheets.to_bytes({"a": lines(term=["الدولة"])})
    assert gc.isenabled()
    with pytest.raises(ArgumentError):
        spreadsheets.to_bytes({"a": lines(term=["x" * 40_000])})
    assert gc.isenabled()


def test_names_of_sheets_are_made_to_fit():
    one = lines()
    names = ["مكافحة (الإرهاب|التطرف)", "إرهاب*", "إرهاب?", "a" * 40, "a" * 41, "'x'", "History", "", "A[b]:c/d"]
    book = opened(dict.fromkeys(names, one))
    assert book.sheetnames == [
        "مكافحة (الإرهاب|التطرف)", "إرهاب_", "إرهاب_~2", "a" * 31,
        "a" * 29 + "~2", "x", "History_", "Sheet", "A_b__c_d",
    ]  # fmt: skip


def test_what_excel_cannot_hold():
    with pytest.raises(ArgumentError, match='sheet "طويل", row 1: a text of 32,768 characters, .* 32,767; write CSV'):
        spreadsheets.to_bytes({"طويل": pd.DataFrame({"text": ["ا" * 32_768]})})
    with pytest.raises(ArgumentError, match="a text of 40,000 characters"):
        spreadsheets.to_bytes({"a": pd.DataFrame({"text": ["\U0001f600" * 20_000]})})
    with pytest.raises(ArgumentError, match='"a" would have 1,048,576 rows, but Excel holds 1,048,575; write CSV'):
        spreadsheets.to_bytes({"a": pd.DataFrame({"n": np.zeros(1_048_576)})})
    with pytest.raises(ArgumentError, match="at least one sheet"):
        spreadsheets.to_bytes({})
    assert len(cells({"a": pd.DataFrame({"text": ["ا" * 32_767]})})[1][0]) == 32_767


def test_a_table_without_rows_keeps_its_header():
    assert cells({"a": lines().head(0)}) == [["doc_id", "pre", "keyword", "post"]]


def test_save_writes_beside_the_figures(study):
    path = spreadsheets.save(study, "08_lines", {"a": lines()})
    assert path == study.figures_folder / "08_lines.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["a"]


def test_outputs_lists_the_workbook_and_takes_it_away_again(study):
    texts = {"caption_ar": "أسطر", "caption_en": "Lines"}
    saved = outputs.save_table(study, "08_concordance", lines(), xlsx=True, **texts)
    assert [path.suffix for path in saved.files] == [".xlsx", ".csv", ".json"]
    assert outputs.listing(study)["files"].tolist() == ["csv xlsx"]
    assert '"08_concordance.xlsx"' in saved.files[-1].read_text("utf-8")
    before = {path.name: path.read_bytes() for path in saved.files}
    again = outputs.save_table(study, "08_concordance", lines(), xlsx=True, **texts)
    assert {path.name: path.read_bytes() for path in again.files} == before
    outputs.save_table(study, "08_concordance", lines(), **texts)
    assert not saved.files[0].exists()


def test_a_date_that_is_only_a_year_or_month_shows_no_day():
    days = pd.to_datetime(["2018-01-01", "2018-05-01", "2018-07-03", None])
    table = pd.DataFrame({"date": days, "date_precision": ["year", "month", "day", ""], "last": days})
    sheet = opened({"a": table}).active
    assert [sheet[f"A{row}"].number_format for row in (2, 3, 4)] == ["yyyy", "yyyy-mm", "yyyy-mm-dd"]
    assert {sheet[f"C{row}"].number_format for row in (2, 3, 4)} == {"yyyy-mm-dd"}
    assert sheet["A2"].value.isoformat() == "2018-01-01T00:00:00"
