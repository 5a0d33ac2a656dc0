"""The way of a text through the folder of reported speech leads through each module once, as far as it can.

Followed in the source: from `reported.rows` into each function that is called, in the order in which the code is
written, into each once. A change is where the next function lies in another module than the one before; it goes back
when that module had been left before. Methods are questions to what is at hand and no part of the way.
`python tests/arabic/speech/test_way.py` shows the way.
"""

import ast
import sys
from pathlib import Path

from helpers.arabic import speech

sys.path.insert(0, str(Path(__file__).parents[2]))  # when it is run as a script
from ways import changes

FOLDER = Path(speech.__file__).parent


class Source:
    """A module: its functions and what the names in it stand for."""

    def __init__(self, path):
        self.name = path.relative_to(FOLDER).with_suffix("").as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.names = {}  # name -> (module, name in it or None)
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.level:
                folder = Path(self.name).parents[node.level - 1] if node.level <= len(Path(self.name).parents) else None
                for alias in node.names if folder is not None else ():
                    inside = folder / (node.module or "").replace(".", "/")
                    module = (inside / alias.name).as_posix()
                    found = (module, None) if (FOLDER / f"{module}.py").is_file() else (inside.as_posix(), alias.name)
                    self.names[alias.asname or alias.name] = found


def way():
    """(module, function) of each function of the folder that a text goes through, in the order of the code."""
    sources = {source.name: source for source in map(Source, sorted(FOLDER.rglob("*.py")))}
    seen, found = set(), []

    def enter(module, name):
        function = sources[module].functions.get(name) if module in sources else None
        if function is None or (module, name) in seen:
            return
        seen.add((module, name))
        found.append((module, name))
        for node in _calls(function):
            enter(*_called(sources[module], node))

    enter("reported", "rows")
    return found


def _calls(function):
    """The calls in a function, in the order in which they stand in the code."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    calls += [arg for node in ast.walk(function) if isinstance(node, ast.Call) for arg in node.args]  # map(of, texts)
    return sorted(calls, key=lambda node: (node.end_lineno, node.end_col_offset))


def _called(source, node):
    """(module, function) that an expression names, ("", "") for anything else."""
    if isinstance(node, ast.Name):
        return source.names.get(node.id, (source.name, node.id))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module, name = source.names.get(node.value.id, ("", ""))
        return (module, node.attr) if name is None else ("", "")
    return "", ""


def test_at_most_a_third_of_the_changes_of_module_go_back():
    found = way()
    n, back = changes(found)
    assert len(found) > 100, found  # it was followed at all
    assert n <= 50
    assert 3 * back <= n, found


if __name__ == "__main__":
    followed = way()
    print("{} changes of module, {} back".format(*changes(followed)))
    print("\n".join(f"    {module:24}{function}" for module, function in followed))
