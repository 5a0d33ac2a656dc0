"""Which part of a record is the text, the title, the date and the rest, and what is told of it elsewhere."""

from typing import NamedTuple

import pyarrow as pa

from ...arabic import dates
from ...errors import listed, shown
from ..reading.cells import strings, whole
from . import choosing, file_names, full_texts, naming, values
from .titles import FIRST_LINE, first_line

COLUMNS = ("doc_id", "title", "date", "source", "category", "url", "text", "n_chars", "sha256")
_RESERVED = {*COLUMNS, "start", "end"}  # start and end are arguments of `Corpus.where`
_SHOWN, _CUT = 3, 40  # examples of a column, characters of each


class Drafts(NamedTuple):
    """The documents of a file as it tells them, before anything is repaired, judged or left out.

    rows: as in `reading.result.Table`, None for a file that is one document. text: large strings. raw: place ->
    cell, of texts of which a string does not tell all. columns: name -> list of strings; a title of None stands for
    the first line of the text. mapping: (field, column, how) as in `Corpus.mapping`. named: what the name of the file
    tells of its date, where that can settle the order of day and month, or None. remarks: place -> sentences on a text
    that was taken from elsewhere or is cut off. examples: (field, column) -> some of its cells, as one string.
    """

    rows: list
    text: pa.LargeStringArray
    raw: dict
    columns: dict
    mapping: list
    named: file_names.Named | None
    remarks: dict = {}
    examples: dict = {}


def drafts(reading, named, columns, about, ledger):
    """Return the Drafts of a file, None where it has no text, which is told in the ledger.

    named: what the file's name tells. columns: what the study names, field -> column. about: the `metadata.About` of
    the corpus. ledger: that of the file. A text, page, Word or PDF file is told by itself, its front matter, files
    beside it and its folders.
    """
    if reading.document is None:
        return _table(reading, named, columns or {}, about, ledger)
    return _document(reading, named, columns or {}, about, ledger)


def _table(reading, named, columns, about, ledger):
    table, name = reading.table, ledger.file
    if not table.rows:
        ledger.put_aside("a table without rows")
        return None
    folder = about.folders.get(name, {})
    choice = choosing.choose(reading, columns, folder, name)
    for note in choice.notes:
        ledger.note(note)
    chosen, header = dict(choice.chosen), list(choice.table.columns)
    if chosen["text"][0] is None:
        ledger.put_aside(_without_text(header, reading.format))
        return None
    examples = {(field, column): _examples(choice, column) for field, column in choice.own.items()}
    used = {column for column, _ in chosen.values()} - set(choice.parts)
    extra = {column: _metadata_name(column, header) for column in header if column not in used}
    given = {}
    if chosen["source"][1] == "absent" and "source" not in columns and "source" in folder:
        given["source"], chosen["source"] = folder["source"], (None, "folder")
    date, named = _date_of_the_name(named, chosen, columns, ledger, len(table.rows))
    given |= date
    if _lacks_day(chosen, named) and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    if reading.places:
        given |= _beside_parts(about.rows.get(name, {}), chosen, columns, name, {*header, *given})
    mapping = _mapping(chosen, extra, given)
    made = values.of(choice, extra, reading, ledger)
    made |= {field: [value] * len(table.rows) for field, value in given.items()}
    texts, raw, remarks = full_texts.of(choice, table, ledger)
    return Drafts(table.rows, texts, raw, made, mapping, named, remarks, examples)


def _examples(choice, column):
    """Three different cells of a column, each cut at forty characters."""
    first = choice.table.columns[column].slice(0, 2 * _SHOWN).to_pylist()
    found = [cell for cell in first if not cell.isspace() and cell]
    found = found if len(found) >= _SHOWN else choice.samples[column]
    first = list(dict.fromkeys(" ".join(cell.split()) for cell in found))[:_SHOWN]
    return " | ".join(cell if len(cell) <= _CUT else f"{cell[: _CUT - 1]}…" for cell in first)


def _beside_parts(beside, chosen, columns, name, taken):
    """What a table of metadata tells of a file of several texts, for each of them: name -> value.

    What the texts tell themselves (a message its sender) stays; the file's own is then metadata, `source_of_file`.
    """
    beside = {key: value for key, value in beside.items() if value.strip()}
    fields = {column: field for field, (column, _) in _choice(beside, columns, name).items() if column is not None}
    given = {}
    for column, value in beside.items():
        field = fields.get(column)
        if field in (None, "id", "text"):
            given[_metadata_name(column, taken)] = value
        elif chosen[field][1] == "absent":
            given[field], chosen[field] = value, (column, "guessed")
        else:
            given[f"{field}_of_file"] = value
    return given


