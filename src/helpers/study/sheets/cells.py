"""The cells of a coding sheet, however a spreadsheet has saved it: CSV of any kind, or a workbook."""

import csv
import io
import re
import unicodedata
import warnings

import pandas as pd

from ...arabic import letters
from ...arabic.script import LETTER
from ...corpus.reading import cells as reading_cells
from ...corpus.reading import decoding
from ...errors import InputError
from .. import outputs

KEYS = ["query", "doc_id", "start"]
HAND = ["code", "note"]
NEEDED = [*KEYS, *HAND]
DELIMITERS = ",;\t"
_FIRST_ROWS = 20  # among which the header is looked for: a reader may have put a title above it
_EMPTY_ROWS = 10_000  # in a row, after which a worksheet that claims a million rows has ended
_AROUND = letters.INVISIBLE + "\u00a0\u202f \t\r\n"
_GROUPED = re.compile(r"(\d{1,3}(?:[,.' ]\d{3})+)(?:[.,]0+)?")
_WHOLE = re.compile(r"(\d+)(?:[.,]0+)?")
_POWER = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_DIGITS = str.maketrans({"٬": ",", "٫": ".", "’": "'", "\u00a0": " ", "\u202f": " "})


def from_csv(data, file):
    """Read the bytes of a CSV file: (table, its encoding).

    UTF-8 and UTF-16 with and without a mark, windows-1256; comma, semicolon or tab between the cells, whichever gives
    the columns that are needed. Table: every cell a str, the index the number of the line. Raises InputError, which
    names the file, for bytes that are no text, a row that does not parse or has more cells than the header, and for a
    file that was saved in an encoding without Arabic letters.
    """
    try:
        text, encoding, _ = decoding.decode(data)
    except InputError as error:
        text, encoding, problem = data.decode("cp1252", "replace"), "cp1252", error
    if not LETTER.search(text) and "??" in text:
        raise InputError(
            f"{file} was saved without its Arabic letters, question marks stand in their place: write the codes again "
            f"into {file.with_suffix('.xlsx').name} or into a CSV UTF-8, and delete this file."
        )
    if encoding == "cp1252":
        raise InputError(f"{file} cannot be read: {problem}.")
    found = [_parsed(text, delimiter) for delimiter in DELIMITERS]
    rows = max(found, key=_fit)
    if isinstance(rows[-1], str):
        raise InputError(f"{file} cannot be read ({rows[-1]}); save it again as CSV UTF-8.")
    return _table(rows, file), encoding


