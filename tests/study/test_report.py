import base64
import gzip
import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from elements import Elements

from helpers.analyses import reported_speech
from helpers.corpus import store
from helpers.display import quotations
from helpers.errors import InputError
from helpers.study import embedded, outputs, report

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
    outputs_there = [one["id"] for one in elements.all("section") if one["class"] == "output"]
    assert outputs_there == ["00_settings", "01_corpus", "06_keyness"]
    chapters_there = [one["id"] for one in elements.all("section") if one["class"] == "chapter"]
    assert chapters_there == [
        "method", "chapter-00_start_here", "chapter-01_corpus", "chapter-06_keyness", "provenance"
    ]  # fmt: skip
    assert elements.all("html")[0] == {"lang": "ar", "dir": "rtl", "data-first": "ar"}
    (image,) = elements.all("img")
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert (image["alt"], image["width"]) == ("وصف", str(round(85 / 25.4 * 96 * report.ENLARGED)))
    for expected in ("شكل أول. وفيه تفصيل.", "A figure", "<bdi>الدولة</bdi>", "In words", "عنوان الدراسة"):
        assert expected in text
    assert re.search(r'<h3 id="06_keyness-h"><span class="ar " lang="ar" dir="rtl">.*شكل أول.*</span>', text)
    (title,) = re.findall(r'id="chapter-06_keyness">\s*<h2>(.*?)</h2>', text, re.DOTALL)
    assert "الكلمات المفتاحية" in title and ">Keyness<" in title  # as the notebook calls itself
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
    assert "#made-06_keyness" in [a["href"] for a in Elements(page(study)).all("a")]
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
    assert [one.get("type") for one in elements.all("script")] == [None]  # the page's own
    assert len(elements.all("img")) == 1
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
    assert text.count("&lt;script&gt;") > 10
    policy = next(meta["content"] for meta in elements.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'")
    (allowed,) = re.findall(r"script-src ([^;]*);", policy)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert allowed == f"'sha256-{digest}'" and EVIL not in script


def test_no_outside_request(study, ax):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    text = page(study)
    own = r"<script>.*?</script>|base64,[A-Za-z0-9+/=]+|<ul class=\"works\".*?</ul>"
    shown = re.sub(own, "", text, flags=re.DOTALL)
    assert not re.search(r"https?:|//[a-z]|@import", shown)
    for tag, attributes in Elements(text).found:
        for name in ("src", "href"):
            assert re.match(r"data:|#|[\w./]+$", attributes.get(name, "#")), tag
    assert text.count("font/woff2;base64,") == 2


def test_a_heavy_drawing_is_shown_as_png(study, ax, monkeypatch):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    monkeypatch.setattr(report, "LARGEST_SVG", 10)
    (image,) = Elements(page(study)).all("img")
    assert image["src"].startswith("data:image/webp;base64,")
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
    assert re.search(r'<h3 id="06_a-h">.*?06_a.*?</h3>', page(study), re.DOTALL)


def unpacked(text, key):
    (packed,) = re.findall(rf'<script type="application/octet-stream" id="{key}">([^<]*)</script>', text)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def block(text):
    """The one block of data that the tables of a page have."""
    (key,) = {one["data-block"] for one in Elements(text).all("details") if "data-block" in one}
    return key


def test_a_long_table_is_in_the_page_whole_and_once(study):
    table = words(*[f"كلمة{n}" for n in range(50)])
    outputs.save_table(study, "02_terms", table, caption_ar="ج", caption_en="t")
    outputs.save_table(study, "02_again", table, caption_ar="ج", caption_en="t")
    text = page(study)
    data = unpacked(text, block(text))
    assert data["n"] == 50 and data["cells"] == [table["term"].tolist(), table["n"].tolist()]
    assert [[column[0], column[3]] for column in data["columns"]] == [["term", "text"], ["n", "whole"]]
    assert data["columns"][0][1:3] == ["الكلمة", "term"]


def test_a_table_too_large_for_the_page_is_cut_and_says_so(study, monkeypatch):
    from helpers.study import embedded

    monkeypatch.setattr(embedded, "LARGEST_TABLE", 2_000)
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"term": [f"كلمة{n}" for n in range(4000)], "ipm": rng.random(4000)})
    outputs.save_table(study, "02_terms", table, caption_ar="ج", caption_en="t")
    text = page(study)
    data = unpacked(text, block(text))
    assert data["n"] == 4000 and 50 <= len(data["cells"][0]) < 500
    assert data["cells"][0] == table["term"].tolist()[: len(data["cells"][0])]


