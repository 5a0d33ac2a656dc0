"""Lines that belong to the page and not to the text: agency lines, adverts, teasers, page numbers, running titles.

They are proposed, with counts, and removed only when the study says so. A line is what stands between two line
breaks; boilerplate inside a paragraph is not found. What pages of books have beside their text, and words cut at the
end of a line, finds `page_furniture`.
"""

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd

from ...arabic.letters import TATWEEL, has_arabic
from ...arguments import TEXTS, frame, takes
from . import page_furniture

MIN_DOCS = 5
KINDS = {
    "page_number": "holds the number of a page",
    "running": "is the running title of several pages of a document; the first one stays",
    "hyphen": "cuts a word in two at its end; the halves are joined",
    "repeated": "stands more than once in the same document; the first one stays",
    "refrain": "stands more than once among lines as short as verses: perhaps a refrain, so all stay",
    "head": "stands at the beginning of its documents: agency, place, series",
    "foot": "stands at the end of its documents: advert, contact, author's note, teaser; stays where it begins one",
    "teaser": "is rarer than a foot, but stands at the end beside two of them; stays where it begins a text",
    "mark": "holds no Arabic word: rules, numbers other than years, addresses",
    "inside": "stands in the middle, or in copies of one report: most often text that is used again",
}
#: By "drop"; `refrain` and `inside` are only shown.
REMOVED_KINDS = ("page_number", "running", "hyphen", "repeated", "head", "foot", "teaser", "mark")
_FIRST, _LAST = 2, 6  # lines at the beginning, and at the end within the second half, that count as the edge
NO_LINE = 'No text holds the line "{line}" of [corpus] boilerplate_lines.'
_AT_EDGE = 0.8  # share of the documents in which a head or foot stands there
_COPY = 0.5  # share of its lines that another document has too: a copy, which tells nothing of boilerplate
_SHORTEST = 20  # characters of a line that counts as repeated within a document
_VERSE = 60  # letters of a line that may be a verse, two halves on it
_AROUND = 2  # lines before and behind
_OF_VERSES = 0.75  # of the lines around a refrain are as short


@takes()
def find(corpus, *, min_docs=MIN_DOCS):
    """Propose the lines that may be boilerplate.

    min_docs: a line must stand in so many documents (teasers in two, repeated lines in one). Lines are compared
    without differences of spaces. Returns line (str), kind (see KINDS), n_docs, n (int64), n_sources (int64),
    at_edge (float64, share of its documents in which it stands at the edge), doc_id of the first document; the lines of
    most documents first. Of a cut word it is that word: "الزرا- عة". Documents half of whose lines stand in another one
    are copies: they count for n_docs, not for at_edge.
    """
    texts = _compared(corpus.documents["text"], min_docs)
    sources = corpus.documents["source"].cat.codes.to_numpy()
    n, rows_of = Counter(), defaultdict(dict)  # line -> occurrences; line -> its documents, as the keys of a dict
    for row, keys in enumerate(texts):
        for key in keys:
            if isinstance(key, str):
                n[key] += 1
                rows_of[key][row] = None
    shared = {key: list(rows) for key, rows in rows_of.items() if len(rows) > 1}
    judged = [row for row, keys in enumerate(texts) if keys and not _is_copy(row, keys, shared)]
    head, edge = _edges(texts, judged, shared)
    n_sources = {key: len(set(sources[rows].tolist())) for key, rows in shared.items()}
    frames = {
        key: "head" if 2 * head[key] >= edge[key] else "foot" for key, rows in shared.items()
        if len(rows) >= min_docs and edge[key] >= _AT_EDGE and 2 * n_sources[key] <= len(rows)
    }  # fmt: skip
    teasers = _teasers(texts, judged, shared, frames)
    table = _of_pages(corpus)
    of_pages = {line for line, kind, *_ in table if kind != "hyphen"}
    written = corpus.documents["text"].array
    for key in rows_of:
        if key in of_pages:
            continue
        n_docs = len(rows_of[key])
        kind = _kind(key, n[key], n_docs, min_docs, frames, teasers)
        if kind == "repeated" and _is_refrain(key, [_keys(written[row]) for row in rows_of[key]]):
            kind = "refrain"
        if kind:
            first = corpus.documents["doc_id"].iat[next(iter(rows_of[key]))]
            table.append((key, kind, n_docs, n[key], n_sources.get(key, 1), edge[key], first))
    table = pd.DataFrame(table, columns=["line", "kind", "n_docs", "n", "n_sources", "at_edge", "doc_id"])
    table = table.astype({"line": "str", "kind": "str", "doc_id": "str", "at_edge": "float64"})
    counts = dict.fromkeys(("n_docs", "n", "n_sources"), "int64")
    return table.astype(counts).sort_values(["n_docs", "n", "line"], ascending=[False, False, True], ignore_index=True)


