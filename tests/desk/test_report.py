"""The report in a real browser: its language, its tables, from a word to the article, print, access, hostile texts."""

import os
import re
from importlib.util import find_spec

import pandas as pd
import pytest
from desk import lab

from helpers.analyses import reported_speech
from helpers.corpus import store
from helpers.display import plots, quotations
from helpers.study import outputs, report, settings

if os.environ.get("CI", "").lower() in ("", "0", "false") and (find_spec("playwright") is None or not lab.chromium()):
    pytest.skip("There is no Playwright, or no Chromium: make desk installs the one.", allow_module_level=True)

EVIL = "<script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">"
WORD = "الإرهاب"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The report of a study whose title, texts and tables mean harm."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "raw").mkdir()
    for n in range(7):
        text = f"{EVIL} قال الوزير رقم {n} إن مكافحة {WORD} واجب على الجميع، ثم عاد إلى مكتبه في 2019-03-0{n + 1}."
        (folder / "raw" / f"{n}.txt").write_text(text, encoding="utf-8")
    evil = EVIL.replace('"', "")
    said = f'قال سامر الأحمد "نحن {evil} نعمل على حل هذه المسألة 𐤀 سريعا". ' + "أضاف الأحمد \"لن ننتظر أحدا\"."
    (folder / "raw" / "said.txt").write_text(said + ' قالت ليلى حسن "المدرسة مفتوحة اليوم".', encoding="utf-8")
    (folder / "study.toml").write_text(f"title = '''{EVIL} دراسة'''\n", encoding="utf-8")
    study = settings.load(folder)
    tokens = store.build(study.raw, study.derived, recipe=study.recipe)
    first = tokens.terms.iloc[tokens.term[(tokens.forms["form"].iloc[tokens.form] == WORD).to_numpy()][0]]["term"]
    terms, ipm = [first, EVIL, *[f"كلمة{n:02}" for n in range(60)]], [1500.5, 0.0001, *[n / 7 for n in range(60)]]
    table = pd.DataFrame({
        "term": terms, "n": [5, 1, *range(100, 160)], "ipm": ipm,
        "span": "من 2018-01-17 إلى 2018-10-12",
        "n_docs": 3, "dp_norm": -0.5, "ci_low": 1.0, "ci_high": 2.0, "forms": [f"صيغة {n}" for n in range(62)],
        "is_stop": [True, False] * 31, "kind": "arabic", "range": 0.25,
    })  # fmt: skip
    ax = plots.bars(table.head(5), value="ipm", label="term", title=("العنوان", "The title"))
    outputs.save(study, "03_term_frequency", ax, table, caption_ar="أكثر الكلمات ورودا", caption_en="Frequent words")
    lines = pd.DataFrame({
        "query": WORD, "doc_id": [str(n % 7) for n in range(30)], "source": "س", "date": "2019-03-01", "start": 3,
        "end": 9, "pre": "قبل الكلمة", "keyword": WORD, "post": "بعد الكلمة",
    })  # fmt: skip
    outputs.save_table(study, "08_concordance", lines, caption_ar="أسطر الكشاف", caption_en="Concordance lines")
    speech = reported_speech.extract(tokens.corpus)
    names = reported_speech.named(reported_speech.by_speaker(speech))["speaker"].tolist()
    outputs.save_page(study, "09_quotations", "<p></p>", quotations.chosen(reported_speech.said_by(speech, names)),
                      caption_ar="الأقوال بحسب القائل", caption_en="Quotations by speaker")  # fmt: skip
    return report.write(study)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        yield browser
        browser.close()


@pytest.fixture
def page(browser, path):
    """The report, opened; at the end nothing was asked of the network, nothing complained, nothing hostile ran."""
    page, told = browser.new_page(viewport={"width": 1280, "height": 900}), []
    page.on("request", lambda one: told.extend([one.url[:80]] * (not one.url.startswith(("file:", "data:", "blob:")))))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text))
    page.goto(path.as_uri())
    yield page
    assert told == [] and page.title() != "hacked"
    assert page.locator("img[src='x']").count() == 0
    page.close()


