"""The dictionaries behind the morphology: read from installed packages, condensed once, kept on the user's disk.

Words and their lemmas come from farahidi (a port of AlKhalil Morpho Sys 2, GPL-3.0-or-later) and from simplemma
(MIT). Only their data files are read. Nothing derived from them is part of Khitab: the condensed tables lie
in the user's cache folder, under a name that changes with the versions of both packages and with this code.
"""

import contextlib
import gzip
import hashlib
import importlib.metadata
import marshal
import os
import re
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import platformdirs

from .. import room
from . import roots, segmentation
from .letters import MARKS

WORDS = "DATA.MSA.ALL.TRAIN.141809.lm.gz"
_STEMS = "DATA.MSA.SHA.STEM.map.jsonl.gz"
_VOWEL_SIGNS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
# Buckwalter's transliteration, in which farahidi's word list is written.
VOCALISED = str.maketrans(
    "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYy{PJVGFNKaui~o`",
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىياپچڤگ" + _VOWEL_SIGNS,
)
_LETTERS = {latin: None if chr(arabic) in MARKS else arabic for latin, arabic in VOCALISED.items()}
_RECORD = re.compile(r'{"key":"([^"]+)","value":(\d+)}')
_NAMES = "DATA.NonDerived.Propernoun.Voweled.list.jsonl.gz"
_NAME_KINDS = "DATA.NonDerived.Propernoun.PartOfSpeech.list.jsonl.gz"
_PROPER = "اسم علم"
TESTED = "0.4.0"
_UNREAD = 30 * 24 * 3600  # seconds after which a file that nobody has read is taken for one of a version long gone


@dataclass(frozen=True)
class Lexica:
    """Condensed dictionaries (read-only), all with unvocalised keys and values.

    words: word as printed, with its clitics -> (segments joined by +, lemma).
    lemmas: stem without clitics -> lemma. folded: folded stem -> lemma.
    nominal, verbal: folded stem -> lemma where only that word class can stand, if the most frequent one is another.
    weights: folded stem -> count, the unigram model of `segmentation`.
    listed: form -> lemma of simplemma. roots: lemma -> root.
    readings: word as printed -> its vocalised lemmas with their counts, "عَام 4721 عَامّ 1725", most frequent first.
    stems: folded stem -> the same of all words with this stem. lexemes: vocalised lemma -> (lemma, "verb" or
    "nominal"). names: unvocalised proper names, as keys. kinds: lemma -> what most of its words are, as in `lexemes`.
    """

    words: dict
    lemmas: dict
    folded: dict
    nominal: dict
    verbal: dict
    weights: dict
    listed: dict
    roots: dict
    readings: dict
    stems: dict
    lexemes: dict
    names: dict
    kinds: dict

    @cached_property
    def total(self):
        """The sum of the weights, made on first use and kept."""
        return sum(self.weights.values())

    def lemma(self, stem, word_class=None):
        """The lemma of a listed stem, None if it is not listed."""
        if word_class is not None:
            found = getattr(self, word_class).get(segmentation.fold(stem))
            if found is not None:
                return found
        return self.lemmas.get(stem)


def load(source="auto"):
    """Return the `Lexica`. source: "auto" or "simplemma" (the smaller dictionary alone).

    Warns once where farahidi's files are missing, and goes on with simplemma. About 1 s from the disk cache.
    """
    if source == "auto" and not _has_farahidi():
        _warn_once()
        source = "simplemma"
    return _load(source)


@cache
def _warn_once():
    warnings.warn(
        "The dictionary package farahidi is missing or its data files have changed, so lemmas come from the "
        f"smaller dictionary simplemma and are less accurate; pip install farahidi=={TESTED} mends it.",
        stacklevel=4,
    )


def _has_farahidi():
    try:
        return all((files("farahidi") / "data" / name).is_file() for name in (WORDS, _STEMS, _NAMES, *roots.FILES))
    except ModuleNotFoundError:
        return False


@cache
def _load(source):
    names = [field.name for field in fields(Lexica)]
    tables = kept(cache_file(source), lambda: _built(source, names), names)
    return Lexica(**{name: tables[name] for name in names})


def kept(path, make, names):
    """The tables {name: table} that lie in a file of the user's cache folder; made by `make` and written there if not.

    What marshal can write. A file that is damaged, or lacks one of `names`, is made anew.
    """
    try:
        tables = marshal.loads(path.read_bytes())
        if set(names) <= set(tables):
            _note_reading(path)
            return tables
    except (OSError, EOFError, ValueError, TypeError):  # none yet, or damaged: build it again
        pass
    with room.uncollected():
        tables = make()
    _write(path, marshal.dumps(tables))
    return tables


