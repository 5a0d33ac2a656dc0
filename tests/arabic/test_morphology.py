"""Clitics and lemmas: merges that must happen, near-misses that must not, bad input, cache and fallback."""

import marshal
import math
import os
import time
import warnings
from collections import Counter

import pytest

from helpers.arabic import lexica, morphology, segmentation
from helpers.arabic.lemmatization import Lemmatizer
from helpers.errors import ArgumentError


def one(form, **options):
    return morphology.analyze([form], **options).iloc[0]


@pytest.mark.parametrize(
    ("form", "segments", "lemma"),
    [
        ("والإرهاب", "و+ال+إرهاب", "إرهاب"),
        ("للإرهاب", "ل+ل+إرهاب", "إرهاب"),
        ("بالإرهاب", "ب+ال+إرهاب", "إرهاب"),
        ("الارهاب", "ال+ارهاب", "إرهاب"),
        ("وبالقوة", "و+ب+ال+قوة", "قوة"),
        ("فسيقولون", "ف+س+يقولون", "قال"),
        ("حكومته", "حكومت+ه", "حكومة"),
        ("مستواها", "مستوا+ها", "مستوى"),
        ("وأبنائهم", "و+أبنائ+هم", "ابن"),
        ("للغة", "ل+لغة", "لغة"),
        ("كتبوه", "كتبو+ه", "كتب"),
        ("بلدان", "بلدان", "بلد"),
        ("بلاد", "بلاد", "بلد"),
        ("المغاربة", "ال+مغاربة", "مغربي"),
        ("القضاة", "ال+قضاة", "قاضي"),
        ("الأخرى", "ال+أخرى", "آخر"),
        ("يرى", "يرى", "رأى"),
        ("الأوروبية", "ال+أوروبية", "أوروبي"),
    ],
)
def test_forms_of_one_word_meet_at_its_lemma(form, segments, lemma):
    row = one(form)
    assert (row["segments"], row["lemma"], row["known"]) == (segments, lemma, True)


@pytest.mark.parametrize(
    "form", ["وزير", "فكرة", "بحث", "لجنة", "كتاب", "سلطة", "وسط", "لغة", "بنك", "كاتب", "مياه", "لندن", "هناك"]
)
def test_letters_of_the_word_are_no_clitics(form):
    assert one(form)["segments"] == form


@pytest.mark.parametrize("form", ["لاندبيرغ", "دوغلاس", "فيسبوك", "كورونا", "تويتر", "بوتفليقة"])
def test_names_and_foreign_words_stay_whole(form):
    row = one(form)
    assert (row["segments"], row["lemma"]) == (form, form)


def test_a_name_that_is_also_a_verb_is_not_cut():
    assert one("هويت")["segments"] == "هويت"


def test_a_conjunction_before_a_name_is_split_only_where_the_name_is_seen():
    alone = morphology.analyze(["ولاندبيرغ"], counts=[1])
    assert alone["segments"].tolist() == ["ولاندبيرغ"]
    seen = morphology.analyze(["ولاندبيرغ", "لاندبيرغ"], counts=[1, 5])
    assert seen["segments"].tolist() == ["و+لاندبيرغ", "لاندبيرغ"]
    assert seen["lemma"].tolist() == ["لاندبيرغ", "لاندبيرغ"]
    assert seen["source"].tolist() == ["corpus", "whole"]


def test_a_word_more_frequent_than_its_supposed_host_is_a_word_of_its_own():
    assert one("كنعاني", counts=[91])["segments"] == "كنعاني"


@pytest.mark.parametrize(("host", "enough"), [("راند", 5), ("توس", 10), ("موفر", 5)])
def test_a_host_that_only_this_corpus_has_weighs_a_tenth_of_one_in_a_dictionary(host, enough):
    """راندي, توسك and موفري are names; a name's first letters, seen once or twice by chance, do not take it apart."""
    name = {"راند": "راندي", "توس": "توسك", "موفر": "موفري"}[host]
    by_chance, often = (morphology.analyze([name, host], counts=[1, n])["segments"][0] for n in (1, enough))
    assert (by_chance, often) == (name, f"{host}+{name[-1]}")


