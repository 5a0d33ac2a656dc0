"""Where a noun phrase ends: names, roles and institutions in the words behind a reporting verb."""

import re

from . import cues, word_classes
from .nouns import attached, bare, definite, event, sort_of, verb, verbal_noun

_FOR = ("مسؤول", "مسؤولة", "نائب", "نائبة", "ممثل", "ممثلة", "مندوب", "عضو", "متحدث", "متحدثة", "مرشح")
_HEARERS = (
    "صحفيين", "صحافيين", "صحافة", "اعلام", "قناة", "وكالة", "صحيفة", "شبكة", "اذاعة", "مجلة", "محطة",
)  # fmt: skip
_KIN = ("بن", "ابن", "بنت", "ابو", "ابي", "ام", "ال", "عبد")
_BROKEN_PLURAL = re.compile("^ا?..ا.$")  # كبار, أتراك
_SIGNS = frozenset('،,:;؛.!?؟\n…"')


def quoted_words(passage, i):
    """Number of words of the quotation at item i."""
    return len(passage.text[passage.starts[i] : passage.ends[i]].split())


def stops(passage, i, first, end, in_role):
    """True where item i cannot belong to the noun phrase that began at item `first`."""
    words = passage.words
    word = words[i]
    if passage.quote[i] >= 0:
        before = bare(words[i - 1]) if i > first else ""
        if in_role and i > first and _before_name_in_marks(passage, i - 1, end):
            return False
        before = before[1:] if before[:1] == "ل" and before[1:] in cues.words("naming") else before  # وفقا لموقع "…"
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
    if _function_word(word):
        return not (word == "لو" and i > first and _part_of_name(words, i + 1, end))
    following = words[i + 1] if i + 1 < end else ""
    if word in ("العام", "الشهر", "الاسبوع") and following in ("الماضي", "الجاري", "الحالي", "المقبل"):
        return True
    if i == first:
        return False
    if verb(word) or (word[0] == "ب" and word in cues.words("adverb")) or _predicate_or_object(words, i, first):
        return True  # a verb: الوزير استدعى; نفى فلان | بقوة; نفى الوزير | وجود خلاف
    cue = cues.find(word)
    if cue and (cue[1].certain or cue[1].pronoun) and not definite(word):
        return True
    return not in_role and _leaves_name(words, i, first)


def _predicate_or_object(words, i, first):
    """True where item i is the verb that a noun phrase is the subject of, or the object behind such a subject.

    المدير | شارك في اللقاء, نفى الوزير | وجود خلاف, ألقى الوزير | كلمة; not الوزيرة إيمان.
    """
    word, before, following = words[i], words[i - 1], words[i + 1] if i + 1 < len(words) else ""
    if before in _KIN or word in cues.words("same") or word in cues.words("inside_role"):
        return False
    plural = sort_of(words[first]) == "group" or not word_classes.singular(words[first])
    if (plural or word_classes.verb(word, following) != "p") and _predicated(word, before, following):
        return True
    if word_classes.accusative(word):
        return True
    closed = definite(before) or before in cues.words("place") or before == '"' or before in cues.words("named_for")
    if not closed:
        return False
    if word[0] in "بل" and word_classes.attached(word):  # تعهد المدير | بدراسة الطلب; not اللجنة لمكافحة الفقر
        return (word[0] == "ب" and _deed(bare(word[1:]))) or word[1:] in cues.words("thing")
    if definite(word):
        return _definite_object(words, i, first)
    cue = cues.find(word)
    sees = cue is not None and cue[1].kind == cues.PERFECT and word.endswith("ى") and word not in cues.words("given")
    another = word in cues.words("organisation")  # أبلغ الوزير السعودي | وكالة الأنباء
    return sees or another or word in cues.words("light_object") or _deed(word)


def _predicated(word, before, following):
    """True for a verb; one of three letters can be a foreign name (دان, بات), so it needs something behind it."""
    if not word_classes.verb(word, following):
        return False
    if len(word) > 3:
        return True
    behind = definite(following) or following in cues.words("boundary") or following[:1] == "ب"
    return behind or following == "" or (definite(before) and following in cues.words("complementiser"))


def _deed(word):
    """True for a word without article that is a document or an abstract noun: دراسة, تعاون; not وزارة."""
    document = word in cues.words("document") and word not in cues.words("organisation")
    return document or word_classes.abstract(word)


