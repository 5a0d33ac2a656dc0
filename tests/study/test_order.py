"""Which notebooks wait for which, and how many are at work at a time."""

import threading
from concurrent.futures import Future
from types import SimpleNamespace

import nbformat
import psutil
import pytest

from helpers.study import order, settings


def write(folder, name, *cells):
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), path)
    return path


@pytest.mark.parametrize(
    ("source", "waits"),
    [
        ("x = 1", "00"),
        ('outputs.read_table(study, "01_corpus")', "00 01"),
        ('pd.read_csv(study.figures_folder / "02_folds.csv")', "00 02"),
        ('words, named_in = chosen.words(study, "trends.terms", n=5)', "00 06"),
        ('outputs.save(study, "07_network", ax, table)', "00"),
        ('outputs.read_table(study, "08_later")', "00"),
        ("listed = outputs.listing(study)", "00 01 02 06"), ("manuscript.write(study)", "00 01 02 06"),
        ("report.write(study)", "00 01 02 06"),
        ("%matplotlib inline", "00 01 02 06"),
    ],
)
def test_what_a_notebook_waits_for(tmp_path, source, waits):
    others = ("00_start", "01_corpus", "02_tokens", "06_keyness", "08_later")
    paths = [write(tmp_path, name, "x = 1") for name in others]
    path = write(tmp_path, "07_a", source)
    assert {other.stem[:2] for other in order.needs(path, sorted([*paths, path]))} == set(waits.split())


def test_what_is_not_run_is_not_waited_for(tmp_path):
    first, path = write(tmp_path, "03_a", "x"), write(tmp_path, "05_b", '"04_themes", "03_a"')
    assert order.needs(path, [path]) == set() and order.needs(path, [first, path]) == {first}


def test_the_modules_that_notebooks_import(tmp_path):
    good = write(tmp_path, "01_a", "from helpers.corpus import store, counts", "import pandas")
    assert order.imported([good, write(tmp_path, "02_b", "?")]) == ["helpers.corpus.counts", "helpers.corpus.store"]


@pytest.mark.parametrize(("processors", "gigabytes", "size", "count"), [(2, 16, 0, 2), (64, 16, 0, 4), (1, 16, 0, 1),
                         (4, 3.5, 0, 3), (4, 0.5, 0, 1), (2, 16, 1 << 30, 1)])  # fmt: skip
def test_as_many_at_a_time_as_processors_and_memory_allow(tmp_path, monkeypatch, processors, gigabytes, size, count):
    monkeypatch.setattr(order.os, "sched_getaffinity", lambda _: range(processors), raising=False)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=int(gigabytes * (1 << 30))))
    with (tmp_path / "tokens.arrow").open("wb") as file:
        file.truncate(size)
    assert order.jobs(SimpleNamespace(derived=tmp_path)) == count
    assert order.jobs(SimpleNamespace(derived=tmp_path / "none")) >= count


def in_turn(paths, data=None, work=lambda path: None):
    """The names of notebooks as they are begun, two at a time."""
    begun = []

    def noted(path):
        begun.append(path.stem[:2])
        work(path)

    turns = order.in_turn(paths, noted, lambda: 2, begun=lambda now: None, stop=lambda: None, data=data)
    assert {path for path, _ in turns} == set(paths)
    return begun


def test_those_that_most_others_wait_for_come_first(tmp_path):
    cells = {"00_a": "x", "01_b": "x", "02_c": "x", "03_d": "x", "04_e": '"03_d"', "05_f": '"04_e"',
             "06_g": "report.write(study)"}  # fmt: skip
    begun = in_turn([write(tmp_path, *one) for one in cells.items()])
    assert begun[0] == "00" and set(begun[1:3]) == {"03", "01"} and begun[-1] == "06"


def test_the_first_is_not_waited_for_any_longer_when_the_data_are_there(tmp_path):
    data, second = Future(), threading.Event()
    cells = {"00_a": "x", "01_b": "x", "02_c": '"00_settings"', "03_d": "report.write(study)"}

    def work(path):
        if path.stem == "00_a":
            data.set_result(None)
            assert second.wait(30), "the second notebook has not begun while the first was at work"
        second.set()

    begun = in_turn([write(tmp_path, *one) for one in cells.items()], data, work)
    assert begun[:2] == ["00", "01"] and set(begun[2:]) == {"02", "03"}  # what reads outputs of the first waits for it


def test_the_cell_that_makes_the_data_is_known_in_the_notebooks_of_the_project():
    paths = sorted((settings.PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    cells = nbformat.read(paths[0], 4).cells
    assert sum(order.makes_data(cell.source) for cell in cells if cell.cell_type == "code") == 1
