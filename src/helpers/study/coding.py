"""Close reading: a sample of lines that a reader codes by hand, kept in the study and never overwritten.

A line is known by the hash of its document's text and by its offset, so that codes stay with their lines when documents
come in, go, or have other names. Where the text itself has changed, the line is looked for by its words.
"""

import re

import pandas as pd

from ..arabic import dates
from ..arguments import FLAG, TABLE, TEXT, frame, takes
from ..errors import ArgumentError, InputError
from . import outputs
from .sheets import cells, places, versions

KEYS, HAND = cells.KEYS, cells.HAND
NOT_COUNTED = ("unsure", "lost")
CODER = re.compile(r"[^\W_][\w-]{0,19}")  # behind the name of a sample; a sheet of Excel has 31 letters for both
#: outcome -> what it means, English and Arabic
OUTCOMES = {
    "kept": (
        "lines stand where they stood, in the same text; their codes count.",
        "أسطر في مواضعها والنص على حاله؛ ترميزها محسوب.",
    ),
    "moved": (
        "lines were found again in a text that has changed: all their words, in one place only; their codes count.",
        "أسطر وُجدت في نص تغيّر، بكلماتها كلها وفي موضع واحد؛ ترميزها محسوب.",
    ),
    "unsure": (
        "lines are only alike to a place, or to several, and do not count: compare the line with the cell formerly; "
        "clear the cell status to confirm it, or the code to reject it.",
        "أسطر تشبه موضعا أو أكثر ولا تُحسب: قارن السطر بخانة formerly، ثم أفرغ خانة status لإقراره أو خانة code لرفضه.",
    ),
    "lost": (
        "lines are nowhere in the corpus and do not count; they stand at the end of the sheet with their codes; clear "
        "the cell status of one to count it all the same.",
        "أسطر لا توجد في المدونة ولا تُحسب؛ هي في آخر الورقة مع ترميزها؛ أفرغ خانة status لسطر تريد أن يُحسب.",
    ),
    "confirmed": (
        "lines are nowhere in the corpus, but count because you have cleared their status.",
        "أسطر لا توجد في المدونة لكنها محسوبة لأنك أفرغت خانة status.",
    ),
}


def path(study, name):
    """The file of a sample: <study>/coding/<name>.csv, UTF-8 with BOM, which Excel opens and saves.

    Beside it lie the same lines as a workbook, <name>.xlsx, and a note of what was written last, <name>.json. A name
    such as 08_sample-ahmad is that of one coder's sheet, see `coders`.
    """
    sample, dash, coder = name.partition("-")  # see `coders`: a coder may have a name in Arabic letters
    outputs.check_name(sample if dash and CODER.fullmatch(coder) else name)
    return study.folder / "coding" / f"{name}.csv"


@takes(name=TEXT, sample=frame("concordance.several", "query", "doc_id", "start"))
def sheet(study, name, sample, corpus):
    """Lay out a sample for coding, or take up the one that is there; return it with what the reader has filled in.

    sample: a DataFrame with query, doc_id, start and whatever is to be read, such as `concordance.several` returns.
    corpus: the Corpus it was drawn from. The files, a CSV file and a workbook of which either may be filled in, then
    hold these lines, each with the code and note that the reader gave it; behind them the lines that are no longer
    drawn but were coded, and last those that are lost: nothing written by hand is lost, columns that the reader added
    included. Returns the columns of the sample, then

    - text_hash: which text the line stands in, see `sheets.places.text_hash`,
    - code, note: "" where nothing is filled in,
    - status: of a coded line; "" (where it stood), "moved", "unsure", "lost" or "confirmed", see `changes`,
    - reason, formerly: why, and where the line stood with which words; "" where there is nothing to say,

    and those of the reader. Of equal texts the one with the document's name, then with its date and title, has the
    line. A line is moved when all its words, as written and at least 4 beside the keyword, stand in exactly one place:
    of its own document (same doc_id, or same title, and date and title are not others), else of the whole corpus and
    nowhere nearly so in its own document. It is unsure when they stand in several places, or when the words are only
    alike: at least 60 % of them the same in the same order, 2 m / (words of both), by `difflib`. The row then shows
    the best place. Caveat: a line that is found in a copy of its article by an agency counts as moved, unless date or
    title say that it is another article.

    Each file is replaced as a whole. Raises ArgumentError for a sample without those columns, with a line twice, or of
    another corpus; InputError for a file that lacks a column or cannot be read, see `read`. Warns of other files of
    this name (.ods, .xls, …), which are not read.
    """
    whole = _checked(sample, corpus)
    before, drawn = versions.read(path(study, name))
    known = drawn | set(whole.columns) | set(versions.OWN)
    added = [] if before is None else [column for column in before if column not in known and column not in HAND]
    written = [*HAND, *versions.OWN, *added]
    whole = whole.assign(**{column: pd.Series("", whole.index, dtype="str") for column in written})
    if before is not None:
        coded = before[(before[[*HAND, *added]] != "").any(axis=1)].reset_index(drop=True)
        whole = _taken_up(whole, coded, corpus, _date_order(before, corpus), written)
    whole[written] = whole[written].astype("str")
    write(study, name, whole, sample)
    return whole


