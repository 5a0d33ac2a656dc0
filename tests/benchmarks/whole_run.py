"""Time and memory of `khitab run --all` on a study, and of a run after it, recorded for docs/evidence.

    python tests/benchmarks/whole_run.py articles STUDY      (the names of the rows: articles, sample)

A fresh copy of a study builds its corpus too. After the whole run: one where nothing changed, and three with another
[keyness] min_n each, of which the middle one counts; the settings are then as they were. On a busy machine the figures
are printed and not recorded.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import tomlkit
from _results import IDLE, busy, record

ABOUT = {"articles": "khitab run on the 10,412 articles", "sample": "khitab run on the sample"}


def measured(study):
    """Seconds of a whole run and of those after it, and gigabytes resident of their largest process."""
    found = {"seconds": seconds(study, "--all"), "nothing_seconds": seconds(study)}
    settings = study / "study.toml"
    before = settings.read_bytes()
    given = tomlkit.parse(before.decode("utf-8"))
    keyness = given.setdefault("keyness", tomlkit.table())
    first = keyness.get("min_n", 5)
    try:
        taken = []
        for n in (first + 1, first + 2, first + 1):
            keyness["min_n"] = n
            settings.write_text(tomlkit.dumps(given), encoding="utf-8")
            taken.append(seconds(study))
    finally:
        settings.write_bytes(before)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return found | {"min_n_seconds": sorted(taken)[1], "memory_gb": round(memory / 2**20, 2)}


def seconds(study, *options):
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "helpers", "run", *options, str(study)], check=True, timeout=3600)
    return round(time.perf_counter() - begun, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("row", choices=ABOUT)
    parser.add_argument("study", type=Path)
    given = parser.parse_args()
    load = busy()  # before the run, which loads the machine itself
    figures = measured(given.study)
    print(f"{given.row}: {figures}")
    if load <= IDLE:
        record("whole_run", given.row, figures, about={"en": ABOUT[given.row]})
    else:
        print(f"not recorded: the machine was busy before (load {load:.1f} a processor)")
