"""Which column of a table holds the sources, by its cells: newspapers, channels, sites, who publishes."""

import re

from ..reading import columns
from .addresses import site
from .samples import FITS, SURE

_OUTLET = re.compile(
    r"(?<!\w)(?:صحيفة|جريدة|وكالة|قناة|مجلة|موقع|شبكة|بوابة|إذاعة|اذاعة|راديو|تلفزيون)(?!\w)"
    r"|(?<!\w)(?:news|times|agency|tv|daily|herald|gazette|channel|press|newspaper|radio)(?!\w)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_LONGEST, _MOST_WORDS = 60, 8  # characters of a source, words of the name of an account
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ORDINAL = re.compile("(?:ال)?(?:[أا]ول[ىي]?|(?:ثاني|ثالث|رابع|خامس|[أا]خير)[ةه]?)|first|last|front|back")


def judged(column, free, cells):
    """Return (the column of sources that the cells tell, in the place of `column`; "", since nothing calls for a look).

    column: the one known by its name, or None. free: the columns that hold no other field. cells: the Samples. A column
    whose cells are links holds none: "Twitter for iPhone" is what a message was sent with.
    """
    if column is not None and not are_links(cells[column]):
        return column, ""
    return _speaking([name for name in free if name != column], cells), ""


def account(free, cells, text):
    """Return the column of the pages or accounts that publish, None for none: the nearest thing to a source of posts.

    free: column that holds no field -> what it is known by. cells: the Samples. text: the column of texts. Names of
    somebody are wanted: no numbers, no addresses, nothing long, and no "first" and "last" as the pages of papers.
    """
    of_posts = columns.are_posts(text, [*cells.columns])
    ranked = [(rank, place, column) for place, (column, name) in enumerate(free.items())
              if (rank := columns.account_rank(name, of_posts)) is not None]  # fmt: skip
    for _, _, column in sorted(ranked):
        found = cells[column]
        if len(found) >= FITS * cells.n and found and _share(found, _is_a_name) >= SURE:
            return column
    return None


def _is_a_name(cell):
    """Whether a cell may be the name of an account or a page."""
    if not _LETTERS.search(cell) or len(cell) > _LONGEST or len(cell.split()) > _MOST_WORDS or site(cell):
        return False
    return not _ORDINAL.fullmatch(cell.strip())


def are_links(found):
    """Say whether cells are links of a page: <a href="…">Twitter for iPhone</a>."""
    return bool(found) and _share(found, lambda cell: cell.lstrip().startswith("<a ")) >= FITS


def _speaking(free, cells):
    """The column of newspapers, channels or sites among those that are free: few names, most of them speaking ones."""
    for column in free:
        found = cells[column]
        if not found or columns.speaks_of_a_text(column):
            continue
        short = sum(map(len, found)) / len(found) <= _LONGEST
        few = len(found) < 4 or len(set(found)) <= max(2, len(found) / 2)
        if short and few and _share(found, _names_an_outlet) >= FITS:
            return column
    return None


def _names_an_outlet(cell):
    return _OUTLET.search(cell) is not None or _HOST.fullmatch(cell.strip()) is not None


def _share(found, fits):
    return sum(map(fits, found)) / len(found) if found else 0.0
