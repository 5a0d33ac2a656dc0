"""The tables of rules: each rule decides its example, and the example needs it; no rule touches its near-miss."""

import re
from collections import Counter
from pathlib import Path

import pytest

from helpers.arabic import speech
from helpers.arabic.speech import reported
from helpers.arabic.speech.words import rules, tables

FILES = {"Form": "reporting_rules.tsv", "Place": "quotation_rules.tsv"}  # what is judged by the rules of each
QUESTIONS = dict.fromkeys(row[0] for file in FILES.values() for row in tables.rows(file))
RULES = {question: rules.table(question) for question in QUESTIONS}
EVERY = [(rule, f"{question} {n} {rule.name}") for question, found in RULES.items() for n, rule in enumerate(found)]
CONDITION = re.compile(r"!?(\w+)[\w.]*(?:(:|~|=|@|<=|>)(.*))?$")

each_rule = pytest.mark.parametrize("rule", [rule for rule, _ in EVERY], ids=[name for _, name in EVERY])


@pytest.fixture
def read(monkeypatch):
    """A function: text, a rule to leave out -> (the rows, the rules that held first, (question, what was judged)).

    It looks at one rule after another, so that nothing is left over from a reading with all of them.
    """

    def rows(text, left_out=None):
        held, judged = [], []

        def first(question, one):
            judged.append((question, one))
            rule = next((rule for rule in RULES[question] if rule is not left_out and rule.holds(one)), None)
            held.append(rule)
            return rule

        monkeypatch.setattr(rules, "first", first)
        return reported.rows(text.replace(r"\n", "\n")), held, judged

    return rows


@each_rule
def test_a_rule_decides_its_example(rule, read):
    _, held, _ = read(rule.example)
    assert any(one is rule for one in held)


@each_rule
def test_an_example_needs_its_rule(rule, read):
    with_it, _, _ = read(rule.example)
    if rule is RULES["kind"][-1]:  # the last one decides whatever is left: without it nothing does
        with pytest.raises(AttributeError):
            read(rule.example, left_out=rule)
    else:
        assert read(rule.example, left_out=rule)[0] != with_it


@each_rule
def test_a_rule_does_not_touch_its_near_miss(rule, read):
    _, held, _ = read(rule.near_miss)
    assert not any(one is rule for one in held)


@each_rule
def test_a_near_miss_lacks_one_condition_at_most(rule, read):
    if len(rule.conditions) == 1:
        return
    _, _, judged = read(rule.near_miss)
    alike = [one for question, one in judged if question == rule.question]
    lacking = [sum(not _holds(condition.test, one) for condition in rule.conditions) for one in alike]
    assert min(lacking) <= 1  # none: a rule before it decides


def _holds(test, one):
    try:
        return test(one)
    except AttributeError:  # of a quotation that no reporting word governs
        return False


@each_rule
def test_rules_that_are_ruled_out_beforehand_would_not_have_held(rule, read):
    text = rule.example.replace(r"\n", "\n")
    found = reported.rows(text)  # by `rules.first` itself
    assert read(text)[0] == found


def test_every_question_of_the_code_has_rules_and_the_other_way_round():
    code = "".join(path.read_text("utf-8") for path in Path(speech.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r'rules\.(?:first|verdict)\("(\w+)"|\.rule\("(\w+)"\)', code))
    assert {one or other for one, other in asked} == set(RULES)


@pytest.mark.parametrize("question", RULES)
def test_no_two_rules_of_a_question_have_the_same_pattern(question):
    patterns = Counter(frozenset(rule.when.split()) for rule in RULES[question])
    assert not [" ".join(sorted(pattern)) for pattern, n in patterns.items() if n > 1]


def test_no_two_rows_are_alike_and_none_has_an_empty_field():
    found = [row for file in FILES.values() for row in tables.rows(file)]
    assert len(found) == len(set(found))
    assert all(len(row) == 6 and all(row) for row in found)


@pytest.mark.parametrize("judged", FILES)
def test_every_feature_is_an_attribute_of_what_is_judged(judged, read):
    seen = read('وقال الوزير إن "الطريق آمن للجميع".')[2]
    known = set().union(*(dir(one) for _, one in seen if type(one).__name__ == judged))
    named = {CONDITION.match(part)[1] for row in tables.rows(FILES[judged]) for part in row[2].split()}
    assert known
    assert not named - known


@each_rule
def test_every_class_of_a_rule_has_words(rule):
    parts = [CONDITION.match(part).groups() for part in rule.when.split()]
    classes = {name for _, sign, value in parts if sign in (":", "@") for name in value.split("|")}
    assert not [name for name in classes if not tables.lemmas(name)]


@pytest.mark.parametrize("when", ["gap<5", "!", "kind=noun after-definite"])
def test_a_condition_that_is_none_is_named(when, monkeypatch):
    monkeypatch.setattr(tables, "rows", lambda _: [("reports", "wrong", when, "yes", "", "")])
    with pytest.raises(ValueError) as error:
        rules._all.__wrapped__()  # the reading itself, not what it kept
    wrong = when.split()[-1]
    assert str(error.value) == f"{wrong} is no condition: see the header of helpers.arabic.speech.words.rules"
