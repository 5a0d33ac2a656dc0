"""The changes that `make mutants` makes: of every kind, each in its place, the same for the same seed."""

import ast
from pathlib import Path

import mutants
import pytest

BASE = Path(__file__).parents[1] / "src" / "helpers"
CODE = '''"""A docstring with 1 and not."""

import numba

LIMIT = 20  # قبل


@numba.njit(cache=True)
def scan(words, *, top=3, level="lemma"):
    """Another: 5 < 6."""
    found: list[int] = []
    total = 0
    for a, b in zip(words, words, strict=True):
        if not a and b <= top or a in found:
            continue
        total += len("كلمة") * 2
        found.append(a)
    if level != "lemma":
        raise ValueError(f"level is {level} and {1 + 1}")
    return found
'''
EXPECTED = [
    ("", "20", "40"), ("scan", "3", "4"), ("scan", '"lemma"', '""'), ("scan", "0", "1"), ("scan", "not a", "a"),
    ("scan", "and", "or"), ("scan", "<=", "<"), ("scan", "or", "and"), ("scan", "in", "not in"),
    ("scan", "continue", "break"), ("scan", 'total += len("كلمة") * 2', "pass"), ("scan", "*", "/"), ("scan", "2", "3"),
    ("scan", "found.append(a)", "pass"), ("scan", "!=", "=="),
    ("scan", 'raise ValueError(f"level is {level} and {1 + 1}")', "pass"), ("scan", "found", "None"),
]  # fmt: skip


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "measures" / "scan.py"
    path.parent.mkdir()
    path.write_text(CODE, encoding="utf-8")
    return mutants.of_file(path, tmp_path)


def test_every_kind_of_change_is_made_and_nothing_in_docstrings_decorators_or_messages(made):
    assert {(m.function, m.before, m.after) for m in made} == set(EXPECTED)
    assert len(made) == len(EXPECTED)


def test_a_change_is_made_in_its_place_and_nowhere_else(made):
    for mutant in made:
        text = mutant.apply(CODE.encode()).decode()
        number = mutant.line - 1
        before, after = CODE.splitlines(), text.splitlines()
        assert before[:number] == after[:number] and before[number + 1 :] == after[number + 1 :]
        assert before[number] != after[number] and mutant.after in after[number]
        assert ast.dump(ast.parse(text)) != ast.dump(ast.parse(CODE))


def test_a_sample_is_that_of_its_seed_and_a_larger_one_holds_it():
    n_all, drawn = mutants.sample(BASE, ["measures"], 30, seed=1)
    assert n_all > 500 and len(drawn) == 30
    assert mutants.sample(BASE, ["measures"], 30, seed=1)[1] == drawn
    assert set(drawn) < set(mutants.sample(BASE, ["measures"], 60, seed=1)[1])
    assert set(drawn) != set(mutants.sample(BASE, ["measures"], 30, seed=2)[1])


def test_a_line_more_and_another_folder_exchange_nothing(tmp_path):
    samples = []
    for folder, text in (("corpus", CODE), ("corpus/words", CODE.replace("import numba", "import numba\n\n# more\n"))):
        path = tmp_path / str(len(samples)) / folder / "scan.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        drawn = mutants.sample(tmp_path / str(len(samples)), ["corpus"], 5, seed=1)[1]
        samples.append({(m.function, m.before, m.after) for m in drawn})
    assert samples[0] == samples[1]


def test_speech_is_left_out_unless_it_is_named():
    _, drawn = mutants.sample(BASE, ["arabic"], 300, seed=1)
    assert len(drawn) == 300 and not any(m.file.startswith("arabic/speech") for m in drawn)
    _, drawn = mutants.sample(BASE, ["arabic/speech"], 30, seed=1)
    assert len(drawn) == 30 and all(m.file.startswith("arabic/speech") for m in drawn)


def test_the_list_of_survivors_can_be_read_and_gives_a_reason_for_each():
    found = mutants.reasons()
    assert found and all(len(reason.split()) > 2 for reason in found.values())
    assert all(key[2] != key[3] for key in found)
    rows = [line for line in mutants.REASONS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert rows == [f"{mutants.shown(key)}\t{reason}" for key, reason in found.items()]
