"""The dates that the names of files, and of the folders they lie in, tell."""

import re
from typing import NamedTuple

import numpy as np

from ...arabic import dates, partial_dates
from ..reading import files

FILE, FOLDER = "file name", "folder"  # what `Corpus.mapping` says
PLACES = {FILE: "the file's name", FOLDER: "the folder's name"}


class Named(NamedTuple):
    """What the names tell of a file.

    date: a string that `dates.parse` reads or calls ambiguous, or a month of a year, "" for none. how: FILE or FOLDER,
    where it stands. note: a sentence on why there is no date, or what to look at, "" for nothing.
    """

    date: str = ""
    how: str = ""
    note: str = ""


def told(base):
    """Return the Named of a file, from its path without suffixes, `files.Found.base`.

    The file's own name goes before the folders', the nearest folder before the others; 2019/03/01 may be three
    folders. An archive is a folder, but counts only where its whole name is a date: what else stands there
    tells when it was packed. Two dates in one name are taken when they are the same day, else neither.
    """
    *above, name = base.split("/")
    own = _in(name, FILE)
    folder = _folders(above)
    for one, other in ((own, folder), (folder, own)):
        month = partial_dates.read(one.date) if one.date and other.date and dates.is_month(one.date) else None
        day = dates.parse(other.date).date if month else None
        if day and month.first <= day <= month.last:
            return other  # 2019-03/2019-03-05.txt: the day is the month's
    if own.date and folder.date and own.date != folder.date and dates.agreed([own.date, folder.date]) is None:
        return own._replace(note=f'{PLACES[FOLDER]} tells another date, "{folder.date}", than {PLACES[FILE]}, which is '
                                 f'taken: "{own.date}"')  # fmt: skip
    if own.date and folder.date:
        return own._replace(date=dates.agreed([own.date, folder.date]) or own.date)
    return own if own.date or own.note else folder


def settled(date, problem, named):
    """Return the date that a date with a problem stands for, NaT for none, and the note on it.

    date: as it is told. problem: of `dates.parse_all`. named: the Named of the file, or None, which can settle the
    order of day and month.
    """
    ambiguous = problem.startswith("ambiguous")
    place = PLACES[named.how] if named else ""
    if ambiguous and named and named.date != date and dates.agreed([date, named.date]) == named.date:
        note = f'day and month of the date "{date}" are read as {place} has them: "{named.date}"'
        return np.datetime64(dates.parse(named.date).date, "s"), note
    place = f" in {place}" if named and named.date == date else ""
    return np.datetime64("NaT", "s"), f'the date "{date[:40]}"{place} is left empty: {problem}'


def _in(name, how):
    """What one name tells."""
    found = dates.find(name)
    if not found:
        return Named(re.sub(r"[\W_]+", " ", name).strip(), how) if dates.is_month(name) else Named()
    date = dates.agreed(found)
    if date is None:
        listed = " and ".join(f'"{one}"' for one in found)
        return Named(note=f"{PLACES[how]} tells different dates, {listed}: none is taken")
    return Named(date, how)


def _folders(above):
    """What the nearest folder that tells anything tells; up to three folders may be one date."""
    names = [files.stem(part) if files.is_archive(part) else part for part in above]
    for last in range(len(names), 0, -1):
        for first in range(max(last - 3, 0), last):
            joined = "-".join(names[first:last])
            parts_of_one = last - first > 1
            if parts_of_one and not _is_date(joined):
                continue
            if files.is_archive(above[last - 1]) and not (_is_date(joined) or dates.is_month(joined)):
                continue
            found = _in(joined, FOLDER)
            if found != Named():
                return found
    return Named()


def _is_date(name):
    """Whether a name is a date as a whole, or a month."""
    if dates.is_month(name):
        return True
    date = dates.parse(name.replace("_", "-"))
    return date.date is not None or date.reason.startswith("ambiguous")
