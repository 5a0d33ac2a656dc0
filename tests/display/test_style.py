import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.font_manager import FontProperties, findfont

from helpers.display import rtl, style
from helpers.errors import ArgumentError


def sample():
    fig, ax = style.figure()
    ax.plot([2015, 2020], [-0.35, 2], label=rtl.prepare("الإرهاب"))
    ax.set_title(rtl.prepare("الفرق -0.35 نقطة (2015–2020)"))
    ax.legend()
    return fig


@pytest.mark.parametrize(("weight", "path"), [("normal", style.REGULAR), ("bold", style.BOLD)])
def test_the_bundled_fonts_are_the_ones_found(weight, path):
    with style.context():
        assert Path(findfont(FontProperties(family=style.FAMILY, weight=weight))) == path


def test_every_font_file_comes_with_its_licence():
    assert {p.name for p in style.FONTS.glob("*.ttf")} == {
        "IBMPlexSansArabic-Regular.ttf", "IBMPlexSansArabic-Bold.ttf", "Amiri-Regular.ttf", "Amiri-Bold.ttf",
    }  # fmt: skip
    for licence in ("OFL-Amiri.txt", "OFL-IBMPlexSansArabic.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (style.FONTS / licence).read_text(encoding="utf-8")


def test_context_leaves_nothing_behind():
    before = mpl.rcParams.copy()
    with style.context(size=10):
        assert mpl.rcParams["font.size"] == 10 and style.active()
        assert mpl.rcParams["text.parse_math"] is False
    assert mpl.rcParams == before and not style.active()


def test_importing_changes_nothing_and_opens_no_figure():
    code = (
        "import matplotlib as m; before = m.rcParams.copy(); n = len(m.font_manager.fontManager.ttflist)\n"
        "from helpers.display import plots, clouds, tables, style, rtl\n"
        "import matplotlib.pyplot as p\n"
        "assert m.rcParams == before and not p.get_fignums() and len(m.font_manager.fontManager.ttflist) == n"
    )
    source = Path(style.__file__).parents[2]
    code = f"import sys; sys.path.insert(0, {str(source)!r}); import matplotlib.font_manager\n" + code
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"MPLBACKEND": "Agg"})


def test_fonts_registered_twice_are_listed_once():
    style.register_fonts()
    style.register_fonts()
    assert sum(e.fname == str(style.BOLD) for e in mpl.font_manager.fontManager.ttflist) == 1


@pytest.mark.parametrize(("width", "mm"), [("single", 85), ("double", 180), (120, 120)])
def test_printed_width(width, mm):
    fig, _ = style.figure(width, height=60)
    assert fig.get_size_inches() * 25.4 == pytest.approx((mm, 60))


def test_printed_width_survives_saving(tmp_path):
    from PIL import Image

    with style.context():
        with Image.open(style.save(sample(), tmp_path / "a.png")) as image:
            assert image.width == pytest.approx(85 / 25.4 * 300, abs=1)
            assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_second_run_writes_the_same_bytes(kind, tmp_path):
    with style.context():
        first = style.save(sample(), tmp_path / f"a.{kind}").read_bytes()
        second = style.save(sample(), tmp_path / f"b.{kind}").read_bytes()
    assert first == second
    for trace in (b"Matplotlib v", b"matplotlib.org", b"CreationDate"):
        assert trace not in first


def test_svg_holds_outlines_and_no_text(tmp_path):
    with style.context():
        svg = style.save(sample(), tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<text" not in svg and "<path" in svg


def test_dollar_signs_are_text():
    with style.context():
        fig, ax = style.figure()
        ax.set_title(rtl.prepare("من 5$ إلى 10$ مليون"))
        fig.canvas.draw()
        assert ax.title.get_parse_math() is False


def test_errors_say_what_is_wrong(tmp_path):
    with pytest.raises(
        ArgumentError, match='width is "singel", but must be one of "single", "double".*"single"'
    ):
        style.figure("singel")
    with pytest.raises(ArgumentError, match="-3 mm cannot be drawn"):
        style.figure(85, height=-3)
    with pytest.raises(ArgumentError, match='ending is "jpg", but must be one of "png", "svg", "pdf"'):
        style.save(style.figure()[0], tmp_path / "a.jpg")


def test_markers_and_colours_differ_together():
    assert len(set(zip(style.colours(49), style.markers(49), strict=True))) == 49
