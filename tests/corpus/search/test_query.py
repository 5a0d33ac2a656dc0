import re

import numpy as np
import pytest
from factory import corpus_of, tokens_of

from helpers.corpus import tokens
from helpers.corpus.search import matching, nodes, query
from helpers.errors import ArgumentError

TEXT = (
    "مكافحة الإرهاب في المدينة. قال الوزير إن مكافحة التطرف والارهاب واجبة، ومكافحة الإرهـــاب مستمرة! "
    "الدولة تحارب الإرهابيين. إرهابي واحد في NATO 2021"
)


@pytest.fixture(scope="module")
def normalized():
    return tokens_of([TEXT, "الإرهاب. مكافحة"])


@pytest.fixture(scope="module")
def lemmas():
    return tokens_of([TEXT, "الإرهاب. مكافحة"], level="lemma")


def hits(made, text, **options):
    """The spans as written, words joined by one space."""
    texts = made.corpus.documents["text"].tolist()
    pairs = zip(*query.spans(made, text, **options), strict=True)
    return [" ".join(texts[made.doc[a]][made.start[a] : made.end[b - 1]].split()) for a, b in pairs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الإرهاب", ["الإرهاب", "الإرهـــاب", "الإرهاب"]),
        ("الارهاب", ["الإرهاب", "الإرهـــاب", "الإرهاب"]),
        ("الإِرْهَاب", ["الإرهاب", "الإرهـــاب", "الإرهاب"]),
        ("nato", ["NATO"]),
        ("٢٠٢١", ["2021"]),
        ("form:الإرهـــاب", ["الإرهـــاب"]),
        ("صيغة:الإرهاب", ["الإرهاب", "الإرهاب"]),
        ("رسم:والإرهاب", ["والارهاب"]),
        ("مكافحة الإرهاب", ["مكافحة الإرهاب"]),
        ('"مكافحة الإرهاب"', ["مكافحة الإرهاب"]),
        ("مكافحة, «الإرهاب»", ["مكافحة الإرهاب"]),
        ("مكافحة (الإرهاب|التطرف)", ["مكافحة الإرهاب", "مكافحة التطرف"]),
        ("(مكافحة|ومكافحة) (الإرهاب|التطرف والإرهاب)",
         ["مكافحة الإرهاب", "مكافحة التطرف والارهاب", "ومكافحة الإرهـــاب"]),
        ("التطرف|مكافحة الإرهاب | الدولة", ["مكافحة الإرهاب", "التطرف", "الدولة"]),
        ("مكافحة *", ["مكافحة الإرهاب", "مكافحة التطرف"]),
        ("* الإرهاب", ["مكافحة الإرهاب", "ومكافحة الإرهـــاب"]),
        ("قال * * مكافحة", ["قال الوزير إن مكافحة"]),
        ("الإرهاب*", ["الإرهاب", "الإرهـــاب", "الإرهابيين", "الإرهاب"]),
        ("*رهاب", ["الإرهاب", "والارهاب", "الإرهـــاب", "الإرهاب"]),
        ("*رهابي*", ["الإرهابيين", "إرهابي"]),
        ("إره?بي", ["إرهابي"]),
        ("إره؟بي", ["إرهابي"]),
        ("form:*هـ*", ["الإرهـــاب"]),
        ("20?1", ["2021"]),
        ("الوزير ~3 التطرف", ["الوزير إن مكافحة التطرف"]),
        ("الوزير ~2 التطرف", []),
        ("التطرف ~3 الوزير", ["الوزير إن مكافحة التطرف"]),
        ("التطرف 3~ الوزير", ["الوزير إن مكافحة التطرف"]),
        ("التطرف ~٣ الوزير", ["الوزير إن مكافحة التطرف"]),
        ("التطرف ~ قال", ["قال الوزير إن مكافحة التطرف"]),
        ("(قال|الوزير) ~5 مكافحة", ["الوزير إن مكافحة"]),
        ("مكافحة التطرف ~1 واجبة|الدولة", ["الدولة"]),
        ("مكافحة التطرف ~2 واجبة", ["مكافحة التطرف والارهاب واجبة"]),
    ],
)  # fmt: skip
def test_what_a_query_finds(normalized, text, found):
    assert hits(normalized, text) == found


