"""The annotated articles of data/annotations, with their texts where these are at hand.

Texts of the news articles belong to their publishers and are not in the repository: they are looked for by doc_id and
SHA-256 in a corpus file beside the project (../shared/corpora/counterterrorism.jsonl.gz). The sample's are in
data/sample.
"""

import gzip
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "annotations"
CORPUS = ROOT.parent / "shared" / "corpora" / "counterterrorism.jsonl.gz"
SAMPLE = ROOT / "data" / "sample" / "raw" / "articles.jsonl"
PARTS = ("fit", "development", "held", "sample")


def records(part):
    """The records of a part as they stand: doc_id, sha256, n_chars, spans."""
    return [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text("utf-8").splitlines()]


def articles(*parts, corpus=CORPUS):
    """The annotated articles of some parts whose text is at hand: list of {id, part, text, spans}."""
    wanted = {(record["corpus"], record["doc_id"]): (part, record) for part in parts for record in records(part)}
    texts = _texts(SAMPLE, "sample", wanted)
    if any(name == "counterterrorism" for name, _ in wanted) and corpus.is_file():
        texts |= _texts(corpus, "counterterrorism", wanted)
    found = []
    for key, (part, record) in wanted.items():
        text = texts.get(key)
        if text is None:
            continue
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != record["sha256"]:
            raise ValueError(f"the text of {key[1]} is not the one that was annotated: its offsets do not hold")
        found.append({"id": key[1], "part": part, "text": text, "spans": record["spans"]})
    return found


def _texts(path, corpus, wanted):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        read = map(json.loads, lines)
        return {(corpus, row["id"]): row["text"] for row in read if (corpus, row["id"]) in wanted}
