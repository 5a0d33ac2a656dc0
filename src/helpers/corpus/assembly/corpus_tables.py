"""The six tables of a Corpus, made of the documents of all its files and of what was told of their reading."""

from collections import Counter

import numpy as np
import pandas as pd

from ... import room
from . import dating
from .fields import COLUMNS

UNKNOWN = "unknown"  # the source and the category of a document that has none
_NUMBERS = {"row": "Int64", "bytes": "int64", "n_documents": "int64", "n_files": "int64", "n": "int64"}
FEW_VALUES = 100  # metadata with at most so many values is stored as a category


def made(blocks, read_files, dated, spellings, ledger):
    """Return the six tables of a `documents.Corpus` by their names.

    blocks: of all files, as `collecting.block` makes them. read_files: a tuple of each file, as in `Corpus.files`.
    dated: the `dating.Dated` of the documents. spellings: as `labels.of_blocks` gives them. ledger: of the whole
    reading, which is told of the dates and the spellings first.
    """
    mapping = Counter(entry for block in blocks for entry in block.mapping)
    examples = {}
    for block in reversed(blocks):  # those of the first file that has the column stay
        examples |= block.examples
    data = _joined([block for block in blocks if block.rows])
    notes = {place: [note] for place, note in dated.notes.items()}
    for name, taken in spellings.items():
        for place, label in enumerate(data[name]) if taken else ():
            if label in taken:
                notes.setdefault(place, []).append(taken[label].note)
                data[name][place] = taken[label].spelling
    places = [(block.file, row) for block in blocks for row in block.rows] if notes else []
    for place in sorted(notes):
        for note in notes[place]:
            ledger.of(places[place][0]).note(note, places[place][1], data["doc_id"][place])
    data["date"] = dated.dates
    data["n_chars"] = np.array(data["n_chars"], dtype="int32")
    few, kinds = min(FEW_VALUES, len(data["doc_id"]) // 2), {}
    # One after the other: there may be a million of each, and as lists they take three times the room.
    columns = {name: pd.Series(data.pop(name)) for name in COLUMNS}
    columns |= {name: _compact(data.pop(name), few, kinds) for name in list(data)}
    documents = pd.DataFrame(columns)
    if not {*dated.precisions} <= {"", "day"}:
        documents.insert(len(COLUMNS), dating.COLUMN, pd.Categorical(dated.precisions))
    for name in ("source", "category"):
        documents[name] = documents[name].replace("", UNKNOWN).astype("category")
    where = ("file", "row", "doc_id")
    return dict(
        documents=documents,
        files=_table(read_files, "file", "format", "encoding", "how", "bytes", "sha256", "n_documents"),
        mapping=_table(
            [(*entry, n, examples.get(entry[:2], "")) for entry, n in mapping.items()],
            "field", "column", "how", "n_files", "examples",
        ),
        set_aside=_table(ledger.set_aside, *where, "reason"),
        notes=_table(ledger.notes, *where, "note"),
        repairs=_table(ledger.repairs, *where, "field", "step", "n"),
    )


def _compact(values, most, kinds):
    """A column of metadata, as a category where it has no more than so many values; kinds: the dtypes made so far.

    Made by hand: what pandas does for each column takes half a minute where a table has five thousand of them.
    """
    distinct = set(values)
    if len(distinct) > most:
        return pd.array(values, dtype="str")
    names = tuple(sorted(distinct))
    if names not in kinds:
        kinds[names] = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    place = {name: number for number, name in enumerate(names)}
    codes = np.fromiter(map(place.__getitem__, values), "int8", len(values))
    return pd.Categorical.from_codes(codes, dtype=kinds[names], validate=False)


def _joined(blocks):
    """The columns of all blocks one behind the other, "" where a file has no such column; they are taken from these."""
    names = dict.fromkeys(name for block in blocks for name in block.columns if name != "text")
    parts = [block.columns.pop("text") for block in blocks]
    text = parts[0] if len(parts) == 1 else room.joined(parts)
    if len(blocks) == 1:
        return {name: blocks[0].columns.pop(name) for name in names} | {"text": text.to_pandas().astype("str")}
    joined = {name: [] for name in names}
    for block in blocks:
        for name, values in joined.items():
            values += block.columns.pop(name, None) or [""] * len(block.rows)
    return joined | {"text": text.to_pandas().astype("str")}


def _table(rows, *names):
    """A DataFrame with these columns even when it is empty: whole numbers as integers, the rest str."""
    if rows and isinstance(rows[0], dict):
        rows = [tuple(row[name] for name in names) for row in rows]
    values = zip(*rows, strict=True) if rows else [()] * len(names)
    # Column by column: `astype` of a whole table takes four times as long, and most are small.
    columns = zip(names, values, strict=True)
    return pd.DataFrame({name: pd.array(list(one), dtype=_NUMBERS.get(name, "str")) for name, one in columns})
