"""The tables of words: each shape has its example and not its near-miss, and each class and shape is asked for."""

import ast
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from helpers.arabic import speech
from helpers.arabic.speech.text.plain_text import plain
from helpers.arabic.speech.words import reporting, tables
from helpers.arabic.speech.words.annotation import of

SHAPES = tables.rows("shapes.tsv")
CLASSES = ("speakers.tsv", "context.tsv")
RULES = ("reporting_rules.tsv", "quotation_rules.tsv")
VERBS_BY_PARADIGM = {"perfect", "certain perfect", "imperfect", "participle", "noun"}


def _asked(*methods):
    """Strings that the code of the package gives to functions of these names."""
    found = set()
    for path in Path(speech.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in methods:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def _asked_by_rules(signs):
    """Classes (before:kin, lemma@told) or shapes (head~ends_fem) in the conditions of the rules."""
    parts = [part for file in RULES for row in tables.rows(file) for part in row[2].split()]
    asked = (re.fullmatch(rf"!?[\w.]+[{signs}](.+)", part) for part in parts)
    return {name for match in asked if match for name in match[1].split("|")}


@pytest.mark.parametrize("row", SHAPES, ids=[row[0] for row in SHAPES])
def test_a_shape_has_its_example_and_not_its_near_miss(row):
    name, _, _, example, near_miss = row
    assert of(example).shape(name)
    assert not of(near_miss).shape(name)


@pytest.mark.parametrize("row", SHAPES, ids=[row[0] for row in SHAPES])
def test_words_of_the_table_of_shapes_are_folded(row):
    assert [plain(word)[0] for word in row[3:]] == list(row[3:])


def test_every_shape_is_asked_and_every_asked_shape_is_listed():
    names = [row[0] for row in SHAPES]
    assert len(set(names)) == len(names)
    assert set(names) == _asked("shape", "without", "_has") | _asked_by_rules("~")


def test_a_shape_that_is_not_listed_is_an_error():
    with pytest.raises(KeyError, match="no_such_shape"):
        of("كتاب").shape("no_such_shape")


def test_every_asked_class_is_listed_and_every_listed_class_is_asked():
    listed = {name for file in CLASSES for _, name in tables.rows(file)}
    asked = _asked("has", "has_any", "members", "lemmas") | _asked_by_rules(":@")
    assert asked - listed == set(), "asked for, and in no table"
    assert listed - asked == set(), "in a table, and asked for nowhere"


def test_a_word_stands_once_in_a_class():
    rows = Counter((plain(word)[0], name) for file in CLASSES for word, name in tables.rows(file))
    assert [row for row, n in rows.items() if n > 1] == []


def test_the_headers_say_what_each_class_is():
    texts = [(files("helpers.resources") / "speech" / file).read_text("utf-8") for file in CLASSES]
    header = "\n".join(line for text in texts for line in text.splitlines() if line.startswith("#"))
    names = {name for file in CLASSES for _, name in tables.rows(file)}
    assert {name for name in names if not re.search(rf"(?<!\w){name}(?!\w)", header)} == set()


def test_every_kind_of_word_with_a_paradigm_is_a_kind():
    kinds = {row[2] for row in tables.rows("reporting_verbs.tsv")} | {"certain perfect"}
    assert {row[0] for row in tables.rows("paradigms.tsv")} == VERBS_BY_PARADIGM <= kinds


@pytest.mark.parametrize(
    ("form", "lemma", "gender", "number", "pronoun"),
    [
        ("اكدت", "أكد", "f", "s", False),
        ("اكدا", "أكد", "m", "p", False),
        ("اكدوه", "أكد", "m", "p", True),
        ("نفى", "نفى", "m", "s", False),
        ("نفاها", "نفى", "m", "s", True),
        ("نفتا", None, "", "", False),
        ("دعوا", "دعا", "m", "p", False),
        ("يدعوان", "دعا", "m", "p", False),
        ("ينفون", "نفى", "m", "p", False),
        ("تنفيه", "نفى", "f", "s", True),
        ("مؤكدتين", "أكد", "f", "p", False),
    ],
)
def test_forms_follow_the_paradigm_of_their_ending(form, lemma, gender, number, pronoun):
    cue = reporting.forms().get(form)
    if lemma is None:
        assert cue is None
    else:
        assert (cue.lemma, cue.gender, cue.number, cue.pronoun) == (lemma, gender, number, pronoun)


@pytest.mark.parametrize(("word", "skip"), [("واضاف", 1), ("سيقول", 1), ("وسيقول", 2), ("بقوله", 0), ("ماوصفه", 2)])
def test_a_reporting_word_is_found_behind_proclitics(word, skip):
    assert reporting.find(word)[0] == skip


@pytest.mark.parametrize("word", sorted(tables.members("one_word")))
def test_a_word_that_begins_with_waw_or_fa_is_not_parted(word):
    assert (reporting.find(word) or (0,))[0] == 0
