"""Clitics and lemmas against a treebank: Khitab beside the peers that are installed, same words, same run.

    python tests/benchmarks/morphology.py [gold.tsv] [--only "raw word"] [--context]

A system is a function analyze(forms, counts=None) -> DataFrame with the columns form; lemma; segments, the pieces of
the word as written joined by "+" (و+ال+إرهاب, the article after ل as a second ل: ل+ل+إرهاب); known, whether it has
been found in a dictionary. Where there is no segments or known, the measures made from them are left out. It is
called once with every distinct form, with no context; --context adds farahidi reading whole sentences (minutes), of
which each form's most frequent reading is scored.

The gold table has one row a token, tab-separated: surface, segs (segments with the article left on the noun),
segs_art (article split), lemma_undiac (lemma without vowel signs), cls (NOUN, ADJ, VERB and others); sent (which
sentence) is used by --context only, further columns by nothing. Both sides lose vowel signs, tatweel and presentation
forms before anything is compared, so a vocalised word counts as the same type as the bare one.

Measures. n tokens in all; the m tokens of class NOUN, ADJ or VERB are the "content" tokens.
Seg       tokens whose segments equal segs / n, the system's article put back on its noun (word-exact)
SegArt    tokens whose segments equal segs_art / n
SegF      F1 of clitic boundaries, article on the noun: a boundary is a place inside a token; with h places that both
          have, p of the system and g of the gold over all tokens, F1 = 2h / (p + g). A word with no clitics that is
          left alone adds nothing, so that splitting nothing scores 0, not 83 %
Lemma     content tokens whose lemma equals lemma_undiac, letter by letter, hamza, ة and ى included / m
LemmaF    the same after `normalization.DEFAULT_FOLDS` (أ إ آ = ا, final ى = ي, ؤ ئ = ء) on both sides: fair to systems
          that fold these, and the one to compare with figures measured on folded lemmas
B3 P/R/F  B-cubed (Bagga & Baldwin 1998) over the types of the content tokens, type t weighing w(t) tokens. Types of
          one lemma are one cluster, S(t) for the system, G(t) for the gold, where a type has one lemma: that of most
          of its content tokens. W(X) = sum of w over X, N = sum of w over all types,
          P = sum w(t) W(S(t) & G(t)) / W(S(t)) / N, R = sum w(t) W(S(t) & G(t)) / W(G(t)) / N, F = 2PR / (P + R).
          P is what wrongly merged words cost, R what wrongly separate ones do; the names of the lemmas do not count
known     distinct forms that the system says it knows, each by its own word (khitab: a dictionary has the form, its
          stem or its stem without an ending, or other words of the corpus have the stem) / distinct forms
types/s   distinct forms / seconds of the one call
load s    import, load and the first word; for khitab, load and MB are those of a second process, with its tables in
          the disk cache ("first" below the table: without)
MB        peak memory of the process; that of "raw word" is Python, pandas and the words alone
Each system has a process of its own. "one reading a type" is the gold's most frequent reading of each type: the
ceiling of whatever reads a word without its context.
"""

import argparse
import csv
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from helpers.arabic.normalization import DEFAULT_FOLDS, normalize

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "morphology_dev.tsv"
CONTENT = ("NOUN", "ADJ", "VERB")
BARE = ("presentation_forms", "zero_width", "tatweel", "tashkeel")
COLUMNS = ("surface", "segs", "segs_art", "lemma_undiac", "cls")
MEASURES = ("Seg", "SegArt", "SegF", "Lemma", "LemmaF", "B3 P", "B3 R", "B3 F", "known")
HEADS = (*MEASURES, "types/s", "load s", "MB")


def read_gold(path):
    """The gold table with its words bare; ValueError where a column is missing."""
    table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        raise ValueError(f"{path} has no column {', '.join(missing)}")
    table = table[[*COLUMNS, *(["sent"] if "sent" in table else [])]].copy()
    for column in COLUMNS[:-1]:
        table[column] = bare(table[column])
    return table


def bare(words):
    """Words without vowel signs, tatweel and presentation forms."""
    return normalize([str(word) for word in words], BARE)


