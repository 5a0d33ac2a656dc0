"""What every reader of a format returns: a table of columns or one document, and how it was read."""

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from itertools import islice

import pyarrow as pa

from ... import room
from ...errors import InputError, shown
from . import cells

_BATCH = 1_000  # records
_SHORT_RECORDS = 10_000  # of a `Growing` table, which are kept as Python's strings until so many are there
MOST_FIELDS = 10_000  # names of fields in the records of one file; where there are more, these are values


@dataclass(frozen=True, eq=False)
class Table:
    """The records of a file as columns; iterating gives (row, dict).

    rows: a list, the line or the number of each record. columns: name -> its cells, a large string array. raw: name ->
    {place: cell} for cells of which a string does not tell all, see `cells.strings`.
    """

    rows: list
    columns: dict
    raw: dict

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        values = zip(*(column.to_pylist() for column in self.columns.values()), strict=True)
        for row, record in zip(self.rows, values, strict=True):
            yield row, dict(zip(self.columns, record, strict=True))


def table_of_rows(names, rows):
    """Return the Table of columns of these names; rows are a list of (row, cells)."""
    columns = zip(*(cells for _, cells in rows), strict=True) if rows else [()] * len(names)
    return table([row for row, _ in rows], dict(zip(names, columns, strict=True)))


def table(rows, columns):
    """Return the Table of these rows and columns, name -> list of cells of any kind."""
    made = {name: cells.strings(values) for name, values in columns.items()}
    arrays, raw = ({name: pair[part] for name, pair in made.items()} for part in (0, 1))
    return Table(rows, arrays, raw)


def table_of(records):
    """Return the Table of (row, dict), a list or a stream of them; a key that a record lacks is an empty cell."""
    records, parts, known, long = iter(records), [], {}, _Long() if room.is_scarce() else None
    while batch := list(islice(records, _BATCH)):  # a stream is never there as a whole
        names = dict.fromkeys(key for _, record in batch for key in record)
        known |= names
        if len(known) > MOST_FIELDS:
            raise InputError(
                f"records of more than {MOST_FIELDS:,} different fields, the last is "
                f'"{shown(str(list(known)[-1])[:40])}": give all records the same fields, and what differs as values'
            )
        columns = {name: [record.get(name) for _, record in batch] for name in names}
        made = table([row for row, _ in batch], columns)
        parts.append(made) if long is None else long.add(made)
    if long is not None:
        return long.table()
    return parts[0] if len(parts) == 1 else _joined(parts)


class Growing:
    """A Table in the making, for records that are short and may be a million: such as the messages of a chat.

    What is there becomes columns from time to time, since strings of Python take three times the room.
    """

    def __init__(self, names):
        self._parts, self._rows, self._cells = [], [], {name: [] for name in names}
        self._appends = [cells.append for cells in self._cells.values()]

    def add(self, row, *cells):
        """Add one record: the number of its row, and a cell of each column."""
        self._rows.append(row)
        for append, cell in zip(self._appends, cells, strict=True):
            append(cell)
        if len(self._rows) >= _SHORT_RECORDS:
            self._put_away()

    def _put_away(self):
        self._parts.append(table(self._rows, self._cells))
        self._rows = []
        for column in self._cells.values():
            column.clear()

    def __len__(self):
        return len(self._rows) + sum(len(part.rows) for part in self._parts)

    def table(self):
        """Return the Table of all that was added, of which nothing is kept here."""
        self._put_away()
        parts, self._parts = self._parts, []
        return parts[0] if len(parts) == 1 else _joined(parts)


class _Long:
    """A Table in the making of many others, one below the other, whose cells lie in files as soon as they are there."""

    def __init__(self):
        self._rows, self._columns, self._raw = [], {}, {}

    def add(self, part):
        """Add a Table."""
        first = len(self._rows)
        for name in part.columns:
            if name not in self._columns:
                self._columns[name], self._raw[name] = room.Strings(), {}
                self._columns[name].append(_blank(first))
        for name, column in self._columns.items():
            column.append(part.columns[name] if name in part.columns else _blank(len(part.rows)))
            self._raw[name] |= {first + place: cell for place, cell in part.raw.get(name, {}).items()}
        self._rows += part.rows

    def table(self):
        """Return the Table of all that was added."""
        return Table(self._rows, {name: column.array() for name, column in self._columns.items()}, self._raw)


def _blank(n):
    return pa.array([""] * n, pa.large_string())


def _joined(parts):
    """One Table of several, one below the other; takes their columns away from them, so that none is there twice."""
    columns, raw = {}, {}
    for name in dict.fromkeys(name for part in parts for name in part.columns):
        found, raw[name], first = [], {}, 0
        for part in parts:
            column = part.columns.pop(name, None)
            found.append(_blank(len(part.rows)) if column is None else column)
            raw[name] |= {first + place: cell for place, cell in part.raw.get(name, {}).items()}
            first += len(part.rows)
        columns[name] = pa.concat_arrays(found)
    pa.default_memory_pool().release_unused()
    return Table([row for part in parts for row in part.rows], columns, raw)


@dataclass(frozen=True, eq=False)
class Reading:
    """What one file holds and how it was read.

    table: the Table of a file of records, None for a file that is one document. document: for the latter a dict of its
    text, its title if it has one, and what else it says of itself. places: field -> where it stands in the file; what
    of `document` is not in it is metadata; of a table whose format names its fields (a chat): field -> column.
    programs: what the file says it was made with.
    guessed: field -> column, where the names of the columns tell nothing. aside: (row, reason) of what is not taken.
    remarks: sentences on the whole file. encoding, how: of the file; `how` has its clauses parted by "; ".
    format, n_bytes, sha256: of the file as it lies on the disk. base: its name for the tables without suffixes.
    day_zero: the day from which a spreadsheet counts its days, None where the file does not say.
    """

    table: Table | None = None
    document: dict | None = None
    places: dict = field(default_factory=dict)
    programs: tuple = ()
    guessed: dict = field(default_factory=dict)
    aside: list = field(default_factory=list)
    remarks: tuple = ()
    encoding: str = ""
    how: str = "read by its format"
    format: str = ""
    n_bytes: int = 0
    sha256: str = ""
    base: str = ""
    day_zero: datetime | None = None


def library(name, package, kind):
    """Import a library that only this kind of file needs; raise InputError with the package to install."""
    try:
        return import_module(name)
    except ImportError as error:
        # Not the library itself but one that it needs; some say so in their own words.
        what = f"{error.name} is missing" if error.name else " ".join(str(error).split())[:150]
        missing = "" if error.name == name else f" ({what})"
        raise InputError(
            f"reading {kind} needs the package {package}{missing}; "
            f"install it with: python -m pip install {package}"
        ) from None


def brief(error):
    """Return what a library says of damage on one line of a hundred characters, or else the kind of error."""
    return " ".join(str(error).split())[:100] or type(error).__name__
