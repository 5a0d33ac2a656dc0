"""How the files of a corpus begin: the names of their columns, and the first rows as they stand there."""

from itertools import islice

from ...errors import InputError
from . import files, formats

MOST_FILES = 30  # that are looked at


def of(path, *, n_rows=5):
    """Return (columns, rows) of the files under a path.

    columns: the names of the columns of all tables there, each once; none for texts without columns. rows: the first
    `n_rows` of the first table, a list of dicts column -> cell. Of many files the first are looked at. Raises
    InputError as `files.find`.
    """
    found, _ = files.find(path)
    columns, rows = {}, []
    for _, reading in islice(formats.each(found), MOST_FILES):
        if isinstance(reading, InputError) or reading.table is None:
            continue
        columns |= dict.fromkeys(reading.table.columns)
        rows = rows or [record for _, record in islice(reading.table, n_rows)]
    return list(columns), rows
