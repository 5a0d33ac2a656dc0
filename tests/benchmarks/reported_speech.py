"""Reported speech against annotated articles: Khitab beside the rule "four words or more are speech".

    python tests/benchmarks/reported_speech.py [gold.jsonl | gold.json]… [--halves] [--errors] [--as SET]

The figures of a set that is in SETS go into results.json (see _results.py): known by its file's name, or named by --as.

A gold file is JSON lines, one article each: id, text, quotes; or one JSON object with quotes whose text lies in a
file of its own (source_file, sought in ../corpora/seed). A quotation has start, end (code points of the text, the
marks included), type (reported, name, term, slogan) and, where it is reported, cue, speaker, resolved (each null or
text, start, end) and speaker_form (direct, same_sentence, implicit, pronoun, none; speaker_mention_type in the older
file).
Predictions and gold are joined where the spans overlap by half of their union at least, each once.

Kind P/R/F1  reported against the rest, over all quotations; a quotation that has no partner counts as not reported,
             a predicted one without partner that is called reported as a false one
Verb         reported quotations whose reporting word is the same, letter by letter, vowel signs too / those with a cue
Speaker      reported quotations with a speaker mention whose span overlaps the predicted one (of those without: nothing
             predicted) / reported quotations
Resolved     reported quotations whose resolved speaker is the same: one name holds all words of the other, article
             aside, or their spans in the text overlap / those with a resolved speaker
A reported quotation that the system does not call reported counts as wrong in Verb, Speaker and Resolved. "of those
found" leaves these out. Intervals: 95 %, 2,000 resamples of the articles (percentile), seed 0.
"""

import argparse
import json
import re
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from helpers.analyses import reported_speech
from helpers.arabic.speech.text.plain_text import plain
from helpers.corpus import documents

SHARED = Path(__file__).parents[3] / "shared"
GOLD = (SHARED / "gold" / "seed_quotes.json", SHARED / "gold" / "quotes_dev.jsonl")
#: set that is quoted -> its file's name ("" for one that is named by --as), and what the README and notebook 09 call it
SETS = {
    "unseen": ("", {"ar": "مقالات وُسمت قبل أن تُعرض على القواعد",
                    "en": "articles annotated before the rules had seen them"}),
    "development": ("quotes_dev.jsonl", {"ar": "مقالات التطوير (عليها صُنعت القواعد)",
                                         "en": "development articles (rules were made on them)"}),
}  # fmt: skip
QUOTED = {"Kind F1": "kind_f1", "Verb": "verb", "Speaker": "speaker", "Resolved": "resolved"}
MEASURES = ("Kind P", "Kind R", "Kind F1", "Verb", "Speaker", "Resolved")
_WORD = re.compile(r"[^\W_]+")


def read_gold(path):
    """The articles of a gold file: list of {id, text, quotes}."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    record = json.loads(path.read_text("utf-8"))
    if "text" not in record:
        source = next(path.parents[1].rglob(record["source_file"]))
        record["text"] = source.read_bytes().decode("utf-8")
    return [{"id": record.get("id", path.stem), **record}]


def predict(articles):
    """{article id: list of rows of `reported_speech.extract` without indirect speech}."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = (json.dumps({"id": str(n), "text": a["text"]}) for n, a in enumerate(articles))
        path.write_text("\n".join(lines), encoding="utf-8")
        corpus = documents.read(path, repairs=())  # the offsets are those of the text as it is
    for n, text in zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True):
        if text != articles[int(n)]["text"]:
            raise ValueError(f"article {articles[int(n)]['id']} has another text once read: its offsets do not hold")
    table = reported_speech.extract(corpus)
    found = defaultdict(list)
    for row in table[table["kind"] != "indirect"].to_dict("records"):
        found[articles[int(row["doc_id"])]["id"]].append(row)
    return found


def baseline(articles):
    """The same quotations, reported where they hold four words or more; no verb and no speaker."""
    found = predict(articles)
    nobody = {"verb": "", "speaker": "", "speaker_start": -1, "speaker_end": -1, "resolved_speaker": ""}
    for rows in found.values():
        for row in rows:
            row["kind"] = "reported" if len(_WORD.findall(row["quote"])) >= 4 else "term"
            row.update(nobody, resolved_start=-1, resolved_end=-1)
    return found


