"""Names of several words: found by what the corpus shows, counted whole, and what looks like one left alone."""

import random

import factory
import numpy as np
import pytest

from helpers.analyses import multiword_terms
from helpers.arabic import readings
from helpers.corpus import agreement, counts, tokens
from helpers.corpus.search import nodes
from helpers.corpus.words import compounds, in_context

FILLER = (
    "السوق القرية الجبال المطر الكتب المدارس الأطفال الحديقة الصور الطعام الرحلة البيوت الأشجار الطيور الأنهار الغابات"
).split()
VERBS = "زار رأى عرف وصف ذكر كتب شاهد تابع درس".split()
#: Sentences of made-up texts; {} is a word of no matter.
SENTENCES = [
    "{} الرئيس كريم العلوان {} {}", "قال الوزير كريم العلوان إن {} {}", "التقى الدكتور كريم العلوان {}",
    "{} مجلس الأعيان {} {}", "وفي مجلس الأعيان {} {}", "{} لمجلس الأعيان {}", "المجلس {} {}", "{} المجالس {}",
    "{} حماية البيئة {} {}", "دعا إلى حماية البيئة {}", "وحماية البيئة {} {}",
    "قال الناطق {} {}", "قال الناطق {}", "قال الناطق {} {} {}", "{} الأسبوع الماضي {}", "{} الأسبوع الماضي {} {}",
    "{} بيت قديم {}", "{} بيوت قديمة {}", "{} البيت القديم {}", "{} {} {}", "{} {} و{}",
]  # fmt: skip


def texts(n=60, seed=3):
    draw = random.Random(seed)

    def sentence(pattern):
        words = [draw.choice(FILLER) if part == "{}" else part for part in pattern.split()]
        return " ".join(word.replace("{}", draw.choice(FILLER)) for word in words)

    return [". ".join(sentence(pattern) for pattern in draw.sample(SENTENCES, len(SENTENCES))) for _ in range(n)]


@pytest.fixture(scope="module")
def made():
    return tokens.tokenize(factory.corpus_of(texts()))


def counted(t):
    return {term: n for term, n in zip(t.terms["term"], t.terms["n"], strict=True) if n}


def names(t):
    return {form for form, n in zip(t.forms["form"], t.forms["n"], strict=True) if n and " " in form}


@pytest.mark.parametrize(("name", "n"), [("كريم العلوان", 180), ("مجلس الأعيان", 180), ("حماية البيئة", 180)])
def test_names_and_fixed_terms_are_one_term_with_all_their_occurrences(made, name, n):
    assert counted(made)[name] == n
    assert made.terms["n"].iloc[nodes.rows(made, name)].sum() == n


@pytest.mark.parametrize("run", ["قال الناطق", "الأسبوع الماضي", "بيت قديم", "الرئيس كريم", "الوزير كريم العلوان"])
def test_verbs_times_titles_and_what_is_inflected_freely_are_no_part_of_a_name(made, run):
    assert not [name for name in names(made) if run in name]


def test_the_word_as_written_stands_where_it_stood(made):
    texts, forms = made.corpus.documents["text"], made.forms["form"].to_numpy(object)[made.form]
    assert [texts[d][a:b] for d, a, b in zip(made.doc, made.start, made.end, strict=True)] == forms.tolist()
    assert {"لمجلس الأعيان", "وحماية البيئة"} <= names(made)
    segments = made.forms.set_index("form")["segments"]
    assert segments["لمجلس الأعيان"] == "ل+مجلس الأعيان"
    assert (made.forms["n"] == np.bincount(made.form, minlength=len(made.forms))).all()


@pytest.mark.parametrize(("choice", "expected"), [("none", set()), ("lexicon", {"الأسبوع الماضي"})])
def test_names_can_be_turned_off(choice, expected):
    corpus = factory.corpus_of(texts(20))
    t = tokens.tokenize(corpus, compounds=choice, lexicon={"الأسبوع الماضي": "الأسبوع الماضي"})
    assert names(t) == expected


