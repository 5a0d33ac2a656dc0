"""What a word can be: each distinct word is annotated once, however often the texts have it.

A `Word` is the folded word itself with what the tables, the reporting verbs, the dictionary and its own form say of it.
"""

from functools import lru_cache

import numpy as np

from ..text import passages
from ..text.cached import cached_property
from ..text.signs import SIGNS
from . import dictionary, reporting, tables

# Letters that make one form of a word out of another.
_ARTICLE, _FEMININE, _PLURAL, _ACCUSATIVE = "ال", "ة", "ون", "ا"
_PROCLITICS, _TO_THE = "وفبلك", "لل"
_NOTHING = frozenset()
_UNKNOWN = 2**31 - 1  # the number of a word that no text has
_MOST_WORDS = 2**19  # that are remembered: some 300 MB


class _Known(dict):
    """The Words so far, by their text; what is not among them is annotated when it is asked for."""

    cache_clear = dict.clear

    def __missing__(self, text):
        word = self[text] = Word(text)
        return word


_known = _Known()
of = _known.__getitem__  # the Word of a folded word


def read(texts):
    """Yield the Passage of each text; its words are `Words`, with the items that can report or open a report."""
    if len(_known) > _MOST_WORDS:
        _known.cache_clear()
    known = None
    for passage in passages.read(texts, of):
        if passage.vocabulary is not known:  # of all texts
            known = passage.vocabulary
            numbers = dict(zip(known, range(len(known)), strict=True))
            reports = np.array([word.report is not None for word in known])
            opens = np.array([word.opens for word in known])
        forms = passage.forms
        passage.words = Words(passage.words, forms, numbers)
        passage.reporting = reports.take(forms).nonzero()[0].tolist()
        passage.openers = opens.take(forms).nonzero()[0].tolist()
        yield passage


@lru_cache(1 << 14)
def passage(text):
    """Return the Passage of one name or role, as `read` does; of each several questions are asked, one by one."""
    return next(read([text]))


class Words(list):
    """The Words of a text in order, which also knows where it has each of them; a list in everything else.

    forms: the numbers of the words in the text, numbers: the number of each.
    """

    def __init__(self, words, forms, numbers):
        super().__init__(words)
        self._forms, self._number = forms, numbers.get

    @cached_property
    def _counts(self):
        return np.bincount(self._forms)

    def count(self, word):
        """How often the text has a word."""
        number, counts = self._number(word, _UNKNOWN), self._counts
        return counts.item(number) if number < len(counts) else 0

    def places(self, word):
        """The items at which it stands, in their order: list."""
        return (self._forms == self._number(word, _UNKNOWN)).nonzero()[0].tolist() if word in self else []

    def __contains__(self, word):
        return self.count(word) > 0


