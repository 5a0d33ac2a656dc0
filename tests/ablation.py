"""What does each rule of reported speech decide? Each is switched off in turn, and the annotated articles read again.

python tests/ablation.py                          the rules of resources/speech/*_rules.tsv (`make ablation`)
python tests/ablation.py --guards                 and each condition in the code: if, elif, `x if`, part of and / or
python tests/ablation.py --out ablation.tsv       writes the table there, too
python tests/ablation.py --caught 60 --seed 0     60 of both at random: do the kept rows or the texts of tests see it?

Articles: fit, development and sample of data/annotations, and ../shared/gold where it is there. The part `held` is
never read. Decisions: the outcomes of `benchmarks/quotations.py`, one for each annotated stretch and each stretch that
was found in vain; better and worse count them by what is right of each (found, reporting word, speaker, person).
A rule or condition that is switched off leaves its question to the rest: an `if` never holds, a part of and / or is not
asked. All happens in this process; nothing is written but --out.
"""

import argparse
import ast
import functools
import importlib
import json
import pkgutil
import random
import signal
import sys
import types
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "benchmarks"), str(HERE / "arabic" / "speech")]

import _annotations as annotations  # noqa: E402
import quotations  # noqa: E402
import test_kept_rows as kept  # noqa: E402

from helpers.arabic import speech  # noqa: E402
from helpers.arabic.speech import reported  # noqa: E402
from helpers.arabic.speech.speakers import people  # noqa: E402
from helpers.arabic.speech.words import rules  # noqa: E402

GOLD = kept.ROOT.parent / "shared" / "gold"
ANSWERS = ("tp", "Verb", "Speaker", "Resolved")  # what can be right of a decision
ALWAYS = object()
SECONDS = 5  # an article takes milliseconds; without a condition a loop may not end
_MODULES_OF_WORDS = (".words.", ".text.")  # what they say is remembered word by word
_TABLES_READ = {"_listed", "_dictionary", "rooted", "_all", "table", "members", "lemmas", "classes", "_shapes", "forms",
                "_paradigms", "weights", "_table", "_letters", "_classes"}  # fmt: skip


class Item(NamedTuple):
    """A rule (table: its question) or a condition of the code (module, line) that can be switched off."""

    where: str
    line: int
    text: str
    number: int  # of the rule in its question, of the condition in its module


# --- the conditions of the code -------------------------------------------------------------------------------------


class Condition(NamedTuple):
    """`slot`: where its test stands in the tree; `matters`: the truth of the test that makes it count, or ALWAYS."""

    top: ast.stmt
    slot: tuple
    matters: object
    replace: tuple  # (slot, what stands there when it is switched off)


def conditions(tree):
    """All conditions in the functions of a module, as a list of Condition in a fixed order."""
    found = []
    for top in tree.body:
        if isinstance(top, (ast.FunctionDef, ast.ClassDef)) and not _is_compiled(top):
            for owner in ast.walk(top):
                for slot, node in _children(owner):
                    found += [Condition(top, *rest) for rest in _conditions_at(slot, node)]
    return found


def _is_compiled(top):
    """True for a function that numba compiles: it cannot be switched off, and has a test of its own (test_items)."""
    return any("njit" in ast.unparse(decorator) for decorator in top.decorator_list)


def _children(owner):
    for field, value in ast.iter_fields(owner):
        if isinstance(value, list):
            yield from (((owner, field, k), node) for k, node in enumerate(value) if isinstance(node, ast.AST))
        elif isinstance(value, ast.AST):
            yield (owner, field, None), value


def _conditions_at(slot, node):
    if isinstance(node, ast.If):
        yield (node, "test", None), True, ((node, "test", None), ast.Constant(False))
    elif isinstance(node, ast.IfExp):
        yield (node, "test", None), True, (slot, node.orelse)
    elif isinstance(node, ast.comprehension):
        for k in range(len(node.ifs)):
            yield (node, "ifs", k), False, ((node, "ifs", k), ast.Constant(True))
    elif isinstance(node, ast.BoolOp):
        asked = isinstance(slot[0], (ast.If, ast.IfExp, ast.While, ast.BoolOp, ast.UnaryOp)) and slot[1] != "body"
        for k in range(len(node.values)):
            left = node.values[:k] + node.values[k + 1 :]
            rest = left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
            matters = isinstance(node.op, ast.Or)
            if not matters and not asked and k == len(left):
                matters = ALWAYS  # `a and b` is b where both hold
            yield (node, "values", k), matters, (slot, rest)


