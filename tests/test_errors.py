"""How names stand in sentences, and what the arguments of functions may be."""

import importlib
import pkgutil
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import errors
from helpers.display import sentences


def test_a_long_list_of_columns_is_cut_for_the_sentence():
    assert errors.listed(["x" * 50] * 25) == ", ".join(["x" * 40] * 20) + " and 5 more"


def test_a_name_breaks_no_sentence_and_orders_the_terminal_about_in_none():
    assert errors.shown("a\nb\x1b[2J\u2028") == "a\ufffdb\ufffd[2J\ufffd"
    assert errors.shown("ن\ud800م\ud83d\ude00") == "ن\ufffdم😀"


def kinds():
    """Every Kind of the package, with the module it stands in."""
    found = {}
    for info in pkgutil.walk_packages(helpers.__path__, "helpers."):
        if ".__main__" not in info.name:
            for one in vars(importlib.import_module(info.name)).values():
                if isinstance(one, errors.Kind):
                    found[one.meaning] = info.name
    return found | {one.meaning: "BY_NAME" for one in errors.BY_NAME.values()}


def test_what_an_argument_must_be_is_said_in_arabic_too():
    found = kinds()
    assert len(found) > 20
    for meaning, module in found.items():
        said = sentences.arabic(f"top is None, but must be {meaning}.")
        assert re.search("[\u0621-\u064a]", said) and meaning not in said, f"{module}: {meaning}"


@errors.takes(more=errors.SHARE)
def function(tokens, window=5, *, seed=0, more=None, table=None):
    return window, seed, more


@pytest.mark.parametrize(
    ("positional", "named", "message"),
    [
        ((), {}, 'test_errors.function needs the argument "tokens".'),
        ((None,), {}, "tokens is None, but must be Tokens, which tokens.tokenize(corpus) returns."),
        ((pd.DataFrame(),), {}, "tokens is a DataFrame, but must be Tokens"),
        ((1, 2, 3), {}, "function was given too many arguments; name those behind the first 2, as in seed=…."),
        ((1,), {"windw": 3}, 'has no argument "windw"; it has tokens, window, seed, more, table. Did you mean "wi'),
        ((1,), {"tokens": 1}, 'was given the argument "tokens" twice; give it once.'),
    ],
)
def test_what_cannot_be_called_so_is_said_in_a_sentence(positional, named, message):
    with pytest.raises(errors.ArgumentError, match=re.escape(message)):
        function(*positional, **named)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (errors.COUNT, [(0, 0), (3.0, 3), (np.int64(4), 4)], [-1, 2.5, True, None, "3", float("nan"), float("inf")]),
        (errors.SHARE, [(0, 0), (0.5, 0.5), (1, 1)], [1.01, -0.1, "0.5", None, True]),
        (errors.CONFIDENCE, [(0.95, 0.95)], [0, 1, 95]),
        (errors.FLAG, [(True, True), (np.bool_(False), False)], [1, 0, "yes", None]),
        (errors.TEXT, [("أ", "أ"), (2019, "2019")], [None, 1.5, ["أ"], b"x"]),
        (errors.TEXTS, [("أ", ["أ"]), (("أ", 1), ["أ", "1"]), (pd.Series(["أ"]), ["أ"]), ([], [])],
         [None, {"أ": 1}, [None], 1.5, pd.DataFrame({"x": ["أ"]}), b"x"]),
        (errors.SEVERAL, [("أ", ["أ"]), ([["أ", "ب"], "ج"], [["أ", "ب"], "ج"])], [None, [None], {"أ": 1}]),
        (errors.NUMBERS, [(2, [2]), ([2, 3], [2, 3]), (range(2, 4), [2, 3])], ["2", [0], [], None]),
        (errors.PAIR, [(("أ", "ب"), ["أ", "ب"])], ["أ", ["أ"], None]),
        (errors.PATH, [("a", "a"), (Path("a"), Path("a"))], ["", " ", None, 1, b"a"]),
        (errors.optional(errors.COUNT), [(None, None), (2, 2)], [-1]),
        (errors.any_of(errors.DICT, errors.TEXTS), [({}, {}), ("أ", ["أ"])], [None, 1.5]),
    ],
)  # fmt: skip
def test_a_kind_takes_what_people_mean_and_nothing_else(kind, good, bad):
    for given, taken in good:
        found = kind.take(given)
        assert found == taken and type(found) is type(taken)
    for given in bad:
        assert kind.take(given) is errors.UNFIT, given


def test_a_table_that_another_function_made_is_known_by_its_columns():
    kind = errors.frame("keyness.compare", "term", "key")
    with pytest.raises(errors.ArgumentError, match='no column "key", so it is not the one that keyness.compare'):
        kind.take(pd.DataFrame({"term": ["أ"]}))
    assert kind.take([1]) is errors.UNFIT


def test_a_value_is_told_without_its_insides():
    values = [None, "أ", 3, [], {}, pd.DataFrame({"x": [1]}), object(), np.float64(2.5), "x" * 999]
    told = [errors.told(value) for value in values]
    assert told[:8] == ["None", '"أ"', "3", "an empty list", "an empty dict", "a DataFrame", "an object", "2.5"]
    assert len(told[8]) < 210
