"""The notebook contract, and every notebook executed on the sample study, twice: the same bytes, and what is shown.

The second time the code runs in this very process, with another seed of hashes and nothing loaded beforehand; every
table that is shown or saved then has headings, and names of its values, in both languages.
"""

import ast
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import matplotlib.pyplot as plt
import method_check
import nbformat
import notebook_tables
import numpy as np
import pandas as pd
import pytest
from display import legible
from drawing_cells import drawn
from notebook_prose import in_code_font, prose
from PIL import Image
from written import Texts, unwritten

from helpers import schema
from helpers.analyses.reported_speech import UNNAMED
from helpers.corpus import documents, tokens
from helpers.display import drawings, sentences
from helpers.study import chosen, figures, keys, order, runner, settings
from helpers.study.notebook import WARNED

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
DATA = ROOT / "data"
#: output -> its table in the schema; a notebook that saves another one needs a line here
OUTPUTS = """
00_matches matches · 00_settings settings
01_documents composition · 01_time over_time · 01_corpus description · 01_checkup checkup · 01_stages stages
02_word_steps word_steps · 02_glued_words glued_words
02_folds folds · 02_merges merges · 02_unknown unknown_forms · 02_sensitivity sensitivity · 02_families families
02_multiword_proposals proposals · 02_compounds compounds · 02_name_variants variants
03_term_frequency frequency · 03_rank_frequency counts · 03_dispersion positions · 03_by_source frequency
03_phrases_2 phrases · 03_phrases_3 phrases · 03_diversity diversity · 03_top_by_source frequency
04_tfidf weight_ranks · 04_tfidf_by_source weights · 04_number_of_themes theme_numbers · 04_themes themes
04_theme_overview theme_overview · 04_theme_terms themes · 04_representatives representatives
04_sensitivity theme_sensitivity · 04_themes_by_source prevalence · 04_themes_by_year prevalence
05_cloud_frequency frequency · 05_clouds_by_source frequency · 05_cloud_tfidf weight_ranks · 05_clouds_by_theme themes
06_keyness keyness · 06_keyness_scatter keyness · 06_keyness_clouds keyness · 06_keywords keyness
06_keyness_all keyness · 06_strongest counts
07_collocates collocations · 07_network network · 07_skipgrams skipgrams · 07_nodes nodes
07_collocations collocations · 07_clusters clusters
08_concordance concordance · 08_dispersion positions · 08_coding coding_summary · 08_counts queries
09_speakers speakers · 09_stances stances · 09_quoted quoted · 09_inside_outside keyness · 09_quotations quotations
09_reported_speech reported_speech · 09_verbs verbs · 09_versus keyness
10_categories categories · 10_by_source categories · 10_coverage coverage · 10_together together · 10_over_time trends
10_by_kind categories · 10_cautions cautions
11_comparability comparability · 11_trends trends · 11_by_source trends · 11_terms nodes
11_change_points change_points
coding/08_sample concordance · coding/10_sample concordance
"""
#: lists that name some values only: a reader's own lexicons, sources and lines of settings are shown as they are
OPEN = {"unknown", "lexicon", "mend", "described"}
#: columns of names that a machine gives, or that a reader types as they are
IDENTIFIERS = {
    "doc_id", "file", "format", "encoding", "sha256", "key", "value", "column", "notebook", "name", "files", "category",
    "line", "url", "code", "query", "text_hash", "changed_since", "caption_en", "meaning_en", "examples", "setting",
    "title",
}  # fmt: skip
#: names that stand in code font without being of the notebook: methods, formats, measures of later notebooks, and what
#: [keyness] reference may be
SYMBOLS = {
    "G2", "NPMI", "MTLD", "logDice", "PELT", "PDF", "README", "TOML", "True", "ipm", "range", "rest", "general",
}  # fmt: skip
_PERIOD = re.compile(r"\d{4}(Q\d|-\d\d)?")


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
    drawn_at = [i for i, kind in enumerate(kinds) if kind == "figure"]
    assert all("text" in kinds[a:b] for a, b in zip([0, *drawn_at], drawn_at, strict=False))


