"""Which part of a record is the text, the title, the date and the rest, and what is told of it elsewhere."""

from collections import Counter
from typing import NamedTuple

import pyarrow as pa

from ...arabic import dates
from ...errors import InputError, check_choice, listed, nearest, shown
from ..reading.cells import strings, whole
from ..reading.columns import FIELDS, guess
from . import column_contents, day_numbers, file_names, full_texts, nested
from .empty_cells import any_stands_for_nothing, may_stand_for_nothing, stands_for_nothing
from .titles import FIRST_LINE, first_line

COLUMNS = ("doc_id", "title", "date", "source", "category", "url", "text", "n_chars", "sha256")
_RESERVED = {*COLUMNS, "start", "end"}  # start and end are arguments of `Corpus.where`
_TOLD = ("doc_id", "title", "date", "source", "category", "url")  # by the file, beside the text
_SHOWN, _CUT = 3, 40  # examples of a column, characters of each
_AS_GIVEN = ("title", "source", "category")  # stripped when they are repaired: NBSP may be half a letter


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


def choose_columns(header, columns, file, *, guessed=None):
    """Decide which column holds which field.

    `columns` maps fields (text, title, date, source, category, url, id) to names of columns, or to None for
    "leave it out"; the others are guessed from common English and Arabic names, or are as in `guessed`, a dict
    field -> column of what the cells told. Returns a dict field -> (column or None, "named" | "guessed" |
    "absent"). Raises InputError when a named column is missing.
    """
    chosen = {}
    for field, column in (columns or {}).items():
        check_choice("The key in columns", field, FIELDS)
        if column is not None and column not in header:
            raise InputError(
                f'{file} has no column "{column}" for the {field}; its columns are '
                f"{listed(header)}.{nearest(column, header)}"
            )
        chosen[field] = (column, "absent" if column is None else "named")
    # What a document is known by may be something else of it too, such as its address.
    taken = {column for field, (column, _) in chosen.items() if field != "id"}
    free = [column for column in header if column not in taken]
    by_path = any(nested.SEPARATOR in column for column in free)
    known_as = nested.alias if by_path else str
    found = guess(free, [field for field in FIELDS if field not in chosen], known_as=known_as)
    for field, column in (guessed or {}).items():
        if field not in found and field not in (columns or {}) and column not in taken:
            found[field] = column
    chosen |= {field: (column, "guessed") for field, column in found.items()}
    return {field: chosen.get(field, (None, "absent")) for field in FIELDS}


def _table(reading, named, columns, about, ledger):
    table, name = reading.table, ledger.file
    if not table.rows:
        ledger.put_aside("a table without rows")
        return None
    folder = about.folders.get(name, {})
    table, chosen, cells = _chosen(reading, columns, ledger)
    header, text = list(table.columns), chosen["text"][0]
    if text is None:
        ledger.put_aside(_without_text(header, reading.format))
        return None
    examples = {(field, column): _examples(table.columns[column], cells, column)
                for field, (column, _) in chosen.items() if column}  # fmt: skip
    by_cells = chosen["date"][1] == "cells"
    parts = column_contents.parts_of_date(chosen["date"], header, cells) if by_cells else []
    used = {column for column, _ in chosen.values()} - set(parts)
    extra = {column: _metadata_name(column, header) for column in header if column not in used}
    given = {}
    if chosen["source"][1] == "absent" and "source" not in columns and "source" in folder:
        given["source"], chosen["source"] = folder["source"], (None, "folder")
    date, named = _date_of_the_name(named, chosen, columns, ledger, len(table.rows))
    given |= date
    if _lacks_day(chosen, named) and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    told = {"doc_id" if field == "id" else field: column for field, (column, _) in chosen.items()}
    if reading.places:
        given |= _beside_parts(about.rows.get(name, {}), chosen, columns, name, {*header, *given})
    made = {field: table.columns[told[field]].to_pylist() if told[field] is not None else [""] * len(table.rows)
            for field in _TOLD}  # fmt: skip
    made |= {meta: table.columns[column].to_pylist() for column, meta in extra.items()}
    made = {field: values if field in _AS_GIVEN else [value.strip() for value in values]
            for field, values in made.items()}  # fmt: skip
    if len(parts) > 1:
        made["date"] = _joined([table.columns[part].to_pylist() for part in parts])
    made = _cleared(made, told, table, chosen, columns, ledger)
    if chosen["source"][1] == "absent" and "source" not in columns and not reading.places:
        made["source"] = _sites_for_sources(made, chosen, ledger)
    if told["date"] is not None:
        made["date"] = _days(made["date"], told["date"], reading.day_zero, ledger)
    made["doc_id"] = [own or f"{reading.base}-{row}" for own, row in zip(made["doc_id"], table.rows, strict=True)]
    made |= {field: [value] * len(table.rows) for field, value in given.items()}
    texts, raw = table.columns[text], table.raw.get(text, {})
    if chosen["text"][1] in ("guessed", "cells"):
        texts, raw = full_texts.filled(table, text, _free_for_text(header, chosen), ledger)
    texts, raw, remarks = full_texts.taken(reading.table, texts, raw, text, ledger)
    return Drafts(table.rows, texts, raw, made, _mapping(chosen, extra, given), named, remarks, examples)


