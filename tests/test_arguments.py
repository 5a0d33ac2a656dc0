"""What the arguments of functions may be."""

import importlib
import pkgutil
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import arguments, errors
from helpers.display import sentences


def kinds():
    """Every Kind of the package, with the module it stands in."""
    found = {}
    for info in pkgutil.walk_packages(helpers.__path__, "helpers."):
        if ".__main__" not in info.name:
            for one in vars(importlib.import_module(info.name)).values():
                if isinstance(one, arguments.Kind):
                    found[one.meaning] = info.name
    return found | {one.meaning: "BY_NAME" for one in arguments.BY_NAME.values()}


def test_what_an_argument_must_be_is_said_in_arabic_too():
    found = kinds()
    assert len(found) > 20
    for meaning, module in found.items():
        said = sentences.arabic(f"top is None, but must be {meaning}.")
        assert re.search("[\u0621-\u064a]", said) and meaning not in said, f"{module}: {meaning}"


@arguments.takes(more=arguments.SHARE)
def function(tokens, window=5, *, seed=0, more=None, table=None):
    return window, seed, more


@pytest.mark.parametrize(
    ("positional", "named", "message"),
    [
        ((), {}, 'test_arguments.function needs the argument "tokens".'),
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
        (arguments.COUNT, [(0, 0), (3.0, 3), (np.int64(4), 4)], [-1, 2.5, True, None, "3", float("nan"), float("inf")]),
        (arguments.SHARE, [(0, 0), (0.5, 0.5), (1, 1)], [1.01, -0.1, "0.5", None, True]),
        (arguments.CONFIDENCE, [(0.95, 0.95)], [0, 1, 95]),
        (arguments.FLAG, [(True, True), (np.bool_(False), False)], [1, 0, "yes", None]),
        (arguments.TEXT, [("أ", "أ"), (2019, "2019")], [None, 1.5, ["أ"], b"x"]),
        (arguments.TEXTS, [("أ", ["أ"]), (("أ", 1), ["أ", "1"]), (pd.Series(["أ"]), ["أ"]), ([], [])],
         [None, {"أ": 1}, [None], 1.5, pd.DataFrame({"x": ["أ"]}), b"x"]),
        (arguments.SEVERAL, [("أ", ["أ"]), ([["أ", "ب"], "ج"], [["أ", "ب"], "ج"])], [None, [None], {"أ": 1}]),
        (arguments.NUMBERS, [(2, [2]), ([2, 3], [2, 3]), (range(2, 4), [2, 3])], ["2", [0], [], None]),
        (arguments.PAIR, [(("أ", "ب"), ["أ", "ب"])], ["أ", ["أ"], None]),
        (arguments.PATH, [("a", "a"), (Path("a"), Path("a"))], ["", " ", None, 1, b"a"]),
        (arguments.optional(arguments.COUNT), [(None, None), (2, 2)], [-1]),
        (arguments.any_of(arguments.DICT, arguments.TEXTS), [({}, {}), ("أ", ["أ"])], [None, 1.5]),
    ],
)  # fmt: skip
def test_a_kind_takes_what_people_mean_and_nothing_else(kind, good, bad):
    for given, taken in good:
        found = kind.take(given)
        assert found == taken and type(found) is type(taken)
    for given in bad:
        assert kind.take(given) is arguments.UNFIT, given


def test_a_table_that_another_function_made_is_known_by_its_columns():
    kind = arguments.frame("keyness.compare", "term", "key")
    with pytest.raises(errors.ArgumentError, match='no column "key", so it is not the one that keyness.compare'):
        kind.take(pd.DataFrame({"term": ["أ"]}))
    assert kind.take([1]) is arguments.UNFIT