def test_output_names_carry_the_notebook_number():
    names = [name for path in NOTEBOOKS for name, _ in declared(path)]
    assert len(names) == len(set(names)) > 15
    for path in NOTEBOOKS:
        assert all(name.startswith(path.stem[:2]) for name, _ in declared(path))


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """The sample study run by kernels, then in this process, in a folder with spaces and Arabic letters.

    Returns the path of the report, the hashes of what each run wrote, what the second one showed, and what it read.
    """
    folder = tmp_path_factory.mktemp("دراسة جديدة") / "my study"
    for name, made in (("sample", folder), ("sample_reference", folder.with_name("sample_reference"))):
        shutil.copytree(DATA / name, made, ignore=shutil.ignore_patterns("derived", "figures", "coding"))
    with (folder / "study.toml").open("a", encoding="utf-8") as text:
        text.write("\n[figures]\ndpi = 100\n")  # as deterministic as 300, and sooner done
    study = settings.load(folder)
    report = runner.run(study, progress=False)
    first = hashes(report.parent)
    shutil.rmtree(study.derived)
    for path in report.parent.iterdir():
        if path.is_file():
            path.unlink()
    with pytest.MonkeyPatch.context() as patch:
        found = notebook_tables.run(folder, patch, read := [])
    return report, (first, hashes(report.parent)), found, read


def hashes(folder):
    """Of all files but the lock of a run, which a notebook that is executed by itself does not take."""
    made = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != ".lock"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}


@pytest.fixture(scope="module")
def shown(two_runs):
    return two_runs[2]


def test_the_sample_run_writes_every_declared_output(two_runs):
    report, (first, _), *_ = two_runs
    assert report.is_file() and report.name == "report.html"
    for path in NOTEBOOKS:
        assert (report.parent / "executed" / path.name).is_file()
        for name, is_figure in declared(path):
            kinds = ["csv", "json", *(["png", "svg", "pdf"] if is_figure else [])]
            assert {f"{name}.{kind}" for kind in kinds} <= set(first)


def test_no_executed_notebook_holds_a_warning_or_an_error(two_runs):
    report = two_runs[0]
    for path in NOTEBOOKS:
        for cell in cells(report.parent / "executed" / path.name, "code"):
            for output in cell.outputs:
                assert output.output_type != "error", f"{path.name}: {output}"
                assert output.get("name") != "stderr", f"{path.name}: {output.text}"
                assert WARNED not in output.get("metadata", {}), f"{path.name}: {output.data['text/plain']}"
                shown = json.dumps(output, ensure_ascii=False)
                assert str(ROOT) not in shown and str(report.parents[1]) not in shown, f"{path.name} names a path"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_of_an_executed_notebook_holds_the_figures_it_draws(two_runs, path):
    report = two_runs[0]
    copy = report.parent / "executed" / path.name
    held = {}
    for index, cell in enumerate(nbformat.read(copy, as_version=4).cells):
        images = [output for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})]
        if images:
            held[index] = len(images)
    assert held == drawn(copy)


