"""What every reader of a format returns."""

from importlib import import_module
from typing import Any, NamedTuple

from ...errors import InputError
from . import titles


class Columns:
    """The records of a table as columns: rows (int array, the line of each) and table (Arrow, strings).

    Iterating gives (row, dict), as the list of records does.
    """

    def __init__(self, rows, table):
        self.rows, self.table = rows, table

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return zip(self.rows.tolist(), self.table.to_pylist(), strict=True)


class Read(NamedTuple):
    """The records of one file and how they were found.

    records: a list of (row, dict), or Columns; row is the line, the number of the item, or None for a file that is
        one document. aside: a list of (row, reason). remarks: sentences on the whole file.
    guessed: field -> column, where the names of the columns tell nothing.
    whole: for a file that is one document, field -> where it stands in the file; other keys of its dict are
        metadata. None for a table.
    """

    records: list
    aside: list = []  # never changed
    remarks: tuple = ()
    guessed: dict[str, Any] = {}
    whole: dict[str, str] | None = None


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


def titled(title, text, programs=()):
    """Choose the title of a file that is one document: what it says itself, unless a program put that there.

    title: as the file has it, or None. programs: what it says it was made with. Returns (title, whether it is the
    file's own rather than the first line of the text, remarks).
    """
    title = (title or "").strip()
    if not title:
        return first_line(text), False, ()
    if not titles.is_from_a_program(title, programs):
        return title, True, ()
    shown = " ".join(title.split())[:60].replace(";", ",")
    return first_line(text), False, (f'the title "{shown}" is a program\'s: the first line of the text is taken',)


def first_line(text):
    """Return the first line that is not blank, cut at 120 characters."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:120].rstrip()
