"""The condensed dictionary, built of small ones: what a word is cut into, which lemma it has, and what is a verb."""

import gzip
import json
from collections import Counter

import pytest

from helpers.arabic import lexica, roots

LATIN = {arabic: latin for latin, arabic in lexica.VOCALISED.items()}


@pytest.fixture
def build(tmp_path, monkeypatch):
    """A function that builds the Lexica of a small dictionary.

    words: [(word, {vocalised lemma: count})]; stems: {vocalised stem: count}; names: {name: kind}; listed: what
    simplemma has; of_lemmas: {lemma: root}.
    """

    def made(*words, stems=None, names=None, listed=None, of_lemmas=None, source="auto"):
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        lines = ["##MSA-START.VAL", "S0 13336", "S1 06 lAHaZa 2"]
        for word, found in words:
            lemmas = " ".join(f"051 {lemma.translate(LATIN)} {n}" for lemma, n in found.items())
            lines.append(f"B 081 {word.translate(LATIN)} {sum(found.values())} {lemmas}".strip())
        kinds = [{"id": "1", "type": "اسم علم"}, {"id": "2", "type": "اسم جامد"}]
        for name, written in (
            (lexica.WORDS, "\n".join(lines)),
            (lexica._STEMS, "\n".join(f'{{"key":"{stem}","value":{n}}}' for stem, n in (stems or {}).items())),
            (lexica._NAME_KINDS, "\n".join(map(json.dumps, kinds))),
            (lexica._NAMES, "\n".join(json.dumps({"lemma": one, "pos": kind}) for one, kind in (names or {}).items())),
        ):
            (data / name).write_bytes(gzip.compress(written.encode()))
        for module in (lexica, roots):
            monkeypatch.setattr(module, "files", lambda package: tmp_path)
        asked = made.spellings.update
        monkeypatch.setattr(lexica.roots, "of_lemmas", lambda vocalised: asked(vocalised) or of_lemmas or {})
        monkeypatch.setattr(lexica, "_simplemma", lambda: dict(listed or {}))
        return lexica.build(source)

    made.spellings = {}  # what the roots were asked for
    return made


@pytest.mark.parametrize(
    ("lemma", "words", "kind"),
    [
        # what ends in a is a verb, unless it is frequent and hardly ever inflected as one
        ("كَتَبَ", {"كتب": 200}, "verb"), ("كَتَبَ", {"كتب": 201}, "nominal"),
        ("كَتَبَ", {"كتب": 297, "يكتب": 3}, "verb"), ("كَتَبَ", {"كتب": 298, "يكتب": 2}, "nominal"),
        # what ends in ى or ا is one where one word in twenty or so is inflected
        ("بَنَى", {"بنى": 191, "يبني": 9}, "verb"), ("بَنَى", {"بنى": 192, "يبني": 8}, "nominal"),
        ("دَعَا", {"دعا": 191, "ودعت": 9}, "verb"), ("دَعَا", {"دعا": 1, "يدعو": 1}, "nominal"),
        ("دَعَا", {"دعا": 1, "يدعو": 2}, "verb"), ("كِتَاب", {"كتاب": 1, "يكتب": 50}, "nominal"),
        # the ت of the feminine, but not that of a plural; an imperfect behind و and س
        ("بَنَى", {"بنى": 10, "بنت": 10}, "verb"), ("بَنَى", {"بنى": 10, "بنات": 10}, "nominal"),
        ("بَنَى", {"بنى": 10, "وسيبني": 10}, "verb"), ("بَنَى", {"بنى": 10, "ليبني": 10}, "verb"),
        ("بَنَى", {"بنى": 10, "تبني": 10}, "nominal"), ("بَنَى", {"بنى": 10, "بيبني": 10}, "nominal"),
        # what begins as its lemma does has no prefix: ليبيا is no ل + يبيا, nor وليبيا; يافا is of a lemma in ي
        ("لِيبِيَا", {"ليبيا": 10, "وليبيا": 10}, "nominal"), ("لِيبِيَا", {"ليبيا": 20}, "nominal"),
        ("يَافَا", {"يافا": 20, "ليافا": 20}, "nominal"), ("كَتَبَ", {"كتب": 297, "كتبت": 3}, "verb"),
        ("فِيَا", {"فيا": 20, "ففيا": 5}, "nominal"),
        ("وَلِيَا", {"وليا": 20}, "nominal"), ("لِيَت", {"ليت": 20}, "nominal"),
    ],
)  # fmt: skip
def test_what_is_a_verb_is_told_by_how_its_words_are_inflected(build, lemma, words, kind):
    made = build(*((word, {lemma: n}) for word, n in words.items()))
    bare = "".join(letter for letter in lemma if letter not in "\u064e\u064f\u0650\u0651\u0652")
    assert made.lexemes[lemma] == (bare, kind) and made.kinds[bare] == kind


