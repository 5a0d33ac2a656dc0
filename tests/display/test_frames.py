"""Headings and names of values in figures."""

import pandas as pd
import pytest

from helpers.display import frames, plots, rtl, series, style
from helpers.errors import ArgumentError


@pytest.fixture
def stances():
    return pd.DataFrame(
        {"group": ["أ", "أ", "ب"], "stance": ["neutral", "doubting", "neutral"], "share": [0.5, 0.5, 1.0]}
    )


def test_a_heading_is_that_of_the_table_and_of_the_language(stances):
    assert frames.heading(stances, "stance") == "الموقف"
    with style.context(language="en"):
        assert frames.heading(stances, "stance") == "stance"
        with style.context():  # what brings no language of its own keeps that around it
            assert style.language() == "en"
    assert style.language() == "ar"
    assert frames.shown(stances, "share", "حصتها") == rtl.prepare("حصتها")
    with pytest.raises(ArgumentError, match='language is "fr"'), style.context(language="fr"):
        pass


def test_the_language_is_as_before_when_drawing_fails():
    with pytest.raises(ZeroDivisionError), style.context(language="en"):
        1 / 0  # noqa: B018
    assert style.language() == "ar"


def test_values_have_their_names_and_the_table_given_is_not_changed(stances):
    before = stances.copy()
    assert frames.worded(stances, "stance")["stance"].tolist() == ["محايد", "مشكِّك", "محايد"]
    assert frames.worded(stances, "group")["group"].tolist() == ["أ", "أ", "ب"]
    category = stances.assign(stance=stances["stance"].astype("category"))
    assert list(frames.worded(category, "stance")["stance"].cat.categories) == ["مشكِّك", "محايد"]
    pd.testing.assert_frame_equal(stances, before)


def test_two_values_never_become_one(stances):
    both = stances.assign(stance=["neutral", "محايد", "neutral"])
    assert frames.worded(both, "stance")["stance"].tolist() == ["neutral", "محايد", "neutral"]


def test_figures_show_names_of_values_in_their_language(stances):
    def rows(ax):
        return {text.get_text() for text in ax.get_yticklabels()}

    assert rows(plots.heatmap(stances, row="stance", column="group", value="share")) == {
        rtl.prepare("محايد"), rtl.prepare("مشكِّك"),
    }  # fmt: skip
    with style.context(language="en"):
        ax = plots.heatmap(stances, row="stance", column="group", value="share")
        assert rows(ax) == {"neutral", "doubting"}
        folds = pd.DataFrame({"fold": ["tatweel"], "chosen": [True], "n_forms": [3]})
        bars = plots.bars(folds, value="n_forms", label="fold")
    assert rows(bars) == {"stretching sign"} and bars.get_xlabel() == "forms changed"


def test_levels_of_counting_are_named():
    table = pd.DataFrame({"term": ["أ"], "n": [3], "rank_form": [1], "rank_lemma": [2], "verdict": ["stable"]})
    ax = series.ranks(table, levels=["form", "lemma"])
    assert [text.get_text() for text in ax.get_xticklabels()] == [rtl.prepare("الصيغة كما كُتبت"), rtl.prepare("المدخل")]
    assert ax.get_ylabel() == rtl.prepare("الرتبة")
