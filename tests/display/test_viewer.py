import re
from pathlib import Path

import ipywidgets as w
import nbclient
import nbformat
import pytest
from factory import tokens_of
from nbconvert import HTMLExporter

from helpers.analyses import concordance
from helpers.display import viewer
from helpers.errors import ArgumentError

TEXTS = [f"الخبر {n} عن الإرهاب في المدينة" for n in range(1, 8)] + ["<script>alert(1)</script> الأمن أولا"]
SOURCES = ["الشرق"] * 5 + ["الغد"] * 3


@pytest.fixture(scope="module")
def made():
    return tokens_of(TEXTS, source=SOURCES)


def view(made, **options):
    return viewer.concordance(concordance.page, made, **{"query": "الإرهاب", "lines": 3, **options})


def shown(seen):
    """Numbers of the articles whose lines are on the page."""
    return [n for n in range(1, 9) if f"الخبر {n} عن" in seen.page]


def test_the_first_page_is_there_at_once(made):
    seen = view(made)
    assert seen.n_hits == 7 and shown(seen) == [1, 2, 3]
    assert "1–3 / 7" in seen.count.value
    assert seen.previous.disabled and not seen.next.disabled


def test_turning_pages(made):
    seen = view(made)
    seen.next.click()
    assert shown(seen) == [4, 5, 6] and not seen.previous.disabled
    seen.next.click()
    assert shown(seen) == [7] and seen.next.disabled and "7–7 / 7" in seen.count.value
    assert ">7</bdi>" in seen.page  # lines are numbered through
    seen.previous.click()
    seen.previous.click()
    assert shown(seen) == [1, 2, 3]


def test_a_change_begins_at_the_first_page(made):
    seen = view(made, sources=["الشرق", "الغد"])
    seen.next.click()
    seen.source.value = "الغد"
    assert seen.n_hits == 2 and shown(seen) == [6, 7]
    seen.source.value = ""
    seen.window.value = 1
    assert "عن" in seen.page and "الخبر" not in seen.page
    seen.query.value = "الأمن"
    assert seen.n_hits == 1 and "أولا" in seen.page


@pytest.mark.parametrize("sort", viewer.SORTS.values())
def test_every_sort_of_the_list_is_one_of_the_concordance(made, sort):
    seen = view(made)
    seen.sort.value = sort
    assert seen.n_hits == 7 and "khitab-concordance" in seen.page


def test_what_is_wrong_is_said_in_place_of_the_lines(made):
    seen = view(made)
    seen.query.value = "الارهبا<b>"
    assert "does not occur" in seen.page and "<b>" not in seen.page and seen.count.value == ""
    seen.query.value = "(الإرهاب"
    assert "is not closed" in seen.page
    assert seen.previous.disabled and seen.next.disabled
    seen.query.value = "الأمن الإرهاب"
    assert "No line fits the query" in seen.page and "لا سطر يوافق عبارة البحث" in seen.page
    seen.query.value = "  "
    assert seen.page == "" and seen.n_hits == 0
    seen.query.value = "الإرهاب"
    assert shown(seen) == [1, 2, 3]


@pytest.mark.parametrize("query", ["الارهبا", "(الإرهاب", "الأمن الإرهاب", "root:حرب"])
def test_every_message_is_in_arabic_and_in_english(made, query):
    seen = view(made, query=query)
    first, second = re.findall('<p dir="(...)"[^>]*>(.*?)</p>', seen.page)
    assert first[0] == "rtl" and re.search("[\u0621-\u064a]{3}", re.sub("<bdi.*?</bdi>", "", first[1]))
    assert second[0] == "ltr" and re.search("[a-z]{3}", second[1])
    assert seen._output()["text/plain"].count("\n") == 1


def test_the_name_of_a_control_stands_at_its_right(made):
    seen = view(made, sources=["الشرق", "الغد"])
    rows = seen._controls().children
    named = [c for row in rows for c in row.children if c.description and isinstance(c, (w.Dropdown, w.IntSlider))]
    assert len(named) == 3
    # The row of controls is reversed, and so must each control be, or its name would stand at the left of it.
    assert all(box.layout.flex_flow.startswith("row-reverse") for box in [*rows, *named])


def test_all_that_is_written_on_the_controls_is_in_both_languages(made):
    seen = view(made, sources=["الشرق", "الغد"])
    written = [seen.window.description, seen.sort.description, seen.source.description, seen.previous.description]
    written += [seen.next.description, *viewer.SORTS, *list(seen.source.options)[:1]]
    assert all(re.fullmatch("[\u0621-\u064a ]+ · [A-Za-z ]+", text) for text in written)


def test_a_wider_window_is_to_be_seen():
    seen = view(tokens_of([" ".join([*["قبل"] * 40, "الإرهاب", *["بعد"] * 40])]))
    seen.window.value = 34
    cells = re.findall('<td class="(pre|post)" style="([^"]*)"[^>]*>(.*?)</td>', seen.page)
    assert [len(re.sub("<.*?>", "", text).split()) for _, _, text in cells] == [34, 34]
    for _, style, _ in cells:
        rules = dict(rule.split(": ") for rule in style.strip("; ").split("; "))
        assert rules["white-space"] == "normal"  # the last rule wins: what does not fit goes on in the next line


def test_markup_does_not_run(made):
    seen = view(made, query="الأمن")
    assert "<script" not in seen.page and "script" in seen.page
    seen = view(made, query="الأمن<script>|الأمن")
    assert "<script" not in seen.page
    seen.query.value = "<i>الأمن</i>"
    assert "<i>" not in seen.page


def test_an_unknown_sort(made):
    with pytest.raises(ArgumentError, match='sort is "left"'):
        view(made, sort="left")


CODE = """
import sys
sys.path.insert(0, {tests!r})
from factory import tokens_of
from helpers.analyses import concordance
from helpers.display import viewer
made = tokens_of(["قال الوزير في المؤتمر", "جاء القائد <script>alert(1)</script> إلى المدينة"])
seen = viewer.concordance(concordance.page, made, query={query!r})
seen
"""


def exported(*cells):
    """The page that nbconvert makes of a notebook, and the outputs of its first cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbclient.NotebookClient(notebook, timeout=120).execute()
    outputs = notebook.cells[0].outputs
    notebook.metadata.pop("widgets", None)
    exporter = HTMLExporter(exclude_input=True)
    return exporter.from_notebook_node(notebook)[0], outputs


def test_an_exported_notebook_holds_the_lines():
    tests = str(Path(__file__).parents[1])
    code = CODE.format(tests=tests, query="الوزير")
    page, outputs = exported(code, 'seen.query.value = "القائد"')
    assert "application/vnd.jupyter.widget-view+json" in outputs[0]["data"]
    # The second cell changed the query: its lines took the place of the first ones, in the output of the first cell.
    assert "القائد" in outputs[1]["data"]["text/html"] and len(outputs) == 2
    assert "khitab-concordance" in page and "القائد" in page and "الوزير" not in page
    assert "القائد · 1–1/1" in re.sub("<[^>]+>", "", outputs[1]["data"]["text/html"])
    assert outputs[1]["data"]["text/plain"] == "عدد الأسطر 1 · 1 hits"
    assert "<script>alert(1)" not in page and "alert(1)" in page
