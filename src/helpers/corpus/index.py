"""The inverted index: where each form stands, made from the columns of the tokens and kept beside a large store.

derived/index/positions.arrow   position int32: the numbers of the tokens, form by form, ascending within a form
              forms.arrow       a row a form: first int64 (where its positions begin), text int64 (equal for forms that
                                are written alike), n_inside int64 (how often it stands inside a token of several words)
              inside.arrow      a row a form of several words that occurs: form int64, words list<int64>, the rows of
                                these among the forms as written (-1: none)
              terms.arrow       a row a term: rank int64, its place in the alphabet
              index.json        the format, and a hash of the manifest of the store it belongs to

Small stores have none: there it is made in memory, at the first question, in less time than a file takes. It says
nothing that the store does not say, so it may be deleted; it is made again at the next question.
"""

import contextlib
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numba
import numpy as np
import pandas as pd
import pyarrow as pa

from .. import room

FORMAT = 1
LEAST = 2_000_000  # tokens from which on it is kept in files
# Letters that stand at one place of the Arabic alphabet; Unicode numbers ة between ب and ت, ى before ي.
_ALPHABET = str.maketrans("أإآٱؤئةى", "ااااويتي")
_FILES = ("positions", "forms", "inside", "terms")


class Kept:
    """The index in the folder of a store: opened, or made and written, when a part of it is first asked for.

    folder: of the store. Where the folder cannot be written to there is none, and `part` returns None.
    """

    def __init__(self, folder):
        self._folder, self._parts = Path(folder), None
        self._of = stamp(self._folder)

    @property
    def folder(self):
        """The folder of the store, in which the index lies."""
        return self._folder

    def part(self, tokens, name):
        """`places`, `inside` or `alphabetical` as the functions of this module return them; None if there is none."""
        if self._parts is None:
            self._parts = self._opened(tokens) or self._written(tokens)
        return self._parts.get(name)

    def _opened(self, tokens):
        """The parts that are kept, memory-mapped; {} where there are none, or those of another store."""
        folder = self._folder / "index"
        try:
            about = json.loads((folder / "index.json").read_text("utf-8"))
            if about != {"format": FORMAT, "of": self._of}:
                return {}
            maps = {name: pa.memory_map(str(folder / f"{name}.arrow")) for name in _FILES}
            tables = {name: pa.ipc.open_file(mapped).read_all() for name, mapped in maps.items()}
        except (OSError, ValueError, pa.ArrowInvalid):  # cut short, deleted, of another version
            return {}
        lengths = {"positions": len(tokens), "forms": len(tokens.forms), "terms": len(tokens.terms)}
        if any(len(tables[name]) != length for name, length in lengths.items()):
            return {}
        first, text, n_inside = (_column(tables["forms"], name) for name in ("first", "text", "n_inside"))
        rows, words = _column(tables["inside"], "form"), tables["inside"]["words"]
        words = words.chunk(0) if words.num_chunks else pa.array([], pa.large_list(pa.int64()))
        bounds, flat = words.offsets.to_numpy().astype(np.int64), words.values.to_numpy()
        return {
            "places": (np.append(first, len(tokens)), _column(tables["positions"], "position")),
            "inside": (rows, flat, bounds if len(rows) else np.zeros(1, np.int64), text, n_inside),
            "alphabetical": _column(tables["terms"], "rank"),
        }

    def _written(self, tokens):
        """The parts, made and put into the folder in one step, and opened there; {} where that is not possible."""
        new = None
        try:
            new = Path(tempfile.mkdtemp(prefix=".index-", dir=self._folder))
            self._write(tokens, new)
            new.chmod(0o755)
            if stamp(self._folder) != self._of:  # another store has taken the place of this one meanwhile
                return {}
            target = self._folder / "index"
            with contextlib.suppress(OSError):  # another process may have put the same there
                shutil.rmtree(target, ignore_errors=True)
                new.rename(target)
            return self._opened(tokens)
        except OSError:
            return {}
        finally:
            if new is not None:
                shutil.rmtree(new, ignore_errors=True)

    def _write(self, tokens, folder):
        rows, flat, bounds, text, n_inside = inside(tokens.forms)
        # Counted into a mapped file, whose room on the disk is reserved first: private memory stays small.
        with room.within(room.Room(folder)):
            numbers = room.empty(len(tokens), np.int32)
        first = _fill(tokens.form, np.zeros(len(tokens.forms) + 1, np.int64), numbers)
        _arrow(folder, "positions", {"position": numbers})
        del numbers
        _arrow(folder, "forms", {"first": first[:-1], "text": text, "n_inside": n_inside})
        words = pa.LargeListArray.from_arrays(pa.array(bounds), pa.array(flat))
        _arrow(folder, "inside", {"form": rows, "words": words})
        _arrow(folder, "terms", {"rank": alphabetical(tokens.terms)})
        (folder / "index.json").write_text(json.dumps({"format": FORMAT, "of": self._of}), encoding="utf-8")


