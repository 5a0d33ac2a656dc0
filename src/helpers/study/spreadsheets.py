"""Tables as Excel workbooks: sheets from right to left, every text a text, the same bytes each time."""

import datetime
import io
import re

import pandas as pd

from ..errors import ArgumentError

_LONGEST, _ROWS = 32_767, 1_048_576  # what a cell and a sheet of Excel hold
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDE = {"pre": 60, "post": 60, "keyword": 22, "quote": 70, "forms": 50, "title": 40, "note": 40, "sentence": 70}


def to_bytes(sheets):
    """Return a workbook as bytes. Sheets run from right to left, the header stays in view, columns can be filtered.

    Texts are written as texts: nothing is run as a formula or made a link. `pre` is aligned to the keyword. Control
    characters that a workbook cannot hold become U+FFFD. Raises ArgumentError, which names the sheet, for more
    rows than a sheet holds or a cell that is too long.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "nan_inf_to_errors": False}  # fmt: skip
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": datetime.datetime(2000, 1, 1), "author": "Khitab"})
    looks = {
        "header": book.add_format({"bold": True, "bottom": 1, "reading_order": 2, "align": "right"}),
        "text": book.add_format({"reading_order": 2, "align": "right", "valign": "top"}),
        # In a sheet that runs from the right, the words before the keyword end at the left of their cell.
        "pre": book.add_format({"reading_order": 2, "align": "left", "valign": "top"}),
        "keyword": book.add_format({"reading_order": 2, "align": "center", "bold": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "right", "valign": "top"}),
    }
    for name, table in sheets.items():
        _sheet(book.add_worksheet(name[:31]), name, table.reset_index(drop=True), looks)
    book.close()
    return buffer.getvalue()


def _sheet(sheet, name, table, looks):
    if len(table) + 1 > _ROWS:
        much = f"{len(table):,} rows, but Excel holds {_ROWS - 1:,}"
        raise ArgumentError(f'The sheet "{name}" would have {much}; write CSV.')
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, _clean(title, name, 0), looks["header"])
        values = table[title]
        look = looks.get(title) if title in ("pre", "keyword") else None
        if pd.api.types.is_datetime64_any_dtype(values):
            for row, value in enumerate(values.dt.to_pydatetime(), start=1):
                if value is not pd.NaT:
                    sheet.write_datetime(row, column, value, looks["date"])
        elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            for row, value in enumerate(values.astype(float), start=1):
                if abs(value) < float("inf"):  # neither NaN nor infinite: such a cell stays empty
                    sheet.write_number(row, column, value, looks["number"])
        else:
            for row, value in enumerate(values.astype(object), start=1):
                if not pd.isna(value):
                    sheet.write_string(row, column, _clean(value, name, row), look or looks["text"])
        sheet.set_column(column, column, _WIDE.get(title, max(10, min(len(str(title)) + 2, 24))))
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _clean(value, name, row):
    text = _ILLEGAL.sub("\ufffd", str(value))
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair
    if len(text) > _LONGEST:
        much = f"a text of {len(text):,} characters, but a cell holds {_LONGEST:,}"
        raise ArgumentError(f'The sheet "{name}", row {row}: {much}; write CSV.')
    return text
