import numpy as np
import pandas as pd
import pytest
from factory import tokens_of

from helpers.analyses import sensitivity, themes

TEXTS = ["الإرهاب والإرهاب للإرهاب بالإرهاب محكمة محكمة محكمة", "الإرهاب وزير وزير داعش داعش داعش داعش داعش"]


@pytest.fixture(scope="module")
def stream():
    return tokens_of(TEXTS, level="lemma")


def test_ranks_at_each_level(stream):
    table = sensitivity.terms(stream, top=4).set_index("term")
    # By lemma إرهاب has five tokens, by form two, three and one: it falls behind داعش (5) and محكمة (3).
    assert table.loc["الإرهاب", "n"] == 5
    assert table.loc["الإرهاب", "rank_form"] == table.loc["الإرهاب", "rank_normalized"] == 3
    assert table.loc["داعش", ["rank_form", "rank_normalized"]].to_list() == [1, 1]
    assert (table["rank_lemma"].to_numpy() == np.arange(1, 5)).all()


def test_share_says_how_much_of_the_other_term_is_this_one():
    stream = tokens_of(["إعلام أعلام أعلام إعلام إعلام"], level="form")
    table = sensitivity.terms(stream, top=2).set_index("term")
    assert table.loc["إعلام", "share_normalized"] == pytest.approx(3 / 5)
    assert table.loc["إعلام", "share_form"] == 1


def test_verdict_depends_when_ranks_differ_much():
    words = " ".join(f"{a}{b}{c}" for a in "بتث" for b in "خدذ" for c in "زسش")  # 27 words
    text = " ".join([words] * 3 + ["الإرهاب والإرهاب للإرهاب بالإرهاب وبالإرهاب"] * 2)
    table = sensitivity.terms(tokens_of([text], level="lemma"), top=1)
    assert table["term"].to_list() == ["الإرهاب"] and table["verdict"].to_list() == ["depends"]
    assert table["rank_form"].iloc[0] > 20


@pytest.mark.parametrize(("others", "rank", "verdict"), [(3, 4, "stable"), (4, 5, "depends"), (5, 6, "depends")])
def test_a_rank_of_more_than_twice_the_other_depends(others, rank, verdict):
    """إرهاب is the first by lemma; by form as many words stand before it as occur three times."""
    words = [f"{letter}سلم" for letter in "بتثخد"[:others]] * 3
    stream = tokens_of([" ".join([*words, "الإرهاب والإرهاب للإرهاب بالإرهاب الإرهاب"])], level="lemma")
    found = sensitivity.terms(stream, top=10).set_index("term").loc["الإرهاب"]
    assert (found["rank_lemma"], found["rank_form"], found["verdict"]) == (1, rank, verdict)


def test_a_rank_beyond_twice_the_number_shown_depends():
    words = [f"{letter}سلم" for letter in "بتث"] * 3
    stream = tokens_of([" ".join([*words, "الإرهاب والإرهاب للإرهاب بالإرهاب الإرهاب"])], level="lemma")
    verdicts = [sensitivity.terms(stream, top=top)["verdict"].iloc[0] for top in (1, 2)]
    assert verdicts == ["depends", "stable"]  # rank 4 by form, once beyond 2 * 1 and once within 2 * 2


def test_themes_that_come_back_and_those_that_do_not(stream):
    own = np.array([1, 1, 1, 1, 2, 2, 2, 2])
    other = np.array([2, 2, 2, 2, 1, 3, 4, 1])
    table = sensitivity.themes(stream, {"lemma": own, "form": other})
    assert table["n_docs"].to_list() == [4, 4]
    np.testing.assert_allclose(table["overlap_form"], [1, 0.5])
    assert table["verdict"].to_list() == ["stable", "stable"]
    other = np.array([2, 2, 2, 2, 1, 3, 4, 0])
    assert sensitivity.themes(stream, {"lemma": own, "form": other})["verdict"].to_list() == ["stable", "depends"]


def test_an_unranked_term_has_no_rank_there():
    stream = tokens_of(["وقفوا وقفوا NATO"], level="normalized")
    table = sensitivity.terms(stream, top=5, latin=True)
    assert pd.notna(table.loc[table["term"] == "NATO", "rank_form"]).all()


def test_clear_themes_survive_every_level():
    law = ["المحكمة والقضاء والقانون والمحامي والحكم والدفاع والنيابة والجلسة والمتهم والقاضي"] * 15
    sport = ["الفريق والمباراة واللاعب والهدف والملعب والمدرب والدوري والكأس والمنتخب والجمهور"] * 15
    words = ["أ" + "ب" * (i % 7 + 1) for i in range(30)]
    stream = tokens_of([f"{text} {word}" for text, word in zip(law + sport, words, strict=True)], level="lemma")
    found = themes.at_levels(stream, n_themes=2, max_share=0.6)
    table = sensitivity.themes(stream, found)
    assert set(found) == {"form", "normalized", "lemma"}
    assert table["verdict"].to_list() == ["stable", "stable"] and (table["overlap_form"] == 1).all()
