import re
from pathlib import Path
from types import SimpleNamespace

import nbclient
import nbformat
import pandas as pd
import pytest
from factory import tokens_of
from nbconvert import HTMLExporter

from helpers.analyses import concordance
from helpers.display import viewer, widgets
from helpers.errors import ArgumentError, InputError

TEXTS = [f"الخبر {n} عن الإرهاب في المدينة" for n in range(1, 8)] + ["<script>alert(1)</script> الأمن أولا"]
SOURCES = ["الشرق"] * 5 + ["الغد"] * 3
DATES = [f"2019-0{n}-01" for n in range(1, 9)]
CATEGORIES = ["أمن", "رأي"] * 4
ARABIC, ENGLISH = re.compile("[\u0621-\u064a]{3}"), re.compile("[A-Za-z]{2}")


@pytest.fixture(scope="module")
def made():
    return tokens_of(TEXTS, source=SOURCES, date=DATES, category=CATEGORIES)


@pytest.fixture
def shell(monkeypatch):
    """A kernel of whose shell only what it keeps is there."""
    at = SimpleNamespace(user_ns_hidden={})
    monkeypatch.setattr(widgets, "shell", lambda: at)
    return at


def view(made, **options):
    return viewer.concordance(concordance.page, made, **{"query": "الإرهاب", "lines": 3, **options})


def choose(seen, **values):
    seen.hear({"do": "choose", **seen.widget.shown["state"], **values})


def shown(seen):
    """Numbers of the articles whose lines the page and the widget show."""
    plain = [n for n in range(1, 9) if f"الخبر {n} عن" in seen.page]
    drawn = ["".join(part for part, _ in line["pre"]["parts"]) for line in seen.widget.shown["lines"]]
    assert len(drawn) == len(plain) and all(f"الخبر {n} عن" in text for n, text in zip(plain, drawn, strict=True))
    return plain


def keys(seen):
    return [line["key"] for line in seen.widget.shown["lines"]]


def ends(seen):
    return not seen.widget.shown["before"], not seen.widget.shown["behind"]


def test_the_first_page_is_there_at_once(made):
    seen = view(made)
    assert seen.n_hits == 7 and shown(seen) == [1, 2, 3]
    assert seen.widget.shown["count"] == "1–3 / 7"
    assert ends(seen) == (True, False)


def test_turning_pages(made):
    seen = view(made)
    seen.hear({"do": "turn", "by": 1})
    assert shown(seen) == [4, 5, 6] and ends(seen) == (False, False)
    seen.hear({"do": "turn", "by": 1})
    assert shown(seen) == [7] and ends(seen) == (False, True) and seen.widget.shown["count"] == "7–7 / 7"
    assert seen.widget.shown["lines"][0]["number"] == "7" and ">7</bdi>" in seen.page  # numbered through
    seen.hear({"do": "turn", "by": 1})
    assert shown(seen) == [7]
    seen.hear({"do": "turn", "by": -1, "last": True})
    assert shown(seen) == [4, 5, 6] and seen.widget.shown["at"] == 2
    seen.hear({"do": "turn", "by": -1})
    seen.hear({"do": "turn", "by": -1})
    assert shown(seen) == [1, 2, 3] and seen.widget.shown["at"] == 0


def test_a_change_begins_at_the_first_page(made):
    seen = view(made, sources=["الشرق", "الغد"])
    seen.hear({"do": "turn", "by": 1})
    choose(seen, source="الغد")
    assert seen.n_hits == 2 and shown(seen) == [6, 7]
    choose(seen, source="", window="1")
    assert "عن" in seen.page and "الخبر" not in seen.page
    choose(seen, query="الأمن")
    assert seen.n_hits == 1 and "أولا" in seen.page


def test_lines_are_chosen_by_date_and_category(made):
    seen = view(made, categories=["أمن", "رأي"], lines=9)
    choose(seen, start="2019-03-01", end="2019-05-31")
    assert shown(seen) == [3, 4, 5]
    choose(seen, category="رأي")
    assert shown(seen) == [4]
    choose(seen, start="2019-06-01", end="2019-02-01")
    assert seen.n_hits == 0 and "khitab-message" in seen.widget.shown["said"]
    choose(seen, start="", end="", category="")
    assert shown(seen) == [1, 2, 3, 4, 5, 6, 7]


def test_what_cannot_be_chosen_is_not_offered():
    options = view(tokens_of(TEXTS[:3], date=[None] * 3)).widget.options
    assert (options["sources"], options["categories"], options["dated"], options["saves"]) == ([], [], False, False)