def test_the_tenth_is_exact_however_small_the_corpus():
    scores = segmentation.Scores({"كتاب": 30.0, "قلم": 70.0}, own={"راند": 1.0, "توس": 2_000_000.0})
    total = 2_000_001
    assert math.exp(scores("كتاب", whole=False)) == pytest.approx(0.3)
    assert math.exp(scores("توس", whole=False)) == pytest.approx(0.1 * 2_000_000 / total)
    small = segmentation.Scores({"كتاب": 100.0}, own={"راند": 1.0})  # a corpus counts as a million words at least
    assert math.exp(small("راند", whole=False)) == pytest.approx(0.1 / 1e6)
    assert small("راند", whole=True) is None


@pytest.mark.parametrize(
    ("name", "host", "split"),
    [("جينا", "جي", "جي+نا"), ("لداعمي", "داعم", "ل+داعم+ي"), ("اعتصامي", "اعتصام", "اعتصام+ي")],
)
def test_letters_that_may_be_a_pronoun_by_chance_ask_for_a_host_twenty_times_as_frequent(name, host, split):
    rarer, frequent = (morphology.analyze([name, host], counts=[16, n])["segments"][0] for n in (319, 320))
    assert (rarer, frequent) == (name, split)


@pytest.mark.parametrize(
    ("form", "segments", "lemma"),
    [
        ("الله", "الله", "الله"),
        ("والله", "و+الله", "الله"),
        ("بالله", "ب+الله", "الله"),
        ("لله", "ل+له", "الله"),
        ("ولله", "و+ل+له", "الله"),
        ("به", "ب+ه", "ب"),
        ("ولها", "و+ل+ها", "ل"),
        ("إليهم", "إلي+هم", "إلى"),
        ("لكنه", "لكن+ه", "لكن"),
        ("كذلك", "كذلك", "كذلك"),
        ("فقد", "ف+قد", "قد"),
        ("لان", "لان", "لأن"),
        ("كان", "كان", "كان"),
        ("هذه", "هذه", "هذا"),
        ("في", "في", "في"),
        ("من", "من", "من"),
        ("أب", "أب", "أب"),
        ("و", "و", "و"),
    ],
)
def test_function_words_and_the_divine_name(form, segments, lemma):
    row = one(form)
    assert (row["segments"], row["lemma"]) == (segments, lemma)


@pytest.mark.parametrize("form", ["مدرسة", "القاهرة", "والثقة", "وجهة"])
def test_ta_marbuta_is_never_the_pronoun(form):
    assert one(form)["segments"].endswith("ة")


@pytest.mark.parametrize(
    ("form", "segments"),
    [
        ("وَالإِرْهَابِ", "وَ+ال+إِرْهَابِ"), ("والإرهـــاب", "و+ال+إرهـــاب"), ("ﻭﺍﻹﺭﻫﺎﺏ", "و+ال+إرهاب"),
        ("\u200fوالإر\u200cهاب\u200f", "\u200fو+ال+إر\u200cهاب\u200f"),
    ],
)  # fmt: skip
def test_signs_that_are_no_letters_change_nothing_but_are_kept_where_they_stand(form, segments):
    row = one(form)
    assert (row["form"], row["segments"], row["lemma"]) == (form, segments, "إرهاب")


def test_persian_letters_are_read_as_arabic_ones():
    assert one("الکتاب")["lemma"] == one("الكتاب")["lemma"] == "كتاب"


@pytest.mark.parametrize(
    ("form", "segments"), [("19ر2", "19+ر+2"), ("ال11", "ال+11"), ("20", "20"), ("و20م", "و+20+م")]
)
def test_figures_and_letters_are_cut_where_the_tokenizer_cuts_them(form, segments):
    assert morphology.analyze([form])["segments"].iloc[0] == segments