def _without_text(header, form):
    told = f"no column is known to hold the text; name it ([corpus] text in study.toml) among: {listed(header)}"
    return told + (" (the first line must hold the columns' names)" if form in ("csv", "tsv", "xlsx") else "")


def _mapping(chosen, extra, given):
    found = [(field, shown(column or file_names.PLACES.get(how, "")), how) for field, (column, how) in chosen.items()]
    found += [(meta, shown(column), "metadata") for column, meta in extra.items()]
    return found + ([("year", "the folder's name", "folder")] if "year" in given else [])


def _lacks_day(chosen, named):
    """Whether nothing tells a day: the folders then tell the year for themselves."""
    return chosen["date"][1] == "absent" or (
        chosen["date"][1] in file_names.PLACES and named is not None and dates.is_month(named.date)
    )


def _date_of_the_name(named, chosen, columns, ledger, n_rows=None):
    """The date that the file's or the folder's name tells, as a dict, where nothing else tells one; and its Named.

    n_rows: rows of a table, None for a file that is one document. For such a file the Named is what its name tells,
    even where its date is told elsewhere: it can settle the order of day and month.
    """
    if columns.get("date", "") is None:
        return {}, None
    known = named if named.date and n_rows is None else None
    if chosen["date"][1] != "absent":
        return {}, known
    if named.note:
        ledger.note(named.note)
    if not named.date:
        return {}, None
    if n_rows is not None and n_rows > 1:
        place = file_names.PLACES[named.how]
        told = f'{place} tells the date "{named.date}", which may be the day the table was made: not taken for its rows'
        ledger.note(told)
        return {}, None
    chosen["date"] = (None, named.how)
    return {"date": named.date}, named


def _document(reading, named, columns, about, ledger):
    name = ledger.file
    folder, beside, places = about.folders.get(name, {}), about.rows.get(name, {}), reading.places
    own = {field: reading.document[field] for field in places if field == "text" or columns.get(field, "") is not None}
    meta = {key: value for key, value in reading.document.items() if key not in places}
    meta, beside = ({key: value for key, value in given.items() if value.strip()} for given in (meta, beside))
    of_file, told = (_choice(given, columns, name) for given in (meta, beside))
    known = own | {field: meta[column] for field, (column, _) in of_file.items() if column is not None}
    known = {"date": named.date, "source": folder.get("source", "")} | known
    more = {field: choice for field, choice in told.items() if choice[0] is not None}
    if "title" in more and known.get("title", "") is None:
        known["title"] = first_line(own["text"])
    more = {field: choice for field, choice in more.items() if not _same(beside[choice[0]], known, field)}
    chosen = of_file | more
    meta |= beside
    doc = {**dict.fromkeys(values.FIELDS, ""), **own, "id": reading.base}
    where = {**dict.fromkeys(own, "file"), "id": "file"}
    chosen |= {field: (places.get(field, "the path"), how) for field, how in where.items() if chosen[field][0] is None}
    doc |= {field: meta[column] for field, (column, how) in chosen.items() if how in ("guessed", "named")}
    if chosen["title"] == (FIRST_LINE, "file"):
        doc["title"] = None
    if chosen["source"][1] == "absent" and columns.get("source", "") is not None and "source" in folder:
        chosen["source"], doc["source"] = (None, "folder"), folder["source"]
    date, named = _date_of_the_name(named, chosen, columns, ledger)
    doc |= date
    used = {column for choice in (of_file, told) for column, _ in choice.values()}
    extra = {column: _metadata_name(column, meta) for column in meta if column not in used}
    given = {}
    if _lacks_day(chosen, named) and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    doc |= {told: meta[column] for column, told in extra.items()}
    doc["doc_id"] = doc.pop("id")
    mapping = _mapping(chosen, extra, given)
    text, raw = strings([doc.pop("text")])
    doc = {key: value if key in values.AS_GIVEN else value.strip() for key, value in (doc | given).items()}
    made = {key: [value] for key, value in doc.items()}
    return Drafts([None], text, raw, made, mapping, named)


def _same(value, known, field):
    """Whether a table beside a text only says what the text says itself, as one does that is not yet filled in."""
    value, other = (one.strip() for one in (value, known.get(field, "")))
    if field != "date":
        return value == other
    days = [dates.parse(one).date for one in (value, other)]
    return value == other or (days[0] is not None and days[0] == days[1])


def _choice(meta, columns, name):
    """Which field each piece of metadata of a text is; a name in study.toml need not be known to each text."""
    named = {field: column for field, column in columns.items() if column is None or column in meta}
    return naming.choose_columns(list(meta), {**named, "text": None}, name)


def _metadata_name(column, header):
    name = column
    while name in _RESERVED or (name != column and name in header):
        name += "_2"
    return whole(name)
