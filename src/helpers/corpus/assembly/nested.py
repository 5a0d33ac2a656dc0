"""Objects in the cells of a JSON table: opened where the text, the date or another field lies inside, else left whole.

A value inside is named by its path, "article.body"; a list on the way is gone through, its strings become lines.
"""

import ast
import contextlib
import json

from ..reading.cells import strings
from ..reading.columns import NAMES, folded, guess
from ..reading.result import Table
from .samples import Samples

SEPARATOR = "."
_SAMPLE, _FIRST_LOOK, _DEEPEST, _MOST, _FEW_ITEMS = 200, 20, 6, 200, 3
_LONGEST = 5_000  # characters of an object in a cell of a text file
#: What stands for the whole object: {"id": 7, "name": "الأفق"}, {"rendered": "<p>…"}, {"$date": "2019-03-01"}.
_STANDING = "name rendered value label text title ar arabic عربي date time oid numberlong t".split()
#: Objects about somebody or something else than the document.
_OTHERS = frozenset(
    "user author authors creator account profile owner editor reporter from sender quotedstatus retweetedstatus quoted "
    "retweeted reply replies comment comments media image images photo video videos related parent entities place geo "
    "location children attachment attachments".split()
)
#: Objects whose name is the nearest thing to a source that a post or a message has.
_PEOPLE = "user from sender account page channel chat feed provider site outlet publisher author".split()
_WITH_A_HANDLE = frozenset("username screenname handle".split())  # of the author of a post; one of an article has none
_THEIR_NAMES = "name fullname displayname title screenname username label".split()
_HOLDERS = frozenset(NAMES["text"].split())


def alias(column):
    """Return what a path is known by: "body" of "article.body", "source" of "source.name"; a plain name itself.

    A part of an object about somebody else, or of one that is itself a field, is known by the whole path only.
    """
    parts = column.split(SEPARATOR)
    if len(parts) < 2 or not all(part.strip() for part in parts):
        return column
    plain = ["holder" if part == "_source" else folded(part) for part in parts]  # _source: of Elasticsearch
    if _OTHERS & set(plain[:-1]):
        return column
    while len(parts) > 1 and plain[-1] in _STANDING and _is_field(plain[-2]):
        parts, plain = parts[:-1], plain[:-1]
    inside_a_field = any(_is_field(part) and part not in _HOLDERS for part in plain[:-1])
    return column if inside_a_field else parts[-1]


def _is_field(name):
    return bool(guess([name]))


def paths(table):
    """Return column -> the paths inside, in the order of the records, for each column whose cells are objects."""
    found = {}
    for column, cells in table.raw.items():
        inside = {}
        for cell in list(cells.values())[:_SAMPLE]:
            if isinstance(cell, dict | list):
                _collect(cell, column, inside, 1)
        inside.pop(column, None)  # a list of strings is a text of several lines
        if inside:
            found[column] = list(inside)[:_MOST]
    return found


def _collect(value, path, found, depth):
    if isinstance(value, dict) and depth < _DEEPEST and len(found) < _MOST:
        for key, inner in value.items():
            _collect(_plain(inner), f"{path}{SEPARATOR}{key}", found, depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value) and depth < _DEEPEST:
        for item in value[:_FEW_ITEMS]:
            if isinstance(item, dict):
                _collect(item, path, found, depth)
    else:
        found[path] = True


def _written_out(table, named):
    """The Table with objects instead of the strings in which a text file holds them: {"name": …}, {'name': …}.

    Only in columns known by the name of a field, and in those of the paths that the study names (`named`).
    """
    candidates = {}
    for column in (name for name in table.columns if not table.raw.get(name)):
        if not any("{" in cell for cell in table.columns[column].slice(0, _FIRST_LOOK).to_pylist()):
            continue
        sample = [cell.strip() for cell in table.columns[column].slice(0, _SAMPLE).to_pylist() if cell.strip()]
        if sum(cell.startswith("{") for cell in sample) * 2 > len(sample):
            candidates[column] = sample
    if not candidates:
        return table
    wanted = set(guess(list(table.columns)).values())
    wanted |= {path.partition(SEPARATOR)[0] for path in named if path not in table.columns}
    raw = {}
    for column, sample in ((name, candidates[name]) for name in candidates if name in wanted):
        objects = [cell for cell in sample if cell.startswith("{") and _object(cell) is not None]
        if len(objects) * 2 > len(sample):
            found = ((place, _object(cell)) for place, cell in enumerate(table.columns[column].to_pylist()))
            raw[column] = {place: value for place, value in found if value is not None}
    return Table(table.rows, table.columns, table.raw | raw) if raw else table


