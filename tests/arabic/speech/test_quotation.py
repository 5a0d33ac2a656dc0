import pytest

from helpers.arabic.speech.text import quotation
from helpers.arabic.speech.text.plain_text import plain


def spans(text, **options):
    """(text with marks, depth, flag) of each span."""
    return [(text[s.start : s.end], s.depth, s.flag) for s in quotation.spans(text, **options)]


@pytest.mark.parametrize(
    "quoted",
    ['"كلام طويل هنا"', "«كلام طويل هنا»", "“كلام طويل هنا”", "”كلام طويل هنا“", "„كلام طويل هنا”", "‹كلام هنا›",
     "‘كلام هنا’", '« كلام هنا »', '"كلام هنا”', '“كلام هنا"', '»كلام هنا«'],
)  # fmt: skip
def test_every_sort_of_mark_and_mixtures(quoted):
    text = f"قال الوزير إن {quoted}، ثم مضى."
    assert spans(text) == [(quoted, 0, "")]


def test_inner_offsets_leave_the_marks_out():
    text = 'قال "نعم"'
    (span,) = quotation.spans(text)
    assert text[span.inner_start : span.inner_end] == "نعم" and text[span.start : span.end] == '"نعم"'


@pytest.mark.parametrize("text", ["بـ\"النصر\" و\"الهزيمة\"", 'و"الأول" ل"الثاني"', '("الأول") ["الثاني"]'])
def test_marks_behind_a_proclitic_open(text):
    assert [s[0].strip('"') for s in spans(text)] in (["النصر", "الهزيمة"], ["الأول", "الثاني"])


def test_nested_quotations_have_a_depth():
    text = "قال: «إن تنظيم «القمر» خطر على الجميع»."
    assert spans(text) == [("«إن تنظيم «القمر» خطر على الجميع»", 0, ""), ("«القمر»", 1, "")]


def test_single_marks_inside_double_ones():
    text = 'قال: "هذا ’مبدأ جديد‘ لنا".'
    assert spans(text) == [('"هذا ’مبدأ جديد‘ لنا"', 0, ""), ("’مبدأ جديد‘", 1, "")]


def test_apostrophes_are_no_marks():
    assert spans("قرأ كتاب D'Alembert و O'Neil وسافر") == []


def test_a_mark_that_is_never_closed_ends_with_its_paragraph():
    text = 'قال الوزير: "سنعود غدا.\nوفي القرية مطر. وقال "نعم" ومضى.'
    assert spans(text) == [('"سنعود غدا.', 0, "unclosed"), ('"نعم"', 0, "")]


def test_a_closing_mark_alone_begins_with_its_sentence():
    text = 'مطر اليوم. سنعود غدا"، قال الوزير.'
    assert spans(text) == [('سنعود غدا"', 0, "unopened")]
    assert spans(text, unbalanced=False) == []


def test_one_lost_mark_does_not_turn_the_rest_inside_out():
    text = 'قال "الأول" ثم "الثاني ومضى.\nثم قال "الثالث" و"الرابع" و"الخامس".'
    found = [s[0] for s in spans(text)]
    assert [q for q in found if q in ('"الأول"', '"الثالث"', '"الرابع"', '"الخامس"')] == found[:1] + found[2:]
    assert len(found) == 5


def test_a_quotation_over_paragraphs_is_flagged():
    text = "قال الوزير: «نبدأ اليوم العمل.\nونتمه غدا» ثم مضى."
    assert spans(text) == [("«نبدأ اليوم العمل.\nونتمه غدا»", 0, "paragraphs")]


@pytest.mark.parametrize("text", ["", "لا علامات هنا.", '""', '"', "5 > 3 و 2 < 4"])
def test_nothing_to_find(text):
    assert [s for s in spans(text) if s[2] == ""] == []


def test_plain_text_leads_back_to_the_original():
    text = "وأضـافَ\u200f الوَزِيرُ: «إنّ\xa0الأمر»"
    folded, offsets = plain(text)
    assert folded == "واضاف الوزير: «ان الامر»"
    assert len(offsets) == len(folded) + 1 and offsets[-1] == len(text)
    place = folded.index("الوزير")
    assert text[offsets[place] : offsets[place + 5] + 1] == "الوَزِيرُ"[:-1]


def test_a_mark_never_closed_leaves_the_next_sentence_alone():
    text = 'وأكد الوزير أن "الماء قليل. وأوضح: "سنبني سدا جديدا" هنا.'
    assert spans(text) == [('"الماء قليل.', 0, "unclosed"), ('"سنبني سدا جديدا"', 0, "")]
