"""Twins of figures in a real browser, in the report under its policy: by mouse, by keyboard, and without a script."""

import contextlib
import os
from importlib.util import find_spec

import pytest
from desk import lab
from factory import tokens_of

from helpers.study import outputs, report, settings, twins

if os.environ.get("CI", "").lower() in ("", "0", "false") and (find_spec("playwright") is None or not lab.chromium()):
    pytest.skip("There is no Playwright, or no Chromium: make desk installs the one.", allow_module_level=True)


@pytest.fixture(scope="module", params=["ar", "en"])
def written(request, tmp_path_factory):
    """The report of a study with one twin, in Arabic and in English: (its path, the twin's data)."""
    import pandas as pd

    from helpers.display import effects, language

    folder = tmp_path_factory.mktemp("twins")
    (folder / "study.toml").write_text(f'[figures]\nlanguage = "{request.param}"\ndpi = 100\n', encoding="utf-8")
    study = settings.load(folder)
    tokens = tokens_of([f"قال الوزير رقم {n} إن مكافحة الإرهاب واجب." for n in range(4)])
    table = pd.DataFrame({"term": ["الإرهاب", "الوزير"], "ipm": [900.0, 100.0], "n": [4, 4], "log_ratio": [2.0, -1.0],
                          "key": [True, False]})  # fmt: skip
    with language.chosen(language=request.param):
        ax = effects.scatter(table)
        outputs.save(study, "06_a", ax, table, caption_ar="شكل", caption_en="A figure")
        data = twins.show(study, "06_a", ax, tokens).data
    return report.write(study), data


@contextlib.contextmanager
def opened(path, **options):
    """A page of a browser with `path` in it, and what it asked for and complained of."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=lab.chromium(), args=list(lab.QUIET_BROWSER))
        page, told = browser.new_page(**options), []
        page.on("request", lambda one: told.extend([one.url[:80]] * (not one.url.startswith(("file:", "data:")))))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda line: told.append(line.text))
        page.goto(path.as_uri())
        yield page, told
        browser.close()


def test_by_mouse_and_by_keyboard_it_answers_and_asks_for_nothing(written):
    path, data = written
    with opened(path) as (page, told):
        twin = page.locator(".khitab-twin")
        box = twin.locator("img").bounding_box()
        at = data["spots"][0]["at"]
        page.mouse.move(box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
        assert "الإرهاب" in twin.locator(".tip").inner_text() and twin.locator(".ring").is_visible()
        page.mouse.click(box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
        assert twin.locator(".lines tr").count() == 3 and twin.locator(".lines td.key").nth(0).inner_text() == "الإرهاب"
        twin.locator("select").focus()
        page.keyboard.press("Escape")
        assert twin.locator(".lines tr").count() == 0 and twin.locator(".tip").is_hidden()
        page.keyboard.press("ArrowDown")
        assert twin.locator(".lines .name").inner_text() == "الإرهاب"
        before, after = (twin.locator(f".lines td.{kind}").nth(0).bounding_box() for kind in ("pre", "post"))
        assert before["x"] > after["x"]  # what precedes stands at the right, in either language
        assert told == []


def test_without_scripts_the_picture_stays(written):
    with opened(written[0], java_script_enabled=False) as (page, told):
        assert page.locator(".khitab-twin img").is_visible() and page.locator(".khitab-twin select").count() == 0
        assert told == []
