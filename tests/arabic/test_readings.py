"""The readings that a form can have: each class with what it decides and a near miss that it must not touch."""

import numpy as np
import pytest

from helpers.arabic import lexica, morphology, readings

pytestmark = pytest.mark.skipif(not lexica._has_farahidi(), reason="needs the dictionary farahidi")


def listed(word):
    """{(segments, lemma, part): share} of a word."""
    made = readings.of_forms(morphology.analyze([word]))
    parts = [readings.PARTS[part] for part in made.part]
    return dict(zip(zip(made.segments, made.lemma, parts, strict=True), made.share, strict=True))


def best(word):
    """The likeliest reading of a word alone: (segments, lemma, part)."""
    found = listed(word)
    return max(found, key=found.get)


def tags(word):
    """The tags that the verbs among the readings of a word have, by lemma."""
    made = readings.of_forms(morphology.analyze([word]))
    return {lemma: readings.TAGS[tag] for lemma, tag in zip(made.lemma, made.tag, strict=True)}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # the ending of a plural before a noun, not "my"; and "my" where there is no such plural
        ("مقاتلي", ("مقاتلي", "مقاتل", "NOUN")),
        ("مستواي", ("مستوا+ي", "مستوى", "NOUN")),
        # "we" behind a past form, "us" behind an imperfect
        ("حذرنا", ("حذرنا", "حذر", "VERB")),
        ("يحذرنا", ("يحذر+نا", "حذر", "VERB")),
        # tens are no plurals of ones; two hundreds and thousands are
        ("الثلاثين", ("ال+ثلاثين", "ثلاثون", "NUM")),
        ("أربعون", ("أربعون", "أربعون", "NUM")),
        ("ألفين", ("ألفين", "ألف", "NUM")),
        # a relative adjective is no form of the noun that it is made of; nor of an ordinal
        ("التطويرية", ("ال+تطويرية", "تطويري", "ADJ")),
        ("الأولى", ("ال+أولى", "أول", "ADJ")),
        # a broken plural and a dual are of the noun (عام, year), other endings of the adjective, too
        ("أعوام", ("أعوام", "عام", "NOUN")),
        ("عامين", ("عامين", "عام", "NOUN")),
        ("عامة", ("عامة", "عام", "ADJ")),
        # a noun with "our"; one in ن that stands in the accusative
        ("بأنفسنا", ("ب+أنفس+نا", "نفس", "NOUN")),
        ("قرنا", ("قرنا", "قرن", "NOUN")),
        ("أثينا", ("أثينا", "أثينا", "PROPN")),
        # a noun in ه that stands in the accusative; a noun with "her"
        ("جنيها", ("جنيها", "جنيه", "NOUN")),
        ("لونها", ("لون+ها", "لون", "NOUN")),
        # plurals in ات of a noun in ة that is no woman's name of the noun without it; and of a noun without it
        ("المحافظات", ("ال+محافظات", "محافظة", "NOUN")),
        ("آليات", ("آليات", "آلية", "NOUN")),
        ("القرارات", ("ال+قرارات", "قرار", "NOUN")),
        ("المؤشرات", ("ال+مؤشرات", "مؤشر", "NOUN")),
        # a plural that the dictionary lists under itself; one that means something else than the singular
        ("الضغوط", ("ال+ضغوط", "ضغط", "NOUN")),
        ("المخابرات", ("ال+مخابرات", "مخابرات", "NOUN")),
        ("الخوارج", ("ال+خوارج", "خوارج", "NOUN")),
        ("الخارج", ("ال+خارج", "خارج", "NOUN")),
        # لا and ما written as one with a verb; words that only begin so
        ("لايمكن", ("لا+يمكن", "أمكن", "VERB")),
        ("ومازال", ("و+ما+زال", "زال", "VERB")),
        ("مارست", ("مارست", "مارس", "VERB")),
        # names that letters make look like inflected verbs; a verb that is inflected so
        ("ليبيا", ("ليبيا", "ليبيا", "PROPN")),
        ("وليبيا", ("و+ليبيا", "ليبيا", "PROPN")),
        ("يتعلق", ("يتعلق", "تعلق", "VERB")),
        # no abbreviation wins over a word; no addressee over a letter of the word
        ("الأمد", ("ال+أمد", "أمد", "NOUN")),
        ("ببنك", ("ب+بنك", "بنك", "NOUN")),
        ("لذا", ("لذا", "لذا", "FUNC")),
        # the hamza of a word in ئ written ىء
        ("القارىء", ("ال+قارىء", "قارئ", "NOUN")),
    ],
)
def test_a_word_alone(word, expected):
    assert best(word) == expected


