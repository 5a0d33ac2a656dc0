import joblib
import pandas as pd
import pytest
from factory import corpus_of, tokens_of
from joblib.externals.loky.process_executor import TerminatedWorkerError

from helpers.analyses import reported_speech
from helpers.arabic.speech.words import reporting, tables
from helpers.errors import ArgumentError, NotEnoughData
from helpers.schema import TABLES


def rows(text):
    """The rows of one text as dicts."""
    return reported_speech.extract(corpus_of([text])).to_dict("records")


def reported(text):
    """Its reported quotations."""
    return [row for row in rows(text) if row["kind"] == "reported"]


# sentence, verb, speaker, role
DIRECT = [
    ('قال سمير العطار: "سنفتح السوق غدا صباحا".', "قال", "سمير العطار", ""),
    ('وقال سمير العطار إن "السوق مغلق منذ أيام".', "قال", "سمير العطار", ""),
    ('وأضافَ العطار، في مؤتمر صحافي عقده أمس، أن "السوق مغلق منذ أيام".', "أضافَ", "العطار", ""),
    ('أكد وزير الزراعة الأردني سمير العطار أن "المحصول جيد هذا العام".', "أكد", "سمير العطار", "وزير الزراعة الأردني"),
    ('أكد وزير الزراعة، سمير العطار، أن "المحصول جيد هذا العام".', "أكد", "سمير العطار", "وزير الزراعة"),
    ('قالت ليلى نصار، مديرة المتحف، إن "القاعة الجديدة جاهزة للزوار".', "قالت", "ليلى نصار", "مديرة المتحف"),
    ('قال زعيم حزب "القمر"، سمير العطار، إن "القاعة الجديدة جاهزة للزوار".', "قال", "سمير العطار", 'زعيم حزب "القمر"'),
    ('وحذرت وزارة الزراعة من "نقص المياه في الأرياف البعيدة".', "حذرت", "وزارة الزراعة", ""),
    ('وبحسب بلدية المدينة، فإن "الطريق مغلق بسبب الثلوج الكثيفة".', "بحسب", "بلدية المدينة", ""),
    ('"الطريق مغلق بسبب الثلوج الكثيفة"، بحسب بلدية المدينة.', "بحسب", "بلدية المدينة", ""),
    ('"الطريق مغلق بسبب الثلوج الكثيفة"، قال سمير العطار.', "قال", "سمير العطار", ""),
    ('ونقلت صحيفة "القمر" عن سمير العطار قوله إن "الطريق مغلق بسبب الثلوج".', "قوله", "سمير العطار", ""),
    ('وقال مصدر طبي لـ"القمر": "وصل سبعة جرحى إلى المستشفى".', "قال", "مصدر طبي", ""),
    ('لكن الخبير في المياه سمير العطار يعتبر أنه "لا بد من سد جديد".', "يعتبر", "سمير العطار", "الخبير في المياه"),
    ('وأعلن من جهته سمير العطار أن "السوق مغلق منذ أيام".', "أعلن", "سمير العطار", ""),
    ('أعلن الأحد وزير الزراعة سمير العطار أن "السوق مغلق منذ أيام".', "أعلن", "سمير العطار", "وزير الزراعة"),
    ('وقال سمير العطار لبي بي سي إن "السوق مغلق منذ أيام".', "قال", "سمير العطار", ""),
    ('ونفى تماما سمير العطار أن يكون "السوق مغلقا منذ أيام".', "نفى", "سمير العطار", ""),
    ('وعلمت "القمر" من مصدر طبي أن "سبعة جرحى وصلوا إلى المستشفى".', "علمت", "مصدر طبي", ""),
    ('ونقلت صحيفة "القمر" عن سمير العطار أن "الطريق مغلق بسبب الثلوج".', "نقلت", "سمير العطار", ""),
    ('وعلى خلفية الأزمة، كتب سمير العطار يقول: "السوق مغلق منذ أيام".', "يقول", "سمير العطار", ""),
    ('واختتم العطار تصريحاته بالقول "سنفتح السوق غدا صباحا".', "بالقول", "العطار", ""),
    ('زار ولي العهد سمير العطار، الذي قال إن "السوق مغلق منذ أيام".', "قال", "سمير العطار", "ولي العهد"),
    ('وقال سموه في بداية الاستقبال: "سنفتح السوق غدا صباحا".', "قال", "سموه", ""),
    ('وشكا المزارعون من "نقص المياه في الأرياف"، كما قال سمير العطار.', "شكا", "المزارعون", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verb", "speaker", "role"), DIRECT)
def test_who_says_it_and_how(text, verb, speaker, role):
    (row,) = reported(text)
    assert (row["verb"], row["speaker"], row["role"]) == (verb, speaker, role)
    assert text[row["start"] : row["end"]] == row["quote"]
    assert text[row["verb_start"] : row["verb_end"]] == verb
    assert text[row["speaker_start"] : row["speaker_end"]] == speaker
    assert row["resolved_speaker"] == speaker


@pytest.mark.parametrize(
    ("participle", "stance"),
    [("مؤكدا أن", "assertive"), ("مشيرا إلى أن", "neutral"), ("مضيفا:", "neutral"), ("زاعما أن", "doubting"),
     ("مطالبا بـ", "directive")],
)  # fmt: skip
def test_a_participle_goes_on_with_the_speaker(participle, stance):
    text = f'قال سمير العطار إن السوق مغلق، {participle} "فتح الأبواب واجب على الجميع".'
    (row,) = reported(text)
    assert row["verb"] == participle.split()[0].rstrip(":") and row["stance"] == stance
    assert row["resolved_speaker"] == "سمير العطار" and row["speaker_rule"] == "same sentence"


def test_verb_and_participle_side_by_side_are_one_reporting_word():
    (_, row) = reported('قال سمير العطار: "السوق مغلق منذ أيام". وتابع قائلا: "سنفتح الأبواب غدا صباحا".')
    assert row["verb"] == "تابع قائلا" and row["speaker"] == "" and row["resolved_speaker"] == "سمير العطار"


def test_a_left_out_subject_is_the_last_speaker_that_agrees_with_the_verb():
    text = (
        'قالت ليلى نصار: "القاعة جاهزة منذ شهر كامل". وقال سمير العطار: "لم أر القاعة بعد أبدا". '
        'وأضاف: "سأزورها قريبا إن شاء الله".'
    )
    assert [row["resolved_speaker"] for row in reported(text)] == ["ليلى نصار", "سمير العطار", "سمير العطار"]


def test_surname_and_descriptions_resolve():
    text = (
        'قال سمير العطار، وزير الزراعة الأردني، إن "السوق مغلق منذ أيام". وأضاف العطار أن "المياه قليلة هذا العام". '
        'وأوضح الوزير الأردني أن "السدود شبه فارغة اليوم". من جانبها، قالت ليلى نصار، مديرة المتحف، إن "القاعة جاهزة '
        'منذ شهر". '
        'وتابعت المسؤولة ذاتها بأن "الزوار كثر هذا العام". ولفت وزير الزراعة إلى أن "المطر قادم في الشتاء".'
    )
    resolved = [row["resolved_speaker"] for row in reported(text)]
    assert resolved == ["سمير العطار"] * 3 + ["ليلى نصار"] * 2 + ["سمير العطار"]


def test_the_fullest_name_may_stand_before_anybody_speaks():
    text = 'وصل وزير الزراعة سمير العطار أمس. وقال العطار: "السوق مغلق منذ أيام".'
    (row,) = reported(text)
    assert row["speaker"] == "العطار" and row["resolved_speaker"] == "سمير العطار"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('زار الوفد صحيفة "القمر" أمس.', "name"),
        ('قال الوزير إن حزب "القمر" فاز.', "name"),
        ('أطلقت عليها اسم "عملية الفجر الجديد".', "name"),
        ('قالت الشرطة إن السارق هرب على متن دراجة من طراز "هوندا".', "name"),
        ('نشر الصورة على موقع التواصل الاجتماعي "تويتر".', "name"),
        ('رفع المحتجون شعار "الخبز للجميع".', "slogan"),
        ('كان الحديث عن "مشكلة بسيطة" فحسب.', "term"),
        ('وأعلنت وكالة الأنباء الرسمية "ساب" أن الطريق مغلق.', "name"),
        ('وقال الوزير إن الشاب الذي أشير إليه بالأحرف الأولى من اسمه "ش أ" غادر.', "name"),
        ('وأكدت الشركة رفض "الحملة الظالمة" عليها.', "reported"),
        ('وقال الوزير إن القضية "اختفاء" الموظف.', "reported"),
        ('ودعا وزراء المجموعة إلى إجراء تحقيق "شفاف" في القضية.', "reported"),
        ('وقال الوزير إن القوات الجديدة هي "قوات برية ناجحة".', "reported"),
        ('وصمد العمال رغم "الظروف القاسية" بحسب النقابة.', "reported"),
        ('وطلبت النقابة من إدارة الشركات الوطنية "ممارسة الضغط" عليها.', "reported"),
        ('ووصف الوزير القرار بـ"الخاطئ".', "reported"),
        ('واعتبر الوزير القرار "خطأ كبيرا".', "reported"),
        ('وأكد الوزير أن بلاده لن تقبل "تهديدات فارغة" من أحد.', "reported"),
    ],
)
def test_kinds(text, kind):
    assert [row["kind"] for row in rows(text) if row["kind"] != "indirect"] == [kind]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("وقال سمير العطار إن السوق مغلق منذ أيام.", "إن السوق مغلق منذ أيام"),
        ("وأكد الوزير أن السوق مغلق، مشيرا إلى أن المياه قليلة.", "أن السوق مغلق"),
        ("ويرى خبراء أن السوق سيفتح غدا.", "أن السوق سيفتح غدا"),
    ],
)
def test_indirect_speech_without_marks(text, clause):
    found = [row for row in rows(text) if row["kind"] == "indirect"]
    assert found[0]["quote"] == clause and found[0]["rule"] == "clause with أن"


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن السوق مغلق منذ أيام.",
        "يجب أن يفتح السوق أبوابه غدا.",
        "بعد أن فتح السوق أبوابه وصل الناس.",
        "والوقائع أثبتت أن السوق مغلق دائما.",
        "وتم الاتفاق على أن يكون السوق مفتوحا.",
        "ويعتقد أن السارق هرب ليلا.",
    ],
)
def test_no_report(text):
    assert rows(text) == []


