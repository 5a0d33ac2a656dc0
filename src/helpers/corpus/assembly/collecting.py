"""Which documents of a file are taken into the Corpus, and under which id."""

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from .file_names import Named


class Block(NamedTuple):
    """The documents of one file that are kept.

    file: its name. rows: a list. columns: name -> list, of the text large strings. mapping, named,
    examples: as in `fields.Drafts`.
    """

    file: str
    rows: list
    columns: dict
    mapping: list
    named: Named | None
    examples: dict


class Seen(NamedTuple):
    """What earlier documents of the corpus have: their ids, and each id with the hash of its text."""

    ids: set
    texts: set


def block(drafts, made, seen, ledger):
    """Return the Block of a file: its Drafts as they were Mended, without those that are set aside.

    An id that belongs to an earlier document with another text gets a number; the same id with the same text is a
    repetition. Of what is kept, the ledger is told in the order of the rows.
    """
    told = {*drafts.remarks, *made.remarks, *made.headings, *made.repairs}
    keys = list(map("{} {}".format, made.columns["doc_id"], made.sha256))
    if not made.reasons and _all_new(made.columns["doc_id"], keys, seen):
        kept, ids = list(range(len(drafts.rows))), made.columns["doc_id"]
        for place in sorted(told):
            _tell(place, drafts.rows[place], ids[place], ids[place], drafts, made, ledger)
    else:
        kept, ids = _chosen(drafts, made, keys, told, seen, ledger)
    columns = {**made.columns, "doc_id": ids}
    text, sha256 = made.text, made.sha256
    if len(kept) < len(drafts.rows):
        text, sha256 = text.take(pa.array(kept, pa.int64())), [sha256[place] for place in kept]
        columns = {name: values if name == "doc_id" else [values[place] for place in kept]
                   for name, values in columns.items()}  # fmt: skip
    columns |= {"text": text, "n_chars": pc.utf8_length(text).to_pylist(), "sha256": sha256}
    return Block(ledger.file, [drafts.rows[place] for place in kept], columns, drafts.mapping, drafts.named,
                 drafts.examples)  # fmt: skip


def _all_new(ids, keys, seen):
    """Whether no id is known or comes twice, and so no text repeats one; ids and keys are then known too."""
    distinct = set(ids)
    if len(distinct) < len(ids) or not seen.ids.isdisjoint(distinct):
        return False
    seen.ids.update(distinct)
    seen.texts.update(keys)
    return True


def _chosen(drafts, made, keys, told, seen, ledger):
    """(Places of the documents that are kept, their ids), where ids may come again and texts may be unfit."""
    kept, ids = [], []
    for place, (row, doc_id, key) in enumerate(zip(drafts.rows, made.columns["doc_id"], keys, strict=True)):
        reason = made.reasons.get(place)
        if reason is None and key in seen.texts:
            reason = "repeats an earlier document: same id, same text"
        if reason is not None:
            ledger.put_aside(reason, row, doc_id)
            continue
        own = _free(doc_id, seen.ids)
        seen.texts.add(key)
        seen.ids.add(own)
        kept.append(place)
        ids.append(own)
        if place in told or own != doc_id:
            _tell(place, row, doc_id, own, drafts, made, ledger)
    return kept, ids


def _free(doc_id, taken):
    own, number = doc_id, 1
    while own in taken:
        number += 1
        own = f"{doc_id}-{number}"
    return own


def _tell(place, row, doc_id, own, drafts, made, ledger):
    """Tell the ledger of one document that is kept."""
    for remark in (*drafts.remarks.get(place, ()), *made.remarks.get(place, ())):
        ledger.note(remark, row, own)
    if own != doc_id:
        ledger.note(f'the id "{doc_id}" belongs to an earlier document with another text; now "{own}"', row, own)
    if place in made.headings:
        heading = made.headings[place]
        note = f'the source "{heading}" is the name of a column, not of a source, so it counts as unknown'
        ledger.note(note, row, own)
    for field, counts in made.repairs.get(place, {}).items():
        ledger.repaired(row, own, field, counts)
