"""Rules over the classes of words: the tables `resources/speech/*_rules.tsv`, one rule a row.

A rule answers a question (the first one of a question that holds decides). It has a name, a pattern (when it holds), a verdict, an example that it decides and a near-miss that it must not touch.
A pattern is a list of conditions that must all hold, parted by blanks, each about a feature of what is judged (an attribute):
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
    """A rule of a table; `holds`: a function of what is judged."""

    question: str
    name: str
    when: str
    verdict: str
    example: str
    near_miss: str
    holds: object


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
            found.setdefault(row[0], []).append(Rule(*row, _pattern(row[2])))
    return {question: tuple(rules) for question, rules in found.items()}


def first(rules, judged):
    """Return the first Rule that holds, or None."""
    for rule in rules:
        if rule.holds(judged):
            return rule
    return None


def _pattern(when):
    tests = [_condition(part) for part in when.split()]
    return lambda judged: all(test(judged) for test in tests)


def _condition(text):
    match = _CONDITION.match(text)
    if match is None:
        raise ValueError(f"{text} is no condition: see the header of helpers.arabic.speech.words.rules")
    denied, feature, sign, value = match.groups()
    test = _TESTS[sign](feature, value)
    return (lambda judged: not test(judged)) if denied else test


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
