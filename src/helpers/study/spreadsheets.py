"""Tables as Excel workbooks: sheets from right to left, every text a text, the same bytes each time."""

import datetime
import io
import re

import pandas as pd

from .. import schema
from ..corpus import periods
from ..display.tables import named_values
from ..errors import ArgumentError
from . import files

_LONGEST, _ROWS, _NAME = 32_767, 1_048_576, 31  # what a cell (UTF-16 units), a sheet and its name hold
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = {"pre": 60, "post": 60, "keyword": 22, "quote": 70, "forms": 50, "title": 40, "note": 40, "sentence": 70}
_WORDS = {
    "ar": ("الأعمدة", "كيف صُنع", ["الجدول", "العنوان", "الاسم في CSV", "المعنى"], ["البند", "القيمة"]),
    "en": ("columns", "provenance", ["table", "heading", "name in CSV", "meaning"], ["item", "value"]),
}
_FIRST_DAY = pd.Timestamp(1900, 3, 1)  # Excel takes 1900 for a leap year: before this day its dates are off


def save(study, name, sheets):
    """Write figures/<study>/<name>.xlsx and return its path; sheets: {sheet name: DataFrame}."""
    return files.write(study.figures_folder / f"{name}.xlsx", to_bytes(sheets))


def to_bytes(sheets):
    """Return a workbook as bytes. Sheets run from right to left, the header stays in view, columns can be filtered.

    sheets: {sheet name: DataFrame}; the index of a table is left out. Texts are written as texts: nothing is run as a
    formula or made a link. `pre` is aligned to the keyword. Characters that a workbook cannot hold become U+FFFD; signs
    that a sheet name cannot hold become _, and a long or repeated name is cut and numbered.
    Raises ArgumentError, which names the sheet, for more rows than a sheet holds, a text that is too long for a cell,
    or when there is no sheet.
    """
    import xlsxwriter

    if not sheets:
        raise ArgumentError("There is no table to write: a workbook needs at least one sheet.")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
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
    looks |= {
        name: book.add_format({"num_format": written, "align": "right", "valign": "top"})
        for name, written in (("month", "yyyy-mm"), ("year", "yyyy"), ("years", "yyyy"))
    }
    names = set()
    for name, table in sheets.items():
        _sheet(book.add_worksheet(_sheet_name(name, names)), name, table, looks)
    book.close()
    return buffer.getvalue()


def explained(tables, *, language="ar", made=()):
    """Return a workbook as bytes for a reader: headings in words, a sheet that explains them, one on how it was made.

    tables: {sheet name: DataFrame}, all rows and columns; values have their names as in `display.tables`. language: of
    the headings. made: (what, value) pairs. Raises ArgumentError as `to_bytes`.
    """
    words, sheets, rows = _WORDS[language], {}, []
    for name, table in tables.items():
        headings = schema.headings(table.columns, language=language)
        described = schema.described(table.columns)
        for column in table.columns:
            about = described[str(column)]
            rows.append((name, headings[str(column)], str(column), about.meaning if about else ""))
        sheets[name] = named_values(table, language=language).rename(columns=headings)
    sheets[words[0]] = pd.DataFrame(rows, columns=words[2], dtype="str")
    if made:
        sheets[words[1]] = pd.DataFrame(list(made), columns=words[3], dtype="str")
    return to_bytes(sheets)


def _sheet_name(name, taken):
    """A name that Excel takes and no sheet of the workbook has yet; Excel knows no difference of case."""
    name = _NO_NAME.sub("_", str(name)).strip("'").strip() or "Sheet"
    name = f"{name}_" if name.casefold() == "history" else name
    made, number = name[:_NAME].rstrip("'"), 1
    while made.casefold() in taken:
        number += 1
        made = f"{name[: _NAME - len(str(number)) - 1]}~{number}"
    taken.add(made.casefold())
    return made


def _sheet(sheet, name, table, looks):
    if len(table) + 1 > _ROWS:
        raise ArgumentError(
            f'The sheet "{name}" would have {len(table):,} rows, but Excel holds {_ROWS - 1:,}; write CSV.'
        )
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, _clean(title, name, "the header"), looks["header"])
        look = looks[title if title in ("pre", "keyword") else "text"]
        known = table.get(periods.name_of_precision(title))
        _column(sheet, column, table.iloc[:, column], name, looks, look, precision=known)
        sheet.set_column(column, column, _WIDE.get(title, max(10, min(len(str(title)) + 2, 24))))
    if len(table) and len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _column(sheet, column, values, name, looks, look, *, precision):
    """Write the cells of one column; a missing value leaves its cell empty, an infinite one is written as a text.

    precision: of the dates of the column, None where all are days. A date that is only a year shows no more.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        values = values.dt.tz_localize(None)
    elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        values = values.astype("Float64")
    known = [None] * len(values) if precision is None else precision.astype(object)
    for row, (value, coarse) in enumerate(zip(values.astype(object), known, strict=True), start=1):
        if pd.isna(value):
            continue
        if isinstance(value, pd.Timestamp) and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value.to_pydatetime(warn=False), looks.get(coarse, looks["date"]))
        elif isinstance(value, float) and abs(value) < float("inf"):
            sheet.write_number(row, column, value, looks["number"])
        else:
            sheet.write_string(row, column, _clean(value, name, f"row {row:,}"), look)


def _clean(value, name, place):
    text = _ILLEGAL.sub("\ufffd", str(value))
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if length > _LONGEST:
        raise ArgumentError(
            f'The sheet "{name}", {place}: a text of {length:,} characters, but a cell holds {_LONGEST:,}; write CSV.'
        )
    return text
