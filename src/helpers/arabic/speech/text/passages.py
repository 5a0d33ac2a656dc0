"""A text as items (words, signs, whole quotations) and sentences, for rules on who speaks."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...letters import MARKS
from . import items, quotation
from .plain_text import plain
from .sentences import ENDS, bounds

NOWHERE = (-1, -1)  # the place of what a text does not have


@dataclass(slots=True, eq=False)
class Passage:
    """The items (words, signs, whole quotations) of an untouched text.

    original: that text, text: its plain text. words, starts, ends (in the plain text), quote (index in `quotes` or -1):
    lists, one element an item. offsets: as of `plain_text.plain`. sentences: list of (first item, item after the
    last). quotes: the outer quotations (depth 0); inner: those inside them, with the index of the outer one.
    inside: the words (letters and digits alone) of each outer quotation.
    vocabulary: the different words of all texts that were read with it, forms: its words as places there (arrays).
    What later rooms add: reporting (items of forms that can report speech), openers (items at which what is reported
    can begin: أن, a colon, a quotation), phrase (a function: item, item after the last -> the mention of a speaker that
    begins there, or None; with anything=True the noun phrase, whatever stands there).
    """

    original: str
    text: str
    offsets: object
    words: list
    starts: list
    ends: list
    quote: list
    sentences: list
    quotes: list
    inner: list
    inside: list
    forms: object
    vocabulary: object
    phrase: object = None
    reporting: list = None
    openers: list = None

    @property
    def untouched(self):
        """True where the plain text has each character at the place of the text: nothing was dropped."""
        return len(self.text) == len(self.original)

    def span(self, first, last):
        """(start, end) in the untouched text of the items first .. last, both included."""
        return self.span_from(self.starts[first], self.ends[last])

    def inner_text(self, item):
        """The plain text inside the quotation marks of an item."""
        span = self.quotes[self.quote[item]]
        return self.text[span.inner_start : span.inner_end]

    def quoted_words(self, item):
        """Number of words of the quotation at an item."""
        return len(self.text[self.starts[item] : self.ends[item]].split())

    def span_from(self, start, end):
        """(start, end) in the untouched text of the plain characters start .. end, with the vowel signs on the last."""
        original, place = self.original, self.offsets.item
        last = place(end - 1) + 1
        while last < len(original) and original[last] in MARKS:
            last += 1
        return place(start), last

    def place(self, span):
        """A (start, end) of the plain text in the untouched text; NOWHERE stays."""
        return span if span[0] < 0 or self.untouched else self.span_from(*span)


def read(texts, told=str):
    """Yield the Passage of each untouched text. A quotation is one item, so that no rule looks into it by mistake.

    told: a function of a word; what it returns of each different one stands in `words`, and must be equal to it.
    """
    folded = [plain(text) for text in texts]
    quotes = [_outer(quotation.spans(text)) for text, _ in folded]
    cut = items.cut([text for text, _ in folded], [[quote[:4] for quote in outer] for outer, _ in quotes])
    closing = np.array(list(map(ENDS.__contains__, cut.words))).take(cut.forms)
    vocabulary, done = np.array(list(map(told, cut.words)), object), 0
    for k, first in enumerate(cut.bounds[:-1]):
        own = slice(first, cut.bounds[k + 1])
        forms = cut.forms[own]
        starts, ends, quote = cut.starts[own].tolist(), cut.ends[own].tolist(), [-1] * len(forms)
        for number, item in enumerate((cut.kinds[own] == items.QUOTATION).nonzero()[0].tolist()):
            quote[item] = number
        words = vocabulary.take(forms).tolist()
        sentences = bounds(words, quote, starts, ends, closing[own].nonzero()[0].tolist())
        (text, offsets), (outer, inner) = folded[k], quotes[k]
        inside, done = pairwise(cut.firsts[done : done + len(outer) + 1]), done + len(outer)
        inside = [vocabulary.take(cut.inside[begin:end]).tolist() for begin, end in inside]
        known = inside, forms, vocabulary
        yield Passage(texts[k], text, offsets, words, starts, ends, quote, sentences, outer, inner, *known)


def _outer(spans):
    """The quotations that lie in no other, and those that do, with the number of that."""
    outer, inner = [], []
    for span in spans:
        if span.flag == "unopened":
            continue
        if outer and span.start < outer[-1].end:
            inner.append((span, len(outer) - 1))
        else:
            outer.append(span)
    return outer, inner
