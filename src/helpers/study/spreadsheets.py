"""Tables as Excel workbooks: sheets from right to left, every text a text, the same bytes each time."""

import datetime
import io
import re

import pandas as pd

from .. import room, schema
from ..corpus import periods
from ..display.tables import named_values
from ..errors import ArgumentError
from . import files

_LONGEST, _ROWS, _NAME = 32_767, 1_048_576, 31  # what a cell (UTF-16 units), a sheet and its name hold
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = {"pre": 60, "post": 60, "keyword": 22, "quote": 70, "forms": 50, "title": 40, "note": 40, "sentence": 70}
_PAGE = 160  # characters: a sheet that is wider would be printed too small to be read
_MOST, _SAMPLE, _LINE = 66, 500, 17  # width of a column, rows that decide on it, points of a line
_PLAIN = ("year", "period")  # whole numbers there are no quantities
_YES = {"ar": ("نعم", "لا"), "en": ("yes", "no")}
_WORDS = {
    "ar": ("الأعمدة", "كيف صُنع", ["الجدول", "العنوان", "الاسم في CSV", "المعنى"], ["الجدول", "البند", "القيمة"]),
    "en": ("columns", "provenance", ["table", "heading", "name in CSV", "meaning"], ["table", "item", "value"]),
}
#: What a sheet on how tables were made calls its items in Arabic; settings and packages keep their names.
ITEMS = {
    "caption": "التعليق", "notebook": "الدفتر", "study": "الدراسة", "corpus_hash": "بصمة المدونة",
    "seed": "بذرة العشوائية", "commit": "إيداع الشيفرة", "changed since": "ما تغيّر بعد صنعه", "sha256": "بصمة الجدول",
    "documents": "عدد الوثائق", "tokens": "عدد الكلمات",
}  # fmt: skip
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_NUMBERS = ("0", "#,##0", "#,##0.0", "0.00", "0.000", "0.0E+00")
_FIRST_DAY = pd.Timestamp(1900, 3, 1)  # Excel takes 1900 for a leap year: before this day its dates are off


def save(study, name, sheets):
    """Write figures/<study>/<name>.xlsx and return its path; sheets: {sheet name: DataFrame}."""
    return files.write(study.figures_folder / f"{name}.xlsx", to_bytes(sheets))


