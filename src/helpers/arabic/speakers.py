"""Mentions of speakers: the noun phrase beside a reporting verb, split into name and role."""

from typing import NamedTuple

from . import cues
from .nouns import addressee, attached, bare, definite, no_person, sort_of, verb

_SIGNS = frozenset('،,:;؛.!?؟\n…"')


class Mention(NamedTuple):
    """Items of a mention: first .. last of the name (or of what stands for it) and of the role, -1 where none.

    sort: name, role (description without a name), body (organisation, document, group, place) or other.
    """

    first: int
    last: int
    role_first: int
    role_last: int
    sort: str


def follows(passage, i, end):
    """The Mention that begins at item i, before item `end`; None where no noun phrase stands there."""
    words = passage.words
    i = _skip(passage, i, end)
    if i + 1 < end and passage.quote[i] >= 0 and quoted_words(passage, i) <= 4 and _subject_in_marks(words[i + 1]):
        return Mention(i, i, -1, -1, "body")
    if i < end and addressee(words[i]):
        return None
    if i >= end or _stops(passage, i, i, end, False) or not words[i][0].isalnum():
        return None
    cue = cues.find(words[i])
    cue = None if sort_of(words[i]) == "rank" else cue  # سموه: his highness, they called him
    if cue and cue[1].kind in (cues.PERFECT, cues.IMPERFECT) and (cue[1].certain or cue[1].pronoun):
        return None
    if cue and cue[1].kind == cues.PARTICIPLE and cue[1].certain and not definite(words[i]):
        return None  # أضافت مخاطبة القادة
    if cue and cue[1].kind == cues.NOUN and cue[1].pronoun:
        return None  # استطرد بقوله
    tanwin = "ً" in passage.original[slice(*passage.span(i, i))]  # an accusative: no subject
    return None if tanwin or no_person(words[i]) else noun_phrase(passage, i, end)


def noun_phrase(passage, i, end):
    """The Mention that begins at item i, whatever stands there: behind وفقا also للمرصد."""
    last = _segment_end(passage, i, end)
    if last < i:
        return None
    mention = _split(passage, i, last)
    return _with_apposition(passage, mention, last, end)


def quoted_words(passage, i):
    """Number of words of the quotation at item i."""
    return len(passage.text[passage.starts[i] : passage.ends[i]].split())


def _subject_in_marks(following):
    """True where a short quotation right behind a verb is its subject: ذكرت "فرانس برس" أن."""
    particle = following in cues.words("complementiser")
    particle = particle or (definite(following) and following.endswith(("ي", "ية")))
    return particle or following in ("عن", "الى", "في", "على", "ايضا", "نقلا", "بدورها", ":")


def _skip(passage, i, end):
    """Behind what may stand between verb and subject: adverbs, (…)."""
    words = passage.words
    while i < end:
        if words[i] == "(":
            close = next((k for k in range(i, min(end, i + 12)) if words[k] == ")"), i)
            i = close + 1
        elif words[i] in cues.words("adverb") or (words[i] in cues.words("time") and definite(words[i])):
            i += 1
        elif words[i] in ("لنا", "له", "لها", "لهم", "لي", "عنه", "عنها") and i + 1 < end and words[i + 1].isalpha():
            i += 1
        elif words[i] == "من" and i + 1 < end and words[i + 1] in cues.words("side"):
            i += 2  # وأعلن من جهته فلان
        else:
            break
    return i


def _stops(passage, i, first, end, in_role):
    """True where item i cannot belong to the noun phrase that began at item `first`."""
    words = passage.words
    word = words[i]
    if passage.quote[i] >= 0:
        before = bare(words[i - 1]) if i > first else ""
        if in_role and i > first and _before_name_in_marks(passage, i - 1, end):
            return False
        named = before in cues.words("naming") or sort_of(before) in ("body", "group", "person")
        return not (named and i > first and not definite(words[i - 1]) and quoted_words(passage, i) <= 4)
    if word[0] == "ل" and len(word) > 1 and word[1:].isascii():
        return True  # لـCNN
    if in_role and _before_name_in_marks(passage, i, end):
        return False
    if word in cues.words("complementiser") or word in _SIGNS or (len(word) == 1 and word in "(-–—)وفبلك"):
        return True
    if in_role and word in cues.words("inside_role"):
        return _leaves_role(words, i, first, end)
    if word in cues.words("boundary") or word in cues.words("time"):
        return True
    following = words[i + 1] if i + 1 < end else ""
    if word in ("العام", "الشهر", "الاسبوع") and following in ("الماضي", "الجاري", "الحالي", "المقبل"):
        return True
    if i == first:
        return False
    if verb(word):
        return True  # a verb: الوزير استدعى
    cue = cues.find(word)
    if cue and (cue[1].certain or cue[1].pronoun) and not definite(word):
        return True
    return not in_role and _leaves_name(words, i, first)


