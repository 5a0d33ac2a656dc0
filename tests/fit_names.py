"""Fit the weights by which runs of words that no rule takes for a name are weighed.

    python tests/fit_names.py [--write]

A logistic regression (L2) over the signs of `helpers.corpus.words.weighing`, on the two shared corpora (they must be at
hand). Names are those of tests/benchmarks/keywords.py that rules may be made with in view: the half `tune` of the
keywords, and those that a reader noted and are marked as seen; the others are left out altogether. What nobody noted is
taken for no name: some of it is one, so only the order of the scores counts, not their height. Of what is no name each
class of frequency weighs as much as of names, since a reader notes what is frequent. Each score of the
cross-validation comes from names and from a corpus that the model has not seen. --write replaces
resources/morphology/name_weights.tsv; its constant is such that at 0 the weighing adds `ADDED` to what the rules take.
"""

import argparse
import hashlib
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import keywords

from helpers.corpus import documents, tokens
from helpers.corpus.words import compounds

STRENGTHS, STRENGTH = (0.003, 0.01, 0.03, 0.1), 0.03  # tried; taken: they hardly differ
FOLDS, SMALLEST = 5, 0.02  # weights below (of a sign in units of its deviation) are left out
ADDED = 0.15
CLASSES = (15, 25, 50, 120)  # bounds of the classes of frequency
TARGET = Path(str(files("helpers.resources"))) / "morphology" / "name_weights.tsv"


def examples(path):
    """The runs of a corpus with their signs: name, n, rule, is_name, left_out, and a column a sign."""
    corpus = documents.read(path)
    t = tokens.tokenize(corpus, compounds="none")
    columns = {name: getattr(t, name) for name in ("doc", "start", "end", "sent", "form")}
    table = compounds.signs(columns, t.forms, folds=t.folds)
    named, noted = keywords.keywords(path), keywords.read_names(corpus.documents["text"])
    listed = keywords.classes()
    held = {name for name in named if keywords.half(name) == "kept"} | {n for n in noted if noted[n] == "unseen"}
    known = {name for name in named if listed.get(keywords.mark(name), "names") == "names"} | set(noted)
    name = table["name"].map(keywords.folded)
    return table.assign(name=name, is_name=name.isin(known - held), left_out=name.isin(held))


def fold(name):
    """Which fold a name is in."""
    return hashlib.sha256(f"fold {name}".encode()).digest()[0] % FOLDS


def fitted(table, names, strength):
    """A model of the signs `names`, fitted on a table of `examples`."""
    table = table[~table["left_out"]]
    of_class, truth = classes(table), table["is_name"].to_numpy(int)
    share = np.bincount(of_class, truth) / np.maximum(np.bincount(of_class, 1 - truth), 1)
    weight = np.where(truth == 1, 1.0, 10 * share[of_class])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=3000))
    return model.fit(table[names].to_numpy(float), truth, logisticregression__sample_weight=weight)


def classes(table):
    """The class of frequency of each row."""
    return np.searchsorted(CLASSES, table["n"], side="right")


def unseen_scores(tables, names, strength):
    """For each corpus the scores of its rows, by models of the other one and without the name itself."""
    made = []
    for other, table in zip(tables[::-1], tables, strict=True):
        of, other_of = table["name"].map(fold).to_numpy(), other["name"].map(fold).to_numpy()
        values, score = table[names].to_numpy(float), np.zeros((FOLDS, len(table)))
        for number in range(FOLDS):
            rest = other[~(other["is_name"].to_numpy() & (other_of == number))]
            score[number] = fitted(rest, names, strength).decision_function(values)
        own = score[of, np.arange(len(table))]
        made.append(np.where(table["is_name"], own, score.mean(0)))
    return made


def recall(table, order, share):
    """Share of the names among the first of each class of frequency, `share` times as many as the rules take there."""
    of, rank = classes(table), np.zeros(len(table))
    for number in range(len(CLASSES) + 1):
        rows = np.flatnonzero(of == number)
        place = np.empty(len(rows))
        place[np.argsort(-order[rows], kind="stable")] = np.arange(len(rows))
        rank[rows] = place / max((table["rule"].to_numpy()[rows] != "").sum(), 1)
    names = table["is_name"].to_numpy()
    return (names & (rank < share)).sum(), names.sum()


def told(tables, scores):
    """What is printed of scores: how many names the rules take, and the model at the same number and at more."""
    by_rule = [table["rule"].to_numpy() != "" for table in tables]
    rules = sum((table["is_name"] & taken).sum() for table, taken in zip(tables, by_rule, strict=True))
    line, n = [], sum(table["is_name"].sum() for table in tables)
    for share in (1.0, 1 + ADDED):
        alone = sum(recall(table, score, share)[0] for table, score in zip(tables, scores, strict=True))
        both = [np.where(taken, np.inf, score) for taken, score in zip(by_rule, scores, strict=True)]
        joint = sum(recall(table, score, share)[0] for table, score in zip(tables, both, strict=True))
        line.append(f"at {share} times as many: weighing {alone / n:.3f}, rules and weighing {joint / n:.3f}")
    return f"rules {rules / n:.3f} of {n} names; {'; '.join(line)}"


def main(write):
    """Fit, print, and write where asked."""
    paths = [keywords.CORPORA / f"{name}.jsonl.gz" for name in ("counterterrorism", "reference")]
    if not all(path.is_file() for path in paths):
        raise SystemExit("The shared corpora are not at hand.")
    tables = [examples(path) for path in paths]
    names = [name for name in tables[0] if name not in ("name", "n", "rule", "is_name", "left_out")]
    for strength in STRENGTHS:
        print(f"C = {strength}: {told(tables, unseen_scores(tables, names, strength))}")
    whole = pd.concat(tables, ignore_index=True)
    model = fitted(whole, names, STRENGTH)
    scaler, regression = model.named_steps["standardscaler"], model.named_steps["logisticregression"]
    kept = np.abs(regression.coef_[0]) >= SMALLEST
    weight = np.round(np.where(kept, regression.coef_[0] / scaler.scale_, 0), 4)
    score = whole[names].to_numpy(float) @ weight
    free = np.sort(score[(whole["rule"] == "").to_numpy()])[::-1]
    constant = -free[int(ADDED * (whole["rule"] != "").sum())]
    if write:
        head = (
            f"# Weights of a logistic regression (L2, C = {STRENGTH}): is a run of words a name or a fixed term?\n"
            "# Signs: helpers.corpus.words.weighing. Fitted by tests/fit_names.py on the shared corpora\n"
            f"# ({len(whole)} runs, {int(whole['is_name'].sum())} of them names).\nsign\tweight\n"
        )
        rows = sorted(zip(names, weight, strict=True), key=lambda row: (-abs(row[1]), row[0]))
        rows = [("", constant), *[row for row in rows if row[1]]]
        TARGET.write_text(head + "".join(f"{name}\t{value:.4f}\n" for name, value in rows), encoding="utf-8")
        print(f"wrote {TARGET.name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the weights of the package")
    main(parser.parse_args().write)
