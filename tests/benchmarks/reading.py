"""Reading: this tree against an earlier commit of it, in turns, as a ratio of processor time. 1.00 is as fast as then.

python tests/benchmarks/reading.py                          against the commit before the readers of many formats
python tests/benchmarks/reading.py --against HEAD --rounds 9   against any other; what is not committed is measured too
python tests/benchmarks/reading.py --megabytes 1000         with a table of this size

Both sides read the same files in processes of their own that wait for each other. Warm: the least of some rounds behind
one that is not counted, in a process that has everything loaded. Cold: the least of some processes that start, import,
read once and end. Memory: the most that such a process has held. Other work on the machine spoils less of this than of
times by the clock, but it spoils: run it again before you believe a ratio between .95 and 1.05.
"""

import argparse
import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "counterterrorism.jsonl.gz"
SAMPLE = ROOT / "data" / "sample" / "raw" / "articles.jsonl"
BEFORE = "cf3a321"  # the last commit that read only text, pages, tables, JSON, XML, Word, PDF and Excel
MESSAGES = 1_000_000
_RATIOS = ("warm_ratio", "cold_ratio")


def read_when_asked(path):
    """What a warm process does: read the file for each line on stdin, and print the seconds of the processor."""
    from helpers.corpus import documents

    for _ in sys.stdin:
        began = time.process_time()
        documents.read(path, largest=10**10)
        print(time.process_time() - began, flush=True)


def read_once(path):
    """What a cold process does; it prints its seconds, from its start on, and the most memory it has held, in MB."""
    from helpers.corpus import documents

    corpus = documents.read(path, largest=10**10)
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(corpus))


def articles():
    """The records of the shared corpus, or the sample 100 times where that is absent."""
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    print("(the shared corpus is absent: the sample, 100 times)")
    return [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()] * 100


def write_lines(path, records):
    """JSON lines, packed."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as file:
        for n, record in enumerate(records):
            print(json.dumps({**record, "id": n}, ensure_ascii=False), file=file)


def write_table(path, records, megabytes):
    """A CSV of so many megabytes; each text has a line of its own at the end, so that none repeats another."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "date", "source", "text"])
        while True:
            for record in records:
                rows.writerow([n, *(record.get(name, "") for name in ("title", "date", "source")),
                               f"{record['text']}\n{n}"])  # fmt: skip
                n += 1
                if n % 100 == 0 and file.tell() > megabytes * 1e6:
                    return


def write_chat(path):
    """A chat as WhatsApp exports it."""
    names = ("أحمد علي", "فاطمة", "محمد حسن", "سارة", "خالد")
    with path.open("w", encoding="utf-8") as file:
        for n in range(MESSAGES):
            when = f"{n // 2800 % 28 + 1:02}/{n // 80_000 % 12 + 1:02}/2021, {n // 60 % 24:02}:{n % 60:02}"
            file.write(f"{when} - {names[n % 5]}: السلام عليكم، نلتقي غدا في المدينة إن شاء الله {n}\n")


def unpacked(commit, folder):
    """The tree of a commit, None where the repository has no such."""
    made = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def command(tree, *words):
    """The arguments of a process that reads with a tree."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    return {"args": [sys.executable, "-W", "ignore", __file__, *map(str, words)], "env": environment, "text": True,
            "stdout": subprocess.PIPE}  # fmt: skip


def warm(trees, path, rounds):
    """The least seconds of each tree, in turns."""
    sides = [subprocess.Popen(**command(tree, "--warm", path), stdin=subprocess.PIPE, bufsize=1) for tree in trees]
    took = [[] for _ in sides]
    for turn in range(rounds + 1):
        order = range(len(sides)) if turn % 2 else reversed(range(len(sides)))
        for number in order:
            sides[number].stdin.write("\n")
            took[number].append(float(sides[number].stdout.readline()))
    for side in sides:
        side.stdin.close()
        side.wait()
    return [min(times[1:]) for times in took]


def cold(trees, path, rounds):
    """(The least seconds of each tree, the least of the most memory), in turns."""
    found = [[] for _ in trees]
    for _ in range(rounds + 1):  # the first compiles what is compiled once
        for number, tree in enumerate(trees):
            done = subprocess.run(**command(tree, "--cold", path), check=True)
            found[number].append(tuple(map(float, done.stdout.split()))[:2])
    return [min(one[0] for one in runs[1:]) for runs in found], [min(one[1] for one in runs[1:]) for runs in found]


def main():
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", default=BEFORE, metavar="COMMIT")
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warm")
    parser.add_argument("--cold")
    chosen = parser.parse_args()
    if chosen.warm or chosen.cold:
        return read_when_asked(chosen.warm) if chosen.warm else read_once(chosen.cold)
    from _results import record  # beside this file, when it is run

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        before = unpacked(chosen.against, folder / "before")
        if before is None:
            return print(f'The repository has no commit "{chosen.against}": nothing is measured.')
        trees, records = (before, ROOT), articles()
        write_lines(folder / "articles.jsonl.gz", records)
        write_table(folder / "table.csv", records, chosen.megabytes)
        write_chat(folder / "chat.txt")
        print(f"{'processor seconds':40}{chosen.against:>10}{'now':>10}{'ratio':>8}")
        for name, file in ((f"{len(records):,} articles", "articles.jsonl.gz"),
                           (f"a table of {chosen.megabytes:,} MB", "table.csv")):  # fmt: skip
            seconds = {"warm": warm(trees, folder / file, chosen.rounds)}
            seconds["cold"], memory = cold(trees, folder / file, min(chosen.rounds, 3))
            record("reading", name, {f"{how}_ratio": new / old for how, (old, new) in seconds.items()}, speed=_RATIOS)
            for how, (old, new) in seconds.items():
                print(f"{f'{name}, {how}':40}{old:10.3f}{new:10.3f}{new / old:8.2f}", flush=True)
            print(f"{f'{name}, memory in MB':40}{memory[0]:10,.0f}{memory[1]:10,.0f}{memory[1] / memory[0]:8.2f}")
        (took,), (most,) = cold((ROOT,), folder / "chat.txt", 1)
        print(f"a chat of {MESSAGES:,} messages: {took:.1f} s, {most:,.0f} MB")
    return None


if __name__ == "__main__":
    main()