def test_a_lemma_is_what_most_of_its_words_are(build):
    both = {"كَتَبَ": 10, "كُتُب": 9}
    assert build(("كتب", both)).kinds == {"كتب": "verb"}
    assert build(("كتب", both | {"كُتُب": 11})).kinds == {"كتب": "nominal"}
    assert build(("كتب", both | {"كُتُب": 10})).kinds == {"كتب": "nominal"}


def test_a_word_in_k_is_of_a_lemma_that_ends_so_rather_than_with_you(build):
    made = build(("ببنك", {"بُنّ": 100, "بَنْك": 5}), ("بنك", {"بَنْك": 9}), ("بن", {"بُنّ": 9}))
    assert made.words["ببنك"] == ("ب+بنك", "بنك") and made.words["بن"] == ("بن", "بن")
    assert made.readings["ببنك"] == "بَنْك 5 بُنّ 5"
    rare = build(("ببنك", {"بُنّ": 19, "بَنْك": 5}), ("بنك", {"بَنْك": 9}), ("بن", {"بُنّ": 9}))
    assert rare.readings["ببنك"] == "بَنْك 5 بُنّ 1"
    none = build(("كتابك", {"كِتَاب": 100}), ("كتاب", {"كِتَاب": 9}))
    assert none.words["كتابك"] == ("كتاب+ك", "كتاب") and none.readings["كتابك"] == "كِتَاب 100"
    only = build(("ملك", {"مَلِك": 60, "مَلَكَ": 40}))  # vowel signs behind the ك are no letters
    assert only.readings["ملك"] == "مَلِك 60 مَلَكَ 40"
    kept = build(("بمال", {"مَالِك": 1, "مَال": 100}))
    assert kept.readings["بمال"] == "مَال 100 مَالِك 1"  # the word ends in another letter


def test_readings_are_listed_with_the_most_frequent_first_and_alike_ones_by_their_letters(build):
    made = build(("عام", {"عَامّ": 3, "عَامَ": 5, "عَام": 5}), ("وعام", {"عَام": 2}), ("عام", {"عَامّ": 1}))
    assert made.readings["عام"] == "عَام 5 عَامَ 5 عَامّ 4" and made.readings["وعام"] == "عَام 2"
    assert build.spellings["عام"] == ["عَام", "عَامَ", "عَامّ"]
    assert made.stems["عام"] == "عَام 7 عَامَ 5 عَامّ 4"
    assert made.words == {"عام": ("عام", "عام"), "وعام": ("و+عام", "عام")}


def test_lemmas_are_shown_without_vowels_and_words_of_one_letter_are_none(build):
    made = build(("القاضي", {"قَاضٍ": 4}), ("والله", {"الله": 4}), ("حينئذ", {"حِينَئِذٍ": 2}), ("و", {"وَ": 9}), ("خبر", {}))
    assert made.words["القاضي"] == ("ال+قاضي", "قاضي") and made.lexemes["قَاضٍ"][0] == "قاضي"
    assert made.lexemes["حِينَئِذٍ"][0] == "حينئذ" and made.words["حينئذ"][1] == "حينئذ"
    assert made.words["والله"][1] == "الله"
    assert set(made.words) == {"القاضي", "والله", "حينئذ"}


def test_the_counts_of_all_three_lists_weigh_the_stems(build):
    made = build(("الكتاب", {"كِتَاب": 7}), ("بيتنا", {"بَيْت": 2}), ("بيت", {"بَيْت": 1}), stems={"كِتَاب": 100, "نَهْر": 50},
                 listed={"كتاب": "كتاب", "الكتاب": "كتاب", "بحر": "بحر", "البحار": "بحر", "ألحان": "لحن"})  # fmt: skip
    # a tenth of: half of simplemma's forms, a fiftieth of the stems; and the words as they are
    assert made.weights["كتاب"] == pytest.approx(7 + 0.1 * (2 * 0.5 + 0.02 * 100))
    assert made.weights["بيت"] == pytest.approx(3) and made.weights["نهر"] == pytest.approx(0.1 * 0.02 * 50)
    assert made.weights["بحر"] == pytest.approx(0.05)
    assert made.weights["بحار"] == pytest.approx(0.05) and "البحار" not in made.weights  # without the article
    assert made.total == pytest.approx(sum(made.weights.values()))
    assert made.listed == {"بحر": "بحر", "البحار": "بحر", "ألحان": "لحن"}  # the others are never asked for


