"""From a word to its segments and its lemma: dictionaries first, then the corpus's own words, then endings."""

import re
from collections import Counter
from functools import cache

from . import segmentation
from .segmentation import fold, resource

_ARABIC = re.compile("[ء-غف-يٱ-ۓ]{2,}")
_FIGURES = re.compile(r"(?<=\d)(?=[ء-ي])|(?<=[ء-ي])(?=\d)")  # where the tokenizer cuts: 19ر2 is 19, ر, 2
_NUMBER = re.compile(r"([وفبلك]?(?:ال)?)(\d.*)")
# Inflectional endings and what the dictionary form has instead, longest first.
_ENDINGS = (
    ("يتين", "ي"), ("يتان", "ي"), ("يات", "ي"), ("يات", "ية"), ("يين", "ي"), ("يون", "ي"), ("يي", "ي"), ("تين", "ة"),
    ("تان", "ة"), ("ية", "ي"), ("يا", "ي"), ("ات", "ة"), ("ات", ""), ("ات", "ا"), ("ين", ""), ("ون", ""), ("ان", ""),
    ("وا", ""), ("ة", ""), ("ا", ""),
)  # fmt: skip
# A participle (م…) or a verbal noun (تفعيل, افتعال, استفعال, إفعال) is a word of its own, not a form of its verb.
_OWN_LEMMA = re.compile("م.{3,}|ت..ي.|[اإ].{2,}ا.|ت.ا..")
_USUAL = 30  # occurrences of a verb in the dictionary's corpus that a particle may be written as one with
_CHANCE_ENDINGS = ("ي", "ك", "ني", "نا")
# Verbs in the plural or dual and relative adjectives in the plural or dual are no dictionary forms.
_INFLECTED = re.compile("[يتن].+(وا|ون|ين|ان)|.+ي(ان|ين|ون)|.+وا")


@cache
def _function_words():
    """Form -> (segments, lemma), also under the spelling without hamza."""
    words = {}
    for form, segments, lemma in resource("function_words.tsv"):
        words[form] = segments, lemma
    for form, (segments, lemma) in list(words.items()):
        words.setdefault(_without_hamza(form), (_without_hamza(segments), lemma))
    return words


def _without_hamza(word):
    return word.translate(str.maketrans("أإآ", "ااا"))


