import re
import warnings

import numpy as np
import pytest
from display.oracle import MIXED, PERSIAN, PLAIN, VOCALISED, harfbuzz, overlap, pillow_pixels, pixels
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from PIL import ImageFont

from helpers.display import frames, language, rtl, style
from helpers.errors import ArgumentError

NATIVE = rtl.mpl_shapes_natively()
ENOUGH = 0.97 if NATIVE else 0.8
WRONG = 0.5
FONTS = {"normal": style.REGULAR, "bold": style.BOLD}


def outline(text, weight="normal"):
    style.register_fonts()
    font = FontProperties(family=[style.FAMILY, style.FALLBACK], weight=weight)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph
        return Outline(*text_to_path.get_text_path(font, text, ismath=False))


def shaped_right(text, runs, weight):
    reference = pixels(harfbuzz(runs, FONTS[weight], plain=not NATIVE))
    return overlap(pixels(outline(text, weight)), reference)


@pytest.fixture
def basic_pillow(monkeypatch):
    """Pillow as it is where the system has no FriBidi."""
    monkeypatch.setattr(ImageFont.core, "HAVE_RAQM", False)
    rtl.pillow_shapes_natively.cache_clear()
    yield
    rtl.pillow_shapes_natively.cache_clear()


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("word", PLAIN + (VOCALISED + PERSIAN if NATIVE else []))
def test_matplotlib_draws_what_harfbuzz_draws(word, weight):
    assert shaped_right(rtl.prepare(word), word, weight) >= ENOUGH


@pytest.mark.parametrize(("text", "runs"), MIXED)
def test_mixed_text_stands_in_reading_order(text, runs):
    assert shaped_right(rtl.prepare(text), runs, "normal") >= ENOUGH


@pytest.mark.parametrize("word", PLAIN)
def test_the_oracle_tells_wrong_drawings_apart(word):
    """Negative controls: the recipe on an engine that shapes, raw text on one that does not, and reversed text."""
    wrong = rtl.visual(word) if NATIVE else word
    assert shaped_right(wrong, word, "normal") <= WRONG
    assert shaped_right(rtl.prepare(word[::-1]), word, "normal") <= WRONG


@pytest.mark.parametrize("word", PLAIN)
def test_pillow_draws_what_harfbuzz_draws(word):
    plain = not rtl.pillow_shapes_natively()
    drawn = pillow_pixels(rtl.prepare(word, "pillow"), style.BOLD)
    assert overlap(drawn, pixels(harfbuzz(word, style.BOLD, plain=plain))) >= 0.7


@pytest.mark.parametrize("word", PLAIN)
def test_pillow_without_fribidi_draws_it_too(word, basic_pillow):
    assert not rtl.pillow_shapes_natively()
    reference = pixels(harfbuzz(word, style.BOLD, plain=True))
    assert overlap(pillow_pixels(rtl.prepare(word, "pillow"), style.BOLD), reference) >= 0.7
    assert overlap(pillow_pixels(word, style.BOLD), reference) <= WRONG


@pytest.mark.parametrize("target", ["mpl", "pillow", "browser"])
@pytest.mark.parametrize("text", [*PLAIN, *(text for text, _ in MIXED), "", "abc", "2010–2023", "سطر\nثان"])
def test_preparing_twice_changes_nothing(text, target):
    once = rtl.prepare(text, target)
    assert rtl.prepare(once, target) is once
    assert isinstance(once, str)


@pytest.mark.parametrize(
    "text", ["2010–2023", "-0.35", "COVID-19", "TF-IDF (ipm)", "35%", "https://x.org/a?b=1"]
)
def test_text_without_arabic_is_left_alone(text):
    assert rtl.prepare(text) == text


@pytest.mark.parametrize("text", ["الإرهاب", "تنظيم (داعش)", "كوفيد-19", "عام 2020", "مُكافَحَةُ", "[1] مرجع"])
def test_no_direction_marks_where_they_would_change_nothing(text):
    if NATIVE:
        assert rtl.prepare(text) == text
    assert not rtl.INVISIBLE.search(rtl.prepare(text))


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("الفرق -0.35 نقطة", ["-0.35"]),
        ("من 2010–2023 و2024", ["2010–2023"]),
        ("نسبة 35% فقط", ["35%"]),
        ("في 11/9/2001 وقع", ["11/9/2001"]),
        ("قال @user_1 هنا", ["@user_1"]),
        ("وسم #داعش هنا", []),
        ("كوفيد-19 عاد", []),
        ("من ٢٠١٠–٢٠٢٣ م", []),
        ("لغة C++ هنا", ["C++"]),
    ],
)
def test_what_is_isolated(text, isolated):
    marked = rtl.logical(text)
    assert re.findall(f"{rtl.LRI}(.*?){rtl.PDI}", marked) == isolated
    assert marked.startswith(rtl.RLI) and marked.endswith(rtl.PDI)
    assert "".join(part for part, _ in rtl.pieces(text)) == text