@pytest.mark.parametrize("form", ["NATO", "2021", "٢٠٢١", "", " ", "covid19", "…"])
def test_what_is_not_arabic_comes_back_as_it_is(form):
    row = one(form)
    assert (row["segments"], row["lemma"], row["known"], row["source"]) == (form, form, False, "other")


@pytest.mark.parametrize("form", ["الصحيةالفوضى", "مفاوضاتبوساطة"])
def test_words_written_together_are_not_taken_apart(form):
    assert one(form)["segments"] in (form, "ال+" + form[2:])


FORMS = ["والإرهاب", "للمقاتلين", "وسيكتبونها", "بالتي", "ومدرستهم", "فلأنهم", "وهميون", "لاندبيرغ", "ﻻ", "أَبٌ"]


def test_segments_put_together_are_the_word_as_written():
    together = morphology.analyze(FORMS)["segments"].str.replace("+", "").tolist()
    assert together == ["لا" if form == "ﻻ" else form for form in FORMS]


def test_one_row_a_form_in_the_order_given_and_the_same_every_time():
    table = morphology.analyze(FORMS + FORMS[:2])
    assert table["form"].tolist() == FORMS + FORMS[:2]
    assert table.columns.tolist() == ["form", "segments", "lemma", "root", "known", "source"]
    assert table.equals(morphology.analyze(FORMS + FORMS[:2]))
    turned = morphology.analyze(FORMS[::-1])
    assert turned["lemma"].tolist() == morphology.analyze(FORMS)["lemma"].tolist()[::-1]


def test_nothing_in_nothing_out():
    assert len(morphology.analyze([])) == 0


def test_a_lexicon_wins_over_every_dictionary():
    lexicon = {"الإخوان": "الإخوان المسلمون", "إرهابي": "إرهاب", "داعش": "تنظيم الدولة"}
    table = morphology.analyze(["الإخوان", "إخوان", "الإرهابيين", "لداعش", "حكومة"], lexicon=lexicon)
    assert table["lemma"].tolist() == ["الإخوان المسلمون", "أخ", "إرهاب", "تنظيم الدولة", "حكومة"]
    assert table["source"].tolist()[2:4] == ["lexicon", "lexicon"]
    assert table["segments"].tolist()[3] == "ل+داعش"


def test_a_lexicon_may_be_written_with_vowel_signs():
    assert one("حكومة", lexicon={"حُكُومة": "سلطة"})["lemma"] == "سلطة"


def test_new_words_are_known_with_their_clitics():
    table = morphology.analyze(["وفيسبوك", "بكورونا", "الانترنت", "للإنترنت", "لداعش"])
    assert table["lemma"].tolist() == ["فيسبوك", "كورونا", "إنترنت", "إنترنت", "داعش"]


def test_the_article_or_a_preposition_asks_for_a_noun_and_the_future_particle_for_a_verb():
    stems = {"تعلق": Counter({"علق": 5, "تعلق": 3})}
    vocalised = {"علق": ["عَلَّقَ"], "تعلق": ["تَعَلُّق"]}
    lemmas, folded, nominal, verbal = lexica._majorities(stems, vocalised)
    assert (lemmas["تعلق"], folded["تعلق"], nominal["تعلق"]) == ("علق", "علق", "تعلق")
    assert not verbal  # the most frequent lemma is a verb already
    assert segmentation.word_class(("و", "س"), ()) == "verbal"
    assert segmentation.word_class(("ل", "ل"), ()) == "nominal"
    assert segmentation.word_class(("ل",), ()) is None


@pytest.mark.parametrize(("n", "lemma"), [(4, "رهب"), (5, "أرهب")])
def test_the_spellings_of_one_key_help_a_rare_one_with_three_tenths_of_their_count(n, lemma):
    stems = {"ارهب": Counter({"رهب": 3, "أرهب": 2}), "أرهب": Counter({"أرهب": n})}
    lemmas, folded, *_ = lexica._majorities(stems, {})
    assert lemmas["ارهب"] == lemma  # 3 + .3 * 3 against 2 + .3 * (2 + n)
    assert folded["ارهب"] == lemmas["أرهب"] == "أرهب"