@pytest.mark.parametrize(
    ("word", "lemma", "tag"),
    [
        ("يعد", "عاد", "VERB jussive"),  # indicative يعود
        ("يعد", "عد", "VERB present"),
        ("يعود", "عاد", "VERB present"),
        ("تجر", "جرى", "VERB jussive"),  # indicative تجري
        ("يجري", "جرى", "VERB present"),
        ("يبنون", "بنى", "VERB present"),
        ("يستفد", "استفاد", "VERB jussive"),
    ],
)
def test_an_imperfect_without_its_long_vowel_is_a_jussive(word, lemma, tag):
    assert tags(word)[lemma] == tag


@pytest.mark.parametrize("word", ["مايكل", "لاتين", "ماليزيا", "لاجئ"])
def test_names_and_nouns_in_ma_and_la_stay_whole(word):
    assert not best(word)[0].startswith(("ما+", "لا+"))


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("السومرية", "سومري"), ("فيليبينيين", "فيليبيني"), ("كوكايين", None)],  # the last is no plural
)
def test_unlisted_relative_adjectives_have_the_masculine_for_lemma(word, lemma):
    adjectives = {found for _, found, part in listed(word) if part == "ADJ"}
    assert (lemma in adjectives) if lemma else all(one == word for one in adjectives)


def test_what_begins_like_a_clitic_may_be_a_name():
    found = listed("بكار")
    assert ("بكار", "بكار", "PROPN") in found
    assert all(part != "PROPN" for _, _, part in listed("بقرار"))  # listed as it is printed


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # all vowel signs of a word are compared with those of the lemma
        ("كَتَبَ", ("كتب", "VERB")), ("كُتُب", ("كتاب", "NOUN")), ("كُتِبَ", ("كتب", "VERB")),
        ("عِلْم", ("علم", "NOUN")), ("عَلِمَ", ("علم", "VERB")), ("عَلَّمَ", ("علم", "VERB")),
        ("دَرْس", ("درس", "NOUN")), ("دَرَسَ", ("درس", "VERB")), ("دُرُوس", ("درس", "NOUN")),
        ("تَعَرُّض", ("تعرض", "NOUN")), ("تَعَرَّضَ", ("تعرض", "VERB")),
        ("مَلِك", ("ملك", "NOUN")), ("مَلَكَ", ("ملك", "VERB")), ("قَتْلُ", ("قتل", "NOUN")),
        ("قُتِلَ", ("قتل", "VERB")),
        # of an imperfect the prefix tells
        ("يُصْدِرُ", ("أصدر", "VERB")), ("يَصْدُرُ", ("صدر", "VERB")), ("يُعِدُّ", ("أعد", "VERB")),
        ("يَعُدُّ", ("عد", "VERB")),
        ("ستُعرض", ("عرض", "VERB")), ("تُفرد", ("فرد", "VERB")),
        # a shadda that is written or left out of what is vocalised otherwise; the article's is no letter's of the word
        ("عَامٌ", ("عام", "NOUN")), ("عَامٌّ", ("عام", "ADJ")), ("الشَّعْب", ("شعب", "NOUN")),
        ("الذَّهَب", ("ذهب", "NOUN")),
    ],
)  # fmt: skip
def test_vowels_decide(word, expected):
    assert best(word)[1:] == expected


