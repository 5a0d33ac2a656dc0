"""Does a test fail when the code is changed? A sample of small changes, each put to the tests that run its line.

python tests/mutants.py                    200 changes of measures, analyses, corpus, arabic (`make mutants`)
python tests/mutants.py --n 40 --seed 7    fewer, others
python tests/mutants.py --folders arabic/speech --tests arabic properties analyses
python tests/mutants.py --again            only those that survived the last time, with the tests as they are now
python tests/mutants.py --go-on            where it was broken off

Works in a copy of the tree in the temporary folder (--work names another), never in the tree itself. Which tests run
which line is measured once, with coverage contexts, and kept there; --fresh measures anew. A change is caught when a
test fails, breaks off or takes far longer than it did. What survives is listed; `tests/mutants_survivors.tsv` holds the
reason for each that is known. Exit code 1 when fewer than 85 of 100 are caught.
"""

import argparse
import ast
import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("measures", "analyses", "corpus", "arabic")
LEFT_OUT = ("arabic/speech", "analyses/reported_speech.py")  # unless they are named
TESTS = ("measures", "published", "properties", "analyses", "arabic", "corpus", "test_schema.py")
REASONS = Path(__file__).with_name("mutants_survivors.tsv")
ENOUGH = 0.85
ROUNDS = 15, 30  # seconds of the tests that are tried first, and of the files that are tried where these pass
BY_CASE = 10  # seconds of all cases of a test from which on they are chosen one by one
RECORDED = "test_recorded.py"  # these see most changes
LONGEST = 120  # seconds a round may take at all

COMPARED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
CALCULATED = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "/", ast.Mod: "*", ast.Pow: "*",
    ast.BitAnd: "|", ast.BitOr: "&", ast.LShift: ">>", ast.RShift: "<<",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: bytes `start` to `end` of a file are replaced."""

    file: str  # below src/helpers
    function: str  # "" at the top of the module
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def key(self):
        """What names a change even when the lines above it move."""
        return self.file, self.function, self.before, self.after

    def apply(self, source):
        """The bytes of the file with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


