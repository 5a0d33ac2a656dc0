"""Results kept as hashes, so that a change which nobody means is seen, whatever it is that changed.

A file of results, JSON, has for each name what was made: its rows, and 12 digits of the SHA-256 of each column. Numbers
count to six digits, so that another machine finds the same.
"""

import hashlib
import json
from pathlib import Path

import pandas as pd


def _written(values):
    return [f"{one + 0.0:.6g}" if isinstance(one, float) else str(one) for one in pd.Series(values).tolist()]


def summary(result):
    """What is kept of a result: a DataFrame, or anything else that prints itself."""
    if not isinstance(result, pd.DataFrame):
        return {"rows": 1, "value": _digest([repr(result)])}
    columns = {str(name): _digest(_written(result[name])) for name in result.columns}
    index = {} if isinstance(result.index, pd.RangeIndex) else {"(index)": _digest(_written(result.index))}
    return {"rows": len(result), **index, **columns}


def _digest(parts):
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def differences(name, result, path):
    """What differs from the file of results, [] where nothing does."""
    kept = json.loads(path.read_text("utf-8")).get(name)
    if kept is None:
        return [f"{name} is not in {path.name}"]
    made = summary(result)
    return [
        f"{column}: {kept.get(column, 'not there')} before, {made.get(column, 'not there')} now"
        for column in dict.fromkeys([*kept, *made]) if kept.get(column) != made.get(column)
    ]  # fmt: skip


def check(name, results, path):
    """Fail where a result is another one than in the file of results, which lies beside the test."""
    told = differences(name, results[name](), path)
    test = path.with_name("test_recorded.py").relative_to(Path(__file__).parents[1]).as_posix()
    assert not told, "\n".join([f"{name} changed; if that is meant: python {test}", *told])


def write(results, path):
    """Write the file of results anew; results: name -> a function that makes one."""
    kept = {name: summary(make()) for name, make in results.items()}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