def _before_name_in_marks(passage, i, end):
    """True for a proclitic in a role before marks and the speaker's name: الأمين العام لـ"الحزب" فلان."""
    words = passage.words
    if words[i] not in ("ل", "ب") or i + 2 >= end or passage.quote[i + 1] < 0 or quoted_words(passage, i + 1) > 4:
        return False
    following = words[i + 2]
    if following == "،" and i + 3 < end:
        following = words[i + 3]
        if following in cues.words("opener") or cues.find(following) is not None:
            return False
    known = following in cues.words("boundary") or following in cues.words("inside_role") or definite(following)
    free = following[0].isalpha() and not known and following not in cues.words("complementiser")
    return free and cues.find(following) is None and following not in cues.words("time")


def _leaves_role(words, i, first, end):
    """True where a preposition at item i ends a role: قال الوزير في مؤتمر; not السفير في لندن."""
    following = words[i + 1] if i + 1 < end else ""
    if words[i] == "الى" and not (bare(words[first]) in cues.words("envoy") and following in cues.words("place")):
        return True
    venue = cues.words("venue")
    return following in venue or bare(following) in venue or following in cues.words("time")


def _leaves_name(words, i, first):
    """True where item i ends a name or the name of an institution."""
    word, head = words[i], sort_of(words[first])
    if head == "place" and not definite(word) and word[0] != "و":
        return True  # تصنفه تركيا | منظمة
    if head not in ("body", "group"):
        if attached(word) or word in cues.words("place"):
            return True  # ندد فلان بالعنف, اتهم فلان إيران
    if word.endswith(("ه", "ها")) and word in cues.words("venue"):
        return True  # اختتم فلان تصريحاته
    if word.endswith(("ه", "ها")) and sort_of(word.rstrip("ا").removesuffix("ه")) == "person":
        return True
    if not head and sort_of(word) in ("group", "body") and (definite(word) or i > first + 1) and word[0] != "ل":
        return True  # اتهم فلان الحكومة
    if not head and word[0] == "م" and word.endswith("ا") and sort_of(word[:-1]) == "person":
        return True  # قال فلان متحدثا
    if not head and (word in ("احد", "احدى") or (word.endswith("يه") and len(word) > 5)):
        return True
    if word[0] == "ل" and any(name.split()[0] == word[1:] for name in cues.words("known")):
        return True  # قال فلان لبي بي سي
    if word[0] in "لب" and len(word) > 3 and not definite(word) and sort_of(word[1:]):
        return True
    hearers = ("صحفيين", "صحافيين", "صحافة", "اعلام", "قناة", "وكالة", "صحيفة")
    told = bare("ال" + word[2:]) if word.startswith("لل") and len(word) > 4 else ""
    return told in hearers or (bool(told) and not head and sort_of(told) == "group")


def _segment_end(passage, first, end):
    words = passage.words
    sort = _head_sort(words, first, end)
    in_role = sort in ("person", "group", "body")
    last = first
    named = False
    behind = first
    for i in range(first + 1, min(end, first + 30)):
        if i < behind:
            continue
        if sort == "person" and not named and words[i] == "(":
            behind = _skip(passage, i, end)
            if behind < end and behind > i + 1 and _begins_name(words, first, behind):
                continue  # زعيم الحزب (يسار راديكالي) فلان
        if sort in ("body", "group") and _closed_body(words, first, i):
            break
        if sort == "person" and not named:
            named = _begins_name(words, first, i)
        inside = sort == "person" and not named
        if _stops(passage, i, first, end, inside):
            break
        last = i
        role_behind = sort_of(words[i]) == "person" and (i - first >= 2 or definite(words[i]))
        if role_behind and not in_role and words[i] not in cues.words("rank"):
            in_role, sort, named = True, "person", False
        if not in_role and sort != "rank" and i - first >= 5:
            break
    return last


