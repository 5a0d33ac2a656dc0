"""Numbers of days, as spreadsheets write dates."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from helpers.corpus import documents
from helpers.corpus.assembly import day_numbers

ROWS = [("التاريخ", "النص"), (44197, "خبر أول"), (44228.5, "خبر ثان"), (datetime.datetime(2021, 3, 1), "خبر ثالث")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("44197", "2021-01-01T00:00:00"), ("44197.0", "2021-01-01T00:00:00"), ("44197.5", "2021-01-01T12:00:00"),
        (" 44197 ", "2021-01-01T00:00:00"), ("10000", "1927-05-18T00:00:00"), ("73050", "2099-12-31T00:00:00"),
        # as the tables of Excel: 36526 is 2000-01-01
        ("36526", "2000-01-01T00:00:00"),
        ("9999", None), ("73051", None), ("444197", None), ("4419", None), ("44,197", None), ("2021", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_number(cell, day):
    found = day_numbers.read(cell)
    assert (found.isoformat() if found else None) == day


def days(tmp_path, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    corpus = documents.read(tmp_path / "a.xlsx")
    return corpus.documents["date"].astype(str).tolist(), corpus.notes["note"].tolist()


def test_a_sheet_counts_from_1900_or_as_the_file_says_from_1904(tmp_path):
    found, notes = days(tmp_path)
    assert found == ["2021-01-01 00:00:00", "2021-02-01 12:00:00", "2021-03-01 00:00:00"]
    assert notes == [
        '2 dates in the column "التاريخ" are day numbers of a spreadsheet, counted from 1900: 44197 is 2021-01-01'
    ]
    found, notes = days(tmp_path, CALENDAR_MAC_1904)
    assert found == ["2025-01-02 00:00:00", "2025-02-02 12:00:00", "2021-03-01 00:00:00"]
    assert "counted from 1904: 44197 is 2025-01-02" in notes[0]


def test_numbers_outside_of_a_column_of_dates_are_none(tmp_path):
    (tmp_path / "a.csv").write_text("text,عدد الكلمات,zip\nنعم,44197,44228\n", encoding="utf-8")
    assert documents.read(tmp_path / "a.csv").documents["date"].isna().all()
