"""Addresses of pages: the site of each, which is the source where nothing else is."""

import re

from .samples import FITS

_ADDRESS = re.compile(
    r"(?:https?://|(?=www\.))(?:(?:www|m|amp)\.)?(?P<site>[\w-]+(?:\.[\w-]+)+)(?=[/:?#]|$)", re.IGNORECASE
)


def site(address):
    """Return the site of an address, "https://www.example.org/a" -> "example.org", "" for what is none."""
    found = _ADDRESS.match(address.strip())
    return found["site"] if found else ""


def tell_sources(chosen, cells, leave):
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
