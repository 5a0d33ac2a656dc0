"""The cells of the columns beside the text, as the documents have them: none for what is empty, sites, days as days."""

from collections import Counter

from . import day_numbers
from .addresses import site
from .empty_cells import any_stands_for_nothing, may_stand_for_nothing, stands_for_nothing

FIELDS = ("doc_id", "title", "date", "source", "category", "url")  # that a file tells beside the text
_SAMPLE = 1_000  # cells that tell whether many of a column are equal
AS_GIVEN = ("title", "source", "category")  # stripped when they are repaired: NBSP may be half a letter


def of(choice, extra, reading, ledger):
    """Return name -> list of strings, one for each row, of the columns beside the text.

    choice: the `choosing.Choice` of the table. extra: column -> name of those that are metadata. What stands for an
    empty cell, what was joined, counted in days or is the site of an address, is told in the ledger.
    """
    table = choice.table
    told = {"doc_id" if field == "id" else field: column for field, (column, _) in choice.chosen.items()}
    made = {field: _listed(table.columns[told[field]]) if told[field] is not None else [""] * len(table.rows)
            for field in FIELDS}  # fmt: skip
    made |= {meta: _listed(table.columns[column]) for column, meta in extra.items()}
    made = {field: values if field in AS_GIVEN else [value.strip() for value in values]
            for field, values in made.items()}  # fmt: skip
    if len(choice.parts) > 1:
        made["date"] = _joined([_listed(table.columns[part]) for part in choice.parts])
    own = ["doc_id" if field == "id" else field for field in choice.own if field != "text"]
    emptied = [field for field in FIELDS if field in own and any_stands_for_nothing(table.columns[told[field]])]
    made |= {field: _emptied(field, made[field], ledger) for field in emptied}
    if choice.sites:
        made |= _sites(choice.sites, made, told, own, ledger)
    if told["date"] is not None:
        made["date"] = day_numbers.as_dates(made["date"], told["date"], reading.day_zero, ledger)
    made["doc_id"] = [own or f"{reading.base}-{row}" for own, row in zip(made["doc_id"], table.rows, strict=True)]
    return made


def _listed(column):
    """The cells of a string array as a list, in which equal cells are one string wherever many of a column are."""
    if len(set(column.slice(0, _SAMPLE).to_pylist())) > min(_SAMPLE, len(column)) / 2:
        return column.to_pylist()
    coded = column.dictionary_encode()
    known = coded.dictionary.to_pylist()
    return [known[number] for number in coded.indices.to_numpy().tolist()]


def _emptied(field, values, ledger):
    """The values of a field, "" for what stands for an empty cell."""
    found = Counter(filter(_is_nothing, values))
    if not found or (field == "doc_id" and found.total() == 1):
        return values  # an id of its own, whatever it says
    shown = ", ".join(f'"{value.strip()}"' for value, _ in found.most_common(3))
    ledger.note(f"{found.total():,} cells of the {field} stand for empty ones and are taken as such: {shown}")
    return ["" if value in found else value for value in values]


def _is_nothing(value):
    return bool(value) and (stands_for_nothing(value) or may_stand_for_nothing(value))


def _sites(field, made, told, own, ledger):
    """The sources of which a field holds the addresses, and the urls where it is the only one."""
    column, addresses = told[field], made[field]
    if field == "url":
        ledger.note(f'nothing tells the sources: the sites of the addresses in "{column}" are taken for them')
        return {"source": [site(value) for value in addresses]}
    ledger.note(f'the column "{column}" holds addresses: the site of each is taken for its source')
    sources = [site(value) or value for value in addresses]
    return {"source": sources} if "url" in own or told["url"] is None else {"source": sources, "url": addresses}


def _joined(parts):
    """Dates of which year, month and day stand in columns of their own, as far as they are told."""
    made = []
    for row in zip(*parts, strict=True):
        there = [part.strip().removesuffix(".0") for part in row]
        first_empty = there.index("") if "" in there else len(there)
        words = [part for part in there[:first_empty] if not part.isdecimal()]
        made.append(" ".join(reversed(there[:first_empty])) if words else "-".join(there[:first_empty]))
    return made
