"""Shards: read once, read again alone when they change, equal to what is read in one go."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.corpus import store
from helpers.corpus.assembly import shards
from helpers.errors import InputError

TINY = 1e-6  # GB of memory: everything in files
NAMES = ("مجلس الأمن", "الأمم المتحدة", "حقوق الإنسان")


def text(i):
    return " ".join(f"قال الوزير في {NAMES[(i + k) % 3]} إن القرار {k} جديد." for k in range(i % 7 + 2))


def write(raw, n_files=4, n=30):
    for number in range(n_files):
        rows = [
            {"id": f"d{i % 25}", "text": text(i + number), "date": f"2019-{i % 12 + 1:02}-03", f"حقل {number}": f"{i}"}
            for i in range(n)
        ]
        rows[3]["text"], rows[5]["text"], rows[7]["text"] = "none", [text(1), "سطر"], "&amp; " + text(2)
        rows[9] |= {"title": "عنوان &amp; \ud800", "source": "Name of the newspaper"}
        (raw / f"m{number}.jsonl").parent.mkdir(parents=True, exist_ok=True)
        lines = [*map(json.dumps, rows), '{"id": 3, "text": "مقطوع']
        (raw / f"m{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    folder = raw / "الشرق" / "2018-05"
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(5):
        (folder / f"خبر {i}.txt").write_text(f"عنوان {i}\n\n{text(i)}", encoding="utf-8")
    (folder / "خبر 1.json").write_text('{"title": "من ملف آخر", "date": "3/4/2018"}', encoding="utf-8")
    (raw / "الغد").mkdir(exist_ok=True)
    (raw / "الغد" / "فارغ.txt").write_text("")
    with zipfile.ZipFile(raw / "z.zip", "w") as archive:
        archive.writestr("2017/a.txt", text(3))
        archive.writestr("b.csv", "text,date\n" + "\n".join(f'"{text(i)}",03/0{i + 1}/2018' for i in range(8)))
        archive.writestr("c.xyz", "?")


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".arrow"}


def in_small_shards(folder, monkeypatch):
    """Raw files of many kinds; every file larger than 500 bytes is a shard, and of the others a few together."""
    monkeypatch.setattr(shards, "_OWN", 500)
    monkeypatch.setattr(shards, "_MOST", 900)
    write(folder)
    return folder


@pytest.fixture
def made(monkeypatch):
    """The names of the raw files of each shard that is made."""
    found, make = [], shards.make

    def noted(job):
        found.append([file[1] for file in job["files"]])
        make(job)

    monkeypatch.setattr(shards, "make", noted)
    return found


def build(raw, name="derived", **options):
    store.build(raw, raw.parent / name, **options)
    return content(raw.parent / name)


@pytest.mark.parametrize("recipe", [{}, {"corpus": {"split": "never", "unit": "file", "repair": ["markup"]}}])
@pytest.mark.parametrize("jobs", [1, 2])
def test_shards_give_what_reading_in_one_go_gives(raw, made, recipe, jobs):
    whole = build(raw, "whole", recipe=recipe)
    assert made == []
    assert build(raw, memory=TINY, recipe=recipe, jobs=jobs) == whole
    assert len(made) == (0 if jobs == 2 else len(list(raw.parent.glob("derived-shards/*.json")))) or jobs == 2
    assert len(list(raw.parent.glob("derived-shards/*.json"))) > 6
    assert sorted(path.suffix for path in raw.parent.glob("derived-shards/*")).count(".arrow") > 6


def test_new_files_are_read_alone_and_changed_ones_again(raw, made):
    build(raw, memory=TINY)
    n = len(made)
    made.clear()
    (raw / "m9.jsonl").write_text("\n".join(json.dumps({"text": text(i)}) for i in range(9)), encoding="utf-8")
    assert build(raw, memory=TINY) == build(raw, "whole")
    assert made == [["m9.jsonl"]]
    (raw / "m1.jsonl").write_text("\n".join(json.dumps({"text": text(i)}) for i in range(20)), encoding="utf-8")
    made.clear()
    assert build(raw, memory=TINY) == build(raw, "whole")
    assert made == [["m1.jsonl"]]
    (raw / "m9.jsonl").unlink()
    (raw / "الشرق" / "2018-05" / "خبر 1.json").write_text('{"title": "ثالث"}', encoding="utf-8")
    made.clear()
    assert build(raw, memory=TINY) == build(raw, "whole")
    assert len(made) == 1 and any("خبر 1.txt" in name for name in made[0])  # what is told of it lies in another file
    assert len(list(raw.parent.glob("derived-shards/*.json"))) == n  # those of before are gone


def test_other_settings_of_the_words_read_nothing_again(raw, made):
    build(raw, memory=TINY)
    made.clear()
    recipe = {"terms": {"level": "form"}}
    assert build(raw, memory=TINY, recipe=recipe) == build(raw, "whole", recipe=recipe)
    assert made == []
    recipe = {"corpus": {"repair": []}}
    assert build(raw, memory=TINY, recipe=recipe) == build(raw, "whole", recipe=recipe)
    assert len(made) > 6


@pytest.mark.parametrize("harm", ["cut", "missing", "unfinished"])
def test_a_shard_that_is_not_whole_is_named_and_read_again(raw, made, capsys, harm):
    build(raw, memory=TINY)
    made.clear()
    shard = max(raw.parent.glob("derived-shards/*.arrow"), key=lambda path: path.stat().st_size)
    if harm == "cut":
        shard.write_bytes(shard.read_bytes()[:-100])
    elif harm == "missing":
        shard.unlink()
    else:
        shard.with_suffix(".json").unlink()
    recipe = {"terms": {"level": "normalized"}}
    capsys.readouterr()
    assert build(raw, memory=TINY, recipe=recipe, progress=True) == build(raw, "whole", recipe=recipe)
    assert len(made) == 1
    said = capsys.readouterr().out
    assert "Reading 1 of" in said
    named = {"cut": "is cut short: it is read again", "missing": "is missing: it is read again"}
    assert harm == "unfinished" or (shard.name in said and named[harm] in said)


KILLED = """
import os, signal, sys
from helpers.corpus import store
from helpers.corpus.assembly import shards
shards._OWN, shards._MOST, make, n = 500, 900, shards.make, []
def killed(job):
    n.append(job)
    if len(n) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    make(job)
