"""What a report carries inside itself for its script: whole tables, words with their lines and articles, quotations.

Each is JSON, compressed, as base64, which every browser of the last years unpacks by itself; nothing in it can run.
What is too much for one page is cut, and the page says so; the CSV files beside it are whole.
"""

import base64
import functools
import gzip
import json
import math

import numpy as np
import pandas as pd

from .. import schema
from ..arguments import DICT, FLAG, ONE_OR_MORE, TABLE, TEXTS, TOKENS, frame, takes

LARGEST_TABLE = 250_000  # bytes of a table in the page, compressed
LARGEST_TEXTS = 2_500_000  # letters of the articles in the page
LINES = 5  # of a word
AROUND = 70  # letters on each side of a line, where there is no article
WORDS = 2_000  # that have lines
SPEAKERS = 40  # whose quotations stand in the page
LONGEST_QUOTATION = 600  # letters; a longer one is cut in the page
#: Columns that hold a word which can be asked for its lines.
WORD_COLUMNS = ("term", "node", "collocate", "query")
_QUOTED = frame("quotations.chosen", "speaker", "n_quotes", "n_docs", "quote", "verb", "doc_id", "start", "end")


@takes(table=TABLE, first=TEXTS)
def table(table, first=()):
    """A table as a dict for the page: as many rows as LARGEST_TABLE holds, from its first.

    first: names of the columns that are shown at first (none: eight). Keys: n (rows of the whole), columns (name, its
    heading ar and en, kind: text, whole, number, year, flag, date or named), shown (places of the columns shown at
    first), cells (a list a column). A value with a name of its own is [Arabic, English].
    """
    from ..display import tables

    whole = len(table)
    rows = _as_many(table)
    part = table.head(rows)
    described = schema.described(part.columns)
    heads = {language: schema.headings(part.columns, language=language) for language in schema.LANGUAGES}
    names = {language: tables.named_values(part, language=language) for language in schema.LANGUAGES}
    columns, cells = [], []
    for column in part.columns:
        about = described[str(column)]
        kind = _kind(part[column], str(column), about)
        columns.append([str(column), heads["ar"][str(column)], heads["en"][str(column)], kind])
        if kind == "named":
            pairs = zip(names["ar"][column], names["en"][column], strict=True)
            cells.append([None if pd.isna(ar) else [ar, en] for ar, en in pairs])
        else:
            cells.append([_plain(value) for value in part[column].astype(object)])
    wanted = [name for name in first if name in part.columns] or [
        name for name in part.columns if name != "index"
    ][:8]
    shown = [list(part.columns).index(name) for name in wanted]
    return {"n": whole, "columns": columns, "shown": shown, "cells": cells}