def part(tokens, name, make):
    """A part of the index: from the files of the store that `tokens` were loaded from, else what `make` returns."""
    kept = tokens.kept.get("index") if len(tokens) >= LEAST else None
    found = kept.part(tokens, name) if kept is not None else None
    return make() if found is None else found


def stamp(folder):
    """A hash of the manifest of a store, by which an index knows whose it is; "" where there is none."""
    try:
        return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    except OSError:
        return ""


def places(form, n_forms):
    """Where each form stands, (bounds, token numbers form by form): see `Tokens.places`."""
    numbers = np.empty(form.size, np.int32)
    return _fill(form, np.zeros(n_forms + 1, np.int64), numbers), numbers


def inside(table):
    """The words inside the forms of several words of a table of forms: see `Tokens.inside`."""
    texts, forms = pd.factorize(table["form"])
    n_forms = table["n"].to_numpy()
    several = table["form"].str.contains(" ", regex=False).to_numpy(bool)
    rows = np.flatnonzero(several & (n_forms > 0))
    words = [form.split() for form in table["form"].iloc[rows]]
    flat = pd.Index(forms).get_indexer([word for run in words for word in run])
    bounds = np.r_[0, np.cumsum([len(run) for run in words], dtype=np.int64)].astype(np.int64)
    repeated = np.repeat(n_forms[rows], [len(run) for run in words]) if len(rows) else flat
    n = np.bincount(flat[flat >= 0], repeated[flat >= 0], minlength=len(forms)).astype(np.int64)
    return rows, flat, bounds, texts, n[texts]


def alphabetical(terms):
    """The rank of each row of a table of terms in the alphabet: see `Tokens.alphabetical`."""
    keys = "\n".join(terms["key"]).translate(_ALPHABET).split("\n") if len(terms) else []
    rank = pd.Series(keys, dtype="str").rank(method="dense").to_numpy(np.int64)
    return rank + terms["kind"].cat.codes.to_numpy().astype(np.int64) * len(terms)


@numba.njit(nogil=True, cache=True)
def _fill(form, bounds, numbers):
    """Write the token numbers form by form into `numbers`; returns where those of each form begin."""
    for i in form:
        bounds[i + 1] += 1
    bounds = np.cumsum(bounds)
    free = bounds[:-1].copy()
    for i in range(form.size):
        numbers[free[form[i]]] = i
        free[form[i]] += 1
    return bounds


def _arrow(folder, name, columns):
    """One batch, so that each column is one piece of the mapped file."""
    table = pa.table({column: values if isinstance(values, pa.Array) else pa.array(values)
                      for column, values in columns.items()})  # fmt: skip
    with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _column(table, name):
    column = table[name]
    return column.chunk(0).to_numpy() if len(column) else np.empty(0, table.schema.field(name).type.to_pandas_dtype())
