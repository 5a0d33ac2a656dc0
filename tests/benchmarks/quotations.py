"""Reported speech against data/annotations: quotations and indirect speech apart, part by part.

    python tests/benchmarks/quotations.py [part …]        fit, development, sample, held (all without a name)

Annotated and found stretches are joined, quotations with quotations and reports with أن with reports with أن: where
they overlap by half of their union, reports with أن also where they begin within three characters of each other; each
once.

Kind P/R/F1  quotations: reported against the rest; indirect: found against annotated
Verb         the reporting word overlaps the annotated one / speech with an annotated reporting word
Speaker      the mention overlaps the annotated one; where the subject is left out or a pronoun: no mention, or one
             that is the speaker's / all annotated speech
Resolved     one name holds all words of the other (article aside), or their places overlap / speech with an annotated
             person
What is not found counts as wrong in Verb, Speaker and Resolved. Intervals: 95 %, 2,000 resamples of the articles,
seed 0.
The part `held` is measured, never read: its errors must not be looked at.
"""

import re
import sys

import numpy as np
from _annotations import PARTS, articles

from helpers.arabic.speech import reported
from helpers.arabic.speech.text.plain_text import plain

SPEECH = ("reported", "indirect")
MEASURES = ("P", "R", "F1", "Verb", "Speaker", "Resolved")
GROUPS = {"quotations": "quotations", "indirect": "reports with أن, no marks"}
#: rows of results.json that the README and notebook 09 quote
QUOTED = {
    ("held", "quotations"): ("unseen", {
        "ar": "الاقتباسات في مقالات لم تُقرأ قط (data/annotations)",
        "en": "quotations of articles that were never looked at (data/annotations)",
    }),
    ("held", "indirect"): ("unseen_indirect", {
        "ar": "الكلام المنقول بأنّ بلا علامات في المقالات نفسها",
        "en": "reports with أن, without marks, of the same articles",
    }),
}  # fmt: skip
NOTE = {
    "ar": "وسمها نموذج لغوي قرأها كاملة ولم ير مخرجات أي برنامج.",
    "en": "A language model that read them whole annotated them, without having seen the output of any program.",
}
_WORD = re.compile(r"[^\W_]+")
_PRONOUN = ("implicit", "pronoun", "none")


def pairs(spans, rows, indirect):
    """Join annotated spans and found Rows of one group -> list of (span or None, row or None)."""
    gold = [span for span in spans if (span["kind"] == "indirect") == indirect and span["kind"] != "colon"]
    found = [row for row in rows if (row.kind == "indirect") == indirect]
    scored = []
    for a, span in enumerate(gold):
        for b, row in enumerate(found):
            common = min(span["end"], row.end) - max(span["start"], row.start)
            union = max(span["end"], row.end) - min(span["start"], row.start)
            together = indirect and common > 0 and abs(span["start"] - row.start) <= 3
            if together or common * 2 >= union:
                scored.append((-common / union, a, b))
    out, used_a, used_b = [], set(), set()
    for _, a, b in sorted(scored):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            out.append((gold[a], found[b]))
    out += [(span, None) for a, span in enumerate(gold) if a not in used_a]
    return out + [(None, row) for b, row in enumerate(found) if b not in used_b]


def judge(text, span, row):
    """Outcome of one pair: dict of counts, 1 for right."""
    truth = span is not None and span["kind"] in SPEECH
    said = row is not None and row.kind in SPEECH
    out = {"tp": truth and said, "fp": said and not truth, "fn": truth and not said}
    if truth:
        if "cue" in span:
            out["Verb"] = said and row.verb_start >= 0 and _overlap(span["cue"], (row.verb_start, row.verb_end))
        out["Speaker"] = said and _same_mention(text, span, row)
        if "resolved" in span:
            out["Resolved"] = said and _same_person(text, span["resolved"], row)
    return out


def outcomes(article):
    """{group: list of outcomes} of an annotated article."""
    rows = reported.rows(article["text"])
    return {
        group: [judge(article["text"], *pair) for pair in pairs(article["spans"], rows, group == "indirect")]
        for group in GROUPS
    }


