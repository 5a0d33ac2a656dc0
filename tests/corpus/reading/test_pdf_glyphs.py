"""What stands where on a page of a PDF, whichever way it is drawn: moved, stretched, turned, in forms within forms."""

import math
import unicodedata

import pypdfium2
import pytest
from made_pdfs import objects, stream, word_like

from helpers.corpus.reading import limits, pdf, pdf_glyphs
from helpers.corpus.reading.pdf_glyphs import LOST, STRETCH
from helpers.errors import InputError

WORDS = b"BT /F 12 Tf 100 400 Td (Silicon hill 1111 - Iliad) Tj ET"
TURNS = {0: b"1 0 0 1 0 0", 90: b"0 1 -1 0 600 0", 180: b"-1 0 0 -1 600 800", 270: b"0 -1 1 0 0 800"}


def pages(*contents, forms=()):
    """(the Pages of a PDF that draws `contents`, whether they are all)."""
    with pypdfium2.PdfDocument(objects(stream(b"\n".join(contents)), forms=forms)) as source:
        return pdf_glyphs.pages_of(source[0])


def page(*contents, forms=()):
    (made,), is_all = pages(*contents, forms=forms)
    assert is_all
    return made


def text(*contents, forms=()):
    data = objects(stream(b"\n".join(contents)), forms=forms)
    return pdf.document(data, largest=limits.LARGEST).document["text"]


@pytest.mark.parametrize("angle", TURNS)
def test_narrow_letters_and_dashes_are_no_strokes_whichever_way_a_line_runs(angle):
    assert text(TURNS[angle] + b" cm", WORDS) == "Silicon hill 1111 - Iliad"


def places(made):
    """Letters with where they stand, and boxes, as rounded numbers."""
    glyphs = [(one.text, *(round(number, 1) for number in one[1:6])) for one in [*made.glyphs, *made.blanks]]
    return sorted(glyphs), sorted(tuple(map(round, rule)) for rule in made.rules)


@pytest.mark.parametrize("angle", TURNS)
def test_a_turned_line_lies_as_one_that_was_never_turned(angle):
    drawn = WORDS + b" 100 390 50 30 re f"
    level, turned = page(drawn), page(TURNS[angle] + b" cm", drawn)
    (glyphs, rules), (others, turned_rules) = places(level), places(turned)
    right, up = others[0][1] - glyphs[0][1], others[0][4] - glyphs[0][4]
    moved = [(text, left + right, end + right, x + right, base + up, size) for text, left, end, x, base, size in glyphs]
    assert len(glyphs) == len(others) == 25 and len(turned.blanks) == 4
    assert all(one[0] == other[0] and one[1:] == pytest.approx(other[1:], abs=0.3)
               for one, other in zip(moved, others, strict=True))  # fmt: skip
    ((left, bottom, end, top),) = rules
    assert turned_rules[0] == pytest.approx((left + right, bottom + up, end + right, top + up), abs=0.3)


MATRICES = [
    "1 0 0 1 30 -20", "2 0 0 3 -90 -600", "0 1 -1 0 600 0", "0 -2 2 0 5 900", "-1 0 0 -1 600 800", "0.8 0 0 0.7 40 5",
]  # fmt: skip


@pytest.mark.parametrize("outer", MATRICES)
@pytest.mark.parametrize("inner", MATRICES)
def test_what_is_drawn_in_forms_stands_where_it_would_without_them(outer, inner):
    drawn = WORDS + b" BT /F 12 Tf 100 300 Td ( ) Tj ET 100 390 50 30 re f 10 20 300 0.5 re f"
    outer, inner = (f"{matrix} cm ".encode() for matrix in (outer, inner))
    plain = page(outer, inner, drawn)
    assert len(plain.glyphs) == 21 and len(plain.rules) == 2
    for contents, forms in (
        ([outer, inner, b"/X6 Do"], [drawn]), ([outer, b"/X6 Do"], [inner + drawn]),
        ([outer, b"/X6 Do"], [inner + b"/X7 Do", drawn]),
    ):  # fmt: skip
        assert places(page(*contents, forms=forms)) == places(plain)


def test_a_form_that_is_drawn_twice_stands_in_two_places():
    made = page(b"/X6 Do 1 0 0 1 0 -50 cm /X6 Do", forms=[b"BT /F 12 Tf 100 400 Td (hill) Tj ET"])
    assert [(one.text, one.base) for one in made.glyphs] == [(char, base) for base in (400, 350) for char in "hill"]