def test_all_adds_what_is_only_associated_and_a_name_can_be_taken_apart():
    corpus = factory.corpus_of(texts(20))
    assert "الأسبوع الماضي" in names(tokens.tokenize(corpus, compounds="all"))
    assert not [name for name in names(tokens.tokenize(corpus, apart=["مجلس الاعيان"])) if "مجلس الأعيان" in name]
    with pytest.raises(ValueError, match='compounds is "name", but must be one of .*names'):
        tokens.tokenize(corpus, compounds="name")


def test_without_evidence_there_is_the_list_of_countries_and_bodies_alone():
    t = tokens.tokenize(factory.corpus_of(["زار كريم العلوان كوريا الشمالية ثم للأمم المتحدة. والولايات المتحدة"]))
    assert names(t) == {"كوريا الشمالية", "للأمم المتحدة", "والولايات المتحدة"}
    shown = counted(t)
    assert shown["كوريا الشمالية"] == 1 and "للأمم المتحدة" in shown  # as the text writes it


@pytest.mark.parametrize(
    "text", ["الأمم، المتحدة", "الأمم. المتحدة", "الأمم والمتحدة", "الأمم غير المتحدة", "أمم متحدة"]
)
def test_what_is_not_side_by_side_in_this_form_stays_apart(text):
    assert names(tokens.tokenize(factory.corpus_of([f"زار {text} ثم"]))) == set()


def test_of_a_name_in_a_longer_one_the_shorter_counts_if_it_mostly_stands_alone():
    alone = texts(40) + [f"وصف مجلس الأعيان الوطني {word}" for word in FILLER]
    t = tokens.tokenize(factory.corpus_of(alone))
    assert counted(t)["مجلس الأعيان"] == 120 + len(FILLER)
    always = [text.replace("مجلس الأعيان", "مجلس الأعيان الوطني") for text in texts(40)]
    assert counted(tokens.tokenize(factory.corpus_of(always)))["مجلس الأعيان الوطني"] == 120


def test_the_lexicon_of_the_reader_wins():
    t = tokens.tokenize(factory.corpus_of(texts(20)), lexicon={"كريم العلوان": "العلوان"})
    assert counted(t)["العلوان"] == 60 and "كريم العلوان" not in counted(t)


def test_the_order_of_documents_changes_nothing():
    one, other = (tokens.tokenize(factory.corpus_of(order)) for order in (texts(30), texts(30)[::-1]))
    assert counted(one) == counted(other)


def test_a_word_is_found_inside_a_name_and_so_is_a_part_of_it(made):
    start, end = nodes.occurrences(made, "الأعيان")
    assert len(start) == 180 and (end - start == 1).all()
    assert nodes.found(made, ["البيئة"])["n"].tolist() == [180]
    t = tokens.tokenize(factory.corpus_of(["زار الإمارات العربية المتحدة"]))
    assert len(nodes.occurrences(t, "العربية المتحدة")[0]) == 1


def test_stop_words_of_several_words_are_one_stop_word():
    t = tokens.tokenize(factory.corpus_of(["قال من جهته على الرغم من الخلاف. ومن جهتها من جهة البحر. سبيل المثال"]))
    assert {"من جهته", "على الرغم من", "ومن جهتها"} <= names(t)
    stop = t.terms.set_index("term")["is_stop"]
    assert stop["من جهته"] and stop["على الرغم من"] and not stop["جهة"]
    none = tokens.tokenize(factory.corpus_of(["قال من جهته"]), words=())
    assert names(none) == set()


def test_the_table_of_what_is_one_term(made):
    table = multiword_terms.applied(made).set_index("term")
    assert table.loc["كريم العلوان", ["why", "n", "n_docs"]].tolist() == ["name", 180, 60]
    assert table.loc["مجلس الأعيان", "forms"] == "مجلس الأعيان 120 · لمجلس الأعيان 60"
    t = tokens.tokenize(factory.corpus_of(["على الرغم من حرب باردة"]), lexicon={"حرب باردة": "حرب باردة"})
    assert dict(zip(*multiword_terms.applied(t)[["term", "why"]].to_numpy().T, strict=True)) == {
        "على الرغم من": "function", "حرب باردة": "lexicon",
    }  # fmt: skip


