"""Headings and names of values in figures."""

import importlib.util
import re

import pandas as pd
import pytest
from matplotlib.text import Text

from helpers.display import clouds, effects, frames, language, networks, plots, rtl, series, style
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


def test_an_english_figure_holds_no_arabic_but_words_of_the_corpus():
    words = pd.DataFrame({"term": list("abcd"), "n": [9, 5, 3, 1], "log_ratio": [2.0, 1.0, -1.0, -2.0], "lrc": 0.5})
    words = words.assign(low=words["log_ratio"] - 1, high=words["log_ratio"] + 1, ipm=[9.0, 5, 3, 1], key=True)
    edges = pd.DataFrame({"node": ["x", "y"], "collocate": ["a", "a"], "weight": [9.0, 8.0]})
    scores = pd.DataFrame({"n_themes": [2, 3], "stability": [0.5, 0.6], "npmi": [0.1, 0.2]})
    with style.context(language="en"):
        drawn = [
            plots.rank_frequency(words),
            effects.intervals(words, low="low", high="high", inner_low="low", inner_high="high", mark="lrc"),
            effects.scatter(words),
            *([networks.draw(edges)] if importlib.util.find_spec("networkx") else []),  # not in every environment
            series.scores(scores, x="n_themes", chosen=3)[0],
            clouds.draw(words, weight="n", size_legend=True),
        ]
        for ax in drawn:
            ax.figure.draw_without_rendering()
            texts = [text.get_text() for text in ax.figure.findobj(Text)]
            assert any(texts) and not any(re.search("[\u0600-\u06ff\ufb50-\ufeff]", text) for text in texts), texts


def test_levels_of_counting_are_named():
    table = pd.DataFrame({"term": ["أ"], "n": [3], "rank_form": [1], "rank_lemma": [2], "verdict": ["stable"]})
    ax = series.ranks(table, levels=["form", "lemma"])
    assert [text.get_text() for text in ax.get_xticklabels()] == [rtl.prepare("الصيغة كما كُتبت"), rtl.prepare("المدخل")]
    assert ax.get_ylabel() == rtl.prepare("الرتبة")


def test_an_english_figure_has_the_english_names_of_a_column():
    table = pd.DataFrame({"label": ["داعش", "غلو"], "label_en": ["Daesh", "excess"]})
    assert frames.worded(table, "label")["label"].tolist() == ["داعش", "غلو"]
    with language.chosen(language="en"):
        assert frames.worded(table, "label")["label"].tolist() == ["Daesh", "excess"]
        grouped = table.astype({"label": "category"})
        assert frames.worded(grouped, "label")["label"].tolist() == ["Daesh", "excess"]
        same = table.assign(label_en="one")
        assert frames.worded(same, "label")["label"].tolist() == ["داعش", "غلو"], "two values would become one"
