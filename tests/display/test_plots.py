import re
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from display.oracle import harfbuzz, overlap, pixels
from matplotlib.colors import to_hex
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from helpers.display import captions, drawings, frames, language, plots, rtl, style
from helpers.errors import ArgumentError, NotEnoughData

TERMS = ["الإرهاب", "مكافحة التطرف", "لله", "كوفيد-19", "تنظيم (داعش)", "السلام"]


@pytest.fixture
def terms():
    ipm = np.array([900.0, 500, 300, 200, 100, 50])
    return pd.DataFrame({"term": TERMS, "ipm": ipm, "n": ipm / 10, "low": ipm * 0.9, "high": ipm * 1.1})


@pytest.fixture
def years():
    return pd.DataFrame(
        [(y, t, 100 + y % 7 * k) for y in range(2015, 2021) for k, t in enumerate(TERMS[:3])],
        columns=["year", "term", "ipm"],
    )


@pytest.fixture
def occurrences():
    places = np.linspace(0, 1, 12)
    return pd.DataFrame({"term": TERMS[:3] * 4, "position": places, "source": ["أ", "ب"] * 6})


def tick_texts(axis):
    return [t.get_text() for t in axis.get_ticklabels()]


def drawn_as(text_artist):
    """Outline of a text artist as it is on the figure."""
    font = text_artist.get_fontproperties()
    return Outline(*text_to_path.get_text_path(font, text_artist.get_text(), ismath=False))


def test_titles_and_tick_labels_are_shaped_once(terms):
    """The texts that reach the figure, not only `prepare`, agree with HarfBuzz."""
    plain = not rtl.mpl_shapes_natively()
    ax = plots.bars(terms, title="أكثر الكلمات")
    ax.figure.draw_without_rendering()
    found = {str(rtl.prepare(t)): t for t in ("الإرهاب", "لله", "السلام")}
    labels = {t.get_text(): t for t in ax.get_yticklabels()}
    for shown, term in found.items():
        reference = pixels(harfbuzz(term, style.REGULAR, plain=plain))
        assert overlap(pixels(drawn_as(labels[shown])), reference) >= (0.8 if plain else 0.97)
    title = next(t for t in ax.findobj(Text) if t.get_text() == rtl.prepare("أكثر الكلمات"))
    reference = pixels(harfbuzz("أكثر الكلمات", style.BOLD, plain=plain))
    assert overlap(pixels(drawn_as(title)), reference) >= (0.8 if plain else 0.97)


def test_every_plot_draws_without_a_missing_glyph(terms, years, occurrences):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plots.bars(terms, low="low", high="high", title="عنوان: «تجربة» (2015–2024) -0.35")
        plots.heatmap(years, row="term", column="year", value="ipm", title="مصفوفة")
        plots.rank_frequency(terms, title="رتب")
        plots.dispersion_strips(occurrences, group="source", title="مواضع")
        plots.lines(years, x="year", y="ipm", group="term", title="سنوات")
        plots.scores(pd.DataFrame({"n_themes": [2, 4], "stability": [0.5, 0.7]}), chosen=4, title="عدد")
        for number in plt.get_fignums():
            plt.figure(number).canvas.draw()


def test_bars_grow_from_the_right_and_are_sorted(terms):
    ax = plots.bars(terms.sample(frac=1, random_state=1), low="low", high="high", top=4)
    assert ax.xaxis_inverted() and ax.yaxis.get_ticks_position() == "right"
    assert not ax.patches  # a dot with its interval, no bar
    assert [x for x, _ in ax.collections[1].get_offsets()] == [900, 500, 300, 200]
    assert [t.get_text() for t in ax.texts] == [f"n = {n}" for n in (90, 50, 30, 20)]
    assert tick_texts(ax.yaxis) == [rtl.prepare(t) for t in TERMS[:4]]
    top, bottom = (ax.transData.transform((0, y))[1] for y in (0, 3))
    assert top > bottom
    whiskers = ax.collections[0].get_segments()
    assert whiskers[0][:, 0] == pytest.approx([810, 990])


