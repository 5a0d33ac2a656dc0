"""Mentions of speakers: the noun phrase beside a reporting verb, split into name and role. | Where a noun phrase ends: names, roles and institutions in the words behind a reporting verb."""

import re
from typing import NamedTuple

from ..words import reporting, tables
from ..words.annotation import NOTHING, of

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

    @property
    def stop(self):
        """The item behind the name and the role."""
        return max(self.last, self.role_last) + 1


_FOR = ("مسؤول", "مسؤولة", "نائب", "نائبة", "ممثل", "ممثلة", "مندوب", "عضو", "متحدث", "متحدثة", "مرشح")
_HEARERS = (
    "صحفيين", "صحافيين", "صحافة", "اعلام", "قناة", "وكالة", "صحيفة", "شبكة", "اذاعة", "مجلة", "محطة",
)  # fmt: skip
_KIN = ("بن", "ابن", "بنت", "ابو", "ابي", "ام", "ال", "عبد")
_BROKEN_PLURAL = re.compile("^ا?..ا.$")  # كبار, أتراك
_SIGNS = frozenset('،,:;؛.!?؟\n…"')


def with_phrases(passage):
    """Return the Passage with the function that finds a mention at an item; each is looked for once."""
    known = {}

    def phrase(i, end):
        if (i, end) not in known:
            known[i, end] = follows(passage, i, end)
        return known[i, end]

    return passage._replace(phrase=phrase)


def follows(passage, i, end):
    """The Mention that begins at item i, before item `end`; None where no noun phrase stands there."""
    words = passage.words
    i = _skip(passage, i, end)
    if i + 1 < end and passage.quote[i] >= 0 and quoted_words(passage, i) <= 5 and _subject_in_marks(words, i + 1, end):
        return Mention(i, i, -1, -1, "body")
    if i < end and (words[i].addressee or (words[i][0] == "ل" and len(words[i]) > 3 and words[i][1:] in words)):
        return None  # أكد لفلان
    if i >= end or stops(passage, i, i, end, False) or not words[i][0].isalnum():
        return None
    cue = words[i].report
    cue = None if words[i].sort == "rank" else cue  # سموه: his highness, they called him
    behind_verb = i > 0 and words[i - 1].report is not None and words[i - 1].cue.certain
    cue = None if words[i].sort == "person" and behind_verb else cue  # قال طالب جامعي
    if cue and cue[1].kind in (reporting.PERFECT, reporting.IMPERFECT) and (cue[1].certain or cue[1].pronoun):
        return None
    if cue and cue[1].kind == reporting.PARTICIPLE and cue[1].certain and not words[i].definite:
        return None  # أضافت مخاطبة القادة
    if cue and cue[1].kind == reporting.NOUN and cue[1].pronoun:
        return None  # استطرد بقوله
    if words[i][0] == "ب" and _behind_preposition(words[i]) and words.count(words[i]) == 1:
        return None  # نشرت بالقاهرة
    if words[i][0] in "بك" and not words[i].sort and words[i].cut(1).sort and not words[i].cut(1).definite:
        return None  # صنفهم كجماعات, صرح بوزارة
    tanwin = "ً" in passage.original[slice(*passage.span(i, i))]  # an accusative: no subject
    return None if tanwin or words[i].no_person or no_head(passage, i, end) else noun_phrase(passage, i, end)


def number(words, i, end):
    """True where a figure stands at item i that counts nobody who speaks: ٨٩ في المئة, حوالي 40; not 12 دولة."""
    while i + 1 < end and words[i].has("about"):
        i += 1
    if i >= end or not words[i][0].isdigit():
        return False
    return i + 1 >= end or not _counted(words[i + 1])


def _counted(word):
    """True for whom or what a figure counts: 12 دولة, ٣٠ منظمة, 5 مسؤولين."""
    found = word.listed
    forms = (word, word.lemma) if found else (word,)
    return any(of(form).sort in ("person", "group", "body") for form in forms)


def no_head(passage, i, end):
    """True where what stands at item i can head no mention of a speaker, whatever follows.

    A figure, a verb, an indefinite accusative, a preposition with its noun or pronoun, a verbal noun.
    """
    words = passage.words
    word, following = words[i], words[i + 1] if i + 1 < end else NOTHING
    if number(words, i, end) or of(word).has("article_alone") or of(word).has("boundary"):
        return True
    if of(word).conjunction:
        word = word[1:]  # وإنهاء الهجمات
    if not of(word).sort and (of(word).has("venue") or following.has("span")):
        return True  # ختام خطابه, سبع سنوات
    preposition = of(word).preposition
    free = words.count(words[i]) == 1 or (of(word).listed is not None and not of(word).definite)
    if of(preposition).has("by_as") and free:
        return True  # بصوت هادئ; a surname that begins so stands in the text again (بالطيب)
    if of(word).sort or of(word[1:]).sort:
        return False
    if of(word).accusative or of(word).with_pronoun:
        return True
    if preposition and free:
        return True  # لخصوم حزبه
    surname = word.endswith("ه") and words.count(word) > 1  # عبده
    return _verb_as_head(words, i, following) or (of(word).abstract and not surname)


