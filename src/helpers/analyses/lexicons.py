"""Lexicons over a corpus: how often each category of words and phrases occurs, where, and how surely it is meant."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..arguments import FLAG, ONE_OR_MORE, TABLE, TEXT, TOKENS, UNFIT, Kind, frame, optional, takes
from ..corpus import counts, periods
from ..corpus.search import query, sampling
from ..corpus.search.lexicon_files import IGNORED, Lexicon, of_dict, read, shipped
from ..corpus.words import multiword
from ..errors import ArgumentError, NotEnoughData, nearest
from ..measures import association, intervals, permutation

HITS = frame(
    "lexicons.track", "lexicon", "category", "label", "entry", "entry_kind", "doc", "first", "last", "start", "end",
    "keyword",
)  # fmt: skip
_OF_ENTRY = ["lexicon", "category", "label", "entry", "entry_kind"]  # columns that a hit has from its entry
MOST = 1 / 3  # of a category's hits one entry may carry, or of what is found may stand outside the lexicon's subject
FEWEST = 10  # hits of a category below which nothing is said of it
NEARLY_ALL = 0.9  # of the documents: a category that so many hold tells none of them from another
ONE_IN = 200  # words of a document is one that a category asks for, and there are two: the whole document is about it
CLUMPED = 0.25  # of the documents that chance would give the hits: fewer, and a few documents carry the category


def _lexicons(value):
    """A list of Lexicons, of one alone too; a name or a file is read, a dict is one: category -> words."""
    if isinstance(value, Lexicon):
        return [value]
    if isinstance(value, str):
        return [read(value)]
    if isinstance(value, dict):
        return [of_dict(value)]
    if not isinstance(value, list | tuple):
        return UNFIT
    found = [UNFIT if isinstance(one, list | tuple) and not isinstance(one, Lexicon) else _lexicons(one)
             for one in value]  # fmt: skip
    return UNFIT if any(one is UNFIT for one in found) else [lexicon for one in found for lexicon in one]


LEXICONS = Kind("a lexicon, its name, a dict of categories, or a list of these", _lexicons)

__all__ = [
    "IGNORED", "cautions", "coverage", "in_english", "overlaps", "positions", "read", "sample", "shipped", "table",
    "together", "track",
]  # fmt: skip


@takes(lexicons=LEXICONS, near=FLAG)
def track(tokens, lexicons, *, near=True):
    """Find every hit of one lexicon or of several.

    lexicons: what `read` returns, the name of a lexicon, a dict category -> words, or a list of these. Within a lexicon
    the longer of two overlapping hits counts (تنظيم الدولة الإسلامية is no hit of الدولة الإسلامية, also where it is
    one token); hits of one length all count, also where two categories share them (see `overlaps`). An entry that does
    not occur has no hit and is listed by `coverage`. near: whether a category that asks for words near its hits gets
    those only that have them (see `read`); `cautions` tells how many have not.
    Returns lexicon, category, label, entry, entry_kind (actor, action, thing, idea or ""), doc (row of the document),
    doc_id, date, source, first, last (rows of the tokens), start, end (code points), keyword (as written); in the
    order of the text within each lexicon. Raises NotEnoughData when nothing at all is found.
    """
    blocks = [_of_lexicon(tokens, lexicon, near) for lexicon in lexicons]
    found = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame()
    if found.empty:
        raise NotEnoughData("No entry of the lexicons occurs in the corpus; look at [lexicons] files in study.toml.")
    about = tokens.corpus.documents[["doc_id", "date", "source"]].iloc[tokens.doc[found["first"]]]
    found = found.assign(doc=tokens.doc[found["first"]], **{name: about[name].array for name in about})
    found["start"], found["end"] = tokens.start[found["first"]], tokens.end[found["last"]]
    spans = [found[name].to_numpy() for name in ("doc", "start", "end")]
    found["keyword"] = pd.Series(multiword.written(spans, tokens.corpus.documents["text"].array), dtype="str")
    columns = ["lexicon", "category", "label", "entry", "entry_kind", "doc", "doc_id", "date", "source"]
    found = found[[*columns, "first", "last", "start", "end", "keyword"]]
    return found.assign(**periods.precision(tokens.corpus.documents, found["doc"].to_numpy()))


@takes(hits=HITS, lexicons=LEXICONS, by_kind=FLAG)
def table(hits, tokens, by=None, *, lexicons=(), by_kind=False, bootstrap=1000, confidence=0.95, shuffles=0,
          seed=0):  # fmt: skip
    """Frequency of each category: [group,] lexicon, category, label, n, ipm, n_docs, range, ci_low, ci_high.

    hits: of `track`. lexicons: those that were looked for; their categories without a hit are listed with n 0. by: a
    category column of the documents, such as "source". by_kind: a row for the actors of a category, one for its
    actions, and so on, with the column entry_kind behind label: who is named is not yet what is done. range: share of
    the documents that hold the category. ci_low, ci_high: document-bootstrap interval of ipm (bootstrap 0: NaN), from
    0 to `measures.intervals.upper_of_none` for a category without a hit. shuffles: with `by`, adds p_chance, whether
    the groups differ more than so many shuffles of the documents would make them (`measures.permutation.max_t`). Most
    frequent first.
    """
    keys = ["lexicon", "category", "label"] + ["entry_kind"] * by_kind
    every = [
        (one.name, name, one.labels[name], one.kinds[entry])[: len(keys)]
        for one in lexicons for name, entries in one.terms.items() if name != IGNORED for entry in entries
    ]  # fmt: skip
    every = pd.DataFrame(every, columns=keys).astype("str")
    apart = [key for key in keys if key != "label"]
    order = pd.concat([hits[keys], every]).drop_duplicates(apart).reset_index(drop=True)
    place = order.reset_index().set_index(apart)["index"]
    column = place.loc[pd.MultiIndex.from_frame(hits[apart])].to_numpy()
    ones = np.ones(len(hits), np.int64)
    matrix = sparse.csr_array((ones, (hits["doc"].to_numpy(), column)), shape=(len(tokens.corpus), len(order)))
    groups = [None] if by is None else counts.groups(tokens, by)
    blocks = []
    for group in groups:
        keep = slice(None) if group is None else np.flatnonzero((tokens.corpus.documents[by] == group).to_numpy())
        part, sizes = matrix[keep], tokens.sizes[keep]
        low = high = np.full(len(order), np.nan)
        if bootstrap:
            low, high = intervals.bootstrap_ratio(part, sizes, n=bootstrap, confidence=confidence, seed=seed)
        n, n_docs = np.asarray(part.sum(axis=0)).ravel(), np.asarray((part > 0).sum(axis=0)).ravel()
        none = (n == 0) & np.isfinite(high)
        high = np.where(none, intervals.upper_of_none(int(sizes.sum()), confidence=confidence), high)
        block = order.assign(n=n, ipm=n / max(sizes.sum(), 1) * 1e6, n_docs=n_docs, range=n_docs / max(len(sizes), 1))
        blocks.append(block.assign(ci_low=low, ci_high=high, group=group))
    note = {"confidence": confidence, "resamples": bootstrap}
    result = intervals.noted(pd.concat(blocks, ignore_index=True), "ci_low", "ci_high", "documents", **note)
    if by is None:
        return result.drop(columns="group").sort_values("n", ascending=False, kind="stable", ignore_index=True)
    chance = []
    if shuffles:
        things, belongs = np.tile(np.arange(len(order)), len(groups)), tokens.corpus.documents[by]
        result["p_chance"] = permutation.of_cells(
            result["group"], things, belongs, range(len(order)), matrix.toarray(), tokens.sizes, n=shuffles, seed=seed
        )
        chance = ["p_chance"]
    result["group"] = pd.Categorical(result["group"], groups)
    return result[["group", *order.columns, "n", "ipm", "n_docs", "range", "ci_low", "ci_high", *chance]]


@takes(hits=HITS, lexicons=LEXICONS)
def coverage(hits, lexicons):
    """What carries a category: lexicon, category, label, entry_kind, entry, n, n_docs, share (of its hits, 0-1).

    entry_kind: actor, action, thing, idea, or "" where the lexicon does not tell them apart. Entries that never occur
    have n 0. A category whose share lies with one entry measures that word (see `cautions`).
    """
    rows = [
        (lexicon.name, category, lexicon.labels[category], lexicon.kinds[entry], entry)
        for lexicon in lexicons
        for category, entries in lexicon.terms.items() if category != IGNORED
        for entry in entries
    ]  # fmt: skip
    keys = ["lexicon", "category", "label", "entry_kind", "entry"]
    grouped = hits.groupby(keys, observed=True)["doc"].agg(n="size", n_docs="nunique").reset_index()
    result = pd.DataFrame(rows, columns=keys).merge(grouped, on=keys, how="left").fillna({"n": 0, "n_docs": 0})
    result = result.astype({"n": "int64", "n_docs": "int64"})
    total = result.groupby(["lexicon", "category"])["n"].transform("sum")
    return result.assign(share=result["n"] / total.clip(lower=1))


@takes(hits=HITS, lexicons=LEXICONS, reference=optional(TOKENS))
def cautions(hits, tokens, lexicons, *, reference=None):
    """What to mind before a category is counted: lexicon, category, label, caution, entry, value, standard, n.

    hits: of `track`; lexicons: those it was given. reference: Tokens of another corpus. One row a caution, none for a
    category of fewer than 10 hits; value is what is measured, standard what it is held against:
    "one entry": an entry has more than a third of the hits (value: its share). The category measures that word.
    "few documents": the share of the documents that hold the category (value) is less than a quarter of what it would
    be if the hits fell on the documents by chance, in proportion to their length (standard).
    "nearly all documents": more than nine tenths of the documents hold it (value).
    "as in the reference": its frequency per million (value) is no higher than in the reference (standard).
    "off the subject": of all that its entries find, more than a third (value) stands without the words that the
    lexicon asks for near them, and is not counted: the corpus is about other things, and so may be what is left.
    Caveat: they tell where to look; only the reading of a sample tells how often a category is right.
    """
    every = track(tokens, lexicons, near=False) if any(lexicon.near for lexicon in lexicons) else hits
    known, rows = _frequencies(reference, lexicons), []
    counted = coverage(hits, lexicons)
    for (lexicon, category, label), part in counted.groupby(["lexicon", "category", "label"], sort=False):
        all_found = int(_of(every, lexicon, category).sum())
        found = hits[_of(hits, lexicon, category)]
        n, n_docs = len(found), found["doc"].nunique()
        measured = []
        if all_found >= FEWEST and all_found - n > MOST * all_found:
            measured.append(("off the subject", "", (all_found - n) / all_found, MOST, all_found))
        if n >= FEWEST:
            measured += _of_hits(part, n, n_docs / len(tokens.corpus), _by_chance(tokens, n))
            ipm = n / max(len(tokens), 1) * 1e6
            if known is not None and ipm <= known.get((lexicon, category), 0.0):
                measured.append(("as in the reference", "", ipm, known[lexicon, category], n))
        rows += [(lexicon, category, label, *one) for one in measured]
    columns = ["lexicon", "category", "label", "caution", "entry", "value", "standard", "n"]
    types = dict.fromkeys(columns[:5], "str") | {"value": "float64", "standard": "float64", "n": "int64"}
    return pd.DataFrame(rows, columns=columns).astype(types)


@takes(table=TABLE, lexicons=LEXICONS, column=TEXT)
def in_english(table, lexicons, *, column="label"):
    """Return a table with the English names of its categories, which English figures show, in `<column>_en`.

    table: of `table`, or another whose `column` holds labels of categories (`trends.table` of `positions`: "term").
    lexicons: those that were looked for. A label without an English one, or shared by categories with two, stays.
    Raises ArgumentError for a column that the table lacks.
    """
    if column not in table.columns:
        raise ArgumentError(f'The table has no column "{column}".{nearest(column, table.columns)}')
    names = {}
    for lexicon in lexicons:
        for category, label in lexicon.labels.items():
            names.setdefault(label, set()).add(lexicon.labels_en[category])
    names = {label: next(iter(several)) for label, several in names.items() if len(several) == 1}
    shown = [names.get(label, label) for label in table[column].astype(object)]
    return table.assign(**{f"{column}_en": pd.Series(shown, index=table.index, dtype="str")})


@takes(hits=HITS)
def overlaps(hits):
    """Hits that two categories of one lexicon share: lexicon, keyword, categories, n; most frequent first."""
    same = hits.groupby(["lexicon", "first", "last"])
    shared = same.agg(keyword=("keyword", "first"), categories=("category", lambda c: " + ".join(sorted(set(c)))))
    shared = shared[shared["categories"].str.contains(" + ", regex=False)].reset_index()
    result = shared.groupby(["lexicon", "keyword", "categories"]).size().rename("n").reset_index()
    return result.sort_values(["n", "keyword"], ascending=[False, True], ignore_index=True)


@takes(hits=HITS)
def together(hits, tokens):
    """Categories of one lexicon in the same documents: lexicon, a, b (labels), n_docs (both), expected, log_ratio, g2.

    expected: documents with both if neither knew of the other. log_ratio: of the share of b among the documents with a
    against those without. Caveat: long documents hold more of everything, which makes every pair go together a little.
    """
    rows, n = [], len(tokens.corpus)
    for name, part in hits.groupby("lexicon", sort=False):
        docs = {label: set(block["doc"]) for label, block in part.groupby("label", sort=False)}
        labels = list(docs)
        for i, a in enumerate(labels):
            for b in labels[i + 1 :]:
                both, others = len(docs[a] & docs[b]), n - len(docs[a])
                measured = (np.nan, np.nan)
                if others:
                    cells = both, len(docs[b]) - both, len(docs[a]), others
                    measured = float(association.log_ratio(*cells)), float(association.g2(*cells))
                rows.append((name, a, b, both, len(docs[a]) * len(docs[b]) / n, *measured))
    result = pd.DataFrame(rows, columns=["lexicon", "a", "b", "n_docs", "expected", "log_ratio", "g2"])
    return result.sort_values("g2", ascending=False, kind="stable", ignore_index=True)


@takes(hits=HITS, n=ONE_OR_MORE)
def sample(hits, tokens, *, n=50, seed=0, window=12):
    """Random hits of each category in their context, to be judged by reading.

    A larger sample of the same seed holds the smaller one, and an article more or less in the corpus exchanges few
    lines (`corpus.sampling`).
    Returns query (lexicon: label), doc_id, date, source, entry, start, end, pre, keyword, post: at most `n` a category.
    """
    blocks = []
    for (lexicon, label), part in hits.groupby(["lexicon", "label"], sort=False):
        at = (part[column].to_numpy() for column in ("doc", "start", "end"))
        rows = sampling.draw(tokens, *at, n=n, seed=seed)
        blocks.append(part.iloc[rows].assign(query=f"{lexicon}: {label}"))
    drawn = pd.concat(blocks, ignore_index=True)
    texts = tokens.corpus.documents["text"].array
    pre, post = [], []
    for doc, first, last in zip(drawn["doc"], drawn["first"], drawn["last"], strict=True):
        a, b = np.searchsorted(tokens.doc, [doc, doc + 1])
        begin, end = tokens.start[max(first - window, a)], tokens.end[min(last + window, b - 1)]
        pre.append(" ".join(texts[doc][begin : tokens.start[first]].split()))
        post.append(" ".join(texts[doc][tokens.end[last] : end].split()))
    drawn = drawn.assign(pre=pd.Series(pre, dtype="str"), post=pd.Series(post, dtype="str"))
    columns = ["query", "doc_id", "date", "source", "entry", "start", "end", "pre", "keyword", "post"]
    return drawn[columns + [periods.PRECISION] * (periods.PRECISION in drawn)]


@takes(hits=HITS)
def positions(hits):
    """{label: first tokens of its hits}, as `trends.table` follows them."""
    return {label: part["first"].to_numpy() for label, part in hits.groupby("label", sort=False)}


def _of(hits, lexicon, category):
    """Which hits are of a category: bool."""
    return (hits["lexicon"] == lexicon) & (hits["category"] == category)


def _of_hits(entries, n, share, by_chance):
    """The cautions that the hits of one category themselves give: (caution, entry, value, standard, n)."""
    found, largest = [], entries.loc[entries["share"].idxmax()]
    if len(entries) > 1 and largest["share"] > MOST:
        found.append(("one entry", largest["entry"], largest["share"], MOST, n))
    if share < CLUMPED * by_chance:
        found.append(("few documents", "", share, by_chance, n))
    if share > NEARLY_ALL:
        found.append(("nearly all documents", "", share, NEARLY_ALL, n))
    return found


def _by_chance(tokens, n):
    """The share of the documents that would hold one of `n` hits, did these fall on any word alike."""
    sizes = tokens.sizes
    return float(1 - np.mean((1 - sizes / max(sizes.sum(), 1)) ** n))


def _frequencies(reference, lexicons):
    """(lexicon, category) -> hits per million tokens of the reference; None without one."""
    if reference is None:
        return None
    try:
        found = track(reference, lexicons).groupby(["lexicon", "category"]).size()
    except NotEnoughData:
        return {}
    return (found / max(len(reference), 1) * 1e6).to_dict()


def _of_lexicon(tokens, lexicon, near):
    listed, spans = [], [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for category, entries in lexicon.terms.items():
        for entry in entries:
            first, behind = query.spans(tokens, entry, strict=False)
            spans.append((first, behind - 1))
            listed.append((lexicon.name, category, lexicon.labels[category], entry, lexicon.kinds[entry]))
    # Hits are numbers until the end, that of their entry too: there may be millions.
    about = pd.DataFrame(listed, columns=_OF_ENTRY, dtype="str")
    number, _ = pd.factorize(about["category"])
    words = np.array([query.size(entry) for entry in about["entry"]], np.int64)
    ignored = (about["category"] == IGNORED).to_numpy(bool)
    marked = about["entry"].str.startswith(("quoted:", "منصص:")).to_numpy(bool)
    found = pd.DataFrame({
        "row": np.repeat(np.arange(len(about)), [len(first) for first, _ in spans[1:]]),
        "first": np.concatenate([first for first, _ in spans]), "last": np.concatenate([last for _, last in spans]),
    })  # fmt: skip
    # One category counts a place once, whatever entries find it.
    found = found[~found.assign(row=number[found["row"]]).duplicated()]
    found = found[_longest(found["first"].to_numpy(), found["last"].to_numpy())]
    # Of those in one token of several words (تنظيم داعش) the entry that names most of these is the longer one.
    rank = pd.Series((2 * words + ignored)[found["row"]], index=found.index)
    found = found[rank == rank.groupby([found["first"], found["last"]]).transform("max")]
    found = found[~ignored[found["row"]]]
    if near:
        found = found[_beside(tokens, lexicon, about, found)]
    span, sure = found["first"].to_numpy() * (len(tokens) + 1) + found["last"].to_numpy(), marked[found["row"]]
    found = found[sure | ~np.isin(span, span[sure])]  # of one span the hit in quotation marks says more
    found = found.iloc[np.lexsort((found["last"], found["first"]))]
    return found[["first", "last"]].assign(**{name: about[name].array.take(found["row"]) for name in _OF_ENTRY})


def _beside(tokens, lexicon, about, found):
    """Which hits have the words about them that their category asks for: bool, True where it asks for none.

    about: the entries, found: the hits, each with the row of its entry.
    """
    keep, known, sizes = np.ones(len(found), bool), {}, tokens.sizes
    for category, asked in lexicon.near.items():
        if asked.terms not in known:
            there = np.unique(query.spans(tokens, list(asked.terms), strict=False)[0])
            per_document = np.bincount(tokens.doc[there], minlength=len(sizes))
            known[asked.terms] = there, (per_document >= 2) & (per_document * ONE_IN >= sizes)
        there, mostly = known[asked.terms]
        rows = np.flatnonzero((about["category"] == category).to_numpy(bool)[found["row"]])
        first, last = (found[name].to_numpy()[rows] for name in ("first", "last"))
        doc = tokens.doc[first]
        begin = np.maximum(first - asked.within, np.searchsorted(tokens.doc, doc))
        end = np.minimum(last + asked.within + 1, np.searchsorted(tokens.doc, doc, side="right"))
        keep[rows] = (np.searchsorted(there, end) > np.searchsorted(there, begin)) | mostly[doc]
    return keep


def _longest(first, last):
    """Which spans are not touched by a longer one: bool."""
    keep, taken = np.zeros(len(first), bool), np.empty(0, np.int64)  # the tokens of those that are kept, in order
    size = last - first + 1
    for length in np.unique(size)[::-1]:
        here = np.flatnonzero(size == length)
        free = here[np.searchsorted(taken, first[here]) == np.searchsorted(taken, last[here], side="right")]
        keep[free] = True
        taken = np.union1d(taken, (first[free][:, np.newaxis] + np.arange(length)).ravel())
    return keep