def article_on_noun(segments):
    """Segments with the article put back on its noun: و+ال+إرهاب -> و+الإرهاب, ل+ل+إرهاب -> ل+لإرهاب."""
    out, article = [], ""
    for piece in segments.split("+"):
        is_article = piece == "ال" or (piece == "ل" and out[-1:] == ["ل"])
        if is_article and not article:
            article = piece
        else:
            out.append(article + piece)
            article = ""
    return "+".join([*out, article] if article else out)


def boundaries(segments):
    """Places inside the word where a piece ends, counted in letters."""
    places, place = set(), 0
    for piece in segments.split("+")[:-1]:
        place += len(piece)
        places.add(place)
    return places


def boundary_f1(found, truth):
    """F1 of the boundaries of aligned lists of segments; 0 where there is none in common."""
    ours, theirs = [boundaries(s) for s in found], [boundaries(s) for s in truth]
    hits = sum(len(a & b) for a, b in zip(ours, theirs, strict=True))
    return 2 * hits / (sum(map(len, ours)) + sum(map(len, theirs))) if hits else 0.0


def bcubed(found, truth, weights):
    """Weighted B-cubed precision, recall and F1 of two clusterings, each a list of one label an item."""
    pairs, clusters, classes = Counter(), Counter(), Counter()
    for a, b, weight in zip(found, truth, weights, strict=True):
        pairs[a, b] += weight
        clusters[a] += weight
        classes[b] += weight
    total = sum(clusters.values())
    precision = sum(w * w / clusters[a] for (a, _), w in pairs.items()) / total
    recall = sum(w * w / classes[b] for (_, b), w in pairs.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall)


def majority(keys, values):
    """Most frequent value of each key, the first to reach that number where two are equally frequent."""
    counts = {}
    for key, value in zip(keys, values, strict=True):
        counts.setdefault(key, Counter())[value] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def one_reading(gold):
    """The gold's own most frequent reading of each type, as if a system had given it."""
    content = gold[gold["cls"].isin(CONTENT)]
    lemmas = majority(gold["surface"], gold["lemma_undiac"]) | majority(content["surface"], content["lemma_undiac"])
    segments = majority(gold["surface"], gold["segs_art"])
    return pd.DataFrame({"form": list(lemmas), "segments": [segments[f] for f in lemmas], "lemma": lemmas.values()})


def score(answers, gold):
    """Measures by name, of one system's answers for the distinct surfaces of a gold table (of `read_gold`).

    Measures without the column they are made of are NaN. ValueError where a surface has no answer or two.
    """
    answers = answers.set_index("form")
    surfaces = gold["surface"].unique()
    if not answers.index.is_unique or not answers.index.isin(surfaces).sum() == len(surfaces):
        raise ValueError("a system must answer every distinct form once")
    out = dict.fromkeys(MEASURES, float("nan"))
    if "segments" in answers:
        split = dict(zip(answers.index, bare(answers["segments"]), strict=True))
        kept = {form: article_on_noun(segments) for form, segments in split.items()}
        found = gold["surface"].map(kept)
        out["Seg"] = (found == gold["segs"]).mean()
        out["SegArt"] = (gold["surface"].map(split) == gold["segs_art"]).mean()
        out["SegF"] = boundary_f1(found, gold["segs"])
    content = gold[gold["cls"].isin(CONTENT)]
    lemmas = dict(zip(answers.index, bare(answers["lemma"]), strict=True))
    found = content["surface"].map(lemmas)
    out["Lemma"] = (found == content["lemma_undiac"]).mean()
    pairs = zip(normalize(found, DEFAULT_FOLDS), normalize(content["lemma_undiac"], DEFAULT_FOLDS), strict=True)
    out["LemmaF"] = sum(a == b for a, b in pairs) / len(content)
    weights = Counter(content["surface"])
    truth = majority(content["surface"], content["lemma_undiac"])
    out["B3 P"], out["B3 R"], out["B3 F"] = bcubed([lemmas[t] for t in weights], [truth[t] for t in weights],
                                                   weights.values())  # fmt: skip
    if "known" in answers:
        out["known"] = answers["known"].reindex(surfaces).astype(bool).mean()
    return out


