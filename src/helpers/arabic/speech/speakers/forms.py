"""A form that can report speech in its sentence: what stands around it, and whether it reports there."""

from bisect import bisect_left

from ..text.cached import cached_property
from ..text.signs import BREAKS, COMMA
from ..words import reporting, rules
from ..words.annotation import NOTHING, of
from . import subjects

# Classes of forms that the rules of the question "particle" are about.
_TWOFOLD = frozenset("turns_out here without expresses resembles agrees preposition_or_verb".split())
# Signs before a form: behind an early one a verb may stand, an opening one begins a clause, a parting one ends it.
_EARLY, _OPENING, _PARTING = COMMA + ":", BREAKS + ':—"', BREAKS + ',"'
_FINITE = (reporting.PERFECT, reporting.IMPERFECT)
NO_GAP = 99  # between a form and what it opens, where it opens nothing


class Form:
    """A form of a reporting word: item i of the sentence first .. end (half-open), length of its proclitic, its Cue.

    opens: the item where what it reports begins, -1 where it has none, as `openings` finds it; subject_found, how: how
    its subject was found, as `reports` notes it. The attributes are the features that the rules
    of `reporting_rules.tsv` go by.
    """

    of_key = frozenset("lemma kind takes certain pronoun stance finite cue.gender cue.number".split())

    def __init__(self, passage, bounds, candidate):
        (first, end), (i, skip, cue), words = bounds, candidate, passage.words
        self.passage, self.first, self.end, self.i, self.skip, self.place = passage, first, end, i, skip, i - first
        self.key, self.cue, self.itself = cue, cue, words[i]  # as it stands; stem: without its proclitic
        self.stem = words[i].cut(skip) if skip else words[i]
        self.lemma, self.kind, self.takes = cue.lemma, cue.kind, cue.takes
        self.certain, self.pronoun, self.stance = cue.certain, cue.pronoun, cue.stance
        self.finite = cue.kind in _FINITE
        self.opens, self.gap, self.quotation = -1, NO_GAP, False  # as `open_at` notes
        self.before = words[i - 1] if i > first else NOTHING
        self.after = words[i + 1] if i + 1 < end else NOTHING

    # What it reports

    def open_at(self, item):
        """Note where what it reports begins, how far that is, and whether it is a quotation."""
        self.opens, self.gap, self.quotation = item, item - self.i, self.passage.quote[item] >= 0

    # Words around it

    def word(self, k):
        """The Word of item k of the sentence, NOTHING outside."""
        return self.passage.words[k] if self.first <= k < self.end else NOTHING

    def around(self, start, end):
        """The Words of the items start .. end (half-open) that lie in the sentence."""
        return self.passage.words[max(start, self.first) : min(end, self.end)]

    @property
    def before2(self):
        """The word before that."""
        return self.word(self.i - 2)

    @property
    def after2(self):
        """The word behind that."""
        return self.word(self.i + 2)

    @property
    def opener(self):
        """The first word of what it reports."""
        return self.passage.words[self.opens] if self.opens >= 0 else NOTHING

    @property
    def before_opener(self):
        """The word before what it reports."""
        return self.passage.words[self.opens - 1] if self.opens > 0 else NOTHING

    @property
    def between(self):
        """The words between it and what it reports, or the one behind it."""
        words = self.passage.words
        return _Window(words[self.i + 1 : self.opens] if self.opens > self.i else [self.after])

    # So many words behind it.
    next5, next7, next9, next13, next21 = (
        property(lambda self, n=n: _Window(self.around(self.i + 1, self.i + 1 + n))) for n in (5, 7, 9, 13, 21)
    )

    @property
    def last3(self):
        """The three words before it."""
        return _Window(self.around(self.i - 3, self.i))

    @property
    def earlier(self):
        """All words of the sentence before it."""
        return _Window(self.around(self.first, self.i))

    # What they tell

    @property
    def at_its_place(self):
        """True where a verb that looks as a preposition can stand: first, joined, behind an early comma."""
        comma = self.before in _EARLY and self.place <= 8
        return self.place == 0 or bool(self.skip) or comma or self.before.has("opener")

    @property
    def by_near(self):
        """True where the preposition of means may begin one of the six words behind it."""
        return any(word.shape("begins_ba") for word in self.around(self.i + 1, self.i + 7))

    @property
    def own_verb(self):
        """True for a verb that no subject stands before: in the imperfect, first."""
        return self.kind == reporting.IMPERFECT or not self.before

    @property
    def on_behind(self):
        """True where the preposition "on" stands within eleven words."""
        return any(word.has("on") for word in self.passage.words[self.i + 2 : self.i + 12])

    @property
    def said_once(self):
        """True where it was said before something else happened."""  # سبق أن, بعد أن, منذ أن
        return self.kind == reporting.PERFECT and self.before.has("an") and self.before2.has("once")

    @cached_property
    def any_subject(self):
        """The Mention behind it or before it, or None."""
        return self.subject or subjects.subject_before(self.passage, self.first, self.i)

    @property
    def any_subject_sort(self):
        """Class of the head of that mention."""
        return self.passage.words[self.any_subject.first].sort if self.any_subject is not None else ""

    @property
    def any_subject_named(self):
        """True where that mention is a name of two words or more."""
        mention = self.any_subject
        return mention is not None and mention.sort == "name" and mention.last > mention.first

    @property
    def possible_source(self):
        """True where what stands behind a preposition of sources can be somebody."""
        return self.i + 1 < self.end and subjects.possible(self.passage, self.i + 1)

    @property
    def quotation_or_nothing(self):
        """True where it opens a quotation, or nothing."""
        return self.opens < 0 or self.quotation

    @property
    def begins(self):
        """True at the beginning of the sentence or behind a joined conjunction."""
        return bool(self.skip) or self.place == 0

    @cached_property
    def manner(self):
        """True before a word of saying that makes one reporting word with it."""  # تابع قائلا, أجاب بالقول
        if self.after.has("by_saying"):
            return self.finite or self.kind == reporting.PARTICIPLE
        if self.after.report is None or not (self._saying_behind and self._in_its_case):
            return self.cue.has("goes_on_saying") and self.after.has("says")
        return self.finite and (not self.pronoun or self.cue.has("told"))  # سأله قائلا

    @property
    def _saying_behind(self):
        if self.after.has("noun_too"):
            return False
        skip, cue = self.after.report
        other = cue.has("addresses")
        return cue.kind == reporting.PARTICIPLE and skip == 0 and cue.certain and not other

    @property
    def _in_its_case(self):
        """True for the accusative in the gender of the verb."""  # not يشكك متابعون, هاجموا ناقلة
        feminine = self.cue.gender == "f" and self.after.shape("ends_fem")
        return feminine or self.after.shape("ends_alif_in")

    @cached_property
    def subject(self):
        """The Mention behind it, or None."""
        return self.passage.phrase(self.i + 1, self.end)

    @property
    def subject_sort(self):
        """Class of the head of the mention behind it."""
        return self.passage.words[self.subject.first].sort if self.subject is not None else ""

    @property
    def subject_role(self):
        """True where the mention behind it has a role."""
        return self.subject is not None and self.subject.role_first >= 0

    @property
    def subject_known(self):
        """True where the mention behind it is of a class, or stands in the text again."""
        if self.subject is None:
            return False
        return bool(self.subject_sort) or self.passage.words.count(self.passage.words[self.subject.last]) > 1

    @cached_property
    def behind_subject(self):
        """The word behind the mention and its role."""
        return self.word(self.subject.stop) if self.subject is not None else NOTHING

    @property
    def quoted(self):
        """Number of words of the quotation that it opens, else 0."""
        return self.passage.quoted_words(self.opens) if self.quotation else 0

    @property
    def colon_quotation(self):
        """True right before a colon and a quotation."""
        behind = self.gap == 1 and self.opener == ":" and self.opens + 1 < self.end
        return behind and self.passage.quote[self.opens + 1] >= 0

    def quotation_within(self, n):
        """True where a quotation begins within n items."""
        return any(number >= 0 for number in self.passage.quote[self.i + 1 : min(self.end, self.i + 1 + n)])

    @property
    def near_quotation(self):
        """True where what it reports or a quotation is near."""
        return self.gap <= 12 or self.quotation_within(7)

    @property
    def quotation_behind(self):
        """True where a quotation begins within fifteen items."""
        return self.quotation_within(15)

    @property
    def marks_second(self):
        """True where the second item behind it is a quotation."""
        return self.i + 2 < self.end and self.passage.quote[self.i + 2] >= 0

    @cached_property
    def opening(self):
        """True at the beginning of a clause."""
        free = self.skip > 0 or self.before in _OPENING or self.before.has("opener")
        return free or self.behind_adverbial

    @cached_property
    def behind_adverbial(self):
        """True where it stands behind an adverbial that opens the sentence."""  # بدوره هاجم, وقبل ساعات دعا
        head = self.passage.words[self.first]
        stem = head.without("begins_wa")
        begins = stem.has_any("time", "adverb") if self.place == 1 else head.adverbial
        return 0 < self.place <= 3 and begins and not head.definite

    @property
    def behind_possible_subject(self):
        """True behind a word that can be its subject: with the article, a speaker, a relative pronoun."""
        before = self.before
        name = before[:1].isalpha() and before.listed is None and not before.has("boundary")
        return before.definite or before.sort != "" or before.has("relative") or name

    @property
    def enough(self):
        """True where the quotation it opens is long enough, or asked for."""
        asked = self.stance == "directive" and self.before_opener.has("toward")
        return self.quoted > 3 or (self.quoted > 2 and bool(self.skip)) or self.takes == "label" or asked

    @property
    def leads(self):
        """True where it opens the sentence."""
        return bool(self.skip) or not self.before or self.before.has("opener")

    @cached_property
    def verbal_noun(self):
        """True where three letters behind an indefinite noun are a verbal noun."""  # عدم ذكر اسمه
        before, short = self.before, len(self.itself) <= 3
        if self.kind != reporting.PERFECT:
            return False
        noun = before.sort == "body" and not before.definite or before.has("he_or_she")
        if noun and self.gap > 1:
            return short  # قرار نقل السفارة, وهو أمر
        if not before or not short:
            return False
        known = self.behind_possible_subject or before.has_any("opener", "place", "complementiser", "side", "same")
        known = known or (self.behind_adverbial and before.has_any("time", "span"))  # وقبل أيام دعا
        return before[0].isalpha() and not known and not self.before2.has("opener")

    @property
    def another_verb(self):
        """True where what looks like a verb stands before the particle and governs it."""  # فسيجد أن
        words, i, k = self.passage.words, self.i, self.opens - 1
        if self.gap < 2 or self.quotation or self.opener == ":":
            return False
        while k > i and words[k].has("to_on_about_from_also"):
            k -= 1
        if k <= i or not words[k].shape("verb_before_a_clause") or words[k].has("place"):
            return False
        if not words[k].verb:
            return False  # ترامب
        if words[k - 1].has("boundary") or words[k].has("known"):
            return False  # كتب فلان على تويتر أن, قال فلان في تغريدته إن
        return self.subject is None or not self.subject.first <= k < self.subject.stop

    @property
    def free(self):
        """True where no sign parts it from the word before."""
        return self.before == "" or self.before not in _PARTING

    @property
    def third_form(self):
        """True for the feminine participle of a verb of the third form, which is its verbal noun too."""  # مهاجمة
        return self.itself.shape("ends_fem") and of(self.lemma).shape("third_form_verb")

    @cached_property
    def in_phrase(self):
        """True where a noun is part of a phrase behind another reporting word."""  # قال في بيان, أعرب عن أمله
        if self.kind != reporting.NOUN:
            return False
        return not self.pronoun or self.cue.has("occasion") or self.before.has("about_it")

    @cached_property
    def subordinate(self):
        """True where a verb stands in a relative clause."""  # الذي أعلن, في بيان نشرته
        return subjects.subordinate(self.passage.words, self.first, self.i, self.cue)

    @property
    def named_source(self):
        """True where a noun names who speaks and what is quoted."""  # اتهامات فلان لآخر بدعم "…"
        passage, mention = self.passage, self.subject
        behind = mention.stop - 1 if mention is not None and self.cue.has("announces") else self.i
        if mention is None or not any(number >= 0 for number in passage.quote[self.i + 1 : min(self.end, behind + 12)]):
            return False
        head = passage.words[mention.first]
        if self.cue.has("accuses"):
            return head.sort != "" or passage.words.count(head) > 1 or self._whom_and_of_what(mention)
        return passage.quote[mention.first] >= 0 or head.sort != ""

    def _whom_and_of_what(self, accuser):
        """True where an accusation goes on behind the head of a mention with the accused and the charge."""
        # اتهامات فلان | للدوحة بدعم "…"
        behind = range(accuser.first + 1, accuser.stop + 3)
        accused = next((k for k in behind if self.word(k).preposition.has("to")), -1)
        charges = self.around(accused + 1, accused + 4) if accused >= 0 else ()
        return any(word.preposition.has("by") and word.report is None for word in charges)

    @property
    def head(self):
        """The first word of the sentence."""
        return self.passage.words[self.first]

    @property
    def body_before(self):
        """True behind a document or a body, also in the accusative."""  # أصدرت الشرطة بيانا أكد أن
        return self.before.without("ends_alif").sort == "body"


