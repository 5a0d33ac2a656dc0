"""Small corpora for the tests, and a tokenizer of another making to check the compiled one by."""

import json
import re
import tempfile
import unicodedata
from pathlib import Path

from helpers.corpus import documents, tokens
from helpers.corpus.assembly import repair

WITH_MARKUP = tuple(step for step in repair.DEFAULT_STEPS if step != "markup")  # texts as they are given


def corpus_of(texts, folder=None, *, repairs=WITH_MARKUP, **columns):
    """A Corpus of `texts`, written as JSON lines and read back; columns: a list of values each (source=…)."""
    with tempfile.TemporaryDirectory() as spare:
        path = Path(folder or spare) / "articles.jsonl"
        rows = (
            {"id": f"d{n}", "text": text, **{name: values[n] for name, values in columns.items()}}
            for n, text in enumerate(texts)
        )
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        corpus = documents.read(path, repairs=repairs)
    assert len(corpus) == len(texts), corpus.set_aside["reason"].tolist()
    return corpus


def tokens_of(texts, *, level="normalized", **columns):
    """The Tokens of `texts`."""
    return tokens.tokenize(corpus_of(texts, **columns), level=level)


# The rule of tokenization once more, from the names in the Unicode database and a regular expression.
def _arabic(categories):
    found = (chr(code) for code in range(0xFFFF) if unicodedata.category(chr(code)) in categories)
    return {char for char in found if unicodedata.name(char).startswith("ARABIC")}


_ON_THEIR_OWN = {chr(code) for code in range(0xFE70, 0xFE80)} | {
    char for char in _arabic({"Lo"}) if "LIGATURE SHADDA WITH" in unicodedata.name(char)
}
LETTERS = "".join(sorted(_arabic({"Lo"}) - _ON_THEIR_OWN))
MARKS = "".join(sorted(_arabic({"Mn", "Lm"}) | _ON_THEIR_OWN))
JOINERS = "\u00ad\u061c\ufeff\u2060" + "".join(
    chr(code) for a, b in ((0x200C, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)) for code in range(a, b + 1)
)
FOREIGN_MARKS = "".join(
    chr(code)
    for a, b in (
        (0x300, 0x370), (0x483, 0x48A), (0x591, 0x5BE), (0x730, 0x74B), (0x7A6, 0x7B1), (0x1AB0, 0x1B00),
        (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0xFE00, 0xFE10), (0xFE20, 0xFE30),
    )
    for code in range(a, b)
)
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
LATIN = "µ" + "".join(
    chr(code)
    for code in range(0x250)
    if unicodedata.name(chr(code), "").startswith("LATIN") and unicodedata.category(chr(code))[0] == "L"
)
_ON = MARKS + FOREIGN_MARKS
_NUMBER = f"[{DIGITS}]+(?:[.,:/٫٬][{DIGITS}]+)*"
STOPS = ".!?؟…۔\n\u2028\u2029"
WORD = (
    f"(?P<arabic>[{LETTERS}](?:[{JOINERS}\u200b]*[{LETTERS}{_ON}])*)"
    f"|(?P<latin>(?:{_NUMBER}(?=[A-Z])|[{LATIN}])(?:[{LATIN}{FOREIGN_MARKS}]|{_NUMBER})*)"
    f"|(?P<number>{_NUMBER})"
)
_WORD = re.compile(WORD)
_NARROW = re.compile(f"[{JOINERS}]*\u200b[{JOINERS}\u200b]*")


def words(text):
    """(start, end, sentence, form, kind) of each word of a text."""
    found, sentence, before = [], 0, None
    for match in _matches(text):
        if before is not None:
            gap = text[before.end() : match.start()]
            inside = gap == "." and before.lastgroup == match.lastgroup == "latin"
            sentence += not inside and any(stop in gap for stop in STOPS)
        found.append((match.start(), match.end(), int(sentence), match[0], match.lastgroup))
        before = match
    return found


def _matches(text):
    """The matches of the words; one with a zero-width space between several letters on both sides is cut there."""
    place = 0
    while match := _WORD.search(text, place):
        for narrow in _NARROW.finditer(match[0]):
            before, behind = match[0][: narrow.start()], _NARROW.split(match[0][narrow.end() :])[0]
            if min(sum(char in LETTERS for char in part) for part in (before, behind)) > 1:
                match = _WORD.fullmatch(text, match.start(), match.start() + narrow.start())
                break
        yield match
        place = match.end()