def test_forms_are_opened_eight_deep():
    """Deeper ones are of no use to anybody but one who wants a reader to fall."""
    chain = [b"/X%d Do" % n for n in range(7, 7 + 8)]
    deepest = b"BT /F 12 Tf 100 400 Td (hill) Tj ET"
    assert text(b"/X6 Do", forms=[*chain[:7], deepest]) == "hill"
    with pytest.raises(InputError, match="without a text layer"):
        text(b"/X6 Do", forms=[*chain, deepest])


@pytest.mark.parametrize(("degrees", "level"), [(0, True), (1.5, True), (-1.5, True), (2.6, False), (30, False)])
@pytest.mark.parametrize("angle", TURNS)
def test_a_line_that_is_nearly_level_is_read_with_the_level_ones(angle, degrees, level):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    slanting = b"BT /F 12 Tf %f %f %f %f 100 300 Tm (slanting) Tj ET" % (cos, sin, -sin, cos)
    made, is_all = pages(TURNS[angle] + b" cm", WORDS, slanting, b"10 20 30 40 re f")
    assert len(made) == (1 if level else 2) and is_all
    assert [len(one.rules) for one in made] == [1, 0][: len(made)]  # lines that are drawn are of what is level
    if not level:  # the direction of most letters first; the others lie once they are turned
        assert "".join(one.text for one in made[1].glyphs) == "slanting"
        assert max(one.base for one in made[1].glyphs) - min(one.base for one in made[1].glyphs) < 1


def test_directions_of_writing_are_eight_at_most_and_what_is_left_out_is_told():
    def drawn(n):
        turns = ((math.cos(math.radians(20 * turn)), math.sin(math.radians(20 * turn)), turn) for turn in range(n))
        drawn = b"BT /F 12 Tf %f %f %f %f 300 %d Tm (hill) Tj ET\n"
        return b"".join(drawn % (a, b, -b, a, 90 * n) for a, b, n in turns)

    assert [(len(made), is_all) for made, is_all in (pages(drawn(8)), pages(drawn(9)))] == [(8, True), (8, False)]
    data = objects(stream(drawn(9)))
    assert pdf.document(data, largest=limits.LARGEST).remarks[1] == (
        "1 pages hold more than any page does and are not read whole, the first is page 1"
    )


def test_a_page_of_endless_parts_is_read_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(pdf_glyphs, "_MOST", 30)
    monkeypatch.setattr(pdf_glyphs, "_MOST_RULES", 3)
    made, is_all = pages(WORDS, b"10 20 30 40 re f " * 5)
    assert is_all and len(made[0].rules) == 3 and len(made[0].glyphs) == 21
    made, is_all = pages(WORDS, b"BT /F 12 Tf 100 300 Td (hill and valley) Tj ET")
    assert not is_all and sum(len(one.glyphs) + len(one.blanks) for one in made) <= 30
    assert pages(WORDS, b"10 20 30 40 re f " * 29)[1]  # the objects count as well: thirty, and one more
    assert not pages(WORDS, b"10 20 30 40 re f " * 30)[1]


def test_the_direction_of_most_letters_comes_first():
    beside = b"0 1 -1 0 600 0 cm"
    for told, first in (("الجبل الأخضر العالي", 90), ("الجبل", 0)):
        made, _ = pages(b"BT /F 12 Tf 100 400 Td (plains) Tj ET", beside, span(("\ufeff" + told).encode("utf-16-be")))
        assert [one.glyphs[0].text for one in made] == ([told, "p"] if first else ["p", told])


def test_a_blank_that_has_another_name_is_a_blank():
    for name in ("\u00a0", "\t", "\u2003"):
        assert named({" ": name}, "قال ثم") == "قال ثم"


@pytest.mark.parametrize(
    ("font", "size"), [(b"/F 12 Tf 1 0 0 1 100 400 Tm", 12), (b"/F 1 Tf 12 0 0 12 100 400 Tm", 12),
                       (b"/F -12 Tf -1 0 0 -1 100 400 Tm", 12), (b"/F 12 Tf 2 0 0 1 100 400 Tm", 12),
                       (b"/F 12 Tf 1 0 0 2 100 400 Tm", 24)],
)  # fmt: skip
def test_the_size_of_a_font_is_the_height_of_its_letters(font, size):
    assert {round(one.size, 3) for one in page(b"BT %b (hill) Tj ET" % font).glyphs} == {size}


def test_letters_of_no_size_are_as_high_as_they_are_drawn():
    tiny = page(b"BT /F 0.5 Tf 1 0 0 1 100 400 Tm (hill) Tj ET")
    assert {one.size for one in tiny.glyphs} == {1.0}


# --- text that is told in the stead of glyphs


