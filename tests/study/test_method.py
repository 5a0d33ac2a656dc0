"""The method paragraph: what it says is what was made, its numbers are those of the outputs, its works are listed."""

import json
import re

import method_check
import pandas as pd
import pytest

from helpers import resources
from helpers.analyses import description
from helpers.corpus import store
from helpers.study import keys, method, outputs, settings

TEXT = {"caption_ar": "جدول", "caption_en": "A table"}


def made(study, name, *, uses=(), **how):
    outputs.save_table(study, name, pd.DataFrame({"term": ["سلام"]}), uses=uses, of="settings", **TEXT, **how)


def test_each_sentence_cites_works_that_are_listed_and_each_work_is_cited():
    cited = {key for row in resources.rows("method", "sentences.tsv") for key in row["cites"].split()}
    assert cited == set(method._works())


def test_each_sentence_asks_and_names_keys_that_there_are_and_both_languages_name_the_same():
    for row in resources.rows("method", "sentences.tsv"):
        named = {language: {m[1] for m in method._PLACE.finditer(row[language])} for language in ("ar", "en")}
        assert named["ar"] == named["en"]
        asked = {method._COMPARED.fullmatch(condition)[1] for condition in row["when"].split()}
        for key in asked | named["en"]:
            section, _, word = key.rpartition(".")
            known = word in keys.KEYS.get(section, ()) or key in ("software", "terms.lexicon_lines")
            assert known or re.match(r"\d\d_", key), key


CHOSEN = ["terms.level", "terms.compounds", "keyness.adjust", "keyness.evidence", "trends.period"]


@pytest.mark.parametrize("key", CHOSEN)
def test_each_choice_of_a_key_has_a_sentence(key):
    section, word = key.split(".")
    conditions = " ".join(row["when"] for row in resources.rows("method", "sentences.tsv"))
    for choice in keys.choices(keys.KEYS[section][word]):
        assert f"{key}={choice}" in conditions or choice in ("none", "tokens") or f"{key}!" in conditions


def test_what_was_not_made_is_not_told(study):
    said = method.paragraph(study)
    assert said["en"].startswith("A term is a lemma") and "per million" not in said["en"]
    made(study, "03_term_frequency", uses=["frequency"])
    said = method.paragraph(study)
    assert "per million tokens" in said["en"] and "لكل" not in said["en"] and "مليون كلمة" in said["ar"]
    assert "log ratio" not in said["en"] and "themes" not in said["en"]
    outputs.save_absent(study, "06_keyness_all", "There is nothing.", caption_ar="", caption_en="", of="settings")
    assert "log ratio" not in method.paragraph(study)["en"]


def test_the_settings_are_those_that_the_output_was_made_with(make_study):
    study = make_study('title = "t"\n[keyness]\np = 0.001\nadjust = "benjamini-hochberg"\n')
    made(study, "06_keyness_all", uses=["keyness"])
    later = make_study('title = "t"\n[keyness]\np = 0.05\n')
    said = method.paragraph(later)
    assert "(Benjamini and Hochberg), is 0.001 or less" in said["en"] and "على 0.001" in said["ar"]
    assert "Benjamini & Hochberg 1995" in said["en"] and "Holm" not in said["en"]
    assert "Brezina" not in said["en"], "against a word list no documents are asked"


def test_another_study_is_named_without_the_way_to_it(make_study):
    study = make_study('title = "t"\n[keyness]\nreference = "../somewhere/else"\n')
    made(study, "06_keyness_all", uses=["keyness"])
    said = method.paragraph(study)["en"]
    assert "The reference is else." in said and "somewhere" not in said


def test_numbers_of_outputs_and_lists_stand_in_the_sentences(make_study):
    study = make_study('title = "t"\n[themes]\ncandidates = [3, 5]\n[terms]\nextra_stop_words = ["يوم", "عام"]\n')
    made(study, "04_themes", uses=["themes"], parameters={"n_themes": 5})
    said = method.paragraph(study)
    assert "The 5 themes are" in said["en"] and "chosen from 3, 5 by" in said["en"] and "من 3، 5 بثبات" in said["ar"]
    assert "Added to the stop words: يوم, عام." in said["en"] and "وأضيف إليها: يوم، عام." in said["ar"]


def test_the_files_hold_the_paragraph_and_every_work_that_it_cites(study):
    made(study, "03_term_frequency", uses=["frequency"])
    text, bibliography = method.write(study)
    page, entries = text.read_text("utf-8"), bibliography.read_text("utf-8")
    said = method.paragraph(study)
    assert said["en"] in page and page.index("<p dir=\"rtl\">") < page.index(said["en"])
    for work in method.references(study):
        assert work.short in said["en"] and work.short in said["ar"]
        assert work.full in page and entries.count(f"{{{work.key},") == 1
    assert entries.count("@") == len(method.references(study)) > 5
    assert [work.short for work in method.references(study)] == sorted(w.short for w in method.references(study))
    before = text.read_bytes(), bibliography.read_bytes()
    method.write(study)
    assert (text.read_bytes(), bibliography.read_bytes()) == before


