"""Keyness: which terms set a target corpus apart from a reference, with effect size, evidence and uncertainty."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import special

from ..arguments import TOKENS, any_of, frame, takes
from ..corpus import agreement, counts
from ..corpus.words import word_list
from ..corpus.words.forms import forms_behind
from ..errors import ArgumentError, NotEnoughData, check_choice
from ..measures import association, intervals, spread
from ..schema import TABLES

SORTS = ("lrc", "log_ratio", "g2", "ll2")
_TABLE = frame("keyness.compare", "term", "n_target", "n_reference", "side", "key", "kind", "is_stop")
_REFERENCE = any_of(TOKENS, frame("word_list.general", "term", "key", "n"))
_MEASURED = [
    "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "g2", "ll2", "percent_diff", "odds_ratio", "bic",
]  # fmt: skip


@takes(reference=_REFERENCE)
def compare(
    target, reference=None, *, min_n=5, min_docs=3, p=0.01, adjust="holm", evidence="documents", min_log_ratio=0.5,
    sort="lrc", confidence=0.95, bootstrap=1000, seed=0,
):  # fmt: skip
    """Compare the frequency of every term of either corpus.

    target: Tokens. reference: Tokens of the same level and folds, or None for the list of general Arabic
    (`corpus.word_list`). A term is key where it is more frequent and has `min_n` occurrences in `min_docs` documents,
    an adjusted p of `p` at most (of G2, adjusted by `adjust`: "holm" or "benjamini-hochberg", for all terms compared),
    with evidence="documents" the same of p_documents, and a log ratio of `min_log_ratio` at least, up or down. These
    cut-offs mark rows (`key`) and delete none. sort: "lrc", "log_ratio", "g2" or "ll2"; key terms come first, the
    strongest first, those of the target before those of the reference. confidence: of the intervals, and of LRC
    (Bonferroni-corrected for all terms). bootstrap, seed: resamples of the documents of both sides for boot_low and
    boot_high of the key terms (0: none).

    Returns one row a term that occurs in either corpus, with the columns of `schema.TABLES["keyness"]` and side
    ("target" or "reference": where it is more frequent), key, in_reference, kind, is_stop, p, doc_log_ratio and doc_g2
    (text dispersion keyness: the same measures on documents instead of tokens, Egbert & Biber 2019). A term that one
    corpus lacks has n 0 there, counted as 0.5 in the log ratio. A word that the two corpora file under two lemmas is
    counted alike (`corpus.agreement`). `cut_offs` says what was asked for and done.
    Raises NotEnoughData for a side without tokens, ArgumentError for levels or folds that differ.
    p_documents is what the documents say, adjusted alike: with which chance would so many documents hold the term on
    one side, had they been dealt to the sides at random (Fisher's exact test, doubled), for a term of most documents
    its rate in them would differ so (permutation variance, Student's t). With evidence="tokens" it is told, and decides
    nothing: that is what other tools call keyness, and two random halves of one corpus of 10,412 articles then have
    about 40 key terms, for words come in bursts. NaN against a word list.
    Caveat: p values of G2 treat tokens as independent draws, which they are not. Read the bootstrap interval and n_docs
    beside them (Brezina & Meyerhoff 2014; Lijffijt et al. 2016). Against a word list there are no documents; a term
    that it lacks counts with its floor, so that the log ratio is about the least it can be; numbers and terms of
    several words are not compared (their measures are NaN). Sources: see `measures.association`.
    """
    check_choice("sort", sort, SORTS)
    check_choice("adjust", adjust, ("holm", "benjamini-hochberg"))
    check_choice("evidence", evidence, ("documents", "tokens"))
    if reference is None:
        reference = word_list.general(target.level, target.folds, like=target)
    _check(target, reference)
    given, changed = (target, reference), 0
    if not isinstance(reference, pd.DataFrame):
        target, reference, changed = agreement.agree(target, reference)
    table, rows = _aligned(target, reference)
    sizes = len(target), _size(reference)
    _measure(table, sizes, confidence, adjust, listed=isinstance(reference, pd.DataFrame))
    _text_dispersion(table, target, reference)
    table["p_documents"] = _of_documents(table, rows, target, reference, min_n, min_docs, adjust)
    asked = ["p_adjusted"] + ["p_documents"] * (evidence == "documents" and not isinstance(reference, pd.DataFrame))
    table["key"] = _is_key(table, min_n, min_docs, min_log_ratio) & (table[asked] <= p).all(axis=1)
    table = _described(table, rows, target, reference, sort, bootstrap=bootstrap, confidence=confidence, seed=seed)
    extra = ["side", "key", "in_reference", "kind", "is_stop", "p", "doc_log_ratio", "doc_g2", "p_documents"]
    table = table[[*TABLES["keyness"], *extra]]
    table.attrs["cut_offs"] = {
        "min_n": min_n, "min_docs": min_docs, "p": p, "adjust": adjust, "evidence": evidence,
        "min_log_ratio": min_log_ratio, "sort": sort,
        "confidence": confidence, "bootstrap": bootstrap, "seed": seed,
        "terms_compared": int(table["p"].notna().sum()), "tokens_target": sizes[0], "tokens_reference": sizes[1],
        "documents_target": _documents(target), "documents_reference": _documents(reference),
        "documents_in_both": _shared(*given), "forms_counted_alike": changed,
    }  # fmt: skip
    intervals.noted(table, "log_ratio_low", "log_ratio_high", "approximate", confidence=confidence)
    return intervals.noted(table, "boot_low", "boot_high", "documents", confidence=confidence, resamples=bootstrap)


@takes(table=_TABLE)
def keywords(table, side=None, *, numbers=False, latin=False, stop_words=False, min_length=2):
    """The key rows of a keyness table that are content words, ranked as the table is.

    side: "target" (positive keywords), "reference" (negative ones), or None for both. Raises NotEnoughData when no
    row is left.
    """
    if side is not None:
        check_choice("side", side, ("target", "reference"))
    keep = table["key"] & (table["term"].str.len() >= min_length)
    keep &= (table["side"] == side) if side else True
    keep &= stop_words | ~table["is_stop"]
    keep &= (numbers | (table["kind"] != "number")) & (latin | (table["kind"] != "latin"))
    if not keep.any():
        raise NotEnoughData(
            f"No term of {len(table):,} is key; the corpora may be too small or too alike. Look at [keyness] p, "
            'min_log_ratio, min_n and min_docs in study.toml; evidence = "tokens" there is a weaker test, of words '
            "only."
        )
    found = table[keep].reset_index(drop=True)
    found.attrs = table.attrs
    return found


@takes(table=_TABLE)
def overview(table, *, min_n=5):
    """The terms of a keyness table that occur `min_n` times in both corpora together, stop words aside, in its order.

    Adds ipm, the frequency per million tokens of both together, to draw the effect against.
    """
    given = table.attrs["cut_offs"]
    n = table["n_target"] + table["n_reference"]
    result = table.assign(ipm=n / (given["tokens_target"] + given["tokens_reference"]) * 1e6)
    return result[(n >= min_n) & ~table["is_stop"]].reset_index(drop=True)


@takes(table=_TABLE)
def sizes(table):
    """How large the two sides of a keyness table are: {"target": [documents, tokens], "reference": likewise}.

    The documents of a word list are None.
    """
    given = table.attrs["cut_offs"]
    return {side: [given[f"documents_{side}"], given[f"tokens_{side}"]] for side in ("target", "reference")}


@takes(table=_TABLE)
def cut_offs(table):
    """What a keyness table was asked for, in words: setting, value."""
    meaning = {
        "min_n": "occurrences a key term has at least", "min_docs": "documents it occurs in at least",
        "p": "largest adjusted p", "adjust": "adjustment for many tests",
        "evidence": "p is asked of",
        "min_log_ratio": "smallest log ratio, up or down", "sort": "ranked by",
        "confidence": "confidence of the intervals", "bootstrap": "resamples of the documents", "seed": "seed",
        "terms_compared": "terms compared", "tokens_target": "tokens of the target",
        "tokens_reference": "tokens of the reference", "documents_in_both": "texts that are in both",
        "forms_counted_alike": "forms that had two lemmas, counted alike",
    }  # fmt: skip
    given = table.attrs["cut_offs"]
    return pd.DataFrame({"setting": list(meaning.values()), "value": [f"{given[key]:,}" if isinstance(given[key], int)
                         else str(given[key]) for key in meaning]})  # fmt: skip


def _check(target, reference):
    for name, side in (("target", target), ("reference", reference)):
        if not _size(side):
            raise NotEnoughData(f"The {name} has no tokens; choose another part of the study ([keyness] {name}).")
    if isinstance(reference, pd.DataFrame):
        return
    if target.level != reference.level:
        raise ArgumentError(
            f'The target is counted at the level "{target.level}", the reference at "{reference.level}"; tokenize both '
            "at the same level, or change one with tokens.at_level."
        )
    if set(target.folds) != set(reference.folds):
        odd = sorted(set(target.folds) ^ set(reference.folds))
        raise ArgumentError(f"Only one of the corpora folds {', '.join(odd)}; tokenize both with the same folds.")


def _shared(target, reference):
    """How many texts both have; they say nothing about a difference."""
    if isinstance(reference, pd.DataFrame):
        return 0
    one, other = (pa.array(side.corpus.documents["sha256"]) for side in (target, reference))
    return int(pc.sum(pc.is_in(pc.unique(one), value_set=other)).as_py() or 0)


def _documents(side):
    """The number of documents of Tokens; None for a word list."""
    return None if isinstance(side, pd.DataFrame) else len(side.corpus.documents)


def _size(side):
    return int(side.attrs["n_tokens"]) if isinstance(side, pd.DataFrame) else len(side)


def _aligned(target, reference):
    """One row a key of either side, and its rows in the two term tables (-1: none)."""
    sides = [target.terms, reference if isinstance(reference, pd.DataFrame) else reference.terms]
    used = [np.flatnonzero(terms["n"].to_numpy() > 0) for terms in sides]
    keys = [terms["key"].iloc[rows] for terms, rows in zip(sides, used, strict=True)]
    # A number and a word, or two kinds of term, never share a key: kinds differ in their letters.
    there = agreement.places(keys[1], keys[0])
    alone = np.flatnonzero(there < 0)
    rows = np.full((2, len(used[0]) + len(alone)), -1)
    rows[0, : len(used[0])] = used[0]
    rows[1, len(used[0]) :] = used[1][alone]
    rows[1, there[there >= 0]] = used[1][there >= 0]
    both = [sides[0].iloc[used[0]], sides[1].iloc[used[1][alone]]]
    table = pd.DataFrame({"term": pd.concat([side["term"] for side in both], ignore_index=True)}).astype("str")
    kinds = pd.concat([side["kind"].astype("category") for side in both], ignore_index=True)
    table["kind"], table["is_stop"] = kinds.astype("category"), np.concatenate([side["is_stop"] for side in both])
    for i, name in enumerate(("target", "reference")):
        held = rows[i] >= 0
        least = sides[i].attrs.get("floor", 0)  # a word list does not say how much rarer a word is that it lacks
        table[f"n_{name}"] = _counted(sides[i]["n"], rows[i], least)
        docs = _counted(sides[i]["n_docs"], rows[i], 0) if "n_docs" in sides[i] else np.zeros(len(held), np.int64)
        missing = np.full(len(held), bool(i) and isinstance(reference, pd.DataFrame))
        table[f"n_docs_{name}"] = pd.arrays.IntegerArray(docs, missing)
    table["in_reference"] = rows[1] >= 0
    return table, rows


def _counted(values, rows, absent):
    """The values at `rows` as int64, `absent` where a row is -1."""
    return np.append(values.to_numpy(), absent)[rows].astype(np.int64)


def _measure(table, sizes, confidence, adjust, *, listed):
    a, b = table["n_target"].to_numpy(), table["n_reference"].to_numpy()
    cells, where = _distinct(a, b, sizes)
    table["ipm_target"], table["ipm_reference"] = a / sizes[0] * 1e6, b / sizes[1] * 1e6
    values = {"log_ratio": association.log_ratio(*cells)}
    bounds = association.log_ratio_interval(*cells, confidence=confidence)
    values["log_ratio_low"], values["log_ratio_high"] = bounds
    values["lrc"] = association.lrc(*cells, confidence=confidence, family=len(a))
    for name in ("g2", "ll2", "percent_diff", "odds_ratio", "bic"):
        values[name] = getattr(association, name)(*cells)
    values["p"] = association.p_value(values["g2"])
    apart = np.zeros(len(a), bool)
    if listed:  # the list writes every digit as 0, and it holds single words
        apart = ((table["kind"] == "number") | table["term"].str.contains(" ", regex=False)).to_numpy()
    tests = np.bincount(where[~apart], minlength=len(values["p"]))
    values["p_adjusted"] = association.adjust(values["p"], method=adjust, counts=tests)
    for name, value in values.items():
        table[name] = value[where]
    if listed:
        table.loc[apart, "n_reference"] = 0
        table.loc[apart, ["ipm_reference", "p", "p_adjusted", *_MEASURED]] = np.nan
    table["side"] = pd.Categorical.from_codes(
        (table["ipm_target"] < table["ipm_reference"]).astype(np.int8), ["target", "reference"]
    )


def _is_key(table, min_n, min_docs, min_log_ratio):
    """Whether a term is frequent enough where it is more frequent, and differs enough; p aside."""
    up = table["side"] == "target"
    n = table["n_target"].where(up, table["n_reference"])
    n_docs = table["n_docs_target"].where(up, table["n_docs_reference"])
    enough = (n >= min_n) & (n_docs >= min_docs).fillna(True).astype(bool)
    return enough & (table["log_ratio"].abs() >= min_log_ratio)


def _text_dispersion(table, target, reference):
    table["doc_log_ratio"] = table["doc_g2"] = np.nan
    if isinstance(reference, pd.DataFrame):
        return
    a, b = (table[f"n_docs_{name}"].to_numpy(np.int64) for name in ("target", "reference"))
    cells, where = _distinct(a, b, (len(target.corpus), len(reference.corpus)))
    table["doc_log_ratio"], table["doc_g2"] = association.log_ratio(*cells)[where], association.g2(*cells)[where]


def _of_documents(table, rows, target, reference, min_n, min_docs, adjust):
    """Adjusted p of the difference between the documents of the two sides, NaN for a term that cannot be key.

    Which terms are tested, and how, is told from both sides together, so that it is the same however they are dealt.
    """
    p = np.full(len(table), np.nan)
    if isinstance(reference, pd.DataFrame):
        return p
    from scipy import stats  # loads for half a second, so only here

    a, b = (table[f"n_docs_{name}"].to_numpy(np.int64) for name in ("target", "reference"))
    sizes = [int((np.asarray(side.sizes) > 0).sum()) for side in (target, reference)]
    n = (table["n_target"] + table["n_reference"]).to_numpy()
    tested = (n >= min_n) & (a + b >= min_docs)
    most = tested & (2 * (a + b) > sum(sizes))
    (one, other, *_), where = _distinct(a, b, sizes)
    dealt = stats.hypergeom(sum(sizes), one + other, sizes[0])
    p[tested] = np.minimum(2 * np.minimum(dealt.sf(one - 1), dealt.cdf(one)), 1)[where[tested]]
    if most.any():
        p[most] = _of_rates([counts.columns(side, rows[i, most]) for i, side in enumerate((target, reference))],
                            [np.asarray(side.sizes, float) for side in (target, reference)])  # fmt: skip
    return association.adjust(p, method=adjust)


def _of_rates(counted, sizes):
    """Two-sided p of a difference of rates, had the documents been dealt to the two sides at random."""
    total, words = (sum(side.sum(axis=0) for side in counted), sum(size.sum() for size in sizes))
    rate = np.asarray(total).ravel() / words
    squares = sum(np.asarray(side.multiply(side).sum(axis=0)).ravel() - 2 * rate * (side.T @ size)
                  + rate**2 * (size @ size) for side, size in zip(counted, sizes, strict=True))  # fmt: skip
    beyond = np.asarray(counted[0].sum(axis=0)).ravel() - rate * sizes[0].sum()
    one, other = (len(size) for size in sizes)
    variance = one * other / ((one + other) * (one + other - 1)) * squares
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, beyond / np.sqrt(variance), 0.0)
    return 2 * special.stdtr(max(one + other - 2, 1), -np.abs(z))


def _distinct(a, b, sizes):
    """The cells of each pair of frequencies, and the pair of each term: most are rare and share theirs with others."""
    pairs, where = np.unique(a * (b.max() + 1) + b, return_inverse=True)
    return (*np.divmod(pairs, b.max() + 1), *sizes), where


def _order(table, sort):
    """Key terms first, those of the target before the others, the strongest first, equals in the alphabet."""
    keys = pa.table(
        {"key": table["key"].to_numpy(np.int8), "up": (table["side"] == "target").to_numpy(np.int8),
         "strength": table[sort].abs().fillna(0).to_numpy(), "term": pa.array(table["term"])}
    )  # fmt: skip
    order = [("key", "descending"), ("up", "descending"), ("strength", "descending"), ("term", "ascending")]
    return pc.sort_indices(keys, sort_keys=order).to_numpy()


def _described(table, rows, target, reference, sort, *, bootstrap, confidence, seed):
    """The table in its order, with dp_norm, forms and, for the key rows, the bootstrap interval."""
    listed = isinstance(reference, pd.DataFrame)
    sides = [target] if listed else [target, reference]
    chosen = np.flatnonzero(table["key"])
    fixed = table["ipm_reference"].to_numpy()[chosen] / 1e6 if listed else None
    options = {"fixed": fixed, "n": bootstrap, "confidence": confidence, "seed": seed}
    low, high = np.full(len(table), np.nan), np.full(len(table), np.nan)
    with ThreadPoolExecutor(2) as pool:  # Arrow and compiled code leave the interpreter free
        spreads = [pool.submit(_spread, side) for side in sides]
        behind, order = pool.submit(_forms, table, rows, sides), pool.submit(_order, table, sort)
        if bootstrap and len(chosen):
            parts = [counts.columns(side, rows[i, chosen]) for i, side in enumerate(sides)]
            low[chosen], high[chosen] = intervals.bootstrap_log_ratio(parts, [side.sizes for side in sides], **options)
        dp_norm = np.full(len(table), np.nan)
        for i, here in enumerate(_more_frequent(table, rows, len(sides))):
            dp_norm[here] = spreads[i].result()[rows[i, here]]
        table = table.assign(boot_low=low, boot_high=high, dp_norm=dp_norm, forms=behind.result())
        return table.iloc[order.result()].reset_index(drop=True)


def _spread(side):
    """DPnorm of each term of one side."""
    n = side.terms["n"].to_numpy()
    return spread.over_documents(side.term, side.doc, side.sizes, n, juilland=False)["dp_norm"]


def _more_frequent(table, rows, n_sides):
    """For each side the rows of the table that are more frequent there and occur in it."""
    up = (table["side"] == "target").to_numpy()
    return [np.flatnonzero((up if i == 0 else ~up) & (rows[i] >= 0)) for i in range(n_sides)]


def _forms(table, rows, sides):
    """The spellings of each term on the side where it is more frequent."""
    pieces, place, n = [], np.full(len(table), -1), 0
    for i, here in enumerate(_more_frequent(table, rows, len(sides))):
        pieces.append(forms_behind(sides[i], rows[i, here]))
        place[here] = n + np.arange(len(here))
        n += len(here)
    return pd.concat([*pieces, pd.Series([""], dtype="str")]).array[place]
