"""What the dictionary says of a word in a mention: a verb, an accusative, an abstract noun, with a proclitic.

The dictionary is the one of the morphology (`lexica`); where it is the small one, which lists no words in use, nothing
is known and every answer is "no".
"""

import re
from functools import cache
from typing import NamedTuple

from .. import lexica, segmentation
from . import cues
from .nouns import definite, event, sort_of
from .plain_text import plain

_PROCLITICS = frozenset("وفبكلس")
_FOLDS = str.maketrans("أإآٱ", "اااا")
_ELATIVE = re.compile("^ا[^اءؤئ]..$")
_CAUSING = re.compile("^ا[^ا].ا.$")  # إحداث, إطلاق; of another lemma: أحداث
_PARTICIPLE = re.compile("^(?:.ا..ة?|م.{2,}ة?)$")
_AT_LEAST = 2  # forms of a verb in the dictionary that make its lemma a verb
_TIMES = 3  # how many times more verbal than nominal forms a lemma must have to be no noun


class Word(NamedTuple):
    """A listed word: letters of its proclitics, what follows them up to the pronoun, the pronoun, the lemma (folded).

    verb: "" or the gender of the verb: m, f or p (plural). noun: the lemma takes the article.
    """

    proclitic: str
    stem: str
    pronoun: str
    lemma: str
    verb: str
    noun: bool


@cache
def verb(word, following=""):
    """Gender of the verb that a word is and no noun (شارك, فدعت, يرفض): m, f or p; "" for any other word.

    following: the word behind it; what has the form of أشرف is a verb only before a preposition: it is a given name.
    """
    found = find(word)
    if found is None:
        return _unlisted_verb(word)
    if found.verb == "m" and _ELATIVE.match(found.stem) and not found.stem.endswith("ى"):
        return found.verb if following in cues.words("boundary") or following[:1] == "ب" else ""
    return found.verb if sort_of(word) == "" and word not in cues.words("given") else ""


def _unlisted_verb(word):
    """The gender of a verb that is listed without و and ف or without its ending only: نهضت, فاستعرض."""
    if word[:1] in ("و", "ف") and len(word) > 4 and find(word[1:]):
        return verb(word[1:])
    if word.endswith("ت") and len(word) > 2 and verb(word[:-1]) == "m":
        return "f"
    return "p" if word.endswith("وا") and len(word) > 3 and verb(word[:-2]) == "m" else ""


@cache
def accusative(word):
    """True for an indefinite noun in the accusative, which is no subject: مدافعا, طويلا, بيانا."""
    found = find(word)
    if found is None or not word.endswith("ا") or word in cues.words("given"):
        return False
    return found.noun and found.stem == found.lemma + "ا" and len(found.lemma) > 1


@cache
def abstract(word):
    """True for a noun that names no person and no body: a verbal noun or a noun in ة, bare or with a pronoun.

    احترامها, استثناء, زيادة; not جميلة, whose lemma has no ة, nor the given names of such a form (إيمان, خليفة).
    """
    if definite(word) or sort_of(word) in ("person", "rank", "group") or word in cues.words("given"):
        return False
    found = find(word)
    if found is None or found.verb or not found.noun or found.proclitic:
        return False
    if found.lemma in ("احد", "احدى"):
        return False  # إحداهن
    if found.pronoun and len(found.stem) > 2:
        return not sort_of(found.stem) and not sort_of(found.stem.removesuffix("ت") + "ة")
    if found.stem in cues.words("thing") or found.stem in cues.words("light_object"):
        return True
    if sort_of(word):
        return False
    if found.stem.endswith("ة"):
        return found.lemma.endswith("ة")
    if found.stem.endswith("ات") and found.stem != found.lemma:
        person = sort_of(found.lemma) or sort_of(found.lemma + "ة") or _PARTICIPLE.match(found.lemma)
        return not person and (found.lemma.endswith("ة") or _deed(found.lemma))  # تطورات, دلالات; not طالبات
    return found.stem == found.lemma and _deed(found.lemma)


def _deed(lemma):
    """True for a lemma that has the form of a verbal noun and a root: وجود, استثناء, إحداث."""
    form = event(lemma) or _CAUSING.match(lemma) is not None
    return form and len(lemma) > 3 and lemma in _rooted()


@cache
def attached(word):
    """The preposition (ب, ك or ل) that the dictionary sees before a noun, "": بوجود, بصوت, لأبوه; not باسم, بدر."""
    found = find(word)
    if found is None:
        joined = abstract(word[1:]) or word.startswith("بال") or (word[0] == "ل" and _rooted_noun(word[1:]))
        return word[0] if word[0] in "بكل" and joined else ""
    if found.verb or word in cues.words("given") or not found.proclitic:
        return ""
    return found.proclitic[-1] if found.proclitic[-1] in "بكل" and len(found.stem) > 1 else ""