def _head_sort(words, first, end):
    """`sort_of` the head; a noun without article before an institution counts as a role: قائمقام قضاء الرمادي."""
    sort = sort_of(words[first])
    following = words[first + 1] if first + 1 < end else ""
    title = sort == "rank" and bare(words[first]) in cues.words("honorific")
    if title and sort_of(following.removesuffix("ه")) == "person":
        return "person"  # معالي وزير العدل
    if words[first][0] in "بلوك" or words[first].endswith(("ة", "ا")):
        return sort
    if not sort and not definite(words[first]) and not definite(following) and sort_of(following) == "body":
        return "person"
    return sort


def _closed_body(words, first, i):
    """True where an institution's name is complete before item i: المرصد السوري لحقوق الإنسان | إعدام."""
    word, before = words[i], words[i - 1]
    if not (definite(before) or before in cues.words("place")) or not word[0].isalpha() or word[0].isascii():
        return False
    if definite(word):  # الجيش الوطني | القضاء على
        following = words[i + 1] if i + 1 < len(words) else ""
        if i == first + 1 and sort_of(word) in ("body", "group"):
            return True  # دعت المنظمة | المجتمع الدولي
        return before.endswith(("ي", "ية")) and not word.endswith(("ي", "ة", "ين", "ون")) and following in (
            "على", "عن", "الى")
    return not (word[0] == "و" or word in cues.words("place") or (word[0] in "لب" and len(word) > 3))


def _begins_name(words, first, i):
    """True where item i is the first word of a name behind a role whose last word closes a phrase."""
    word, before = words[i], words[i - 1]
    if word in cues.words("same"):
        return False
    if definite(word) or word in cues.words("boundary") or word in cues.words("inside_role") or not word[0].isalpha():
        return word in cues.words("rank")
    if word[0] == "و" and (definite(word) or sort_of(word[1:])) or sort_of(word) not in ("", "rank"):
        return word in cues.words("rank")
    if word[0] in "لب" and (sort_of(word[1:]) not in ("", "rank") or (i + 1 < len(words) and definite(words[i + 1]))):
        return False
    closed = definite(before) or before in cues.words("place") or before in ('"', ")", "باسمه", "باسمها", "باسمهم")
    return closed and before not in cues.words("inside_role") and not (i - 1 == first and not definite(before))


def _split(passage, first, last):
    words = passage.words
    sort = _head_sort(words, first, last + 1)
    if sort in ("", "rank"):
        for i in range(first + 1, last + 1):
            if sort_of(words[i]) == "person" and (i > first + 1 or definite(words[i])):
                return Mention(first, i - 1, i, last, "name")
    if sort == "rank" or sort == "":
        return Mention(first, last, -1, -1, "name" if not sort or last > first else "role")
    if sort != "person":
        return Mention(first, last, -1, -1, "body")
    for i in range(first + 1, last + 1):
        if passage.quote[i] < 0 and _begins_name(words, first, i):
            return Mention(i, last, first, i - 1, "name")
    return Mention(first, last, -1, -1, "role")


def _with_apposition(passage, mention, last, end):
    """Add the name or the role that stands behind a comma: الناطق باسم الرئاسة، ديمتري بيسكوف،"""
    words = passage.words
    i = last + 1
    if i < end and words[i] == "(":
        i = _skip(passage, i, end)
    if i + 1 >= end or words[i] not in "،,":
        return mention
    first = i + 1
    stop = _apposition_end(passage, first, end)
    while stop > first and words[stop - 1] in cues.words("inside_role"):
        stop -= 1  # حذر فلان، وزير الدفاع، من أن
    if stop <= first:
        return mention
    head = words[first]
    sort = sort_of(head)
    if mention.sort == "name" and mention.role_first < 0 and sort == "person":
        return mention._replace(role_first=first, role_last=stop - 1)
    plain_name = not sort and not definite(head) and cues.find(head) is None and head not in ("وهو", "وهي", "وهم")
    plain_name = plain_name and not _stops(passage, first, first, end, False)
    if mention.sort == "role" and (sort == "rank" or plain_name) and stop - first <= 6:
        return Mention(first, stop - 1, mention.first, mention.last, "name")
    return mention


def _apposition_end(passage, first, end):
    """Item before which what began behind a comma ends, -1 where nothing ends it."""
    for k in range(first, min(end, first + 25)):
        word = passage.words[k]
        if word in "،,:;" or word in cues.words("complementiser"):
            return k
        if passage.quote[k] >= 0 and _stops(passage, k, first, end, True):
            return k
    return -1
