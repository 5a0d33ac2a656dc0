"""Mentions of speakers: the noun phrase beside a reporting verb, split into name and role."""

from typing import NamedTuple

from . import cues, word_classes
from .bounds import behind_proclitic, closed_body, quoted_words, stops
from .nouns import addressee, attached, bare, definite, event, no_person, sort_of

_POINTING = ("هذا", "هذه", "هؤلاء", "ذات", "نفس")
_NO_NAME = ("عشر", "عشرة", "عشرين", "ثلاثين", "شؤون", "وشؤون")


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
    if i + 1 < end and passage.quote[i] >= 0 and quoted_words(passage, i) <= 5 and _subject_in_marks(words, i + 1, end):
        return Mention(i, i, -1, -1, "body")
    if i < end and (addressee(words[i]) or (words[i][0] == "ل" and len(words[i]) > 3 and words[i][1:] in words)):
        return None  # أكد لفلان
    if i >= end or stops(passage, i, i, end, False) or not words[i][0].isalnum():
        return None
    cue = cues.find(words[i])
    cue = None if sort_of(words[i]) == "rank" else cue  # سموه: his highness, they called him
    behind_verb = i > 0 and cues.find(words[i - 1]) is not None and cues.find(words[i - 1])[1].certain
    cue = None if sort_of(words[i]) == "person" and behind_verb else cue  # قال طالب جامعي
    if cue and cue[1].kind in (cues.PERFECT, cues.IMPERFECT) and (cue[1].certain or cue[1].pronoun):
        return None
    if cue and cue[1].kind == cues.PARTICIPLE and cue[1].certain and not definite(words[i]):
        return None  # أضافت مخاطبة القادة
    if cue and cue[1].kind == cues.NOUN and cue[1].pronoun:
        return None  # استطرد بقوله
    if words[i][0] == "ب" and _behind_preposition(words[i]) and words.count(words[i]) == 1:
        return None  # نشرت بالقاهرة
    if words[i][0] in "بك" and not sort_of(words[i]) and sort_of(words[i][1:]) and not definite(words[i][1:]):
        return None  # صنفهم كجماعات, صرح بوزارة
    tanwin = "ً" in passage.original[slice(*passage.span(i, i))]  # an accusative: no subject
    return None if tanwin or no_person(words[i]) or no_head(passage, i, end) else noun_phrase(passage, i, end)


def number(words, i, end):
    """True where a figure stands at item i that counts nobody who speaks: ٨٩ في المئة, حوالي 40; not 12 دولة."""
    while i + 1 < end and words[i] in cues.words("about"):
        i += 1
    if i >= end or not words[i][0].isdigit():
        return False
    return i + 1 >= end or not _counted(words[i + 1])


def _counted(word):
    """True for whom or what a figure counts: 12 دولة, ٣٠ منظمة, 5 مسؤولين."""
    found = word_classes.find(word)
    forms = (word, word_classes.lemma(word)) if found else (word,)
    return any(sort_of(form) in ("person", "group", "body") for form in forms)


def no_head(passage, i, end):
    """True where what stands at item i can head no mention of a speaker, whatever follows.

    A figure, a verb, an indefinite accusative, a preposition with its noun or pronoun, a verbal noun.
    """
    words = passage.words
    word, following = words[i], words[i + 1] if i + 1 < end else ""
    if number(words, i, end) or word in ("ال", "وال", "يا") or word in cues.words("boundary"):
        return True
    if word_classes.conjunction(word):
        word = word[1:]  # وإنهاء الهجمات
    if not sort_of(word) and (word in cues.words("venue") or following in cues.words("span")):
        return True  # ختام خطابه, سبع سنوات
    preposition = word_classes.attached(word)
    free = words.count(words[i]) == 1 or (word_classes.find(word) is not None and not definite(word))
    if preposition in ("ب", "ك") and free:
        return True  # بصوت هادئ; a surname that begins so stands in the text again (بالطيب)
    if sort_of(word) or sort_of(word[1:]):
        return False
    if word_classes.accusative(word) or word_classes.with_pronoun(word):
        return True
    if preposition and free:
        return True  # لخصوم حزبه
    surname = word.endswith("ه") and words.count(word) > 1  # عبده
    return _verb_as_head(words, i, following) or (word_classes.abstract(word) and not surname)


