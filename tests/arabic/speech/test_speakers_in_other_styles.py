"""Who speaks in the styles of several outlets: each case a class of error, with its near miss. All sentences are made.

A case: the text, the beginning of what is reported, its kind, the reporting word, the speaker, the one who is meant.
"""

import pytest

from helpers.arabic.speech import reported

pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")

CASES = {
    "colon before إن": (
        "وقال العطار في البيان: إن السوق مغلق منذ أيام.", "إن السوق", "indirect", "قال", "العطار", "العطار"),
    "colon before إن, continued": (
        "وقالت ليلى نصار إن السوق آمن. وأضافت : إن السوق مغلق.", "إن السوق مغلق", "indirect", "أضافت", "", "ليلى نصار"),
    "colon before a quotation": (
        'وقال العطار: "إن السوق مغلق منذ أيام".', '"إن السوق', "reported", "قال", "العطار", "العطار"),
    "name in marks within the subject": (
        "أعلنت جماعة « القمر » المسلحة أن قواتها دخلت القرية.", "أن قواتها", "indirect", "أعلنت",
        "جماعة « القمر » المسلحة", "جماعة « القمر » المسلحة"),
    "name in marks and another source": (
        'ونقلت "وكالة القمر" عن شهود عيان في القرية، أن الطريق مغلق.', "أن الطريق", "indirect", "نقلت", "شهود عيان",
        "شهود عيان"),
    "outlet in marks as hearer": (
        'وقال سمير العطار خلال لقاء مع قناة "القمر" الفرنسية، إنه عائد إلى القرية.', "إنه عائد", "indirect", "قال",
        "سمير العطار", "سمير العطار"),
    "a quotation keeps what it opens": (
        'ووصف سمير العطار ذلك بأنه "خطوة صغيرة" وأضاف أن السوق مغلق.', '"خطوة', "reported", "وصف", "سمير العطار",
        "سمير العطار"),
    "his highness is no verb": (
        "وأكد سموه أن الطريق آمن للجميع.", "أن الطريق", "indirect", "أكد", "سموه", "سموه"),
    "according to him": (
        "وقال سمير العطار إن الطريق مغلق. ووفقا له، فإن السوق مفتوح.", "فإن السوق", "indirect", "وفقا", "",
        "سمير العطار"),
    "according to her": (
        "وقالت ليلى نصار إن الطريق مغلق. وبحسبها، فإن السوق مفتوح.", "فإن السوق", "indirect", "بحسبها", "",
        "ليلى نصار"),
    "in it between verb and subject": (
        "في الوقت الذي أعلن فيه رئيس البلدية سمير العطار أن الطريق مغلق.", "أن الطريق", "indirect", "أعلن",
        "سمير العطار", "سمير العطار"),
    "several sources": (
        "كشفت عدة مصادر أن الطريق مغلق منذ الصباح.", "أن الطريق", "indirect", "كشفت", "مصادر", "مصادر"),
    "to the hearer": (
        "قال سمير العطار للأهالي إن الطريق مغلق.", "إن الطريق", "indirect", "قال", "سمير العطار", "سمير العطار"),
    "a verb between commas is no name": (
        "قال مصدر قريب من الوزارة، اطلع على الخطة، إن الطريق مغلق.", "إن الطريق", "indirect", "قال",
        "مصدر قريب من الوزارة", "مصدر قريب من الوزارة"),
    "a name between commas is one": (
        "قال مدير المتحف، سمير العطار، إن الطريق مغلق.", "إن الطريق", "indirect", "قال", "سمير العطار", "سمير العطار"),
    "said of somebody by another": (
        "استقبل الوزير ممثلين عن قوات القمر، التي تقول أنقرة إنها غريبة عن البلاد.", "إنها غريبة", "indirect", "تقول",
        "أنقرة", "أنقرة"),
    "said by somebody": (
        "استقبل الوزير ممثلين عن الوزارة التي قالت إنها غريبة عن البلاد.", "إنها غريبة", "indirect", "قالت",
        "الوزارة", "الوزارة"),
    "those who said": (
        "واستمعت المحكمة إلى الشهود الذين قالوا إنهم سمعوا صوتا قويا.", "إنهم سمعوا", "indirect", "قالوا", "الشهود",
        "الشهود"),
    "some who say": (
        "وانتقد سمير العطار منتقدين يقولون إنه بعيد عن القرية.", "إنه بعيد", "indirect", "يقولون", "منتقدين",
        "منتقدين"),
    "content with saying": (
        "وقال سمير العطار إن الطريق آمن. وقد اكتفت الوزارة بالقول إن الطريق مغلق.", "إن الطريق مغلق", "indirect",
        "بالقول", "الوزارة", "الوزارة"),
    "by the tongue of a spokesman": (
        "وذكرت الوزارة على لسان المتحدث باسمها سمير العطار أن الطريق مغلق.", "أن الطريق", "indirect", "ذكرت",
        "سمير العطار", "سمير العطار"),
    "but a name": (
        "وصل المدير سمير العطار أمس. ولم يكشف المسؤولون عن القرار لكن العطار قال إن الطريق مغلق.", "إن الطريق",
        "indirect", "قال", "العطار", "سمير العطار"),
    "what the preparation called": (
        'وقال المركز إن التحضير لتصوير ما وصفه بـ"هجوم مفبرك" بدأ.', '"هجوم', "reported", "وصفه", "المركز", "المركز"),
    "the first letters of a foreign name": (
        'وقالت فاليري جاريت: "القاعة جاهزة للجميع".', '"القاعة', "reported", "قالت", "فاليري جاريت", "فاليري جاريت"),
    "a name that has the form of a verbal noun": (
        "قالت إيناس بن سالم إن القاعة جاهزة.", "إن القاعة", "indirect", "قالت", "إيناس بن سالم", "إيناس بن سالم"),
    "an object behind a name": (
        "دان أمين سر المجلس عادل العطار العمل الإرهابي، مؤكدا أن الطريق آمن.", "أن الطريق", "indirect", "مؤكدا",
        "عادل العطار", "عادل العطار"),
    "what belongs to another": (
        "وقالت قناة القمر التابعة للحركة إن الطريق مغلق.", "إن الطريق", "indirect", "قالت", "قناة القمر",
        "قناة القمر"),
    "a given name with the letter of a preposition": (
        "وقال الرئيس السوري بشار العطار إن الطريق مغلق.", "إن الطريق", "indirect", "قال", "بشار العطار",
        "بشار العطار"),
    "who is not named": (
        'وقال المصدر الذي رفض تسميته، إن "الطريق مغلق منذ الصباح".', '"الطريق', "reported", "قال", "المصدر", "المصدر"),
    "a name like a verb before the clause": (
        "وقالت إدارة الرئيس الأميركي دونالد ترامب إنها تراجع القرار.", "إنها تراجع", "indirect", "قالت",
        "إدارة الرئيس الأميركي", "إدارة الرئيس الأميركي"),
    "a figure that counts no speakers": (
        "أطلقت الدار منصة يجيب فيها 30 داعية عن الأسئلة. وقال المتحدث باسم الدار إن المنصة جاهزة.", "إن المنصة",
        "indirect", "قال", "المتحدث باسم الدار", "المتحدث باسم الدار"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_who_says_it(name):
    text, begins, kind, verb, speaker, meant = CASES[name]
    found = [row for row in reported.rows(text) if row.quote.startswith(begins)]
    assert [(row.kind, row.verb, row.speaker, row.resolved_speaker) for row in found] == [(kind, verb, speaker, meant)]