def test_a_relative_adjective_is_listed_under_the_spelling_in_use():
    stems = {
        "أوروبي": Counter({"أوربي": 31}), "أوربي": Counter({"أوربي": 10}), "أوروبية": Counter({"أوربي": 5}),
        "سوريني": Counter({"سورني": 30}), "سورني": Counter({"سورني": 10}),  # not more than three times as frequent
        "كتابي": Counter({"كتبي": 40}), "كتبي": Counter({"كتبي": 1}),  # the lemma is too short to tell
    }  # fmt: skip
    found, _ = lexica._with_usual_spellings(stems)
    assert found["أوروبي"] == Counter({"أوروبي": 31})
    assert found["أوربي"] == Counter({"أوروبي": 10}) and found["أوروبية"] == Counter({"أوروبي": 5})
    assert found["سوريني"] == Counter({"سورني": 30}) and found["كتابي"] == Counter({"كتبي": 40})


@pytest.mark.parametrize(
    ("before", "stem", "lemma", "score"),
    [
        ((), "كتاب", "كتاب", 4),
        ((), "كتب", "كتاب", 0),  # ا is no strong letter: all others are there, in order
        ((), "بتك", "كتاب", -6),  # of ك ت ب only ك is found behind nothing, the others stand before it
        ((), "وكتاب", "كتاب", -3),  # و belongs to a clitic
        ((), "فكتاب", "كتاب", -4),  # ف too
        ((), "بكتب", "كتاب", -4),  # one ب more than the lemma has
        (("ب",), "يت", "بيت", -7),  # the ب of بيت was taken for a clitic: it is missing, and stands before
        (("ب",), "بيت", "بيت", 4),
        (("ل",), "كتب", "كتاب", 0),
    ],
)
def test_how_well_a_host_goes_with_a_lemma(before, stem, lemma, score):
    assert segmentation.agreement(before, stem, lemma) == score


@pytest.mark.parametrize(("form", "base"), [("إغاثية", "إغاثي"), ("كتالونيا", "كتالوني"), ("مجندا", "مجند")])
def test_an_ending_comes_off_where_the_corpus_has_the_rest_twice(form, base):
    once, twice = (morphology.analyze([form, base], counts=[3, n])["lemma"][0] for n in (1, 2))
    assert (once, twice) == (form, base)


@pytest.mark.parametrize(("form", "lemma", "source"), [("صادمة", "صادم", "ending"), ("أشواق", "شوق", "simplemma")])
def test_a_frequent_word_is_no_form_of_one_that_the_corpus_hardly_has(form, lemma, source):
    """Five times without its lemma, or more than twenty times as often: a name, most likely."""
    assert one(form)[["lemma", "source"]].tolist() == [lemma, source]
    assert [one(form, counts=[n])["lemma"] for n in (4, 5)] == [lemma, form]
    both = [morphology.analyze([form, lemma], counts=[n, 2])["lemma"][0] for n in (40, 41)]
    assert both == [lemma, form]


def test_counts_must_be_one_a_form():
    with pytest.raises(ArgumentError, match="2 forms but 1 counts"):
        morphology.analyze(["كتاب", "قلم"], counts=[3])


def test_an_unknown_source_is_named():
    with pytest.raises(ArgumentError, match="simplemma"):
        morphology.analyze(["كتاب"], source="simplema")


def test_a_family_has_one_root():
    roots = morphology.family(["إرهاب", "إرهابي", "أرهب", "مسؤول", "لاندبيرغ"])
    assert roots.tolist() == ["رهب", "رهب", "رهب", "سأل", ""]
    assert morphology.analyze(["والإرهابيين"])["root"].tolist() == ["رهب"]