@takes(name=TEXT, coded=TABLE, sample=TABLE, book=FLAG)
def write(study, name, coded, sample, *, book=True):
    """Write the files of a sheet that `sheet` has returned, its codes changed. Raises InputError as `sheet`.

    book=False: leave the workbook as it is for now, if nobody has edited it; the note beside it says in which cells it
    is behind.
    """
    versions.write(path(study, name), coded, set(sample.columns) - {*HAND, *versions.OWN} | {"text_hash"}, book=book)


def read(study, name):
    """The sample with the reader's codes, every column but start as text.

    CSV file and workbook may have been saved by a spreadsheet: in UTF-8, UTF-16 or windows-1256, with comma, ; or tabs
    between the cells, with columns moved or added, with starts such as 1,234. What was edited since they were written
    counts; if both were, cell by cell what was changed. Nothing is looked for in the corpus, see `sheet` for that.
    Raises InputError when neither is there, one cannot be read, lacks a column, has a start that is no whole number or
    gives one line two codes, or when the two contradict each other.
    """
    table, _ = versions.read(path(study, name))
    if table is None:
        raise InputError(f"{path(study, name)} is not there; run the notebook that draws the sample first.")
    return table.reset_index(drop=True)


@takes(coded=frame("coding.sheet", "code", "status"))
def changes(coded):
    """What has become of the lines that were coded: outcome, n, meaning_en, meaning_ar; one row an outcome.

    coded: as `sheet` returns it. outcome: "kept", "moved", "unsure", "lost", and "confirmed" if there are any. The
    state is that of the sheet: a line stays moved until the reader clears its status.
    """
    status = coded.loc[coded["code"] != "", "status"].replace("", "kept")
    n = {outcome: int((status == outcome).sum()) for outcome in OUTCOMES}
    rows = [(outcome, n[outcome], *OUTCOMES[outcome]) for outcome in OUTCOMES if n[outcome] or outcome != "confirmed"]
    return pd.DataFrame(rows, columns=["outcome", "n", "meaning_en", "meaning_ar"])


@takes(coded=frame("coding.sheet", "query", "code"))
def summary(coded, *, confidence=0.95):
    """What has been read so far: query, code, n, n_read, n_lines, share, low, high; one row a code of each query.

    n_read: lines with a code that counts, of n_lines in the sample. share: n / n_read, with the Wilson interval
    (Wilson 1927). A query of which nothing is read has one row with an empty code and no share. The code of a line
    whose status is unsure or lost does not count until the reader has cleared that cell and `sheet` has run again; a
    lost line is none of the sample. Caveat: the interval holds for the hits that the sample was drawn from, if its
    lines were read in the order drawn or to the end, and for one reader; let a second one code the same lines. Raises
    ArgumentError for a confidence outside 0-1.
    """
    from scipy import stats

    if not 0 < confidence < 1:
        raise ArgumentError(f"confidence is {confidence}, but must lie between 0 and 1, such as 0.95.")
    status = coded["status"].str.casefold() if "status" in coded else pd.Series("", coded.index)
    coded = coded.assign(code=coded["code"].where(~status.isin(NOT_COUNTED), ""), there=status != "lost")
    rows = []
    for query, lines in coded.groupby("query", sort=False, observed=True):
        counted = lines.loc[lines["code"] != "", "code"].value_counts().sort_index()
        n_read = int(counted.sum())
        for code, n in counted.sort_values(ascending=False, kind="stable").items() if n_read else [("", 0)]:
            low = high = share = float("nan")
            if n_read:
                interval = stats.binomtest(int(n), n_read).proportion_ci(confidence, method="wilson")
                share, low, high = n / n_read, interval.low, interval.high
            rows.append((query, code, int(n), n_read, int(lines["there"].sum()), share, low, high))
    return pd.DataFrame(rows, columns=["query", "code", "n", "n_read", "n_lines", "share", "low", "high"])


def _checked(sample, corpus):
    """The sample with the hash of each line's text, without columns that are the sheet's own."""
    missing = [key for key in KEYS if key not in sample]
    if missing:
        raise ArgumentError(f'The sample has no column "{missing[0]}"; coding needs {", ".join(KEYS)}.')
    whole = sample.drop(columns=[*HAND, *versions.OWN, "text_hash"], errors="ignore").reset_index(drop=True)
    if whole.duplicated(KEYS).any():
        twice = whole[whole.duplicated(KEYS)].iloc[0]
        raise ArgumentError(
            f'The sample holds the line of "{twice["query"]}" in {twice["doc_id"]} at {twice["start"]} twice.'
        )
    hashes = places.text_hash(corpus.documents).set_axis(corpus.documents["doc_id"])
    unknown = whole.loc[~whole["doc_id"].isin(hashes.index), "doc_id"]
    if len(unknown):
        raise ArgumentError(
            f'The corpus has no document "{unknown.iloc[0]}"; give coding.sheet the corpus that the sample was drawn '
            "from, such as tokens.corpus."
        )
    return whole.assign(text_hash=pd.Series(hashes.reindex(whole["doc_id"]).to_list(), whole.index, dtype="str"))


