"""Words, counts, cleaning and search in data/sample, by many settings: they change only where that is meant.

    python tests/corpus/test_recorded.py     writes recorded.json anew; its diff says what changed

Nobody says here that a result is right: other tests do.
"""

import dataclasses
import random
import sys
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # where it is run by hand

import recorded

from helpers.corpus import counts, documents, periods, tokens
from helpers.corpus.cleaning import boilerplate, languages, near_duplicates, page_furniture
from helpers.corpus.search import matching, query, sampling, windows
from helpers.corpus.words import forms, social, word_list
from helpers.errors import KhitabError

RAW = Path(__file__).parents[2] / "data" / "sample" / "raw"
RECORDED = Path(__file__).with_name("recorded.json")
WAYS = {
    "lemma": {}, "form": {"level": "form"}, "normalized": {"level": "normalized"}, "social": {"kind": "social"},
    "glued kept": {"glued": "keep"}, "emoji": {"emoji": True}, "all compounds": {"compounds": "all"},
    "no compounds": {"compounds": "none"}, "own words": {"extra": ["الدولة"], "without": ["في"]},
    "own list": {"words": ["في", "من"]}, "newspaper words": {"lists": ["newspaper"]},
    "lexicon": {"lexicon": {"مكافحة الإرهاب": "مكافحة الإرهاب", "القانون": "قانون"}}, "no folds": {"folds": ()},
    "simplemma": {"analyser": "simplemma"},
}  # fmt: skip
QUERIES = [
    "الإرهاب", "مكافحة الإرهاب", "مكافحة * الإرهاب", "(الإرهاب|التطرف)", "القانون|الدولة", "إرهاب*", "*إرهاب*",
    "إره?ب",
    "form:والإرهاب", "رسم:الارهاب", "lemma:قانون", "مدخل:كتب", "root:كتب", "noun:حكم", "فعل:قال", "adjective:عام",
    "name:محمد", "clitic:ها", "ضمير:نا", "quoted:الدولة", "الدولة ~5 القانون", "القانون ~ العام",
    "٣~ في", "الأمن ~2 (الدولة|القانون)",
    "في *",
    "* في", "(", "a|", "~", "noun:", "غيرموجود", "لا شيء من هذا",
]  # fmt: skip


@cache
def corpus():
    return documents.read(RAW)


@cache
def worse():
    """The sample with what has to be cleaned: copies, lines that many texts have, languages, posts."""
    drawn, table = random.Random(0), corpus().documents
    texts = table["text"].astype(object).to_list()
    for row in range(0, len(texts), 4):
        texts[row] += "\nاقرأ أيضا: أخبار أخرى\nجميع الحقوق محفوظة لموقعنا 2019"
    for row in range(1, 60, 4):
        words = texts[row - 1].split(" ")
        for _ in range(row % 9 * len(words) // 40):
            words[drawn.randrange(len(words))] = drawn.choice(words)
        texts[row] = " ".join(words)
    texts[70] = "This text is not Arabic at all, and it is long enough to tell. " * 5
    texts[71] = "این متن به زبان فارسی است و از آن برای آزمایش استفاده می‌شود. " * 5
    texts[72] = "صفحة 1\n" + texts[72] + "\n- 2 -\nPage 3 of 9\n١٢"
    texts[73] = "RT @someone: هذا خبر #عاجل_الآن https://x.org/a 😀 " * 4
    return dataclasses.replace(corpus(), documents=table.assign(text=pd.Series(texts, dtype="str")))


@cache
def made(way="lemma"):
    return tokens.tokenize(corpus(), **WAYS[way])


@cache
def made_of_worse(way):
    return tokens.tokenize(worse(), **WAYS[way])


def columns(of):
    names = ("doc", "start", "end", "sent", "form")
    return pd.DataFrame({name: getattr(of, name) for name in names} | {"term": of.term})


def searched(way):
    rows = []
    for text in QUERIES:
        for within in (True, False):
            try:
                found = query.spans(made(way), text, within_sentence=within)
                rows.append((text, within, str([part.tolist() for part in found])))
            except KhitabError as error:
                rows.append((text, within, str(error)))
    return pd.DataFrame(rows, columns=["query", "within", "found"])


def around(**options):
    start, end = query.spans(made(), "القانون")
    return pd.DataFrame({"made": [str(part.tolist()) for part in windows.pairs(made(), start, end, **options)]})


def drawn():
    start, end = query.spans(made(), "في")
    return pd.DataFrame({"made": sampling.draw(made(), made().doc[start], start, end, n=40, seed=7)})


def by_period():
    names = ("month", "quarter", "year")
    return pd.DataFrame({name: periods.of(corpus(), name).astype(str) for name in names})


def dropped():
    kept, told = languages.drop(worse())
    return pd.concat([kept.documents[["doc_id", "text"]], pd.DataFrame(told).astype(str)])


def furniture():
    return pd.DataFrame({"made": [str(page_furniture.cuts(text)) for text in worse().documents["text"]]})


def near():
    parts = [query.spans(made(), one) for one in ("الدولة", "القانون")]
    found = [matching.near(made(), *parts, distance, within) for distance in (1, 4, 30) for within in (True, False)]
    return pd.DataFrame({"made": [str([part.tolist() for part in one]) for one in found]})


WORSE = ("lemma", "social", "emoji")
RESULTS = {
    **{f"tokens, {way}": lambda way=way: columns(made(way)) for way in WAYS},
    **{f"forms, {way}": lambda way=way: made(way).forms for way in WAYS},
    **{f"terms, {way}": lambda way=way: made(way).terms for way in WAYS},
    **{f"tokens of worse texts, {way}": lambda way=way: columns(made_of_worse(way)) for way in WORSE},
    **{f"search, {way}": partial(searched, way) for way in ("lemma", "normalized", "form")},
    "windows": around, "windows of three before": partial(around, window=3, side="pre"),
    "windows beyond sentences": partial(around, within_sentence=False), "near": near, "drawn": drawn,
    "ngrams": lambda: counts.ngrams(made(), 3, min_n=1),
    "ngrams without edges": lambda: counts.ngrams(made(), stop_edges=True),
    "skipgrams": lambda: counts.skipgrams(made(), min_n=2, within_sentence=False),
    "by group": lambda: counts.by_group(made(), "source"),
    "content": lambda: pd.DataFrame({"made": counts.content(made())}),
    "content of all": lambda: pd.DataFrame({"made": counts.content(
        made(), stop_words=True, numbers=True, latin=True, min_length=1, min_docs=3, max_share=0.4)}),
    "periods": by_period, "near-duplicates": lambda: near_duplicates.pairs(worse()),
    "near-duplicates at .5": lambda: near_duplicates.pairs(worse(), threshold=0.5, shingle=3),
    "clusters": lambda: near_duplicates.clusters(near_duplicates.pairs(worse()), worse()),
    "boilerplate": lambda: boilerplate.find(worse()),
    "boilerplate in two": lambda: boilerplate.find(worse(), min_docs=2),
    "languages": lambda: languages.table(worse()), "page furniture": furniture,
    "social": lambda: str(social.counts(worse().documents["text"])),
    "forms behind": lambda: forms.forms_behind(made()).astype(str),
    "general list": lambda: pd.DataFrame({"made": [str(word_list.general())[:2000]]}),
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_changed_that_is_not_meant(name):
    recorded.check(name, RESULTS, RECORDED)


if __name__ == "__main__":
    recorded.write(RESULTS, RECORDED)