def _definite_object(words, i, first):
    """True where a word with the article agrees with nothing before it: دعا البيان | المواطنين."""
    word, before = words[i], words[i - 1]
    if word[0] != "ا":
        return False
    if word.endswith("ات") and len(word) > 6:
        return before.endswith("ي") or (word_classes.singular(before) and not before.endswith("ات"))
    if word.endswith("ين") and len(word) > 5:
        one = word_classes.singular(before) and not before.endswith("ين")
        return (one or before.endswith(("ات", "ية"))) and not word_classes.singular(word)
    if (before.endswith(("ي", "ية", "تان")) or before in cues.words("place")) and word_classes.abstract(bare(word)):
        return True  # رفض الاتحاد الأوروبي | العودة, أدانت سوريا | التفجير
    return word_classes.abstract_in_ya(word) and not (i == first + 1 and before.endswith("ة"))


def _function_word(word):
    """True for prepositions, particles and words of time, also with و or ف: وحول."""
    joined = word[0] in "وف" and len(word) > 2 and word != "واين" and word[1:] in cues.words("boundary")
    return joined or word in cues.words("boundary") or word in cues.words("time")


def _part_of_name(words, i, end):
    """True where item i can be the rest of a foreign name behind لو: جان لو دريان; not لو كان."""
    if i >= end or not words[i][0].isalpha() or definite(words[i]) or words[i][0] in "يتن":
        return False
    return words[i] not in cues.words("boundary") and cues.find(words[i]) is None and len(words[i]) > 2


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
    if words[i] == "عن" and not any(bare(word) in _FOR for word in words[first:i]):
        return True  # أعرب الوزير عن سعادته; not المسؤول عن الملف
    venue = cues.words("venue")
    return following in venue or bare(following) in venue or following in cues.words("time")


def _leaves_name(words, i, first):
    """True where item i ends a name or the name of an institution."""
    word, head = words[i], sort_of(words[first]) or behind_proclitic(words[first])
    if head not in ("body", "group") and (attached(word) or word in cues.words("place")):
        return True  # ندد فلان بالعنف, اتهم فلان إيران
    possessed = word.endswith(("ه", "ها"))
    if possessed and (word in cues.words("venue") or sort_of(word.rstrip("ا").removesuffix("ه")) == "person"):
        return True  # اختتم فلان تصريحاته
    plural = head in ("body", "group") or (not head and i + 1 < len(words) and definite(words[i + 1]))
    if plural and words.count(word) == 1 and _predicate(words[i - 1], word):
        return True  # دول عربية | تعاني, برنامج | يرفض التقشف
    if word_classes.attached(word) == "ب" and not sort_of(word[1:]) and words.count(word) == 1:
        return True  # نوه فلان | بدور الجمعية
    if word.endswith(("يته", "يتها")):
        return True  # أعلن التنظيم مسؤوليته
    if head == "place" and _leaves_place(word):
        return True
    if head in ("", "rank") and word[0] == "ب" and word[1:] in cues.words("thing"):
        return True  # أقر فلان بوجود
    if (head == "rank" or not definite(words[first])) and _described_thing(words, i) and head in ("", "rank"):
        return True  # وصف اللواء العتيبي | العملية الإرهابية
    if head in ("body", "group") and word[0] == "ب" and (event(bare(word[1:])) or word[1:] in cues.words("thing")):
        return True  # وعدت الحكومة بتعزيز
    surname = head == "rank" and i == first + 1  # اللواء ملائكة
    return (head in ("", "rank") and not surname and _leaves_person(words, i, first)) or _hearer(word, head)


def behind_proclitic(word):
    """Class of the noun behind ل: وفقا لصحيفة; "" where it is none."""
    return sort_of(word[1:]) if word[0] == "ل" and len(word) > 3 else ""


def _leaves_place(word):
    """True for تصنفه تركيا | منظمة, نفت السعودية | الاتهامات; not for الولايات المتحدة."""
    if definite(word):
        return not word.endswith(("ي", "ية", "المتحدة")) and word[0] != "و"
    return word[0] != "و"


