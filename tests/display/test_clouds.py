import warnings

import numpy as np
import pandas as pd
import pytest
from display.oracle import harfbuzz, overlap, pixels
from matplotlib.transforms import Affine2D
from PIL import Image, ImageFont

from helpers.display import clouds, drawings, rtl, style
from helpers.errors import ArgumentError, NotEnoughData

WORDS = [
    "الإرهاب", "التطرف", "لله", "داعش", "الأمن", "العراق", "سوريا", "القاعدة", "محاكمة", "عملية", "الجيش", "السلام",
    "كوفيد-19", "مكافحة الإرهاب", "BBC", "هجوم", "انتخابات", "حكومة", "وزير", "الشرطة",
]  # fmt: skip


@pytest.fixture
def table():
    return pd.DataFrame({"term": WORDS, "ipm": 4000 / np.arange(1, len(WORDS) + 1) ** 0.7})


@pytest.fixture(params=["raqm", "basic"])
def pillow(request, monkeypatch):
    """Pillow with and without FriBidi."""
    if request.param == "basic":
        monkeypatch.setattr(ImageFont.core, "HAVE_RAQM", False)
    rtl.pillow_shapes_natively.cache_clear()
    yield request.param
    rtl.pillow_shapes_natively.cache_clear()


def words_of(ax):
    return [p for p in ax.patches if (p.get_gid() or "").startswith("word-")]


def samples_of(ax):
    return [p for p in ax.patches if p.get_gid() == "size"]


def height(patch):
    return patch.get_path().get_extents().height


def assert_undistorted(ax):
    """One unit is one point both ways also after everything is drawn, and nothing leaves the figure."""
    ax.figure.draw_without_rendering()
    for size, limits in ((ax.bbox.width, ax.get_xlim()), (ax.bbox.height, ax.get_ylim())):
        assert size * 72 / ax.figure.dpi == pytest.approx(limits[1], rel=0.01)
    for artist in [*samples_of(ax), *ax.texts]:
        assert artist.get_window_extent().x0 >= -1


def test_words_are_whole_and_in_reading_order(table, pillow):
    """Each word on the Axes agrees with HarfBuzz, whatever the engine; reversed words would not."""
    plain = not rtl.mpl_shapes_natively()
    ax = clouds.draw(table)
    size = next(height(p) for p in words_of(ax) if p.get_label() == "_الإرهاب")
    scale = size / harfbuzz("الإرهاب", style.BOLD, plain=plain).get_extents().height
    for patch, word, weight in zip(words_of(ax), table["term"][:12], table["ipm"], strict=False):
        grown = patch.get_path().transformed(Affine2D().scale(1 / scale * np.sqrt(table["ipm"][0] / weight)))
        assert patch.get_label() == f"_{word}"
        assert overlap(pixels(grown), pixels(harfbuzz(word, style.BOLD, plain=plain))) >= (
            0.8 if plain else 0.97
        )
        assert overlap(pixels(grown), pixels(harfbuzz(word[::-1], style.BOLD, plain=plain))) <= 0.5


def test_no_word_covers_another(table, pillow):
    ax = clouds.draw(table)
    covered = np.zeros((700, 1100), dtype=int)
    for patch in words_of(ax):
        path = patch.get_path().transformed(Affine2D().scale(2))
        box = path.get_extents()
        ink = pixels(path)
        y, x = int(box.y0), int(box.x0)
        covered[y : y + ink.shape[0], x : x + ink.shape[1]] += ink
    assert covered.max() == 1


def test_words_stay_inside_and_above_the_legend(table, pillow):
    ax = clouds.draw(table)
    assert max(p.get_path().get_extents().y1 for p in samples_of(ax)) <= clouds.LEGEND_ROW
    for patch in words_of(ax):
        box = patch.get_path().get_extents()
        assert box.x0 >= -1 and box.x1 <= ax.get_xlim()[1] + 1 and box.y1 <= ax.get_ylim()[1] + 1
        assert box.y0 >= clouds.LEGEND_ROW - 1


def test_size_is_the_root_of_the_weight_and_the_legend_says_so():
    table = pd.DataFrame({"term": ["كلمة", "كلمه", "الأمن", "لله"], "ipm": [1600.0, 400, 200, 100]})
    ax = clouds.draw(table, largest=36)
    first, second = (p.get_path().get_extents().width for p in words_of(ax)[:2])
    assert first / second == pytest.approx(2, rel=0.12)  # nearly the same letters
    one, *_ = samples_of(ax)
    sizes = {
        float(t.get_text().replace(",", "")): height(p)
        for t, p in zip(ax.texts[1:], samples_of(ax), strict=True)
    }
    for weight, tall in sizes.items():
        assert tall / height(words_of(ax)[0]) == pytest.approx(np.sqrt(weight / 1600), rel=1e-6)


