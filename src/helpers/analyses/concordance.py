"""The concordance: every occurrence of a query in its context, as written, with the document it stands in."""

from dataclasses import replace

import numpy as np
import pandas as pd

from ..arguments import ONE_OR_MORE, UNFIT, Kind, optional, takes
from ..corpus import periods
from ..corpus.search import query as queries
from ..corpus.search import sampling
from ..errors import ArgumentError, NotEnoughData, NotFound, check_choice

SORTS = (
    "document", "date", "pre", "post", "keyword", "random", "pre1", "pre2", "pre3", "post1", "post2", "post3",
)  # fmt: skip
#: What `counts` says of a query whose words occur.
NO_HIT = "Its words occur, but not in this way."
#: What a sort compares: words before (-1 the nearest) or behind the keyword, 0 the keyword's own first word.
_COMPARED = {"pre": (-1, -2, -3), "post": (1, 2, 3), "keyword": (0, 1, 2)}
_COMPARED |= {f"{side}{n}": (sign * n,) for side, sign in (("pre", -1), ("post", 1)) for n in (1, 2, 3)}


@takes(limit=optional(ONE_OR_MORE))
def page(tokens, query, *, window=10, sort="document", skip=0, limit=50, seed=0, within_sentence=True, **conditions):
    """Number of hits of a query, and some of its lines: (int, DataFrame as `lines` returns).

    skip, limit: lines passed over, and how many are shown (None: all), in the order of `sort`. Only these are cut out
    of the texts, so that the first page of a word with a hundred thousand hits is there at once.
    Other arguments and errors: as in `lines`.
    """
    _check(sort, window=window, skip=skip, limit=0 if limit is None else limit)
    first, behind = find(tokens, query, within_sentence=within_sentence, **conditions)
    order = _order(tokens, first, behind, sort, seed)[skip : None if limit is None else skip + limit]
    return len(first), at(tokens, first[order], behind[order], window)


@takes()
def lines(tokens, query, *, window=10, sort="document", sample=0, seed=0, within_sentence=True, **conditions):
    """Every occurrence of a query with its context.

    query: in the language of `corpus.query` (a word with all its forms, a phrase, *, |, form:, lemma:, ~5), or a list
    of queries, any of which may be hit. window:
    words of context on each side; they may cross a sentence end, never a document. sort: "document" (as read), "date"
    (undated last), "pre" (by the first, then the second and third word before), "post" (behind), "pre1" … "post3" (by
    one of these words), "keyword", or "random"; words are compared as the tokens count them, in alphabetical order,
    and equals stay in the order of the text. sample: so many lines drawn at random with `seed`, then sorted (0: all);
    a larger sample of the same seed holds the smaller one, and an article more or less in the corpus exchanges few
    lines (`corpus.sampling`). conditions: as in `Corpus.where`.

    Returns doc_id, date, source, title, sent, start, end (code points in the document's text), pre, keyword, post,
    position (0-1 through the corpus). `text[start:end]` is the keyword; pre and post are the text before and behind
    it with each run of spaces and line breaks shown as one space. No hit: an empty table.
    Raises ArgumentError for a query that cannot be read or holds a word that does not occur.
    """
    _check(sort, window=window, sample=sample)
    first, behind = find(tokens, query, within_sentence=within_sentence, **conditions)
    if sample:
        doc, start, end = tokens.doc[first], tokens.start[first], tokens.end[behind - 1]
        drawn = sampling.draw(tokens, doc, start, end, n=sample, seed=seed)
        first, behind = first[drawn], behind[drawn]
    order = _order(tokens, first, behind, sort, seed)
    return at(tokens, first[order], behind[order], window)


@takes()
def several(tokens, wanted, **options):
    """The lines of several queries in one table, with a column query before those of `lines`.

    A query without a hit has no line, and of a|b, where b does not occur, the hits of a count: see `counts`.
    """
    if not len(wanted):
        raise ArgumentError("There is no query; give a list of them.")
    blocks = [lines(tokens, query, strict=False, **options) for query in wanted]
    for query, block in zip(map(_name, wanted), blocks, strict=True):
        block.insert(0, "query", pd.Series([query] * len(block), dtype="str"))
    return pd.concat(blocks, ignore_index=True)


