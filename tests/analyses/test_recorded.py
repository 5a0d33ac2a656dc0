"""All analyses of data/sample with their usual arguments: a table changes only where that is meant.

    python tests/analyses/test_recorded.py     writes recorded.json anew; its diff says which columns changed
"""

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # where it is run by hand

import recorded

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
    sensitivity,
    spelling,
    term_weights,
    themes,
    trends,
    word_steps,
)  # fmt: skip
from helpers.corpus import counts, documents, tokens
from helpers.corpus.search import lexicon_files

DATA = Path(__file__).parents[2] / "data"
RECORDED = Path(__file__).with_name("recorded.json")
NODE, TERMS = "الإرهاب", ["الإرهاب", "الأمن", "القانون"]


@cache
def sample(level="lemma"):
    return tokens.tokenize(documents.read(DATA / "sample" / "raw"), level=level)


@cache
def reference():
    return tokens.tokenize(documents.read(DATA / "sample_reference" / "raw"))


@cache
def keys():
    return keyness.compare(sample(), reference())


@cache
def hits():
    return lexicons.track(sample(), named())


@cache
def named():
    return [lexicon_files.read(name) for name in lexicon_files.shipped()]


@cache
def series():
    return trends.table(sample(), frequency.content(frequencies())["term"].head(60).to_list(), period="year")


@cache
def frequencies():
    return frequency.table(sample())


RESULTS = {
    "checkup.table": lambda: checkup.table(sample().corpus, sample()),
    "collocations.table": lambda: collocations.table(sample(), NODE),
    "collocations.content": lambda: collocations.content(collocations.table(sample(), NODE)),
    "collocations.network": lambda: collocations.network(sample(), TERMS),
    "collocations.compare": lambda: collocations.compare(sample(), reference(), "القانون", min_n=2, min_docs=2),
    "collocations.clusters": lambda: collocations.clusters(sample(), NODE),
    "composition.table": lambda: composition.table(sample()),
    "composition.sizes": lambda: composition.sizes(sample()),
    "composition.over_time": lambda: composition.over_time(sample()),
    "composition.of_largest": lambda: composition.of_largest(composition.table(sample()), sample()),
    "concordance.page": lambda: concordance.page(sample(), NODE)[1],
    "concordance.lines": lambda: concordance.lines(sample(), NODE),
    "concordance.counts": lambda: concordance.counts(sample(), TERMS),
    "counts.ngrams": lambda: counts.ngrams(sample()),
    "counts.skipgrams": lambda: counts.skipgrams(sample()),
    "counts.by_group": lambda: counts.by_group(sample(), "source"),
    "description.table": lambda: description.table(sample()),
    "description.counts": lambda: description.counts(sample().corpus),
    "description.paragraph": lambda: description.paragraph(sample()),
    "families.table": lambda: families.table(sample()),
    "frequency.table": lambda: frequencies(),
    "frequency.table by source": lambda: frequency.table(sample(), "source", bootstrap=0),
    "frequency.content": lambda: frequency.content(frequencies()),
    "frequency.lexical_diversity": lambda: frequency.lexical_diversity(sample(), "source"),
    "frequency.positions": lambda: frequency.positions(sample(), TERMS),
    "keyness.compare": keys,
    "keyness.compare with the list": lambda: keyness.compare(sample(), bootstrap=0),
    "keyness.keywords": lambda: keyness.keywords(keys()),
    "keyness.overview": lambda: keyness.overview(keys()),
    "keyness.sizes": lambda: keyness.sizes(keys()),
    "keyness.cut_offs": lambda: keyness.cut_offs(keys()),
    "lexicons.track": hits,
    "lexicons.table": lambda: lexicons.table(hits(), sample(), "source"),
    "lexicons.coverage": lambda: lexicons.coverage(hits(), named()),
    "lexicons.cautions": lambda: lexicons.cautions(hits(), sample(), named(), reference=reference()),
    "lexicons.overlaps": lambda: lexicons.overlaps(hits()),
    "lexicons.together": lambda: lexicons.together(hits(), sample()),
    "lexicons.sample": lambda: lexicons.sample(hits(), sample()),
    "multiword_terms.propose": lambda: multiword_terms.propose(sample()),
    "multiword_terms.evidence": lambda: multiword_terms.evidence(sample()),
    "multiword_terms.applied": lambda: multiword_terms.applied(sample()),
    "multiword_terms.variants": lambda: multiword_terms.variants(sample()),
    "sensitivity.terms": lambda: sensitivity.terms(sample()),
    "spelling.merges": lambda: spelling.merges(sample()),
    "spelling.merges of forms": lambda: spelling.merges(sample("normalized")),
    "spelling.unknown": lambda: spelling.unknown(sample()),
    "spelling.fold_effects": lambda: spelling.fold_effects(sample("normalized")),
    "term_weights.table": lambda: term_weights.table(sample()),
    "term_weights.ranks": lambda: term_weights.ranks(term_weights.table(sample(), "source")),
    "term_weights.movers": lambda: term_weights.movers(term_weights.ranks(term_weights.table(sample()))),
    "themes.vocabulary": lambda: len(themes.vocabulary(sample())),
    "trends.table": series,
    "trends.comparability": lambda: trends.comparability(sample().corpus),
    "trends.change_points": lambda: trends.change_points(series(), trends.comparability(sample().corpus, "year")),
    "trends.similarity": lambda: trends.similarity(sample()),
    "word_steps.table": lambda: word_steps.table(sample()),
    "word_steps.glued": lambda: word_steps.glued(sample()),
}


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_changed_that_is_not_meant(name):
    recorded.check(name, RESULTS, RECORDED)


if __name__ == "__main__":
    recorded.write(RESULTS, RECORDED)
