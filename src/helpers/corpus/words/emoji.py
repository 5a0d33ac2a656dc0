"""Emoji as tokens of their own, where a reader wants them counted; otherwise they only part words."""

import re

import numpy as np
import pandas as pd

KIND = "emoji"
_BASE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f004-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_ONE = f"{_BASE}\ufe0f?[\U0001f3fb-\U0001f3ff]?\u20e3?"
#: One emoji: a flag of two letters, or signs that joiners make one picture (👩‍👩‍👧). A key (1️⃣) is its digit.
EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:\u200d{_ONE})*")
_NONE = re.compile("[\u00a9\u00ae\u2122]")  # signs of print that emoji fonts draw too


def found(text):
    """The emoji of a text, in order: list of strings."""
    return [match[0] for match in _matches(text)]


def _matches(text):
    return [match for match in EMOJI.finditer(text) if not _NONE.fullmatch(match[0])]


def insert(texts, columns, table):
    """Put a token where each emoji stands.

    texts: of the documents, in order. columns (doc, start, end, sent, form), table: the parts of Tokens. Returns both
    anew: the emoji in their places, in the sentence of the word before them, as forms of the kind emoji.
    """
    spans = [(row, match.start(), match.end(), match[0]) for row, text in enumerate(texts) for match in _matches(text)]
    if not spans:
        return columns, table
    doc, start, end = (np.array(values, np.int32) for values in list(zip(*spans, strict=True))[:3])
    number, names = pd.factorize(pd.Series([one for *_, one in spans], dtype="str"))
    key = columns["doc"].astype(np.int64) << 32 | columns["start"]
    place = np.searchsorted(key, doc.astype(np.int64) << 32 | start)
    same = (place > 0) & (columns["doc"][np.maximum(place - 1, 0)] == doc) if len(key) else np.zeros(len(doc), bool)
    sent = np.where(same, columns["sent"][np.maximum(place - 1, 0)], 0) if len(key) else np.zeros(len(doc), np.int32)
    new = {"doc": doc, "start": start, "end": end, "sent": sent, "form": len(table) + number}
    made = {name: np.insert(values, place, new[name]).astype(np.int32) for name, values in columns.items()}
    plain = [re.sub("[\ufe0f\U0001f3fb-\U0001f3ff]", "", name) for name in names]
    more = pd.DataFrame({"form": names, "normalized": plain}, dtype="str")
    more["kind"] = KIND
    more["is_stop"], more["n"] = False, np.bincount(number, minlength=len(names))
    if "lemma" in table:
        more["segments"], more["lemma"], more["root"] = more["form"], more["normalized"], ""
        more["known"], more["origin"] = True, "other"
    if "pos" in table:
        more["pos"], more["lexeme"] = "X", more["lemma"]
    kinds = [*table["kind"].cat.categories, KIND]
    whole = pd.concat([table.astype({"kind": "str"}), more], ignore_index=True)[list(table.columns)]
    whole["kind"] = pd.Categorical(whole["kind"], kinds)
    return made, whole
