"""Excel tables. Formulas are not worked out: the value that Excel saved last is read."""

import io
import re
import warnings
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import datetime

from ...errors import InputError
from .cells import as_text
from .columns import guess
from .headers import above, named, names_of, place_of
from .limits import OFFICE, check_office_file, too_large
from .result import brief, library

WIDEST = 1_000  # columns
FROM_1900 = datetime(1899, 12, 30)  # the day before the first, of Excel but for old ones for the Mac
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?hidden="(?:1|true)"[^>]*')
_ROW = re.compile(rb'\sr="(\d{1,7})"')
MOST_MERGED = 1_000_000  # cells
EMPTY_ROWS = 10_000  # in a row, and ten times as many in all, after which nothing more is looked for


def excel(data, *, largest):
    """Read a .xlsx: the first sheet with cells that is no cover, then every other that has the same columns."""
    openpyxl = library("openpyxl", "openpyxl", ".xlsx files")
    library("defusedxml", "defusedxml", ".xlsx files")  # openpyxl reads XML safely only with it
    check_office_file(data, largest, "Excel")
    limit = int(largest * OFFICE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles it does not know are no matter here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets, remarks, (merged, hidden) = [], [], _of_the_layout(data, book)
            for sheet in book.worksheets:
                rows = _cells(sheet, limit, remarks)
                remarks += _told_of_hidden(sheet, rows, hidden.get(sheet.title, ()))
                place = place_of([cells for _, cells in rows])
                if place:
                    titles = [cells for _, cells in rows[:place]]
                    remarks.append(above(f'row {rows[place][0]:,} of the sheet "{sheet.title}"', titles))
                sheets.append((sheet.title, _filled_down(rows[place:], merged.get(sheet.title, ()), remarks)))
            day_zero = book.epoch if book.epoch != FROM_1900 else None
            book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl answers damage with whatever it stumbles over
        raise InputError(f"not a whole Excel file ({brief(error)}); open and save it again") from None
    sheets = [(title, rows) for title, rows in sheets if rows]
    if not sheets:
        raise InputError("an Excel file without cells")
    return replace(_joined(sheets, remarks), day_zero=day_zero)


def _of_the_layout(data, book):
    """(Title of a sheet -> the cells that are merged over several rows, title -> the numbers of its hidden rows).

    Merged cells are (first row, last row, column), from 1. openpyxl tells neither when it reads row by row.
    """
    from openpyxl.utils.cell import column_index_from_string

    found, hidden = {}, {}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for sheet in book.worksheets:
            path = getattr(sheet, "_worksheet_path", "")
            if path not in parts.NameToInfo:
                continue
            layout = parts.read(path)
            if b"hidden=" in layout:
                rows = (_ROW.search(match[0]) for match in _HIDDEN.finditer(layout))
                hidden[sheet.title] = {int(row[1]) for row in rows if row}
            for match in _MERGED.finditer(layout.rpartition(b"</sheetData>")[2]):
                column, first, last = match[1].decode(), int(match[2]), int(match[4])
                if last > first:
                    found.setdefault(sheet.title, []).append((first, last, column_index_from_string(column) - 1))
    return found, hidden


def _told_of_hidden(sheet, rows, hidden):
    """Sentences on what Excel does not show of a sheet, and is read all the same."""
    if rows and sheet.sheet_state != "visible":
        yield f'the sheet "{sheet.title}" is hidden in Excel, and is looked at all the same'
    n = sum(number in hidden for number, _ in rows) if hidden else 0
    if n:
        yield f'{n:,} rows of the sheet "{sheet.title}" are hidden in Excel, and are read all the same'


def _filled_down(rows, merged, remarks):
    """The rows, the value of cells that are merged over several rows in each of them, but for those of the texts."""
    if not rows or not merged:
        return rows
    texts = guess(rows[0][1]).get("text")
    texts = rows[0][1].index(texts) if texts is not None else None
    at, filled, looked_at = dict(rows[1:]), Counter(), 0
    for first, last, column in merged:
        above_all = at.get(first, [])
        if column == texts or column >= len(above_all) or not above_all[column].strip():
            continue
        looked_at += last - first
        if last - first > EMPTY_ROWS or looked_at > MOST_MERGED:
            remarks.append(f"cells merged over more than {EMPTY_ROWS:,} rows, or too many, are left as they are")
            break
        for number in range(first + 1, last + 1):
            cells = at.get(number)
            if cells is not None and not (column < len(cells) and cells[column].strip()):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = above_all[column]
                filled[column] += 1
    for column, n in sorted(filled.items()):
        name = rows[0][1][column] if column < len(rows[0][1]) else f"column {column + 1}"
        remarks.append(f'{n:,} cells of the column "{name}" are merged with one above and have its value')
    return rows


def _joined(sheets, remarks):
    """One table of all sheets; rows are numbered on from sheet to sheet.

    Its columns are those of the first sheet, unless that is a cover: shorter, and without a text by its names, where
    another has one.
    """
    known = [place for place, (_, rows) in enumerate(sheets) if "text" in guess(names_of(rows[0][1]))]
    if known and known[0] > 0 and len(sheets[0][1]) < len(sheets[known[0]][1]):
        sheets.insert(0, sheets.pop(known[0]))
    (title, rows), *others = sheets
    (line, header), body = rows[0], rows[1:]
    aside, last = [], rows[-1][0]
    for other, more in others:
        order = _order(header, more[0][1])
        if order is not None:
            more = [(number, _in_order(cells, order)) for number, cells in more]
            remarks.append(f'rows after {last:,} are those of the sheet "{other}"')
            body += [(last + number, cells) for number, cells in more[1:]]
            last += more[-1][0]
        else:
            aside.append((None, f'the sheet "{other}" has other columns than "{title}"; save it as a file of its own'))
    kept = []
    for number, cells in body:
        wide = [*cells, *[""] * (len(header) - len(cells))]
        if any(cell.strip() for cell in wide[len(header) :]):
            aside.append((number, f"has {len(wide)} cells where the header has {len(header)}"))
        elif any(cell.strip() for cell in wide):
            kept.append((number, wide[: len(header)]))
    return named(line, header, kept, aside, tuple(remarks))


def _order(header, other):
    """The places in one header of the names in another, in the order of these; None where they are not the same."""
    names, others = ([cell.strip() for cell in cells] for cells in (header, other))
    if names == others:
        return range(len(names))
    same = sorted(names) == sorted(others) and len(set(names)) == len(names)
    return [others.index(name) for name in names] if same else None


def _in_order(cells, order):
    """The cells of a row in an order; behind them those that stand below no name."""
    if isinstance(order, range):
        return cells
    return [cells[place] if place < len(cells) else "" for place in order] + cells[len(order) :]


def _cells(sheet, limit, remarks):
    """Rows that are not empty as (number, cells as strings), cells at the end that are empty left out."""
    if (sheet.max_column or 0) > WIDEST:
        remarks.append(f'columns of the sheet "{sheet.title}" after {WIDEST:,} are not read')
    sheet.reset_dimensions()  # the file may claim a million rows
    rows, size, empty, all_empty = [], 0, 0, 0
    for number, row in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True), 1):
        if row.count(None) == len(row):
            empty, all_empty = empty + 1, all_empty + 1
            if empty >= EMPTY_ROWS or all_empty >= 10 * EMPTY_ROWS:
                remarks.append(f'the sheet "{sheet.title}" is not read behind row {number:,}: too many rows are empty')
                break
            continue
        empty = 0
        cells = [as_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        size += sum(map(len, cells))
        if size > limit:
            raise too_large(None, limit)
        if cells:
            rows.append((number, cells))
    return rows