def measures(found):
    """Measures by name of a list of outcomes."""
    tp, fp, fn = (sum(o[k] for o in found) for k in ("tp", "fp", "fn"))
    ratio = lambda a, b: a / b if b else float("nan")  # noqa: E731
    out = {"P": ratio(tp, tp + fp), "R": ratio(tp, tp + fn), "F1": ratio(2 * tp, 2 * tp + fp + fn)}
    for name in ("Verb", "Speaker", "Resolved"):
        values = [o[name] for o in found if name in o]
        out[name] = ratio(sum(values), len(values))
    return out


def intervals(by_article, n=2_000, seed=0):
    """95 % percentile interval of each measure, articles resampled."""
    generator = np.random.default_rng(seed)
    picks = generator.integers(0, len(by_article), (n, len(by_article)))
    drawn = [measures([o for pick in row for o in by_article[pick]]) for row in picks]
    return {name: np.nanquantile([d[name] for d in drawn], [0.025, 0.975]) for name in MEASURES}


def report(part):
    """Print the measures of a part and write down those that are quoted."""
    from _results import record  # beside this file, when it is run

    read = articles(part)
    if not read:
        print(f"skipped: no text of the part {part} is at hand")
        return
    judged = [outcomes(article) for article in read]
    for group, about in GROUPS.items():
        by_article = [found[group] for found in judged]
        every = [o for found in by_article for o in found]
        values, bounds, n = measures(every), intervals(by_article), sum(o["tp"] + o["fn"] for o in every)
        cells = [f"{m} {values[m]:.3f} [{bounds[m][0]:.2f} {bounds[m][1]:.2f}]" for m in MEASURES]
        print(f"{part:12}{about:28}{len(read):4} articles {n:4}  " + "  ".join(cells), flush=True)
        if (part, group) in QUOTED:
            row, about = QUOTED[part, group]
            record("reported_speech", row, {"articles": len(read), "reports": n}, about=about, note=NOTE)
            names = {"F1": "kind_f1", "Verb": "verb", "Speaker": "speaker", "Resolved": "resolved"}
            figures = {name: (values[m], *(float(end) for end in bounds[m])) for m, name in names.items()}
            record("reported_speech", row, figures, n=n)
    long = [baseline(article) for article in read]
    value, bounds = measures([o for found in long for o in found])["F1"], intervals(long)["F1"]
    print(f"{part:12}four words or more in marks  F1 {value:.3f} [{bounds[0]:.2f} {bounds[1]:.2f}]")
    if part == "held":
        n = sum(o["tp"] + o["fn"] for found in long for o in found)
        about = {"en": "baseline: four words or more in marks, the same articles"}
        record("reported_speech", "baseline", {"articles": len(read), "reports": n}, about=about, note={})
        record("reported_speech", "baseline", {"kind_f1": (value, *map(float, bounds))}, n=n)


def baseline(article):
    """Outcomes where a quotation of four words or more is speech, and no other."""
    rows = [row for row in reported.rows(article["text"]) if row.kind != "indirect"]
    rows = [row._replace(kind="reported" if len(_WORD.findall(row.quote)) >= 4 else "term") for row in rows]
    return [judge(article["text"], *pair) for pair in pairs(article["spans"], rows, False)]


def _overlap(a, b):
    return min(a[1], b[1]) > max(a[0], b[0])


def _words(text):
    return {re.sub("^(?:ال|لل)", "", word) for word in _WORD.findall(plain(text)[0])}


def _same_mention(text, span, row):
    if "speaker" in span and span["speaker_form"] not in _PRONOUN:
        return _overlap(span["speaker"], (row.speaker_start, row.speaker_end))
    if row.speaker == "":
        return True
    if "resolved" not in span or span["speaker_form"] in ("pronoun", "none"):
        return False
    a, b = _words(text[slice(*span["resolved"])]), _words(row.speaker)
    return a <= b or b <= a or _same_person(text, span["resolved"], row)


def _same_person(text, resolved, row):
    a, b = _words(text[slice(*resolved)]), _words(row.resolved_speaker)
    if a and b and (a <= b or b <= a):
        return True
    return row.resolved_start >= 0 and _overlap(resolved, (row.resolved_start, row.resolved_end))


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        report(name)