@pytest.mark.parametrize("millimetres", [40, 60, 85, 180])
def test_nothing_is_squeezed_and_the_legend_fits(table, millimetres):
    _, ax = style.figure(millimetres, height=60)
    clouds.draw(table.head(6), ax=ax, title="سحابة الكلمات في مدونة مكافحة الإرهاب")
    assert_undistorted(ax)


@pytest.mark.parametrize("columns", [1, 3])
def test_a_grid_of_narrow_panels(table, columns):
    panels = clouds.grid({name: table.head(6) for name in "أبج"}, columns=columns, title="ثلاثة")
    for ax in panels:
        assert_undistorted(ax)


def test_only_the_heaviest_rows_are_drawn(table):
    ax = clouds.draw(table.sample(frac=1, random_state=3), top=5)
    assert [p.get_label() for p in words_of(ax)] == [f"_{w}" for w in WORDS[:5]]
    assert not samples_of(clouds.draw(table, top=5, size_legend=False))
    assert clouds.draw(table, top=5, size_legend="الحجم").texts[0].get_text() == rtl.prepare("الحجم")


def test_the_seed_decides_the_places(table, tmp_path):
    def places(seed):
        drawn = words_of(clouds.draw(table.head(6), seed=seed))
        return [tuple(p.get_path().get_extents().p0) for p in drawn]

    assert places(1) == places(1)
    assert places(1) != places(2)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_second_run_writes_the_same_bytes(kind, table, tmp_path):
    first, second = (
        style.save(
            clouds.draw(table, top=4, title="سحابة").figure, tmp_path / f"{i}.{kind}", dpi=100
        ).read_bytes()
        for i in "ab"
    )
    assert first == second


def test_terms_that_look_alike_stand_apart():
    """An engine that does not shape drops kasra, and these two become one text."""
    ax = clouds.draw(pd.DataFrame({"term": ["عِلم", "علم"], "ipm": [5, 4]}))
    a, b = (p.get_path().get_extents() for p in words_of(ax))
    assert not a.overlaps(b)


def test_equal_weights_keep_one_order(table):
    table = table.assign(ipm=5.0)
    a, b = (clouds.draw(t) for t in (table.head(5), table[:5][::-1]))
    assert [p.get_label() for p in words_of(a)] == [p.get_label() for p in words_of(b)]


def test_words_fill_the_dark_part_of_a_mask(table, tmp_path):
    picture = np.full((100, 200), 255, dtype=np.uint8)
    picture[:, 100:] = 0
    Image.fromarray(picture).save(tmp_path / "mask.png")
    for mask in (tmp_path / "mask.png", str(tmp_path / "mask.png"), picture, np.where(picture, 1.0, 0.0)):
        ax = clouds.draw(table.head(5), mask=mask)
        middle = ax.get_xlim()[1] / 2
        assert all(p.get_path().get_extents().x0 >= middle - 2 for p in words_of(ax))


def test_colour_is_one_or_a_rule(table):
    assert {p.get_facecolor() for p in words_of(clouds.draw(table.head(4), colour="#000000"))} == {
        (0, 0, 0, 1)
    }
    ax = clouds.draw(table.head(4), colour=lambda term: "red" if term == "داعش" else "black")
    assert [p.get_label() for p in words_of(ax) if p.get_facecolor() == (1, 0, 0, 1)] == ["_داعش"]


def test_terms_without_room_are_left_out_aloud(table):
    many = pd.DataFrame(
        {"term": [f"{a} {b}" for a in WORDS[:10] for b in WORDS[:10]], "ipm": np.linspace(900, 800, 100)}
    )
    _, ax = style.figure(60, height=35)
    with pytest.warns(UserWarning, match=r"\d+ of 100 terms are left out of the cloud.*6 points"):
        clouds.draw(many, top=100, ax=ax)
    assert 0 < len(words_of(ax)) < 100


def test_one_word_and_odd_words():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        clouds.draw(pd.DataFrame({"term": ["الإرهاب"], "ipm": [3.0]}))
        odd = ["$5 و10$", "نسبة 35%", "«القاعدة»", "<b>", "من 2010–2023", "é", "مُكافَحَةُ"]
        ax = clouds.draw(pd.DataFrame({"term": odd, "ipm": range(1, 8)}))
        ax.figure.canvas.draw()
    assert len(words_of(ax)) == 7


