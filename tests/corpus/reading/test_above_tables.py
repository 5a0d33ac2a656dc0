"""Titles above the names of the columns, and cells that are merged: in text files and in sheets."""

import io
import json

import openpyxl
import pytest

from helpers.corpus import documents
from helpers.corpus.reading import arrow_tables, headers
from helpers.display import sentences

TEXT = "اجتمع المجلس لمناقشة الميزانية الجديدة"
NAMES = ["الرقم", "التاريخ", "النص", "المصدر"]
TABLE = [NAMES, ["1", "2023-01-05", TEXT, "الأفق"], ["2", "2023-01-06", TEXT, "المرفأ"]]


def csv_of(rows, delimiter=","):
    return "\n".join(delimiter.join(row) for row in rows) + "\n"


def sheet_of(rows, *merged):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merged_cells.add(cells)  # `merge_cells` would write each cell of the range
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "semicolon.csv", "tsv", "xlsx"])
@pytest.mark.parametrize(
    "above",
    [
        [["تقرير الأخبار"]], [["تقرير الأخبار", "", "", ""], ["", "", "", ""]], [["تقرير"], [], ["صدر في 2023"]],
        [["المصدر:", "الأهرام", "", ""], ["الفترة:", "2019-2020", "", ""]],
    ],
)
def test_what_stands_above_the_names_is_no_row_and_is_told(tmp_path, kind, above):
    path, rows = tmp_path / f"a.{kind}", [*above, *TABLE]
    marks = {"csv": ",", "semicolon.csv": ";", "tsv": "\t"}
    path.write_bytes(sheet_of(rows, "A1:D1") if kind == "xlsx" else csv_of(rows, marks[kind]).encode())
    corpus = documents.read(path)
    assert corpus.documents["source"].tolist() == ["الأفق", "المرفأ"]
    assert corpus.documents["date"].dt.day.tolist() == [5, 6] and len(corpus.set_aside) == 0
    notes = [note for note in corpus.notes["note"] if "above the names of the columns" in note]
    assert len(notes) == 1 and above[0][0] in notes[0]
    assert (f"in row {len(rows) - 2} of" if kind == "xlsx" else f"in line {len(rows) - 2} ") in notes[0]


@pytest.mark.parametrize(
    "rows",
    [
        [["", "text"], ["0", TEXT], ["1", TEXT]], [["", "المنشور"], ["0", TEXT], ["1", TEXT]],
        [["text"], [f"{TEXT}, ثم انصرف"], [f"{TEXT}, ثم عاد"]], [["خبر", "نوع"], [TEXT, "أ"], [TEXT, "ب"]],
        [["id", "", "text"], ["1", "x", TEXT], ["2", "y", TEXT]], [["text", "id"], [TEXT, ""], ["", "2"], [TEXT, "3"]],
        [["1", TEXT], ["2", TEXT]], [["text"], [TEXT]], [["text", "title"]],
    ],
)
def test_the_first_row_is_the_header_of_every_other_table(rows):
    assert headers.place_of(rows) == 0


def test_a_large_table_below_a_title_is_read_as_a_small_one(tmp_path):
    rows = [["تقرير", "", "", ""], NAMES, *([str(n), "2023-01-05", f"{TEXT} {n} " * 4, "الأفق"] for n in range(9_000))]
    data = csv_of(rows).encode()
    assert len(data) > arrow_tables.SMALLEST and arrow_tables.separated(data) is None
    assert arrow_tables.separated(csv_of(rows[1:]).encode()) is not None
    (tmp_path / "a.csv").write_bytes(data)
    corpus = documents.read(tmp_path / "a.csv")
    assert len(corpus) == 9_000 and "تقرير" in corpus.notes["note"][0]


def test_merged_cells_are_filled_down_but_texts_are_not(tmp_path):
    rows = [["النص", "المصدر", "الباب"], [TEXT, "الأفق", "سياسة"], [f"{TEXT} ب", None, None], [None, None, "أدب"],
            [f"{TEXT} ج", None, None], [f"{TEXT} د", "المرفأ", None]]  # fmt: skip
    (tmp_path / "a.xlsx").write_bytes(sheet_of(rows, "B2:B5", "A3:A4", "C2:C3"))
    corpus = documents.read(tmp_path / "a.xlsx")
    assert corpus.documents["source"].tolist() == ["الأفق", "الأفق", "الأفق", "المرفأ"]
    assert corpus.documents["category"].tolist() == ["سياسة", "سياسة", "unknown", "unknown"]
    assert [note for note in corpus.notes["note"] if "merged" in note] == [
        '3 cells of the column "المصدر" are merged with one above and have its value',
        '1 cells of the column "الباب" are merged with one above and have its value',
    ]


