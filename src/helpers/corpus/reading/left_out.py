"""What of a file does not become its text, or only so far: counted while it is read, then told."""

FEW_WORDS = 30  # for each picture
_EXCERPT = 60  # characters of what is shown


class LeftOut:
    """Counts of words and places by kind, and the sentences on them.

    A file grows its own while it is read; `remarks` are for `result.Reading`. Kinds are the keys of `SENTENCES`.
    """

    def __init__(self):
        self._found, self._examples = {}, {}

    def add(self, kind, text="", *, shown=None):
        """Count a text of this kind, in one place; `shown`: what is shown of it instead of its beginning."""
        n_words, n_places = self._found.get(kind, (0, 0))
        self._found[kind] = n_words + words(text), n_places + 1
        # Clauses of what is told of a file are parted by "; ".
        example = " ".join((text if shown is None else shown).replace(";", ",").replace('"', "'").split())
        if example and kind not in self._examples:
            self._examples[kind] = example[:_EXCERPT].rstrip()

    def pictures(self, number, text):
        """Tell of pictures beside so few words that the words may be in the pictures, as in scanned pages."""
        for _ in range(number if words(text) < FEW_WORDS * number else 0):
            self.add("pictures")

    def remarks(self):
        """Return a sentence for each kind, in the order of `SENTENCES`."""
        told = []
        for kind, sentence in SENTENCES.items():
            if kind in self._found:
                n_words, n_places = self._found[kind]
                counts = f"words: {n_words:,}, places: {n_places:,}" if n_words else f"places: {n_places:,}"
                told.append(sentence.format(counts=counts, shown=self._examples.get(kind, "")))
        return tuple(told)


#: What is told of each kind: what is in the text although nobody would expect it, then what is not.
SENTENCES = {
    "inserted": "inserted text of tracked changes is taken, as if accepted ({counts})",
    "prompts": "prompts of content controls that nobody filled in are among the text ({counts})",
    "symbols": 'symbols of the font "{shown}" stand for no letters and are kept as signs ({counts})',
    "deleted": "left out: deleted text of tracked changes ({counts})",
    "hidden": "left out: hidden text ({counts})",
    "comments": "left out: comments ({counts})",
    "margins": 'left out: headers and footers of the pages ({counts}), the first is "{shown}"',
    "numbers": "left out: numbers that the program puts before paragraphs of lists ({counts})",
    "unreferred": "left out: notes that nothing in the text refers to ({counts})",
    "glossary": "left out: building blocks that are not in the text ({counts})",
    "objects": "left out: embedded objects ({counts})",
    "elsewhere": "left out: parts that lie in other files ({counts})",
    "pictures": "left out: words in pictures, perhaps scanned pages, as there are few words beside them ({counts})",
    "unread": 'left out: damaged parts of the file ({counts}), the first is "{shown}"',
    "locked": "left out: chapters that are locked by copy protection ({counts})",
}  # fmt: skip


def words(text):
    """Return how many pieces of a text between spaces hold a letter."""
    return sum(1 for piece in text.split() if any(map(str.isalpha, piece)))
