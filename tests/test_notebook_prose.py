"""What notebooks say of files, neighbours and modules is true: names in code font, links, the map in notebook 00."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from notebook_prose import cells, in_code_font, prose
from typer.main import get_command

from helpers.study.cli import app

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
FIRST = NOTEBOOKS[0]


def saved(path):
    """What the code of a notebook saves: output -> kinds of files, and coding sheets as coding/NAME."""
    found = {}
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell)):
            call = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if call in ("outputs.save", "outputs.save_table", "outputs.save_page"):
                kinds = {"outputs.save": {"png", "svg", "pdf"}, "outputs.save_page": {"html"}}.get(call, set())
                book = {"xlsx"} if any(word.arg == "xlsx" for word in node.keywords) else set()
                found[ast.literal_eval(node.args[1])] = {"csv", "json"} | kinds | book
            elif call == "coding.sheet":
                found[f"coding/{ast.literal_eval(node.args[1])}"] = {"csv", "xlsx"}
            elif call in ("report.write", "manuscript.write"):
                found.setdefault("report", set()).add({"report": "html", "manuscript": "docx"}[call.split(".")[0]])
    return found


EVERYTHING = {name: kinds for path in NOTEBOOKS for name, kinds in saved(path).items()}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_next_leads_to_the_next_notebook_in_both_languages(notebook):
    last = cells(notebook, "markdown")[-1]
    follows = NAMES[(NAMES.index(notebook.stem) + 1) % len(NAMES)]
    arabic, english = last.split("<b>التالي:</b>")[1].split("**Next:**")
    told = re.search(r'<a href="(\w+)\.ipynb">(\w+)</a>', arabic)
    assert told and set(told.groups()) == {follows}
    told = re.search(r"\[(\w+)\]\((\w+)\.ipynb\)", english)
    assert told and set(told.groups()) == {follows}


def test_links_lead_to_notebooks_and_bear_their_names(notebook):
    links = re.findall(r'<a href="(\w+)\.ipynb">(\w+)</a>', prose(notebook))
    links += [(target, shown) for shown, target in re.findall(r"\[(\w+)\]\((\w+)\.ipynb\)", prose(notebook))]
    assert links
    for target, shown in links:
        assert target in NAMES and shown == target


def test_every_numbered_name_is_a_notebook_or_an_output(notebook):
    for token in in_code_font(prose(notebook)):
        if not re.match(r"(?:coding/)?\d\d_", token):
            continue
        if token in NAMES or (token == f"{token[:3]}*" and any(name.startswith(token[:3]) for name in EVERYTHING)):
            continue
        name, _, kind = token.partition(".")
        assert name in EVERYTHING, f'{notebook.name} names "{token}", which no notebook saves.'
        assert kind in ("", "*", *EVERYTHING[name]), f'{notebook.name}: "{name}" is not saved as .{kind}.'


def test_the_end_names_all_that_is_written_and_nothing_else(notebook):
    arabic, english = cells(notebook, "markdown")[-1].split("<b>التالي:</b>")
    english = english.split("</p>", 1)[1].split("**Next:**")[0]
    for text in (arabic, english):
        told = {token.partition(".")[0] for token in in_code_font(text) if re.match(r"(?:coding/)?\d\d_|report", token)}
        assert told == set(saved(notebook)), notebook.name


def rows_of_the_map():
    """notebook -> (modules, figures) of the map in 00, in Arabic and in English."""
    text = prose(FIRST)
    arabic = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(<td.*?)</tr>", text)]
    english = [re.split(r"(?<!\\) \| ", row.strip("| ")) for row in re.findall(r"^\| \[.*\|$", text, re.M)]
    english = [[first.replace("[", "`").replace("]", "`"), *rest] for first, *rest in english]
    return [{in_code_font(row[0])[0]: (in_code_font(row[2]), in_code_font(row[3])) for row in rows}
            for rows in (arabic, english)]  # fmt: skip


@pytest.mark.parametrize("language", [0, 1], ids=["Arabic", "English"])
def test_the_map_has_every_notebook_with_modules_and_figures_that_are_there(language):
    table = rows_of_the_map()[language]
    assert list(table) == NAMES[1:]
    for name, (modules, figures) in table.items():
        floor = ""
        assert modules and figures
        for module in modules:
            floor = module.rpartition(".")[0] if not module.startswith(".") else floor
            importlib.import_module(f"helpers.{floor}.{module.rpartition('.')[2]}")
        outputs = set(saved(NOTEBOOKS[NAMES.index(name)]))
        for figure in figures:
            assert figure in ("report.html", f"{name[:2]}_*") or figure in outputs, (name, figure)


def test_commands_are_commands_of_khitab(notebook):
    known = set(get_command(app).commands)
    for token in in_code_font(prose(notebook)):
        if token.startswith("khitab "):
            assert token.split()[1] in known, token
