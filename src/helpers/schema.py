"""Every table that passes between the floors: its columns, their dtypes and what they mean.

Column names are the interface: a module may add columns to its own tables, never rename these.
"""

import pandas as pd

from .errors import ArgumentError, nearest

_TERM = ("str", "the term as shown: the most frequent spelling of what is counted together")
_N = ("int64", "occurrences")
_N_DOCS = ("int64", "documents that hold the term")

#: table -> column -> (dtype, meaning)
TABLES = {
    "documents": {
        "doc_id": ("str", "unique name of the document"),
        "title": ("str", "title, empty where there is none"),
        "date": ("datetime64[s]", "date of publication, NaT where there is none"),
        "source": ("category", "outlet, 'unknown' where there is none"),
        "category": ("category", "section or topic given by the source"),
        "url": ("str", "address, empty where there is none"),
        "text": ("str", "the untouched text that all offsets refer to"),
        "n_chars": ("int32", "length of the text in code points"),
        "sha256": ("str", "hash of the text"),
    },
    "forms": {
        "form": ("str", "the word exactly as written"),
        "normalized": ("str", "the word with the chosen spelling differences folded"),
        "kind": ("category", "arabic, latin or number"),
        "is_stop": ("bool", "whether it is a stop word"),
        "n": _N,
    },
    # What the form table has beside these columns at the level lemma.
    "lemmas": {
        "segments": ("str", "clitics and host as written, joined by +"),
        "lemma": ("str", "dictionary form, without vowel signs and article"),
        "root": ("str", "its root, empty where the dictionary has none"),
        "known": ("bool", "whether a dictionary, the lexicon or the rest of the corpus explains the form"),
        "origin": ("str", "where the lemma comes from, see arabic.morphology"),
    },
    "terms": {
        "term": _TERM,
        "key": ("str", "what the forms of the term have in common"),
        "kind": ("category", "arabic, latin or number"),
        "is_stop": ("bool", "whether it is a stop word"),
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "counts": {
        "group": ("category", "part of the corpus, such as a source"),
        "term": _TERM,
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "frequency": {
        "term": _TERM,
        "n": _N,
        "ipm": ("float64", "occurrences per million tokens"),
        "n_docs": _N_DOCS,
        "range": ("float64", "share of the documents that hold the term, 0-1"),
        "dp": ("float64", "deviation of proportions over documents, 0 = even (Gries 2008)"),
        "dp_norm": ("float64", "DP over its maximum (Lijffijt & Gries 2012)"),
        "juilland_d": ("float64", "Juilland's D over documents, 1 = even"),
        "ci_low": ("float64", "lower end of the document-bootstrap interval of ipm"),
        "ci_high": ("float64", "upper end of the document-bootstrap interval of ipm"),
        "forms": ("str", "the spellings counted, with their occurrences"),
    },
    "themes": {
        "theme": ("int64", "number of the theme, 1 = most prevalent"),
        "label": ("str", "its three strongest terms"),
        "term": _TERM,
        "weight": ("float64", "weight of the term in the theme"),
        "rank": ("int64", "rank of the term in the theme, from 1"),
        "stability": ("float64", "mean overlap of the theme's top terms with other runs, 0-1"),
        "npmi": ("float64", "coherence: mean NPMI of its top terms over documents, -1 to 1"),
    },
}


def check(table, name):
    """Return `table` if it has the columns and dtypes of TABLES[name]; else raise ArgumentError."""
    if name not in TABLES:
        raise ArgumentError(f'There is no table "{name}" in the schema.{nearest(name, TABLES)}')
    for column, (dtype, _) in TABLES[name].items():
        if column not in table:
            raise ArgumentError(f'The {name} table has no column "{column}".{nearest(column, table.columns)}')
        found = table[column].dtype
        if not (isinstance(found, pd.CategoricalDtype) if dtype == "category" else str(found) == dtype):
            raise ArgumentError(f'The {name} table\'s column "{column}" is {found}, but must be {dtype}.')
    return table
