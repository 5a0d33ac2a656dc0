"""Every sentence that Khitab raises stands in the catalogue of Arabic sentences (resources/sentences/ar.tsv).

The source of `helpers` is read, not run: each `raise` of an error of Khitab gives the templates of its message,
followed through f-strings, variables, conditions and the functions that build a part of it. Each is filled in with made
values and must come back in Arabic with all of them.
"""

import ast
import functools
import itertools
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import helpers
from helpers import errors
from helpers.corpus import documents
from helpers.corpus.reading import files
from helpers.display import sentences
from helpers.study import keys

ROOT = Path(helpers.__file__).parent
OURS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.KhitabError)}
MOST = 40  # templates of one place, and of one part of it

#: Places whose message the source does not tell, because words of it come from another error or out of a table:
#: (module, function) -> examples of what is raised there.
UNFOLLOWED = {
    ("analyses.collocations", "compare"): [
        'In the target: "الارهبا" does not occur. Did you mean "الإرهاب"?',
        'In the reference: The words of "أ ب" occur, but nowhere as neighbours in this order within a sentence.',
        'The windows of "الإرهاب" in the reference hold no token, or all of them.',
    ],
    ("arguments", "taken"): [
        'window is "5", but must be a whole number of words from 1 on (usually 5).',
        "tokens is a Corpus, but must be Tokens, which tokens.tokenize(corpus) returns.",
        "corpus is an empty list, but must be a Corpus, which documents.read(path) returns.",
        "table is None, but must be the table that keyness.compare returns.",
    ],
    ("analyses.keyness", "_check"): [
        "The target has no tokens; choose another part of the study ([keyness] target).",
        "The reference has no tokens; choose another part of the study ([keyness] reference).",
    ],
    ("corpus.assembly.cluster", "_raise_of_worker"): [
        "The Dask worker tcp://10.0.0.5:8786 cannot take or leave its files: s3://b/x is not there; check the names of "
        "bucket and folder.",
    ],
    ("corpus.search.lexicon_files", "_check"): [
        '/s/frames.toml: [rights]: The query "(حق" cannot be read: a ( is not closed.',
    ],
    ("corpus.search.nodes", "occurrences"): ['"الارهبا" does not occur. No spelling in the corpus comes near it.'],
    ("corpus.search.query", "_phrase"): ['"الارهبا" does not occur. Did you mean "الإرهاب", "الإرهابي"?'],
    ("study.comparison", "other"): [
        '/s/study.toml: [keyness] reference: there is no study "غد", neither as a path nor under /d. '
        "The studies under data/ are: sample.",
    ],
    ("study.comparison", "part"): [
        '/s/study.toml: [keyness] target: "الغد" names no part of a corpus; write column=value, as in source=الشرق.',
        '[keyness] target is "source=الغد", but no document is such. '
        'No document has source "الغد". Did you mean "الغد الجديد"?',
    ],
    ("study.settings", "_check_addresses"): [
        '/s/study.toml: [engine] scheduler is "lokal", but must be "", "local", "slurm" or the address of a Dask '
        'scheduler, such as "tcp://10.0.0.5:8786".',
        '/s/study.toml: [engine] shards: "s3" is no address, such as "s3://bucket/folder" or "file:///folder".',
        '/s/study.toml: [corpus] raw: "s3://" names no place; write what follows, as in "s3://bucket/folder".',
    ],
    ("study.settings", "_read"): [
        '/s/study.toml: [concordance] queries: The query "(" cannot be read: there is no word in it.',
    ],
    ("study.current", "load"): [
        'The current study cannot be opened; "khitab use STUDY" chooses another. '
        'there is no study "x", neither as a path nor under /d.',
    ],
    ("study.keys", "_check"): ['/s/study.toml: [terms] folds is 7, but must be a list of texts, such as ["alef"].'],
    ("study.keys", "_check_item"): ['/s/study.toml: [trends] min_docs is "20", but must be a whole number.'],
    ("study.outputs", "read_table"): [
        "This needs the table 06_keyness, which could not be computed. "
        "No term of 12 is key; the corpora may be too small or too alike. "
        "Look at [keyness] p, min_log_ratio, min_n and min_docs in study.toml; "
        'evidence = "tokens" there is a weaker test, of words only.',
    ],
    ("study.runner", "_run"): [
        "07_collocations.ipynb, cell 4 (x = collocations.several(t, nodes)): There is no node; give a list of words. "
        '08_concordance.ipynb, cell 3 (x): The query "(" cannot be read: there is no word in it. '
        "(The rest was computed: /f/report.html)",
    ],
    ("study.sheets.versions", "_write_book"): [
        "08_sample.xlsx is not written, only 08_sample.csv: 70,000 lines are too many for one.",
    ],
    ("study.runner", "_execute"): [
        "11_trends.ipynb, cell 2 (import …): The table is empty: there is nothing to draw.",
    ],
}


