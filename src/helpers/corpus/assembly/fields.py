"""Which part of a record is the text, the title, the date and the rest, and what is told of it elsewhere."""

from typing import NamedTuple

from ...arabic import dates
from ..reading import files as readers
from ..reading.columns import choose_columns, listed, shown, string, whole
from . import file_names
from .collecting import COLUMNS, RESERVED, tell

EMPTY = dict.fromkeys(COLUMNS, "")
_AS_GIVEN = ("text", "title", "source", "category")  # stripped when they are repaired: NBSP may be half a letter
FIRST_LINE = "the first line"


class Plan(NamedTuple):
    """Where a table has what: wanted, a list of (column, field); extra, column -> metadata; given, metadata that the
    folder tells -> value; base, what the id of a row without one begins with.
    """

    wanted: list
    extra: dict
    given: dict
    base: str


def documents(records, info, columns, name, book, about):
    """Return (row, dict of a document's columns, as strings) of each record of a file that is one document.

    A title of None stands for the first line of the text, which is cut once the text is repaired. `about` is
    the `metadata.About` of the corpus; what it says is shown in `book["mapping"]` too.
    """
    return [(None, _one(records[0][1], info, columns, name, book, about))]


def plan(header, info, columns, name, book, about, n_rows):
    """Return the Plan of a table with these columns, None where it has no text, which is told in `book`.

    n_rows: how many rows it has; the date of the file's name is that of a document only where there is one.
    """
    if not header:
        tell(book, "set_aside", name, reason="a table without rows")
        return None
    chosen = choose_columns(header, columns, name, guessed=info["guessed"])
    if chosen["text"][0] is None:
        reason = (
            f"no column is known to hold the text; name it ([corpus] text in study.toml) among: {listed(header)}"
        )
        if info["format"] in ("csv", "tsv", "xlsx"):
            reason += " (the first line must hold the columns' names)"
        tell(book, "set_aside", name, reason=reason)
        return None
    folder = about.folders.get(name, {})
    used = {column for column, _ in chosen.values()}
    extra = {column: _metadata_name(column, header) for column in header if column not in used}
    given = {}
    if chosen["source"][1] == "absent" and "source" not in (columns or {}) and "source" in folder:
        given["source"] = folder["source"]
        chosen["source"] = (None, "folder")
    given |= _date_of_the_name(chosen, columns or {}, name, book, n_rows)
    if chosen["date"][1] == "absent" and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    _map(book, chosen, extra, given)
    wanted = [
        (column, "doc_id" if field == "id" else field)
        for field, (column, _) in chosen.items()
        if column is not None
    ]
    return Plan(wanted, extra, given, readers.stem(name))


def row(number, record, made):
    """The document of one record of a table, by its Plan: a dict of its columns, as strings."""
    return {**_document(record, made.wanted, made.extra, f"{made.base}-{number}"), **made.given}


def _map(book, chosen, extra, given):
    for field, (column, how) in chosen.items():
        book["mapping"].update([(field, shown(column or file_names.PLACES.get(how, "")), how)])
    book["mapping"].update((whole(meta), shown(column), "metadata") for column, meta in extra.items())
    if "year" in given:
        book["mapping"].update([("year", "the folder's name", "folder")])


def _date_of_the_name(chosen, columns, name, book, n_rows=None):
    """The date that the file's or the folder's name tells, as a dict, where nothing else tells one.

    n_rows: rows of a table, None for a file that is one document. For such a file `book["named"]` keeps what its
    name tells, even where its date is told elsewhere: it can settle the order of day and month.
    """
    named = file_names.told(name)
    if columns.get("date", "") is None:
        return {}
    if named.date and n_rows is None:
        book["named"][name] = named
    if chosen["date"][1] != "absent":
        return {}
    if named.note:
        tell(book, "notes", name, note=named.note)
    if not named.date:
        return {}
    if n_rows is not None and n_rows > 1:
        place = file_names.PLACES[named.how]
        note = f'{place} tells the date "{named.date}", which may be the day the table was made: not taken for its rows'
        tell(book, "notes", name, note=note)
        return {}
    chosen["date"] = (None, named.how)
    book["named"][name] = named
    return {"date": named.date}


def _one(record, info, columns, name, book, about):
    """The document of a file that is one: what its format, its front matter, files beside and folders tell."""
    columns, folder, beside = columns or {}, about.folders.get(name, {}), about.rows.get(name, {})
    own = {field: record[field] for field in info["whole"] if field == "text" or columns.get(field, "") is not None}
    meta = {key: value for key, value in record.items() if key not in info["whole"]}
    meta, beside = ({str(k): v for k, v in given.items() if string(v).strip()} for given in (meta, beside))
    of_file, told = (_choice(given, columns, name) for given in (meta, beside))
    known = own | {field: meta[column] for field, (column, _) in of_file.items() if column is not None}
    known = {"date": file_names.told(name).date, "source": folder.get("source", "")} | known
    more = {field: choice for field, choice in told.items() if choice[0] is not None}
    more = {field: choice for field, choice in more.items() if not _same(beside[choice[0]], known, field)}
    chosen = of_file | more
    used = {column for choice in (of_file, told) for column, _ in choice.values()}
    meta |= beside
    extra = {column: _metadata_name(column, meta) for column in meta if column not in used}
    doc = {**EMPTY, **own, "id": readers.stem(name)}
    places = {**dict.fromkeys(own, "file"), "id": "file"}
    chosen |= {field: (info["whole"].get(field, "the path"), how) for field, how in places.items()
               if chosen[field][0] is None}  # fmt: skip
    for field, (column, how) in chosen.items():
        if how in ("guessed", "named"):
            doc[field] = meta[column]
    if chosen["title"] == (FIRST_LINE, "file"):
        doc["title"] = None
    given = {}
    if chosen["source"][1] == "absent" and columns.get("source", "") is not None and "source" in folder:
        chosen["source"], doc["source"] = (None, "folder"), folder["source"]
    doc |= _date_of_the_name(chosen, columns, name, book)
    if chosen["date"][1] == "absent" and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    _map(book, chosen, extra, given)
    doc |= {meta_name: meta[column] for column, meta_name in extra.items()}
    doc["doc_id"] = doc.pop("id")
    doc = {key: value if key == "text" or value is None else whole(string(value)) for key, value in doc.items()}
    return {key: value if key in _AS_GIVEN else value.strip() for key, value in (doc | given).items()}


def _same(value, known, field):
    """Whether a table beside a text only says what the text says itself, as one does that is not yet filled in."""
    value, other = (string(one).strip() for one in (value, known.get(field, "")))
    if field != "date":
        return value == other
    days = [dates.parse(one).date for one in (value, other)]
    return value == other or (days[0] is not None and days[0] == days[1])


def _choice(meta, columns, name):
    """Which field each piece of metadata of a text is; a name in study.toml need not be known to each text."""
    named = {field: column for field, column in columns.items() if column is None or column in meta}
    return choose_columns(list(meta), {**named, "text": None}, name)


def _metadata_name(column, header):
    name = column
    while name in RESERVED or (name != column and name in header):
        name += "_2"
    return whole(name)


def _document(record, wanted, extra, doc_id):
    doc = dict(EMPTY)
    for column, field in wanted:
        value = record.get(column)
        doc[field] = value if field == "text" else whole(string(value))
    for column, meta in extra.items():
        doc[meta] = whole(string(record.get(column))).strip()
    for field in EMPTY.keys() - set(_AS_GIVEN):
        doc[field] = doc[field].strip()
    doc["doc_id"] = doc["doc_id"] or doc_id
    return doc