def test_merged_cells_below_a_title_and_a_merge_over_the_whole_sheet(tmp_path):
    rows = [["تقرير الأخبار"], ["النص", "المصدر", "التاريخ"]]
    rows += [[TEXT, "الأفق", "2023-01-05"], [f"{TEXT} ب", None, "2023-01-06"]]
    (tmp_path / "a.xlsx").write_bytes(sheet_of(rows, "A1:C1", "B3:B4"))
    (tmp_path / "b.xlsx").write_bytes(sheet_of(rows[1:], "B2:B1048576"))
    found = documents.read(tmp_path)
    assert found.documents["source"].tolist() == ["الأفق", "الأفق", "الأفق", "unknown"]
    assert any("merged over more than" in note for note in found.notes["note"])


def test_a_cover_before_the_table_is_set_aside_and_not_the_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "غلاف"
    book.active.append(["مدونة الأخبار", "2023"])
    for name, first in (("البيانات", 1), ("تتمة", 11)):
        sheet = book.create_sheet(name)
        sheet.append(["م", "النص"])
        for n in range(first, first + 2):
            sheet.append([n, f"{TEXT} {n}"])
    book.save(tmp_path / "a.xlsx")
    corpus = documents.read(tmp_path / "a.xlsx")
    assert corpus.documents["text"].tolist() == [f"{TEXT} {n}" for n in (1, 2, 11, 12)]
    assert corpus.set_aside["reason"].tolist() == [
        'the sheet "غلاف" has other columns than "البيانات"; save it as a file of its own'
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("n", [2, 9_000])
@pytest.mark.parametrize("above", [[], [[""] * 3], [["", "", "تقرير"]]])
def test_empty_rows_above_and_an_empty_first_column_are_no_matter(tmp_path, mark, n, above):
    rows = [[""] * 3, *above, ["", "التاريخ", "النص"]]
    rows += [["", "2023-01-05", f"{TEXT} {number} " * (1 if n == 2 else 6)] for number in range(n)]
    path = tmp_path / ("a.tsv" if mark == "\t" else "a.csv")
    path.write_text(csv_of(rows, mark), encoding="utf-8")
    assert n == 2 or path.stat().st_size > arrow_tables.SMALLEST
    corpus = documents.read(path)
    assert len(corpus) == n and corpus.documents["date"].notna().all() and len(corpus.set_aside) == 0
    assert corpus.documents["doc_id"][0] == f"a-{len(above) + 3}"


def test_sheets_with_the_same_columns_in_another_order_belong_together(tmp_path):
    book = openpyxl.Workbook()
    second, third = book.create_sheet("ب"), book.create_sheet("ج")
    for row in (["م", "التاريخ", "النص", "المصدر"], ["1", "2023-01-05", f"{TEXT} 1", "الأفق"]):
        book.active.append(row)
    for row in ([" المصدر", "النص ", "م", "التاريخ"], ["المرفأ", f"{TEXT} 2", "2"], ["المرفأ", TEXT, "3", "", "زائد"]):
        second.append(row)
    for row in (["م", "التاريخ", "النص", "الكاتب"], ["4", "2023-01-05", f"{TEXT} 4", "سلمى"]):
        third.append(row)
    book.save(tmp_path / "a.xlsx")
    corpus = documents.read(tmp_path / "a.xlsx")
    assert corpus.documents["text"].tolist() == [f"{TEXT} 1", f"{TEXT} 2"]
    assert corpus.documents["source"].tolist() == ["الأفق", "المرفأ"]
    assert corpus.documents["date"].isna().tolist() == [False, True]
    assert sorted(corpus.set_aside["reason"]) == [
        "has 5 cells where the header has 4",
        'the sheet "ج" has other columns than "Sheet"; save it as a file of its own',
    ]


def test_hidden_sheets_and_rows_are_read_and_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "ظاهرة"
    for title in ("مخفية", "مخفية جدا", "فارغة"):
        book.create_sheet(title).sheet_state = "veryHidden" if title.endswith("جدا") else "hidden"
    for first, sheet in enumerate(book.worksheets[:3]):
        for row in (["النص", "المصدر"], *([f"{TEXT} {first} {n}", "الأفق"] for n in range(3))):
            sheet.append(row)
    for row in (3, 4, 90):  # the last is empty
        book.worksheets[0].row_dimensions[row].hidden = True
    book.worksheets[0].row_dimensions[2].hidden = False
    book.worksheets[0].column_dimensions["A"].hidden = True
    book.save(tmp_path / "a.xlsx")
    corpus = documents.read(tmp_path / "a.xlsx")
    assert len(corpus) == 9
    told = [note for note in corpus.notes["note"] if "hidden" in note]
    assert told == [
        '2 rows of the sheet "ظاهرة" are hidden in Excel, and are read all the same',
        'the sheet "مخفية" is hidden in Excel, and is looked at all the same',
        'the sheet "مخفية جدا" is hidden in Excel, and is looked at all the same',
    ]
    assert all(map(sentences.arabic, told))


def test_json_needs_no_header(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([dict(zip(NAMES, row, strict=True)) for row in TABLE[1:]]), "utf-8")
    assert len(documents.read(tmp_path / "a.json").notes) == 0
