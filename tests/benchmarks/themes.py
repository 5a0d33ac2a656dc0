"""Themes against an editor's categories: cluster purity and NMI, beside the same NMF on scikit-learn's tokens.

Each document goes to its strongest theme; internationalNews and middleEast count as one category. Mean of five
seeds. "scikit-learn" is TfidfVectorizer() with its defaults; "same NMF" gives its tokens our TF-IDF variant, our
limits on document frequency, restarts and scaling, so that only the tokens differ.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from _results import record
from scipy import sparse
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score

from helpers.analyses import themes
from helpers.corpus import documents, tokens
from helpers.measures import tfidf

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "topics_labelled.jsonl.gz"
SEEDS, SIZES = range(5), (5, 6, 8)
QUOTED = ("scikit-learn", "same NMF, scikit-learn's tokens", "khitab, level normalized", "khitab, level lemma")


def purity(truth, found):
    """Share of documents whose theme's most frequent category is their own."""
    return pd.crosstab(found, truth).max(axis=1).sum() / len(truth)


def score(truth, assign):
    """Mean purity and NMI over the seeds at each number of themes; assign(n_themes, seed) -> theme a document."""
    rows = []
    for n_themes in SIZES:
        found = [assign(n_themes, seed) for seed in SEEDS]
        rows.append(np.mean([purity(truth, f) for f in found]))
        rows.append(np.mean([normalized_mutual_info_score(truth, f) for f in found]))
    return rows


def main():
    """Print one row a system."""
    if not CORPUS.is_file():
        print(f"skipped: {CORPUS.name} is absent")
        return
    corpus = documents.read(CORPUS)
    truth = corpus.documents["category"].astype(str).replace({"middleEast": "internationalNews"}).to_numpy()
    texts = corpus.documents["text"].to_list()
    plain = TfidfVectorizer().fit_transform(texts)
    counted = CountVectorizer(min_df=10, max_df=0.2).fit_transform(texts)
    weighted = sparse.csr_matrix(tfidf.weights(counted, themes.VARIANT))
    levels = {level: tokens.tokenize(corpus, level=level) for level in tokens.LEVELS}
    systems = {
        "scikit-learn": lambda k, seed: NMF(k, init="random", random_state=seed).fit_transform(plain).argmax(axis=1),
        "same NMF, scikit-learn's tokens": lambda k, seed: themes.factorise(weighted, k, seed=seed)[0].argmax(axis=1),
        **{f"khitab, level {level}": lambda k, seed, t=t: ours(t, k, seed) for level, t in levels.items()},
    }
    heads = [f"{measure} {k}" for k in SIZES for measure in ("purity", "NMI")]
    print(f"{'':34}" + "".join(f"{head:>10}" for head in heads))
    for name, assign in systems.items():
        values = score(truth, assign)
        print(f"{name:34}" + "".join(f"{value:10.3f}" for value in values), flush=True)
        figures = {head.lower().replace(" ", "_"): float(value) for head, value in zip(heads, values, strict=True)}
        if name in QUOTED:
            record("themes", name, figures, n=len(texts))


def ours(stream, n_themes, seed):
    """Strongest theme of each document."""
    return themes.fit(stream, n_themes=n_themes, seed=seed, runs=0)[1]["theme"].to_numpy()


if __name__ == "__main__":
    main()
