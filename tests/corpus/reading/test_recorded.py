"""What is read from files of every format, whole and damaged: it changes only where that is meant.

    python tests/corpus/reading/test_recorded.py     writes recorded.json anew; its diff says which format changed

The files are those of `tests/fuzz.py`, made from a number. Nobody says here that a result is right: other tests do.
"""

import io
import re
import sys
import tempfile
import time
import zipfile
from functools import cache, partial
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # where it is run by hand

import fuzz
import recorded

from helpers.corpus import documents
from helpers.errors import KhitabError

RECORDED = Path(__file__).with_name("recorded.json")
LEFT_OUT = ["sha256", "bytes"]  # of files that another version of a library packs otherwise
WRITTEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # when a workbook was made


def timeless(data):
    """A packed file that was made at no time of its own."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            plain = zipfile.ZipInfo(info.filename)
            plain.compress_type = info.compress_type
            part = timeless(old.read(info))  # a file in a file
            new.writestr(plain, WRITTEN.sub(b"2020-01-01T00:00:00Z", part) if "docProps" in info.filename else part)
    return packed.getvalue()


def at_no_time(make):
    """What a function makes of packed files, which keep the time, with the clock stopped."""
    stopped = {"time": lambda: 1.6e9, "localtime": lambda *_: time.gmtime(1.6e9)}
    with mock.patch.multiple("time", **stopped):
        return make()


GOOD = {name: timeless(data) for name, data in at_no_time(fuzz.made).items()}
# The old files of Word are read by a program that is not everywhere.
ENDINGS = sorted({name.rpartition(".")[2] for name in GOOD} - {"doc"})


@cache
def damaged():
    return at_no_time(lambda: [fuzz.mutated(number, GOOD) for number in range(1200)])


def read(name, data):
    """All that is told of a file: a table of text."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(data)
        try:
            corpus = documents.read(folder)
        except KhitabError as error:
            return pd.DataFrame({"told": [str(error).replace(folder, "")]})
    rows = []
    for field in ("documents", "files", "mapping", "set_aside", "notes", "repairs"):
        table = getattr(corpus, field).drop(columns=LEFT_OUT, errors="ignore").astype(str)
        rows += [f"{field} {row}" for row in table.to_dict("records")]
    return pd.DataFrame({"told": rows})


def of_format(ending, files):
    """What is read of the files of one format."""
    parts = [read(name, data).assign(file=name) for name, data in files() if name.endswith(f".{ending}")]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"told": []})


RESULTS = {
    f"{ending}, {what}": partial(of_format, ending, files)
    for what, files in (("whole", GOOD.items), ("damaged", damaged)) for ending in ENDINGS
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Failed to parse:RuntimeWarning")  # what a library says of damaged subtitles
@pytest.mark.parametrize("name", RESULTS)
def test_nothing_changed_that_is_not_meant(name):
    recorded.check(name, RESULTS, RECORDED)


if __name__ == "__main__":
    recorded.write(RESULTS, RECORDED)
