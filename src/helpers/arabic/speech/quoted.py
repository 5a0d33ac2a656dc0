"""What a quotation is: reported speech, a name, a term or a slogan, and which reporting word governs it."""

import re
from collections import Counter
from typing import NamedTuple

from . import cues, governed, nouns, quoted_names, speakers, weighing
from .quoted_names import NAME_WORDS, TERM_WORDS

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
        return self.passage.words[self.item + 1] if self.item + 1 < self.end else ""


def verdicts(passage, reports):
    """Return the Verdict of each outer quotation of a Passage; `reports` as of `attribution.reports`."""
    inner = [_WORD.findall(passage.text[q.inner_start : q.inner_end]) for q in passage.quotes]
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
    k, proclitic = item - 1, ""
    if k >= first and passage.words[k] in cues.words("proclitic") and passage.quote[k] < 0:
        proclitic, k = passage.words[k], k - 1
    before = passage.words[k] if k >= first else ""
    return Place(passage, item, first, end, words, before, proclitic, k, repeated[" ".join(words)], None, -1, None)


def _verdict(place, reports, numbers):
    """The first rule that has an answer decides."""
    for rule in _RULES if place.report is not None else _RULES_ALONE:
        if answer := rule(place):
            return answer
    after = governed.after(place, reports, numbers)
    near = after >= 0 and reports[after].first - place.item == 1 + (place.following == "،")
    near = near and (place.following != "،" or place.words[-1].endswith(("ة", "ي")))
    beside = near and reports[after].cue.kind == cues.PREPOSITION
    beside = beside and speakers.definite(place.words[-1]) and not quoted_names.by_itself(place)
    two = near and place.n > 1 and reports[after].cue.kind == cues.PREPOSITION and place.proclitic[-1:] != "ل"
    beside = beside or (two and not quoted_names.by_itself(place))  # لشن "عمل إرهابي"، وفق الوكالة
    if after >= 0 and (place.n > 2 or beside or governed.pointed_at(place, reports[after])):
        return Verdict("reported", "full" if place.n > 3 else "partial", after, "reporting word behind")
    if _charged(place):
        return Verdict("term", "", -1, "charge")
    if place.n > TERM_WORDS and governed.stands_alone(place):
        return Verdict("reported", governed.scope(place), -1, "paragraph of its own")
    if place.n > NAME_WORDS:
        return Verdict("reported", governed.scope(place), -1, "length")
    return Verdict("name" if quoted_names.by_itself(place) else "term", "", -1, "no reporting word")


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
    owner = place.owner if place.owner >= 0 else before[-1] if before else governed.after(place, reports, numbers)
    if owner < 0:
        return verdict
    return Verdict("reported", governed.scope(place), owner, "weighed")


def _name(rule):
    return Verdict("name", "", -1, rule)


def _naming_verb(place):
    """A slogan, or what something is called: أطلق عليه اسم, سماه (but ما سماه is the speaker's word)."""
    report = place.report
    if report.cue.takes == "slogan":
        return Verdict("slogan", "full" if place.n > 2 else "partial", place.owner, "slogan")
    called = report.cue.lemma in ("سمى", "أسمى", "لقب") and not place.proclitic and place.item - report.last <= 6
    if called and place.passage.words[report.first - 1] in (
            "ما", "بما", "لما", "عما", "مما", "وما", "من", "لمن", "ممن", "بمن"):  # fmt: skip
        called = False
    return _name("naming verb") if called or report.cue.takes == "name" else None


def _subject(place):
    """A name that is itself the subject: ذكرت "فرانس برس" أن, قال إن "إسرائيل" ستفعل."""
    direct, report = governed.direct(place), place.report
    verb = report.cue.kind in (cues.PERFECT, cues.IMPERFECT) and report.cue.takes == "clause"
    short = place.n <= TERM_WORDS
    body = place.n <= NAME_WORDS and speakers.sort_of(place.words[0]) == "body"
    verb = verb and report.cue.lemma not in cues.lemmas("shout")
    if direct and (short or body) and place.item == report.last + 1 and verb and (
            place.following[:1].isalpha() or place.following == ":" or _as(place)):  # fmt: skip
        return _name("subject of the verb")
    particle = place.before in ("ان", "بان", "فان", "وان") and place.item + 1 < place.end
    alone = place.n == 1 and not nouns.looks_adjective(place.words[0])
    if direct and particle and (alone or (short and place.repeats > 1)):
        return _name("subject of the clause")
    return _name("inside the speaker's mention") if governed.in_mention(place) else None


def _as(place):
    """True behind كما أفاد, where the quotation is who says so."""
    return place.report.first > place.first and place.passage.words[place.report.first - 1] == "كما"


def _governed(place):
    if quoted_names.titled(place) or quoted_names.of_occasion(place):
        return None
    manner = place.report.cue.kind == cues.PARTICIPLE and place.report.cue.takes == "clause"  # مؤكدا "رفضه"
    beside = manner and place.item == place.report.last + 1
    if governed.direct(place) and (place.n > 1 or beside or place.before in cues.words("complementiser")):
        return Verdict("reported", "full" if place.n > 3 else "partial", place.owner, "directly governed")
    return None


