"""Clean tables as text, read as columns by Arrow; a table that is not clean is read row by row (`tables`).

Clean: UTF-8, as many cells in each row as in the header, quotation marks only around whole cells and doubled inside,
line ends LF or CRLF. Both readers then find the same cells in the same lines; in a tenth of the time here.
"""

import csv
from itertools import islice

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from . import decoding, headers, tables
from .result import Reading, Table

SMALLEST = 1_000_000  # bytes; smaller tables are read row by row before Arrow has begun
_HEAD = 1_000_000  # bytes in which the delimiter and the header are sought
_LONG_ROW = 100  # bytes; of shorter rows the list of them grows while it is made
_START, _PLAIN, _QUOTED, _CLOSED = range(4)  # where in a cell: before it, in it, in quotation marks, behind them


def separated(data):
    """Read a clean table of commas, semicolons, tabs or bars.

    data: the bytes of the file. Returns the Reading as `tables.separated` and `decoding.decode` would give it, or None
    where the table is small or not clean, or where it takes a second look to tell.
    """
    if len(data) < SMALLEST or data.startswith(tuple(mark for mark, _ in decoding.MARKS)):
        return None  # UTF-16 without a mark has NUL bytes, so that it is not clean
    lines = [f"{line}\n" for line in data[:_HEAD].decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[:-1]]
    delimiter = _delimiter(lines)
    if delimiter is None or lines[0].isspace():
        return None
    head = csv.reader(lines, delimiter=delimiter)
    header = next(head)
    if not any(cell.strip() for cell in header):
        return None  # an empty row above the names
    clean, begins, in_cells, n_crlf, crlf_in_cells = _layout(np.frombuffer(data, np.uint8), ord(delimiter))
    if not clean or len(begins) < 2:
        return None
    table = _cells(data, len(header), delimiter, head.line_num, in_cells)
    if table is None or table.num_rows != len(begins) - 1:
        return None
    if crlf_in_cells:
        table = pa.table({name: pc.replace_substring(table[name], "\r\n", "\n") for name in table.column_names})
    if any(headers.repeats(header, cells) for cells in _likely_repeats(table, header)):
        return None
    beginning = zip(*(column.to_pylist() for column in table.slice(0, headers.LOOKED_AT).columns), strict=True)
    if headers.place_of([header, *map(list, beginning)]):
        return None
    names = headers.names_of(header)
    first = zip(*(column.to_pylist() for column in table.slice(0, 1000).columns), strict=True)
    if headers.is_data(header, [(0, cells) for cells in first]):
        return None
    how = "valid UTF-8" + (f"; {n_crlf:,} CRLF line ends changed to LF" if n_crlf else "")
    columns = {name: column.chunk(0) for name, column in zip(names, table.columns, strict=True)}
    return Reading(Table(begins[1:].tolist(), columns, {}), encoding="utf-8", how=how)


def _likely_repeats(table, header):
    """The rows whose first and last cell are the first and last name of a column."""
    ends = ((table.columns[place], header[place].strip()) for place in (0, -1))
    same = [pc.equal(pc.utf8_trim_whitespace(column), name) for column, name in ends]
    found = table.filter(pc.and_(*same))
    return zip(*(column.to_pylist() for column in found.columns), strict=True)


def _delimiter(lines):
    """The delimiter, None where these lines do not tell it, or where it takes more of them to tell."""
    if not lines or lines[0][:4].lower() == "sep=":
        return None
    for delimiter in tables.DELIMITERS:
        try:
            if len(list(islice(csv.reader(lines, delimiter=delimiter), 50))) < 50:
                return None
        except csv.Error:
            return None
    chosen = tables.delimiter_of(lines)
    return chosen if chosen in tables.DELIMITERS else None


def _cells(data, width, delimiter, skipped, in_cells):
    """The cells below the header as large strings, None where Arrow cannot read them."""
    names = [str(number) for number in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.py_buffer(data),
            read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=skipped, block_size=1 << 22),
            parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=bool(in_cells)),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None
    return table.combine_chunks()


@numba.njit(nogil=True, cache=True)
def _layout(data, delimiter):  # noqa: C901 - the hot loop in one piece
    """(Whether a table is clean, the line, from 1, in which each row begins, whether cells hold line breaks, CRLF line
    ends, whether cells hold these). Blank lines are no rows.
    """
    state, cells, width, line, begin, blank = _START, 1, -1, 1, 1, True
    n_rows, n_crlf, in_cells, crlf_in_cells = 0, 0, False, False
    begins = np.empty(data.size // _LONG_ROW + 1, np.int64)
    bad = (False, begins[:0], False, 0, False)
    stops = np.zeros(256, np.bool_)  # what counts in a cell, beside the delimiter outside of quotation marks
    stops[0] = stops[10] = stops[13] = stops[34] = True
    p, one, end = np.uint64(0), np.uint64(1), np.uint64(data.size)  # unsigned: no index is looked at from the end
    while p <= end:
        if state == _QUOTED:
            while p < end and not stops[data[p]]:
                p += one
        elif state == _PLAIN:
            while p < end and not stops[data[p]] and data[p] != delimiter:
                p += one
        code = data[p] if p < end else np.uint8(10)  # as if a line break stood at the end
        p += one
        if code == 0:
            return bad
        if code == 13:
            if p >= end or data[p] != 10:
                return bad
            n_crlf += 1
            crlf_in_cells |= state == _QUOTED
            continue
        if state == _QUOTED:
            if p > end:
                return bad
            if code == 34:
                state = _CLOSED
            elif code == 10:
                line += 1
                in_cells = True
            continue
        if code == 34:
            if state == _PLAIN:
                return bad
            state, blank = _QUOTED, False  # opened, or doubled inside
        elif code == delimiter:
            cells += 1
            state, blank = _START, False
        elif code == 10:
            line += 1
            if not blank:
                width = cells if width < 0 else width
                if cells != width:
                    return bad
                if n_rows == begins.size:
                    begins = np.append(begins, np.empty(n_rows, np.int64))
                begins[n_rows] = begin
                n_rows += 1
            state, cells, blank, begin = _START, 1, True, line
        elif state == _CLOSED:
            return bad
        else:
            state, blank = _PLAIN, False
    return width > 1, begins[:n_rows], in_cells, n_crlf, crlf_in_cells
