"""What a quotation is: reported speech, a name, a term or a slogan, and which reporting word governs it. | Names in quotation marks: what stands before them or in them that makes a name of a short quotation. | How a quotation and a reporting word stand to each other: governed, inside the report, behin"""

import re
from collections import Counter
from typing import NamedTuple

from ..words import reporting, tables
from ..speakers import mentions
from . import weighing
from ..words.annotation import NOTHING, of

_WORD = re.compile(r"[^\W_]+")


class Verdict(NamedTuple):
    """kind: reported, name, term or slogan; scope: full, partial or ""; report: index or -1; rule: what decided."""

    kind: str
    scope: str
    report: int
    rule: str


_LIKELY = 0.5
# Rules that are mostly wrong where the weights contradict them (29 of 39 times in 160 articles they had not seen).
_WEAK = frozenset({"no reporting word", "repeated"})
_NO_WORD = Verdict("term", "", -1, "no word")


class Place(NamedTuple):
    """What stands around a quotation.

    Its item in the passage, the sentence (first .. end), its words, the word before with its proclitic and item, how
    often the text quotes it, the reporting word (a Report or None) with its index, the verdict on the one before.
    """

    passage: object
    item: int
    first: int
    end: int
    words: list
    before: str
    proclitic: str
    place_before: int
    repeats: int
    report: object
    owner: int
    earlier: object

    @property
    def n(self):
        """Number of words."""
        return len(self.words)

    @property
    def following(self):
        """The item behind, "" at the end of the sentence."""
        return self.passage.words[self.item + 1] if self.item + 1 < self.end else NOTHING


_VERBAL_NOUN = re.compile("^(?:م.ا..ة|ا.ا.ة|ت...ة)$")  # محاربة, اقامة, تصفية
_EVENT = re.compile("^(?:ا.[تن]?.[اي]..?|ت..ي.|است..ا.)$")  # اختفاء, انقلاب, تحريض, استهداف
_VERB = re.compile("^س?[يت].{2,}ون$")  # سيدفعون
_FUTURE = re.compile("^س[يتن].{3,}$")  # ستغير
_ADJECTIVE = re.compile("^(?:..ي.ة|م...?ة|.ا..ة)$")  # سريعة, مميتة, قاتلة
_DEGREE = ("اكثر", "اقل", "غير", "شديد", "شديدة", "بلا", "دون", "بدون", "من", "في", "على")
_PARTICLES = (
    "في", "على", "عن", "من", "الى", "ضد", "مع", "حتى", "كي", "لكي", "لم", "لن", "لا", "ليس", "قد", "انه", "غير",
)  # fmt: skip
_TALKS = {"اتصال", "حديث", "مقابلة", "حوار", "لقاء", "تصريح", "تصريحات", "مداخلة"}
_OCCASIONS = {"ندوة", "ورشة", "مؤتمر", "ملتقى", "محاضرة", "مقال", "مقالا", "كتاب", "كتابا", "دراسة", "منتدى"}
_TITLED = (
    "قانون", "بعنوان", "عنوان", "كتاب", "كتابه", "كتابها", "رواية", "مسرحية", "مسلسل", "ديوان", "وثائقي", "برنامج",
    "فيلم", "قصيدة", "اغنية", "مقال",
)  # fmt: skip
NAME_WORDS, TERM_WORDS = 5, 3  # the longest name, the longest term


def verdicts(passage, reports):
    """Return the Verdict of each outer quotation of a Passage; `reports` as of `attribution.reports`."""
    inner = [[of(word) for word in _WORD.findall(passage.text[q.inner_start : q.inner_end])] for q in passage.quotes]
    repeated = Counter(" ".join(words) for words in inner)
    by_sentence = {}
    for number, report in enumerate(reports):
        by_sentence.setdefault(report.sentence, []).append(number)
    out = [_NO_WORD] * len(passage.quotes)
    for sentence, (first, end) in enumerate(passage.sentences):
        earlier = None
        numbers = by_sentence.get(sentence, [])
        for item in range(first, end):
            number = passage.quote[item]
            if number >= 0 and inner[number]:
                place = _place(passage, (first, item, end), inner[number], repeated)
                owner = _owner(place, reports, numbers)
                report = reports[owner] if owner >= 0 else None
                place = place._replace(owner=owner, report=report, earlier=earlier)
                out[number] = _weighed(place, _verdict(place, reports, numbers), reports, numbers)
            earlier = out[number] if number >= 0 else earlier
    return out


