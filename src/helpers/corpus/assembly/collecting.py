"""Which documents of a file are taken into the Corpus, and under which id."""

from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow.compute as pc

from ... import room
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


@dataclass(eq=False)
class Seen:
    """What the documents of a corpus have, as far as they were read: their ids, and the hashes of their texts.

    There may be millions: an id that comes once, as nearly all do, takes no more than a place in a dict.
    """

    _first: dict = field(default_factory=dict)  # id as it is told -> hash
    _more: dict = field(default_factory=dict)  # id -> further hashes
    _numbered: set = field(default_factory=set)  # ids that were made

    def has(self, doc_id, sha256):
        """Say whether a document with this id, as it was told, and this text is there."""
        return self._first.get(doc_id) == sha256 or sha256 in self._more.get(doc_id, ())

    def take(self, doc_id, sha256):
        """Take in a document and return its own id: the one that is told, with a number where that is taken."""
        own, number = doc_id, 1
        while own in self._first or own in self._numbered:
            number += 1
            own = f"{doc_id}-{number}"
        if own != doc_id:
            self._numbered.add(own)
        if doc_id in self._first:
            self._more.setdefault(doc_id, set()).add(sha256)
        else:
            self._first[doc_id] = sha256
        return own

    def take_all(self, ids, hashes):
        """Take in documents where all their ids are new, and say whether this was so; if not, none is taken."""
        given = dict(zip(ids, hashes, strict=True))
        known = self._first.keys(), self._numbered
        if len(given) < len(ids) or not all(map(given.keys().isdisjoint, known)):
            return False
        self._first = self._first | given if self._first else given
        return True


def block(drafts, made, seen, ledger):
    """Return the Block of a file: its Drafts as they were Mended, without those that are set aside.

    An id that belongs to an earlier document with another text gets a number; the same id with the same text is a
    repetition. Of what is kept, the ledger is told in the order of the rows.
    """
    told = {*drafts.remarks, *made.remarks, *made.headings, *made.repairs}
    if not made.reasons and seen.take_all(made.columns["doc_id"], made.sha256):
        kept, ids = range(len(drafts.rows)), made.columns["doc_id"]
        for place in sorted(told):
            _tell(place, drafts.rows[place], ids[place], ids[place], drafts, made, ledger)
    else:
        kept, ids = _chosen(drafts, made, told, seen, ledger)
    columns = {**made.columns, "doc_id": ids}
    text, sha256 = made.text, made.sha256
    if len(kept) < len(drafts.rows):
        text, sha256 = room.chosen(text, kept), [sha256[place] for place in kept]
        columns = {name: values if name == "doc_id" else [values[place] for place in kept]
                   for name, values in columns.items()}  # fmt: skip
    columns |= {"text": text, "n_chars": pc.utf8_length(text).to_pylist(), "sha256": sha256}
    return Block(ledger.file, [drafts.rows[place] for place in kept], columns, drafts.mapping, drafts.named,
                 drafts.examples)  # fmt: skip


def _chosen(drafts, made, told, seen, ledger):
    """(Places of the documents that are kept, their ids), where ids may come again and texts may be unfit."""
    kept, ids = [], []
    for place, (row, doc_id, sha256) in enumerate(zip(drafts.rows, made.columns["doc_id"], made.sha256, strict=True)):
        reason = made.reasons.get(place)
        if reason is None and seen.has(doc_id, sha256):
            reason = "repeats an earlier document: same id, same text"
        if reason is not None:
            ledger.put_aside(reason, row, doc_id)
            continue
        own = seen.take(doc_id, sha256)
        kept.append(place)
        ids.append(own)
        if place in told or own != doc_id:
            _tell(place, row, doc_id, own, drafts, made, ledger)
    return kept, ids


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
    for name, counts in made.repairs.get(place, {}).items():
        ledger.repaired(row, own, name, counts)
