"""The documents of a table that was read as columns, taken column by column; only what is odd goes row by row."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..reading.columns import names_a_source
from ..reading.decoding import LETTER, LOST
from . import collecting, fields, repair


def block(name, records, plan, seen, book, repairs):
    """Return the Block of a table, as `collecting.block` makes it of its rows.

    records: Columns. plan: `fields.Plan`. seen, book: as in `collecting.take`. None where an id occurs twice or
    belongs to an earlier file, so that one row depends on another.
    """
    columns = {field: records.table[column].chunk(0) for column, field in plan.wanted}
    text = columns.pop("text")
    columns = dict.fromkeys(fields.EMPTY, "") | {field: column.to_pylist() for field, column in columns.items()}
    columns |= {meta: records.table[column].to_pylist() for column, meta in plan.extra.items()} | plan.given
    rows = records.rows.tolist()
    columns = {column: _stripped(values, len(rows)) for column, values in columns.items()}
    columns["doc_id"] = [given or f"{plan.base}-{row}" for given, row in zip(columns["doc_id"], rows, strict=True)]
    ids = set(columns["doc_id"])
    if len(ids) < len(rows) or not ids.isdisjoint(seen["ids"]):
        return None
    middle = len(rows) // 2
    with ThreadPoolExecutor(2) as pool:  # Arrow searches while the interpreter goes through the rows
        odd = [pool.submit(_odd, records, plan, text, repairs, part) for part in ((0, middle), (middle, len(rows)))]
        digests = _digests(text)
        odd = np.concatenate([part.result() for part in odd])
    headings = {source for source in set(columns["source"]) if names_a_source(source)}
    odd |= np.array([source in headings for source in columns["source"]], bool) if headings else False
    for row in np.flatnonzero(~odd).tolist():
        doc_id = columns["doc_id"][row]
        seen["ids"].add(doc_id)
        seen["texts"].add(f"{doc_id} {digests[row]}")
    columns |= {"text": text, "n_chars": pc.utf8_length(text).to_pylist(), "sha256": digests}
    mended = {row: doc for row in np.flatnonzero(odd).tolist() if (doc := _taken(name, records, plan, row, seen, book,
                                                                                 repairs))}  # fmt: skip
    return _put_together(name, rows, columns, odd, mended)


def _stripped(values, n):
    return [values] * n if isinstance(values, str) else [value.strip() for value in values]


def _odd(records, plan, text, repairs, part):
    """Which of the rows may need a repair or a remark, or may have to be set aside. part: first row, row after them."""
    first, end = part
    text = text.slice(first, end - first)
    pattern = "|".join(filter(None, (repair.signs(repairs), LOST)))
    odd = pc.or_(pc.match_substring_regex(text, pattern), pc.invert(pc.match_substring_regex(text, LETTER.pattern)))
    for column, field in plan.wanted:
        if field in collecting.REPAIRED and repairs:
            values = records.table[column].chunk(0).slice(first, end - first)
            odd = pc.or_(odd, pc.match_substring_regex(values, repair.signs(repairs)))
    return odd.to_numpy(zero_copy_only=False)


def _digests(strings):
    """SHA-256 of each string, of a large string array, as `collecting.take` writes it."""
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1].tolist()
    view = memoryview(data) if data is not None else memoryview(b"")
    return [hashlib.sha256(view[a:b]).hexdigest() for a, b in zip(ends[:-1], ends[1:], strict=True)]


def _taken(name, records, plan, row, seen, book, repairs):
    """The document of an odd row, None where it is set aside."""
    number = int(records.rows[row])
    doc = fields.row(number, records.table.slice(row, 1).to_pylist()[0], plan)
    return doc if collecting.take(name, number, doc, seen, book, repairs) else None


def _put_together(name, rows, columns, odd, mended):
    """The Block with the mended documents in their places, and without those that were set aside."""
    if not odd.any():
        return collecting.Block(name, rows, columns)
    keep = ~odd
    keep[list(mended)] = True
    places = np.flatnonzero(odd & keep)
    text = columns.pop("text")
    new = pa.array([mended[row]["text"] for row in places.tolist()], pa.large_string())
    text = pc.replace_with_mask(text, pa.array(odd & keep), new).filter(pa.array(keep))
    for column, values in columns.items():
        for row in places.tolist():
            values[row] = mended[row][column]
        columns[column] = [value for value, kept in zip(values, keep.tolist(), strict=True) if kept]
    return collecting.Block(name, np.array(rows)[keep].tolist(), columns | {"text": text})
