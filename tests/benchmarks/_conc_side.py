"""Conc's half of `corpus_tools.py`; it runs in an environment of its own and knows nothing of this project.

    python _conc_side.py FOLDER STEP        step: build, written, reference, analyse

Conc 0.1.13 asks spaCy for a model saved on disk and switches off a fixed list of its components. A blank Arabic
model has none of these, on which spaCy stops. So a blank model is saved first, and `disable_pipes` is made to pass over
what is absent.
"""

import json
import shutil
import sys
import time
from pathlib import Path


def say(**message):
    """One line for the process that measures."""
    print(json.dumps(message), flush=True)


def timed(name, function, *, repeat=3, before=lambda: None):
    """Warm up once, then report the shortest of `repeat` times; `before` is not timed. Returns the last result.

    seconds: on the clock. processor: seconds of the process on all processors, which a busy machine changes less.
    """
    before()
    function()
    times, used = [], []
    for _ in range(repeat):
        before()
        say(begin=name)
        began, spent = time.perf_counter(), time.process_time()
        result = function()
        times.append(time.perf_counter() - began)
        used.append(time.process_time() - spent)
        say(end=name)
    say(name=name, seconds=min(times), processor=min(used))
    return result


def blank_model(folder):
    """Path of a saved blank Arabic model that Conc can load."""
    import spacy
    from spacy.language import Language

    disable = Language.disable_pipes

    def disable_present(self, *names):
        wanted = names[0] if len(names) == 1 and not isinstance(names[0], str) else names
        return disable(self, [name for name in wanted if name in self.pipe_names])

    Language.disable_pipes = disable_present
    path = folder / "blank-arabic"
    if not path.is_dir():
        spacy.blank("ar").to_disk(path)
    return str(path)


def build(folder, source, model):
    """A Conc corpus of folder/source.csv, saved in folder/conc."""
    from conc.corpus import Corpus

    options = {"text_column": "text", "metadata_columns": ["id"], "model": model}
    return Corpus(name=source).build_from_csv(str(folder / f"{source}.csv"), str(folder / "conc"), **options)


def timed_build(folder, source, model, repeat):
    """Time `build`, each time from nothing."""
    place = folder / "conc" / f"{source}.corpus"
    made = timed(
        f"build {source}", lambda: build(folder, source, model), repeat=repeat,
        before=lambda: shutil.rmtree(place, ignore_errors=True),
    )  # fmt: skip
    say(documents=made.document_count, tokens=made.word_token_count, source=source)


def analyse(folder, node):
    """Time the reports and write each down."""
    from conc.collocates import Collocates
    from conc.concordance import Concordance
    from conc.corpus import Corpus
    from conc.frequency import Frequency
    from conc.keyness import Keyness

    def load(name):
        return Corpus().load(str(folder / "conc" / f"{name}.corpus"))

    target, reference = timed("open", lambda: load("target")), load("reference")
    every = {"page_size": 0, "show_document_frequency": True}
    reports = {
        "frequencies": lambda: Frequency(target).frequencies(**every).to_frame(),
        "frequencies page": lambda: Frequency(target).frequencies(page_size=20).to_frame(),
        "keywords": lambda: (
            Keyness(target, reference).keywords(exclude_negative_keywords=False, **every).to_frame()
        ),
        "collocates": lambda: (
            Collocates(target).collocates(node, context_length=5, min_collocate_frequency=5, page_size=0).to_frame()
        ),
        "concordance": lambda: Concordance(target).concordance(node, context_length=10, page_size=50),
    }
    for name, report in reports.items():
        found = timed(name, lambda report=report: report())
        if name == "concordance":
            hits = found.summary_data["total_count"]
            say(hits=hits, hit_documents=found.summary_data["total_docs"])
            found = Concordance(target).concordance(node, context_length=10, page_size=hits).to_frame()
        (found.collect() if hasattr(found, "collect") else found).write_csv(folder / f"conc {name}.csv")


def main(folder, step):
    """Do one step in `folder`."""
    folder = Path(folder)
    job = json.loads((folder / "job.json").read_text("utf-8"))
    model = blank_model(folder)
    if step == "reference":
        build(folder, "reference", model)
    elif step == "analyse":
        analyse(folder, job["node"])
    else:
        timed_build(folder, {"build": "target", "written": "written"}[step], model, job["repeat"])


if __name__ == "__main__":
    main(*sys.argv[1:])
