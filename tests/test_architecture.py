"""The house: floors, one package of this name, short functions, nothing at import, a docstring for every verb."""

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "helpers"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in MODULES]
# The beginnings of the names of the contracts that imports keep, in pyproject.toml.
CONTRACTS = (
    "Imports go down the floors", "Within corpus", "Within reported speech", "Analyses do not import each other"
)  # fmt: skip
LONGEST_FUNCTION = 60  # a module is as long as its subject
# The compiled scanning loop stays in one piece: one branch less predictable costs more than a long function.
ALLOWED_FUNCTIONS = {("arabic/kernel.py", "_find_words"): 80}


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def test_imports_go_down_the_floors_only():
    linter = shutil.which("lint-imports", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert linter, "import-linter is not installed: python -m pip install -r requirements-dev.txt"
    done = run(linter, "--no-cache", cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    for name in CONTRACTS:
        assert re.search(rf"^{name}[^.]*? KEPT$", done.stdout, re.M), name
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_the_package_belongs_to_khitab_alone():
    assert set(packages_distributions()["helpers"]) == {"khitab"}


def test_there_is_no_other_module_of_this_name():
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in ("node_modules", "build")]
        found += [Path(folder, name) for name in [*folders, *files] if name in ("helpers", "helpers.py")]
    assert found == [SOURCE]


@pytest.mark.parametrize("name", NAMES)
def test_functions_are_short(name):
    text = (SOURCE / name).read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= ALLOWED_FUNCTIONS.get((name, node.name), LONGEST_FUNCTION), f"{node.name}: {length} lines"


def test_no_exception_is_made_that_is_not_needed():
    for name, function in ALLOWED_FUNCTIONS:
        nodes = ast.walk(ast.parse((SOURCE / name).read_text("utf-8")))
        lengths = {node.name: node.end_lineno - node.lineno + 1 for node in nodes if isinstance(node, ast.FunctionDef)}
        assert lengths[function] > LONGEST_FUNCTION


def private_names_of_others(text):
    """What a module takes of another module of helpers although it is private: names imported or reached through it."""
    tree, modules, found = ast.parse(text), set(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("helpers")):
            modules |= {alias.asname or alias.name for alias in node.names}
            found += [alias.name for alias in node.names if is_private(alias.name)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found += [f"{node.value.id}.{node.attr}"] if is_private(node.attr) else []
    return found


def is_private(name):
    return name.startswith("_") and not name.startswith("__")


@pytest.mark.parametrize("name", NAMES)
def test_no_module_imports_a_private_name_of_another(name):
    assert private_names_of_others((SOURCE / name).read_text("utf-8")) == []


def test_private_names_are_found_where_they_are_taken():
    assert private_names_of_others("from .office import SHARE, _short as short") == ["_short"]
    assert private_names_of_others("from . import decoding\nx = decoding._wide(y)") == ["decoding._wide"]
    assert private_names_of_others("from .tables import named\nimport os\nos._exit(named.__name__)") == []


@pytest.mark.parametrize("name", NAMES)
def test_modules_and_public_names_have_docstrings(name):
    tree = ast.parse((SOURCE / name).read_text("utf-8"))
    assert ast.get_docstring(tree), "the module"
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    for owner in [node for node in public if isinstance(node, ast.ClassDef)]:
        public += [node for node in owner.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    missing = [node.name for node in public if not ast.get_docstring(node)]
    assert missing == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=str)
def test_a_package_holds_no_code_of_its_own(path):
    if path.parent.name != "resources":
        assert all(isinstance(node, ast.Expr) for node in ast.parse(path.read_text("utf-8")).body)


def test_every_folder_of_modules_is_a_package():
    """Else the wheel would lack it: setuptools finds packages by their __init__.py."""
    folders = {path.parent for path in MODULES}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


IMPORT_ALL = """
import importlib, os, random, sys, threading, warnings
import numpy as np
def state():
    return {
        "random": random.getstate(), "numpy.random": np.random.get_state()[1].tolist(), "folder": os.getcwd(),
        "environment": dict(os.environ), "path": list(sys.path), "filters": list(warnings.filters),
        "hooks": (sys.excepthook, sys.displayhook, sys.stdout),
    }
def import_all():
    for name in sys.argv[1:]:
        importlib.import_module(name)
import_all()  # with what other packages do when they are imported first: it is not ours
for name in [name for name in sys.modules if name.partition(".")[0] == "helpers"]:
    del sys.modules[name]
before = state()
import_all()
after = state()
assert before == after, [key for key in before if before[key] != after[key]]
assert threading.active_count() == 1, "a thread"
loaded = [name for name in ("matplotlib", "matplotlib.pyplot", "IPython", "tkinter") if name in sys.modules]
if "matplotlib" in sys.modules:
    import matplotlib
    changed = matplotlib.rcParams != matplotlib.rc_params()
    loaded += ["changed rcParams"] if changed else []
print(",".join(loaded))
"""


def imported(names, folder):
    """What of the drawing and notebook packages is there after importing the modules, in a new process."""
    modules = ["helpers." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for name in names]
    environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    done = run(sys.executable, "-c", IMPORT_ALL, *modules, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    assert list(Path(folder).iterdir()) == []
    return [name for name in done.stdout.rstrip("\n").split(",") if name]


def test_the_floors_below_draw_nothing(tmp_path):
    floors = ("arabic/", "corpus/", "measures/", "schema", "arguments", "errors")
    names = [name for name in NAMES if name.startswith(floors)]
    assert len(names) > 15
    assert imported(names, tmp_path) == []


def test_importing_every_module_changes_nothing(tmp_path):
    names = [name for name in NAMES if not name.endswith("__main__.py")]
    assert "changed rcParams" not in imported(names, tmp_path)
