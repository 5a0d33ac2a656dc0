"""Whether a form that can report speech does so where it stands: the verb ذكر or the noun, بين said or between."""

import re
from typing import NamedTuple

from . import cues, nonfinite, phrases, speakers, subjects

_VERBAL = re.compile("^[وف]?س?[يتن]..|^ف[^ا]..$")
_OPINION = ("اعتبر", "عد", "رأى")  # think and count as; their passive looks the same
_BEFORE_VERBAL_NOUN = ("عدم", "رافضا", "طالبا", "رافضة")  # رافضا كشف اسمه
_ANONYMOUS = ("اسمه", "اسمها", "اسمهم", "هويته", "هويتها", "هويتهم")
_FAR = 99


class Seen(NamedTuple):
    """A form in its sentence: item i (of first .. end), length of its proclitic, Cue, item that it opens or -1, gap."""

    passage: object
    first: int
    end: int
    i: int
    skip: int
    cue: object
    opens: int
    gap: int

    @property
    def before(self):
        """The item before, "" at the beginning of the sentence."""
        return self.passage.words[self.i - 1] if self.i > self.first else ""

    @property
    def after(self):
        """The item behind, "" at the end of the sentence."""
        return self.passage.words[self.i + 1] if self.i + 1 < self.end else ""

    @property
    def finite(self):
        """True for a verb, False for a participle, noun or preposition."""
        return self.cue.kind in (cues.PERFECT, cues.IMPERFECT)

    @property
    def opens_quotation(self):
        """True where what it opens is a quotation."""
        return self.opens >= 0 and self.passage.quote[self.opens] >= 0


def seen(passage, first, end, candidate, opens):
    """The Seen of a candidate (item, length of the proclitic, Cue); `opens`: of `attribution`."""
    i, skip, cue = candidate
    j = opens.get(i, -1)
    return Seen(passage, first, end, i, skip, cue, j, j - i if j >= 0 else _FAR)


def reports(form):
    """True where the form (a Seen) is a reporting word. The first rule that has an answer decides."""
    for rule in _RULES:
        answer = rule(form)
        if answer is not None:
            return answer
    return form.gap <= 25


def particle_of_another(form):
    """True where a certain verb does not govern the particle it was given: قال فلان يجد أن."""
    return form.finite and form.cue.certain and form.gap > 3 and _another_verb(form)


def _with_a_source(form):
    """بحسب ما قال: one reporting word, the first."""
    words = form.passage.words
    if form.i >= form.first + 2 and form.before in ("ما", "لما") and cues.find(words[form.i - 2]):
        return False
    return None


def _manner(form):
    return True if nonfinite.with_manner(form) else None


def _document(form):
    if form.cue.lemma == "نص" and form.after == ":":
        return True
    if form.cue.lemma in ("جاء", "ورد", "نص"):
        marked = form.i + 2 < form.end and form.passage.quote[form.i + 2] >= 0
        if marked and form.after not in ("فيه", "فيها"):
            return False  # الحكم جاء في "القضية رقم 5"
        verb = form.finite and (form.skip or form.cue.kind == cues.IMPERFECT or not form.before)
        if form.cue.lemma == "نص" and verb and "على" in form.passage.words[form.i + 2 : form.i + 12]:
            return form.gap <= 25  # وينص مشروع القانون على أن
        return form.after in ("في", "فيه", "فيها", "ضمن", "على") and form.gap <= 25
    return None


