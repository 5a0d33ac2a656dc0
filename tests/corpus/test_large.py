"""A corpus that is larger than memory: the same tables, to the byte, from files that are read piece by piece."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from helpers import locks, room
from helpers.corpus import documents, store, tokens
from helpers.corpus.cleaning import preparation
from helpers.corpus.reading import json as lines
from helpers.errors import InputError

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
TINY = 1e-6  # GB of memory: everything in files
NAMES = ("مجلس الأمن", "الأمم المتحدة", "حقوق الإنسان", "الرئيس بشار الأسد", "سكاي نيوز")


@pytest.fixture
def small_pieces(monkeypatch):
    """Of memory that is scarce, pieces of some hundred tokens, and blocks of some lines."""
    made = room.Room
    monkeypatch.setattr(room, "Room", lambda folder, piece, **more: made(folder, 700, 1, **more))
    monkeypatch.setattr(lines, "_BLOCK", 10_000)


def texts(n, seed=0):
    draw = random.Random(seed)
    words = "قال وزير الخارجية إن الحكومة تدرس القرار الجديد في بيروت ودمشق بعد اجتماع طويل".split()
    for _ in range(n):
        n_words = draw.randrange(9, 90)
        parts = [draw.choice(NAMES) if draw.random() < 0.2 else draw.choice(words) for _ in range(n_words)]
        yield " ".join(parts).replace(" في ", "في " if draw.random() < 0.1 else ". في ")


def write(path, n=1_500, seed=0, end="\n"):
    """A file of JSON lines that needs every kind of look: repeated ids, broken lines, lists, escapes, no texts."""
    rows = []
    for i, text in enumerate(texts(n, seed)):
        row = {"id": f"d{i % (n - 20)}", "text": text, "date": f"2019-{i % 12 + 1:02}-03"}
        row["source"] = "الغد" if i % 3 else "الشرق"
        if i % 97 == 0:
            row["text"] = [text, "سطر آخر"]
        if i % 131 == 0:
            row["text"] = text + " &amp; \\u0645 \ud800"
        if i % 53 == 0:
            row["قسم"] = f"باب {i % 5}"
        if i % 211 == 0:
            row["text"] = "none"
        rows.append(json.dumps(row, ensure_ascii=i % 2 == 0) if i % 301 else '{"id": 3, "text": "مقطوع')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(end.join([*rows, ""]).encode("utf-8", "replace"))


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".arrow"}


def same(one, other):
    for name in ("doc", "start", "end", "sent", "form", "form_term"):
        left, right = getattr(one, name), getattr(other, name)
        assert left.dtype == right.dtype and np.array_equal(left, right), name
    for name in ("forms", "terms"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize(
    "options",
    [{}, {"level": "normalized"}, {"level": "form", "compounds": "none"},
     {"compounds": "all", "emoji": True, "lexicon": {"مجلس الأمن": "مجلس"}, "kind": "social"}],
)  # fmt: skip
@pytest.mark.parametrize("piece", [1, 997])
def test_tokens_are_the_same_piece_by_piece(tmp_path, options, piece):
    corpus = documents.read(list(texts(60 if piece == 1 else 400)))
    with room.within(room.Room(tmp_path, piece, 1)):
        made = tokens.tokenize(corpus, **options)
    same(made, tokens.tokenize(corpus, **options))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\n\n"])
def test_a_long_file_is_read_in_blocks_to_the_same_bytes(tmp_path, small_pieces, end, monkeypatch):
    write(tmp_path / "raw" / "a.jsonl", end=end)
    write(tmp_path / "raw" / "b.jsonl", n=40, seed=1)
    (tmp_path / "raw" / "c.txt").write_text("نص قصير في ملف وحده", encoding="utf-8")
    store.build(tmp_path / "raw", tmp_path / "whole")
    read = []
    monkeypatch.setattr(lines, "long_lines", noting(lines.long_lines, read))
    made = store.build(tmp_path / "raw", tmp_path / "pieces", memory=TINY)
    assert len(read) == 1 and read[0] is not None  # the first file alone is long
    assert content(tmp_path / "pieces") == content(tmp_path / "whole")
    assert len(made.corpus.set_aside) > 5 and len(made.corpus.repairs) > 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pieces", "pieces-shards", "raw", "whole"]


def test_lines_longer_than_a_block_are_read_also_where_the_last_one_has_no_end(tmp_path, small_pieces, monkeypatch):
    write(tmp_path / "raw" / "a.jsonl")
    with (tmp_path / "raw" / "a.jsonl").open("a", encoding="utf-8") as file:
        for i, times in enumerate((300, 1, 500)):
            file.write("\n" * bool(i) + json.dumps({"id": f"x{i}", "text": " ".join(texts(times, seed=i))}))
    store.build(tmp_path / "raw", tmp_path / "whole")
    read = []
    monkeypatch.setattr(lines, "long_lines", noting(lines.long_lines, read))
    made = store.build(tmp_path / "raw", tmp_path / "pieces", memory=TINY)
    assert len(read) == 1 and read[0] is not None
    assert made.corpus.documents["doc_id"].tolist()[-3:] == ["x0", "x1", "x2"]
    assert content(tmp_path / "pieces") == content(tmp_path / "whole")


def test_a_long_file_that_is_packed_is_read_in_blocks(tmp_path, small_pieces, monkeypatch):
    write(tmp_path / "a.jsonl", n=9_000)
    (tmp_path / "raw").mkdir()
    packed = gzip.compress((tmp_path / "a.jsonl").read_bytes(), 1)
    (tmp_path / "raw" / "a.jsonl.gz").write_bytes(packed)
    store.build(tmp_path / "raw", tmp_path / "whole")
    read = []
    monkeypatch.setattr(lines, "long_lines", noting(lines.long_lines, read))
    store.build(tmp_path / "raw", tmp_path / "pieces", memory=TINY)
    assert len(read) == 1 and read[0] is not None
    assert content(tmp_path / "pieces") == content(tmp_path / "whole")
    (tmp_path / "raw" / "a.jsonl.gz").write_bytes(packed[:-2_000])
    for memory in (2, TINY):
        with pytest.raises(InputError, match="not a whole gzip file"):
            store.build(tmp_path / "raw", tmp_path / "pieces", memory=memory)


def noting(function, results):
    def noted(*arguments):
        results.append(function(*arguments))
        return results[-1]

    return noted


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.decode("utf-8").encode("utf-16"),
        lambda data: b"[" + b",\n".join(line for line in data.splitlines() if line.endswith(b"}")) + b"]",
        lambda data: data + b'{"text": "\xff\xfe"}',
        lambda data: b"\xef\xbb\xbf" + data,
    ],
)
def test_a_long_file_of_another_kind_is_read_as_a_whole(tmp_path, small_pieces, change):
    write(tmp_path / "a.jsonl")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.jsonl").write_bytes(change((tmp_path / "a.jsonl").read_bytes()))
    store.build(tmp_path / "raw", tmp_path / "whole")
    store.build(tmp_path / "raw", tmp_path / "pieces", memory=TINY)
    assert content(tmp_path / "pieces") == content(tmp_path / "whole")


def test_the_sample_is_the_same_from_pieces(tmp_path, small_pieces):
    store.build(SAMPLE / "raw", tmp_path / "whole")
    store.build(SAMPLE / "raw", tmp_path / "pieces", memory=TINY)
    assert content(tmp_path / "pieces") == content(tmp_path / "whole")


def test_a_small_corpus_stays_in_memory(tmp_path, monkeypatch):
    write(tmp_path / "raw" / "a.jsonl", n=60)
    monkeypatch.setattr(room, "within", lambda given: pytest.fail("it needs no files"))
    store.build(tmp_path / "raw", tmp_path / "derived")
    with pytest.raises(pytest.fail.Exception):
        store.build(tmp_path / "raw", tmp_path / "other", memory=TINY)


def test_a_disk_that_is_full_leaves_the_old_folder_and_says_so(tmp_path, small_pieces, monkeypatch):
    write(tmp_path / "raw" / "a.jsonl", n=60)
    store.build(tmp_path / "raw", tmp_path / "derived")
    before = content(tmp_path / "derived")
    write(tmp_path / "raw" / "a.jsonl", n=70)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(InputError, match="is full; make room there"):
        patch.setattr(room, "_reserve", full)
        store.build(tmp_path / "raw", tmp_path / "derived", memory=TINY)
    assert content(tmp_path / "derived") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["derived", "derived-shards", "raw"]


def test_two_builds_at_once_are_one(tmp_path, monkeypatch):
    write(tmp_path / "raw" / "a.jsonl", n=60)
    times, read, made = [], preparation.read, []

    def slow(*arguments, **options):
        times.append(time.monotonic())
        time.sleep(0.5)
        return read(*arguments, **options)

    monkeypatch.setattr(preparation, "read", slow)
    builds = [
        threading.Thread(target=lambda: made.append(store.build(tmp_path / "raw", tmp_path / "derived")))
        for _ in range(3)
    ]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert (len(times), len(made)) == (1, 3)
    assert {len(one) for one in made} == {len(made[0])}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["derived", "raw"]


def killed_in(place, raw, derived):
    """Build, in a process that is killed when it comes to a function of helpers.corpus ("words.compounds.join")."""
    module, _, name = f"helpers.corpus.{place}".rpartition(".")
    code = f"""
