"""Small corpora for the tests, and a tokenizer of another making to check the compiled one by."""

import json
import re
import tempfile
import unicodedata
from pathlib import Path

from helpers.corpus import documents, tokens


def corpus_of(texts, folder=None, **columns):
    """A Corpus of `texts`, written as JSON lines and read back; columns: a list of values each (source=…)."""
    with tempfile.TemporaryDirectory() as spare:
        path = Path(folder or spare) / "articles.jsonl"
        rows = (
            {"id": f"d{n}", "text": text, **{name: values[n] for name, values in columns.items()}}
            for n, text in enumerate(texts)
        )
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        corpus = documents.read(path)
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
    chr(code) for a, b in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)) for code in range(a, b + 1)
)
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
LATIN = "µ" + "".join(
    chr(code)
    for code in range(0x250)
    if unicodedata.name(chr(code), "").startswith("LATIN") and unicodedata.category(chr(code))[0] == "L"
)
STOPS = ".!?؟…۔\n\u2028\u2029"
WORD = (
    f"(?P<arabic>[{LETTERS}][{LETTERS}{MARKS}]*(?:[{JOINERS}]+[{LETTERS}{MARKS}]+)*)"
    f"|(?P<latin>[{LATIN}]+)"
    f"|(?P<number>[{DIGITS}]+(?:[.,:/٫٬][{DIGITS}]+)*)"
)
_WORD = re.compile(WORD)


def words(text):
    """(start, end, sentence, form, kind) of each word of a text."""
    found, sentence, before = [], 0, None
    for match in _WORD.finditer(text):
        if before is not None:
            gap = text[before.end() : match.start()]
            inside = gap == "." and before.lastgroup == match.lastgroup == "latin"
            sentence += not inside and any(stop in gap for stop in STOPS)
        found.append((match.start(), match.end(), int(sentence), match[0], match.lastgroup))
        before = match
    return found
