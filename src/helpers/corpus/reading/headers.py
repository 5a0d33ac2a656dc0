"""The header of a table of any format: which of its first rows holds the names of the columns, if one does."""

import re
from collections import Counter

from ...arabic.script import LETTER
from .columns import guess
from .result import Reading, table_of_rows

LOOKED_AT = 30  # rows in which the names of the columns are sought
_MOST_CELLS = 0.7  # of the cells of a row have a name above them
LONG_CELL = 40  # characters; a name of a column is shorter
REPEATED = "repeats the names of the columns, as tables do that were joined from several"
NO_NAMES = "the first line holds no names of columns, so they are numbered"


def place_of(rows):
    """Return which of the first rows of a table holds the names of its columns, 0 unless titles stand above them.

    rows: lists of cells, none without any. Titles are rows with few cells above a row with many short ones, of which
    at least one is a name that columns are known by and that the first row has not, or which are all no numbers.
    """
    rows = rows[:LOOKED_AT]
    filled = [sum(1 for cell in cells if cell.strip()) for cells in rows]
    first_known = known(rows[0]) if rows else 0
    for place in range(1, len(rows) - 1):
        cells, below = rows[place], sorted(filled[place + 1 :])
        names = [cell.strip() for cell in cells if cell.strip()]
        looks = len(names) >= 2 and len(set(names)) == len(names) and all(len(name) <= LONG_CELL for name in names)
        if not looks or len(names) < _MOST_CELLS * below[len(below) // 2]:
            continue
        fields = known(cells)
        if fields > max(first_known, 1) and max(filled[:place]) <= len(names) / 2:
            return place
        alone = max(filled[:place]) == 1 and rows[0][0].strip() and not first_known
        if alone and (fields or not any(re.search(r"\d", name) for name in names)):
            return place
        return 0
    return 0


def known(cells):
    """Return how many of the names in a row are those of fields."""
    return len(guess(names_of(cells)))


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
    if not is_data(header, rows):
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


def is_data(header, rows):
    """Whether the first row is no header: no known name, and a long Arabic text or a label like those below."""
    if known(header) or not any(LETTER.search(cell) for cell in header):
        return False
    if any(len(cell) > LONG_CELL and LETTER.search(cell) and cell.count(" ") > 3 for cell in header):
        return True
    columns = zip(*(cells for _, cells in rows[:1000]), strict=True)
    again = (column.count(cell) for cell, column in zip(header, columns, strict=False) if cell.strip())
    return len(rows) >= 5 and any(n > len(rows[:1000]) / 10 for n in again)


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