class _Finder(ast.NodeVisitor):
    """Gathers the changes of one file: `found`. Docstrings, annotations, decorators and `strict=` are left alone."""

    def __init__(self, file, source):
        self.file, self.source, self.function, self.found = file, source, [], []
        starts = [0]
        for line in source.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self.starts = starts

    def place(self, node):
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset

    def add(self, line, start, end, after):
        before = self.source[start:end].decode()
        if before != after:
            self.found.append(Mutant(self.file, ".".join(self.function), line, start, end, before, after))

    def text(self, node):
        start, end = self.place(node)
        return self.source[start:end].decode()

    def between(self, one, other, pattern, after):
        """Replace the operator that stands between two nodes."""
        start, end = self.place(one)[1], self.place(other)[0]
        match = re.search(pattern, self.source[start:end].decode())
        if match:
            offset = start + len(self.source[start:end].decode()[: match.start()].encode())
            self.add(one.end_lineno, offset, offset + len(match[0].encode()), after)

    def visit_ClassDef(self, node):
        self.visit_FunctionDef(node)

    def visit_FunctionDef(self, node):
        self.function.append(node.name)
        if isinstance(node, ast.FunctionDef):
            for default in [*node.args.defaults, *node.args.kw_defaults]:
                if default is not None:
                    self.visit(default)
                    if isinstance(default, ast.Constant) and isinstance(default.value, str) and default.value:
                        self.add(default.lineno, *self.place(default), '""')
        for child in node.body:
            self.visit(child)
        self.function.pop()

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)

    def visit_keyword(self, node):
        if node.arg != "strict":
            self.visit(node.value)

    def visit_Compare(self, node):
        for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            self.between(left, right, r"not\s+in|is\s+not|[<>=!]=|[<>]|\bin\b|\bis\b", COMPARED[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between(left, right, r"\b(and|or)\b", "or" if isinstance(node.op, ast.And) else "and")
        self.generic_visit(node)

    def visit_BinOp(self, node):
        texts = any(isinstance(side, ast.JoinedStr | ast.List) for side in (node.left, node.right))
        if type(node.op) in CALCULATED and not texts:
            self.between(node.left, node.right, r"\*\*|//|<<|>>|[-+*/%&|]", CALCULATED[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self.add(node.lineno, *self.place(node), self.text(node.operand))
        self.generic_visit(node)

    def visit_Constant(self, node):
        value, place = node.value, self.place(node)
        if isinstance(value, bool):
            self.add(node.lineno, *place, str(not value))
        elif isinstance(value, int | float):
            self.add(node.lineno, *place, repr(value + 1 if isinstance(value, int) and value < 10 else value * 2))

    def visit_JoinedStr(self, node):
        """Nothing inside of a sentence: what it says is tested by other means."""

    def visit_Return(self, node):
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add(node.lineno, *self.place(node.value), "None")
        self.generic_visit(node)

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node.value, ast.Call):
            self.add(node.lineno, *self.place(node), "pass")
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        self.add(node.lineno, *self.place(node), "pass")
        self.generic_visit(node)

    def visit_Assign(self, node):
        if isinstance(node.targets[0], ast.Subscript | ast.Attribute):
            self.add(node.lineno, *self.place(node), "pass")
        self.generic_visit(node)

    def visit_Raise(self, node):
        self.add(node.lineno, *self.place(node), "pass")

    def visit_Continue(self, node):
        self.add(node.lineno, *self.place(node), "break")

    def visit_Break(self, node):
        self.add(node.lineno, *self.place(node), "continue")


def of_file(path, base):
    """All changes of one file; a few of them may not compile."""
    source = path.read_bytes()
    finder = _Finder(path.relative_to(base).as_posix(), source)
    finder.visit(ast.parse(source))
    return finder.found


def compiles(mutant, base):
    """Whether the file is still Python with the change."""
    try:
        compile(mutant.apply((base / mutant.file).read_bytes()), mutant.file, "exec")
    except SyntaxError:
        return False
    return True


def sample(base, folders, n, seed):
    """`n` changes drawn from the modules of some folders below src/helpers: how many there are, and those drawn.

    Each change has a number of its own, from the seed and what it is (not where), and the smallest are drawn: a line
    more in a file, or a file in another folder, exchanges few of them.
    """
    found = []
    for path in sorted(base.rglob("*.py")):
        file = path.relative_to(base).as_posix()
        left_out = any(file.startswith(name) and name not in folders for name in LEFT_OUT)
        if any(file.startswith(name) for name in folders) and not left_out:
            found += of_file(path, base)
    numbers, seen = {}, Counter()
    for mutant in found:
        what = (Path(mutant.file).stem, *mutant.key[1:])
        numbers[mutant] = hashlib.sha256(repr((seed, what, seen[what])).encode()).digest()
        seen[what] += 1
    able = (mutant for mutant in sorted(found, key=numbers.get) if compiles(mutant, base))
    drawn = itertools.islice(able, n)
    return len(found), sorted(drawn, key=lambda mutant: (mutant.file, mutant.start, mutant.after))


def copy_tree(to):
    """The files of the project as they are now, what git ignores left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    shutil.rmtree(to, ignore_errors=True)
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def copy_tests(tree):
    """The tests as they are now, beside the code as it was measured."""
    shutil.rmtree(tree / "tests")
    shutil.copytree(ROOT / "tests", tree / "tests", ignore=shutil.ignore_patterns("__pycache__"))


def pytest_runtest_logreport(report):
    """As a plugin of the first run: seconds of each phase of each test, and whether it passed."""
    if "KHITAB_SECONDS" in os.environ:
        with open(os.environ["KHITAB_SECONDS"], "a", encoding="utf-8") as file:
            file.write(json.dumps([report.nodeid, report.duration, report.outcome]) + "\n")


class Bench:
    """The copy of the tree, and what is known of its tests."""

    def __init__(self, work):
        self.work, self.tree = work, work / "tree"
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(self.tree / "src"), str(self.tree / "tests")]),
            "PYTHONDONTWRITEBYTECODE": "1", "NUMBA_CACHE_DIR": str(work / "numba"),
            "XDG_CACHE_HOME": str(work / "cache"), "HYPOTHESIS_STORAGE_DIRECTORY": str(work / "hypothesis"),
        }  # fmt: skip

    def measure(self, names):
        """Run the tests of these folders and files once and note which runs which line, and for how long."""
        (self.work / "seconds.jsonl").unlink(missing_ok=True)
        print("Copying the tree and measuring which tests run which line (minutes) ...", flush=True)
        copy_tree(self.tree)
        (self.work / "coverage.cfg").write_text("[run]\nsource = src/helpers\nomit = */resources/*\n")
        options = ["--cov", f"--cov-config={self.work / 'coverage.cfg'}", "--cov-context=test", "--cov-report="]
        tests = [f"tests/{name}" for name in names if (self.tree / "tests" / name).exists()]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "mutants", *options, *tests]
        told = self.work / "measured.txt"
        environment = self.environment | {
            "KHITAB_SECONDS": str(self.work / "seconds.jsonl"), "COVERAGE_FILE": str(self.work / "coverage"),
        }  # fmt: skip
        with open(told, "wb") as file:
            code = subprocess.run(command, cwd=self.tree, env=environment, stdout=file, stderr=file).returncode
        print(told.read_text(errors="replace").splitlines()[-1], flush=True)
        if code:
            raise SystemExit(f"The tests must pass before anything is changed; see {told}.")

    def load(self):
        """Read what `measure` noted."""
        from coverage import CoverageData

        self.seconds = defaultdict(float)
        for line in (self.work / "seconds.jsonl").read_text("utf-8").splitlines():
            test, seconds, _ = json.loads(line)
            for name in {test, test.partition("[")[0], test.partition("::")[0]}:
                self.seconds[name] += seconds
        data = CoverageData(str(self.work / "coverage"))
        data.read()
        self.tests = {}  # file -> line -> tests
        base = self.tree / "src" / "helpers"
        for name in data.measured_files():
            lines = {
                line: {self._named(context.rpartition("|")[0]) for context in contexts if context}
                for line, contexts in data.contexts_by_lineno(name).items()
            }
            self.tests[Path(name).relative_to(base).as_posix()] = lines
        self.kept = set(self.caches())

    def _named(self, test):
        """A test as it is chosen: without its parameters, unless all of its cases together take long."""
        whole = test.partition("[")[0]
        return test if self.seconds[whole] > BY_CASE else whole

    def inside_others(self, file):
        """Whether compiled code of another file may hold this one's: it is then compiled anew, since it cannot know."""
        texts = {path.name: path.read_text("utf-8") for path in (self.tree / "src").rglob("*.py")}
        named = re.compile(rf"^(?:from|import) .*\b{Path(file).stem}\b", re.M)
        return any("njit" in text and named.search(text) for name, text in texts.items() if name != Path(file).name)

    def caches(self):
        return [path for path in (self.work / "cache").rglob("*") if path.is_file()]

    def of_module(self, file):
        """All tests that run a line of a module; of compiled ones, those of the modules that name it."""
        found = set().union(*self.tests.get(file, {}).values())
        if not found:
            stem = re.compile(rf"import.*\b{Path(file).stem}\b")
            for other in self.tests:
                if stem.search((self.tree / "src" / "helpers" / other).read_text("utf-8")):
                    found |= set().union(*self.tests[other].values())
        return found

    def covering(self, mutant):
        """The tests that run the changed line, or use what it defines."""
        lines = self.tests.get(mutant.file, {})
        source = (self.tree / "src" / "helpers" / mutant.file).read_text("utf-8")
        found = set()
        for node in ast.walk(ast.parse(source)):  # a statement of several lines is noted at one of them
            simple = isinstance(node, ast.stmt) and not hasattr(node, "body")
            if simple and node.lineno <= mutant.line <= node.end_lineno:
                found |= set().union(*(lines.get(n, ()) for n in range(node.lineno, node.end_lineno + 1)))
        found |= lines.get(mutant.line, set())
        if not found and mutant.function:  # a default of a function, or code that is compiled
            name = mutant.function.rpartition(".")[2]
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    found |= set().union(*(lines.get(n, ()) for n in range(node.body[0].lineno, node.end_lineno + 1)))
        if not found and not mutant.function:
            found = self._users(mutant, source)
        return found or self.of_module(mutant.file)

    def _users(self, mutant, source):
        """The tests of every line that names what the changed line of a module defines."""
        names = set()
        for node in ast.parse(source).body:
            if node.lineno <= mutant.line <= node.end_lineno:
                parts = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
                names |= {part.id for part in parts if isinstance(part.ctx, ast.Store)}
        if not names:
            return set()
        pattern, found = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b"), set()
        for file, lines in self.tests.items():
            text = (self.tree / "src" / "helpers" / file).read_text("utf-8")
            if file != mutant.file and not re.search(rf"\b{Path(mutant.file).stem}\b", text):
                continue
            for number, line in enumerate(text.splitlines(), start=1):
                if pattern.search(line):
                    found |= lines.get(number, set())
        return found

    def rounds(self, mutant):
        """Two lists: the tests that run the line, the quickest first; then the whole of their files; up to a limit."""
        covering = self.covering(mutant)
        own = f"test_{Path(mutant.file).stem}.py"
        # A fixture or a cache is filled by the first test that needs it: the others of a file use the line unseen.
        files = {test.partition("::")[0] for test in covering}
        files |= {path.relative_to(self.tree).as_posix() for path in (self.tree / "tests").rglob(own)}
        # What stands outside of functions is read once, before any test: what is recorded of its folder sees most.
        of_folder = self.tree / "tests" / Path(mutant.file).parts[0]
        files |= {path.relative_to(self.tree).as_posix() for path in of_folder.rglob(RECORDED)}
        return [self._quickest(names, own, limit) for names, limit in zip((covering, files), ROUNDS, strict=True)]

    def _quickest(self, names, own, limit):
        """Tests or files that take `limit` seconds together: of the module itself, what is recorded, the quickest."""
        chosen, total = [], 0.0
        for name in sorted(names, key=lambda name: (own not in name, RECORDED not in name, self.seconds[name], name)):
            total += self.seconds[name]
            if total > limit and own not in name and chosen:
                break
            chosen.append(name)
        return chosen

    def outcome(self, mutant):
        """("caught" or "survived", by what, seconds)."""
        path = self.tree / "src" / "helpers" / mutant.file
        source, began = path.read_bytes(), time.perf_counter()
        compiled = not mutant.function or self.inside_others(mutant.file)
        environment = self.environment | ({"NUMBA_CACHE_DIR": str(self.work / "fresh")} if compiled else {})
        first, rest = self.rounds(mutant)
        path.write_bytes(mutant.apply(source))
        try:
            by = "no test runs it"
            for tests in (first, rest):
                if tests:
                    by = self.run(tests, environment)
                    if by:
                        return "caught", by, time.perf_counter() - began
            return "survived", by, time.perf_counter() - began
        finally:
            path.write_bytes(source)
            shutil.rmtree(self.work / "fresh", ignore_errors=True)
            for made in set(self.caches()) - self.kept:
                made.unlink()

    def run(self, tests, environment):
        """What caught the change ("" if nothing did)."""
        listed, told = self.work / "tests.txt", self.work / "told.txt"
        listed.write_text("\n".join(tests), "utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no", f"@{listed}"]
        limit = min(30 + 3 * sum(self.seconds[test] for test in tests), LONGEST)
        with open(told, "wb") as file:
            process = subprocess.Popen(
                command, cwd=self.tree, env=environment, stdout=file, stderr=file, start_new_session=True
            )
            try:
                code = process.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return f"more than {limit:.0f} s"
        failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", told.read_text("utf-8", "replace"), re.M)
        return "" if code == 0 else failed[1] if failed else f"exit code {code}"


def reasons():
    """Key of a change -> why it may survive."""
    if not REASONS.is_file():
        return {}
    rows = [line.split("\t") for line in REASONS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {tuple(json.loads(f'"{part}"') for part in row[:4]): row[4] for row in rows}


def shown(key):
    """A key as a line of `mutants_survivors.tsv`."""
    return "\t".join(json.dumps(part, ensure_ascii=False)[1:-1] for part in key)


def earlier(told):
    """Change -> its last outcome, of the runs noted in a file."""
    rows = [json.loads(line) for line in told.read_text("utf-8").splitlines()] if told.is_file() else []
    return {Mutant(**mutant): outcome for mutant, outcome, _ in rows}


def main():
    """Draw, run, tell; see the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folders", nargs="+", default=list(FOLDERS))
    parser.add_argument("--tests", nargs="+", default=list(TESTS))
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "khitab-mutants")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--go-on", action="store_true")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("broken off"))  # so that the changed file is put back
    chosen.work.mkdir(parents=True, exist_ok=True)
    bench, told = Bench(chosen.work), chosen.work / "results.jsonl"
    if chosen.fresh or not (chosen.work / "seconds.jsonl").is_file():
        bench.measure(chosen.tests)
        told.unlink(missing_ok=True)
    bench.load()
    n_all, drawn = sample(bench.tree / "src" / "helpers", chosen.folders, chosen.n, chosen.seed)
    outcomes = earlier(told) if chosen.again or chosen.go_on else {}
    if chosen.again:
        copy_tests(bench.tree)
        outcomes = {mutant: outcome for mutant, outcome in outcomes.items() if outcome != "survived"}
    print(f"{len(drawn)} of {n_all:,} possible changes, seed {chosen.seed}", flush=True)
    for number, mutant in enumerate(drawn, start=1):
        if mutant not in outcomes:
            outcomes[mutant], by, seconds = bench.outcome(mutant)
            with open(told, "a", encoding="utf-8") as file:
                file.write(json.dumps([asdict(mutant), outcomes[mutant], by], ensure_ascii=False) + "\n")
            change = f"{mutant.file}:{mutant.line} {mutant.before!r} -> {mutant.after!r}"
            print(f"{number:>4} {seconds:5.0f} s {outcomes[mutant]:<8} {change[:110]}  [{by[:90]}]", flush=True)
    survivors = [mutant for mutant in drawn if outcomes[mutant] == "survived"]
    caught = 1 - len(survivors) / max(len(drawn), 1)
    print(f"\n{caught:.1%} of {len(drawn)} caught. Survivors (file, function, before, after, reason):")
    known = reasons()
    for mutant in survivors:
        print(f"{shown(mutant.key)}\t{known.get(mutant.key, '?')}")
    return int(caught < ENOUGH)


if __name__ == "__main__":
    sys.exit(main())