def child(name, path, folder):
    """What a measured process does: answers.parquet and figures.json in `folder`."""
    from _morphology_peers import IN_CONTEXT, SYSTEMS

    gold = read_gold(path)
    counts = gold["surface"].value_counts(sort=False)
    arguments = [gold.groupby("sent", sort=False)["surface"].agg(" ".join)] if name == IN_CONTEXT else []
    began = time.perf_counter()
    analyze = SYSTEMS[name][1](*arguments)
    if name != IN_CONTEXT:
        analyze(["كتاب"])
    loaded = time.perf_counter()
    answers = analyze(list(counts.index), list(counts))
    seconds = time.perf_counter() - loaded
    answers[[c for c in ("form", "segments", "lemma", "known") if c in answers]].to_parquet(folder / "answers.parquet")
    figures = {"load s": loaded - began, "types/s": len(counts) / seconds, "MB": peak_memory()}
    (folder / "figures.json").write_text(json.dumps(figures))


def peak_memory():
    """Peak memory of this process in MB; NaN where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))


def measure(name, path, cache):
    """Answers and figures of a system in a process of its own, with `cache` as the user's cache folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "ignore", __file__, str(path), "--child", name, "--folder", folder]
        subprocess.run(command, check=True, env=os.environ | {"XDG_CACHE_HOME": cache}, stdout=subprocess.DEVNULL)
        return pd.read_parquet(Path(folder, "answers.parquet")), json.loads(Path(folder, "figures.json").read_text())


def line(name, values):
    """One row of the table."""
    formats = dict.fromkeys(MEASURES, "9.3f") | {"types/s": "10,.0f", "load s": "9.2f", "MB": "7.0f"}
    cells = []
    for head in HEADS:
        value, width = values.get(head, float("nan")), int(formats[head].split(",")[0].split(".")[0])
        cells.append(format("–", f">{width}") if value != value else format(value, formats[head]))
    return f"{name:40}" + "".join(cells)


def write(name, scores, n, n_content, speed):
    """Put the row of a system into results.json, as far as it has the measures."""
    from _results import record  # beside this file, when it is run

    own = {"segmentation": scores["Seg"], "lemma": scores["Lemma"], "bcubed_f1": scores["B3 F"]}
    for figure, value in own.items():
        if value == value:
            record("morphology", name, {figure: float(value)}, n=n if figure == "segmentation" else n_content)
    record("morphology", name, {"forms_s": round(speed)}, speed=["forms_s"])


def main(path, only=None, context=False):
    """Print one row a system."""
    if not path.is_file():
        print(f"skipped: the gold table {path.name} is absent; name another: morphology.py path/to/gold.tsv")
        return
    from _morphology_peers import IN_CONTEXT, SYSTEMS

    gold = read_gold(path)
    content = gold["cls"].isin(CONTENT).sum()
    print(f"{path.name}: {len(gold):,} tokens ({content:,} nouns, adjectives, verbs), "
          f"{gold['surface'].nunique():,} distinct forms")  # fmt: skip
    widths = [9] * len(MEASURES) + [10, 9, 7]
    print(f"{'':40}" + "".join(f"{head:>{width}}" for head, width in zip(HEADS, widths, strict=True)))
    print(line("one reading a type", score(one_reading(gold), gold)), flush=True)
    notes = []
    for name, (modules, _) in SYSTEMS.items():
        if (only and name not in only) or (name == IN_CONTEXT and not context):
            continue
        missing = [module for module in modules if not importlib.util.find_spec(module)]
        if missing:
            notes.append(f"skipped: {name} needs {', '.join(missing)}, which is not installed")
            continue
        with tempfile.TemporaryDirectory() as cache:
            answers, figures = measure(name, path, cache)
            if modules[:1] == ("helpers.arabic.morphology",):
                notes.append(f"{name}, first: load {figures['load s']:.2f} s, {figures['MB']:.0f} MB")
                _, again = measure(name, path, cache)
                figures |= {head: again[head] for head in ("load s", "MB")}
        scores = score(answers, gold)
        print(line(name, scores | figures), flush=True)
        if path == GOLD:
            write(name, scores, len(gold), int(content), figures["types/s"])
    print("\n".join(notes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--only", action="append", help="a system's name; may be given again")
    parser.add_argument("--context", action="store_true", help="farahidi on whole sentences too")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    child(given.child, given.gold, given.folder) if given.child else main(given.gold, given.only, given.context)
