"""Themes: non-negative matrix factorisation of TF-IDF weights, with stability and coherence shown.

A theme is a list of terms that tend to occur in the same documents. It is a reading aid, not a finding: the
number of themes is a choice, and each theme has to be read in its documents.
"""

import functools
import re
import warnings

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.decomposition import NMF, non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import ThreadpoolController
from tqdm.auto import tqdm

from ..arabic import normalization
from ..arguments import ONE_OR_MORE, TABLE, frame, optional, takes
from ..corpus import counts, periods
from ..corpus.cleaning import near_duplicates
from ..corpus.tokens import LEVELS, at_level
from ..corpus.words import in_context
from ..errors import ArgumentError, NotEnoughData, told
from ..measures import coherence, permutation, tfidf

VARIANT = "ltc"
_TERMS = frame("themes.fit", "theme", "label", "term", "weight", "rank")
_DOCUMENTS = frame("themes.fit", "doc_id", "theme", "strength", "1")
_PLACES = 3  # of a label
_ENDINGS = ("اويه", "اوي", "يه", "يا", "ي", "ا", "ه")  # of names of lands and what belongs to them, folded
_FIRST_STEPS, _FINISHED = 20, 2  # steps of each random start, and how many of these are then finished
_MANY, _SAMPLE = 50_000, 20_000  # of more documents the random starts go over so many drawn at random
_CHANCE_RUNS = 4  # further fits of shuffled documents: their stability is low and needs no more
_SAME = 0.7  # of the documents of one of its words hold a name: beside this word it tells the model nothing
_POOL = 10  # documents looked at for each that represents a theme, so that one report in two outlets stands once
_ALIKE = 0.3  # of the runs of five words of two documents in common, and they are one report (Jaccard)
_SENTENCE_END = re.compile(r"[.!?؟…۔\n][\"»”’)\]]*\s*")


@takes()
def vocabulary(tokens, *, min_docs=None, max_share=None, max_terms=10_000, **kinds):
    """Rows of `tokens.terms` that a theme model sees, and the limits used.

    min_docs: documents a term must occur in (None: 0.5 % of them, at least 3 and at most 10).
    max_share: largest share of documents (None: 0.2, or 0.5 for fewer than 200 documents).
    max_terms: the terms of most documents are kept. kinds: as in `counts.content` (numbers, latin, min_length).
    The words inside a name of several words (كوريا الشمالية) are counted beside it, and a name without which one of
    its words hardly occurs is left to its words.
    Returns (int array, {"min_docs": …, "max_share": …}).
    Raises NotEnoughData when the corpus has one document or fewer than 10 such terms.
    """
    rows, limits, _ = _seen(tokens, min_docs, max_share, max_terms, **kinds)
    return rows, limits


def _seen(tokens, min_docs=None, max_share=None, max_terms=10_000, **kinds):
    """What `vocabulary` returns, and the counts of these terms: documents × rows."""
    n_documents = len(tokens.corpus)
    if n_documents < 2:
        raise NotEnoughData(
            "Themes compare documents with each other; with one document there is nothing to compare. "
            "Use its term frequencies instead."
        )
    min_docs = min_docs or min(10, max(3, int(np.ceil(0.005 * n_documents))))
    max_share = max_share or (0.2 if n_documents >= 200 else 0.5)
    counted, name, word = _with_parts(tokens)
    n_docs = np.bincount(counted.indices, minlength=counted.shape[1])
    wanted = counts.content(tokens, **kinds) & (n_docs >= min_docs) & (n_docs <= max_share * n_documents)
    wanted[name[n_docs[name] >= _SAME * n_docs[word]]] = False
    rows = np.flatnonzero(wanted)
    if len(rows) < 10:
        raise NotEnoughData(
            f"Only {len(rows)} terms occur in at least {min_docs} documents and in at most {max_share:.0%} "
            f"of the {n_documents}; themes need 10. Add documents, or change [themes] min_docs and max_share."
        )
    rows = np.sort(rows[np.argsort(-n_docs[rows], kind="stable")[:max_terms]])
    return rows, {"min_docs": min_docs, "max_share": max_share}, counted[:, rows]


