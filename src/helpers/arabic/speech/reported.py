"""Reported speech of one text, row by row: quotations and reports without marks, with verb, speaker and rule."""

from typing import NamedTuple

from .kinds import quotations
from .speakers import mentions, resolution
from .speakers import reports as reporting_words
from .text import passages, quotation
from .text.signs import BREAKS
from .words import annotation, reporting

_CUTS = BREAKS + ",—"  # between a clause and the report behind it
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


def read(text):
    """Return the Passage of an untouched text, its words annotated, its noun phrases at hand."""
    passage = passages.read(text)
    passage = annotation.annotated(passage)
    return mentions.with_phrases(passage)


def rows(text):
    """Return the reported speech, names, terms and slogans of an untouched text: list of Row, by start and end."""
    passage = read(text)
    reports = reporting_words.reports(passage)
    judged = quotations.verdicts(passage, reports)
    resolver = resolution.Resolver(passage)
    speakers, lasts = [], []
    for report in reports:
        speakers.append(resolver.resolve(report))
        lasts.append(resolver.last)
    speakers, lasts = [[resolver.fullest(speaker) for speaker in part] for part in (speakers, lasts)]
    found = []
    for span, verdict in zip(passage.quotes, judged, strict=True):
        if span.flag == "unclosed" and verdict.rule != "directly governed":
            continue  # a mark without partner that nothing introduces: see `quotation.unbalanced`
        last = None
        if verdict.report < 0 and verdict.kind == "reported":  # nobody introduces it: the last speaker goes on
            spoken = sum(passage.starts[report.first] < span.start for report in reports)
            last = lasts[spoken - 1] if spoken else None
        found.append(_quotation(passage, text, span, verdict, reports, speakers, last))
    for span, outer in passage.inner:
        flag = "nested"
        kind = "name" if len(text[span.start : span.end].split()) <= 5 else "term"
        about = {"rule": f"inside another quotation ({judged[outer].kind})", "speaker_rule": "", "flag": flag}
        found.append(_row(passage, text, passage.span_of(span), kind, "", None, None, about))
    found += _indirect(passage, text, reports, speakers, judged)
    return sorted(found, key=lambda row: (row.start, row.end))


def _quotation(passage, text, span, verdict, reports, speakers, last):
    report = reports[verdict.report] if verdict.report >= 0 else None
    speaker = speakers[verdict.report] if report else last
    start, end = passage.span_of(span)
    flag = span.flag or ("long" if 2 * (end - start) > len(text.strip()) else "")
    how = report.how if report else "continued" if last else ""
    about = {"rule": verdict.rule, "speaker_rule": how, "flag": flag}
    return _row(passage, text, (start, end), verdict.kind, verdict.scope, report, speaker, about)


def _row(passage, text, span, kind, scope, report, speaker, about):
    start, end = span
    verb = mention = (-1, -1)
    role = ""
    if report is not None:
        if report.cue.lemma:
            first, _ = passage.span_from(passage.starts[report.first] + report.skip, passage.ends[report.first])
            verb = first, passage.span(report.last, report.last)[1]
        m = report.mention
        if m is not None:
            mention = resolution.span(passage, m)
            role = text[slice(*passage.span(m.role_first, m.role_last))] if m.role_first >= 0 else ""
    whom = (speaker.start, speaker.end) if speaker is not None else (-1, -1)
    return Row(
        start, end, text[start:end], kind, scope, text[slice(*verb)] if verb[0] >= 0 else "", *verb,
        report.cue.lemma if report else "", report.cue.stance if report else "",
        text[slice(*mention)] if mention[0] >= 0 else "", *mention, role,
        text[slice(*whom)] if whom[0] >= 0 else "", *whom, speaker.body if speaker is not None else "", **about,
    )  # fmt: skip


def _indirect(passage, text, reports, speakers, judged):
    """Rows of the clauses with "that" that a reporting word governs, unless all of it is a quotation."""
    found = []
    for number, report in enumerate(reports):
        first = report.opens
        if first < 0 or report.cue.takes in ("name", "slogan"):
            continue
        opener, source = passage.words[first], report.cue.kind == reporting.PREPOSITION
        if not opener.has("complementiser") or (source and not opener.shape("begins_fa")):
            continue  # of بحسب فلان، فإن only what begins with ف is all of it the source's
        quoted = passage.quote[first : first + 2][-1]
        if quoted >= 0 and judged[quoted].kind == "reported":
            continue  # the quotation is the report; not before a name: قال إن "القمر" بعيد
        last = _clause_end(passage, reports, number)
        if last - first + 1 < _MIN_ITEMS:
            continue
        about = {"rule": "clause with أن", "speaker_rule": report.how, "flag": ""}
        span = passage.span(first, last)
        found.append(_row(passage, text, span, "indirect", "full", report, speakers[number], about))
    return found


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