@takes()
def find(tokens, query, *, within_sentence=True, strict=True, **conditions):
    """First token of every hit and the one behind its last, (int64 array, int64 array), in the order of the text."""
    first, behind = queries.spans(tokens, query, within_sentence=within_sentence, strict=strict)
    if conditions:
        documents = tokens.corpus.documents
        # A selection copies its rows; the texts are asked of no condition but their own.
        unread = documents.drop(columns=[name for name in ("text", "title", "url") if name not in conditions])
        chosen = replace(tokens.corpus, documents=unread).where(**conditions).documents["doc_id"]
        keep = documents["doc_id"].isin(chosen).to_numpy()[tokens.doc[first]]
        first, behind = first[keep], behind[keep]
    return first, behind


@takes()
def counts(tokens, wanted, **options):
    """How often each query occurs: query, n, ipm (per million tokens), n_docs, range (share of the documents), note.

    A query without a hit is a finding: it has n 0. note: "", or what of the query does not occur, with the nearest
    spellings. options: as in `find`. With conditions, ipm and range are relative to the documents chosen.
    Raises ArgumentError for a query that cannot be read.
    """
    within_sentence = options.pop("within_sentence", True)
    part = tokens.where(**options) if options else tokens
    rows = []
    for query in wanted:
        first, _ = find(tokens, query, within_sentence=within_sentence, strict=False, **options)
        note = _missing(tokens, query, within_sentence) or ("" if len(first) else NO_HIT)
        n_docs = len(np.unique(tokens.doc[first]))
        n_tokens, n_documents = max(len(part), 1), max(len(part.corpus), 1)
        rows.append((_name(query), len(first), len(first) / n_tokens * 1e6, n_docs, n_docs / n_documents, note))
    table = pd.DataFrame(rows, columns=["query", "n", "ipm", "n_docs", "range", "note"])
    types = {"query": "str", "n": "int64", "ipm": "float64", "n_docs": "int64", "range": "float64", "note": "str"}
    return table.astype(types)


def _name(query):
    """What a query is called in a table; of a list of queries that is one, all of them."""
    return query if isinstance(query, str) else " | ".join(query)


def _missing(tokens, query, within_sentence):
    """What of a query does not occur, as a sentence, or ""."""
    try:
        queries.spans(tokens, query, within_sentence=within_sentence)
    except NotFound as error:
        return str(error)
    return ""


@takes()
def positions(tokens, wanted, **options):
    """Where each query occurs, for dispersion strips.

    Returns term (the query, category), doc_id, date, source, position (0-1 through the corpus in order of date,
    see `periods.way`, of the hit's first word). options: as in `find`. A query without a hit is a category without a
    row. Raises NotEnoughData when none of the queries has a hit.
    """
    documents = tokens.corpus.documents[["doc_id", "date", "source"]]
    blocks = [(_name(query), find(tokens, query, strict=False, **options)[0]) for query in wanted]
    first = np.concatenate([np.empty(0, np.int64), *(found for _, found in blocks)])
    if not len(first):
        listed = ", ".join(map(_name, wanted))
        raise NotEnoughData(f"None of the queries {listed} has a hit; see [concordance] queries in study.toml.")
    names = list(dict.fromkeys(map(_name, wanted)))
    number = np.repeat([names.index(query) for query, _ in blocks], [len(found) for _, found in blocks])
    about = documents.iloc[tokens.doc[first]].reset_index(drop=True).assign(position=periods.way(tokens, first))
    about.insert(0, "term", pd.Categorical.from_codes(number, names))
    return about


def _check(sort, **numbers):
    check_choice("sort", sort, SORTS)
    for name, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
            raise ArgumentError(f"{name} is {value!r}, but must be a whole number from 0 on.")


