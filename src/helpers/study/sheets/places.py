"""Where the lines of a coding sheet stand in a corpus that has changed since they were coded.

A line is found by the hash of its text and its offset. Where that text is no longer there, it is found by its words:
the keyword with the words before and behind it, first in its own document, then in all.
"""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ...arabic import dates, normalization, tokenization
from .cells import whole_number
from .words import Stream

ENOUGH = 4  # words around the keyword, fewer of which are found too easily to be sure
_BAR = " || "
_FORMER = ("doc_id", "date", "title", "start", "text_hash", "pre", "keyword", "post")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def text_hash(documents):
    """A short name for the text of each document: 16 letters, 64 bits of its SHA-256; a str Series.

    Letters only, since a spreadsheet takes 12e45678 for a number.
    """
    return documents["sha256"].str[:16].str.translate(_LETTERS)


@dataclass(frozen=True)
class Place:
    """Where a line stands: row of the document (-1: nowhere), start, end, and how that was found.

    status: "" (the same text, the same place), "moved" (another text, the same words, once), "unsure", "lost" or
    "confirmed" (lost, and the reader counts it all the same). reason: what makes it so. formerly: where the line stood
    and its words. cut: columns that are written anew, such as pre and post of another text.
    """

    doc: int
    start: int
    end: int
    status: str = ""
    reason: str = ""
    formerly: str = ""
    cut: dict | None = None


def find(lines, corpus, *, date_order=None):
    """Find the lines of a sheet: a list of Place, one a line, no place of a query twice.

    lines: str columns query, doc_id, and as far as there are text_hash, date, title, keyword, pre, post, end, status,
    reason, formerly; start as int. date_order: of dates in digits with the year last, see `arabic.dates`.
    """
    search = _Search(corpus)
    asked = [_Line.of(row, date_order) for row in lines.to_dict("records")]
    found = [search.places(line) for line in asked]
    taken, result = set(), [None] * len(asked)
    # What stands where it stood comes first, then what was found word for word, then what is only alike.
    for number in sorted(range(len(asked)), key=lambda number: search.rank(asked[number], found[number])):
        line = asked[number]
        free = [place for place in found[number] if (line.query, place.doc, place.start) not in taken]
        if free:
            taken.add((line.query, free[0].doc, free[0].start))
            result[number] = free[0]
        else:
            why = "its place is that of another coded line" if found[number] else "its words are not in the corpus"
            result[number] = line.lost(why)
    return result


@dataclass(frozen=True)
class _Line:
    """A line of a sheet as it was coded."""

    query: str
    doc_id: str
    text: str  # hash of the text, "" in a sheet of an earlier version
    start: int
    end: int | None
    pre: str
    keyword: str
    post: str
    date: pd.Timestamp
    title: str
    mark: str  # what the status was, and whether the reader has cleared it
    row: dict
    before: "_Line | None"  # of a moved line: as it stood before that

    @classmethod
    def of(cls, row, date_order):
        """A line out of a row; one that was unsure and is not confirmed is looked for as it was before."""
        status = row.get("status", "").casefold()
        mark = status if status in ("moved", "unsure", "lost", "confirmed") else ""
        mark = "cleared" if not mark and row.get("reason") else mark
        former = [part.strip() for part in row.get("formerly", "").split(_BAR.strip())]
        before = None
        if mark in ("moved", "unsure") and len(former) == len(_FORMER) and former[3].isdecimal():
            before = {**row, **dict(zip(_FORMER, former, strict=True)), "start": int(former[3]), "end": ""}
        if mark == "unsure" and before:
            row, before = before, None  # the other columns show the place that is proposed
        if before:
            before = cls.of({**before, "status": "", "reason": ""}, date_order)
        date = dates.parse(row.get("date", ""), order=date_order).date
        around = (row.get(name, "") for name in ("pre", "keyword", "post"))
        return cls(
            row["query"], row["doc_id"], row.get("text_hash", ""), row["start"], whole_number(row.get("end", "")),
            *around, pd.Timestamp(date) if date else pd.NaT, row.get("title", ""), mark, row, before,
        )  # fmt: skip

    @property
    def formerly(self):
        """Where the line stood and its words, parted by bars."""
        day = "" if pd.isna(self.date) else f"{self.date:%Y-%m-%d}"
        parts = (self.doc_id, day, self.title, str(self.start), self.text, self.pre, self.keyword, self.post)
        return _BAR.join(part.replace("||", "|") for part in parts)

    def lost(self, why):
        """The place of a line that has none."""
        end = self.end if self.end is not None else self.start + len(self.keyword)
        if self.mark in ("cleared", "confirmed"):
            return Place(-1, self.start, end, "confirmed", f"{why}, but you count it")
        return Place(-1, self.start, end, "lost", why)