def _of_pages(corpus):
    """Rows for what stands beside the text on pages, and for words cut at the end of a line."""
    n, rows_of = Counter(), defaultdict(dict)
    sources = corpus.documents["source"].cat.codes.to_numpy()
    for row, text in enumerate(corpus.documents["text"]):
        lines = page_furniture.lines(text)
        rows = text.split("\n") if lines else ()
        found = [(" ".join(rows[place].split()), kind) for place, kind in lines.items()]
        plain = page_furniture.without(text, ("page_number", "running"), ())[0] if lines else text
        found += [(" ".join(cut.shown.split()), "hyphen") for cut in page_furniture.cuts(plain)]
        for pair in found:
            n[pair] += 1
            rows_of[pair][row] = None
    ids = corpus.documents["doc_id"]
    return [
        (line, kind, len(rows), n[line, kind], len(set(sources[list(rows)].tolist())), float(kind != "hyphen"),
         ids.iat[next(iter(rows))]) for (line, kind), rows in rows_of.items()
    ]  # fmt: skip


def _keys(text):
    """The lines that are not blank, as they are compared."""
    return [key for line in text.split("\n") if (key := " ".join(line.split()))]


def _compared(texts, min_docs):
    """The lines of each text as `_keys`; one that stands nowhere else is only its place, for it can be no boilerplate.

    So that of a large corpus only the lines are held that stand there twice, each of them once.
    """
    if min_docs < 2:
        return [_keys(text) for text in texts]
    codes = np.fromiter((hash(key) for text in texts for key in _keys(text)), np.int64)
    codes, n = np.unique(codes, return_counts=True)
    several, once = set(codes[n > 1].tolist()), {}  # equal hashes of different lines only let both stay
    return [[once.setdefault(key, key) if hash(key) in several else place for place, key in enumerate(_keys(text))]
            for text in texts]  # fmt: skip


def _is_copy(row, keys, shared):
    others = Counter(other for key in set(keys) for other in shared.get(key, ()) if other != row)
    return max(others.values(), default=0) >= max(_COPY * len(set(keys)), 2)


