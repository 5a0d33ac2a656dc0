"""Boilerplate: which lines are proposed as what, and what their removal leaves."""

import hashlib

import pandas as pd
import pytest
from factory import corpus_of

from helpers import schema
from helpers.corpus.cleaning import boilerplate

ADVERT = "حملوا تطبيقنا الجديد على هاتفكم المحمول"
AGENCY = "عين اليوم – جدة"


def prose(n, lines=8):
    sentence = "من المقال وهي طويلة بما يكفي لكيلا يظن أحد أنها بيت من قصيدة قصيرة الأبيات ذات لازمة تعود فيها"
    return [f"هذه هي الجملة رقم {n}{k} {sentence}" for k in range(lines)]


def articles(n=6):
    """AGENCY first, ADVERT last, a rule before it; each teases the two before it; one line twice in the third."""
    texts = []
    for i in range(n):
        lines = [AGENCY, *prose(i), "-----", ADVERT]
        if i == 2:
            lines.insert(6, lines[1])
        texts.append("\n".join(lines))
    return texts


def kinds(corpus, **options):
    found = boilerplate.find(corpus, **options)
    return dict(zip(found["line"], found["kind"], strict=True))


def test_lines_are_proposed_with_what_they_are():
    corpus = corpus_of(articles(), source=["a"] * 6)
    found = boilerplate.find(corpus)
    assert kinds(corpus) == {ADVERT: "foot", AGENCY: "head", "-----": "mark", prose(2)[0]: "repeated"}
    row = found.set_index("line").loc[ADVERT]
    assert (row["n_docs"], row["n"], row["n_sources"], row["at_edge"], row["doc_id"]) == (6, 6, 1, 1.0, "d0")
    assert kinds(corpus, min_docs=7) == {prose(2)[0]: "repeated"}


def test_a_formula_in_the_middle_and_the_lines_of_copies_are_no_boilerplate():
    texts = ["\n".join([*prose(i), "وقد أعد مرسوم ملكي بذلك.", *prose(i + 50)]) for i in range(6)]
    assert kinds(corpus_of(texts, source=["a"] * 6)) == {"وقد أعد مرسوم ملكي بذلك.": "inside"}
    report = "\n".join(prose(1))  # one report in six newspapers
    assert set(kinds(corpus_of([report] * 6, source=list("abcdef"))).values()) == {"inside"}


@pytest.mark.parametrize(("own", "copied", "kind"), [("end", "middle", "foot"), ("middle", "end", "inside")])
def test_where_copies_of_one_report_hold_a_line_tells_nothing_of_it(own, copied, kind):
    """Five articles of their own decide, not one report that was printed twenty times; it is counted all the same."""

    def article(n, place):
        lines = prose(n, 16)
        return "\n".join([*lines, ADVERT] if place == "end" else [*lines[:8], ADVERT, *lines[8:]])

    texts = [*(article(i, own) for i in range(5)), *[article(9, copied)] * 20]
    found = boilerplate.find(corpus_of(texts, source=["a"] * 25)).set_index("line").loc[ADVERT]
    assert (found["kind"], found["n_docs"]) == (kind, 25)
    assert found["at_edge"] == (1 if own == "end" else 0)


@pytest.mark.parametrize(
    ("at_end", "within", "kind"), [(4, 1, "foot"), (3, 2, "inside"), (4, 0, None), (5, 2, "inside")]
)
def test_a_foot_stands_at_the_end_of_four_in_five_of_five_documents(at_end, within, kind):
    texts = ["\n".join([*prose(i, 16), ADVERT]) for i in range(at_end)]
    texts += ["\n".join([*prose(50 + i), ADVERT, *prose(70 + i)]) for i in range(within)]
    assert kinds(corpus_of(texts, source=["a"] * len(texts))).get(ADVERT) == kind


def test_the_lines_at_the_edge_are_two_at_the_beginning_and_six_at_the_end():
    places = {}
    for place in range(20):
        lines = [prose(i, 19) for i in range(5)]
        texts = ["\n".join([*own[:place], ADVERT, *own[place:]]) for own in lines]
        places.setdefault(kinds(corpus_of(texts, source=["a"] * 5)).get(ADVERT), []).append(place)
    assert places == {"head": [0, 1], "inside": list(range(2, 14)), "foot": list(range(14, 20))}


def test_a_text_is_a_copy_from_half_of_its_lines_on():
    """Six texts share a beginning of four lines: a third of them is a series, half of them a report in versions."""
    common = prose(70, 4)
    for rest, kind in ((8, "head"), (4, "inside"), (5, "head")):
        texts = ["\n".join([*common, *prose(i, rest)]) for i in range(6)]
        assert kinds(corpus_of(texts, source=["a"] * 6))[common[0]] == kind, rest


