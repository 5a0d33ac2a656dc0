import pandas as pd
import pytest

from helpers.display import panels, rtl
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
