"""Rules over the classes of words: the tables `resources/speech/*_rules.tsv`, one rule a row.

A rule answers a question; the first of a question that holds decides. It has a name, a pattern (when it holds), a
verdict, an example that it decides and a near-miss that it must not touch. A pattern is a list of conditions that must
all hold, parted by blanks, each about a feature of what is judged (an attribute, or an attribute of one: before.sort):
    feature          it is true (or not empty)
    feature:a|b      the word is of one of these classes
    feature~a|b      the letters of the word have one of these shapes
    feature=a|b      its text is one of these
    feature@a|b      the verb is of one of these classes of verbs
    feature<=n  feature>n     a number
    !condition       the condition does not hold
"""

import re
from functools import cache
from typing import NamedTuple

from . import tables

_FILES = ("reporting_rules.tsv", "quotation_rules.tsv")
_CONDITION = re.compile(r"(!?)(\w+(?:\.\w+)*)(?:(<=|>|[:~=@])([^<>=].*))?$")


class Rule(NamedTuple):
    """A rule of a table; `conditions`: tuple of Condition."""

    question: str
    name: str
    when: str
    verdict: str
    example: str
    near_miss: str
    conditions: tuple

    def holds(self, judged):
        """True where all conditions hold."""
        return all(condition.test(judged) for condition in self.conditions)


class Condition(NamedTuple):
    """A condition of a rule: the feature it is about, an expression of Python and the values that it names."""

    feature: str
    source: str
    values: dict

    def test(self, judged):
        """True where it holds."""
        return _test([self])(judged)


@cache
def table(question):
    """Return the rules of a question, in their order: tuple of Rule.

    Raises ValueError for a condition that is none, KeyError for a question without rules.
    """
    return _all()[question]


@cache
def _all():
    found = {}
    for file in _FILES:
        for row in tables.rows(file):
            found.setdefault(row[0], []).append(Rule(*row, tuple(map(_condition, row[2].split()))))
    return {question: tuple(rules) for question, rules in found.items()}


def first(question, judged):
    """Return the first Rule of a question that holds, or None.

    judged: has the attribute `key`, what all that is judged alike has in common (the Cue), and in `of_key` the names of
    the features that depend on it alone; rules that these exclude are looked at once for each key.
    """
    known = _candidates(question)
    try:
        decide = known[judged.key]
    except KeyError:
        decide = known[judged.key] = _left(question, judged, known)
    return decide(judged)


def verdict(question, judged):
    """Return the verdict of the first rule of a question that holds, "" where none does."""
    rule = first(question, judged)
    return rule.verdict if rule is not None else ""


@cache
def _candidates(question):
    return {}  # key, or numbers of rules -> a function of what is judged: the first of these rules that holds, or None


def _left(question, judged, known):
    """The function that goes through the rules that the key of what is judged leaves; few keys differ in them."""
    tests = _tests(question, judged.of_key)
    left = tuple(number for number, (_, fixed, _) in enumerate(tests) if fixed(judged))
    if left not in known:
        known[left] = _decision([(tests[number][0], tests[number][2]) for number in left])
    return known[left]


def _decision(left):
    """A compiled function of what is judged: the first Rule of (Rule, its conditions) that holds, or None."""
    lines, names = ["def decide(judged):"], {}
    for number, (rule, conditions) in enumerate(left):
        source, values = _source(conditions, f"_{number}")
        lines.append(f"    if {source}: return rule_{number}")
        names |= values | {f"rule_{number}": rule}
    exec("\n".join([*lines, "    return None"]), names)
    return names["decide"]


@cache
def _tests(question, of_key):
    """(rule, test of the conditions about the key, the other conditions) of each rule."""
    found = []
    for rule in table(question):
        fixed = [condition for condition in rule.conditions if condition.feature in of_key]
        free = [condition for condition in rule.conditions if condition.feature not in of_key]
        found.append((rule, _test(fixed), free))
    return found


def _test(conditions):
    """A function of what is judged: do all these conditions hold?"""
    source, names = _source(conditions)
    return eval(f"lambda judged: {source}", names)


def _source(conditions, suffix=""):
    """The expression that all these conditions hold, and the values that it names."""
    names, parts = {}, []
    for number, condition in enumerate(conditions):
        parts.append(condition.source.format(n=f"{number}{suffix}"))
        names |= {f"{name}{number}{suffix}": value for name, value in condition.values.items()}
    return " and ".join(parts) or "True", names


def _condition(text):
    match = _CONDITION.match(text)
    if match is None:
        raise ValueError(f"{text} is no condition: see the header of helpers.arabic.speech.words.rules")
    denied, feature, sign, value = match.groups()
    source, values = _SIGNS[sign](f"judged.{feature}", value)
    return Condition(feature, f"not ({source})" if denied else source, {"value": values} if values else {})


def _of_classes(feature, value):
    names = value.split("|")
    if len(names) == 1:
        return f"{value!r} in {feature}.classes", None
    return f"not {feature}.classes.isdisjoint(value{{n}})", frozenset(names)


def _of_shapes(feature, value):
    return " or ".join(f"{feature}.shape({name!r})" for name in value.split("|")), None


def _of_texts(feature, value):
    texts = value.split("|")
    return (f"{feature} == {value!r}", None) if len(texts) == 1 else (f"{feature} in value{{n}}", frozenset(texts))


# What a sign makes of a feature and what stands behind it: an expression, and the value that it names or None.
_SIGNS = {
    None: lambda feature, _: (feature, None),
    ":": _of_classes,
    "~": _of_shapes,
    "=": _of_texts,
    "@": lambda feature, value: (f"{feature} in value{{n}}", tables.lemmas(value)),
    "<=": lambda feature, value: (f"{feature} <= {int(value)}", None),
    ">": lambda feature, value: (f"{feature} > {int(value)}", None),
}
