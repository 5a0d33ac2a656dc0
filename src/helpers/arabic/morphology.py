"""Words that count as the same word: clitics split off, and the dictionary form (lemma) of what remains.

Everything is said once per distinct form, without its context: on two treebanks the best reading of a form
by itself is right for 99.8 % of the segmentations and 99.3 % of the lemmas. What a dictionary lists is looked up;
the rest is split by a unigram model (`segmentation`) in which the corpus's own words count as evidence.
"""

from collections import Counter

import numpy as np
import pandas as pd

from .. import room
from ..arguments import DICT, NUMBER, TEXTS, UNFIT, Kind, takes
from ..errors import ArgumentError, check_choice
from . import camel, context, lexica, readings
from .lemmatization import Lemmatizer
from .letters import FOREIGN_MARKS, INVISIBLE, MARKS, TATWEEL
from .normalization import CLEANING_FOLDS, DEFAULT_FOLDS, normalize

SOURCES = ("auto", "simplemma", "camel")
SIGNS = frozenset(MARKS + TATWEEL + INVISIBLE + FOREIGN_MARKS)  # what is written on or between the letters


_COUNTS = Kind("a list of numbers", lambda value: list(value) if _are_numbers(value) else UNFIT)


def _are_numbers(value):
    several = hasattr(value, "__iter__") and not isinstance(value, str | bytes | dict)
    several = several and getattr(value, "ndim", 1) == 1
    return several and all(NUMBER.take(one) is not UNFIT for one in value)


@takes(forms=TEXTS, lexicon=DICT, counts=_COUNTS)
@room.uncollected()
def analyze(forms, *, counts=None, lexicon=None, source="auto"):
    """Segment and lemmatise distinct forms.

    forms: sequence of n words as written. counts: n numbers, how often each occurs in the corpus: a split is
    believed more readily when its host occurs elsewhere. lexicon: mapping form or lemma -> lemma, which wins over
    every dictionary. source: "auto" (farahidi and simplemma), "simplemma", or "camel" (CAMeL Tools, see `camel`; the
    corpus is then no evidence).
    Returns a DataFrame of n rows: form; segments (clitics joined by +, "و+ال+إرهاب"; the article after ل is
    written as a second ل, so that the segments put together are the word as written, with its vowel signs and
    tatweel, or the cleaned word where its letters are of another encoding); lemma (no vowel signs, no
    article); root ("" where the dictionary has none); known (a dictionary, the lexicon or another word of the
    corpus has it); source, one of lexicon (the user's), new (the project's list of new words), function (a closed
    list), exact, folded (another spelling is listed), split (its stem is listed), simplemma, ending (an inflectional
    ending was taken off), corpus (only this corpus has the host), camel, whole (nothing is known), other (no Arabic
    word).
    Caveat: one reading a form: كتب is either "books" or "wrote", the one more frequent in newspapers.
    Raises ArgumentError for counts of another length and for an unknown source, InputError where CAMeL Tools is
    missing.
    """
    check_choice("source", source, SOURCES)
    forms = [str(form) for form in forms]
    evidence = counts is not None
    counts = [1] * len(forms) if counts is None else list(counts)
    if len(counts) != len(forms):
        raise ArgumentError(f"There are {len(forms)} forms but {len(counts)} counts; give one count a form.")
    clean = normalize(forms, CLEANING_FOLDS)
    occurrences = Counter()
    for word, count in zip(clean, counts, strict=True):
        occurrences[word] += count
    if source == "camel":
        reader = camel.Reader(_cleaned(lexicon or {}))
    else:
        reader = Lemmatizer(lexica.load(source), _cleaned(lexicon or {}), occurrences, evidence=evidence)
    seen = {word: reader.read(word) for word in occurrences}
    segments, lemmas, sources = zip(*[seen[word] for word in clean], strict=True) if forms else ((), (), ())
    pairs = zip(forms, clean, segments, strict=True)
    segments = [parts if form == word else as_written(form, parts) for form, word, parts in pairs]
    return pd.DataFrame(
        {
            "form": pd.Series(forms, dtype="str"),
            "segments": pd.Series(segments, dtype="str"),
            "lemma": pd.Series(lemmas, dtype="str"),
            "root": pd.Series([reader.roots.get(lemma, "") for lemma in lemmas], dtype="str"),
            "known": [name not in ("whole", "other") for name in sources],
            "source": pd.Series(sources, dtype="str"),
        }
    )


