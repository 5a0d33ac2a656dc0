"""Excel tables. Formulas are not worked out: the value that Excel saved last is read."""

import io
import warnings

from ...errors import InputError
from .cells import as_text
from .limits import OFFICE, check_office_file, too_large
from .result import brief, library
from .tables import named

WIDEST = 1_000  # columns
EMPTY_ROWS = 10_000  # in a row, and ten times as many in all, after which nothing more is looked for


def excel(data, *, largest):
    """Read a .xlsx: the first sheet with cells, then every other that has the same header."""
    openpyxl = library("openpyxl", "openpyxl", ".xlsx files")
    library("defusedxml", "defusedxml", ".xlsx files")  # openpyxl reads XML safely only with it
    check_office_file(data, largest, "Excel")
    limit = int(largest * OFFICE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles it does not know are no matter here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets, remarks = [], []
            for sheet in book.worksheets:
                sheets.append((sheet.title, _cells(sheet, limit, remarks)))
            book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl answers damage with whatever it stumbles over
        raise InputError(f"not a whole Excel file ({brief(error)}); open and save it again") from None
    sheets = [(title, rows) for title, rows in sheets if rows]
    if not sheets:
        raise InputError("an Excel file without cells")
    return _joined(sheets, remarks)


def _joined(sheets, remarks):
    """One table of all sheets; rows are numbered on from sheet to sheet."""
    (title, rows), *others = sheets
    (line, header), body = rows[0], rows[1:]
    aside, last = [], rows[-1][0]
    for other, more in others:
        if more[0][1] == header:
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
