"""README and guide tell the truth: links lead somewhere, commands and settings exist, examples run."""

import csv
import importlib.util
import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from helpers.corpus.search import lexicon_files
from helpers.corpus.words import lexicon
from helpers.study import cli, settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text("utf-8")
MAP = (DOCS / "en" / "map.md").read_text("utf-8")
MADE = "<!-- made by docs/generate.py"
FILES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FILES}
WRITTEN = {name: text for name, text in PAGES.items() if not text.startswith(MADE)}
ENGLISH_ONLY = {"map.md"}


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def blocks(text, *kinds):
    """The fenced blocks of a page, of these kinds ("" for none)."""
    return [body for kind, body in re.findall(r"^```(\w*)\n(.*?)^```", text, re.S | re.M) if kind in kinds]


def anchors(text):
    """Where a link may lead on a page: its headings and the names given to them."""
    headings = re.findall(r"^#+ (.*)", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r"^\((\w+)\)=$", text, re.M))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings(name):
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", PAGES[name], flags=re.S | re.M)
    links = re.findall(r"\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"", text)
    for link in [one or other for one, other in links]:
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), link


def test_every_picture_of_the_guide_is_used_and_small():
    for path in (DOCS / "pictures").iterdir():
        assert path.name in README and path.stat().st_size < 100_000, path.name


def test_make_targets_exist_and_are_listed_by_help():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "lab", "lint", "docs", "bench", "clean"):
        assert re.search(rf"^{target}\s", listed, re.M), target
    for name, text in WRITTEN.items():
        for target in re.findall(r"`make (\w+)", text):
            assert re.search(rf"^{target}\s", listed, re.M), (name, target)


def test_the_readme_is_short():
    assert len(README.splitlines()) < 200


def map_of_the_code():
    """Folder of src/helpers -> what the map says of it, from the entries "name/  what is in it" and their indents."""
    tree = MAP[MAP.index("src/helpers/   ") : MAP.index("data/<study>/ ")]
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
    assert missing == [], "name them in docs/en/map.md"


def test_map_names_no_folder_that_is_not_there():
    missing = [folder for folder in map_of_the_code() if not (ROOT / "src" / "helpers" / folder).is_dir()]
    assert missing == []


def test_every_notebook_is_in_the_readme_the_map_and_among_the_questions():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{path.name}" in README and f"notebooks/{path.name}" in MAP
        for language in ("en", "ar"):
            assert f"| {path.name[:2]} |" in PAGES[f"docs/{language}/questions.md"]


# ---- the two languages --------------------------------------------------------------------------------------------


def shape(text):
    """What a page holds, whatever its language: levels of headings, blocks, rows of tables, entries of lists."""
    text = text.replace("\u200f", "")
    code = re.findall(r"^```(\w*)", text, re.M)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    rows, entries = (len(re.findall(sign, rest, re.M)) for sign in (r"^\|", "^- "))
    return re.findall(r"^#+(?= )", rest, re.M), code, rows, entries


ENGLISH = sorted({Path(name).name for name in WRITTEN if name.startswith("docs/en/")} - ENGLISH_ONLY)


@pytest.mark.parametrize("name", ENGLISH)
def test_the_arabic_guide_is_as_complete_as_the_english(name):
    assert f"docs/ar/{name}" in PAGES
    if name not in ("evidence.md", "index.md", "limits.md"):  # tables of figures and the map of the code are in English
        assert shape(PAGES[f"docs/ar/{name}"]) == shape(PAGES[f"docs/en/{name}"])


def test_arabic_pages_are_written_in_arabic():
    for name, text in WRITTEN.items():
        if name.startswith("docs/ar/"):
            prose = re.sub(r"^```.*?^```|`[^`\n]*`|\]\([^)]*\)", "", text, flags=re.S | re.M)
            assert len(re.findall("[\u0621-\u064a]", prose)) > 4 * len(re.findall("[A-Za-z]", prose)), name


# ---- examples ------------------------------------------------------------------------------------------------------


def commands(text):
    """Every command of Khitab that a page names: (its name, its options)."""
    code = "\n".join([*blocks(text, "", "powershell", "bash"), *re.findall(r"`([^`\n]+)`", text)])
    for line in code.replace("\\", "/").splitlines():
        found = re.match(r"(?:\S*/)?khitab ([a-z]+)\b(.*)", line.strip())
        if found:
            yield found[1], re.findall(r"--[a-z]+", found[2].split("#")[0])