def _with_parts(tokens):
    """Documents × terms, where a name that is one token counts for its words too; and (name, word), rows of the terms.

    Else القوات العراقية and العراق, كوريا الشمالية and كوريا would have nothing in common for a model of themes.
    """
    nothing = np.zeros(0, np.int64)
    if "origin" not in tokens.forms:
        return counts.matrix(tokens), nothing, nothing
    rows, inside, ends, texts, _ = tokens.inside
    joined = (tokens.forms["origin"] == "compound").to_numpy(bool)
    by_n = np.argsort(tokens.forms["n"].to_numpy(), kind="stable")
    form_of = dict(zip(texts[by_n].tolist(), by_n.tolist(), strict=True))  # of forms written alike the most frequent
    pairs = [
        (row, tokens.form_term[form_of[word]])
        for row, a, b in zip(rows.tolist(), ends[:-1].tolist(), ends[1:].tolist(), strict=True) if joined[row]
        for word in inside[a:b].tolist() if word in form_of
    ]  # fmt: skip
    bounds, numbers = tokens.places
    places = [numbers[bounds[row] : bounds[row + 1]] for row, _ in pairs]
    word = np.array([term for _, term in pairs], tokens.form_term.dtype)
    term = np.repeat(word, [len(some) for some in places])
    doc = np.concatenate([np.zeros(0, tokens.doc.dtype), *(tokens.doc[some] for some in places)])
    order = np.argsort(doc, kind="stable")
    further = counts.count(term[order], doc[order], len(tokens.corpus), len(tokens.terms))
    counted = counts.matrix(tokens) + further
    return counted, tokens.form_term[np.array([row for row, _ in pairs], np.int64)], word


@takes()
def fit(tokens, *, n_themes=8, seed=0, restarts=12, runs=20, top_terms=10, **limits):
    """Find `n_themes` themes.

    TF-IDF ("ltc": (1 + ln tf) ln(N / df), documents of length 1) is factorised by NMF (Frobenius norm, coordinate
    descent). Of `restarts` random starts the one of smallest error is kept (see `factorise`). runs: further fits on
    four fifths of the documents each, drawn without replacement, which give each theme its stability: the
    mean Jaccard overlap of its top terms with the best-matched theme of each run (after Greene et al. 2014;
    0: not measured). limits: as in `vocabulary`. Themes are numbered from 1, the most prevalent first.

    Returns two tables: theme, label (its three strongest terms, of one family of words one: أوكرانيا stands for أوكراني
    too), term, weight, rank (from 1; all terms of
    weight > 0; the strongest has 1), stability, npmi (document co-occurrence of the top terms, Bouma 2009); and the
    documents × themes table: doc_id, theme (strongest; 0 where the document has no term of the model), strength
    (0-1, how much of the document the themes explain), then one column of shares a theme ("1", "2", …), adding up to 1.
    Raises NotEnoughData (see `vocabulary`) or ArgumentError for more themes than documents or terms.
    """
    rows, _, counted = _seen(tokens, **limits)
    _check_number(n_themes, counted.shape)
    weights = sparse.csr_matrix(tfidf.weights(counted, VARIANT))
    documents, terms = factorise(weights, n_themes, seed=seed, restarts=restarts)
    order = np.argsort(-_shares(documents).sum(axis=0), kind="stable")
    documents, terms = documents[:, order], terms[order]
    reference = _top(terms, top_terms)
    stability = np.full(n_themes, np.nan)
    if runs and weights.shape[0] >= 10:
        stability = coherence.topic_stability(reference, _runs(weights, n_themes, seed, runs, top_terms))
    npmi = coherence.topic_npmi(counted > 0, reference)
    names = tokens.terms["term"].to_numpy(object)[rows]
    # A document has length 1, and so has what the themes explain of it where they explain all.
    strength = np.clip((documents * np.linalg.norm(terms, axis=1)).sum(axis=1), 0, 1)
    doc_ids = tokens.corpus.documents["doc_id"]
    labels = [_label(np.argsort(-theme, kind="stable")[: (theme > 0).sum()], tokens, rows) for theme in terms]
    return _term_rows(names, labels, terms, stability, npmi), _document_rows(doc_ids, documents, strength)


@takes()
def at_levels(tokens, *, n_themes, seed=0, **limits):
    """Strongest theme of each document at every level of counting, for `sensitivity.themes`: {level: int array}."""
    streams = {level: tokens if level == tokens.level else at_level(tokens, level) for level in LEVELS}
    return {
        level: fit(stream, n_themes=n_themes, seed=seed, runs=0, **limits)[1]["theme"].to_numpy()
        for level, stream in streams.items()
    }