def test_no_quotation_marks_at_all():
    table = reported_speech.extract(corpus_of(["مطر في القرية اليوم."]))
    assert table.empty and list(table) == list(reported_speech.COLUMNS)
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == reported_speech.COLUMNS


def test_a_mark_never_closed_is_flagged_where_a_verb_introduces_it():
    text = 'قال سمير العطار: "سنفتح السوق غدا صباحا.\nوفي القرية مطر.'
    (row,) = reported(text)
    assert row["flag"] == "unclosed" and row["quote"] == '"سنفتح السوق غدا صباحا.'


def test_marks_without_partner_are_listed():
    table = reported_speech.unbalanced(corpus_of(["وصل الضيف\" ثم مضى.", "قال «نعم» ومضى."]))
    assert table[["doc_id", "mark", "flag"]].to_numpy().tolist() == [["d0", '"', "unopened"]]


def test_a_quotation_of_more_than_half_of_the_text_is_flagged():
    (row,) = reported('قال العطار: "' + "سنفتح السوق غدا صباحا " * 5 + '".')
    assert row["flag"] == "long"


def test_a_quotation_over_paragraphs():
    rest = "وفي القرية مطر كثير منذ الصباح وحتى المساء وبعد الليل."
    (row,) = reported("قال العطار: «سنفتح السوق غدا.\nثم نغلقه مساء».\n" + rest)
    assert row["flag"] == "paragraphs" and row["speaker"] == "العطار"