def _built(source, names):
    lexica = build(source)
    return _pooled({name: getattr(lexica, name) for name in names})


def _pooled(tables):
    """The same tables, each string once in memory however many of them hold it; marshal keeps it so."""
    pool = {}
    once = pool.setdefault
    words = {once(word, word): tuple(once(part, part) for part in pair) for word, pair in tables["words"].items()}
    weights = {once(stem, stem): weight for stem, weight in tables["weights"].items()}
    others = {
        name: {once(key, key): once(value, value) for key, value in table.items()}
        for name, table in tables.items()
        if name not in ("words", "weights")
    }
    return others | {"words": words, "weights": weights}


def cache_file(source, name="morphology", code=(), tables=()):
    """Where the condensed tables lie: a name that changes with the packages and all that the tables are made with.

    code, tables: names of modules of `helpers.arabic` and of tables of `resources` that take part, beside those of this
    module.
    """
    made_with = [files("helpers.arabic") / module for module in ("lexica.py", "segmentation.py", "roots.py", *code)]
    resources = files("helpers.resources")
    made_with += [resources / table for table in ("morphology/clitics.tsv", "morphology/irregular.tsv", *tables)]
    code = hashlib.sha256()
    for file in made_with:
        code.update(file.read_bytes())
    for package in ("farahidi", "simplemma") if source == "auto" else ("simplemma",):
        code.update(f"{package} {importlib.metadata.version(package)}".encode())
    code.update(marshal.dumps(marshal.version))
    folder = Path(platformdirs.user_cache_dir("khitab"))
    return folder / f"{name}-{source}-{code.hexdigest()[:16]}.bin"


def _note_reading(path):
    """Let the file be as old as its last reading, so that a version in use keeps its own."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _write(path, data):
    """Write whole or not at all; a folder that cannot be written to only costs the time of the next build."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    _tidy(path)


def _tidy(path):
    """Remove what other versions left that nobody has read for a month: a neighbour may still work with its own."""
    for old in path.parent.glob(f"{path.name.rpartition('-')[0]}-*"):
        with contextlib.suppress(OSError):
            if old != path and time.time() - old.stat().st_mtime > _UNREAD:
                old.unlink()


def build(source="auto"):
    """Condense the dictionaries anew (several seconds); see `Lexica`."""
    listed = _simplemma()
    # What simplemma lists with an article is no host: its rest is one.
    prior = Counter(segmentation.fold(_bare(form)) for form in listed)
    if source == "simplemma":
        return Lexica({}, {}, {}, {}, {}, dict(prior), listed, {}, {}, {}, {}, {}, {})
    words, vocalised, read = _farahidi_words()
    rooted = roots.of_lemmas(vocalised)
    prior = Counter({stem: 0.5 * count for stem, count in prior.items()})
    for stem, count in _farahidi_stems():
        prior[segmentation.fold(stem)] += 0.02 * count
    splits, stems = _segmented(words, segmentation.Scores(prior))
    stems, variants = _with_usual_spellings(stems)
    lemmas, folded, nominal, verbal = _majorities(stems, vocalised)
    for lemma, listed_stems in segmentation.resource("irregular.tsv"):
        for stem in listed_stems.split():
            lemmas[stem] = folded[segmentation.fold(stem)] = lemma
            nominal.pop(segmentation.fold(stem), None)
    weights = Counter({stem: 0.1 * weight for stem, weight in prior.items()})
    for stem, found in stems.items():
        weights[segmentation.fold(stem)] += sum(found.values())
    listed = {form: lemma for form, lemma in listed.items() if _bare(form) not in lemmas}  # never asked for
    names = _farahidi_names()
    lexica = Lexica({}, lemmas, folded, nominal, verbal, dict(weights), listed, rooted, {}, {}, {}, names, {})
    for word, (before, written, stem, after) in splits.items():
        lemma = lexica.lemma(stem, segmentation.word_class(before, after))
        lexica.words[word] = "+".join((*before, written, *after)), lemma
    _add_readings(lexica, read, splits, variants)
    return lexica


