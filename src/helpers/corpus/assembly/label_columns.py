"""Which columns of a table hold titles, ids and addresses, by words of their names that their cells confirm."""

import re

from ..reading import columns
from .addresses import site
from .samples import FITS, SURE

_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_TITLE, _LONGEST_ID = 200, 100  # characters on average


def title(free, cells, text):
    """Return the column of titles, None for none: words that differ from row to row, post_title and no job_title.

    free: column that holds no field -> what it is known by. cells: the Samples. text: the column of texts.
    """
    for column, name in free.items():
        if not columns.may_be_a_title(name):
            continue
        found = cells[column]
        worded = sum(1 for cell in found if _LETTERS.search(cell))
        short = sum(map(len, found)) <= _LONGEST_TITLE * len(found)
        if found and short and min(worded, len(set(found))) >= FITS * len(found):
            return column
    return None


def own_id(free, cells, text):
    """Return the column of ids, None for none: each row has one, and none has that of another; no foreign key has.

    Arguments as of `title`. Of several that which names what the texts are, tweet_id beside tweet, else the first.
    """
    ranked = [(rank, place, column) for place, (column, name) in enumerate(free.items())
              if (rank := columns.id_rank(name, text)) is not None]  # fmt: skip
    for _, _, column in sorted(ranked):
        found = cells[column]
        own = len(found) == len(set(found)) == cells.n and not any(map(site, found))
        if own and sum(map(len, found)) <= _LONGEST_ID * len(found):
            return column
    return None


def address(free, cells, text):
    """Return the column of the addresses of the documents, None for none: each has another, as no picture of all has.

    Arguments as of `title`.
    """
    for column, name in free.items():
        found = cells[column] if columns.may_be_an_address(name) else ()
        if found and sum(map(bool, map(site, found))) >= SURE * len(found) and len(set(found)) >= FITS * len(found):
            return column
    return None
