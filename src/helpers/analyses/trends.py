"""Change over time: frequency by period with intervals, change points, and whether periods compare at all."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..arguments import DICT, TEXTS, any_of, frame, takes
from ..corpus import counts, periods
from ..corpus.search import nodes
from ..errors import ArgumentError, NotEnoughData, NotFound, check_choice
from ..measures import intervals
from ..schema import TABLES

FEW_DOCUMENTS = 20  # the document bootstrap is too narrow below (Efron & Tibshirani 1993, ch. 13)
CHANGE_PERIODS = 6  # with fewer, one deviating period is a level of its own
TURNOVER = 0.5  # more than half of the documents come from other sources than before


@takes(terms=any_of(DICT, TEXTS))
def table(tokens, terms, *, period="quarter", by=None, bootstrap=1000, confidence=0.95, seed=0):
    """Frequency of some terms in each period.

    terms: a list of words or runs of words, each meaning what `nodes.occurrences` tells (all forms of its term), or
    {name: positions}, the numbers of the tokens that count as one occurrence each (the hits of a lexicon's category or
    of a query). A term that does not occur has n 0 (`nodes.found` tells the nearest spellings). period:
    "year", "quarter" or "month". by: a category column of the documents, such as "source": one series a group.
    bootstrap: resamples of the documents of a period for the interval (0: none). confidence, seed: of that interval.

    Returns [group,] period (str, "2016-07"), term, n, n_tokens, n_docs (documents of the period), ipm (occurrences per
    million tokens), low, high. Periods without a document between the first and the last have a row of n_docs 0 and ipm
    NaN; the interval is NaN for a period of one document, and reaches from 0 to the
    exact bound of `measures.intervals.upper_of_none` for a period without an occurrence. Documents without a date, and
    those whose date is longer than the period (`periods.too_coarse`), are left out. Raises NotEnoughData when no
    document has such a date, ArgumentError for an unknown period or column. Caveat: the interval says how the frequency
    would move with other documents of the same kind, not with other outlets: see `comparability`.
    """
    if not terms:
        raise ArgumentError("There is no term; give a list of words, or positions by name.")
    counted, names = _matrix(tokens, terms)
    slots, labels = _slots(tokens.corpus, period)
    sizes, many = tokens.sizes, len(tokens.corpus) > intervals.MANY
    groups = ["" if by is None else group for group in ([None] if by is None else counts.groups(tokens, by))]
    blocks = []
    for group in groups:
        chosen = slots >= 0
        if by is not None:
            chosen &= (tokens.corpus.documents[by] == group).to_numpy()
        for slot in range(len(labels)):
            rows = np.flatnonzero(chosen & (slots == slot))
            blocks.append(
                _period(counted[rows], sizes[rows], names, bootstrap, confidence, seed, many).assign(
                    group=group, period=labels[slot]
                )
            )
    result = pd.concat(blocks, ignore_index=True)
    result["group"] = pd.Categorical(result["group"], groups)
    order = {name: i for i, name in enumerate(names)}
    result = result.sort_values(
        ["group", "term", "period"], key=lambda c: c.map(order) if c.name == "term" else c, ignore_index=True
    )
    result = result[[*(["group"] if by is not None else []), *TABLES["trends"]]]
    return intervals.noted(result, "low", "high", "documents", confidence=confidence, resamples=bootstrap)


@takes()
def comparability(corpus, period="quarter", *, few=FEW_DOCUMENTS):
    """Whether each period compares with the one before it: enough documents, and from the same sources?

    few: documents below which a period says little. Returns period, n_docs, n_sources, largest_source,
    largest_share (of its documents), turnover (share of the documents that come from other sources than in the last
    period that had documents, half the sum of |differences| of source shares, 0 = same mix, 1 = other sources),
    enough (bool), confounded (bool: turnover above a half), warning (a sentence, "" where there is none).
    Raises NotEnoughData when no document has a date. Caveat: what changes with the sources cannot be told from
    what changes with time; compare within one source.
    """
    slots, labels = _slots(corpus, period)
    source = corpus.documents["source"].astype("str").to_numpy(object)
    rows, before = [], None
    for slot, label in enumerate(labels):
        shares = pd.Series(source[slots == slot]).value_counts(normalize=True, sort=False).sort_index()
        row = {"period": label, "n_docs": int((slots == slot).sum()), "n_sources": len(shares)}
        row |= {"largest_source": shares.idxmax() if len(shares) else "", "largest_share": shares.max()}
        row["turnover"] = np.nan
        if len(shares):
            if before is not None:
                row["turnover"] = shares.sub(before, fill_value=0).abs().sum() / 2
            before = shares
        rows.append(row)
    result = pd.DataFrame(rows)
    result["enough"] = result["n_docs"] >= few
    result["confounded"] = result["turnover"] > TURNOVER
    result["warning"] = [_warning(row, few) for row in result.to_dict("records")]
    result["warning"] = result["warning"].astype("str")
    return result


@takes(
    table=frame("trends.table", "period", "term", "ipm"),
    comparable=frame("trends.comparability", "period", "n_docs", "turnover"),
)
def change_points(table, comparable, *, few=FEW_DOCUMENTS, penalty=4.0):
    """Where the frequency of a term changes its level, by least squares with a penalty for each change.

    table: what `table` returned without `by`. comparable: what `comparability` returned for the same period. penalty:
    in units of sigma^2 ln n, sigma^2 being half the mean square of the differences of neighbouring periods (von Neumann
    1941); 4 finds a change in 4 to 6 of 100 series of 8 to 12 periods where there is none (simulated), fewer in
    longer. Optimal partitioning with PELT (Killick et al. 2012; ruptures, Truong et al. 2020) on the square root of
    ipm, which evens out the scatter of counts; periods with fewer than `few` documents are left out.

    Returns term, period (first of the new level), ipm_before, ipm_after (means of the two levels), log2_ratio,
    n_periods (used), warning: a sentence where the sources change with the level, "" where not.
    Raises NotEnoughData when fewer than six periods have `few` documents. Caveat: a change point is a place to read,
    not an effect; with ten periods or so only large shifts are found.
    """
    import ruptures

    usable = comparable.loc[comparable["n_docs"] >= few, "period"].tolist()
    if len(usable) < CHANGE_PERIODS:
        raise NotEnoughData(
            f"Only {len(usable)} of {len(comparable)} periods have {few} documents or more; change points need "
            f"{CHANGE_PERIODS}. {_advice(comparable, few)}"
        )
    found = []
    for term, series in table[table["period"].isin(usable)].groupby("term", sort=False):
        series = series.sort_values("period", ignore_index=True)
        level = np.sqrt(series["ipm"].to_numpy(float))
        cost = penalty * max(np.mean(np.diff(level) ** 2) / 2, 1e-12) * np.log(len(level))
        ends = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(level[:, None]).predict(pen=cost)
        starts = [0, *ends[:-1]]
        means = [series["ipm"][a:b].mean() for a, b in zip(starts, ends, strict=True)]
        for place, before, after in zip(starts[1:], means, means[1:], strict=False):
            found.append(
                {"term": term, "period": series["period"][place], "ipm_before": before, "ipm_after": after,
                 "log2_ratio": np.log2(after / before) if before > 0 and after > 0 else np.nan,
                 "n_periods": len(series), "warning": _confounded(comparable, series["period"], place)}
            )  # fmt: skip
    columns = ["term", "period", "ipm_before", "ipm_after", "log2_ratio", "n_periods", "warning"]
    return pd.DataFrame(found, columns=columns).astype({"term": "str", "period": "str", "warning": "str"})


def _advice(comparable, few):
    """What would give periods enough: finer or coarser ones where the documents suffice for that, else more of them."""
    filled = comparable["n_docs"][comparable["n_docs"] > 0]
    n_docs, n_periods, label = int(filled.sum()), len(filled), str(comparable["period"].iloc[0])
    if n_docs >= CHANGE_PERIODS * few:
        if n_periods < CHANGE_PERIODS and len(label) < len("2018-01"):
            return "Choose shorter periods ([trends] period), or add documents of other periods."
        if n_periods >= 3 * CHANGE_PERIODS and len(label) > len("2018"):  # three months make a quarter
            return "Choose longer periods ([trends] period), or lower [trends] min_docs."
    if n_periods >= CHANGE_PERIODS:
        return "Lower [trends] min_docs, or add documents."
    return "Add documents: these are too few to show a change."


@takes()
def events(texts, period="quarter"):
    """Read events to be marked in a figure: texts such as "2014-06-29 إعلان الخلافة" -> period, date, label.

    Raises ArgumentError for a text that does not begin with a date or has no label.
    """
    check_choice("period", period, periods.PERIODS)
    rows = []
    for text in texts:
        date, _, label = text.strip().partition(" ")
        try:
            when = pd.Timestamp(date if len(date) > 4 else f"{date}-01-01")
        except ValueError:
            when = pd.NaT
        if when is pd.NaT or not label.strip():
            raise ArgumentError(f'The event "{text}" must be a date and what happened, such as "2014-06-29 إعلان".')
        rows.append((str(when.to_period(periods.PERIODS[period])), when, label.strip()))
    return pd.DataFrame(rows, columns=["period", "date", "label"]).astype({"period": "str", "label": "str"})


@takes()
def similarity(tokens, period="year", *, top=500, few=FEW_DOCUMENTS):
    """How alike the vocabularies of two periods are: rank correlation of the most frequent words.

    top: so many content words, the most frequent of both periods together that occur 5
    times there. Returns a, b (periods), similarity
    (Spearman's rho, -1 to 1), n_terms; every pair once in each direction and each period with itself.
    Periods of fewer than `few` documents are left out; NotEnoughData when fewer than two remain.
    Source: Kilgarriff 2001, Comparing corpora, International Journal of Corpus Linguistics 6(1), p. 254.
    Caveat: sources differ as much as years do; see `comparability`.
    """
    slots, labels = _slots(tokens.corpus, period)
    enough = [i for i in range(len(labels)) if (slots == i).sum() >= few]
    if len(enough) < 2:
        raise NotEnoughData(
            f"Only {len(enough)} of the periods have {few} documents or more, and similarity compares two; "
            "lower [trends] min_docs or add documents."
        )
    from scipy import stats  # loads for half a second, so only here

    content = np.flatnonzero(counts.content(tokens))
    counted = counts.matrix(tokens)[:, content]
    sums = np.vstack([np.asarray(counted[np.flatnonzero(slots == i)].sum(axis=0)).ravel() for i in enough])
    shares = sums / np.maximum(sums.sum(axis=1, keepdims=True), 1)
    rows = []
    for i, a in enumerate(enough):
        for j, b in enumerate(enough):
            pick = np.argsort(-(shares[i] + shares[j]), kind="stable")[:top]
            pick = pick[(sums[i] + sums[j])[pick] >= 5]  # the ranks of rarer words are chance
            rho = 1.0 if i == j else stats.spearmanr(shares[i][pick], shares[j][pick]).statistic
            rows.append({"a": labels[a], "b": labels[b], "similarity": float(rho), "n_terms": len(pick)})
    return pd.DataFrame(rows)


def _matrix(tokens, terms):
    """Occurrences of each name in each document, documents × names (CSR), and the names."""
    if not isinstance(terms, dict):
        terms = {term: _starts(tokens, term) for term in terms}
    for name, at in terms.items():
        at = np.asarray(at)
        if at.ndim != 1 or (len(at) and at.dtype.kind not in "iu"):
            raise ArgumentError(f'The positions of "{name}" must be numbers of tokens; lexicons.positions gives such.')
    columns = [np.bincount(tokens.doc[np.asarray(at, np.int64)], minlength=len(tokens.corpus)) for at in terms.values()]
    return sparse.csr_array(np.stack(columns, axis=1)), list(terms)


def _starts(tokens, term):
    try:
        return nodes.occurrences(tokens, term)[0]
    except NotFound:
        return np.empty(0, np.int64)


def _slots(corpus, period):
    """The number of the period of each document (-1 without a date), and the names of all periods in between."""
    named = periods.of(corpus, period)
    if not named.notna().any() and periods.too_coarse(corpus, period).any():
        raise NotEnoughData(
            f'The dates are longer than a {period}: they are years or more; choose a longer period ([trends] period).'
        )
    if not named.notna().any():
        raise NotEnoughData(
            "No document has a date; name its column ([corpus] date), or tell the dates in metadata.csv or in the "
            "names of the files."
        )
    span = pd.period_range(named.dropna().min(), named.dropna().max(), freq=periods.PERIODS[period])
    labels = span.astype("str").tolist()
    return named.map({label: i for i, label in enumerate(labels)}).fillna(-1).astype(int).to_numpy(), labels


def _period(counted, sizes, names, bootstrap, confidence, seed, many):
    n, total = np.asarray(counted.sum(axis=0)).ravel(), int(sizes.sum())
    low = high = np.full(len(names), np.nan)
    if bootstrap and total:
        options = {"n": bootstrap, "confidence": confidence, "seed": seed}
        low, high = intervals.bootstrap_ratio(counted, sizes, many=intervals.BLOCKS if many else None, **options)
        high = np.where((n == 0) & np.isfinite(high), intervals.upper_of_none(total, confidence=confidence), high)
    ipm = n / total * 1e6 if total else np.full(len(names), np.nan)
    return pd.DataFrame(
        {"term": pd.Series(names, dtype="str"), "n": n.astype("int64"), "n_tokens": total, "n_docs": counted.shape[0],
         "ipm": ipm, "low": low, "high": high}
    )  # fmt: skip


def _warning(row, few):
    said = []
    if not row["n_docs"]:
        said.append("no document")
    elif not row["enough"]:
        said.append(f"only {row['n_docs']} of {few} documents")
    if row["confounded"]:
        said.append(f"{row['turnover']:.0%} of the documents come from other sources than before")
    return "; ".join(said)


def _confounded(comparable, used, place):
    """What to say of a change at `used[place]`: do the sources change between the last period before it and it?"""
    between = comparable["period"].between(used[place - 1], used[place], inclusive="right")
    turnover = comparable.loc[between, "turnover"].max()
    if turnover > TURNOVER:
        return f"source and time are confounded: {turnover:.0%} of the documents come from other sources than before"
    return ""