def _add_readings(lexica, read, splits, variants):
    """Fill `readings`, `stems` and `lexemes` from word -> {vocalised lemma: count}."""
    totals, inflected, stems, balance = Counter(), Counter(), defaultdict(dict), Counter()
    irregular = {segmentation.fold(stem): lemma for lemma, listed in segmentation.resource("irregular.tsv")
                 for stem in listed.split()}  # fmt: skip
    for word, found in read.items():
        verbal = bool(_INFLECTED_VERB.match(word))
        for lemma, n in found.items():
            totals[lemma] += n
            # ليبيا is no ل + يبيا, nor وليبيا: what begins as its lemma does has no prefix.
            begins = word.startswith(_bare_letters(lemma), 1 if word[0] in "وف" and lemma[0] not in "وف" else 0)
            if verbal and lemma[0] != "ي" and (word[-1] == "ت" or not begins):
                inflected[lemma] += n
        if word in splits:
            _add(stems[segmentation.fold(splits[word][2])], found)
            lexica.readings[word] = _written(found)
    for stem, found in stems.items():
        lexica.stems[stem] = _written(found)
    for lemma, n in totals.items():
        bare = _bare_letters(lemma)
        usual = irregular.get(segmentation.fold(bare)) or variants.get(bare, bare)
        kind = "verb" if _is_verb(lemma, n, inflected[lemma]) else "nominal"
        balance[usual] += n if kind == "verb" else -n
        lexica.lexemes[lemma] = usual, kind
    lexica.kinds.update((lemma, "verb" if n > 0 else "nominal") for lemma, n in balance.items())


# An imperfect in ي, or a past form of the feminine: of these a verb has its share, a noun by chance only.
_INFLECTED_VERB = re.compile("[وف]?[سل]?ي|.*[^ا]ت$")


def _is_verb(lemma, n, inflected):
    """Whether a vocalised lemma is a verb's: it ends in a, or in ى or ا, and words of it are inflected as verbs are."""
    if lemma.endswith("\u064e"):
        return n <= 200 or inflected >= 0.01 * n
    return lemma[-1] in "ىا" and inflected > 1 and inflected >= 0.045 * n


