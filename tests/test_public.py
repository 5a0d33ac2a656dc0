"""Every public function takes what it should, and says in one sentence what is wrong with anything else.

PUBLIC has a line for each: how it is called, and what the result is. The functions of all analyses, those that the
notebooks call and those of the README must be in it. Each is called once as it should be, and then with everything
that people pass by mistake in the place of each argument: it may make something of it, or raise an error of Khitab; it
never ends in an error of Python, pandas or numpy.
"""

import datetime
import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers import analyses, schema
from helpers.analyses import (
    checkup,
    collocations,
    composition,
    concordance,
    description,
    families,
    frequency,
    keyness,
    lexicons,
    multiword_terms,
    reported_speech,
    sensitivity,
    spelling,
    term_weights,
    themes,
    trends,
    word_steps,
)
from helpers.arabic import morphology
from helpers.corpus import counts, documents, parts, periods, store, tokens
from helpers.corpus.cleaning import boilerplate, languages, near_duplicates
from helpers.corpus.search import nodes, query
from helpers.display import (
    clouds,
    concordances,
    effects,
    networks,
    panels,
    plots,
    prose,
    quotations,
    reading,
    sentences,
    series,
    tables,
    viewer,
)
from helpers.errors import KhitabError
from helpers.measures import tfidf
from helpers.study import (
    chapters,
    chosen,
    coders,
    coding,
    comparison,
    desk,
    embedded,
    excerpts,
    findings,
    kept,
    manuscript,
    matches,
    measured,
    method,
    notebook,
    outputs,
    report,
    settings,
    twins,
    verdict,
)

ROOT = Path(__file__).resolve().parents[1]
FAST = {"bootstrap": 20}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """What the functions are called with: the sample study, and the tables that the one makes for the other."""
    folder = tmp_path_factory.mktemp("public") / "study"
    (folder / "raw").mkdir(parents=True)
    lines = (ROOT / "data/sample/raw/articles.jsonl").read_text("utf-8").splitlines()
    (folder / "raw" / "articles.jsonl").write_text("\n".join(lines[::11]), "utf-8")  # enough to find something in
    toml = 'title = "دراسة"\n[collocations]\nnodes = ["الدولة"]\n[figures]\nformats = ["png"]\ndpi = 50\n'
    (folder / "study.toml").write_text(toml, "utf-8")
    g = SimpleNamespace(folder=folder, study=settings.load(folder))
    g.corpus = documents.read(folder / "raw")
    g.tokens = store.build(g.study.raw, g.study.derived, recipe=g.study.recipe)
    g.source = g.corpus.documents["source"].value_counts().index.tolist()
    g.word = frequency.content(frequency.table(g.tokens, **FAST))["term"].iloc[0]
    g.a, g.b = g.tokens.where(source=g.source[0]), g.tokens.where(source=g.source[1])
    g.frequency = frequency.table(g.tokens, **FAST)
    g.by_source = frequency.table(g.tokens, by="source", **FAST)
    g.keyness = keyness.compare(g.a, g.b, p=1, min_log_ratio=0, min_n=2, min_docs=1, **FAST)
    g.near = collocations.table(g.tokens, g.word, min_n=2, min_docs=1)
    g.first, g.behind = nodes.occurrences(g.tokens, g.word)
    g.lines = concordance.several(g.tokens, [g.word], sample=20)
    g.speech = reported_speech.extract(g.corpus)
    g.speakers = reported_speech.by_speaker(g.speech)
    g.said = reported_speech.said_by(g.speech, g.speakers["speaker"].iloc[:2].tolist())
    g.quoted = quotations.chosen(g.said)
    g.verbs = reported_speech.by_verb(g.speech, g.corpus, by="source")
    g.lexicon = lexicons.read("frames")
    g.hits = lexicons.track(g.tokens, g.lexicon)
    g.weights = term_weights.table(g.tokens)
    g.weight_ranks = term_weights.ranks(g.weights)
    g.themes, g.shares = themes.fit(g.tokens, n_themes=3, runs=2, restarts=1)
    g.levels = {"lemma": g.shares["theme"].to_numpy(), "form": g.shares["theme"].to_numpy()}
    g.trends = trends.table(g.tokens, [g.word], period="year", **FAST)
    g.comparable = trends.comparability(g.corpus, "year", few=1)
    g.boilerplate = boilerplate.find(g.corpus, min_docs=2)
    g.pairs = near_duplicates.pairs(g.tokens)
    g.matrix = counts.matrix(g.tokens)
    g.problems = checkup.table(g.corpus)
    g.choice = pd.DataFrame({"n_themes": [2, 3], "stability": [0.1, 0.2], "npmi": [0.1, 0.3]})
    g.positions = frequency.positions(g.tokens, [g.word])
    g.ranks = sensitivity.terms(g.tokens, top=8)
    words = frequency.content(g.frequency)["term"].iloc[:5].tolist()
    g.edges = collocations.network(g.tokens, words, min_n=2, min_docs=1, top=5)
    g.coded = coding.sheet(g.study, "08_sample", g.lines, g.corpus)
    g.desk = coders.desk(g.study, "08_sample", g.lines, g.corpus)
    plt.close("all")
    return g