def _place(passage, around, words, repeated):
    first, item, end = around
    k, proclitic = item - 1, NOTHING
    if k >= first and passage.words[k].has("proclitic") and passage.quote[k] < 0:
        proclitic, k = passage.words[k], k - 1
    before = passage.words[k] if k >= first else NOTHING
    return Place(passage, item, first, end, words, before, proclitic, k, repeated[" ".join(words)], None, -1, None)


def _verdict(place, reports, numbers):
    """The first rule that has an answer decides."""
    for rule in _RULES if place.report is not None else _RULES_ALONE:
        if answer := rule(place):
            return answer
    after = _behind(place, reports, numbers)
    near = after >= 0 and reports[after].first - place.item == 1 + (place.following == "،")
    near = near and (place.following != "،" or place.words[-1].endswith(("ة", "ي")))
    beside = near and reports[after].cue.kind == reporting.PREPOSITION
    beside = beside and place.words[-1].definite and not _by_itself(place)
    two = near and place.n > 1 and reports[after].cue.kind == reporting.PREPOSITION and place.proclitic[-1:] != "ل"
    beside = beside or (two and not _by_itself(place))  # لشن "عمل إرهابي"، وفق الوكالة
    if after >= 0 and (place.n > 2 or beside or _pointed_at(place, reports[after])):
        return Verdict("reported", "full" if place.n > 3 else "partial", after, "reporting word behind")
    if _charged(place):
        return Verdict("term", "", -1, "charge")
    if place.n > TERM_WORDS and _stands_alone(place):
        return Verdict("reported", _scope(place), -1, "paragraph of its own")
    if place.n > NAME_WORDS:
        return Verdict("reported", _scope(place), -1, "length")
    return Verdict("name" if _by_itself(place) else "term", "", -1, "no reporting word")


def _weighed(place, verdict, reports, numbers):
    """The verdict, unless the rules see no speech where everything together makes it likely."""
    if verdict.rule not in _WEAK:
        return verdict
    text = " ".join(place.words)
    counts = place.repeats, place.passage.text.count(text) - place.repeats
    around = place.passage, place.item, (place.first, place.end), place.words, counts, (verdict.kind, verdict.rule)
    if weighing.probability(*around) < _LIKELY:
        return verdict
    before = [number for number in numbers if reports[number].last < place.item]
    owner = place.owner if place.owner >= 0 else before[-1] if before else _behind(place, reports, numbers)
    if owner < 0:
        return verdict
    return Verdict("reported", _scope(place), owner, "weighed")


def _name(rule):
    return Verdict("name", "", -1, rule)


def _naming_verb(place):
    """A slogan, or what something is called: أطلق عليه اسم, سماه (but ما سماه is the speaker's word)."""
    report = place.report
    if report.cue.takes == "slogan":
        return Verdict("slogan", "full" if place.n > 2 else "partial", place.owner, "slogan")
    called = report.cue.lemma in tables.lemmas("names") and not place.proclitic and place.item - report.last <= 6
    if called and place.passage.words[report.first - 1].has("what_or_who"):  # fmt: skip
        called = False
    return _name("naming verb") if called or report.cue.takes == "name" else None


def _subject(place):
    """A name that is itself the subject: ذكرت "فرانس برس" أن, قال إن "إسرائيل" ستفعل."""
    direct, report = _direct(place), place.report
    verb = report.cue.kind in (reporting.PERFECT, reporting.IMPERFECT) and report.cue.takes == "clause"
    short = place.n <= TERM_WORDS
    body = place.n <= NAME_WORDS and place.words[0].sort == "body"
    verb = verb and report.cue.lemma not in tables.lemmas("shout")
    if direct and (short or body) and place.item == report.last + 1 and verb and (
            place.following[:1].isalpha() or place.following == ":" or _as(place)):  # fmt: skip
        return _name("subject of the verb")
    particle = place.before.has("that_or_so_that") and place.item + 1 < place.end
    alone = place.n == 1 and not place.words[0].adjective
    if direct and particle and (alone or (short and place.repeats > 1)):
        return _name("subject of the clause")
    return _name("inside the speaker's mention") if _in_mention(place) else None


