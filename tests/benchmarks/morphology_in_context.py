"""Readings in context against a treebank: `morphology.tag` beside `morphology.analyze`, the same words, the same run.

    python tests/benchmarks/morphology_in_context.py [gold.tsv]

The gold table is that of `morphology.py`; its column sent says which words are a sentence. Every token is scored with
the reading it has where it stands, by form with the one reading of its form.

Measures. Seg, SegF, Lemma and LemmaF as in `morphology.py`, over tokens. B3 F over types, as there, a type having the
lemma of most of its content tokens in context. UPOS: tokens whose part of speech is that of cls / tokens with a cls.
The treebank PADT has no class of names: it calls known ones NOUN and leaves unknown ones without (OOV, no part of
speech; they are left out, and counted as NOUN in "with OOV"), so PROPN counts as NOUN on both sides.
Several: content tokens whose form has readings of several lemmas, and how many of them have a wrong lemma.
words/s: words of the gold a second of CPU, tables loaded, with the look-up and without.
95 % intervals of the differences by a bootstrap over sentences (seed 0).
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from morphology import CONTENT, GOLD, article_on_noun, bare, bcubed, boundary_f1, majority, read_gold

from helpers.arabic import morphology, readings
from helpers.arabic.normalization import DEFAULT_FOLDS, normalize

_SAME = {"PROPN": "NOUN"}


def sentences(gold):
    """The surfaces of each sentence: a list of lists."""
    return [list(part) for _, part in gold.groupby("sent", sort=False)["surface"]]


def tokens(gold):
    """What both ways say of each token: DataFrames with segments, lemma, and pos in context."""
    counts = gold["surface"].value_counts(sort=False)
    found = morphology.analyze(list(counts.index), counts=list(counts)).set_index("form")
    by_form = found.loc[gold["surface"], ["segments", "lemma"]].reset_index(drop=True)
    listed = readings.of_forms(found.reset_index())
    several = [len(set(listed.lemma[a:b])) > 1 for a, b in zip(listed.bounds, listed.bounds[1:], strict=False)]
    by_form["several"] = pd.Series(several, index=found.index).loc[gold["surface"]].to_numpy()
    return by_form, morphology.tag(sentences(gold))


def score(answers, gold):
    """Measures by name, of one answer a token."""
    segments = [article_on_noun(parts) for parts in bare(answers["segments"])]
    truth = gold["segs"].reset_index(drop=True)
    lemma, right = pd.Series(bare(answers["lemma"])), gold["lemma_undiac"].reset_index(drop=True)
    content = gold["cls"].isin(CONTENT).to_numpy()
    surface = gold["surface"].reset_index(drop=True)[content]
    folded = normalize(lemma[content], DEFAULT_FOLDS), normalize(right[content], DEFAULT_FOLDS)
    own, theirs = majority(surface, lemma[content]), majority(surface, right[content])
    weights = surface.value_counts(sort=False)
    b3 = bcubed([own[t] for t in weights.index], [theirs[t] for t in weights.index], weights.to_list())
    out = {
        "Seg": np.mean(np.array(segments, object) == truth.to_numpy(object)), "SegF": boundary_f1(segments, truth),
        "Lemma": (lemma == right)[content].mean(), "LemmaF": np.mean([a == b for a, b in zip(*folded, strict=True)]),
        "B3 F": b3[2],
    }  # fmt: skip
    if "pos" in answers:
        pos, cls = answers["pos"].replace(_SAME), gold["cls"].reset_index(drop=True).replace(_SAME)
        known = (cls != "OOV").to_numpy()
        out["UPOS"] = (pos == cls)[known].mean()
        out["with OOV"] = (pos == cls.replace({"OOV": "NOUN"})).mean()
    return out


def errors(answers, gold, several):
    """Whether the lemma of each content token of several readings is wrong: bool, one a token (False elsewhere)."""
    wrong = np.array(bare(answers["lemma"]), object) != gold["lemma_undiac"].to_numpy(object)
    return wrong & gold["cls"].isin(CONTENT).to_numpy() & several


def interval(values, groups, seed=0, n=1000):
    """95 % bootstrap interval of the sum of `values`, sentences drawn anew."""
    sums = np.bincount(groups, values)
    drawn = np.random.default_rng(seed).integers(0, len(sums), (n, len(sums)))
    return np.percentile(sums[drawn].sum(1), [2.5, 97.5])


def write(scores, n, n_content, n_several, wrong):
    """Put the figures into results.json."""
    from _results import record  # beside this file, when it is run

    row, about = "khitab in context", {"en": "**Khitab**, in context (`morphology.tag`)"}
    record("morphology", row, {"segmentation": float(scores["Seg"])}, n=n, about=about)
    record("morphology", row, {"lemma": float(scores["Lemma"]), "bcubed_f1": float(scores["B3 F"])}, n=n_content)
    record("morphology", row, {"upos": float(scores["UPOS"]), "upos_with_oov": float(scores["with OOV"])}, n=n)
    record("morphology", row, {"wrong_by_form": wrong[0], "wrong_in_context": wrong[1]}, n=int(n_several))


def main(path):
    """Print a row for either way, the errors on ambiguous forms and the speed."""
    if not path.is_file():
        print(f"skipped: the gold table {path.name} is absent; name another: morphology_in_context.py path/to/gold.tsv")
        return
    gold = read_gold(path)
    gold["cls"] = gold["cls"].where(gold["cls"] != "X", "OOV")
    by_form, tagged = tokens(gold)
    several = by_form.pop("several").to_numpy(bool)
    print(f"{path.name}: {len(gold):,} tokens, {gold['cls'].isin(CONTENT).sum():,} nouns, adjectives, verbs")
    for name, answers in (("by form", by_form), ("in context", tagged)):
        print(f"{name:12}" + "  ".join(f"{key} {value:.4f}" for key, value in score(answers, gold).items()))
    wrong = [errors(answers, gold, several) for answers in (by_form, tagged)]
    low, high = interval(wrong[1].astype(float) - wrong[0], pd.factorize(gold["sent"])[0])
    n = (several & gold["cls"].isin(CONTENT).to_numpy()).sum()
    print(f"of several readings: {n:,} content tokens; wrong by form {wrong[0].sum()}, in context {wrong[1].sum()} "
          f"({wrong[1].sum() / wrong[0].sum() - 1:+.0%}; difference {low:+.0f} to {high:+.0f})")  # fmt: skip
    if path == GOLD:
        n_content = int(gold["cls"].isin(CONTENT).sum())
        write(score(tagged, gold), len(gold), n_content, n, [int(one.sum()) for one in wrong])
    given = sentences(gold)
    began = time.process_time()
    morphology.tag(given)
    whole = time.process_time() - began
    began = time.process_time()
    morphology.analyze(list(gold["surface"].unique()), counts=list(gold["surface"].value_counts(sort=False)))
    look_up = time.process_time() - began
    print(f"words/s: {len(gold) / whole:,.0f} in all, {len(gold) / (whole - look_up):,.0f} beyond the look-up")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    main(parser.parse_args().gold)