@pytest.mark.parametrize("name", WRITTEN)
def test_commands_and_their_options_exist(name):
    known = get_command(cli.app).commands
    for word, options in commands(WRITTEN[name]):
        assert word in known, word
        there = {one for parameter in known[word].params for one in parameter.opts} | {"--help"}
        assert set(options) <= there, (word, options)


def test_every_command_is_explained_in_both_languages():
    for language in ("en", "ar"):
        told = set(re.findall(r"^\| `khitab (\w+)", PAGES[f"docs/{language}/commands.md"], re.M))
        assert told == set(get_command(cli.app).commands)


@pytest.mark.parametrize("name", [name for name in WRITTEN if blocks(WRITTEN[name], "toml")])
def test_examples_of_settings_and_lexicons_are_read(name, tmp_path):
    for number, block in enumerate(blocks(WRITTEN[name], "toml")):
        folder = tmp_path / str(number)
        folder.mkdir()
        if block.startswith("[lexicon]"):
            (folder / "own.toml").write_text(block, "utf-8")
            assert len(lexicon_files.read("own.toml", folder).terms) == 2
        else:
            (folder / "study.toml").write_text(block, "utf-8")
            docx.Document().save(folder / "journal.docx")
            settings.load(folder)


def test_settings_named_in_the_text_are_keys():
    for name, text in WRITTEN.items():
        for section, key in re.findall(r"`\[(\w+)\] (\w+)", text):
            assert key in settings.KEYS[section], (name, section, key)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lexicon_of_the_guide_is_read(language, tmp_path):
    block = next(one for one in blocks(PAGES[f"docs/{language}/words.md"], "") if one.startswith("form,lemma"))
    (tmp_path / "lexicon.csv").write_text(block, "utf-8")
    assert lexicon.read(tmp_path / "lexicon.csv")["نتانياهو"] == "نتنياهو"


def test_the_examples_of_both_guides_are_the_same():
    """Comments aside: so what runs of the one runs of the other."""
    for name in ("tour.md", "words.md", "corpus.md", "install.md", "output.md"):
        english, arabic = (re.findall(r"^```.*?^```", PAGES[f"docs/{one}/{name}"], re.S | re.M) for one in ("en", "ar"))
        plain = [[re.sub(r"\s*# .*", "", block) for block in found]
                 for found in (english, arabic)]  # fmt: skip
        assert plain[0] == plain[1], name


def test_the_tour_goes_as_it_says(tmp_path):
    page = PAGES["docs/en/tour.md"]
    table, said = (next(one for one in blocks(page, "") if sign in one) for sign in ("النص\n", "guessed by its name"))
    (tmp_path / "articles.csv").write_text(table, "utf-8")
    assert [len(row) for row in csv.reader(io.StringIO(table))] == [4, 4, 4]
    run = CliRunner().invoke
    made = run(cli.app, ["new", str(tmp_path / "mystudy"), "--raw", str(tmp_path / "articles.csv")])
    assert made.exit_code == 0, made.output
    for line in said.rstrip().splitlines():
        assert line in made.output
    text = (tmp_path / "mystudy" / "study.toml").read_text("utf-8")
    (own,) = blocks(page, "toml")
    for section in filter(None, re.split(r"(?=^\[)", own, flags=re.M)):
        head, _, body = section.partition("\n")
        text = text.replace(f"{head}\n", f"{head}\n{body.strip()}\n")
    (tmp_path / "mystudy" / "study.toml").write_text(text, "utf-8")
    checked = run(cli.app, ["check", str(tmp_path / "mystudy")])
    assert checked.exit_code == 0, checked.output
    assert "Corpus(2 documents, 2 sources" in checked.output and "Settings without effect" in checked.output


