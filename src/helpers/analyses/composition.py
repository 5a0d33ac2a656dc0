"""What the corpus is made of: documents and words by source and time."""

import pandas as pd

from ..arguments import ONE_OR_MORE, frame, takes
from ..corpus import counts, periods


@takes()
def table(tokens, by="source"):
    """Size of each group of documents.

    by: a category column of the documents. Returns group, n_docs, share (of the documents), n_tokens,
    mean_tokens (a document), first, last (dates); most documents first. Where dates are only years or months, also
    first_precision and last_precision.
    """
    counts.groups(tokens, by)  # names the columns there are, if this is none
    about = tokens.corpus.documents.assign(n_tokens=tokens.sizes)
    grouped = about.groupby(by, observed=True)
    result = pd.DataFrame(
        {
            "n_docs": grouped.size(), "share": grouped.size() / len(about), "n_tokens": grouped["n_tokens"].sum(),
            "mean_tokens": grouped["n_tokens"].mean(), "first": grouped["date"].min(), "last": grouped["date"].max(),
        }
    )  # fmt: skip
    if periods.PRECISION in about:
        dated = about.loc[about["date"].notna(), list(dict.fromkeys((by, "date")))].groupby(by, observed=True)["date"]
        for name, rows in (("first", dated.idxmin()), ("last", dated.idxmax())):
            result[f"{name}_precision"] = about[periods.PRECISION].astype("str").loc[rows].set_axis(rows.index)
    result = result.rename_axis("group").reset_index()
    result["group"] = result["group"].astype("str")
    return result.sort_values(["n_docs", "group"], ascending=[False, True], ignore_index=True)


@takes(rows=frame("frequency.table with by", "group"), n=ONE_OR_MORE)
def of_largest(rows, tokens, *, by="source", n=10):
    """Keep the rows of a table whose `group` is one of the n groups of most documents, in that order.

    rows: any table with a column `group` made with the same `by`. Returns it with `group` as a category in the
    order of size, rows otherwise in their order and with their index.
    """
    largest = table(tokens, by)["group"].head(n).to_list()
    kept = rows[rows["group"].isin(largest)].copy()
    kept["group"] = pd.Categorical(kept["group"].astype("str"), largest)
    return kept


@takes()
def sizes(tokens, by="source"):
    """The number of documents of each group: {group: n}, for the heads of a heat map."""
    found = table(tokens, by)
    return {str(group): int(n) for group, n in zip(found["group"], found["n_docs"], strict=True)}


@takes()
def over_time(tokens, *, period="year", by="source"):
    """Documents and tokens of each group in each period.

    period: year, quarter or month. Documents without a date, or with one that is longer than a period, stand
    under "—".
    Returns group, period (str, in order of time), n_docs, n_tokens; groups of most documents first.
    """
    counts.groups(tokens, by)
    about = tokens.corpus.documents.assign(n_tokens=tokens.sizes, period=periods.of(tokens.corpus, period))
    about["period"] = about["period"].fillna("—")
    found = about.groupby([by, "period"], observed=True).agg(n_docs=("n_tokens", "size"), n_tokens=("n_tokens", "sum"))
    found = found.reset_index().rename(columns={by: "group"})
    found["group"] = pd.Categorical(found["group"].astype("str"), table(tokens, by)["group"])
    found["period"] = pd.Categorical(found["period"], sorted(found["period"].unique(), key=lambda p: (p == "—", p)))
    return found.sort_values(["group", "period"], ignore_index=True)