def test_a_case_ending_alone_decides_nothing():
    for bare, written in (("كتاب", "كتابٌ"), ("الرئيس", "الرئيسُ")):
        assert {key[1:] for key in listed(bare)} == {key[1:] for key in listed(written)}


def test_segments_that_differ_in_one_host_are_kept_apart():
    # The readings of a host are worked out once: with another clitic before it they are cut as this word is.
    for word in ("ومقاتلي", "بمقاتلي", "كمقاتلي"):
        assert {segments.replace("+", "") for segments, _, _ in listed(word)} == {word}


def test_rare_forms_have_one_reading_and_the_rows_stay_in_order():
    forms = ["وبمجتهديهم", "كتاب", "زعطوط", "ستقدم", "2020"]
    found = morphology.analyze(forms)
    some = readings.of_forms(found, rare=np.array([True, False, True, False, False]))
    whole = readings.of_forms(found)
    sizes = np.diff(some.bounds)
    assert sizes[[0, 2]].tolist() == [1, 1]
    assert sizes[[1, 3, 4]].tolist() == np.diff(whole.bounds)[[1, 3, 4]].tolist()
    assert [some.segments[first].replace("+", "") for first in some.bounds[:-1]] == forms


def test_no_form_has_no_readings():
    assert len(readings.of_forms(morphology.analyze([])).bounds) == 1


def test_of_two_verbs_that_share_an_imperfect_one_has_no_more_of_it_than_past_forms():
    shares = listed("يعد")
    assert shares["يعد", "عد", "VERB"] > shares["يعد", "أعد", "VERB"] > 0  # is considered, prepares
    assert listed("يقر")["يقر", "أقر", "VERB"] > 0.5  # أقر is used in the past as well


def test_a_jussive_stands_behind_a_particle_not_in_a_command():
    assert tags("يعد")["عاد"] == "VERB jussive"
    assert "VERB jussive" not in tags("ليعد").values()


