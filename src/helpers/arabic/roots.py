"""Roots of lemmas, generated from farahidi's lists of roots and the patterns each of them takes."""

import gzip
import json
from functools import cache
from importlib.resources import files

from .letters import MARKS

FILES = [
    f"DATA.Derived.{kind}.Roots.{size}.map.jsonl.gz"
    for kind in ("Nouns", "Verbs")
    for size in ("Trilateral", "Quadriliteral")
]
# Case endings and signs that two dictionaries write differently are left out of the comparison.
_UNSTABLE = {ord(c): None for c in "\u0652\u0670"} | str.maketrans("أإؤئٱ", "ءءءءا") | {ord("آ"): "ءا"}
_MARKS_OFF = {ord(mark): None for mark in MARKS}


def of_lemmas(vocalised):
    """Find the root of each lemma.

    vocalised: lemma as shown -> its vocalised spellings, most frequent first. Returns a dict lemma -> root;
    lemmas that no root and pattern make (names, particles) are left out, and so are lemmas of two roots alike.
    A relative adjective (إرهابي) or a noun in ة has the root of the word it is made from.
    """
    generated = {}
    for name in FILES:
        for root, patterns in _patterns(name):
            radicals = _key(root)
            for pattern in patterns:
                generated.setdefault(_filled(radicals, pattern), root)
    _lemma_patterns.cache_clear()
    _slots.cache_clear()
    roots = {}
    for lemma, spellings in vocalised.items():
        found = next((generated[key] for key in map(_key, spellings) if key in generated), None)
        if found:
            roots[lemma] = found
    for lemma in vocalised:
        for ending in ("ية", "ي", "ة"):
            if lemma not in roots and lemma.endswith(ending) and lemma[: -len(ending)] in roots:
                roots[lemma] = roots[lemma[: -len(ending)]]
    return {lemma: root.replace("ء", "أ") for lemma, root in roots.items()}


def _key(word):
    return word.translate(_UNSTABLE)


@cache
def _slots(pattern):
    """A pattern with numbers for its first two radicals, less its unstable signs."""
    return _key(pattern.replace("ف", "1").replace("ع", "2"))


def _filled(root, pattern):
    """The word that a root makes in a pattern: ف, ع and ل stand for the radicals, a second ل for the fourth.

    The root comes as its key: signs and seats that spellings differ in are levelled beforehand.
    """
    word = _slots(pattern)
    if len(root) == 3:
        word = word.replace("ل", root[2])
    else:
        for radical in root[2:]:
            word = word.replace("ل", radical, 1) if radical != "ل" else word.replace("ل", "3", 1)
        word = word.replace("3", "ل")
    return word.replace("1", root[0]).replace("2", root[1])


def records(name):
    """The records of one of farahidi's files: a list of dicts."""
    data = gzip.decompress((files("farahidi") / "data" / name).read_bytes()).decode("utf-8")
    return [json.loads(line) for line in data.splitlines() if line]


@cache
def _lemma_patterns(kind):
    """Length of the stem -> number of the formula -> vocalised lemma pattern ("" where it names none)."""
    values = {
        f"{record['key']}.{value['id']}": value["val"]
        for record in records(f"DATA.Derived.{kind}.Patterns.Lemmas.Voweled.Diac.map.jsonl.gz")
        for value in record["value"]
    }
    return {
        str(record["key"]): {
            str(number): values.get(formula["idDiacPatternLemma"], "")
            for number, formula in enumerate(record["value"], start=1)
        }
        for record in records(f"DATA.Derived.{kind}.Formulas.map.jsonl.gz")
    }


def _patterns(name):
    """Yield (root, set of the vocalised lemma patterns it takes)."""
    formulas = [("len" + length, listed) for length, listed in _lemma_patterns(name.split(".")[2]).items()]
    known = {}
    for record in records(name):
        for entry in record["value"]:
            patterns = set()
            for length, listed in formulas:
                slot = entry.get(length)
                if slot:
                    if (length, slot) not in known:
                        known[length, slot] = set(map(listed.__getitem__, slot.split()))
                    patterns |= known[length, slot]
            yield entry["val"], patterns - {""}