@takes()
def choose(
    tokens, *, candidates=(4, 5, 6, 7, 8, 9, 10), seed=0, runs=20, top_terms=10, shuffles=0, **limits,
):  # fmt: skip
    """Compare numbers of themes by stability and coherence.

    Returns n_themes, stability (mean over themes and runs), npmi (mean over themes), score, chosen. score is
    the mean of both, each scaled to 0-1 over the candidates; the largest is chosen, of equals the smaller
    number. Corpora of more than 2,000 documents are judged on a random 2,000. Caveat: a clear maximum is
    rare; read the neighbouring numbers too (Greene et al. 2014; Röder et al. 2015).
    shuffles: adds stability_chance and npmi_chance, the means over so many shuffles of the words among the documents,
    each document keeping its length and each term its number, and stability_beyond, the largest stability of any theme
    of these: what chance gives (0: not asked).
    """
    _, _, counted = _seen(tokens, **limits)
    if counted.shape[0] > 2000:
        sample = np.random.default_rng(seed).choice(counted.shape[0], 2000, replace=False)
        counted = counted[np.sort(sample)]
    counted = counted[:, np.flatnonzero(np.bincount(counted.indices, minlength=counted.shape[1]))]
    weights = sparse.csr_matrix(tfidf.weights(counted, VARIANT)).astype(np.float32)  # a fifth faster
    possible = [k for k in sorted(set(candidates)) if k < min(counted.shape) / 2]
    if not possible:
        raise NotEnoughData(
            f"{counted.shape[0]} documents are too few for {min(candidates)} themes or more; "
            "lower [themes] candidates or add documents."
        )
    found = []
    for k in tqdm(possible, desc="numbers of themes", leave=False):
        reference = _top(factorise(weights, k, seed=seed, restarts=2)[1], top_terms)
        stability = coherence.topic_stability(reference, _runs(weights, k, seed, runs, top_terms)).mean()
        row = (k, float(stability), float(np.nanmean(coherence.topic_npmi(counted > 0, reference))))
        found.append((*row, *_by_chance(counted, k, seed, shuffles, top_terms)) if shuffles else row)
    chance = ["stability_chance", "npmi_chance", "stability_beyond"] if shuffles else []
    result = pd.DataFrame(found, columns=["n_themes", "stability", "npmi", *chance])
    scaled = result[["stability", "npmi"]].apply(lambda v: (v - v.min()) / ((v.max() - v.min()) or 1))
    result["score"] = scaled.mean(axis=1)
    result["chosen"] = result.index == result["score"].idxmax()
    return result


@takes(term_table=_TERMS, documents=_DOCUMENTS, compared=optional(TABLE))
def overview(term_table, documents, *, top=10, compared=None):
    """One row a theme: theme, label, terms (the `top` strongest), n_docs (it is strongest in), share (mean over
    documents), stability, npmi.

    compared: what `choose` returned with shuffles; adds beyond_chance, whether the theme is more stable than every
    theme of shuffled documents for this number of themes, where that number was among the candidates.
    """
    strongest = term_table[term_table["rank"] <= top]
    result = strongest.groupby("theme").agg(
        label=("label", "first"), terms=("term", " · ".join), stability=("stability", "first"), npmi=("npmi", "first")
    )
    result["n_docs"] = documents["theme"].value_counts().reindex(result.index, fill_value=0)
    result["share"] = [documents[str(theme)].mean() for theme in result.index]
    columns = ["theme", "label", "terms", "n_docs", "share", "stability", "npmi"]
    asked = compared is not None and "stability_beyond" in compared
    if asked and len(result) in set(compared["n_themes"]):
        bar = compared.set_index("n_themes")["stability_beyond"][len(result)]
        result, columns = result.assign(beyond_chance=result["stability"] > bar), [*columns, "beyond_chance"]
    return result.reset_index()[columns]