class _Window:
    """Words looked at together."""

    def __init__(self, words):
        self.words = words

    classes = property(lambda self: self)  # what stands for the classes of them all

    def __contains__(self, name):
        """True where one of the words is of a class."""
        return any([name in word.classes for word in self.words])

    def isdisjoint(self, names):
        """True where none of the words is of one of these classes."""
        return all([word.classes.isdisjoint(names) for word in self.words])


def particle(passage, bounds, candidate):
    """True where what can report is no verb; arguments as of Form."""  # عبر "through", بين "between", هنا "here"
    word = passage.words[candidate[0]]
    word = word.cut(candidate[1]) if candidate[1] else word
    twofold = not word.classes.isdisjoint(_TWOFOLD)
    return twofold and rules.verdict("particle", Form(passage, bounds, candidate)) == "yes"


def candidates(passage, first, end):
    """The Form of each form of a reporting word in a sentence."""
    words, quote, out = passage.words, passage.quote, []
    for i in within(passage.reporting, first, end):
        if quote[i] >= 0:
            continue
        skip, cue = words[i].report
        if cue.has("answers") and _answered(words, first, i):
            skip, cue = 1, words[i].cut(1).cue  # ورد الوزير: he answered
        if words[i].has("honorific") or particle(passage, (first, end), (i, skip, cue)):
            continue  # سموه: his highness, not they called him
        form = Form(passage, (first, end), (i, skip, cue))
        if form.cue.has("light") and not _light(form):
            continue
        asked = form.kind == reporting.IMPERFECT and form.before.has("an") and form.before2.modal
        if not asked and not (form.stem.shape("begins_alif") and _first_person(form)):
            out.append(form)
    return [form for form in out if form.kind not in _DOUBTFUL or not _DOUBTFUL[form.kind](form, out)]