def test_a_line_at_the_end_in_many_sources_is_a_shared_report():
    texts = ["\n".join([*prose(i), "وأكدت الوزارة استمرار التحقيق في الحادث"]) for i in range(6)]
    assert set(kinds(corpus_of(texts, source=list("abcdef"))).values()) == {"inside"}
    assert set(kinds(corpus_of(texts, source=list("aabbcc"))).values()) == {"foot"}


def test_teasers_beside_two_feet_are_found_and_stay_in_their_own_article():
    feet = ["خبر أول من أخبار اليوم المهمة", "خبر ثان من أخبار اليوم المهمة"]
    rare = prose(90)[0]  # the lead of another article
    texts = ["\n".join([*prose(i), *feet, *([rare] if i < 2 else [])]) for i in range(6)]
    texts.append("\n".join([rare, *prose(91)]))
    corpus = corpus_of(texts, source=["a"] * 7)
    assert kinds(corpus) == {feet[0]: "foot", feet[1]: "foot", rare: "teaser"}
    left = boilerplate.drop(corpus, boilerplate.find(corpus)).documents["text"].tolist()
    assert left[0] == "\n".join(prose(0))
    assert left[6] == texts[6]


def test_what_is_removed_is_counted_and_the_rest_is_untouched():
    texts = articles()
    texts[4] = texts[4].replace("\n-----", "\n\n  \t-----  ")
    corpus = corpus_of(texts, source=["a"] * 6)
    left = boilerplate.drop(corpus, boilerplate.find(corpus))
    expected = ["\n".join(prose(i)) for i in range(6)]
    expected[4] += "\n"
    assert left.documents["text"].tolist() == expected
    assert left.documents["n_chars"].tolist() == [len(text) for text in expected]
    assert left.documents["sha256"].tolist() == [hashlib.sha256(text.encode()).hexdigest() for text in expected]
    assert left.documents.dtypes.equals(corpus.documents.dtypes)
    assert left.repairs[["doc_id", "field", "step", "n"]].values.tolist() == [
        [f"d{i}", "text", "boilerplate", 4 if i == 2 else 3] for i in range(6)
    ]
    assert left.repairs.dtypes.equals(corpus.repairs.dtypes)
    assert corpus.documents["text"].tolist() == texts  # the argument stays as it was


def test_only_the_rows_that_are_given_go_and_lines_of_ones_own():
    corpus = corpus_of(articles(), source=["a"] * 6)
    found = boilerplate.find(corpus)
    left = boilerplate.drop(corpus, found[found["kind"] == "head"], lines=[f" {prose(3)[2]} "])
    assert left.documents["text"][0] == articles()[0].removeprefix(f"{AGENCY}\n")
    assert left.repairs["n"].tolist() == [1, 1, 1, 2, 1, 1]


@pytest.mark.parametrize("text", [ADVERT, f"{ADVERT}\n---"])
def test_a_text_of_nothing_else_is_set_aside(text):
    corpus = corpus_of([text, "\n".join(prose(1))])
    left = boilerplate.drop(corpus, boilerplate.find(corpus), lines=[ADVERT])
    assert left.documents["doc_id"].tolist() == ["d1"]
    assert left.set_aside[["doc_id", "reason"]].values.tolist() == [
        ["d0", "no text left once the boilerplate was removed"]
    ]


def test_a_corpus_without_any_is_left_as_it_is():
    corpus = corpus_of(["\n".join(prose(i)) for i in range(3)])
    assert len(boilerplate.find(corpus)) == 0
    assert boilerplate.drop(corpus, boilerplate.find(corpus)).documents.equals(corpus.documents)


def test_a_line_that_no_text_holds_is_noted():
    corpus = corpus_of(["سطر أول\nسطر  ثان", "سطر ثالث"])
    left = boilerplate.drop(corpus, boilerplate.find(corpus), lines=["سطر ثان", "لا سطر"])
    assert left.notes["note"].tolist() == ['No text holds the line "لا سطر" of [corpus] boilerplate_lines.']
    assert left.documents["text"].tolist() == ["سطر أول", "سطر ثالث"]


REFRAIN = "يا ليل خذني إلى دار الأحبة"
STANZA = ["سرت وحدي في الدروب البعيدة", "وسألت النجم عن أهل الدار"]
HALVES = "وقفت على الأطلال أسأل أهلها        فجاوبني صوت من الدار أجوف"