def _object(cell):
    """The object that a string writes, as JSON or as Python; None for another string."""
    cell = cell.strip()
    if not (cell.startswith("{") and cell.endswith("}")) or len(cell) > _LONGEST:
        return None
    for read in (json.loads, ast.literal_eval):
        with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            value = read(cell)
            return value if isinstance(value, dict) else None
    return None


def opened(table, columns, are_links=None):
    """Return the Table with the objects opened in which a field lies, as columns by their paths.

    columns: what the study names, field -> column or path, or None. An object is opened when a path into it is named,
    when it is itself known by the name of a field, and when a field that no plain column holds is known inside.
    are_links: says whether cells of a column called source are links, which are no sources.
    """
    named = [column for column in columns.values() if column is not None]
    table = _written_out(table, named)
    inside = paths(table)
    if not inside:
        return table
    plain = guess([column for column in table.columns if column not in inside])
    if are_links is not None and "source" in plain and are_links(Samples(table)[plain["source"]]):
        del plain["source"]
    known = {field for field, column in columns.items() if column is None} | set(plain)
    own = guess(list(table.columns))
    open_ = {column for column in inside for path in named if path.startswith(f"{column}{SEPARATOR}")}
    open_ |= {column for column in own.values() if column in inside}
    lacking = [field for field in NAMES if field not in known and field != "id"] + ["source"] * ("source" not in known)
    for column, found in inside.items():
        aliases = [alias(path) for path in found if alias(path) != path]
        if guess(aliases, lacking):
            open_.add(column)
    if "source" in lacking and own.get("source") not in inside:
        open_ |= {column for column in inside if folded(column) in _PEOPLE and _their_name(column, inside[column])}
    columns, raw = {}, {}
    for column, cells in table.columns.items():
        if column not in open_:
            columns[column], raw[column] = cells, table.raw.get(column, {})
            continue
        extra = [path for path in named if path.startswith(f"{column}{SEPARATOR}")]
        for path, values in _leaves(column, table, list(dict.fromkeys([*inside[column], *extra]))).items():
            if path not in table.columns:
                columns[path], raw[path] = strings(values)
    return Table(table.rows, columns, raw)


def _leaves(column, table, wanted):
    """Path -> list of cells; a cell that is no object stands where the object's name or text would."""
    cells, raw = table.columns[column].to_pylist(), table.raw[column]
    steps = {path: path[len(column) + 1 :].split(SEPARATOR) for path in wanted}
    standing = min(wanted, key=lambda path: _rank(steps[path]))
    made = {path: [""] * len(cells) for path in wanted}
    for place, cell in enumerate(cells):
        value = raw.get(place, cell)
        if not isinstance(value, dict | list):
            made[standing][place] = value
            continue
        for path in wanted:
            made[path][place] = at(value, steps[path])
    return {path: values for path, values in made.items() if any(value not in ("", None) for value in values)}


def _rank(parts):
    name = folded(parts[-1])
    return len(parts), _STANDING.index(name) if name in _STANDING else len(_STANDING)


def _plain(value):
    """The number in an object that says only of what kind it is, as databases write them: {"$numberLong": "12"}."""
    if isinstance(value, dict) and len(value) == 1 and (key := next(iter(value))).startswith("$number"):
        return value[key]
    return value


def at(value, parts):
    """Return what stands at a path inside an object, None for nothing; of a list, the strings of all its items."""
    for number, part in enumerate(parts):
        if isinstance(value, list):
            found = [at(item, parts[number:]) for item in value]
            found = [item for item in found if item not in (None, "")]
            return found if not found or len(found) > 1 else found[0]
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return _plain(value)


def their_name(header):
    """Return the path of the name of who speaks in a post or message, which stands for its source; None for none."""
    objects = {}
    for path in header:
        column, separator, _ = path.partition(SEPARATOR)
        if separator:
            objects.setdefault(column, []).append(path)
    ranked = [(_PEOPLE.index(folded(column)), column) for column in objects if folded(column) in _PEOPLE]
    return next(filter(None, (_their_name(column, objects[column]) for _, column in sorted(ranked))), None)


def _their_name(column, found):
    names = {folded(path[len(column) + 1 :]): path for path in found}
    if folded(column) == "author" and not _WITH_A_HANDLE & names.keys():
        return None
    return next((names[name] for name in _THEIR_NAMES if name in names), None)