class Word(str):
    """A folded word with what is known of it; a str in everything else.

    classes: in the tables; report: (letters of the proclitic, Cue) of a form that can report speech, or None, cue: this
    Cue; opens: True for what can open what is reported: a complementiser, a colon, a quotation.
    """

    __slots__ = ("classes", "report", "cue", "opens", "_found", "__dict__")

    def __new__(cls, text):
        """The Word of a text."""
        word = super().__new__(cls, text)
        word.classes = tables.classes().get(text, _NOTHING) if text else _NOTHING
        word.report = reporting.find(text) if text else None
        word.cue = word.report and word.report[1]
        word.opens = "complementiser" in word.classes or text in ('"', ":")
        word._found = {}  # shape or number of letters -> has it that shape, the word without them
        return word

    def has(self, name):
        """True where it is of that class."""
        return name in self.classes

    def has_any(self, *names):
        """True where it is of one of these classes."""
        return not self.classes.isdisjoint(names)

    def shape(self, name):
        """True where its letters have a shape of `resources/speech/shapes.tsv`."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = bool(tables.finder(name)(self))
        return found

    def cut(self, n):
        """The Word without its first n letters."""
        found = self._found.get(n)
        if found is None:
            found = self._found[n] = of(self[n:])
        return found

    def without(self, name):
        """The Word without the letters that a shape is about."""  # تقريرها without "owned" is تقرير
        return of(tables.shape(name).sub("", self, count=1)) if self.shape(name) else self

    @cached_property
    def behind_la(self):
        """The Word without the preposition "to"; any other word as it is."""  # للوزير -> الوزير, لصحيفة -> صحيفة
        if self.shape("begins_ll"):
            return of(_ARTICLE + self[2:])
        return self.cut(1) if self.shape("begins_la") else self

    @cached_property
    def with_article(self):
        """The Word with the article before it."""
        return of(_ARTICLE + self)

    @cached_property
    def spellings(self):
        """The texts that are this word, alone or behind one letter."""  # الوزير, والوزير, للوزير
        to_the = (_TO_THE + self[2:],) if self.shape("begins_al") else ()
        return (str(self), *(letter + self for letter in _PROCLITICS), *to_the)

    @cached_property
    def nouns(self):
        """The nouns that it can be, without article, the ending of an accusative, a proclitic: tuple of Words."""
        return self.bare, self.without("ends_alif"), self.cut(1).bare

    @cached_property
    def feminine(self):
        """The Word with the feminine ending as it is written at its end."""  # زوجت (before a pronoun) -> زوجة
        return of(self.without("ends_ta") + _FEMININE)

    @cached_property
    def people(self):
        """True for the plural of people that is no subject."""  # مسؤولين, whose nominative is مسؤولون
        return self.shape("ends_in") and of(self[:-2] + _PLURAL).sort == "group"

    @cached_property
    def said_or_written(self):
        """True for a document or an occasion of speech, without article."""  # بيان, تصريحات, بمؤتمر
        words = (self, self.cut(1), self.lemma)
        return not self.definite and any(word.has_any("document", "venue", "occasion", "talk") for word in words)

    @cached_property
    def said_by_somebody(self):
        """True for a noun of saying."""  # قول, تصريح
        found = of(self + "ه").cue
        return found is not None and found.kind == reporting.NOUN

    @cached_property
    def bare(self):
        """The Word without conjunction and article."""
        word = self.cut(1) if self.shape("long_and_the") else self
        return word.cut(2) if word.shape("long_the") else word

    @cached_property
    def definite(self):
        """True where it has the article, also behind a proclitic."""
        return self.shape("definite")

    @cached_property
    def adjective(self):
        """True for the ending of an indefinite nisba adjective."""  # إرهابية, حضاريا
        return not self.definite and self.shape("nisba_indefinite")

    @cached_property
    def sort(self):
        """Class of a head noun, with or without the article: person, rank, group, body, place or ""."""
        word = self.behind_la if self.shape("long_ll") else self
        stem = word.bare
        if word.has("one_of"):
            return "person"  # أحد الجنود; not الأحد
        if word.has("rank") or stem.has("honorific"):
            return "rank"
        if stem.has("person"):
            return "person"
        construct = len(word) > 4 and word.shape("ends_waw_ya") and not word.definite
        if stem.has("group") or (construct and of(stem[:-1] + _PLURAL).has("group")):
            return "group"  # معارضو القانون
        if stem.has_any("organisation", "document"):
            return "body"
        return "place" if word.has("place") else ""

    @cached_property
    def sort_behind_la(self):
        """The class of it, or of the noun behind the preposition "to"."""  # وفقا لصحيفة
        return self.sort or (self.cut(1).sort if self.shape("begins_la") else "")

    @cached_property
    def behind_subject(self):
        """True for what cannot belong to a noun phrase before it: a verb, how something is said."""
        # الوزير استدعى; نفى فلان | بقوة
        return self.shape("tenth_verb") or (self.shape("begins_ba") and self.has("adverb"))

    @cached_property
    def no_person(self):
        """True for a head that cannot speak: a noun with a pronoun, a verbal noun in the accusative."""  # استنكاره
        stem = self.cut(1) if self.shape("begins_wa_fa") and len(self) > 3 else self
        if self.has("venue") and self.shape("owned"):
            return True  # تختتم تقريرها
        owned = self.without("ends_pronoun")
        if owned != self and len(owned) > 2 and not self.definite and not (self.sort or owned.sort or stem.sort):
            return not of(owned[:-1] + _FEMININE).sort  # أكدت دعمها; not وزارتها
        if stem.has("thing") or self.has("thing"):
            return True  # أدان وجود
        if self.definite or self.sort or len(stem) < 5:
            return False
        if self.shape("ends_iyya") and len(self) > 5:
            return True  # أكد جاهزية
        return stem.shape("possessed") or stem.shape("verbal_noun_accusative")

    @cached_property
    def owned_person(self):
        """True for a person who is somebody's."""  # مديرها, زميلته; not الوزارة
        owned = self.without("owned")
        return owned != self and len(owned) > 3 and "person" in (owned.sort, owned.feminine.sort)

    @cached_property
    def addressee(self):
        """True for to whom something is said."""  # لإذاعة, للصحفيين
        told = self.shape("begins_la") and self.cut(1).sort
        return self.shape("long_ll") or told in ("body", "group") or (told == "person" and self.preposition != "")

    @cached_property
    def adverbial(self):
        """True where a clause that begins with it begins with an adverbial."""  # في, بدوره, أمس
        stem = self.cut(1) if self.shape("begins_wa_fa") and len(self) > 2 else self
        return stem.has_any("boundary", "time", "in_turn") or self.has_any("boundary", "time")

    @cached_property
    def function_word(self):
        """True for prepositions, particles and words of time, also behind a conjunction."""  # وحول
        joined = self.shape("begins_wa_fa") and not self.has("foreign_name") and self.cut(1).has("boundary")
        return joined or self.has_any("boundary", "time")

    @cached_property
    def limits(self):
        """True for what can stand at the end of a noun phrase or behind it whatever it is: signs, function words."""
        named = self.has_any("belongs", "complementiser", "letter_alone", "by_to", "inside_role", "period")
        return named or self in SIGNS or self.function_word or self.shape("begins_la")

    @cached_property
    def modal(self):
        """True where a complementiser behind it opens no report."""  # يجب, قبل, أجل
        return self.has("modal") or (self.shape("begins_wa_fa") and self.cut(1).has("modal"))

    # What the dictionary says of it; where it is not listed, nothing is known and every answer is "no".

    @cached_property
    def listed(self):
        """The entry of the dictionary, or None."""
        return dictionary.find(str(self))

    @cached_property
    def whole(self):
        """True for a listed word whose first letter is no proclitic."""  # بشار, ليلى; not بحزب
        return self.listed is not None and not self.listed.proclitic

    @cached_property
    def verb(self):
        """Gender of the verb that it is and no noun or given name: m, f or p; "" for any other."""  # شارك, فدعت, يرفض
        found = self.listed
        if found is None:
            return self._unlisted_verb
        return found.verb if not self.elative_verb and self.sort == "" and not self.has("given") else ""

    @cached_property
    def elative_verb(self):
        """Gender of a verb that has the form of a given name, or ""."""  # أشرف
        found = self.listed
        return "m" if found is not None and found.verb == "m" and of(found.stem).shape("elative") else ""

    @cached_property
    def _unlisted_verb(self):
        """The gender of a verb that is listed without its conjunction or its ending only."""  # نهضت, فاستعرض
        if self.shape("begins_wa_fa") and len(self) > 4 and self.cut(1).listed:
            return self.cut(1).verb
        if self.shape("ends_ta") and len(self) > 2 and of(self[:-1]).verb == "m":
            return "f"
        return "p" if self.shape("ends_wa") and len(self) > 3 and of(self[:-2]).verb == "m" else ""

    @cached_property
    def accusative(self):
        """True for an indefinite noun in the accusative, which is no subject."""  # مدافعا, طويلا, بيانا
        found = self.listed
        if found is None or not self.shape("ends_alif") or self.has("given"):
            return False
        return found.noun and found.stem == found.lemma + _ACCUSATIVE and len(found.lemma) > 1

    @cached_property
    def abstract(self):
        """True for a noun that names no person and no body: a verbal noun or a noun in ة, bare or with a pronoun.

        احترامها, استثناء, زيادة; not جميلة, whose lemma has no ة, nor the given names of such a form (إيمان, خليفة).
        """
        if self.definite or self.sort in ("person", "rank", "group") or self.has("given"):
            return False
        found = self.listed
        if found is None or found.verb or not found.noun or found.proclitic:
            return False
        stem, lemma = of(found.stem), of(found.lemma)
        if lemma.has("one_of"):
            return False  # إحداهن
        if found.pronoun and len(found.stem) > 2:
            return not stem.sort and not stem.feminine.sort
        if stem.has_any("thing", "light_object"):
            return True
        if self.sort:
            return False
        if stem.shape("ends_fem"):
            return lemma.shape("ends_fem")
        if stem.shape("ends_at") and stem != lemma:
            person = lemma.sort or of(lemma + _FEMININE).sort or lemma.shape("participle")
            return not person and (lemma.shape("ends_fem") or lemma.deed)  # تطورات, not طالبات
        return stem == lemma and lemma.deed

    @cached_property
    def deed(self):
        """True for a lemma that has the form of a verbal noun and a root."""  # وجود, استثناء, إحداث
        form = self.shape("event") or self.shape("causing")
        return form and len(self) > 3 and str(self) in dictionary.rooted()

    @cached_property
    def rooted_noun(self):
        """True for a listed noun, no verb, whose lemma has a root."""
        found = self.listed
        noun = found is not None and found.noun and not found.verb and len(self) > 3
        return noun and found.lemma in dictionary.rooted()

    @cached_property
    def preposition(self):
        """The preposition that the dictionary sees joined to a noun, or ""."""  # بوجود, بصوت, لأبوه; not باسم
        found = self.listed
        if found is None:
            rooted = self.shape("begins_la") and self.cut(1).rooted_noun
            joined = self.shape("begins_ba_ka_la") and (self.cut(1).abstract or self.shape("begins_bal") or rooted)
            return of(self[0]) if joined else NOTHING
        if found.verb or self.has("given") or not found.proclitic:
            return NOTHING
        last = of(found.proclitic[-1])
        return last if last.shape("begins_ba_ka_la") and len(found.stem) > 1 else NOTHING

    @cached_property
    def conjunction(self):
        """True where a conjunction stands before a listed noun."""  # وجهاد, فالحكومة; not وليد
        if not self.shape("begins_wa_fa") or len(self) < 4:
            return False
        found = self.listed
        if found is not None:
            return found.proclitic[:1] == self[0]
        rest = self.cut(1)
        if rest.sort != "" or rest.preposition != "":
            return True
        return self.definite and (self.shape("begins_wa") or rest.listed is not None)  # not فاليري

    @cached_property
    def abstract_in_ya(self):
        """True for an abstract noun with the ending of a nisba and the article."""  # المسؤولية, not الأفغانية
        found = self.listed
        return found is not None and self.definite and self.shape("ends_iyya") and of(found.lemma).shape("ends_iyya")

    @cached_property
    def with_pronoun(self):
        """True for a preposition with a pronoun."""  # منهن, إليه
        found = self.listed
        return found is not None and found.pronoun != "" and of(found.lemma).has("preposition")

    @cached_property
    def lemma(self):
        """The Word of the lemma of a listed word; the word itself where it is not listed."""
        return of(self.listed.lemma) if self.listed is not None else self

    @cached_property
    def singular(self):
        """True for a listed noun in its dictionary form."""  # التأهيل, البيان; not القضاة
        return self.listed is not None and self.listed.stem == self.listed.lemma


NOTHING = of("")