def test_nested_names_have_rows_of_their_own():
    rest = "، ثم مضى إلى بيته في القرية البعيدة عن المدينة الكبيرة."
    found = rows("قال العطار: «إن تنظيم «القمر» خطر على الجميع»" + rest)
    assert [(row["quote"], row["kind"], row["flag"]) for row in found] == [
        ("«إن تنظيم «القمر» خطر على الجميع»", "reported", ""), ("«القمر»", "name", "nested")]  # fmt: skip


TEXTS = [
    'قال سمير العطار: "السوق مغلق منذ أيام". وأضاف العطار: "سنعود".',
    'قالت ليلى نصار: "القاعة جاهزة منذ شهر كامل". وفي القرية مطر.',
    "وقال سمير العطار إن السوق مغلق.",
]


@pytest.fixture(scope="module")
def small():
    tokens = tokens_of(TEXTS, source=["أ", "ب", "ب"], date=["2020-01-05", "2020-02-05", "2021-03-01"])
    return tokens, reported_speech.extract(tokens.corpus)


def test_speakers_by_words(small):
    table = reported_speech.by_speaker(small[1])
    assert table[["speaker", "n_words", "n_quotes", "n_docs"]].to_numpy().tolist() == [
        ["سمير العطار", 5, 2, 1], ["ليلى نصار", 5, 1, 1]]  # fmt: skip
    assert table["share"].sum() == pytest.approx(1)
    both = reported_speech.by_speaker(small[1], indirect=True).set_index("speaker")
    assert both.loc["سمير العطار", ["n_words", "n_docs"]].tolist() == [8, 2]