def test_bars_with_both_signs_meet_at_zero(terms):
    table = terms.assign(log_ratio=[3, 2, 1, -1, -2, -4.5])
    ax = plots.bars(table, value="log_ratio", top=4)
    assert [bar.get_width() for bar in ax.patches] == [3, 2, -2, -4.5]  # the largest in size, in order
    assert len({bar.get_facecolor() for bar in ax.patches}) == 2
    assert ax.get_xlabel() == rtl.prepare("لوغاريتم النسبة (log₂)")


def test_heatmap_writes_each_number_and_reads_from_the_right(years):
    ax = plots.heatmap(years, row="term", column="year", value="ipm", fmt="{:.0f}")
    written = [t.get_text() for t in ax.texts]
    assert len(written) == 18 and written[0] == "100"
    assert ax.xaxis_inverted() and ax.yaxis_inverted()
    assert tick_texts(ax.yaxis) == [rtl.prepare(t) for t in TERMS[:3]]
    assert tick_texts(ax.xaxis) == [str(y) for y in range(2015, 2021)]


def test_heatmap_cells_are_readable_and_signs_share_one_scale(years):
    table = years.assign(ipm=years["ipm"] - 103)
    ax = plots.heatmap(table, row="term", column="year", value="ipm")
    mesh = ax.collections[0]
    assert mesh.norm.vmin == -mesh.norm.vmax
    colours = mesh.to_rgba(mesh.get_array()).reshape(-1, 4)
    for text, colour in zip(ax.texts, colours, strict=True):
        assert style.contrast(text.get_color(), colour) >= 4.5


def test_heatmap_tells_an_absent_pair_from_0_and_refuses_a_double_one(years):
    ax = plots.heatmap(years.drop(index=1).assign(ipm=lambda t: t["ipm"] - 100), row="term", column="year", value="ipm")
    assert [t.get_text() for t in ax.texts].count("–") == 1 and ax.texts[0].get_text() == "0.0"
    assert to_hex(ax.get_facecolor()).upper() == plots.ABSENT
    with pytest.raises(
        ArgumentError, match='"الإرهاب" and "2015" occur twice: a heat map needs one ipm a pair'
    ):
        plots.heatmap(pd.concat([years, years.head(1)]), row="term", column="year", value="ipm")


def test_rank_frequency_names_do_not_touch():
    rng = np.random.default_rng(0)
    words = ["".join(rng.choice(list("ابتسمنلكو"), 5)) for _ in range(2000)]
    table = pd.DataFrame({"term": words, "n": (20000 / np.arange(1, 2001) ** 1.1).astype(int)})
    ax = plots.rank_frequency(table)
    curve, zipf = ax.get_lines()[:2]
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert list(curve.get_xdata()[:3]) == [1, 2, 3]
    x, y = zipf.get_data()
    assert np.diff(np.log(y)) / np.diff(np.log(x)) == pytest.approx([-1])
    boxes = [t.get_window_extent() for t in ax.texts]
    assert len(boxes) >= 5
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    ink = ax.transData.transform_path(curve.get_path())
    assert not any(ink.intersects_bbox(box, filled=False) for box in boxes)


def test_dispersion_has_one_tick_an_occurrence(occurrences):
    ax = plots.dispersion_strips(occurrences)
    assert [len(strip.get_positions()) for strip in ax.collections] == [4, 4, 4]
    assert tick_texts(ax.yaxis) == [rtl.prepare(f"{t} (4)") for t in TERMS[:3]]
    assert ax.get_xlim() == (1, 0)  # the corpus begins where reading does
    grouped = plots.dispersion_strips(occurrences, group="source")
    assert sum(len(strip.get_positions()) for strip in grouped.collections) == 12
    assert [t.get_text() for t in grouped.get_legend().get_texts()][::-1] == [
        rtl.prepare("أ"),
        rtl.prepare("ب"),
    ]


def test_many_ticks_at_one_place_are_drawn_as_one_that_is_as_dark(monkeypatch):
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"term": ["حرب"] * 6000 + ["سلم"] * 300, "position": rng.beta(2, 5, 6300)})
    every = ink(plots.dispersion_strips(table))
    monkeypatch.setattr(plots, "_MANY_TICKS", 1000)
    monkeypatch.setattr(plots, "_PLACES", 2000)
    ax = plots.dispersion_strips(table)
    assert [len(strip.get_positions()) < 2000 for strip in ax.collections] == [True, True]
    assert tick_texts(ax.yaxis) == [rtl.prepare("حرب (6,000)"), rtl.prepare("سلم (300)")]
    few = ink(ax)
    assert abs(few - every).mean() < 1 < abs(few - 255).mean()  # of 255 grey levels
    day = pd.to_timedelta((table["position"] * 300).astype(int), "D")
    days = table.assign(position=pd.Timestamp("2015-01-01") + day)
    strips = plots.dispersion_strips(days).collections
    assert [len(strip.get_positions()) for strip in strips] == days.groupby("term")["position"].nunique().tolist()