@pytest.mark.parametrize("sort", viewer.SORTS.values())
def test_every_sort_of_the_list_is_one_of_the_concordance(made, sort):
    seen = view(made)
    choose(seen, sort=sort)
    assert seen.n_hits == 7 and "khitab-concordance" in seen.page and seen.widget.shown["state"]["sort"] == sort


@pytest.mark.parametrize("window, taken", [("0", 1), ("x", 10), ("", 10), ("999", 200), ("-3", 10), ("4", 4)])
def test_a_window_that_cannot_be_is_mended(made, window, taken):
    seen = view(made)
    choose(seen, window=window, sort="left")
    assert seen.widget.shown["state"]["window"] == taken and seen.widget.shown["state"]["sort"] == "document"


def test_what_is_wrong_is_said_in_place_of_the_lines(made):
    seen = view(made)
    choose(seen, query="الارهبا<b>")
    assert "does not occur" in seen.page and "<b>" not in seen.page and seen.widget.shown["count"] == ""
    assert seen.widget.shown["said"] == seen.page and seen.widget.shown["lines"] == []
    choose(seen, query="(الإرهاب")
    assert "is not closed" in seen.page
    assert ends(seen) == (True, True)
    choose(seen, query="الأمن الإرهاب")
    assert "No line fits the query" in seen.page and "لا سطر يوافق عبارة البحث" in seen.page
    choose(seen, query="  ")
    assert seen.page == "" and seen.n_hits == 0
    choose(seen, query="الإرهاب")
    assert shown(seen) == [1, 2, 3] and seen.widget.shown["said"] == ""


@pytest.mark.parametrize("query", ["الارهبا", "(الإرهاب", "الأمن الإرهاب", "root:حرب"])
def test_every_message_is_in_arabic_and_in_english(made, query):
    seen = view(made, query=query)
    first, second = re.findall('<p dir="(...)"[^>]*>(.*?)</p>', seen.page)
    assert first[0] == "rtl" and re.search("[\u0621-\u064a]{3}", re.sub("<bdi.*?</bdi>", "", first[1]))
    assert second[0] == "ltr" and re.search("[a-z]{3}", second[1])
    assert seen.output()["text/plain"].count("\n") == 1


def test_all_that_is_written_on_it_is_in_both_languages(made):
    options = view(made, sources=["الشرق"], categories=["أمن"]).widget.options
    written = [*viewer.LABELS.values(), *viewer.SORTS, options["sources"][0][0], options["categories"][0][0]]
    for text in written:
        arabic, english = text.split(" · ")
        assert ARABIC.search(arabic) and not ENGLISH.search(arabic), text
        assert ENGLISH.search(english) and not ARABIC.search(english), text
    for _, arabic, english in viewer.KEYS:
        assert ARABIC.search(arabic) and not ENGLISH.search(arabic)
        assert ENGLISH.search(english) and not ARABIC.search(english)


def test_the_script_writes_no_texts_as_markup_and_asks_for_nothing():
    for path in (Path(viewer.__file__).parents[1] / "resources" / "live").glob("*.js"):
        script = path.read_text("utf-8")
        assert not re.search(r"https?://|import\(|fetch\(|eval\(|insertAdjacentHTML|outerHTML", script)
        # What is set as markup is a sentence that was escaped in Python.
        assert [line.strip() for line in script.splitlines() if "innerHTML" in line] in (
            ["note.innerHTML = shown.said;"], [],
        )  # fmt: skip


def test_a_wider_window_is_to_be_seen():
    seen = view(tokens_of([" ".join([*["قبل"] * 40, "الإرهاب", *["بعد"] * 40])]))
    choose(seen, window="34")
    cells = re.findall('<td class="(pre|post)" style="([^"]*)"[^>]*>(.*?)</td>', seen.page)
    assert [len(re.sub("<.*?>", "", text).split()) for _, _, text in cells] == [34, 34]
    for _, style, _ in cells:
        rules = dict(rule.split(": ") for rule in style.strip("; ").split("; "))
        assert rules["white-space"] == "normal"  # the last rule wins: what does not fit goes on in the next line


def test_markup_does_not_run(made):
    seen = view(made, query="الأمن")
    assert "<script" not in seen.page and "script" in seen.page
    seen = view(made, query="الأمن<script>|الأمن")
    assert "<script" not in seen.page + seen.widget.shown["said"]
    choose(seen, query="<i>الأمن</i>")
    assert "<i>" not in seen.page + seen.widget.shown["said"]