def test_verbs_by_stance_and_source(small):
    tokens, table = small
    whole = reported_speech.by_verb(table)
    assert whole.set_index("lemma")["n"].to_dict() == {"قال": 3, "أضاف": 1}
    assert whole["forms"].iloc[0] == "قال 2, قالت 1" and whole["stance"].iloc[0] == "neutral"
    by_source = reported_speech.by_verb(table, tokens.corpus, by="source")
    assert by_source.groupby("group")["share"].sum().tolist() == [1, 1]
    with pytest.raises(ArgumentError, match="needs the corpus"):
        reported_speech.by_verb(table, by="source")
    with pytest.raises(ArgumentError, match='by is "sorce", but must be one of .* Did you mean "source"'):
        reported_speech.by_verb(table, tokens.corpus, by="sorce")


def test_share_quoted_by_source_and_period(small):
    tokens, table = small
    shares = reported_speech.share_quoted(table, tokens.corpus).set_index("group")
    assert shares.loc["أ", ["n_words", "n_quoted"]].tolist() == [10, 5] and shares.loc["ب", "n_quoted"] == 5
    years = reported_speech.share_quoted(table, tokens.corpus, by="year", indirect=True).set_index("group")
    assert years.loc["2021", "n_quoted"] == 3 and years.loc["2020", "n_docs"] == 2


def test_the_share_quoted_has_an_interval_of_resampled_documents(small):
    tokens, table = small
    shares = reported_speech.share_quoted(table, tokens.corpus, seed=3)
    several = shares["n_docs"] > 1
    assert several.any() and shares.loc[~several, ["ci_low", "ci_high"]].isna().all(axis=None)
    assert (shares["ci_low"] <= shares["share"])[several].all()
    assert (shares["share"] <= shares["ci_high"])[several].all()
    pd.testing.assert_frame_equal(reported_speech.share_quoted(table, tokens.corpus, seed=3), shares)
    assert shares.attrs["intervals"][0]["resamples"] == 1000
    without = reported_speech.share_quoted(table, tokens.corpus, bootstrap=0)
    assert without[["ci_low", "ci_high"]].isna().all(axis=None)
    assert without["share"].tolist() == shares["share"].tolist()


