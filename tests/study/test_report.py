import json
import re

import pandas as pd
import pytest
from elements import Elements

from helpers.errors import InputError
from helpers.study import outputs, report

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"
TEXTS = {"caption_ar": "شكل أول. وفيه تفصيل.", "caption_en": "A figure", "alt_ar": "وصف", "alt_en": "In words"}


@pytest.fixture
def ax():
    from helpers.display import style

    with style.context():
        _, ax = style.figure("single")
        ax.plot([1, 2])
    return ax


def words(*terms):
    return pd.DataFrame({"term": list(terms), "n": range(len(terms))})


def page(study):
    return report.write(study).read_text(encoding="utf-8")


def test_figures_and_tables_stand_in_order_with_their_captions(study, ax):
    outputs.save(study, "06_keyness", ax, words("الإرهاب"), parameters={"node": "الدولة"}, **TEXTS)
    outputs.save_table(study, "00_settings", words("أ"), caption_ar="إعدادات", caption_en="Settings")
    outputs.save_table(study, "01_corpus", words(*"ابتثجحخدذرزسش"), caption_ar="مدونة", caption_en="Corpus")
    text = page(study)
    elements = Elements(text)
    assert [section["id"] for section in elements.all("section")] == ["01_corpus", "00_settings", "06_keyness"]
    assert elements.all("html")[0] == {"lang": "ar", "dir": "rtl"}
    (image,) = elements.all("img")
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert (image["alt"], image["width"]) == ("وصف", str(round(85 / 25.4 * 96 * report.ENLARGED)))
    for expected in ("شكل أول. وفيه تفصيل.", "A figure", "<bdi>الدولة</bdi>", "In words", "عنوان الدراسة"):
        assert expected in text
    assert "<h2>شكل أول</h2>" in text
    assert "أول <bdi>10</bdi>" not in text  # the corpus is described whole


def test_years_are_not_grouped_like_quantities(study):
    by_year = pd.DataFrame({"period": ["2019"], "group": pd.Categorical(["2020"]), "n": [2021]})
    outputs.save_table(study, "04_by_year", by_year.astype({"period": "str"}), caption_ar="ج", caption_en="t")
    outputs.save_table(study, "05_years", pd.DataFrame({"year": [2022]}), caption_ar="ج", caption_en="t")
    text = page(study)
    assert "2,021" in text and "2,019" not in text and "2,020" not in text and "2,022" not in text


def test_long_tables_are_cut(study):
    outputs.save_table(study, "02_terms", words(*[f"كلمة{n}" for n in range(50)]), caption_ar="ج", caption_en="t")
    text = page(study)
    assert "كلمة9<" in text
    assert "كلمة10" not in text
    assert "50" in text


def test_links_lead_to_the_files_beside(study, ax):
    outputs.save(study, "06_keyness", ax, words("أ"), notebook="06_keyness", **TEXTS)
    (study.figures_folder / "executed").mkdir()
    (study.figures_folder / "executed" / "06_keyness.ipynb").touch()
    links = [a["href"] for a in Elements(page(study)).all("a") if not a["href"].startswith("#")]
    kinds = ("png", "svg", "pdf", "csv", "json")
    assert links == [*(f"06_keyness.{kind}" for kind in kinds), "executed/06_keyness.ipynb"]
    assert all((study.figures_folder / link).is_file() for link in links)


def test_the_same_files_give_the_same_bytes(study, ax):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    assert report.write(study).read_bytes() == report.write(study).read_bytes()


def test_nothing_of_the_corpus_runs(make_study, ax):
    study = make_study(f'title = "{EVIL}"\ndescription = "{EVIL}"\n')
    evil = {key: EVIL for key in TEXTS}
    outputs.save(
        study, "06_a", ax, words(EVIL).assign(**{EVIL: EVIL}), parameters={EVIL: [EVIL]}, notebook=EVIL, **evil
    )
    path = study.figures_folder / "06_a.json"
    sidecar = json.loads(path.read_text(encoding="utf-8"))
    sidecar |= {"corpus_hash": EVIL, "commit": EVIL, "seed": EVIL, "recipe": {EVIL: {EVIL: EVIL}}}
    sidecar |= {"versions": {EVIL: EVIL}, "table": {"sha256": EVIL}, "name": EVIL, "files": [EVIL]}
    path.write_text(json.dumps(sidecar), encoding="utf-8")
    study.derived.mkdir()
    (study.derived / "manifest.json").write_text(
        json.dumps({"corpus_hash": EVIL, "n_documents": EVIL}), encoding="utf-8"
    )
    text = page(study)
    elements = Elements(text)
    assert elements.all("script") == []
    assert len(elements.all("img")) == 1
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
    assert text.count("&lt;script&gt;") > 10
    policy = next(meta["content"] for meta in elements.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_no_outside_request(study, ax):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    text = page(study)
    assert not re.search(r"https?:|//[a-z]|@import", re.sub(r"base64,[A-Za-z0-9+/=]+", "", text))
    for tag, attributes in Elements(text).found:
        for name in ("src", "href"):
            assert re.match(r"data:|#|[\w./]+$", attributes.get(name, "#")), tag
    assert text.count("font/ttf;base64,") == 2


def test_a_heavy_drawing_is_shown_as_png(study, ax, monkeypatch):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    monkeypatch.setattr(report, "LARGEST_SVG", 10)
    (image,) = Elements(page(study)).all("img")
    assert image["src"].startswith("data:image/png;base64,")
    assert abs(int(image["width"]) - 85 / 25.4 * 96 * report.ENLARGED) < 2
    (study.figures_folder / "06_keyness.png").unlink()
    assert Elements(page(study)).all("img")[0]["src"].startswith("data:image/svg+xml")


def test_a_figure_of_another_corpus_or_recipe_is_marked(study, make_study):
    outputs.save_table(study, "02_terms", words("أ"), caption_ar="ج", caption_en="t")
    assert 'class="stale"' not in page(study)
    assert 'class="stale"' in page(make_study('[terms]\nlevel = "form"\n'))
    study.derived.mkdir()
    (study.derived / "manifest.json").write_text('{"corpus_hash": "new", "n_documents": 2400}', encoding="utf-8")
    text = page(study)
    assert 'class="stale"' in text
    assert "2,400" in text


def test_before_there_is_anything(study):
    assert "There are no figures or tables yet." in page(study)


def test_a_file_that_is_no_sidecar_is_named(study):
    study.figures_folder.mkdir()
    (study.figures_folder / "06_a.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="06_a.json is no sidecar of a figure"):
        report.write(study)


def test_a_sidecar_that_lost_its_table_and_captions(study):
    study.figures_folder.mkdir()
    (study.figures_folder / "06_a.json").write_text("{}", encoding="utf-8")
    assert "<h2>06_a</h2>" in page(study)