def _nobody(form):
    """يذكر أن, a prayer, a question, a thing that shows something."""
    words, i = form.passage.words, form.i
    if words[i][form.skip :] in ("يذكر", "يشار") and form.gap <= 2 and i - form.first <= 1:
        return False
    said = words[i + 1 : form.opens] if form.opens > i else [form.after]
    if form.cue.lemma in ("دعا", "سأل", "طلب", "أمل", "شكر") and ("الله" in said or "المولى" in said):
        return False
    if form.cue.lemma in ("رفض", "طلب", "اشترط") and any(word in _ANONYMOUS for word in words[i + 1 : i + 6]):
        return False  # مصدر رفض الكشف عن اسمه
    if form.cue.lemma == "نشر" and form.after in ("في", "على", "عبر") and speakers.sort_of(form.before) == "body":
        return False  # بيان نشر في موقعها
    if form.before == "من" and words[i - 2] in ("كل", "لكل", "وكل", "بكل") and i - 2 >= form.first:
        return False  # كل من يعتقد
    if any(words[k] in ("هل", "وهل", "فهل") for k in range(max(form.first, i - 3), i)):
        return False
    within = any(word in cues.words("complementiser") for word in words[form.first : i])
    if within and form.finite and not form.skip and form.cue.lemma in cues.lemmas("goes_on"):
        return False  # وذكرت الوكالة أن الجيش يواصل "عملياته"
    pointing = form.after in ("هذا", "هذه", "ذلك", "تلك") and i + 2 < form.end
    if pointing and form.cue.lemma in cues.lemmas("things_do") and not speakers.sort_of(words[i + 2]):
        return False
    return None


def _finite(form):
    if not form.finite:
        return None
    cue = form.cue
    said = nonfinite.with_manner(form) or phrases.participle_behind_subject(form)
    if (said and not cue.pronoun) or (form.before == "هكذا" and cue.takes != "name"):
        return True
    if form.before in _BEFORE_VERBAL_NOUN and phrases.verbal_noun(form):
        return False
    denied = form.before in cues.words("negation") and not (cue.kind == cues.PERFECT and _once(form))
    if form.before in ("اذا", "لو", "حال", "حالة", "ولو", "واذا", "فاذا"):
        return False  # في حال أقرت الحكومة الاتفاق
    if denied and cue.lemma not in ("استبعد", "شكك", "أنكر"):
        return False  # لم يقل, أن يقول; not سبق أن قال
    if cue.pronoun and cue.takes == "clause" and cue.lemma not in cues.lemmas("told"):
        return False
    if cue.lemma == "نقل" and "عن" not in form.passage.words[form.i + 1 : min(form.end, form.i + 14)]:
        subject = speakers.follows(form.passage, form.i + 1, form.end)
        known = subject is not None and speakers.sort_of(form.passage.words[subject.first]) != ""  # not نقل الأسلحة
        return known and not phrases.verbal_noun(form)
    if cue.lemma == "عبر" and form.i == form.first:  # وعبر فلان … عن أمله
        return "عن" in form.passage.words[form.i + 1 : min(form.end, form.i + 22)]
    if cue.lemma == "عرّف":  # وعرّفها بأنها, not ما عرف بـ
        return form.skip > 0 and form.opens >= 0 and form.passage.words[form.opens] in cues.words("equation")
    return None


def _once(form):
    """True behind سبق أن, بعد أن, منذ أن: it was said."""
    words, i = form.passage.words, form.i
    return form.before == "ان" and i - 2 >= form.first and words[i - 2] in ("سبق", "وسبق", "بعد", "منذ", "الى")


def _opinion(form):
    """Think of, count as: with a particle, with a quotation beside it or with a subject that can speak."""
    cue, words, opens = form.cue, form.passage.words, form.opens
    particle = opens >= 0 and words[opens] in cues.words("complementiser")
    if not form.finite or cue.lemma not in _OPINION:
        return None
    if form.after in ("ذلك", "هذا", "الامر") and form.opens_quotation and form.gap <= 3:
        return True  # واعتبر ذلك "…"
    begins = form.skip or form.i == form.first
    n = speakers.quoted_words(form.passage, opens) if form.opens_quotation else 0
    if begins and n > 3 and form.gap <= (4 if n <= 5 else 12):
        return True  # واعتبر فلان "…"
    if cue.pronoun or particle:
        return None
    subject = speakers.follows(form.passage, form.i + 1, form.end)
    subject = subject or subjects.subject_before(form.passage, form.first, form.i)
    quotations = form.passage.quote[form.i + 1 : min(form.end, form.i + 8)]
    near = form.gap <= 12 or any(number >= 0 for number in quotations)
    known = subject is not None and near and speakers.sort_of(words[subject.first]) != ""
    return known or phrases.names_its_subject(form, subject)


