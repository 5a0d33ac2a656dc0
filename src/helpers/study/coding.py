"""Close reading: a sample of lines that a reader codes by hand, kept in the study and never overwritten."""

import pandas as pd

from ..errors import ArgumentError, InputError
from . import files, outputs

KEYS = ["query", "doc_id", "start"]
HAND = ["code", "note"]


def path(study, name):
    """The file of a sample: <study>/coding/<name>.csv, UTF-8 with BOM, which Excel opens and saves."""
    return study.folder / "coding" / f"{outputs.check_name(name)}.csv"


def sheet(study, name, sample):
    """Lay out a sample for coding, or take up the one that is there; return it with what the reader has filled in.

    sample: a DataFrame with query, doc_id, start and whatever is to be read. The file then holds these lines, each
    with the code and note that the reader gave it, and behind them the lines that are no longer drawn but were coded:
    nothing written by hand is lost, columns that the reader added included. Returns the columns of the sample, then
    code, note ("" where nothing is filled in) and those. The file is replaced as a whole.
    Raises ArgumentError for a sample without those columns or with a line twice, InputError for a file that lacks a
    column or cannot be read.
    """
    missing = [key for key in KEYS if key not in sample]
    if missing:
        raise ArgumentError(f'The sample has no column "{missing[0]}"; coding needs {", ".join(KEYS)}.')
    whole = sample.drop(columns=HAND, errors="ignore").reset_index(drop=True)
    if whole.duplicated(KEYS).any():
        twice = whole[whole.duplicated(KEYS)].iloc[0]
        raise ArgumentError(
            f'The sample holds the line of "{twice["query"]}" in {twice["doc_id"]} at {twice["start"]} twice.'
        )
    written = HAND
    if path(study, name).is_file():
        before = read(study, name)
        written = [*HAND, *(column for column in before if column not in HAND and column not in whole)]
        coded = before[(before[written] != "").any(axis=1)]
        kept = coded[~_key(coded).isin(_key(whole))]
        whole = pd.concat([whole, _like(kept, whole)], ignore_index=True) if len(kept) else whole
        filled = coded.set_index(_key(coded))[written].reindex(_key(whole)).fillna("")
        whole = whole.assign(**{column: filled[column].to_list() for column in written})
    else:
        whole = whole.assign(code="", note="")
    whole[written] = whole[written].astype("str")
    files.write(path(study, name), outputs.csv_bytes(whole))
    return whole


def read(study, name):
    """The sample with the reader's codes, every column but start as text.

    The file may have been saved by a spreadsheet: with ; or tabs between the cells, with columns moved or added.
    Raises InputError when it is not there, is no CSV in UTF-8, lacks a column, has a start that is no whole number, or
    gives one line two codes.
    """
    file = path(study, name)
    try:
        header = file.read_text("utf-8-sig").partition("\n")[0]
        between = max(",;\t", key=header.count)
        table = pd.read_csv(file, encoding="utf-8-sig", dtype="str", keep_default_na=False, sep=between)
    except OSError:
        raise InputError(f"{file} is not there; run the notebook that draws the sample first.") from None
    except ValueError as error:
        raise InputError(f"{file} cannot be read ({str(error).splitlines()[0]}); save it as CSV UTF-8.") from None
    missing = [column for column in [*KEYS, *HAND] if column not in table]
    if missing:
        raise InputError(f'{file}: the column "{missing[0]}" is gone; put it back, lines are matched by it.')
    empty = [column for column in table if column.startswith("Unnamed:") and (table[column] == "").all()]
    table = table.drop(columns=empty).map(outputs.unguarded).astype("str")
    table[HAND] = table[HAND].apply(lambda column: column.str.strip())
    try:
        table["start"] = table["start"].astype("int64")
    except ValueError:
        raise InputError(f'{file}: the column "start" must hold whole numbers; undo what was changed there.') from None
    return _once(table, file)


def summary(coded, *, confidence=0.95):
    """What has been read so far: query, code, n, n_read, n_lines, share, low, high; one row a code of each query.

    n_read: lines with a code, of n_lines in the sample. share: n / n_read, with the Wilson interval (Wilson 1927). A
    query of which nothing is read has one row with an empty code and no share. Caveat: the interval holds for the hits
    that the sample was drawn from, if its lines were read in the order drawn or to the end, and for one reader; let a
    second one code the same lines. Raises ArgumentError for a confidence outside 0-1.
    """
    from scipy import stats

    if not 0 < confidence < 1:
        raise ArgumentError(f"confidence is {confidence}, but must lie between 0 and 1, such as 0.95.")
    rows = []
    for query, lines in coded.groupby("query", sort=False, observed=True):
        counted = lines.loc[lines["code"] != "", "code"].value_counts().sort_index()
        n_read = int(counted.sum())
        for code, n in counted.sort_values(ascending=False, kind="stable").items() if n_read else [("", 0)]:
            low = high = share = float("nan")
            if n_read:
                interval = stats.binomtest(int(n), n_read).proportion_ci(confidence, method="wilson")
                share, low, high = n / n_read, interval.low, interval.high
            rows.append((query, code, int(n), n_read, len(lines), share, low, high))
    return pd.DataFrame(rows, columns=["query", "code", "n", "n_read", "n_lines", "share", "low", "high"])


def _key(table):
    return table["query"].astype(str) + "\t" + table["doc_id"].astype(str) + "\t" + table["start"].astype(str)


def _once(table, file):
    """Each line once: a copy without code and note gives way; two different codings are for the reader to settle."""
    coded = table[(table[HAND] != "").any(axis=1)].drop_duplicates([*KEYS, *HAND])
    if coded.duplicated(KEYS).any():
        twice = coded[coded.duplicated(KEYS)].iloc[0]
        raise InputError(
            f'{file}: the line of "{twice["query"]}" in {twice["doc_id"]} at {twice["start"]} is coded twice, '
            "differently; keep one of the two."
        )
    first = table[~table.duplicated(KEYS)].reset_index(drop=True)
    filled = coded.set_index(_key(coded))[HAND].reindex(_key(first)).fillna("")
    return first.assign(**{column: pd.Series(filled[column].to_list(), dtype="str") for column in HAND})


def _like(kept, whole):
    """Lines out of the file with the columns and types of the sample."""
    made = kept.reindex(columns=whole.columns, fill_value="").reset_index(drop=True)
    for column, dtype in whole.dtypes.items():
        if isinstance(dtype, pd.CategoricalDtype):
            continue
        if pd.api.types.is_datetime64_any_dtype(dtype):
            made[column] = pd.to_datetime(made[column], errors="coerce").astype(dtype)
        elif pd.api.types.is_numeric_dtype(dtype):
            made[column] = pd.to_numeric(made[column], errors="coerce")
    return made
