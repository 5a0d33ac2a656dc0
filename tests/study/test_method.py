"""The method paragraph: what it says is what was made, its numbers are those of the outputs, its works are listed."""

import re

import pandas as pd
import pytest

from helpers import resources
from helpers.study import keys, method, outputs

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
        "International Journal of Corpus Linguistics 13(4), 403-437."
    )
    assert works["efron1993"].bibtex == (
        "@book{efron1993,\n  author = {Efron, Bradley and Tibshirani, Robert J.},\n  year = {1993},\n"
        "  title = {An Introduction to the Bootstrap},\n  publisher = {Chapman and Hall},\n}\n"
    )
