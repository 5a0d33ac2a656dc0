"""`khitab build` and `khitab run` killed at any moment: a clean rerun gives the bytes of a run that was not.

python tests/study/test_interrupted.py     ten kills of each (minutes); the suite makes three
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import pytest

from helpers.corpus import store
from helpers.study import files, settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "raw"
SETTINGS = 'title = "دراسة"\n[figures]\ndpi = 60\n[frequency]\nbootstrap = 20\n'
COMMANDS = {"build": ["build"], "run": ["run", "01", "03"]}
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def study(folder):
    """A study of some texts of the sample in a folder of its own."""
    folder = Path(folder, "دراسة")
    (folder / "raw").mkdir(parents=True)
    with (SAMPLE / "articles.jsonl").open(encoding="utf-8") as lines:
        (folder / "raw" / "articles.jsonl").write_text("".join(islice(lines, 60)), encoding="utf-8")
    (folder / "study.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def started(folder, name):
    verb, *rest = COMMANDS[name]
    command = [sys.executable, "-m", "helpers", verb, str(folder), *rest]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def completed(folder, name):
    """Run the command to its end; return the seconds it took."""
    began = time.perf_counter()
    assert started(folder, name).wait(600) == 0
    return time.perf_counter() - began


def state(folder):
    """Name -> hash of everything that was made, hidden files included."""
    made = [path for part in ("derived", "figures") for path in Path(folder, part).rglob("*") if path.is_file()]
    made += [path for path in Path(folder).glob(".*")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
            for path in made}  # fmt: skip


def check_whole(folder):
    """Whatever can be seen after a kill is whole."""
    if (folder / "derived").exists():
        store.load(folder / "derived")
    for path in (folder / "figures").rglob("*"):
        if path.suffix == ".json" or path.suffix == ".ipynb":
            json.loads(path.read_text("utf-8"))
        if path.suffix in (".png", ".pdf", ".svg", ".html"):
            end = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF\n", ".svg": b"</svg>\n", ".html": b"</html>"}[path.suffix]
            assert path.read_bytes().rstrip(b"\n").endswith(end.rstrip(b"\n")), path


def kill_and_rerun(folder, name, kills, seed):
    """Kill the command so many times at random moments, each after a fresh start; return how many were in time."""
    chance, in_time = random.Random(seed), 0
    took = completed(folder, name)
    expected = state(folder)
    assert len(expected) > (6 if name == "build" else 15)
    raw = {path: path.read_bytes() for path in (folder / "raw").iterdir()}
    for number in range(kills):
        if number % 3 < 2:  # every third time the kill meets what is there already
            for part in ("derived", "figures"):
                shutil.rmtree(folder / part, ignore_errors=True)
        else:
            shutil.rmtree(folder / "derived")
        process = started(folder, name)
        time.sleep(chance.uniform(0.3, 0.98) * took)
        os.kill(process.pid, signal.SIGKILL)
        in_time += process.wait() == -signal.SIGKILL
        check_whole(folder)
        took = min(took, completed(folder, name))
        assert state(folder) == expected, f"kill {number}"
    assert {path: path.read_bytes() for path in (folder / "raw").iterdir()} == raw
    return in_time


@pytest.mark.parametrize(("name", "kills"), [("build", 2), ("run", 1)])
def test_a_killed_command_is_made_good_by_the_next(tmp_path, name, kills):
    kill_and_rerun(study(tmp_path), name, kills, seed=1)


def test_what_a_killed_build_leaves_behind_is_cleared_away(tmp_path):
    folder = study(tmp_path)
    chosen = settings.load(folder)
    store.build(chosen.raw, chosen.derived, recipe=chosen.recipe)
    expected = state(folder)
    # As if killed in the midst of writing, and as if killed between the two steps that put it in place.
    (folder / ".derived-abc").mkdir()
    (folder / ".derived-abc" / "tokens.arrow").write_bytes(b"half")
    (folder / "derived").rename(folder / ".derived-old")
    store.build(chosen.raw, chosen.derived, recipe=chosen.recipe)
    completed(folder, "build")
    (folder / "derived" / "forms.arrow").unlink()
    completed(folder, "build")
    assert state(folder) == expected


def test_a_file_that_a_killed_run_had_not_put_in_place_is_cleared_away(tmp_path):
    (tmp_path / "executed").mkdir()
    left = [tmp_path / ".report.html.123.tmp", tmp_path / "executed" / ".01_corpus.ipynb.77.tmp"]
    kept = [tmp_path / "06.csv", tmp_path / ".notes", tmp_path / "my.tmp"]
    for path in left + kept:
        path.write_bytes(b"half")
    files.clear(tmp_path)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)
    files.clear(tmp_path / "none")


if __name__ == "__main__":
    for command in sys.argv[1:] or COMMANDS:
        with tempfile.TemporaryDirectory() as place:
            n = kill_and_rerun(study(place), command, 10, seed=0)
            print(f"{command}: 10 kills, {n} before its end; every rerun gave the same bytes", flush=True)