def _edges(texts, judged, shared):
    """Line -> share of the judged documents that hold it in which it stands at the beginning; at either edge."""
    head, edge, total = Counter(), Counter(), Counter()
    for row in judged:
        keys = texts[row]
        last = max(len(keys) - _LAST, len(keys) // 2)
        for key in shared.keys() & set(keys):
            total[key] += 1
            first = keys.index(key) < _FIRST
            head[key] += first
            edge[key] += first or len(keys) - 1 - keys[::-1].index(key) >= last
    return [Counter({key: found[key] / count for key, count in total.items()}) for found in (head, edge)]


def _teasers(texts, judged, shared, frames):
    """Lines that stand, wherever they do not begin the text, in a last block of shared lines beside two frames."""
    good, bad = Counter(), set()
    for row in judged:
        keys = texts[row]
        last = len(keys)
        while last > 0 and keys[last - 1] in shared:
            last -= 1
        block = set(keys[last:]) if sum(key in frames for key in set(keys[last:])) >= 2 else set()
        good.update(block - frames.keys())
        bad |= {key for key in keys[1:] if key in shared and key not in block}
    return good.keys() - bad


def _is_refrain(line, texts):
    """Whether a line and those around it are as short as verses and mostly no sentences, wherever it stands."""
    if _n_letters(line) > _VERSE:
        return False
    around = [
        near for keys in texts for place, key in enumerate(keys) if key == line
        for near in (*keys[max(place - _AROUND, 0) : place], *keys[place + 1 : place + 1 + _AROUND])
    ]  # fmt: skip
    sentences = sum(key.endswith(".") for key in around)  # the items of a bulletin are short too
    verses = sum(_n_letters(key) <= _VERSE for key in around)
    return verses >= _OF_VERSES * len(around) and 2 * sentences <= len(around)


def _n_letters(line):
    return sum(1 for sign in line if sign.isalnum() and sign != TATWEEL)


def _kind(key, n, n_docs, min_docs, frames, teasers):
    if n_docs >= min_docs and not has_arabic(key):
        return "inside" if page_furniture.is_year(key) else "mark"  # the heading of a year in a chronicle
    if key in frames:
        return frames[key]
    if key in teasers:
        return "teaser"
    if n_docs >= min_docs:
        return "inside"
    return "repeated" if n > n_docs and len(key) >= _SHORTEST and has_arabic(key) else None


@takes(found=frame("boilerplate.find", "line", "kind"), lines=TEXTS)
def drop(corpus, found, *, lines=()):
    """Remove lines from the texts.

    found: what `find` returns, or those rows of it that are to go. lines: further lines, removed wherever they
    stand. Of a repeated line the first one stays, of a foot or teaser the one that begins a text. Returns the Corpus
    with n_chars and sha256 made anew, the removed lines of each document counted in `repairs` (step boilerplate), and
    the words joined (step hyphen);
    texts of which no Arabic word is left are set aside, and one of `lines` that no text holds is noted.
    """
    kinds = dict(zip(found["line"], found["kind"], strict=True))
    kinds |= {" ".join(line.split()): "line" for line in lines}
    documents = corpus.documents.copy()
    made = [_without(text, kinds) for text in documents["text"]]
    n, joined = (np.array(counts, dtype="int64") for counts in zip(*(counts for _, *counts in made), strict=True))
    documents["text"] = pd.Series([text for text, *_ in made], dtype="str")
    for row in np.flatnonzero(n + joined):
        text = made[row][0]
        documents.loc[row, "n_chars"] = len(text)
        documents.loc[row, "sha256"] = hashlib.sha256(text.encode("utf-8")).hexdigest()
    steps = {"boilerplate": n, "hyphen": joined}
    told = [_rows(documents["doc_id"][counts > 0], corpus.repairs, field="text", step=step, n=counts[counts > 0])
            for step, counts in steps.items()]  # fmt: skip
    empty = np.array([count > 0 and not has_arabic(text) for text, count, _ in made], dtype=bool)
    there = {" ".join(line.split()) for text in corpus.documents["text"] for line in text.split("\n")} if lines else ()
    unknown = [line for line in lines if " ".join(line.split()) not in there]
    noted = _rows([""] * len(unknown), corpus.notes, note=[NO_LINE.format(line=line) for line in unknown])
    reason = "no text left once the boilerplate was removed"
    aside = _rows(documents["doc_id"][empty], corpus.set_aside, reason=reason)
    return replace(
        corpus, documents=documents[~empty].reset_index(drop=True),
        repairs=pd.concat([corpus.repairs, *told], ignore_index=True),
        notes=pd.concat([corpus.notes, noted], ignore_index=True),
        set_aside=pd.concat([corpus.set_aside, aside], ignore_index=True),
    )  # fmt: skip


def _rows(doc_ids, like, **columns):
    table = pd.DataFrame({"file": "", "row": pd.NA, "doc_id": doc_ids, **columns}, columns=like.columns)
    return table.astype(like.dtypes)


def _without(text, kinds):
    """(the text without the lines named in `kinds`, how many went, how many words were joined)."""
    joined, of_pages = 0, {kind for kind in kinds.values() if kind in ("page_number", "running")}
    cut = {line for line, kind in kinds.items() if kind == "hyphen"}
    kept, seen, n, n_lines = [], set(), 0, 0
    if of_pages or cut:
        text, n, joined = page_furniture.without(text, of_pages, cut)
    for line in text.split("\n"):
        key = " ".join(line.split())
        kind = kinds.get(key) if key else None
        first = n_lines == 0 if kind in ("foot", "teaser") else kind == "repeated" and key not in seen
        n_lines += bool(key)
        seen.add(key)
        if kind in (None, "page_number", "running", "hyphen") or first:
            kept.append(line)
        else:
            n += 1
    return ("\n".join(kept), n, joined) if n else (text, 0, joined)
