"""A corpus of any size for the benchmarks, whose vocabulary keeps growing as it does in real text.

    python tests/benchmarks/_grown_corpus.py OUT.jsonl 10_000_000 ARTICLES.jsonl.gz MORE.jsonl.gz

The articles are gone through again and again, in an order drawn by lot, until there are so many words. The first time
they stand as they are. Each time after that the words but for the most frequent are exchanged for others of like
frequency, so that no article is a near-duplicate of another while sentences, quotation marks and the distribution of
frequencies stay; and of the words that occur once so many become words that never occurred, made of real stems and
real clitics (letters only: digits split a word), that the vocabulary follows Heaps' law with the exponent of the
articles themselves. Smaller corpora are beginnings of larger ones: the same seed, the same documents.
"""

import argparse
import gzip
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

WORD = re.compile(r"([\u0621-\u063a\u0640-\u0652\u0670]+)")  # letters with their marks
KEPT = 600  # the most frequent words, among them the function words and the verbs of reporting, stay in their places
BAND = 200  # of so many neighbours in the list of frequencies each takes the place of another
BEFORE = ("", "و", "ال", "وال", "ب", "بال", "ل", "لل", "ف", "ك", "ول", "وب", "وبال", "وس", "س")
BEHIND = ("", "ها", "ه", "هم", "نا", "ين", "ون", "ات", "ية", "ان", "ي", "كم", "هما")
FIELDS = ("date", "source", "category")


def articles(paths):
    """The articles of files of JSON lines, packed or not."""
    for path in paths:
        opened = gzip.open if str(path).endswith(".gz") else open
        with opened(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def documents(paths, n_words, seed=0):
    """Yield documents (id, title, date, source, category, text) until they hold `n_words` words."""
    texts = list(articles(paths))
    rng = np.random.default_rng(seed)
    pieces = [WORD.split(text["text"]) for text in texts]
    counted = Counter(word for text in pieces for word in text[1::2])
    half = len({word for text in pieces[:: 2] for word in text[1::2]})
    growth = np.log2(len(counted) / half)
    made, n = made_words(counted, rng), 0
    for turn in itertools.count():
        exchanged = exchanges(counted, turn, growth, made, rng) if turn else {}
        for i in rng.permutation(len(texts)).tolist():
            words = pieces[i].copy()
            words[1::2] = [exchanged.get(word, word) for word in words[1::2]]
            title = [exchanged.get(piece, piece) for piece in WORD.split(texts[i].get("title") or "")]
            about = {name: texts[i].get(name) for name in FIELDS}
            yield {"id": f"{turn}-{i}", "title": "".join(title), **about, "text": "".join(words)}
            n += len(words) // 2
            if n >= n_words:
                return


def exchanges(counted, turn, growth, made, rng):
    """What each word becomes in one turn: {word: word}."""
    ranked = [word for word, _ in counted.most_common()]
    places = np.arange(len(ranked))
    places[KEPT:] = KEPT + np.argsort((places[KEPT:] - KEPT) // BAND + rng.random(len(ranked) - KEPT), kind="stable")
    exchanged = {ranked[a]: ranked[b] for a, b in enumerate(places.tolist())}
    once = [word for word in ranked if counted[word] == 1]
    wanted = int(len(ranked) * ((turn + 1) ** growth - turn**growth))
    for i in rng.permutation(len(once))[:wanted].tolist():
        exchanged[once[i]] = next(made)
    return exchanged


def made_words(counted, rng):
    """Yield words that are none of `counted`, each once: clitics round a real stem, or round the halves of two."""
    stems = sorted({stem for word in counted if len(stem := bare(word)) in range(3, 7)})
    already = set(counted)
    while True:
        a, b, before, behind, halved = (
            rng.integers(0, size, 4096).tolist() for size in (len(stems), len(stems), len(BEFORE), len(BEHIND), 2)
        )
        for i in range(4096):
            stem = stems[a[i]]
            if halved[i]:
                stem = stem[: (len(stem) + 1) // 2] + stems[b[i]][len(stems[b[i]]) // 2 :]
            word = BEFORE[before[i]] + stem + BEHIND[behind[i]]
            if word not in already:
                already.add(word)
                yield word


def bare(word):
    """A word without what looks like clitics, as far as three letters are left."""
    for clitic in sorted(BEFORE, key=len, reverse=True):
        if clitic and word.startswith(clitic) and len(word) - len(clitic) >= 3:
            word = word[len(clitic) :]
            break
    for clitic in sorted(BEHIND, key=len, reverse=True):
        if clitic and word.endswith(clitic) and len(word) - len(clitic) >= 3:
            return word[: -len(clitic)]
    return word


def write(out, n_words, paths, seed=0):
    """Write so many words to a file of JSON lines, `out`, replacing it when it is whole."""
    out = Path(out)
    partial = out.with_name(out.name + ".part")
    with partial.open("w", encoding="utf-8") as file:
        for document in documents(paths, n_words, seed):
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    partial.replace(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("words", type=int)
    parser.add_argument("articles", type=Path, nargs="+")
    given = parser.parse_args()
    write(given.out, given.words, given.articles)
