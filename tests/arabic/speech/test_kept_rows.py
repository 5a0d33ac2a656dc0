"""The reported speech of some hundred real articles, kept as hashes: a change of any rule is seen.

    python tests/arabic/speech/test_kept_rows.py     writes kept_rows.json anew, after a change that is meant

The articles were chosen so that conditions of the code that change a row of a news article change one of these, the
rarest first; the rest were drawn. Their texts belong to the publishers: the file has doc_id, SHA-256 of the text and
16 digits of that of the rows. The made sentences of the tables of rules are kept likewise, each as a whole and broken
off before and behind each of its words and signs: a text may begin and end anywhere.
"""

import gzip
import hashlib
import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers.arabic.speech import reported
from helpers.arabic.speech.speakers import people
from helpers.arabic.speech.words import tables

HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
KEPT = HERE.with_name("kept_rows.json")
FOLDERS = {name: ROOT / "data" / name / "raw" / "articles.jsonl" for name in ("sample", "sample_reference")}
RULES = ("reporting_rules.tsv", "quotation_rules.tsv")
CORPORA = ROOT.parent / "shared" / "corpora"
NEWS = {"news": CORPORA / "counterterrorism.jsonl.gz", "reference": CORPORA / "reference.jsonl.gz"}
NAMES = {"samples": tuple(FOLDERS), "news": ("news",)}  # whose names are looked at together
RENEW = "python tests/arabic/speech/test_kept_rows.py"
_PIECE = re.compile(r"\w+|[^\w\s]")
_ID = re.compile(r'\{"id": "([^"]*)"')


def kept():
    """What is kept: {"sample": {doc_id: hash of rows}, …, "news": {doc_id: [hash of text, hash of rows]}, …}."""
    return json.loads(KEPT.read_text("utf-8"))


def texts(known, parts=(*FOLDERS, *NEWS)):
    """The texts at hand: list of (part, doc_id, text)."""
    found = []
    for part in parts:
        if part in FOLDERS:
            lines = FOLDERS[part].read_text("utf-8").splitlines()
            found += [(part, row["id"], row["text"]) for row in map(json.loads, lines)]
        elif NEWS[part].is_file():
            found += _news(part, known[part])
    return found


def _news(part, wanted):
    found = []
    with gzip.open(NEWS[part], "rt", encoding="utf-8") as lines:
        for line in lines:
            start = _ID.match(line)  # most are not wanted: only the others are read whole
            if start and start[1] in wanted:
                found.append((part, start[1], json.loads(line)["text"]))
    return found


def made():
    """The examples and near-misses of the rules, each with what is left when it breaks off: {text: list of texts}."""
    found = {}
    for row in (row for file in RULES for row in tables.rows(file)):
        for text in (one.replace(r"\n", "\n") for one in row[-2:]):
            cuts = [match.end() for match in _PIECE.finditer(text)]
            found[text] = [text, *(text[:place] for place in cuts), *(text[place:] for place in cuts)]
    return found


def mentions(known, parts):
    """(name, role, doc_id) of the speakers of the texts at hand, as `people.together` takes them."""
    found = ((key, reported.Row(*row[:-1])) for _, key, text in texts(known, parts) for row in _told_once(text))
    return [(row.resolved_speaker or row.speaker, row.role, key) for key, row in found if row.speaker]


def of_names(known, parts):
    """The first 16 digits of the SHA-256 of whose names are one in the texts at hand."""
    found = json.dumps(people.together(mentions(known, parts)), sort_keys=True)
    return hashlib.sha256(found.encode()).hexdigest()[:16]


def of_made():
    """What is kept of the made sentences: {start of the hash of the text: hash of rows}."""
    return {of_text(text)[:16]: of_rows(*parts) for text, parts in made().items()}


def of_text(text):
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def told(text):
    """What is told of a text: its rows as lists, each with what its speaker's name stands for."""
    return [[*row, people.unnamed(row.resolved_speaker or row.speaker)] for row in reported.rows(text)]


@cache
def _told_once(text):
    return told(text)


def of_rows(*texts):
    """The first 16 digits of the SHA-256 of what is told of texts as JSON."""
    rows = json.dumps([row for text in texts for row in _told_once(text)], ensure_ascii=False)
    return hashlib.sha256(rows.encode("utf-8")).hexdigest()[:16]


def changed(known, parts):
    """Articles whose rows are not the kept ones: list of "part doc_id"."""
    out, seen = [], set()
    for part, key, text in texts(known, parts):
        seen.add((part, key))
        have = known[part].get(key)
        if part in NEWS and have[0] != of_text(text):
            raise ValueError(f"the text of {key} in {NEWS[part].name} is not the one whose rows were kept; `{RENEW}`")
        if (have[1] if part in NEWS else have) != of_rows(text):
            out.append(f"{part} {key}")
    missing = [f"{part} {key} (no text)" for part in parts for key in known[part] if (part, key) not in seen]
    return out + missing


def _told(found):
    return f"the reported speech of {len(found)} texts has changed; if it is meant: {RENEW}\n" + "\n".join(found)


@pytest.mark.parametrize("part", FOLDERS)
def test_the_rows_of_the_samples_are_as_they_were(part):
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    found = changed(kept(), [part])
    assert not found, _told(found)


@pytest.mark.parametrize("part", NEWS)
def test_the_rows_of_the_news_articles_are_as_they_were(part):
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    if not NEWS[part].is_file():
        pytest.skip(f"the news articles are not here: ../shared/corpora/{NEWS[part].name}")
    found = changed(kept(), [part])
    assert not found, _told(found)


def test_the_rows_of_made_sentences_are_as_they_were_wherever_they_break_off():
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    known, now = kept()["made"], of_made()
    texts_of = {of_text(text)[:16]: text for text in made()}
    found = [texts_of.get(key, key) for key in known.keys() | now.keys() if known.get(key) != now.get(key)]
    assert not found, _told(sorted(found))


@pytest.mark.parametrize("part", NAMES)
def test_names_are_put_together_as_they_were(part):
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    if part in NEWS and not NEWS[part].is_file():
        pytest.skip(f"the news articles are not here: ../shared/corpora/{NEWS[part].name}")
    assert kept()["names"][part] == of_names(kept(), NAMES[part]), f"if it is meant: {RENEW}"


def renew():
    """Write kept_rows.json anew for the same articles; needs the news articles."""
    for path in NEWS.values():
        if not path.is_file():
            sys.exit(f"the news articles are not here: {path}; kept_rows.json stays as it is")
    known, new = kept(), {part: {} for part in (*FOLDERS, *NEWS)} | {"made": of_made()}
    new["names"] = {part: of_names(known, parts) for part, parts in NAMES.items()}
    for part, key, text in texts(known):
        new[part][key] = [of_text(text), of_rows(text)] if part in NEWS else of_rows(text)
    for part in NEWS:
        if gone := known[part].keys() - new[part].keys():
            name = NEWS[part].name
            sys.exit(f"{len(gone)} articles are not in {name} any more ({min(gone)} …); kept_rows.json stays as it is")
    different = sum(known.get(part, {}).get(key) != value for part in new for key, value in new[part].items())
    beside = KEPT.with_suffix(".new")
    beside.write_text(json.dumps(new, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    beside.replace(KEPT)
    print(f"{KEPT.name}: {sum(map(len, new.values()))} articles and made sentences, {different} changed")


if __name__ == "__main__":
    renew()
