"""What goes wrong at the desk in a real JupyterLab: a sentence in both languages, and no traceback."""

import os
from importlib.util import find_spec

import nbformat
import pytest
from desk import lab, looks, studies

if os.environ.get("CI", "").lower() in ("", "0", "false"):  # where there is CI, what is missing is a fault
    if find_spec("playwright") is None or lab.chromium() is None:
        pytest.skip("Playwright or Chromium is not installed.", allow_module_level=True)

STUDY, SET_UP, COUNTS, VIEWER = "08-02", "08-03", "08-05", "08-07"
CELLS = (STUDY, SET_UP, COUNTS, VIEWER)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("errors")


@pytest.fixture(scope="module")
def study(home):
    return studies.sample(home)


@pytest.fixture(scope="module")
def opened(home, study):
    """The first cells of notebook 08, opened in JupyterLab on the sample, and a copy whose STUDY is misspelt."""
    from playwright.sync_api import sync_playwright

    book = nbformat.read(studies.ROOT / "notebooks" / "08_concordance.ipynb", as_version=4)
    book.cells = [cell for cell in book.cells if cell.id in CELLS]
    assert [cell.id for cell in book.cells] == list(CELLS)
    (home / "lab").mkdir()
    nbformat.write(book, home / "lab" / "08.ipynb")
    book.cells[0].source = 'STUDY = "sampel"'
    nbformat.write(book, home / "lab" / "misspelt.ipynb")
    with lab.served(home / "lab", study, home / "jupyter") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        made = lab.Desk(browser, server, "errors")
        yield made
        browser.close()


def _wait(desk):
    while not desk.done():
        desk.page.wait_for_timeout(50)


def _run(desk, *cells):
    """Run cells, in this order; return what each shows."""
    for cell in cells:
        desk.run(CELLS.index(cell))
        _wait(desk)
    seen = desk.read()
    return [seen[CELLS.index(cell)] for cell in cells]


def _told(cell, english, arabic):
    """Whether a cell shows a sentence in both languages and nothing red."""
    assert not [output for output in cell["outputs"] if output["type"] == "error" or output["name"] == "stderr"]
    assert not any(words in cell["text"] for words in looks.BROKEN)
    assert english in cell["text"] and arabic in cell["text"], cell["text"]
    return True


def test_a_cell_run_before_those_above_it(opened):
    opened.open("08.ipynb")
    _wait(opened)
    (cell,) = _run(opened, VIEWER)  # in a kernel where nothing has been run
    assert _told(cell, "yet: run the cells above this one first", "شغّل أولا الخلايا التي فوق هذه")
    *_, cell = _run(opened, STUDY, SET_UP, VIEWER)
    assert _told(cell, 'There is no "hit" yet: run the cells above this one first', "شغّل أولا الخلايا التي فوق هذه")
    _run(opened, COUNTS, VIEWER)
    opened.page.locator(".khitab-viewer .khitab-live-lines tr").first.wait_for()


def test_a_query_without_hits(opened):
    viewer = opened.page.locator(".khitab-viewer")
    for query, english, arabic in (
        ("زقزوقات", "does not occur", "لا ترد"), ("الإرهاب الإرهاب الإرهاب", "No line fits the query", "لا سطر يوافق"),
        ("(الإرهاب", "is not closed", "لم"),
    ):  # fmt: skip
        viewer.locator("[name=query]").fill(query)
        viewer.locator("[name=query]").press("Enter")
        viewer.locator(".khitab-said").get_by_text(english).wait_for()
        assert arabic in viewer.locator(".khitab-said").inner_text()
        assert viewer.locator(".khitab-live-lines tr").count() == 0
    assert not any(words in cell["text"] for cell in opened.read() for words in looks.BROKEN)


def test_settings_that_are_broken_while_the_notebook_is_open(opened, study):
    file = study / "study.toml"
    before = file.read_text("utf-8")
    for text, english, arabic in (
        (before.replace("seed", "sede"), 'Did you mean "seed"', "أتقصد"),
        (f"title = “عنوان”\n{before}", "line 1: not valid TOML", "السطر"),
        (before + "\n[concordance]\nqueries = [“]\n", "not valid TOML", "السطر"),
    ):
        file.write_text(text, encoding="utf-8")
        (cell,) = _run(opened, SET_UP)
        assert _told(cell, english, arabic)
    file.write_text(before, encoding="utf-8")
    (cell,) = _run(opened, SET_UP)
    assert "documents" in cell["text"]
    opened.close()


def test_a_study_that_is_misspelt(opened):
    opened.open("misspelt.ipynb")
    _wait(opened)
    opened.run()
    _wait(opened)
    cells = opened.read()
    assert _told(cells[1], 'there is no study "sampel"', "لا توجد دراسة")
    assert 'Did you mean "sample"' in cells[1]["text"]
    assert not any(words in cell["text"] for cell in cells for words in looks.BROKEN)
    opened.close()
