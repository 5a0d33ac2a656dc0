"""The notebook contract, and every notebook executed on the sample study, twice, with the same bytes."""

import ast
import hashlib
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from drawing_cells import drawn

from helpers.study import runner, settings

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def declared(path):
    """The names that a notebook saves: (name, is a figure)."""
    found = []
    for cell in cells(path, "code"):
        found += re.findall(r'outputs\.(save|save_table)\(\s*study, "(\w+)"', cell.source)
    return [(name, verb == "save") for verb, name in found]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS][:6] == ["00", "01", "02", "03", "04", "05"]


def test_is_valid_and_carries_no_outputs(notebook):
    nbformat.validate(nbformat.read(notebook, as_version=4))
    for cell in cells(notebook, "code"):
        assert cell.outputs == [] and cell.execution_count is None


def test_begins_with_title_question_and_how_to_read(notebook):
    first = cells(notebook, "markdown")[0].source
    assert first.startswith(f"# {notebook.stem[:2]} · ")
    for part in ("<b>السؤال.</b>", "**Question.**", "<b>كيف يُقرأ هذا الدفتر.</b>", "**How to read this.**"):
        assert part in first


def test_ends_with_what_it_wrote_and_where_to_go(notebook):
    last = nbformat.read(notebook, as_version=4).cells[-1]
    assert last.cell_type == "markdown" and "What this notebook wrote" in last.source and "**Next:**" in last.source
    named = set(re.findall(r"\w+", last.source))
    for name, _ in declared(notebook):
        assert name in named, f"{name} is not named at the end"
    for target in re.findall(r"\]\((\w+\.ipynb)\)", last.source):
        assert (notebook.parent / target).is_file()


def test_has_one_parameters_cell_with_study_only(notebook):
    tagged = [cell for cell in cells(notebook, "code") if "parameters" in cell.metadata.get("tags", [])]
    assert [cell.source for cell in tagged] == ['STUDY = ""']  # the current study: `khitab use`


def words_of(cell):
    """How many Arabic and how many English words a text cell explains with, code and markup aside."""
    text = re.sub(r"<code[^>]*>.*?</code>|`[^`]*`|<[^>]+>|\]\([^)]*\)", " ", cell.source, flags=re.S)
    return len(re.findall(r"[\u0621-\u064a]{2,}", text)), len(re.findall(r"[A-Za-z]{2,}", text))


def test_arabic_is_as_complete_as_english_and_stands_at_the_right(notebook):
    """JupyterLab aligns paragraphs to the left; only a style in the paragraph itself survives its sanitizer."""
    both = [words_of(cell) for cell in cells(notebook, "markdown")]
    assert sum(arabic for arabic, _ in both) >= 0.8 * sum(english for _, english in both)
    for cell, (arabic, english) in zip(cells(notebook, "markdown"), both, strict=True):
        assert arabic >= 0.4 * english, cell.source[:80]
        for line in cell.source.splitlines():
            if re.match(r"[^<|#]*[\u0621-\u064a]{2,}", line) and not re.search("[A-Za-z]{2,}", line):
                pytest.fail(f"Arabic that would stand at the left: {line[:60]}")
        for tag in re.findall(r"<(?:p|ul|ol)\b[^>]*>", cell.source):
            assert tag.endswith(' dir="rtl" style="text-align:right">'), tag


def test_imports_stand_in_one_set_up_cell(notebook):
    sources = [cell.source for cell in cells(notebook, "code")]
    assert [i for i, source in enumerate(sources) if re.search(r"^(import|from) ", source, re.M)] == [1]


def test_code_cells_are_short_and_hold_no_programs(notebook):
    for cell in cells(notebook, "code"):
        assert len(cell.source.splitlines()) <= 8, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda), cell.source


def test_names_no_absolute_path(notebook):
    for cell in cells(notebook, "code"):
        assert not re.search(r"""["'](/|[A-Za-z]:\\|~)""", cell.source), cell.source


def test_every_figure_is_explained(notebook):
    """Between two figures there is prose."""
    kinds = [
        "text" if cell.cell_type == "markdown" else "figure" if "outputs.save(" in cell.source else "code"
        for cell in nbformat.read(notebook, as_version=4).cells
    ]
    figures = [i for i, kind in enumerate(kinds) if kind == "figure"]
    assert all("text" in kinds[a:b] for a, b in zip([0, *figures], figures, strict=False))


def test_output_names_carry_the_notebook_number():
    names = [name for path in NOTEBOOKS for name, _ in declared(path)]
    assert len(names) == len(set(names)) > 15
    for path in NOTEBOOKS:
        assert all(name.startswith(path.stem[:2]) for name, _ in declared(path))


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """The sample study run twice in a folder with spaces and Arabic letters; the hashes of what was written."""
    folder = tmp_path_factory.mktemp("دراسة جديدة") / "my study"
    shutil.copytree(ROOT / "data" / "sample", folder, ignore=shutil.ignore_patterns("derived"))
    study = settings.load(folder)
    hashes = []
    for _ in range(2):
        report = runner.run(study, progress=False)
        files = sorted(p for p in report.parent.iterdir() if p.is_file())
        hashes.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files})
        shutil.rmtree(study.derived)
    return report, hashes


def test_the_sample_run_writes_every_declared_output(two_runs):
    report, (first, _) = two_runs
    assert report.is_file() and report.name == "report.html"
    for path in NOTEBOOKS:
        assert (report.parent / "executed" / path.name).is_file()
        for name, is_figure in declared(path):
            kinds = ["csv", "json", *(["png", "svg", "pdf"] if is_figure else [])]
            assert {f"{name}.{kind}" for kind in kinds} <= set(first)


def test_no_executed_notebook_holds_a_warning_or_an_error(two_runs):
    report, _ = two_runs
    for path in NOTEBOOKS:
        for cell in cells(report.parent / "executed" / path.name, "code"):
            for output in cell.outputs:
                assert output.output_type != "error", f"{path.name}: {output}"
                assert output.get("name") != "stderr", f"{path.name}: {output.text}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_of_an_executed_notebook_holds_the_figures_it_draws(two_runs, path):
    report, _ = two_runs
    copy = report.parent / "executed" / path.name
    held = {}
    for index, cell in enumerate(nbformat.read(copy, as_version=4).cells):
        images = [output for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})]
        if images:
            held[index] = len(images)
    assert held == drawn(copy)


def test_a_second_run_writes_the_same_bytes(two_runs):
    _, (first, second) = two_runs
    assert first == second
