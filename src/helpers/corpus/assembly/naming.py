"""Which column holds which field by what the study, the format and the names of the columns say."""

from ...errors import InputError, check_choice, listed, nearest
from ..reading.columns import FIELDS, guess
from . import nested


def by_names(header, columns, reading, file):
    """Return field -> (column, how) of a Reading that is a table: by its format if that names its fields, else guessed.

    columns: what the study names, field -> column or None. Raises InputError when a named column is missing.
    """
    if reading.places:
        return _told(reading.places, header, columns)
    return choose_columns(header, columns, file, guessed=reading.guessed)


def choose_columns(header, columns, file, *, guessed=None):
    """Decide which column holds which field.

    `columns` maps fields (text, title, date, source, category, url, id) to names of columns, or to None for
    "leave it out"; the others are guessed from common English and Arabic names, or are as in `guessed`, a dict
    field -> column of what the cells told. Returns a dict field -> (column or None, "named" | "guessed" |
    "absent"). Raises InputError when a named column is missing.
    """
    chosen = {}
    for field, column in (columns or {}).items():
        check_choice("The key in columns", field, FIELDS)
        if column is not None and column not in header:
            raise InputError(
                f'{file} has no column "{column}" for the {field}; its columns are '
                f"{listed(header)}.{nearest(column, header)}"
            )
        chosen[field] = (column, "absent" if column is None else "named")
    # What a document is known by may be something else of it too, such as its address.
    taken = {column for field, (column, _) in chosen.items() if field != "id"}
    free = [column for column in header if column not in taken]
    by_path = any(nested.SEPARATOR in column for column in free)
    known_as = nested.alias if by_path else str
    found = guess(free, [field for field in FIELDS if field not in chosen], known_as=known_as)
    for field, column in (guessed or {}).items():
        if field not in found and field not in (columns or {}) and column not in taken:
            found[field] = column
    chosen |= {field: (column, "guessed") for field, column in found.items()}
    return {field: chosen.get(field, (None, "absent")) for field in FIELDS}


def _told(places, header, columns):
    """Which column holds which field of a table whose format names them.

    A column that the study names goes before; it need not be known to each such file.
    """
    by_format = {field: (places[field], "file") if field in places else (None, "absent") for field in FIELDS}
    named = {field: (column, "absent" if column is None else "named") for field, column in columns.items()
             if column is None or column in header}  # fmt: skip
    return by_format | named