def _as(place):
    """True behind كما أفاد, where the quotation is who says so."""
    return place.report.first > place.first and place.passage.words[place.report.first - 1] == "كما"


def _governed(place):
    if _titled(place) or _of_occasion(place):
        return None
    manner = place.report.cue.kind == reporting.PARTICIPLE and place.report.cue.takes == "clause"  # مؤكدا "رفضه"
    beside = manner and place.item == place.report.last + 1
    if _direct(place) and (place.n > 1 or beside or place.before.has("complementiser")):
        return Verdict("reported", "full" if place.n > 3 else "partial", place.owner, "directly governed")
    return None


def _called(place):
    if rule := _of_occasion(place):
        return _name(rule)
    if place.report is None:
        return _name_by_context(place)
    quoted_next = place.item + 1 < place.end and place.passage.quote[place.item + 1] >= 0
    if quoted_next and place.n <= TERM_WORDS and (place.proclitic == "ل" or place.before == "الى"):
        return _name("to whom it is said")  # في تصريح إلى "الوطن" "…"
    if place.proclitic == "ل" and place.n <= TERM_WORDS and place.report.opens > place.item and _saying(place.report):
        return _name("to whom it is said")  # قال فلان لـ"الوطن" إن
    return _name_by_context(place)


def _name_by_context(place):
    rule = _by_context(place)
    return Verdict("slogan" if rule == "slogan" else "name", "", -1, rule) if rule else None


def _saying(report):
    finite = report.cue.kind in (reporting.PERFECT, reporting.IMPERFECT, reporting.PARTICIPLE)
    return finite and report.cue.takes == "clause"


def _in_list(place):
    charged = place.earlier is not None and place.earlier.rule == "charge"
    other = place.earlier is not None and place.earlier.kind != "reported"
    if other and (place.n <= NAME_WORDS or charged) and _listed(place):
        return Verdict(place.earlier.kind, "", -1, "listed with the one before")
    return None


def _label(place):
    """وصفه بـ"…", وصفتها بأنها "…", اعتبره "…"."""
    report = place.report
    gap = place.item - report.last
    if report.cue.takes != "label" or gap > 14:
        return None
    other = any(q >= 0 for q in place.passage.quote[report.last + 1 : place.item])
    equated = place.proclitic == "ب" or place.before.has("equation")
    finite = report.cue.kind in (reporting.PERFECT, reporting.IMPERFECT) and report.opens > place.item
    predicate = finite and _predicate(place) and _by_context(place) == ""
    if report.opens > place.item and not predicate:
        return None
    if gap <= 3 or report.opens == place.item or (not other and (equated or predicate or gap <= 6)):
        return Verdict("reported", "partial", place.owner, "label")
    return None


def _body(place):
    """The quotation is a noun phrase with an institution as its head: "مجلس شورى حزب الله"."""
    said = tables.members("complementiser") | tables.members("equation")
    longest = NAME_WORDS if place.report is not None else 8
    if not 1 < place.n <= longest or place.before in said or place.before == ":":
        return None
    if place.words[0].has("document") and not place.words[-1].definite:
        return None  # إجراء "تحقيق سريع ومستقل"
    head = not place.words[0].definite and place.words[0].sort == "body"
    return _name("name of a body") if head and not place.words[-1].adjective else None


def _charged(place):
    """True behind the word of a charge: بتهمة "…", اتهامه بمحاولة تقويض "…"."""
    before = place.passage.words[max(place.first, place.item - 4) : place.item]
    return any(of(word).has("charge") for word in before)


