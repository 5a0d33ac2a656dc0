"""The README tells the truth: its files exist, its commands are there, its map names every module."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_links_lead_to_files():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(links) > 8
    for link in links:
        assert (ROOT / link).exists(), link


def test_make_targets_exist_and_are_listed_by_help():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "lab", "lint", "bench", "clean"):
        assert re.search(rf"^{target}\s", listed, re.M), target
    for target in re.findall(r"`?make (\w+)", README):
        assert re.search(rf"^{target}\s", listed, re.M), target


def map_of_the_code():
    """Folder of src/helpers -> what the map says of it, from the entries "name/  what is in it" and their indents."""
    tree = README[README.index("src/helpers/   ") : README.index("data/<study>/ ")]
    above, entries = {}, {}
    for line in tree.splitlines()[1:]:
        entry = re.match(r"( +)(\w+)/ (.*)", line)
        if entry:
            indent = len(entry[1])
            above = {depth: name for depth, name in above.items() if depth < indent} | {indent: entry[2]}
            folder = "/".join(above.values())
            entries[folder] = entry[3]
        elif line.startswith(" " * 10):
            entries[folder] += f" {line.strip()}"
        else:
            entries["."] = entries.get(".", "") + line
    return entries


def test_map_names_every_folder_and_in_its_entry_every_module():
    entries, helpers = map_of_the_code(), ROOT / "src" / "helpers"
    modules = [path.relative_to(helpers) for path in helpers.rglob("*.py") if not path.stem.startswith("__")]
    assert len(modules) > 100
    missing = [path for path in modules if not re.search(rf"\b{path.stem}\b", entries.get(path.parent.as_posix(), ""))]
    assert missing == []


def test_map_names_no_folder_that_is_not_there():
    missing = [folder for folder in map_of_the_code() if not (ROOT / "src" / "helpers" / folder).is_dir()]
    assert missing == []


def test_every_notebook_is_in_the_map():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{path.name}" in README


def test_commands_of_the_readme_are_commands_of_khitab():
    from typer.main import get_command

    from helpers.study.cli import app

    known = set(get_command(app).commands)
    used = set(re.findall(r"\bkhitab (new|\w+) ", README)) - {"says"}
    assert used and used <= known, used - known


def test_versions_agree():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    version = re.search(r'^version = "(.+)"', project, re.M)[1]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_requirements_are_pinned_exactly_and_end_with_the_project():
    lines = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert lines[-1] == "-e ."
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines[:-1])


def test_the_seven_packages_fixed_for_the_project_are_there():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    for name in ("jupyterlab", "pandas", "scikit-learn", "arabic-reshaper", "python-bidi", "wordcloud"):
        assert f"\n{name}==" in text