def test_spellings_and_short_forms_of_a_name_are_proposed_and_not_merged():
    spelled = ["زار الرئيس بنيامين نتنياهو", "زار الرئيس بنيامين نتانياهو", "في نتنياهو", "في نتانياهو"]
    corpus = factory.corpus_of([f"{text} {word}" for text in spelled for word in FILLER])
    t = tokens.tokenize(corpus)
    table = multiword_terms.variants(t)
    pairs = {(row.term, row.variant): row for row in table.itertuples()}
    row = pairs[("بنيامين نتانياهو", "بنيامين نتنياهو")]
    assert (row.how, row.n, row.n_variant, row.together) == ("spelling", 16, 16, 32)
    assert row.line == "بنيامين نتنياهو,بنيامين نتانياهو"
    assert pairs[("بنيامين نتنياهو", "نتنياهو")].how == "short"
    joined = tokens.tokenize(corpus, lexicon={row.variant: row.term})
    assert counted(joined)["بنيامين نتانياهو"] == 32


def test_runs_are_shown_as_written_and_counted_by_lemma():
    t = tokens.tokenize(factory.corpus_of(["حقوق المرأة وحقوق المرأة. لحقوق المرأة", "حق المرأة. حقوق المرأة"]))
    table = counts.ngrams(t, 2, min_n=1).set_index("term")
    assert table.loc["حقوق المرأة", "n"] == 5
    assert "حق مرأة" not in table.index


def test_every_rule_has_its_words():
    assert all(words for words in compounds._classes().values())
    listed = [row for row in compounds.known()]
    assert len(listed) == len(set(listed)) > 60 and all(" " in name for name in listed)


#: Sentences for the names below; {} is a word of no matter.
MORE = [
    "{} الرئيس تيمور بركات {}", "{} الوزير تيمور العزاوي {}", "قال الدكتور تيمور {}", "زار تيمور قصيري {}",
    "عاد تيمور قصيري {}",
    "{} الملك زاهر الثاني {}", "التقى الملك زاهر الثاني {}", "{} الثاني {}", "الكتاب الثاني {}",
    "{} المرصد الوطني لحقوق الأسرة {}", "قال المرصد الوطني لحقوق الأسرة {}", "{} حقوق {}", "الأسرة {}", "{} الوطني {}",
    "{} الهيئة العليا للانتخابات {}", "الانتخابات {}", "دعا إلى الانتخابات {}", "{} العليا {}",
    "{} قطعة مذهلة {}", "{} قطعة مذهلة {}", "{} لوحة {}",
    "{} الرئيس عبدالسميع القاضي {}", "وصل الرئيس عبد السميع القاضي {}", "{} عبدالسميع القاضي {}",
    "{} الأمير سلطان بن ناهض بن جابر {}", "زار الأمير ناهض بن جابر {}", "{} الأمير سلطان بن ناهض {}",
    "{} دول مجلس المدن {}", "{} دول مجلس المدن {}", "{} مجلس المدن {}", "دول {} دول {} دول {} دول {} دول {} دول {}",
    "دول {} دول {} دول {} دول {} دول {}", "دول {} دول {} دول {} دول {} دول {} دول {}",
    "{} الحرس البلدي السوري {}", "{} الحرس البلدي السوري {}", "{} الحرس البلدي {}", "سوريا {}", "{} السوري {} السوري",
    "{} جامعة الملك {}", "الملك {} الملك {} الملك {} الملك {} الملك {} الملك {} الملك {} الملك {} الملك {}",
]  # fmt: skip


@pytest.fixture(scope="module")
def more():
    draw = random.Random(5)

    def sentence(pattern):
        return " ".join(draw.choice(FILLER) if part == "{}" else part for part in pattern.split())

    made = [". ".join(sentence(pattern) for pattern in draw.sample(MORE, len(MORE))) for _ in range(30)]
    return counted(tokens.tokenize(factory.corpus_of(made)))


