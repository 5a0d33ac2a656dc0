"""Who says what in one text: the reporting words, what they report and the mention of the speaker they govern. | Whether a form that can report speech does so where it stands: the verb ذكر or the noun, بين said or between. | Participles, nouns and prepositions that report speech (قائلا, قوله, بحسب), a"""

import re
from typing import NamedTuple

from ..words import reporting, tables
from . import mentions, subjects
from ..words.annotation import NOTHING, of

_ELATIVE = re.compile("^ا[^ل]..$")
_WHERE_IT_STANDS = frozenset({"في", "فيه", "فيها", "ضمن", "على", "عن", "من", "الى", "ان", "انه"})
_REACH = 45  # items between a reporting word and what it reports


class Report(NamedTuple):
    """A reporting word: items first .. last, its Cue, the Mention it governs or None, how that was found.

    `opens`: the item where what is reported begins (أن, the colon, the quotation), -1 where it has none of its own.
    `sentence`: its number.
    """

    first: int
    last: int
    skip: int
    cue: object
    opens: int
    mention: object
    how: str
    sentence: int


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
        return self.passage.words[self.i - 1] if self.i > self.first else NOTHING

    @property
    def after(self):
        """The item behind, "" at the end of the sentence."""
        return self.passage.words[self.i + 1] if self.i + 1 < self.end else NOTHING

    @property
    def finite(self):
        """True for a verb, False for a participle, noun or preposition."""
        return self.cue.kind in (reporting.PERFECT, reporting.IMPERFECT)

    @property
    def opens_quotation(self):
        """True where what it opens is a quotation."""
        return self.opens >= 0 and self.passage.quote[self.opens] >= 0


_FORM_III = re.compile("^.[اآ]..$")
_STOPS = '،,"؛-'
_SAYING = ("قائلا", "قائلة", "بالقول", "قائلين")


def reports(passage):
    """Return the reporting words of a Passage in reading order: list of Report."""
    found = []
    for number, (first, end) in enumerate(passage.sentences):
        candidates = _candidates(passage, first, end)
        if candidates:
            found += _of_sentence(passage, first, end, number, candidates)
        elif label := _name_before_colon(passage, first, end, number):
            found.append(label)
    return found


def _name_before_colon(passage, first, end, number):
    """The Report of a line that begins with who speaks, a colon and a quotation (فلان: "…"), or None."""
    words = passage.words
    while first < end and words[first] in "-–—*•":
        first += 1
    colon = next((k for k in range(first + 1, min(end - 1, first + 14)) if words[k] == ":"), -1)
    if colon < 0 or passage.quote[colon + 1] < 0 or passage.quote[first] >= 0 or subjects.adverbial(words[first]):
        return None
    mention = mentions.follows(passage, first, colon)
    if mention is None or max(mention.last, mention.role_last) != colon - 1:
        return None
    if not _label_of_speaker(words, mention):
        return None
    return Report(colon, colon, 0, reporting.COLON, colon + 1, mention, "name before a colon", number)


def _label_of_speaker(words, mention):
    """True for a role, a name with its role, a name that the text has elsewhere; not for الموضوع: "…", أولا: "…"."""
    name = words[mention.first : mention.last + 1]
    if name[0][0] == "و" or not all(word[0].isalpha() for word in name):
        return False
    if mention.role_first >= 0 or mention.sort == "role":
        return True
    known = words.count(name[-1]) > 1 and not of(name[0]).definite and not name[0].endswith(("ا", "ة", "ات"))
    return mention.sort == "name" and known


def _candidates(passage, first, end):
    """(item, length of the proclitic, Cue) of each form of a reporting word in a sentence."""
    out = []
    words, quote = passage.words, passage.quote
    known = reporting.find
    for i in range(first, end):
        hit = known(words[i]) if quote[i] < 0 else None
        begins = i == first or words[i - 1] in "،؛-"
        if hit and begins and hit[1].lemma == "ورد" and words[i + 1 : i + 2] and not words[i + 1].has("where it stands"):
            hit = (1, known(words[i][1:])[1])  # ورد الوزير: he answered
        if hit and not function_word(words, first, end, i, hit[0]):
            if hit[1].lemma in tables.lemmas("light") and not _light(passage, first, end, i, hit[1]):
                continue
            after_an = hit[1].kind == reporting.IMPERFECT and i > first and words[i - 1] == "ان"
            if not _first_person(passage, i, *hit) and not (after_an and subjects.modal(words, first, i - 1)):
                out.append((i, *hit))
    return [c for c in out if not _continues_another(words, c, out) and not subjects.person_behind_verb(words, c, out)]