def _put(slot, node):
    """Put a node into a slot -> what stood there."""
    owner, field, k = slot
    old = getattr(owner, field) if k is None else getattr(owner, field)[k]
    if k is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[k] = node
    return old


def _at(slot):
    owner, field, k = slot
    return getattr(owner, field) if k is None else getattr(owner, field)[k]


# --- switching off --------------------------------------------------------------------------------------------------


class Switchboard:
    """The code of reported speech as it is loaded, to be switched off piece by piece."""

    def __init__(self):
        self.modules = dict(_modules(speech))
        self.trees = {name: ast.parse(Path(m.__file__).read_text("utf-8")) for name, m in self.modules.items()}
        self.conditions = {name: conditions(tree) for name, tree in self.trees.items()}
        self.functions = {}
        for name, module in self.modules.items():
            code = compile(self.trees[name], module.__file__, "exec")
            for qualified in _codes(code):
                function = _function(module, qualified)
                if function is not None:
                    self.functions[name, qualified] = function
        self.caches = defaultdict(list)
        for name, module in self.modules.items():
            for key, value in vars(module).items():
                if isinstance(value, type) or key in _TABLES_READ:
                    continue
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    self.caches[name].append(value)

    def rules(self):
        """All rules of the tables: list of Item."""
        return [
            Item(question, 0, f"{rule.name} [{rule.when}] -> {rule.verdict}", number)
            for question, found in rules._all().items()
            for number, rule in enumerate(found)
        ]

    def guards(self):
        """All conditions of the code: list of Item."""
        out = []
        for name, found in self.conditions.items():
            for number, condition in enumerate(found):
                test = _at(condition.slot)
                kind = type(condition.slot[0]).__name__.lower()
                out.append(Item(name, getattr(test, "lineno", 0), f"{kind} {ast.unparse(test)}", number))
        return out

    def forget(self, everything=True):
        """Empty what functions remember; not `everything`: only what is not about single words."""
        for name, caches in self.caches.items():
            if everything or not any(part in name for part in _MODULES_OF_WORDS):
                for cache in caches:
                    cache.cache_clear()

    @contextmanager
    def without(self, item):
        """Read without a rule or condition."""
        words = any(part in item.where for part in _MODULES_OF_WORDS)
        undo = self._rule_off(item) if item.where not in self.modules else self._condition_off(item)
        self.forget(words)
        try:
            yield
        finally:
            undo()
            self.forget(words)

    def _rule_off(self, item):
        table = rules._all()
        found = table[item.where]

        def put(value):
            table[item.where] = value
            rules.table.cache_clear()
            rules._candidates.cache_clear()
            rules._tests.cache_clear()

        put(found[: item.number] + found[item.number + 1 :])
        return lambda: put(found)

    def _condition_off(self, item):
        condition = self.conditions[item.where][item.number]
        slot, node = condition.replace
        old = _put(slot, node)
        try:
            return self._install(item.where, [condition.top])
        finally:
            _put(slot, old)

    def _install(self, name, statements):
        """Give the functions of some statements of a module the code of these statements -> what undoes it."""
        module = ast.fix_missing_locations(ast.Module(statements, []))
        new = _codes(compile(module, self.modules[name].__file__, "exec"))
        changed = [(self.functions[name, q], code) for q, code in new.items() if (name, q) in self.functions]
        old = [(function, function.__code__) for function, _ in changed]
        for function, code in changed:
            function.__code__ = code

        def undo():
            for function, code in old:
                function.__code__ = code

        return undo

    def hits(self, texts, forget=True, told=reported.rows):
        """Where each rule decides and each condition counts: {Item: numbers of texts}, by a reading of all texts."""
        found, here = defaultdict(set), [0]
        guards = self.guards()
        seen, matters = [set() for _ in guards], []

        def hit(k, value):
            if matters[k] is ALWAYS or bool(value) is matters[k]:
                seen[k].add(here[0])
            return value

        undos = []
        for name, module in self.modules.items():
            tree = ast.parse(Path(module.__file__).read_text("utf-8"))
            for condition in conditions(tree):
                called = [ast.Constant(len(matters)), _at(condition.slot)]
                _put(condition.slot, ast.Call(ast.Name("__hit__", ast.Load()), called, []))
                matters.append(condition.matters)
            module.__hit__ = hit
            undos.append(self._install(name, tree.body))
        by_rule = {id(rule): item for item, rule in zip(self.rules(), _every_rule(), strict=True)}
        first = rules.first

        def first_seen(question, judged):
            rule = first(question, judged)
            if rule is not None:
                found[by_rule[id(rule)]].add(here[0])
            return rule

        rules.first = first_seen
        try:
            for here[0], text in enumerate(texts):
                if forget:
                    self.forget()
                told(text)
        finally:
            rules.first = first
            for undo in undos:
                undo()
            self.forget()
        return found | dict(zip(guards, seen, strict=True))