def _verb_as_head(words, i, following):
    """True for a verb; the forms that names can have only where a sentence begins (قلل فلان) or the word is long."""
    word = words[i]
    gender = word_classes.verb(word, following)
    if not gender or gender != "m" or word[0] == "ي":
        return bool(gender)
    begins = i == 0 or words[i - 1] in ".\n؟!:"
    return words.count(word) == 1 and (len(word) > 3 or begins)


def _behind_preposition(word):
    """True where ب is likely the preposition: بالقاهرة, بتسجيلاته, بمساهمة."""
    if word.startswith("بال") or sort_of(word):
        return attached(word)
    return len(word) > 4 and (word.endswith(("ه", "ها", "هم", "ة", "ات")) or event(word[1:]))


def noun_phrase(passage, i, end):
    """The Mention that begins at item i, whatever stands there: behind وفقا also للمرصد."""
    last = _segment_end(passage, i, end)
    if last < i:
        return None
    mention = _split(passage, i, last)
    return _with_apposition(passage, mention, last, end)


def _subject_in_marks(words, i, end):
    """True where a short quotation right behind a verb, before item i, is its subject: ذكرت "فرانس برس" أن."""
    if words[i] == "،" and i + 1 < end:
        return words[i + 1] in cues.words("complementiser") or words[i + 1] in ("الذي", "التي")
    particle = words[i] in cues.words("complementiser")
    particle = particle or _nisba(words[i])
    return particle or words[i] in ("عن", "من", "الى", "في", "على", "ايضا", "نقلا", "بدورها", ":")


def _skip(passage, i, end):
    """Behind what may stand between verb and subject: adverbs, (…)."""
    words = passage.words
    while i < end:
        if words[i] == "(":
            close = next((k for k in range(i, min(end, i + 12)) if words[k] == ")"), i)
            i = close + 1
        elif words[i] == "ل" and i + 2 < end and words[i + 1] == "(":
            i += 1  # كشف لـ(الصحيفة) فلان
        elif words[i] == "ل" and i + 2 < end and passage.quote[i + 1] >= 0 and not _nisba(words[i + 2]):
            i += 2
        elif words[i] in cues.words("adverb") or (words[i] in cues.words("time") and definite(words[i])):
            i += 1
        elif words[i] in cues.words("aside") and i + 1 < end and words[i + 1].isalpha():
            i += 1
        elif words[i] == "من" and i + 1 < end and words[i + 1] in cues.words("side"):
            i += 2  # وأعلن من جهته فلان
        elif words[i] in ("خلالها", "خلاله", "بعدها", "بعده", "حينها") and i + 1 < end:
            i += 1
        elif words[i] in ("بشكل", "بصورة", "بلهجة") and i + 2 < end:
            i += 2
        elif words[i] in _POINTING and i + 1 < end and definite(words[i + 1]) and sort_of(words[i + 1]):
            i += 1  # أكد هذا المسؤول
        else:
            break
    return i


def _nisba(word):
    return definite(word) and word.endswith(("ي", "ية"))


def _segment_end(passage, first, end):
    words = passage.words
    sort = _head_sort(words, first, end)
    in_role = sort in ("person", "group", "body")
    last = first
    named = False
    behind = begun = first
    for i in range(first + 1, min(end, first + 30)):
        if i < behind or (i == first + 1 and _part_of(words, first)):
            continue
        if sort == "person" and not named and words[i] == "(":
            behind = _skip(passage, i, end)
            if behind < end and behind > i + 1 and _begins_name(words, first, behind):
                continue  # زعيم الحزب (يسار راديكالي) فلان
        if sort in ("body", "group") and closed_body(words, first, i):
            break
        if sort == "person" and not named:
            named = _begins_name(words, first, i)
            begun = i if named else begun
        inside = sort == "person" and not named
        if named and i - begun >= 2 and sort_of(words[i]) == "person":
            begun = first  # a role behind the name
        if stops(passage, i, first if i == begun else begun, end, inside):
            break
        last = i
        role_behind = sort_of(words[i]) == "person" and (i - first >= 2 or definite(words[i]))
        if role_behind and not in_role and words[i] not in cues.words("rank"):
            in_role, sort, named = True, "person", False
        if not in_role and sort != "rank" and i - first >= 5:
            break
    while last > first and words[last] in cues.words("inside_role"):
        last -= 1  # أعرب عمدة المدينة عن اعتقاده
    return last