def _verb_as_head(words, i, following):
    """True for a verb; the forms that names can have only where a sentence begins (قلل فلان) or the word is long."""
    word = words[i]
    gender = word.verb(following)
    if not gender or gender != "m" or word[0] == "ي":
        return bool(gender)
    begins = i == 0 or words[i - 1] in ".\n؟!:"
    return words.count(word) == 1 and (len(word) > 3 or begins)


def _behind_preposition(word):
    """True where ب is likely the preposition: بالقاهرة, بتسجيلاته, بمساهمة."""
    if word.startswith("بال") or word.sort:
        return word.by
    return len(word) > 4 and (word.endswith(("ه", "ها", "هم", "ة", "ات")) or word.cut(1).event)


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
        return words[i + 1].has("complementiser") or words[i + 1].has("that_which")
    particle = words[i].has("complementiser")
    particle = particle or _nisba(words[i])
    return particle or words[i].has("behind_a_subject")


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
        elif words[i].has("adverb") or (words[i].has("time") and words[i].definite):
            i += 1
        elif words[i].has("aside") and i + 1 < end and words[i + 1].isalpha():
            i += 1
        elif words[i] == "من" and i + 1 < end and words[i + 1].has("side"):
            i += 2  # وأعلن من جهته فلان
        elif words[i].has("aside") and i + 1 < end:
            i += 1
        elif words[i].has("manner") and i + 2 < end:
            i += 2
        elif words[i].has("pointing") and i + 1 < end and words[i + 1].definite and words[i + 1].sort:
            i += 1  # أكد هذا المسؤول
        else:
            break
    return i


def _nisba(word):
    return word.definite and word.endswith(("ي", "ية"))


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
        if named and i - begun >= 2 and words[i].sort == "person":
            begun = first  # a role behind the name
        if stops(passage, i, first if i == begun else begun, end, inside):
            break
        last = i
        role_behind = words[i].sort == "person" and (i - first >= 2 or words[i].definite)
        if role_behind and not in_role and not words[i].has("rank"):
            in_role, sort, named = True, "person", False
        if not in_role and sort != "rank" and i - first >= 5:
            break
    while last > first and words[last].has("inside_role"):
        last -= 1  # أعرب عمدة المدينة عن اعتقاده
    return last


def _part_of(words, first):
    """True for عدد من السكان."""
    part = words[first].has("part") or words[first].bare.has("part")
    return part and words[first + 1] == "من"


def _head_sort(words, first, end):
    """`sort_of` the head; a noun without article before an institution counts as a role: قائمقام قضاء الرمادي."""
    sort = words[first].sort or behind_proclitic(words[first])
    following = words[first + 1] if first + 1 < end else NOTHING
    title = sort == "rank" and words[first].bare.has("honorific")
    if title and of(following.removesuffix("ه")).sort == "person":
        return "person"  # معالي وزير العدل
    if words[first][0] in "بلوك" or words[first].endswith(("ة", "ا")):
        return sort
    if not sort and not words[first].definite and not following.definite and following.sort == "body":
        return "person"
    return sort


def _begins_name(words, first, i):
    """True where item i is the first word of a name behind a role whose last word closes a phrase."""
    word, before = words[i], words[i - 1]
    if word.has("same") or (word[0] == "و" and (word.report is not None or word.endswith(("ة", "ات")))):
        return False  # وزير الاتصالات | وتقنية المعلومات
    if word.definite or word.has("boundary") or word.has("inside_role") or not word[0].isalpha():
        return word.has("rank")
    if word[0] == "و" and (word.definite or word.cut(1).sort) or word.sort not in ("", "rank"):
        return word.has("rank")
    if word.has("no_name") or (
        word[0] == "ل" and any(word[1:] in tables.members(sort) for sort in ("inside_role", "place"))
    ):
        return False  # الفرع الرابع عشر, المنظمة لجنوب آسيا
    if word[0] in "لب" and (word.cut(1).sort not in ("", "rank") or (i + 1 < len(words) and words[i + 1].definite)):
        return False
    closed = before.definite or before.has("place") or _ends_known_name(words, first, i)
    closed = closed or before in ('"', ")") or before.has("named_for")
    return closed and not before.has("inside_role") and not (i - 1 == first and not before.definite)


