"""Sources and categories that differ only by invisible signs or by spelling, counted as one."""

from collections import Counter
from typing import NamedTuple

from ...arabic import normalization
from ...arabic.letters import INVISIBLE

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


class Taken(NamedTuple):
    """The spelling that is taken for a label, and the note on it."""

    spelling: str
    note: str


def of_blocks(blocks):
    """Return "source" and "category" -> written -> its Taken, of the labels of all blocks that are spelled otherwise.

    blocks: a list of `collecting.Block`.
    """
    made = {}
    for field in ("source", "category"):
        found = agreed([value for block in blocks for value in block.columns.get(field) or ()])
        made[field] = {written: Taken(taken, note(field, written, taken)) for written, taken in found.items()}
    return made


def agreed(values):
    """Return the one spelling of each value that is written in several ways: dict written -> taken.

    values: the labels of all documents, "" for none. Alike are two labels without their signs that cannot be seen,
    their vowel signs and tatweel, and with the letters folded that are often exchanged (أ ا, ى ي, ة ه, capitals). Taken
    is the most frequent spelling, of several the first. Labels that stay as they are, are not in the dict.
    """
    counts = Counter(values)
    counts.pop("", None)
    plain = {label: " ".join(label.translate(_UNSEEN).split()) for label in counts}
    # Two labels with not a letter or digit between them have nothing to compare.
    written = [label for label in counts if any(map(str.isalnum, plain[label]))]
    keys = normalization.normalize([plain[label] for label in written], tuple(normalization.FOLDS))
    spellings = {}
    for label, key in zip(written, keys, strict=True):
        spellings.setdefault(key, Counter())[plain[label]] += counts[label]
    taken = {key: max(found, key=found.get) for key, found in spellings.items()}
    return {label: taken[key] for label, key in zip(written, keys, strict=True) if taken[key] != label}


def note(field, written, taken):
    """Return the sentence on a label of which another spelling is taken."""
    how = "in signs that cannot be seen" if written.translate(_UNSEEN).split() == taken.split() else "in spelling"
    return f'the {field} "{written}" differs from "{taken}" only {how}: the two are one'