def call(function, *names, result=None, **options):
    """A line of PUBLIC: names of attributes of `given`, or values, in the order of the arguments."""
    return function, names, options, result


class Is:
    """A value in the place of the name of an attribute."""

    def __init__(self, value):
        self.value = value


#: name -> (function, what it is given, options, the table of the schema or the type that it returns)
PUBLIC = {
    # the corpus
    "documents.read": call(documents.read, "folder", result=documents.Corpus),
    "Corpus.where": call(documents.Corpus.where, "corpus", result=documents.Corpus),
    "tokens.tokenize": call(tokens.tokenize, "corpus", result=tokens.Tokens, level="normalized"),
    "tokens.at_level": call(tokens.at_level, "tokens", Is("form"), result=tokens.Tokens),
    "Tokens.where": call(tokens.Tokens.where, "tokens", result=tokens.Tokens),
    "Tokens.select": call(tokens.Tokens.select, "tokens", Is("all"), result=tokens.Tokens),
    "counts.matrix": call(counts.matrix, "tokens"),
    "counts.content": call(counts.content, "tokens", result=np.ndarray),
    "counts.groups": call(counts.groups, "tokens", Is("source"), result=list),
    "counts.by_group": call(counts.by_group, "tokens", Is("source"), result="counts"),
    "counts.ngrams": call(counts.ngrams, "tokens", result=pd.DataFrame),
    "counts.skipgrams": call(counts.skipgrams, "tokens", result=pd.DataFrame),
    "periods.bounds": call(periods.bounds, "tokens", result=dict),
    "periods.of": call(periods.of, "corpus", Is("year"), result=pd.Series),
    "parts.conditions": call(parts.conditions, Is("source=الشرق"), result=dict),
    "nodes.found": call(nodes.found, "tokens", Is(["الدولة"]), result=pd.DataFrame),
    "nodes.rows": call(nodes.rows, "tokens", "word", result=np.ndarray),
    "nodes.occurrences": call(nodes.occurrences, "tokens", "word", result=tuple),
    "query.spans": call(query.spans, "tokens", "word", result=tuple),
    "boilerplate.find": call(boilerplate.find, "corpus", result=pd.DataFrame),
    "boilerplate.drop": call(boilerplate.drop, "corpus", "boilerplate", result=documents.Corpus),
    "languages.table": call(languages.table, "corpus", result=pd.DataFrame),
    "languages.drop": call(languages.drop, "corpus", result=documents.Corpus),
    "near_duplicates.pairs": call(near_duplicates.pairs, "tokens", result=pd.DataFrame),
    "near_duplicates.clusters": call(near_duplicates.clusters, "pairs", "corpus", result=pd.DataFrame),
    "near_duplicates.drop": call(near_duplicates.drop, "corpus", result=documents.Corpus),
    "near_duplicates.report": call(near_duplicates.report, "corpus", result=documents.Corpus),
    "store.build": call(store.build, "folder", Is("derived"), keep=False, result=tokens.Tokens),
    "store.load": call(store.load, Is("derived"), result=tokens.Tokens),
    # the analyses
    "checkup.table": call(checkup.table, "corpus", result="checkup"),
    "collocations.table": call(collocations.table, "tokens", "word", min_n=2, min_docs=1, result="collocations"),
    "collocations.several": call(collocations.several, "tokens", Is(["الدولة"]), result="collocations"),
    "collocations.content": call(collocations.content, "near", result="collocations"),
    "collocations.network": call(collocations.network, "tokens", Is(["الدولة"]), result=pd.DataFrame),
    "collocations.compare": call(collocations.compare, "a", "b", "word", min_n=1, min_docs=1, result=pd.DataFrame),
    "collocations.clusters": call(collocations.clusters, "tokens", "word", min_n=2, result="clusters"),
    "composition.table": call(composition.table, "tokens", result="composition"),
    "composition.of_largest": call(composition.of_largest, "by_source", "tokens", result="frequency"),
    "composition.sizes": call(composition.sizes, "tokens", result=dict),
    "composition.over_time": call(composition.over_time, "tokens", result=pd.DataFrame),
    "concordance.page": call(concordance.page, "tokens", "word", result=tuple),
    "concordance.lines": call(concordance.lines, "tokens", "word", result="concordance"),
    "concordance.several": call(concordance.several, "tokens", Is(["الدولة", "ال*"]), result="concordance"),
    "concordance.find": call(concordance.find, "tokens", "word", result=tuple),
    "concordance.at": call(concordance.at, "tokens", "first", "behind", result=pd.DataFrame),
    "concordance.counts": call(concordance.counts, "tokens", Is(["الدولة"]), result=pd.DataFrame),
    "concordance.positions": call(concordance.positions, "tokens", Is(["الدولة"]), result="positions"),
    "description.counts": call(description.counts, "corpus", result="stages"),
    "description.table": call(description.table, "tokens", result="description"),
    "description.paragraph": call(description.paragraph, "tokens", result=str),
    "families.table": call(families.table, "tokens", result="families"),
    "frequency.against_chance": call(
        frequency.against_chance, Is("by_source"), "tokens", shuffles=9, result=pd.DataFrame
    ),
    "frequency.table": call(frequency.table, "tokens", **FAST, result="frequency"),
    "frequency.content": call(frequency.content, "frequency", result="frequency"),
    "frequency.lexical_diversity": call(frequency.lexical_diversity, "tokens", result="diversity"),
    "frequency.positions": call(frequency.positions, "tokens", Is(["دولة"]), result="positions"),
    "keyness.compare": call(keyness.compare, "a", "b", **FAST, result="keyness"),
    "keyness.keywords": call(keyness.keywords, "keyness", result="keyness"),
    "keyness.overview": call(keyness.overview, "keyness", result="keyness"),
    "keyness.sizes": call(keyness.sizes, "keyness", result=dict),
    "keyness.cut_offs": call(keyness.cut_offs, "keyness", result=pd.DataFrame),
    "lexicons.read": call(lexicons.read, Is("frames"), result=lexicons.Lexicon),
    "lexicons.shipped": call(lexicons.shipped, result=list),
    "lexicons.track": call(lexicons.track, "tokens", "lexicon", result=pd.DataFrame),
    "lexicons.table": call(lexicons.table, "hits", "tokens", **FAST, result="categories"),
    "lexicons.coverage": call(lexicons.coverage, "hits", "lexicon", result=pd.DataFrame),
    "lexicons.cautions": call(lexicons.cautions, "hits", "tokens", "lexicon", result="cautions"),
    "lexicons.in_english": call(lexicons.in_english, Is(pd.DataFrame({"label": ["داعش"]})), Is("naming"),
                                result=pd.DataFrame),
    "lexicons.overlaps": call(lexicons.overlaps, "hits", result=pd.DataFrame),
    "lexicons.together": call(lexicons.together, "hits", "tokens", result=pd.DataFrame),
    "lexicons.sample": call(lexicons.sample, "hits", "tokens", n=3, result=pd.DataFrame),
    "lexicons.positions": call(lexicons.positions, "hits", result=dict),
    "multiword_terms.applied": call(multiword_terms.applied, "tokens", result="compounds"),
    "multiword_terms.evidence": call(multiword_terms.evidence, "tokens", result=str),
    "multiword_terms.variants": call(multiword_terms.variants, "tokens", min_n=2, result="variants"),
    "multiword_terms.propose": call(multiword_terms.propose, "tokens", min_n=2, min_docs=2, result="proposals"),
    "reported_speech.extract": call(reported_speech.extract, "corpus", result="reported_speech"),
    "reported_speech.unbalanced": call(reported_speech.unbalanced, "corpus", result=pd.DataFrame),
    "reported_speech.by_speaker": call(reported_speech.by_speaker, "speech", result="speakers"),
    "reported_speech.named": call(reported_speech.named, "speakers", result="speakers"),
    "reported_speech.said_by": call(reported_speech.said_by, "speech", Is(["الوزير"]), result=pd.DataFrame),
    "reported_speech.two_loudest": call(reported_speech.two_loudest, "tokens", "speech", result=dict),
    "reported_speech.by_verb": call(reported_speech.by_verb, "speech", "corpus", by="source", result="verbs"),
    "reported_speech.by_kind": call(reported_speech.by_kind, "speech", result=pd.DataFrame),
    "reported_speech.against_chance": call(
        reported_speech.against_chance, Is("stances"), "speech", "corpus", shuffles=9, result=pd.DataFrame
    ),
    "reported_speech.by_stance": call(reported_speech.by_stance, "verbs", result=pd.DataFrame),
    "reported_speech.share_quoted": call(reported_speech.share_quoted, "speech", "corpus", result=pd.DataFrame),
    "reported_speech.split": call(reported_speech.split, "tokens", "speech", result=tuple),
    "reported_speech.without_verbs": call(reported_speech.without_verbs, "keyness", "speech", result="keyness"),
    "reported_speech.speech_of": call(reported_speech.speech_of, "tokens", "speech", "speaker", result=tokens.Tokens),
    "sensitivity.terms": call(sensitivity.terms, "tokens", top=5, result=pd.DataFrame),
    "sensitivity.themes": call(sensitivity.themes, "tokens", "levels", result=pd.DataFrame),
    "spelling.merges": call(spelling.merges, "tokens", result="merges"),
    "spelling.unknown": call(spelling.unknown, "tokens", result=pd.DataFrame),
    "spelling.fold_effects": call(spelling.fold_effects, "tokens", result=pd.DataFrame),
    "word_steps.table": call(word_steps.table, "tokens", result="word_steps"),
    "word_steps.glued": call(word_steps.glued, "tokens", result="glued_words"),
    "term_weights.table": call(term_weights.table, "tokens", result="weights"),
    "term_weights.ranks": call(term_weights.ranks, "weights", result="weights"),
    "term_weights.movers": call(term_weights.movers, "weight_ranks", top=3, result="weights"),
    "themes.vocabulary": call(themes.vocabulary, "tokens", result=tuple),
    "themes.fit": call(themes.fit, "tokens", n_themes=3, runs=0, restarts=1, result=tuple),
    "themes.at_levels": call(themes.at_levels, "tokens", n_themes=2, restarts=1, result=dict),
    "themes.choose": call(themes.choose, "tokens", candidates=[2], runs=1, result=pd.DataFrame),
    "themes.overview": call(themes.overview, "themes", "shares", result=pd.DataFrame),
    "themes.representatives": call(themes.representatives, "tokens", "themes", "shares", result=pd.DataFrame),
    "themes.prevalence": call(themes.prevalence, "tokens", "themes", "shares", result=pd.DataFrame),
    "trends.table": call(trends.table, "tokens", Is(["الدولة"]), period="year", **FAST, result="trends"),
    "trends.comparability": call(trends.comparability, "corpus", Is("year"), result=pd.DataFrame),
    "trends.change_points": call(trends.change_points, "trends", "comparable", few=1, result=pd.DataFrame),
    "trends.events": call(trends.events, Is(["2014-06-29 حدث"]), result=pd.DataFrame),
    "trends.similarity": call(trends.similarity, "tokens", Is("year"), few=1, result=pd.DataFrame),
    # measures and morphology
    "tfidf.weights": call(tfidf.weights, "matrix"),
    "tfidf.idf": call(tfidf.idf, "matrix", result=np.ndarray),
    "morphology.analyze": call(morphology.analyze, Is(["والإرهاب"]), result=pd.DataFrame),
    "morphology.family": call(morphology.family, Is(["إرهاب"]), result=pd.Series),
    # figures and tables
    "clouds.draw": call(clouds.draw, "frequency", top=5),
    "clouds.grid": call(clouds.grid, Is("clouds"), top=5),
    "clouds.two_sided": call(clouds.two_sided, "keyness", weight="log_ratio", top=5),
    "concordances.page": call(concordances.page, "lines"),
    "effects.intervals": call(effects.intervals, "keyness", top=5),
    "effects.scatter": call(effects.scatter, Is("overview"), labelled=3),
    "networks.draw": call(networks.draw, "edges"),
    "panels.lines": call(panels.lines, "trends", x="period", y="ipm", panel="term"),
    "panels.bars": call(panels.bars, Is("panels"), panel="label", top=3),
    "plots.bars": call(plots.bars, "frequency", top=5),
    "plots.heatmap": call(plots.heatmap, Is("heat"), row="term", column="group", value="ipm"),
    "plots.rank_frequency": call(plots.rank_frequency, Is("few"), labelled=2),
    "plots.dispersion_strips": call(plots.dispersion_strips, "positions"),
    "plots.lines": call(plots.lines, "trends", x="period", y="ipm"),
    "prose.paragraphs": call(prose.paragraphs, Is("نص")),
    "quotations.chosen": call(quotations.chosen, "said", result="quotations"),
    "quotations.page": call(quotations.page, "said", "corpus", title="نص"),
    "sentences.plain": call(sentences.plain, Is("There is no query; give a list of them."), result=str),
    "reading.lines": call(reading.lines, "desk"),
    "series.scores": call(series.scores, "choice"),
    "series.ranks": call(series.ranks, "ranks", levels=["form", "normalized"]),
    "tables.rtl": call(tables.rtl, Is("few")),
    "viewer.concordance": call(viewer.concordance, Is(concordance.page), "tokens"),
    # the study
    "chosen.strongest": call(chosen.strongest, "keyness"),
    "chosen.words": call(chosen.words, "study", Is("collocations.nodes"), n=3, result=tuple),
    "coders.desk": call(coders.desk, "study", Is("08_sample"), "lines", "corpus", result=coders.Desk),
    "coding.sheet": call(coding.sheet, "study", Is("08_sample"), "lines", "corpus", result=pd.DataFrame),
    "coding.changes": call(coding.changes, "coded", result=pd.DataFrame),
    "coding.summary": call(coding.summary, "coded", result=pd.DataFrame),
    "comparison.heading": call(comparison.heading, Is(["أ", ("ب", "b")]), result=str),
    "comparison.sides": call(comparison.sides, "study", "tokens", result=tuple),
    "kept.result": call(kept.result, "study", Is(reported_speech.by_kind), "speech", result=pd.DataFrame),
    "matches.table": call(matches.table, "study", "tokens", result="matches"),
    "measured.sentence": call(measured.sentence, Is("reported_speech")),
    "method.paragraph": call(method.paragraph, "study", result=dict),
    "method.write": call(method.write, "study", "tokens", result=list),
    "notebook.banner": call(notebook.banner, "study", "tokens"),
    "desk.show": call(desk.show, "path"),
    "notebook.begin": call(notebook.begin, "path"),
    "outputs.listing": call(outputs.listing, "study", result="listing"),
    "outputs.save": call(outputs.save, "study", Is("90_x"), Is("figure"), Is("few"), caption_ar="أ", caption_en="a",
                         alt_ar="أ", alt_en="a"),
    "outputs.save_table": call(outputs.save_table, "study", Is("91_x"), Is("few"), caption_ar="أ", caption_en="a"),
    "outputs.save_page": call(outputs.save_page, "study", Is("92_x"), Is("<p>أ</p>"), Is("few"), caption_ar="أ",
                              caption_en="a"),
    "outputs.read_table": call(outputs.read_table, "study", Is("91_x"), result=pd.DataFrame),
    "chapters.of": call(chapters.of, "study", result=list),
    "embedded.lines": call(embedded.lines, "tokens", Is(["الإرهاب"]), result=dict),
    "embedded.quotations": call(embedded.quotations, "quoted", "corpus", Is({"documents": []}), result=list),
    "embedded.table": call(embedded.table, "frequency", result=dict),
    "excerpts.into": call(excerpts.into, "study"),
    "findings.of": call(findings.of, "study", result=list),
    "manuscript.write": call(manuscript.write, "study"),
    "report.write": call(report.write, "study"),
    "settings.fetch": call(settings.fetch, "study", result=Path),
    "settings.load": call(settings.load, "path", result=settings.Study),
    "settings.in_force": call(settings.in_force, "study", result="settings"),
    "twins.show": call(twins.show, "study", Is("90_x"), Is("scatter"), "tokens"),
    "verdict.steps": call(verdict.steps, "problems", "corpus", result=list),
}  # fmt: skip


