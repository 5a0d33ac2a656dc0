"""The token stream: integer columns over the untouched text, and one row a distinct form or term.

Text is scanned once. Everything that can be said of a word without its context (normalized form, stop word)
is computed once per distinct form, so another level or another choice of folds never reads the text again.
"""

import os
from dataclasses import dataclass, replace

import numba
import numpy as np
import pandas as pd
import pyarrow as pa

from ..arabic import normalization, stopwords, tokenization
from ..errors import check_choice
from .documents import Corpus

LEVELS = ("form", "normalized")
_ROW = "row in the whole corpus"


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """A tokenized corpus (read-only).

    doc, start, end, sent, form: int32 arrays, one element a token in reading order. `doc` is the row in
        `corpus.documents`; start and end are code points, so that `text[start:end]` is the word as written;
        `sent` numbers the sentences of the document from 0; `form` is the row in `forms`.
    forms: form, normalized, kind (arabic, latin, number), is_stop, n.
    form_term: int32, the row in `terms` of each form at this `level`.
    terms: term (as shown: the most frequent spelling), key (as compared), kind, is_stop, n, n_docs.
    """

    corpus: Corpus
    doc: np.ndarray
    start: np.ndarray
    end: np.ndarray
    sent: np.ndarray
    form: np.ndarray
    forms: pd.DataFrame
    form_term: np.ndarray
    terms: pd.DataFrame
    level: str
    folds: tuple

    def __len__(self):
        return len(self.form)

    def __repr__(self):
        return (
            f"Tokens({len(self):,} tokens, {(self.terms['n'] > 0).sum():,} terms, {len(self.corpus):,} documents, "
            f'level="{self.level}")'
        )

    @property
    def term(self):
        """Row in `terms` of each token: int32 array of length n_tokens."""
        return self.form_term[self.form]

    @property
    def sizes(self):
        """Number of tokens of each document: int64 array of length n_documents."""
        return np.bincount(self.doc, minlength=len(self.corpus))

    def where(self, **conditions):
        """Return the Tokens of the documents that fulfil `conditions` (as in `Corpus.where`).

        Forms and terms keep their rows; those that do not occur in the selection have n = 0.
        """
        numbered = replace(
            self.corpus, documents=self.corpus.documents.assign(**{_ROW: np.arange(len(self.corpus))})
        )
        chosen = numbered.where(**conditions)
        rows = chosen.documents[_ROW].to_numpy()
        new_row = np.full(len(self.corpus), -1, np.int32)
        new_row[rows] = np.arange(len(rows))
        keep = new_row[self.doc] >= 0
        columns = {name: _read_only(getattr(self, name)[keep]) for name in ("start", "end", "sent", "form")}
        forms = self.forms.assign(n=np.bincount(columns["form"], minlength=len(self.forms)))
        part = replace(
            self, corpus=replace(chosen, documents=chosen.documents.drop(columns=_ROW)),
            doc=_read_only(new_row[self.doc[keep]]), forms=forms, **columns,
        )  # fmt: skip
        return replace(part, terms=part.terms.assign(**_term_counts(part.term, part.doc, len(self.terms))))


def tokenize(corpus, *, level="normalized", folds=normalization.DEFAULT_FOLDS, threads=None, **stop_options):
    """Tokenize the texts of a Corpus.

    level: "form" (as written) or "normalized" (spellings folded with `folds`). threads: all cores if None;
    the result does not depend on it. stop_options: `words`, `extra`, `without` as in `stopwords.flags`.
    Returns Tokens. Titles are metadata and are not tokenized. Raises ArgumentError for an unknown level or fold.
    """
    check_choice("level", level, LEVELS)
    folds = normalization.check_folds(folds)
    text = pa.array(corpus.documents["text"])
    text = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    text = text.cast(pa.large_string())
    _, offsets, data = text.buffers()
    offsets = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    data = np.frombuffer(data if data is not None else b"", np.uint8)
    spans = tokenization.scan(data, offsets, threads=threads or os.cpu_count() or 1)
    doc = np.repeat(np.arange(len(corpus), dtype=np.int32), spans.token_counts)
    forms = form_table(spans, folds, stop_options)
    columns = {name: getattr(spans, name) for name in ("start", "end", "sent", "form")}
    return assemble(corpus, {"doc": doc, **columns}, forms, level, folds)


def at_level(tokens, level):
    """Return the same tokens with terms of another level; nothing is scanned again."""
    check_choice("level", level, LEVELS)
    columns = {name: getattr(tokens, name) for name in ("doc", "start", "end", "sent", "form")}
    return assemble(tokens.corpus, columns, tokens.forms, level, tokens.folds)


