"""Which notebooks of a run wait for which, and how many are run at the same time."""

import ast
import json
import os
import re
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

_OUTPUT = re.compile(r"(\d\d)_\w")
#: What a notebook calls that looks at the outputs of all the others.
_LOOKS_AT_ALL = {
    ("outputs", "listing"), ("report", "write"), ("manuscript", "write"), ("workbook", "write"), ("gallery", "write"),
    ("method", "paragraph"), ("method", "write"), ("chapters", "of"), ("findings", "of"),
}  # fmt: skip
_KEYWORDS = "06"  # whose table `chosen.words` takes; that module takes a second to load
_MOST = 4  # notebooks at a time
#: What one kernel may take of memory: libraries, and so many times the size of `derived`.
_LIBRARIES, _TIMES = 1 << 30, 12


def needs(path, paths):
    """The notebooks of `paths` that must be done before the one at `path` begins: a set.

    All need the data, which the first of them makes. A notebook needs those whose outputs its code names
    ("04_themes"), or those before it when it lists all outputs. So does one whose code is not plain Python.
    """
    return {other for other in paths[:1] if other.stem < path.stem} | _read(path, paths)


def _read(path, paths):
    """The notebooks whose outputs the one at `path` reads."""
    before = [other for other in paths if other.stem < path.stem]
    try:
        found = _named(code(path))
    except (SyntaxError, ValueError, KeyError, TypeError, OSError):
        found = None
    return {other for other in before if found is None or other.stem[:2] in found}


def makes_data(source):
    """Whether a cell with this source makes the data that all notebooks need."""
    return "store.build(" in source


def everywhere(paths):
    """Those of `paths` that look at all outputs, or whose code is not plain Python: a set."""
    found = set()
    for path in paths:
        try:
            found |= {path} if _named(code(path)) is None else set()
        except (SyntaxError, ValueError, KeyError, TypeError, OSError):
            found.add(path)
    return found


def code(path):
    """The statements of the code cells of a notebook, as one syntax tree."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]  # nbformat takes a second to load
    return ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))


def _named(tree):
    """Numbers of the notebooks whose outputs the code names; None for all of them."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(_OUTPUT.findall(node.value))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            verb = node.value.id, node.attr
            if verb in _LOOKS_AT_ALL:
                return None
            found |= {_KEYWORDS} if verb == ("chosen", "words") else set()
    return found


def imported(paths):
    """The modules of Khitab that notebooks import: a sorted list of names."""
    found = set()
    for path in paths:
        try:
            tree = code(path)
        except (SyntaxError, ValueError, KeyError, TypeError, OSError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
                found |= {f"{node.module}.{name.name}" for name in node.names}
    return sorted(found)


def jobs(study):
    """How many notebooks are run at a time: one a processor, a few at most, and as many as the memory holds."""
    import psutil

    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = sum(path.stat().st_size for path in study.derived.glob("*.arrow"))
    return max(1, min(processors, _MOST, psutil.virtual_memory().available // (_LIBRARIES + _TIMES * size)))


def in_turn(paths, work, count, *, begun, stop, data=None):
    """Call `work` for each path, each when what it needs is done, first those that most others wait for: yields
    (path, result).

    count: is called when none is at work, and when the data are there, for how many may be at a time. begun: is called
    with those at work whenever they have changed. What `work` raises, and Ctrl-C, is raised here: the rest is not
    begun, and what is at work is ended by `stop`. data: a Future that is done when the data are there, whether or not
    the first path is.
    """
    waits = {path: needs(path, paths) for path in paths}
    behind = {path: sum(path in _all_before(other, waits) for other in paths) for path in paths}
    by_weight = sorted(paths, key=lambda path: -behind[path])  # else in their order
    data, there = data or Future(), False
    done, at_work, most = set(), {}, 1
    with ThreadPoolExecutor(_MOST) as pool:
        try:
            while len(done) < len(paths):
                arrived = data.done() and not there
                if arrived:
                    there, waits = True, {path: _read(path, paths) for path in paths}
                most = most if at_work and not arrived else count()
                for path in by_weight:
                    free = path not in done and path not in at_work.values() and waits[path] <= done
                    if free and len(at_work) < most:
                        at_work[pool.submit(work, path)] = path
                begun(at_work.values())
                for future in wait([*at_work, *([] if there else [data])], return_when=FIRST_COMPLETED).done - {data}:
                    path = at_work.pop(future)
                    yield path, future.result()
                    done.add(path)
        except BaseException:
            stop()
            raise


def _all_before(path, waits):
    """What must be done before `path`, and before that, and so on."""
    found, left = set(), [path]
    while left:
        new = waits[left.pop()] - found
        found |= new
        left += new
    return found