def _order(tokens, first, behind, sort, seed):
    """The order of the hits, as row numbers; equals stay in the order of the text."""
    if sort == "random":
        return np.random.default_rng(seed).permutation(len(first))
    if sort == "date":
        date = tokens.corpus.documents["date"].to_numpy()[tokens.doc[first]]
        return np.argsort(date, kind="stable")  # numpy puts what has no date last
    if sort == "document":
        return np.arange(len(first))
    at = [(behind - 1 if k > 0 else first) + k for k in _COMPARED[sort]]
    if sort == "keyword":
        at = [np.where(first + k < behind, first + k, -1) for k in _COMPARED[sort]]
    ranks = _ranks(tokens, np.array(at), first) + 1
    most = int(ranks.max(initial=0)) + 1
    if most ** len(ranks) >= 2**62:
        return np.lexsort(ranks[::-1])
    together = ranks[0]
    for rank in ranks[1:]:  # one number for all three words is sorted in half the time
        together = together * most + rank
    return np.argsort(together, kind="stable")


def _ranks(tokens, at, first):
    """Alphabetical rank of the words at the positions `at` (sorts × hits), -1 where the document has ended."""
    inside = (at >= 0) & (at < len(tokens))
    at = np.where(inside, at, 0)
    inside &= tokens.doc[at] == tokens.doc[first]
    return np.where(inside, tokens.alphabetical[tokens.form_term[tokens.form[at]]], -1)


def _numbers(value):
    """An int64 array of one dimension, of a list too; UNFIT for anything else and for what lies before a text."""
    if not isinstance(value, list | np.ndarray) or isinstance(value, np.ndarray) and value.ndim != 1:
        return UNFIT
    if not all(isinstance(one, int | np.integer) and not isinstance(one, bool) and one >= 0 for one in value):
        return UNFIT
    return np.asarray(value, np.int64)


_PLACES = Kind("a list of numbers of tokens", _numbers)


@takes(first=_PLACES, behind=_PLACES)
def at(tokens, first, behind, window=10):
    """The lines of hits that were found otherwise: first token of each and the one behind its last, as `find` returns
    them. window and what is returned: as in `lines`, in the order given. Raises ArgumentError for numbers that are none
    of tokens, or no pairs.
    """
    if len(first) != len(behind) or (behind <= first).any() or (len(behind) and behind.max() > len(tokens)):
        raise ArgumentError(
            f"first and behind must be the ends of hits within the {len(tokens):,} tokens, each behind after its first."
        )
    documents = tokens.corpus.documents
    doc = tokens.doc[first]
    places, row = np.unique(doc, return_inverse=True)
    about = {name: documents[name].array[doc] for name in ("doc_id", "date", "source", "title")}
    column = documents["text"].array
    texts = [column[place] for place in places.tolist()]  # one by one: taking them together copies the whole column
    # The needles have the type of the array, else numpy would copy the whole column.
    bounds = np.searchsorted(tokens.doc, np.array([doc, doc + 1], tokens.doc.dtype))
    begin, finish = np.maximum(first - window, bounds[0]), np.minimum(behind + window, bounds[1])
    start, end = tokens.start[first], tokens.end[behind - 1]
    cuts = (row, tokens.start[begin], start, end, tokens.end[finish - 1])
    parts = {"pre": [], "keyword": [], "post": []}
    for d, a, b, c, e in zip(*(column.tolist() for column in cuts), strict=True):
        text = texts[d]
        parts["pre"].append(" ".join(text[a:b].split()))
        parts["keyword"].append(text[b:c])
        parts["post"].append(" ".join(text[c:e].split()))
    places = {"sent": tokens.sent[first], "start": start, "end": end}
    shown = {name: pd.array(values, dtype="str") for name, values in parts.items()}
    position = {"position": first / max(len(tokens), 1)}
    return pd.DataFrame(about | places | shown | position | periods.precision(documents, doc))