def test_a_noun_with_a_pronoun_is_no_name():
    assert {part for *_, part in listed("بيانها")} == {"NOUN"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # an adjective in ة where the word follows nouns as adjectives do; a noun that stands before others
        ("الشقيقة", ("ال+شقيقة", "شقيق", "ADJ")), ("كبيرة", ("كبيرة", "كبير", "ADJ")),
        ("فائزة", ("فائزة", "فائز", "ADJ")),
        ("سانحة", ("سانحة", "سانح", "ADJ")), ("مسلية", ("مسلية", "مسلي", "ADJ")), ("العامة", ("ال+عامة", "عام", "ADJ")),
        ("متأكد", ("متأكد", "متأكد", "ADJ")), ("شاطئية", ("شاطئية", "شاطئي", "ADJ")),
        ("اتحادي", ("اتحادي", "اتحادي", "ADJ")),
        ("بالاقل", ("ب+ال+اقل", "أقل", "ADJ")), ("الحذرة", ("ال+حذرة", "حذر", "ADJ")),
        ("الضالعة", ("ال+ضالعة", "ضالع", "ADJ")),
        ("التقنية", ("ال+تقنية", "تقنية", "NOUN")), ("الشعبة", ("ال+شعبة", "شعبة", "NOUN")),
        ("ممثلة", ("ممثلة", "ممثلة", "NOUN")),
        ("الحامية", ("ال+حامية", "حامية", "NOUN")), ("أمسية", ("أمسية", "أمسية", "NOUN")),
        ("موظفة", ("موظفة", "موظفة", "NOUN")),
        ("خبيرة", ("خبيرة", "خبيرة", "NOUN")), ("العضوة", ("ال+عضوة", "عضوة", "NOUN")),
        ("منسقة", ("منسقة", "منسقة", "NOUN")),
        # names, and what only looks like one
        ("منى", ("منى", "منى", "PROPN")), ("اسرائيل", ("اسرائيل", "إسرائيل", "PROPN")),
        ("وخليفة", ("و+خليفة", "خليفة", "PROPN")),
        ("للجمعة", ("ل+ل+جمعة", "جمعة", "NOUN")), ("لسلام", ("ل+سلام", "سلام", "NOUN")),
        ("عيسى", ("عيسى", "عيسى", "PROPN")),
        # the accusative, with its near miss; an ending that is a pronoun
        ("عاما", ("عاما", "عام", "NOUN")), ("حقا", ("حقا", "حق", "NOUN")), ("وفقا", ("وفقا", "وفق", "NOUN")),
        ("نحوه", ("نحو+ه", "نحو", "NOUN")), ("منها", ("من+ها", "من", "FUNC")),
        ("لقيمتها", ("ل+قيمت+ها", "قيمة", "NOUN")),
        ("لمقاتلته", ("ل+مقاتلت+ه", "مقاتلة", "NOUN")), ("مثلا", ("مثلا", "مثل", "FUNC")),
        ("علمنا", ("علمنا", "علم", "VERB")),
        # numbers, verbs
        ("الاثنين", ("ال+اثنين", "اثنان", "NUM")), ("مليون", ("مليون", "مليون", "NUM")),
        ("يهم", ("يهم", "أهم", "VERB")),
        ("ملأ", ("ملأ", "ملأ", "VERB")), ("المواطنين", ("ال+مواطنين", "مواطن", "NOUN")),
        ("ووصل", ("و+وصل", "وصل", "VERB")),
    ],
)  # fmt: skip
def test_a_word_alone_by_what_stands_beside_it_in_the_news(word, expected):
    assert best(word) == expected


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        # ت stands for ة before a pronoun only: قامت is of no قامة, حضرت of no حضرة
        ("قامت", {"قام"}), ("بلغت", {"بلغ"}), ("حضرت", {"حضر"}), ("عبرت", {"عبر"}), ("المرات", {"مرة"}),
        # behind the future particle stands an imperfect: of no past form that begins so
        ("وستبادرها", {"بادر"}), ("ستتقدم", {"تقدم"}), ("فسيقدم", {"قدم", "أقدم"}), ("وبيتك", {"بيت"}),
        ("إنه", {"أن", "إن"}),  # both are function words
    ],
)  # fmt: skip
def test_a_form_is_of_no_other_lemma(word, lemmas):
    assert {lemma for _, lemma, _ in listed(word)} == lemmas


def test_what_is_on_the_list_of_function_words_is_one_with_each_lemma_that_is():
    assert set(listed("إنه")) == {("إن+ه", one, "FUNC") for one in ("أن", "إن")}
    assert ("علي", "على", "FUNC") in listed("علي")  # spelt so in Egypt


def test_the_parts_of_words_that_nobody_knows_are_told_by_their_shape():
    def parts(word):
        found = {}
        for (*_, part), share in listed(word).items():
            found[part] = found.get(part, 0) + share
        return sorted(found, key=found.get, reverse=True)

    assert parts("زعطوط")[:2] == ["PROPN", "NOUN"] and parts("يزعطط")[:2] == ["VERB", "PROPN"]
    assert parts("تزعطط")[:3] == ["PROPN", "NOUN", "VERB"] and parts("وسيزعطط")[0] in ("VERB", "PROPN")
    assert parts("زعطوطيين")[:2] == parts("الزعطوطية")[:2] == ["PROPN", "ADJ"]
    shares = [sum(share for (*_, part), share in listed(word).items() if part == "VERB")
              for word in ("يزعطط", "تزعطط", "نزعطط", "زعططوا", "زعطط")]  # fmt: skip
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == 5 and shares[-1] > 0