def test_a_rest_of_two_letters_behind_an_article_is_no_stem(build):
    made = build(("نص", {"نَصّ": 1}), listed={"الو": "الو", "الآن": "آن", "الأب": "أب"})
    assert made.weights["الو"] == made.weights["الاب"] == pytest.approx(0.05) and "و" not in made.weights
    simple = build(listed={"الو": "الو", "البحر": "بحر", "بحر": "بحر"}, source="simplemma")
    assert simple.weights == Counter({"بحر": 2, "الو": 1}) and simple.listed["البحر"] == "بحر" and simple.words == {}


def test_of_the_list_of_names_proper_names_are_taken(build):
    made = build(("نص", {"نَصّ": 1}), names={"بَغْدَاد": "1", "بَاب": "2", "حَادٍ": "1"})
    assert list(made.names) == ["بغداد", "حادي"]


def test_irregular_stems_have_the_lemma_of_their_list(build):
    made = build(("أبيه", {"أَبِيّ": 4}), ("أبي", {"أَبِيّ": 9}))
    rows = dict(lexica.segmentation.resource("irregular.tsv"))
    for lemma, stems in rows.items():
        for stem in stems.split():
            assert made.lemmas[stem] == made.folded[lexica.segmentation.fold(stem)] == lemma
    assert made.lemma("بيت") is None and made.roots == {}


def test_a_stem_has_the_lemma_of_its_word_class_where_clitics_tell_it(build):
    for n, most, classes in ((50, "كتاب", ("كتاب", "كتب")), (70, "كتب", ("كتاب", "كتب"))):
        made = build(("كتب", {"كِتَاب": 60, "كَتَبَ": n}), of_lemmas={"كتب": "كتب"})
        assert made.lemma("كتب") == most and made.roots == {"كتب": "كتب"}
        assert (made.lemma("كتب", "nominal"), made.lemma("كتب", "verbal")) == classes
    made = build(("علم", {"عَلَم": 9, "عِلْمِيّ": 8}))
    assert made.lemma("علم", "nominal") == made.lemma("علم", "verbal") == "علم"  # nothing of the other class
    lemma, stem = next((lemma, stems.split()[0]) for lemma, stems in lexica.segmentation.resource("irregular.tsv"))
    made = build((stem, {"كَتَبَ": 60, "قَلَم": 50}))
    assert made.lemma(stem, "nominal") == lemma  # nor of an irregular one


@pytest.mark.parametrize(("others", "lemma"), [(20, "علم"), (200, "علم"), (210, "إعلام")])
def test_one_spelling_has_the_lemma_of_the_others_where_these_are_many(build, others, lemma):
    made = build(("اعلام", {"عَلَم": 50, "إِعْلَام": 3}), ("إعلام", {"إِعْلَام": others}))
    assert made.lemmas["اعلام"] == lemma and made.lemmas["إعلام"] == "إعلام"


def test_a_word_is_cut_as_its_most_frequent_lemma_says(build):
    for found in ({"لَدّ": 1, "وَلَد": 9}, {"وَلَد": 9, "لَدّ": 1}):
        assert build(("ولد", found)).words["ولد"] == ("ولد", "ولد")
    assert build(("ولد", {"وَلَد": 1, "لَدّ": 9})).words["ولد"] == ("و+لد", "لد")


@pytest.mark.parametrize(
    ("stem", "n", "lemma", "m", "usual"),
    [
        ("أوروبي", 31, "أوربي", 10, True), ("أوروبي", 30, "أوربي", 10, False),  # three times as often
        ("أوروبي", 1, "أوربي", 0, True), ("أوروبي", 3, "أوربي", 1, False), ("أوروبي", 4, "أوربي", 1, True),
        ("أميركي", 9, "أمركي", 0, True), ("أماركي", 9, "أمركي", 0, True),
        ("أمبركي", 9, "أمركي", 0, False),  # a letter more that is no vowel
        ("أوروتي", 9, "أوربي", 0, False), ("أووربي", 9, "أوربي", 0, True), ("ماريكي", 9, "مريكي", 0, False),
        ("أوربوي", 9, "أوربي", 0, False),
        ("أوربيي", 9, "أوربي", 0, False),  # behind the first two letters, before the last
        ("عروبي", 9, "عربي", 0, False), ("أوروبا", 9, "أوربا", 0, False), ("أورووبي", 9, "أوربي", 0, False),
    ],
)  # fmt: skip
def test_a_relative_adjective_has_the_spelling_that_is_in_use(build, stem, n, lemma, m, usual):
    made = build((stem, {lemma: n}), *([(lemma, {lemma: m})] if m else []))
    assert made.lexemes[lemma][0] == made.lemma(stem) == (stem if usual else lemma)