def test_inside_and_outside_make_up_the_whole(small):
    tokens, table = small
    inside, outside = reported_speech.split(tokens, table)
    assert len(inside) + len(outside) + 2 == len(tokens) and len(inside) == 10  # two verbs outside belong to neither
    lacking = tokens.terms["n"] - inside.terms["n"] - outside.terms["n"]
    assert lacking.sum() == 2 and (lacking >= 0).all()
    text = tokens.corpus.documents["text"]
    words = [text[d][s:e] for d, s, e in zip(inside.doc, inside.start, inside.end, strict=True)]
    assert words[:5] == ["السوق", "مغلق", "منذ", "أيام", "سنعود"]


def test_the_speech_of_one(small):
    tokens, table = small
    assert len(reported_speech.speech_of(tokens, table, "سمير العطّار")) == 5
    with pytest.raises(ArgumentError, match='Nobody called "سمير العطر" is quoted.*سمير العطار'):
        reported_speech.speech_of(tokens, table, "سمير العطر")
    with pytest.raises(NotEnoughData, match="of another corpus"):
        reported_speech.speech_of(tokens, table.assign(doc_id="x"), "ليلى نصار")


def test_the_resource_is_sound():
    table = tables.rows("reporting_verbs.tsv")
    assert {row[2] for row in table} <= {"perfect", "imperfect", "participle", "accusative", "noun", "preposition"}
    stances = {"neutral", "assertive", "opinion", "doubting", "denying", "directive", "commissive", "evaluative"}
    assert {row[3] for row in table} == stances
    assert {row[4] for row in table} == {"clause", "label", "topic", "slogan", "name"}
    assert len({row[:3] for row in table}) == len(table)


@pytest.mark.parametrize(
    ("word", "skip", "lemma"),
    [("وقالت", 1, "قال"), ("فاضاف", 1, "أضاف"), ("ليخلص", 1, "خلص"), ("وصفتهم", 0, "وصف"), ("نفت", 0, "نفى"),
     ("مشيرة", 0, "أشار"), ("بقوله", 0, "قال"), ("ماوصفه", 2, "وصف"), ("يقولون", 0, "قال")],
)  # fmt: skip
def test_forms_of_reporting_words(word, skip, lemma):
    found = reporting.find(word)
    assert (found[0], found[1].lemma) == (skip, lemma)


@pytest.mark.parametrize("word", ["فالح", "الوزير", "سوق", "قا"])
def test_other_words_are_none(word):
    assert reporting.find(word) is None


def test_a_title_cut_to_its_letter_belongs_to_the_name():
    text = "وقال د. محمد العلي إن «الأمر خطير جدا». وأكد أ. د. سامي حسن أن البحث مستمر."
    table = reported_speech.extract(corpus_of([text]))
    assert table["resolved_speaker"].tolist() == ["د. محمد العلي", "أ. د. سامي حسن"]


def test_the_source_of_a_paper_speaks_and_not_the_paper():
    text = 'قال سمير العطار إن السوق مغلق. ونقلت صحيفة "القمر" عنه قوله "سنفتح السوق غدا". وأضاف: "لا خوف على التجار".'
    rows_found = reported(text)
    assert [row["resolved_speaker"] for row in rows_found] == ["سمير العطار"] * 2
    assert [row["speaker"] for row in rows_found] == ["", ""]


def test_an_institution_is_no_person_of_that_institution():
    text = 'قال مدير المرصد سمير العطار إن الطريق مغلق. وأضاف المرصد أن "الثلوج كثيفة في الجبال".'
    (row,) = reported(text)
    assert row["speaker"] == "المرصد" and row["resolved_speaker"] == "المرصد"


def test_whoever_speaks_inside_a_report_does_not_go_on():
    text = 'قال سمير العطار إن الوزارة تعتبرها "غارات خجولة". وأضاف: "لا خوف على التجار".'
    first, second = reported(text)
    assert (first["verb"], first["speaker"]) == ("تعتبرها", "الوزارة")
    assert second["resolved_speaker"] == "سمير العطار"


