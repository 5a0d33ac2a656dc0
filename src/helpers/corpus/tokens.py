"""The token stream: integer columns over the untouched text, and one row a distinct form or term.

Text is scanned once. Everything that can be said of a word without its context (normalized form, stop word)
is computed once per distinct form, so another level or another choice of folds never reads the text again.
"""

import contextlib
import os
from dataclasses import dataclass, replace
from functools import cached_property

import numba
import numpy as np
import pandas as pd
import pyarrow as pa

from .. import room
from ..arabic import normalization, stopwords, tokenization
from ..arguments import DICT, TEXTS, taken, takes
from ..errors import ArgumentError, check_choice, nearest
from . import index, spellings
from .documents import Corpus, read
from .words import compounds, forms, glued, in_context, multiword, rest_marks, social
from .words import emoji as emoji_tokens

LEVELS = ("form", "normalized", "lemma")
#: What `tokenize` hands on: the words of the stop list, more, fewer, who analyses; and what it does to the words.
OPTIONS = ("words", "extra", "without", "analyser", "kind", "glued", "emoji", "compounds", "apart", "lists")
_ARGUMENTS = ("corpus", "level", "folds", "lexicon", "threads")
_ROW = "row in the whole corpus"
_COLUMNS = ("doc", "start", "end", "sent", "form")
_LARGE = 20_000_000  # tokens of a corpus whose parts are not held in memory


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """A tokenized corpus (read-only).

    doc, start, end, sent, form: int32 arrays, one element a token in reading order. `doc` is the row in
        `corpus.documents`; start and end are code points, so that `text[start:end]` is the word as written;
        `sent` numbers the sentences of the document from 0; `form` is the row in `forms`.
    forms: form, normalized, kind (arabic, latin, number; emoji if they are counted), is_stop, n; at the level lemma
        also segments (و+ال+إرهاب), lemma, root, known, origin, pos and lexeme, and one row for each word that a form
        is where it stands (see `words.in_context`).
    form_term: int32, the row in `terms` of each form at this `level`.
    terms: term (as shown: the most frequent spelling), key (as compared), kind, is_stop, n, n_docs.
    kind: "social" where addresses, handles, RT and markup are no words (see `words.social`), else "text".
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
    kind: str = "text"

    def __len__(self):
        return len(self.form)

    def __repr__(self):
        return (
            f"Tokens({len(self):,} tokens, {(self.terms['n'] > 0).sum():,} terms, {len(self.corpus):,} documents, "
            f'level="{self.level}"{", social media" if self.kind == "social" else ""})'
        )

    @property
    def term(self):
        """Row in `terms` of each token: int32 array of length n_tokens."""
        return _taken(self.form_term, self.form) if len(self) >= index.LEAST else self.form_term[self.form]

    @cached_property
    def sizes(self):
        """Number of tokens of each document: int64 array of length n_documents, made on first use and kept."""
        # The needles have the type of the column, else numpy would copy it whole.
        sizes = np.diff(np.searchsorted(self.doc, np.arange(len(self.corpus) + 1, dtype=self.doc.dtype)))
        sizes.flags.writeable = False
        return sizes

    @cached_property
    def places(self):
        """Where each form stands: (bounds, token numbers form by form), made on first use and kept.

        Form i stands at `numbers[bounds[i] : bounds[i + 1]]`: int32, ascending; bounds: int64, n_forms + 1.
        """
        return index.part(self, "places", lambda: index.places(self.form, len(self.forms)))

    @property
    def has_index(self):
        """Whether `places` stand in files beside the store (see `corpus.index`), so that nothing need be made first."""
        return len(self) >= index.LEAST and "index" in self.kept

    @cached_property
    def inside(self):
        """The words inside the tokens of several words, made on first use and kept: (rows, parts, bounds, text, n).

        rows: the forms of several words that occur. parts: the numbers of their words, one behind the other, -1 for one
        that is no form; bounds: where those of each begin and end. text: the number of each form, equal for forms that
        are written alike. n: int64, how often each form stands inside one.
        """
        return index.part(self, "inside", lambda: index.inside(self.forms))

    @cached_property
    def uses(self):
        """How often each form occurs, alone or inside a token of several words, int64; made on first use and kept."""
        return self.forms["n"].to_numpy() + self.inside[4]

    @cached_property
    def term_uses(self):
        """How often the forms of each term occur so, float64; made on first use and kept."""
        return np.bincount(self.form_term, self.uses, minlength=len(self.terms))

    @cached_property
    def kept(self):
        """What a search has made of these tokens and will want again, by names of its own."""
        return {}

    def rows_of(self, table, column, text):
        """The rows of `forms` or `terms` whose `column` is `text`: int64 array, sorted."""
        if (table, column) not in self.kept:
            self.kept[table, column] = spellings.Rows(getattr(self, table)[column])
        return self.kept[table, column].of(text)

    @cached_property
    def several(self):
        """The forms of several words that occur by what they are written or shown as: {folded: rows of the forms}.

        Made on first use and kept.
        """
        rows, found = self.inside[0], {}
        for column in ["form", "normalized"] + ["lemma"] * (self.level == "lemma"):
            written = [" ".join(form.split()) for form in self.forms[column].iloc[rows]]
            for folded, row in zip(normalization.normalize(written, self.folds), rows.tolist(), strict=True):
                found.setdefault(folded, []).append(row)
        return found

    @cached_property
    def of_key(self):
        """The terms by their folded keys: {folded: rows of the terms}, made on first use and kept."""
        keys, found = normalization.normalize(self.terms["key"].tolist(), self.folds), {}
        for row, folded in enumerate(keys):
            found.setdefault(folded, []).append(row)
        return found

    @cached_property
    def alphabetical(self):
        """Rank of each term in the Arabic alphabet, int64, made on first use and kept; spellings of alef are equal.

        Arabic words come first, then Latin ones and numbers, whose own letters would stand before the Arabic ones.
        """
        return index.part(self, "alphabetical", lambda: index.alphabetical(self.terms))

    @takes()
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
        counted = self.forms.assign(n=np.bincount(columns["form"], minlength=len(self.forms)))
        part = replace(
            self, corpus=replace(chosen, documents=chosen.documents.drop(columns=_ROW)),
            doc=_read_only(new_row[self.doc[keep]]), forms=counted, **columns,
        )  # fmt: skip
        return replace(part, terms=part.terms.assign(**_term_counts(part.form_term, part, len(self.terms))))

    def _columns(self, keep):
        """The columns of the tokens to `keep`: of a large corpus in files beside its store, where these can be."""
        if self.has_index and len(self) >= _LARGE:
            with contextlib.suppress(OSError), room.within(room.Room(self.kept["index"].folder)):
                return {name: _read_only(_chosen(getattr(self, name), keep)) for name in _COLUMNS}
        return {name: _read_only(getattr(self, name)[keep]) for name in _COLUMNS}

    @takes(keep=None)
    def select(self, keep):
        """Return the Tokens where `keep`, a bool array of length n_tokens, is true; all documents stay.

        Forms and terms keep their rows, counted anew, as in `where`. Windows and n-grams of the result run over what
        is left out. Raises ArgumentError for what is no such array.
        """
        keep = np.asarray(keep)
        if keep.dtype != bool or keep.shape != self.form.shape:
            raise ArgumentError(f"keep must be an array of True and False, one for each of the {len(self):,} tokens.")
        columns = self._columns(keep)
        counted = self.forms.assign(n=np.bincount(columns["form"], minlength=len(self.forms)))
        part = replace(self, forms=counted, **columns)
        return replace(part, terms=part.terms.assign(**_term_counts(part.form_term, part, len(self.terms))))


@takes(corpus=None, lexicon=DICT)
def tokenize(corpus, *, level="lemma", folds=normalization.DEFAULT_FOLDS, lexicon=None, threads=None, **options):
    """Tokenize the texts of a Corpus.

    corpus: a Corpus, or what `documents.read` makes one of: a path, a DataFrame, a list of texts; of Tokens their own.
    level: what counts as one term: "form" (as written), "normalized" (spellings folded with `folds`) or "lemma"
    (clitics split off, inflected forms under their dictionary form; see `arabic.morphology`).
    lexicon: {form or lemma: lemma}, the reader's own decisions, which win over everything; an entry of several
    words makes one token of each occurrence (see `corpus.multiword`). threads: all cores if None; the result
    does not depend on it. options: `words`, `extra`, `without` as in `stopwords.flags` (at the level lemma a word of
    `extra` or `without` means all forms of its term), `analyser` the `source` of `morphology.analyze`; `kind`: "social"
    (addresses, handles, RT and markup are no words), "text" or "auto", which finds it out; `glued`: "split" cuts words
    that lost the space between them (see `words.glued`), "keep" does not; `emoji`: whether each counts as a token;
    `compounds`: which names of several words are one token each at the level lemma: "names" (see `words.compounds`),
    "all" that is associated, "lexicon" (only the reader's entries), "none"; `apart`: names that stay apart; `lists`:
    further lists of stop words (see `stopwords.LISTS`).
    Returns Tokens. Titles are metadata and are not tokenized. Raises ArgumentError for an unknown level or fold.
    """
    check_choice("level", level, LEVELS)
    folds = normalization.check_folds(folds)
    for name in options:
        if name not in OPTIONS:
            raise ArgumentError(f'tokens.tokenize has no argument "{name}".{nearest(name, (*_ARGUMENTS, *OPTIONS))}')
    analyser = options.pop("analyser", "auto")
    kind, cut, with_emoji = options.pop("kind", "auto"), options.pop("glued", "split"), options.pop("emoji", False)
    choice, apart = options.pop("compounds", "names"), taken("apart", options.pop("apart", ()), TEXTS)
    check_choice("kind", kind, social.KINDS)
    check_choice("compounds", choice, compounds.CHOICES)
    check_choice("glued", cut, glued.CHOICES)
    options = {name: None if words is None else taken(name, words, TEXTS) for name, words in options.items()}
    corpus = corpus.corpus if isinstance(corpus, Tokens) else read(corpus)
    text = pa.array(corpus.documents["text"])
    text = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    text = rest_marks.masked(text.cast(pa.large_string()))
    kind, _ = social.kind_of(text, kind)
    spans = _scanned(social.masked(text) if kind == "social" else text, threads)
    if cut == "split":
        spans = glued.split(spans, keep=[form for form in lexicon or {} if " " not in form])
    # At the level lemma a word of the reader's means its whole term, which is not known yet.
    listed = {k: v for k, v in options.items() if level != "lemma" or k not in ("extra", "without")}
    table = forms.table(spans, folds, listed)
    if level == "lemma":
        table = forms.with_lemmas(table, lexicon=lexicon, analyser=analyser)
    columns = {name: getattr(spans, name) for name in ("start", "end", "sent", "form")}
    columns["doc"] = _documents(spans.token_counts)
    del spans  # its columns go as soon as they are replaced
    if level == "lemma":
        columns, table = in_context.read(columns, table, analyser=analyser)
        columns, table = in_context.rejoined(columns, forms.with_function_words(table, folds, listed))
    if with_emoji:
        columns, table = emoji_tokens.insert(corpus.documents["text"], columns, table)
    if choice != "none":
        columns, table = multiword.join(corpus, columns, table, lexicon, level=level, folds=folds, analyser=analyser)
    if level == "lemma":
        texts = multiword.texts_of(corpus)
        if options.get("words") is None:
            columns, table = compounds.join_units(corpus, columns, table, stopwords.units(), folds=folds, texts=texts)
        columns, table = compounds.join(corpus, columns, table, choice, folds=folds, without=apart, texts=texts)
    named = {key: options.get(key) or () for key in ("extra", "without")}
    table = forms.with_reader_stop_words(table, level, folds, **named)
    return assemble(corpus, columns, table, level, folds, kind)


def _scanned(text, threads):
    """The Spans of a large string array."""
    _, offsets, data = text.buffers()
    offsets = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    data = np.frombuffer(data if data is not None else b"", np.uint8)
    return tokenization.scan(data, offsets, threads=threads or os.cpu_count() or 1)


@takes()
def at_level(tokens, level):
    """Return the same tokens with terms of another level; nothing is scanned again.

    A corpus that was tokenized at another level is analysed now for "lemma", without the reader's lexicon, and its
    names of several words stay apart.
    """
    check_choice("level", level, LEVELS)
    table = tokens.forms
    columns = {name: getattr(tokens, name) for name in ("doc", "start", "end", "sent", "form")}
    if level == "lemma" and "lemma" not in table:
        columns, table = in_context.read(columns, forms.with_lemmas(table))
        columns, table = in_context.rejoined(columns, forms.with_function_words(table, tokens.folds, {}))
    return assemble(tokens.corpus, columns, table, level, tokens.folds, tokens.kind)


def with_names(tokens, names):
    """The same Tokens, each occurrence of further names of several words one token: {name, folded: its lemma}.

    They are names that another corpus has found in itself (`words.compounds`); see `corpus.agreement`.
    """
    columns = {name: getattr(tokens, name) for name in ("doc", "start", "end", "sent", "form")}
    columns, table = compounds.also(tokens.corpus, columns, tokens.forms, names, folds=tokens.folds)
    if table is tokens.forms:
        return tokens
    return assemble(tokens.corpus, columns, table, tokens.level, tokens.folds, tokens.kind)


def assemble(corpus, columns, table, level, folds, kind="text"):
    """Tokens out of their parts: columns doc, start, end, sent, form (int32 arrays) and the form table."""
    columns = {name: _read_only(column) for name, column in columns.items()}
    form_term, terms = forms.terms(table, level, folds)
    made = Tokens(
        corpus=corpus, forms=table, form_term=_read_only(form_term), terms=terms, level=level, folds=folds, kind=kind,
        **columns,
    )  # fmt: skip
    return replace(made, terms=terms.assign(**_term_counts(made.form_term, made, len(terms))))


def _documents(token_counts):
    """The number of the document of each token: int32."""
    ends = np.cumsum(token_counts)
    made = room.empty(int(ends[-1]) if len(ends) else 0, np.int32)
    for first, behind in room.of_documents(ends):
        numbers = np.repeat(np.arange(first, behind, dtype=np.int32), token_counts[first:behind])
        made[ends[first] - token_counts[first] if len(ends) else 0 :][: len(numbers)] = numbers
    return made


def _term_counts(form_term, columns, n_terms):
    """Return n and n_docs of each term; columns: Tokens, of which form and doc are asked."""
    n = np.bincount(form_term, room.counts(columns.form, len(form_term)), minlength=n_terms).astype(np.int64)
    return {"n": n, "n_docs": _document_frequency(form_term, columns.form, columns.doc, n_terms)}


@numba.njit(nogil=True, cache=True)
def _taken(values, rows):
    """values[rows], which numpy takes four times as long for."""
    taken = np.empty(rows.size, values.dtype)
    for i in range(rows.size):
        taken[i] = values[rows[i]]
    return taken


@numba.njit(cache=True)
def _document_frequency(form_term, form, doc, n_terms):
    """Number of documents of each term; tokens must lie document by document."""
    last = np.full(n_terms, -1, np.int32)
    found = np.zeros(n_terms, np.int64)
    for i in range(form.size):
        term = form_term[form[i]]
        if last[term] != doc[i]:
            last[term] = doc[i]
            found[term] += 1
    return found


def _chosen(column, keep):
    """column[keep], as `room.empty`."""
    made, n = room.empty(int(np.count_nonzero(keep)), column.dtype), 0
    for first, behind in room.blocks(len(column), room.PIECE):
        part = column[first:behind][keep[first:behind]]
        made[n : n + len(part)] = part
        n += len(part)
    return made


def _read_only(array):
    array = np.ascontiguousarray(array, np.int32).view()
    array.flags.writeable = False
    return array
