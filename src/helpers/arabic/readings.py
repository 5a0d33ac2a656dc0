"""Every reading that a form can have: its segments, lemma and part of speech, with the share that dictionaries give it.

Beside what `morphology.analyze` reads in a form by itself stand the other lemmas under which the dictionary lists it, a
noun in ة beside the adjective (الخارجية, the ministry, and خارجي), a proper name where the letters may be one, and a
verb where nobody knows the word and it looks like one. `context` chooses between them.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import room
from . import folding, lexica, segmentation, stopwords
from .normalization import CLEANING_FOLDS, DEFAULT_FOLDS, normalize

#: Parts of speech as Universal Dependencies names them; FUNC stands for its closed classes, X for what is no word.
PARTS = ("NOUN", "VERB", "ADJ", "PROPN", "NUM", "FUNC", "X")
#: What a neighbour sees of a reading: the part of speech, and what the word shows of tense, article, gender, pronoun.
TAGS = (
    "none", "FUNC", "VERB past", "VERB present", "VERB jussive", "NOUN", "NOUN feminine", "NOUN accusative",
    "NOUN definite",
    "NOUN definite feminine", "NOUN pronoun", "ADJ", "ADJ feminine", "ADJ accusative", "ADJ definite",
    "ADJ definite feminine", "ADJ pronoun", "PROPN", "PROPN definite", "NUM", "X",
)  # fmt: skip
_PART = {name: number for number, name in enumerate(PARTS)}
_NUMBER = {name: number for number, name in enumerate(TAGS)}
_WE = 0.7  # of the past forms of verbs in نا, those that say "we"
_PLURAL, _DUAL = 0.85, 0.3  # of the nouns in ي, plurals or duals before a noun, if there is a plural in ون or not
_CHANCE = 0.04  # of the unlisted words that begin with ب, ل, ك, و or ف and have a listed rest, those that are names
_NOMINAL = {(name.partition(" ")[0], name.partition(" ")[2]): number for name, number in _NUMBER.items()}
_SELDOM = 10  # occurrences of a word in the dictionary's corpus up to which it may be a name that it does not know
_TRUST = 5.0  # occurrences that the dictionary's shares count for, beside those of `usage.tsv`
_RULE = 0.3  # and so many for each that `usage.tsv` has: a model counted these, which errs in one direction
_RAREST = 0.004  # a reading with a smaller share of its form is left out
# How likely a word that no dictionary lists is a name, by what `morphology` found: nothing, or an inflected form.
_NAME = {"whole": 0.7, "corpus": 0.7, "simplemma": 0.15, "ending": 0.1, "new": 0.5}
_PARTICIPLE = re.compile("مُ.+ِي?.ّ?|.َا.ِ.")  # active: مشيرا إلى, قائلا, that stand alone in the accusative
_ELATIVE = re.compile("أَ.ْ?.َ.|أَ.َ.ّ|أَ.ْ.َى")


class Reading(NamedTuple):
    """One reading: segments joined by +, lemma, part (of `PARTS`), tag (number in `TAGS`), weight (not negative)."""

    segments: str
    lemma: str
    part: str
    tag: int
    weight: float


@dataclass(frozen=True)
class Readings:
    """The readings of n forms (read-only): those of form i stand at `bounds[i] : bounds[i + 1]`.

    segments, lemma: object arrays of strings. part: int8, the number in `PARTS`; tag: int8, the number in `TAGS`;
    share: float64, which sums to 1 over the readings of a form.
    """

    bounds: np.ndarray
    segments: np.ndarray
    lemma: np.ndarray
    part: np.ndarray
    tag: np.ndarray
    share: np.ndarray


@cache
def _closed():
    """Lemma -> (part of speech, share) of the closed classes."""
    found = {}
    for part, share, lemmas in segmentation.resource("parts_of_speech.tsv"):
        if part in PARTS:
            found.update((lemma, (part, float(share))) for lemma in lemmas.split())
    return found


@cache
def _given():
    """Names of persons that are words, too -> how many of their uses are names."""
    rows = segmentation.resource("parts_of_speech.tsv")
    return {word: float(share) for name, share, words in rows if name == "NAME" for word in words.split()}


@cache
def homographs():
    """Lemmas that are two words, a noun and an adjective of other vowels: a frozenset."""
    return frozenset(_words("HOMOGRAPH"))


def _words(kind):
    rows = segmentation.resource("parts_of_speech.tsv")
    return tuple(word for name, _, words in rows if name == kind for word in words.split())


USED = ("NOUN", "VERB", "ADJ", "PROPN", "FUNC", "NUM")


@cache
def _usage():
    """Word without و or ف before it -> {part of speech: occurrences} in news texts (`usage.tsv`)."""
    return {
        word: {part: int(n) for part, n in zip(USED, counts, strict=True) if n != "0"}
        for word, *counts in segmentation.resource("usage.tsv")
    }


def conjunction(segments):
    """The و or ف before a word, "" if there is none."""
    return segments[0] if segments[1:2] == "+" and segments[0] in "وف" else ""


@cache
def _sort(before):
    """What matters of the clitics before a host: their sort, the same with و and ف before them and without."""
    pieces = before.removeprefix(conjunction(before) + "+").split("+")[:-1]
    if "س" in pieces:
        return "س"
    return "ال" if pieces[-1:] == ["ال"] else "+".join(pieces)


class Places:
    """What the places of words in news texts tell of them (`places.tsv`)."""

    def __init__(self, tables):
        self._sums, self._names, self._n, self._governing = {}, set(), {}, {}
        for host, *counts in segmentation.resource("places.tsv"):
            n, article, pronoun, *behind, alone, governing = map(int, counts)
            if alone >= 15 and (governing > 0.2 * alone or (governing < 0.05 * alone and pronoun < 0.02 * n)):
                self._governing[host] = governing > 0.2 * alone
            # A name is written with the article always or never, and never with a pronoun.
            self._n[host] = n
            if n >= 30 and pronoun < 0.01 * n and not 0.03 * n < article < 0.97 * n:
                self._names.add(host)
            lemma = tables.lemma(host) or tables.folded.get(segmentation.fold(host)) or host
            sums = self._sums.setdefault(lemma, [0, 0, 0, 0, 0, 0])
            for place, count in enumerate((*behind, n, article)):
                sums[place] += count

    def like_name(self, host, lemma):
        """Whether a word stands where a name does, not where an adjective does, and is no form of a word in use."""
        if host not in self._names or self.share(lemma) >= 0.3:
            return False
        return segmentation.fold(host) == segmentation.fold(lemma) or self._n.get(lemma, 0) < 0.02 * self._n[host]

    def n(self, *hosts):
        """Occurrences of some words."""
        return sum(self._n.get(host, 0) for host in hosts)

    def governs(self, host):
        """Whether a word stands before definite nouns (رئيسة, not مستعدة); None where little is known."""
        return self._governing.get(host)

    def share(self, lemma):
        """The share of adjectives among the uses of a lemma, 0 to 1.

        An adjective with the article follows a definite noun, a feminine one without it follows a feminine noun.
        """
        definite, after, feminine, agreeing, n, article = self._sums.get(lemma, (0, 0, 0, 0, 0, 0))
        if definite + feminine < 8:
            return 0.75 if lemma.endswith("ي") and article >= 0.03 * n else 0.15
        # What hardly ever has the article is no adjective, whatever stands before it where it has.
        common = min(1.0, article / (0.05 * n + 1))
        if feminine > 20:
            return (after + 1.5 * agreeing + 0.3) / (definite + 1.5 * feminine + 1)
        return common * (after + 0.3) / (definite + 1)


class Reader:
    """Lists the readings of words. tables: the `lexica.Lexica` with which the words were analysed."""

    def __init__(self, tables, source="auto"):
        self._tables = tables
        self._places, self._scores, self._lemmas, self._irregular = _lasting(source)
        self._stop, self._core = function_forms(), _core()
        self._usage, self._patterns, self._split, self._usual = _usage(), {}, {}, {}

    def readings(self, word, segments, lemma, source, stop=None, written=None):
        """The readings of a word (list of `Reading`), of which `morphology` gave segments, lemma and source.

        stop: whether the word is a listed function word; looked up if it is None. written: the word with its
        vowel signs, which decide.
        """
        self._written = written or ""
        if stop is None:
            stop = normalize([word], DEFAULT_FOLDS)[0] in self._stop
        readings = self._by_dictionary(word, segments, lemma, source, stop)
        return readings if len(readings) == 1 or self._written else self._in_use(readings)

    def _in_use(self, readings):
        """The readings with the shares of their parts of speech drawn towards those that news texts have."""
        word = readings[0].segments.replace("+", "").removeprefix(conjunction(readings[0].segments))
        counts = self._usage.get(word)
        if counts is None or (word.endswith("ة") and self._places.governs(word) is False):
            return readings
        share = Counter()
        for one in readings:
            share[one.part] += one.weight
        total = sum(counts.get(part, 0) for part in share)
        out = []
        trust = max(_TRUST, _RULE * total)
        for one in readings:
            drawn = (trust * share[one.part] + counts.get(one.part, 0)) / (trust + total)
            out.append(one._replace(weight=one.weight * drawn / share[one.part]))
        return out

    def alone(self, word, segments, lemma, source, stop):
        """The one reading that a word has by itself, in a tenth of the time: (segments, lemma, part, tag)."""
        if source == "other":
            part = "NUM" if any(letter.isdigit() for letter in word) else "X"
        elif source in ("whole", "corpus") and not stop:
            part = "PROPN"
        else:
            kind = lemma, stop or source == "function"
            part = self._usual.get(kind)
            if part is None:
                part = self._usual[kind] = self._usual_part(*kind)
        tag = _NUMBER.get(part) if "+" not in segments else None  # what the tag asks besides is in the clitics
        plain = tag is not None and part not in ("NOUN", "ADJ")
        return segments, lemma, part, tag if plain else _tag(segments, lemma, part)

    def _usual_part(self, lemma, function):
        closed = _closed().get(lemma)
        if function:
            return closed[0] if closed else "FUNC"
        if closed and closed[1] == 1:
            return closed[0]
        if self._tables.kinds.get(lemma) == "verb":
            return "VERB"
        return "ADJ" if self._places.share(lemma) > 0.5 else "NOUN"

    def _by_dictionary(self, word, segments, lemma, source, stop):
        if source == "other":
            part = "NUM" if any(letter.isdigit() for letter in word) else "X"
            return [Reading(segments, lemma, part, _NUMBER[part], 1.0)]
        pieces = segments.split("+")
        host = max(pieces, key=len)
        if source == "lexicon":
            return [self._reading(segments, lemma, "NOUN", 1.0)]
        if source == "function":
            return [self._reading(segments, lemma, _closed().get(lemma, ("FUNC",))[0], 1.0)]
        if source in _NAME or (source == "exact" and word not in self._tables.readings):
            return self._unlisted(segments, host, lemma, source, stop)
        if source in ("split", "folded") and not self._written:  # many words with clitics have one host
            place = segments.find(host)
            before = segments[:place]
            kind = host, lemma, stop, _sort(before), segments[place + len(host) :]
            made = self._split.get(kind)
            if made is None:
                made = self._of_listed(word, pieces, host, segments, lemma, source, stop)
                made = self._split[kind] = [(one[0][place:], *one[1:]) for one in made]
            made = [Reading(before + one[0], *one[1:]) for one in made]
            return self._or_name(made, word, pieces) if source == "split" else made
        made = self._of_listed(word, pieces, host, segments, lemma, source, stop)
        if pieces[-1] == "ها":
            return self._or_accusative(made, pieces, host)
        if source == "exact" and not stop and sum(_counts(self._tables.readings[word]).values()) <= _SELDOM:
            return self._or_name(made, word, pieces)
        return made

    def _or_name(self, made, word, pieces):
        """With the word as a name that only begins like a clitic: بكار is ب + كار, or a person."""
        if len(pieces) != 2 or len(pieces[0]) > 1 or len(pieces[1]) < 3:
            return made
        if not any(segmentation.fold(one[1]) == segmentation.fold(pieces[1]) for one in made):
            return made  # an inflected form: بعاملين
        name = Reading(word, word, "PROPN", _NUMBER["PROPN"], _CHANCE)
        return [*(one._replace(weight=(1 - _CHANCE) * one.weight) for one in made), name]

    def _or_accusative(self, made, pieces, host):
        """With a noun in ه that stands in the accusative: جنيها is جنيه + ا, or جني + ها."""
        noun = host + "ه"
        if noun not in self._lemmas or "ال" in pieces or any(one.lemma == noun for one in made):
            return made
        segments = "+".join(pieces[:-1]) + "ها"
        return _merged([*made, self._reading(segments, noun, "NOUN", 1.0)])

    def _of_listed(self, word, pieces, host, segments, lemma, source, stop):
        found = self._listed(word, pieces, host, lemma, source)
        if not found:
            return self._unlisted(segments, host, lemma, source, stop)
        # Of a stop word the lemma that is on the list is meant: of علي, spelt so in Egypt, that is على, not the name.
        particles = {other for _, other, _, _, share in found if stop and share > 0.05 and other in self._core}
        particles = particles or {other for _, other, *_ in found if stop}
        return _merged([one for listed in found for one in self._parts(*listed, listed[1] in particles)])

    def _reading(self, segments, lemma, part, weight):
        return Reading(segments, lemma, part, _tag(segments, lemma, part), weight)

    def _listed(self, word, pieces, host, lemma, source):
        """What the dictionary lists: tuples (segments, lemma, vocalised lemma, whether a verb, share)."""
        tables, place = self._tables, pieces.index(host)
        exact = source == "exact" and word in tables.readings
        counts = _counts(tables.readings[word]) if exact else {}
        if source in ("exact", "split", "folded"):
            spellings = map(segmentation.fold, segmentation.hosts(host, place < len(pieces) - 1))
            stem = _counts(next((tables.stems[key] for key in spellings if key in tables.stems), ""))
            # One printed form is often rare; the others of its stem say something, but not of its clitics.
            scale = 0.3 * sum(counts.values()) / sum(stem.values()) if exact and stem else 1.0
            if host[0] in "أإآ" and sum(counts.values()) >= 3:  # إضعاف is not أضعاف, which has the same key
                stem = {vowels: n for vowels, n in stem.items() if vowels in counts or vowels[0] == host[0]}
            for vowels, n in stem.items():
                counts[vowels] = counts.get(vowels, 0.0) + scale * n
        wanted = segmentation.word_class(tuple(pieces[:place]), tuple(pieces[place + 1 :]))
        found = [(vowels, *tables.lexemes[vowels], n) for vowels, n in counts.items()]
        found = [one for one in found if wanted is None or (one[2] == "verb") == (wanted == "verbal")] or found
        if self._written:
            found = [(*one, n * _agreement(self._written, pieces, host, one[0], one[2] == "verb")) for *one, n in found]
        elif host[0] in "يتن":
            found = self._less_causative(found)
        total = sum(n for *_, n in found)
        found = [(vowels, other, kind == "verb", n) for vowels, other, kind, n in found if n > _RAREST * total]
        return self._with_segments(word, "+".join(pieces), host, lemma, exact, found)

    def _less_causative(self, found):
        """The listed verbs of an imperfect, where one of two that share it has no more of it than past forms.

        Without vowels يعد is of أعدّ, prepare, as well as of عدّ, of which the passive, "is considered", is meant mostly:
        news texts have far more of it than of the past of أعدّ.
        """
        doubled = {other: n for vowels, other, kind, n in found if kind == "verb" and vowels.endswith(_DOUBLED)}
        out = []
        for vowels, other, kind, n in found:
            basic = other[1:]
            if other in doubled and other[0] == "أ" and basic in doubled:
                past, present = self._places.n(other, other + "ت"), self._places.n("ي" + basic, "ت" + basic)
                # Of these imperfects some are of other verbs, as dictionaries have them: لم يعد.
                stem = _counts(self._tables.stems.get(segmentation.fold("ي" + basic), ""))
                of_two = sum(times for one, times in stem.items() if one.endswith(_DOUBLED))
                present *= of_two / max(sum(stem.values()), 1)
                n = min(n, (n + doubled[basic]) * past / max(present, past, 1))
            out.append((vowels, other, kind, n))
        extra = sum(doubled.values()) - sum(n for _, other, _, n in out if other in doubled)
        return [(*one, n + extra if extra and "أ" + one[1] in doubled and one[1] in doubled else n) for *one, n in out]

    def _with_segments(self, word, segments, host, lemma, exact, found):
        """The listed lemmas with their segments, the one of `morphology` among them."""
        if segmentation.fold(host) in self._irregular and found:
            return [(segments, lemma, found[0][0], found[0][2], 1.0)]
        if found and not self._written and not any(other == lemma for _, other, _, _ in found):
            vowels, _, verb, n = max(found, key=lambda one: one[3])
            found.append((vowels, lemma, verb, 0.3 * n))
        total = sum(n for *_, n in found)
        out = []
        for vowels, other, verb, n in found:
            cut = segments
            if other != lemma and exact and len(found) > 1:
                before, written, _, after, _ = segmentation.best(word, self._scores, lemma=other)
                cut = "+".join((*before, written, *after))
            out.append((cut, other, vowels, verb, n / total))
        return out

    def _parts(self, segments, lemma, vowels, verb, weight, stop):
        """The readings of one listed lemma: as noun, adjective, name, verb, number or function word."""
        closed = _closed().get(lemma)
        if verb:
            weight *= 0.01 if _is_no_future(segments, lemma) else 1.0
            return self._verbal(segments, lemma, vowels, weight)
        if stop and not closed:
            return [self._reading(segments, lemma, "FUNC", weight)]
        pieces = segments.split("+")
        host = max(pieces, key=len)
        if pieces[-1] == host and self._is_ours(host, lemma):
            segments, host = segments[:-2] + "+نا", host[:-2]
            pieces = [*pieces[:-1], host, "نا"]
        before = segments.removeprefix(conjunction(segments) + "+").removesuffix(host)
        bare = pieces[-1] == host and before in ("", "ب+", "ل+")
        if _is_relative(host, lemma):
            return self._relative(segments, host, weight)
        if closed and (closed[0] != "FUNC" or bare) and closed[0] != "VERB":
            part, share = closed
            lemma = _tens(host, lemma) if part == "NUM" else lemma
            rest = [self._reading(segments, lemma, "NOUN", weight * (1 - share))] if share < 1 else []
            return [self._reading(segments, lemma, part, weight * share), *rest]
        nominal = self._nominal(segments, host, lemma, vowels, weight)
        if pieces[-1] == "ي" and len(pieces) > 1:
            nominal = self._without_pronoun(nominal, host)
        return nominal + self._name(segments, host, lemma, vowels, weight)

    def _verbal(self, segments, lemma, vowels, weight):
        """A verb; نا behind a past form is "we" more often than "us" (حذرنا); or a name that is one (طلعت)."""
        verb = self._reading(segments, lemma, "VERB", weight)
        cut, plus, pronoun = segments.rpartition("+")
        if pronoun == "نا" and plus and TAGS[verb.tag] == "VERB past":
            return [verb._replace(weight=(1 - _WE) * weight), verb._replace(segments=cut + "نا", weight=_WE * weight)]
        host = segments.removeprefix(conjunction(segments) + "+")
        if "+" in host or self._written:  # the vowels of a verb are those of no name
            return [verb]
        return [verb, *self._name(segments, host, lemma, vowels, weight)]

    def _without_pronoun(self, nominal, host):
        """Nouns in ي: "my" (اشرافي), or a plural or dual before a noun (مقاتلي, بنكي), where ي is no pronoun."""
        made = []
        construct = _PLURAL if self._has_plural(host) else _DUAL
        for one in nominal:
            whole = one.segments.removesuffix("+ي") + "ي"
            made.append(one._replace(weight=(1 - construct) * one.weight))
            made.append(self._reading(whole, one.lemma, one.part, construct * one.weight))
        return made

    def _has_plural(self, host):
        """Whether a noun has a plural in ون: people, as a rule (ين may be a dual)."""
        return segmentation.fold(host) + "ون" in self._tables.stems

    def _nominal(self, segments, host, lemma, vowels, weight):
        """A noun, an adjective or both; a noun in ة is a word of its own, an adjective in ة is not."""
        share = self._places.share(lemma)
        accusative = _accusative(host, lemma)
        elative = _ELATIVE.fullmatch(vowels) and lemma not in self._tables.names
        if (accusative and _PARTICIPLE.fullmatch(vowels)) or elative:
            share = max(share, 0.9)
        if self._written and lemma in homographs():
            share = 0.97 if _SHADDA in vowels or _KASRA in vowels else 0.03  # عَامّ, خَطِر, of عَام and خَطَر
        elif lemma in homographs() and not _is_sound(host, lemma):
            share = 0.03  # a broken plural is the noun's, a dual as a rule: أعوام, عامين
        noun, adjective = lemma, lemma
        if host.endswith("ات") and segmentation.fold(host[:-2]) == segmentation.fold(lemma):
            # Of a man there is the plural in ون; محافظات are of محافظة, آليات of آلية.
            own = lemma + "ة" in self._lemmas and (lemma.endswith("ي") or self._has_plural(lemma))
            noun = lemma + "ة" if own else lemma
        elif _is_feminine(segments, host):
            masculine = next((one for one in (host[:-1], lemma.removesuffix("ة")) if one in self._lemmas), None)
            if lemma.endswith("ة"):
                share = min(0.4, self._places.share(masculine)) if masculine else 0.0
                share, adjective = share if share > 0.3 else 0.0, masculine
            elif segmentation.fold(host[:-1]) == segmentation.fold(lemma):
                noun = lemma + "ة"
                if noun not in self._lemmas:  # no dictionary has the noun: a woman who does it, or no noun at all
                    governs = self._places.governs(host)
                    share = max(share, 0.9 if share > 0.3 else 0.35)
                    share = share if governs is None else min(share, 0.15) if governs else max(share, 0.93)
            elif masculine and masculine != lemma and host.endswith("ية"):
                share, adjective = self._places.share(masculine), masculine
        elif lemma.endswith("ة"):
            share = 0.0
        if share < 0.1:
            return [self._reading(segments, noun, "NOUN", weight)]
        share = min(share, 0.97)
        return [
            self._reading(segments, noun, "NOUN", weight * (1 - share)),
            self._reading(segments, adjective, "ADJ", weight * share),
        ]

    def _is_ours(self, host, lemma):
        """Whether a noun ends in the pronoun نا (أنفسنا): listed without it, and its lemma has no ن there."""
        stem = segmentation.fold(host[:-2])
        if not host.endswith("نا") or len(stem) < 3 or lemma.removesuffix("ة").endswith(("ن", "نا")):
            return False
        return stem in self._tables.stems

    def _relative(self, segments, host, weight):
        """A relative adjective that the dictionary has under its noun (أولية, تطويرية), or a noun in ية of its own."""
        share = 0.9 if host not in self._lemmas else min(0.9, self._places.share(host[:-1]))
        listed = ((host, "NOUN", 1 - share), (host[:-1], "ADJ", share))
        return [self._reading(segments, one, part, weight * of_it) for one, part, of_it in listed]

    def _name(self, segments, host, lemma, vowels, weight):
        """The word as a proper name, written as it stands, where the dictionary knows the name."""
        bare = "".join(letter for letter in vowels if letter not in _VOWELS)
        given = _given().get(host, 0.0)
        if given and segments.endswith(host):  # a person's name that is a word, too (علي, كريم), seldom with clitics
            odds = given / (1 - given) * (1.0 if segments in (host, f"{conjunction(segments)}+{host}") else 0.05)
            return [self._reading(segments, host, "PROPN", odds * weight)]
        if not segments.endswith(host):  # بيانها is no بيان of hers
            return []
        if host not in self._tables.names:
            if bare not in self._tables.names or segmentation.fold(bare) != segmentation.fold(host):
                return []
        name = host if host in self._tables.names else bare
        # A name that is made of no root (بغداد, أوباما) or stands as names do (محمد) is hardly ever anything else.
        share = 10.0 if not self._tables.roots.get(bare) or self._places.like_name(host, lemma) else 0.1
        return [self._reading(segments, name, "PROPN", share * weight)]

    def _unlisted(self, segments, host, lemma, source, stop):
        """A word of no dictionary: a name, a noun or adjective, or a verb if it looks like one."""
        if stop:
            return [self._reading(segments, lemma, "FUNC", 1.0)]
        looks = _VERBAL.get(host[0], 0.03) if len(host) > 2 else 0.0
        if host[0] not in _VERBAL and host.endswith(("ت", "وا", "نا")):
            looks = 0.1
        place = segments.find(host)
        kind = source, round(self._places.share(lemma), 1), looks, segments[:place], segments[place + len(host) :]
        if lemma == host:  # nobody has found an ending in it
            lemma = _masculine(host)
            source = "ending" if len(lemma) < len(host) - 1 else source
        shape = host.endswith(("ة", "ات")), _accusative(host, lemma), host[:2] == lemma[:2], lemma.endswith("ي")
        made = self._patterns.get((kind, shape, host[0]))
        if made is None:
            made = _merged(self._unlisted_parts(segments, host, lemma, *kind[:3]))
            self._patterns[kind, shape, host[0]] = made
        lemmas = {"PROPN": host, "NOUN": host if host.endswith("ية") else lemma}
        return [Reading(segments, lemmas.get(part, lemma), part, tag, n) for _, _, part, tag, n in made]

    def _unlisted_parts(self, segments, host, lemma, source, adjectival, looks):
        share = 0.7 if lemma.endswith("ي") else adjectival
        weights = {"PROPN": _NAME.get(source, 0.0), "NOUN": 0.5 * (1 - share), "ADJ": 0.5 * share}
        weights["VERB"] = 20.0 if "س" in segments.split("+")[:-1] else looks
        return [self._reading(segments, lemma, part, weight) for part, weight in weights.items() if weight]


def _tens(host, lemma):
    """The lemma of a number: tens are no plurals of the ones (ثلاثين is of ثلاثون, not of ثلاث)."""
    one = host[:-2]
    if not host.endswith(("ون", "ين")) or segmentation.fold(one) != segmentation.fold(lemma.removesuffix("ي")):
        return lemma
    ones = (lemma + "ة", lemma + "ية")
    return lemma.removesuffix("ي") + "ون" if any(_closed().get(other, ("",))[0] == "NUM" for other in ones) else lemma


def _is_relative(host, lemma):
    return host.endswith("ية") and segmentation.fold(host[:-2]) == segmentation.fold(lemma)


def _is_sound(host, lemma):
    """Whether a form is the lemma with an ending that an adjective has, too, and that is no dual: عامة, not عامين."""
    return host.startswith(lemma) and host[len(lemma) :] in ("", "ة", "ا", "ات", "ون")


def _masculine(host):
    """An unlisted word in ية, يين, يون as the relative adjective that it is of: سومرية, فيليبينيين."""
    if len(host) > 5 and host.endswith("ية"):
        return host[:-1]
    if len(host) > 6 and host.endswith(("يين", "يون")) and host[-4] not in "اوي":  # not كوكايين
        return host[:-2]
    return host


_VERBAL = {"ي": 3.0, "ت": 0.4, "ن": 0.15, "أ": 0.1}  # how likely an unlisted word of this first letter is a verb


_MATCH, _CONFLICT, _PASSIVE, _NOT_COMPARED, _GOVERNED = 1.0, 0.005, 0.3, 0.3, 0.05
_DOUBLED = ("\u0651", "\u0651\u064e", "\u064e\u0651")  # at the end of a verb whose last letter is doubled
_SHORT = frozenset("\u064e\u064f\u0650\u0652")  # fatha, damma, kasra, sukun
_SHADDA, _FATHA, _DAMMA, _KASRA = "\u0651", "\u064e", "\u064f", "\u0650"


def _signed(word):
    """The letters of a word, each with its signs: list of (letter, set of signs)."""
    out = []
    for char in word:
        if char in _VOWELS:
            if out:
                out[-1][1].add(char)
        elif "\u0621" <= char <= "\u064a" and char != "\u0640":
            out.append((char, set()))
    return out


def _agreement(written, pieces, host, vowels, verb):
    """How well a word with vowel signs goes with a vocalised lemma, 0 to 1: each sign is compared with the lemma's.

    pieces, host: the segments of the bare word, and that of them which is neither clitic. A broken plural has other
    letters than its lemma, so that nothing can be compared: it is less likely than what agrees, likelier than what does
    not. Of an imperfect the prefix tells form and voice (يُصدر, of أصدر; يَصدر, of صدر).
    """
    letters, place = _signed(written), pieces.index(host)
    if len(letters) != sum(map(len, pieces)):
        return 1.0
    start = sum(map(len, pieces[:place]))
    stem, lemma = letters[start : start + len(host)], _signed(vowels)
    if place and pieces[place - 1] in ("ال", "ل"):
        stem[0][1].discard(_SHADDA)  # the article's, before a sun letter
    if verb and host[0] in "يتنأ" and not _begins(stem, lemma):
        return _of_imperfect(stem, lemma)
    signs = [len(signs & _SHORT) for _, signs in stem[:-1]]
    if not _begins(stem, lemma):
        return _NOT_COMPARED ** min(3, sum(signs) + sum(_SHADDA in signs for _, signs in stem))
    last = len(lemma) - 1
    score = _of_letters(stem, lemma, last)
    passive = _DAMMA in stem[0][1] and not stem[last - 1][1] & {_FATHA, _DAMMA}
    if verb and score < _MATCH and passive and stem[0][0] != "ت":  # تُعرض is of عرض, hardly ever of تعرّض
        return _PASSIVE
    if len(stem) == len(lemma) and verb and stem[-1][1] & {_DAMMA, _KASRA}:
        return score * _CONFLICT  # a past form ends in a
    if len(stem) == len(lemma) and not verb and not place and _FATHA in stem[-1][1]:
        return score * _GOVERNED  # a noun does before a genitive only
    return score


def _begins(stem, lemma):
    """Whether the letters of the lemma stand at the beginning of the word, ة and ت being one."""
    if len(stem) < len(lemma):
        return False
    bare = "".join(letter for letter, _ in lemma)
    found = "".join(letter for letter, _ in stem[: len(lemma)])
    found, bare = segmentation.fold(found), segmentation.fold(bare)
    return found == bare or (bare[-1] == "ة" and found[:-1] == bare[:-1] and found[-1] == "ت")


def _of_letters(stem, lemma, last):
    """Compare the signs of each letter but the last, whose vowel is of its place in the sentence."""
    score = _MATCH
    for at, ((letter, written), (_, expected)) in enumerate(zip(stem, lemma, strict=False)):
        if at < last and written & _SHORT and expected & _SHORT and not written & expected & _SHORT:
            score *= _CONFLICT
        if (_SHADDA in written) != (_SHADDA in expected) and letter not in "يو" and written:
            score *= _CONFLICT
    return score


def _of_imperfect(stem, lemma):
    four = len(lemma) + sum(_SHADDA in signs for _, signs in lemma) == 4
    doubled = [letter for letter, signs in lemma if _SHADDA in signs]
    score = _MATCH
    for letter, signs in stem[1:]:
        if _SHADDA in signs and letter not in doubled and letter not in "يو":
            score *= _CONFLICT
    if stem[0][1] & {_FATHA}:
        return score * (_CONFLICT if four else _MATCH)
    if stem[0][1] & {_DAMMA}:
        return score * (_MATCH if four else _PASSIVE)
    return score * _NOT_COMPARED if any(signs for _, signs in stem[1:-1]) else score


_TANWIN = frozenset("\u064b\u064c\u064d")
_SIGNED = re.compile("[ء-ي][\u064e-\u0652]+[ء-ي]|\u0651")  # signs that say more than the case ending


def _counts(written):
    """{vocalised lemma: count} out of a cell of `Lexica.readings` or `Lexica.stems`."""
    parts = written.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


_VOWELS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")


def _is_no_future(segments, lemma):
    """Whether س stands before what would be a past form: سيقدم and ستقدم are of قدم, of تقدم is ستتقدم."""
    before, _, host = segments.partition("س+")
    return bool(host) and lemma[0] in "تني" and host[:2] == lemma[:2] and before in ("", "و+", "ف+")


def _is_feminine(segments, host):
    return host.endswith("ة") or (host.endswith("ت") and not host.endswith("ات") and not segments.endswith(host))


def _accusative(host, lemma):
    return len(host) > 3 and host.endswith("ا") and segmentation.fold(host[:-1]) == segmentation.fold(lemma)


def _tag(segments, lemma, part):
    """The number in `TAGS` of a reading."""
    if "+" in segments:
        pieces = segments.split("+")
        host = max(pieces, key=len)
        place = pieces.index(host)
    else:
        pieces, host, place = (segments,), segments, 0
    if part == "VERB":
        if not _is_present(pieces[:place], host, lemma):
            return _NUMBER["VERB past"]
        jussive = _is_jussive(host, lemma) and "ل" not in pieces[:place]  # behind لم, not that of commands
        return _NUMBER["VERB jussive" if jussive else "VERB present"]
    article = place > 0 and (pieces[place - 1] == "ال" or pieces[place - 2 : place] == ["ل", "ل"])
    if part == "PROPN":
        return _NUMBER["PROPN definite" if article else "PROPN"]
    if part not in ("NOUN", "ADJ"):
        return _NUMBER[part]
    if place < len(pieces) - 1:
        return _NOMINAL[part, "pronoun"]
    if host.endswith(("ة", "ات")):
        return _NOMINAL[part, "definite feminine" if article else "feminine"]
    return _NOMINAL[part, "definite" if article else "accusative" if _accusative(host, lemma) else ""]


def _is_present(before, host, lemma):
    """Whether a verb is an imperfect: a past form begins as its lemma does (تقدم of تقدم, but not of قدم)."""
    if "س" in before or (host[0] == "ي" and lemma[:1] != "ي"):
        return True
    if host[0] not in "تنأ":
        return False
    return host[:2] != lemma[:2] or host.startswith("تت")


def _is_jussive(host, lemma):
    """Whether an imperfect has lost its long vowel, as behind لم: يعد of عاد (else يعود), يجر of جرى (else يجري)."""
    if len(lemma) < 3 or len(host) > len(lemma) or len(host) < 3:
        return False
    if lemma[-1] in "ىا":
        return host[-1] == lemma[-2] and host[-1] not in "ويى"
    return lemma[-2] == "ا" and host[-1] == lemma[-1] and host[-2] not in "اويى"


def _merged(readings):
    """Readings that say the same put together, those of no weight left out, the shares summing to 1."""
    if len(readings) == 1:
        return [readings[0]._replace(weight=1.0)]
    together = {}
    for one in readings:
        key = one.segments, one.lemma, one.part
        old = together.get(key)
        together[key] = Reading(*key, one.tag, one.weight + (old.weight if old else 0.0))
    total = sum(one.weight for one in together.values())
    kept = [one for one in together.values() if one.weight >= _RAREST * total]
    total = sum(one.weight for one in kept)
    return [Reading(one.segments, one.lemma, one.part, one.tag, one.weight / total) for one in kept]


_FIELDS = ("words", "bounds", "segments", "lemma", "part", "tag", "share")


@cache
def _of_dictionary(source):
    """The readings of all words that the dictionary lists as printed: (word -> row, `Readings`), kept on disk."""
    path = lexica.cache_file(source, "readings", ("readings.py",), [
        *(f"morphology/{name}.tsv" for name in ("usage", "places", "parts_of_speech")),
    ])  # fmt: skip
    tables = lexica.kept(path, lambda: _compiled(source), _FIELDS)
    arrays = [np.frombuffer(tables[name], dtype) for name, dtype in (
        ("bounds", np.int64), ("part", np.int8), ("tag", np.int8), ("share", np.float64),
    )]  # fmt: skip
    bounds, part, tag, share = arrays
    words = {word: row for row, word in enumerate(tables["words"])}
    return words, Readings(bounds, _objects(tables["segments"]), _objects(tables["lemma"]), part, tag, share)


def _compiled(source):
    tables = lexica.load(source)
    reader = Reader(tables, source)
    words = sorted(tables.readings)
    stop = [form in function_forms() for form in normalize(words, DEFAULT_FOLDS)]
    listed = [
        reader.readings(word, *tables.words[word], "exact", flag) for word, flag in zip(words, stop, strict=True)
    ]
    made = _put_together(listed)
    pool = {}
    return {
        "words": words, "bounds": made.bounds.tobytes(),
        "segments": [pool.setdefault(one, one) for one in made.segments],
        "lemma": [pool.setdefault(one, one) for one in made.lemma],
        "part": made.part.tobytes(), "tag": made.tag.tobytes(), "share": made.share.tobytes(),
    }  # fmt: skip


def _objects(strings):
    column = np.empty(len(strings), object)
    column[:] = strings
    return column


def _put_together(listed):
    """`Readings` out of a list of lists of `Reading`."""
    flat = [one for several in listed for one in several]
    segments, lemma, part, tag, weight = zip(*flat, strict=True) if flat else ((),) * 5
    return Readings(
        bounds=np.cumsum([0, *map(len, listed)], dtype=np.int64),
        segments=_objects(segments),
        lemma=_objects(lemma),
        part=np.array([_PART[one] for one in part], np.int8),
        tag=np.array(tag, np.int8),
        share=np.array(weight, np.float64),
    )


def _one_each(listed):
    """`Readings` of forms that have one each: tuples (segments, lemma, part, tag)."""
    segments, lemma, part, tag = zip(*listed, strict=True) if listed else ((),) * 4
    return Readings(
        bounds=np.arange(len(listed) + 1), segments=_objects(segments), lemma=_objects(lemma),
        part=np.array([_PART[one] for one in part], np.int8), tag=np.array(tag, np.int8), share=np.ones(len(listed)),
    )  # fmt: skip


@cache
def _core():
    return frozenset(_words("FORM"))


@cache
def function_forms():
    """The normalized forms that are function words, with و or ف before them or not: a frozenset."""
    return stopwords.listed(words=_words("FORM"))


@cache
def _lasting(source):
    """What all readers of one dictionary share: `Places`, scores of hosts, lemmas of nouns, irregular stems."""
    tables = lexica.load(source)
    lemmas = frozenset(lemma for lemma, kind in tables.lexemes.values() if kind == "nominal")
    rows = segmentation.resource("irregular.tsv")
    irregular = frozenset(segmentation.fold(stem) for _, stems in rows for stem in stems.split())
    return Places(tables), segmentation.Scores(tables.weights), lemmas, irregular


def usual_parts(lemmas, *, source="auto"):
    """The part of speech that each of `lemmas` has as a rule, whatever a corpus says; NOUN is also an adjective."""
    tables, places, function = lexica.load(source), _lasting(source)[0], _core()

    def part(lemma):
        if lemma in function:
            return "FUNC"
        if tables.kinds.get(lemma) == "verb":
            return "VERB"
        if lemma not in tables.kinds:
            return "PROPN"
        name = lemma in tables.names and (not tables.roots.get(lemma) or places.like_name(lemma, lemma))
        return "PROPN" if name else "NOUN"

    return [part(lemma) for lemma in lemmas]


def of_forms(found, *, source="auto", rare=None):
    """The readings of n forms, given what `morphology.analyze` found for them: a `Readings`.

    found: table with the columns form, segments, lemma, source, and normalized if it is known. source: "auto" or
    "simplemma", the dictionaries asked.
    rare: bool of length n, forms that keep the one reading they have by themselves unless a dictionary prints them as
    they stand: half of the forms of a corpus occur once, and their readings would cost more than all others together.
    """
    with room.uncollected():
        return _of_forms(found, source, rare)


def _of_forms(found, source, rare):
    written = pa.array(found["form"], pa.large_string())
    written = written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    cleaned = folding.fold(written, CLEANING_FOLDS)
    forms, words = written.to_pylist(), cleaned.to_pylist()
    segments = found["segments"].to_list()
    lemmas, sources = found["lemma"].to_list(), found["source"].to_list()
    rows, known = _of_dictionary(source)
    reader = Reader(lexica.load(source), source)
    signed = np.flatnonzero(pc.not_equal(written, cleaned).to_numpy(zero_copy_only=False)).tolist()
    vowelled = np.zeros(len(forms), bool)
    vowelled[signed] = [_SIGNED.search(forms[row]) is not None for row in signed]
    place = np.full(len(forms), -1, np.int64)
    exact = np.flatnonzero((found["source"] == "exact").to_numpy(bool) & ~vowelled).tolist()
    place[exact] = [rows.get(words[row], -1) for row in exact]
    rest = np.flatnonzero(place < 0)
    folded = found["normalized"].to_numpy(object)[rest] if "normalized" in found else None
    folded = normalize([words[row] for row in rest], DEFAULT_FOLDS) if folded is None else folded
    stop = [form in function_forms() for form in folded]
    signs = [row for row in signed if place[row] < 0]
    for row, bare in zip(signs, normalize([segments[row] for row in signs], CLEANING_FOLDS), strict=True):
        segments[row] = bare
    rare = (np.zeros(len(forms), bool) if rare is None else np.asarray(rare, bool))[rest].tolist()
    made = _put_together([
        reader.readings(words[row], segments[row], lemmas[row], sources[row], flag, forms[row] if vowelled[row] else "")
        for row, flag, one in zip(rest.tolist(), stop, rare, strict=True) if not one
    ])  # fmt: skip
    alone = _one_each([
        reader.alone(words[row], segments[row], lemmas[row], sources[row], flag)
        for row, flag, one in zip(rest.tolist(), stop, rare, strict=True) if one
    ])  # fmt: skip
    parts, rare = (known, made, alone), np.array(rare, bool)
    place[rest[~rare]] = len(known.bounds) - 1 + np.arange(len(made.bounds) - 1)
    place[rest[rare]] = len(known.bounds) + len(made.bounds) - 2 + np.arange(len(alone.bounds) - 1)
    starts = np.cumsum([0, *(one.bounds[-1] for one in parts[:-1])])
    first = np.concatenate([start + one.bounds[:-1] for start, one in zip(starts, parts, strict=True)])[place]
    size = np.concatenate([np.diff(one.bounds) for one in parts])[place]
    bounds = np.concatenate([[0], np.cumsum(size)])
    taken = np.arange(bounds[-1]) - np.repeat(bounds[:-1] - first, size)
    columns = {
        name: np.concatenate([getattr(one, name) for one in parts])[taken]
        for name in ("segments", "lemma", "part", "tag", "share")
    }
    made = Readings(bounds=bounds, **columns)
    tanwin = np.zeros(len(forms), bool)
    tanwin[signed] = [not _TANWIN.isdisjoint(forms[row]) for row in signed]
    return _without_verbs(made, tanwin)


def _without_verbs(made, rows):
    """The readings with hardly any share for verbs in the forms `rows` (bool): those written with tanwin."""
    of_form = np.repeat(np.arange(len(made.bounds) - 1), np.diff(made.bounds))
    verb = rows[of_form] & (made.part == _PART["VERB"])
    if not verb.any():
        return made
    share = np.where(verb, 0.01, 1.0) * made.share
    return replace(made, share=share / np.bincount(of_form, share)[of_form])
