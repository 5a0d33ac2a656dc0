"""What was done to the words of the texts before they were counted: cut, left out, or counted as they are."""

import numpy as np
import pandas as pd

from ..arguments import takes
from ..corpus.words import emoji, social

_AROUND = 15  # characters shown on each side of an example
#: step -> what it is
MEANINGS = {
    "glued": "words that lost the space between them",
    **{name: meaning for name, (meaning, _) in social.SIGNS.items()},
    "hashtag": "hashtags: #وسم_مركب is two words",
    "emoji": "emoji, each of them",
}


@takes()
def table(tokens):
    """Count what each step finds in the texts, and say what became of it.

    Returns step (glued, address, handle, repost, markup, hashtag, emoji), how ("cut", "no word", "words counted", or
    "counted"), n (places), n_docs, meaning. Of a corpus that is not social media, the words of addresses, handles and
    markup are counted; see `[corpus] kind`.
    """
    texts = tokens.corpus.documents["text"]  # read one by one
    cut = _cuts(tokens)
    found = {"glued": (len(cut), len(np.unique(tokens.doc[cut]))), **social.counts(texts)}
    per_text = np.array([len(emoji.found(text)) for text in texts], np.int64)
    found["emoji"] = int(per_text.sum()), int((per_text > 0).sum())
    how = dict.fromkeys(social.SIGNS, "no word" if tokens.kind == "social" else "words counted")
    counted = (tokens.terms["kind"] == "emoji").any()
    how |= {"glued": "cut", "hashtag": "words counted", "emoji": "counted" if counted else "no word"}
    rows = [(step, how[step], *found[step], meaning) for step, meaning in MEANINGS.items()]
    made = pd.DataFrame(rows, columns=["step", "how", "n", "n_docs", "meaning"])
    return made.astype({"step": "str", "how": "str", "n": "int64", "n_docs": "int64", "meaning": "str"})


@takes()
def glued(tokens, *, top=30):
    """The words that were cut because they had lost the space between them, most frequent first.

    Returns form (as written in the texts), parts (as counted, joined by " + "), n, n_docs, doc_id of the first
    document, context (as written there). A word that should stay whole goes into the reader's lexicon (lexicon.csv),
    see `words.glued`.
    """
    forms, documents = tokens.forms["form"].array, tokens.corpus.documents
    first = _cuts(tokens)
    begins = first[~np.isin(first - 1, first)]
    ends = np.searchsorted(first, begins)
    runs = {}
    for at, place in zip(begins.tolist(), ends.tolist(), strict=True):
        last = at + 1
        while place + 1 < len(first) and first[place + 1] == last:
            place, last = place + 1, last + 1
        parts = tuple(forms[row] for row in tokens.form[at : last + 1].tolist())
        runs.setdefault(parts, []).append((at, last))
    rows = []
    for parts, places in runs.items():
        at, last = places[0]
        row = int(tokens.doc[at])
        text, a, b = documents["text"].iat[row], int(tokens.start[at]), int(tokens.end[last])
        context = " ".join(text[max(a - _AROUND, 0) : b + _AROUND].split())
        n_docs = len({int(tokens.doc[at]) for at, _ in places})
        rows.append((text[a:b], " + ".join(parts), len(places), n_docs, documents["doc_id"].iat[row], context))
    made = pd.DataFrame(rows, columns=["form", "parts", "n", "n_docs", "doc_id", "context"])
    made = made.astype({name: "int64" if name in ("n", "n_docs") else "str" for name in made})
    return made.sort_values(["n", "form"], ascending=[False, True], ignore_index=True).head(top)


def _cuts(tokens):
    """The tokens that the next one follows without a gap, both Arabic: only a cut leaves such a pair."""
    arabic = (tokens.forms["kind"] == "arabic").to_numpy()[tokens.form]
    meet = (tokens.end[:-1] == tokens.start[1:]) & (tokens.doc[:-1] == tokens.doc[1:])
    return np.flatnonzero(meet & arabic[:-1] & arabic[1:])