def test_logical_drops_stray_marks_and_composes():
    assert rtl.logical("\u200fأ\u202bب\u2069", base="auto") == "أب"
    assert rtl.logical("ا\u0654", base="auto") == "أ"
    assert rtl.logical("مي\u200cخواهم", base="auto") == "مي\u200cخواهم"  # ZWNJ is spelling, not direction
    assert rtl.logical("سطر\r\nثان", base="rtl").count(rtl.RLI) == 2


def test_odd_values_do_not_stop_a_figure():
    assert rtl.prepare(None) == ""
    assert rtl.prepare(12.5) == "12.5"
    assert rtl.prepare("أ\ud800ب\x07") == rtl.prepare("أ ب ")


def test_visual_keeps_marks_mirrors_brackets_and_lines():
    shown = rtl.visual("مُكافَحَة (داعش)\nالثاني")
    assert "\u064f" in shown and "\u064e" in shown
    first, second = shown.split("\n")
    assert first.startswith("(") and first.index(")") > first.index("(")
    assert second != first


def test_visual_drops_only_kasra():
    assert "\u0650" not in rtl.visual("كِتابٌ")
    assert "\u064c" in rtl.visual("كِتابٌ")


def test_allah_needs_no_ligature_glyph():
    assert "\ufdf2" not in rtl.visual("الله")


def test_unknown_target_and_base_propose_the_nearest():
    with pytest.raises(
        ArgumentError, match='target is "mlp", but must be one of "mpl", "pillow", "browser".* "mpl"'
    ):
        rtl.prepare("أ", "mlp")
    with pytest.raises(ArgumentError, match='base is "rlt"'):
        rtl.logical("أ", base="rlt")


def test_pdf_safe_outlines_only_texts_with_marks_and_restores_them():
    with style.context():
        fig, ax = style.figure()
        plain = ax.text(0.1, 0.5, rtl.prepare("الإرهاب"))
        marked = ax.text(0.1, 0.2, rtl.prepare("الفرق -0.35 نقطة"))
        with rtl.pdf_safe(fig):
            assert not plain.get_path_effects()
            assert bool(marked.get_path_effects()) == NATIVE
        assert not marked.get_path_effects()


@pytest.mark.parametrize("word", PLAIN)
def test_pillow_never_measures_less_than_matplotlib_draws(word):
    """Else words of a cloud overlap. Where both engines shape, or neither does, they agree altogether."""
    drawn = pixels(outline(rtl.prepare(word), "bold"))
    measured = pillow_pixels(rtl.measured(word), style.BOLD)
    if NATIVE and not rtl.pillow_shapes_natively():
        ink = [np.ptp(np.flatnonzero(image.any(axis=0))) for image in (measured, drawn)]
        assert ink[0] >= 0.97 * ink[1]
    else:
        assert overlap(measured, drawn) >= 0.7


@pytest.mark.parametrize(
    ("text", "latin", "at_the_end"),
    [
        ("more in: source=الوكالة", "more in: source=", False),
        ("“إرهاب” in each source", "in each source", True),
        ("قتل · شرطة (n = 5)", "n = 5", True),
    ],
)
def test_a_sentence_of_an_english_figure_runs_from_the_left(text, latin, at_the_end):
    """Its first letter may be Arabic. A name from the corpus is read from the right in an English figure too."""
    assert shown(text, "rtl").startswith(latin) == at_the_end
    with language.chosen(language="en"):
        assert shown(text, "ltr").endswith(latin) if at_the_end else shown(text, "ltr").startswith(latin)
        assert frames.said(text) == rtl.prepare(text, base="ltr") != rtl.prepare(text)
        assert rtl.prepare("منظمة WHO قالت") == frames.term("منظمة WHO قالت")
        assert frames.said("الإرهاب 2019") == rtl.prepare("الإرهاب 2019")  # an Arabic title that is all there is
    assert frames.said(text) == rtl.prepare(text)


def shown(text, base):
    """The letters from left to right as a reader sees them, by an implementation of the rules of Unicode."""
    from bidi import get_display

    marked = rtl._from_left(text) if base == "ltr" else rtl._sparing(text)
    return re.sub("[()]", "", rtl.INVISIBLE.sub("", get_display(marked)))  # it mirrors no brackets


@pytest.mark.parametrize("text", ["n = 1,027", "p \u2264 0.05", "p<0.001", "n = 60"])
def test_what_a_letter_is_equal_to_is_read_from_the_left_within_arabic(text):
    """Unicode's rules would turn the comma of 1,027 into a border, and so the whole round: (1,027 = n)."""
    assert (text, True) in rtl.pieces(f"المصدر ({text})")
    assert text in rtl.visual(f"المصدر ({text})")


@given(st.text("اب؛ «»()[].,:\"ABc10%=+-", max_size=40))
def test_the_phrases_of_a_text_give_it_back(text):
    assert "".join(part for part, _ in rtl.phrases(text)) == "".join(part for part, _ in rtl.pieces(text))


def test_marks_for_programs_without_isolates():
    assert rtl.marked("Largest: سعر: 5.91; سوق النفط: 5.63", "ltr") == "Largest: سعر\u200e: 5.91; سوق النفط\u200e: 5.63"
    assert rtl.marked("عند BBC (9,657 لكل", "rtl") == "عند \u200eBBC\u200e\u200f (\u200e9,657\u200e\u200f لكل"
