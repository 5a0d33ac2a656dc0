"""The query language of the concordance: what a reader types, turned into spans of tokens.

    الإرهاب                        the term, counted as the tokens count it (at the level lemma: with all its forms)
    مكافحة الإرهاب                 words that follow each other; * stands for any one word: مكافحة * الإرهاب
    مكافحة (الإرهاب|التطرف)        one of several at this place; داعش|تنظيم الدولة without brackets: either phrase
    إرهاب*   *إرهاب*   إره?ب       spellings that begin so, hold this, or have any one letter for ?
    form:والإرهاب  or  صيغة:       the word exactly as written, vowel signs and all
    normalized:الارهاب  or  رسم:   this spelling only, folded as the text is, whatever its lemma
    lemma:إرهاب  or  مدخل:         the dictionary form;  root:حرب  or  جذر:  all lemmas of a root
    noun:حكم  or  اسم:             the dictionary form where it is this part of speech; likewise verb: or فعل:,
                                   adjective: or صفة:, name: or علم:
    clitic:نا  or  ضمير:           any word that ends in this attached pronoun, as the morphology cuts it
    quoted:الدولة  or  منصص:       at the head of a query: only hits that stand alone between quotation marks
    الدولة ~5 الإرهاب              both at most 5 words apart, in either order (5~ and ٥ do too; ~ alone means 5)

Words are cut and folded as the text is; quotation marks and all other signs are passed over, since they are no
part of a word there either. | binds loosest, then ~, then the space.
"""

import itertools
import re
from typing import NamedTuple

import numpy as np

from ...arabic import tokenization
from ...arguments import takes
from ...errors import ArgumentError, nearest
from ..words import emoji
from . import matching, nodes

NEAR = 5  # words, where ~ stands without a number
MOST_PATTERNS = 1000  # phrases that the brackets of a query may stand for
COLUMNS = {"form": "صيغة", "normalized": "رسم", "lemma": "مدخل", "root": "جذر"}
_PREFIXES = {name: column for column, arabic in COLUMNS.items() for name in (column, arabic)}
_PREFIXES |= {"clitic": "clitic", "ضمير": "clitic"}
_PREFIXES |= {name: part for part, arabic in matching.PARTS.items() for name in (part, arabic)}
_QUOTED = re.compile(r"^\s*(quoted|منصص):")
_LEXEMES = re.compile(
    r"(?P<near>~\d*|(?<!\S)\d+~)|(?P<sign>[()|])|(?P<word>[^\s()|~\"“”„«»]+)|(?P<other>[\s\"“”„«»]+)"
)
_WILD = re.compile(r"[*?؟]")


class Word(NamedTuple):
    """What one place of a phrase asks for: kind is term, a column of the forms, wild or any."""

    kind: str
    text: str
    column: str = "normalized"


@takes()
def spans(tokens, query, *, within_sentence=True, strict=True):
    """Find a query in a token stream.

    query: as the head of this module tells, or a list of such, any of which may be hit. within_sentence: neither a
    phrase nor ~ crosses the end of a sentence (else of a document). strict: a word that does not occur is an error
    (else it has no hit, and the other alternatives of the query count).
    Returns (start, end): int64 arrays of token numbers as `nodes.occurrences` returns them, start inclusive, end
    exclusive; sorted, each hit once. Of hits of ~ that lie one inside the other the shortest is kept.
    Raises ArgumentError for a query without a word, an open bracket or an unknown prefix; NotFound, which is one, for a
    word that does not occur (with the nearest that does).
    """
    if isinstance(query, list):
        if not query:
            raise ArgumentError("There is no query; give one, or a list of them.")
        options = {"within_sentence": within_sentence, "strict": strict}
        return nodes.union([spans(tokens, one, **options) for one in query])
    parts = [_chain(tokens, chain, within_sentence, strict) for chain in parse(query)]
    found = nodes.union(parts)
    return matching.quoted(tokens, *found) if _QUOTED.match(str(query)) else found


def parse(query):
    """Read a query: a list of alternatives, each a list of (words between it and the next or None, phrases).

    A phrase is a tuple of places, a place a tuple of `Word`. Raises ArgumentError, see `spans`.
    """
    reader = _Reader(_QUOTED.sub("", str(query), count=1))
    chains = reader.alternatives()
    for phrase in (phrase for chain in chains for _, phrases in chain for phrase in phrases):
        if all(_any(place) for place in phrase):
            raise ArgumentError(f'The query "{query}" holds no word to look for; write one beside the *.')
    return chains


def size(query):
    """How many words a query asks for: of its alternatives the most, those on both sides of ~ together."""
    return max(sum(max(map(len, phrases)) for _, phrases in chain) for chain in parse(query))