def pairs(gold, rows):
    """Join gold quotations and predicted rows -> list of (quotation or None, row or None)."""
    scored = []
    for a, quotation in enumerate(gold):
        for b, row in enumerate(rows):
            common = min(quotation["end"], row["end"]) - max(quotation["start"], row["start"])
            union = max(quotation["end"], row["end"]) - min(quotation["start"], row["start"])
            if common * 2 >= union:
                scored.append((-common / union, a, b))
    out, used_a, used_b = [], set(), set()
    for _, a, b in sorted(scored):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            out.append((gold[a], rows[b]))
    out += [(q, None) for a, q in enumerate(gold) if a not in used_a]
    return out + [(None, row) for b, row in enumerate(rows) if b not in used_b]


def same_person(gold, row):
    """True where predicted and gold speaker are the same by their words or their place."""
    words = [set(speakers_words(text)) for text in (gold["text"], row["resolved_speaker"])]
    if words[0] and words[1] and (words[0] <= words[1] or words[1] <= words[0]):
        return True
    return row.get("resolved_start", -1) >= 0 and _overlap(gold, row["resolved_start"], row["resolved_end"])


def speakers_words(text):
    """Words of a name, folded, without و, ل and the article."""
    return [re.sub("^(?:ال|لل)", "", word) for word in _WORD.findall(plain(text)[0])]


def _overlap(gold, start, end):
    return min(gold["end"], end) > max(gold["start"], start)


def form_of(quotation):
    """Form of the speaker mention, in the newer file's terms."""
    if "speaker_form" in quotation:
        return quotation["speaker_form"] or "none"
    sort = quotation.get("speaker_mention_type") or "none"
    return sort if sort in ("same_sentence", "implicit", "pronoun", "none") else "direct"


def judge(quotation, row):
    """Outcome of one pair: dict of counts, 1 for right."""
    truth = quotation is not None and quotation["type"] == "reported"
    said = row is not None and row["kind"] == "reported"
    out = {"tp": truth and said, "fp": said and not truth, "fn": truth and not said}
    if truth:
        out["form"] = form_of(quotation)
        out["found"] = said
        cue, speaker, resolved = (quotation.get(k) for k in ("cue", "speaker", "resolved"))
        if cue:
            out["Verb"] = said and cue["text"] == row["verb"]
        if form_of(quotation) in ("implicit", "none", "pronoun") or not speaker:
            out["Speaker"] = said and row["speaker"] == ""
        else:
            out["Speaker"] = said and _overlap(speaker, row["speaker_start"], row["speaker_end"])
        if resolved:
            out["Resolved"] = said and same_person(resolved, row)
    return out


def measures(outcomes):
    """Measures by name of a list of outcomes."""
    tp, fp, fn = (sum(o.get(k, 0) for o in outcomes) for k in ("tp", "fp", "fn"))
    ratio = lambda a, b: a / b if b else float("nan")  # noqa: E731
    out = {"Kind P": ratio(tp, tp + fp), "Kind R": ratio(tp, tp + fn), "Kind F1": ratio(2 * tp, 2 * tp + fp + fn)}
    for name in ("Verb", "Speaker", "Resolved"):
        values = [o[name] for o in outcomes if name in o]
        out[name] = ratio(sum(values), len(values))
    return out


def intervals(by_article, n=2_000, seed=0):
    """95 % percentile interval of each measure, articles resampled."""
    generator = np.random.default_rng(seed)
    lists = list(by_article.values())
    drawn = []
    for _ in range(n if len(lists) > 1 else 0):
        picks = generator.integers(0, len(lists), len(lists))
        drawn.append(measures([o for p in picks for o in lists[p]]))
    low_high = {}
    for name in MEASURES:
        values = [d[name] for d in drawn if d[name] == d[name]]
        low_high[name] = np.quantile(values, [0.025, 0.975]) if values else (float("nan"),) * 2
    return low_high


def line(name, by_article):
    """One row of the table: the measures with their intervals."""
    every = [o for outcomes in by_article.values() for o in outcomes]
    values, bounds = measures(every), intervals(by_article)
    cells = [f"{values[m]:6.3f} [{bounds[m][0]:.2f} {bounds[m][1]:.2f}]" for m in MEASURES]
    return f"{name:34}{sum('form' in o for o in every):4}  " + "  ".join(cells).replace("nan", "  –")


