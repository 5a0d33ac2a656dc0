"""What the corpus is made of: documents and words by source and time, and a description to paste."""

import numpy as np
import pandas as pd

from ..corpus import counts, periods


def table(tokens, by="source"):
    """Size of each group of documents.

    by: a category column of the documents. Returns group, n_docs, share (of the documents), n_tokens,
    mean_tokens (a document), first, last (dates); most documents first.
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
    result = result.rename_axis("group").reset_index()
    result["group"] = result["group"].astype("str")
    return result.sort_values(["n_docs", "group"], ascending=[False, True], ignore_index=True)


def of_largest(rows, tokens, *, by="source", n=10):
    """Keep the rows of a table whose `group` is one of the n groups of most documents, in that order.

    rows: any table with a column `group` made with the same `by`. Returns it with `group` as a category in the
    order of size, rows otherwise in their order.
    """
    largest = table(tokens, by)["group"].head(n).to_list()
    kept = rows[rows["group"].isin(largest)].copy()
    kept["group"] = pd.Categorical(kept["group"].astype("str"), largest)
    return kept.reset_index(drop=True)


def over_time(tokens, *, period="year", by="source"):
    """Documents and tokens of each group in each period.

    period: year, quarter or month. Documents without a date stand under "—".
    Returns group, period (str, in order of time), n_docs, n_tokens; groups of most documents first.
    """
    about = tokens.corpus.documents.assign(n_tokens=tokens.sizes, period=periods.of(tokens.corpus, period))
    about["period"] = about["period"].fillna("—")
    found = about.groupby([by, "period"], observed=True).agg(n_docs=("n_tokens", "size"), n_tokens=("n_tokens", "sum"))
    found = found.reset_index().rename(columns={by: "group"})
    found["group"] = pd.Categorical(found["group"].astype("str"), table(tokens, by)["group"])
    found["period"] = pd.Categorical(found["period"], sorted(found["period"].unique(), key=lambda p: (p == "—", p)))
    return found.sort_values(["group", "period"], ignore_index=True)


def description(tokens, *, title=""):
    """What a methods section has to say of the corpus: item, value (both str)."""
    corpus, documents = tokens.corpus, tokens.corpus.documents
    dated, sources = documents["date"].dropna(), documents["source"].astype("str")
    used, sizes = tokens.terms["n"] > 0, tokens.sizes
    rows = {
        "corpus": title,
        "documents": f"{len(corpus):,}",
        "files": f"{len(corpus.files):,} ({', '.join(sorted(corpus.files['format'].astype('str').unique()))})",
        "sources": f"{sources.nunique():,}: {', '.join(table(tokens)['group'].head(30))}",
        "period": f"{dated.min():%Y-%m-%d} to {dated.max():%Y-%m-%d}" if len(dated) else "no dates",
        "documents without a date": f"{documents['date'].isna().sum():,}",
        "tokens": f"{len(tokens):,}",
        "tokens per document": f"median {np.median(sizes):,.0f}, {sizes.min():,} to {sizes.max():,}",
        "distinct written forms": f"{(tokens.forms['n'] > 0).sum():,}",
        f"distinct terms (level: {tokens.level})": f"{used.sum():,}",
        "folds": ", ".join(tokens.folds),
        "token": "maximal run of Arabic letters and marks, or of Latin letters, or of digits; stop words included",
        "set aside": f"{len(corpus.set_aside):,}",
        "taken with a note": f"{len(corpus.notes):,}",
    }
    return pd.DataFrame({"item": list(rows), "value": list(rows.values())})


def paragraph(tokens, *, title=""):
    """The description as a paragraph in English and in Arabic."""
    documents = tokens.corpus.documents
    dated, n_sources = documents["date"].dropna(), documents["source"].nunique()
    span = (f"{dated.min():%Y-%m-%d}", f"{dated.max():%Y-%m-%d}") if len(dated) else None
    aside = len(tokens.corpus.set_aside)
    english = (
        f'The corpus "{title}" holds {len(documents):,} documents from {n_sources} sources'
        + (f", dated {span[0]} to {span[1]}" if span else ", undated")
        + f", with {len(tokens):,} tokens of {(tokens.forms['n'] > 0).sum():,} written forms "
        f"({(tokens.terms['n'] > 0).sum():,} terms at the level '{tokens.level}'). A token is a maximal run of Arabic "
        "letters and marks, of Latin letters or of digits. Spelling differences folded in counting: "
        f"{', '.join(tokens.folds) or 'none'}. {aside:,} files or rows were set aside."
    )
    arabic = (
        f"تضم مدونة «{title}» {len(documents):,} وثيقة من {n_sources} مصدر"
        + (f" بين {span[0]} و{span[1]}" if span else " بلا تواريخ")
        + f"، وفيها {len(tokens):,} كلمة. والكلمة سلسلة متصلة من الحروف العربية وحركاتها أو من الحروف اللاتينية أو "
        f"من الأرقام. وقد استُبعد {aside:,} من الملفات أو الصفوف."
    )
    return f"{english}\n\n{arabic}"