def test_heads_of_a_grid_say_the_number_of_documents(table):
    groups = {"أ": table.head(4), "ب": table.tail(4)}
    axes = clouds.grid(groups, panel_n={"أ": 1027})
    heads = [ax.get_title(loc="right") for ax in axes]
    assert heads == [rtl.prepare("أ (n = 1,027)"), rtl.prepare("ب")]


def test_a_group_whose_words_are_too_small_says_so(table):
    few = table.head(4).assign(ipm=[4000.0, 3000, 2000, 1000])
    with pytest.warns(UserWarning, match="left out"):
        axes = clouds.grid({"أ": few, "ب": few.assign(ipm=few["ipm"] / 1e4)})
    assert drawings.of(axes).told["no_room_for"] == ["ب"]
    told = [[text.get_text() == rtl.prepare(clouds.TOO_SMALL[0]) for text in ax.texts] for ax in axes]
    assert not any(told[0]) and any(told[1])


def test_grid_shares_one_scale_and_one_legend(table):
    table = table.head(8)
    other = table.assign(ipm=table["ipm"] / 2)
    panels = clouds.grid({"الجزيرة": table, "BBC عربي": other})
    assert len(panels) == 2
    assert panels[0].get_position().x0 > panels[1].get_position().x0  # the first at the right
    a, b = (height(words_of(ax)[0]) for ax in panels)
    assert a / b == pytest.approx(np.sqrt(2), rel=1e-6)
    assert [bool(samples_of(ax)) for ax in panels] == [True, False]
    assert [ax.get_title(loc="right") for ax in panels] == [rtl.prepare("الجزيرة"), rtl.prepare("BBC عربي")]
    for ax in panels:
        assert_undistorted(ax)
    alone = clouds.grid({"أ": table, "ب": other}, common_scale=False)
    assert all(samples_of(ax) for ax in alone)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weight": "imp"}, 'no column "imp".*Did you mean "ipm"'),
        ({"table": pd.DataFrame({"term": [], "ipm": []})}, "The table is empty"),
        (
            {"table": pd.DataFrame({"term": ["أ", "ب"], "ipm": [1, 0]})},
            '"ب" has ipm 0: a cloud shows weights above 0',
        ),
        ({"table": pd.DataFrame({"term": ["أ", "أ"], "ipm": [1, 2]})}, '"أ" occurs twice in "term"'),
        ({"table": pd.DataFrame({"term": ["أ", " "], "ipm": [1, 2]})}, 'column "term" holds an empty term'),
        ({"top": 0}, "top is 0"),
        ({"largest": 3}, "largest is 3 points, but must be at least 6"),
        ({"largest": 900}, 'not even "الإرهاب"'),
        ({"mask": "missing.png"}, "The mask missing.png cannot be read as an image"),
        ({"mask": np.ones((5, 5))}, "The mask has no dark part"),
        ({"mask": np.zeros((2, 2, 2, 2))}, "must be 2-D numbers"),
    ],
)
def test_errors_are_one_clear_sentence(table, change, message):
    with pytest.raises(NotEnoughData if "empty" in message and "table" in message else ArgumentError, match=message):
        clouds.draw(**{"table": table} | change)


def test_a_mask_that_is_no_image(tmp_path, table):
    (tmp_path / "mask.png").write_text("not a picture")
    with pytest.raises(ArgumentError, match=r"mask\.png cannot be read as an image"):
        clouds.draw(table, mask=tmp_path / "mask.png")
    with pytest.raises(NotEnoughData, match="There is no table"):
        clouds.grid({})
    with pytest.raises(ArgumentError, match="columns is 0"):
        clouds.grid({"أ": table}, columns=0)


def test_an_axes_without_room(table):
    _, ax = style.figure(20, height=20)
    with pytest.raises(ArgumentError, match="too small for a cloud"):
        clouds.draw(table, ax=ax)


@pytest.mark.parametrize("text", ["صرح", "الإرهاب", "خطاب", "O", "ووو", "S8 %", "كتابة (1)", "ﷺ"])
def test_the_box_of_a_word_is_that_of_all_its_curves(text):
    with style.context():
        path = clouds.Outline(*clouds.text_to_path.get_text_path(clouds._font(), rtl.prepare(text), ismath=False))
        assert clouds._extents(path).get_points().tolist() == path.get_extents().get_points().tolist()