def test_the_code_of_the_readme_runs(tmp_path, monkeypatch):
    (code,) = blocks(README, "python")
    texts = ["أكد المتحدث أن مكافحة الإرهاب واجبة، وقال الوزير: «إن داعش خطر على الجميع في كل مكان».",
             "دعا الكاتب إلى مكافحة التطرف بالتعليم، ورأى أن الحوار مع الشباب خير من السلاح والسجن."]  # fmt: skip
    places = ("المدرسة", "الجامعة", "المحكمة", "الحدود")
    rows = [{"id": i, "date": f"201{i % 3}-0{1 + i % 9}-01", "source": "AB"[i % 2],
             "text": f"{texts[i % 2]} {places[i % 4]} رقم {i}."} for i in range(40)]  # fmt: skip
    with (tmp_path / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.chdir(tmp_path)
    made = {}
    exec(code.replace("n_themes=8", "n_themes=2").replace("seed=0", "seed=0, runs=2"), made)
    assert len(made["lines"]) and len(made["speech"]) and made["curve"]["n"].sum() > 0


# ---- what is made from the code --------------------------------------------------------------------------------------


def test_pages_made_from_the_code_are_as_the_code_says():
    generate = module(DOCS / "generate.py")
    old = generate.out_of_date(generate.pages())
    assert not old, f"Run python docs/generate.py; out of date are {', '.join(old[:9])}"


def test_every_measure_has_a_page():
    generate = module(DOCS / "generate.py")
    folder = ROOT / "src" / "helpers" / "measures"
    modules = [path.stem for path in folder.glob("[a-z]*.py")]
    functions = {f"{one}.{name}" for one in modules for name in generate.public(f"measures/{one}")[1]}
    assert functions - generate.SERVANTS == {name for name in generate.told() if not name.startswith("analyses.")}


def test_a_docstring_is_parted_into_what_it_says_examples_caveats_and_sources():
    parts = module(DOCS / "generate.py").parts
    text = "Ratio x / y: 1 = alike.\n\nMore of it. Caveat: not\nfor few. Source: Hardie 2014.\n\n>>> 1 + 1\n2"
    said, examples, caveats, sources = parts(text)
    assert said == ["Ratio x / y: 1 = alike.", "More of it."] and examples == [">>> 1 + 1\n2"]
    assert caveats == ["Not for few."] and sources == ["Hardie 2014."]


def test_works_are_given_in_full_and_formulas_as_the_docstring_says(monkeypatch):
    generate = module(DOCS / "generate.py")
    assert [work[:12] for work in generate.in_full(["Lijffijt & Gries 2012, p. 148; as Dunning 1993."])] == [
        "Lijffijt, Je", "Dunning, Ted",
    ]  # fmt: skip
    assert generate.in_full(["Nobody 1993."]) == []
    rows = generate.told()
    rows["association.mi"] |= {"formula": "log3(a / E)"}
    monkeypatch.setattr(generate, "told", lambda: rows)
    with pytest.raises(ValueError, match=r"docstring of association.mi no longer says log3\(a / E\)"):
        generate.pages()


@pytest.mark.parametrize(("css", "wanted"), [
    ("a{margin-left:1px}", "a{margin-right:1px}"),
    ("a{left:0;right:auto}", "a{right:0;left:auto}"),
    ("a{text-align: left}", "a{text-align: right}"),
    ("a{padding:1px 2px 3px 4px}", "a{padding:1px 4px 3px 2px}"),
    ("a{margin:0 calc(1px + (2px)) 0 auto !important}", "a{margin:0 auto 0 calc(1px + (2px)) !important}"),
    ("a{border-left-width:1px}", "a{border-right-width:1px}"),
    ("a{border-radius:1px 2px 3px 4px}", "a{border-radius:2px 1px 4px 3px}"),
    ("a{padding:1px 2px}", "a{padding:1px 2px}"),
    (".float-left{color:red}", ".float-left{color:red}"),
    ("a{margin-inline-start:1px;--left:2px}", "a{margin-inline-start:1px;--left:2px}"),
])  # fmt: skip
def test_a_style_sheet_is_mirrored(css, wanted):
    assert module(DOCS / "_theme" / "mirror.py").mirrored(css) == wanted


# ---- the project's own files -----------------------------------------------------------------------------------------


def test_versions_agree():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    version = re.search(r'^version = "(.+)"', project, re.M)[1]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_requirements_are_pinned_exactly_and_end_with_the_project():
    lines = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert lines[-1] == "-e ."
    docs = re.sub(r"\s*#.*", "", (ROOT / "requirements-docs.txt").read_text("utf-8")).split()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in [*lines[:-1], *docs])


def test_a_binder_installs_the_same_and_opens_the_first_notebook():
    folder = ROOT / ".binder"
    assert "-r ../requirements.txt" in (folder / "requirements.txt").read_text("utf-8")
    post = (folder / "postBuild").read_text("utf-8")
    opened = re.search(r"/lab/tree/(\S+?)\"", post)[1]
    assert (ROOT / opened).is_file() and (folder / "postBuild").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(folder / "postBuild")], check=True)


def test_the_seven_packages_fixed_for_the_project_are_there():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    for name in ("jupyterlab", "pandas", "scikit-learn", "arabic-reshaper", "python-bidi", "wordcloud"):
        assert f"\n{name}==" in text