def made(g, value):
    """What a place of a line stands for."""
    if isinstance(value, Is):
        return {
            "all": lambda: np.ones(len(g.tokens), bool), "derived": lambda: g.study.derived,
            "clouds": lambda: {"أ": g.frequency.head(20), "ب": g.frequency.head(9)},
            "overview": lambda: keyness.overview(g.keyness), "panels": lambda: g.themes.head(30),
            "heat": lambda: g.by_source.groupby("group", observed=True).head(3), "few": lambda: g.frequency.head(30),
            "stances": lambda: reported_speech.by_stance(reported_speech.by_verb(g.speech, g.corpus, by="source")),
            "by_source": lambda: g.by_source.groupby("group", observed=True).head(3),
            "figure": lambda: plots.bars(g.frequency, top=3),
            "scatter": lambda: effects.scatter(keyness.overview(g.keyness), key="key"),
        }.get(value.value, lambda: value.value)() if isinstance(value.value, str) else value.value  # fmt: skip
    if value == "folder":
        return g.study.raw
    if value == "path":
        return str(g.folder)
    if value == "speaker":
        return next(name for name in g.speakers["speaker"] if name)
    return getattr(g, value)


WRONG = {
    "None": None, "a number": 7, "a negative number": -1, "a broken number": 2.5, "not a number": float("nan"),
    "a word": "غيرموجود", "no word": "", "an empty list": [], "a list of None": [None], "an empty dict": {},
    "a dict": {"أ": 1}, "an object": object(), "another table": pd.DataFrame({"x": [1]}),
    "an empty table": pd.DataFrame(),
    "an array": np.array([[1.5]]), "True": True, "a function": len, "a date": datetime.date(2020, 1, 1), "bytes": b"x",
}  # fmt: skip