def _said_at_once(form):
    """True before a colon and a quotation: ردت: «…»."""
    words, quote = form.passage.words, form.passage.quote
    label = form.finite and form.cue.takes == "label" and form.cue.pronoun
    noun = form.before in ("في", "من", "قال", "وقال") or speakers.sort_of(form.passage.words[form.i]) == "rank"
    if label and form.gap <= 2 and form.opens_quotation and not noun:
        return True  # سماه "…"
    colon = form.finite and form.gap == 1 and words[form.opens] == ":" and form.opens + 1 < form.end
    return True if colon and quote[form.opens + 1] >= 0 else None


def _certain(form):
    return True if form.cue.certain else None


def _elsewhere(form):
    """What a form of other readings opens belongs to another word, or it is a noun."""
    opens, words = form.opens, form.passage.words
    if form.cue.lemma == "بين" and opens < 0:
        return False
    bare = opens >= 0 and form.opens_quotation and words[opens - 1] != ":"
    if form.cue.lemma in ("أقسم", "أظهر") and form.finite and bare and not form.cue.pronoun:
        return False  # ستقسم إلى "قطاعات", أظهرت "شجاعة"
    if opens >= 0 and words[opens][:1] == "و" and not form.opens_quotation and form.gap > 1:
        return False
    imperfect = form.cue.kind == cues.IMPERFECT and form.cue.takes == "clause"
    if imperfect and form.before == "قد" and not form.skip:
        return False  # الحقيقة قد تظهر "…"
    if imperfect and form.gap > 3 and form.before in cues.words("relative"):
        return False
    return False if _another_verb(form) or phrases.verbal_noun(form) else None


def _at_its_place(form):
    """A form of other readings counts at the beginning of a clause, or behind a word that can be its subject."""
    cue, before = form.cue, form.before
    words = form.passage.words
    opening = not before or form.skip > 0 or before in '،:؛-—"' or before in cues.words("opener")
    opening = opening or phrases.behind_adverbial(form)
    if opening and (form.opens < 0 or form.opens_quotation):
        subject = speakers.follows(form.passage, form.i + 1, form.end)
        if subject is not None:
            known = speakers.sort_of(words[subject.first]) or words.count(words[subject.last]) > 1
            if subject.role_first >= 0 or (cue.takes == "topic" and known):
                return True
    if not opening and not phrases.may_precede_verb(before):
        if cue.takes != "clause" or form.gap > 6 or form.opens_quotation:
            return False
    return None


def _before_quotation(form):
    if not form.opens_quotation:
        return None
    n = speakers.quoted_words(form.passage, form.opens)
    reach = 8 if form.cue.takes == "clause" else 12
    if n > 5 and (form.skip or not form.before or form.before in cues.words("opener")):
        reach *= 2  # it opens the sentence and nothing else governs the quotation
    asked = form.cue.stance == "directive" and form.passage.words[form.opens - 1] == "الى"
    enough = n > 3 or (n > 2 and form.skip) or form.cue.takes == "label" or asked
    return form.gap <= 3 or (form.gap <= reach and enough)


def _another_verb(form):
    """True where what looks like a verb stands before the particle and governs it: فسيجد أن."""
    words, i, j = form.passage.words, form.i, form.opens
    if j - i < 2 or form.opens_quotation or words[j] == ":":
        return False
    k = j - 1
    while k > i and words[k] in ("الى", "على", "عن", "من", "ايضا", "ب"):
        k -= 1
    if k <= i or speakers.definite(words[k]) or not _VERBAL.match(words[k]) or words[k] in cues.words("place"):
        return False
    if words[k - 1] in cues.words("boundary") or words[k] in cues.words("known"):
        return False  # كتب فلان على تويتر أن, قال فلان في تغريدته إن
    mention = speakers.follows(form.passage, i + 1, form.end)
    return mention is None or not mention.first <= k <= max(mention.last, mention.role_last)


_RULES = (
    _manner, _with_a_source, _document, _nobody, _said_at_once, _finite, _opinion, nonfinite.motto,
    nonfinite.participle, nonfinite.preposition, nonfinite.noun, _certain, _elsewhere, _at_its_place, _before_quotation,
)  # fmt: skip
