"""What is told of a reading, beside the documents: what was set aside, what calls for a look, what was repaired."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ledger:
    """Three growing lists of dicts, each with file, row (None for a whole file) and doc_id ("" for none).

    set_aside: with reason. notes: with note. repairs: with field, step, n. file: the name that is told with each.
    """

    set_aside: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    repairs: list = field(default_factory=list)
    file: str = ""

    def of(self, file):
        """Return the same Ledger for another file: what is told there is told here too."""
        return Ledger(self.set_aside, self.notes, self.repairs, file)

    def add(self, other):
        """Tell all that another Ledger was told."""
        self.set_aside.extend(other.set_aside)
        self.notes.extend(other.notes)
        self.repairs.extend(other.repairs)

    def put_aside(self, reason, row=None, doc_id=""):
        """Tell that a file, or a row of it, is not taken, and why."""
        self.set_aside.append({"file": self.file, "row": row, "doc_id": doc_id, "reason": reason})

    def note(self, sentence, row=None, doc_id=""):
        """Tell what calls for a look."""
        self.notes.append({"file": self.file, "row": row, "doc_id": doc_id, "note": sentence})

    def repaired(self, row, doc_id, field, counts):
        """Tell what was repaired in a field of a document; counts: step -> number of repairs."""
        place = {"file": self.file, "row": row, "doc_id": doc_id, "field": field}
        self.repairs.extend({**place, "step": step, "n": n} for step, n in counts.items())
