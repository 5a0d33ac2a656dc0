import pandas as pd
import pytest

from helpers.display import panels, rtl, series, style
from helpers.errors import ArgumentError


@pytest.fixture
def themes():
    labels = ("القضاء", "التنمية", "الدين", "الأمن")
    rows = [(label, f"{word}{i}", 10 - i) for label in labels for i, word in enumerate("ابتث")]
    return pd.DataFrame(rows, columns=["label", "term", "weight"])


def test_one_panel_a_group_in_order_of_appearance_from_the_right(themes):
    axes = panels.bars(themes, panel="label", columns=3)
    assert [ax.get_title(loc="right") for ax in axes] == [
        str(rtl.prepare(t)) for t in ("القضاء", "التنمية", "الدين", "الأمن")
    ]
    left = [ax.get_position().x0 for ax in axes]
    assert left[0] > left[1] > left[2] and left[3] == pytest.approx(left[0], abs=0.02)
    assert axes[0].get_position().y0 > axes[3].get_position().y0


def test_a_panel_holds_its_own_rows_only(themes):
    axes = panels.bars(themes, panel="label", top=3)
    widths = [[bar.get_width() for bar in ax.patches] for ax in axes]
    assert widths == [[10, 9, 8]] * 4


def test_no_empty_panel_is_left(themes):
    axes = panels.bars(themes, panel="label", columns=3)
    assert len(axes) == len(axes[0].figure.axes) == 4


def test_no_columns_is_an_error(themes):
    with pytest.raises(ArgumentError, match="columns is 0, but must be 1 or more"):
        panels.bars(themes, panel="label", columns=0)


def test_a_missing_column_is_named(themes):
    with pytest.raises(ArgumentError, match="label"):
        panels.bars(themes, panel="lable")


@pytest.fixture
def survives():
    return pd.DataFrame(
        {"term": ["إرهاب", "داعش", "قال"], "rank_form": [3, 1, pd.NA], "rank_lemma": [1, 2, 3],
         "verdict": ["stable", "depends", "stable"]}
    )  # fmt: skip


def test_ranks_join_the_levels_from_the_right(survives):
    ax = series.ranks(survives, levels=["form", "lemma"])
    assert [list(line.get_ydata()) for line in ax.lines][:2] == [[3, 1], [1, 2]]
    assert ax.yaxis_inverted() and ax.xaxis_inverted()
    assert ax.lines[1].get_color() == style.RED and ax.lines[0].get_color() == style.BLUE
    named = [text.get_text() for text in ax.texts]
    assert named == [str(rtl.prepare(term)) for term in survives["term"]]


def test_ranks_beyond_the_scale_lie_at_the_edge(survives):
    ax = series.ranks(survives.assign(rank_form=[500, 1, 2]), levels=["form", "lemma"])
    assert ax.lines[0].get_ydata()[0] == 8
    assert ax.get_yticklabels()[-1].get_text() == "> 6"