def _answered(words, first, i):
    """True at the beginning of a clause, but for where something stands."""  # not ورد في البيان
    begins = i == first or words[i - 1] in BREAKS
    return begins and i + 1 < len(words) and not words[i + 1].has("where_it_stands")


def within(items, first, end):
    """The items of a sorted list that lie in first .. end (half-open)."""
    return items[bisect_left(items, first) : bisect_left(items, end)]


def _light(form):
    """True for a verb of little meaning with a noun of saying behind it and a quotation."""  # ألقى فلان الضوء على "…"
    words, quote = form.passage.words, form.passage.quote
    reach = range(form.i + 1, min(form.end, form.i + 16))
    noun = next((k for k in reach if words[k].has("light_object") and quote[k] < 0), -1)
    if form.pronoun or noun < 0 or form.subordinate:
        return False
    said = any(word.has("complementiser") for word in words[noun + 1 : noun + 3])
    return said or any(number >= 0 for number in quote[noun + 1 : min(form.end, noun + 7)])


def _continues_another(form, others):
    """True for a describing noun behind no verb: it is no word of saying."""  # بوصفه
    describing = form.cue.has("describes") and form.itself.shape("begins_ba")
    return describing and not any(0 < form.i - other.i <= 12 for other in others)


def _person_behind_verb(form, others):
    """True for the noun behind a verb of saying."""  # وقال طالب جامعي (a student, not he demanded)
    person = form.itself.sort == "person"
    return person and any(other.i == form.i - 1 and not other.pronoun for other in others)


_DOUBTFUL = {reporting.PARTICIPLE: _continues_another, reporting.PERFECT: _person_behind_verb}


def _first_person(form):
    """True for an alif that, as it is written, begins no verb in the third person."""
    # أعتقد "I think", not اعتقد; آمر "commander"
    passage = form.passage
    written = passage.original[passage.offsets.item(passage.starts[form.i] + form.skip)]
    if written == "آ":
        return form.kind == reporting.PERFECT
    return written == "أ" and form.lemma.startswith("ا")
