"""The desk of notebook 00 in a real JupyterLab: from right to left, what is changed on it comes into study.toml, and it
makes studies.

With DESK_PICTURES pictures of each part in the light and the dark theme are kept there.
"""

import csv
import os
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from desk import lab, looks, studies

from helpers.corpus import documents, store
from helpers.study import settings

if os.environ.get("CI", "").lower() in ("", "0", "false"):  # where there is CI, what is missing is a fault
    if find_spec("playwright") is None or lab.chromium() is None:
        pytest.skip("Playwright or Chromium is not installed.", allow_module_level=True)

CELLS = ("00-03", "00-05", "00-desk")
#: So that studies are made in a project of the test's own.
ELSEWHERE = """
import pathlib
from helpers.study import current, settings
settings.PROJECT = pathlib.Path({project!r})
current.FILE = settings.PROJECT / "data" / ".current"
"""


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
        made.open("00.ipynb")
        _wait(made)
        made.project = _project(home)
        made.ask(ELSEWHERE.format(project=str(made.project)))
        made.run()
        _wait(made)
        made.study = settings.load(study)
        yield made
        browser.close()


def _wait(desk):
    while not desk.done():
        desk.page.wait_for_timeout(100)


def _until(desk, expression, value):
    """Wait until an expression has this value in the kernel; _ is the desk."""
    for _ in range(300):
        if (found := desk.ask(f"print({expression})").strip()) == value:
            return
        desk.page.wait_for_timeout(100)
    raise AssertionError(f"{expression} is {found}, not {value}.")


def _project(home):
    """A project without studies, with the notebooks of this one."""
    (home / "project" / "data").mkdir(parents=True)
    (home / "project" / "notebooks").mkdir()
    for path in (studies.ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"):
        (home / "project" / "notebooks" / path.name).write_bytes(path.read_bytes())
    return home / "project"


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
    _pictures(opened, "studies")
    page.get_by_role("button", name="New study").click()
    _look(opened, opened.study.raw)
    page.locator(".khitab-desk table").nth(3).wait_for()  # first rows, columns, documents, check-up
    assert _faults(opened) == []


def _pictures(desk, name):
    """Keep a picture in each theme, where pictures are asked for."""
    for theme in ("JupyterLab Dark", "JupyterLab Light") if "DESK_PICTURES" in os.environ else ():
        desk.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        desk.page.wait_for_timeout(1500)
        desk.picture(Path(os.environ["DESK_PICTURES"]) / f"{name} {theme.split()[1]}.png")


def _look(desk, path):
    """Name texts in the form of a new study and look at them."""
    field = desk.page.get_by_label("ملف أو مجلد")
    field.fill(str(path))
    field.press("Tab")
    _until(desk, "_.new.path.value", str(path))  # what is typed may come behind a click
    desk.page.get_by_role("button", name="Look at them").click()


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
    _pictures(opened, "settings")
    page.get_by_role("button", name="احفظ · Save").click()
    page.get_by_text("Saved in").wait_for()
    assert opened.study.file.read_text("utf-8") == before.replace("p = 0.001", "p = 0.05") != before


def _made(opened, name):
    """Give a new study its name, make it, and return it when the form says that it is made."""
    page, field = opened.page, opened.page.get_by_label("اسم مجلدها")
    field.fill(name)
    field.press("Tab")
    _until(opened, "_.new.name.value", name)  # what is typed may come behind a click
    page.get_by_role("button", name="Make the study").click()
    page.get_by_text(f"The study was made in data/{name}").wait_for()
    assert _faults(opened) == []
    return settings.load(opened.project / "data" / name)


def _rows():
    """Articles of the sample under Arabic headings."""
    corpus = documents.read(studies.SAMPLE / "raw").documents.head(12)
    for row in corpus.itertuples():
        yield {"العنوان": row.title, "نص الخبر": row.text, "الجريدة": row.source, "تاريخ النشر": f"{row.date:%Y-%m-%d}"}


def test_a_study_is_made_from_a_table_with_arabic_headings(opened, home):
    page, rows = opened.page, list(_rows())
    path = home / "مقالات.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    page.get_by_role("button", name="New study").click()
    _look(opened, path)
    page.get_by_text("بالتخمين · guessed: نص الخبر").wait_for(state="attached")
    _pictures(opened, "new study")
    page.get_by_label("المصدر · source").select_option("الجريدة")
    opened.ask("")  # the kernel has read them anew
    page.get_by_label("عنوان الدراسة").fill("دراسة من جدول")
    page.get_by_label("المرجع · Reference").select_option(index=1)
    _until(opened, "_.new.reference.value", "rest")  # what is chosen may come behind a click
    study = _made(opened, "جدول")
    corpus = store.build(study.raw, study.derived, recipe=study.recipe).corpus
    assert corpus.documents["title"].tolist() == [row["العنوان"] for row in rows]
    assert (study.title, study.corpus["source"], study.keyness["reference"]) == ("دراسة من جدول", "الجريدة", "rest")
    page.get_by_role("button", name="Settings").click()
    title = "title => document.querySelector('.khitab-key input')?.value === title"
    page.wait_for_function(title, arg=study.title)  # it is the one that is open now


def test_a_study_is_made_from_a_folder_of_word_files(opened, home):
    import docx

    folder = home / "تقارير"
    folder.mkdir()
    for number, row in enumerate(list(_rows())[:3], 1):
        made = docx.Document()
        made.add_heading(row["العنوان"], 1)
        made.add_paragraph(row["نص الخبر"])
        made.save(folder / f"{row['تاريخ النشر']} تقرير {number}.docx")
    opened.page.get_by_role("button", name="New study").click()
    _look(opened, folder)
    _until(opened, "_.new.corpus is not None and len(_.new.corpus)", "3")
    opened.page.locator(".khitab-desk table", has_text="تقرير 3").first.wait_for()  # below it nothing moves any more
    study = _made(opened, "تقارير")
    assert sorted(path.suffix for path in study.raw.iterdir()) == [".docx"] * 3
    assert len(documents.read(study.raw)) == 3