def outcome(function, positional, named):
    """None, or what is wrong with how the call ended."""
    try:
        function(*positional, **named)
    except KhitabError as error:
        said = str(error)
        if "\n" in said or len(said) > 700 or len(said) < 15:
            return f"no sentence: {said[:300]!r}"
        if re.search(r"<\w+ object at|dtype=|\[\d+ rows x", said):
            return f"a sentence with the insides of Python in it: {said[:300]!r}"
    except BaseException as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    finally:
        plt.close("all")
    return None


def test_every_function_of_the_analyses_the_notebooks_and_the_readme_is_in_the_table():
    wanted = set()
    for found in pkgutil.iter_modules(analyses.__path__):
        module = importlib.import_module(f"helpers.analyses.{found.name}")
        wanted |= {
            f"{found.name}.{name}" for name, one in vars(module).items()
            if inspect.isfunction(one) and not name.startswith("_") and one.__module__ == module.__name__
        }  # fmt: skip
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        wanted |= called("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    for block in re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S):
        wanted |= called(block)
    assert len(wanted) > 90
    assert wanted - {"themes.factorise"} - set(PUBLIC) == set()  # factorise takes the weights that fit has made


def called(code):
    """module.function of every call to a module of helpers that the code imports."""
    names = {name.strip() for line in re.findall(r"from helpers[\w.]* import (.+)", code) for name in line.split(",")}
    return {f"{module}.{name}" for module, name in re.findall(r"\b(\w+)\.(\w+)\(", code) if module in names}


@pytest.mark.parametrize("name", PUBLIC)
def test_called_as_it_should_be_it_returns_what_the_schema_says(given, name):
    function, places, options, result = PUBLIC[name]
    found = function(*(made(given, place) for place in places), **options)
    plt.close("all")
    if isinstance(result, str):
        assert set(schema.TABLES[result]) <= set(found.columns)
    elif result is not None:
        assert isinstance(found, result)


@pytest.mark.parametrize("name", PUBLIC)
def test_called_with_anything_else_it_says_so_in_a_sentence(given, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function, places, options, _ = PUBLIC[name]
    positional = [made(given, place) for place in places]
    parameters = inspect.signature(function).parameters
    free = [one for one, about in parameters.items() if about.kind is about.POSITIONAL_OR_KEYWORD]
    problems = []
    for place, argument in enumerate(free[: len(positional)]):
        if argument == "self":
            continue
        for kind, value in WRONG.items():
            wrong = outcome(function, [*positional[:place], value, *positional[place + 1 :]], options)
            problems += [f"{argument} = {kind}: {wrong}"] if wrong else []
    others = [one for one, about in parameters.items() if about.kind is about.KEYWORD_ONLY]
    for argument in [*free[len(positional) :], *others]:
        for kind, value in WRONG.items():
            wrong = outcome(function, positional, {**options, argument: value})
            problems += [f"{argument} = {kind}: {wrong}"] if wrong else []
    for kind, extra in {"too many": [None] * 9, "too few": None}.items():
        wrong = outcome(function, [*positional, *extra] if extra else positional[:-1], options)
        problems += [f"{kind} arguments: {wrong}"] if wrong else []
    wrong = outcome(function, positional, {**options, "no_such_argument": 1})
    problems += [f"an unknown argument: {wrong}"] if wrong else []
    assert not problems, "\n".join(problems)


def table(**columns):
    return pd.DataFrame(columns)


#: function, arguments as in PUBLIC, options, the sentence
SENTENCES = [
    ("tokens.tokenize", [Is(None)], {}, "There is nothing to read in None; give a path, a list of paths, a DataFrame"),
    ("tokens.tokenize", ["corpus"], {"levle": "form"}, 'tokenize has no argument "levle". Did you mean "level"?'),
    ("tokens.tokenize", ["corpus"], {"extra": 7.5}, "extra is 7.5, but must be a list of texts."),
    ("frequency.table", ["corpus"], {}, "tokens is a Corpus, but must be Tokens, which tokens.tokenize(corpus) return"),
    ("frequency.table", ["tokens"], {"by": "sorce"}, 'by is "sorce", but must be one of "source", "category"'),
    ("frequency.table", ["tokens"], {"confidence": 95}, "confidence is 95, but must be a number between 0 and 1, such"),
    ("frequency.content", ["tokens"], {}, "table is a Tokens, but must be the table that frequency.table returns."),
    ("keyness.keywords", ["frequency"], {}, 'no column "n_target", so it is not the one that keyness.compare returns.'),
    ("keyness.compare", ["corpus", "b"], {}, "target is a Corpus, but must be Tokens"),
    ("collocations.table", ["tokens", Is(None)], {}, "node is None, but must be a text or a list of texts."),
    ("collocations.table", ["tokens", Is([])], {}, "There is no node; give a word or a list of words."),
    ("collocations.table", ["tokens", "word"], {"windw": 5}, 'table has no argument "windw"; it has tokens'),
    ("concordance.lines", ["tokens", Is([])], {}, "There is no query; give one, or a list of them."),
    ("concordance.lines", ["tokens", "word"], {"window": "5"}, 'window is "5", but must be a whole number of words'),
    ("concordance.lines", ["tokens", "word"], {"start": "2022", "end": "2019"},
     'start is "2022", which is later than end, "2019"; exchange the two.'),
    ("concordance.lines", ["tokens"], {}, 'concordance.lines needs the argument "query".'),
    ("Corpus.where", ["corpus"], {"date": "31-31"}, 'date is "31-31", but must be a date such as "2018-03-31"'),
    ("Corpus.where", ["corpus"], {"date": "1850"}, 'No document has the date "1850"; they run from 2019-01-07 to 2024'),
    ("Corpus.where", ["corpus"], {"date": []}, "date is an empty list; name at least one date."),
    ("Corpus.where", ["corpus"], {"source": None}, "source is None, but must be a value of the column or a list of"),
    ("Corpus.where", ["corpus"], {"source": []}, "source is an empty list; name at least one value of the column."),
    ("themes.fit", ["tokens"], {"n_themes": "8"}, 'n_themes is "8", but must be a whole number.'),
    ("themes.fit", ["tokens"], {"min_doc": 3}, 'counts.content has no argument "min_doc"; it has tokens, stop_words'),
    ("trends.table", ["tokens", Is([])], {}, "There is no term; give a list of words, or positions by name."),
    ("trends.comparability", ["corpus", Is(["year"])], {}, 'period is a list, but must be one of "year", "quarter"'),
    ("lexicons.track", ["tokens", Is("framse")], {}, 'There is no lexicon "framse"'),
    ("reported_speech.by_speaker", ["corpus"], {}, "table is a Corpus, but must be the table that reported_speech.e"),
    ("tfidf.weights", ["tokens"], {}, "matrix is a Tokens, but must be the matrix that counts.matrix returns."),
    ("clouds.draw", ["frequency"], {"colour": "رمادي"}, 'colour is "رمادي", but must be a colour, or a function of a'),
    ("plots.bars", ["tokens"], {}, "A plot needs a DataFrame, but was given Tokens."),
    ("outputs.save_table", [Is("sample"), Is("x"), "frequency"], {}, 'study is "sample", but must be a Study, which'),
    ("store.load", [Is("nowhere")], {}, "nowhere holds no tokens that were built; khitab build STUDY makes them."),
    ("settings.load", [Is(None)], {}, "path is None, but must be a path or a Study"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "places", "options", "message"), SENTENCES, ids=range(len(SENTENCES)))
def test_what_is_wrong_is_said_with_what_to_do(given, tmp_path, monkeypatch, name, places, options, message):
    monkeypatch.chdir(tmp_path)
    function, _, usual, _ = PUBLIC[name]
    with pytest.raises(KhitabError) as raised:
        function(*(made(given, place) for place in places), **{**usual, **options})
    assert message in str(raised.value)
    assert re.search("[\u0621-\u064a]{2}", sentences.arabic(raised.value)), raised.value


TEXTS = ["قال الوزير إن الدولة قوية.", "رأى الكاتب أن الدولة ضعيفة."]
GIVEN = {
    "a list of texts": TEXTS, "a tuple": tuple(TEXTS), "an array": np.array(TEXTS), "a Series": pd.Series(TEXTS),
    "a set": set(TEXTS), "a stream": lambda: iter(TEXTS), "a dict of ids": dict(zip(["أ", "ب"], TEXTS, strict=True)),
    "a dict of columns": {"text": TEXTS, "date": ["2021-01-05", None]},
    "a DataFrame": table(text=TEXTS, source=["أ", "ب"]),
    "records": [{"text": text, "date": datetime.date(2021, 1, n + 1)} for n, text in enumerate(TEXTS)],
    "missing texts": [*TEXTS, None, float("nan"), pd.NA],
    "dates of pandas": table(body=TEXTS, date=pd.to_datetime(["2021-01-05", None])),
}  # fmt: skip


@pytest.mark.parametrize("kind", GIVEN)
def test_texts_in_memory_are_read_and_tokenized(kind):
    one = GIVEN[kind]() if callable(GIVEN[kind]) else GIVEN[kind]
    corpus = documents.read(one)
    assert sorted(corpus.documents["text"]) == sorted(TEXTS)
    assert set(corpus.files["how"]) == {"given in memory"} and corpus.files["n_documents"].sum() == 2
    one = GIVEN[kind]() if callable(GIVEN[kind]) else GIVEN[kind]
    assert len(tokens.tokenize(one, level="form")) == 10


def test_what_a_table_tells_beside_the_texts_is_kept():
    frame = table(text=TEXTS, date=["2021-01-05", "2021-02-01"], source=["أ", "ب"], n=[1, 2])
    frame.index = ["x", "y"]
    found = documents.read(frame).documents
    assert found["doc_id"].tolist() == ["x", "y"] and found["n"].tolist() == ["1", "2"]
    assert found["date"].dt.day.tolist() == [5, 1] and found["source"].tolist() == ["أ", "ب"]
    named = documents.read(table(a=TEXTS), columns={"text": "a"})
    assert len(named) == 2 and named.documents["doc_id"].tolist() == ["text-1", "text-2"]
    assert documents.read(named) is named


def test_several_paths_are_read_as_their_folder_would_be(tmp_path):
    for name, text in zip(("أ/one.txt", "ب/two.txt"), TEXTS, strict=True):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"x")
    whole = documents.read(tmp_path)
    listed = documents.read([tmp_path / "ب" / "two.txt", str(tmp_path / "أ"), tmp_path / "picture.png", tmp_path / "أ"])
    pd.testing.assert_frame_equal(listed.documents, whole.documents)
    pd.testing.assert_frame_equal(listed.set_aside, whole.set_aside)
    with pytest.raises(KhitabError, match="three.txt.* does not exist|three.txt.*not there"):
        documents.read([str(tmp_path / "أ" / "one.txt"), str(tmp_path / "three.txt")])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", "The path is empty"), ("https://site.example/a.html", "is an address on the web, which is not opened"),
        (TEXTS[0], "is no path of a file or folder; if it is a text, give it in a list"),
        (TEXTS[0] * 300, "is no path of a file or folder"), ("nowhere.csv", "nowhere.csv does not exist"),
        ([TEXTS[0], 7], "Item 2 of the list is 7, but must be a text"),
        ([], "There is nothing to read in an empty list"),
        ({"text": TEXTS, "date": [1]}, "The columns are of different lengths (text 2, date 1)"),
        (table(x=[1]), "no column is known to hold the text"),
    ],
)  # fmt: skip
def test_what_is_neither_a_path_nor_texts_is_told(path, message):
    with pytest.raises(KhitabError) as raised:
        documents.read(path)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("date", "n"),
    [
        ("2021-01-05", 1), (datetime.date(2021, 1, 5), 1), (pd.Timestamp("2021-01-05"), 1),
        (np.datetime64("2021-01-05"), 1), ("٥ يناير ٢٠٢١", 1), ("2021-01", 2), ("2021", 3),
        (2021, 3), (np.int64(2021), 3), ("2021..2022", 4),
        (["2021-01-05", "2022"], 2), (range(2021, 2023), 4), (slice("2021-01-06", "2021-12"), 2),
        (slice(None, 2021), 3),
        (slice("2022", None), 1), (pd.Period("2021-01"), 2), (datetime.datetime(2021, 3, 1, 10), 1), ("2021-03-01", 1),
    ],
)  # fmt: skip
def test_documents_are_chosen_by_a_date_of_any_kind(date, n):
    dates = ["2021-01-05", "2021-01-20", "2021-03-01 10:00", "2022-02-02", None]
    corpus = documents.read({"text": [f"{TEXTS[0]} {k}" for k in range(5)], "date": dates})
    assert len(corpus.where(date=date)) == n
    stream = tokens.tokenize(corpus, level="form")
    assert len(stream.where(date=date).corpus) == n
    assert len(concordance.lines(stream, "الدولة", date=date)) == n


