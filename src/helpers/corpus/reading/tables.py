"""Tables as text: comma, semicolon, tab or bar; and what every kind of table shares, its first row."""

import csv
import re
from collections import Counter
from itertools import islice

from ...arabic.script import LETTER
from ...errors import InputError
from .columns import guess
from .result import Reading, table_of_rows

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"  # for a table of one column
BIGGEST_CELL = 2**31 - 1
LOOKED_AT = 30  # rows in which the names of the columns are sought
_MOST_CELLS = 0.7  # of the cells of a row have a name above them
LONG_CELL = 40  # characters; a name of a column is shorter
REPEATED = "repeats the names of the columns, as tables do that were joined from several"
NO_NAMES = "the first line holds no names of columns, so they are numbered"


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
    return named(line, header, rows, aside, remarks)


def _below_titles(lines, first, delimiter):
    """(Delimiter, the line of the header, remarks), where titles or empty rows stand above it; else as given."""
    best = (0, first, delimiter, ())
    for one in (delimiter,) if delimiter != NO_DELIMITER else DELIMITERS:
        reader, rows = csv.reader(lines[first:], delimiter=one), []
        try:
            begin = first
            for cells in islice(reader, LOOKED_AT):
                rows.append((begin, cells))
                begin = first + reader.line_num
        except csv.Error:
            continue
        rows = [(begin, cells) for begin, cells in rows if any(cell.strip() for cell in cells)]
        if one == delimiter and rows and rows[0][0] > first and guess(names_of(rows[0][1])):
            best = (0, rows[0][0], delimiter, ())
        place = header_place([cells for _, cells in rows])
        same = sum(len(cells) == len(rows[place][1]) for _, cells in rows[place + 1 :]) if place else 0
        if place and (same, rows[place][0]) > best[:2]:
            begin = rows[place][0]
            best = (same, begin, one, (above(f"line {begin + 1:,}", [cells for _, cells in rows[:place]]),))
    return best[2], best[1], best[3]


def header_place(rows):
    """Return which of the first rows of a table holds the names of its columns, 0 unless titles stand above them.

    rows: lists of cells, none without any. Titles are rows with few cells above a row with many short ones, of which
    at least one is a name that columns are known by and that the first row has not, or which are all no numbers.
    """
    rows = rows[:LOOKED_AT]
    filled = [sum(1 for cell in cells if cell.strip()) for cells in rows]
    first_known = len(guess(names_of(rows[0]))) if rows else 0
    for place in range(1, len(rows) - 1):
        cells, below = rows[place], sorted(filled[place + 1 :])
        names = [cell.strip() for cell in cells if cell.strip()]
        looks = len(names) >= 2 and len(set(names)) == len(names) and all(len(name) <= LONG_CELL for name in names)
        if not looks or len(names) < _MOST_CELLS * below[len(below) // 2]:
            continue
        known = len(guess(names_of(cells)))
        if known > max(first_known, 1) and max(filled[:place]) <= len(names) / 2:
            return place
        alone = max(filled[:place]) == 1 and rows[0][0].strip() and not first_known
        if alone and (known or not any(re.search(r"\d", name) for name in names)):
            return place
        return 0
    return 0


def above(where, titles):
    """Return the remark on the rows above the names of the columns; where: the line or row of these."""
    said = " / ".join(" ".join(cell.split()) for cells in titles for cell in cells if cell.strip())
    said = said.replace(";", ",")
    return f'what stands above the names of the columns in {where} is no part of the table: "{said[:80]}"'


def named(line, header, rows, aside=(), remarks=()):
    """Return the Reading of the rows below a header; rows are a list of (row, cells), each as wide as the header.

    When the header is a row like the others, it becomes one and the columns are numbered. A row that repeats the
    header is set aside.
    """
    names = names_of(header)
    again = {row for row, cells in rows if repeats(header, cells)}
    if not is_data(names, header, rows):
        if again:
            aside = [*aside, *((row, REPEATED) for row, _ in rows if row in again)]
            rows = [row for row in rows if row[0] not in again]
        return Reading(table_of_rows(names, rows), aside=list(aside), remarks=remarks)
    rows = [(line, header), *rows]
    names = [f"column_{number}" for number in range(1, len(header) + 1)]
    letters = Counter()
    for _, cells in rows[:1000]:
        for name, cell in zip(names, cells, strict=True):
            letters[name] += len(LETTER.findall(cell))
    guessed = {"text": letters.most_common(1)[0][0]}
    return Reading(table_of_rows(names, rows), guessed=guessed, aside=list(aside), remarks=(*remarks, NO_NAMES))


def repeats(header, cells):
    """Whether the cells of a row are the names of the columns once more."""
    return [cell.strip() for cell in cells] == [cell.strip().removeprefix("\ufeff") for cell in header]


def is_data(names, header, rows):
    """Whether the first row is no header: no known name, and a long Arabic text or a label like those below."""
    if guess(names) or not any(LETTER.search(cell) for cell in header):
        return False
    if any(len(cell) > LONG_CELL and LETTER.search(cell) and cell.count(" ") > 3 for cell in header):
        return True
    columns = zip(*(cells for _, cells in rows[:1000]), strict=True)
    again = (column.count(cell) for cell, column in zip(header, columns, strict=False) if cell.strip())
    return len(rows) >= 5 and any(n > len(rows[:1000]) / 10 for n in again)


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


def names_of(cells):
    """Column names, stripped, never empty and never twice the same."""
    names, used, copies = [], set(), Counter()
    for number, cell in enumerate(cells, 1):
        name = base = cell.strip() or f"column_{number}"
        while name in used:
            copies[base] += 1
            name = f"{base}_{copies[base] + 1}"
        used.add(name)
        names.append(name)
    return names


def _quoted(rows):
    """Whether most cells that begin with a quotation mark also end with one."""
    cells = [cell.strip() for _, cells in rows for cell in cells if cell.lstrip()[:1] == '"']
    return 2 * sum(1 for cell in cells if len(cell) > 1 and cell[-1] == '"') > len(cells)