def test_values_have_their_names_in_both_languages_and_what_is_missing_stays_so(study):
    table = pd.DataFrame({"quote": [f"قول {n}" for n in range(12)], "kind": ["reported", "name"] * 6,
                          "stance": ["neutral", None] * 6, "share": [float("nan"), 0.5] * 6})  # fmt: skip
    outputs.save_table(study, "09_reported_speech", table, caption_ar="ج", caption_en="t")
    text = page(study)
    data = unpacked(text, block(text))
    at = [column[0] for column in data["columns"]].index("stance")
    assert data["columns"][at][3] == "named"
    arabic, english = data["cells"][at][0]
    assert english == "neutral" and re.search("[\u0600-\u06ff]", arabic)
    assert data["cells"][at][1] is None and data["cells"][-1][:2] == [None, 0.5]


@pytest.mark.parametrize(("texts", "whole"), [("articles", True), ("lines", False), ("none", None)])
def test_a_word_leads_to_its_lines_and_to_the_article(make_study, texts, whole):
    study = make_study(f'[report]\ntexts = "{texts}"\n')
    study.raw.mkdir()
    for n in range(7):
        (study.raw / f"{n}.txt").write_text(f"😀 قال الوزير إن مكافحة الإرهاب واجب رقم {n}.", encoding="utf-8")
    tokens = store.build(study.raw, study.derived, recipe=study.recipe)
    word = tokens.terms.iloc[tokens.term[2]]["term"]
    table = words(word, *[f"كلمة{n}" for n in range(20)])
    outputs.save_table(study, "03_terms", table, caption_ar="ج", caption_en="t")
    text = page(study)
    if whole is None:
        assert 'id="lines"' not in text
        return
    data = unpacked(text, "lines")
    n, lines = data["words"][word]
    assert n == 7 and len(lines) == 5 and len({line[0] for line in lines}) == 5
    articles = [one[4] for one in data["documents"]]
    if whole:
        units = articles[lines[0][0]].encode("utf-16-le")  # as a script counts
        assert units[2 * lines[0][1] : 2 * lines[0][2]].decode("utf-16-le") in tokens.forms["form"].tolist()
    else:
        assert set(articles) == {""} and lines[0][2] in tokens.forms["form"].tolist()
        assert "".join(lines[0][1:]) in tokens.corpus.documents["text"].tolist()


def spoken(study, texts):
    study.raw.mkdir()
    for n, text in enumerate(texts):
        (study.raw / f"{n:02}.txt").write_text(text, encoding="utf-8")
    tokens = store.build(study.raw, study.derived, recipe=study.recipe)
    speech = reported_speech.extract(tokens.corpus)
    speakers = reported_speech.by_speaker(speech)
    names = speakers[speakers["speaker"] != ""]["speaker"].tolist()
    table = quotations.chosen(reported_speech.said_by(speech, names))
    outputs.save_page(study, "09_quotations", "<p></p>", table, caption_ar="بحسب القائل", caption_en="By speaker")
    return tokens, speakers


def test_quotations_stand_by_speaker_each_with_its_place_or_the_words_around(make_study, monkeypatch):
    study = make_study()
    texts = ['😀 قال سامر الأحمد "نحن نعمل على حل هذه المسألة سريعا". وأضاف "لن ننتظر أحدا".',
             'قالت ليلى حسن "المدرسة مفتوحة اليوم وغدا" وعادت. قال سامر الأحمد "انتهى الأمر بيننا".']  # fmt: skip
    tokens, speakers = spoken(study, texts)
    word = tokens.terms.iloc[tokens.term[tokens.doc == 1][1]]["term"]  # leads to the second article alone
    table = words(word, *[f"كلمة{n}" for n in range(20)])
    outputs.save_table(study, "03_terms", table, caption_ar="ج", caption_en="t")
    text = page(study)
    quoted, carried = unpacked(text, "quotations"), unpacked(text, "lines")["documents"]
    named = reported_speech.named(speakers)
    assert [row[:2] for row in quoted] == named[["speaker", "n_quotes"]].to_numpy().tolist()
    assert {row[0]: row[2] for row in quoted} == {"سامر الأحمد": 2, "ليلى حسن": 1}
    for document, start, end, _, quote, before, behind in (row for one in quoted for row in one[3]):
        if carried[document][4]:
            units = carried[document][4].encode("utf-16-le")
            assert units[2 * start : 2 * end].decode("utf-16-le") == quote and (before, behind) == ("", "")
        else:
            assert any(before + quote + behind in one for one in texts) and before + behind
    assert {bool(one[4]) for one in carried} == {True, False}
    assert [one[4] for one in quoted[0][3]] == ['"نحن نعمل على حل هذه المسألة سريعا"', '"لن ننتظر أحدا"',
                                                '"انتهى الأمر بيننا"']  # fmt: skip
    assert text.count("<blockquote>") == 3  # two of the one speaker, one of the other, for print
    monkeypatch.setattr(embedded, "LONGEST_QUOTATION", 20)
    monkeypatch.setattr(embedded, "SPEAKERS", 1)
    assert "speakers, those with most words" not in text
    cut = page(study)
    assert "The page holds the quotations of 1 of 2 speakers, those with most words" in cut
    assert "في الصفحة أقوال 1 من 2 من القائلين" in cut
    (one,) = unpacked(cut, "quotations")
    assert one[3][0][4] == '"نحن نعمل على حل …' and one[1] == 3