def table(page, name="03_term_frequency"):
    """The table of an output, opened and alive."""
    details = page.locator(f"[id='{name}'] details.data")
    if not details.evaluate("one => one.open"):
        details.locator("summary").first.click()
    details.scroll_into_view_if_needed()
    details.locator(".live table").wait_for()
    return details.locator(".live")


def column(live, place):
    return live.locator(f"tbody td:nth-child({place})").all_inner_texts()


def headings(live):
    return [re.sub(" [\u25b2\u25bc]$", "", text) for text in live.locator("thead th").all_inner_texts()]


def test_one_switch_turns_it_from_arabic_to_english_and_back(page):
    live = table(page)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    arabic, english = page.get_by_text("كيف يُقرأ").first, page.get_by_text("How to read this").first
    assert headings(live)[0] == "الكلمة" and arabic.is_visible() and not english.is_visible()
    page.locator("[data-language=en]").click()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    assert headings(live)[0] == "term" and english.is_visible() and not arabic.is_visible()
    left = [one["x"] for one in map(lambda th: th.bounding_box(), live.locator("thead th").all())]
    assert left == sorted(left)
    page.locator("[data-language=ar]").click()
    left = [one["x"] for one in map(lambda th: th.bounding_box(), live.locator("thead th").all())]
    assert left == sorted(left, reverse=True)


def test_a_table_sorts_searches_pages_and_shows_the_columns_that_are_chosen(page):
    live = table(page)
    assert len(column(live, 1)) == 25 and column(live, 2)[0] == "5"
    assert column(live, 3)[:2] == ["1,500.50", "1.0e\u221204"]
    live.locator("thead th:nth-child(2) button").click()  # largest first
    assert column(live, 2)[0] == "159"
    assert live.locator("thead th:nth-child(2)").get_attribute("aria-sort") == "descending"
    live.locator("thead th:nth-child(2) button").click()
    assert column(live, 2)[0] == "1"
    live.locator("thead th:nth-child(1) button").click()
    assert column(live, 1)[-1].startswith("كلمة")
    live.get_by_role("button", name="التالي").click()
    assert "الصفوف 26 إلى 50 من 62" in live.inner_text()
    live.locator("input[type=search]").fill("كلمه07")  # a spelling that differs
    assert column(live, 1) == ["كلمة07"] and "الصفوف 1 إلى 1 من 1" in live.inner_text()
    live.locator("input[type=search]").fill("لا شيء")
    assert "لا صف فيه هذا." in live.inner_text()
    live.locator("input[type=search]").fill("")
    live.locator(".tools details summary").click()
    before = headings(live)
    live.locator(".choice label").filter(has_text=before[1]).first.locator("input").uncheck()
    assert headings(live) == [before[0], *before[2:]]


def test_a_word_leads_to_its_lines_and_these_to_the_article(page):
    live = table(page)
    assert live.locator("tbody button.word").count() == 1  # only a word of the texts
    live.locator("tbody button.word").click()
    dialog = page.locator("dialog")
    assert dialog.locator("tr").count() == 5 and f"{WORD}" in dialog.inner_text()
    sides = [cell.bounding_box()["x"] for cell in dialog.locator("tr").first.locator("td").all()]
    assert sides[0] > sides[1] > sides[2]  # what stands before the word is at its right
    dialog.locator("tr").nth(2).locator("button").click()
    assert dialog.locator("mark").inner_text() in (WORD, f"ب{WORD}") and EVIL in dialog.locator(".article").inner_text()
    page.get_by_role("button", name="إلى الأسطر").click()
    assert dialog.locator("tr").count() == 5
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_a_concordance_runs_from_the_right_in_both_languages(page):
    live = table(page, "08_concordance")
    for language in ("en", "ar"):
        page.locator(f"[data-language={language}]").click()
        row = live.locator("tbody tr").first
        pre, keyword, post = (row.locator(f"td.{kind}").bounding_box()["x"] for kind in ("pre", "keyword", "post"))
        assert pre > keyword > post