def test_roots_of_four_letters_may_hold_a_lam():
    words = ["ترجمة", "مترجم", "زلزال", "مسلسل", "تسلسل", "برنامج", "عرقلة", "فلسفة", "سيطرة"]
    roots = ["ترجم", "ترجم", "زلزل", "سلسل", "سلسل", "برمج", "عرقل", "فلسف", "سيطر"]
    assert morphology.family(words).tolist() == roots


def test_clitic_grammar_never_splits_inside_a_host_of_one_letter():
    for before, host, after, _ in segmentation.splits("والكتب"):
        assert len(host) > 1
        assert "".join((*before, host, *after)) == "والكتب"


def test_without_farahidi_one_clear_warning_and_the_smaller_dictionary(monkeypatch):
    monkeypatch.setattr(lexica, "_has_farahidi", lambda: False)
    lexica._warn_once.cache_clear()
    with pytest.warns(UserWarning, match="farahidi is missing.*pip install farahidi==0.4.0"):
        table = morphology.analyze(["والإرهاب", "للحكومات"])
    assert table["segments"].tolist() == ["و+ال+إرهاب", "ل+ل+حكومات"]
    assert table["lemma"].tolist() == ["إرهاب", "حكومة"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        morphology.analyze(["كتاب"])


@pytest.fixture
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setattr(lexica.platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    lexica._load.cache_clear()
    yield tmp_path / "khitab"
    lexica._load.cache_clear()


def test_tables_are_kept_on_disk_and_a_damaged_file_is_built_again(own_cache):
    built = lexica.load("simplemma")
    (file,) = own_cache.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:1000], b"no table at all", marshal.dumps({"words": {}}), marshal.dumps([1])):
        file.write_bytes(damaged)
        lexica._load.cache_clear()
        assert lexica.load("simplemma") == built
        assert file.read_bytes() == whole
    assert [f.name for f in own_cache.iterdir()] == [file.name]


def aged(file, days):
    then = file.stat().st_mtime - days * 24 * 3600
    os.utime(file, (then, then))


def test_the_file_of_another_version_stays_while_it_is_in_use(own_cache):
    """Two checkouts share the folder: neither may take away what the other reads every day."""
    own_cache.mkdir()
    names = ("morphology-simplemma-0123.bin", "morphology-simplemma-4567.bin", "morphology-simplemma-89ab.binx7k2")
    used, forgotten, broken_off = (own_cache / name for name in names)
    others = [own_cache / "morphology-auto-0123.bin", own_cache / "something else"]
    for file in (used, forgotten, broken_off, *others):
        file.write_bytes(b"tables of another version")
        aged(file, 31)
    aged(used, -2)  # 29 days
    lexica.load("simplemma")
    own = lexica.cache_file("simplemma")
    assert set(own_cache.iterdir()) == {own, used, *others}


def test_reading_a_file_counts_as_use(own_cache):
    lexica.load("simplemma")
    (file,) = own_cache.iterdir()
    aged(file, 40)
    lexica._load.cache_clear()
    lexica.load("simplemma")
    assert time.time() - file.stat().st_mtime < 3600


def test_a_write_that_fails_leaves_nothing_behind(own_cache, monkeypatch):
    def refuse(one, other):
        raise PermissionError("another process has it open")

    monkeypatch.setattr(lexica.os, "replace", refuse)
    assert lexica.load("simplemma").listed
    assert list(own_cache.iterdir()) == []


def test_a_cache_folder_that_cannot_be_written_to_does_no_harm(own_cache):
    own_cache.write_text("a file where the folder should be")
    assert lexica.load("simplemma").listed


def test_another_version_of_a_dictionary_is_another_file(own_cache, monkeypatch):
    before = lexica.cache_file("auto")
    monkeypatch.setattr(lexica.importlib.metadata, "version", lambda package: "9.9")
    assert lexica.cache_file("auto") != before


def test_a_lemmatizer_reads_only_what_it_was_given():
    reader = Lemmatizer(lexica.load(), {}, {"كتاب": 1}, evidence=False)
    assert reader.read("كتاب") == ("كتاب", "كتاب", "exact")
