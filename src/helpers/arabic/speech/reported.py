"""Reported speech of one text, row by row: quotations and reports without marks, with verb, speaker and rule."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from .kinds import quotations
from .speakers import mentions, resolution
from .speakers import reports as reporting_words
from .text import quotation
from .text.passages import NOWHERE
from .text.signs import BREAKS, COMMA
from .words import annotation, reporting

_CUTS = BREAKS + ",—"  # between a clause and the report behind it
_CLAUSE = "clause with أن"  # the rule of an indirect report
_MIN_ITEMS = 3  # of an indirect report: أن and two words


class Row(NamedTuple):
    """One stretch of a text; offsets are code points of the untouched text, -1 and "" where there is nothing."""

    start: int
    end: int
    quote: str
    kind: str
    scope: str
    verb: str
    verb_start: int
    verb_end: int
    lemma: str
    stance: str
    speaker: str
    speaker_start: int
    speaker_end: int
    role: str
    resolved_speaker: str
    resolved_start: int
    resolved_end: int
    resolved_body: str
    rule: str
    speaker_rule: str
    flag: str


def read(texts):
    """Yield the Passage of each untouched text, its words annotated, its noun phrases at hand."""
    return map(mentions.with_phrases, annotation.read(texts))


@dataclass(slots=True, eq=False)
class _Stretch:
    """What becomes a Row, all of its places (start, end) in the plain text; of the Report and the Speaker or None."""

    quote: tuple
    kind: str
    scope: str
    rule: str
    flag: str
    report: object = None
    speaker: object = None
    how: str = ""
    verb: tuple = NOWHERE
    mention: tuple = NOWHERE
    role: tuple = NOWHERE


def rows(text):
    """Return the reported speech, names, terms and slogans of an untouched text: list of Row, by start and end."""
    return rows_of_each([text])[0]


def rows_of_each(texts):
    """Return the `rows` of each text; quicker than one by one, since their words are looked up once."""
    return list(map(_rows, read(texts)))


def _rows(passage):
    reports = reporting_words.reports(passage)
    judged = quotations.verdicts(passage, reports)
    speakers, lasts, mentioned = resolution.speakers(passage, reports)
    governing = list(zip(reports, speakers, mentioned, strict=True))
    found = []
    for span, verdict in zip(passage.quotes, judged, strict=True):
        if span.flag == "unclosed" and verdict.rule != "directly governed":
            continue  # a mark without partner that nothing introduces: see `quotation.unbalanced`
        stretch = _Stretch((span.start, span.end), verdict.kind, verdict.scope, verdict.rule, span.flag)
        if verdict.report >= 0:
            stretch = _said(passage, stretch, *governing[verdict.report])
        elif verdict.kind == "reported":  # nobody introduces it: the last speaker goes on
            spoken = sum(passage.starts[report.first] < span.start for report in reports)
            if spoken and lasts[spoken - 1]:
                stretch.speaker, stretch.how = lasts[spoken - 1], "continued"
        found.append(stretch)
    for span, outer in passage.inner:
        kind = "name" if len(passage.text[span.start : span.end].split()) <= 5 else "term"
        rule = f"inside another quotation ({judged[outer].kind})"
        found.append(_Stretch((span.start, span.end), kind, "", rule, "nested"))
    for number, (first, last) in _indirect(passage, reports, judged):
        stretch = _Stretch((passage.starts[first], passage.ends[last]), "indirect", "full", _CLAUSE, "")
        found.append(_said(passage, stretch, *governing[number]))
    found = [_row(passage, stretch) for stretch in found]
    return sorted(found, key=lambda row: (row.start, row.end))


def _said(passage, stretch, report, speaker, mentioned):
    """The stretch with the Report that governs it, its Speaker and the place of its mention."""
    report = _with_its_verb(passage, report)
    starts, ends, mention = passage.starts, passage.ends, report.mention
    stretch.report, stretch.speaker, stretch.how, stretch.mention = report, speaker, report.how, mentioned
    if report.cue.lemma:
        stretch.verb = starts[report.first] + report.skip, ends[report.last]
    if mention is not None and mention.role_first >= 0:
        stretch.role = starts[mention.role_first], ends[mention.role_last]
    return stretch


def _with_its_verb(passage, report):
    """The Report, the verb its reporting word where a preposition introduces one."""  # وفق ما قال فلان, حسبما أوضحت
    words, k = passage.words, report.last + 1
    if report.cue.kind != reporting.PREPOSITION or k >= len(words) or report.how == "quoted by another":
        return report  # وفق ما نقلته الوكالة عن فلان: the verb is not his
    if words[k] in ("ما", "لما"):
        k += 1
    elif not words[report.first].endswith("ما"):
        return report
    skip, cue = words[k].report or (0, None) if k < len(words) else (0, None)
    finite = cue is not None and cue.kind in (reporting.PERFECT, reporting.IMPERFECT)
    return replace(report, first=k, last=k, skip=skip, cue=cue) if finite else report


def _row(passage, stretch):
    """The Row of a stretch, its places in the untouched text."""
    text, speaker = passage.original, stretch.speaker
    whom, body = ((speaker.start, speaker.end), speaker.body) if speaker is not None else (NOWHERE, NOWHERE)
    quote, verb, mention, role, whom, body = map(
        passage.place, (stretch.quote, stretch.verb, stretch.mention, stretch.role, whom, body)
    )
    flag = stretch.flag
    if not flag and stretch.kind != "indirect" and 2 * (quote[1] - quote[0]) > len(text.strip()):
        flag = "long"
    cue = stretch.report.cue if stretch.report is not None else None
    return Row(
        *quote, text[slice(*quote)], stretch.kind, stretch.scope, text[slice(*verb)], *verb,
        cue.lemma if cue else "", cue.stance if cue else "", text[slice(*mention)], *mention, text[slice(*role)],
        text[slice(*whom)], *whom, text[slice(*body)], stretch.rule, stretch.how, flag,
    )  # fmt: skip


def _indirect(passage, reports, judged):
    """(number of the report, items) of the clauses with "that" that it governs, unless all of it is a quotation."""
    found = []
    for number, report in enumerate(reports):
        first = report.opens
        if first < 0:
            continue
        opener, source = passage.words[first], report.cue.kind == reporting.PREPOSITION
        if not opener.has("complementiser") or (source and not opener.shape("begins_fa")):
            continue  # of بحسب فلان، فإن only what begins with ف is all of it the source's
        quoted = passage.quote[first : first + 2][-1]
        last = _clause_end(passage, reports, number)
        if quoted >= 0 and judged[quoted].kind == "reported" and not _goes_on(passage, first, last):
            continue  # the quotation is the report; not before a name: قال إن "القمر" بعيد
        if last - first + 1 >= _MIN_ITEMS:
            found.append((number, (first, last)))
    return found


def _goes_on(passage, first, last):
    """True where a clause goes on behind the quotation with which it begins."""  # أن "ثمانية جرحوا" في القرية
    quotation = next(k for k in (first, first + 1) if passage.quote[k] >= 0)
    following = passage.words[quotation + 1 : last + 1]
    if len(following) > 3 and following[0] == COMMA and following[1].has("and_that"):
        return passage.quote[quotation + 3] < 0  # أن "الطريق آمن"، وأن القرية بعيدة
    return len(following) > 1 and following[0][0].isalpha() and not following[0].shape("begins_wa")


def _clause_end(passage, reports, number):
    """Last item of the clause that begins where a report opens: before the next report behind a comma."""
    words = passage.words
    report = reports[number]
    end = passage.sentences[report.sentence][1]
    for following in reports[number + 1 :]:
        if following.sentence != report.sentence:
            break
        cut = following.first
        begins = words[cut - 1] in _CUTS or words[cut - 1].has("as") or (
            following.skip > 0 and words[cut][0] in "وف")  # fmt: skip
        if following.cue.takes == "label" and following.cue.kind == reporting.PARTICIPLE:
            continue  # بوصفه stays inside
        plural = following.cue.kind == reporting.PARTICIPLE and words[cut].shape("ends_in")  # مسلحين رافضين
        if plural and not begins:
            continue
        if cut > report.opens + 1 and (begins or following.cue.kind in (reporting.PREPOSITION, reporting.PARTICIPLE)):
            end = cut
            break
    last = end - 1
    while last > report.opens and passage.quote[last] < 0 and words[last] != ")":
        if words[last][0].isalnum() and not words[last].has("ends_no_clause"):
            break
        last -= 1
    return last


def marks_without_partner(text):
    """Quotation marks of an untouched text that have no partner: list of (position, "unclosed" or "unopened")."""
    found = []
    for span in quotation.spans(text):
        if span.flag in ("unclosed", "unopened"):
            found.append((span.start if span.flag == "unclosed" else span.end - 1, span.flag))
    return found
