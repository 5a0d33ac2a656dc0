"""Documents that are not Arabic: which they are, and their removal if the study says so."""

from dataclasses import replace

import pandas as pd

from ...arabic import script
from ...arguments import takes

#: What a language is called in a sentence.
NAMES = {"latin": "mostly Latin letters", "other": "mostly other letters than Arabic"}


@takes()
def table(corpus):
    """Judge each document.

    Returns doc_id, language (str: arabic, persian, urdu, kurdish, pashto, latin, other), share_latin and share_persian
    (float64, of the letters), n_letters (int64), in the order of the documents. See `arabic.script.profile`.
    """
    found = [script.profile(text) for text in corpus.documents["text"]]
    made = pd.DataFrame(found, columns=list(script.Profile._fields))
    made = made.astype({"language": "str", "n_letters": "int64", "share_latin": "float64", "share_persian": "float64"})
    made.insert(0, "doc_id", corpus.documents["doc_id"].to_numpy())
    return made[["doc_id", "language", "share_latin", "share_persian", "n_letters"]]


@takes()
def drop(corpus):
    """Return the Corpus of the Arabic documents; the others are in `set_aside`, with what they seem to be."""
    judged = table(corpus)
    gone = judged["language"] != "arabic"
    named = judged.loc[gone, "language"].map(lambda name: NAMES.get(name, name.title()))
    rows = pd.DataFrame(
        {"file": "", "row": pd.NA, "doc_id": judged.loc[gone, "doc_id"], "reason": "not Arabic: " + named},
        columns=corpus.set_aside.columns,
    )
    return replace(
        corpus, documents=corpus.documents[~gone.to_numpy()].reset_index(drop=True),
        set_aside=pd.concat([corpus.set_aside, rows.astype(corpus.set_aside.dtypes)], ignore_index=True),
    )  # fmt: skip
