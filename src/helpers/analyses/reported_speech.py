"""Reported speech: who says what, with which verb, and how much of a text is quoted."""

import contextlib
import functools
import os
import re

import numpy as np
import pandas as pd

from .. import room
from ..arabic.speech import reported
from ..arabic.speech.speakers import people, resolution
from ..arabic.speech.text.plain_text import plain
from ..arguments import ONE_OR_MORE, frame, optional, takes
from ..corpus import periods
from ..errors import ArgumentError, NotEnoughData, check_choice, nearest
from ..measures import intervals, permutation
from ..schema import TABLES

COLUMNS = {name: column[0] for name, column in TABLES["reported_speech"].items()}
#: stance of a reporting word -> its name in figures
STANCES = {
    "neutral": "محايد", "assertive": "مثبِت", "doubting": "مشكِّك", "directive": "طالب", "denying": "نافٍ",
    "evaluative": "مقوِّم", "opinion": "رأي", "commissive": "ملتزِم",
}  # fmt: skip
KINDS = ("reported", "indirect", "name", "term", "slogan")
#: rows of `by_speaker` for those whom several texts call by a role, a group or a kind of institution alone
UNNAMED = {
    "office": "أصحاب صفات بلا أسماء", "source": "مصادر وجماعات بلا أسماء", "body": "وثائق وهيئات بلا أسماء",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_FOUND = frame("reported_speech.extract", *COLUMNS)


_SEVERAL = 20_000  # texts from which on they are shared among processes: each takes 3 s to begin
_TOGETHER = 100  # texts whose words are looked up together
_SHARE = 500  # texts that are a table, and that a process takes at a time


@takes(jobs=optional(ONE_OR_MORE))
def extract(corpus, *, progress=False, jobs=None):
    """Find every quotation of a Corpus and every report with أن / إن without quotation marks.

    Returns one row a stretch of text, in the order of the documents and of `start`:
    doc_id; start, end, quote: code points of the untouched text, `text[start:end] == quote`, quotation marks included;
    kind: reported (in quotation marks), indirect (a clause with أن / إن, from أن on, without marks, or with marks
        around parts of it, which then have rows of their own), name, term, slogan (in marks, but no speech);
    scope: full (a clause) or partial (a phrase), "" where nothing is reported;
    verb, verb_start, verb_end, lemma, stance: the reporting word as written, without و and ف, its verb, and how the
        writer stands to what is said (see resources/speech/reporting_verbs.tsv); "" and -1 where there is none, also
        where a name and a colon introduce it (فلان: "…");
    speaker, speaker_start, speaker_end: the mention it governs, "" where the subject is left out (وأضاف أن);
    role: as written, never corrected (وزير الخارجية الأميركي); resolved_speaker, resolved_start, resolved_end: the
        fullest mention of the speaker in the text; where nothing introduces a quotation, the last speaker (speaker_rule
        "continued"); "" where nobody has been named, and where the subject of the verb cannot speak (٨٩ في المئة);
    resolved_body: where the speaker is a role without a name that closes with a kind of institution (المتحدث باسم
        الوزارة), the institution as this text names it (وزارة الداخلية); "" where it names none, or several;
    rule: what decided on the kind; speaker_rule: what decided on the speaker;
    flag: unclosed (never closed: the span ends with the paragraph), paragraphs (runs over a line break), long (more
        than half of the text: suspicious), nested (inside another quotation), else "".
    Marks without partner that nothing introduces have no row: see `unbalanced`. A corpus without any gives 0 rows.
    jobs: processes that share the texts; None for as many as there are processors from 20,000 texts on, else 1. The
    rows and their order do not depend on it.

    Caveat: rules over words, without a parser. A verb's object can be taken for its subject, and who speaks is a guess
    where it is left out. Quoted words are the outlet's choice of words, not a record of what was said.
    """
    jobs = jobs or (_processors() if len(corpus) >= _SEVERAL else 1)
    bar = contextlib.nullcontext()
    if progress:
        from tqdm.auto import tqdm

        bar = tqdm(total=len(corpus), desc="Reported speech", unit="text")
    parts, documents = [_table([])], corpus.documents
    with bar as shown:
        for n_texts, part in _one_by_one(documents) if jobs == 1 else _shared(documents, jobs):
            parts.append(part)
            if shown is not None:
                shown.update(n_texts)
    return pd.concat(parts, ignore_index=True).astype(COLUMNS)


def _table(rows):
    """The table of some rows, whose texts then take a tenth of the memory."""
    plain_types = {name: "str" if kind == "category" else kind for name, kind in COLUMNS.items()}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(plain_types)


def _one_by_one(documents, first=0):
    """(How many texts, their table) for each share of the documents from the row `first` on."""
    for at in range(first, len(documents), _SHARE):
        yield _of_share(*_share(documents, at))


def _shared(documents, jobs):
    """As `_one_by_one`, in that order, made by several processes; where one of them dies, the rest here."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    shares, done = range(0, len(documents), _SHARE), 0
    parallel = Parallel(jobs, backend="loky", return_as="generator", pre_dispatch="3*n_jobs", batch_size=1)
    try:
        for found in parallel(delayed(_of_share)(*_share(documents, at)) for at in shares):
            done += found[0]
            yield found
    except (TerminatedWorkerError, OSError):
        yield from _one_by_one(documents, done)


def _share(documents, at):
    return [documents[name].iloc[at : at + _SHARE].tolist() for name in ("doc_id", "text")]


@room.uncollected()
def _of_share(doc_ids, texts):
    """(How many texts, their table), which goes from one process to another in little time; rows do not."""
    rows = []
    for at in range(0, len(texts), _TOGETHER):
        each = reported.rows_of_each(texts[at : at + _TOGETHER])
        rows += [(doc_id, *row) for doc_id, found in zip(doc_ids[at:], each, strict=False) for row in found]
    return len(texts), _table(rows)


def _processors():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@takes()
def unbalanced(corpus):
    """Quotation marks without a partner: a table doc_id, position (code point), mark, flag (unclosed or unopened)."""
    rows = [
        (doc_id, position, text[position], flag)
        for doc_id, text in zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True)
        for position, flag in reported.marks_without_partner(text)
    ]
    columns = {"doc_id": "str", "position": "int32", "mark": "str", "flag": "str"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


@takes(table=_FOUND)
def by_speaker(table, *, indirect=False):
    """Speakers by words and quotations.

    table: of `extract`. indirect: also count reports without quotation marks. The mentions of a person in all
    documents are one speaker: with and without titles, in other spellings, by the surname where these documents have
    one person of it (حسن نصر الله, السيد نصر الله, نصرالله); so are those of an outlet (رويترز, وكالة "رويترز"). What
    two persons can be called by stays apart; two people of one full name are one row. A role whose institution the text
    names is written with it (المتحدث باسم الوزارة: المتحدث باسم وزارة الداخلية).
    Returns speaker (most frequent spelling of the full name), role (most frequent), n_words, n_quotes, n_docs, share
    (of all words counted, 0-1), unresolved, n_spellings and spellings (what was counted as this speaker, with its
    number of quotes, most frequent first); most words first. unresolved: in how many documents a role, a group or a
    kind of institution stands for the speaker without any name, 0 for a name. What is so called in one document is a
    row of its own (مدير المصنع); those of several documents are different people, and are counted together in the rows
    of `UNNAMED`, which `named` leaves out. Reports without a known speaker are the row with speaker "".
    """
    chosen = table[table["kind"].isin(_kinds(indirect))]
    chosen = chosen.assign(who=_who(chosen), key=_speakers(chosen), n_words=_words(chosen["quote"]))
    grouped = chosen.groupby("key", sort=True)
    result = pd.DataFrame(
        {
            "role": _most_frequent(chosen, "role"), "n_words": grouped["n_words"].sum(),
            "n_quotes": grouped.size(), "n_docs": grouped["doc_id"].nunique(),
        },
        index=grouped.size().index,
    ).fillna({"role": ""})  # fmt: skip
    result = result.astype({"role": "str", "n_words": "int64", "n_quotes": "int64", "n_docs": "int64"})
    result.insert(0, "speaker", result.index.astype("str"))
    result["share"] = result["n_words"] / max(result["n_words"].sum(), 1)
    pooled = result["speaker"].isin(UNNAMED.values())
    role = pooled | result["speaker"].map(resolution.only_role).astype(bool)
    result["unresolved"] = result["n_docs"].where(role, 0)
    result[["n_spellings", "spellings"]] = _spellings(chosen, result.index)
    result["role"] = result["role"].mask(pooled, "")
    return result.sort_values(["n_words", "speaker"], ascending=[False, True], ignore_index=True)


@takes(speakers=frame("reported_speech.by_speaker", "speaker", "unresolved"))
def named(speakers):
    """The rows of `by_speaker` that are one speaker: a name, or a role that stands in one document only.

    A role without a name in several documents (the spokesman of the ministry, in four texts four people) is no one
    speaker and left out; it stays in the table of `by_speaker`. NotEnoughData when nobody is left.
    """
    found = speakers[speakers["speaker"] != ""]
    if found.empty:
        raise NotEnoughData("No speaker was found: the texts have no quotations, or no reporting verb.")
    found = found[found["unresolved"] <= 1]
    if found.empty:
        raise NotEnoughData(
            "No speaker is named: all are roles that stand in several documents, such as the spokesman, and may be "
            "different people in each; see the column unresolved of by_speaker.")  # fmt: skip
    return found


@takes(table=_FOUND)
def said_by(table, names, *, indirect=False):
    """The rows of `extract` that report one of `names` (as in `by_speaker`, spelling folded), in their order.

    Any spelling of a speaker finds all rows of the speaker; a role without a name that several documents have, those of
    all whom they leave unnamed: take the names from `named`.
    Adds the column said_by: a category, in the order of `names`.
    """
    names = list(names)
    chosen = table[table["kind"].isin(_kinds(indirect)) & (table["resolved_speaker"] != "")]
    speakers = _speakers(chosen)
    known = dict(zip(_keys(_who(chosen)), speakers, strict=True))  # any spelling of a speaker will do
    known.update(zip(_keys(speakers), speakers, strict=True))
    places = {known[_key(name)]: name for name in reversed(names) if _key(name) in known}
    said = pd.Categorical(speakers.map(places), names)
    return chosen.assign(said_by=said).dropna(subset="said_by").reset_index(drop=True)


@takes(table=_FOUND)
def two_loudest(tokens, table, *, indirect=False):
    """The two named speakers with most words -> {speaker: Tokens}; NotEnoughData when there are no two.

    table: of `extract`; or of `said_by` for the speakers of `named`, the first two of which are taken, for who said
    what is found out there already.
    """
    if "said_by" not in table.columns:
        table = said_by(table, named(by_speaker(table, indirect=indirect))["speaker"].head(2), indirect=indirect)
    names = table["said_by"].cat.categories[:2].tolist()
    if not names:
        raise NotEnoughData("No speaker is named; to compare speakers there must be two.")
    if len(names) < 2:
        raise NotEnoughData(f"Only one speaker is named ({names[0]}); to compare speakers there must be two.")
    return {name: _tokens_of(tokens, table[table["said_by"] == name], name) for name in names}


@takes(table=_FOUND)
def by_verb(table, corpus=None, *, by=None, indirect=True):
    """Reporting verbs with their stance, over the whole table or by a column of the documents.

    by: a column such as "source", or year, quarter, month (needs `corpus`).
    Returns group (only with `by`), lemma, stance, n, n_docs, share (of the group's reports with a verb, 0-1), forms
    (as written, with their n); most frequent first.
    """
    chosen = table[table["kind"].isin(_kinds(indirect)) & (table["lemma"] != "")]
    group = pd.Series("", chosen.index, dtype="str") if by is None else _groups(corpus, by, chosen["doc_id"])
    chosen = chosen.assign(group=group).dropna(subset="group")
    rows = []
    for (name, lemma), part in chosen.groupby(["group", "lemma"], sort=True):
        forms = part["verb"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        shown = ", ".join(f"{form} {n:,}" for form, n in forms.items())
        rows.append((name, lemma, part["stance"].iloc[0], len(part), part["doc_id"].nunique(), shown))
    columns = {"group": "str", "lemma": "str", "stance": "str", "n": "int64", "n_docs": "int64", "forms": "str"}
    result = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    result.insert(5, "share", result["n"] / result.groupby("group")["n"].transform("sum"))
    result = result.sort_values(["group", "n", "lemma"], ascending=[True, False, True], ignore_index=True)
    return result if by is not None else result.drop(columns="group")


@takes(table=_FOUND)
def by_kind(table):
    """Kinds of what `extract` found: kind, n, n_docs."""
    return table.groupby("kind", as_index=False).agg(n=("quote", "size"), n_docs=("doc_id", "nunique"))


@takes(verbs=frame("reported_speech.by_verb with by", "group", "stance", "share"))
def by_stance(verbs):
    """Sum what `by_verb` found with `by` over the stances: group, stance (its name in figures), share (0-1).

    A group without a verb of some stance has the share 0 there.
    """
    wide = verbs.groupby(["group", "stance"])["share"].sum().unstack(fill_value=0.0)
    return wide.stack().rename("share").reset_index().replace({"stance": STANCES})


@takes(contrast=frame("keyness.compare", "term", "side"), table=_FOUND)
def without_verbs(contrast, table):
    """The rows of a keyness table of `split`, less reporting verbs on the side around quotations.

    They stand there because that is where one reports, also those of reports that were not found.
    """
    verbs = set(table.loc[table["lemma"] != "", "lemma"])
    found = contrast[(contrast["side"] == "target") | ~contrast["term"].isin(verbs)].reset_index(drop=True)
    found.attrs = contrast.attrs
    return found


@takes(stances=frame("reported_speech.by_stance", "group", "stance"), table=_FOUND)
def against_chance(stances, table, corpus, *, by="source", indirect=True, shuffles=1000, seed=0):
    """Which shares of `by_stance` are more than shuffled documents would give: its rows with p_chance.

    stances: rows of `by_stance`. table, by, indirect: what `by_verb` was given. The reports of a document are kept
    together, and the documents of the groups of `stances` dealt to these at random (`measures.permutation.max_t`).
    """
    chosen = table[table["kind"].isin(_kinds(indirect)) & (table["lemma"] != "")]
    stance = chosen["stance"].replace(STANCES)
    counted = pd.crosstab(chosen["doc_id"], stance)
    names = list(dict.fromkeys([*stances["stance"], *counted.columns]))
    counted = counted.reindex(columns=names, fill_value=0)
    belongs = _groups(corpus, by, pd.Series(counted.index, dtype="str"))
    p = permutation.of_cells(
        stances["group"].astype("str"), stances["stance"], belongs, names, counted.to_numpy(float),
        counted.sum(axis=1).to_numpy(float), n=shuffles, seed=seed,
    )  # fmt: skip
    return stances.assign(p_chance=p)


@takes(table=_FOUND)
def share_quoted(table, corpus, *, by="source", indirect=False, bootstrap=1000, confidence=0.95, seed=0):
    """Share of the words of each outlet or period that stand in reported quotations.

    by: a column of the documents, or year, quarter, month. indirect: also count reports without marks; words in both
    are counted once. bootstrap: resamples of the documents of a group for the interval of the share (0: none);
    confidence, seed: of that interval. Returns group, n_docs, n_words, n_quoted, share (0-1), docs_with (share of
    documents with any), ci_low, ci_high (of the share; NaN for a group of one document).
    """
    documents = corpus.documents
    spans = _merged(table[table["kind"].isin(_kinds(indirect))])
    quoted = np.array([
        sum(len(_WORD.findall(text[start:end])) for start, end in spans.get(doc_id, ()))
        for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)
    ], np.int64)  # fmt: skip
    about = pd.DataFrame({"n_words": _words(documents["text"]), "n_quoted": quoted, "docs_with": quoted > 0})
    about["group"] = _groups(corpus, by, documents["doc_id"]).to_numpy()
    grouped = about.groupby("group", sort=True)
    result = grouped[["n_words", "n_quoted"]].sum()
    result.insert(0, "n_docs", grouped.size())
    result["share"] = result["n_quoted"] / result["n_words"].clip(lower=1)
    result["docs_with"] = grouped["docs_with"].mean()
    result["ci_low"] = result["ci_high"] = np.nan
    for group, part in grouped if bootstrap else ():
        quoted_words, sizes = part[["n_quoted"]].to_numpy(), part["n_words"].to_numpy()
        ends = intervals.bootstrap_ratio(quoted_words, sizes, n=bootstrap, confidence=confidence, seed=seed)
        result.loc[group, ["ci_low", "ci_high"]] = [end[0] / 1e6 for end in ends]
    result = result.reset_index()
    result = result.astype({"group": "str", "n_docs": "int64", "n_words": "int64", "n_quoted": "int64"})
    return intervals.noted(result, "ci_low", "ci_high", "documents", confidence=confidence, resamples=bootstrap)


@takes(table=_FOUND)
def split(tokens, table, *, indirect=False):
    """Return (inside, outside): the Tokens in reported quotations and all others, for keyness of one against the other.

    indirect: reports without quotation marks count as inside too. Reporting verbs belong to neither: they stand outside
    because that is where one reports, not because of what is told there. Both keep all documents.
    Caveat: the texts are the same, so the two parts are not independent samples.
    """
    inside = _inside(tokens, table[table["kind"].isin(_kinds(indirect))])
    verbs = table.loc[table["verb_start"] >= 0, ["doc_id", "verb_start", "verb_end"]]
    verbs = verbs.set_axis(["doc_id", "start", "end"], axis=1)
    return tokens.select(inside), tokens.select(~inside & ~_inside(tokens, verbs))


@takes(table=_FOUND)
def speech_of(tokens, table, speaker, *, indirect=False):
    """Return the Tokens of what one speaker is reported to say.

    speaker: a name as in `by_speaker`, spelling folded. Raises ArgumentError, with the nearest name, where nobody of
    that name is quoted; NotEnoughData where the quotations hold no token.
    """
    mine = said_by(table, [speaker], indirect=indirect)
    if mine.empty:
        names = _speakers(table[table["kind"].isin(_kinds(indirect))]).unique().tolist()
        raise ArgumentError(f'Nobody called "{speaker}" is quoted in the table.{nearest(speaker, names)}')
    return _tokens_of(tokens, mine, speaker)


def _tokens_of(tokens, mine, speaker):
    """The Tokens inside some rows of a speaker."""
    inside = _inside(tokens, mine)
    if not inside.any():
        raise NotEnoughData(f'What "{speaker}" says holds no token of this corpus; is the table of another corpus?')
    return tokens.select(inside)


def _kinds(indirect):
    return ("reported", "indirect") if indirect else ("reported",)


def _who(table):
    """Who is meant in each row: the fullest mention, a role with the name of its institution where the text has it."""
    pairs = zip(_texts(table["resolved_speaker"]), _texts(table["resolved_body"]), strict=True)
    full = [re.sub(r"\S+\Z", lambda _, body=body: body, name) if body else name for name, body in pairs]
    return pd.Series(full, table.index, dtype="str")


def _texts(column):
    """A column of texts as a list, in which equal ones are one object: of most there are many."""
    number, texts = pd.factorize(column)
    return texts.to_numpy(object)[number].tolist()


def _speakers(table):
    """The speaker of each row as `by_speaker` calls it: mentions of one speaker as one name, unnamed ones together."""
    who = _who(table)
    rows = zip(_texts(who), _texts(table["role"]), _texts(table["doc_id"]), strict=True)
    speakers = who.map(_together(tuple(row for row in rows if row[0]))).astype("str")
    grouped = table.groupby(speakers.to_numpy())
    shared = (grouped["doc_id"].nunique() > 1) & ~grouped["role"].max().astype(bool)
    kinds = {name: people.unnamed(name) for name in shared.index[shared]}
    pooled = {name: UNNAMED[kind] for name, kind in kinds.items() if kind}
    return speakers.map(lambda name: pooled.get(name, name)).astype("str")


@functools.lru_cache(4)
def _together(rows):
    """`people.together`, once for the same mentions: several analyses of one table ask for it."""
    return people.together(rows) | {"": ""}


def _spellings(chosen, keys):
    """Columns n_spellings and spellings: what was counted under each key, with its number, most frequent first."""
    counted = chosen[chosen["who"] != ""].groupby(["key", "who"]).size().rename("n").reset_index()
    counted = counted.sort_values(["key", "n", "who"], ascending=[True, False, True], kind="stable")
    shown = {}
    for key, name, n in zip(counted["key"], counted["who"], counted["n"], strict=True):
        shown.setdefault(key, []).append(f"{name} {n:,}")
    lists = [shown.get(key, []) for key in keys]
    columns = {"n_spellings": [len(names) for names in lists], "spellings": ["; ".join(names) for names in lists]}
    return pd.DataFrame(columns, index=keys).astype({"n_spellings": "int64", "spellings": "str"})


def _key(name):
    return " ".join(_WORD.findall(plain(name)[0]))


def _keys(names):
    known = {name: _key(name) for name in names.unique()}
    return names.map(known).astype("str")


def _words(texts):
    return np.array([len(_WORD.findall(text)) for text in texts], dtype="int64")


def _most_frequent(chosen, column):
    """The most frequent value of a column for each key, the first in alphabetical order where two are; "" is none."""
    filled = chosen[chosen[column] != ""]
    counted = filled.groupby(["key", column]).size().rename("n").reset_index()
    counted = counted.sort_values(["key", "n", column], ascending=[True, False, True], kind="stable")
    return counted.drop_duplicates("key").set_index("key")[column]


def _groups(corpus, by, doc_ids):
    """Group of each of `doc_ids`: a column of the documents or a period, as str; missing where there is none."""
    if corpus is None:
        raise ArgumentError(f'Grouping by "{by}" needs the corpus: give it as the second argument.')
    documents = corpus.documents
    columns = [c for c in documents if isinstance(documents[c].dtype, pd.CategoricalDtype)]
    check_choice("by", by, [*columns, *periods.PERIODS])
    values = periods.of(corpus, by) if by in periods.PERIODS else documents[by].astype("str")
    return doc_ids.map(dict(zip(documents["doc_id"], values, strict=True)))


def _merged(table):
    """{doc_id: list of disjoint (start, end)} of the rows of a table."""
    spans = {}
    for doc_id, start, end in sorted(zip(table["doc_id"], table["start"], table["end"], strict=True)):
        found = spans.setdefault(doc_id, [])
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return spans


def _inside(tokens, table):
    """Bool array: the tokens that lie in a row of the table."""
    inside = np.zeros(len(tokens), dtype=bool)
    bounds = np.concatenate([[0], np.cumsum(tokens.sizes)])
    rows = {doc_id: row for row, doc_id in enumerate(tokens.corpus.documents["doc_id"])}
    for doc_id, found in _merged(table).items():
        row = rows.get(doc_id)
        if row is not None:
            part = slice(bounds[row], bounds[row + 1])
            for start, end in found:
                first = bounds[row] + np.searchsorted(tokens.start[part], start)
                last = bounds[row] + np.searchsorted(tokens.end[part], end, side="right")
                inside[first:last] = True
    return inside