def _ends_known_name(words, first, i):
    """True where the words before item i are a well-known name: باحث في هيومن رايتس ووتش | فلان."""
    return any(
        of(" ".join(words[k:i]).removeprefix("ب").removeprefix("ل")).has("known")
        for k in range(max(first + 1, i - 3), i - 1)
    )


def _split(passage, first, last):
    words = passage.words
    sort = _head_sort(words, first, last + 1)
    if sort in ("", "rank"):
        for i in range(first + 1, last + 1):
            if words[i].sort == "person" and (i > first + 1 or words[i].definite):
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
    while stop > first and words[stop - 1].has("inside_role"):
        stop -= 1  # حذر فلان، وزير الدفاع، من أن
    if stop <= first:
        return mention
    head = words[first]
    sort = head.sort
    if mention.sort == "name" and mention.role_first < 0 and sort == "person":
        return mention._replace(role_first=first, role_last=stop - 1)
    plain_name = not sort and not head.definite and head.report is None and not head.has("and_he")
    plain_name = plain_name and not stops(passage, first, first, end, False)
    plain_name = plain_name and not behind_proclitic(head)
    if plain_name and 2 <= stop - first <= 4 and _of_another_person(words, mention):
        return Mention(first, stop - 1, mention.role_first, mention.last, "name")
    if mention.sort == "role" and sort == "person" and head.definite and stop - first <= 6:
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
    return any(of(word.removeprefix("ل") if word[:2] != "لل" else word).sort == "person" for word in inner)


def _apposition_end(passage, first, end):
    """Item before which what began behind a comma ends, -1 where nothing ends it."""
    for k in range(first, min(end, first + 25)):
        word = passage.words[k]
        if word in "،,:;" or word.has("complementiser"):
            return k
        if passage.quote[k] >= 0 and stops(passage, k, first, end, True):
            return k
    return end if end - first <= 12 else -1


def quoted_words(passage, i):
    """Number of words of the quotation at item i."""
    return len(passage.text[passage.starts[i] : passage.ends[i]].split())


def stops(passage, i, first, end, in_role):
    """True where item i cannot belong to the noun phrase that began at item `first`."""
    words = passage.words
    word = words[i]
    if passage.quote[i] >= 0:
        before = words[i - 1].bare if i > first else NOTHING
        if i > first and _before_name_in_marks(passage, i - 1, end):
            return False
        before = before[1:] if of(before[1:]).has("naming") else before  # وفقا لموقع "…"
        named = of(before).has("naming") or of(before).sort in ("body", "group", "person")
        return not (named and not words[i - 1].definite and quoted_words(passage, i) <= 4)
    if word[0] == "ل" and word[1:].isascii():
        return True  # لـCNN
    if in_role and _before_name_in_marks(passage, i, end):
        return False
    if word.has("complementiser") or word in _SIGNS or (word in "(-–—)وفبلك"):
        return True
    if in_role and word.has("inside_role"):
        return _leaves_role(words, i, first, end)
    if _function_word(word):
        return not (word == "لو" and _part_of_name(words, i + 1, end))
    following = ""
    if of(following).has("last_or_next"):
        return True
    if i == first:
        return False
    if word.tenth_verb or (word.has("adverb")) or _predicate_or_object(words, i, first):
        return True  # a verb: الوزير استدعى; نفى فلان | بقوة; نفى الوزير | وجود خلاف
    cue = word.report
    if cue and (cue[1].certain or cue[1].pronoun):
        return True
    return not in_role and _leaves_name(words, i, first)


def _predicate_or_object(words, i, first):
    """True where item i is the verb that a noun phrase is the subject of, or the object behind such a subject.

    المدير | شارك في اللقاء, نفى الوزير | وجود خلاف, ألقى الوزير | كلمة; not الوزيرة إيمان.
    """
    word, before, following = words[i], words[i - 1], words[i + 1] if i + 1 < len(words) else NOTHING
    if word.has("same"):
        return False
    plural = not words[first].singular
    if (word.verb(following) != "p") and _predicated(word, before, following):
        return True
    if word.accusative:
        return True
    closed = before.definite or before == '"' or before.has("named_for")
    if not closed:
        return False
    if word.preposition:  # تعهد المدير | بدراسة الطلب; not اللجنة لمكافحة الفقر
        return (word[0] == "ب" and _deed(word.cut(1).bare)) or word.cut(1).has("thing")
    if word.definite:
        return _definite_object(words, i, first)
    cue = word.report
    sees = cue is not None and word.endswith("ى")
    another = word.has("organisation")  # أبلغ الوزير السعودي | وكالة الأنباء
    return sees or another or _deed(word)