def test_numbers_and_dates_within_arabic_are_pieces_of_their_own():
    seen = view(tokens_of(["يوم 2019-03-05 كان الإرهاب حاضرا"], date=["2019-03-05"]))
    line = seen.widget.shown["lines"][0]
    assert ["2019-03-05", "ltr"] in line["pre"]["parts"] and line["pre"]["rtl"]
    assert [part["rtl"] for part in line["about"]][-2:] == [False, False]  # the date and the name of the document


def test_a_paragraph_is_shown_and_then_the_whole_text():
    text = "أولى الفقرات.\nهنا الإرهاب و<b>غيره</b>.\n\nأخيرة الفقرات."
    seen = view(tokens_of([text, "وهذا الإرهاب"], title=["عنوان", "آخر"]))
    seen.hear({"do": "read", "line": keys(seen)[0], "whole": False})
    read = seen.widget.shown["text"]
    assert read["title"]["parts"] == [["عنوان", ""]] and not read["whole"]
    assert read["paragraphs"] == [
        {"rtl": True, "parts": [["هنا ", ""], ["الإرهاب", "mark"], [" و<b>غيره</b>.", ""]]}
    ]
    seen.hear({"do": "read", "line": keys(seen)[0], "whole": True})
    paragraphs = ["".join(part for part, _ in one["parts"]) for one in seen.widget.shown["text"]["paragraphs"]]
    assert paragraphs == ["أولى الفقرات.", "هنا الإرهاب و<b>غيره</b>.", "أخيرة الفقرات."]
    assert seen.hear({"do": "close"}) is None and seen.text is None
    seen.hear({"do": "read", "line": keys(seen)[1], "whole": False})
    assert seen.widget.shown["text"]["title"]["parts"] == [["آخر", ""]] and seen.widget.shown["at"] == 1
    choose(seen, window="3")
    assert seen.widget.shown["text"] is None


def test_of_a_very_long_text_a_part_is_shown():
    seen = view(tokens_of(["كلمة " * 20_000 + "الإرهاب " + "كلمة " * 20_000]))
    seen.hear({"do": "read", "line": keys(seen)[0], "whole": True})
    read = seen.widget.shown["text"]
    assert read["cut"] and 50_000 < sum(len(p) for one in read["paragraphs"] for p, _ in one["parts"]) < 70_000


def test_a_line_that_is_gone_is_said(made):
    seen = view(made)
    seen.hear({"do": "read", "line": ["nowhere", 3], "whole": False})
    assert "no longer on the page" in seen.widget.shown["said"] and shown(seen) == [1, 2, 3]
    seen.hear({"do": "something else"})
    seen.hear({})


@pytest.fixture
def saved():
    """What was saved: a list of (name, table), and the function that does it."""
    found = []

    def save(table, name):
        found.append((name, table))
        return f"lines/{name}.csv"

    return found, save


def test_ticked_lines_are_saved(made, saved):
    found, save = saved
    seen = view(made, export=save)
    seen.hear({"do": "save", "all": False})
    assert "No line is ticked" in seen.widget.shown["said"] and not found
    seen.hear({"do": "tick", "line": keys(seen)[1], "on": True})
    seen.hear({"do": "turn", "by": 1})
    seen.hear({"do": "tick", "line": keys(seen)[0], "on": True})
    seen.hear({"do": "tick", "line": keys(seen)[2], "on": True})
    seen.hear({"do": "tick", "line": keys(seen)[2], "on": False})
    assert [line["ticked"] for line in seen.widget.shown["lines"]] == [True, False, False]
    assert seen.widget.shown["ticked"] == 2
    seen.hear({"do": "save", "all": False})
    ((name, table),) = found
    assert name == "الإرهاب" and table["query"].tolist() == ["الإرهاب"] * 2
    assert [int(re.search(r"\d", pre)[0]) for pre in table["pre"]] == [2, 4]
    assert "lines/" in seen.widget.shown["said"] and "الأسطر المكتوبة" in seen.widget.shown["said"]
    seen.hear({"do": "untick"})
    assert seen.widget.shown["ticked"] == 0


def test_all_hits_are_saved_as_they_are_chosen(made, saved):
    found, save = saved
    seen = view(made, export=save, sources=["الغد"])
    seen.hear({"do": "save", "all": True})
    choose(seen, source="الغد", window="2")
    seen.hear({"do": "save", "all": True})
    assert [len(table) for _, table in found] == [7, 2]
    assert list(found[0][1].columns) == ["query", *concordance.lines(made, "الإرهاب").columns]
    pd.testing.assert_frame_equal(
        found[1][1].drop(columns="query"), concordance.lines(made, "الإرهاب", window=2, source="الغد")
    )
    without = view(made)
    without.hear({"do": "save", "all": True})
    assert len(found) == 2