class Lemmatizer:
    """Reads the words of one corpus. Built from the dictionaries, a user's lexicon and the words with their counts."""

    def __init__(self, tables, lexicon, counts, *, evidence):
        """tables: `lexica.Lexica`. lexicon: form or lemma -> lemma. counts: word -> occurrences.

        evidence: whether the counts are those of a corpus, so that absence means something.
        """
        self.tables, self.lexicon, self.evidence, self.roots = tables, lexicon, evidence, tables.roots
        self.function = _function_words()
        self.new = {row[0]: row[-1] for row in resource("new_words.tsv")}
        names = {*self.new, *lexicon, *lexicon.values()}
        self.extra = {fold(word): 200.0 for word in names if len(word) > 2}
        self.counts = counts
        self.own = Counter()
        self.splits = self._first_pass()
        self.scores = segmentation.Scores(tables.weights, own=self.own, extra=self.extra, total=tables.total)

    def _first_pass(self):
        """Split the words without the corpus's evidence and gather it from the result: `own`, folded host -> count.

        Returns word -> split, None where a dictionary lists the word as it is printed.
        """
        scores = segmentation.Scores(self.tables.weights, extra=self.extra, total=self.tables.total)
        splits = {}
        for word, count in self.counts.items():
            if not _ARABIC.fullmatch(word):
                continue
            if word in self.tables.words:
                segments, lemma = self.tables.words[word]
                splits[word] = None
                keys = {fold(max(segments.split("+"), key=len)), fold(lemma)}
            else:
                splits[word] = segmentation.best(word, scores)
                keys = {fold(splits[word][2])}
            for key in keys:
                self.own[key] += count
        return splits

    def read(self, word):
        """(segments, lemma, source) of one word."""
        segments, lemma, source = self._read(word)
        for key in (word, lemma):
            if key in self.lexicon:
                return segments, self.lexicon[key], "lexicon"
        return segments, lemma, source

    def _read(self, word):
        if word not in self.splits:
            if word and word in segmentation.grammar()[0]:  # و or ل that stands alone
                return word, word, "function"
            number = _NUMBER.fullmatch(word)
            parts = [number[1], *_FIGURES.split(number[2])] if number else [word]
            return "+".join(filter(None, parts)), word, "other"
        found = self._function(word)
        if found:
            return found
        found = self._new(word) or self._negated(word)
        if found:
            return found
        if word in self.tables.words:
            segments, lemma = self.tables.words[word]
            return segments, lemma, "exact"
        before, written, host, after, known = self._split(word)
        segments = "+".join((*before, written, *after))
        lemma, source = self._lemma(host, segmentation.word_class(before, after))
        if before or after:
            source = {"exact": "split", "whole": "corpus" if known else "whole"}.get(source, source)
        return segments, lemma, source

    def _function(self, word):
        for conjunction in ("", word[0]) if word[0] in "وف" else ("",):
            found = self.function.get(word[len(conjunction) :])
            if found:
                return "+".join(filter(None, (conjunction, found[0]))), found[1], "function"
        return None

    def _new(self, word):
        """A word of a lexicon with clitics before it: no dictionary knows better (كورونا is not كور + نا)."""
        for before, host in segmentation.stems(word):
            lemma = self.lexicon.get(host, self.new.get(host))
            if lemma:
                return "+".join((*before, host)), lemma, "lexicon" if host in self.lexicon else "new"
        return None

    def _negated(self, word):
        """لا or ما written as one with the verb behind it: لايمكن, مازال, ومانجحت; never a word that is one (مارست)."""
        start = 1 if word[0] in "وف" and word[1:3] in ("لا", "ما") else 0
        particle, verb = word[start : start + 2], word[start + 2 :]
        if particle not in ("لا", "ما") or len(verb) < 3 or (particle == "لا" and verb[0] not in "يتن"):
            return None
        found = self.tables.words.get(verb)
        if not found or self.tables.kinds.get(found[1]) != "verb" or found[0] != verb:
            return None
        if sum(map(int, self.tables.readings[verb].split()[1::2])) < _USUAL:
            return None  # مايكل is a name, though the dictionary has seen يكل
        listed = self.tables.words.get(word)
        if listed and listed[0] in (word, f"{word[:start]}+{word[start:]}") and listed[1] != found[1]:
            return None
        return "+".join(filter(None, (word[:start], particle, verb))), found[1], "split"

    def _split(self, word):
        before, _, host, after, known = split = self.splits[word]
        others = self.own[fold(host)]
        if known:
            others -= self.counts[word]
        else:
            before, _, host, after, known = split = segmentation.best(word, self.scores)
            others = self.own[fold(host)]
        # A word more frequent than its supposed host is a word of its own: كنعاني is not ك + نعاني. Only clitics of
        # one letter can be letters of a name by chance, and ي and ك at the end are rarer as pronouns than as letters.
        doubtful = after[0] in _CHANCE_ENDINGS if after else len(before) == 1 and len(before[0]) == 1
        count = self.counts[word] * (20 if after else 1)
        if self.evidence and doubtful and self.counts[word] > 2 and others < count:
            return (), word, word, (), False
        return split

    def _lemma(self, host, word_class):
        """(lemma, source) of a host."""
        tables = self.tables
        lemma = tables.lemma(host, word_class)
        if lemma is not None:
            return lemma, "exact"
        key = fold(host)
        if key not in tables.folded and key.endswith("يء"):
            key = key[:-2] + "ء"  # القارىء is القارئ
        if key in tables.folded:
            return tables.folded[key], "folded"
        lemma = self._listed(host)
        if lemma is not None:
            return lemma, "simplemma"
        base = self._without_ending(host)
        return (base, "ending") if base else (host, "whole")

    def _listed(self, host):
        lemma = self.tables.listed.get("ال" + host) or self.tables.listed.get(host)
        if not lemma:
            return None
        lemma = lemma.removeprefix("ال") if len(lemma) > 4 else lemma
        if lemma == host:
            return self._inflected(host) or host
        if _OWN_LEMMA.fullmatch(host) and not _OWN_LEMMA.fullmatch(lemma):
            return self._without_ending(host) or host
        return lemma if self._attested(lemma, host) else host

    def _inflected(self, host):
        """The lemma of a form that simplemma lists under itself though it is inflected, None if it is not."""
        if host[0] in "تنأ" and "ي" + host[1:] in self.tables.lemmas:
            return self.tables.lemma("ي" + host[1:], "verbal")
        return self._without_ending(host) if _INFLECTED.fullmatch(host) else None

    def _attested(self, lemma, host):
        """False where a frequent word would be filed under a lemma that the corpus hardly has: a name, most likely."""
        count = self.own[fold(host)]
        return not self.evidence or count < 5 or 20 * self.own[fold(lemma)] >= count

    def _without_ending(self, host):
        """The dictionary form that an inflectional ending leaves, None if nobody has it."""
        tables = self.tables
        for ending, instead in _ENDINGS:
            if not host.endswith(ending) or len(host) - len(ending) < 3:
                continue
            base = host[: -len(ending)] + instead
            if base in tables.lemmas or fold(base) in tables.folded:
                lemma = tables.lemmas.get(base) or tables.folded[fold(base)]
            elif base in tables.listed or ((instead or ending == "ات" or host[0] == "م") and self.own[fold(base)] > 1):
                lemma = base
            else:
                continue
            if self._attested(lemma, host):
                return lemma
        return None
