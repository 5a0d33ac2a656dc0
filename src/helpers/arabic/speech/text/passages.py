"""A text as items (words, signs, whole quotations) and sentences, for rules on who speaks."""

from dataclasses import dataclass

from ...letters import MARKS
from . import items, quotation
from .plain_text import plain
from .sentences import bounds

NOWHERE = (-1, -1)  # the place of what a text does not have


@dataclass(slots=True, eq=False)
class Passage:
    """The items (words, signs, whole quotations) of an untouched text.

    original: that text, text: its plain text. words, starts, ends (in the plain text), quote (index in `quotes` or -1):
    lists, one element an item. offsets: as of `plain_text.plain`. sentences: list of (first item, item after the
    last). quotes: the outer quotations (depth 0); inner: those inside them, with the index of the outer one.
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
    phrase: object = None
    reporting: list = None
    openers: list = None

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
        return self.span_from(*span) if span[0] >= 0 else span


def read(text):
    """Return the Passage of an untouched text. A quotation is one item, so that no rule looks into it by mistake."""
    folded, offsets = plain(text)
    outer, inner = [], []
    for span in quotation.spans(folded):
        if span.flag == "unopened":
            continue
        if outer and span.start < outer[-1].end:
            inner.append((span, len(outer) - 1))
        else:
            outer.append(span)
    starts, ends, words, quoted, _ = items.cut(folded, [(span.start, span.end) for span in outer])
    quote = [-1] * len(words)
    for number, item in enumerate(quoted):
        quote[item] = number
    sentences = bounds(words, quote, starts, ends)
    return Passage(text, folded, offsets, words, starts, ends, quote, sentences, outer, inner)
