"""What stands in the texts of corpora, for tests that ask whether each word that a table shows does."""

import re

from helpers import schema
from helpers.arabic.letters import has_arabic
from helpers.arabic.normalization import CLEANING_FOLDS, normalize

_ARABIC = "\u0620-\u065f\u066e-\u06d3\u0670\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u200d"
_WORD = re.compile(rf"[{_ARABIC}]+|(?:(?![{_ARABIC}])[^\W\d_])+|\d+")  # لـCNN is two
#: between the terms that one cell lists, and what follows a term there: its number, or how many more there are
_BETWEEN, _NUMBER = re.compile(r"\s*[·|،,:;]\s*|\s\+\s"), re.compile(r"\s+[+\d][\d,.٬٫%]*$")
#: columns that hold no spelling of the corpus: what is compared, parts of words, titles and what a reader has typed
NO_SPELLING = frozenset({
    "normalized", "lemma", "lexeme", "root", "segments", "key", "query", "line", "title", "doc_id", "url", "entry",
    "lexicon", "source", "group", "category", "file", "value", "setting", "examples", "author", "name",
})  # fmt: skip
#: columns of words without the conjunction or preposition that is written onto them
WITHOUT_PREFIX = frozenset({"verb", "speaker", "resolved_speaker", "resolved_body", "spellings", "forms"})
#: columns of offices, named with the body that the article names elsewhere: each word stands in a text
COMPOSED = frozenset({"speaker", "spellings"})
_PREFIX = re.compile("[وفبكل](?=..)")


class Texts:
    """The words of the texts of some Tokens in their order, without vowel signs, tatweel and the like."""

    def __init__(self, *sides):
        written = [_WORD.findall(text) for side in sides for text in side.corpus.documents["text"]]
        distinct = sorted({word for words in written for word in words})
        clean = dict(zip(distinct, normalize(distinct, CLEANING_FOLDS), strict=True))
        self._all = " \n ".join(["", *(" ".join([clean[word] for word in words]) for words in written), ""])
        self._clean = set(clean.values())
        self._bare = self._clean | {_PREFIX.sub("", word, count=1) for word in self._clean}

    def has(self, run, *, without_prefix=False):
        """Whether these words, which signs may part, follow one another in a text."""
        words = normalize(_WORD.findall(run), CLEANING_FOLDS)
        if len(words) == 1:
            return words[0] in (self._bare if without_prefix else self._clean)
        joined = f"{' '.join(words)} "
        starts = ["", *"وفبكل"] if without_prefix else [""]
        return any(f" {start}{joined}" in self._all for start in starts)

    def lacking(self, values, **how):
        """The terms in cells such as "الإرهاب 120 · الارهاب 3" that hold Arabic and stand in no text: a sorted list."""
        terms = {_NUMBER.sub("", term) for value in set(values) for term in _BETWEEN.split(value)}
        return sorted(term for term in terms if has_arabic(term) and not self.has(term, **how))


def spelled(table, of=None):
    """Column -> its values, of the columns of a table that show words of the corpus: those of schema.TABLES whose
    values have no names of their own there. A new column is one of them until `NO_SPELLING` says what it is."""
    known = schema.columns(schema.table_of(table.columns, of=of) or "counts")
    words = [
        column for column in map(str, table.columns)
        if column in known and not known[column].names and column not in NO_SPELLING
        and not column.endswith(("_ar", "_en"))
    ]  # fmt: skip
    return {column: [value for value in table[column].dropna().unique() if isinstance(value, str)] for column in words}


def unwritten(shown, texts, *, known=()):
    """What the tables show that no text holds: a list of "place, column: terms".

    shown: (place, table, of), as `notebook_tables.run` finds them. known: what is no word of the corpus, such as names
    of categories. Queries (with ~ or *) are none either.
    """
    categories = {label for _, table, _ in shown if "lexicon" in table for label in table.get("label", ())} | set(known)
    found = []
    for place, table, of in shown:
        for column, values in spelled(table, of).items():
            asked = [value for value in values if value not in categories and not {"~", "*"} & set(value)]
            asked = [word for value in asked for word in (value.split() if column in COMPOSED else [value])]
            lacking = texts.lacking(asked, without_prefix=column in WITHOUT_PREFIX)
            found += [f"{place}, {column}: {lacking[:8]}"] * bool(lacking)
    return found