class Hole(NamedTuple):
    """What stands in a message at run time only: the code of it."""

    code: str


class Module(NamedTuple):
    """A module of helpers, as far as its messages ask for it."""

    name: str
    tree: ast.Module
    functions: dict  # name -> list of function nodes, of whatever class
    constants: dict  # name -> expression
    imported: dict  # name -> (module, name there)


@functools.cache
def modules():
    """All modules of helpers by dotted name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        package = parts[:-1]
        tree = ast.parse(path.read_text("utf-8"))
        functions, imported = {}, {}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                functions.setdefault(node.name, []).append(node)
            if isinstance(node, ast.ImportFrom) and node.level:
                base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
                for alias in node.names:
                    imported[alias.asname or alias.name] = (".".join(filter(None, base)), alias.name)
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        found[name] = Module(name, tree, functions, constants, imported)
    return found


class Place(NamedTuple):
    """Where an expression stands: its module and the functions around it, the outermost first."""

    module: Module
    functions: tuple


def texts(node, place, seen=()):
    """The templates that an expression may be: tuples of str and Hole."""
    hole = [(Hole(ast.unparse(node)),)]
    if len(seen) > 12:
        return hole
    if isinstance(node, ast.Constant):
        return [(node.value,)] if isinstance(node.value, str) else hole
    if isinstance(node, ast.JoinedStr):
        return _together([texts(part, place, seen) for part in node.values])
    if isinstance(node, ast.FormattedValue):
        return texts(node.value, place, seen)
    if isinstance(node, ast.IfExp):
        return texts(node.body, place, seen) + texts(node.orelse, place, seen)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return [found for value in node.values for found in texts(value, place, seen)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        both = [texts(node.left, place, seen), texts(node.right, place, seen)]
        written = any(isinstance(part, str) for side in both for text in side for part in text)
        return _together(both) if written else hole  # else a sum of numbers
    if isinstance(node, ast.Name):
        return _named(node.id, place, seen) or hole
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return _constant(node.value.id, node.attr, place, seen) or hole
    if isinstance(node, ast.Call):
        return _called(node, place, seen) or hole
    return hole


def _together(parts):
    """Texts one behind the other. Each alternative of a part occurs once at least, not with each of every other."""
    if not parts:
        return [("",)]
    most = max(map(len, parts))
    if len(list(itertools.islice(itertools.product(*parts), MOST + 1))) <= MOST:
        return [sum(chosen, ()) for chosen in itertools.product(*parts)]
    return [sum((part[i % len(part)] for part in parts), ()) for i in range(most)]


def _named(name, place, seen):
    """What a variable may hold: what is assigned to it in the functions around, or handed over as an argument."""
    if (place.module.name, name) in seen:
        return []
    seen = (*seen, (place.module.name, name))
    for depth in range(len(place.functions), 0, -1):
        function, inside = place.functions[depth - 1], Place(place.module, place.functions[:depth])
        assigned = list(_assigned(function, name))
        if assigned:
            return [found for value in assigned for found in texts(value, inside, seen)]
        arguments = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
        if name in arguments:
            return _handed_over(function, name, arguments, inside, seen)
    if name in place.module.constants:
        return texts(place.module.constants[name], Place(place.module, ()), seen)
    if name in place.module.imported:
        module, there = place.module.imported[name]
        return _constant_of(module, there, seen)
    return []


def _assigned(function, name):
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value
                elif isinstance(target, ast.Tuple) and name in [getattr(e, "id", None) for e in target.elts]:
                    values = [v for v in _values(node.value) if len(v.elts) == len(target.elts)]
                    at = [getattr(e, "id", None) for e in target.elts].index(name)
                    yield from (v.elts[at] for v in values)


def _values(node):
    """The tuples that an assignment of several names may take its values from."""
    if isinstance(node, ast.IfExp):
        return _values(node.body) + _values(node.orelse)
    return [node] if isinstance(node, ast.Tuple) else []


def _handed_over(function, name, arguments, place, seen):
    """What is given for an argument where the function is called in words, in its own module (lowest: anywhere)."""
    position, found = arguments.index(name), []
    if arguments[:1] == ["self"]:
        position -= 1
    for module in modules().values() if place.module.name in ("errors", "arguments") else [place.module]:
        for around, call in _calls(module, function.name):
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            value = named.get(name) or (call.args[position] if position < len(call.args) else None)
            if value is not None:
                given = texts(value, Place(module, around), seen)
                found += [text for text in given if any(isinstance(part, str) for part in text)]
    return list(dict.fromkeys(found))


def _calls(module, name):
    for around, node in walk(module.tree):
        if isinstance(node, ast.Call) and name in (getattr(node.func, "id", None), getattr(node.func, "attr", None)):
            yield around, node


def walk(tree, around=()):
    """Every node of a tree with the functions that it stands in."""
    for node in ast.iter_child_nodes(tree):
        yield around, node
        yield from walk(node, (*around, node) if isinstance(node, ast.FunctionDef) else around)


def _constant(owner, name, place, seen):
    """module.NAME, where the module is one of ours."""
    module, there = place.module.imported.get(owner, ("", ""))
    return _constant_of(".".join(filter(None, (module, there))), name, seen)


def _constant_of(module, name, seen):
    module = modules().get(module)
    if module is None or name not in module.constants:
        return []
    return texts(module.constants[name], Place(module, ()), seen)


def _called(call, place, seen):
    """The texts a call gives: those of a function or class of ours, or of `.format` on a text."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "format":
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        return [made for text in texts(function.value, place, seen) for made in _formatted(text, given, place, seen)]
    if isinstance(function, ast.Name) and function.id in OURS:
        return texts(call.args[0], place, seen)
    if isinstance(function, ast.Name) and function.id == "str" and len(call.args) == 1:
        return texts(call.args[0], place, seen)
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "self":
        return _returned(function.attr, place.module, seen)
    if isinstance(function, ast.Name):
        if function.id in place.module.functions:
            return _returned(function.id, place.module, seen)
        module, there = place.module.imported.get(function.id, ("", ""))
        return _returned(there, modules()[module], seen) if module in modules() else []
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        module, there = place.module.imported.get(function.value.id, ("", ""))
        module = ".".join(filter(None, (module, there)))
        return _returned(function.attr, modules()[module], seen) if module in modules() else []
    return []


