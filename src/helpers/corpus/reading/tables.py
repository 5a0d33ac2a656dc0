"""Tables as text, their cells parted by a comma, semicolon, tab or bar."""

import csv
import re
from itertools import islice

from ...errors import InputError
from . import headers

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"  # for a table of one column
BIGGEST_CELL = 2**31 - 1


def separated(text):
    """Read a table whose cells are parted by a comma, semicolon, tab or bar, whichever fits."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    lines = lines if lines[-1] else lines[:-1]
    first = 0
    limit = csv.field_size_limit(BIGGEST_CELL)  # the module's own limit is 128 KB, less than a long article
    try:
        told = re.match(r"sep=(.)$", lines[0], re.IGNORECASE)  # Excel's own way to name the delimiter
        first = 1 if told else 0
        delimiter = told.group(1) if told else delimiter_of(lines)
        delimiter, first, titles = _below_titles(lines, first, delimiter)
        found = _rows(lines, first, delimiter, csv.QUOTE_MINIMAL)
        remarks = titles
        if found[2] and delimiter != NO_DELIMITER:
            plain = _rows(lines, first, delimiter, csv.QUOTE_NONE)
            if len(plain[2]) < len(found[2]) and not _quoted(plain[1]):
                found = plain
                remarks = (*titles, "quotation marks read as part of the text, since they do not enclose cells")
    finally:
        csv.field_size_limit(limit)
    (line, header), rows, aside = found
    return headers.named(line, header, rows, aside, remarks)


def _below_titles(lines, first, delimiter):
    """(Delimiter, the line of the header, remarks), where titles or empty rows stand above it; else as given."""
    best = (0, first, delimiter, ())
    for one in (delimiter,) if delimiter != NO_DELIMITER else DELIMITERS:
        reader, rows = csv.reader(lines[first:], delimiter=one), []
        try:
            begin = first
            for cells in islice(reader, headers.LOOKED_AT):
                rows.append((begin, cells))
                begin = first + reader.line_num
        except csv.Error:
            continue
        rows = [(begin, cells) for begin, cells in rows if any(cell.strip() for cell in cells)]
        if one == delimiter and rows and rows[0][0] > first and headers.known(rows[0][1]):
            best = (0, rows[0][0], delimiter, ())
        place = headers.place_of([cells for _, cells in rows])
        same = sum(len(cells) == len(rows[place][1]) for _, cells in rows[place + 1 :]) if place else 0
        if place and (same, rows[place][0]) > best[:2]:
            begin = rows[place][0]
            best = (same, begin, one, (headers.above(f"line {begin + 1:,}", [cells for _, cells in rows[:place]]),))
    return best[2], best[1], best[3]


def delimiter_of(lines):
    """The delimiter under which most of the first records are as wide as the header."""
    best, chosen = (0, 0), NO_DELIMITER
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in islice(csv.reader(lines, delimiter=delimiter), 50) if cells]
        if widths and widths[0] > 1:
            score = (widths.count(widths[0]) / len(widths), widths[0])
            if score > best:
                best, chosen = score, delimiter
    return chosen


def _rows(lines, first, delimiter, quoting):
    """Header as (line, cells), rows as (line, cells), and rows set aside; the first record is the header."""
    header, rows, aside = None, [], []
    for line, cells, problem in _parsed(lines, first, delimiter, quoting):
        if header is None and problem:
            raise InputError(f"the header in line {line:,} {problem}")
        if header is None:
            header = (line, cells or [])
            continue
        width = len(header[1])
        while cells and len(cells) > width and not cells[-1].strip():
            cells.pop()
        if not problem and len(cells) != width:
            problem = f"has {len(cells)} cells where the header has {width}; put cells in quotation marks"
        if problem:
            aside.append((line, problem))
        else:
            rows.append((line, cells))
    return header or (1, []), rows, aside


def _parsed(lines, first, delimiter, quoting):
    """Yield (line where the record begins, cells, problem)."""
    reader = csv.reader(lines[first:], delimiter=delimiter, quoting=quoting, strict=True)
    done, last = first, len(lines)
    while True:
        begin, problem = done + 1, None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells, problem = None, str(error)
        done = first + reader.line_num
        if problem and "end of data" in problem and begin < last:
            # An unclosed quote swallows the file, so go on one line later; in a table of one column the
            # lines of a text cut off at the end would pass for documents.
            problem = "a quotation mark that is opened here is never closed"
            if delimiter == NO_DELIMITER:
                problem += f"; the lines up to {last:,} are not read"
            else:
                reader = csv.reader(lines[begin:], delimiter=delimiter, quoting=quoting, strict=True)
                first = done = begin
        elif problem:
            span = f"does not parse up to line {done:,}" if done > begin else "does not parse"
            problem = f"{span} ({problem}); double the quotation marks inside cells"
        if problem or (cells and (len(cells) > 1 or cells[0].strip())):
            yield begin, cells, problem


def _quoted(rows):
    """Whether most cells that begin with a quotation mark also end with one."""
    cells = [cell.strip() for _, cells in rows for cell in cells if cell.lstrip()[:1] == '"']
    return 2 * sum(1 for cell in cells if len(cell) > 1 and cell[-1] == '"') > len(cells)