def _inside(place):
    if not _in_report(place):
        return None
    if of(place.before.removeprefix("ب")).has("accusation"):
        return Verdict("term", "", -1, "charge")
    if place.n > TERM_WORDS:
        return Verdict("reported", _scope(place), place.owner, "inside a report")
    if _charged(place) and not place.before.has("equation"):
        return Verdict("term", "", -1, "charge")
    if rule := _by_itself(place):
        asked = place.report.opens == place.item and place.before.has("to_on")
        asked = asked and place.report.cue.stance == "directive"
        if rule != "repeated" or not asked:
            return _name(rule)  # but دعا فلان إلى "الحوار", said again and again
    return Verdict("reported", "partial", place.owner, "phrase inside a report")


def _owner(place, reports, numbers):
    """The last reporting word before the quotation that does not belong to a relative clause, or -1."""
    before = [n for n in numbers if reports[n].last < place.item]
    for n in reversed(before):
        if reports[n].opens == place.item or 0 <= reports[n].opens == place.item - 1:
            return n
    for n in reversed(before):
        if reports[n].cue.kind != reporting.NOUN or reports[n].opens >= 0 or _with_subject(reports[n]):
            if reports[n].cue.kind == reporting.PREPOSITION and n != before[0] and reports[n].opens < 0:
                continue
            if reports[n].cue.lemma == "أعلن" and reports[n].cue.kind == reporting.NOUN and n != before[0]:
                continue
            if n != before[0] and _label_given(place, reports[n]):
                continue
            return n
    return -1


def _label_given(place, report):
    """True where a label with its pronoun has its quotation already: من وصفهم بـ"…"، والثاني "…"."""
    cue, opens = report.cue, report.opens
    if cue.takes != "label" or not cue.pronoun or not 0 <= opens < place.item - 1:
        return False
    subject = report.mention.first if report.mention is not None else -1
    quoted = [k for k in range(opens, place.item) if place.passage.quote[k] >= 0 and k != subject]
    return bool(quoted) and quoted[0] <= opens + 2 and not _listed(place)


def _with_subject(report):
    return report.cue.lemma in tables.lemmas("with_subject")


def _by_context(place):
    """The rule that makes a name of a quotation by the word before it, or ""."""
    n, before, k = place.n, place.before, place.place_before
    if before == ":" and k > place.first and n <= 14 and of(_stem(place.passage.words[k - 1])).has("titled"):
        return "title"  # تحت عنوان: "…"
    stem = _stem(before)
    if of(stem).has("motto") and not place.proclitic:
        return "slogan"
    if n > (12 if _titled(place) else NAME_WORDS) or place.place_before < 0:
        return ""
    if before.has("naming_verb"):
        return "naming phrase"
    if place.proclitic and place.proclitic not in ("ال",):
        return ""
    words_for_words = ("اسم", "باسم", "لقب", "كلمة", "عبارة", "مصطلح")
    if n == 1 and _adjective_of(place) and stem not in words_for_words:
        return ""
    if _said_of_it(place):
        return ""
    if _no_noun(place.words) and stem not in words_for_words and not of(stem).has("titled"):
        return ""  # عملية "لمنع تمدد القوات"
    if n == 1 and _EVENT.match(place.words[0]) and place.following.definite:
        return ""  # قضية "اختفاء" الصحفي
    return "naming noun" if of(stem).has("naming") else _head_noun(place, stem)


def _titled(place):
    """True behind a word for a title or for what has one: بعنوان "…", مؤلف كتاب "…"."""
    return not place.proclitic and of(_stem(place.before)).has("titled")


def _of_occasion(place):
    """The rule for whom one speaks to, what a meeting or a text is about, and for a person's full name, or ""."""
    words, k = place.passage.words, place.place_before
    before = words[max(place.first, k - 7) : k]
    stems = {of(form).bare for word in before for form in (word, word[1:])}
    if place.n <= TERM_WORDS and (place.before == "مع" or place.proclitic == "ل") and stems & _TALKS:
        return "to whom it is said"
    if place.before.has("about") and stems & _OCCASIONS and place.n <= 12:
        return "what it is about"
    return "name of a person" if place.n <= 9 and place.words[1:2] in (["بن"], ["ابن"], ["بنت"]) else ""