class _Search:
    """A corpus in which lines are looked for; it is cut into words only when a text has changed."""

    def __init__(self, corpus):
        self.corpus, self.documents = corpus, corpus.documents
        hashes = text_hash(self.documents)
        self.hash = hashes.to_numpy(object)
        self.of_hash = hashes.groupby(hashes, sort=False).indices
        self.of_name = {name: row for row, name in enumerate(self.documents["doc_id"])}
        self.text = self.documents["text"].array
        self.date = self.documents["date"]
        self.title = self.documents["title"].array

    def places(self, line):
        """Places of a line, the best first; nothing when it is lost."""
        same = self._same_text(line) if line.text else self._same_name(line)
        same = same or (self._same_text(line.before) if line.before else [])
        found = same or self._by_words(line)
        # A line that the reader counts although it was lost is not made unsure again.
        counted = line.mark == "confirmed" or (line.mark == "cleared" and not line.row.get("formerly"))
        return [place for place in found if place.status != "unsure"] if counted else found

    def rank(self, line, places):
        """The order in which lines choose their places."""
        if not places:
            return 3, 0
        return {"": 0, "moved": 1, "unsure": 2}[places[0].status], -self._agreement(line, places[0].doc)

    def _same_text(self, line):
        """The documents with the text of the line, that of its name, then of its date and title, first."""
        rows = self.of_hash.get(line.text, ())
        rows = sorted(rows, key=lambda row: -self._agreement(line, row))
        spans = [(row, _span(self.text[row], line)) for row in rows]
        kept = "moved" if line.mark == "moved" else ""
        reason, formerly = (line.row.get(name, "") if kept else "" for name in ("reason", "formerly"))
        return [Place(int(row), line.start, end, kept, reason, formerly) for row, end in spans if end is not None]

    def _same_name(self, line):
        """A sheet without hashes: the document of this name, if the words stand there as they did."""
        row = self.of_name.get(line.doc_id)
        if row is None or not line.keyword or self._other_article(line, row):
            return []
        text, end = self.text[row], _span(self.text[row], line)
        if end is None:
            return []
        before, behind = _letters(line.pre), _letters(line.post)
        size = 4 * max(len(line.pre), len(line.post)) + 200
        here = _letters(text[max(line.start - size, 0) : line.start]).endswith(before)
        here &= _letters(text[end : end + size]).startswith(behind)
        return [Place(row, line.start, end)] if here and (before or behind or True in self._told(line, row)) else []

    def _agreement(self, line, row):
        """How much a document is that of the line: by its name, its date and its title."""
        named = line.doc_id == self.documents["doc_id"].iat[row]
        date, title = self._told(line, row)
        return 2 * (named and not self._other_article(line, row)) + (date is True) + (title is True) + named

    def _told(self, line, row):
        """Whether date and title agree: True, False, or None where one of the two is not known."""
        known, title = self.date.iat[row], self.title[row]
        date = None if pd.isna(line.date) or pd.isna(known) else known.normalize() == line.date.normalize()
        same = _letters(title) == _letters(line.title)
        return date, None if not title or not line.title or "?" in line.title else same

    def _other_article(self, line, row):
        return False in self._told(line, row)

    def _unrelated(self, line, row):
        """Whether a document is known to be another article, so that words nearly the same mean nothing."""
        date, title = self._told(line, row)
        named = self.documents["doc_id"].iat[row] == line.doc_id
        return False in (date, title) and title is not True and not (named and title is None)

    def _own(self, line, row):
        """Whether a document is that of the line, whose text has changed: by its name, or by its title."""
        date, title = self._told(line, row)
        named = self.documents["doc_id"].iat[row] == line.doc_id
        return False not in (date, title) and (named or title is True)

    def _by_words(self, line):
        around = [tokenization.words([part])[0] for part in (line.pre, line.keyword, line.post)]
        if not around[1]:
            return []
        words, sizes = sum(around, []), [len(part) for part in around]
        exact = self.stream.exact(words, sizes)
        doc = self.stream.made.doc
        own = [at for at in exact if self._own(line, doc[at])]
        enough = sizes[0] + sizes[2] >= ENOUGH
        if len(own) == 1 and enough:
            return [self._place(line, own[0], sizes, "moved", "found by its words in another text")]
        alike = self.stream.alike(words, sizes)
        shown = [(1.0, at, sizes[1]) for at in own] or [
            (share, at, size) for share, at, size in alike if self._own(line, doc[at])
        ]
        if not shown and len(exact) == 1 and enough and not self._other_article(line, doc[exact[0]]):
            return [self._place(line, exact[0], sizes, "moved", "found by its words in another text")]
        others = [(1.0, at, sizes[1]) for at in exact]
        others += [found for found in alike if not self._unrelated(line, doc[found[1]])]
        shown += [found for found in others if found[1] not in {at for _, at, _ in shown}]
        return self._proposals(line, shown, exact, sizes)

    def _proposals(self, line, shown, exact, sizes):
        """Unsure places, the best first: those of the own document, then those that are most alike."""
        doc, first = self.stream.made.doc, self.stream.made.start
        shown = sorted(
            shown,
            key=lambda found: (
                not self._own(line, doc[found[1]]), -found[0], self._other_article(line, doc[found[1]]),
                abs(int(first[found[1]]) - line.start),
            ),
        )  # fmt: skip
        places = []
        for share, at, size in shown:
            reason = f"{share:.0%} of the words are the same"
            if len(exact) > 1:
                reason += f"; all of them stand at {len(exact):,} places"
            elif sizes[0] + sizes[2] < ENOUGH:
                reason += "; too few words around the keyword to be sure"
            elif exact and share < 1:
                reason += f"; all of them stand in {self.documents['doc_id'].iat[doc[exact[0]]]}"
            elif share == 1 and at not in exact:
                reason += ", in another spelling"
            if self._other_article(line, doc[at]):
                reason += "; date or title are those of another article"
            places.append(self._place(line, at, (sizes[0], size, sizes[2]), "unsure", reason))
        return places

    def _place(self, line, at, sizes, status, reason):
        """The place of the keyword at token `at`, with the columns of a line cut anew."""
        made = self.stream.made
        row, last = int(made.doc[at]), at + sizes[1] - 1
        low, high = self.stream.bounds[row], self.stream.bounds[row + 1]
        text, start, end = self.text[row], int(made.start[at]), int(made.end[last])
        pre = text[made.start[max(at - sizes[0], low)] : start]
        post = text[end : made.end[min(last + sizes[2], high - 1)]]
        cut = {"pre": " ".join(pre.split()), "post": " ".join(post.split())}
        cut |= {"sent": int(made.sent[at]), "position": at / max(len(made), 1)}
        return Place(row, start, end, status, reason, line.formerly, cut)

    @cached_property
    def stream(self):
        return Stream(self.corpus)


def _letters(text):
    """Letters and digits alone, so that signs and spaces a spreadsheet may change make no difference."""
    return "".join(char for char in normalization.normalize([" ".join(text.split())])[0] if char.isalnum())


def _span(text, line):
    """Where the keyword ends that should begin at the start of the line; None when another word stands there."""
    if not line.keyword:
        return (line.end or line.start) if line.start < len(text) else None
    if text.startswith(line.keyword, line.start):
        return line.start + len(line.keyword)
    end = line.end if line.end is not None else line.start + len(line.keyword)
    there = text[line.start : end]
    if there and _letters(there) == _letters(line.keyword):
        return end
    # A code page has question marks for what it cannot hold.
    masked = "".join(char if mask != "?" else "?" for char, mask in zip(there, line.keyword, strict=False))
    return end if there and "?" in line.keyword and masked == line.keyword else None
