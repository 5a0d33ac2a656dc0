"""Markup in cells becomes the text that a page shows; what only looks like markup stays."""

import pytest

from helpers.corpus import documents
from helpers.corpus.assembly import markup


@pytest.mark.parametrize(
    ("cell", "text", "n"),
    [
        ("<p>أغلق <b>المي</b>ناء&nbsp;مساء</p><br/>وعاد &quot;هو&quot;", 'أغلق الميناء\xa0مساء\nوعاد "هو"', 5),
        ("فتح &amp;amp; أغلق", "فتح & أغلق", 2),
        ("&#1605;&#1602;&#x627;&#1604;", "مقال", 4),
        ("سطر <b>أول</b>\nسطر ثان", "سطر أول\nسطر ثان", 2),
        ("قال<br>الوزير", "قال\nالوزير", 1),
        ('اقرأ <a href="https://example.org/a">المزيد</a> هنا', "اقرأ المزيد هنا", 2),
        ("<p>نص</p><script>سكربت()</script><!-- تعليق -->", "نص", 5),
    ],
)
def test_markup_becomes_what_a_page_shows(cell, text, n):
    assert markup.plain(cell) == (text, n)
    assert markup.plain(text) == (text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "وسم <b> في لغة الصفحات",
        "أ < ب و ج > د",
        "a&b; c &copy",
        "<script>alert(1)</script>",
        "قلب <3 وسهم ->",
        "<الاسم> غير معروف",
    ],
)
def test_what_is_no_markup_stays(text):
    assert markup.plain(text) == (text, 0)


def test_it_is_a_named_step_that_can_be_left_out(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,title,text\n1,سوق &#8220;قديم&#8221;,"<p>أغلق المي<b>ناء</b></p>"\n', encoding="utf-8")
    corpus = documents.read(path)
    assert corpus.documents[["title", "text"]].values.tolist() == [["سوق “قديم”", "أغلق الميناء"]]
    assert corpus.repairs[["field", "step", "n"]].values.tolist() == [["text", "markup", 4], ["title", "markup", 2]]
    kept = documents.read(path, repairs=["composed"])
    assert kept.documents["text"].tolist() == ["<p>أغلق المي<b>ناء</b></p>"]