def test_quotations_stand_by_speaker_and_lead_to_the_article(page):
    quoted = page.locator("[id='09_quotations'] .quoted .live")
    quoted.wait_for()
    assert quoted.locator("h4 bdi").all_inner_texts()[0] == "سامر الأحمد"
    assert "القائلون 1 إلى 8 من 9" in quoted.inner_text()
    assert "أقوال: 2 · وثائق: 1" in quoted.locator("h4").first.inner_text()
    for language in ("en", "ar"):  # Arabic runs from the right whatever the language of the page
        page.locator(f"[data-language={language}]").click()
        assert quoted.locator("blockquote p").first.get_attribute("dir") == "rtl"
    quoted.locator("input[type=search]").fill("أنتظر")
    assert "لا قول فيه هذا." in quoted.inner_text()
    quoted.locator("input[type=search]").fill("ننتظر احدا")  # a spelling that differs
    assert quoted.locator("blockquote").count() == 1
    quoted.locator("input[type=search]").fill("")
    quoted.locator("select").select_option(label="ليلى حسن")
    assert quoted.locator("blockquote .quote").all_inner_texts() == ['"المدرسة مفتوحة اليوم"']
    assert "قالت ليلى حسن" in quoted.locator("blockquote .around").first.inner_text()  # its article is not in the page
    quoted.locator("select").select_option(label="رقم 0")
    quote = quoted.locator("blockquote .quote").first.inner_text()
    quoted.locator("footer button").first.click()
    assert page.locator("dialog mark").inner_text() == quote and EVIL in page.locator("dialog .article").inner_text()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [400, 1280, 1920])
def test_no_width_scrolls_sideways(page, width):
    table(page)
    for language in ("ar", "en"):
        page.locator(f"[data-language={language}]").click()
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_reads_by_ear_or_keyboard_meets_no_barrier(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    table(page)
    for language in ("ar", "en"):
        page.locator(f"[data-language={language}]").click()
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["impact"], one["nodes"][0]["html"][:80]) for one in found] == []


def test_it_prints_with_page_numbers_the_first_rows_and_how_all_was_made(page, tmp_path):
    import pypdf

    live = table(page)
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    made = pypdf.PdfReader(tmp_path / "report.pdf")
    assert len(made.pages) >= 5 and made.pages[0].mediabox.width == pytest.approx(595, abs=2)
    texts = [one.extract_text() for one in made.pages]
    assert re.search(r"^2\b|\b2\s*$", texts[1]) and "khitab" in "".join(texts[-2:])
    assert live.is_visible()  # and on the screen all is as before


def test_where_no_script_runs_both_languages_and_the_first_rows_are_there(browser, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    text = page.inner_text("body")
    assert "كيف يُقرأ" in text and "How to read this" in text and not page.locator(".switch").is_visible()
    page.locator("[id='03_term_frequency'] details.data summary").first.click()
    assert page.locator("[id='03_term_frequency'] .static tbody tr").count() == report.ROWS
    context.close()


def test_dates_in_arabic_cells_are_not_turned_round(page):
    live = table(page)
    live.locator(".tools details summary").click()
    live.locator(".choice label").filter(has_text="span").locator("input").check()
    cell = live.locator("tbody tr").first.locator("td").last
    assert cell.inner_text() == "من 2018-01-17 إلى 2018-10-12"
    year, day = (cell.evaluate(
        """(node, at) => {
        const text = node.querySelectorAll("bdi bdi")[0].firstChild, range = document.createRange();
        range.setStart(text, at); range.setEnd(text, at + 2); return range.getBoundingClientRect().x; }""", at,
    ) for at in (0, 8))  # fmt: skip
    assert year < day