def _predicated(word, before, following):
    """True for a verb; one of three letters can be a foreign name (دان, بات), so it needs something behind it."""
    if not word.verb(following):
        return False
    if len(word) > 3:
        return True
    behind = following.definite or following.has("boundary") or following[:1] == "ب"
    return behind


def _deed(word):
    """True for a word without article that is a document or an abstract noun: دراسة, تعاون; not وزارة."""
    document = word.has("document")
    return document or word.abstract


def _definite_object(words, i, first):
    """True where a word with the article agrees with nothing before it: دعا البيان | المواطنين."""
    word, before = words[i], words[i - 1]
    if word[0] != "ا":
        return False
    if word.endswith("ات") and len(word) > 6:
        return before.singular
    if word.endswith("ين"):
        one = before.singular
        return (one or before.endswith(("ات", "ية"))) and not word.singular
    if (before.endswith(("ي", "ية", "تان")) or before.has("place")) and word.bare.abstract:
        return True  # رفض الاتحاد الأوروبي | العودة, أدانت سوريا | التفجير
    return word.abstract_in_ya and not (i == first + 1 and before.endswith("ة"))


def _function_word(word):
    """True for prepositions, particles and words of time, also with و or ف: وحول."""
    joined = word[0] in "وف" and word != "واين" and word.cut(1).has("boundary")
    return joined or word.has("boundary") or word.has("time")


def _part_of_name(words, i, end):
    """True where item i can be the rest of a foreign name behind لو: جان لو دريان; not لو كان."""
    return not words[i].has("boundary") and words[i].report is None


def _before_name_in_marks(passage, i, end):
    """True for a proclitic in a role before marks and the speaker's name: الأمين العام لـ"الحزب" فلان."""
    words = passage.words
    if not words[i].has("by_to") or passage.quote[i + 1] < 0:
        return False
    following = words[i + 2]
    if following == "،":
        following = words[i + 3]
    known = following.has("boundary") or following.definite
    free = following[0].isalpha() and not known and not following.has("complementiser")
    return free and following.report is None and not following.has("time")


def _leaves_role(words, i, first, end):
    """True where a preposition at item i ends a role: قال الوزير في مؤتمر; not السفير في لندن."""
    following = words[i + 1] if i + 1 < end else NOTHING
    if words[i] == "الى" and not (following.has("place")):
        return True
    if words[i] == "عن" and not any(word.bare.has("speaks_for") for word in words[first:i]):
        return True  # أعرب الوزير عن سعادته; not المسؤول عن الملف
    venue = tables.members("venue")
    return following.bare in venue


def _leaves_name(words, i, first):
    """True where item i ends a name or the name of an institution."""
    word, head = words[i], words[first].sort or behind_proclitic(words[first])
    if head not in ("body", "group") and (word.by or word.has("place")):
        return True  # ندد فلان بالعنف, اتهم فلان إيران
    possessed = word.endswith(("ه", "ها"))
    if possessed and (word.has("venue") or of(word.rstrip("ا").removesuffix("ه")).sort == "person"):
        return True  # اختتم فلان تصريحاته
    plural = head in ("body", "group")
    if plural and _imperfect(words[i - 1], word):
        return True  # دول عربية | تعاني, برنامج | يرفض التقشف
    if word.preposition == "ب" and not word.cut(1).sort and words.count(word) == 1:
        return True  # نوه فلان | بدور الجمعية
    if word.endswith(("يته", "يتها")):
        return True  # أعلن التنظيم مسؤوليته
    if head == "place" and _leaves_place(word):
        return True
    if word[0] == "ب" and word.cut(1).has("thing"):
        return True  # أقر فلان بوجود
    if (not words[first].definite) and _described_thing(words, i) and head in ("", "rank"):
        return True  # وصف اللواء العتيبي | العملية الإرهابية
    if head in ("body", "group") and word[0] == "ب" and (word.cut(1).bare.event or word.cut(1).has("thing")):
        return True  # وعدت الحكومة بتعزيز
    surname = head == "rank" and i == first + 1  # اللواء ملائكة
    return (head in ("", "rank") and not surname and _leaves_person(words, i, first)) or _hearer(word, head)


def behind_proclitic(word):
    """Class of the noun behind ل: وفقا لصحيفة; "" where it is none."""
    return word.cut(1).sort if word[0] == "ل" else ""