def test_a_cell_that_is_run_again_finds_its_place(made, shell):
    seen = view(made)
    choose(seen, query="الإرهاب|الأمن", source="الشرق")
    seen.hear({"do": "turn", "by": 1})
    seen.hear({"do": "tick", "line": keys(seen)[0], "on": True})
    seen.hear({"do": "at", "at": 1})
    again = view(made)
    assert again.widget.shown["state"] == seen.widget.shown["state"] and shown(again) == [4, 5]
    assert again.widget.shown["ticked"] == 1 and again.widget.shown["at"] == 1
    assert shown(view(made, query="الإرهاب", window=9)) == [1, 2, 3]  # another is asked for
    assert shown(view(made, name="another")) == [1, 2, 3]


def test_outside_of_a_kernel_nothing_is_kept(made):
    choose(view(made), query="الأمن")
    assert shown(view(made)) == [1, 2, 3]


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
    page, outputs = exported(code, 'seen.hear({"do": "choose", "query": "القائد"})')
    assert "application/vnd.jupyter.widget-view+json" in outputs[0]["data"]
    assert outputs[0]["data"]["text/html"] == ""
    # The second cell changed the query: its lines took the place of the first ones, in the output of the first cell.
    assert "القائد" in outputs[1]["data"]["text/html"] and len(outputs) == 2
    assert "khitab-concordance" in page and "القائد" in page and "الوزير" not in page
    assert "القائد · 1–1/1" in re.sub("<[^>]+>", "", outputs[1]["data"]["text/html"])
    assert outputs[1]["data"]["text/plain"] == "عدد الأسطر 1 · 1 hits"
    assert "<script>alert" not in page and "&lt;script&gt;alert(" in page


def test_texts_are_searched_once_for_each_page(made, saved):
    asked = []

    def search(*given, **options):
        asked.append(options["skip"])
        return concordance.page(*given, **options)

    seen = viewer.concordance(search, made, query="الإرهاب", lines=3, export=saved[1])
    seen.hear({"do": "tick", "line": keys(seen)[0], "on": True})
    seen.hear({"do": "read", "line": keys(seen)[0], "whole": True})
    seen.hear({"do": "save", "all": False})
    seen.hear({"do": "turn", "by": 1})
    assert asked == [0, 3]


def test_fewer_hits_than_when_the_page_was_left(made, shell):
    seen = view(made, lines=3)
    seen.place["skip"] = 300
    seen.stale = True
    seen.show()
    assert seen.n_hits and seen.widget.shown["lines"] and ends(seen)[1]


def test_other_words_than_those_of_the_line_are_not_marked(made):
    line = concordance.lines(made, "الإرهاب").iloc[0].to_dict()
    viewer.text(made.corpus, line)
    for other in ({"start": line["start"] + 1}, {"keyword": "الأمن"}, {"start": 900}):
        with pytest.raises(InputError, match="not in the corpus any more"):
            viewer.text(made.corpus, {**line, "end": None, **other})


def test_what_goes_wrong_otherwise_is_said_too_and_the_page_is_answered(made):
    def broken(*given, **options):
        raise ZeroDivisionError("division by zero")

    seen = view(made, export=broken)
    turns = seen.widget.shown["turn"]
    seen.hear({"do": "tick", "line": keys(seen)[0], "on": True})
    seen.hear({"do": "save", "all": False})
    said = seen.widget.shown["said"]
    assert "ZeroDivisionError at test_viewer.py:" in said and "It is a fault of Khitab" in said and "وهو عيب" in said
    assert seen.widget.shown["turn"] == turns + 2 and shown(seen) == [1, 2, 3]
    seen.hear({"do": "turn"})  # a message that lacks what it should hold
    assert "KeyError" in seen.widget.shown["said"]
    seen = viewer.concordance(broken, made, query="الإرهاب")
    assert "ZeroDivisionError" in seen.page and seen.widget.shown["lines"] == []


def test_two_studies_that_ask_for_the_same_have_two_places(made, shell):
    def export(folder):
        def write(table, name):
            return name

        write.folder = folder
        return write

    choose(view(made, export=export("a")), query="الأمن")
    assert view(made, export=export("a")).query == "الأمن" and view(made, export=export("b")).query == "الإرهاب"


def test_nothing_scrolls_but_where_the_reader_is():
    script = (Path(viewer.__file__).parents[1] / "resources" / "live" / "viewer.js").read_text("utf-8")
    for line in script.splitlines():
        assert "scrollIntoView" not in line or "if (root.contains(document.activeElement))" in line