WORDS = (
    "كتاب مدرسة كبير كبيرة رئيس وزير وزيرة حكومة عام عامة خارجية محافظات مقاتلي قرن بيت قرار محمد بغداد كتب قال يقدم "
    "تقدم يعد أعد علم درس تطويرية أول ثلاثين بعض خاص مثل داخل غير عربي فرنسيين زعطوط يزعطط تزعطوطية بكار جنيه نفس عراق"
).split()
BEFORE = ["", "و", "ف", "ال", "وال", "بال", "ب", "وب", "ل", "فل", "لل", "ولل", "ك", "س", "وس", "فس"]
BEHIND = ["", "ها", "هم", "نا", "ي"]
FORMS = [before + word.replace("ة", "ت" if behind else "ة") + behind
         for word in WORDS for before in BEFORE
         for behind in BEHIND[: 5 if before in ("", "و", "ب") else 1]]  # fmt: skip


def of(forms, **options):
    """The readings of many forms: form -> [(segments, lemma, part, tag, share)]."""
    found = morphology.analyze(forms)
    if "rare" in options:
        options["rare"] = np.ones(len(forms), bool)
    made = readings.of_forms(found, **options)
    rows = list(zip(made.segments, made.lemma, made.part.tolist(), made.tag.tolist(), made.share, strict=True))
    return {form: rows[made.bounds[n] : made.bounds[n + 1]] for n, form in enumerate(forms)}


def test_the_readings_of_a_word_do_not_depend_on_those_read_before_it():
    whole = of(FORMS)
    backwards = of(FORMS[::-1])
    for form, rows in whole.items():
        assert [row[:4] for row in rows] == [row[:4] for row in backwards[form]], form
        assert [row[4] for row in rows] == pytest.approx([row[4] for row in backwards[form]]), form


def test_shares_sum_to_one_and_segments_to_the_word():
    for form, rows in of(FORMS).items():
        assert sum(row[4] for row in rows) == pytest.approx(1) and min(row[4] for row in rows) > 0.001, form
        assert {row[0].replace("+", "") for row in rows} == {form}
        assert len({row[:3] for row in rows}) == len(rows)


def test_a_conjunction_says_nothing_of_the_word_behind_it():
    table = morphology.analyze([*FORMS, *(f"و{form}" for form in FORMS)])
    known = dict(zip(table["form"], zip(table["segments"], table["source"], strict=True), strict=True))
    cut = [form for form in FORMS if form[0] not in "وف" and known[form][1] == "split"]
    forms = [form for form in cut if known[f"و{form}"] == (f"و+{known[form][0]}", "split")]
    plain, joined = of(forms), of([f"و{form}" for form in forms])
    assert len(forms) > 100
    for form in forms:
        name = readings.PARTS.index("PROPN")  # the whole word may be one
        rows, found = ([row for row in made if (row[0], row[2]) != (whole, name)]
                       for whole, made in ((form, plain[form]), (f"و{form}", joined[f"و{form}"])))  # fmt: skip
        assert [row[:4] for row in found] == [(f"و+{row[0]}", *row[1:4]) for row in rows]
        shares = [[row[4] / sum(row[4] for row in made) for row in made] for made in (found, rows)]
        assert shares[0] == pytest.approx(shares[1], abs=0.001), form


def test_a_rare_form_has_one_of_its_readings_and_its_tag():
    whole, alone = of(FORMS), of(FORMS, rare=True)
    same = 0
    for form, rows in alone.items():
        if len(rows) == 1 and len(whole[form]) > 1:
            ((segments, lemma, part, tag, share),) = rows
            tags = {row[3] for row in whole[form] if row[:3] == (segments, lemma, part)}
            assert share == 1 and tags <= {tag}, form
            same += bool(tags)
    assert same > 100