def test_how_works_are_written():
    works = method._works()
    assert works["gries2008"].short == "Gries 2008" and works["killick2012"].short == "Killick et al. 2012"
    assert works["gries2008"].full == (
        "Gries, Stefan Th. (2008). Dispersions and adjusted frequencies in corpora. "
        "International Journal of Corpus Linguistics 13(4), 403-437. https://doi.org/10.1075/ijcl.13.4.02gri"
    )
    assert works["efron1993"].bibtex == (
        "@book{efron1993,\n  author = {Efron, Bradley and Tibshirani, Robert J.},\n  year = {1993},\n"
        "  title = {An Introduction to the Bootstrap},\n  publisher = {Chapman and Hall},\n}\n"
    )


SMALL = {
    "of words": """
title = "الأولى 2024"
seed = 17
[terms]
level = "normalized"
folds = ["tashkeel"]
min_length = 3
[keyness]
p = 0.025
min_n = 4
adjust = "benjamini-hochberg"
reference = "general"
[themes]
n_themes = 3
[collocations]
window = 7
""",
    "of lemmas": """
title = "الثانية"
description = "All 12 news of one day."
[frequency]
bootstrap = 250
confidence = 0.9
[themes]
candidates = [2, 4]
runs = 9
[trends]
period = "month"
min_docs = 8
[concordance]
sample = 11
""",
}
OUTPUTS = {
    "03_term_frequency": "frequency", "03_diversity": "frequency", "04_tfidf": "seed", "06_keyness_all": "keyness",
    "07_collocations": "collocations", "08_concordance": "concordance", "09_reported_speech": "reported_speech",
    "10_categories": "lexicons", "11_trends": "trends", "11_change_points": "trends",
}  # fmt: skip


@pytest.fixture(params=SMALL)
def small(request, make_study):
    """A study of a few texts, some with faults, with the outputs that its method paragraph tells of."""
    study = make_study(SMALL[request.param])
    study.raw.mkdir(exist_ok=True)
    rows = [{"id": str(n), "text": f"شكرا ً للجميع في العالم رقم {n} يوم {'كبير ' * n}", "date": f"2018-0{n}-01",
             "source": "الشرق" if n % 3 else "الغد"} for n in range(1, 9)]  # fmt: skip
    rows += [{"id": "x", "text": "بلا تاريخ"}, {"id": "y", "text": ""}, {"id": "1", "text": rows[0]["text"]}]
    (study.raw / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (study.raw / "b.exe").write_bytes(b"x")
    made_of = store.build(study.raw, study.derived, recipe=study.recipe)
    by_source = made_of.corpus.documents.groupby("source", observed=True, dropna=False)["date"]
    listed = by_source.agg(["min", "max"]).astype("str").replace("NaT", None)
    tables = {
        "00_settings": settings.in_force(study), "01_corpus": description.table(made_of, title=study.title),
        "01_stages": description.counts(made_of.corpus),
        "01_documents": pd.DataFrame({"group": listed.index, "n_docs": by_source.size().to_numpy(),
                                      "first": listed["min"].to_numpy(), "last": listed["max"].to_numpy()}),
        "04_theme_overview": pd.DataFrame({"theme": [1, 2, 3]}),
        "04_number_of_themes": pd.DataFrame({"n_themes": study.themes["candidates"]}),
    }  # fmt: skip
    for name, table in tables.items():
        outputs.save_table(study, name, table, of="settings", **TEXT)
    for name, section in OUTPUTS.items():
        made(study, name, uses=[section])
    made(study, "04_themes", uses=["themes"], parameters={"n_themes": 3})
    method.write(study, made_of)
    return study


def test_each_number_is_that_of_a_table_of_the_settings_or_of_a_sidecar(small):
    compared = method_check.check(small)
    assert min(compared.values()) > 50


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_check_of_numbers_sees_each_wrong_one(small, language):
    page = small.figures_folder / method.TEXT
    text = page.read_text("utf-8")
    english, arabic = text.index('The corpus "'), text.index("مدونة «")
    first, last = (english, text.index("## References")) if language == "en" else (arabic, english)
    said = re.compile(r"\d+(?:[,.]\d+)*")
    own = [small.title, small.description]
    tried = 0
    for number in said.finditer(text, first, last):
        if any(number[0] in one and one in text[number.start() - 30 : number.end() + 30] for one in own if one):
            continue  # of the title
        digit = str((int(number[0][-1]) + 1) % 10)
        page.write_text(text[: number.end() - 1] + digit + text[number.end() :], encoding="utf-8")
        with pytest.raises(AssertionError):
            method_check.check(small)
        tried += 1
    assert tried > 50


def test_versions_are_those_that_the_outputs_were_made_with(study):
    made(study, "03_term_frequency")
    sidecar = study.figures_folder / "03_term_frequency.json"
    told = json.loads(sidecar.read_text("utf-8"))
    told["versions"] |= {"scipy": "0.0.7", "python": "3.0.1"}
    sidecar.write_text(json.dumps(told), encoding="utf-8")
    assert "Python 3.0.1, " in method.paragraph(study)["en"] and "scipy 0.0.7, " in method.paragraph(study)["ar"]
    made(study, "03_diversity")
    assert re.search(r"scipy 0\.0\.7 \+ \d", method.paragraph(study)["en"])