def test_the_verb_of_a_group_has_no_subject_behind_it():
    text = 'حذر وزير الزراعة سمير العطار من أن الرعاة يهددون مستوى المياه، مضيفا أن "البئر لا تكفي القرية".'
    assert [row["speaker"] for row in reported(text)] == ["سمير العطار"]


def test_who_is_accused_does_not_speak():
    text = 'قال سمير العطار إن السوق مغلق. واتهم الشركة بالتلاعب واصفا ذلك بـ"العمل الخطير".'
    assert [row["resolved_speaker"] for row in reported(text)] == ["سمير العطار"]


def test_kinds_and_stances_add_up():
    corpus = corpus_of(["قال الوزير إن «الأمر خطير جدا اليوم». وأكد الوزير أن الوضع صعب."], source=["أ"])
    table = reported_speech.extract(corpus)
    assert reported_speech.by_kind(table)["n"].sum() == len(table)
    stances = reported_speech.by_stance(reported_speech.by_verb(table, corpus, by="source"))
    assert stances["share"].sum() == pytest.approx(1)
    assert set(stances["stance"]) == {"محايد", "مثبِت"}


ROLES = [
    'أعلنت وزارة الزراعة فتح السوق. وقال المتحدث باسم الوزارة: "السوق مفتوح منذ الصباح الباكر جدا".',
    'أعلنت وزارة العدل فتح المحكمة. وقال المتحدث باسم الوزارة: "المحكمة مفتوحة منذ الصباح".',
    'وقال المتحدث باسم الوزارة: "الطريق مغلق منذ الصباح حتى المساء وبعد الليل كله".',
    'وقال المتحدث باسم الوزارة: "الطريق مفتوح منذ الصباح حتى المساء وبعد الليل كله".',
    'وقالت ليلى نصار: "القاعة جاهزة".',
    'وقال مدير المصنع: "المصنع مغلق اليوم".',
]


def test_a_role_of_several_documents_is_no_one_speaker():
    tokens = tokens_of(ROLES)
    speech = reported_speech.extract(tokens.corpus)
    table = reported_speech.by_speaker(speech)
    assert table.set_index("speaker")["unresolved"].to_dict() == {
        "أصحاب صفات بلا أسماء": 2, "المتحدث باسم وزارة الزراعة": 0, "المتحدث باسم وزارة العدل": 0, "ليلى نصار": 0,
        "مدير المصنع": 1}  # fmt: skip
    assert table["n_quotes"].sum() == len(ROLES) and table["share"].sum() == pytest.approx(1)  # nothing is lost
    assert table["speaker"].iloc[0] == "أصحاب صفات بلا أسماء"
    assert table["spellings"].iloc[0] == "المتحدث باسم الوزارة 2" and table["n_spellings"].iloc[0] == 1
    left = reported_speech.named(table)["speaker"].tolist()
    assert left == ["المتحدث باسم وزارة الزراعة", "المتحدث باسم وزارة العدل", "مدير المصنع", "ليلى نصار"]
    assert list(reported_speech.two_loudest(tokens, speech)) == left[:2]
    said = reported_speech.said_by(speech, left[:2])
    assert said["doc_id"].tolist() == ["d0", "d1"] and said["said_by"].astype("str").tolist() == left[:2]
    assert two_alike(reported_speech.two_loudest(tokens, speech), reported_speech.two_loudest(tokens, said))
    with pytest.raises(NotEnoughData, match="No speaker is named; to compare speakers there must be two."):
        reported_speech.two_loudest(tokens, reported_speech.said_by(speech, []))


def two_alike(one, other):
    return list(one) == list(other) and all(one[name].start.tolist() == other[name].start.tolist() for name in one)


PEOPLE = [
    'وقال الأمين العام لحزب القمر سمير عطا الله: "السوق مغلق منذ أيام".',
    'وقال السيد سمير عطاالله: "السوق مفتوح اليوم".',
    'وقال عطا الله: "سنعود إلى السوق".',
    'وقال مدير المتحف عادل الطحان: "القاعة جاهزة". وقالت الوزيرة ليلى الطحان: "الطريق آمن للجميع".',
    'وقالت ليلى الطحان: "الطريق مغلق للجميع".',
]


