"""A default stands in study.toml (`study.keys`) and in the analysis that takes it: both must say the same.

Which argument takes which setting is read from the notebooks: `keyness.compare(…, p=study.keyness["p"])`, also by way
of a name, a dict of options or one of the groups of `settings.OPTIONS`.
"""

import ast
import importlib
import inspect
from pathlib import Path

import nbformat
import pytest

from helpers.study import settings
from helpers.study.keys import KEYS, default

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
#: (function, argument) -> why its default differs from that of the setting, which the notebook hands over.
APART = {
    ("frequency.table", "min_n"): "every term is counted; that rare ones are left out of 03 is a matter of the study",
    ("term_weights.table", "top"): "all terms; a cloud of 05 takes the largest",
    ("concordance.several", "sample"): "all lines; a sample is drawn for close reading only",
    ("reported_speech.by_speaker", "indirect"): "the words between quotation marks, which are surely the speaker's",
    ("reported_speech.two_loudest", "indirect"): "as by_speaker",
    ("reported_speech.said_by", "indirect"): "as by_speaker",
}


def setting_of(node, names):
    """The setting (section, key) that an expression stands for, None for another."""
    match node:
        case ast.Subscript(ast.Attribute(ast.Name("study"), section), ast.Constant(key)):
            return section, key
        case ast.Attribute(value=ast.Name(id="study"), attr="seed"):
            return "", "seed"
        case ast.Name(id=name) if isinstance(names.get(name), tuple):
            return names[name]
    return None


def group_of(node, names):
    """The settings that a dict of options holds: argument -> setting; {} for another expression."""
    match node:
        case ast.Attribute(value=ast.Name(id="study"), attr=group) if group in settings.OPTIONS:
            places = [key.rpartition(".") for key in settings.OPTIONS[group]]
            return {key: (section, key) for section, _, key in places}
        case ast.Name(id=name) if isinstance(names.get(name), dict):
            return names[name]
        case ast.Dict(keys=keys, values=values):
            found = {key.value: setting_of(value, names) for key, value in zip(keys, values, strict=True) if key}
            return {argument: setting for argument, setting in found.items() if setting}
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Dict(keys=keys)):
            changed = {key.value for key in keys}
            return {argument: s for argument, s in group_of(left, names).items() if argument not in changed}
        case ast.DictComp(value=ast.Subscript(value=ast.Attribute(value=ast.Name(id="study"), attr=section))):
            words = [word.value for word in ast.walk(node.generators[0].iter) if isinstance(word, ast.Constant)]
            return {word: (section, word) for word in words}
        case ast.DictComp(generators=[ast.comprehension(iter=ast.Call(func=ast.Attribute(value=inner)), ifs=tests)]):
            left_out = {word.value for test in tests for word in ast.walk(test) if isinstance(word, ast.Constant)}
            return {word: s for word, s in group_of(inner, names).items() if word not in left_out}
    return {}


def remember(node, names):
    """Note what the names of an assignment stand for."""
    (target,) = node.targets
    pairs = [(target, node.value)]
    if isinstance(target, ast.Tuple):
        pairs = zip(target.elts, node.value.elts, strict=True) if isinstance(node.value, ast.Tuple) else []
    for name, value in pairs:
        if isinstance(name, ast.Name):
            names[name.id] = setting_of(value, names) or group_of(value, names)


def arguments(call, function, names):
    """The arguments of a call that are settings: argument -> setting."""
    module, _, name = function.rpartition(".")
    order = list(inspect.signature(getattr(importlib.import_module(module), name)).parameters)
    found = {order[place]: setting_of(value, names) for place, value in enumerate(call.args) if place < len(order)}
    for word in call.keywords:
        found |= group_of(word.value, names) if word.arg is None else {word.arg: setting_of(word.value, names)}
    return {argument: setting for argument, setting in found.items() if setting}


def handed_over():
    """{(analysis, argument): (section, key)} of all notebooks."""
    found = {}
    for path in NOTEBOOKS:
        names, modules = {}, {}
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.ImportFrom):
                    modules |= {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            for statement in ast.parse(cell.source).body:
                for call in [node for node in ast.walk(statement) if isinstance(node, ast.Call)]:
                    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
                        function = f"{modules.get(call.func.value.id)}.{call.func.attr}"
                        if function.startswith("helpers.analyses."):
                            given = arguments(call, function, names)
                            found |= {(function.removeprefix("helpers.analyses."), a): s for a, s in given.items()}
                if isinstance(statement, ast.Assign):
                    remember(statement, names)
    return found


HANDED_OVER = handed_over()


def default_of(function, argument):
    """The default of an argument, also where the function hands it on to another of its module."""
    module, name = function.split(".")
    module = importlib.import_module(f"helpers.analyses.{module}")
    parameters = inspect.signature(getattr(module, name)).parameters
    if argument in parameters:
        return parameters[argument].default
    for other, inner in sorted(vars(module).items()):
        source = inspect.getsource(getattr(module, name))
        if inspect.isfunction(inner) and f"{other}(" in source and other != name:
            inside = inspect.signature(inner).parameters
            if argument in inside:
                return inside[argument].default
    return inspect.Parameter.empty


def test_the_notebooks_hand_settings_over():
    assert len(HANDED_OVER) > 40
    assert HANDED_OVER["collocations.several", "sort"] == ("collocations", "sort")
    assert HANDED_OVER["keyness.compare", "seed"] == ("", "seed")
    assert HANDED_OVER["concordance.several", "window"] == ("concordance", "window")
    assert HANDED_OVER["trends.comparability", "period"] == ("trends", "period")


@pytest.mark.parametrize(("function", "argument"), HANDED_OVER)
def test_the_default_of_an_argument_is_that_of_its_setting(function, argument):
    section, key = HANDED_OVER[function, argument]
    here, there = default_of(function, argument), default(KEYS[section][key])
    same = here is inspect.Parameter.empty or here == there or not (here or there)  # None and 0: by a rule
    if (function, argument) in APART:
        assert not same, "no exception is needed any more"
    else:
        assert same, f"{function}({argument}={here!r}), but [{section}] {key} is {there!r}"
