"""Reported speech: every quotation and every report with أن / إن, its reporting word and its speaker."""

import pandas as pd

from ..arabic import attribution, cues, mentions, passages, quoted

COLUMNS = {
    "doc_id": "str", "start": "int32", "end": "int32", "quote": "str", "kind": "str", "scope": "str", "verb": "str",
    "verb_start": "int32", "verb_end": "int32", "lemma": "str", "stance": "str", "speaker": "str",
    "speaker_start": "int32", "speaker_end": "int32", "role": "str", "resolved_speaker": "str", "resolved_start": "int32",
    "resolved_end": "int32", "rule": "str", "speaker_rule": "str", "flag": "str",
}  # fmt: skip


def extract(corpus):
    rows = []
    for doc_id, text in zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True):
        rows += [(doc_id, *row) for row in of_text(text)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def of_text(text):
    passage = passages.read(text)
    found = attribution.reports(passage)
    judged = quoted.verdicts(passage, found)
    resolver = mentions.Resolver(passage)
    speakers = [resolver.resolve(report) for report in found]
    rows = []
    for number, (span, verdict) in enumerate(zip(passage.quotes, judged, strict=True)):
        start, end = int(passage.offsets[span.start]), int(passage.offsets[span.end - 1]) + 1
        flag = span.flag
        if flag == "unclosed" and verdict.rule != "directly governed":
            continue
        if not flag and end - start > len(text) / 2: flag = "long"
        report = found[verdict.report] if verdict.report >= 0 else None
        who = speakers[verdict.report] if report else None
        rows.append(_row(passage, text, start, end, verdict.kind, verdict.scope, report, who, verdict.rule, flag))
    return rows


def _row(passage, text, start, end, kind, scope, report, who, rule, flag):
    if report is None:
        return (start, end, text[start:end], kind, scope, "", -1, -1, "", "", "", -1, -1, "", "", -1, -1, rule, "", flag)
    a, _ = passage.span(report.first, report.first)
    a = int(passage.offsets[passage.starts[report.first] + report.skip])
    _, b = passage.span(report.last, report.last)
    m = report.mention
    sa, sb = passage.span(m.first, m.last) if m else (-1, -1)
    role = text[slice(*passage.span(m.role_first, m.role_last))] if m and m.role_first >= 0 else ""
    ra, rb = (who.start, who.end) if who else (-1, -1)
    return (start, end, text[start:end], kind, scope, text[a:b], a, b, report.cue.lemma, report.cue.stance,
            text[sa:sb] if m else "", sa, sb, role, text[ra:rb] if who else "", ra, rb, rule, report.how, flag)