def test_no_quotation_stands_in_the_report_where_no_text_may(make_study):
    study = make_study('[report]\ntexts = "none"\n')
    spoken(study, ['قال سامر الأحمد "نحن نعمل على حل هذه المسألة سريعا".'])
    text = page(study)
    assert 'id="quotations"' not in text and "<blockquote>" not in text


def test_a_study_in_which_nobody_is_named_has_no_quotations_by_speaker(make_study):
    study = make_study()
    spoken(study, ["لا أحد يقول شيئا هنا."])
    text = page(study)
    assert 'id="quotations"' not in text and "<blockquote>" not in text


def test_texts_that_have_changed_since_lead_nowhere(make_study):
    study = make_study()
    study.raw.mkdir()
    (study.raw / "a.txt").write_text("قال الوزير إن مكافحة الإرهاب واجب.", encoding="utf-8")
    store.build(study.raw, study.derived, recipe=study.recipe)
    table = words("الوزير", *[f"كلمة{n}" for n in range(20)])
    outputs.save_table(study, "03_terms", table, caption_ar="ج", caption_en="t")
    assert 'id="lines"' in page(study) and "Words lead to no lines here" not in page(study)
    (study.raw / "a.txt").write_text("نص آخر.", encoding="utf-8")
    text = page(study)
    assert 'id="lines"' not in text and "Words lead to no lines here" in text and "لا تقود الكلمات" in text


def test_a_file_of_the_readers_own_is_not_shown_but_said(study, ax):
    outputs.save(study, "06_keyness", ax, words("أ"), **TEXTS)
    (study.figures_folder / "my <b>.png").write_bytes(b"no picture")
    (study.figures_folder / "06_keyness.en.png").write_bytes(b"no picture either")
    text = page(study)
    assert "my &lt;b&gt;.png" in text and "06_keyness.en.png</bdi>" not in text
    assert (study.figures_folder / "my <b>.png").read_bytes() == b"no picture"


def test_the_title_page_names_author_and_date(make_study):
    text = page(make_study('title = "$a_b & <i>"\n[report]\nauthor = "ليلى <b>"\ndate = "تموز 2024"\n'))
    assert "<h1><bdi>$a_b &amp; &lt;i&gt;</bdi></h1>" in text
    assert '<p class="author"><bdi>ليلى &lt;b&gt;</bdi></p>' in text and "<bdi>تموز 2024</bdi>" in text


def test_an_outsiders_output_has_a_chapter_of_its_own_at_the_end(study):
    outputs.save_table(study, "91_mine", words("أ"), caption_ar="لي", caption_en="Mine")
    outputs.save_table(study, "11_terms", words("أ"), caption_ar="ج", caption_en="t")
    assert [one["id"] for one in Elements(page(study)).all("section") if one["class"] == "chapter"] == [
        "method", "chapter-11_trends", "chapter-others", "provenance"
    ]  # fmt: skip


def test_what_is_common_to_all_is_said_once(study):
    for name in ("02_a", "02_b", "02_c"):
        outputs.save_table(study, name, words("أ"), caption_ar="ج", caption_en="t")
    text = page(study)
    assert text.count("khitab 0.") <= 2 and text.count("presentation_forms") == 2  # folds and repairs


def test_many_outputs(study):
    for n in range(60):
        outputs.save_table(study, f"02_table_{n:03}", words("أ"), caption_ar=f"جدول {n}", caption_en=f"Table {n}")
    assert sum(one["class"] == "output" for one in Elements(page(study)).all("section")) == 60


def test_no_id_occurs_twice_for_a_look_hangs_on_it(study):
    table = words("سلام", "حرب")
    for name in ("03_a", "03_b"):
        outputs.save_table(study, name, table, caption_ar="جدول", caption_en="t")
    found = re.findall(r'\bid="([^"]+)"', page(study))
    assert len(found) > 20 and sorted(set(found)) == sorted(found)


def test_quotations_of_other_texts_are_left_out(make_study):
    study = make_study()
    texts = ['قال سامر الأحمد "نحن نعمل على حل هذه المسألة سريعا".', 'قالت ليلى حسن "المدرسة مفتوحة اليوم وغدا".']
    spoken(study, texts)
    assert len(unpacked(page(study), "quotations")) == 2
    (study.raw / "00.txt").write_text(f"أمس {texts[0]}", encoding="utf-8")  # at another place now
    store.build(study.raw, study.derived, recipe=study.recipe)
    assert [one[0] for one in unpacked(page(study), "quotations")] == ["ليلى حسن"]
    (study.raw / "01.txt").unlink()
    store.build(study.raw, study.derived, recipe=study.recipe)
    assert 'id="quotations"' not in page(study)
