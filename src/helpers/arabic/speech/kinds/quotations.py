"""What a quotation is: reported speech, a name, a term or a slogan, and which reporting word governs it."""

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from ..text.signs import PAUSES
from ..words import reporting, rules
from . import weighing
from .places import Place

_LIKELY = 0.5
# Rules that see no speech on weak grounds: what the weights say goes before them.
WEAK = frozenset({"no reporting word", "repeated"})


class Verdict(NamedTuple):
    """kind: reported, name, term or slogan; scope: full, partial or ""; report: index or -1; rule: what decided."""

    kind: str
    scope: str
    report: int
    rule: str


_NO_WORD = Verdict("term", "", -1, "no word")


def verdicts(passage, reports):
    """Return the Verdict of each outer quotation of a Passage; `reports` as of `reports.reports`."""
    out = [_NO_WORD] * len(passage.quotes)
    for place in places(passage, reports, out):
        out[passage.quote[place.item]] = _weighed(place, by_rules(place))
    return out


def places(passage, reports, verdicts_so_far):
    """Yield the Place of each quotation with words."""
    written = list(map(" ".join, passage.inside))
    repeated = Counter(written)
    by_sentence = {}
    for number, report in enumerate(reports):
        by_sentence.setdefault(report.sentence, []).append(number)
    ends, before, earlier = [end for _, end in passage.sentences], -1, None
    for item in (item for item in passage.openers if passage.quote[item] >= 0):
        sentence, number = bisect_right(ends, item), passage.quote[item]
        earlier = earlier if sentence == before else None
        if words := passage.inside[number]:
            numbers = by_sentence.get(sentence, [])
            place = Place(passage, passage.sentences[sentence], item, words, repeated[written[number]])
            place.earlier = earlier
            place.owner = _outer(passage, reports, numbers, _owner(place, reports, numbers))
            place.report = reports[place.owner] if place.owner >= 0 else None
            place.behind_owner = _behind(place, reports, numbers)
            place.behind = reports[place.behind_owner] if place.behind_owner >= 0 else None
            yield place
        before, earlier = sentence, verdicts_so_far[number]


def by_rules(place):
    """The verdict of the first rule that holds; what it says of scope and reporting word is part of it."""
    rule = rules.first("kind", place)
    kind, *more = rule.verdict.split()
    name = getattr(place, more[0]) if more and more[0] in ("occasion", "context", "itself") else rule.name
    if kind == "earlier":
        return Verdict(place.earlier.kind, "", -1, name)
    if kind == "name":
        return Verdict("slogan" if name == "slogan" else "name", "", -1, name)
    if kind == "term":
        return Verdict("term", "", -1, name)
    scope, governor = more
    scope = {"length": "full" if place.n > 3 else "partial", "scope": place.scope}.get(scope, scope)
    owner = {"owner": place.owner, "behind": place.behind_owner, "nobody": -1}[governor]
    return Verdict(kind, scope, owner, name)


def _weighed(place, verdict):
    """The verdict, unless the rules see no speech where everything together makes it likely."""
    if verdict.rule not in WEAK or weighing.probability(place, verdict) < _LIKELY:
        return verdict
    owner = place.owner if place.owner >= 0 else place.behind_owner
    return verdict if owner < 0 else Verdict("reported", place.scope, owner, "weighed")


def _owner(place, reports, numbers):
    """The last reporting word before the quotation that does not belong to a relative clause, or -1."""
    before = [n for n in numbers if reports[n].last < place.item]
    for n in reversed(before):
        if reports[n].opens == place.item or 0 <= reports[n].opens == place.item - 1:
            return n
    for n in reversed(before):
        cue, opens = reports[n].cue, reports[n].opens
        if cue.kind == reporting.NOUN and opens < 0 and not cue.has("with_subject"):
            continue
        if n == before[0]:
            return n
        beside = cue.kind == reporting.PREPOSITION and opens < 0
        announced = cue.kind == reporting.NOUN and cue.has("announces")
        if not beside and not announced and not _label_given(place, reports[n]):
            return n
    return -1


def _outer(passage, reports, numbers, inner):
    """The reporting word whose clause with "that" the word `inner` only stands in, else `inner`."""
    # قال إن الضابطين تحدثا "عن …"; أوضح أن القرار لم يتخذ استنادا إلى تهديدات بل "لأن …"; not قال إنها أعلنت "…"
    if inner < 0:
        return inner
    cue, words = reports[inner].cue, passage.words
    finite = cue.kind in (reporting.PERFECT, reporting.IMPERFECT) and not reports[inner].skip
    told = (finite and cue.takes == "topic") or (cue.kind == reporting.PREPOSITION and not cue.certain)
    for n in reversed([n for n in numbers if n < inner]) if told else ():
        begins, first = reports[n].opens, reports[inner].first
        clause = reports[n].cue.takes == "clause" and 0 <= begins < first and words[begins].has("complementiser")
        if clause and not any(word in PAUSES for word in words[begins:first]) and max(passage.quote[begins:first]) < 0:
            return n
    return inner


def _label_given(place, report):
    """True where a label with its pronoun has its quotation already."""  # من وصفهم بـ"…"، والثاني "…"
    cue, opens = report.cue, report.opens
    if cue.takes != "label" or not cue.pronoun or not 0 <= opens < place.item - 1:
        return False
    subject = report.mention.first if report.mention is not None else -1
    quoted = [k for k in range(opens, place.item) if place.passage.quote[k] >= 0 and k != subject]
    return bool(quoted) and not place.listed


def _behind(place, reports, numbers):
    """The reporting word right behind the quotation, or -1."""  # …، قال فلان; …، بحسب فلان
    for n in numbers:
        report = reports[n]
        if report.first > place.item:
            pointed = place.passage.words[report.first - 1] == "كما" or place.points_at(report)
            reach = 16 if pointed else 12 if report.cue.kind == reporting.PREPOSITION else 4
            near = report.first - place.item <= reach
            return n if near and report.cue.kind != reporting.PARTICIPLE else -1
    return -1