import importlib, os, signal, sys
from helpers.corpus import store
setattr(importlib.import_module("{module}"), "{name}", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
store.build(sys.argv[1], sys.argv[2], memory=1e-6)
"""
    done = subprocess.run([sys.executable, "-c", code, str(raw), str(derived)], env={**os.environ}, timeout=120)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_build_that_was_killed_is_made_again(tmp_path):
    write(tmp_path / "raw" / "a.jsonl", n=60)
    store.build(tmp_path / "raw", tmp_path / "whole")
    killed_in("words.compounds.join", tmp_path / "raw", tmp_path / "derived")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".derived.lock", ".derived.work", "derived-shards", "raw", "whole",
    ]
    store.build(tmp_path / "raw", tmp_path / "derived", memory=TINY)
    assert content(tmp_path / "derived") == content(tmp_path / "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["derived", "derived-shards", "raw", "whole"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_what_a_build_left_that_was_killed_at_its_end_is_taken_away(tmp_path):
    write(tmp_path / "raw" / "a.jsonl", n=60)
    raw, derived = tmp_path / "raw", tmp_path / "derived"
    killed_in("index.part", raw, derived)
    (tmp_path / ".derived-old").mkdir()  # as one that was killed a moment before
    left = [".derived-old", ".derived.lock", ".derived.work", "derived", "derived-shards", "raw"]
    assert sorted(path.name for path in tmp_path.iterdir()) == left
    assert store.why_stale(raw, derived, {}) is None
    with locks.alone(tmp_path / ".derived.lock"):  # another build is at its end: it has what is beside
        store.build(raw, derived, memory=TINY)
        assert sorted(path.name for path in tmp_path.iterdir()) == left
    (tmp_path / ".derived.lock").touch()
    store.build(raw, derived, memory=TINY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["derived", "derived-shards", "raw"]


def test_arrays_in_files_are_those_in_memory(tmp_path):
    values = np.random.default_rng(0).integers(0, 50, 1_000)
    strings = pa.array([f"نص {n}" * (n % 5) for n in range(300)], pa.large_string())
    joined = np.r_[False, values[1:] % 3 > 0]
    with room.within(room.Room(tmp_path, 64, 1)):
        assert room.counts(values, 60).tolist() == np.bincount(values, minlength=60).tolist()
        assert room.taken(np.arange(50) * 2, values).tolist() == (values * 2).tolist()
        assert room.places(1_000, lambda a, b: values[a:b] > 25).tolist() == np.flatnonzero(values > 25).tolist()
        assert room.full(7, 3, np.int32).tolist() == [3] * 7
        assert room.joined([strings, strings[5:9], strings[:0]]).equals(pa.concat_arrays([strings, strings[5:9]]))
        assert room.chosen(strings, range(1, 300, 7)).to_pylist() == strings.to_pylist()[1::7]
        pieces = room.pieces(1_000, joined)
        assert [a for a, _ in pieces[1:]] == [b for _, b in pieces[:-1]] and len(pieces) > 5
        assert not any(joined[a] for a, _ in pieces)
    assert room.pieces(1_000, joined) == [(0, 1_000)]


def test_twice_the_memory_is_twice_the_piece_within_limits(tmp_path, monkeypatch):
    class Seen(Exception):
        """The size of a piece is all that is looked at."""

    def made(folder, piece, **more):
        pieces.append(piece)
        raise Seen

    pieces = []
    monkeypatch.setattr(store, "_TIMES", 1e12)  # so that any file calls for more memory than there is
    monkeypatch.setattr(room, "Room", made)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("نص قصير في ملف وحده", encoding="utf-8")
    for memory in (1e-6, 1e-3, 0.5, 1, 2, 4, 16, 1000):
        with pytest.raises(Seen):
            store.build(tmp_path / "raw", tmp_path / "derived", memory=memory)
    tiny, small, half, one, two, four, most, more = pieces
    assert tiny == small < half and most == more > four
    assert [2 * half, 2 * one, 2 * two] == [one, two, four]