def _leaves_place(word):
    """True for تصنفه تركيا | منظمة, نفت السعودية | الاتهامات; not for الولايات المتحدة."""
    if word.definite:
        return not word.endswith(("ي", "ية", "المتحدة")) and word[0] != "و"
    return word[0] != "و"


def _leaves_person(words, i, first):
    """True where item i is no part of the personal name that begins at item `first`."""
    word = words[i]
    if words[i - 1].has("kin"):
        return False  # مبارك بن بنية
    if (word.definite and word.bare.event) or word.verbal_noun or word.has("light_object"):
        return True  # طلب فلان التصويت, ألقى فلان الضوء
    following = words[i + 1] if i + 1 < len(words) else NOTHING
    of_another = following.definite
    plural = word.endswith("ات") and (words.count(words[i - 1]) > 1 if word.definite else words.count(word) == 1)
    if word.has("thing") or (plural and (of_another or word.definite)):
        return True  # انتقد فلان تصرفات إيران, انتقد فلان السياسات
    people = word.endswith("ين") and of(word[:-2] + "ون").sort == "group"
    if people or (_possessed_or_plural(words, i)):
        return True  # نفى فلان ارتكابه, خاطب فلان الحاضرين
    alone = i > first + 1 or words.count(words[first]) > 1
    if word.sort in ("group", "body") and (alone) and word[0] != "ل":
        return True  # اتهم فلان الحكومة
    if word[0] == "م" and word.endswith("ا"):
        manner = len(word) > 4 and word[1] not in "اويس"
        if manner:
            return True  # قال فلان متحدثا, مدافعا
    if word.endswith("ية") and not word.definite and words.count(word) == 1:
        return True  # عرض فلان | رؤية حكومته
    if word[0] == "و" and following.has("rank"):
        return True  # فلان | وعاد الدكتور
    return word.has("one_of") or (word.endswith("يه") and len(word) > 5)


def _imperfect(before, word):
    """True where a word has the form of a verb in the imperfect and no name (يوسف, ياسين) or adjective."""
    if word.endswith(("ة", "ات", "ي", "ين")):
        return word.has("feminine_imperfect")
    if word[0] == "ت":
        return before.endswith(("ة", "ات")) and not word.endswith("ا")
    return word[0] == "ي" and word[1] not in "اوحز" and not word.endswith(("ة", "ا", "ي", "يون", "يين"))


def _described_thing(words, i):
    """True where a feminine noun with its adjective begins behind the name of a man: العملية الإرهابية."""
    following = ""
    feminine = all(word.endswith("ة") for word in (words[i], following))
    return feminine and not words[i - 1].endswith("ة") and following.endswith("ية")


def _hearer(word, head):
    """True for to whom it is said: قال فلان لبي بي سي, لمراسل, للصحفيين."""
    if word[0] == "ل" and any(name.split()[0] == word[1:] for name in tables.members("known")):
        return True
    if word[0] in "لب" and not word.definite and word.cut(1).sort:
        return True
    told = of("ال" + word[2:]).bare if word.startswith("لل") else NOTHING
    return told.has("hearer") or (not head and told.sort == "group")


def _possessed_or_plural(words, i):
    word = words[i]
    if len(word) > 5 - (word[0] == "ب") and word.endswith(("ه", "ها", "هم")) and not word.endswith("الله"):
        return not word.definite
    return word.definite and word.endswith("ين") and (words[i - 1].definite or words.count(words[i - 1]) > 1)


def closed_body(words, first, i):
    """True where an institution's name is complete before item i: المرصد السوري لحقوق الإنسان | إعدام."""
    word, before = words[i], words[i - 1]
    if len(before) > 4 and before.endswith("ون") and before.sort == "group":
        agrees = word[0] == "و" or word.endswith(("ون", "ين")) or _BROKEN_PLURAL.match(word)
        return not agrees and not word.definite  # ناشطون | مقطع فيديو: no genitive behind the full plural
    if not (before.definite) or word[0].isascii():
        return False
    if word.has("place") and not word.definite:
        return i == first + 1 or before.endswith(("ي", "ية"))  # تتهم الدولتان | إيران
    if word.definite:  # الجيش الوطني | القضاء على
        following = words[i + 1] if i + 1 < len(words) else NOTHING
        if i == first + 1 and word.sort in ("body", "group"):
            return True  # دعت المنظمة | المجتمع الدولي
        if before.endswith(("ي", "ية")) and word.bare.event:
            return True  # دانت منظمة التعاون الإسلامي | الهجوم
        return (
            before.endswith(("ي", "ية")) and not word.endswith(("ي", "ة", "ين", "ون")) and following.has("to_on_about")
        )
    return not (word[0] == "و" or word.has("place") or (word[0] in "لب"))
