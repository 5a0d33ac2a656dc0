"""The reported speech of some hundred real articles, kept as hashes: a change of any rule is seen.

    python tests/arabic/speech/test_kept_rows.py     writes kept_rows.json anew, after a change that is meant

The articles were chosen so that conditions of the code that change a row of a news article change one of these, the
rarest first; the rest were drawn. Their texts belong to the publishers: the file has doc_id, SHA-256 of the text and
16 digits of that of the rows.
"""

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

from helpers.arabic.speech import reported

HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
KEPT = HERE.with_name("kept_rows.json")
FOLDERS = {name: ROOT / "data" / name / "raw" / "articles.jsonl" for name in ("sample", "sample_reference")}
NEWS = ROOT.parent / "shared" / "corpora" / "counterterrorism.jsonl.gz"
RENEW = "python tests/arabic/speech/test_kept_rows.py"
_ID = re.compile(r'\{"id": "([^"]*)"')


def kept():
    """What is kept: {"sample": {doc_id: hash of rows}, …, "news": {doc_id: [hash of text, hash of rows]}}."""
    return json.loads(KEPT.read_text("utf-8"))


def texts(known, parts=("sample", "sample_reference", "news")):
    """The texts at hand: list of (part, doc_id, text)."""
    found = []
    for part in parts:
        if part != "news":
            lines = FOLDERS[part].read_text("utf-8").splitlines()
            found += [(part, row["id"], row["text"]) for row in map(json.loads, lines)]
        elif NEWS.is_file():
            found += _news(known["news"])
    return found


def _news(wanted):
    found = []
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            start = _ID.match(line)  # most are not wanted: only the others are read whole
            if start and start[1] in wanted:
                found.append(("news", start[1], json.loads(line)["text"]))
    return found


def of_text(text):
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def of_rows(text):
    """The first 16 digits of the SHA-256 of the rows of a text as JSON."""
    rows = json.dumps([list(row) for row in reported.rows(text)], ensure_ascii=False)
    return hashlib.sha256(rows.encode("utf-8")).hexdigest()[:16]


def changed(known, parts):
    """Articles whose rows are not the kept ones: list of "part doc_id"."""
    out, seen = [], set()
    for part, key, text in texts(known, parts):
        seen.add((part, key))
        have = known[part].get(key)
        if part == "news" and have[0] != of_text(text):
            raise ValueError(f"the text of {key} in {NEWS.name} is not the one whose rows were kept; `{RENEW}`")
        if (have[1] if part == "news" else have) != of_rows(text):
            out.append(f"{part} {key}")
    missing = [f"{part} {key} (no text)" for part in parts for key in known[part] if (part, key) not in seen]
    return out + missing


def _told(found):
    return f"the reported speech of {len(found)} articles has changed; if it is meant: {RENEW}\n" + "\n".join(found)


@pytest.mark.parametrize("part", FOLDERS)
def test_the_rows_of_the_samples_are_as_they_were(part):
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    found = changed(kept(), [part])
    assert not found, _told(found)


@pytest.mark.skipif(not NEWS.is_file(), reason=f"the news articles are not here: ../shared/corpora/{NEWS.name}")
def test_the_rows_of_the_news_articles_are_as_they_were():
    pytest.importorskip("farahidi", reason="the small dictionary lists no words in use")
    found = changed(kept(), ["news"])
    assert not found, _told(found)


def renew():
    """Write kept_rows.json anew for the same articles; needs the news articles."""
    if not NEWS.is_file():
        sys.exit(f"the news articles are not here: {NEWS}; kept_rows.json stays as it is")
    known, new = kept(), {part: {} for part in (*FOLDERS, "news")}
    for part, key, text in texts(known):
        new[part][key] = [of_text(text), of_rows(text)] if part == "news" else of_rows(text)
    gone = known["news"].keys() - new["news"].keys()
    if gone:
        sys.exit(f"{len(gone)} articles are not in {NEWS.name} any more ({min(gone)} …); kept_rows.json stays as it is")
    different = sum(known[part].get(key) != value for part in new for key, value in new[part].items())
    beside = KEPT.with_suffix(".new")
    beside.write_text(json.dumps(new, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    beside.replace(KEPT)
    print(f"{KEPT.name}: {sum(map(len, new.values()))} articles, {different} changed")


if __name__ == "__main__":
    renew()
