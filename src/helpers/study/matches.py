"""What the words of the settings find in the corpus: each word that has no effect is reported, none is a fault."""

import contextlib

import pandas as pd

from ..analyses import concordance, lexicons, trends
from ..arabic import normalization, stopwords
from ..arguments import takes
from ..corpus import periods
from ..corpus.cleaning import boilerplate
from ..corpus.reading import division, splitting
from ..corpus.search import nodes
from ..errors import KhitabError, NotEnoughData, NotFound
from . import comparison, kept, keys

COLUMNS = ["setting", "value", "n", "unit", "note"]
#: The settings that are looked up, beside those of [corpus] and [terms] that are part of every recipe.
KEYS = (
    "collocations.nodes", "concordance.queries", "keyness.target", "keyness.reference", "lexicons.files",
    "trends.terms", "trends.events", "trends.period",
)  # fmt: skip


@takes()
def table(study, tokens):
    """Look up every word, source, period and line that study.toml and lexicon.csv name.

    tokens: the Tokens of the study. Returns setting ("[concordance] queries"), value (as named), n (what it finds),
    unit (tokens, hits, documents, files, lines), note: "" where it has an effect, else a sentence that says why it has
    none, with the nearest that occurs. Settings that are not set, or name nothing, have no row.
    """
    rows = [
        *_words(study, tokens), *_stop_words(study, tokens), *_sides(study, tokens), *_events(study, tokens),
        *_lexicons(study, tokens), *_lexicon_lines(study, tokens), *_boilerplate(study, tokens),
        *_period(study, tokens), *_split(study, tokens),
    ]  # fmt: skip
    types = {"setting": "str", "value": "str", "n": "int64", "unit": "str", "note": "str"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(types)


def _words(study, tokens):
    for section, key in (("terms", "not_compounds"), ("collocations", "nodes"), ("trends", "terms")):
        for row in nodes.found(tokens, getattr(study, section)[key]).itertuples():
            yield keys.name(section, key), row.word, row.n, "tokens", row.note
    for row in concordance.counts(tokens, study.concordance["queries"]).itertuples():
        yield keys.name("concordance", "queries"), row.query, row.n, "hits", row.note


def _stop_words(study, tokens):
    folds, terms = tokens.folds, study.terms
    core = () if terms["stop_words"] == "none" else None
    core = stopwords.listed(words=core, lists=terms["stop_lists"], folds=folds)
    for key, wanted in (("extra_stop_words", True), ("not_stop_words", False)):
        for word in terms[key]:
            n, note = 0, ""
            (folded,) = normalization.normalize([word], folds)
            try:
                found = tokens.terms.iloc[nodes.rows(tokens, word)]
                n = int(found["n"].sum())
                done = found["is_stop"] == wanted
                if not done.any():
                    note = f'"{word}" changes nothing: most of its forms count otherwise; name it as tables show it.'
                elif (folded in core) == wanted:
                    kind = "a stop word" if wanted else "no stop word"
                    note = f'"{word}" is {kind} already, so that naming it changes nothing.'
            except NotFound as error:
                note = str(error)
            yield keys.name("terms", key), word, n, "tokens", note


def _sides(study, tokens):
    for key in ("target", "reference"):
        text = study.keyness[key]
        if not text or (key == "reference" and text in (comparison.GENERAL, comparison.REST)):
            continue
        if key == "reference" and "=" not in text:
            try:
                comparison.other(study, text)
            except KhitabError as error:
                yield keys.name("keyness", key), text, 0, "documents", str(error)
            continue
        try:
            n, note = len(comparison.part(study, tokens, key, text).corpus), ""
        except KhitabError as error:
            n, note = 0, str(error)
        yield keys.name("keyness", key), text, n, "documents", note


def _period(study, tokens):
    period, corpus = study.trends["period"], tokens.corpus
    n = int(periods.too_coarse(corpus, period).sum())
    if n:
        note = f"{n:,} documents are in no figure by {period}: their date names no single one."
        yield keys.name("trends", "period"), period, int(periods.of(corpus, period).notna().sum()), "documents", note


def _events(study, tokens):
    texts, period = study.trends["events"], study.trends["period"]
    documents = periods.of(tokens.corpus, period)
    span = documents.dropna().min(), documents.dropna().max()
    for text, event in zip(texts, trends.events(texts, period).itertuples(), strict=True):
        note = ""
        if not documents.notna().any():
            note = f'The event "{text}" cannot be shown: no document has a date.'
        elif not span[0] <= event.period <= span[1]:
            note = f'The event "{text}" lies outside the corpus, which runs from {span[0]} to {span[1]}.'
        yield keys.name("trends", "events"), text, int((documents == event.period).sum()), "documents", note


def _lexicons(study, tokens):
    given = [lexicons.read(name, study.folder) for name in study.lexicons["files"]]
    if not given:
        return
    counted = kept.result(study, _by_category, tokens, given)
    for place, name in enumerate(study.lexicons["files"]):
        mine = counted[counted["lexicon"] == place]
        absent = ", ".join(mine.loc[mine["n"] == 0, "category"])
        note = f'No entry of these categories of the lexicon "{name}" occurs: {absent}.' if absent else ""
        yield keys.name("lexicons", "files"), name, int(mine["n"].sum()), "hits", note


def _by_category(tokens, given):
    """How often the entries of each category of lexicons occur: lexicon (its place), category, n."""
    rows = []
    for place, lexicon in enumerate(given):
        n = dict.fromkeys((category for category in lexicon.terms if category != lexicons.IGNORED), 0)
        with contextlib.suppress(NotEnoughData):  # not one hit: all stay 0
            n |= lexicons.track(tokens, lexicon)["category"].value_counts().to_dict()
        rows += [(place, category, found) for category, found in n.items()]
    types = {"lexicon": "int64", "category": "str", "n": "int64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _lexicon_lines(study, tokens):
    """The lines of lexicon.csv, by the forms that they decide."""
    own = study.lexicon
    if not own:
        return
    forms = tokens.forms
    written = pd.Series(normalization.normalize(list(own), tokens.folds), dtype="str")
    n = forms.groupby("normalized")["n"].sum()
    by_lemma = forms.groupby("lemma")["n"].sum() if "lemma" in forms else n
    for (form, lemma), folded in zip(own.items(), written, strict=True):
        several = " " in form
        found = int(by_lemma.get(lemma, 0)) if several else int(n.get(folded, 0) or by_lemma.get(form, 0))
        note = "" if found else f'"{form}" of the lexicon does not occur.'
        yield f"[terms] lexicon ({study.terms['lexicon']})", form, found, "tokens", note


def _boilerplate(study, tokens):
    noted = set(tokens.corpus.notes["note"])
    for line in study.corpus["boilerplate_lines"]:
        missing = boilerplate.NO_LINE.format(line=line)
        there = missing not in noted
        yield keys.name("corpus", "boilerplate_lines"), line, int(there), "lines", "" if there else missing


def _split(study, tokens):
    split = study.corpus["split"]
    if split in ("", division.NEVER):
        return
    n = int(tokens.corpus.notes["note"].str.startswith(splitting.PARTED).sum())
    note = "" if n else splitting.NOWHERE.format(split=split)
    yield keys.name("corpus", "split"), split, n, "files", note


def without_effect(found):
    """The rows of `table` with a note, as lines of text for `khitab check`."""
    silent = found[found["note"] != ""]
    return [f"  {row.setting}: {row.note}" for row in silent.itertuples()]
