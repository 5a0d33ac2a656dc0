"""Tokenise and count: Khitab against scikit-learn's CountVectorizer and Python's own UTF-8 decoder.

Same texts, same token rule, same matrix (asserted), same run. Both sides start from texts in memory: an Arrow
string column here, a list of str there. Each time is the best of several; peak memory is that of a fresh process
which loads the texts and does one side only, beside one that loads the texts and does nothing.
"""

import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from _results import record
from sklearn.feature_extraction.text import CountVectorizer

from helpers.arabic import letters, tokenization
from helpers.corpus import counts

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "counterterrorism.jsonl.gz"
SAMPLE = ROOT / "data" / "sample" / "raw" / "articles.jsonl"


def texts(times=1):
    """The texts of the shared corpus, or the sample 100 times where that is absent.

    Without zero-width spaces, which part words or do not by the letters beside them: no regular expression can say.
    """
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"].replace(letters.ZERO_WIDTH_SPACE, "") for line in lines] * times
    print("(the shared corpus is absent: the sample, 100 times)")
    with SAMPLE.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines] * 100 * times


def token_pattern():
    """Khitab's token rule as a regular expression, made from the same table of characters."""
    classes = letters.character_classes()

    def chars(which):
        return "".join(f"\\u{code:04x}" for code in np.flatnonzero(classes == which))

    a, m, f, i, latin, d = (
        chars(c)
        for c in (
            letters.ARABIC, letters.MARK, letters.FOREIGN_MARK, letters.INVISIBLE_SIGN, letters.LATIN, letters.DIGIT,
        )
    )  # fmt: skip
    number = f"[{d}]+(?:[{re.escape(letters.NUMBER_SEPARATORS)}][{d}]+)*"
    return f"[{a}](?:[{i}]*[{a}{m}{f}])*|(?:{number}(?=[A-Z])|[{latin}])(?:[{latin}{f}]|{number})*|{number}"


def khitab(column, threads):
    """Vocabulary and documents × forms matrix of an Arrow string column."""
    _, offsets, data = column.buffers()
    offsets = np.frombuffer(offsets, np.int64)[: len(column) + 1]
    spans = tokenization.scan(np.frombuffer(data, np.uint8), offsets, threads=threads)
    buffers = [None, pa.py_buffer(spans.form_offsets.astype(np.int64)), pa.py_buffer(spans.form_bytes)]
    vocabulary = pa.LargeStringArray.from_buffers(len(spans.form_kind), *buffers[1:]).to_pylist()
    doc = np.repeat(np.arange(len(column), dtype=np.int32), spans.token_counts)
    return vocabulary, counts.count(spans.form, doc, len(column), len(vocabulary), threads=threads)


def sklearn(strings):
    """The same by scikit-learn."""
    vectorizer = CountVectorizer(token_pattern=token_pattern(), lowercase=False, dtype=np.int32)
    matrix = vectorizer.fit_transform(strings)
    return vectorizer.get_feature_names_out(), matrix


