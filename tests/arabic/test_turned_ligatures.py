"""Letters of a ligature that were taken apart in the wrong order are put right where a list of words tells how."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.arabic import known_words, turned_ligatures
from helpers.corpus import documents

DAMAGED = (
    "قال املدير إن اللجنة اجتمعت يف املدينة عىل عجل، وإن األعضاء ناقشوا االقرتاح األخري بال خالف. وال يزال الجميع "
    "يف املصنع ينتظرون قرار الرشكة، وقد طالبوا بزيادة كبرية يف األجور."
)
MENDED = (
    "قال المدير إن اللجنة اجتمعت في المدينة على عجل، وإن الأعضاء ناقشوا الاقتراح الأخير بلا خلاف. ولا يزال الجميع "
    "في المصنع ينتظرون قرار الشركة، وقد طالبوا بزيادة كبيرة في الأجور."
)


def test_every_ligature_of_a_damaged_text_is_put_right():
    found = turned_ligatures.examine(DAMAGED)
    assert found.text == MENDED
    assert (found.n, found.doubtful) == (16, 2)  # وال, for one, may be a governor


@pytest.mark.parametrize(
    "text",
    [
        "وصل العامل إلى المصنع وقال سالم إن الرجل في المدينة.", "أمل عامل في شركة كبيرة على كل حال",
        "علىأن يصل إلىالمدينة", "لا أمل في امل", "",
    ],
)  # fmt: skip
def test_a_text_without_the_damage_stays(text):
    assert turned_ligatures.restore(text) == (text, 0)


@given(st.text("اأإلعىيفمونكس \n.\u064e", max_size=9))
def test_the_damage_is_seen_where_the_signs_are_that_columns_are_searched_for(text):
    assert turned_ligatures.shows_signs(text) == bool(re.search(turned_ligatures.SIGNS, text))


@pytest.mark.parametrize("text", ["يف المدينة", "سكنوا المدينة يف", "املدينة كبيرة", "كبيرة باملدينة", "عاد عىل عجل"])
def test_one_sign_is_enough_for_a_short_text_wherever_it_stands(text):
    assert turned_ligatures.restore(text)[1] == 1
    read = documents.read([text, *(f"نص سليم {n}" for n in range(50))])  # so many are searched as a column
    assert read.documents["text"][0] == turned_ligatures.restore(text)[0]


def test_one_slip_in_a_long_text_does_not_make_it_a_damaged_one():
    text = "وصل الرجل إلى المدينة مع سالم ثم خرج منها في الصباح. " * 200 + "وكتب يف الدفتر بال تعب."
    assert turned_ligatures.restore(text) == (text, 0)
    assert turned_ligatures.restore(text + " واألمن")[0] == text + " والأمن"


def test_what_is_a_word_either_way_is_counted_as_doubtful():
    text = "األمن واإلرهاب واألمل، بكالم االستقالة خالل املدة. وصل سالم."
    found = turned_ligatures.examine(text)
    assert found.text == "الأمن والإرهاب والأمل، بكلام الاستقالة خلال المدة. وصل سالم."
    assert found.doubtful == 1


def test_vocalised_words_are_left_alone():
    assert "كَالم" in turned_ligatures.restore("األمن يف املدينة كَالم")[0]


def test_words_are_known_as_they_are_written():
    assert known_words.frequency("في") > known_words.frequency("المدينة") > known_words.frequency("املدينة") == 0
    assert known_words.unknown("قَالَ الرجل إن املدينة عىل") == (5, 1, 1)
    assert [known_words.is_impossible(word) for word in ("عىل", "يف", "األمن", "علىأن", "سيف")] == [
        True, True, True, False, False]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("ﻣﻨﺼﺔ ﻭﺍﺣﺪﺓ ﻟﻜﻞ ﻃﺎﻟﺐ\nﱫ ﯰ  ﯱ   ﯲ", "4 letter shapes stand alone and were left"),
        ("األمن واإلرهاب واألمل، بكالم االستقالة خالل املدة. وصل سالم.", "not all could be mended: the letters of 11"),
        ("األمن واإلرهاب قشنمج زتكمش لبنمس اإلنسان طعغفق ضصثقف األنام شسيبم كمنتا ةىوزظ " * 2, "not all could be"),
    ],
    ids=["shapes", "doubtful", "unknown"],
)
def test_what_was_not_mended_is_told_with_its_share(tmp_path, text, note):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (found,) = documents.read(tmp_path).notes["note"]
    assert found.startswith(note)


def test_a_text_that_was_mended_whole_has_no_note(tmp_path):
    (tmp_path / "a.txt").write_text("مكافحة اإلرهاب يف املدينة عىل عجل", "utf-8")
    corpus = documents.read(tmp_path)
    assert corpus.documents["text"].tolist() == ["مكافحة الإرهاب في المدينة على عجل"]
    assert corpus.notes.empty and corpus.repairs[["step", "n"]].to_numpy().tolist() == [["lam_alef", 4]]
