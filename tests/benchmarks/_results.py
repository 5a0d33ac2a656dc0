"""Where the benchmarks write what they have measured: src/helpers/resources/measured/results.json.

    record("reported_speech", "unseen", {"kind_f1": (.93, .90, .96)}, n=168, about={"ar": …, "en": …})

The file holds section -> row -> figure; a figure has value, low and high (its interval, where it has one), n (what it
was measured on), date, commit (with + where the tree had changes), command. A figure that is not measured again stays
as it is, with its own date. `source` marks one that was taken over from elsewhere and not measured by its command.
"""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

from helpers.study import files

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src" / "helpers" / "resources" / "measured" / "results.json"
IDLE = 0.3  # load average for each processor up to which a speed is one of the program, not of its neighbours


def record(section, row, figures, *, n=None, about=None, note=None, speed=()):
    """Write the figures of one row.

    figures: name -> number or (number, low, high). n: what they were measured on. about: what the row is, note: what a
    reader has to know of it, {"ar": text, "en": text} each; None leaves what is there, {} takes it away. speed: names
    of figures that other work on the machine spoils: they are left as they are, with a word of it, unless it is idle.
    """
    spoilt = _spoilt(section, row, figures, speed)
    figures = {name: figure for name, figure in figures.items() if name not in spoilt}
    results = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    entry = results.setdefault(section, {}).setdefault(row, {"figures": {}})
    for name, text in (("about", about), ("note", note)):
        if text is not None:
            entry[name] = text
    how = {"date": f"{datetime.date.today()}", "commit": commit(), "command": command()}
    for name, figure in figures.items():
        entry["figures"][name] = _figure(figure, n) | how
    results[section][row] = {name: entry[name] for name in ("about", "note", "figures") if entry.get(name)}
    FILE.parent.mkdir(exist_ok=True)
    files.write(FILE, json.dumps(results, ensure_ascii=False, indent=1) + "\n")


def _figure(figure, n):
    value, low, high = figure if isinstance(figure, tuple) else (figure, None, None)
    bounds = {"value": value, "low": low, "high": high}
    made = {name: x if isinstance(x, int) else float(f"{x:.4g}") for name, x in bounds.items() if x is not None}
    return made | ({"n": int(n)} if n is not None else {})


def _spoilt(section, row, figures, speed):
    names = [name for name in speed if name in figures]
    if not names or busy() <= IDLE:
        return ()
    print(f"not recorded: {section}, {row}: {', '.join(names)}; the machine is busy (load {busy():.1f} a processor)")
    return names


def busy():
    """Load average of the last minute for each processor; 0 where the system does not tell."""
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0


def commit():
    """The commit that is measured, with + where src has changes that are in none."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        return name + "+" * bool(_git("status", "--porcelain", "--", "src", ":!src/helpers/resources/measured"))
    except (OSError, subprocess.CalledProcessError):
        return "no repository"


def _git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def command():
    """How the figures are made again, without paths of this machine."""
    script, *words = sys.argv
    names = [word if word.startswith("-") else word.split("/")[-1] for word in words]
    names = [f'"{name}"' if " " in name else name for name in names]
    return " ".join(["python", Path(script).resolve().relative_to(ROOT).as_posix(), *names])