@pytest.mark.parametrize(
    ("word", "part", "tag"),
    [
        ("سيزعططون", "PROPN", "PROPN"), ("الزعطوط", "PROPN", "PROPN definite"), ("٢٠٢٠", "NUM", "NUM"),
        ("abc", "X", "X"),
        ("سيقدم", "VERB", "VERB present"), ("بمحافظتهم", "NOUN", "NOUN pronoun"),
        ("فبالمدرسة", "NOUN", "NOUN definite feminine"),
        ("وكمحافظة", "NOUN", "NOUN feminine"), ("وفيهما", "FUNC", "FUNC"), ("فبثلاثين", "NUM", "NUM"),
        ("فكتابا", "NOUN", "NOUN accusative"),
    ],
)  # fmt: skip
def test_what_a_rare_form_is_by_itself(word, part, tag):
    ((*_, found, tagged, _),) = of([word], rare=True)[word]
    assert (readings.PARTS[found], readings.TAGS[tagged]) == (part, tag)


class Tables:
    """The dictionary of the places below: no word of it has another lemma."""

    folded = {}

    def lemma(self, host):
        return None


def places(monkeypatch, *rows):
    """`Places` of some words: (word, n; with the article, with a pronoun; definite, of these behind a definite noun;
    feminine, of these behind a feminine; without either, of these before the article)."""
    rows = [[word, *map(str, counts)] for word, *counts in rows]
    monkeypatch.setattr(readings.segmentation, "resource", lambda name: rows)
    return readings.Places(Tables())


@pytest.mark.parametrize(
    ("n", "pronoun", "alone", "before", "governs"),
    [
        (100, 0, 50, 11, True), (100, 0, 50, 10, None), (100, 9, 50, 11, True),  # more than a fifth stands before nouns
        (100, 0, 50, 2, False), (100, 0, 50, 3, None), (100, 2, 50, 2, None), (100, 1, 50, 2, False),  # hardly any
        (100, 0, 15, 4, True), (100, 0, 14, 4, None), (100, 0, 15, 0, False), (100, 0, 14, 0, None),  # too few to tell
    ],
)
def test_whether_a_word_stands_before_nouns_is_told_where_it_is_seen(monkeypatch, n, pronoun, alone, before, governs):
    made = places(monkeypatch, ("متهمة", n, 0, pronoun, 0, 0, 0, 0, alone, before))
    assert made.governs("متهمة") is governs and made.governs("أخرى") is None and made.n("متهمة", "أخرى") == n


@pytest.mark.parametrize(
    ("n", "article", "pronoun", "is_name"),
    [
        (100, 0, 0, True), (100, 3, 0, True), (100, 4, 0, False), (100, 96, 0, False), (100, 97, 0, True),
        (100, 0, 1, False), (200, 0, 1, True), (29, 0, 0, False), (30, 0, 0, True),
    ],
)  # fmt: skip
def test_a_name_has_the_article_always_or_never_and_no_pronoun(monkeypatch, n, article, pronoun, is_name):
    made = places(monkeypatch, ("بيروت", n, article, pronoun, 0, 0, 0, 0, 0, 0))
    assert made.like_name("بيروت", "بيروت") == is_name


def test_a_name_is_no_form_of_a_word_in_use_and_no_adjective(monkeypatch):
    for n, is_name in ((1, True), (2, False)):  # of a lemma that is seen once for a hundred such names
        made = places(monkeypatch, ("بيروت", 100, 0, 0, 0, 0, 0, 0, 0, 0), ("بير", n, 0, 0, 0, 0, 0, 0, 0, 0))
        assert made.like_name("بيروت", "بير") == is_name and made.like_name("بيروت", "أخرى")
    for after, is_name in ((2, True), (3, False)):
        made = places(monkeypatch, ("بيروت", 100, 100, 0, 10, after, 0, 0, 0, 0))
        assert made.like_name("بيروت", "بيروت") == is_name