def _returned(name, module, seen):
    if (module.name, f"{name}()") in seen:
        return []
    seen, found = (*seen, (module.name, f"{name}()")), []
    for function in module.functions.get(name, ()):
        place = Place(module, (function,))
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                found += [text for text in texts(node.value, place, seen) if any(isinstance(t, str) for t in text)]
    return found


def _formatted(text, given, place, seen):
    parts = []
    for part in text:
        for piece in re.split(r"(\{\w+\})", part) if isinstance(part, str) else [part]:
            name = piece[1:-1] if isinstance(piece, str) and piece.startswith("{") else None
            parts.append(texts(given[name], place, seen) if name in given else [(piece,)])
    return _together(parts)


def raised():
    """(module, function, line, templates) of every `raise` of an error of Khitab or of what may be one, and warning."""
    for module in modules().values():
        for around, node in walk(module.tree):
            said = node.exc if isinstance(node, ast.Raise) else warning(node)
            if said is not None and not foreign(said):
                found = dict.fromkeys(joined(text) for text in texts(said, Place(module, around)))
                written = [text for text in found if any(isinstance(part, str) for part in text)]
                yield module.name, ".".join(function.name for function in around), node.lineno, written


def warning(node):
    """The message of a call of `warnings.warn`; None for anything else."""
    told = isinstance(node, ast.Call) and ast.unparse(node.func) == "warnings.warn"
    return node.args[0] if told else None