def _written(found):
    return " ".join(f"{lemma} {n}" for lemma, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _bare_letters(lemma):
    """A vocalised lemma in Arabic letters, without vowels, as it is shown."""
    lemma = lemma.removesuffix("ٍ") + "ي" if lemma.endswith("ٍ") and not lemma.endswith("ذٍ") else lemma
    return "".join(letter for letter in lemma if letter not in _VOWEL_SIGNS)


def _farahidi_names():
    """Proper names (unvocalised) of farahidi's list, as the keys of a dict."""
    kinds = {record["id"] for record in roots.records(_NAME_KINDS) if record["type"] == _PROPER}
    names = (record["lemma"] for record in roots.records(_NAMES) if record["pos"] in kinds)
    return dict.fromkeys(sorted({_bare_letters(name) for name in names}), True)


def _bare(form):
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def _segmented(words, scores):
    """Split every word of the list, its lemma being known: (word -> split, stem -> {lemma: count})."""
    splits, stems = {}, defaultdict(dict)
    for word, found in words.items():
        before, written, stem, after, _ = segmentation.best(word, scores, lemma=next(iter(found)))
        splits[word] = before, written, stem, after
        _add(stems[stem], found)
    return splits, stems


def _add(total, found):
    """Counter.update for plain dicts, a third of its time."""
    for lemma, n in found.items():
        total[lemma] = total.get(lemma, 0) + n


def _majorities(stems, vocalised):
    """The lemma of most occurrences of each stem and folded stem, and the best one of either word class."""
    together, by_class, keys = defaultdict(dict), {"nominal": {}, "verbal": {}}, {}
    for stem, found in stems.items():
        keys[stem] = segmentation.fold(stem)
        _add(together[keys[stem]], found)
    lemmas, folded = {}, {key: _most(found) for key, found in together.items()}
    for stem, found in stems.items():
        # One spelling is often rare; the others of the same key say which lemma it belongs to.
        key = keys[stem]
        others = together[key]
        lemmas[stem] = _most({lemma: n + 0.3 * others[lemma] for lemma, n in found.items()})
        for word_class, table in by_class.items():
            if not _can_be(word_class, vocalised.get(lemmas[stem], ())):
                right = {lemma: n for lemma, n in others.items() if _can_be(word_class, vocalised.get(lemma, ()))}
                if right:
                    table[key] = _most(right)
    return lemmas, folded, by_class["nominal"], by_class["verbal"]


def _can_be(word_class, spellings):
    """Whether a lemma of these vocalised spellings can be a noun or a verb: a verb, and no noun, ends in a."""
    if word_class == "verbal":
        return any(spelling.endswith(("\u064e", "ى")) for spelling in spellings)
    return not spellings or not all(spelling.endswith("\u064e") for spelling in spellings)


def _with_usual_spellings(stems):
    """Relative adjectives under the spelling that is in use: farahidi lists أوروبي under the rare أوربي.

    Returns the stems with their lemmas so spelled, and rare spelling -> usual one.
    """
    totals, variants = {stem: sum(found.values()) for stem, found in stems.items()}, {}
    for stem, found in stems.items():
        lemma = _most(found)
        if stem[-1] == lemma[-1] == "ي" and len(stem) == len(lemma) + 1 and len(lemma) > 4:
            gap = next((i for i, letter in enumerate(lemma) if stem[i] != letter), len(lemma))
            vowel = stem[gap] in "اوي" and 1 < gap < len(lemma) - 1
            if vowel and stem[gap + 1 :] == lemma[gap:] and totals[stem] > 3 * totals.get(lemma, 0):
                variants[lemma] = stem
    usual = {
        stem: Counter({variants.get(lemma, lemma): n for lemma, n in found.items()}) for stem, found in stems.items()
    }
    return usual, variants


def _most(found):
    return max(found, key=lambda lemma: (found[lemma], lemma)) if len(found) > 1 else next(iter(found))


def _farahidi_words():
    """Word -> {lemma: count} of farahidi's training corpus, and lemma -> its vocalised spellings, most frequent first.

    Third, word -> {vocalised lemma: count}.

    A line is "B 081 wAl>HDAn 2 051 HiDon 2": lengths, word, count, then lengths, lemma, count of each lemma.
    """
    data = gzip.decompress((files("farahidi") / "data" / WORDS).read_bytes()).decode("ascii", "replace")
    words, read, shown, totals = {}, {}, {}, defaultdict(int)
    for line in data.splitlines():
        if line.startswith("B "):
            parts = line.split(" ")
            word = parts[2].translate(_LETTERS)
            found, vowelled = words.setdefault(word, {}), read.setdefault(word, {})
            for spelling, count in zip(parts[5::3], parts[6::3], strict=False):
                lemma = shown.get(spelling) or shown.setdefault(spelling, _shown(spelling))
                found[lemma] = found.get(lemma, 0) + int(count)
                lemma = spelling.translate(VOCALISED)
                vowelled[lemma] = vowelled.get(lemma, 0) + int(count)
                totals[spelling] += int(count)
    vocalised = defaultdict(list)
    for spelling in sorted(totals, key=totals.get, reverse=True):
        vocalised[shown[spelling]].append(spelling.translate(VOCALISED))
    for word, found in words.items():
        if len(found) > 1:
            words[word] = dict(sorted(found.items(), key=lambda pair: -pair[1]))
    words = {word: found for word, found in words.items() if len(word) > 1 and found}
    for word, found in words.items():
        if word[-1] == "ك":
            for counts in (found, read[word]):
                _without_addressee(counts)
    return words, dict(vocalised), {word: read[word] for word in words}


def _without_addressee(counts):
    """Let a word in ك be of a lemma that ends so rather than have the pronoun "you", rare in news: ببنك, not بن + ك."""
    own = {lemma for lemma in counts if lemma.rstrip(_VOWEL_SIGNS)[-1] == "ك"}
    if own:
        ordered = sorted(counts, key=lambda lemma: (lemma not in own, -counts[lemma]))
        scaled = {lemma: counts[lemma] if lemma in own else max(1, counts[lemma] // 20) for lemma in ordered}
        counts.clear()
        counts.update(scaled)


def _shown(lemma):
    """A lemma in Arabic letters without vowels; قاضٍ is shown as قاضي."""
    return (lemma[:-1] + "y" if lemma.endswith("K") and not lemma.endswith("*K") else lemma).translate(_LETTERS)


def _farahidi_stems():
    """Yield (stem without vowel signs, count): words without clitics in farahidi's corpus."""
    data = gzip.decompress((files("farahidi") / "data" / _STEMS).read_bytes())
    for mark in _VOWEL_SIGNS:
        data = data.replace(mark.encode(), b"")
    for stem, count in _RECORD.findall(data.decode("utf-8")):
        yield stem, int(count)


def _simplemma():
    """Form -> lemma of simplemma's Arabic dictionary."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    listed = DefaultDictionaryFactory().get_dictionary("ar")
    raw = getattr(listed, "_dict", None)  # the bytes behind the mapping, in half the time of its items()
    if isinstance(raw, dict):
        return {form.decode(): lemma.decode() for form, lemma in raw.items() if form}
    return {form: lemma for form, lemma in listed.items() if form}