def test_so_many_occurrences_that_ticks_were_solid_are_columns_as_dark_as_they_are_full(monkeypatch):
    monkeypatch.setattr(plots, "_SOLID", 2000)
    monkeypatch.setattr(plots, "_COLUMNS", 4)
    table = pd.DataFrame({"term": ["حرب"] * 3000 + ["سلم"] * 10, "position": [0.1] * 2000 + [0.9] * 1000 + [0.4] * 10})
    ax = plots.dispersion_strips(table, bounds={"2015": 0.2})
    assert [strip.get_array()[0, :, 3].tolist() for strip in ax.images] == [[1, 0, 0, 0.5], [0, 1, 0, 0]]
    assert [tuple(strip.get_extent()) for strip in ax.images] == [(0, 1, 0.37, -0.37), (0, 1, 1.37, 0.63)]
    assert ax.get_xlim() == (1, 0) and ax.get_ylim() == (1.55, -0.55)
    assert tick_texts(ax.yaxis) == [rtl.prepare("حرب (3,000)"), rtl.prepare("سلم (10)")]
    drawing = drawings.of(ax)
    said = captions.caption(drawing, table, subject="س")
    assert "مواضع الورود: 3,010" in said and "عددها 4" in said and "العلامات" not in said
    assert captions.alternative(drawing, table, subject="س").startswith("شريط لكل صف، يشتد لونه")


def test_columns_of_groups_and_of_dates_are_shades_of_one_whole(monkeypatch):
    monkeypatch.setattr(plots, "_SOLID", 2)
    monkeypatch.setattr(plots, "_COLUMNS", 2)
    day = pd.to_datetime(["2015-01-01", "2015-02-01", "2015-03-01", "2020-01-01"])
    table = pd.DataFrame({"term": "حرب", "position": day, "source": ["أ", "أ", "ب", "ب"]})
    ax = plots.dispersion_strips(table, group="source")
    shades = [share for strip in ax.images for share in strip.get_array()[0, :, 3]]
    assert shades == pytest.approx([2 / 3, 0, 1 / 3, 1 / 3])
    ax.figure.draw_without_rendering()
    assert {"2016", "2018"} <= set(tick_texts(ax.xaxis))