def foreign(made):
    """Whether a class is raised that is none of ours; a variable or a function may hold an error of ours."""
    called = made.func if isinstance(made, ast.Call) else made
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name not in OURS and name.lstrip("_")[:1].isupper()


def joined(text):
    """A template without empty pieces and with neighbouring texts as one."""
    parts = []
    for part in text:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return tuple(parts)


def filled(text):
    """A template with a made value in each place: (sentence, values). The same code gives the same value."""
    values = {}
    for part in text:
        if isinstance(part, Hole) and part not in values:
            values[part] = f"كلمة_{len(values):02}" if len(values) % 2 else f"name_{len(values):02}"
    return "".join(values.get(part, part) for part in text), list(values.values())


def shown(text):
    """A template as the catalogue writes it."""
    number = {part: i for i, part in enumerate(dict.fromkeys(p for p in text if isinstance(p, Hole)), 1)}
    return "".join(f"{{{number[part]}}}" if part in number else part for part in text)


def missing(text):
    """What of a template's made values its Arabic lacks; the template itself when there is no Arabic."""
    sentence, values = filled(text)
    arabic = sentences.arabic(sentence)
    return [value for value in values if value not in arabic] if arabic else [shown(text)]


ARABIC = re.compile("[\u0621-\u064a]{2}")
PLACES = list(raised())


def test_the_source_is_really_read():
    assert len(PLACES) > 200
    found = {shown(text) for *_, texts_here in PLACES for text in texts_here}
    assert 'there is no notebook "{1}". The notebooks are {2}.' in found
    assert '"{1}" is no fold; there are {2}. Did you mean "{3}"?' in found
    assert 'The query "{1}" cannot be read: a ( is not closed.' in found


def test_every_error_has_its_arabic():
    lacking = [
        f'{module}.{function}, line {line}: there is no Arabic for: {shown(text)}'
        for module, function, line, found in PLACES if (module, function) not in UNFOLLOWED
        for text in found if missing(text)
    ]  # fmt: skip
    assert not lacking, (
        "Add a line to src/helpers/resources/sentences/ar.tsv for each: the English template, a tab, the Arabic one, "
        "with the same places; a part with words of its own is a place with a name and has lines of its own. If words "
        "are made where the source cannot be followed, add examples to UNFOLLOWED here.\n" + "\n".join(lacking)
    )


def test_places_that_cannot_be_followed_are_listed_with_examples():
    blind = {(module, function) for module, function, _, found in PLACES if not found}
    unlisted = blind - set(UNFOLLOWED)
    assert not unlisted, f"These raise what the source does not tell; add examples to UNFOLLOWED: {unlisted}"
    needed = blind | {(m, f) for m, f, _, found in PLACES for text in found if missing(text)}
    spare = set(UNFOLLOWED) - needed
    assert not spare, f"These can be followed, or are gone; take them out of UNFOLLOWED: {spare}"


@pytest.mark.parametrize("sentence", sorted({text for examples in UNFOLLOWED.values() for text in examples}))
def test_examples_of_those_places_have_their_arabic(sentence):
    arabic = sentences.arabic(sentence)
    assert ARABIC.search(arabic), f"Add the Arabic of this sentence to resources/sentences/ar.tsv: {sentence}"
    for value in re.findall(r"(?:/[\w.]+)+|\[\w+\]|\d[\d,]*\d|\d", sentence):
        assert value in arabic


def test_the_kinds_of_keys_and_of_files_have_their_arabic():
    for section, known in keys.KEYS.items():
        for word, key in known.items():
            where = f"/data/study.toml: {keys.name(section, word)}"
            said = sentences.arabic(f"{where} is 7, but must be {key.kind}.")
            assert ARABIC.search(said) and key.kind not in said
    for ending, mend in files.MEND.items():
        said = sentences.arabic(f"/raw/a.{ending} cannot be read: .{ending} is not read; {mend}.")
        assert ARABIC.search(said) and mend not in said