shards.make = killed
store.build(sys.argv[1], sys.argv[2], memory=1e-6)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_build_that_was_killed_goes_on_behind_its_last_shard(raw, made):
    paths = [str(raw), str(raw.parent / "derived")]
    done = subprocess.run([sys.executable, "-c", KILLED, *paths], env={**os.environ}, timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert build(raw, memory=TINY) == build(raw, "whole")
    n = len(list(raw.parent.glob("derived-shards/*.json")))
    assert len(made) == n - 3 > 3
    assert sorted(path.name for path in raw.parent.iterdir()) == ["derived", "derived-shards", "raw", "whole"]


MORTAL = """
import os, signal, sys
from pathlib import Path
from helpers.corpus.assembly import shards
make, mark = shards.make, Path({mark!r})
def killed(job):
    if "m1.jsonl" in [file[1] for file in job["files"]] and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    make(job)
shards.make = killed
shards.serve()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_process_that_is_killed_loses_nothing(raw, monkeypatch):
    mark = raw.parent / "killed"
    monkeypatch.setattr(shards, "_SERVE", MORTAL.format(mark=str(mark)))
    assert build(raw, memory=TINY, jobs=2) == build(raw, "whole")
    assert mark.exists()


def test_processes_that_cannot_start_leave_the_work_to_this_one(raw, made, monkeypatch):
    monkeypatch.setattr(shards, "_SERVE", "raise SystemExit(3)")
    assert build(raw, memory=TINY, jobs=2) == build(raw, "whole")
    assert len(made) > 6


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_column_that_is_missing_is_said_as_ever(raw, jobs):
    recipe = {"corpus": {"text": "body"}}
    with pytest.raises(InputError) as whole:
        build(raw, "whole", recipe=recipe)
    with pytest.raises(InputError) as found:
        build(raw, memory=TINY, recipe=recipe, jobs=jobs)
    assert jobs == 2 or str(found.value) == str(whole.value)
    assert '"body"' in str(found.value)
    assert not list(Path(raw.parent).glob("derived-shards/*.tmp"))