def _by_itself(place):
    """The rule that makes a name of a short quotation, or ""."""
    words = place.words
    if place.before.has("pronoun_complementiser") and place.n > 1:
        return ""  # أنه "ارتكب خطأ"
    phrase = place.n > 2 and place.report is not None and any(
        word.by or word.has("preposition_alone") for word in words)  # fmt: skip
    if place.repeats > 2 - (not _said_twice(place)) and not phrase:
        return "repeated"
    if of(" ".join(words)).has("known") or of(" ".join(words)).has("place"):
        return "well-known name"
    if words[0].has("byname") and len(words) > 1:
        return "byname"
    if all(word[0].isascii() for word in words):
        return "foreign letters"
    if place.before.has("charge") or place.before.cut(1).has("charge"):
        return "charge"
    if place.before.has("complementiser"):
        return ""
    if place.before.endswith("ته") and not place.proclitic and not _is_label(place.before):
        return "subject of a relative clause"
    if of(place.proclitic).has("by") or not words:
        return ""
    definite = all(word.startswith("ال") for word in words)
    if definite and place.following.startswith("ال") and words[0].has("troops"):
        return "name of a group"
    construct = place.before.endswith("ة") and not _VERBAL_NOUN.match(place.before) and not definite
    construct = construct and not place.before.definite and not place.proclitic
    construct = construct and not of(place.before.removeprefix("و")).has("place")
    construct = construct and not (place.report is not None and _said_of_noun(place))
    if construct and not words[-1].adjective and not place.before.has("abstract"):
        return "governed by a noun"
    return ""


def _predicate(place):
    """True where the words in marks may say what something is: اعتبر العقوبات "طعنة بالظهر"."""
    first = place.words[0]
    said = place.following.has("complementiser") or place.following.has("equation")
    return not first.definite and first.endswith(("ة", "ا", "ي")) and not said and place.proclitic[-1:] != "ل"


def _said_twice(place):
    """True where words that are quoted twice are likely no name: اتهمه بـ"العنصرية", "أحلام الاستعمار"."""
    report = place.report
    if report is None or report.cue.kind == reporting.PREPOSITION:
        return False
    called = report.cue.takes in ("topic", "label") and place.proclitic[-1:] == "ب"
    named = of(_stem(place.before)).sort or place.words[0].has("naming") or len(place.words[0]) < 3
    return called or (place.n > 1 and not place.words[0].definite and not named)


def _said_of_noun(place):
    """True where the words in marks are no name of the noun before: غارات جوية "مميتة", بطريقة "أكثر جدية"."""
    before, words = place.before, place.words
    if (before.endswith("ية") and len(before) > 4) or _VERBAL_NOUN.match(before[1:]) or words[0].has("degree"):
        return True
    return place.n == 1 and _ADJECTIVE.match(words[0]) is not None


def _is_label(word):
    found = word.report
    return found is not None and found[1].takes == "label"


def _adjective_of(place):
    """True where one word in marks is an adjective of the noun before: منظمة "إرهابية", not شركة "فيوليا"."""
    word = place.words[0]
    if word.endswith("ي") and len(word) > 4 and not word.definite and place.repeats == 1:
        return not place.before.endswith("ة") and not place.before.definite  # حزب "إرهابي"
    return word.adjective and (not word.endswith("يا") or place.before.endswith("ا"))


def _said_of_it(place):
    """True where the words in marks are said of the noun before: مؤسسات "دينية معتبرة", المعركة "أمرا مؤسفا"."""
    words = place.words
    accusative = len(words) > 1 and all(word.endswith("ا") and len(word) > 3 for word in words[:2])
    adjectives = len(words) > 1 and words[0].endswith(("ية", "يين")) and words[0].adjective
    adjectives = adjectives and not words[1].definite and not words[0].has("naming")
    verb = len(words) > 1 and _VERB.match(words[0]) is not None
    pair = place.report is not None and not any((w.definite for w in words)) and words[0].endswith("ة")
    pair = pair and len(words) == 2 and (words[1].endswith("ة") or words[1].startswith("لل"))  # دولة "راعية للإرهاب"
    joined = len(words) > 1 and all(word[0] == "و" for word in words[1:]) and not any((w.definite for w in words))
    return accusative or verb or joined or pair or (adjectives and not place.before.definite)


