"""Whom a mention of a speaker identifies: a person by name, a named institution, or only a role that many hold."""

from functools import cache

from . import cues, passages, speakers, word_classes
from .nouns import bare, definite, sort_of

_REACH = 12  # items that the name of an institution can have


@cache
def only_role(name):
    """True where a mention names neither a person nor an institution: مدير المركز, ناشطون, الوزارة.

    name: the mention as written. False for whoever has a name, for an institution with what it is called by (وزارة
    الداخلية) and for the one who holds an office of it (المتحدث باسم وزارة الداخلية); not for one of many there
    (مسؤول في وزارة الداخلية).
    """
    passage = passages.read(name)
    words = passage.words
    if not words or any(number >= 0 for number in passage.quote):
        return False
    head = words[0]
    if bare(head) in cues.words("someone") or head in cues.words("someone"):
        return True
    mention = speakers.noun_phrase(passage, 0, len(words))
    if mention is None or mention.role_first >= 0:
        return False
    if _several(head):
        return True
    if mention.sort == "name" or sort_of(head) not in ("person", "rank", "group", "body"):
        return False
    one_of_many = head in cues.words("nameless") or words[1:2] in (["في"], ["من"], ["لدى"])
    return one_of_many or not any(_named_at(passage, k, len(words)) for k in range(len(words)))


def _several(head):
    """True for people without a name: a plural (المشاركون), who belongs to somebody (نقيبهم)."""
    found = word_classes.find(head)
    if sort_of(head) == "group":
        return True
    owned = next((head.removesuffix(end) for end in ("هما", "ها", "هم", "هن", "ه") if head.endswith(end)), "")
    if len(owned) > 3 and "person" in (sort_of(owned), sort_of(owned.removesuffix("ت") + "ة")):
        return True
    if found is None or found.verb:
        return False
    plural = head.endswith(("ون", "ات")) and found.stem != found.lemma
    return plural and not sort_of(head)


def _named_at(passage, k, end):
    """True where an institution or a country with its name begins at item k: وزارة الداخلية, سوريا, الأمم المتحدة."""
    words = passage.words
    word = words[k]
    if word in cues.words("place") or bare(word) in cues.words("unique"):
        return True
    stem = word[1:] if word[0] in "لبو" and word[1:] in cues.words("organisation") else word
    if bare(stem) not in cues.words("organisation") or k + 1 >= end:
        return False
    following = words[k + 1]
    if passage.quote[k + 1] >= 0:
        return True
    if definite(word):  # الجيش السوري, المحكمة الجنائية الدولية; not اللجنة المحلية
        more = k + 2 < end and words[k + 2].startswith(("ال", "ل"))
        return following.endswith(("ي", "ية")) and definite(following) and (more or _of_place(following))
    kind = bare(following) in cues.words("organisation") and word_classes.singular(following)
    more = k + 2 < end and words[k + 2].startswith("ال")
    return (following.startswith("ال") and (more or not kind)) or following in cues.words("place")


@cache
def _of_place(word):
    """True for the adjective of a country or a capital: السوري, الفرنسية."""
    stem = bare(word).removesuffix("ة").removesuffix("ي")
    return len(stem) > 2 and any(bare(place).startswith(stem) for place in cues.words("place"))


def institution(passage, mention):
    """The institution whose kind alone closes a role, as the text names it: "وزارة الداخلية" for المتحدث باسم الوزارة.

    "" where the text has no such name, or several. Names before the mention come first.
    """
    kind = bare(passage.words[mention.last])
    if mention.sort != "role" or mention.last == mention.first or not definite(passage.words[mention.last]):
        return ""
    if kind not in cues.words("organisation") or kind in cues.words("unique"):
        return ""
    places = [k for k, word in enumerate(passage.words) if passage.quote[k] < 0 and _is(word, kind)]
    for part in ([k for k in places if k < mention.first], [k for k in places if k > mention.last]):
        found = {}
        for k in part:
            end = next(end for _, end in passage.sentences if end > k)
            if _named_at(passage, k, end):
                last = speakers.noun_phrase(passage, k, min(end, k + _REACH)).last
                found.setdefault(passage.words[k + 1], (k, last))
        if found:
            return _text(passage, kind, *next(iter(found.values()))) if len(found) == 1 else ""
    return ""


def _is(word, kind):
    return word == kind or (word[1:] == kind and word[0] in "ولبف")


def _text(passage, kind, first, last):
    start, end = passage.span_from(passage.ends[first] - len(kind), passage.ends[last])
    return passage.original[start:end]
