"""What the form of a word says of it: article, adjective ending, class of noun, whether it can speak."""

import re

from . import cues

_POSSESSED = ("ته", "تها", "تهم", "اره", "اءه", "ائه", "اده", "انه", "اتهم", "امه", "اله", "ارها", "امها", "اعه", "وده")
_VERBAL_NOUN = ("است", "اعت", "احت", "انت", "اجت", "اقت", "ارت", "اخت")
# ب before a verbal noun (باغتيال, باعلان, باستهداف), not a name (باتريك)
_BY_EVENT = re.compile("^با(?:.ت..?ا.|ن..?.?ا.|ست..?ا.|ت.ا.|..ا.)(?:ات|ه|ها|هم|ية)?$")
_EVENT = re.compile("^(?:ت..ي.|ا[^ا]ت.ا.|است..ا.|ان..ا.|م.ا..ة)$")
_DEED = re.compile("^[^ماي].و.$")  # هجوم, دخول
_VERB = re.compile("^است[^اة]{2,4}$")


def bare(word):
    """The word without و and the article."""
    if word.startswith("وال") and len(word) > 5:
        word = word[1:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def definite(word):
    """True where a word has the article, also behind و ب ك ف or as لل."""
    return word.startswith(("ال", "وال", "بال", "كال", "فال", "لل", "ولل")) and len(word) > 4


def looks_adjective(word):
    """True where a word without the article has the ending of an indefinite nisba adjective: إرهابية, حضاريا."""
    return not definite(word) and len(word) > 4 and word.endswith(("ية", "يا", "يين", "يون"))


def sort_of(word):
    """Class of a head noun, with or without the article: person, rank, group, body, place or ""."""
    if word.startswith("لل") and len(word) > 4:
        word = "ال" + word[2:]
    stem = bare(word)
    if word in ("احد", "احدى"):
        return "person"  # أحد الجنود; not الأحد
    if word in cues.words("rank") or stem in cues.words("honorific"):
        return "rank"
    if stem in cues.words("person"):
        return "person"
    construct = len(word) > 4 and word[-1] in "وي" and not definite(word)
    if stem in cues.words("group") or (construct and stem[:-1] + "ون" in cues.words("group")):
        return "group"  # معارضو القانون
    if stem in cues.words("organisation") or stem in cues.words("document"):
        return "body"
    return "place" if word in cues.words("place") else ""


def attached(word):
    """True where a word begins with the preposition ب: بالعنف, باغتيال."""
    return word.startswith("بال") or _BY_EVENT.match(word) is not None


def event(stem):
    """True where a word without article has the form of a verbal noun: تصويت, انتقال, استقرار, محاربة."""
    if stem.endswith(("ي", "ية")):
        return False
    return _EVENT.match(stem) is not None or _DEED.match(stem) is not None


def verbal_noun(word):
    """True for the longer verbal nouns, which are no family names: تفعيل, استقرار, انتقال."""
    return _EVENT.match(word) is not None and not word.endswith(("ي", "ية"))


def verb(word):
    """True where the form is a verb and no name: استدعى, استقبل."""
    return _VERB.match(word) is not None


def no_person(word):
    """True for heads that cannot speak: nouns with a possessive pronoun (استنكاره), verbal nouns in the accusative."""
    stem = word[1:] if word[0] in "وف" and len(word) > 3 else word
    if word in cues.words("venue") and word.endswith(("ه", "ها", "هم")):
        return True  # تختتم تقريرها
    owned = next((word.removesuffix(end) for end in ("هما", "ها", "هم") if word.endswith(end)), word)
    if owned != word and len(owned) > 2 and not definite(word) and not any(map(sort_of, (word, owned, stem))):
        return not sort_of(owned[:-1] + "ة")  # أكدت دعمها; not وزارتها
    if stem in cues.words("thing") or word in cues.words("thing"):
        return True  # أدان وجود
    if definite(word) or sort_of(word) or len(stem) < 5:
        return False
    if word.endswith("ية") and len(word) > 5:
        return True  # أكد جاهزية
    accusative = stem[:-1] if stem.endswith("ا") else stem
    return stem.endswith(_POSSESSED) or (stem.startswith(_VERBAL_NOUN) and len(stem) > 5 and accusative[-2] == "ا")


def addressee(word):
    """True for لإذاعة, للصحفيين: to whom something is said."""
    return word.startswith("لل") and len(word) > 4 or (word[0] == "ل" and sort_of(word[1:]) in ("body", "group"))
