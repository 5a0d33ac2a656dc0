"""From the fields of a record to a document: its repair, and whether it is taken."""

import hashlib
import re
from collections import Counter
from typing import NamedTuple

from ..reading.columns import names_a_source, readable, whole
from ..reading.decoding import unix_newlines
from . import repair

COLUMNS = ("doc_id", "title", "date", "source", "category", "url", "text", "n_chars", "sha256")
RESERVED = {*COLUMNS, "start", "end"}  # start and end are arguments of `Corpus.where`
REPAIRED = ("title", "source", "category")  # beside the text


def tell(book, table, file, row=None, doc_id="", **what):
    """Add a row to one of the record's tables: set_aside, notes or repairs."""
    book[table].append({"file": file, "row": row, "doc_id": doc_id, **what})


class Block(NamedTuple):
    """The documents of one file that are kept: file, rows (a list), columns (name -> list or Arrow strings)."""

    file: str
    rows: list
    columns: dict


def block(name, found, seen, book, repairs):
    """Return the Block of those of the (row, document) of a file that are kept, completed as `take` does."""
    columns = ([doc[field] for _, doc in found] for field in ("text", *REPAIRED))
    suspect = zip(*(repair.may_need(column, repairs) for column in columns), strict=True)
    kept = [
        (row, doc) for (row, doc), fields in zip(found, suspect, strict=True)
        if take(name, row, doc, seen, book, repairs if any(fields) else ())
    ]  # fmt: skip
    names = dict.fromkeys(column for _, doc in kept for column in doc)
    return Block(name, [row for row, _ in kept], {column: [doc[column] for _, doc in kept] for column in names})


def take(name, row, doc, seen, book, repairs):
    """Complete the document and say whether it is kept; tell why it is not, or what to look at."""
    doc_id = doc["doc_id"]
    raw, counts = _repaired(doc["text"], repairs)
    text, remarks, reason = readable(raw)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    key = f"{doc_id} {digest}"
    if reason is None and key in seen["texts"]:
        reason = "repeats an earlier document: same id, same text"
    if reason is not None:
        tell(book, "set_aside", name, row, doc_id, reason=reason)
        return False
    seen["texts"].add(key)
    number = 1
    while doc["doc_id"] in seen["ids"]:
        number += 1
        doc["doc_id"] = f"{doc_id}-{number}"
    if number > 1:
        remarks.append(
            f'the id "{doc_id}" belongs to an earlier document with another text; now "{doc["doc_id"]}"'
        )
    seen["ids"].add(doc["doc_id"])
    for remark in remarks:
        tell(book, "notes", name, row, doc["doc_id"], note=remark)
    doc.update(text=text, n_chars=len(text), sha256=digest)
    found = {"text": counts}
    for field in REPAIRED:
        value = _first_line(text) if doc[field] is None else doc[field]
        value, found[field] = (value, {}) if doc[field] is None else repair.apply(value, repairs)
        doc[field] = value.strip()
    if names_a_source(doc["source"]):
        note = f'the source "{doc["source"]}" is the name of a column, not of a source, so it counts as unknown'
        tell(book, "notes", name, row, doc["doc_id"], note=note)
        doc["source"] = ""
    doc["title"] = whole(unix_newlines(doc["title"]))
    for field, steps in found.items():
        for step, n in steps.items():
            tell(book, "repairs", name, row, doc["doc_id"], field=field, step=step, n=n)
    return True


def _repaired(raw, steps):
    """The cell of the text column after the repairs, and {step: number of repairs}; lists of texts part by part."""
    if isinstance(raw, str):
        return repair.apply(raw, steps)
    if not isinstance(raw, list) or not all(isinstance(part, str) for part in raw):
        return raw, {}
    made = [repair.apply(part, steps) for part in raw]
    return [part for part, _ in made], dict(sum((Counter(counts) for _, counts in made), Counter()))


def _first_line(text):
    """The first line that is not blank, cut at 120 characters: the title of a text without one."""
    first = re.search(r"\S[^\n]*", text)
    return first.group().strip()[:120].rstrip() if first else ""
