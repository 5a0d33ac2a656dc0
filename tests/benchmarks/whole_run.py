"""Time and memory of `khitab run --all` on a study, recorded for docs/evidence.

    python tests/benchmarks/whole_run.py articles STUDY      (the names of the rows: articles, sample)

A fresh copy of a study builds its corpus too. On a busy machine the figures are printed and not recorded.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from _results import IDLE, busy, record

ABOUT = {"articles": "khitab run on the 10,412 articles", "sample": "khitab run on the sample"}


def measured(study):
    """Seconds of a whole run, and gigabytes resident of its largest process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "helpers", "run", "--all", str(study)], check=True, timeout=3600)
    return {
        "seconds": round(time.perf_counter() - begun, 1),
        "memory_gb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20, 2),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("row", choices=ABOUT)
    parser.add_argument("study", type=Path)
    given = parser.parse_args()
    load = busy()  # before the run, which loads the machine itself
    figures = measured(given.study)
    print(f"{given.row}: {figures['seconds']} s, {figures['memory_gb']} GB")
    if load <= IDLE:
        record("whole_run", given.row, figures, about={"en": ABOUT[given.row]})
    else:
        print(f"not recorded: the machine was busy before (load {load:.1f} a processor)")
