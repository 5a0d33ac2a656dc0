"""Khitab's half of `corpus_tools.py`, in a process of its own, as `_conc_side.py` is Conc's.

    python _khitab_side.py FOLDER STEP        step: build, written, lemmas, reference, analyse
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from _conc_side import say, timed

from helpers.analyses import collocations, concordance, frequency, keyness
from helpers.corpus import store


def main(folder, step):
    """Do one step in `folder`."""
    folder = Path(folder)
    job = json.loads((folder / "job.json").read_text("utf-8"))
    if step == "analyse":
        return analyse(folder, job["node"])
    source = {"build": "target", "lemmas": "written"}.get(step, step)
    recipe = {"terms": {"level": "lemma" if step == "lemmas" else "normalized"}}
    derived = folder / f"khitab {step}"

    def build():
        return store.build(folder / f"{source}.csv", derived, recipe=recipe)

    if step == "reference":
        return build()
    name = "build lemmas" if step == "lemmas" else f"build {source}"
    made = timed(name, build, repeat=job["repeat"], before=lambda: shutil.rmtree(derived, ignore_errors=True))
    return say(documents=len(made.corpus), tokens=len(made), source=step)


def analyse(folder, node):
    """Time the analyses and write each down."""
    target = timed("open", lambda: store.load(folder / "khitab build"))
    reference = store.load(folder / "khitab reference")
    place = {"window": 5, "within_sentence": False, "min_n": 5, "min_docs": 1}
    page = {"window": 10, "sort": "post", "limit": 50, "within_sentence": False}
    analyses = {
        "frequencies page": lambda: target.terms.nlargest(20, "n"),
        "frequencies counts": lambda: plain_frequencies(target),
        "frequencies": lambda: frequency.table(target, bootstrap=0),
        "frequencies bootstrap": lambda: frequency.table(target),
        "keywords": lambda: keyness.compare(target, reference, bootstrap=0),
        "keywords bootstrap": lambda: keyness.compare(target, reference),
        "collocates": lambda: collocations.table(target, node, **place),
        "concordance": lambda: concordance.page(target, node, **page),
    }
    for name, analysis in analyses.items():
        found = timed(name, analysis)
        if name == "concordance":
            hits, found = concordance.page(target, node, **page | {"limit": None})
            say(hits=hits, hit_documents=len(np.unique(target.doc[concordance.find(target, node)[0]])))
        found.to_csv(folder / f"khitab {name}.csv", index=False)
    overlapping(target, node).to_csv(folder / "khitab overlapping.csv", index=False)


def plain_frequencies(stream):
    """What Conc's table of frequencies holds: n, ipm and n_docs of every word, which Khitab counts on opening."""
    table = stream.terms[["term", "n", "n_docs"]].sort_values("n", ascending=False)
    return table.assign(ipm=table["n"] / len(stream) * 1e6)


def overlapping(stream, node, window=5):
    """Collocate counts by Conc's definition: a token counts once for each window that it stands in."""
    at = np.flatnonzero(stream.terms["key"].to_numpy(object)[stream.term] == node)
    counts = np.zeros(len(stream.terms), np.int64)
    for step in (*range(-window, 0), *range(1, window + 1)):
        near = np.clip(at + step, 0, len(stream) - 1)
        inside = (near == at + step) & (stream.doc[near] == stream.doc[at])
        counts += np.bincount(stream.term[near[inside]], minlength=len(counts))
    table = pd.DataFrame({"token": stream.terms["key"], "collocate_frequency": counts})
    return table[counts >= 5]


if __name__ == "__main__":
    main(*sys.argv[1:])