@takes(term_table=_TERMS, documents=_DOCUMENTS, n=ONE_OR_MORE)
def representatives(tokens, term_table, documents, *, n=3, sentences=1):
    """The documents that belong most clearly to each theme, with the sentence that shows it best.

    term_table, documents: what `fit` returned. n: documents a theme, those of the largest share times strength; of
    documents that are one report (three tenths of their runs of five words, or the title, in common) the first only.
    Returns theme, label, rank, doc_id, date, source, title, share, sentence. A sentence's score is the summed
    weight of its terms in the theme over the square root of its length; it has 5 to 60 words where the
    document has such a one.
    """
    labels = term_table.drop_duplicates("theme").set_index("theme")["label"]
    row_of = pd.Series(np.arange(len(tokens.terms)), index=tokens.terms["term"])
    fit_to = {
        theme: documents[str(theme)].to_numpy() * documents["strength"].to_numpy()
        * (documents["theme"].to_numpy() == theme) for theme in labels.index
    }  # fmt: skip
    pools = {theme: np.argsort(-fits, kind="stable")[: n * _POOL] for theme, fits in fit_to.items()}
    alike = _alike(tokens, np.unique(np.concatenate(list(pools.values()))))
    result = []
    for theme, label in labels.items():
        weight = np.zeros(len(tokens.terms))
        own = term_table[term_table["theme"] == theme]
        weight[row_of[own["term"]].to_numpy()] = own["weight"]
        chosen = _distinct([doc for doc in pools[theme].tolist() if fit_to[theme][doc] > 0], n, tokens, alike)
        for rank, doc in enumerate(chosen, start=1):
            about = tokens.corpus.documents.iloc[doc]
            result.append(
                {"theme": theme, "label": label, "rank": rank, "doc_id": about["doc_id"], "date": about["date"],
                 "source": about["source"], "title": about["title"], "share": documents[str(theme)].iat[doc],
                 "sentence": " … ".join(_best_sentences(tokens, doc, weight, sentences)),
                 **{name: found[0] for name, found in periods.precision(about.to_frame().T).items()}}
            )  # fmt: skip
    return pd.DataFrame(result)


def _alike(tokens, docs):
    """The pairs of `docs` (rows) that are one report: a set of (one, other)."""
    kept = tokens.select(np.isin(tokens.doc, docs))
    found = near_duplicates.pairs(kept, threshold=_ALIKE)
    row_of = pd.Series(np.arange(len(tokens.corpus)), index=tokens.corpus.documents["doc_id"])
    one, other = row_of[found["doc_id"]].tolist(), row_of[found["other_id"]].tolist()
    return {*zip(one, other, strict=True), *zip(other, one, strict=True)}


def _distinct(docs, n, tokens, alike):
    """The first `n` of the documents none of which is like one before it."""
    titles = tokens.corpus.documents["title"]
    chosen, seen = [], set()
    for doc in docs:
        title = " ".join(str(titles.iat[doc]).split()) if pd.notna(titles.iat[doc]) else ""
        if len(chosen) < n and not (title and title in seen) and not any((doc, other) in alike for other in chosen):
            chosen.append(doc)
            seen.add(title)
    return chosen


@takes(term_table=_TERMS, documents=_DOCUMENTS)
def prevalence(tokens, term_table, documents, by="source", *, shuffles=0, seed=0):
    """Mean share of each theme in the documents of each group.

    by: a category column of the documents, or "year", "quarter", "month" of their date.
    shuffles: adds p_chance, whether the groups differ more than so many shuffles of the documents would make them
    (`measures.permutation.max_t`, from `seed`).
    Returns theme, label, group, share (the shares of a group add up to 1), n_docs (of the group). Documents
    without a theme, and by period those without a date, or with a longer one, are left out.
    """
    about = tokens.corpus.documents
    if not isinstance(by, str):
        raise ArgumentError(f'by is {told(by)}, but must be "year", "quarter", "month" or a column of the documents.')
    if by in periods.PERIODS:
        group = periods.of(tokens.corpus, by)
    elif by in about:
        group = about[by].astype("str")
    else:
        raise ArgumentError(f'by is "{by}", but must be "year", "quarter", "month" or a column of the documents.')
    labels = term_table.drop_duplicates("theme").set_index("theme")["label"]
    shares = documents[[str(t) for t in labels.index]].assign(group=group.array)[documents["theme"].to_numpy() > 0]
    grouped = shares.dropna(subset="group").groupby("group", sort=True)
    wide = grouped.mean()
    long = wide.reset_index().melt("group", var_name="theme", value_name="share")
    long["theme"] = long["theme"].astype(int)
    long["label"] = long["theme"].map(labels)
    long["n_docs"] = long["group"].map(grouped.size())
    if not shuffles:
        return long[["theme", "label", "group", "share", "n_docs"]]
    kept, names = shares.dropna(subset="group"), labels.index.tolist()
    values, ones = kept[list(map(str, names))].to_numpy(float), np.ones(len(kept))
    long["p_chance"] = permutation.of_cells(
        long["group"], long["theme"], kept["group"], names, values, ones, n=shuffles, seed=seed
    )
    return long[["theme", "label", "group", "share", "n_docs", "p_chance"]]