def _chosen(reading, columns, ledger):
    """(The Table, its objects opened where a field lies in them; field -> (column, how); its sampler)."""
    table = reading.table
    told = _told(reading.places, list(table.columns), columns)
    if told:
        return table, told, column_contents.sampler(table)
    named = [column for column in columns.values() if column is not None]
    table = nested.written_out(table, named)
    inside = nested.paths(table)
    if inside:
        plain = guess([column for column in table.columns if column not in inside])
        if "source" in plain and column_contents.are_links(column_contents.sampler(table)(plain["source"])):
            del plain["source"]
        known = {field for field, column in columns.items() if column is None} | set(plain)
        table = nested.opened(table, named, known)
    header = list(table.columns)
    chosen = choose_columns(header, columns, ledger.file, guessed=reading.guessed)
    cells = column_contents.sampler(table)
    source, how = chosen["source"]
    if how == "guessed" and column_contents.are_links(cells(source)):
        chosen["source"] = (None, "absent")  # "Twitter for iPhone" is what a message was sent with
        header = [column for column in header if column != source]
    chosen, notes = column_contents.judged(chosen, header, cells, leave={field for field in columns})
    if chosen["text"][1] == "guessed":
        free = _free_for_text(header, chosen)
        chosen["text"] = (full_texts.fullest(chosen["text"][0], free, cells, len(table.rows)), "guessed")
    if chosen["source"] == (None, "absent") and "source" not in columns:
        person = nested.their_name(table.columns)
        chosen["source"] = (person, "guessed") if person else chosen["source"]
    for note in notes:
        ledger.note(note)
    return table, chosen, cells


def _free_for_text(header, chosen):
    """The columns that hold no field but the text."""
    used = {column for field, (column, _) in chosen.items() if field != "text"}
    return [column for column in header if column not in used]


def _cleared(made, told, table, chosen, columns, ledger):
    """The columns beside the text without what stands for an empty cell, and with sites for addresses as sources."""
    for field in _TOLD:
        if told[field] is None or not any_stands_for_nothing(table.columns[told[field]]):
            continue
        found = Counter(filter(_is_nothing, made[field]))
        if field == "doc_id" and found.total() == 1:
            continue  # an id of its own, whatever it says
        if found:
            made[field] = ["" if value in found else value for value in made[field]]
            shown = ", ".join(f'"{value.strip()}"' for value, _ in found.most_common(3))
            ledger.note(f"{found.total():,} cells of the {field} stand for empty ones and are taken as such: {shown}")
    column = chosen["source"][0]
    sites = column_contents.sites(made["source"]) if column is not None else {}
    if sites:
        if chosen["url"][1] == "absent" and "url" not in columns:
            made["url"] = list(made["source"])
            chosen["url"] = (column, "cells")
        made["source"] = [sites.get(value, value) for value in made["source"]]
        ledger.note(f'the column "{column}" holds addresses: the site of each is taken for its source')
    return made


def _sites_for_sources(made, chosen, ledger):
    """The sites of the addresses as sources, where most rows have one and nothing tells a source; else as they are."""
    sites = column_contents.sites(made["url"])
    found = [sites.get(value, "") for value in made["url"]]
    if 2 * sum(map(bool, found)) <= len(found):
        return made["source"]
    chosen["source"] = (chosen["url"][0], "cells")
    ledger.note(f'nothing tells the sources: the sites of the addresses in "{chosen["url"][0]}" are taken for them')
    return found


def _is_nothing(value):
    return bool(value) and (stands_for_nothing(value) or may_stand_for_nothing(value))


def _joined(parts):
    """Dates of which year, month and day stand in columns of their own, as far as they are told."""
    made = []
    for row in zip(*parts, strict=True):
        there = [part.strip().removesuffix(".0") for part in row]
        first_empty = there.index("") if "" in there else len(there)
        words = [part for part in there[:first_empty] if not part.isdecimal()]
        made.append(" ".join(reversed(there[:first_empty])) if words else "-".join(there[:first_empty]))
    return made


def _days(values, column, day_zero, ledger):
    """The dates with the day numbers of a spreadsheet written as days, told in the ledger."""
    values, first, n = day_numbers.as_dates(values, day_zero)
    if n:
        one = day_numbers.read(first, day_zero or day_numbers.FROM_1900)
        since = "1904" if day_zero == day_numbers.FROM_1904 else "1900"
        ledger.note(
            f'{n:,} dates in the column "{column}" are day numbers of a spreadsheet, counted from {since}: '
            f"{first} is {one:%Y-%m-%d}"
        )
    return values


def _examples(column, cells, name):
    """Three different cells of a column, each cut at forty characters."""
    found = [cell for cell in column.slice(0, 2 * _SHOWN).to_pylist() if not cell.isspace() and cell]
    found = found if len(found) >= _SHOWN else cells(name)
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


def _told(places, header, columns):
    """Which column holds which field of a table whose format names them; {} for a table whose columns are guessed.

    A column that the study names goes before; it need not be known to each such file.
    """
    if not places:
        return {}
    told = {field: (places[field], "file") if field in places else (None, "absent") for field in FIELDS}
    named = {field: (column, "absent" if column is None else "named") for field, column in columns.items()
             if column is None or column in header}  # fmt: skip
    return told | named


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
    doc = {**dict.fromkeys(_TOLD, ""), **own, "id": reading.base}
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
    text, raw = strings([doc.pop("text")])
    doc = {key: value if key in _AS_GIVEN else value.strip() for key, value in (doc | given).items()}
    made = {key: [value] for key, value in doc.items()}
    return Drafts([None], text, raw, made, _mapping(chosen, extra, given), named)


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
    return choose_columns(list(meta), {**named, "text": None}, name)


def _metadata_name(column, header):
    name = column
    while name in _RESERVED or (name != column and name in header):
        name += "_2"
    return whole(name)
