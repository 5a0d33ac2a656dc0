"""All notebooks in a real JupyterLab in Chromium, on the sample and on five Word files, read as a researcher does.

Every notebook is run with "Run all cells" and read, then each of its plotting cells is run once more, alone. For want
of time only one notebook has all its cells run a second time.
"""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from desk import faulty, lab, looks, studies
from desk.reader import Reader

from helpers.study import settings

NOTEBOOKS = sorted((studies.ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NUMBERS = [path.stem[:2] for path in NOTEBOOKS]
STUDIES = {"sample": studies.sample, "five_word_files": studies.five_word_files}
# Where a box may stand in the place of a figure. The sample has data for all; words can be counted in five documents.
LACKING = {"sample": (), "five_word_files": tuple(number for number in NUMBERS if number not in ("01", "02", "03"))}
TWICE = "03"
MOST = 12  # faults of a notebook that are told
NO_CHROMIUM = (
    "There is no Chromium: install one (Debian: apt-get install chromium), or name its path in the variable CHROMIUM."
)

if os.environ.get("CI", "").lower() in ("", "0", "false"):  # where there is CI, what is missing is a fault
    if find_spec("playwright") is None:
        pytest.skip("Playwright is not installed: make desk installs it.", allow_module_level=True)
    if lab.chromium() is None:
        pytest.skip(NO_CHROMIUM, allow_module_level=True)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    assert lab.chromium(), NO_CHROMIUM
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        yield launched
        launched.close()


@pytest.fixture(scope="module", params=STUDIES)
def reader(request, browser, tmp_path_factory):
    """A study whose notebooks have all been run."""
    home = tmp_path_factory.mktemp(request.param)
    study = STUDIES[request.param](home)
    notebooks = home / "notebooks"
    notebooks.mkdir()
    for path in NOTEBOOKS:
        shutil.copy(path, notebooks)
    keep = Path(os.environ["DESK_PICTURES"], request.param) if "DESK_PICTURES" in os.environ else None
    with lab.served(notebooks, study, home / "jupyter") as server:
        title, lacking = settings.load(study).title, LACKING[request.param]
        made = Reader(notebooks, server, title, lacking=lacking, twice=TWICE, keep=keep)
        made.read_all(browser)
    return made


@pytest.fixture(params=NUMBERS, ids=[path.stem for path in NOTEBOOKS])
def number(request):
    return request.param


@pytest.fixture
def seen(reader, number):
    """A notebook that was read to its end."""
    if reader.seen[number].trouble:
        _fail(reader, reader.seen[number], reader.seen[number].trouble)
    return reader.seen[number]


def check(reader, seen, faults):
    """Fail with a line for each fault: study, notebook, cell (counted from 1, text included), what is wrong."""
    lines = []
    for index, what in faults:
        source = seen.first[index]["source"].strip().splitlines()[0]
        lines.append(f"{reader.title}, {seen.name}, cell {index + 1} ({source[:50]}): {what}")
    more = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
    if lines:
        _fail(reader, seen, "\n".join([*lines[:MOST], *more]))


def _fail(reader, seen, what):
    pictures = "\n".join(map(str, seen.pictures)) or "none"
    pytest.fail(f"{reader.title}, {seen.name}:\n{what}\npictures: {pictures}", pytrace=False)


def test_it_runs_in_the_python_of_the_project(seen):
    assert Path(seen.executable) == Path(sys.executable)


def test_every_figure_is_there(reader, seen, number):
    check(reader, seen, looks.figures(seen.first, seen.drawn, number in reader.lacking))


def test_no_error_is_shown(reader, seen):
    check(reader, seen, looks.errors(seen.first))


def test_arabic_stands_at_the_right(reader, seen):
    check(reader, seen, looks.arabic(seen.first))


def test_the_study_is_named(reader, seen):
    check(reader, seen, looks.banner(seen.first, reader.title))


def test_a_plotting_cell_run_again_holds_its_figures(reader, seen, number):
    if not seen.drawn:
        pytest.skip("it draws nothing")
    check(reader, seen, looks.figures(seen.alone, seen.drawn, number in reader.lacking))
    check(reader, seen, looks.errors(seen.alone))
    assert all(seen.alone[cell]["count"] > seen.first[cell]["count"] for cell in seen.drawn)


def test_a_second_run_of_all_cells_shows_as_much(reader):
    seen = reader.seen[TWICE]
    check(reader, seen, looks.figures(seen.second, seen.drawn, TWICE in reader.lacking))
    check(reader, seen, looks.errors(seen.second))
    last = max(cell["count"] or 0 for cell in seen.alone)
    assert all(cell["count"] > last for cell in seen.second if cell["type"] == "code")


@pytest.fixture(scope="module")
def faults(browser, tmp_path_factory):
    """The notebook of known faults as it was read, and what the judges find in it: {cell: [(judge, what)]}."""
    home = tmp_path_factory.mktemp("faulty")
    notebooks = home / "notebooks"
    notebooks.mkdir()
    faulty.write(notebooks / "00_faulty.ipynb")
    with lab.served(notebooks, home, home / "jupyter") as server:
        reader = Reader(notebooks, server, "دراسة", keep=home / "pictures")
        reader.read_all(browser)
    seen = reader.seen["00"]
    assert not seen.trouble
    found = {}
    for judge, told in {
        "figures": looks.figures(seen.first, seen.drawn),
        "errors": looks.errors(seen.first),
        "arabic": looks.arabic(seen.first),
        "banner": looks.banner(seen.first, reader.title),
    }.items():
        for cell, what in told:
            found.setdefault(cell, []).append((judge, what))
    return seen, found


@pytest.mark.parametrize("cell", range(len(faulty.CELLS)))
def test_a_fault_is_seen_and_nothing_else(faults, cell):
    _, _, judge, words = faulty.CELLS[cell]
    found = faults[1].get(cell, [])
    assert {name for name, _ in found} == ({judge} if judge else set())
    assert any(words in what for _, what in found) or not judge


def test_a_box_may_stand_for_a_figure_where_it_is_allowed(faults):
    seen, found = faults
    boxed = {cell for cell, told in found.items() if any("and 1 boxes" in what for _, what in told)}
    assert len(boxed) == 1
    assert boxed.isdisjoint(cell for cell, _ in looks.figures(seen.first, seen.drawn, may_lack=True))