def _check_number(n_themes, shape):
    if not 2 <= n_themes < min(shape):
        raise ArgumentError(
            f"n_themes is {n_themes}, but must be at least 2 and less than the number of documents "
            f"({shape[0]}) and of terms ({shape[1]})."
        )


def _factorise(weights, n_themes, seed, max_iter=200, tol=1e-3, start=None):
    """Documents × themes, themes × terms as the model has them, and its error; start: the two to go on from."""
    how = {"init": "random", "random_state": seed} if start is None else {"init": "custom"}
    model = NMF(n_themes, max_iter=max_iter, tol=tol, **how)
    with warnings.catch_warnings(), _libraries().limit(limits=1, user_api="blas"):
        warnings.simplefilter("ignore", ConvergenceWarning)  # the limit of steps is part of the recipe
        given = {} if start is None else {"W": start[0].copy(), "H": start[1].copy()}
        documents = model.fit_transform(weights, **given)
    return documents, model.components_, model.reconstruction_err_


@functools.cache
def _libraries():
    """The libraries of linear algebra. With one thread they give the same sums on every machine, and are quicker here:
    the matrices are small, and processors wait for each other.
    """
    return ThreadpoolController()


def factorise(weights, n_themes, *, seed=0, restarts=12):
    """Documents × themes and themes × terms of the best of `restarts` random starts; a theme's largest weight is 1.

    Each start goes 20 steps; the two of smallest error then go on to the end, and the better one is kept: many starts
    lead to a model that is a little worse and whose themes are mixed. Of more than 50,000 documents the starts are
    judged and finished on 20,000 drawn at random, and the best one goes on to the end on all documents: its error is
    within 0.5 % of that of starts on all documents.
    """
    if weights.shape[0] > _MANY:
        sample = np.sort(np.random.default_rng(seed).choice(weights.shape[0], _SAMPLE, replace=False))
        _, terms, _ = _best(weights[sample], n_themes, seed, restarts)
        documents, *_ = non_negative_factorization(weights, H=terms, n_components=n_themes, update_H=False, tol=1e-3)
        return _scaled(*_factorise(weights, n_themes, seed, start=(documents, terms))[:2])
    return _scaled(*_best(weights, n_themes, seed, restarts)[:2])


def _best(weights, n_themes, seed, restarts):
    """Both factors and the error of the best of several random starts, see `factorise`."""
    tries = [_factorise(weights, n_themes, seed + 1000 * i, _FIRST_STEPS) for i in range(max(restarts, 1))]
    tries = sorted(tries, key=lambda found: found[2])[:_FINISHED]
    return min((_factorise(weights, n_themes, seed, start=found) for found in tries), key=lambda f: f[2])


def _scaled(documents, terms):
    """The scale can move between the two factors; with a strongest term of 1 a document's themes compare."""
    heaviest = terms.max(axis=1)
    return documents * heaviest, terms / np.where(heaviest > 0, heaviest, 1)[:, None]


def _runs(weights, n_themes, seed, runs, top_terms):
    generator = np.random.default_rng(seed)
    size = min(max(int(0.8 * weights.shape[0]), n_themes + 1), 2000)
    found = []
    for run in range(runs):
        sample = np.sort(generator.choice(weights.shape[0], size, replace=False))
        model = _scaled(*_factorise(weights[sample], n_themes, seed + run + 1, 100, 5e-3)[:2])
        found.append(_top(model[1], top_terms))
    return found


def _by_chance(counted, n_themes, seed, shuffles, top_terms):
    """Mean stability, mean coherence and largest stability of themes of documents whose words were shuffled."""
    generator, stable, npmi = np.random.default_rng(seed), [], []
    for shuffle in range(shuffles):
        dealt = permutation.shuffled(counted, generator)
        weights = sparse.csr_matrix(tfidf.weights(dealt, VARIANT)).astype(np.float32)
        reference = _top(factorise(weights, n_themes, seed=seed + shuffle, restarts=1)[1], top_terms)
        runs = _runs(weights, n_themes, seed + shuffle, _CHANCE_RUNS, top_terms)
        stable.append(coherence.topic_stability(reference, runs))
        npmi.append(np.nanmean(coherence.topic_npmi(dealt > 0, reference)))
    return float(np.mean(stable)), float(np.mean(npmi)), float(np.max(stable))