@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("تيمور قصيري", 60),  # a given name, since titles stand before it elsewhere
        ("زاهر الثاني", 60),  # a king
        ("المرصد الوطني لحقوق الأسرة", 60), ("الهيئة العليا للانتخابات", 30),  # with ل inside, and at the end
        ("قطعة مذهلة", 60),  # without the article, but never apart
        ("مجلس المدن", 90),  # though دول stands before it as a rule
        ("الحرس البلدي", 90),  # also before a country
        ("ناهض بن جابر", 30),  # not where he is the father
    ],
)  # fmt: skip
def test_more_kinds_of_names(more, name, n):
    assert more.get(name) == n


def test_the_spellings_of_a_name_with_a_servant_of_god_count_as_one(more):
    assert sorted(n for term, n in more.items() if "السميع" in term or "عبدالسميع" in term) == [90]


@pytest.mark.parametrize("part", ["دول مجلس", "الحرس البلدي السوري", "جامعة الملك", "كتاب الثاني", "الملك زاهر"])
def test_what_stands_beside_a_name_is_no_part_of_it(more, part):
    assert not [term for term in more if part in term]


#: Sentences, and in how many of the texts each stands.
SELDOM = {
    "{} مانويل بورتيسكو {}": 6, "{} مانويل {}": 20, "قال بورتيسكو {}": 20,
    "{} سان كريستوباليو غرانديوس {}": 15, "وصل سان كريستوباليو غراندييوس {}": 15, "{} سان {}": 5,
    "{} الرئيس أشرف نوفاليسكو {}": 12, "قال الوزير أشرف نوفاليسكو {}": 4, "أشرف على {}": 25, "وأشرف على {}": 25,
}  # fmt: skip


@pytest.fixture(scope="module")
def seldom():
    draw = random.Random(7)
    made = [[" ".join(draw.choices(FILLER, k=8)) for _ in range(30)] for _ in range(40)]
    for pattern, n in SELDOM.items():
        for text in draw.sample(made, n):
            text.append(" ".join(draw.choice(FILLER) if part == "{}" else part for part in pattern.split()))
    return counted(tokens.tokenize(factory.corpus_of([". ".join(text) for text in made])))


@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("مانويل بورتيسكو", 6),  # two names, though each stands apart as a rule
        ("سان كريستوباليو غرانديوس", 15),  # not سان كريستوباليو, though two spellings stand behind it
        ("أشرف نوفاليسكو", 16),  # a verb as a rule, a name behind a title
    ],
)
def test_names_that_are_rare_beside_their_words(seldom, name, n):
    assert seldom.get(name) == n


def test_a_small_corpus_is_said_to_show_no_names():
    small = tokens.tokenize(factory.corpus_of(["زار كريم العلوان الولايات المتحدة وتحدث مع الصحافة"]))
    said = multiword_terms.evidence(small)
    assert said.startswith("The corpus has 7 words, too few to show") and "list of countries" in said
    assert multiword_terms.evidence(tokens.at_level(small, "form")) == ""


def test_a_corpus_with_names_of_its_own_says_nothing(made):
    assert multiword_terms.evidence(made) == ""


def test_a_name_that_only_one_of_two_corpora_found_in_itself_is_one_token_in_the_other_too(made):
    # Twice is too rare to be found as a name, and would count as not there at all.
    other = tokens.tokenize(factory.corpus_of(["ناقش الكتاب وحماية البيئة", "قرأ حماية البيئة الصحف", "حماية وبيئة"]))
    assert counted(made)["حماية البيئة"] == 180 and "حماية البيئة" not in counted(other)
    first, second, _ = agreement.agree(made, other)
    assert counted(first)["حماية البيئة"] == 180 and counted(second)["حماية البيئة"] == 2
    assert second.terms["n"].sum() == len(second) == len(other) - 2
    texts = second.corpus.documents["text"]
    spans = zip(second.doc, second.start, second.end, second.form, strict=True)
    assert all(texts[d][a:b] == second.forms["form"][f] for d, a, b, f in spans)
    turned = agreement.agree(other, made)
    assert [counted(side)["حماية البيئة"] for side in turned[:2]] == [2, 180]
    assert "حماية البيئة" not in counted(other)  # what was given is as it was


COUNTRIES = {"روسيا": "الروسية", "سوريا": "السورية", "فرنسا": "الفرنسية", "إيران": "الإيرانية"}