def test_why_a_folder_holds_no_document_is_in_arabic_too(tmp_path):
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text("latin only")
    (tmp_path / "c.csv").write_text("x,y\nنص,نص\n", "utf-8")
    with pytest.raises(errors.InputError) as raised_here:
        documents.read(tmp_path)
    said = sentences.arabic(raised_here.value)
    assert "a.txt: ملف فارغ | b.txt: لا كلمة عربية | c.csv: لا يُعرف أي الأعمدة يحمل النص" in said and "x, y" in said


@pytest.mark.parametrize("part, template", [(p, t) for p, found in sentences.catalogue().items() for t in found])
def test_both_sides_of_a_line_have_the_same_places(part, template):
    assert sorted(set(template.english[1::2])) == sorted(set(template.arabic[1::2]))
    written = "".join(template.arabic[::2])
    assert part in ("kind", "names", "list", "reasons") or ARABIC.search(written) or template.weight < 4
    known = set(sentences.catalogue()) | {"error"}
    assert all(name.isdigit() or name in known for name in template.english[1::2])


def test_no_sentence_stands_twice():
    for part, found in sentences.catalogue().items():
        written = [tuple("{}" if piece.isdigit() else piece for piece in template.english) for template in found]
        twice = {text for text in written if written.count(text) > 1}
        assert not twice, f"{part}: {twice}"


# What is told of how files are read: notes, remarks of the readers, reasons why something is set aside.

_TOLD = ("remarks", "aside", "told")  # lists of such sentences
#: Modules in which sentences are told, and names of them that hold something else than whole sentences.
_READERS = ("corpus.reading.", "corpus.assembly.", "corpus.documents")


def told():
    """(module, line, templates) of every sentence that a reader tells, as far as the source can be followed."""
    for module in modules().values():
        if not module.name.startswith(_READERS):
            continue
        for around, node in walk(module.tree):
            for expression in _sentences_of(node):
                found = dict.fromkeys(joined(text) for text in texts(expression, Place(module, around)))
                whole = [text for text in found if any(isinstance(part, str) and " " in part for part in text)]
                yield module.name, node.lineno, whole


def _sentences_of(node):
    """The expressions of a node that are sentences on the reading of a file."""
    if isinstance(node, ast.Call):
        owner = getattr(getattr(node.func, "value", None), "id", "")
        if getattr(node.func, "attr", "") == "append" and owner in _TOLD and node.args:
            given = node.args[0]
            yield from [given.elts[-1]] if isinstance(given, ast.Tuple) and owner == "aside" else [given]
        if getattr(node.func, "attr", "") == "note" and node.args:
            yield node.args[0]
        for keyword in node.keywords:
            if keyword.arg == "remarks" and isinstance(keyword.value, ast.Tuple):
                yield from (one for one in keyword.value.elts if not isinstance(one, ast.Starred))


def lacks(text):
    """Whether a sentence on the reading of a file has no Arabic; a value in it may be a number or a part of its own."""
    holes = list(dict.fromkeys(part for part in text if isinstance(part, Hole)))
    for values in itertools.product(("7", "كلمة", "", "Telegram", files.MEND["7z"]), repeat=min(len(holes), 3)):
        value = dict(itertools.zip_longest(holes, values, fillvalue="7"))
        sentence = "".join(value.get(part, part) for part in text)
        found = sentences.of_problem(sentence)
        if found and ARABIC.search(found):
            return False
    return True


def test_what_is_told_of_how_files_are_read_has_its_arabic():
    found = list(told())
    assert sum(len(one) for *_, one in found) > 60
    lacking = [f"{module}, line {line}: there is no Arabic for: {shown(text)}"
               for module, line, one in found for text in one if lacks(text)]  # fmt: skip
    assert not lacking, "Add a line to resources/sentences/ar.tsv for each:\n" + "\n".join(lacking)
