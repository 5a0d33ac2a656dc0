"""Annotated corpora in CoNLL-U: the text of the sentences, without the analyses of their words."""

import re

from ...errors import InputError
from .result import Reading, table

_WORD = re.compile(r"\d+(?:[-.]\d+)?\t[^\t\n]*(?:\t[^\t\n]*){8}$")
_COMMENT = re.compile(r"#\s*(\w[\w :-]{0,40}?)\s*(?:=\s*(.*))?$")
_PLACES = {"text": "text", "id": "newdoc", "source": "source", "date": "date", "title": "title"}
_ABOUT = frozenset("title date source author genre url publisher".split())
_FIRST = 60  # lines in which the first words must stand


def corpus(text):
    """Return the Reading of a CoNLL-U file, None for another text: a document each `newdoc`, a line a sentence.

    A sentence is its comment `text`; where it has none its words are joined, a token of several words (1-3) as it is
    written, without a space where SpaceAfter=No says so. `newpar` begins a paragraph. Comments on the document (title,
    date, meta::…) before its first sentence ends are metadata.
    """
    if not _begins(text):
        return None
    documents, sentence, aside = [], _Sentence(), []
    made = _Document(1)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            made.add(sentence)
            sentence = _Sentence()
        elif line.startswith("#"):
            if re.match(r"#\s*newdoc\b", line) and (made.lines or made.named or sentence.words):
                made.add(sentence)
                sentence = _Sentence()
                documents.append(made)
                made = _Document(number)
            sentence.comment(line, made)
        elif _WORD.match(line):
            sentence.word(line)
        elif len(aside) < 1000:
            aside.append((number, "no word of CoNLL-U: ten cells parted by tabs are needed"))
    made.add(sentence)
    documents = [one for one in [*documents, made] if one.lines]
    names = dict.fromkeys(name for one in documents for name in one.about)
    columns = {"text": ["\n".join(one.lines) for one in documents]}
    columns |= {name: [one.about.get(name, "") for one in documents] for name in names if name != "text"}
    places = {field: name for field, name in _PLACES.items() if name in columns}
    n = sum(one.n for one in documents)
    remark = f"a CoNLL-U file: the text of {n:,} sentences in {len(documents):,} documents, without the analyses"
    return Reading(table([one.row for one in documents], columns), places=places, aside=aside, remarks=(remark,))


def words(text):
    """Read a .conllu file. Raises InputError when it does not begin with words in CoNLL-U."""
    made = corpus(text)
    if made is None:
        raise InputError("no CoNLL-U: its first words do not have ten cells parted by tabs")
    return made


def _begins(text):
    if "\t" not in text:
        return False
    lines = [line for line in text.lstrip("\ufeff").split("\n", _FIRST)[:_FIRST] if line.strip()]
    words = [line for line in lines if not line.startswith("#")]
    return bool(words) and all(_WORD.match(line) for line in words[:3]) and words[0].split("\t")[0][0] in "01"


class _Document:
    """A document of a CoNLL-U file while it is read."""

    def __init__(self, row):
        self.row, self.lines, self.about, self.n, self.named = row, [], {}, 0, False

    def add(self, sentence):
        text = sentence.text or "".join(sentence.words).strip()
        if text:
            self.n += 1
            self.lines.append(f"\n{text}" if sentence.begins_paragraph and self.lines else text)


class _Sentence:
    """A sentence of a CoNLL-U file while it is read."""

    def __init__(self):
        self.text, self.words, self.end, self.begins_paragraph = "", [], 0, False

    def comment(self, line, document):
        found = _COMMENT.match(line)
        name, value = (found[1], (found[2] or "").strip()) if found else ("", "")
        if name == "text":
            self.text = value
        elif name.startswith("newpar"):
            self.begins_paragraph = True
        elif name.startswith("newdoc"):
            document.named = True
            if value:
                document.about["newdoc"] = value
        elif value and not document.lines and (name in _ABOUT or name.startswith("meta")):
            document.about.setdefault(name.removeprefix("meta").lstrip(": "), value)

    def word(self, line):
        cells = line.split("\t")
        place, _, last = cells[0].partition("-")
        if "." in place:  # an empty node, which is not written
            return
        if last.isdecimal():
            self.end = int(last)
        elif int(place) <= self.end:  # a part of the token before
            return
        self.words.append(cells[1] if "SpaceAfter=No" in cells[9] else f"{cells[1]} ")