def to_bytes(sheets, *, headings=None, language="ar"):
    """Return a workbook as bytes. Sheets run from right to left, the header stays in view, columns can be filtered.

    sheets: {sheet name: DataFrame}; the index of a table is left out. headings: {sheet name: {column: what stands over
    it}}: these are tables for a reader, with rounded numbers (the cells hold them whole) and columns as wide as their
    texts; others have the names of the columns over them, and numbers as they are. language: in "en" sheets run from
    the left, but for those of concordance lines, whose words run on from cell to cell. Texts are written as texts:
    nothing is run as a formula or made a link. `pre` is aligned to the keyword. Characters that a workbook cannot hold
    become U+FFFD; signs that a sheet name cannot hold become _, and a long or repeated name is cut and numbered.
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
    names = set()
    directions = {False: _looks(book, rtl=False), True: _looks(book, rtl=True)}
    with room.uncollected():
        for name, table in sheets.items():
            rtl, shown = language == "ar" or "pre" in table.columns, (headings or {}).get(name)
            sheet = book.add_worksheet(_sheet_name(name, names))
            _sheet(sheet, name, table, directions[rtl], shown, rtl=rtl)
        book.close()
    return buffer.getvalue()


def _looks(book, *, rtl):
    """The formats of cells in a sheet that runs from the right, or from the left."""
    side = {"reading_order": 2, "align": "right"} if rtl else {"align": "left"}
    looks = {
        "header": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", **side}),
        "text": book.add_format({"valign": "top", **side}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True, **side}),
        # 03_words.csv would be written words.csv_03 in a cell that runs from the right.
        "text latin": book.add_format({"valign": "top", **side, "reading_order": 1}),
        "wrapped latin": book.add_format({"valign": "top", "text_wrap": True, **side, "reading_order": 1}),
        # In a sheet that runs from the right, the words before the keyword end at the left of their cell.
        "pre": book.add_format({"reading_order": 2, "align": "left", "valign": "top"}),
        "keyword": book.add_format({"reading_order": 2, "align": "center", "bold": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }
    days = (("date", "yyyy-mm-dd"), ("month", "yyyy-mm"), ("year", "yyyy"), ("years", "yyyy"))
    align = side["align"]
    looks |= {written: book.add_format({"num_format": written, "valign": "top"}) for written in _NUMBERS}
    return looks | {
        name: book.add_format({"num_format": written, "align": align, "valign": "top"}) for name, written in days
    }


def explained(tables, *, language="ar", made=(), first=None):
    """Return a workbook as bytes for a reader: headings in words, a sheet that explains them, one on how it was made.

    tables: {sheet name: DataFrame}, all rows and columns; values have their names as in `display.tables`, dates are
    dates. language: of the headings. first: {sheet name: DataFrame} of what stands before them, as it is. made: (table,
    what, value) each; the names of `ITEMS` are shown in the language. Raises ArgumentError as `to_bytes`.
    """
    words, sheets, headings, rows = _WORDS[language], dict(first or {}), {}, []
    for name, table in tables.items():
        headings[name] = schema.headings(table.columns, language=language)
        described = schema.described(table.columns)
        for column in table.columns:
            about = described[str(column)]
            meaning = schema.meaning(about, language=language) if about else ""
            rows.append((name, headings[name][str(column)], str(column), meaning))
        sheets[name] = _with_words(named_values(_with_dates(table, described), language=language), language)
    headings |= dict.fromkeys((*(first or {}), *words[:2]), {})
    sheets[words[0]] = pd.DataFrame(rows, columns=words[2], dtype="str")
    if made:
        told = [(table, ITEMS.get(what, what) if language == "ar" else what, value) for table, what, value in made]
        sheets[words[1]] = pd.DataFrame(told, columns=words[3], dtype="str")
    return to_bytes(sheets, headings=headings, language=language)


def _with_dates(table, described):
    """The table with the dates that a CSV file holds as texts as dates, so that a sheet sorts and filters them."""
    made = {}
    for column, about in described.items():
        if about and about.dtype.startswith("datetime") and isinstance(table[column].dtype, pd.StringDtype):
            dates = pd.to_datetime(table[column], format="ISO8601", errors="coerce")
            if (dates.notna() == table[column].notna()).all():
                made[column] = dates
    return table.assign(**made) if made else table


def _with_words(table, language):
    """The table with yes and no in words."""
    flags = table.select_dtypes(["bool", "boolean"]).columns
    return table.assign(**{one: table[one].map(dict(zip((True, False), _YES[language], strict=True))) for one in flags})


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


def _sheet(sheet, name, table, looks, headings, *, rtl):
    if len(table) + 1 > _ROWS:
        raise ArgumentError(
            f'The sheet "{name}" would have {len(table):,} rows, but Excel holds {_ROWS - 1:,}; write CSV.'
        )
    if rtl:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)
    widths = [_width(table, column, headings) for column in range(len(table.columns))]
    if headings is not None:
        sheet.set_default_row(_LINE)
    lines = _lines(table, widths) if headings == {} else []
    for row, n in enumerate(lines, start=1):
        sheet.set_row(row, n * _LINE)
    for column, title in enumerate(table.columns):
        over = (headings or {}).get(str(title), title)
        sheet.write_string(0, column, _clean(over, name, "the header"), looks["header"])
        sheet.set_column(column, column, widths[column])
        look = title if title in ("pre", "keyword") else "wrapped" if headings == {} else "text"
        known = table.get(periods.name_of_precision(title))
        _column(sheet, column, table.iloc[:, column], name, looks, look, precision=known, pretty=headings is not None)
    if sum(widths) <= _PAGE:
        sheet.fit_to_pages(1, 0)  # as wide as a page, as long as need be
    if len(table) and len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _width(table, column, headings):
    """Characters that a column is wide: in a table for a reader as most of its texts need, up to a limit."""
    title = str(table.columns[column])
    head = max(10, min(len(str((headings or {}).get(title, title))) + 2, 24))
    if title in _WIDE:
        return _WIDE[title]
    values = table.iloc[:_SAMPLE, column]
    if headings is None or not len(values) or not isinstance(values.dtype, pd.StringDtype | pd.CategoricalDtype):
        return head
    return max(head, min(int(values.astype("str").fillna("").str.len().quantile(0.95)) + 2, _MOST))


def _lines(table, widths):
    """How many lines each row of a table takes whose texts are wrapped."""
    made = [
        table.iloc[:, column].astype("str").fillna("").str.len() // width + 1 for column, width in enumerate(widths)
    ]
    return pd.concat(made, axis=1).max(axis=1).tolist() if made else []


def _column(sheet, column, values, name, looks, look, *, precision, pretty):
    """Write the cells of one column; a missing value leaves its cell empty, an infinite one is written as a text.

    precision: of the dates of the column, None where all are days. A date that is only a year shows no more. pretty:
    numbers are shown rounded, texts without Arabic run from the left.
    """
    whole = pd.api.types.is_integer_dtype(values)
    plain = str(values.name) in _PLAIN
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
            sheet.write_number(row, column, value, looks[_rounded(value, whole, plain) if pretty else "number"])
        else:
            text = _clean(value, name, f"row {row:,}")
            latin = pretty and f"{look} latin" in looks and not _ARABIC.search(text)
            sheet.write_string(row, column, text, looks[f"{look} latin" if latin else look])


def _rounded(value, whole, plain):
    """How a number is shown: its cell holds all of it."""
    if whole:
        return "0" if plain else "#,##0"
    size = abs(value)
    if size >= 100:
        return "#,##0.0"
    return "0" if size == 0 else "0.00" if size >= 1 else "0.000" if size >= 0.001 else "0.0E+00"


def _clean(value, name, place):
    text = _ILLEGAL.sub("\ufffd", str(value))
    length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if length > _LONGEST:
        raise ArgumentError(
            f'The sheet "{name}", {place}: a text of {length:,} characters, but a cell holds {_LONGEST:,}; write CSV.'
        )
    return text