def of_countries(patterns, countries=COUNTRIES, times=15):
    """Made-up sentences with each country, its adjective and words of no matter."""
    draw, made = random.Random(5), []
    for place, adjective in countries.items():
        for _ in range(times):
            words = draw.sample(FILLER, 6)
            made.append(". ".join([f"{words[0]} في {place} {words[1]}", *[
                f"{draw.choice(FILLER)} {pattern.format(adjective)} {draw.choice(FILLER)}" for pattern in patterns
            ], f"{words[2]} {words[3]} {adjective}"]))  # fmt: skip
    return tokens.tokenize(factory.corpus_of(made))


def test_a_ministry_that_many_countries_have_is_named_with_its_country():
    shown = counted(of_countries(["وزارة الخارجية {}", "مع وزارة الخارجية"]))
    assert {name: shown.get(f"وزارة الخارجية {name}") for name in COUNTRIES.values()} == dict.fromkeys(
        COUNTRIES.values(), 15
    )
    assert shown["وزارة الخارجية"] == 60  # where no country is named


def test_of_a_body_of_one_country_the_short_name_counts():
    shown = counted(of_countries(["الحرس الثوري {}", "مع الحرس الثوري"], {"إيران": "الإيراني"}, times=40))
    assert shown["الحرس الثوري"] == 80 and "الحرس الثوري الإيراني" not in shown


@pytest.mark.parametrize("head", ["المعارضة", "السفارة"])
def test_a_body_that_one_word_names_is_one_term_with_the_adjective_of_its_country(head):
    t = of_countries([f"{head} {{}}", f"زار {head}", f"في {head}"])
    assert counted(t)[f"{head} السورية"] == 15


def test_a_direction_before_a_continent_is_a_region_and_before_a_country_is_none():
    parts = ["{} في غرب أفريقيا {}", "{} في غرب العراق {}", "{} أفريقيا {}", "{} العراق {}", "{} غرب {}"]
    draw = random.Random(2)
    made = [". ".join(p.format(draw.choice(FILLER), draw.choice(FILLER)) for p in parts) for _ in range(30)]
    shown = counted(tokens.tokenize(factory.corpus_of(made)))
    assert shown.get("غرب أفريقيا") == 30 and "غرب العراق" not in shown


def test_a_name_is_the_same_word_behind_a_conjunction_or_a_preposition():
    noun, name = (readings.PARTS.index(part) for part in ("NOUN", "PROPN"))
    segments = ["ال+خرطوم", "ب+ال+خرطوم", "ل+ل+خرطوم", "ال+خرطوم", "و+غيمة", "غيمة"]
    lemma, n = ["خرطوم"] * 4 + ["غيمة"] * 2, np.array([50, 4, 2, 3, 2, 9])
    groups = in_context._one_name(np.array(lemma), np.array(segments), np.array([name, *[noun] * 5]), n)
    assert groups.tolist() == [name, name, name, noun, noun, noun]


def with_sentences(patterns, n, n_docs):
    """The names in made-up texts of which `n_docs` hold `n` sentences more, each with another last word."""
    made = texts()
    for place in range(n):
        last = (FILLER[(place + 3 * k) % 16] for k in range(len(patterns)))
        made[place % n_docs] += "".join(f". {pattern} {word}" for pattern, word in zip(patterns, last, strict=True))
    return names(tokens.tokenize(factory.corpus_of(made)))


@pytest.mark.parametrize(("n", "n_docs", "found"), [(5, 5, True), (4, 4, False), (6, 3, True), (9, 2, False)])
def test_a_name_is_found_where_it_stands_five_times_in_three_documents(n, n_docs, found):
    assert ("سليم الحسناوي" in with_sentences(["التقى الوزير سليم الحسناوي"], n, n_docs)) == found


@pytest.mark.parametrize(
    ("name", "found"), [("الباجي قائد السبسي", True), ("الباجي السبسي", True), ("الباجي كريم قائد السبسي", False)]
)
def test_a_title_in_the_middle_of_three_words_may_be_the_name_of_a_family(name, found):
    made = with_sentences([f"زار {name}", f"عاد {name} إلى"], 20, 20)
    assert (name in made) == found and not made & {"الباجي قائد", "قائد السبسي"}
