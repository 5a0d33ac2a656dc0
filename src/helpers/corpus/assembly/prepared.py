"""One file on its way into the Corpus: read, its fields chosen, its texts mended, not yet compared with other files."""

from typing import NamedTuple

from ...errors import InputError
from . import fields, file_names, texts, titles
from .ledger import Ledger


class Prepared(NamedTuple):
    """What became of one file.

    name: as the tables call it. of_disk: its format, encoding, how, bytes, sha256, None where it cannot be read.
    told: a `Ledger` of it. drafts: its `fields.Drafts`, None where it has no text; mended: its `texts.Mended`.
    """

    name: str
    of_disk: tuple | None
    told: Ledger
    drafts: fields.Drafts | None
    mended: texts.Mended | None


def of(name, outcome, about, columns, repairs):
    """Return the Prepared of a file, of which the outcome is a Reading, or the InputError that stood in the way.

    about: the `metadata.About` of the corpus. columns: field -> column, as the study names it; repairs: names of steps.
    """
    told = Ledger(file=name)
    if isinstance(outcome, InputError):
        told.put_aside(str(outcome))
        return Prepared(name, None, told, None, None)
    reading = titles.settled(outcome)
    of_disk = reading.format, reading.encoding, reading.how, reading.n_bytes, reading.sha256
    for row, reason in reading.aside:
        told.put_aside(reason, row)
    for change in reading.how.split("; ")[1:]:
        told.note(change)
    drafts = fields.drafts(reading, file_names.told(reading.base), columns, about, told)
    return Prepared(name, of_disk, told, drafts, None if drafts is None else texts.mended(drafts, repairs))