def form_table(spans, folds, stop_options):
    """One row a distinct form: form, normalized, kind, is_stop, n."""
    buffers = [None, pa.py_buffer(spans.form_offsets.astype(np.int64)), pa.py_buffer(spans.form_bytes)]
    strings = pa.LargeStringArray.from_buffers(len(spans.form_kind), *buffers[1:]).to_pylist()
    normalized = normalization.normalize(strings, folds)
    return pd.DataFrame(
        {
            "form": pd.Series(strings, dtype="str"),
            "normalized": pd.Series(normalized, dtype="str"),
            "kind": pd.Categorical.from_codes(spans.form_kind, tokenization.KINDS),
            "is_stop": stopwords.flags(normalized, folds=folds, **stop_options),
            "n": np.bincount(spans.form, minlength=len(strings)),
        }
    )


def forms_behind(tokens, terms=None, *, top=6):
    """The spellings that each term counts, most frequent first: "الإرهاب 120 · الارهاب 3".

    terms: rows of `tokens.terms` (all if None). top: so many are written out, the rest is counted.
    Returns a Series of strings, one a term asked for, indexed by its row in `tokens.terms`.
    """
    rows = np.arange(len(tokens.terms)) if terms is None else np.asarray(terms)
    n = tokens.forms["n"].to_numpy()
    wanted = np.flatnonzero((n > 0) & np.isin(tokens.form_term, rows))
    forms = tokens.forms["form"].to_numpy(object)[wanted]
    order = np.lexsort((pd.Series(forms).rank().to_numpy() if len(forms) else forms, -n[wanted]))
    behind = {}
    for term, form, count in zip(
        tokens.form_term[wanted][order].tolist(), forms[order], n[wanted][order].tolist(), strict=True
    ):
        behind.setdefault(term, []).append(f"{form} {count}")
    written = {
        t: " · ".join(f[:top] + ([f"+{len(f) - top}"] if len(f) > top else [])) for t, f in behind.items()
    }
    return pd.Series([written.get(row, "") for row in rows.tolist()], index=rows, dtype="str")


def assemble(corpus, columns, forms, level, folds):
    """Tokens out of their parts: columns doc, start, end, sent, form (int32 arrays) and the form table."""
    columns = {name: _read_only(column) for name, column in columns.items()}
    form_term, terms = term_table(forms, level, folds)
    counted = _term_counts(form_term[columns["form"]], columns["doc"], len(terms))
    return Tokens(
        corpus=corpus,
        forms=forms, form_term=_read_only(form_term), terms=terms.assign(**counted),
        level=level, folds=folds, **columns,
    )  # fmt: skip


def term_table(forms, level, folds):
    """The row in the term table of each form, and the table: term, key, kind, is_stop."""
    if level == "form":
        terms = pd.DataFrame({"term": forms["form"], "key": forms["form"]})
        return np.arange(len(forms), dtype=np.int32), terms.assign(
            kind=forms["kind"], is_stop=forms["is_stop"]
        )
    numbers, keys = pd.factorize(forms["normalized"])
    # A term is shown as its most frequent spelling, less what is no spelling (vowel signs, tatweel, …).
    clean = normalization.normalize(
        forms["form"].to_list(), [f for f in folds if f in normalization.CLEANING_FOLDS]
    )
    spelling, spellings = pd.factorize(pd.Series(clean, dtype="str"))
    often = np.bincount(spelling, forms["n"], minlength=len(spellings))
    order = np.lexsort((pd.Series(spellings).rank().to_numpy()[spelling], -often[spelling], numbers))
    first = order[np.concatenate([[True], np.diff(numbers[order]) > 0])] if len(order) else order
    terms = pd.DataFrame(
        {"term": pd.Series(clean, dtype="str").iloc[first].array, "key": pd.Series(keys, dtype="str")}
    )
    picked = forms.iloc[first]
    terms = terms.assign(kind=picked["kind"].array, is_stop=picked["is_stop"].array)
    return numbers.astype(np.int32), terms


def _term_counts(term, doc, n_terms):
    return {"n": np.bincount(term, minlength=n_terms), "n_docs": _document_frequency(term, doc, n_terms)}


@numba.njit(cache=True)
def _document_frequency(term, doc, n_terms):
    """Number of documents of each term; tokens must lie document by document."""
    last = np.full(n_terms, -1, np.int32)
    found = np.zeros(n_terms, np.int64)
    for i in range(term.size):
        if last[term[i]] != doc[i]:
            last[term[i]] = doc[i]
            found[term[i]] += 1
    return found


def _read_only(array):
    array = np.ascontiguousarray(array, np.int32).view()
    array.flags.writeable = False
    return array