def best(function, repeat):
    """Shortest time in seconds of `repeat` calls."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return min(times)


def assert_same(ours, theirs):
    """Both vocabularies and matrices hold the same, up to the order of columns."""
    (words, matrix), (names, other) = ours, theirs
    place = {word: i for i, word in enumerate(words)}
    assert sorted(words) == list(names)
    assert (matrix[:, [place[name] for name in names]] != other).nnz == 0


def peak(side, path):
    """Peak memory in MB of a fresh process that has the texts and does `side`."""
    command = [sys.executable, "-W", "ignore", __file__, side, str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def child(side, path):
    """What a measured process does; it prints its peak memory in MB."""
    column = pa.ipc.open_file(path).read_all()["text"].chunk(0)
    if side == "sklearn":
        sklearn(column.to_pylist())
    elif side.startswith("khitab"):
        khitab(column, int(side[-1]))
    elif side == "strings":
        column.to_pylist()
    status = Path("/proc/self/status").read_text()
    print(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)


def main():
    """Print the ratios, the peak memory and the growth from 1 to 8 times the corpus."""
    strings = texts()
    column = pa.array(strings, pa.large_string())
    encoded = [text.encode() for text in strings]
    megabytes = sum(map(len, encoded)) / 1e6
    one, two = khitab(column, 1), khitab(column, 2)
    theirs = sklearn(strings)
    assert_same(one, theirs)
    assert_same(two, theirs)
    print(f"{len(strings):,} documents, {megabytes:.1f} MB, {one[1].sum():,} tokens, {len(one[0]):,} forms")
    seconds = {
        "khitab, 1 thread": best(lambda: khitab(column, 1), 5),
        "khitab, 2 threads": best(lambda: khitab(column, 2), 5),
        "scikit-learn": best(lambda: sklearn(strings), 2),
        "decoder alone": best(lambda: [data.decode() for data in encoded], 5),
    }
    memory = peaks(column)
    write(seconds, megabytes, memory, len(strings), int(one[1].sum()))
    print(f"{'':20}{'s':>8}{'MB/s':>8}{'× scikit-learn':>16}{'× decoder':>12}{'peak memory, MB':>18}")
    for name, took in seconds.items():
        ratio, share = seconds["scikit-learn"] / took, seconds["decoder alone"] / took
        print(f"{name:20}{took:8.3f}{megabytes / took:8.0f}{ratio:16.1f}{share:12.2f}{memory.get(name, 0):18.0f}")
    print(f"(memory of the whole process; the texts alone: Arrow {memory['arrow']:.0f}, str {memory['strings']:.0f})")
    scan = best(lambda: scan_only(column), 5)
    print(f"tokenise alone, 1 thread: {scan:.3f} s, {megabytes / scan:.0f} MB/s")
    print("growth (1 thread):")
    points = []
    for times in (1, 2, 4, 8):
        larger = pa.array(strings * times, pa.large_string())
        took = best(lambda larger=larger: khitab(larger, 1), 3)
        points.append(took)
        print(f"  {times} × {megabytes:.1f} MB: {took:.3f} s, {took / times / points[0]:.2f} of linear")
    off = max(abs(took / times / points[0] - 1) for took, times in zip(points, (1, 2, 4, 8), strict=True))
    if CORPUS.is_file():
        figures = {"off_linear_percent": round(100 * off)}
        record("counting", "corpus", figures, n=len(strings), speed=list(figures))


def write(seconds, megabytes, memory, n_documents, n_tokens):
    """Put times and memory into results.json; the sample is too small to be quoted."""
    if not CORPUS.is_file():
        return
    rows = {"khitab, 1 thread": "khitab_1", "khitab, 2 threads": "khitab_2", "scikit-learn": "sklearn",
            "decoder alone": "decoder"}  # fmt: skip
    for name, row in rows.items():
        figures = {"seconds": seconds[name], "mb_s": round(megabytes / seconds[name])}
        figures |= {} if row == "decoder" else {"ratio": round(seconds["scikit-learn"] / seconds[name], 1)}
        record("counting", row, figures, n=n_documents, speed=list(figures))
    sizes = {"peak_mb": round(memory["khitab, 1 thread"]), "texts_mb": round(memory["arrow"]), "tokens": n_tokens}
    record("counting", "corpus", sizes, n=n_documents)


def peaks(column):
    """Peak memory in MB of each side, and of having the texts only."""
    sides = {"khitab, 1 thread": "khitab1", "khitab, 2 threads": "khitab2", "scikit-learn": "sklearn"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.arrow"
        table = pa.table({"text": column})
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        return {name: peak(side, path) for name, side in (sides | {"arrow": "arrow", "strings": "strings"}).items()}


def scan_only(column):
    """The kernel without counting."""
    _, offsets, data = column.buffers()
    tokenization.scan(np.frombuffer(data, np.uint8), np.frombuffer(offsets, np.int64)[: len(column) + 1], threads=1)


if __name__ == "__main__":
    child(*sys.argv[1:]) if len(sys.argv) > 1 else main()