def _called(place):
    if rule := quoted_names.of_occasion(place):
        return _name(rule)
    if place.report is None:
        return _by_context(place)
    quoted_next = place.item + 1 < place.end and place.passage.quote[place.item + 1] >= 0
    if quoted_next and place.n <= TERM_WORDS and (place.proclitic == "ل" or place.before == "الى"):
        return _name("to whom it is said")  # في تصريح إلى "الوطن" "…"
    if place.proclitic == "ل" and place.n <= TERM_WORDS and place.report.opens > place.item and _saying(place.report):
        return _name("to whom it is said")  # قال فلان لـ"الوطن" إن
    return _by_context(place)


def _by_context(place):
    rule = quoted_names.by_context(place)
    return Verdict("slogan" if rule == "slogan" else "name", "", -1, rule) if rule else None


def _saying(report):
    finite = report.cue.kind in (cues.PERFECT, cues.IMPERFECT, cues.PARTICIPLE)
    return finite and report.cue.takes == "clause"


def _in_list(place):
    charged = place.earlier is not None and place.earlier.rule == "charge"
    other = place.earlier is not None and place.earlier.kind != "reported"
    if other and (place.n <= NAME_WORDS or charged) and governed.listed(place):
        return Verdict(place.earlier.kind, "", -1, "listed with the one before")
    return None


def _label(place):
    """وصفه بـ"…", وصفتها بأنها "…", اعتبره "…"."""
    report = place.report
    gap = place.item - report.last
    if report.cue.takes != "label" or gap > 14:
        return None
    other = any(q >= 0 for q in place.passage.quote[report.last + 1 : place.item])
    equated = place.proclitic == "ب" or place.before in cues.words("equation")
    finite = report.cue.kind in (cues.PERFECT, cues.IMPERFECT) and report.opens > place.item
    predicate = finite and quoted_names.predicate(place) and quoted_names.by_context(place) == ""
    if report.opens > place.item and not predicate:
        return None
    if gap <= 3 or report.opens == place.item or (not other and (equated or predicate or gap <= 6)):
        return Verdict("reported", "partial", place.owner, "label")
    return None


def _body(place):
    """The quotation is a noun phrase with an institution as its head: "مجلس شورى حزب الله"."""
    said = cues.words("complementiser") | cues.words("equation")
    longest = NAME_WORDS if place.report is not None else 8
    if not 1 < place.n <= longest or place.before in said or place.before == ":":
        return None
    if place.words[0] in cues.words("document") and not speakers.definite(place.words[-1]):
        return None  # إجراء "تحقيق سريع ومستقل"
    head = not speakers.definite(place.words[0]) and speakers.sort_of(place.words[0]) == "body"
    return _name("name of a body") if head and not nouns.looks_adjective(place.words[-1]) else None


def _charged(place):
    """True behind the word of a charge: بتهمة "…", اتهامه بمحاولة تقويض "…"."""
    before = place.passage.words[max(place.first, place.item - 4) : place.item]
    return any(word in cues.words("charge") for word in before)


def _inside(place):
    if not governed.in_report(place):
        return None
    if place.before.removeprefix("ب") in ("تهمة", "تهم"):
        return Verdict("term", "", -1, "charge")
    if place.n > TERM_WORDS:
        return Verdict("reported", governed.scope(place), place.owner, "inside a report")
    if _charged(place) and place.before not in cues.words("equation"):
        return Verdict("term", "", -1, "charge")
    if rule := quoted_names.by_itself(place):
        asked = place.report.opens == place.item and place.before in ("الى", "على")
        asked = asked and place.report.cue.stance == "directive"
        if rule != "repeated" or not asked:
            return _name(rule)  # but دعا فلان إلى "الحوار", said again and again
    return Verdict("reported", "partial", place.owner, "phrase inside a report")


_RULES = (_naming_verb, _subject, _governed, _called, _in_list, _label, _body, _inside)
_RULES_ALONE = (_called, _in_list, _body)


def _owner(place, reports, numbers):
    """The last reporting word before the quotation that does not belong to a relative clause, or -1."""
    before = [n for n in numbers if reports[n].last < place.item]
    for n in reversed(before):
        if reports[n].opens == place.item or 0 <= reports[n].opens == place.item - 1:
            return n
    for n in reversed(before):
        if reports[n].cue.kind != cues.NOUN or reports[n].opens >= 0 or _with_subject(reports[n]):
            if reports[n].cue.kind == cues.PREPOSITION and n != before[0] and reports[n].opens < 0:
                continue
            if reports[n].cue.lemma == "أعلن" and reports[n].cue.kind == cues.NOUN and n != before[0]:
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
    return bool(quoted) and quoted[0] <= opens + 2 and not governed.listed(place)


def _with_subject(report):
    return report.cue.lemma in cues.lemmas("with_subject")
