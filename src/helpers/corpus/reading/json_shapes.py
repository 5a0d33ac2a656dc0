"""Where the records stand in a JSON value: in a list of objects, around one, in columns, rows or by id."""

from ...arabic.script import LETTER
from .columns import guess, speaks_of_a_text

_DEEPEST = 5
_SAMPLE = 20
_OF_ANOTHER = ("comments", "replies", "media", "images", "users", "entities", "facets", "links", "errors", "includes")


def records(value):
    """Return (the items of a JSON value, a sentence on where they stand, "" where that is plain).

    Read are a list; an object around one list of objects, or around several, of which that is taken whose objects have
    a text, else the longest; columns as pandas writes them ({"text": {"0": …}}, {"text": ["…", "…"]}, {"columns": …,
    "data": …}); a list of rows under a row of names; objects by their id; and a list of strings, each a text. Any other
    object is one record.
    """
    if isinstance(value, list):
        return _of_list(value)
    if not isinstance(value, dict):
        return [value], ""
    for shape in (_split, _columns_of_lists, _columns_by_row):
        found = shape(value)
        if found:
            return found, "columns of a table, read as rows"
    if "text" in guess(value):
        return [value], ""
    near = [(key, inner) for key, inner in value.items() if _are_objects(inner)]
    if len(near) == 1 and _is_the_only_one(*near[0], value):
        return near[0][1], ""
    if near or not _by_id(value):
        lists = list(_lists(value, "", 1))
        if lists:
            path, found = max(lists, key=lambda pair: (_with_text(pair[1]), len(pair[1])))
            return _with_others(path, found, lists) or (found, f'the records are those of the list "{path}"')
        rows = next((made for inner in value.values() if isinstance(inner, list) and (made := _rows(inner))), None)
        return (rows, "a list of rows under a row of names") if rows else ([value], "")
    return _by_id(value), "objects by their id, each a record"


def _is_the_only_one(key, items, value):
    """Whether the one list of objects in an object holds its records, and none that lies deeper."""
    deeper = [found for _, found in _lists(value, "", 1) if found is not items]
    if _is_of_another(key):
        return not deeper
    return _with_text(items) or not any(map(_with_text, deeper))


def _is_of_another(key):
    return str(key).casefold() in _OF_ANOTHER


def _with_others(path, found, lists):
    """(the records of all lists of one kind, a sentence), where others beside the chosen one hold texts too: by year.

    What each list is called stands in its records as `list`.
    """
    above, keys = path.rpartition(".")[0], found[0].keys()
    alike = [(name, items) for name, items in lists if name.rpartition(".")[0] == above and _with_text(items)
             and 2 * len(keys & items[0].keys()) >= len(keys | items[0].keys())]  # fmt: skip
    if len(alike) < 2 or not _with_text(found):
        return None
    own = len(above) + 1 if above else 0
    made = [{**item, "list": name[own:]} if isinstance(item, dict) else item for name, items in alike for item in items]
    return made, f'the records are those of {len(alike):,} lists, the first is "{alike[0][0]}"'


def list_of_pages(values):
    """Return the keys that lead to the list of records in each of some objects, where these are pages; else None.

    A page tells no text and no title itself, and in its list is more than a text: a title, a date, a source or an
    address. Thus a record whose text lies in a list of paragraphs, or below which comments stand, is none.
    """
    if any(_is_a_record(value) for value in values):
        return None
    paths = {tuple(path.split("\n")) for value in values for path, items in _lists(value, "", 1, "\n")
             if _are_records(items)}  # fmt: skip
    path = paths.pop() if len(paths) == 1 else None
    lists = [isinstance(inside(value, path), list) for value in values] if path else []
    return path if lists and sum(lists) * 2 > len(lists) else None


