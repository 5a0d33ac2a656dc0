"""Fit the weights by which a quotation that no rule calls speech is weighed once more.

    python tests/fit_weights.py [--write]

A logistic regression (L2) over the features of `helpers.arabic.speech.kinds.weighing`, the rules' verdict among them,
on the annotated quotations of the parts fit, development and sample (data/annotations; the news texts must be at
hand). The strength C is the one of several with the best F1 in cross-validation over articles; the part held is not
touched, and measures it (tests/benchmarks/quotations.py). --write replaces resources/speech/weights.tsv.
"""

import argparse
import io
from importlib.resources import files
from pathlib import Path

import numpy as np
from benchmarks._annotations import articles
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from helpers.arabic.speech import reported
from helpers.arabic.speech.kinds import quotations, weighing
from helpers.arabic.speech.speakers import reports

PARTS = ("fit", "development", "sample")
STRENGTHS = (0.03, 0.1, 0.3, 1.0)
SMALLEST = 0.02  # weights below change nothing and are left out
TARGET = Path(str(files("helpers.resources"))) / "speech" / "weights.tsv"


def examples(*parts):
    """Features, whether it is speech, and article of each annotated quotation: three lists."""
    found = ([], [], [])
    for article in articles(*parts):
        passage = next(reported.read([article["text"]]))
        judged = []
        for place in quotations.places(passage, reports.reports(passage), judged_by(passage, judged)):
            verdict = quotations.by_rules(place)
            judged[passage.quote[place.item]] = verdict
            start, end = passage.span(place.item, place.item)
            if (truth := _annotated(article["spans"], start, end)) is not None:
                row = weighing.features(place, verdict), truth, article["id"]
                for values, value in zip(found, row, strict=True):
                    values.append(value)
    return found


def judged_by(passage, judged):
    """The list of verdicts so far, one a quotation, filled in as they come."""
    judged += [quotations.Verdict("term", "", -1, "no word")] * len(passage.quotes)
    return judged


def _annotated(spans, start, end):
    """Whether the annotated quotation in this place is speech; None where there is none."""
    for span in spans:
        common = min(span["end"], end) - max(span["start"], start)
        union = max(span["end"], end) - min(span["start"], start)
        if span["kind"] not in ("indirect", "colon") and 2 * common >= union:
            return span["kind"] == "reported"
    return None


def matrix(features, names):
    """The features as an array, a column a name."""
    place = {name: column for column, name in enumerate(names)}
    out = np.zeros((len(features), len(names)))
    for row, found in enumerate(features):
        for name, value in found.items():
            if name in place:
                out[row, place[name]] = value
    return out


def main(write):
    """Fit, print, and write where asked."""
    features, truth, groups = examples(*PARTS)
    if not features:
        raise SystemExit("The texts of the annotated articles are not at hand: see tests/benchmarks/_annotations.py.")
    names = sorted({name for found in features for name in found} - {""})
    known, truth = matrix(features, names), np.array(truth)
    folds = GroupKFold(5)
    scores = {}
    for strength in STRENGTHS:
        said = cross_val_predict(_model(strength), known, truth, groups=groups, cv=folds)
        scores[strength] = f1_score(truth, said)
        print(f"C = {strength}: F1 {scores[strength]:.3f} (5 folds of articles, {len(truth)} quotations)")
    best = max(STRENGTHS, key=lambda strength: (round(scores[strength], 3), -strength))
    model = _model(best).fit(known, truth)
    if write:
        out = io.StringIO()
        out.write(f"# Weights of a logistic regression (L2, C = {best}): is a quotation reported speech? Features:\n")
        out.write("# helpers.arabic.speech.kinds.weighing. Fitted by tests/fit_weights.py on\n")
        out.write("# fit, development and sample of data/annotations\n")
        out.write(f"# ({len(set(groups))} articles, {len(truth)} quotations).\nfeature\tweight\n")
        weights = {"": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
        for name, weight in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
            if abs(weight) >= SMALLEST or name == "":
                out.write(f"{name}\t{weight:.3f}\n")
        TARGET.write_text(out.getvalue(), encoding="utf-8")
        print(f"wrote {TARGET.name}")


def _model(strength):
    return LogisticRegression(C=strength, max_iter=5000)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the weights of the package")
    main(parser.parse_args().write)