def _rooted_noun(word):
    found = find(word)
    return found is not None and found.noun and not found.verb and len(word) > 3 and found.lemma in _rooted()


def conjunction(word):
    """True where و or ف stands before a listed noun: وجهاد, فالحكومة; not وليد."""
    if word[0] not in "وف" or len(word) < 4:
        return False
    found = find(word)
    if found is not None:
        return found.proclitic[:1] == word[0]
    return definite(word) or sort_of(word[1:]) != "" or attached(word[1:]) != ""


def abstract_in_ya(word):
    """True for an abstract noun in ـية with the article (المسؤولية), which is no adjective (الأفغانية)."""
    found = find(word)
    return found is not None and definite(word) and word.endswith("ية") and found.lemma.endswith("ية")


def with_pronoun(word):
    """True for a preposition with a pronoun: منهن, إليه."""
    found = find(word)
    return found is not None and found.pronoun != "" and found.lemma in cues.words("preposition")


def lemma(word):
    """The lemma of a listed word, folded; the word itself where it is not listed."""
    found = find(word)
    return found.lemma if found is not None else word


def singular(word):
    """True for a listed noun in its dictionary form: التأهيل, البيان; not القضاة."""
    found = find(word)
    return found is not None and found.stem == found.lemma


@cache
def _dictionary():
    return lexica.load()  # looks for its files at every call


@cache
def _rooted():
    return frozenset(lemma.translate(_FOLDS) for lemma in _dictionary().roots)


@cache
def find(word):
    """The Word of a folded word, None where the dictionary does not list it."""
    spellings, verbal, nominal = _listed()
    found = None
    for written in spellings.get(word, ()):  # of two that fold to one a noun wins, then a lemma
        segments, lemma = _dictionary().words[written]
        before, stem, after = _parts(segments)
        counts = verbal.get(lemma, 0), nominal.get(lemma, 0)
        takes_article = "ال" in before or before[-1:] in (["ب"], ["ك"])
        verb = "" if takes_article else _verb(stem, lemma, *counts)
        proclitic = "".join(part for part in before if part != "ال")
        noun = counts[1] > 0 or counts[0] == 0
        read = Word(proclitic, plain(stem)[0], plain(after)[0], plain(lemma)[0], verb, noun)
        if found is None or (bool(read.verb), read.stem != read.lemma) < (bool(found.verb), found.stem != found.lemma):
            found = read
    return found


@cache
def _listed():
    """Spellings of each folded word of the dictionary; verbal and nominal forms of each lemma."""
    spellings, verbal, nominal = {}, {}, {}
    for word, (segments, lemma) in _dictionary().words.items():
        if not lemma:
            continue
        spellings.setdefault(word.translate(_FOLDS), []).append(word)
        before, stem, _ = _parts(segments)
        if "ال" in before or before[-1:] in (["ب"], ["ك"]):
            nominal[lemma] = nominal.get(lemma, 0) + 1
        elif _inflected(stem, lemma) or "س" in before:
            verbal[lemma] = verbal.get(lemma, 0) + 1
    return spellings, verbal, nominal


def _parts(segments):
    """(proclitics, stem, pronoun) of the segments of a word."""
    parts = segments.split("+")
    n = 0
    while n < len(parts) - 1 and (parts[n] == "ال" or (parts[n] in _PROCLITICS and len(parts[n]) == 1)):
        n += 1
    before = parts[:n]
    if before[-2:] == ["ل", "ل"]:
        before[-1] = "ال"  # للوزير is written ل+ل+وزير
    return before, parts[n], "".join(parts[n + 1 :])


def _inflected(stem, lemma):
    """True for the form of a verb that no noun has: imperfect, plural in وا."""
    imperfect = stem[0] == "ي" and lemma[0] != "ي" and len(stem) > 2 and not stem.endswith(("ي", "ية", "ين", "ة"))
    return imperfect or (stem.endswith("وا") and not lemma.endswith("وا") and len(stem) > 3)


def _verb(stem, lemma, verbal, nominal):
    if verbal == 0:
        return ""
    if stem.endswith("وا") and not lemma.endswith("وا") and verbal >= _AT_LEAST:
        return "p"
    if verbal >= _AT_LEAST and _inflected(stem, lemma):
        return "p" if stem.endswith("ون") else "m"
    feminine = stem.endswith("ت") and not stem.endswith("ات") and lemma[-1] not in "تة"
    feminine = feminine or (stem[0] == "ت" and lemma[0] != "ت" and not stem.endswith(("ة", "ات", "ي", "ين")))
    if feminine and verbal >= _AT_LEAST:
        return "f"
    alone = nominal * _TIMES <= verbal
    return "m" if alone and segmentation.fold(stem) == segmentation.fold(lemma) else ""