def ink(ax):
    """The grey levels of what is drawn inside of axes, seen from afar: means of 8 x 8 pixels."""
    figure = ax.figure
    figure.set_dpi(200)
    figure.canvas.draw()
    box = ax.get_window_extent()
    grey = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3].mean(axis=2)
    grey = grey[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
    rows, columns = (n // 8 * 8 for n in grey.shape)
    return grey[:rows, :columns].reshape(rows // 8, 8, columns // 8, 8).mean(axis=(1, 3))


def test_dispersion_over_dates(occurrences):
    days = pd.Timestamp("2015-01-01") + pd.to_timedelta(occurrences["position"] * 3000, "D")
    ax = plots.dispersion_strips(occurrences.assign(date=days), position="date")
    ax.figure.draw_without_rendering()
    assert {"2016", "2020"} <= set(tick_texts(ax.xaxis))


def test_lines_have_whole_years_and_one_look_a_group(years):
    years = years.assign(low=years["ipm"] - 5, high=years["ipm"] + 5)
    ax = plots.lines(years, x="year", y="ipm", group="term", low="low", high="high")
    ax.figure.draw_without_rendering()
    assert all("." not in t and "," not in t for t in tick_texts(ax.xaxis))
    looks = {(line.get_color(), line.get_marker()) for line in ax.get_lines()}
    assert len(looks) == 3 and len(ax.collections) == 3
    assert ax.get_ylim()[0] == 0 and ax.get_legend() is None
    named = {t.get_text(): t.get_color() for t in ax.texts}
    assert named == {rtl.prepare(t): line.get_color() for t, line in zip(TERMS[:3], ax.get_lines(), strict=True)}
    assert ax.xaxis_inverted() and all(t.get_window_extent().x1 < ax.bbox.x0 for t in ax.texts)  # where time ends


@pytest.mark.parametrize(
    "periods",
    [
        pd.period_range("2020-01", periods=6, freq="M"),
        pd.date_range("2020-01-01", periods=6, freq="MS"),
        [f"2020-{m:02}" for m in range(1, 7)],
        pd.Categorical([f"2020-{m:02}" for m in range(1, 7)]),
    ],
)
def test_lines_take_periods_dates_and_text(periods):
    ax = plots.lines(pd.DataFrame({"period": periods, "ipm": range(6)}), x="period", y="ipm")
    ax.figure.draw_without_rendering()
    assert any(t.startswith("2020-0") for t in tick_texts(ax.xaxis))
    assert list(ax.get_lines()[0].get_ydata()) == list(range(6))


def test_a_missing_value_leaves_a_gap():
    ax = plots.lines(pd.DataFrame({"year": [1, 2, 3], "ipm": [1, np.nan, 3]}), x="year", y="ipm")
    assert np.isnan(ax.get_lines()[0].get_ydata()[1])


def test_scores_mark_the_chosen_number_in_every_panel():
    table = pd.DataFrame({"n_themes": [8, 4, 6], "stability": [0.5, 0.7, 0.6], "coherence": [-0.1, 0.1, 0.2]})
    panels = plots.scores(table, chosen=6, names={"coherence": "NPMI"})
    assert len(panels) == 2
    for ax, value in zip(panels, (0.6, 0.2), strict=True):
        curve, dashed, ring = ax.get_lines()
        assert list(curve.get_xdata()) == [4, 6, 8]
        assert list(dashed.get_xdata()) == [6, 6]
        assert (ring.get_xdata()[0], ring.get_ydata()[0]) == (6, value)
    assert [ax.get_ylabel() for ax in panels] == [rtl.prepare("الثبات"), "NPMI"]
    with pytest.raises(ArgumentError, match='chosen is 5, but "n_themes" holds 4, 6, 8'):
        plots.scores(table, chosen=5)


def test_plots_draw_on_the_axes_given(terms, years, occurrences):
    _, ax = style.figure()
    assert plots.bars(terms, ax=ax) is ax
    for plot, table, options in (
        (plots.lines, years, {"x": "year", "y": "ipm"}),
        (plots.heatmap, years, {"row": "term", "column": "year", "value": "ipm"}),
        (plots.rank_frequency, terms, {}),
        (plots.dispersion_strips, occurrences, {}),
    ):
        _, ax = style.figure()
        assert plot(table, ax=ax, **options) is ax


def test_tables_are_not_changed(terms, years):
    before, years_before = terms.copy(), years.copy()
    plots.bars(terms)
    plots.rank_frequency(terms)
    plots.lines(years, x="year", y="ipm", group="term")
    pd.testing.assert_frame_equal(terms, before)
    pd.testing.assert_frame_equal(years, years_before)


def test_a_long_title_is_broken_in_reading_order_and_not_cut(terms):
    title = "أكثر الكلمات ورودا في مدونة مكافحة الإرهاب والتطرف بين عامي 2015 و2024 في الصحف العربية"
    ax = plots.bars(terms, title=title)
    ax.figure.draw_without_rendering()
    shown = next(t for t in ax.findobj(Text) if "\n" in t.get_text())
    assert shown.get_window_extent().x0 >= 0
    assert shown.get_window_extent().y1 <= ax.figure.bbox.y1
    with style.context():
        lines = frames.wrapped(title, 200, shown.get_fontproperties()).split("\n")
    assert " ".join(lines) == title and lines[0].startswith("أكثر")


def test_errors_name_the_column_and_the_nearest(terms):
    with pytest.raises(ArgumentError, match='The table has no column "imp".*Did you mean "ipm"'):
        plots.bars(terms, value="imp")
    with pytest.raises(NotEnoughData, match="The table is empty"):
        plots.bars(terms.head(0))
    with pytest.raises(ArgumentError, match="needs a DataFrame, but was given dict"):
        plots.bars({})
    with pytest.raises(NotEnoughData, match="No row has a finite number in ipm"):
        plots.bars(terms.assign(ipm=np.nan))
    with pytest.raises(NotEnoughData, match="No n is above 0"):
        plots.rank_frequency(terms.assign(n=0))
    with pytest.raises(ArgumentError, match='no numeric column beside "n_themes"'):
        plots.scores(pd.DataFrame({"n_themes": [1, 2]}))


def test_numbers_are_written_for_readers():
    assert [frames.number(v) for v in (2000, 1234567, 0.5, -2.5, 0)] == [
        "2,000",
        "1,234,567",
        "0.5",
        "−2.5",
        "0",
    ]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_second_run_writes_the_same_bytes(kind, terms, tmp_path):
    first, second = (
        style.save(plots.bars(terms, title="عنوان").figure, tmp_path / f"{i}.{kind}").read_bytes()
        for i in "ab"
    )
    assert first == second


def test_names_of_many_periods_do_not_touch():
    names, quarters = ("فئة ذات اسم طويل جدا", "أخرى"), [(y, q) for y in range(12, 25) for q in (1, 2, 3, 4)]
    rows = [(f"20{y}Q{q}", name, y + q) for name in names for y, q in quarters]
    ax = plots.lines(pd.DataFrame(rows, columns=["period", "group", "ipm"]), x="period", y="ipm", group="group")
    ax.figure.draw_without_rendering()
    boxes = sorted((text.get_window_extent() for text in ax.get_xticklabels()), key=lambda box: box.x0)
    assert len(boxes) > 2 and all(a.x1 < b.x0 for a, b in zip(boxes, boxes[1:], strict=False))


def test_in_english_everything_is_mirrored(terms, years, occurrences):
    with style.context(language="en"):
        bars = plots.bars(terms, title=("كلمات", "words"))
        heat = plots.heatmap(years, row="term", column="year", value="ipm", title=("خريطة", "map"))
        strips = plots.dispersion_strips(occurrences, group="source")
        lines = plots.lines(years, x="year", y="ipm", group="term")
    assert not any(ax.xaxis_inverted() for ax in (bars, heat, strips, lines))
    assert bars.yaxis.get_ticks_position() == heat.yaxis.get_ticks_position() == "left"
    assert bars.get_title(loc="left") == "words" and bars.get_xlabel() == "per million words"
    assert heat.get_title(loc="left") == "map" and heat.figure.axes[1].bbox.x0 > heat.bbox.x1  # the colour bar
    assert all(t.get_window_extent().x0 > lines.bbox.x1 for t in lines.texts)
    assert [t.get_text() for t in strips.get_legend().get_texts()] == [rtl.prepare("أ"), rtl.prepare("ب")]


def test_arabic_digits_are_everywhere_or_nowhere(terms, years, occurrences):
    with style.context(digits="arabic"):
        drawn = [
            plots.bars(terms, low="low", high="high"), plots.rank_frequency(terms),
            plots.heatmap(years, row="term", column="year", value="ipm", column_n={2015: 1234}),
            plots.dispersion_strips(occurrences, bounds={"2015": 0.2}),
            plots.lines(years, x="year", y="ipm", group="term"),
            plots.scores(pd.DataFrame({"n_themes": [2, 4], "stability": [0.5, 0.7]}), chosen=4)[0],
        ]  # fmt: skip
        for ax in drawn:
            ax.figure.draw_without_rendering()
            found = [t.get_text() for t in ax.figure.findobj(Text)]
            texts = [t for t in found if t and t not in map(rtl.prepare, TERMS)]
            assert not [t for t in texts if re.search("[0-9]", t) and "log" not in t]
            assert any(re.search("[٠-٩]", t) for t in texts)


def test_a_small_corpus_has_rates_per_thousand(terms):
    with language.chosen(per=1000):
        ax = plots.bars(terms, low="low", high="high")
    assert [round(x, 3) for x, _ in ax.collections[1].get_offsets()][:2] == [0.9, 0.5]
    assert ax.get_xlabel() == rtl.prepare("التكرار لكل ألف كلمة")


def test_points_of_few_documents_are_hollow_and_periods_that_do_not_compare_shaded():
    table = pd.DataFrame({"period": list("abcd"), "ipm": [5.0, 2, 4, 4], "n_docs": [30, 3, 30, 30]})
    ax = plots.lines(table, x="period", y="ipm", few="n_docs", least=20, confounded=["c"])
    whole, dotted, hollow = ax.get_lines()
    assert np.isnan(whole.get_ydata()[1]) and dotted.get_linestyle() == ":"
    assert list(hollow.get_ydata()) == [2] and hollow.get_markerfacecolor() == "white"
    shade = ax.patches[0].get_extents().transformed(ax.transData.inverted())
    assert sorted((round(shade.x0, 2), round(shade.x1, 2))) == [1.5, 2.5]


def test_column_names_break_and_are_never_slanted():
    names = ["صحيفة الشرق الأوسط الدولية", "العربي الجديد", "almayadeen.net", "ar.yabiladi.com", "وكالة الأنباء", "س"]
    table = pd.DataFrame([(t, name, 1.0) for t in "ab" for name in names], columns=["term", "group", "ipm"])
    ax = plots.heatmap(table, row="term", column="group", value="ipm", column_n=dict.fromkeys(names, 12))
    assert {text.get_rotation() for text in ax.get_xticklabels()} <= {0.0, 90.0}
    boxes = sorted((t.get_window_extent() for t in ax.get_xticklabels()), key=lambda box: box.x0)
    assert all(a.x1 <= b.x0 for a, b in zip(boxes, boxes[1:], strict=False))
    assert all("n\u00a0=\u00a012" in t.get_text() for t in ax.get_xticklabels())


def test_many_ticks_are_fainter_than_few():
    def alpha(n):
        table = pd.DataFrame({"term": "كلمة", "position": np.linspace(0, 1, n)})
        return plots.dispersion_strips(table).collections[0].get_alpha()

    assert alpha(50) == 0.75 and alpha(10_000) < 0.1


def test_points_of_few_documents_neither_stretch_the_axis_of_values_nor_that_of_time():
    table = pd.DataFrame({
        "period": list("abcdefg"), "ipm": [90.0, 0, 5, 80, 4, 3, 70], "high": [200.0, 300, 6, 150, 5, 4, 100],
        "low": 0.0, "n_docs": [3, 2, 30, 4, 30, 30, 1],
    })  # fmt: skip
    ax = plots.lines(table, x="period", y="ipm", low="low", high="high", few="n_docs", least=20)
    assert ax.get_ylim() == (0, pytest.approx(6 * 1.06))
    drawing = drawings.of(ax)
    assert drawing.told["outside"] == 3 and drawing.told["beyond"] == 1
    assert [text.get_text() for text in ax.get_xticklabels()] == [rtl.prepare(name) for name in "cdef"]
    (edge,) = [line for line in ax.get_lines() if line.get_marker() == "^"]
    assert list(edge.get_ydata()) == [pytest.approx(6 * 1.06)]
    said = captions.caption(drawing, table, subject="س")
    assert "الأكبر: c: 5" in said and "90" not in said and "مدد في الطرفين وثائق كل منها دون 20: 3" in said


def test_a_point_stands_on_its_interval_where_there_are_many_lines():
    table = pd.DataFrame([(p, g, 5.0 + i, 4.0, 9.0) for p in ("2019", "2020") for i, g in enumerate("سشصض")],
                         columns=["period", "source", "ipm", "low", "high"])  # fmt: skip
    ax = plots.lines(table, x="period", y="ipm", group="source", low="low", high="high")
    bars = [sorted({point[0] for path in bar.get_segments() for point in path}) for bar in ax.collections]
    points = [list(line.get_xdata()) for line in ax.get_lines() if line.get_marker() not in ("None", None)]
    assert bars == points and len({tuple(one) for one in points}) == 4


def test_the_longest_year_is_named_and_what_has_no_date_is_called_so():
    table = pd.DataFrame({"term": "كلمة", "position": np.linspace(0, 1, 50)})
    bounds = {"2012": 0.0, "2013": 0.002, "2018": 0.005, "—": 0.9}
    ax = plots.dispersion_strips(table, bounds=bounds)
    assert {text.get_text() for text in ax.texts} == {rtl.prepare("2018"), rtl.prepare("بلا تاريخ")}
    assert "وثائق بلا تاريخ" in captions.caption(drawings.of(ax), table, subject="س")


def test_years_without_data_have_their_place_among_the_columns():
    table = pd.DataFrame([("أ", "2012", 3), ("أ", "2015", 2), ("أ", "—", 1)], columns=["group", "period", "n_docs"])
    ax = plots.heatmap(table, row="group", column="period", value="n_docs", fmt="{:,.0f}")
    names = [text.get_text() for text in ax.get_xticklabels()]
    assert names == [rtl.prepare(name) for name in ("2012", "2013", "2014", "2015", "بلا تاريخ")]
    assert "الأعمدة: 5" in captions.caption(drawings.of(ax), table, subject="س")


def test_a_map_without_a_cell_beyond_chance_says_so_and_no_small_share_is_written_as_none():
    table = pd.DataFrame([("أ", "س", 0.004, 0.5), ("ب", "س", 0.9, 0.5), ("أ", "ش", 0.0, 0.5), ("ب", "ش", 0.996, 0.5)],
                         columns=["stance", "group", "share", "p_chance"])  # fmt: skip
    options = {"row": "stance", "column": "group", "value": "share", "fmt": "{:.0%}", "chance": "p_chance"}
    ax = plots.heatmap(table, **options)
    assert ax.get_xlabel() == rtl.prepare(plots.NONE_SURE[0])
    assert {text.get_text() for text in ax.texts} >= {rtl.prepare("0.4%"), rtl.prepare("0.0%")}
    assert plots.heatmap(table.assign(p_chance=0.01), **options).get_xlabel() == ""


def test_bars_of_whole_numbers_say_them_and_dots_of_few_documents_are_hollow():
    table = pd.DataFrame({"group": ["أ", "ب", "ت"], "n_docs": [1967, 1, 0], "share": [0.1, 0.3, 0.2],
                          "ci_low": [0.05, 0.1, 0.1], "ci_high": [0.2, 0.5, 0.3]})  # fmt: skip
    ax = plots.bars(table, value="n_docs", label="group")
    assert [text.get_text() for text in ax.texts] == [rtl.prepare(n) for n in ("1,967", "1", "0")]
    options = {"low": "ci_low", "high": "ci_high", "count": "n_docs", "few": "n_docs", "least": 5}
    ax = plots.bars(table, value="share", label="group", **options)
    faces = [tuple(face[:3]) == (1, 1, 1) for face in ax.collections[1].get_facecolors()]
    assert faces == [True, True, False]
    said = captions.caption(drawings.of(ax), table, subject="س")
    assert "n: «عدد الوثائق»" in said and "الأكبر: أ: 10.0%" in said and "الدوائر المفرغة (2)" in said


def test_shares_are_percentages_in_bars_maps_and_captions():
    table = pd.DataFrame({"row": ["أ", "ب"], "column": ["ج", "ج"], "share": [0.12, 0.345]})
    ax = plots.heatmap(table, row="row", column="column", value="share")
    assert {text.get_text() for text in ax.texts} == {"12%", "34%"}
    assert "35%" not in captions.caption(drawings.of(ax), table, subject="س")
    assert "34.5%" in captions.caption(drawings.of(ax), table, subject="س")
    ax = plots.bars(table, value="share", label="row")
    ax.figure.draw_without_rendering()
    assert all(text.get_text().endswith("%") for text in ax.get_xticklabels())
    ax = plots.bars(table.assign(share=[0.011, 0.013]), value="share", label="row")
    ax.figure.draw_without_rendering()
    assert len({text.get_text() for text in ax.get_xticklabels()}) == len(ax.get_xticks())


def test_bars_of_what_is_not_used_are_hollow_and_the_caption_says_so():
    table = pd.DataFrame({"term": ["أ", "ب"], "n": [3, 2], "chosen": [True, False]})
    ax = plots.bars(table, value="n", used="chosen")
    assert [tuple(bar.get_facecolor()[:3]) == (1, 1, 1) for bar in ax.patches] == [False, True]
    assert "Hollow bars (1) are not in use in this study" in said_in_english(ax, table)
    assert "not in use" not in said_in_english(plots.bars(table, value="n"), table)


def said_in_english(ax, table):
    with language.chosen(language="en"):
        return captions.caption(drawings.of(ax), table, subject="s")
