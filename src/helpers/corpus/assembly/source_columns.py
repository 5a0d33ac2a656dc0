"""Which column of a table holds the sources, by its cells: newspapers, channels, sites, or addresses of these."""

import re

from ..reading import columns
from .samples import FITS

_OUTLET = re.compile(
    r"(?<!\w)(?:صحيفة|جريدة|وكالة|قناة|مجلة|موقع|شبكة|بوابة|إذاعة|اذاعة|راديو|تلفزيون)(?!\w)"
    r"|(?<!\w)(?:news|times|agency|tv|daily|herald|gazette|channel|press|newspaper|radio)(?!\w)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|(?=www\.))(?:(?:www|m|amp)\.)?(?P<site>[\w-]+(?:\.[\w-]+)+)(?=[/:?#]|$)", re.IGNORECASE
)
_LONGEST = 60  # characters on average


def judged(column, free, cells):
    """Return (the column of sources that the cells tell, in the place of `column`; "", since nothing calls for a look).

    column: the one known by its name, or None. free: the columns that hold no other field. cells: the Samples. A column
    whose cells are links holds none: "Twitter for iPhone" is what a message was sent with.
    """
    if column is not None and not are_links(cells[column]):
        return column, ""
    return _speaking([name for name in free if name != column], cells), ""


def are_links(found):
    """Say whether cells are links of a page: <a href="…">Twitter for iPhone</a>."""
    return bool(found) and _share(found, lambda cell: cell.lstrip().startswith("<a ")) >= FITS


def of_addresses(chosen, cells, leave):
    """Return (field -> (column, how), mended; the field whose addresses tell the sources, "" for none).

    Where the sources are addresses, their column is that of the urls too if no other is; where nothing tells a source
    and most rows have an address, the column of the urls is that of the sources. Fields in `leave` stay.
    """
    chosen, (column, _), (url, _) = dict(chosen), chosen["source"], chosen["url"]
    if column is not None:
        if not _are_addresses(cells[column]):
            return chosen, ""
        if url is None and "url" not in leave:
            chosen["url"] = (column, "cells")
        return chosen, "source"
    if url is None or "source" in leave or 2 * sum(map(bool, map(site, cells[url]))) <= cells.n:
        return chosen, ""
    chosen["source"] = (url, "cells")
    return chosen, "url"


def _are_addresses(found):
    """Whether most of the different cells are addresses of pages."""
    different = set(found)
    return sum(map(bool, map(site, different))) > FITS * len(different)


def site(address):
    """Return the site of an address, "https://www.example.org/a" -> "example.org", "" for what is none."""
    found = _ADDRESS.match(address.strip())
    return found["site"] if found else ""


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