@takes(sentences=None, lexicon=DICT)
def tag(sentences, *, lexicon=None, source="auto"):
    """Segment and lemmatise words where they stand, with their part of speech: one reading a word, by its neighbours.

    sentences: a list of lists of words, as written, marks as words of their own or left out. lexicon, source: as in
    `analyze`, but for "camel". Returns a DataFrame with one row a word, in order: sentence (int, from 0), word,
    segments and lemma (as in `analyze`), pos, one of NOUN, VERB, ADJ, PROPN (a name), NUM, as Universal Dependencies
    calls them, FUNC (all its closed classes), PUNCT (a mark) and X (no Arabic word).
    How: each form has the readings that the dictionaries list; a logistic regression over the words and tags beside it
    chooses (see `context`). Caveats: a feminine noun is a word of its own (وزيرة), a feminine adjective is not; what is
    an adjective was learned from where words stand, so adjectives and names behind a noun are the commonest errors
    (figures: tests/benchmarks/morphology.py). A word alone is read as it is used most.
    Raises ArgumentError for what is no list of lists of words and for an unknown source.

    >>> tag([["قال", "الوزير", "إن", "عام", "2020", "صعب"]])["pos"].to_list()
    ['VERB', 'NOUN', 'FUNC', 'NOUN', 'NUM', 'ADJ']
    """
    check_choice("source", source, SOURCES[:2])
    if isinstance(sentences, str) or not all(_is_words(sentence) for sentence in sentences):
        raise ArgumentError("sentences must be a list of lists of words, such as [[word, word], [word]].")
    words = [str(word) for sentence in sentences for word in sentence]
    number = np.repeat(np.arange(len(sentences)), [len(sentence) for sentence in sentences])
    is_word = np.array([any(map(str.isalnum, word)) for word in words], bool)
    spoken = np.flatnonzero(is_word)
    form, distinct = pd.factorize(pd.Series([words[row] for row in spoken], dtype="str"))
    found = analyze(list(distinct), counts=np.bincount(form, minlength=len(distinct)), lexicon=lexicon, source=source)
    listed = readings.of_forms(found, source=source)
    joined = np.diff(number[spoken], prepend=-1) == 0
    apart = np.diff(spoken, prepend=-1) > 1
    chosen, _ = context.choose_of(listed, form, normalize(distinct, DEFAULT_FOLDS), joined, apart, source)
    table = pd.DataFrame({"sentence": number.astype(np.int64), "word": pd.Series(words, dtype="str")})
    columns = {"segments": np.array(words, object), "lemma": np.array(words, object)}
    columns["pos"] = np.array(["PUNCT"] * len(words), object)
    segments = listed.segments[chosen]
    columns["segments"][spoken] = [
        as_written(word, parts) for word, parts in zip(found["form"].to_numpy(object)[form], segments, strict=True)
    ]
    columns["lemma"][spoken] = listed.lemma[chosen]
    columns["pos"][spoken] = np.array(readings.PARTS, object)[listed.part[chosen]]
    return table.assign(**{name: pd.Series(values, dtype="str") for name, values in columns.items()})


def _is_words(sentence):
    return hasattr(sentence, "__iter__") and not isinstance(sentence, str | bytes | dict)


def as_written(form, segments):
    """Cut a form as written where its cleaned `segments` are cut: وَالإِرْهَابِ, و+ال+إرهاب -> وَ+ال+إِرْهَابِ.

    A sign belongs to the letter before it; ٱ and the superscript alef are an ا of the segments. Returns `segments` when
    the letters themselves differ.
    """
    letters = iter([*segments, ""])
    expected, written = next(letters), []
    for char in form:
        letter = char not in SIGNS or (char == "\u0670" and expected == "ا")
        if letter and expected == "+":
            written.append("+")
            expected = next(letters)
        if char == expected or (char in "\u0670\u0671" and expected == "ا"):
            expected = next(letters)
        elif letter:
            return segments
        written.append(char)
    return "".join(written) if not expected else segments


@takes(lemmas=TEXTS)
def family(lemmas, *, source="auto"):
    """The root of each lemma, so that words of one family can be laid side by side (إرهاب, إرهابي, أرهب: رهب).

    lemmas: sequence of n lemmas as `analyze` writes them. Returns a Series of n strings indexed by lemma, "" where
    the dictionary has no root: names, particles, loans, and every lemma of the source "simplemma".
    Caveat: words of one root need not mean the like (حكم rule, حكمة wisdom), and a lemma that two roots make
    has only the one found first; look at a family, do not count it as one word.
    """
    check_choice("source", source, SOURCES[:2])
    lemmas = [str(lemma) for lemma in lemmas]
    roots = lexica.load(source).roots
    return pd.Series([roots.get(lemma, "") for lemma in lemmas], index=lemmas, dtype="str", name="root")


def _cleaned(lexicon):
    keys = normalize(list(lexicon), CLEANING_FOLDS)
    return dict(zip(keys, map(str, lexicon.values()), strict=True))