def _no_noun(words):
    """True where the words in marks begin with a preposition, a conjunction or a verb: no name begins so."""
    first = words[0]
    attached = first.startswith("لل") and len(first) > 4 or first.by
    attached = attached or (first[0] == "ل" and first.endswith(("ه", "ها", "هم")) and len(first) > 4)
    future = len(words) > 2 and _FUTURE.match(first) is not None
    return future or (len(words) > 1 and (attached or first.has("no_name_begins_so")))


def _stem(word):
    """A noun without article, proclitic and possessive pronoun, where a naming noun is left: منصته -> منصة."""
    naming = tables.members("naming")
    stem = word.bare
    if stem[:1] in "وفبلك" and len(stem) > 2 and (stem[1:] in naming or of(stem[1:]).sort):
        stem = stem[1:]
    if stem.endswith(("ته", "تها", "تهم")) and (base := stem[: stem.rindex("ت")] + "ة") in naming:
        return base
    if stem.endswith(("ه", "ها")) and len(stem) > 3 and (base := stem.rstrip("ا").removesuffix("ه")) in naming:
        return base
    return stem


def _head_noun(place, stem):
    """The rule for a quotation behind an institution, a person or a rank, or ""."""
    n, before, sort = place.n, place.before, of(stem).sort
    if n == 1 and of(stem).has("document"):
        return ""  # تحقيق "شفاف"
    said_of_it = n > 1 and place.words[-1].adjective and not place.words[0].definite
    if before != "امام" and sort in ("body", "group", "person") and not before.definite and not said_of_it:
        return "head noun"  # not ضحية "حرب اقتصادية"
    if sort == "rank" or (before.has("rank") and n <= TERM_WORDS):
        return "rank"
    if n <= TERM_WORDS and not place.words[-1].adjective and _apposition(place):
        return "head noun"
    return ""


def _apposition(place):
    """True behind a whole noun phrase of what has a name: موقع التواصل الاجتماعي "تويتر"."""
    passage, k = place.passage, place.place_before
    if place.n == 1 and place.words[0].endswith("ة") and not place.words[0].definite:
        return False  # للتحالف العربي "معيبة"
    if place.n == 1 and place.words[0].endswith("ية") and place.report is not None and place.repeats == 1:
        return False  # دول الخليج "الغنية"
    event = _VERBAL_NOUN.match(place.words[0]) or _EVENT.match(place.words[0])
    if event and place.n > 1:
        return False  # طلب من إدارة السجون الإسرائيلية "ممارسة الضغط"
    start = k
    while k >= place.first and k > start - 3 and passage.words[k].startswith("ال") and passage.quote[k] < 0:
        k -= 1
    if k == start or k < place.first:
        return False
    head = passage.words[k].removesuffix("ه") if passage.words[k].endswith("به") else passage.words[k]
    if head[0] in "وفبل" and not of(head).has("naming") and not of(head).sort:
        head = head[1:]
    return of(head).has("naming") or of(head).sort == "body"


def _direct(place):
    """True where nothing but a complementiser, a colon or the subject stands between reporting word and quotation."""
    words, k, report = place.passage.words, place.item - 1, place.report
    if place.proclitic:
        return False
    if report.cue.lemma in tables.lemmas("shout"):
        subject = report.mention
        behind = max(subject.last, subject.role_last) if subject is not None else report.last
        return report.opens in (k, place.item) or k in (report.last, behind)
    if words[k] == ":" or k == report.last:
        return True
    if words[k].has("complementiser"):
        return report.opens == k or report.opens == place.item
    if words[k].sort == "body" and not words[k].definite and place.n <= NAME_WORDS:
        return False  # أشارت شركة "…"
    mention = report.mention
    behind = max(mention.last, mention.role_last) if mention else -1
    if behind > report.last and k == behind:
        return len(place.words) > TERM_WORDS
    if words[k] == "،":
        if report.cue.kind == reporting.PREPOSITION and k != behind + 1:
            return False
        return report.opens == place.item and len(place.words) > TERM_WORDS
    return report.opens == place.item and len(place.words) > NAME_WORDS


