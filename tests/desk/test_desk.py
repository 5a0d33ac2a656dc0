"""All notebooks in a real JupyterLab in Chromium, on the sample and on five Word files, read as a researcher does.

Every notebook is run with "Run all cells" and read. For want of time only on the sample each plotting cell is run once
more, alone, and only one notebook has all its cells run a second time.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from desk import faulty, lab, looks, studies
from desk.reader import Reader, Shelf

from helpers.study import settings

NOTEBOOKS = sorted((studies.ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NUMBERS = [path.stem[:2] for path in NOTEBOOKS]
# Words can be counted in five documents; what needs more of them may be a box there. The sample has data for all.
LACKING = tuple(number for number in NUMBERS if number not in ("01", "02", "03"))
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


@pytest.fixture(scope="module")
def shelves(browser, tmp_path_factory):
    """Both studies and the notebook of known faults, run in one JupyterLab.

    It is started for the sample, by the variable KHITAB_STUDY; the notebooks of the Word files name their study
    themselves.
    """
    home = tmp_path_factory.mktemp("desk")
    sample, word_files = studies.sample(home), studies.five_word_files(home)
    made = {
        "sample": Shelf(home / "lab" / "sample", settings.load(sample).title, again=True, twice=TWICE),
        "five_word_files": Shelf(home / "lab" / "five_word_files", settings.load(word_files).title, LACKING),
        "faulty": Shelf(home / "lab" / "faulty", "دراسة"),
    }
    for path in NOTEBOOKS:
        _copy(path, made["sample"].folder)
        _copy(path, made["five_word_files"].folder, word_files)
    faulty.write(made["faulty"].folder)
    keep = Path(os.environ["DESK_PICTURES"]) if "DESK_PICTURES" in os.environ else None
    with lab.served(home / "lab", sample, home / "jupyter") as server:
        Reader(server, made.values(), keep).read_all(browser)
    return made


def _copy(path, folder, study=None):
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    assert cell.source == 'STUDY = ""'
    if study:
        cell.source = f"STUDY = {str(study)!r}"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / path.name)


@pytest.fixture(params=["sample", "five_word_files"])
def shelf(request, shelves):
    return shelves[request.param]


@pytest.fixture(params=NUMBERS, ids=[path.stem for path in NOTEBOOKS])
def number(request):
    return request.param


@pytest.fixture
def seen(shelf, number):
    """A notebook that was read to its end."""
    if shelf.seen[number].trouble:
        _fail(shelf, shelf.seen[number], shelf.seen[number].trouble)
    return shelf.seen[number]


def check(shelf, seen, faults):
    """Fail with a line for each fault: study, notebook, cell (counted from 1, text included), what is wrong."""
    lines = []
    for index, what in faults:
        source = seen.first[index]["source"].strip().splitlines()[0]
        lines.append(f"{shelf.title}, {seen.name}, cell {index + 1} ({source[:50]}): {what}")
    more = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
    if lines:
        _fail(shelf, seen, "\n".join([*lines[:MOST], *more]))


def _fail(shelf, seen, what):
    pictures = "\n".join(map(str, seen.pictures)) or "none"
    pytest.fail(f"{shelf.title}, {seen.name}:\n{what}\npictures: {pictures}", pytrace=False)


def test_it_runs_in_the_python_of_the_project(seen):
    assert Path(seen.executable) == Path(sys.executable)


def test_every_figure_is_there(shelf, seen, number):
    check(shelf, seen, looks.figures(seen.first, seen.drawn, number in shelf.lacking))


def test_no_error_is_shown(shelf, seen):
    check(shelf, seen, looks.errors(seen.first))


def test_arabic_stands_at_the_right(shelf, seen):
    check(shelf, seen, looks.arabic(seen.first))


def test_the_study_is_named(shelf, seen):
    check(shelf, seen, looks.banner(seen.first, shelf.title))


def test_a_plotting_cell_run_again_holds_its_figures(shelf, seen, number):
    if not (seen.drawn and shelf.again):
        pytest.skip("it is not run again")
    check(shelf, seen, looks.figures(seen.alone, seen.drawn, number in shelf.lacking))
    check(shelf, seen, looks.errors(seen.alone))
    assert all(seen.alone[cell]["count"] > seen.first[cell]["count"] for cell in seen.drawn)


def test_a_second_run_of_all_cells_shows_as_much(shelves):
    shelf = shelves["sample"]
    seen = shelf.seen[TWICE]
    check(shelf, seen, looks.figures(seen.second, seen.drawn))
    check(shelf, seen, looks.errors(seen.second))
    last = max(cell["count"] or 0 for cell in seen.alone)
    assert all(cell["count"] > last for cell in seen.second if cell["type"] == "code")


@pytest.fixture
def faults(shelves):
    """What the judges find in the notebook of known faults: {cell: [(judge, what)]}."""
    shelf = shelves["faulty"]
    seen = shelf.seen["00"]
    assert not seen.trouble
    found = {}
    for judge, told in {
        "figures": looks.figures(seen.first, seen.drawn),
        "errors": looks.errors(seen.first),
        "arabic": looks.arabic(seen.first),
        "banner": looks.banner(seen.first, shelf.title),
    }.items():
        for cell, what in told:
            found.setdefault(cell, []).append((judge, what))
    return found


@pytest.mark.parametrize("cell", range(len(faulty.CELLS)))
def test_a_fault_is_seen_and_nothing_else(faults, cell):
    _, _, judge, words = faulty.CELLS[cell]
    found = faults.get(cell, [])
    assert {name for name, _ in found} == ({judge} if judge else set())
    assert any(words in what for _, what in found) or not judge


def test_a_box_may_stand_for_a_figure_where_it_is_allowed(shelves, faults):
    seen = shelves["faulty"].seen["00"]
    boxed = {cell for cell, told in faults.items() if any("and 1 boxes" in what for _, what in told)}
    assert len(boxed) == 1
    assert boxed.isdisjoint(cell for cell, _ in looks.figures(seen.first, seen.drawn, may_lack=True))