def _top(terms, n):
    return [np.argsort(-theme, kind="stable")[:n].tolist() for theme in terms]


def _shares(documents):
    total = documents.sum(axis=1, keepdims=True)
    return documents / np.where(total > 0, total, 1)


def _label(strongest, tokens, rows):
    """The first three of the `strongest` terms (places in `rows`) that are of different families of words."""
    chosen, families = [], []
    for place in strongest.tolist():
        mine = _family(tokens, rows[place])
        if not any(_related(mine, other) for other in families):
            chosen.append(tokens.terms["term"].iat[rows[place]])
            families.append(mine)
        if len(chosen) == _PLACES:
            break
    return " · ".join(chosen)


def _related(one, other):
    return one[0] <= other[0] or other[0] <= one[0] or (one[1] != "" and one[1] == other[1])


def _family(tokens, row):
    """What a term has in common with its relatives: the stems of its words, and its root ("": not known)."""
    key = in_context.plain(tokens.terms["key"].iat[row]) if tokens.level == "lemma" else tokens.terms["key"].iat[row]
    stems = frozenset(map(_stem, key.split()))
    if "root" not in tokens.forms or len(stems) > 1:
        return stems, ""
    forms = np.flatnonzero(tokens.form_term == row)
    return stems, tokens.forms["root"].iat[forms[np.argmax(tokens.forms["n"].to_numpy()[forms])]]


def _stem(word):
    """A word without article, hamza and the endings that a name and its adjective do not share: روس of روسيا, روسي."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    (bare,) = normalization.normalize([bare], normalization.FOLDS)
    ending = next((one for one in _ENDINGS if bare.endswith(one) and len(bare) - len(one) >= 3), "")
    return bare[: len(bare) - len(ending)]


def _term_rows(names, labels, terms, stability, npmi):
    blocks = []
    for i, theme in enumerate(terms):
        order = np.argsort(-theme, kind="stable")
        order = order[theme[order] > 0]
        blocks.append(
            pd.DataFrame({"theme": i + 1, "label": labels[i], "term": names[order], "weight": theme[order],
                          "rank": np.arange(1, len(order) + 1), "stability": stability[i], "npmi": npmi[i]})
        )  # fmt: skip
    return pd.concat(blocks, ignore_index=True)


def _document_rows(doc_ids, documents, strength):
    table = pd.DataFrame(_shares(documents), columns=[str(i + 1) for i in range(documents.shape[1])])
    strongest = np.where(documents.sum(axis=1) > 0, documents.argmax(axis=1) + 1, 0)
    table.insert(0, "strength", strength)
    table.insert(0, "theme", strongest)
    table.insert(0, "doc_id", doc_ids.array)
    return table


def _best_sentences(tokens, doc, weight, n):
    first, last = np.searchsorted(tokens.doc, [doc, doc + 1])
    sent = tokens.sent[first:last]
    text = tokens.corpus.documents["text"].iloc[doc]
    score = np.bincount(sent, weight[tokens.term[first:last]])
    length = np.bincount(sent)
    ranked = score / np.sqrt(length) - 1e9 * ((length < 5) | (length > 60))
    starts = tokens.start[first:last][np.searchsorted(sent, np.arange(len(length)))]
    chosen = np.sort(np.argsort(-ranked, kind="stable")[:n])
    return [_sentence(text, starts[i], starts[i + 1] if i + 1 < len(starts) else len(text)) for i in chosen]


def _sentence(text, start, stop):
    """The sentence as written, with an opening quotation mark before it, up to its last stop."""
    while start > 0 and text[start - 1] in '"«“‘([':
        start -= 1
    piece = text[start:stop]
    ends = [m.end() for m in _SENTENCE_END.finditer(piece)]
    whole = not ends or re.search(r"\w", piece[ends[-1] :])  # no stop at its end, but a point in 3.5 or U.N.
    return piece.strip() if whole else piece[: ends[-1]].strip()