def _every_rule():
    return [rule for found in rules._all().values() for rule in found]


def _modules(package):
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if found.ispkg:
            yield from _modules(module)
        else:
            yield module.__name__, module


def _codes(code):
    """Qualified name -> code of the functions in a code object, those within functions left out."""
    out = {}
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType) and "<" not in inner.co_qualname:
            out |= {inner.co_qualname: inner} | _codes(inner)
    return out


def _function(module, qualified):
    found = module
    for part in qualified.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    if isinstance(found, functools.cached_property):
        found = found.func
    elif isinstance(found, property):
        found = found.fget
    found = getattr(found, "__wrapped__", getattr(found, "__func__", found))
    return found if isinstance(found, types.FunctionType) else None


def read(text, told=reported.rows):
    """What is told of a text, or the name of the error that broke the reading off."""

    def late(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return told(text)
    except Exception as error:  # whatever the reading without a condition breaks on
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


# --- what it decides ------------------------------------------------------------------------------------------------


def articles():
    """The annotated articles that are at hand, but for the held ones."""
    return annotations.articles("fit", "development", "sample") + _gold()


def _gold():
    """The older annotations of quotations in ../shared/gold, in the form of data/annotations."""
    path = GOLD / "quotes_dev.jsonl"
    found = []
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        record = json.loads(line)
        spans = []
        for quote in record["quotes"]:
            span = {"start": quote["start"], "end": quote["end"], "kind": quote["type"]}
            span["speaker_form"] = quote.get("speaker_form") or "none"
            for key in ("cue", "speaker", "resolved"):
                place = quote.get(key)
                if place and place.get("start") is not None:
                    span[key] = [place["start"], place["end"]]
            spans.append(span)
        found.append({"id": record["id"], "part": "gold", "text": record["text"], "spans": spans})
    return found


def decisions(article, rows):
    """{(group, annotated or found, start): outcome}; the older annotations have no indirect speech."""
    out = {}
    for group in quotations.GROUPS if article["part"] != "gold" else ("quotations",):
        for span, row in quotations.pairs(article["spans"], rows, group == "indirect"):
            key = (group, "annotated", span["start"]) if span else (group, "found", row.start)
            out[key] = quotations.judge(article["text"], span, row)
    return out


def right(outcome):
    """How much of a decision is right; what is found in vain counts against it."""
    return sum(bool(outcome.get(name)) for name in ANSWERS) - outcome["fp"] if outcome else 0


def ablation(board, items):
    """Switch each item off -> list of (item, decisions changed, better, worse, rows changed, note)."""
    read_articles = articles()
    before = [reported.rows(article["text"]) for article in read_articles]
    base = [decisions(*pair) for pair in zip(read_articles, before, strict=True)]
    hits = board.hits([article["text"] for article in read_articles])
    out = []
    for number, item in enumerate(items):
        if sys.stderr.isatty() and number % 20 == 0:
            print(f"\r{number} of {len(items)}", end="", file=sys.stderr)
        counts, note = [0, 0, 0, 0], ""
        with board.without(item):
            for k in sorted(hits.get(item, ())):
                rows = read(read_articles[k]["text"])
                if isinstance(rows, str):
                    note = rows  # the rest cannot do without it
                    break
                if rows != before[k]:
                    new = decisions(read_articles[k], rows)
                    counts = [a + b for a, b in zip(counts, _compared(base[k], new, before[k], rows), strict=True)]
        out.append((item, *counts, note))
    return out


def _compared(old, new, old_rows, new_rows):
    changed = [(old.get(key), new.get(key)) for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    better = sum(right(b) > right(a) for a, b in changed)
    worse = sum(right(b) < right(a) for a, b in changed)
    return len(changed), better, worse, (len(set(old_rows) ^ set(new_rows)) + 1) // 2


def table(results):
    """Lines of the table, by what is decided; what breaks the reading off comes first."""
    yield "where\trule\tdecisions changed\tbetter without it\tworse without it\trows changed\tnote"
    for item, *counts, note in sorted(results, key=lambda r: (not r[-1], -r[1], -r[4], r[0])):
        yield "\t".join([_place(item), item.text, *map(str, counts), note])


def _place(item):
    return f"{item.where.removeprefix(speech.__name__ + '.')}{f':{item.line}' if item.line else ''}"


# --- do the tests see it --------------------------------------------------------------------------------------------


def test_texts():
    """The texts in the tests of reported speech: strings with four words or more."""
    found = {}
    for path in sorted((HERE / "arabic" / "speech").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count(" ") >= 3:
                if any("\u0621" <= letter <= "\u064a" for letter in node.value):
                    found[node.value] = None
    return list(found)


def told(text):
    """What is kept of a text (`test_kept_rows.told`), of each of a tuple; of a list: whose names are one."""
    if isinstance(text, list):
        return people.together(text)
    return [kept.told(part) for part in text] if isinstance(text, tuple) else kept.told(text)


def caught(board, items, texts):
    """The items whose absence changes what is told of a text, and the rest with the reason: two lists."""
    before = [told(text) for text in texts]
    hits = board.hits(texts, told=told)
    seen, unseen = [], []
    for item in items:
        with board.without(item):
            if any(read(texts[k], told) != before[k] for k in sorted(hits.get(item, ()))):
                seen.append(item)
            else:
                unseen.append((item, f"counts in {len(hits.get(item, ()))} of {len(texts)} texts and changes no row"))
    return seen, unseen


def main():
    """Print the table, or what the tests see."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--guards", action="store_true", help="the conditions in the code, too (long)")
    options.add_argument("--out", type=Path, help="a file for the table")
    options.add_argument("--caught", type=int, metavar="N", help="how many of N at random the tests see")
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    board = Switchboard()
    if chosen.caught:
        every = board.rules() + board.guards()
        items = random.Random(chosen.seed).sample(every, chosen.caught)
        texts = [text for _, _, text in kept.texts(kept.kept())] + test_texts()
        texts += map(tuple, kept.made().values())
        texts += [kept.mentions(kept.kept(), parts) for parts in kept.NAMES.values()]
        seen, unseen = caught(board, items, texts)
        for item, reason in unseen:
            print(f"not caught: {_place(item)}\t{item.text}\t{reason}")
        print(f"{len(seen)} of {len(items)} caught, of {len(every)} rules and conditions (seed {chosen.seed})")
        return
    results = ablation(board, board.rules() + (board.guards() if chosen.guards else []))
    lines = list(table(results))
    if chosen.out:
        chosen.out.write_text("\n".join(lines) + "\n", "utf-8")
    nothing = [item for item, changed, *_, note in results if not changed and not note]
    print("\n".join(lines))
    print(f"\n{len(nothing)} of {len(results)} decide nothing in the annotated articles:")
    print("\n".join(f"{_place(item)}\t{item.text}" for item in nothing))


if __name__ == "__main__":
    main()