def from_workbook(data, file):
    """Read the bytes of an .xlsx file as `from_csv` does; the sheet is the one that holds the columns needed.

    Raises InputError for a file that is no workbook, without such a sheet or with two of them.
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that it does not know are no matter here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets}
            book.close()
    except Exception as error:  # openpyxl answers damage with whatever it stumbles over
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(
            f"{file} cannot be read ({reason}); open it and save it again as a workbook (.xlsx) without a password."
        ) from None
    best = max(map(_fit, sheets.values()), default=(0, 0))
    chosen = [title for title, rows in sheets.items() if _fit(rows) == best and best[0]]
    if len(chosen) > 1:
        raise InputError(
            f'{file} holds two sheets of lines, "{chosen[0]}" and "{chosen[1]}"; keep the one that is coded.'
        )
    if not chosen:
        raise InputError(f'{file}: no sheet has the columns {", ".join(NEEDED)}; put them back.')
    return _table(sheets[chosen[0]], file)


def whole_number(cell):
    """Read a whole number as spreadsheets write it (1,234, 1234.0, ١٢٣٤, 1.2E+03); None when it is none."""
    text = _plain(cell)
    if match := _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", match[1]))
    if match := _WHOLE.fullmatch(text):
        return int(match[1])
    if _POWER.fullmatch(text) and float(text.replace(",", ".")).is_integer():
        return int(float(text.replace(",", ".")))
    return None


def number(cell):
    """Read a number with a decimal point or comma; NaN when it is none."""
    try:
        return float(_plain(cell).replace(",", "."))
    except ValueError:
        return float("nan")


def _plain(cell):
    return "".join(str(unicodedata.digit(char, char)) for char in cell.translate(_DIGITS)).strip(_AROUND + "'")


def _parsed(text, delimiter):
    """Rows as (line, cells), without empty ones; where the reading stops, a sentence closes the list."""
    lines = [f"{line}\n" for line in text.split("\n")]
    if re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE):
        lines[0] = "\n"  # Excel's own way to name the delimiter
    limit = csv.field_size_limit(2**31 - 1)
    reader, rows, line = csv.reader(lines, delimiter=delimiter, strict=True), [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        rows.append(f"the row that begins in line {line:,}: {error}")
    finally:
        csv.field_size_limit(limit)
    return rows or ["it is empty"]


def _rows(sheet):
    """Rows of a worksheet as (row, cells as texts), without empty ones."""
    sheet.reset_dimensions()  # the file may claim a million rows
    rows, empty = [], 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_as_text(value) for value in row]
        empty = 0 if any(cell.strip() for cell in cells) else empty + 1
        if not empty:
            rows.append((number, cells))
        elif empty >= _EMPTY_ROWS:
            break
    return rows


def _as_text(value):
    return str(value).upper() if isinstance(value, bool) else reading_cells.as_text(value)


def _header(rows):
    """The place of the header among the rows: the first that names most of the columns needed."""
    named = [len({cell.strip(_AROUND) for cell in cells} & set(NEEDED)) for _, cells in rows[:_FIRST_ROWS]]
    return named.index(max(named))


def _fit(rows):
    """How many of the columns needed are named, and how many cells the header has; nothing for no rows."""
    rows = [row for row in rows if not isinstance(row, str)]
    if not rows:
        return 0, 0
    header = rows[_header(rows)][1]
    return len({cell.strip(_AROUND) for cell in header} & set(NEEDED)), len(header)


def _table(rows, file):
    place = _header(rows)
    (_, header), body = rows[place], rows[place + 1 :]
    header = [outputs.unguarded(cell.strip(_AROUND)) for cell in header]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    for line, cells in body:
        if any(cell.strip() for cell in cells[width:]):
            raise InputError(
                f"{file}, line {line:,}: there are more cells than the header has columns ({width}); name the column, "
                "or empty the cells behind it."
            )
    # Excel leaves out empty cells at the end of a row, and of all rows where sixteen in a row have none.
    whole = [[*cells[:width], *[""] * (width - len(cells))] for _, cells in body]
    columns, names = {}, _names(header)
    for number, name in enumerate(names):
        values = [outputs.unguarded(row[number]).strip(_AROUND) for row in whole]
        if header[number] or any(values):
            columns[name] = pd.Series(values, dtype="str")
    table = pd.DataFrame(columns).set_axis(pd.Index([line for line, _ in body], dtype="int64"), axis=0)
    missing = [column for column in NEEDED if column not in table]
    missing += ["status"] if "text_hash" in table and "status" not in table else []
    if missing:
        raise InputError(f'{file}: the column "{missing[0]}" is gone; put it back, lines are matched by it.')
    return table.assign(start=_starts(table["start"], file))


def _names(header):
    """A name for each column, none of them twice."""
    names = []
    for number, name in enumerate(header, 1):
        made, copy = name or f"column_{number}", 1
        while made in names:
            copy += 1
            made = f"{name}_{copy}"
        names.append(made)
    return names


def _starts(cells, file):
    starts = cells.map(whole_number).astype("Int64")
    if starts.isna().any():
        line = starts.index[starts.isna()][0]
        raise InputError(
            f'{file}, line {line:,}: the column "start" must hold whole numbers, but there is "{cells.loc[line]}"; '
            "undo what was changed there."
        )
    return starts.astype("int64")