class _Reader:
    """A recursive descent over the lexemes of one query."""

    def __init__(self, query):
        self.query = query
        self.lexemes = [(m.lastgroup, m[0]) for m in _LEXEMES.finditer(query) if m.lastgroup != "other"]
        self.at = 0

    def fail(self, what):
        raise ArgumentError(f'The query "{self.query}" cannot be read: {what}.')

    def next_is(self, kind, text=None):
        if self.at >= len(self.lexemes):
            return False
        return self.lexemes[self.at][0] == kind and text in (None, self.lexemes[self.at][1])

    def take(self):
        self.at += 1
        return self.lexemes[self.at - 1][1]

    def alternatives(self):
        chains = [self.chain()]
        while self.next_is("sign", "|"):
            self.take()
            chains.append(self.chain())
        if self.at < len(self.lexemes):
            self.fail("a ) closes no bracket")
        simple = [phrases for chain in chains if len(chain) == 1 for _, phrases in chain]
        together = [[(None, _merged(sum(simple, [])))]] if simple else []
        return together + [chain for chain in chains if len(chain) > 1]

    def chain(self):
        found = [self.phrase()]
        distances = []
        while self.next_is("near"):
            number = self.take().strip("~")
            distances.append(int(number) if number else NEAR)
            if distances[-1] < 1:
                self.fail("~ needs a number of words from 1 on, such as ~5")
            found.append(self.phrase())
        return list(zip([*distances, None], found, strict=True))

    def phrase(self, inside=False):
        phrases, empty = [()], True
        while self.at < len(self.lexemes):
            if self.next_is("near") and inside:
                self.fail("~ stands inside brackets; write it outside")
            if self.next_is("sign", "("):
                more = self.bracket()
            elif self.next_is("word"):
                more = [_words(self.take(), self)]
            else:
                break
            empty = empty and more == [()]
            phrases = [a + b for a, b in itertools.product(phrases, more)]
            if len(phrases) > MOST_PATTERNS:
                self.fail(f"its brackets stand for more than {MOST_PATTERNS:,} phrases")
        if empty:
            neighbour = self.lexemes[self.at][1] if self.at < len(self.lexemes) else ""
            self.fail(f'there is no word before "{neighbour}"' if neighbour else self.missing())
        return phrases

    def missing(self):
        signs = [text for kind, text in self.lexemes if kind != "word"]
        return f'there is no word behind "{signs[-1]}"' if signs else "there is no word in it"

    def bracket(self):
        self.take()
        phrases = self.phrase(inside=True)
        while self.next_is("sign", "|"):
            self.take()
            phrases += self.phrase(inside=True)
        if not self.next_is("sign", ")"):
            self.fail("a ( is not closed")
        self.take()
        return _merged(phrases)


def _merged(phrases):
    """Alternatives of one word each become one place with several words."""
    single = [phrase[0] for phrase in phrases if len(phrase) == 1]
    return [(sum(single, ()),)] * bool(single) + [phrase for phrase in phrases if len(phrase) != 1]


def _any(place):
    return any(word.kind == "any" for word in place)


def _words(written, reader):
    """The places that one lexeme stands for: as many as the tokenizer would cut it into."""
    prefix, colon, rest = written.partition(":")
    column = _PREFIXES.get(prefix) if colon else None
    if _QUOTED.match(written):
        reader.fail(f'"{prefix}:" must stand at the head of the whole query')
    if colon and column is None and prefix.isascii() and prefix.isalpha():
        listed = f" There are {', '.join(f'{name}:' for name in COLUMNS)}."
        raise ArgumentError(f'There is no "{prefix}:" in queries.{nearest(prefix, _PREFIXES) or listed}')
    text = rest if column else written
    if column and not text:
        reader.fail(f'"{written}" must stand directly before each word, such as {prefix}:إرهاب')
    if set(text) <= {"*"} and not column:
        return ((Word("any", "*"),),)
    if _WILD.search(text) and column in matching.PARTS:
        reader.fail(f'"{written}" names a part of speech and may hold no * and no ?')
    if _WILD.search(text) and column != "clitic":
        text = text.replace("؟", "?")
        for piece in filter(None, re.split(r"[*?]", text)):
            if tokenization.words([piece])[0] != [piece]:
                reader.fail(f'"{written}" may hold only letters or digits beside * and ?')
        return ((Word("wild", text, column or "normalized"),),)
    return tuple((Word(column or "term", word),) for word in tokenization.words([text])[0] or emoji.found(text))


def _chain(tokens, chain, within_sentence, strict):
    """Runs from one phrase to the other of those that stand near each other."""
    distance, found = None, None
    for next_distance, phrases in chain:
        here = nodes.union([_phrase(tokens, phrase, within_sentence, strict) for phrase in phrases])
        found = here if found is None else matching.near(tokens, found, here, distance, within_sentence)
        distance = next_distance
    return found


def _phrase(tokens, phrase, within_sentence, strict):
    """Spans of one phrase, also of its variants in which neighbouring words are one token by the reader's lexicon."""
    found, problem = [], None
    for variant in (phrase, *_joined(tokens, phrase)):
        try:
            flags = np.array([_flags(tokens, place, strict) for place in variant])
        except ArgumentError as error:  # a word that occurs nowhere by itself may be part of a term of several words
            problem = problem or error
            continue
        found.append(nodes.runs(tokens, flags, within_sentence))
    if not found:
        raise problem
    return nodes.union(found)


def _joined(tokens, phrase):
    """The variants of a phrase in which a run of its plain words is one word of the lexicon."""
    if len(phrase) < 2 or not len(tokens.inside[0]):
        return
    plain = [place[0].text if len(place) == 1 and place[0].kind == "term" else None for place in phrase]
    for a, b in itertools.combinations(range(len(phrase) + 1), 2):
        if b - a > 1 and None not in plain[a:b]:
            yield (*phrase[:a], (Word("term", " ".join(plain[a:b])),), *phrase[b:])


def _flags(tokens, place, strict):
    """Which forms may stand at a place of a phrase: bool, one element a row of `tokens.forms`."""
    if _any(place):
        return np.ones(len(tokens.forms), bool)
    return np.logical_or.reduce([matching.forms(tokens, *word, strict=strict) for word in place])
