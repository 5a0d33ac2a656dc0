"""Fit the tables behind the choice of readings in context, in `resources/morphology`.

    python tests/fit_context.py corpus.jsonl.gz [corpus.jsonl.gz ...]

places.tsv: where words stand, counted. context.tsv: weights of the words and tags beside a word, trained on the words
that have one reading only (or one of which is far ahead). Three rounds: first with the most frequent tags of the
neighbours, then with those that the model of the round before chooses for them, and with the words of which it leaves
little doubt. usage.tsv: how often a word is what, as the model chooses in the corpora. Tokens are drawn with a seed, so
that the same corpora give the same tables. What is written are counts and weights, no text.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numba
import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from helpers.arabic import context, lemma_pairs, readings
from helpers.arabic.readings import TAGS
from helpers.corpus import documents, tokens
from helpers.corpus.words import forms

N_WORDS, N_SAMPLE, CERTAIN, SURE, RAREST = 2000, 500_000, 0.85, 0.9, 10
FOLDER = Path(context.__file__).parents[1] / "resources" / "morphology"
PLACES_HEAD = """# Where words stand in {docs:,} Arabic news articles of 22 sources (2015-2024), counted for Khitab
# (GPL-3.0-or-later) by tests/fit_context.py: with the article, with a pronoun; how often a word with the article stands
# right behind a definite noun, and a feminine without it behind an indefinite feminine, which adjectives do and nouns
# do not; and how often a word without article and pronoun stands right before one with the article, as nouns do.
# Counts only, no text.
# word (without clitics), n; with the article, with a pronoun; article and no other clitic, of these behind a definite
# noun; feminine and no clitic, of these behind a feminine; without article and pronoun, of these before the article
"""
USAGE_HEAD = """# How often words of {docs:,} Arabic news articles (2015-2024) are noun, verb, adjective, name, function
# word and number, as chosen in context (tests/fit_context.py, Khitab, GPL-3.0-or-later). Words of {rarest} and more
# occurrences that have readings of several parts of speech, without و and ف before them. Counts only, no text.
# word	NOUN	VERB	ADJ	PROPN	FUNC	NUM
"""
HEAD = """# Weights of the choice of readings in context, fitted by tests/fit_context.py on {n:,} words of {docs:,}
# Arabic news articles (2015-2024) for Khitab (GPL-3.0-or-later), in hundredths. No text, no treebank.
# kind: before, after (a word beside, * for all others and none); tags before, tags after, tags around (numbers of
# pairs of `readings.TAGS`); intercept; prior (log of the share of each tag).
# kind	name	{tags}
"""


def tokenized(path):
    """The Tokens of a corpus, its forms with the lemmas that they have by themselves."""
    found = tokens.tokenize(documents.read(path), level="form")
    return found, forms.with_lemmas(found.forms)


def add_places(total, found, table):
    """Add to `total`, word -> nine counts, where the words of a corpus stand."""
    pieces = [segments.split("+") for segments in table["segments"]]
    host = [max(parts, key=len) for parts in pieces]
    at = [parts.index(one) for parts, one in zip(pieces, host, strict=True)]
    article = np.array([
        i > 0 and (parts[i - 1] == "ال" or parts[i - 2 : i] == ["ل", "ل"]) for parts, i in zip(pieces, at, strict=True)
    ])  # fmt: skip
    alone = np.array([parts[:i] in ([], ["ال"]) for parts, i in zip(pieces, at, strict=True)])
    pronoun = np.array([i < len(parts) - 1 for parts, i in zip(pieces, at, strict=True)])
    feminine = np.array([one.endswith(("ة", "ات")) for one in host])
    arabic = (table["kind"] == "arabic").to_numpy(bool)
    stop = table["is_stop"].to_numpy(bool)
    form = found.form
    before = np.r_[-1, form[:-1]]
    near = np.r_[False, (np.diff(found.doc) == 0) & (np.diff(found.sent) == 0)]
    near[1:] &= found.start[1:] - found.end[:-1] <= 1
    plain = (alone & ~pronoun & arabic)[form] & near
    definite, indefinite = plain & article[form], plain & (~article & feminine & ~stop)[form]
    after_definite = ((article | pronoun) & ~stop)[before]
    after_feminine = (~article & ~stop & arabic & feminine & ~pronoun)[before]
    free = ~(article | pronoun)[form]
    governing = np.r_[free[:-1] & near[1:] & (alone & article & ~stop)[form[1:]], False]
    n = np.bincount(form, minlength=len(table))
    content = arabic & (table["origin"] != "function").to_numpy(bool)
    counts = [n * content, n * (content & article), n * (content & pronoun)]
    for chosen in (definite, definite & after_definite, indefinite, indefinite & after_feminine, free, governing):
        counts.append(np.bincount(form[chosen], minlength=len(table)))
    for word, *row in zip(host, *counts, strict=True):
        sums = total.setdefault(word, np.zeros(9, np.int64))
        sums += row


def write_places(total, docs):
    """Write the words of which the counts tell something."""
    lines = [PLACES_HEAD.format(docs=docs)]
    for word in sorted(total):
        row = total[word]
        if (row[3] + row[5] >= 8 or row[0] >= 20) and len(word) > 1 and word.isalpha():
            lines.append("\t".join([word, *map(str, row)]) + "\n")
    (FOLDER / "places.tsv").write_text("".join(lines), "utf-8")


def read(found, table):
    """The tokens of a corpus as arrays, with the readings of its forms."""
    listed = readings.of_forms(table.rename(columns={"origin": "source"}))
    joined = np.r_[False, (np.diff(found.doc) == 0) & (np.diff(found.sent) == 0)]
    apart = np.r_[False, found.start[1:] - found.end[:-1] > 1]
    verb = readings.PARTS.index("VERB")
    names = [
        segments.replace("+", "").removeprefix(readings.conjunction(segments)) for segments in listed.segments
    ]  # fmt: skip
    return {"form": found.form.astype(np.int64), "joined": joined, "apart": apart, "bounds": listed.bounds,
            "tags": listed.tag.astype(np.int64), "share": listed.share, "names": names, "part": listed.part,
            "normalized": context.named(table["normalized"]).to_pylist(), "n": table["n"].to_numpy(),
            "docs": len(found.corpus), "lemmas": lemma_pairs.load().of(listed.lemma, listed.part == verb)}  # fmt: skip


def certain(data):
    """The tag of each form whose readings agree on one, or nearly; 0 for the others."""
    out = np.zeros(len(data["bounds"]) - 1, np.int64)
    for form, (low, high) in enumerate(zip(data["bounds"], data["bounds"][1:], strict=False)):
        sums = Counter()
        for tag, share in zip(data["tags"][low:high], data["share"][low:high], strict=True):
            sums[int(tag)] += share
        tag, share = sums.most_common(1)[0]
        nominal = all(TAGS[other].split()[0] in ("NOUN", "ADJ", "PROPN") for other in sums)
        if share > 0.97 or (share > CERTAIN and nominal):
            out[form] = tag
    return out


@numba.njit
def _rows(chosen, word, tag, joined, apart, start, n_tags):
    out = np.empty((chosen.size, 5), np.int64)
    for k in range(chosen.size):
        context.features(chosen[k], word, tag, joined, apart, start, n_tags, out[k])
    return out


def fit(corpora, words, rng, round_, model=None):
    """One round: (Model, number of words trained on)."""
    start = context.offsets(len(words))
    rows, labels = [], []
    for data in corpora:
        word = np.array([words.get(form, 0) for form in data["normalized"]])[data["form"]]
        label = data["certain"][data["form"]]
        if model is None:
            chosen = context.first_choice(data["form"], data["bounds"], data["share"])
        else:
            place = (data["form"], word, data["joined"], data["apart"], data["bounds"], data["tags"])
            chosen, share = context.choose(*place, data["share"], model=model)
            chosen, _, certainty = context.expect(*place, share, before=chosen, model=model)
            # Of words with several readings those whose place leaves little doubt teach, too.
            label = np.where((label == 0) & (certainty > SURE), data["tags"][chosen], label)
        known = np.flatnonzero((label > 0) & (label < len(TAGS) - 1))
        keep = np.where(label[known] == 1, 0.25, 1.0)  # function words are many and alike
        known = known[rng.random(len(known)) < keep * N_SAMPLE / len(known)]
        rows.append(_rows(known, word, data["tags"][chosen], data["joined"], data["apart"], start, len(TAGS)))
        labels.append(label[known])
    rows, labels = np.concatenate(rows), np.concatenate(labels)
    ends = np.arange(0, rows.size + 1, 5)
    matrix = scipy.sparse.csr_matrix((np.ones(rows.size, np.float32), rows.ravel(), ends), (len(rows), start[-1]))
    held, order = len(rows) // 20, rng.permutation(len(rows))
    matrix, labels = matrix[order], labels[order]
    found = LogisticRegression(C=1.0, max_iter=80, tol=1e-3).fit(matrix[held:], labels[held:])
    print(f"round {round_ + 1}: {len(rows):,} words, right without looking at the word itself: "
          f"{found.score(matrix[:held], labels[:held]):.3f}", file=sys.stderr)  # fmt: skip
    coefficients, intercept = np.zeros((start[-1], len(TAGS)), np.int16), np.full(len(TAGS), -9.0)
    coefficients[:, found.classes_] = np.round(100 * found.coef_.T)
    intercept[found.classes_] = found.intercept_
    prior = np.log((np.bincount(labels, minlength=len(TAGS)) + 1.0) / len(labels))
    return context.Model(words, coefficients, intercept, prior), len(rows)


def write(model, n, docs):
    """Write the weights, rows without any left out."""
    start = context.offsets(len(model.words))
    lines = [HEAD.format(n=n, docs=docs, tags="\t".join(TAGS))]

    def add(kind, name, values):
        values = np.round(values).astype(int)
        if values.any():
            lines.append("\t".join([kind, str(name), *map(str, values)]) + "\n")

    add("intercept", "", 100 * model.intercept)
    add("prior", "", 100 * model.log_prior)
    for name, number in [("*", 0), *model.words.items()]:
        for place, kind in enumerate(("before", "after")):
            add(kind, name, model.coefficients[start[place] + number])
    for place, kind in enumerate(("tags before", "tags after", "tags around"), start=2):
        for number in range(start[place + 1] - start[place]):
            add(kind, number, model.coefficients[start[place] + number])
    (FOLDER / "context.tsv").write_text("".join(lines), "utf-8")


def used(corpora, model):
    """Word -> Counter of its parts of speech, as the model chooses them in the corpora."""
    found = {}
    for data in corpora:
        word = np.array([model.words.get(form, 0) for form in data["normalized"]])[data["form"]]
        n_tokens, share = np.bincount(data["form"], minlength=len(data["bounds"]) - 1), data["share"]
        place = (data["form"], word, data["joined"], data["apart"], data["bounds"], data["tags"])
        for _ in range(4):  # the shares no longer move after a few rounds
            _, sums, _ = context.expect(*place, share, model=model, lemmas=data["lemmas"])
            of_form = np.repeat(n_tokens, np.diff(data["bounds"]))
            share = (context.PRIOR * data["share"] + sums) / (context.PRIOR + of_form)
        for name, part, n in zip(data["names"], data["part"], sums, strict=True):
            found.setdefault(name, Counter())[readings.PARTS[part]] += n
    return found


def write_usage(found, docs):
    """Write the words of several parts of speech."""
    lines = [USAGE_HEAD.format(docs=docs, rarest=RAREST)]
    for word in sorted(found):
        counts = [round(found[word][part]) for part in readings.USED]
        if len(found[word]) > 1 and sum(counts) >= RAREST and len(word) > 1:
            lines.append("\t".join([word, *map(str, counts)]) + "\n")
    (FOLDER / "usage.tsv").write_text("".join(lines), "utf-8")


def main(paths):
    """Fit on all corpora together and write the tables, each of which the next step reads."""
    corpora, total = [tokenized(path) for path in paths], {}
    docs = sum(len(found.corpus) for found, _ in corpora)
    for found, table in corpora:
        add_places(total, found, table)
    write_places(total, docs)
    (FOLDER / "usage.tsv").write_text("# none yet\n", "utf-8")
    corpora = [read(*pair) for pair in corpora]
    frequent = Counter()
    for data in corpora:
        data["certain"] = certain(data)
        for form, n in zip(data["normalized"], data["n"], strict=True):
            frequent[form] += int(n)
    words = {word: number for number, (word, _) in enumerate(frequent.most_common(N_WORDS), start=1)}
    model, rng = None, np.random.default_rng(0)
    for round_ in range(3):
        model, n = fit(corpora, words, rng, round_, model)
    write(model, n, docs)
    write_usage(used(corpora, model), docs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+")
    main(parser.parse_args().paths)
