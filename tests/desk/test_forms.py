"""The desk of notebook 00 in a real JupyterLab: from right to left, and what is changed on it comes into study.toml."""

import os
from importlib.util import find_spec

import nbformat
import pytest
from desk import lab, looks, studies

from helpers.study import settings

if os.environ.get("CI", "").lower() in ("", "0", "false"):  # where there is CI, what is missing is a fault
    if find_spec("playwright") is None or lab.chromium() is None:
        pytest.skip("Playwright or Chromium is not installed.", allow_module_level=True)

CELLS = ("00-03", "00-05", "00-desk")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="module")
def opened(home):
    """The cells of notebook 00 up to the desk, run in JupyterLab on the sample."""
    from playwright.sync_api import sync_playwright

    study = studies.sample(home)
    book = nbformat.read(studies.ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    book.cells = [cell for cell in book.cells if cell.id in CELLS]
    assert len(book.cells) == len(CELLS)
    (home / "lab").mkdir(exist_ok=True)
    nbformat.write(book, home / "lab" / "00.ipynb")
    with lab.served(home / "lab", study, home / "jupyter") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        made = lab.Desk(browser, server, "forms")
        for begin in (lambda: made.open("00.ipynb"), made.run):
            begin()
            while not made.done():
                made.page.wait_for_timeout(100)
        made.study = settings.load(study)
        yield made
        browser.close()


def _faults(desk):
    cells = desk.read()
    return [*looks.arabic(cells), *looks.errors(cells)]


def test_each_part_runs_from_the_right_and_shows_no_error(opened):
    page = opened.page
    assert _faults(opened) == []
    first, last = (page.get_by_role("button", name=name).bounding_box() for name in ("Settings", "New study"))
    assert first["x"] > last["x"]
    page.get_by_role("button", name="Studies").click()
    assert _faults(opened) == []
    page.get_by_role("button", name="New study").click()
    page.locator(".khitab-desk input[type=text]").first.fill(str(opened.study.raw))
    page.get_by_role("button", name="Look at them").click()
    page.locator(".khitab-desk table").nth(3).wait_for()  # first rows, columns, documents, check-up
    assert _faults(opened) == []


def test_a_key_is_changed_and_saved(opened):
    page, before = opened.page, opened.study.file.read_text("utf-8")
    page.get_by_role("button", name="Settings").click()
    page.locator(".khitab-desk select").first.select_option(label="المفتاحية · Keyness")
    field = page.locator(".khitab-key", has_text="[keyness] p ").locator("input")
    field.fill("7")
    field.press("Tab")
    page.get_by_text("[keyness] p is 7").wait_for()
    assert _faults(opened) == []
    field.fill("0.05")
    field.press("Tab")
    page.get_by_text("Changes not saved yet").wait_for()
    page.get_by_role("button", name="احفظ · Save").click()
    page.get_by_text("Saved in").wait_for()
    assert opened.study.file.read_text("utf-8") == before.replace("p = 0.001", "p = 0.05") != before
