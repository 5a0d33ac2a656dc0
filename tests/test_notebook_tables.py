"""Every table that a notebook shows or saves has headings, and names of its values, in both languages."""

import ast
import functools
import re
import shutil

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from notebook_prose import cells, in_code_font, prose
from notebook_tables import NOTEBOOKS, run
from written import Texts, unwritten

from helpers import schema
from helpers.analyses.reported_speech import UNNAMED
from helpers.corpus import documents, tokens
from helpers.display import sentences
from helpers.study import keys, outputs

DATA = NOTEBOOKS.parent / "data"
#: output -> its table in the schema; a notebook that saves another one needs a line here
OUTPUTS = """
00_matches matches · 00_settings settings
01_documents composition · 01_time over_time · 01_corpus description · 01_checkup checkup · 01_stages stages
02_word_steps word_steps · 02_glued_words glued_words
02_folds folds · 02_merges merges · 02_unknown unknown_forms · 02_sensitivity sensitivity · 02_families families
02_multiword_proposals proposals · 02_compounds compounds · 02_name_variants variants
03_term_frequency frequency · 03_rank_frequency counts · 03_dispersion positions · 03_by_source frequency
03_phrases_2 phrases · 03_phrases_3 phrases · 03_diversity diversity · 03_top_by_source frequency
04_tfidf weights · 04_tfidf_by_source weights · 04_number_of_themes theme_numbers · 04_themes themes
04_theme_overview theme_overview · 04_theme_terms themes · 04_representatives representatives
04_sensitivity theme_sensitivity · 04_themes_by_source prevalence · 04_themes_by_year prevalence
05_cloud_frequency frequency · 05_clouds_by_source frequency · 05_cloud_tfidf weights · 05_clouds_by_theme themes
06_keyness keyness · 06_keyness_scatter keyness · 06_keyness_clouds keyness · 06_keywords keyness
06_keyness_all keyness
07_collocates collocations · 07_network network · 07_skipgrams skipgrams · 07_nodes nodes
07_collocations collocations · 07_clusters clusters
08_concordance concordance · 08_dispersion positions · 08_coding coding_summary · 08_counts queries
09_speakers speakers · 09_stances stances · 09_quoted quoted · 09_inside_outside keyness · 09_quotations speakers
09_reported_speech reported_speech · 09_verbs verbs · 09_versus keyness
10_categories categories · 10_by_source categories · 10_coverage coverage · 10_together together · 10_over_time trends
10_by_kind categories · 10_cautions cautions
11_comparability comparability · 11_trends trends · 11_by_source trends · 11_terms nodes
11_change_points change_points
coding/08_sample concordance · coding/10_sample concordance
"""
#: lists that name some values only: a reader's own lexicons, sources and lines of settings are shown as they are
OPEN = {"unknown", "lexicon", "mend"}
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


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the notebooks show and save of the sample."""
    folder = tmp_path_factory.mktemp("study")
    for name in ("sample", "sample_reference"):
        shutil.copytree(DATA / name, folder / name, ignore=shutil.ignore_patterns("derived", "figures", "coding"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "save", _without_drawing(outputs.save))
        return run(folder / "sample", patch)


def _without_drawing(save):
    """`outputs.save` that writes the table and its sidecar only: the figures themselves are looked at elsewhere."""

    def call(study, name, figure, table, *, alt_ar="", alt_en="", **how):
        plt.close("all")
        return outputs.save_table(study, name, table, **how)

    return functools.wraps(save)(call)


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


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")), ids=lambda path: path.stem)
def test_every_column_that_the_prose_names_is_in_a_table_of_the_notebook(shown, path):
    own = [one for one in shown if one.place.startswith(path.stem)]
    known = {str(column) for one in own for column in one.table.columns}
    described = [about for one in own for about in columns_of(one).values() if about]
    known |= {value for about in described for value in schema.value_lists().get(about.names, ())}
    known |= {key for section in keys.KEYS.values() for key in section} | set(SYMBOLS)
    settings = [key for section in keys.KEYS.values() for key in section.values()]
    known |= {choice for key in settings for choice in keys.choices(key) or ()}
    source = "\n".join(cells(path, "code"))
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
