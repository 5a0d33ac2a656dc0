"""Which column of a table holds which field: decided once, by the study, the names of the columns and their cells."""

from typing import NamedTuple

from ..reading import columns as names
from ..reading.result import Table
from . import addresses, cell_evidence, date_columns, naming, nested, source_columns
from .samples import Samples


class Choice(NamedTuple):
    """What was decided on the columns of a table; nothing of it changes later.

    table: its Table, the objects opened in which a field lies. chosen: field -> (column, how) as in `Corpus.mapping`,
    the column None where the file does not tell the field. parts: the columns of year, month and day, where the date
    stands in several. sites: the field, "source" or "url", that holds addresses whose sites are the sources, "" for
    none. texts: the columns known by the name of a text, the likeliest first; whole: the `columns.Whole` of the table
    as it was read. notes: sentences on what the cells contradicted. samples: the Samples. own: field -> column, of
    those that do not share the column of another field.
    """

    table: Table
    chosen: dict
    parts: list
    sites: str
    texts: list
    whole: names.Whole
    notes: list
    samples: Samples
    own: dict


def choose(reading, columns, folder, file):
    """Return the Choice of a Reading that is a table.

    columns: what the study names, field -> column or None. folder: what the folders of the file tell, field -> value;
    a source there goes before one that is only an address. file: its name, for errors. Raises InputError when a column
    that is named is missing.
    """
    by_format = bool(reading.places)  # a format that names its fields is not judged by its cells
    table = reading.table if by_format else nested.opened(reading.table, columns, source_columns.are_links)
    header = list(table.columns)
    chosen = naming.by_names(header, columns, reading, file)
    known_as = nested.alias if any(nested.SEPARATOR in name for name in header) else str
    texts, whole = names.texts(header, known_as=known_as), names.whole_texts(reading.table)
    samples, notes = Samples(table, [column for column, how in chosen.values() if how == "guessed"]), []
    if not by_format:
        chosen, notes = cell_evidence.judged(chosen, header, samples, leave={*columns}, texts=texts, known_as=known_as)
    parts = date_columns.parts(chosen["date"][0], header, samples) if chosen["date"][1] == "cells" else []
    if "source" not in columns and chosen["source"][0] is None and not by_format:
        person = nested.their_name(header)
        chosen["source"] = (person, "guessed") if person else chosen["source"]
    own = {field: column for field, (column, _) in chosen.items() if column is not None}
    leave = {*columns} | ({"source"} if by_format or "source" in folder else set())
    chosen, sites = addresses.tell_sources(chosen, samples, leave)
    return Choice(table, chosen, parts, sites, texts, whole, notes, samples, own)