def span(told, drawn=b"(xyz)", place=b"100 400"):
    """A span of which the file tells the text, given as the bytes of a string of PDF."""
    return b"/Span << /ActualText <%b> >> BDC BT /F 12 Tf %b Td %b Tj ET EMC\n" % (told.hex().encode(), place, drawn)


@pytest.mark.parametrize(
    "told",
    ["\ufeffالجبل".encode("utf-16-be"), "\ufeffالجبل".encode("utf-16-le"), "\ufeffالجبل".encode(), b"caf\xe9"],
    ids=["utf-16-be", "utf-16-le", "utf-8", "latin-1"],
)
def test_the_text_of_a_span_is_read_in_each_of_the_encodings(told):
    expected = "café" if told == b"caf\xe9" else "الجبل"
    (glyph,) = page(span(told)).glyphs
    assert (glyph.text, glyph.known, glyph.tied) == (expected, True, False)
    assert (glyph.left, glyph.x, glyph.base, glyph.size) == pytest.approx((100, 100, 400, 12), abs=0.5)
    assert glyph.right > 115  # as wide as what is drawn


def test_a_span_that_says_nothing_is_a_blank():
    made = page(span(b""), WORDS)
    assert [(one.text, one.left, one.right) for one in made.blanks if one.x == 100] == [(" ", 100, 100)]


@pytest.mark.parametrize(("below", "n"), [(b"0 -12", 1), (b"0 -40", 2)])
def test_a_span_on_several_lines_has_a_place_for_each_letter(below, n):
    two = b"/Span << /ActualText <6162> >> BDC BT /F 12 Tf 100 400 Td (xyz) Tj %b Td (uvw) Tj ET EMC" % below
    assert [one.text for one in page(two).glyphs] == (["ab"] if n == 1 else ["a", "b"])


def test_marks_without_a_text_and_those_around_others_are_passed_over():
    inner = b"/P << /MCID 0 >> BDC " + span(b"ab") + b" EMC"
    assert [one.text for one in page(inner, b"/P << /MCID 1 >> BDC BT /F 12 Tf 200 400 Td (x) Tj ET EMC").glyphs] in (
        ["ab", "x"], ["x", "ab"],
    )  # fmt: skip


# --- what the file calls its glyphs


def named(shapes, line="قال", **options):
    """The text of a page whose file calls these shapes otherwise than they are."""
    data = word_like([[line]], letters=lambda shape: shapes.get(shape, unicodedata.normalize("NFKC", shape)), **options)
    return pdf.document(data, largest=limits.LARGEST).document["text"]


QAF, ALEF, LAM = "ﻗﺎﻝ"


@pytest.mark.parametrize(
    ("name", "shown"),
    [*((name, LOST) for name in "\x1d\u202a\U000e0001\u0378"), ("§", "§"), ("\u200d", "\u200d"), ("x", "x")],
)
def test_a_letter_whose_name_is_none_is_lost(name, shown):
    assert shown in "".join(one.text for one in glyphs_of(word_like([["قال"]], letters=lambda shape: (
        name if shape == QAF else unicodedata.normalize("NFKC", shape)))))


def glyphs_of(data):
    with pypdfium2.PdfDocument(data) as source:
        return pdf_glyphs.pages_of(source[0])[0][0].glyphs


@pytest.mark.parametrize("name", "−‐‿=")
def test_a_stroke_that_is_called_a_dash_or_a_sign_of_its_shape_is_one(name):
    glyphs = glyphs_of(word_like([["كتـاب"]], letters=lambda shape: name if shape == "ـ" else shape))
    assert name in {one.text for one in glyphs} and STRETCH not in {one.text for one in glyphs}


def test_the_letters_of_a_word_may_stand_with_one_of_its_glyphs():
    assert named({LAM: "قال", QAF: "", ALEF: ""}) == named({QAF: "قال", ALEF: "", LAM: ""}) == "قال"
    assert named({LAM: "قال", QAF: "´", ALEF: ""}) == "قال"  # a sign in the place of what it lacks
    assert named({QAF: "´"}) != "قال"  # nothing is lost: it stays
    assert LOST in named({LAM: "ل", QAF: "", ALEF: "ا"})  # no letter is to spare for it


def test_a_glyph_of_an_arabic_word_and_a_latin_letter_is_two():
    glyphs = glyphs_of(word_like([["قال"]], letters=lambda shape: {LAM: "لمx"}.get(shape, shape)))
    arabic, latin = ([one for one in glyphs if set(one.text) == set(text)] for text in ("لم", "x"))
    assert len(arabic) == len(latin) == 1 and arabic[0].tied and not latin[0].tied
    assert arabic[0].x < latin[0].x and arabic[0].left == latin[0].left
