"""The gallery: every figure with the question of its notebook, in both languages, and nothing in it that runs."""

import json
import re

import pandas as pd
import pytest
from elements import Elements
from typer.testing import CliRunner

from helpers.display import plots
from helpers.errors import InputError, NotFound
from helpers.study import cli, gallery, outputs, questions
from helpers.study.settings import PROJECT

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def words(*terms):
    return pd.DataFrame({"term": list(terms), "ipm": [100.0 - n for n in range(len(terms))]})


def save(study, name="06_keyness_scatter", terms=("الإرهاب", "الدولة"), **texts):
    table = words(*terms)
    ax = plots.bars(table, title=("كلمات", "words"))
    texts = {"caption_ar": "كلمات المدونة", "caption_en": "Words of the corpus"} | texts
    return outputs.save(study, name, ax, table, **texts)


def page(study):
    return gallery.write(study).read_text(encoding="utf-8")


def test_the_question_comes_from_the_notebook():
    about = questions.of(PROJECT / "notebooks" / "06_keyness.ipynb")
    text = (PROJECT / "notebooks" / "06_keyness.ipynb").read_text(encoding="utf-8")
    assert about["title"] == {"ar": "الكلمات المفتاحية", "en": "06 · Keyness"}
    assert about["question"]["en"].startswith("What sets this corpus apart?") and "<" not in about["question"]["ar"]
    assert about["question"]["ar"] in text and about["question"]["en"] in text
    assert about["figures"]["06_keyness_scatter"] == {"ar": "الأثر والتواتر", "en": "Effect and frequency"}


@pytest.mark.parametrize("path", sorted((PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_has_a_question_and_every_figure_a_heading(path):
    about = questions.of(path)
    assert all(about["title"].values()) and all(about["question"].values())
    assert all(all(heading.values()) for heading in about["figures"].values())


def test_every_figure_in_both_languages_with_its_files(make_study):
    study = make_study('title = "عنوان"\n[figures]\nformats = ["png", "pdf"]\ndpi = 100\n')
    save(study)
    outputs.save_table(study, "06_keywords", words("أ"), caption_ar="جدول", caption_en="A table")
    text = page(study)
    elements = Elements(text)
    assert (elements.all("html")[0]["lang"], elements.all("html")[0]["dir"]) == ("ar", "rtl")
    sections = [(a["lang"], a["dir"]) for a in elements.all("section")]
    assert sections == [("ar", "rtl"), ("en", "ltr")]
    images = elements.all("img")
    assert len(images) == 2 and all(image["src"].startswith("data:image/webp;base64,") for image in images)
    assert images[0]["src"] != images[1]["src"]  # the English one was drawn, from the table
    assert images[0]["alt"].startswith("أعمدة أفقية") and images[1]["alt"].startswith("Horizontal bars")
    links = [a["href"] for a in elements.all("a") if not a["href"].startswith("#")]
    assert set(links) == {"06_keyness_scatter.png", "06_keyness_scatter.pdf", "06_keyness_scatter.csv",
                          "06_keyness_scatter.en.png", "06_keyness_scatter.en.pdf"}  # fmt: skip
    assert all((study.figures_folder / link).is_file() for link in links)
    asked = questions.of(PROJECT / "notebooks" / "06_keyness.ipynb")
    assert asked["question"]["ar"] in text and asked["question"]["en"] in text and "Effect and frequency" in text
    assert "Largest: <bdi dir=\"rtl\">الإرهاب</bdi>: 100" in text and "جدول" not in text
    assert gallery.write(study).read_bytes() == text.encode("utf-8")


def test_an_english_study_opens_in_english_and_a_figure_by_hand_is_shown_as_it_is(make_study):
    import matplotlib.pyplot as plt

    study = make_study('[figures]\nlanguage = "en"\nformats = ["png"]\ndpi = 100\n')
    _, ax = plt.subplots()
    outputs.save(study, "99_own", ax, words("أ"), caption_ar="", caption_en="By hand", alt_en="A line")
    elements = Elements(page(study))
    assert elements.all("html")[0] == {"lang": "en", "dir": "ltr"}
    assert ["checked" in button for button in elements.all("input")] == [False, True]
    assert len({image["src"] for image in elements.all("img")}) == 1
    assert "هذا الشكل مرسوم بالإنجليزية فقط" in page(study)


def test_what_could_not_be_drawn_says_why(make_study):
    study = make_study('[figures]\nformats = ["png"]\ndpi = 100\n')
    save(study)
    outputs.save_absent(study, "06_keyness", "No term of 12 is key; the corpora may be too small or too alike.")
    text = page(study)
    assert "This figure was not drawn. No term of 12 is key" in text and "لم يُرسم هذا الشكل." in text


def test_hostile_texts_are_inert(make_study):
    study = make_study(f'title = "{EVIL}"\n[figures]\nformats = ["png"]\ndpi = 100\n')
    save(study, "06_a", ("أ" + EVIL, "ب"), caption_ar=EVIL, caption_en=EVIL, notebook=EVIL.replace("/", ""))
    text = page(study)
    elements = Elements(text)
    assert elements.all("script") == [] and len(elements.all("img")) == 2
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
    policy = next(meta["content"] for meta in elements.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; img-src data:") and "script-src" not in policy
    assert not re.search(r"https?:|//[a-z]|@import", re.sub(r"base64,[A-Za-z0-9+/=]+", "", text))


def test_a_study_that_was_not_run_is_told_so(study, tmp_path):
    with pytest.raises(NotFound, match='There is no figure in .* yet; "khitab run'):
        gallery.write(study)
    told = CliRunner().invoke(cli.app, ["gallery", str(study.folder)])
    assert told.exit_code == 1 and "There is no figure in" in told.output
    assert "gallery" in CliRunner().invoke(cli.app, ["--help"]).output
    (tmp_path / "x.ipynb").write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(InputError, match="x.ipynb cannot be read as a notebook"):
        questions.of(tmp_path / "x.ipynb")
