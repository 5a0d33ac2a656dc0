"""Close reading: a sample of lines that a reader codes by hand, kept in the study and never overwritten."""

import pandas as pd

from ..errors import ArgumentError, InputError
from . import files, outputs

KEYS = ["query", "doc_id", "start"]
HAND = ["code", "note"]


def path(study, name):
    """The file of a sample: <study>/coding/<name>.csv, UTF-8 with BOM, which Excel opens and saves."""
    return study.folder / "coding" / f"{name}.csv"


def sheet(study, name, sample):
    """Lay out a sample for coding, or take up the one that is there; return it with what the reader has filled in.

    sample: a DataFrame with query, doc_id, start and whatever is to be read. Lines new to the file are added at its
    end; those that are there keep their code and note, and lines that are no longer drawn stay once they are coded.
    Returns the columns of the sample, then code and note ("" where nothing is filled in). The file is replaced as a
    whole. Raises InputError for a file that lacks a column or cannot be read.
    """
    missing = [key for key in KEYS if key not in sample]
    if missing:
        raise ArgumentError(f'The sample has no column "{missing[0]}"; coding needs {", ".join(KEYS)}.')
    whole = sample.drop(columns=HAND, errors="ignore")
    if path(study, name).is_file():
        before = read(study, name)
        coded = before[(before["code"] != "") | (before["note"] != "")]
        kept = coded[~_key(coded).isin(_key(whole))]
        filled = before.drop_duplicates(KEYS).set_index(_key(before.drop_duplicates(KEYS)))[HAND]
        whole = pd.concat([whole, kept[[c for c in whole if c in kept]]], ignore_index=True)
        whole[HAND] = filled.reindex(_key(whole)).fillna("").to_numpy(object)
    else:
        whole = whole.assign(code="", note="")
    whole[HAND] = whole[HAND].astype("str")
    files.write(path(study, name), outputs.csv_bytes(whole))
    return whole


def read(study, name):
    """The sample with the reader's codes; InputError when it is not there, lacks a column or is no CSV."""
    file = path(study, name)
    try:
        table = pd.read_csv(file, encoding="utf-8-sig", dtype="str", keep_default_na=False, sep=None, engine="python")
    except OSError:
        raise InputError(f"{file} is not there; run the notebook that draws the sample first.") from None
    except ValueError as error:
        raise InputError(f"{file} cannot be read ({str(error).splitlines()[0]}); save it as CSV UTF-8.") from None
    missing = [column for column in [*KEYS, *HAND] if column not in table]
    if missing:
        raise InputError(f'{file}: the column "{missing[0]}" is gone; put it back, lines are matched by it.')
    try:
        table["start"] = table["start"].astype("int64")
    except ValueError:
        raise InputError(f'{file}: the column "start" must hold whole numbers; undo what was changed there.') from None
    table[HAND] = table[HAND].apply(lambda column: column.str.strip())
    return table


def summary(coded, *, confidence=0.95):
    """What has been read so far: query, code, n, n_read, n_lines, share, low, high; one row a code of each query.

    n_read: lines with a code, of n_lines in the sample. share: n / n_read, with the Wilson interval (Wilson 1927). A
    query of which nothing is read has one row with an empty code. Caveat: the interval holds for the hits the sample
    was drawn from, and for one reader; let a second one code the same lines.
    """
    from scipy import stats

    rows = []
    for query, lines in coded.groupby("query", sort=False):
        counted = lines.loc[lines["code"] != "", "code"].value_counts()
        n_read = int(counted.sum())
        for code, n in counted.items() if n_read else [("", 0)]:
            low = high = share = float("nan")
            if n_read:
                interval = stats.binomtest(int(n), n_read).proportion_ci(confidence, method="wilson")
                share, low, high = n / n_read, interval.low, interval.high
            rows.append((query, code, int(n), n_read, len(lines), share, low, high))
    return pd.DataFrame(rows, columns=["query", "code", "n", "n_read", "n_lines", "share", "low", "high"])


def _key(table):
    return table["query"].astype(str) + "\t" + table["doc_id"].astype(str) + "\t" + table["start"].astype(str)
