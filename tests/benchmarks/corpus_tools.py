"""A corpus tool as a whole: Khitab against Conc 0.1.13 (Ford 2025), in an environment of its own.

Conc (polars, numpy, spaCy) is the nearest thing to a desktop concordancer in Python. Out of the box it does not start
with Arabic: `_conc_side.py` saves a blank spaCy model for it and patches `disable_pipes`. Its environment is made as
.venv-conc beside this project's own when it is missing (900 MB); if it cannot be installed, nothing is measured.

Same texts, same run. For the same tokens both are given Khitab's normalized words with a space between them, no
punctuation and no line breaks, one CSV for both; that the two count the same tokens is asserted, and what follows from
them is compared. The rows "as written" start from the original texts; there Conc also stores the punctuation.

Build: from the CSV to a corpus on disk, opened. The others: on an opened corpus. Each side in processes of its own,
not at the same time; every time is the shortest of three behind one warm-up, so Conc has its columns in memory (it
caches them) and both have compiled code. Memory: largest resident set of the process and its children while the
operation runs, polled, with the interpreter, the libraries and whatever is loaded.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from _results import record

from helpers.arabic import normalization
from helpers.corpus import documents, tokens

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
SAMPLE = ROOT / "data" / "sample" / "raw"
PEER = ROOT / ".venv-conc"
CONC = "conc==0.1.13"
NODE = normalization.normalize(["الإرهاب"])[0]
REPEAT = 3
# label, Conc's operation, Khitab's; where Conc has no such thing, it stands beside the nearest that it has
ROWS = (
    ("build", "build target", "build target"),
    ("build, texts as written", "build written", "build written"),
    ("build, as written, with lemmas *", "build written", "build lemmas"),
    ("open a built corpus", "open", "open"),
    ("20 most frequent words", "frequencies page", "frequencies page"),
    ("frequencies of all words", "frequencies", "frequencies counts"),
    ("  with dispersion, spellings *", "frequencies", "frequencies"),
    ("  and bootstrap intervals *", "frequencies", "frequencies bootstrap"),
    ("keywords, all words", "keywords", "keywords"),
    ("  and bootstrap intervals *", "keywords", "keywords bootstrap"),
    ("collocates of a word", "collocates", "collocates"),
    ("concordance, first 50 lines", "concordance", "concordance"),
)
#: row of results.json -> label of ROWS
QUOTED = {
    "build": "build", "written": "build, texts as written", "lemmas": "build, as written, with lemmas *",
    "open": "open a built corpus", "top": "20 most frequent words", "frequencies": "  with dispersion, spellings *",
    "keywords": "keywords, all words", "collocates": "collocates of a word",
    "concordance": "concordance, first 50 lines",
}  # fmt: skip


def peer():
    """Conc's interpreter, installed now if it is missing; None where it cannot be installed."""
    python = PEER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (PEER / ".made").is_file():
        print(f"(making {PEER.name} with {CONC})", flush=True)
        commands = [sys.executable, "-m", "venv", PEER], [python, "-m", "pip", "install", "--quiet", CONC]
        try:
            for command in commands:
                subprocess.run([str(part) for part in command], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        (PEER / ".made").touch()
    return python


def corpora():
    """Target and reference; the sample cut in two where the shared corpora are absent."""
    paths = [CORPORA / f"{name}.jsonl.gz" for name in ("counterterrorism", "reference")]
    if all(path.is_file() for path in paths):
        return [documents.read(path) for path in paths]
    print("(the shared corpora are absent: the sample, every second article against the others; too small for speed)")
    every = documents.read(SAMPLE)
    ids = every.documents["doc_id"].to_list()
    return [every.where(doc_id=ids[start::2]) for start in (0, 1)]


def write(path, ids, texts):
    """A CSV with the columns id and text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text"])
        rows.writerows(zip(ids, texts, strict=True))


def prepare(folder):
    """Write the texts both sides read; returns the megabytes of the original ones."""
    for name, corpus in zip(("target", "reference"), corpora(), strict=True):
        stream = tokens.tokenize(corpus, level="normalized")
        words = stream.forms["normalized"].to_numpy(object)[stream.form]
        bounds = np.searchsorted(stream.doc, np.arange(len(corpus) + 1))
        texts = [" ".join(words[a:b]) for a, b in zip(bounds[:-1], bounds[1:], strict=True)]
        write(folder / f"{name}.csv", corpus.documents["doc_id"], texts)
        if name == "target":
            write(folder / "written.csv", corpus.documents["doc_id"], corpus.documents["text"])
            megabytes = sum(len(text.encode()) for text in corpus.documents["text"]) / 1e6
    (folder / "job.json").write_text(json.dumps({"node": NODE, "repeat": REPEAT}), encoding="utf-8")
    return megabytes


def resident(pid):
    """Resident memory in MB of a process and its descendants; 0 where /proc cannot tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = [p.read_text().split() for p in Path(f"/proc/{pid}/task").glob("*/children")]
        size = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        return size + sum(resident(int(child)) for found in children for child in found)
    except (OSError, ValueError, IndexError):
        return 0.0


def busy():
    """Load average of the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def measure(command, folder, step):
    """Run one step of one side: (seconds, processor) and peak memory by operation, and the facts it states."""
    seconds, memory, facts, running = {}, Counter(), {}, [None]
    with (folder / "log.txt").open("w+", encoding="utf-8") as log:
        child = subprocess.Popen(
            [*map(str, command), str(folder), step], stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
        )  # fmt: skip

        def watch():
            while child.poll() is None:
                name = running[0]
                if name:
                    memory[name] = max(memory[name], resident(child.pid))
                time.sleep(0.01)

        watcher = threading.Thread(target=watch)
        watcher.start()
        for line in child.stdout:
            message = json.loads(line) if line.startswith("{") else {}
            if "begin" in message:
                running[0] = message["begin"]
                memory[running[0]] = max(memory[running[0]], resident(child.pid))
            elif "end" in message:
                running[0] = None
            elif "seconds" in message:
                seconds[message["name"]] = message["seconds"], message["processor"]
            else:
                facts |= message
        watcher.join()
        if child.wait():
            log.seek(0)
            raise RuntimeError(f"{Path(command[-1]).name} {step} stopped:\n{log.read()[-2000:]}")
    return seconds, memory, facts


def side(command, folder, steps):
    """All steps of one side, one after the other: times, memory, and facts by step."""
    seconds, memory, facts = {}, {}, {}
    for step in steps:
        took, peak, facts[step] = measure(command, folder, step)
        seconds |= took
        memory |= peak
    return seconds, memory, facts


def main():
    """Print the table, then where the results agree and where the definitions differ."""
    python = peer()
    if python is None:
        print(f"skipped: {CONC} cannot be installed into {PEER.name}; it needs a connection to PyPI.")
        return
    load = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        megabytes = prepare(folder)
        load.append(busy())
        here = Path(__file__)
        steps = ["build", "written", "reference", "analyse"]
        theirs = side([python, "-W", "ignore", here.with_name("_conc_side.py")], folder, steps)
        steps.insert(2, "lemmas")
        ours = side([sys.executable, "-W", "ignore", here.with_name("_khitab_side.py")], folder, steps)
        load.append(busy())
        built = ours[2]["build"]
        print(f"{built['documents']:,} documents, {megabytes:.1f} MB as written, {built['tokens']:,} tokens")
        show(theirs, ours)
        quote(theirs[0], ours[0], built["tokens"])
        print(f"(load average at the start {load[0]:.1f}, at the end {load[1]:.1f}, on {os.cpu_count()} processors)")
        agree(folder, theirs[2], ours[2])


def show(theirs, ours):
    """The table of seconds, ratios and memory."""
    heads = ("Conc, s", "Khitab, s", "Conc / Khitab", "processor", "Conc, MB", "Khitab, MB")
    print(f"{'':34}" + "".join(f"{head:>{len(head) + 3}}" for head in heads))
    for label, name, own in ROWS:
        (a, c), (b, d) = theirs[0][name], ours[0][own]
        sizes = f"{theirs[1][name]:11.0f}{ours[1][own]:13.0f}"
        print(f"{label:34}{a:10.3f}{b:12.3f}{a / b:16.1f}{c / max(d, 1e-9):12.1f}{sizes}")
    print("(processor: the same ratio of processor time, which other work on the machine changes less)")
    print("(* Conc has none: beside it, what it does without. Khitab adds Holm's p, LRC, intervals, dispersion, text")
    print("   dispersion and spellings to the keywords, seven measures and spellings to the collocates)")


def quote(theirs, ours, n_tokens):
    """Put the rows that the README quotes into results.json, and what Conc has no rows for."""
    for row, label in QUOTED.items():
        _, name, own = next(line for line in ROWS if line[0] == label)
        a, b = theirs[name][0], ours[own][0]
        record("corpus_tools", row, {"conc": a, "khitab": b, "ratio": round(a / b, 1)}, n=n_tokens,
               speed=["conc", "khitab", "ratio"])  # fmt: skip
    record("corpus_tools", "facts", {"tokens": n_tokens}, n=n_tokens)
    alone = {"bootstrap_keywords": "keywords bootstrap", "bootstrap_frequencies": "frequencies bootstrap"}
    record("corpus_tools", "facts", {name: ours[own][0] for name, own in alone.items()}, n=n_tokens, speed=list(alone))


def read(folder, name):
    """A table written by one side; the words "null" and "nan" are words."""
    columns = ("token", "term", "collocate", "left", "node", "right", "pre", "keyword", "post")
    return pd.read_csv(folder / f"{name}.csv", dtype=dict.fromkeys(columns, "str"), keep_default_na=False)


def agree(folder, theirs, ours):
    """Assert that both sides count the same tokens, and say how the rest compares."""
    for fact in ("documents", "tokens"):
        assert theirs["build"][fact] == ours["build"][fact], (fact, theirs["build"], ours["build"])
    a, b = (read(folder, f"{name} frequencies") for name in ("conc", "khitab"))
    one, two = a.set_index("token")[["frequency", "document_frequency"]], b.set_index("term")[["n", "n_docs"]]
    top = one.index[:100]
    assert (one.loc[top].to_numpy() == two.reindex(top).to_numpy()).all(), "the 100 most frequent words differ"
    both = one.join(two, how="outer").fillna(0)
    odd = both[(both["frequency"] != both["n"]) | (both["document_frequency"] != both["n_docs"])]
    n = ours["build"]["tokens"]
    print(f"tokens: {n:,} on both sides; {len(both):,} words, n or n_docs differ for {len(odd):,} of them")
    if len(odd):
        print(odd.head().to_string())
    written = theirs["written"]["tokens"], ours["written"]["tokens"]
    print(f"as written, spaCy finds {written[0]:,} words (punctuation aside), Khitab {written[1]:,}")
    agree_on_keywords(read(folder, "conc keywords"), read(folder, "khitab keywords"))
    agree_on_collocates(folder)
    for fact in ("hits", "hit_documents"):
        assert theirs["analyse"][fact] == ours["analyse"][fact], fact
    a, b = read(folder, "conc concordance"), read(folder, "khitab concordance")
    pages = [Counter(zip(*(t[c].str.strip() for c in names), strict=True)) for t, names in (
        (a, ("left", "node", "right")), (b, ("pre", "keyword", "post")))]  # fmt: skip
    hits, docs = (ours["analyse"][fact] for fact in ("hits", "hit_documents"))
    shared = (pages[0] & pages[1]).total()
    print(f"concordance of {NODE}: {hits:,} lines in {docs:,} documents on both sides, {shared:,} of them the same.")
    print("  Their order differs: Khitab's is that of the Arabic alphabet (not of Unicode), and where a document ends")
    print("  behind the node, Conc sorts on by the first words of the next document")


def agree_on_keywords(a, b):
    """Log-likelihood (two cells) and log ratio of the words that both list."""
    both = a.merge(b, left_on="token", right_on="term", suffixes=("_conc", ""))
    counts = both[["frequency", "frequency_reference"]].to_numpy() == both[["n_target", "n_reference"]].to_numpy()
    assert counts.all()
    g2 = np.abs(both["log_likelihood"] - both["ll2"].abs()).max()
    ratio = np.abs(both["log_ratio_conc"] - both["log_ratio"]).max()
    print(f"keywords: {len(both):,} words in both lists, equal counts; largest difference in the log-likelihood")
    print(f"  (Khitab's ll2) {g2:.1e}, in the log ratio {ratio:.1e}. Conc joins the reference to the")
    print(f"  target and so leaves out {len(b) - len(both):,} that only the reference has; {len(a) - len(both)} more")


def agree_on_collocates(folder):
    """Counts by Conc's definition, recounted, and what ours counts otherwise."""
    a, b, recount = (read(folder, name) for name in ("conc collocates", "khitab collocates", "khitab overlapping"))
    one, same = (t.set_index("token")["collocate_frequency"].sort_index() for t in (a, recount))
    assert one.equals(same), "collocate counts by Conc's definition differ"
    both = a.merge(b, left_on="token", right_on="collocate")
    equal = (both["collocate_frequency"] == both["O11"]).sum()
    assert (both["collocate_frequency"] >= both["O11"]).all()
    print(f"collocates of {NODE}: the {len(a):,} counts of Conc, recounted from Khitab's tokens, are equal. Khitab")
    print(f"  has {len(b):,}, of these {equal:,} with the same count, the others with less: a token in two windows")
    print("  counts once, and the node is no collocate of itself. logDice and log-likelihood differ by definition")
    print("  (Conc: frequency of the node, two cells; Khitab: size of the windows, four cells)")


if __name__ == "__main__":
    main()