def packed(data):
    """Anything JSON holds, compressed, as base64; the same data give the same text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(text, 7, mtime=0)).decode("ascii")


@takes(tokens=TOKENS, words=TEXTS, articles=FLAG, each=ONE_OR_MORE)
def lines(tokens, words, *, articles=True, each=LINES):
    """Lines of the texts for each of `words` that is a term, and the articles they stand in, as a dict for the page.

    documents: [title, date, source, id, text] each; words: {word: [n, [document, start, end] each]}, in units of
    UTF-16 as a script counts. articles=False: no texts, and of each line [document, before, word, behind]. Up to
    `each` of a word, of different documents first, of those already taken before others, until LARGEST_TEXTS is full;
    from then on a word may have fewer lines, or none.
    """
    known = tokens.terms.assign(row=np.arange(len(tokens.terms)))[tokens.terms["n"].to_numpy() > 0]
    known = known.drop_duplicates("term").set_index("term")["row"]
    asked = list(dict.fromkeys(word for word in words if word in known.index))[:WORDS]
    rows = known.loc[asked].to_numpy(np.int64) if asked else np.empty(0, np.int64)
    places = _places(tokens, rows)
    documents, taken, letters, found = tokens.corpus.documents, {}, 0, {}
    texts = documents["text"]
    for word, place in zip(asked, places, strict=True):
        doc = tokens.doc[place]
        chosen = place[_chosen(doc, taken, each)]
        kept = []
        for one in chosen.tolist():
            number = int(tokens.doc[one])
            if number not in taken:
                size = len(texts.iloc[number])
                if articles and letters + size > LARGEST_TEXTS:
                    continue
                letters += size
                taken[number] = len(taken)
            text = texts.iloc[number]
            start, end = int(tokens.start[one]), int(tokens.end[one])
            if articles:
                kept.append([taken[number], _utf16(text, start), _utf16(text, end)])
            else:
                around = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
                kept.append([taken[number], *around])
        found[word] = [len(place), kept]
    about = [_about(documents, number, articles) for number in taken]
    return {"documents": about, "words": {word: told for word, told in found.items() if told[1]}}


@takes(table=_QUOTED, carried=DICT)
def quotations(table, corpus, carried):
    """Quotations by speaker as a list for the page: [speaker, n, n_docs, [document, start, end, verb, quote, before,
    behind] each] each.

    table: of `quotations.chosen`; carried: of `lines`, to which the documents that it has not yet are added without
    their texts. The first SPEAKERS speakers; what does not stand at its place in the texts is left out. Where the
    article is in the page, start and end are places in it, in units of UTF-16; else they are 0, and before and behind
    are AROUND letters.
    """
    numbers = {str(name): number for number, name in enumerate(corpus.documents["doc_id"])}
    held = carried.setdefault("documents", [])
    places = {about[3]: place for place, about in enumerate(held)}
    found = []
    for name in table["speaker"].drop_duplicates().head(SPEAKERS):
        own, kept = table[table["speaker"] == name], []
        for row in own.to_dict("records"):
            identity, start, end = str(row["doc_id"]), int(row["start"]), int(row["end"])
            text = corpus.documents["text"].iloc[numbers[identity]] if identity in numbers else ""
            if text[start:end] != row["quote"]:  # the table is that of other texts
                continue
            if identity not in places:
                places[identity] = len(places)
                held.append(_about(corpus.documents, numbers[identity], articles=False))
            quote = text[start:end]
            if len(quote) > LONGEST_QUOTATION:
                quote = quote[:LONGEST_QUOTATION].rsplit(" ", 1)[0] + " …"
            if held[places[identity]][4]:
                where = [_utf16(text, start), _utf16(text, end)], ["", ""]
            else:
                where = [0, 0], [text[max(0, start - AROUND) : start], text[end : end + AROUND]]
            kept.append([places[identity], *where[0], _plain(row["verb"]) or "", quote, *where[1]])
        if kept:
            found.append([str(name), *(int(own[column].iloc[0]) for column in ("n_quotes", "n_docs")), kept])
    return found


def _as_many(table):
    """How many rows from the first fit into LARGEST_TABLE, told from the size of a part of them."""
    rows = len(table)
    for _ in range(6):
        sample = table.iloc[:rows].iloc[:: max(1, rows // 400)]
        text = sample.to_csv(index=False).encode("utf-8", "replace")
        size = len(gzip.compress(text, 6)) * max(1, rows) / max(1, len(sample))
        if size <= LARGEST_TABLE:
            break
        rows = max(50, int(rows * LARGEST_TABLE / size))
    return rows


def _kind(column, name, about):
    from ..display import tables

    if about is not None and about.names and isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype):
        return "named"
    if pd.api.types.is_bool_dtype(column):
        return "flag"
    if not pd.api.types.is_numeric_dtype(column):
        values = column.dropna()
        return "flag" if len(values) and values.map(type).eq(bool).all() else "text"
    if name in tables.CALENDAR:
        return "year"
    return "whole" if pd.api.types.is_integer_dtype(column) else "number"


def _plain(value):
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else str(value)
    return str(value)


def _places(tokens, rows):
    """The tokens of each of the terms `rows`, in order of the text: a list of arrays."""
    wanted = np.full(len(tokens.terms), -1, np.int64)
    wanted[rows] = np.arange(len(rows))
    which = wanted[tokens.term]
    at = np.flatnonzero(which >= 0)
    order = np.argsort(which[at], kind="stable")
    at = at[order]
    bounds = np.searchsorted(which[at], np.arange(len(rows) + 1))
    return [at[bounds[i] : bounds[i + 1]] for i in range(len(rows))]


def _chosen(doc, taken, n):
    """Up to `n` places of `doc`: one a document first, of documents already taken before others, evenly spread."""
    firsts = np.flatnonzero(np.diff(doc, prepend=-1))
    inside = np.fromiter((int(one) in taken for one in doc[firsts]), bool, len(firsts))
    picked = _spread(firsts[inside], n)
    if len(picked) < n:
        picked = np.concatenate([picked, _spread(firsts[~inside], n - len(picked))])
    if len(picked) < n:
        rest = np.setdiff1d(np.arange(len(doc)), firsts)
        picked = np.concatenate([picked, rest[: n - len(picked)]])
    return np.sort(picked)


def _spread(places, n):
    if len(places) <= n:
        return places
    return places[np.unique(np.linspace(0, len(places) - 1, n).round().astype(int))]


def _utf16(text, at):
    return at if text.isascii() else len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _about(documents, number, articles):
    from ..corpus import periods

    row = documents.iloc[number]
    told = functools.partial(row.get)
    source, title = str(told("source") or ""), str(told("title") or "")
    date = periods.shown(told("date"), told(periods.PRECISION))
    empty = ("unknown", "None", "nan", "<NA>")
    return ["" if title in empty else title, date, "" if source in empty else source, str(row["doc_id"]),
            row["text"] if articles else ""]  # fmt: skip
