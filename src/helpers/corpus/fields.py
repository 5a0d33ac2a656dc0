"""Which part of a record is the text, the title, the date and the rest, and what is told of it elsewhere."""

from . import readers
from .collecting import COLUMNS, RESERVED, tell
from .columns import choose_columns, listed, shown, string, whole

_EMPTY = dict.fromkeys(COLUMNS, "")
_AS_GIVEN = ("text", "title", "source", "category")  # stripped when they are repaired: NBSP may be half a letter
FIRST_LINE = "the first line"


def documents(records, info, columns, name, book, about):
    """Yield (row, dict of a document's columns, as strings) for each record of a file.

    A title of None stands for the first line of the text, which is cut once the text is repaired. `about` is
    the `metadata.About` of the corpus; what it says is shown in `book["mapping"]` too.
    """
    folder = about.folders.get(name, {})
    if info["whole"] is not None:
        return [(None, _one(records[0][1], info, columns, name, book, about.rows.get(name, {}), folder))]
    header = dict.fromkeys(key for _, record in records for key in record)
    if not header:
        tell(book, "set_aside", name, reason="a table without rows")
        return []
    chosen = choose_columns(header, columns, name, guessed=info["guessed"])
    if chosen["text"][0] is None:
        reason = (
            f"no column is known to hold the text; name it ([corpus] text in study.toml) among: {listed(header)}"
        )
        if info["format"] in ("csv", "tsv", "xlsx"):
            reason += " (the first line must hold the columns' names)"
        tell(book, "set_aside", name, reason=reason)
        return []
    used = {column for column, _ in chosen.values()}
    extra = {column: _metadata_name(column, header) for column in header if column not in used}
    given = {}
    if chosen["source"][1] == "absent" and "source" not in (columns or {}) and "source" in folder:
        given["source"] = folder["source"]
        chosen["source"] = (None, "folder")
    if chosen["date"][1] == "absent" and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    _map(book, chosen, extra, given)
    wanted = [
        (column, "doc_id" if field == "id" else field)
        for field, (column, _) in chosen.items()
        if column is not None
    ]
    base = readers.stem(name)
    return ((row, {**_document(record, wanted, extra, f"{base}-{row}"), **given}) for row, record in records)


def _map(book, chosen, extra, given):
    places = {"folder": "the folder's name"}
    for field, (column, how) in chosen.items():
        book["mapping"].update([(field, shown(column or places.get(how, "")), how)])
    book["mapping"].update((whole(meta), shown(column), "metadata") for column, meta in extra.items())
    if "year" in given:
        book["mapping"].update([("year", "the folder's name", "folder")])


def _one(record, info, columns, name, book, beside, folder):
    """The document of a file that is one: what its format, its front matter, files beside and folders tell."""
    columns = columns or {}
    own = {field: record[field] for field in info["whole"] if field == "text" or columns.get(field, "") is not None}
    meta = {key: value for key, value in record.items() if key not in info["whole"]}
    meta = {str(key): value for key, value in {**meta, **beside}.items() if string(value).strip()}
    # A name in study.toml need not be known here, where tables lie beside texts.
    named = {field: column for field, column in columns.items() if column is None or column in meta}
    chosen = choose_columns(list(meta), {**named, "text": None}, name)
    used = {column for column, _ in chosen.values()}
    extra = {column: _metadata_name(column, meta) for column in meta if column not in used}
    doc = {**_EMPTY, **own, "id": readers.stem(name)}
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
    if chosen["date"][1] == "absent" and "year" in folder and "year" not in extra.values():
        given["year"] = folder["year"]
    _map(book, chosen, extra, given)
    doc |= {meta_name: meta[column] for column, meta_name in extra.items()}
    doc["doc_id"] = doc.pop("id")
    doc = {key: value if key == "text" or value is None else whole(string(value)) for key, value in doc.items()}
    return {key: value if key in _AS_GIVEN else value.strip() for key, value in (doc | given).items()}


def _metadata_name(column, header):
    name = column
    while name in RESERVED or (name != column and name in header):
        name += "_2"
    return whole(name)


def _document(record, wanted, extra, doc_id):
    doc = dict(_EMPTY)
    for column, field in wanted:
        value = record.get(column)
        doc[field] = value if field == "text" else whole(string(value))
    for column, meta in extra.items():
        doc[meta] = whole(string(record.get(column))).strip()
    for field in _EMPTY.keys() - set(_AS_GIVEN):
        doc[field] = doc[field].strip()
    doc["doc_id"] = doc["doc_id"] or doc_id
    return doc