def _is_a_record(value):
    """Whether an object tells of itself, in Arabic, what a page does not: a text, whatever it is called, or a title."""
    told = {key for key, inner in value.items() if isinstance(inner, str) and LETTER.search(inner)}
    return bool({"text", "title"} & guess(told).keys()) or any(map(speaks_of_a_text, told)) or any(
        "text" in guess(inner) for inner in value.values() if isinstance(inner, dict)
    )  # fmt: skip


def _are_records(items):
    first = [items[0], *(inner for inner in items[0].values() if isinstance(inner, dict))]
    return any("text" in found and found.keys() & {"title", "date", "source", "url"} for found in map(guess, first))


def inside(value, path):
    """Return what stands in an object under some keys, one in the other, None for nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _are_objects(value):
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _of_list(value):
    if value and all(isinstance(item, str) for item in value):
        return [{"text": item} for item in value], f"a list of {len(value):,} strings, each a text"
    rows = _rows(value)
    if rows:
        return rows, "a list of rows under a row of names"
    if value and all(_are_objects(item) for item in value):
        return [item for items in value for item in items], f"{len(value):,} lists of objects, read as one"
    return value, ""


def _rows(value):
    """The objects of a list of lists of which the first has the names of the columns; [] for another list."""
    if len(value) < 2 or not all(isinstance(row, list) for row in value):
        return []
    names = value[0]
    if not names or not all(isinstance(name, str) for name in names) or not guess(names):
        return []
    # A short row lacks its last cells, as Google Sheets gives it.
    return [dict(zip(names, row, strict=False)) for row in value[1:]]


def _split(value):
    names, rows = value.get("columns"), value.get("data")
    if not isinstance(names, list) or not isinstance(rows, list) or not rows or not all(map(_is_name, names)):
        return []
    if not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return []
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def _is_name(value):
    return isinstance(value, str | int)


def _columns_of_lists(value):
    lengths = {len(cells) if isinstance(cells, list) else -1 for cells in value.values()}
    if len(value) < 2 or len(lengths) != 1 or min(lengths) < 2:
        return []
    if any(isinstance(cell, dict | list) for cells in value.values() for cell in cells[:_SAMPLE]):
        return []
    return [dict(zip(value, row, strict=True)) for row in zip(*value.values(), strict=True)]


def _columns_by_row(value):
    if not value or not all(isinstance(cells, dict) and cells for cells in value.values()):
        return []
    keys = list(next(iter(value.values())))
    if not all(key.isdecimal() for key in keys) or not guess(value):
        return []
    if not all(cells.keys() == set(keys) for cells in value.values()):
        return []
    return [{name: cells[key] for name, cells in value.items()} for key in keys]


def _by_id(value):
    """The objects of an object whose values are all records of one kind; [] for another."""
    found = list(value.values())
    if len(found) < 2 or not all(isinstance(record, dict) and record for record in found):
        return []
    first = found[0].keys()
    if not all(len(first & record.keys()) * 2 >= len(first | record.keys()) for record in found[:_SAMPLE]):
        return []
    return [record if "id" in guess(record) else {"id": key, **record} for key, record in value.items()]


def _lists(value, path, depth, between="."):
    """The lists of objects inside an object: (path, list)."""
    for key, inner in value.items():
        here = f"{path}{between}{key}" if path else key
        if _are_objects(inner) and not _is_of_another(key):
            yield here, inner
        elif isinstance(inner, dict) and _are_numbered(inner) and not _is_of_another(key):
            yield here, _by_id(inner)
        elif isinstance(inner, dict) and depth < _DEEPEST:
            yield from _lists(inner, here, depth + 1, between)


def _are_numbered(value):
    """Whether an object holds texts by their ids, in which digits stand."""
    found = _by_id(value) if all(any(map(str.isdecimal, str(key))) for key in value) else []
    return bool(found) and _with_text(found)


def _with_text(items):
    """Whether the first of some objects is known to hold a text, in itself or in an object inside."""
    first = items[0]
    return "text" in guess(first) or any("text" in guess(inner) for inner in first.values() if isinstance(inner, dict))