def _listed(place):
    """True behind another quotation and a comma, و or أو."""
    passage = place.passage
    k = place.item - 1 - bool(place.proclitic)
    if place.proclitic[:1] == "و" and k >= 0 and passage.quote[k] >= 0:
        return True
    return k > place.first and passage.words[k].has("and") and passage.quote[k - 1] >= 0


def _in_mention(place):
    """True where the quotation is a part of the mention of the speaker."""
    m = place.report.mention
    if m is None:
        return False
    beside = place.item == m.last + 1 and place.report.opens != place.item
    beside = beside and place.passage.words[m.first].sort in ("body", "group")  # not تعهدت النمسا "…"
    if beside and place.n <= TERM_WORDS:
        return True
    return m.first <= place.item <= m.last or m.role_first <= place.item <= m.role_last


def _in_report(place):
    """True where the quotation lies in what the reporting word reports."""
    report = place.report
    if report.cue.kind == reporting.PREPOSITION:
        opens = report.opens
        quoted_before = 0 <= opens < place.item and place.passage.quote[opens] >= 0 and (
            opens - report.last <= 8 and place.passage.quoted_words(opens) > TERM_WORDS)  # fmt: skip
        return report.first <= place.first + 2 or quoted_before
    if 0 <= report.opens <= place.item:
        return True
    # دعا إلى محاربة "كذا" و"كذا": both are what is asked for, though the second opens it
    part = place.passage.quote[report.opens] >= 0 and place.proclitic[-1:] != "ل"
    part = part and (report.cue.takes == "topic" or _listed_before(place, report.opens))
    if report.opens >= 0 and not part:
        return False
    mention = report.mention
    last = max(report.last, mention.last, mention.role_last) if mention is not None else report.last
    last = last if last < place.item and report.cue.takes == "topic" else report.last
    return place.item - last <= (12 if place.n <= NAME_WORDS else 45)


def _listed_before(place, opens):
    """True where item `opens` is a quotation listed with this one: معلنا مقتل "كذا" و"كذا"."""
    between = place.passage.words[place.item + 1 : opens]
    return len(between) in (1, 2) and of(between[-1]).has("and")


def _behind(place, reports, numbers):
    """The reporting word right behind the quotation (…، قال فلان; …، بحسب فلان), or -1."""
    for n in numbers:
        report = reports[n]
        if report.first > place.item:
            reach = 12 if report.cue.kind == reporting.PREPOSITION else 4
            if place.passage.words[report.first - 1] == "كما" or _pointed_at(place, report):
                reach = 16
            near = report.first - place.item <= reach
            return n if near and report.cue.kind != reporting.PARTICIPLE else -1
    return -1


def _stands_alone(place):
    """True for a quotation that is a whole paragraph behind others (an inner title), also behind a colon."""
    words, item = place.passage.words, place.item
    behind = words[item + 1] if item + 1 < len(words) else "\n"
    if behind not in ("\n", ".") or place.first == 0:
        return False
    return (item == place.first and words[item - 1] == "\n") or (words[item - 1] == ":" and item - place.first <= 8)


def _pointed_at(place, report):
    """True for "…" .. هكذا وصف فلان, بهذه الكلمات وصف فلان."""
    between = [word for word in place.passage.words[place.item + 1 : report.first] if word[0].isalpha()]
    said = len(between) > 1 and of(between[0]).has("by_this") and of(between[1]).has("wording")
    return len(between) <= 4 and (between[:1] == ["هكذا"] or said)


def _scope(place):
    """Full for a clause, partial for a phrase."""
    passage = place.passage
    k = place.item - 1
    before = passage.words[k] if k >= place.first else NOTHING
    opened = not before or before.has("complementiser") or before in ":،" or passage.quote[k] >= 0
    if place.n > 3 and opened:
        return "full"
    return "full" if len(place.words) > 8 and place.words[0][0] in "يتسن" and not place.proclitic else "partial"


_RULES = (_naming_verb, _subject, _governed, _called, _in_list, _label, _body, _inside)
_RULES_ALONE = (_called, _in_list, _body)