def function_word(items, first, end, i, skip):
    """True where عبر is "through", بين "between", عقب "after", هنا "here": no verb without its place or its عن."""
    form = items[i].cut(skip)
    if form.has("turns out"):
        return i + 1 >= end or items[i + 1].has("complementiser")
    if form.has("here") or (form.has("without") and i > first and not skip):
        return True
    if form.has("expresses"):
        return not any(word.has("about it") for word in items[i + 1 : min(end, i + 10)])
    if form.has("resembles"):  # فيما يشبه "…"
        return not any(word[0] == "ب" for word in items[i + 1 : min(end, i + 7)])
    if form.has("agrees"):
        return not any(word.has("on") for word in items[i + 1 : min(end, i + 8)])
    if not form.has("preposition or verb"):
        return False
    comma = items[i - 1] in "،:" and i - first <= 8
    if not (i == first or skip or comma or items[i - 1].has("opener")):
        return True
    if form.has("after"):
        return not skip
    said = any(word.has("about it") for word in items[i + 1 : min(end, i + (22 if i == first else 8))])
    return form.has("through") and not said


def _continues_another(words, candidate, others):
    """True for بوصفه behind no verb: it is no word of saying."""
    i, _, cue = candidate
    before = [c[2] for c in others if 0 < i - c[0] <= 12 and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    return cue.lemma == "وصف" and cue.kind == reporting.PARTICIPLE and words[i][0] == "ب" and not before


def _first_person(passage, i, skip, cue):
    """True for أعتقد (I think), which is اعتقد (he thought) but for its hamza, and for آمر (a commander)."""
    written = passage.original[int(passage.offsets[passage.starts[i] + skip])]
    if written == "آ" and cue.kind == reporting.PERFECT and cue.lemma.startswith("أ"):
        return True  # آمر: the commander, not he ordered
    return written == "أ" and cue.kind == reporting.PERFECT and cue.lemma.startswith("ا")


def _of_sentence(passage, first, end, number, candidates):
    opens = _openings(passage, first, end, candidates)
    found = []
    done = -1
    for candidate in candidates:
        i, skip, cue = candidate
        form = seen(passage, first, end, candidate, opens)
        if i <= done or not is_report(form):
            continue
        begins = -1 if _particle_of_another(form) else form.opens
        last = i
        if _with_manner(form):
            last = done = i + 1
            begins = opens.get(i + 1, begins)
        mention, how = subjects.find_subject(passage, (first, end), (i, last), cue, skip, found)
        if not _impersonal(form, how):
            found.append(Report(i, last, skip, cue, begins, mention, how, number))
    return found


def _openings(passage, first, end, candidates):
    """{item of a reporting word: item where what it reports begins}; each opening belongs to the nearest free word."""
    words, quote = passage.words, passage.quote
    out = {}
    for j in range(first, end):
        word = words[j]
        if quote[j] >= 0 and j - 1 in out.values():
            continue
        is_quote = quote[j] >= 0 and _may_open(passage, first, j)
        if not (is_quote or word == ":" or word.has("complementiser")):
            continue
        if word.has("complementiser") and not is_quote and _no_report(passage, first, end, j):
            continue
        owner = _owner(passage, first, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    return out


def _no_report(passage, first, end, j):
    """True where the particle at item j opens no reported clause: يجب أن, على أن يكون, وإن كان."""
    words = passage.words
    following = words[j + 1] if j + 1 < end else NOTHING
    if "ان" in (following, words[j - 1]) and words[j] == "ان":
        return True  # سي إن إن
    if words[j - 1] == "من" and j - 2 >= first and _ELATIVE.match(words[j - 2]):
        return True  # أكبر من أن
    phrase = words[j - 1].has("to on about from") and j - 2 >= first
    if phrase and of(words[j - 2].removeprefix("ف")).has("besides"):
        return True
    if words[j].has("and that") and following.has("subjunctive") and passage.quote[j + 1] < 0:
        return following != "لا" or words[j] == "وان"
    return subjects.modal(words, first, j)


def _may_open(passage, first, j):
    """False for a short quotation that is likely a name on the way to what is reported (لـ"فرانس برس")."""
    words = passage.words
    before = words[j - 1] if j > first else NOTHING
    if before in (":", "") or before.has("complementiser"):
        return True
    if before.has("to"):
        return False
    following = words[j + 1] if j + 1 < len(words) else NOTHING
    n = mentions.quoted_words(passage, j)
    inside = passage.inner_text(j)
    if n == 1 and (of(inside).adjective or (inside.endswith("ي") and before.startswith("ك"))):
        return True  # تصنفه كحزب "إرهابي"
    if n <= 4 and following.has("complementiser"):
        return False
    if before.has("to on about") and following not in "،":
        return True
    return n > 3 or before.has("before words in marks") or before.report is not None


def _beside(words, own, candidate, j):
    """True where what begins at item j is said in a relative clause: الذي قال إن, التي وصفتها الصحيفة بأنها."""
    i, _, cue = candidate
    labelled = cue.takes == "label" and cue.pronoun and words[j].has("equation")
    colon = words[j] == ":" and words[j + 1 : j + 2] == ['"']
    return labelled or ((own or colon) and j - i <= 2)


def _owner(passage, first, j, candidates, taken):
    """The reporting word whose complement begins at item j: the nearest free one before it that may govern it."""
    words = passage.words
    near = [c for c in candidates if c[0] < j and j - c[0] <= _REACH]
    free = [c for c in near if c[0] not in taken and not _in_phrase(words, first, c[0], c[2])]
    own = words[j].has("complementiser") or passage.quote[j] >= 0
    if own and passage.quote[j] < 0:
        free = [c for c in free if c[2].lemma not in tables.lemmas("no clause")]
    main = [  # a verb in a relative clause governs only the particle or the quotation beside it
        c for c in free if c[2].kind != reporting.PREPOSITION
        and (not subjects.subordinate(words, first, c[0], c[2]) or _beside(words, own, c, j))
    ]  # fmt: skip
    if main:
        free = main
    elif free and free[0][2].kind == reporting.PREPOSITION:
        free = free[:1]
    if words[j][:1] == "ف" and words[j] != ":" and passage.quote[j] < 0:
        free = [c for c in free if c[2].kind == reporting.PREPOSITION]
    if not free:
        free = [c for c in near if c[0] not in taken and c[2].kind == reporting.NOUN and j - c[0] <= 3]
    if not free:
        return -1
    said = [c for c in free if c[2].lemma != "خاطب"]  # قال مخاطبا فلانا إن
    free = said if said and free[-1][2].kind == reporting.PARTICIPLE else free
    labels = [c for c in free if c[2].takes == "label"]
    if labels and words[j].has("that he"):
        free = labels  # وصف فلان نقل العناصر بأنه
    i = _nearest(words, free, j)
    return -1 if any(i < other < j for other in taken) else i


def _nearest(words, free, j):
    """The item of the nearest word; a form of other readings yields to a verb before it that has none: أستاذ علم."""
    i, skip, cue = free[-1]
    sure = [c[0] for c in free if c[2].certain and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    if cue.kind == reporting.PARTICIPLE and cue.takes == "topic" and j - i > 1:
        return _saying(words, free, j)
    before = words[i - 1]
    if cue.certain or cue.pronoun or cue.kind == reporting.PARTICIPLE or skip or not sure or j - i <= 1:
        return i
    free_standing = before.has("relative") or before.has("opener")
    return i if free_standing or not (before[0].isalpha() or before == '"') else sure[-1]


def _saying(words, free, j):
    """The verb of saying before a participle with an object of its own: قال فلان مهاجما الحكومة: "…"."""
    i = free[-1][0]
    said = [c[0] for c in free if c[2].takes == "clause" and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    attached = words[j - 1].has("proclitic") or words[j - 1].has("to on about from")
    if not said or attached or words[j].has("complementiser") or "،" in words[said[-1] : i]:
        return i
    return said[-1]


def seen(passage, first, end, candidate, opens):
    """The Seen of a candidate (item, length of the proclitic, Cue); `opens`: of `attribution`."""
    i, skip, cue = candidate
    j = opens.get(i, -1)
    return Seen(passage, first, end, i, skip, cue, j, j - i if j >= 0 else _FAR)


def is_report(form):
    """True where the form (a Seen) is a reporting word. The first rule that has an answer decides."""
    for rule in _RULES:
        answer = rule(form)
        if answer is not None:
            return answer
    return form.gap <= 25


def _particle_of_another(form):
    """True where a certain verb does not govern the particle it was given: قال فلان يجد أن."""
    return form.finite and form.cue.certain and form.gap > 3 and _another_verb(form)


def _with_a_source(form):
    """بحسب ما قال: one reporting word, the first."""
    words = form.passage.words
    if form.i >= form.first + 2 and form.before.has("what") and words[form.i - 2].report:
        return False
    return None


def _manner(form):
    return True if _with_manner(form) else None


def _of_document(form):
    if form.cue.lemma == "نص" and form.after == ":":
        return True
    if form.cue.lemma in tables.lemmas("of a document"):
        marked = form.i + 2 < form.end and form.passage.quote[form.i + 2] >= 0
        if marked and not form.after.has("in it"):
            return False  # الحكم جاء في "القضية رقم 5"
        verb = form.finite and (form.skip or form.cue.kind == reporting.IMPERFECT or not form.before)
        if form.cue.lemma == "نص" and verb and "على" in form.passage.words[form.i + 2 : form.i + 12]:
            return form.gap <= 25  # وينص مشروع القانون على أن
        return form.after.has("in on") and form.gap <= 25
    return None


def _nobody(form):
    """يذكر أن, a prayer, a question, a thing that shows something."""
    words, i = form.passage.words, form.i
    if of(words[i][form.skip :]).has("it is said") and form.gap <= 2 and i - form.first <= 1:
        return False
    said = words[i + 1 : form.opens] if form.opens > i else [form.after]
    if form.cue.lemma in tables.lemmas("prays") and ("الله" in said or "المولى" in said):
        return False
    if form.cue.lemma in tables.lemmas("refuses") and any(word.has("anonymous") for word in words[i + 1 : i + 6]):
        return False  # مصدر رفض الكشف عن اسمه
    if form.cue.lemma == "نشر" and form.after.has("in on through") and form.before.sort == "body":
        return False  # بيان نشر في موقعها
    if form.before == "من" and words[i - 2].has("all") and i - 2 >= form.first:
        return False  # كل من يعتقد
    if any(words[k].has("question") for k in range(max(form.first, i - 3), i)):
        return False
    within = any(word.has("complementiser") for word in words[form.first : i])
    if within and form.finite and not form.skip and form.cue.lemma in tables.lemmas("goes_on"):
        return False  # وذكرت الوكالة أن الجيش يواصل "عملياته"
    pointing = form.after.has("this or that") and i + 2 < form.end
    if pointing and form.cue.lemma in tables.lemmas("things_do") and not words[i + 2].sort:
        return False
    return None


def _finite_verb(form):
    if not form.finite:
        return None
    cue = form.cue
    said = _with_manner(form) or _participle_behind_subject(form)
    if (said and not cue.pronoun) or (form.before == "هكذا" and cue.takes != "name"):
        return True
    if form.before.has("before a verbal noun") and _before_noun(form):
        return False
    denied = form.before.has("negation") and not (cue.kind == reporting.PERFECT and _once(form))
    if form.before.has("if"):
        return False  # في حال أقرت الحكومة الاتفاق
    if denied and cue.lemma not in tables.lemmas("denies by itself"):
        return False  # لم يقل, أن يقول; not سبق أن قال
    if cue.pronoun and cue.takes == "clause" and cue.lemma not in tables.lemmas("told"):
        return False
    if cue.lemma == "نقل" and "عن" not in form.passage.words[form.i + 1 : min(form.end, form.i + 14)]:
        subject = mentions.follows(form.passage, form.i + 1, form.end)
        known = subject is not None and form.passage.words[subject.first].sort != ""  # not نقل الأسلحة
        return known and not _before_noun(form)
    if cue.lemma == "عبر" and form.i == form.first:  # وعبر فلان … عن أمله
        return "عن" in form.passage.words[form.i + 1 : min(form.end, form.i + 22)]
    if cue.lemma == "عرّف":  # وعرّفها بأنها, not ما عرف بـ
        return form.skip > 0 and form.opens >= 0 and form.passage.words[form.opens].has("equation")
    return None


def _once(form):
    """True behind سبق أن, بعد أن, منذ أن: it was said."""
    words, i = form.passage.words, form.i
    return form.before == "ان" and i - 2 >= form.first and words[i - 2].has("once")


def _opinion(form):
    """Think of, count as: with a particle, with a quotation beside it or with a subject that can speak."""
    cue, words, opens = form.cue, form.passage.words, form.opens
    particle = opens >= 0 and words[opens].has("complementiser")
    if not form.finite or cue.lemma not in tables.lemmas("opinion"):
        return None
    if form.after.has("this matter") and form.opens_quotation and form.gap <= 3:
        return True  # واعتبر ذلك "…"
    begins = form.skip or form.i == form.first
    n = mentions.quoted_words(form.passage, opens) if form.opens_quotation else 0
    if begins and n > 3 and form.gap <= (4 if n <= 5 else 12):
        return True  # واعتبر فلان "…"
    if cue.pronoun or particle:
        return None
    subject = mentions.follows(form.passage, form.i + 1, form.end)
    subject = subject or subjects.subject_before(form.passage, form.first, form.i)
    quotations = form.passage.quote[form.i + 1 : min(form.end, form.i + 8)]
    near = form.gap <= 12 or any(number >= 0 for number in quotations)
    known = subject is not None and near and words[subject.first].sort != ""
    return known or _names_its_subject(form, subject)


def _said_at_once(form):
    """True before a colon and a quotation: ردت: «…»."""
    words, quote = form.passage.words, form.passage.quote
    label = form.finite and form.cue.takes == "label" and form.cue.pronoun
    noun = form.before.has("before a rank") or form.passage.words[form.i].sort == "rank"
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
    if form.cue.lemma in tables.lemmas("with an object") and form.finite and bare and not form.cue.pronoun:
        return False  # ستقسم إلى "قطاعات", أظهرت "شجاعة"
    if opens >= 0 and words[opens][:1] == "و" and not form.opens_quotation and form.gap > 1:
        return False
    imperfect = form.cue.kind == reporting.IMPERFECT and form.cue.takes == "clause"
    if imperfect and form.before == "قد" and not form.skip:
        return False  # الحقيقة قد تظهر "…"
    if imperfect and form.gap > 3 and form.before.has("relative"):
        return False
    return False if _another_verb(form) or _before_noun(form) else None


def _at_its_place(form):
    """A form of other readings counts at the beginning of a clause, or behind a word that can be its subject."""
    cue, before = form.cue, form.before
    words = form.passage.words
    opening = not before or form.skip > 0 or before in '،:؛-—"' or before.has("opener")
    opening = opening or _behind_adverbial(form)
    if opening and (form.opens < 0 or form.opens_quotation):
        subject = mentions.follows(form.passage, form.i + 1, form.end)
        if subject is not None:
            known = words[subject.first].sort or words.count(words[subject.last]) > 1
            if subject.role_first >= 0 or (cue.takes == "topic" and known):
                return True
    if not opening and not _may_precede_verb(before):
        if cue.takes != "clause" or form.gap > 6 or form.opens_quotation:
            return False
    return None


def _before_quotation(form):
    if not form.opens_quotation:
        return None
    n = mentions.quoted_words(form.passage, form.opens)
    reach = 8 if form.cue.takes == "clause" else 12
    if n > 5 and (form.skip or not form.before or form.before.has("opener")):
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
    while k > i and words[k].has("to on about from also"):
        k -= 1
    if k <= i or words[k].definite or not _VERBAL.match(words[k]) or words[k].has("place"):
        return False
    if words[k - 1].has("boundary") or words[k].has("known"):
        return False  # كتب فلان على تويتر أن, قال فلان في تغريدته إن
    mention = mentions.follows(form.passage, i + 1, form.end)
    return mention is None or not mention.first <= k <= max(mention.last, mention.role_last)


def _is_participle(word):
    """True for قائلا, موضحا … that continue a verb: تابع قائلا."""
    hit = word.report
    if not hit or word.has("noun_too"):
        return False
    return hit[1].kind == reporting.PARTICIPLE and hit[0] == 0 and hit[1].certain and hit[1].lemma != "خاطب"


def _with_manner(form):
    """True before a word of saying that makes one reporting word with the form: تابع قائلا, أجاب بالقول."""
    if form.after.has("by saying"):
        return form.finite or form.cue.kind == reporting.PARTICIPLE
    if not _is_participle(form.after) or not _accusative_of(form):
        return form.finite and form.cue.lemma in tables.lemmas("goes on saying") and form.after.has("says")
    alone = not form.cue.pronoun or form.cue.lemma in tables.lemmas("told")  # سأله قائلا
    return form.finite and alone


def _accusative_of(form):
    """True for the accusative in the gender of the verb: not يشكك متابعون, هاجموا ناقلة."""
    return form.after.endswith(("ا", "ين")) or (form.after.endswith("ة") and form.cue.gender == "f")


def _in_phrase(words, first, i, cue):
    """True where a noun is part of a phrase behind another reporting word: قال في بيان, أعرب عن أمله."""
    if cue.kind != reporting.NOUN:
        return False
    return not cue.pronoun or cue.lemma in tables.lemmas("occasion") or (i > first and words[i - 1] == "عن")


def _participle(form):
    """Whether a participle reports (مؤكدا) or is a noun, an adjective or a verbal noun; None for other forms."""
    if form.cue.kind != reporting.PARTICIPLE:
        return None
    word = form.passage.words[form.i]
    free = form.before == "" or form.before not in _STOPS
    if of(word[form.skip :]).has("noun_too") and free:
        return False
    if word.endswith("ة") and _FORM_III.match(form.cue.lemma) and (free or form.after.definite):
        return False  # مهاجمة الحوثيين: the verbal noun
    if word.endswith("ة") and free and form.gap > 3 and not form.before.definite:
        return False  # إجراءات مشددة في المطار: the adjective
    return form.cue.certain or form.gap <= 6


def _motto(form):
    """Whether a word for a slogan or a name has its quotation beside it; None for other forms."""
    if form.cue.takes in ("slogan", "name"):
        return form.gap <= 4 and form.opens_quotation
    return None


def _preposition(form):
    """Whether what follows بحسب can be somebody; None for other forms."""
    if form.cue.kind != reporting.PREPOSITION:
        return None
    return form.i + 1 < form.end and subjects.possible(form.passage, form.i + 1)


def _noun(form):
    """Whether a noun reports (قوله, إعلان فلان) or is part of a phrase; None for other forms."""
    cue = form.cue
    if cue.kind != reporting.NOUN:
        return None
    words = form.passage.words
    if not cue.pronoun and cue.lemma in tables.lemmas("with_subject"):
        return _has_subject(form)
    if not cue.pronoun:
        return (form.gap <= 3 and words[form.opens] == ":") or (form.gap == 1 and form.opens_quotation)
    view = form.before.has("in the view") or words[form.i].startswith("ب")
    if cue.lemma in tables.lemmas("view") and not view:
        return False
    if not _in_phrase(words, form.first, form.i, cue) and form.gap <= 10:
        return True
    return form.before.has("according to")


def _light(passage, first, end, i, cue):
    """True for ألقى فلان الضوء على "…": a verb of little meaning with a noun of saying behind it and a quotation."""
    words, quote = passage.words, passage.quote
    reach = range(i + 1, min(end, i + 16))
    noun = next((k for k in reach if words[k].has("light_object") and quote[k] < 0), -1)
    if cue.pronoun or noun < 0 or subjects.subordinate(words, first, i, cue):
        return False
    said = any(word.has("complementiser") for word in words[noun + 1 : noun + 3])
    return said or any(number >= 0 for number in quote[noun + 1 : min(end, noun + 7)])


def _participle_behind_subject(form):
    """True for وتابع فلان الفلاني قائلا: verb, subject, participle of saying."""
    if form.cue.takes != "clause" or (not form.skip and form.i > form.first):
        return False
    words, end = form.passage.words, min(form.end, form.i + 12)
    if not any(words[k].has("saying") for k in range(form.i + 2, end)):
        return False
    mention = mentions.follows(form.passage, form.i + 1, form.end)
    behind = max(mention.last, mention.role_last) + 1 if mention is not None else form.end
    return behind < form.end and words[behind].has("saying")


def _names_its_subject(form, subject):
    """True for ويرى فلان الفلاني في الهجوم "…": verb, name of two words at least, quotation."""
    if subject is None or form.cue.kind != reporting.IMPERFECT or not form.skip or form.i != form.first:
        return False
    quotations = form.passage.quote[form.i + 1 : min(form.end, form.i + 16)]
    return subject.sort == "name" and subject.last > subject.first and any(number >= 0 for number in quotations)


def _has_subject(form):
    """True for اتهامات فلان لآخر بدعم "…", إعلان الوزارة التوصل إلى "…"."""
    passage, mention = form.passage, mentions.follows(form.passage, form.i + 1, form.end)
    behind = max(mention.last, mention.role_last) if mention is not None and form.cue.lemma == "أعلن" else form.i
    said = any(number >= 0 for number in passage.quote[form.i + 1 : min(form.end, behind + 12)])
    head = passage.words[mention.first] if mention is not None else NOTHING
    if form.cue.lemma != "اتهم":
        named = mention is not None and passage.quote[mention.first] >= 0
        return said and (named or head.sort in ("person", "rank", "body", "group", "place"))
    return said and head != "" and (head.sort != "" or passage.words.count(head) > 1)


def _impersonal(form, how):
    """True where nobody speaks: التجربة أثبتت أن, ويعتقد أن (it is thought), كان متوقعا أن."""
    cue, before = form.cue, form.before
    if cue.kind == reporting.PARTICIPLE:
        return before.has("copula")
    fact = before.has("fact") and cue.lemma in tables.lemmas("things_do")
    if not form.finite or (how.startswith("subject") and not fact):
        return False
    if cue.kind == reporting.IMPERFECT and cue.lemma in tables.lemmas("thought") and (cue.gender, cue.number) == ("m", "s"):
        return True
    if cue.kind == reporting.IMPERFECT and form.skip == 0 and how == "continued" and before == "،":
        return cue.lemma in tables.lemmas("things_do")
    if of(before.removesuffix("ا")).sort == "body" or before.has("pronoun_complementiser"):
        return False  # أصدرت الشرطة بيانا أكد أن
    if cue.lemma not in tables.lemmas("shows") and subjects.adverbial(form.passage.words[form.first]):
        return False  # وعن قدرة الجيش على الأمر أكد أن
    if fact:
        return True  # الأمر أظهر أن
    plain = before[:1].isalpha() and not before.has("opener") and not before.has("relative")
    return form.skip == 0 and plain and cue.lemma in tables.lemmas("things_do") and how != "document"


def _before_noun(form):
    """True where three letters behind an indefinite noun are a verbal noun: عدم ذكر اسمه."""
    before = form.before
    noun = before.sort == "body" and not before.definite or before.has("he or she")
    if noun and form.gap > 1 and form.cue.kind == reporting.PERFECT and not form.skip and not form.cue.certain:
        return len(form.passage.words[form.i]) <= 3  # قرار نقل السفارة, وهو أمر
    if form.cue.kind != reporting.PERFECT or form.skip or not before or len(form.passage.words[form.i]) > 3:
        return False
    known = _may_precede_verb(before) or before.has("opener") or before.has("place")
    known = known or (_behind_adverbial(form) and before.has("time", "span"))  # وقبل أيام دعا
    known = known or before.has("complementiser")  # سبق أن كشف
    known = known or (form.i - 2 >= form.first and form.passage.words[form.i - 2].has("opener"))
    return before[0].isalpha() and not known


def _may_precede_verb(word):
    """True for a word behind which a verb can stand: with the article, a speaker, a relative pronoun."""
    return word.definite or word.sort != "" or word.has("relative")


def _behind_adverbial(form):
    """True where the verb stands behind an adverbial that opens the sentence: بدوره هاجم, وقبل ساعات دعا."""
    words, first, i = form.passage.words, form.first, form.i
    stem = words[first].removeprefix("و")
    begins = subjects.adverbial(words[first]) or of(stem).has("before after")
    if i - first == 1:  # not ومن أبرز
        begins = of(stem).has("time") or of(stem).has("adverb")
    return form.finite and 0 < i - first <= 3 and begins and not words[first].definite


_RULES = (
    _manner, _with_a_source, _of_document, _nobody, _said_at_once, _finite_verb, _opinion, _motto,
    _participle, _preposition, _noun, _certain, _elsewhere, _at_its_place, _before_quotation,
)  # fmt: skip
