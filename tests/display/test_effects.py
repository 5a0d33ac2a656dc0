"""Keyness in figures: what is drawn where, in whose colour, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers.display import clouds, effects, frames, rtl, style
from helpers.errors import ArgumentError, NotEnoughData


def table(values, terms=None):
    values = np.array(values, float)
    terms = terms or [f"كلمة{i}" for i in range(len(values))]
    return pd.DataFrame(
        {"term": terms, "log_ratio": values, "low": values - 1, "high": values + 1, "in_low": values - 0.3,
         "in_high": values + 0.3, "lrc": values / 2, "ipm": np.geomspace(1, 1000, len(values)), "key": abs(values) > 1}
    )  # fmt: skip


def points(ax):
    return ax.collections[-1].get_offsets()


def test_the_target_is_blue_and_first_the_reference_red_and_last():
    ax = effects.intervals(table([3, 2, -4, -1]))
    assert points(ax)[:, 0].tolist() == [3, 2, -1, -4]  # strongest target first, strongest reference last
    colours = [to_hex(c).upper() for c in ax.collections[-1].get_facecolors()]
    assert colours == [style.BLUE.upper()] * 2 + [style.RED.upper()] * 2
    assert ax.xaxis_inverted()  # values grow towards the left


def test_both_intervals_are_drawn_the_inner_one_thicker():
    ax = effects.intervals(table([3, -2]), low="low", high="high", inner_low="in_low", inner_high="in_high")
    thin, thick = ax.collections[0], ax.collections[1]
    assert [seg[:, 0].tolist() for seg in thin.get_segments()] == [[2, 4], [-3, -1]]
    assert [seg[:, 0].tolist() for seg in thick.get_segments()] == [[2.7, 3.3], [-2.3, -1.7]]
    assert thick.get_linewidth()[0] > thin.get_linewidth()[0]


def test_an_interval_that_is_not_finite_is_left_out_but_its_point_drawn():
    given = table([3, -2])
    given.loc[0, "low"] = np.nan
    ax = effects.intervals(given, low="low", high="high")
    assert len(ax.collections[0].get_segments()) == 1 and len(points(ax)) == 2


def test_so_many_rows_of_either_side():
    assert len(points(effects.intervals(table([5, 4, 3, -1, -2, -3]), top=2))) == 4


def test_the_sides_are_named_where_they_have_a_point():
    ax = effects.intervals(table([3, 2]), names=("عينة", "مرجع"))
    assert len([t for t in ax.texts if t.get_color() == style.BLUE]) == 1
    assert not [t for t in ax.texts if t.get_color() == style.RED]


@pytest.mark.parametrize("draw", [effects.intervals, effects.scatter])
def test_what_cannot_be_drawn_is_said(draw):
    with pytest.raises(NotEnoughData, match="The table is empty"):
        draw(table([1]).iloc[:0])
    with pytest.raises(ArgumentError, match='no column "log_ratio"'):
        draw(table([1]).drop(columns="log_ratio"))


def test_no_effect_at_all_is_said():
    with pytest.raises(NotEnoughData, match="Every log_ratio is 0"):
        effects.intervals(table([0, 0]))


def test_the_scatter_colours_key_terms_and_names_the_strongest():
    generator = np.random.default_rng(0)
    values = np.concatenate([[6, 5, -5], generator.normal(0, 0.3, 300)])
    ax = effects.scatter(table(values, [f"كلمة{i}" for i in range(303)]), labelled=3)
    sizes = [len(c.get_offsets()) for c in ax.collections]
    assert sizes == [300, 2, 1]
    assert ax.collections[0].get_rasterized()
    boxes = [t.get_window_extent() for t in ax.texts if t.get_text()]
    assert len(boxes) >= 5  # three names and the two sides
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_a_side_too_light_for_the_scale_of_the_other_is_left_out_and_told():
    """One word of 13 beside one of 0.01: at 44 points for the one, the other would have 1.2."""
    with pytest.warns(UserWarning, match="1 of 4 terms are left out of the cloud"):
        axes = clouds.two_sided(table([13, 6, 4, -0.01]), weight="log_ratio", names=("عينة", "مرجع"))
    words = [[one for one in ax.patches + ax.artists if str(one.get_gid()).startswith("word-")] for ax in axes]
    assert len(axes) == 2 and sorted(map(len, words)) == [0, 3]


def test_two_sided_clouds_share_a_scale_and_have_a_colour_each():
    axes = clouds.two_sided(table([4, 2, -4]), weight="log_ratio", names=("عينة", "مرجع"))
    words = [[p for p in ax.patches if str(p.get_gid()).startswith("word")] for ax in axes]
    shades = [{to_hex(p.get_facecolor()).upper() for p in patches} for patches in words]
    assert shades == [{style.BLUE.upper()}, {style.RED.upper()}]
    assert axes[0].get_position().x0 > axes[1].get_position().x0  # the target at the right


def test_a_cloud_of_one_side_only():
    assert len(clouds.two_sided(table([4, 2]), weight="log_ratio", names=("عينة", "مرجع"))) == 1
    with pytest.raises(NotEnoughData, match="Every log_ratio is 0"):
        clouds.two_sided(table([0.0]), weight="log_ratio")


@pytest.mark.parametrize(("end", "edge"), [("low", min), ("high", max)])
def test_an_endless_interval_runs_to_the_edge_and_ends_in_an_arrow_head(end, edge):
    given = table([3, -2])
    given.loc[0, end] = np.inf if end == "high" else -np.inf
    ax = effects.intervals(given, low="low", high="high")
    drawn = np.concatenate([segment[:, 0] for segment in ax.collections[0].get_segments()])
    assert len(ax.collections[0].get_segments()) == 2 and np.isfinite(drawn).all()
    heads = [line for line in ax.get_lines() if line.get_marker() in "<>" and line.get_marker()]
    assert [head.get_xdata()[0] for head in heads] == [edge(drawn)]


def test_a_legend_says_what_the_lines_are_and_only_those_drawn():
    texts = lambda ax: {t.get_text() for t in ax.get_legend().get_texts()}  # noqa: E731
    thin, thick = (rtl.prepare(arabic) for arabic, _ in effects.LINES)
    both = {"low": "low", "high": "high", "inner_low": "in_low", "inner_high": "in_high"}
    dash = frames.shown(table([3, -2]), "lrc")
    assert texts(effects.intervals(table([3, -2]), mark="lrc", **both)) == {thin, thick, dash}
    assert texts(effects.intervals(table([3, -2]), low="low", high="high")) == {thin}
    assert effects.intervals(table([3, -2])).get_legend() is None


LONG = ("مدونة مكافحة الإرهاب والتطرف في الصحافة العربية", "المدونة المرجعية من الصحافة الرياضية والثقافية")


@pytest.mark.parametrize(("millimetres", "size"), [(85, 8), (85, 11), (175, 8)])
@pytest.mark.parametrize("rows", [1, 12])
def test_what_stands_under_the_axis_does_not_overlap_and_stays_on_the_paper(millimetres, size, rows):
    given = table(np.resize([3, -2], rows)).sort_values("log_ratio", ascending=False)
    with style.context(size=size):
        _, ax = style.figure(millimetres, height=70 + 4 * rows)
        effects.intervals(given, low="low", high="high", mark="lrc", names=LONG, title="أثر", ax=ax)
        ax.figure.draw_without_rendering()
        boxes = [t.get_window_extent() for t in [*ax.texts, ax.get_legend(), ax.xaxis.label]]
        paper = ax.figure.bbox
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    for box in boxes:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= paper.x1 + 1


def test_a_long_term_is_cut_so_that_the_figure_keeps_its_room():
    term = "مكافحة الإرهاب والتطرف العنيف في منطقة الشرق الأوسط وشمال أفريقيا"
    ax = effects.intervals(table([3], [term]))
    assert ax.get_yticklabels()[0].get_text() == rtl.prepare("مكافحة الإرهاب والتطرف العنيف …")


@pytest.mark.parametrize("draw", [effects.intervals, effects.scatter])
def test_infinite_effects_are_left_out_aloud(draw):
    with pytest.warns(UserWarning, match="2 terms are not drawn: .*log_ratio.* is infinite"):
        draw(table([3, np.inf, -np.inf, -2]))


def test_the_scatter_names_only_sides_that_have_a_point_and_stays_clear_of_them():
    ax = effects.scatter(table([3, 2, 0.5]), names=("عينة", "مرجع"))
    named = [t for t in ax.texts if t.get_text() in {rtl.prepare(f"أكثر في: {n}") for n in ("عينة", "مرجع")}]
    assert [t.get_color() for t in named] == [style.BLUE]
    top = ax.transData.transform((1, 3))[1]
    assert named[0].get_window_extent().y0 > top


def test_many_terms_are_drawn_as_pixels_in_a_vector_file(tmp_path):
    generator = np.random.default_rng(0)
    given = table(generator.normal(0, 0.4, 160_000), ["ك"] * 160_000).assign(key=False)
    path = style.save(effects.scatter(given).figure, tmp_path / "many.svg", dpi=100)
    assert path.stat().st_size < 3e6


def test_two_sides_of_one_name_are_refused():
    with pytest.raises(ArgumentError, match='Both sides are named "عينة"'):
        clouds.two_sided(table([4, -2]), weight="log_ratio", names=("عينة", "عينة"))


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_second_run_writes_the_same_bytes(kind, tmp_path):
    paths = [style.save(effects.scatter(table([3, 2, -4])).figure, tmp_path / f"{i}.{kind}") for i in "ab"]
    assert paths[0].read_bytes() == paths[1].read_bytes()