def _part_of(words, first):
    """True for عدد من السكان."""
    part = words[first] in cues.words("part") or bare(words[first]) in cues.words("part")
    return part and words[first + 1] == "من"


def _head_sort(words, first, end):
    """`sort_of` the head; a noun without article before an institution counts as a role: قائمقام قضاء الرمادي."""
    sort = sort_of(words[first]) or behind_proclitic(words[first])
    following = words[first + 1] if first + 1 < end else ""
    title = sort == "rank" and bare(words[first]) in cues.words("honorific")
    if title and sort_of(following.removesuffix("ه")) == "person":
        return "person"  # معالي وزير العدل
    if words[first][0] in "بلوك" or words[first].endswith(("ة", "ا")):
        return sort
    if not sort and not definite(words[first]) and not definite(following) and sort_of(following) == "body":
        return "person"
    return sort


def _begins_name(words, first, i):
    """True where item i is the first word of a name behind a role whose last word closes a phrase."""
    word, before = words[i], words[i - 1]
    if word in cues.words("same") or (word[0] == "و" and (cues.find(word) is not None or word.endswith(("ة", "ات")))):
        return False  # وزير الاتصالات | وتقنية المعلومات
    if definite(word) or word in cues.words("boundary") or word in cues.words("inside_role") or not word[0].isalpha():
        return word in cues.words("rank")
    if word[0] == "و" and (definite(word) or sort_of(word[1:])) or sort_of(word) not in ("", "rank"):
        return word in cues.words("rank")
    if word in _NO_NAME or (word[0] == "ل" and any(word[1:] in cues.words(sort) for sort in ("inside_role", "place"))):
        return False  # الفرع الرابع عشر, المنظمة لجنوب آسيا
    if word[0] in "لب" and (sort_of(word[1:]) not in ("", "rank") or (i + 1 < len(words) and definite(words[i + 1]))):
        return False
    closed = definite(before) or before in cues.words("place") or _ends_known_name(words, first, i)
    closed = closed or before in ('"', ")") or before in cues.words("named_for")
    return closed and before not in cues.words("inside_role") and not (i - 1 == first and not definite(before))


def _ends_known_name(words, first, i):
    """True where the words before item i are a well-known name: باحث في هيومن رايتس ووتش | فلان."""
    return any(" ".join(words[k:i]).removeprefix("ب").removeprefix("ل") in cues.words("known")
               for k in range(max(first + 1, i - 3), i - 1))  # fmt: skip


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
    plain_name = plain_name and not stops(passage, first, first, end, False)
    plain_name = plain_name and not behind_proclitic(head)
    if plain_name and 2 <= stop - first <= 4 and _of_another_person(words, mention):
        return Mention(first, stop - 1, mention.role_first, mention.last, "name")
    if mention.sort == "role" and sort == "person" and definite(head) and stop - first <= 6:
        named = _split(passage, first, stop - 1)  # المتحدث باسم الوزارة، القائد فلان
        whole = named.sort == "name" and named.last == stop - 1
        return named._replace(role_first=mention.first) if whole else mention
    if mention.sort == "role" and (sort == "rank" or plain_name) and stop - first <= 6:
        last = max(first, min(stop - 1, _segment_end(passage, first, stop)))
        return Mention(first, last, mention.first, mention.last, "name")
    return mention


def _of_another_person(words, mention):
    """True where a role holds the name of somebody else: مستشار الرئيس سمير العطار، عادل نصار،."""
    if mention.sort != "name" or mention.role_first < 0 or mention.role_last + 1 != mention.first:
        return False
    inner = words[mention.role_first + 1 : mention.role_last + 1]
    return any(sort_of(word.removeprefix("ل") if word[:2] != "لل" else word) == "person" for word in inner)


def _apposition_end(passage, first, end):
    """Item before which what began behind a comma ends, -1 where nothing ends it."""
    for k in range(first, min(end, first + 25)):
        word = passage.words[k]
        if word in "،,:;" or word in cues.words("complementiser"):
            return k
        if passage.quote[k] >= 0 and stops(passage, k, first, end, True):
            return k
    return end if end - first <= 12 else -1