def test_metadata_may_be_named_as_numbers_and_a_list_of_queries_is_any_of_them():
    corpus = documents.read({"text": TEXTS, "year": [2019, 2020]})
    assert len(corpus.where(year=2019)) == 1 and len(corpus.where(year=[2019, "2020"])) == 2
    stream = tokens.tokenize(corpus, level="form")
    assert concordance.lines(stream, ["قوية", "ضعيفة"])["keyword"].tolist() == ["قوية", "ضعيفة"]
    assert concordance.page(stream, ["قوية", "ضعيفة", "قوية"])[0] == 2
    both = concordance.counts(stream, ["الدولة", ["قوية", "ضعيفة"]])
    assert both["query"].tolist() == ["الدولة", "قوية | ضعيفة"] and both["n"].tolist() == [2, 2]
    assert nodes.found(stream, "الدولة")["n"].tolist() == [2]


def test_a_lexicon_may_be_its_name_or_a_dict():
    stream = tokens.tokenize(TEXTS, level="form")
    lexicon = {"power": ["قوية", "ضعيفة"], "state": "الدولة"}
    found = lexicons.track(stream, lexicon)
    assert found["category"].value_counts().to_dict() == {"power": 2, "state": 2}
    assert lexicons.coverage(found, lexicon)["n"].tolist() == [1, 1, 2]
    with pytest.raises(KhitabError, match="has no terms"):
        lexicons.track(stream, {"power": 7})
