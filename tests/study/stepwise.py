"""Whether a run of what changed gives the same bytes as a run of everything: for each setting, by hand.

python tests/study/stepwise.py [setting …]      all of dependence.VALUES: an hour or two
python tests/study/stepwise.py --kill N         a run killed N times at random moments (seeded), then ended

One copy of the sample is run again after each change, and then compared with another that is run from nothing.
"""

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import dependence

from helpers.study import kept

#: How the copy is known: not by its lock.
LOCK = ".lock"


def files(folder):
    """Name -> hash of everything that a run has made; kept results are of older settings too."""
    made = [path for part in ("derived", "figures", "coding") for path in Path(folder, part).rglob("*")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in made if path.is_file() and path.name != LOCK and path.parent.name != kept.FOLDER}  # fmt: skip


def laid_out(place):
    """A fresh copy of the sample in a folder; both copies have one name."""
    from PIL import Image

    folder = place / "sample"
    folder.mkdir(parents=True)
    shutil.copytree(dependence.ROOT / "data" / "sample" / "raw", folder / "raw")
    image = Image.new("L", (400, 300), 255)
    image.paste(0, (60, 40, 340, 260))
    image.save(folder / "mask.png")
    from docx import Document

    Document().save(folder / "mine.docx")
    return folder


def base():
    """The settings of the sample, with few resamples."""
    given = tomllib.loads((dependence.ROOT / "data" / "sample" / "study.toml").read_text("utf-8"))
    return {**given, **{section: given.get(section, {}) | keys for section, keys in dependence.FEW.items()}}


def run(folder, given, *options):
    """Run what changed; return what was said."""
    (folder / "study.toml").write_text(dependence.toml(given), "utf-8")
    command = [sys.executable, "-m", "helpers", "run", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    return done.stderr


def differing(one, other):
    """Names of the files that are not the same."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def main():
    """Compare; return whether anything differed."""
    place, wrong = Path(tempfile.mkdtemp(prefix="stepwise-")), []
    stepped = laid_out(place / "steps")
    if sys.argv[1:2] == ["--kill"]:
        return kills(stepped, laid_out(place / "whole"), int(sys.argv[2]))
    run(stepped, base())
    for key in sys.argv[1:] or dependence.VALUES:
        section, dot, word = key.partition(".")
        for value in dependence.VALUES[key]:
            given = base()
            given = {**given, section: {**given.get(section, {}), word: value}} if dot else {**given, key: value}
            began = time.perf_counter()
            said = run(stepped, given)
            took = time.perf_counter() - began
            whole = laid_out(place / "whole")
            run(whole, given)
            found = differing(files(stepped), files(whole))
            wrong += found
            same = [line for line in said.replace("\r", "\n").splitlines() if line.startswith("unchanged: ")]
            print(f"{key} = {value}: {took:.1f} s, {same}, differing: {found}", flush=True)
            shutil.rmtree(place / "whole")
            run(stepped, base())
    shutil.rmtree(place)
    return bool(wrong)


def kills(folder, whole, number):
    """Kill a run at random moments, go on each time; compare with one that was never killed."""
    began, chance = time.perf_counter(), random.Random(0)
    run(whole, base())
    took = time.perf_counter() - began
    (folder / "study.toml").write_text(dependence.toml(base()), "utf-8")
    for count in range(number):
        process = subprocess.Popen([sys.executable, "-m", "helpers", "run", str(folder)], stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.05, 0.5) * took)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        print(f"kill {count + 1}: {len(list((folder / 'figures').rglob('executed/*.json')))} notes", flush=True)
        if process.returncode == 0:  # all was done: begin anew
            assert not differing(files(folder), files(whole))
            for part in ("derived", "figures", "coding"):
                shutil.rmtree(folder / part)
    run(folder, base())
    found = differing(files(folder), files(whole))
    print("differing:", found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