def _taken_up(whole, coded, corpus, date_order, written):
    """The sample with the coded lines in it, and behind it those that are not drawn and those that are lost."""
    found = places.find(coded, corpus, date_order=date_order)
    drawn = {key: row for row, key in enumerate(zip(*(whole[key] for key in KEYS), strict=True))}
    names = corpus.documents["doc_id"].to_list()
    new = {column: whole[column].to_list() for column in written}
    behind, at = [], []
    for number, place in enumerate(found):
        key = (coded["query"].iat[number], names[place.doc] if place.doc >= 0 else None, place.start)
        if key in drawn:
            values = coded.iloc[number].to_dict() | {name: getattr(place, name) for name in versions.OWN}
            for column in written:
                new[column][drawn[key]] = values[column]
        else:
            behind.append(number)
            at.append(place)
    whole = whole.assign(**new)
    if not behind:
        return whole
    last = _lines(coded.iloc[behind].reset_index(drop=True), at, whole, corpus, date_order)
    # Lines whose place is known stand before those that have none.
    order = sorted(range(len(at)), key=lambda number: at[number].doc < 0)
    for column in whole.columns:
        if isinstance(whole[column].dtype, pd.CategoricalDtype):
            kinds = whole[column].cat.categories.union(pd.Index(last[column].unique()), sort=False)
            whole[column], last[column] = (
                pd.Categorical(table[column].astype(object), kinds) for table in (whole, last)
            )
    return pd.concat([whole, last.iloc[order]], ignore_index=True)


def _lines(coded, at, whole, corpus, date_order):
    """Coded lines that are not drawn, with the columns and types of the sample, as they stand in the corpus now."""
    made = coded.reindex(columns=whole.columns, fill_value="")
    for column, dtype in whole.dtypes.items():
        if pd.api.types.is_datetime64_any_dtype(dtype):
            made[column] = pd.Series(dates.parse_all(made[column], order=date_order)[0], made.index).astype(dtype)
        elif pd.api.types.is_numeric_dtype(dtype) and column != "start":
            whole_numbers = pd.api.types.is_integer_dtype(dtype)
            made[column] = made[column].map(cells.whole_number if whole_numbers else cells.number).astype("float64")
    documents, hashes = corpus.documents, places.text_hash(corpus.documents)
    about = [c for c in whole if c in documents and c not in ("text", "sha256", "n_chars", "start", "end")]
    rows = made.to_dict("records")
    for number, (row, place) in enumerate(zip(rows, at, strict=True)):
        new = {name: getattr(place, name) for name in versions.OWN} | (place.cut or {})
        if place.doc >= 0:
            new |= {column: documents[column].iat[place.doc] for column in about}
            new |= {"text_hash": hashes.iat[place.doc], "start": place.start, "end": place.end}
            new["keyword"] = documents["text"].iat[place.doc][place.start : place.end]
        elif "date" in row and coded["date"].iat[number] and pd.isna(row["date"]):
            new["reason"] += f"; its date is written {coded['date'].iat[number]}"
        row |= {column: value for column, value in new.items() if column in row}
    made = pd.DataFrame(rows, columns=whole.columns)
    types = {c: t for c, t in whole.dtypes.items() if not isinstance(t, pd.CategoricalDtype)}
    return _typed(made, types)


def _typed(made, types):
    """The columns in the types of the sample, as far as there is a value in each cell."""
    for column, dtype in types.items():
        whole = pd.api.types.is_integer_dtype(dtype)
        if whole and made[column].isna().any():
            made[column] = made[column].astype("Int64")
        elif not pd.api.types.is_object_dtype(dtype):
            made[column] = made[column].astype(dtype)
    return made


def _date_order(before, corpus):
    """Whether a spreadsheet has written day or month first, seen from lines whose document has kept its text."""
    if "text_hash" not in before or "date" not in before:
        return None
    documents = corpus.documents
    known = documents.set_axis(places.text_hash(documents))["date"]
    known = known[~known.index.duplicated(keep=False)].dropna().dt.normalize()
    lines = before[before["text_hash"].isin(known.index) & (before["date"] != "")]
    right = known.reindex(lines["text_hash"]).to_numpy()
    fit = {order: (dates.parse_all(lines["date"], order=order)[0] == right).sum() for order in dates.ORDERS}
    best = max(fit, key=fit.get)
    return best if len(set(fit.values())) > 1 else None
