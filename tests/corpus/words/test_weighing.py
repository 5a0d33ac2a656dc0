"""Runs that no rule takes for a name are weighed by all their signs; what rules take stays as it is.

And of what is counted in longer names it is told how often.
"""

import math
import random

import factory
import numpy as np
import pytest

from helpers.analyses import multiword_terms
from helpers.corpus import tokens
from helpers.corpus.words import compounds, weighing

WORDS = (
    "السوق القرية الجبال المطر الكتب المدارس الأطفال الحديقة الصور الطعام الرحلة البيوت الأشجار الطيور الأنهار الغابات "
    "زار رأى عرف وصف ذكر كتب شاهد تابع درس اليوم كثيرا قليلا هنا هناك"
).split()


def texts(term, *, behind=(), n=60, seed=5):
    """Made-up texts in which a term stands once a text, with what else its words stand beside; behind: after it."""
    draw = random.Random(seed)
    first, last = term.split()

    def some():
        return " ".join(draw.choices(WORDS, k=draw.randint(0, 4)))

    made = []
    for _ in range(n):
        tail = " ".join([draw.choice(behind)] if behind else [])
        sentences = [f"{some()} {term} {tail} {some()}", *(some() for _ in range(20))]
        sentences += [f"{draw.choice(WORDS)} {first} {draw.choice(WORDS)}" for _ in range(3)]
        sentences += [f"{draw.choice(WORDS[:16])} {last}" for _ in range(3)]
        made.append(". ".join(" ".join(one.split()) for one in draw.sample(sentences, len(sentences))))
    return made


def counted(t):
    return {term: n for term, n in zip(t.terms["term"], t.terms["n"], strict=True) if n and " " in term}


def parts(given):
    t = tokens.tokenize(factory.corpus_of(given), compounds="none")
    return {name: getattr(t, name) for name in ("doc", "start", "end", "sent", "form")}, t.forms


def test_every_weight_is_of_a_sign_and_no_sign_looks_at_a_single_word():
    made = compounds.signs(*parts(texts("السلاح النووي", n=20)))
    known = set(made) - {"name", "n", "rule"}
    assert {name for name in weighing.weights() if name} <= known
    assert all(kind.kind in "bif" for kind in made[sorted(known)].dtypes)


def test_a_term_that_no_rule_takes_is_weighed(monkeypatch):
    given = factory.corpus_of(texts("السلاح النووي"))
    assert counted(tokens.tokenize(given))["السلاح النووي"] == 60
    monkeypatch.setattr(weighing, "scores", lambda facts, runs, *rest: np.full(len(runs.n), -np.inf))
    assert "السلاح النووي" not in counted(tokens.tokenize(given))


def test_what_stands_between_the_same_words_again_and_again_is_less_of_a_term():
    given = [texts("السلاح النووي", behind=behind) for behind in ((), ["العراقي", "الإيراني"])]
    free, bound = (compounds.signs(*parts(one)).set_index("name").loc["السلاح النووي"] for one in given)
    assert free["variety behind"] > 0.8 and 0 < bound["variety behind"] < 0.2


def test_signs_of_the_places_are_what_is_counted_by_hand():
    given = ["زار البيت الكبير اليوم. رأى البيت الكبير هنا. وصف البيت الكبير هنا"]
    given += ["عرف البيت الكبير. قال والبيت الكبير"]
    made = compounds.signs(*parts(given * 3)).set_index("name").loc["البيت الكبير"]
    assert made["n"] == 15
    behind = [3 / 15, 6 / 15, *[1 / 15] * 6]  # اليوم, هنا, and six edges
    assert made["variety behind"] == pytest.approx(-sum(p * math.log(p) for p in behind) / math.log(15))
    assert made["edge behind"] == pytest.approx(6 / 15) and made["edge before"] == 0
    assert made["clitic"] == pytest.approx(3 / 15)


def test_a_weighed_part_takes_nothing_from_a_name_that_a_rule_finds(monkeypatch):
    def only(facts, runs, found, plain, chosen):
        written = [" ".join(facts.own.names[int(word)].as_py() for word in row) for row in runs.ids]
        return np.where(np.array([name == "السلاح النووي" for name in written], bool) & chosen, 1.0, -np.inf)

    monkeypatch.setattr(weighing, "scores", only)
    given = texts("السلاح النووي") + [f"{a} هيئة السلاح النووي {b}" for a in WORDS[:16] for b in WORDS[:3]]
    found = counted(tokens.tokenize(factory.corpus_of(given)))
    assert (found["هيئة السلاح النووي"], found["السلاح النووي"]) == (48, 60)
    rules = np.array(["weighed", "body", "weighed", ""], object)
    assert compounds._rivals(rules, 1, [0]) == ([], False)  # what a rule takes stands
    assert compounds._rivals(rules, 2, [0]) == ([0], False)  # of two that are weighed their numbers decide
    assert compounds._rivals(rules, 2, [0, 1])[1]  # a rule speaks against what is weighed


@pytest.fixture(scope="module")
def nested():
    """Made-up texts with a term alone (60), in a longer name (48), and apart by a mark (16)."""
    given = texts("حماية البيئة")
    given += [f"{a} هيئة حماية البيئة {b}" for a in WORDS[:16] for b in WORDS[:3]]
    given += [f"{a} حماية/البيئة" for a in WORDS[:16]]
    return tokens.tokenize(factory.corpus_of(given))


def test_it_is_told_how_often_a_name_stands_inside_longer_ones(nested):
    table = multiword_terms.applied(nested).set_index("term")
    assert counted(nested)["هيئة حماية البيئة"] == 48
    assert table.loc["حماية البيئة", ["n", "n_within"]].tolist() == [60, 48]
    assert table.loc["هيئة حماية البيئة", "n_within"] == 0


def test_places_in_longer_names_are_the_same_block_by_block(nested, monkeypatch):
    columns = {name: getattr(nested, name) for name in ("doc", "start", "end", "sent", "form")}
    whole, _ = compounds.within(columns, nested.forms)
    for size in (1, 2, 7):
        monkeypatch.setattr(compounds.room, "PIECE", size)
        assert compounds.within(columns, nested.forms)[0] == whole and sum(whole.values()) == 48


def test_the_father_in_a_longer_name_is_no_place_of_his_son():
    given = [f"{a} سالم بن غانم بن راشد {b}. {b} غانم بن راشد {a}" for a in WORDS[:16] for b in WORDS[16:19]]
    t = tokens.tokenize(factory.corpus_of(given))
    assert counted(t)["غانم بن راشد"] == 48
    assert multiword_terms.applied(t).set_index("term")["n_within"].eq(0).all()