@pytest.mark.parametrize(
    "lines",
    [
        [line for n in range(3) for line in (REFRAIN, *STANZA[: n + 1], REFRAIN)],
        [line for n in range(4) for line in (str(n + 1), f"{STANZA[0]} {n}", f"{STANZA[1]} {n}", REFRAIN)],
        [line for n in range(3) for line in (f"{HALVES} {n}", f"{HALVES} ثم {n}", REFRAIN)],
    ],
    ids=["on both sides", "numbered stanzas", "two halves on a line"],
)
def test_a_refrain_is_shown_and_stays(lines):
    corpus = corpus_of(["\n".join(lines)])
    assert kinds(corpus)[REFRAIN] == "refrain"
    found = boilerplate.find(corpus)
    kept = boilerplate.drop(corpus, found[found["kind"].isin(boilerplate.REMOVED_KINDS)])
    assert kept.documents["text"].tolist() == corpus.documents["text"].tolist()


def test_a_short_line_that_stands_twice_among_paragraphs_is_repeated():
    lines = prose(1)
    corpus = corpus_of(["\n".join([*lines[:3], REFRAIN, *lines[3:6], REFRAIN, *lines[6:]])])
    assert kinds(corpus) == {REFRAIN: "repeated"}


def test_the_items_of_a_bulletin_are_sentences_and_no_verses():
    lines = [f"وصل الوزير إلى المدينة رقم {n} صباح اليوم." for n in range(4)]
    assert kinds(corpus_of(["\n".join([*lines, *lines])])) == dict.fromkeys(lines, "repeated")


@pytest.mark.parametrize(("line", "kind"), [("1948", "inside"), ("١٣٦٧", "inside"), ("12", "mark"), ("* * *", "mark")])
def test_a_year_on_a_line_of_its_own_is_a_heading_and_not_dropped(line, kind):
    texts = ["\n".join([*prose(i)[:4], line, *prose(i)[4:]]) for i in range(6)]
    assert kinds(corpus_of(texts)) == {line: kind}


@pytest.mark.parametrize("kind", boilerplate.KINDS)
def test_what_a_kind_is_stands_in_arabic_in_the_check_up(kind):
    shown = schema.value_name(f"line that {boilerplate.KINDS[kind]}; 1,234 times", "problem")
    assert shown.endswith("؛ المرات 1,234") and "line" not in shown and "stands" not in shown


@pytest.mark.parametrize(
    ("letters", "long", "sentences", "kind"),
    [
        (60, 0, 0, "refrain"), (61, 0, 0, "repeated"),  # as long as a verse of two halves
        (40, 2, 0, "refrain"), (40, 3, 0, "repeated"),  # three quarters of the lines around it are as short
        (40, 0, 4, "refrain"), (40, 0, 5, "repeated"),  # and half of them at most are sentences
    ],
)  # fmt: skip
def test_a_line_that_comes_again_among_verses_is_a_refrain(letters, long, sentences, kind):
    line = "يا ليل " + "ا" * (letters - 5)
    verses = ["قال الفتى " + "بتثجحخدذ"[n] * (60 if n < long else 20) + "." * (n >= 8 - sentences) for n in range(8)]
    far = [f"ومضى العام رقم {n} ولم يعد " + "س" * 60 for n in range(3)]  # two lines away
    text = "\n".join([*far[:1], *verses[:2], line, *verses[2:4], *far[1:2], *verses[4:6], line, *verses[6:], *far[2:]])
    assert kinds(corpus_of([text, "نص آخر"], source=["a", "b"]))[line] == kind


def test_lines_that_stand_nowhere_else_need_not_be_held(monkeypatch):
    shared = ["للتواصل معنا راسلونا على العنوان", "بقلم محرر الشؤون السياسية في الصحيفة"]
    texts = [
        "\n".join([shared[1], f"هذا خبر رقم {n} عن حدث في المدينة {n}", "سطر قصير", f"وهذه بقيته {n}", shared[0]])
        for n in range(8)
    ]  # fmt: skip
    corpus = corpus_of([*texts, "\n".join(["بيت من الشعر يعود في كل مقطع هنا", "سطر فريد"] * 2)])
    found, held = boilerplate.find(corpus), boilerplate._compared(corpus.documents["text"], 5)
    assert {type(key) for keys in held for key in keys} == {str, int}
    assert held[0][0] is held[1][0] == shared[1] and held[0][1] == 1
    every = [boilerplate._keys(text) for text in corpus.documents["text"]]
    monkeypatch.setattr(boilerplate, "_compared", lambda *_: every)
    pd.testing.assert_frame_equal(boilerplate.find(corpus), found)
    assert len(found) >= 4