def test_a_term_is_what_the_tokens_count_as_one(lemmas):
    assert hits(lemmas, "الإرهاب") == ["الإرهاب", "والارهاب", "الإرهـــاب", "الإرهاب"]
    assert hits(lemmas, "مدخل:إرهاب") == hits(lemmas, "lemma:ارهاب") == hits(lemmas, "الإرهاب")
    assert hits(lemmas, "normalized:الإرهاب") == ["الإرهاب", "الإرهـــاب", "الإرهاب"]
    assert hits(lemmas, "جذر:رهب") == hits(lemmas, "lemma:إرهاب|lemma:إرهابي")
    assert len(hits(lemmas, "root:رهب")) == 6
    assert hits(lemmas, "lemma:إرهاب?") == hits(lemmas, "lemma:إرهابي")


def test_a_phrase_ends_with_its_sentence_and_its_document(normalized):
    assert hits(normalized, "الإرهاب مكافحة", within_sentence=False) == ["الإرهاب. مكافحة"]
    assert hits(normalized, "الإرهاب مكافحة") == hits(normalized, "الإرهاب ~1 مكافحة الإرهاب") == []
    assert hits(normalized, "الدولة ~2 مستمرة", within_sentence=False) == ["مستمرة! الدولة"]
    assert hits(normalized, "2021 الإرهاب", within_sentence=False) == []  # the next document
    assert hits(normalized, "2021 ~5 الإرهاب", within_sentence=False) == []


@pytest.mark.parametrize("text", ["الإ.هاب", "الإره[ا]ب", "^الإرهاب$x", "الإرها+", "الإرهاب{1}", r"الإره\wب"])
def test_signs_of_regular_expressions_mean_nothing(normalized, text):
    with pytest.raises(ArgumentError, match="does not occur"):
        query.spans(normalized, text)