def test_an_adjective_follows_definite_nouns_and_feminine_ones(monkeypatch):
    def share(article, definite, after, feminine=0, agreeing=0, n=100, word="كبير"):
        return places(monkeypatch, (word, n, article, 0, definite, after, feminine, agreeing, 0, 0)).share(word)

    shares = [share(50, 40, after) for after in (0, 10, 20, 40)]
    assert shares == sorted(shares) and shares[0] < 0.05 and shares[-1] > 0.95
    assert share(50, 40, 20) == pytest.approx(share(50, 40, 20, 20, 0), rel=0.01)  # too few feminine ones to tell
    shares = [share(50, 40, 20, 30, agreeing) for agreeing in (0, 10, 20, 30)]
    assert shares == sorted(shares) and shares[0] < 0.3 and shares[-1] > 0.7
    assert share(50, 40, 20, 21, 21) > share(50, 40, 20, 20, 20)
    rare = [share(article, 8, 8) for article in (0, 1, 3, 5, 8, 50)]  # hardly ever with the article: no adjective
    assert rare == sorted(rare) and rare[0] == 0 and rare[1] < 0.2 and rare[4] == rare[5] > 0.9
    assert share(50, 7, 7) == 0.15 != share(50, 8, 8) and share(50, 4, 4, 4, 4) != 0.15  # too few to tell
    few = [share(article, 3, 3, word="عربي") for article in (2, 3)]  # a relative adjective, where it has the article
    assert few[0] < 0.5 < few[1] and share(3, 3, 3, word="عربة") < 0.5
    assert readings.Places.share(places(monkeypatch), "كبير") == 0.15  # of which nothing is known


def test_the_words_of_a_lemma_are_counted_together(monkeypatch):
    rows = [("كبير", 50, 25, 0, 4, 4, 0, 0, 0, 0), ("كبار", 50, 25, 0, 4, 4, 0, 0, 0, 0)]
    made = places(monkeypatch, *rows)
    assert made.share("كبير") == 0.15
    monkeypatch.setattr(Tables, "lemma", lambda self, host: "كبير")
    assert readings.Places(Tables()).share("كبير") > 0.9


def test_the_part_that_a_lemma_has_as_a_rule():
    parts = {"كتاب": "NOUN", "كبير": "NOUN", "كتب": "VERB", "في": "FUNC"}
    parts |= dict.fromkeys(("بغداد", "أوباما", "زعطوط"), "PROPN")
    assert readings.usual_parts([*parts]) == [*parts.values()] and readings.usual_parts([]) == []


def test_what_is_written_with_tanwin_is_hardly_a_verb():
    bare, written = of(["درس", "علم", "حكم"]), of(["درسٌ", "علمٌ", "حكمٌ"])
    verb = readings.PARTS.index("VERB")
    for one, other in zip(bare.values(), written.values(), strict=True):
        before, after = (sum(row[4] for row in rows if row[2] == verb) for rows in (one, other))
        assert before > 0.02 > after > 0 and sum(row[4] for row in other) == pytest.approx(1)


@pytest.mark.parametrize(
    ("word", "readings_of_it"),
    [
        ("تتقدم", {"تقدم": "VERB present"}), ("نقدم", {"قدم": "VERB present"}), ("قدمت", {"قدم": "VERB past"}),
        ("ليقل", {"قال": "VERB present"}), ("يقل", {"قال": "VERB jussive", "قل": "VERB present"}),
        ("يخف", {"خاف": "VERB jussive"}),
        ("والمدرسة", {"مدرسة": "NOUN definite feminine"}), ("بمدرسة", {"مدرسة": "NOUN feminine"}),
        ("قرارا", {"قرار": "NOUN accusative"}), ("دعا", {"دعا": "VERB past"}), ("هدفا", {"هدف": "NOUN accusative"}),
        ("للقرار", {"قرار": "NOUN definite"}), ("بقراره", {"قرار": "NOUN pronoun"}),
        ("القرارات", {"قرار": "NOUN definite feminine"}),
    ],
)  # fmt: skip
def test_what_a_neighbour_sees_of_a_reading(word, readings_of_it):
    found = tags(word)
    assert {lemma: found.get(lemma) for lemma in readings_of_it} == readings_of_it
