"""The viewer, the desk of close reading and the tables in a real JupyterLab, by mouse and by keyboard.

With DESK_PICTURES pictures in the light and the dark theme are kept there.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from desk import lab, studies

from helpers.study import coding, settings

if os.environ.get("CI", "").lower() in ("", "0", "false") and (find_spec("playwright") is None or not lab.chromium()):
    pytest.skip("There is no Playwright, or no Chromium: make desk installs the one.", allow_module_level=True)

SET_UP = """
from helpers.analyses import concordance, frequency
from helpers.corpus import store
from helpers.display import reading, tables, viewer
from helpers.study import coders, excerpts, notebook

study = notebook.begin("")
tokens = store.build(study.raw, study.derived, recipe=study.recipe)
documents = tokens.corpus.documents
notebook.banner(study, tokens)
""".strip()
TABLE = 'tables.rtl(frequency.table(tokens)[["term", "n", "n_docs", "dp"]], caption="التواتر", max_rows=30)'
VIEWER = """
viewer.concordance(concordance.page, tokens, query="الإرهاب", sources=documents["source"].unique().tolist(),
                   categories=documents["category"].unique().tolist(), lines=10, export=excerpts.into(study))
""".strip()
READING = """
drawn = concordance.several(tokens, ["الإرهاب", "الأمن"], window=8, sample=20, seed=1)
reading.lines(coders.desk(study, "08_sample", drawn, tokens.corpus), lines=8)
""".strip()
CELLS = (SET_UP, TABLE, VIEWER, READING)
TABLE_CELL, VIEWER_CELL, READING_CELL = 1, 2, 3


class Live:
    """The notebook in a tab of JupyterLab, run once; `told`: what the page complained of or asked others for."""

    def __init__(self, browser, server, study):
        self.study, self.told = study, []
        self.desk = lab.Desk(browser, server, "right")
        self.page = self.desk.page
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("console", lambda line: self.told.append(line.text) if line.type == "error" else None)
        self.page.on("request", lambda one: self._asked(one.url, server.port))

    def _asked(self, url, port):
        own = (f"http://127.0.0.1:{port}/", f"ws://127.0.0.1:{port}/", "data:", "blob:")
        self.told += [] if url.startswith(own) else [url[:100]]

    def wait(self):
        while not self.desk.done():
            self.page.wait_for_timeout(50)

    def open(self):
        self.desk.open("live.ipynb")
        self.wait()

    def run(self, cell=None):
        self.desk.run(cell)
        self.wait()

    def cell(self, number, selector):
        return self.page.locator(".jp-Cell").nth(number).locator(".jp-OutputArea").locator(selector)

    def until(self, script, *values):
        """Wait until a function of the page is true."""
        self.page.wait_for_function(script, arg=list(values), timeout=15_000)

    def lines(self, cell, column):
        return self.cell(cell, f".khitab-live-lines td.khitab-{column}").all_inner_texts()

    def count(self, cell, text):
        """Wait until the count of a viewer says this."""
        self.cell(cell, ".khitab-count").get_by_text(text, exact=True).wait_for(timeout=15_000)

    def picture(self, name):
        if "DESK_PICTURES" in os.environ:
            self.desk.picture(Path(os.environ["DESK_PICTURES"]) / f"{name}.png")


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    from playwright.sync_api import sync_playwright

    home = tmp_path_factory.mktemp("live")
    study = studies.sample(home)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (home / "lab").mkdir()
    nbformat.write(notebook, home / "lab" / "live.ipynb")
    with lab.served(home / "lab", study, home / "jupyter") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        made = Live(browser, server, settings.load(study))
        made.open()
        made.run()
        made.cell(TABLE_CELL, "table[data-khitab-live]").wait_for()
        yield made
        browser.close()


def boxes(live, cell, selectors):
    return [live.cell(cell, selector).first.bounding_box() for selector in selectors]


def run_leftward(found):
    """Whether boxes stand from right to left, none on the other."""
    return all(other["x"] + other["width"] <= one["x"] + 1 for one, other in zip(found, found[1:], strict=False))


def test_the_live_lines_take_the_place_of_the_plain_ones(live):
    for cell in (VIEWER_CELL, READING_CELL):
        assert live.cell(cell, ".khitab-live-lines").is_visible()
        assert live.cell(cell, ".khitab-concordance").count() == 1
        assert not live.cell(cell, ".khitab-concordance").is_visible()


def test_lines_and_controls_stand_from_right_to_left(live):
    columns = [f".khitab-live-lines td.khitab-{name}" for name in ("about", "pre", "keyword", "post")]
    assert run_leftward(boxes(live, VIEWER_CELL, columns))
    assert run_leftward(boxes(live, VIEWER_CELL, ["[name=query]", "[name=sort]"]))
    assert run_leftward(boxes(live, VIEWER_CELL, ["[name=previous]", ".khitab-count", "[name=next]"]))
    # The end of what precedes stands beside the keyword: at the left of its own cell.
    cell, text = boxes(live, VIEWER_CELL, [columns[1], f"{columns[1]} bdi"])
    assert text["x"] - cell["x"] < 12


def test_a_query_a_sort_and_filters(live):
    live.count(VIEWER_CELL, "1–10 / 270")
    query = live.cell(VIEWER_CELL, "[name=query]")
    query.fill("مكافحة (الإرهاب|التطرف)")
    query.press("Enter")
    live.cell(VIEWER_CELL, ".khitab-count").get_by_text("1–10 / 270", exact=True).wait_for(state="detached")
    assert all("مكافحة" in text for text in live.lines(VIEWER_CELL, "keyword"))
    before = live.lines(VIEWER_CELL, "post")
    live.cell(VIEWER_CELL, "[name=sort]").select_option("post")
    live.until("([was]) => document.querySelector('.khitab-live-lines td.khitab-post').innerText !== was", before[0])
    source = live.cell(VIEWER_CELL, "[name=source] option").nth(2).get_attribute("value")
    live.cell(VIEWER_CELL, "[name=source]").select_option(source)
    live.cell(VIEWER_CELL, "[name=start]").fill("2020-01-01")
    live.cell(VIEWER_CELL, "[name=end]").fill("2020-12-31")
    live.cell(VIEWER_CELL, "[name=end]").press("Tab")
    live.until("() => [...document.querySelectorAll('.khitab-live-lines')[0].rows].every("
               "row => row.lastChild.innerText.includes('2020-'))")  # fmt: skip
    about = live.cell(VIEWER_CELL, ".khitab-live-lines tr td:last-child").all_inner_texts()
    assert about and all(source in text for text in about)
    # The cell run again in the same kernel shows the same.
    count = live.cell(VIEWER_CELL, ".khitab-count").inner_text()
    live.run(VIEWER_CELL)
    live.count(VIEWER_CELL, count)
    assert live.cell(VIEWER_CELL, "[name=query]").input_value() == "مكافحة (الإرهاب|التطرف)"
    assert live.cell(VIEWER_CELL, "[name=sort]").input_value() == "post"
    assert live.cell(VIEWER_CELL, "[name=start]").input_value() == "2020-01-01"


def test_the_keyboard_reads_ticks_saves_and_copies(live):
    live.cell(VIEWER_CELL, ".khitab-stage").focus()
    live.page.keyboard.press("Home")  # a key that is none does nothing
    live.page.keyboard.press("j")
    assert live.cell(VIEWER_CELL, "tr.khitab-current").inner_text().startswith("2")
    live.page.keyboard.press("Enter")
    live.cell(VIEWER_CELL, ".khitab-article mark").wait_for()
    assert live.cell(VIEWER_CELL, ".khitab-article mark").inner_text() == live.lines(VIEWER_CELL, "keyword")[1]
    one = live.cell(VIEWER_CELL, ".khitab-article p").count()
    live.page.keyboard.press("w")
    live.until("([one]) => document.querySelectorAll('.khitab-article')[0].querySelectorAll('p').length > one", one)
    live.page.keyboard.press("Escape")
    assert not live.cell(VIEWER_CELL, ".khitab-article").is_visible()
    live.page.keyboard.press(" ")
    live.cell(VIEWER_CELL, "[name=save]").get_by_text("(1)").wait_for()
    live.page.keyboard.press("s")
    live.cell(VIEWER_CELL, ".khitab-message").wait_for()
    (written,) = (live.study.folder / "lines").iterdir()
    assert len(written.read_text("utf-8-sig").splitlines()) == 2
    live.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    live.page.keyboard.press("c")
    live.until("async () => (await navigator.clipboard.readText()).includes('مكافحة')")
    copied = live.page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(copied) == len(live.lines(VIEWER_CELL, "keyword"))


def cells_of_the_notebook(live):
    return live.page.locator(".jp-Cell").count(), live.page.locator(".jp-Notebook.jp-mod-commandMode").count()


def test_three_lines_are_coded_by_keys_and_are_there_after_a_reload(live):
    before = cells_of_the_notebook(live)
    codes = live.cell(READING_CELL, "[name=codes]")
    codes.fill("مع، ضد، محايد")
    codes.press("Enter")
    live.cell(READING_CELL, "button[name=code]").nth(2).wait_for()
    live.cell(READING_CELL, ".khitab-stage").focus()
    live.page.keyboard.press("1")  # faster than the kernel answers
    live.page.keyboard.press("3")
    live.page.evaluate(
        "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '٢', bubbles: true}))"
    )
    live.count(READING_CELL, "3 / 40")
    for key in ("x", "d", "d", "a", "b"):  # keys that cut, delete and add cells of the notebook
        live.page.keyboard.press(key)
    assert cells_of_the_notebook(live)[0] == before[0]
    live.page.keyboard.press("n")
    live.page.keyboard.type("يراجَع")
    live.page.keyboard.press("Enter")
    live.until("() => document.activeElement.matches('.khitab-stage')")
    live.page.wait_for_timeout(500)
    coded = coding.read(live.study, "08_sample")
    assert coded["code"].tolist()[:4] == ["مع", "محايد", "ضد", ""] and coded["note"].tolist()[3] == "يراجَع"
    live.page.reload(wait_until="domcontentloaded")
    live.page.wait_for_function("window.jupyterapp !== undefined")
    live.page.evaluate(lab.READING)
    live.open()
    live.run()
    live.count(READING_CELL, "3 / 40")
    assert live.lines(READING_CELL, "code")[:4] == ["مع", "محايد", "ضد", ""]
    assert live.cell(READING_CELL, "tr.khitab-current").inner_text().startswith("4")
    assert live.cell(READING_CELL, "[name=note]").input_value() == "يراجَع"
    assert live.cell(READING_CELL, "[name=codes]").input_value() == "مع، ضد، محايد"
    live.cell(READING_CELL, ".khitab-stage").focus()
    live.page.keyboard.press("k")
    live.page.keyboard.press("0")
    live.count(READING_CELL, "2 / 40")


def column(live, number):
    return live.cell(TABLE_CELL, f"table tbody tr td:nth-child({number})").all_inner_texts()


def test_a_table_sorts_searches_and_turns_pages(live):
    live.cell(TABLE_CELL, "table[data-khitab-live]").wait_for()
    heads = live.cell(TABLE_CELL, "table thead th")
    assert run_leftward([heads.nth(n).bounding_box() for n in range(4)])
    assert len(column(live, 1)) == 30
    heads.nth(3).click()  # of all rows, not of the 30 that the notebook holds
    heads.nth(3).click()
    live.until("() => document.querySelector('table[data-khitab-live] th[aria-sort=ascending]')")
    assert len(column(live, 1)) == 25
    values = [float(text) for text in column(live, 4)]
    assert values == sorted(values)
    heads.nth(0).focus()
    live.page.keyboard.press("Enter")
    live.until("() => document.querySelector('table[data-khitab-live] th').ariaSort === 'ascending'")
    assert not live.cell(TABLE_CELL, "caption span").last.is_visible()  # it said that rows are left out
    search = live.cell(TABLE_CELL, ".khitab-table-bar input")
    search.fill("ارهاب")  # without its hamza
    live.until("() => [...document.querySelectorAll('table[data-khitab-live] tbody tr')].every("
               "row => row.innerText.includes('رهاب'))")  # fmt: skip
    assert "الإرهاب" in column(live, 1)
    search.fill("")
    live.until("() => document.querySelectorAll('table[data-khitab-live] tbody tr').length === 25")
    first = column(live, 1)
    live.cell(TABLE_CELL, ".khitab-table-bar button").nth(1).click()
    live.until("([first]) => document.querySelector('table[data-khitab-live] tbody td').innerText !== first", first[0])
    box, bar = boxes(live, TABLE_CELL, [".khitab-table-bar input", ".khitab-table-bar"])
    assert abs(box["x"] + box["width"] - bar["x"] - bar["width"]) < 12  # the search stands at the right
    live.run(TABLE_CELL)
    live.cell(TABLE_CELL, "table[data-khitab-live]").wait_for()
    assert len(column(live, 1)) == 30


def test_of_a_very_long_table_it_is_said_which_rows_are_searched(live):
    patch = "from helpers.display import live_tables as t; t.MOST_ROWS, t._MOST_TABLES = {}"
    n = int(live.desk.ask("print(len(frequency.table(tokens)))"))
    try:
        live.desk.ask(patch.format("100, 200"))
        live.run(TABLE_CELL)
        live.cell(TABLE_CELL, "table[data-khitab-live] thead th").nth(1).click()
        live.cell(TABLE_CELL, "caption").get_by_text(f"أول 100 من {n:,}").wait_for(timeout=15_000)
        live.desk.ask(patch.format("100, 0"))  # forgotten at once
        live.run(TABLE_CELL)
        assert live.cell(TABLE_CELL, ".khitab-table-gone").count() == 0
        live.cell(TABLE_CELL, "table[data-khitab-live] thead th").nth(0).click()
        live.cell(TABLE_CELL, ".khitab-table-gone").get_by_text("run its cell again").wait_for(timeout=15_000)
        assert len(column(live, 1)) == 25  # of the rows that the notebook holds
    finally:
        live.desk.ask(patch.format("5_000, 200"))
        live.run(TABLE_CELL)


def test_escape_leads_from_the_query_to_the_lines_and_leaves_both_as_they_are(live):
    query, lines = live.cell(VIEWER_CELL, "[name=query]"), live.lines(VIEWER_CELL, "keyword")
    before = query.input_value()
    assert before and lines
    live.cell(VIEWER_CELL, ".khitab-stage").focus()
    live.page.keyboard.press("/")
    live.until("() => document.activeElement.name === 'query'")
    live.page.keyboard.press("Escape")
    live.until("() => document.activeElement.matches('.khitab-stage')")
    live.page.keyboard.press("Enter")  # answered after whatever else the page has asked for
    live.cell(VIEWER_CELL, ".khitab-article mark").wait_for(timeout=15_000)
    live.page.keyboard.press("Escape")
    assert query.input_value() == before and live.lines(VIEWER_CELL, "keyword") == lines


def press(live, cell, key, code):
    """Press a key as a keyboard of another language has it."""
    live.cell(cell, ".khitab-stage").focus()
    live.page.evaluate("([key, code]) => document.activeElement.dispatchEvent("
                       "new KeyboardEvent('keydown', {key, code, bubbles: true}))", [key, code])  # fmt: skip


def test_letters_are_known_by_their_place_on_an_arabic_keyboard(live):
    at = "([n]) => document.querySelectorAll('.khitab-live-lines')[0].rows[n].classList.contains('khitab-current')"
    live.cell(VIEWER_CELL, "tr[role=row]").first.click()
    live.cell(VIEWER_CELL, ".khitab-article mark").wait_for()
    press(live, VIEWER_CELL, "\u062a", "KeyJ")
    live.until(at, 1)
    press(live, VIEWER_CELL, "\u0646", "KeyK")
    live.until(at, 0)
    press(live, VIEWER_CELL, "\u0638", "Slash")
    live.until("() => document.activeElement.name === 'query'")
    live.page.keyboard.press("Escape")
    live.until("() => document.activeElement.matches('.khitab-stage')")
    assert not live.cell(VIEWER_CELL, ".khitab-article").is_visible()


def test_more_than_nine_codes_and_one_with_a_comma_have_buttons(live):
    codes = live.cell(READING_CELL, "[name=codes]")
    codes.fill("\u060c ".join([*(f"رمز{n}" for n in range(10)), '"مع\u060c بشرط"']))
    codes.press("Enter")
    live.cell(READING_CELL, "button[name=code]").nth(10).wait_for()
    keys = live.cell(READING_CELL, "button[name=code] kbd").all_inner_texts()
    assert keys == [*"123456789", "", ""]
    live.cell(READING_CELL, "tr[role=row]").nth(5).click()
    live.cell(READING_CELL, "button[name=code]").nth(10).click()
    live.until("([n, text]) => document.querySelectorAll('.khitab-live-lines')[1].rows[n].innerText.includes(text)",
               5, "مع\u060c بشرط")  # fmt: skip
    assert coding.read(live.study, "08_sample")["code"].tolist()[5] == "مع\u060c بشرط"


def test_a_note_belongs_to_the_line_it_was_begun_on(live):
    live.cell(READING_CELL, "tr[role=row]").nth(3).click()
    live.cell(READING_CELL, ".khitab-article mark").wait_for()
    live.page.keyboard.press("n")
    live.until("() => document.activeElement.name === 'note'")
    live.page.keyboard.press("Control+a")
    live.page.keyboard.type("كُتبت هنا")
    seen = "[one for one in Out.values() if type(one).__name__ == '_Desk'][-1]"
    live.desk.ask(f"{seen}.hear({{'do': 'turn', 'by': 1}})")  # an answer that leads elsewhere meanwhile
    live.until("() => document.querySelectorAll('.khitab-live-lines')[1].rows[0].innerText.startsWith('9')")
    assert live.cell(READING_CELL, "[name=note]").input_value() == "كُتبت هنا"
    live.page.keyboard.press("Enter")
    live.page.wait_for_timeout(1000)
    assert coding.read(live.study, "08_sample")["note"].tolist()[3] == "كُتبت هنا"


def test_an_answer_does_not_scroll_the_page_away_from_the_reader(live):
    live.cell(TABLE_CELL, ".khitab-table-bar input").click()
    top = "document.querySelector('.jp-WindowedPanel-outer, .jp-Notebook').scrollTop"
    before = live.page.evaluate(top)
    live.desk.ask("[one for one in Out.values() if type(one).__name__ == '_Desk'][-1].hear({'do': 'turn', 'by': -1})")
    live.until("() => document.querySelectorAll('.khitab-live-lines')[1].rows[0].innerText.startsWith('1')")
    assert live.page.evaluate(top) == before


CONTRAST = """selector => {
  const light = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number)
    .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return Math.min(...[...document.querySelectorAll(selector)].filter(node => node.getClientRects().length).map(node => {
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
}"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_text_is_readable_in_both_themes(live, theme):
    live.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    live.until("([dark]) => (document.body.dataset.jpThemeLight === 'false') === dark", "Dark" in theme)
    live.page.wait_for_timeout(1500)
    live.picture(theme)
    for selector in ("td", "th", "label", "input", "button:not(:disabled)", ".khitab-keys span"):
        where = ".jp-OutputArea-output " + selector
        assert live.page.evaluate(CONTRAST, where) >= 4.5, selector


def test_without_the_kernel_the_plain_tables_stand_there(live):
    assert live.told == []  # what follows is complained of by JupyterLab: the widgets are gone
    live.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    live.desk.close()
    live.page.reload(wait_until="domcontentloaded")
    live.page.wait_for_function("window.jupyterapp !== undefined")
    live.page.evaluate(lab.READING)
    live.open()
    for cell in (VIEWER_CELL, READING_CELL):
        live.cell(cell, ".khitab-concordance").wait_for()
        assert live.cell(cell, ".khitab-viewer").count() == 0
    assert len(column(live, 1)) == 30 and live.cell(TABLE_CELL, "[data-khitab-live]").count() == 0