def test_the_mentions_of_a_person_in_all_documents_are_one_speaker():
    speech = reported_speech.extract(corpus_of(PEOPLE))
    table = reported_speech.by_speaker(speech).set_index("speaker")
    assert table["n_docs"].to_dict() == {"السيد سمير عطاالله": 3, "ليلى الطحان": 2, "عادل الطحان": 1}
    spelt = "السيد سمير عطاالله 1; سمير عطا الله 1; عطا الله 1"
    assert table.loc["السيد سمير عطاالله", ["n_spellings", "spellings"]].tolist() == [3, spelt]
    assert table.loc["عادل الطحان", "n_spellings"] == 1
    for name in ("سمير عطا الله", "السيد سمير عطاالله", "عطا الله"):
        assert len(reported_speech.said_by(speech, [name])) == 3
    assert len(reported_speech.said_by(speech, ["عادل الطحان"])) == 1


def test_those_without_a_name_are_counted_together_by_their_kind():
    texts = ['وقالت مصادر أمنية: "السوق مغلق".', 'وقالت مصادر محلية: "السوق مفتوح".']
    texts += ['وقالت مصادر أمنية: "الطريق آمن".']
    (first, second) = reported_speech.by_speaker(reported_speech.extract(corpus_of(texts))).itertuples()
    assert (first.speaker, first.n_docs, first.unresolved) == ("مصادر وجماعات بلا أسماء", 2, 2)
    assert (second.speaker, second.n_docs, second.unresolved) == ("مصادر محلية", 1, 1)


def test_roles_of_several_documents_alone_name_nobody():
    table = reported_speech.by_speaker(reported_speech.extract(corpus_of(ROLES[2:4])))
    with pytest.raises(NotEnoughData, match="No speaker is named: all are roles.*column unresolved of by_speaker"):
        reported_speech.named(table)


def test_the_table_of_speakers_has_the_columns_of_the_schema():
    empty = reported_speech.by_speaker(reported_speech.extract(corpus_of(["مطر في القرية."])))
    for table in (empty, reported_speech.by_speaker(reported_speech.extract(corpus_of(ROLES)))):
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == {
            name: column.dtype for name, column in TABLES["speakers"].items()}  # fmt: skip


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(reported_speech, "_SHARE", 7)
    monkeypatch.setattr(reported_speech, "_TOGETHER", 3)
    return corpus_of([f"{text} {number}" for number, (text, *_) in enumerate(DIRECT * 3)])


def test_processes_find_the_same_rows_in_the_same_order(many):
    alone = reported_speech.extract(many, jobs=1)
    assert len(alone) >= len(many)
    pd.testing.assert_frame_equal(reported_speech.extract(many, jobs=2), alone)


def test_texts_of_a_process_that_dies_are_read_here(many, monkeypatch):
    class Dying:
        def __init__(self, *_, **__):
            pass

        def __call__(self, calls):
            for number, (function, given, _) in enumerate(calls):
                if number == 2:
                    raise TerminatedWorkerError("A process in the executor was terminated abruptly")
                yield function(*given)

    alone = reported_speech.extract(many, jobs=1)
    monkeypatch.setattr(joblib, "Parallel", Dying)
    pd.testing.assert_frame_equal(reported_speech.extract(many, jobs=2), alone)


def test_few_texts_are_not_shared(many, monkeypatch):
    monkeypatch.setattr(joblib, "Parallel", None)
    reported_speech.extract(many)
    monkeypatch.setattr(reported_speech, "_SEVERAL", len(many))
    monkeypatch.setattr(reported_speech, "_processors", lambda: 2)
    with pytest.raises(TypeError):
        reported_speech.extract(many)
    with pytest.raises(ArgumentError, match="jobs"):
        reported_speech.extract(many, jobs=0)
