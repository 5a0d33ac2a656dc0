"""The systems that `morphology.py` scores, each behind the same function: none is a requirement of the project.

`SYSTEMS` maps a name to the modules it needs and a loader; loader() returns analyze(forms, counts) -> DataFrame
form, lemma and, where the system says so, segments (pieces of the word as written, joined by "+") and known.
Every form comes in without vowel signs, tatweel and presentation forms.
"""

import re
from collections import Counter

import pandas as pd

from helpers.arabic.normalization import normalize

BARE = ("presentation_forms", "zero_width", "tatweel", "tashkeel")
PROCLITICS = re.compile("([وف]?)([بكلس]?)((?:ال)?)")
ENCLITICS = re.compile("(?:هما|هم|هن|ها|ه|كما|كم|كن|ك|نا|ني|ي)$")


def each(function, *columns):
    """analyze(forms, counts) from a function of one word that returns a tuple in the order of `columns`."""
    return lambda forms, counts=None: pd.DataFrame(
        [(form, *function(form)) for form in forms], columns=["form", *columns]
    )


def joined(word, before, after, last=()):
    """Segments of `word` with a boundary after each piece of `before`, and the pieces `last` at its end.

    `after` is the length of the rest that has no boundaries of its own. The pieces are cut out of the word itself,
    so that they are spelt as the word is.
    """
    lengths = [len(piece) for piece in before] + [after] + [len(piece) for piece in last]
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    return "+".join(word[start : start + length] for start, length in zip(starts, lengths, strict=True) if length)


def proclitics(prefix):
    """The clitics that a string of prefix letters starts with, لل as ل and ل; what follows is left out."""
    if prefix.startswith(("لل", "ولل", "فلل")):
        return [*prefix[: prefix.index("ل")], "ل", "ل"]
    return [piece for piece in PROCLITICS.match(prefix).groups() if piece]


def enclitic(suffix):
    """The enclitic that a string of suffix letters ends with, or "": a plural or feminine ending is none."""
    found = ENCLITICS.search(suffix)
    return found[0] if found else ""


def khitab(source):
    """This project's own, with the dictionaries named by `source`."""
    from helpers.arabic import morphology

    return lambda forms, counts=None: morphology.analyze(forms, counts=counts, source=source)


def simplemma():
    """simplemma's Arabic table alone; it splits no clitics."""
    from simplemma import is_known, lemmatize

    def read(word):
        return (lemmatize(word, lang="ar"), is_known(word, lang="ar")) if word else ("", False)

    return each(read, "lemma", "known")


def farahidi():
    """farahidi as shipped: its best analysis of the word by itself."""
    from farahidi import analyze

    def read(word):
        found = analyze(word)
        if not found:
            return word, word, False
        best = found[0]
        before = proclitics("".join(normalize([affix.form for affix in best.proclitics], BARE)))
        last = normalize([affix.form for affix in best.enclitics], BARE)
        rest = len(word) - sum(map(len, before)) - sum(map(len, last))
        segments = joined(word, before, rest, last) if rest > 0 else word
        return segments, normalize([best.lemma], BARE)[0], True

    return each(read, "segments", "lemma", "known")


def farahidi_in_context(sentences):
    """farahidi as shipped: analyze_text of each sentence, and of each form its most frequent reading there."""
    from farahidi import analyze_text

    def read(token, stem):
        """Segments from the place of the stem in the word; ة is ت before an enclitic."""
        for spelling in (stem, stem[:-1] + "ت"):
            at = token.find(spelling)
            if stem and at >= 0:
                before, last = proclitics(token[:at]), enclitic(token[at + len(spelling) :])
                return joined(token, before, len(token) - sum(map(len, before)) - len(last), [last])
        return token

    def analyze(forms, counts=None):
        readings = {form: Counter() for form in forms}
        for sentence in sentences:
            for result in analyze_text(sentence):
                lemma, stem = normalize([result.lemma or result.token, result.stem or ""], BARE)
                reading = read(result.token, stem), lemma, result.analyzed
                readings.setdefault(result.token, Counter())[reading] += 1
        rows = [(form, *(readings[form].most_common(1) or [((form, form, False), 0)])[0][0]) for form in forms]
        return pd.DataFrame(rows, columns=["form", "segments", "lemma", "known"])

    return analyze


def qalsadi():
    """qalsadi's lemmatizer, which gives no boundaries."""
    from qalsadi.lemmatizer import Lemmatizer

    lemmatizer = Lemmatizer()
    return each(lambda word: (normalize([lemmatizer.lemmatize(word) or word], BARE)[0],), "lemma")


def tashaphyne():
    """tashaphyne's stem in place of a lemma; of its prefix and suffix, only the clitics count as split off."""
    from tashaphyne.stemming import ArabicLightStemmer

    stemmer = ArabicLightStemmer()

    def read(word):
        stemmer.light_stem(word)
        prefix, suffix, stem = stemmer.get_prefix(), stemmer.get_suffix(), stemmer.get_stem()
        before, last = proclitics(prefix), enclitic(suffix)
        rest = len(word) - sum(map(len, before)) - len(last)
        return joined(word, before, rest, [last]) if rest > 0 else word, stem or word

    return each(read, "segments", "lemma")


def light10():
    """light10: Larkey, Ballesteros & Connell 2007, "Light stemming for Arabic information retrieval".

    Fold أ إ آ, ى and ة; take off و where three letters remain, then one article where two remain, then each ending
    of the list in its order where two remain. Of the endings, ها and ه count as clitics split off.
    """
    folds = str.maketrans("أإآىة", "ااايه")

    def read(word):
        stem, before, last = word.translate(folds), [], []
        if stem.startswith("و") and len(stem) > 3:
            stem, before = stem[1:], ["و"]
        for article in ("ال", "وال", "بال", "كال", "فال", "لل"):
            if stem.startswith(article) and len(stem) - len(article) >= 2:
                stem, before = stem[len(article) :], before + proclitics(article)
                break
        for ending in ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"):
            if stem.endswith(ending) and len(stem) - len(ending) >= 2:
                stem, last = stem[: -len(ending)], [ending, *last]
        last = enclitic(word[len(word) - sum(map(len, last)) :])
        return joined(word, before, len(word) - sum(map(len, before)) - len(last), [last]), stem

    return each(read, "segments", "lemma")


def raw():
    """Every form is its own lemma."""
    return each(lambda word: (word, word), "segments", "lemma")


IN_CONTEXT = "farahidi as shipped, in context"  # its loader takes the sentences; minutes
SYSTEMS = {
    "khitab": (("helpers.arabic.morphology", "farahidi"), lambda: khitab("auto")),
    "khitab, simplemma route": (("helpers.arabic.morphology", "simplemma"), lambda: khitab("simplemma")),
    "simplemma alone": (("simplemma",), simplemma),
    "farahidi as shipped, a word at a time": (("farahidi",), farahidi),
    IN_CONTEXT: (("farahidi",), farahidi_in_context),
    "qalsadi": (("qalsadi",), qalsadi),
    "tashaphyne stem": (("tashaphyne",), tashaphyne),
    "light10 stripping": ((), light10),
    "raw word": ((), raw),
}