def write(name, by_article, about, quoted, note=None):
    """Put a row into results.json: articles, reports, and the quoted measures with their intervals."""
    from _results import record  # beside this file, when it is run

    every = [o for outcomes in by_article.values() for o in outcomes]
    values, bounds, n = measures(every), intervals(by_article), sum("form" in o for o in every)
    record("reported_speech", name, {"articles": len(by_article), "reports": n}, about=about, note=note)
    figures = {QUOTED[m]: (values[m], *(float(end) for end in bounds[m])) for m in quoted}
    record("reported_speech", name, figures, n=n)


def both_halves(articles, ours):
    """The rows of every second article apart."""
    for name, part in (("even articles", articles[::2]), ("odd articles", articles[1::2])):
        print(line(f"  {name}", {a["id"]: ours[a["id"]] for a in part}))


def outcomes_of(articles, found):
    """{article id: list of outcomes} and the pairs they come from."""
    joined = {a["id"]: pairs(a["quotes"], found.get(a["id"], [])) for a in articles}
    return {key: [judge(*pair) for pair in value] for key, value in joined.items()}, joined


def show_errors(articles, joined):
    """Print every wrong pair with what the gold says and what was found."""
    for article in articles:
        for quotation, row in joined[article["id"]]:
            out = judge(quotation, row)
            wrong = [k for k in ("Verb", "Speaker", "Resolved") if out.get(k) is False or out.get(k) == 0]
            if not (out["fp"] or out["fn"] or wrong):
                continue
            some = quotation or row
            text, start, end = article["text"], some["start"], some["end"]
            print(f"\n{article['id']} {start} {'FP' if out['fp'] else 'FN' if out['fn'] else ''} {wrong}")
            around = text[max(0, start - 130) : start], text[start:end], text[end : end + 40]
            print("   …{} ⟦ {} ⟧ {}".format(*(part.replace("\n", "¶") for part in around)))
            if quotation:
                parts = [(quotation.get(k) or {}).get("text") for k in ("cue", "speaker", "resolved")]
                print("   gold ", [quotation["type"], *parts], form_of(quotation), quotation.get("note") or "")
            if row:
                names = ("kind", "verb", "speaker", "resolved_speaker", "rule", "speaker_rule")
                print("   found", [row[k] for k in names])


def report(path, halves=False, errors=False, only=None, known=None):
    """Print the tables of one gold file, and write down the figures of a set of SETS."""
    articles = read_gold(path)
    if only is not None:
        articles = articles[only::2]
    began = time.perf_counter()
    found = predict(articles)
    seconds = time.perf_counter() - began
    n = sum(len(a["quotes"]) for a in articles)
    print(f"\n{path.name}: {len(articles)} articles, {n} quotations; {seconds:.2f} s")
    print(f"{'':34}{'n':>4}  " + "  ".join(f"{m:^18}" for m in MEASURES))
    base, _ = outcomes_of(articles, baseline(articles))
    print(line("four words or more", base))
    ours, joined = outcomes_of(articles, found)
    print(line("Khitab", ours))
    found_only = {k: [o for o in v if o.get("found")] for k, v in ours.items()}
    print(line("  of those found", found_only))
    forms = sorted({o["form"] for v in ours.values() for o in v if "form" in o})
    for form in forms:
        print(line(f"  speaker {form}", {k: [o for o in v if o.get("form") == form] for k, v in ours.items()}))
    if known is not None and only is None:
        write(known, ours, SETS[known][1], QUOTED, {})
        if known == "unseen":
            about = {"en": "baseline: four words or more in marks, the same articles"}
            write("baseline", base, about, ["Kind F1"], {})
    if halves and len(articles) > 1:
        both_halves(articles, ours)
    if errors:
        show_errors(articles, joined)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="*", default=GOLD)
    parser.add_argument("--halves", action="store_true", help="every second article apart")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--only", type=int, choices=(0, 1), help="only the even (0) or odd (1) articles")
    parser.add_argument("--as", dest="known", choices=SETS, help="the set of results.json that the gold file is")
    given = parser.parse_args()
    for path in given.gold:
        if path.is_file():
            known = given.known or next((name for name, (file, _) in SETS.items() if file == path.name), None)
            report(path, given.halves, given.errors, given.only, known)
        else:
            print(f"skipped: {path.name} is absent; name another: reported_speech.py path/to/gold.jsonl")