@pytest.mark.parametrize("text", ["مكافحة [الإرهاب]", "^مكافحة الإرهاب$", "مكافحة + الإرهاب.", "مكافحة\nالإرهاب"])
def test_other_signs_are_passed_over(normalized, text):
    assert hits(normalized, text) == ["مكافحة الإرهاب"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "cannot be read: there is no word in it"),
        ("  \n", "there is no word in it"),
        ("+++", "there is no word in it"),
        ("*", "holds no word to look for; write one beside the *"),
        ("* * | الإرهاب", "holds no word to look for"),
        ("(*|الإرهاب)", "holds no word to look for"),
        ("(الإرهاب", r"a \( is not closed"),
        ("مكافحة (الإرهاب|التطرف", r"a \( is not closed"),
        ("الإرهاب)", r"a \) closes no bracket"),
        ("(الإرهاب))", r"a \) closes no bracket"),
        ("()", r'there is no word before "\)"'),
        ("مكافحة (|الإرهاب)", r'there is no word before "\|"'),
        ("الإرهاب|", r'there is no word behind "\|"'),
        ("|الإرهاب", r'there is no word before "\|"'),
        ("الإرهاب ~5", 'there is no word behind "~5"'),
        ("~5 الإرهاب", 'there is no word before "~5"'),
        ("الإرهاب ~0 التطرف", "~ needs a number of words from 1 on"),
        ("(الإرهاب ~5 التطرف)", "~ stands inside brackets; write it outside"),
        ("lema:إرهاب", 'There is no "lema:" in queries. Did you mean "lemma"?'),
        ("tag:إرهاب", "There are form:, normalized:, lemma:, root:."),
        ("form: الإرهاب", '"form:" must stand directly before each word'),
        ("الإ.رها*", r'may hold only letters or digits beside \* and \?'),
        ("(ا|ب) " * 10 + "(ا|ب ج)", "does not occur|holds"),
        ("(ا|ب ج) " * 10, "its brackets stand for more than 1,000 phrases"),
        ("الارهبا", '"الارهبا" does not occur. Did you mean "'),
        ("مكافحة الارهبا", '"الارهبا" does not occur'),
        ("الإرهاب|الارهبا", '"الارهبا" does not occur'),
        ("form:الأرهاب", 'No word is "الأرهاب". Did you mean "الإرهاب"?'),
        ("زززز*", r'No word is "زززز\*"'),
        ("lemma:إرهاب", '"lemma:إرهاب" needs lemmas, but the level is "normalized"; set'),
        ("lemma:إ*", "needs lemmas"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_query(normalized, text, problem):
    with pytest.raises(ArgumentError, match=problem) as raised:
        query.spans(normalized, text)
    assert "\n" not in str(raised.value).replace(text, "")


def test_a_lemma_or_root_that_does_not_occur(lemmas):
    with pytest.raises(ArgumentError, match='No lemma is "ارهابب". Did you mean "إرهاب'):
        query.spans(lemmas, "lemma:ارهابب")
    with pytest.raises(ArgumentError, match='No root is "زقز"'):
        query.spans(lemmas, "root:زقز")


def test_final_letters_fold_under_wildcards_too():
    made = tokens_of(["على علي عليه فى في"])
    assert hits(made, "على*") == ["على", "علي", "عليه"]
    assert hits(made, "?ى") == ["فى", "في"]
    assert hits(made, "form:*ى") == ["على", "فى"]


@pytest.mark.parametrize("level", tokens.LEVELS)
def test_a_term_of_several_words_is_found_by_its_words(level):
    corpus = corpus_of(["قرار الأمم المتحدة الأخير", "في الأمم المتحدة", "دول متحدة"])
    made = tokens.tokenize(corpus, level=level, lexicon={"الأمم المتحدة": "الأمم المتحدة"})
    assert hits(made, "الأمم المتحدة")[0] == "الأمم المتحدة"
    assert "قرار الأمم المتحدة" in hits(made, "قرار الأمم المتحدة")
    assert hits(made, "قرار الأمم المتحدة الأخير") == ["قرار الأمم المتحدة الأخير"]
    assert hits(made, "(قرار|في) الأمم المتحدة") == ["قرار الأمم المتحدة", "في الأمم المتحدة"]
    assert hits(made, "الأمم المتحدة ~1 (قرار|في)") == ["قرار الأمم المتحدة", "في الأمم المتحدة"]
    assert hits(made, "*تحدة") == ["الأمم المتحدة", "الأمم المتحدة", "متحدة"]  # and by each of them
    assert hits(made, "الأمم*") == ["الأمم المتحدة", "الأمم المتحدة"]


def test_a_selection_without_the_word(normalized):
    part = normalized.where(doc_id="d1")
    assert hits(part, "مكافحة") == ["مكافحة"]
    with pytest.raises(ArgumentError, match="does not occur"):
        query.spans(part, "الدولة")


def test_no_hit_of_words_that_occur_is_no_error(normalized):
    start, end = query.spans(normalized, "الدولة الدولة")
    assert len(start) == len(end) == 0 and start.dtype == np.int64


def test_hits_are_half_open_runs_as_those_of_nodes_are(normalized):
    start, end = query.spans(normalized, "مكافحة الإرهاب")
    assert (end - start).tolist() == [2] * len(start)
    assert [column.tolist() for column in (start, end)] == [
        column.tolist() for column in nodes.occurrences(normalized, "مكافحة الإرهاب")
    ]
    start, end = query.spans(normalized, "قال ~3 مكافحة")
    assert (end - start).tolist() == [4]


def test_wildcards_are_compared_with_all_of_the_word(normalized):
    forms = normalized.forms
    for text, pattern in (("ا*", "ا.*"), ("*ن", ".*ن"), ("?ن", ".ن"), ("*ا*", ".*ا.*"), ("?*رهاب*", ".+رهاب.*")):
        expected = [bool(re.fullmatch(pattern, form)) for form in forms["normalized"]]
        assert matching.forms(normalized, "wild", text).tolist() == expected


def test_a_plain_word_means_what_it_means_everywhere(lemmas):
    first, _ = query.spans(lemmas, "الإرهاب")
    assert first.tolist() == nodes.occurrences(lemmas, "الإرهاب")[0].tolist()
