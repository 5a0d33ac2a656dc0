"""Which quotations are reported, and by which word: sentences written for the test, one rule each."""

import pytest

from helpers.arabic.speech import reported


def quotations(text):
    """(kind, verb, quotation without its marks) of each quotation of a text."""
    rows = [row for row in reported.rows(text) if row.kind != "indirect"]
    return [(row.kind, row.verb, row.quote.strip('"')) for row in rows]


# text, verb of its last quotation
REPORTED = [
    ('وأجاب بالقول: "لن نغادر القرية".', "أجاب بالقول"),
    ('وكتبت الطبيبة سلمى في بيان، مختتمة بقولها: "سنعود غدا".', "مختتمة بقولها"),
    ('وسألها قائلا: "هل وصل القطار؟"', "سألها قائلا"),
    ('ومضت تقول إن المصنع "لا يحترم حقوق العمال".', "مضت تقول"),
    ('ويشكك متابعون في أن تكون النتائج "صحيحة".', "يشكك"),
    ('وتعهدت النمسا "حماية ضفاف النهر".', "تعهدت"),
    ('وقبل أيام دعا مدير المدرسة سمير العطار الطلاب والمعلمين إلى "الصبر".', "دعا"),
    ('وسبق أن ذكر موقع "النهر" المحلي أن الأسعار "سترتفع كثيرا في الصيف".', "ذكر"),
    ('يقول أستاذ علم النبات سمير العطار، لصحيفة محلية: "جفت البساتين كلها هذا الصيف".', "يقول"),
    ('وقال العطار مهاجما التجار: "لن نشتري منكم شيئا".', "قال"),
    ('وحذرت البلدية من أنه في حال أقرت الحكومة الرسوم "فستغلق الأسواق أبوابها".', "حذرت"),
    ('وقال المزارع نادر إن القرويين مع من وصفهم بـ"المغامرين"، وإن السد "لن يبنى هذا العام".', "قال"),
    ('وقال مدير السوق إن البلدية وعدت بفتح تحقيق "عاجل وشامل".', "قال"),
    ('وينص قانون المياه الجديد على "حق كل مزارع في حصته من ماء النهر".', "ينص"),
    ('وحث العطار على "عدم المبالغة" في تقدير الخسائر.', "حث"),
    ('وأغلق السوق رغم اتهامات مراد ورجاله للتجار بقطع "الطريق الكبير".', "اتهامات"),
    ('وأغلق السوق رغم اتهامات جهاد للتجار بقطع "الطريق الكبير".', "اتهامات"),
]


@pytest.mark.parametrize(("text", "verb"), REPORTED)
def test_the_word_that_reports(text, verb):
    kind, found, _ = quotations(text)[-1]
    assert (kind, found) == ("reported", verb)


# text, kind of its first quotation
NAMES = [
    ('وقال الوزير في اتصال هاتفي مع "الوطن" إن الجسر سيفتح.', "name"),
    ('وأوضح العطار لـ"البستان" أن الموسم انتهى.', "name"),
    ('وقال العطار خلال ورشة حول "سبل حماية البساتين من الجفاف الطويل" إن الماء قليل.', "name"),
    ('ويقول سمير العطار، مؤلف كتاب "تاريخ الزراعة في القرى البعيدة عن النهر": لا جديد.', "name"),
    ('وتحت عنوان: "تاريخ الزراعة في القرى البعيدة عن النهر" صدر الكتاب.', "name"),
    ('وأضاف أن الصحيفة نشرت مقالا تحت عنوان "من أجل ماء نظيف" أمس.', "name"),
    ('وأضاف أن الموكب وصل إلى جبل "الزيتونة" مساء.', "name"),
    ('ودعت الشرطة السكان إلى البحث عن "ناظم بن سمير بن نادر العطار".', "name"),
]


@pytest.mark.parametrize(("text", "kind"), NAMES)
def test_names_and_titles_are_no_speech(text, kind):
    assert quotations(text)[0][0] == kind


def test_what_is_said_twice_is_speech_where_a_verb_asks_for_it():
    text = 'دعا المدير سمير العطار التجار إلى "التهدئة".\nوشهد السوق "التهدئة" من جديد.'
    assert [row[:2] for row in quotations(text)] == [("reported", "دعا"), ("name", "")]


def test_both_quotations_of_a_list_belong_to_the_same_word():
    found = quotations('وتكلم الوزير، معلنا وصول "50 طبيبا" و"توزيع الأدوية على القرى".')
    assert [row[:2] for row in found] == [("reported", "معلنا")] * 2


def test_a_verbal_noun_of_three_letters_is_no_verb():
    (found,) = quotations('وقال العطار إن قرار نقل السوق يعد "خطأ كبيرا".')
    assert found[:2] == ("reported", "قال")


@pytest.mark.parametrize("word", ["مهمتنا", "مُهِمَّتُنَا", "مهمـــتنا"])
def test_a_quotation_in_another_is_measured_at_its_own_place(word):
    text = f'وقال الوزير إن "{word} أن نقرأ ‘كتاب الطريق إلى القرية البعيدة’ كل صباح قبل العمل في المدرسة".'
    inner = [row for row in reported.rows(text) if row.flag == "nested"]
    assert [(row.quote, row.kind) for row in inner] == [("‘كتاب الطريق إلى القرية البعيدة’", "name")]


@pytest.mark.parametrize("accused", ["", "للتجار أمس في القرية الكبيرة مساء", "أمام السوق"])
def test_an_accusation_names_the_accused_and_right_behind_the_charge(accused):
    (found,) = quotations(f'وأغلق السوق رغم اتهامات مراد {accused} بقطع "الطريق الكبير".')
    assert found[0] == "term"


def test_a_word_of_saying_is_no_charge():
    (row,) = reported.rows('وتوجه باتهامات خطيرة للتجار بالقول: "الطريق لنا منذ الصباح".')
    assert (row.kind, row.verb, row.speaker) == ("reported", "بالقول", "")
