"""The way of a raw file up to its documents leads through each module once, as far as it can.

Each call in the source counts once, in the order in which it is first made: rows and files repeat the same calls. A
change is where the next of these lies in another module of corpus than the one before; it goes back when that module
had been left before. `python tests/corpus/test_way.py` shows the way.
"""

import json
import sys
import tempfile
from pathlib import Path

import helpers
from helpers.corpus import documents
from helpers.corpus.reading import arrow_tables

sys.path.insert(0, str(Path(__file__).parents[1]))  # when it is run as a script
from ways import changes

CORPUS = Path(helpers.__file__).parent / "corpus"
TEXT = "قال الوزير إن مكافحة الإرهاب مستمرة في البلاد. "
ROWS = [{"id": f"d{n}", "title": f"عنوان {n}", "text": TEXT * 5 + str(n), "date": f"2018-03-{n % 28 + 1:02}",
         "source": "الشرق"} for n in range(60)]  # fmt: skip


def way(path):
    """(module, function) of each call of a function of corpus, the first time that the source makes it."""
    seen, found = set(), []

    def called(frame, event, _):
        code = frame.f_code
        if event != "call" or not Path(code.co_filename).is_relative_to(CORPUS) or code.co_name.startswith("<"):
            return
        caller = frame.f_back
        place = (caller and caller.f_code, caller and caller.f_lineno, code)
        if place not in seen:
            seen.add(place)
            found.append((Path(code.co_filename).relative_to(CORPUS).with_suffix("").as_posix(), code.co_name))

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        documents.read(path)
    finally:
        sys.setprofile(before)
    return found


def files(folder):
    """A table read by rows, the same read as columns, JSON lines, and a folder of texts: name -> path."""
    line = ",".join(ROWS[0]) + "\n" + "".join(",".join(row.values()) + "\n" for row in ROWS)
    (folder / "small.csv").write_text(line, encoding="utf-8")
    (folder / "large.csv").write_text(line + "".join(
        f"x{n},عنوان,{TEXT * 25},2018-03-01,الشرق\n" for n in range(arrow_tables.SMALLEST // 2000)
    ), encoding="utf-8")  # fmt: skip
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    (folder / "texts").mkdir()
    for n in range(5):
        (folder / "texts" / f"2018-03-0{n + 1} خبر.txt").write_text(TEXT * 5 + str(n), encoding="utf-8")
    return {name: folder / name for name in ("small.csv", "large.csv", "a.jsonl", "texts")}


def test_at_most_a_third_of_the_changes_of_module_goes_back(tmp_path):
    found = {name: changes(way(path)) for name, path in files(tmp_path).items()}
    assert (tmp_path / "large.csv").stat().st_size > arrow_tables.SMALLEST
    assert all(n >= 15 for n, _ in found.values()), found  # it was followed at all
    assert all(n <= 50 for n, _ in found.values()), found
    n, back = map(sum, zip(*found.values(), strict=True))
    assert 3 * back <= n, found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, path in files(Path(folder)).items():
            followed = way(path)
            print("{}: {} changes of module, {} back".format(name, *changes(followed)))
            print("\n".join(f"    {module:24}{function}" for module, function in followed))