def _leaves_person(words, i, first):
    """True where item i is no part of the personal name that begins at item `first`."""
    word = words[i]
    if words[i - 1] in _KIN:
        return False  # مبارك بن بنية
    if (definite(word) and event(bare(word))) or verbal_noun(word) or word in cues.words("light_object"):
        return True  # طلب فلان التصويت, ألقى فلان الضوء
    following = words[i + 1] if i + 1 < len(words) else ""
    of_another = definite(following) or following in cues.words("place")
    plural = word.endswith("ات") and (words.count(words[i - 1]) > 1 if definite(word) else words.count(word) == 1)
    if word in cues.words("thing") or (plural and (of_another or definite(word))):
        return True  # انتقد فلان تصرفات إيران, انتقد فلان السياسات
    people = len(word) > 5 and word.endswith("ين") and sort_of(word[:-2] + "ون") == "group"
    if people or (words.count(word) == 1 and _possessed_or_plural(words, i)):
        return True  # نفى فلان ارتكابه, خاطب فلان الحاضرين
    alone = i > first + 1 or words.count(words[first]) > 1
    if sort_of(word) in ("group", "body") and (definite(word) or alone) and word[0] != "ل":
        return True  # اتهم فلان الحكومة
    if word[0] == "م" and word.endswith("ا"):
        manner = len(word) > 4 and word[1] not in "اويس" and words.count(word) == 1
        if manner or sort_of(word[:-1]) == "person":
            return True  # قال فلان متحدثا, مدافعا
    if word.endswith("ية") and len(word) > 3 and not definite(word) and words.count(word) == 1:
        return True  # عرض فلان | رؤية حكومته
    if word[0] == "و" and following in cues.words("rank"):
        return True  # فلان | وعاد الدكتور
    return word in ("احد", "احدى") or (word.endswith("يه") and len(word) > 5)


def _predicate(before, word):
    """True where a word has the form of a verb in the imperfect and no name (يوسف, ياسين) or adjective."""
    if sort_of(word) or event(word) or word in cues.words("naming"):
        return False
    if len(word) < 4 or word.endswith(("ة", "ات", "ي", "ين")) and word[0] == "ت":
        return word in ("تعاني", "تسعى") and before.endswith("ة")
    if word[0] == "ت":
        return before.endswith(("ة", "ات")) and not word.endswith("ا")
    return word[0] == "ي" and word[1] not in "اوحز" and not word.endswith(("ة", "ا", "ي", "يون", "يين"))


def _described_thing(words, i):
    """True where a feminine noun with its adjective begins behind the name of a man: العملية الإرهابية."""
    following = words[i + 1] if i + 1 < len(words) else ""
    feminine = all(definite(word) and word.endswith("ة") for word in (words[i], following))
    return feminine and not words[i - 1].endswith("ة") and following.endswith("ية")


def _hearer(word, head):
    """True for to whom it is said: قال فلان لبي بي سي, لمراسل, للصحفيين."""
    if word[0] == "ل" and any(name.split()[0] == word[1:] for name in cues.words("known")):
        return True
    if word[0] in "لب" and len(word) > 3 and not definite(word) and sort_of(word[1:]):
        return True
    told = bare("ال" + word[2:]) if word.startswith("لل") and len(word) > 4 else ""
    return told in _HEARERS or (bool(told) and not head and sort_of(told) == "group")


def _possessed_or_plural(words, i):
    word = words[i]
    if len(word) > 5 - (word[0] == "ب") and word.endswith(("ه", "ها", "هم")) and not word.endswith("الله"):
        return not definite(word)
    return len(word) > 7 and definite(word) and word.endswith("ين") and (
        definite(words[i - 1]) or words.count(words[i - 1]) > 1)


def closed_body(words, first, i):
    """True where an institution's name is complete before item i: المرصد السوري لحقوق الإنسان | إعدام."""
    word, before = words[i], words[i - 1]
    if i == first + 1 and len(before) > 4 and before.endswith("ون") and sort_of(before) == "group":
        agrees = word[0] == "و" or word.endswith(("ون", "ين")) or _BROKEN_PLURAL.match(word)
        return not agrees and not definite(word)  # ناشطون | مقطع فيديو: no genitive behind the full plural
    if not (definite(before) or before in cues.words("place")) or not word[0].isalpha() or word[0].isascii():
        return False
    if word in cues.words("place") and not definite(word) and before not in cues.words("place"):
        return i == first + 1 or before.endswith(("ي", "ية"))  # تتهم الدولتان | إيران
    if definite(word):  # الجيش الوطني | القضاء على
        following = words[i + 1] if i + 1 < len(words) else ""
        if i == first + 1 and sort_of(word) in ("body", "group"):
            return True  # دعت المنظمة | المجتمع الدولي
        if before.endswith(("ي", "ية")) and event(bare(word)):
            return True  # دانت منظمة التعاون الإسلامي | الهجوم
        return before.endswith(("ي", "ية")) and not word.endswith(("ي", "ة", "ين", "ون")) and following in (
            "على", "عن", "الى")
    return not (word[0] == "و" or word in cues.words("place") or (word[0] in "لب" and len(word) > 3))