def sidecars(report):
    """(name, sidecar) of the figures of the run that a plot of Khitab drew."""
    found = [(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted(report.parent.glob("*.json"))]
    return [(name, sidecar) for name, sidecar in found if sidecar.get("drawing")]


def test_every_text_of_every_figure_can_be_read_in_both_languages(two_runs):
    """Drawn anew from what the run wrote: nothing overlaps, leaves the page, is under 6 points or too faint."""
    report = two_runs[0]
    study, faults = settings.load(report.parents[1]), []
    for name, sidecar in sidecars(report):
        assert sidecar["print"]["columns"] in ("one", "two") and sidecar["print"]["smallest_points"] >= 6, name
        drawing = figures._restored(study, name, sidecar["drawing"])
        for look in ({"language": "ar", "digits": "arabic"}, {"language": "en", "digits": "latin"}):
            figure = drawings.figure_of(drawings.again(drawing, **figures._look(study, look["language"]) | look))
            faults += [f"{name}, {look['language']}: {fault}" for fault in legible.faults(figure)]
            plt.close(figure)
    assert not faults


def test_every_pdf_is_as_wide_as_its_columns_and_no_text_in_it_is_too_small(two_runs):
    """Read from the files that are printed: their width, and the size of each text as it stands in the page."""
    pypdf = pytest.importorskip("pypdf")
    report = two_runs[0]
    for name, sidecar in sidecars(report):
        page, sizes = pypdf.PdfReader(report.parent / f"{name}.pdf").pages[0], []
        page.extract_text(visitor_text=lambda _, __, at, ___, size, into=sizes: into.append(size * abs(at[3] or at[1])))
        assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(sidecar["print"]["width_mm"], abs=0.1), name
        smallest = min(size for size in sizes if size)
        assert smallest >= 6, name
        assert smallest >= sidecar["print"]["smallest_points"] - 0.1, name  # some small texts are outlines there


def test_every_printed_page_holds_its_figure_whole(two_runs, tmp_path):
    """Rendered as a printer would: there is ink on the page, and none of it at its edge, where it would be cut."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (of poppler-utils) is not on this machine")
    report = two_runs[0]
    for name, _ in sidecars(report):
        pdf, page = report.parent / f"{name}.pdf", tmp_path / name
        subprocess.run(["pdftoppm", "-gray", "-r", "72", "-singlefile", pdf, page], check=True)
        ink = np.asarray(Image.open(f"{page}.pgm"))
        assert (ink < 200).mean() > 0.002, f"{name} is empty"
        assert min(edge.min() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1])) > 250, f"{name} is cut"


def test_the_numbers_of_captions_are_those_of_the_tables(two_runs):
    """The largest values, with their names, are looked up in the CSV; so is how many rows there are to draw from."""
    report = two_runs[0]
    manifest, checked = None, 0
    articles = (ROOT / "data/sample/raw/articles.jsonl").read_text("utf-8").splitlines()
    for name, sidecar in sidecars(report):
        table = pd.read_csv(report.parent / f"{name}.csv", encoding="utf-8-sig", dtype=str)
        text = sidecar["caption"]["en"]
        corpus = re.search(r"Corpus: ([\d,]+) documents, ([\d,]+) tokens", text).groups()
        manifest = manifest or corpus
        assert corpus == manifest and int(corpus[0]) == len(articles), name
        drawn = re.search(r"Drawn: the highest \d+ of ([\d,]+)", text)
        if drawn and sidecar["drawing"]["rows"] is None:
            assert int(drawn[1].replace(",", "")) <= len(table), name
        largest = re.search(r"Largest: (.*?)\.(?: Corpus| Beside| In the|$)", text)
        for part in largest[1].split("; ") if largest else ():
            named, _, value = part.rpartition(": ")
            assert any(near(value, cell) for cell in table.map(str).to_numpy().ravel()), f"{name}: {part}"
            checked += bool(named)
    assert checked > 30


def near(shown, cell):
    """Whether a number of a caption is that of a cell as it is rounded, or that of a rate per thousand words."""
    try:
        value = float(cell)
    except ValueError:
        return False
    shown = shown.replace(",", "").replace("\u2212", "-")
    if shown.endswith("%"):  # a share
        shown, value = shown[:-1], 100 * value
    places = len(shown.partition(".")[2])
    return any(f"{number:.{places}f}" == shown for number in (value, value / 1000, abs(value)))


def test_the_numbers_of_the_method_paragraph_are_those_of_tables_settings_and_sidecars(two_runs):
    study = settings.load(two_runs[0].parent.parent)
    assert method_check.check(study)["ar"] > 70


def test_a_second_run_writes_the_same_bytes(two_runs):
    first, second = two_runs[1]
    assert first == second


def test_a_notebook_waits_for_those_whose_tables_it_reads(two_runs):
    read = {(notebook, name[:2]) for notebook, name in two_runs[3]}
    assert ("05_word_clouds", "04") in read
    for path in NOTEBOOKS:
        waits = {other.stem[:2] for other in order.needs(path, NOTEBOOKS)}
        assert {number for notebook, number in read if notebook == path.stem} <= waits | {path.stem[:2]}
        assert path == NOTEBOOKS[0] or NOTEBOOKS[0].stem[:2] in waits
        if "chosen.words(" in path.read_text("utf-8"):  # reads that table where the settings name no words
            assert chosen.KEYWORDS[:2] in waits
    assert order.needs(NOTEBOOKS[-1], NOTEBOOKS) == set(NOTEBOOKS[:-1])


def columns_of(one):
    """The columns of a table that are no periods laid out side by side, with what the schema says of each."""
    known = schema.columns(schema.table_of(one.table.columns, of=one.of) or "counts")
    return {column: known.get(column) for column in map(str, one.table.columns) if not _PERIOD.fullmatch(column)}


def test_the_tables_are_found(shown):
    saved = {one.name for one in shown if one.name}
    stated = dict(pair.split() for pair in OUTPUTS.replace("\n", " · ").split(" · ") if pair)
    assert saved == stated.keys(), "Write in OUTPUTS which table of schema.TABLES each output is."
    assert sum(not one.name for one in shown) > 35
    told = {one.name: schema.table_of(one.table.columns) for one in shown if one.name}
    assert told == stated


def test_every_column_has_a_heading(shown):
    for one in shown:
        for column, about in columns_of(one).items():
            table = schema.table_of(one.table.columns, of=one.of)
            assert about, f'{one.place}: schema.TABLES["{table}"] has no column "{column}".'


def test_no_table_has_one_heading_twice(shown):
    for one in shown:
        for language in schema.LANGUAGES:
            texts = list(schema.headings(one.table.columns, language=language, of=one.of).values())
            assert len(set(texts)) == len(texts), f"{one.place}: {texts}"


def test_every_value_that_is_no_word_of_the_corpus_has_a_name(shown):
    for one in shown:
        for column, about in columns_of(one).items():
            texts = {v for v in one.table[column].dropna().unique() if isinstance(v, str) and v} if about else set()
            where = f'{one.place}, column "{column}"'
            if about and about.names == schema.SENTENCE:
                silent = [text for text in texts if not sentences.arabic(text)]
                assert not silent, f"{where}: add the Arabic to resources/sentences/ar.tsv: {silent}"
            elif about and about.names:
                nameless = [text for text in texts if not schema.has_name(text, about.names)]
                assert about.names in OPEN or not nameless, (
                    f'{where}: add to the list "{about.names}" of resources/tables/values.tsv: {nameless}'
                )
            elif texts and column not in IDENTIFIERS:
                machine = all(re.fullmatch(r"[a-z][a-z0-9_ ,.'()-]*", text) for text in texts)
                assert not machine, f"{where} holds names of values, but the schema names no list for it: {texts}"


def test_the_judge_sees_what_is_missing(shown):
    """A column without headings, one heading twice and a value without a name are each found."""
    speech = next(one for one in shown if one.name == "09_reported_speech")
    for change, judge in (
        ({"mood": "x"}, test_every_column_has_a_heading),
        ({"stance": "sarcastic"}, test_every_value_that_is_no_word_of_the_corpus_has_a_name),
        ({"role": "minister"}, test_every_value_that_is_no_word_of_the_corpus_has_a_name),
    ):
        with pytest.raises(AssertionError, match=next(iter(change))):
            judge([speech._replace(table=speech.table.assign(**change))])


def bare_names(text):
    """The single words in code font: columns, values, settings; files, commands and examples are none."""
    return {token for token in in_code_font(text) if re.fullmatch(r"[A-Za-z]\w*", token)}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_column_that_the_prose_names_is_in_a_table_of_the_notebook(shown, path):
    own = [one for one in shown if one.place.startswith(path.stem)]
    known = {str(column) for one in own for column in one.table.columns}
    described = [about for one in own for about in columns_of(one).values() if about]
    known |= {value for about in described for value in schema.value_lists().get(about.names, ())}
    known |= {key for section in keys.KEYS.values() for key in section} | set(SYMBOLS)
    settings = [key for section in keys.KEYS.values() for key in section.values()]
    known |= {choice for key in settings for choice in keys.choices(key) or ()}
    source = "\n".join(cell.source for cell in cells(path, "code"))
    known |= {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    unknown = bare_names(prose(path)) - known
    assert not unknown, f"{path.name} names {unknown}: no column or value of its tables, no setting, not in its code."


def test_files_keep_the_names_and_values_of_the_machine(shown):
    speech = next(one.table for one in shown if one.name == "09_reported_speech")
    assert {"reported", "indirect"} <= set(speech["kind"]) and "neutral" in set(speech["stance"])
    assert isinstance(speech, pd.DataFrame) and list(speech)[:4] == ["doc_id", "start", "end", "quote"]


def test_every_term_shown_occurs_in_the_corpus_in_that_spelling(shown):
    """Of every table, also of those to come: all columns that hold words of the corpus (see `written.spelled`)."""
    folders = [DATA / name / "raw" for name in ("sample", "sample_reference")]
    texts = Texts(*[tokens.tokenize(documents.read(folder), level="form") for folder in folders])
    tables = [(f"{one.place} {one.name}", one.table, one.of) for one in shown]
    assert unwritten(tables, texts, known=UNNAMED.values()) == []
    asked = {column for _, table, _ in tables for column in table.columns}
    assert {"term", "forms", "node", "collocate", "cluster", "label", "written", "variant"} <= asked
    false = next(one.table for one in shown if one.name == "03_term_frequency").head(2)
    false = false.assign(term=["حق إنسان", "أسرة ضحية"], forms="")
    assert unwritten([("made up", false, None)], texts) == ["made up, term: ['أسرة ضحية', 'حق إنسان']"]
