"""The examples in the docstrings of the measures give what they say."""

import doctest
import importlib
import pkgutil

import pytest

from helpers import measures

MODULES = [found.name for found in pkgutil.iter_modules(measures.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name):
    module = importlib.import_module(f"helpers.measures.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_measure_has_an_example(name):
    module = importlib.import_module(f"helpers.measures.{name}")
    public = [one for word, one in vars(module).items() if callable(one) and not word.startswith("_")]
    own = [one for one in public if getattr(one, "__module__", "") == module.__name__]
    lacking = {one.__name__ for one in own if ">>> " not in (one.__doc__ or "")}
    assert lacking <= {"noted", "of_cells", "over_documents"}
