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
        ("مَلِك", ("ملك", "NOUN")), ("مَلَكَ", ("ملك", "VERB")), ("قَتْلُ", ("قتل", "NOUN")), ("قُتِلَ", ("قتل", "VERB")),
        # of an imperfect the prefix tells
        ("يُصْدِرُ", ("أصدر", "VERB")), ("يَصْدُرُ", ("صدر", "VERB")), ("يُعِدُّ", ("أعد", "VERB")), ("يَعُدُّ", ("عد", "VERB")),
        ("ستُعرض", ("عرض", "VERB")), ("تُفرد", ("فرد", "VERB")),
        # a shadda that is written or left out of what is vocalised otherwise; the article's is no letter's of the word
        ("عَامٌ", ("عام", "NOUN")), ("عَامٌّ", ("عام", "ADJ")), ("الشَّعْب", ("شعب", "NOUN")), ("الذَّهَب", ("ذهب", "NOUN")),
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
