"""Time and private memory at 1 and 10 million words, recorded for docs/evidence; more on request.

    python tests/benchmarks/scale.py                                   1 M and 10 M words
    python tests/benchmarks/scale.py --words 100_000_000 --folder DIR  (12 GB of disk; DIR keeps what is made)

The texts are made by `_grown_corpus` of real articles, with a vocabulary that keeps growing. The build and the
questions run in a process of their own each. What is recorded is processor time, user and system, of all threads,
which other work on the machine hardly touches; wall time is recorded only on an idle machine. Private memory is the
highest RssAnon of the process, looked at every 20 ms: mapped files are not in it. `decoding` is the time of the build
over that of decoding the same bytes line by line with Python's json.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import _grown_corpus
from _results import record

from helpers.analyses import collocations, concordance, frequency, keyness, themes, trends
from helpers.corpus import index, store

SHARED = Path(__file__).parents[3] / "shared" / "corpora"
ARTICLES = [SHARED / "counterterrorism.jsonl.gz", SHARED / "reference.jsonl.gz"]
RECIPE = {"corpus": {"largest_file_mb": 100_000}}
NODE, PHRASE, NEAR, OTHER = "الإرهاب", "مكافحة الإرهاب", "الإرهاب ~5 التعاون", "العراق"


class Watched:
    """The time and the private memory of what is done inside `with`."""

    def __enter__(self):
        self.gb, self._on = private(), True
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        self._begun = time.perf_counter(), time.process_time()
        return self

    def _look(self):
        while self._on:
            self.gb = max(self.gb, private())
            time.sleep(0.02)

    def __exit__(self, *_):
        self.seconds, self.cpu = time.perf_counter() - self._begun[0], time.process_time() - self._begun[1]
        self._on = False
        self._thread.join()


def private():
    """RssAnon of this process in GB; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 2**20 for line in lines if line.startswith("RssAnon")), 0.0)


def built(folder):
    """Build the corpus of a folder anew."""
    raw = folder / "texts.jsonl"
    for made in folder.glob("derived*"):
        shutil.rmtree(made)
    with Watched() as reading:
        for line in raw.read_bytes().splitlines():
            json.loads(line)
    with Watched() as watched:
        made = store.build(raw, folder / "derived", recipe=RECIPE)
    figures = {"tokens": len(made), "forms": len(made.forms), "documents": len(made.corpus)}
    return figures | _named("build", watched) | {"build_gb": watched.gb, "decoding": watched.cpu / reading.cpu}


def asked(folder):
    """Open the store of a folder and ask it what notebooks ask."""
    with Watched() as opening:
        tokens = store.load(folder / "derived")
    index.part(tokens, "places", lambda: None)
    warm = tokens.where(doc_id=tokens.corpus.documents["doc_id"].iloc[:200].tolist())
    questions = {
        "page": lambda of: concordance.page(of, NODE), "phrase": lambda of: concordance.page(of, PHRASE),
        "near": lambda of: concordance.page(of, NEAR), "collocates": lambda of: collocations.table(of, NODE),
        "frequencies": lambda of: frequency.table(of, min_n=0, bootstrap=0),
        "intervals": lambda of: frequency.table(of, min_n=0), "trends": lambda of: trends.table(of, [NODE, OTHER]),
        "diversity": frequency.lexical_diversity, "keyness": lambda of: keyness.compare(*halves(of)),
        "themes": lambda of: themes.fit(of),
    }  # fmt: skip
    figures = _named("open", opening)
    with Watched() as all_of_them:
        for name, question in questions.items():
            try:
                question(warm)  # compiled code is loaded once in a session, whatever the size
            except ValueError:  # too few texts for an answer
                pass
            with Watched() as watched:
                question(tokens)
            figures |= _named(name, watched)
    return figures | {"gb": all_of_them.gb}


def halves(tokens):
    """Two halves of the documents, the second the reference."""
    first = tokens.doc % 2 == 0
    return tokens.select(first), tokens.select(~first)


def _named(name, watched):
    return {f"{name}_s": watched.seconds, f"{name}_cpu": watched.cpu}


def measured(words, folder, articles):
    """The figures of a corpus of so many words, made in `folder` unless it is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "texts.jsonl").is_file():
        _grown_corpus.write(folder / "texts.jsonl", words, articles)
    figures = {}
    for what in ("built", "asked"):
        command = [sys.executable, "-W", "ignore", __file__, "--do", what, "--folder", str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=7200)
        figures |= json.loads(done.stdout.splitlines()[-1])
    return figures


def main(given):
    """Measure every size asked for, and record it."""
    articles = [path for path in given.articles or ARTICLES if path.is_file()]
    if not articles:
        print("no articles to make texts of: name files of JSON lines with --articles")
        return
    for words in given.words:
        with tempfile.TemporaryDirectory() as spare:
            figures = measured(words, (given.folder or Path(spare)) / str(words), articles)
        print(words, {name: round(value, 3) for name, value in figures.items()})
        wall = [name for name in figures if name.endswith("_s")]
        record("scale", f"{words // 1_000_000} M", figures, about={"en": f"{words // 1_000_000} M words"}, speed=wall)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--articles", type=Path, nargs="+")
    parser.add_argument("--do", choices=["built", "asked"])
    chosen = parser.parse_args()
    if chosen.do:
        print(json.dumps({"built": built, "asked": asked}[chosen.do](chosen.folder)))
    else:
        main(chosen)
