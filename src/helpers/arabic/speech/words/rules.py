"""Rules over the classes of words: the tables `resources/speech/*_rules.tsv`, one rule a row.

A rule answers a question; the first of a question that holds decides. It has a name, a pattern (when it holds), a
verdict, an example that it decides and a near-miss that it must not touch. A pattern is a list of conditions that must
all hold, parted by blanks, each about a feature of what is judged (an attribute):
    feature          it is true (or not empty)
    feature:a|b      the word is of one of these classes
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
_CONDITION = re.compile(r"(!?)(\w+)(?:(:|=|@|<=|>)(.*))?$")


class Rule(NamedTuple):
    """A rule of a table; `conditions`: list of (feature, a test of what is judged)."""

    question: str
    name: str
    when: str
    verdict: str
    example: str
    near_miss: str
    conditions: tuple

    def holds(self, judged):
        """True where all conditions hold."""
        return all(test(judged) for _, test in self.conditions)


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
    if judged.key not in known:
        known[judged.key] = _left(table(question), judged)
    for rule, tests in known[judged.key]:
        for test in tests:
            if not test(judged):
                break
        else:
            return rule
    return None


@cache
def _candidates(question):
    return {}  # key -> [(rule, the tests that are left)]


def _left(rules, judged):
    left = []
    for rule in rules:
        fixed = [test for feature, test in rule.conditions if feature in judged.of_key]
        if all(test(judged) for test in fixed):
            left.append((rule, [test for feature, test in rule.conditions if feature not in judged.of_key]))
    return left


def _condition(text):
    match = _CONDITION.match(text)
    if match is None:
        raise ValueError(f"{text} is no condition: see the header of helpers.arabic.speech.words.rules")
    denied, feature, sign, value = match.groups()
    test = _TESTS[sign](feature, value)
    return feature, (lambda judged: not test(judged)) if denied else test


def _of_class(feature, value):
    names = frozenset(value.split("|"))
    return lambda judged: not getattr(judged, feature).classes.isdisjoint(names)


def _of_verbs(feature, value):
    verbs = frozenset().union(*(tables.lemmas(name) for name in value.split("|")))
    return lambda judged: getattr(judged, feature) in verbs


def _one_of(feature, value):
    texts = frozenset(value.split("|"))
    return lambda judged: getattr(judged, feature) in texts


_TESTS = {
    None: lambda feature, _: lambda judged: bool(getattr(judged, feature)),
    ":": _of_class,
    "=": _one_of,
    "@": _of_verbs,
    "<=": lambda feature, value: lambda judged, n=int(value): getattr(judged, feature) <= n,
    ">": lambda feature, value: lambda judged, n=int(value): getattr(judged, feature) > n,
}
