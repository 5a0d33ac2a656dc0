"""How many figures each cell of a notebook draws, told from its source: the judge of what a reader is shown.

A figure is a use of a public function of a drawing module: one of helpers/display that holds a function marked
`style.styled`. A function that is given the axes to draw on makes no figure of its own.
"""

import ast
from functools import cache
from pathlib import Path

import nbformat

DISPLAY = Path(__file__).parents[1] / "src" / "helpers" / "display"
PACKAGE = "helpers.display"
_REPEATED = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@cache
def drawing_modules():
    """The drawing modules of helpers.display with their public functions, also those that they pass on: {name: set}."""
    modules = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in DISPLAY.glob("*.py")}
    own = {name: _public(tree) for name, tree in modules.items() if _holds_styled(tree)}
    return {name: functions | _passed_on(modules[name], own) for name, functions in own.items()}


def _public(tree):
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


def _holds_styled(tree):
    marks = [mark for node in tree.body if isinstance(node, ast.FunctionDef) for mark in node.decorator_list]
    return any(isinstance(mark, ast.Attribute) and mark.attr == "styled" for mark in marks)


def _passed_on(tree, own):
    """Functions of other drawing modules that a module imports by name."""
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in imports for alias in node.names if alias.name in own.get(node.module or "", ())}


def drawn(path):
    """Figures that each cell of a notebook draws: {number of the cell, from 0, text included: figures}, zeros left out.

    Raises ValueError where the source does not tell: a figure drawn in a loop, or a cell that is no Python.
    """
    cells = nbformat.read(path, as_version=4).cells
    sources = {index: ast.parse(cell.source) for index, cell in enumerate(cells) if cell.cell_type == "code"}
    names = {}
    for tree in sources.values():
        names |= _imported(tree)
    counts = {index: _count(tree, names, f"{Path(path).name}, cell {index}") for index, tree in sources.items()}
    return {index: count for index, count in counts.items() if count}


def _imported(tree):
    """The names under which a cell imports drawing modules: {name: module}."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == PACKAGE
        for alias in node.names
        if alias.name in drawing_modules()
    }


def _count(tree, names, where):
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    on_given_axes = {id(call.func) for call in calls if "ax" in {word.arg for word in call.keywords}}
    uses = [node for node in ast.walk(tree) if _is_drawing(node, names) and id(node) not in on_given_axes]
    repeated = {id(part) for node in ast.walk(tree) if isinstance(node, _REPEATED) for part in ast.walk(node)}
    if any(id(node) in repeated for node in uses):
        raise ValueError(f"{where}: a figure is drawn in a loop, so the source does not tell how many there are.")
    return len(uses)


def _is_drawing(node, names):
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names):
        return False
    return node.attr in drawing_modules()[names[node.value.id]]
