"""What can be a speaker at all, by what the dictionary says of its words; each rule with a near-miss."""

from functools import cached_property

import pytest

from helpers.arabic.speech import reported
from helpers.arabic.speech.speakers import heads
from helpers.arabic.speech.speakers.resolution import only_role
from helpers.arabic.speech.words.annotation import Word, of

pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")


def last(text):
    """The last reported quotation of a text."""
    return [row for row in reported.rows(text) if row.kind == "reported"][-1]


# text, (role, speaker) of its last quotation
ENDS = [  # the verb of a speaker and its object are no part of the mention, and no name
    ('مدير المصنع شارك في اللقاء، وقال إن "السوق مغلق منذ أيام".', ("", "مدير المصنع")),
    ('أما رئيس البلدية فاكتفى بالقول إن "السوق مغلق منذ أيام".', ("", "رئيس البلدية")),
    ('مديرة المدرسة تستقبل الأهالي كل يوم، وتقول إن "الباب مفتوح للجميع".', ("", "مديرة المدرسة")),
    ('ونفى الوزير وجود خلاف في المجلس، مؤكدا أن "الطريق آمن للجميع".', ("", "الوزير")),
    ('وألقى رئيس البلدية كلمة أكد فيها أن "الطريق آمن للجميع".', ("", "رئيس البلدية")),
    ('وأعلن المتحدث باسم البلدية احترامها الكامل للقرار، مشيرا إلى أن "الطريق آمن".', ("", "المتحدث باسم البلدية")),
    ('وعلقت مديرة المكتب عبارة قصيرة: "الباب مفتوح للجميع منذ الصباح".', ("", "مديرة المكتب")),
    ('وتعهد المدير بدراسة الطلب، مشيرا إلى أن "الباب مفتوح للجميع".', ("", "المدير")),
    ('ودعا البيان المواطنين إلى الهدوء، لافتا إلى أن "الطريق آمن للجميع".', ("", "البيان")),
    ('ورفضت جمعية القرية التصريحات، وقالت إن "الطريق آمن للجميع".', ("", "جمعية القرية")),
    ('وقال وزير الزراعة مدافعا عن القرار إن "الآبار جفت في القرى البعيدة".', ("", "وزير الزراعة")),
    ('وقال طالب جامعي إن "الباب مفتوح للجميع منذ الصباح".', ("", "طالب جامعي")),
    ('وزعم عدد من السكان أن "الطريق مقطوع منذ الصباح".', ("", "عدد من السكان")),
    ('وقالت شابة أصيبت في الحادث إن "الطريق مقطوع منذ الصباح".', ("", "شابة")),
    ('وأكد المصدر نفسه أن "الآبار جفت في القرى البعيدة".', ("", "المصدر نفسه")),
    ('ورفض الاتحاد الأوروبي العودة إلى السوق، وقال إن "الطريق مقطوع منذ الصباح".', ("", "الاتحاد الأوروبي")),
    ('وأعلنت جمعية "القمر" مسؤولية المدير، وقالت إن "الطريق مقطوع منذ الصباح".', ("", 'جمعية "القمر"')),
    ('وزار القرية مسؤول أمني، الذي قال إن "الطريق مقطوع منذ الصباح".', ("", "مسؤول أمني")),
    ('ونوه سمير العطار بدور المزارعين، معتبرا أن "الطريق آمن للجميع".', ("", "سمير العطار")),
    ('وأعادت الدولتان التأكيد على الاتفاق، وقالتا إن "الطريق آمن للجميع".', ("", "الدولتان")),
    ('وأخبر الوزير السعودي وكالة القمر أن "الطريق آمن للجميع منذ الصباح".', ("", "الوزير السعودي")),
    ('وأسفت حركة القمر لعدم فتح السوق، وقالت إن "الطريق مقطوع منذ الصباح".', ("", "حركة القمر")),
    ('وقال مسؤول في اللجنة الوطنية لمكافحة الجفاف إن "الآبار جفت".', ("", "مسؤول في اللجنة الوطنية لمكافحة الجفاف")),
    # names that have the form of a verb, of a verbal noun, of a noun in ة
    ('وقال وزير الزراعة أشرف العطار إن "الآبار جفت في القرى".', ("وزير الزراعة", "أشرف العطار")),
    ('وقال وزير الزراعة رفعت العطار إن "الآبار جفت في القرى".', ("وزير الزراعة", "رفعت العطار")),
    ('وقالت وزيرة الزراعة إيمان العطار إن "الآبار جفت في القرى".', ("وزيرة الزراعة", "إيمان العطار")),
    ('وقال وزير الزراعة أسامة العطار إن "الآبار جفت في القرى".', ("وزير الزراعة", "أسامة العطار")),
    ('وقال الرئيس الأسبق فرانسوا نصار إن "الآبار جفت في القرى".', ("الرئيس الأسبق", "فرانسوا نصار")),
    ('وقال مدير المصنع رضا العطار إن "الآبار جفت في القرى".', ("مدير المصنع", "رضا العطار")),
    ('وقال رئيس اتحاد المزارعين القدامى عادل نصار إن "الآبار جفت".', ("رئيس اتحاد المزارعين القدامى", "عادل نصار")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_a_mention_ends_before_the_verb_and_its_object(text, expected):
    row = last(text)
    assert (row.role, row.speaker) == expected


# text, (speaker, whom it means) of its last report
NOBODY = [
    ('قالت مديرة المرصد إن السوق مغلق. وأجاب ٨٩ في المئة بأن "الطريق آمن للجميع".', ("", "")),
    ('قالت مديرة المرصد إن السوق مغلق. ورأى حوالي 40 في المئة أن "الطريق آمن للجميع".', ("", "")),
    ('قال المدرب إن السوق مغلق. وقال بصوت متقطع إن "الطريق مقطوع منذ الصباح".', ("", "المدرب")),
    ('قال المدرب إن السوق مغلق. وقال لخصوم قريته إن "الطريق مقطوع منذ الصباح".', ("", "المدرب")),
    ('قال المدرب إن السوق مغلق. وأظهرت تطورات اليوم أن "الطريق مقطوع منذ الصباح".', ("", "المدرب")),
    ('قال المدرب إن السوق مغلق. وقال طويلا إن "الطريق مقطوع منذ الصباح".', ("", "المدرب")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NOBODY)
def test_figures_and_adverbials_do_not_speak_and_the_quotation_stays(text, expected):
    row = last(text)
    assert (row.speaker, row.resolved_speaker) == expected


def test_a_figure_that_counts_speakers_speaks():
    assert last('وأكدت 12 دولة أن "الطريق آمن للجميع منذ الصباح".').speaker.startswith("12")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('وفقا لوزارة الزراعة، فإن "الآبار جفت في القرى البعيدة".', "وزارة الزراعة"),
        ('السوق مغلق؛ فالبلدية تقول إن "الآبار جفت في القرى البعيدة".', "البلدية"),
        ('وقال وليد العطار إن "الآبار جفت في القرى البعيدة".', "وليد العطار"),
    ],
)
def test_what_is_written_together_with_a_mention_is_no_part_of_it(text, speaker):
    rows = [row for row in reported.rows(text) if row.speaker]
    assert [row.speaker for row in rows][-1] == speaker and rows[-1].resolved_speaker == speaker


@pytest.mark.parametrize("word", ["شارك", "فدعت", "راجعت", "يرفض", "افتتح", "فاكتفى"])
def test_verbs(word):
    assert of(word).verb


@pytest.mark.parametrize("word", "محمد حسن ناصر يوسف يحيى رفعت اشرف اكرم وجود الوزير كتاب".split())
def test_names_and_nouns_are_no_verbs(word):
    assert heads.verb(of(word), of("العطار")) == ""


def test_a_verb_before_its_subject_is_no_given_name():
    row = last('قلل عادل نصار، رئيس البلدية، من الخطر، معتبرا أن "الطريق آمن للجميع". وزار نصار السوق.')
    assert row.resolved_speaker == "عادل نصار"


@pytest.mark.parametrize("before", ["وفي المدينة افتتح نصار المصنع.", "وناقش المجلس ميزانية نصار أمس."])
def test_a_surname_takes_no_verb_and_no_thing_for_a_given_name(before):
    assert last(f'{before} وقال نصار: "سنفتح المصنع غدا صباحا".').resolved_speaker == "نصار"


@pytest.mark.parametrize("word", ["زيادة", "احترامها", "استثناء", "احداث", "لغة"])
def test_nouns_that_name_nobody(word):
    assert of(word).abstract


@pytest.mark.parametrize("word", ["ايمان", "اسامة", "جميلة", "وزيرة", "احداهن", "سمير", "بولتون"])
def test_names_and_people_are_no_abstract_nouns(word):
    assert not of(word).abstract


@pytest.mark.parametrize(
    "name",
    ["المتحدث باسم الوزارة", "مدير المركز", "الناطق الرسمي", "المصدر", "مسؤول أمني", "ناشطون", "مصادر محلية", "الوزارة",
     "أحدهم", "آخر", "نقيبهم", "المشاركون", "البيان", "مسؤول في وزارة الزراعة", "رئيس الجمعية المحلية"],
)  # fmt: skip
def test_a_role_alone_names_nobody(name):
    assert only_role(name)


@pytest.mark.parametrize(
    "name",
    ["سمير العطار", "الوزير سمير العطار", "العطار", "وزارة الزراعة", "وزارة الداخلية", "المتحدث باسم وزارة الداخلية",
     "سوريا", "الجيش السوري", "صحيفة «القمر»", "ممثل الأمم المتحدة", "بولتون", ""],
)  # fmt: skip
def test_a_name_of_a_person_or_an_institution_is_one(name):
    assert not only_role(name)


BODIES = [
    ('أعلنت وزارة الزراعة فتح السوق. وقال المتحدث باسم الوزارة إن "الآبار جفت في القرى".', "وزارة الزراعة"),
    ('وصل الضيف إلى مركز الدراسات الزراعية. وقال مدير المركز إن "الآبار جفت في القرى".', "مركز الدراسات الزراعية"),
    ('بيان لوزارة الزراعة. وقال المتحدث باسم الوزارة إن "الآبار جفت في القرى".', "وزارة الزراعة"),
    # two ministries: which one is not said; no ministry; a name of its own
    ('أعلنت وزارة الزراعة ووزارة العدل فتح السوق. وقال المتحدث باسم الوزارة إن "الآبار جفت".', ""),
    ('وقال المتحدث باسم الوزارة إن "الآبار جفت في القرى البعيدة".', ""),
    ('أعلنت وزارة الزراعة فتح السوق. وقال المتحدث باسم الوزارة سمير العطار إن "الآبار جفت".', ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_the_institution_of_a_role_is_the_one_that_the_text_names(text, body):
    row = last(text)
    assert row.resolved_body == body and body in text


def test_a_letter_alone_is_a_word_like_any_other():
    """Texts hold letters that stand alone (ت, و) and remnants such as وا: each class must have an answer for them."""
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءؤئ9a."
    asked = [name for name, value in vars(Word).items() if isinstance(value, (cached_property, property))]
    assert len(asked) > 20
    for word in [*letters, *(one + other for one in letters for other in letters)]:
        for name in asked:
            getattr(of(word), name)
        only_role(word)
        assert of(word).verb in ("", "m", "f", "p")
