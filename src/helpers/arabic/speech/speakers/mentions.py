"""Mentions of speakers: the noun phrase beside a reporting verb, where it ends, and its name and role.

A noun phrase is read word by word from its head. What may follow depends on the head: behind a person (وزير) comes the
rest of the role, then a name; behind an institution its adjectives and genitives; behind a name or a rank more names.
"""

from dataclasses import dataclass, replace
from functools import cache

from ..text.signs import COMMA, COMMAS, PAUSES, SIGNS
from ..words import reporting, tables
from ..words.annotation import NOTHING, of
from . import heads

# Classes of what `_skip` can begin with.
_SKIPPED = frozenset("la_alone adverb time from back quantity aside manner pointing".split())
_WITH_THE = "بال"  # ما وصفه "بالإرهاب": no subject


@dataclass(slots=True, eq=False)
class Mention:
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


def with_phrases(passage):
    """Return the Passage with the function that finds a mention at an item; each is looked for once."""
    found = {}

    def phrase(i, end, anything=False):
        key = i, end, anything
        if key not in found:
            found[key] = (noun_phrase if anything else follows)(passage, i, end)
        return found[key]

    return replace(passage, phrase=phrase)


def follows(passage, i, end):
    """The Mention that begins at item i, before item `end`; None where no noun phrase stands there."""
    words = passage.words
    i = _skip(passage, i, end)
    if i + 1 < end and passage.quote[i] >= 0 and _subject_in_marks(passage, i, end):
        return Mention(i, i, -1, -1, "body")
    word = words[i] if i < end else NOTHING
    to_somebody = word.addressee or (word.shape("begins_la") and len(word) > 3 and word[1:] in words)
    if not word[:1].isalnum() or to_somebody:
        return None  # أكد لفلان
    if _stops(passage, i, i, end, False) or (word.cue and _another_report(words, i)):
        return None
    if _with_preposition(words, word):
        return None  # نشرت بالقاهرة
    if word.shape("begins_ba_ka") and word.cut(1).sort and not word.cut(1).definite:
        return None  # صنفهم كجماعات, صرح بوزارة
    tanwin = "ً" in passage.original and "ً" in passage.original[slice(*passage.span(i, i))]  # an accusative: no subject
    if tanwin or word.no_person or heads.no_head(passage, i, end):
        return None
    return _counted(passage, i, end) if word[0].isdigit() else noun_phrase(passage, i, end)


def _another_report(words, i):
    """True where the reporting word at item i is none that can be read as a noun: it begins no noun phrase."""
    word, cue, before = words[i], words[i].cue, words[i - 1].cue if i else None
    if word.sort == "rank" or (word.sort == "person" and before is not None and before.certain):
        return False  # سموه: his highness, they called him; قال طالب جامعي
    if cue.pronoun:
        return True  # استطرد بقوله
    if cue.kind == reporting.PARTICIPLE:
        return not word.definite  # أضافت مخاطبة القادة
    return cue.certain and cue.kind in (reporting.PERFECT, reporting.IMPERFECT)


def _counted(passage, i, end):
    """The Mention of a figure with those whom it counts; None where it counts nobody."""  # 12 دولة; not 30
    found = noun_phrase(passage, i + 1, end) if i + 1 < end else None
    return replace(found, first=i) if found is not None and found.sort in ("body", "role") else None


def _skip(passage, i, end):
    """Behind what may stand between verb and subject: adverbs, (…)."""
    words = passage.words
    while i < end and (not words[i].classes.isdisjoint(_SKIPPED) or words[i] == "("):
        if words[i] == "(":
            close = next((k for k in range(i, min(end, i + 12)) if words[k] == ")"), i)
            i = close + 1
        elif words[i].has("la_alone") and i + 2 < end and words[i + 1] == "(":
            i += 1  # كشف لـ(الصحيفة) فلان
        elif words[i].has("la_alone") and i + 2 < end and passage.quote[i + 1] >= 0 and not _nisba(words[i + 2]):
            i += 2
        elif words[i].has("adverb") or (words[i].has("time") and words[i].definite):
            i += 1
        elif words[i].has("from") and i + 1 < end and words[i + 1].has("side"):
            i += 2  # وأعلن من جهته فلان
        elif words[i].has("back"):
            i += 1  # الوقت الذي أعلن فيه الوزير
        elif words[i].has("quantity") and i + 1 < end and (words[i + 1].sort or words[i + 1].lemma.sort):
            i += 1  # كشفت عدة مصادر
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
    """True for a nisba adjective with the article."""  # الفرنسية
    return word.definite and word.shape("ends_nisba")


def _subject_in_marks(passage, marks, end):
    """True where a short quotation right behind a verb is its subject."""  # ذكرت "فرانس برس" أن
    if passage.quoted_words(marks) > 5 or passage.inner_text(marks).lstrip().startswith(_WITH_THE):
        return False
    words, i = passage.words, marks + 1
    if words[i] == COMMA and i + 1 < end:
        return words[i + 1].has_any("complementiser", "that_which")
    return words[i].has_any("complementiser", "behind_a_subject", "belongs") or _nisba(words[i])


def _behind_preposition(word):
    """True where the first letter is likely a preposition."""  # بالقاهرة, بتسجيلاته, بمساهمة
    if word.sort:
        return word.shape("by")
    return len(word) > 4 and (word.shape("ends_noun") or word.cut(1).shape("event"))


def _with_preposition(words, word):
    """True where a word stands behind the preposition ب, and so is no name, which would come again."""
    return word.shape("begins_ba") and _behind_preposition(word) and words.count(word) == 1


def noun_phrase(passage, i, end):
    """The Mention that begins at item i, whatever stands there, also with a preposition joined."""  # وفقا للمرصد
    last = _segment_end(passage, i, end)
    if last < i:
        return None
    mention = _split(passage, i, last)
    return _with_apposition(passage, mention, last, end)


def _segment_end(passage, first, end):
    """Last item of the noun phrase whose head is item `first`, appositions aside."""
    words = passage.words
    sort = _head_sort(words, first, end)
    in_role = sort in ("person", "group", "body")
    last = first
    named = False
    behind = begun = first
    for i in range(first + (2 if first + 1 < end and _part_of(words, first) else 1), min(end, first + 30)):
        if i < behind:
            continue
        if sort == "person" and words[i] == "(":
            behind = _skip(passage, i, end)
            if behind < end and behind > i + 1 and _begins_name(words, first, behind):
                continue  # زعيم الحزب (يسار راديكالي) فلان
        if sort in ("body", "group") and _closed_body(words, first, i):
            break
        if sort == "person" and not named and _begins_name(words, first, i):
            named, begun = True, i
        if i - begun >= 2 and words[i].sort == "person":
            begun = first  # a role behind the name
        if _stops(passage, i, first if i == begun else begun, end, sort == "person" and not named):
            break
        last = i
        if not in_role and words[i].sort == "person" and (i - first >= 2 or words[i].definite):
            in_role, sort, named = True, "person", False  # a role behind
        if not in_role and sort != "rank" and i - first >= 5:
            break
    return _closed(words, first, last, end)


def _closed(words, first, last, end):
    """Last item of a noun phrase without the preposition that it has taken in, with what a figure counts."""
    while last > first and words[last].has("inside_role") and not words[last].has("named_for"):
        last -= 1  # أعرب عمدة المدينة عن اعتقاده; not المتحدث باسمها
    counted = words[last + 1].sort if words[last].isdigit() and first < last < end - 1 else ""
    return last + (counted in ("body", "group", "person"))  # ممثلو 26 دولة


def _part_of(words, first):
    """True for a number of people: a part and whom it is of."""  # عدد من السكان, أن عددا من السكان
    if not words[first + 1].has("from"):
        return False
    head = words[first]
    return head.has("part") or head.bare.has("part") or head.without("ends_alif").has("part")


def _head_sort(words, first, end):
    """Class of the head; a noun without article before an institution counts as a role."""  # قائمقام قضاء الرمادي
    word, following = words[first], words[first + 1] if first + 1 < end else NOTHING
    sort = word.sort_behind_la or (word.cut(1).sort if word.conjunction else "")  # ورئيس الحزب يقول
    if not sort and word.accusative:
        sort = word.without("ends_alif").sort  # أن مسؤولا في الوزارة
    if sort == "rank" and word.bare.has("person") and _holds_office(words, first, end):
        return "person"
    if word.bare.has("honorific") and following.without("ends_ha").sort == "person":
        return "person"  # معالي وزير العدل
    if sort or word.definite or following.sort != "body" or following.definite:
        return sort
    return "" if word.shape("begins_ba_la_wa_ka") or word.shape("ends_fem_alif") else "person"


def _holds_office(words, first, end):
    """True for a rank that goes on as a role does."""  # المستشار القانوني في الوزارة, السفير في لندن
    behind = words[first + 1 : min(end, first + 3)]
    return bool(behind) and (behind[0].has("in") or (behind[0].definite and len(behind) > 1 and behind[1].has("in")))


def _closed_body(words, first, i):
    """True where an institution's name is complete before item i."""  # المرصد السوري لحقوق الإنسان | إعدام
    word, before = words[i], words[i - 1]
    if i == first + 1 and before.shape("ends_un") and before.sort == "group":
        agrees = word.shape("begins_wa") or word.shape("ends_un_in") or word.shape("broken_plural")
        return not agrees and not word.definite  # ناشطون | مقطع فيديو: no genitive behind the full plural
    if not (before.definite or before.has("place")) or word[0].isascii():
        return False
    if word.has("place") and not word.definite:
        return i == first + 1 or before.shape("ends_nisba")  # تتهم الدولتان | إيران
    if word.definite:  # الجيش الوطني | القضاء على
        following = words[i + 1] if i + 1 < len(words) else NOTHING
        if i == first + 1 and word.sort in ("body", "group"):
            return True  # دعت المنظمة | المجتمع الدولي
        if before.shape("ends_nisba") and word.bare.shape("event"):
            return True  # دانت منظمة التعاون الإسلامي | الهجوم
        return before.shape("ends_nisba") and not word.shape("ends_fem_nisba") and following.has("to_on_about")
    following = words[i + 1] if i + 1 < len(words) else NOTHING
    if word.shape("begins_wa") and word.shape("ends_fem") and following.shape("ends_fem") and not following.definite:
        return True  # لا تقدم الدراسة | وصفة جاهزة
    return not (word.shape("begins_wa") or word.shape("begins_la_ba"))


def _begins_name(words, first, i):
    """True where item i is the first word of a name behind a role whose last word closes a phrase."""
    word, before = words[i], words[i - 1]
    if word.has("same") or (word.shape("begins_wa") and (word.report is not None or word.shape("ends_fem_at"))):
        return False  # وزير الاتصالات | وتقنية المعلومات
    if word.definite or word.has_any("boundary", "inside_role") or not word[0].isalpha():
        return word.has("rank")
    if word.shape("begins_wa") and word.cut(1).sort or word.sort not in ("", "rank"):
        return word.has("rank")
    if word.conjunction or (word.listed is not None and word.listed.pronoun and word.listed.noun):
        return False  # رئيس الحكومة | وممثلون, رئيسة الجمعية | عتبها
    if word.has_any("no_name", "article_alone"):
        return False
    if word.shape("begins_la") and word.cut(1).has_any("inside_role", "place"):
        return False  # الفرع الرابع عشر, المنظمة لجنوب آسيا
    followed = i + 1 < len(words) and words[i + 1].definite and not word.whole  # not بشار الأسد, ليلى الطحان
    if word.shape("begins_la_ba") and (word.cut(1).sort not in ("", "rank") or followed or word.preposition):
        return False  # رئيس المجلس | لقرية
    closed = before.definite or before.has("place") or _ends_known_name(words, first, i)
    closed = closed or before in ('"', ")") or before.has("named_for")
    inside = before.has("inside_role") and not before.has("named_for")  # المتحدث باسمها | سمير العطار
    return closed and not inside


def _ends_known_name(words, first, i):
    """True where the words before item i are a well-known name."""  # باحث في هيومن رايتس ووتش | فلان
    return any(
        of(" ".join(words[k:i])).without("begins_ba").without("begins_la").has("known")
        for k in range(max(first + 1, i - 3), i - 1)
    )


def _split(passage, first, last):
    """The Mention of a noun phrase: its words parted into name and role."""
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
    """Add the name or the role that stands behind a comma."""  # الناطق باسم الرئاسة، ديمتري بيسكوف،
    words = passage.words
    i = last + 1
    if i < end and words[i] == "(":
        i = _skip(passage, i, end)
    marks = i if words[last].has("article_alone") else i + 1 if i < end and words[i].has("in") else end
    if mention.sort == "role" and marks + 1 < end and passage.quote[marks] >= 0:
        i = _behind_marks(passage, marks, end)
    if i + 1 >= end or words[i] not in COMMAS:
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
        return replace(mention, role_first=first, role_last=stop - 1)
    plain_name = not sort and not head.definite and head.report is None
    plain_name = plain_name and not _stops(passage, first, first, end, False) and not head.sort_behind_la
    # سأل الشيخ، بنبرة لا تخلو من سخرية، إن كان; not بنسون فلان
    plain_name = plain_name and not (_with_preposition(words, head) and head.cut(1).listed)
    # قال مصدر، اطلع على الخطة، إن
    plain_name = plain_name and not (first + 1 < end and heads.verb(head, words[first + 1]))
    if plain_name and 2 <= stop - first <= 4 and _of_another_person(words, mention):
        return Mention(first, stop - 1, mention.role_first, mention.last, "name")
    if mention.sort == "role" and sort == "person" and head.definite:
        named = _split(passage, first, stop - 1)  # المتحدث باسم الوزارة، القائد فلان
        return replace(named, role_first=mention.first) if named.sort == "name" else mention
    if mention.sort == "role" and (sort == "rank" or plain_name) and stop - first <= (20 if sort == "rank" else 6):
        last = max(first, min(stop - 1, _segment_end(passage, first, stop)))
        return Mention(first, last, mention.first, mention.last, "name")
    return mention


def _behind_marks(passage, i, end):
    """The item behind the name in marks at item i and its adjectives."""  # مراسل الشؤون في "القناة" الإسرائيلية، فلان
    if passage.quoted_words(i) > 4:
        return i
    i += 1
    while i < end and passage.quote[i] < 0 and _nisba(passage.words[i]):
        i += 1
    return i


def _apposition_end(passage, first, end):
    """Item before which what began behind a comma ends, -1 where nothing ends it."""
    for k in range(first, min(end, first + 25)):
        word = passage.words[k]
        if word in PAUSES or word.has("complementiser"):
            return k
        if passage.quote[k] >= 0 and _stops(passage, k, first, end, True):
            return k
    return end if end - first <= 12 else -1


def _of_another_person(words, mention):
    """True where a role holds the name of somebody else."""  # مستشار الرئيس سمير العطار، عادل نصار،
    if mention.role_first < 0 or mention.role_last + 1 != mention.first:
        return False
    inner = words[mention.role_first + 1 : mention.role_last + 1]
    return any(word.without("begins_la").sort == "person" for word in inner)


def _stops(passage, i, first, end, in_role):
    """True where item i cannot belong to the noun phrase that began at item `first`."""
    words = passage.words
    word = words[i]
    if passage.quote[i] >= 0:
        return not _named_in_marks(passage, i, first, end)
    if word.limits and (stops := _stops_by_itself(passage, i, first, end, in_role)) is not None:
        return stops
    if i == first:
        return False
    if word.behind_subject or _predicate_or_object(words, i, first):
        return True  # a verb: الوزير استدعى; نفى فلان | بقوة; نفى الوزير | وجود خلاف
    cue = word.cue
    if cue and (cue.certain or cue.pronoun):
        return True
    return not in_role and _leaves_name(words, i, first)


def _stops_by_itself(passage, i, first, end, in_role):
    """What `_stops` says of a word that limits noun phrases, None where others decide."""
    words, word = passage.words, passage.words[i]
    if word.shape("begins_la") and word[1:].isascii() or (i > first and word.has("belongs")):
        return True  # لـCNN, القناة | التابعة للحركة
    if in_role and _before_name_in_marks(passage, i, end):
        return False
    if word.has_any("complementiser", "letter_alone") or word in SIGNS:
        return True
    if in_role and word.has("inside_role"):
        return _leaves_role(words, i, first, end)
    if word.function_word:
        named = word.has("foreign_name") and i + 1 < end
        named = named and not words[i + 1].has("boundary") and words[i + 1].report is None
        return not named  # جان لو دريان; not لو كان
    period = word.has("period") and i + 1 < end and words[i + 1].has("which_period")
    return True if period else None  # أعلن الوزير | الشهر الماضي


def _named_in_marks(passage, i, first, end):
    """True where the quotation at item i belongs to the noun phrase that began at item `first`."""  # موقع "…"
    words = passage.words
    before = words[i - 1].bare if i > first else NOTHING
    if i > first and _before_name_in_marks(passage, i - 1, end):
        return True
    if before.shape("begins_la") and before.cut(1).has("naming"):
        before = before.cut(1)  # وفقا لموقع "…"
    named = before.has("naming") or before.sort in ("body", "group", "person")
    return named and not words[i - 1].definite and passage.quoted_words(i) <= 4


def _before_name_in_marks(passage, i, end):
    """True for a proclitic in a role before marks and the speaker's name."""  # الأمين العام لـ"الحزب" فلان
    words = passage.words
    if not words[i].has("by_to") or i + 2 >= end or passage.quote[i + 1] < 0:
        return False
    following = words[i + 2]
    if following == COMMA and i + 3 < end:
        following = words[i + 3]
    free = following[0].isalpha() and not following.definite and following.report is None
    return free and not following.has_any("boundary", "complementiser", "time")


def _leaves_role(words, i, first, end):
    """True where a preposition at item i ends a role."""  # قال الوزير في مؤتمر; not السفير في لندن
    following = words[i + 1] if i + 1 < end else NOTHING
    if words[i].has("toward") and not following.has("place"):
        return True
    if words[i].has("about_it") and words[i - 1].bare.has("with_about"):
        return False  # جمعية الدفاع عن الحقوق
    if words[i].has("about_it") and not any(word.bare.has("speaks_for") for word in words[max(first, i - 3) : i]):
        return True  # أعرب الوزير عن سعادته; not المسؤول عن الملف
    again = words[i].has("in") and any(word.has("in") for word in words[first + 1 : i])
    if again and following.abstract and not following.has("naming"):
        return True  # شكك مسؤول في الوزارة | في دلالة الأرقام
    return following.bare.has("venue")


def _predicate_or_object(words, i, first):
    """True where item i is the verb that a noun phrase is the subject of, or the object behind such a subject.

    المدير | شارك في اللقاء, نفى الوزير | وجود خلاف, ألقى الوزير | كلمة; not الوزيرة إيمان.
    """
    word, before, following = words[i], words[i - 1], words[i + 1] if i + 1 < len(words) else NOTHING
    if before.has("kin") or word.has("same"):
        return False
    if word.accusative or _predicated(word, following, words[first]):
        return True
    if not (before.definite or before == '"' or before.has_any("place", "named_for")):
        return False
    if word.preposition:  # تعهد المدير | بدراسة الطلب; not اللجنة لمكافحة الفقر
        return (word.shape("begins_ba") and _deed(word.cut(1).bare)) or word.cut(1).has("thing")
    if word.definite:
        talked = word.bare.has("talk") and not word.conjunction
        return talked or _definite_object(words, i, first)  # بدأ الخطيب | الحديث
    sees = word.report is not None and word.shape("ends_alif_maqsura")
    sees = sees or (word.sort == "group" and following.definite)  # حذر أمير المنطقة | شباب الوطن
    return sees or word.has("organisation") or _deed(word)  # أبلغ الوزير السعودي | وكالة الأنباء


def _predicated(word, following, head):
    """True for a verb, in the plural behind a plural; one of three letters can be a foreign name (دان), so it needs
    something behind it.
    """
    gender = heads.verb(word, following) if word.verb or word.elative_verb else ""
    if gender == "" or (gender == "p" and head.singular and head.sort != "group"):
        return False
    if len(word) > 3:
        return True
    return following.definite or following.has("boundary") or following.shape("begins_ba")


def _definite_object(words, i, first):
    """True where a word with the article agrees with nothing before it."""  # دعا البيان | المواطنين
    word, before = words[i], words[i - 1]
    if not word.shape("begins_alif"):
        return False
    if word.shape("ends_at") and len(word) > 6:
        return before.singular
    if word.shape("ends_in"):
        return (before.singular or before.shape("ends_at_iyya")) and not word.singular
    if (before.shape("ends_fem_nisba_dual") or before.has("place")) and word.bare.abstract:
        return True  # رفض الاتحاد الأوروبي | العودة, أدانت سوريا | التفجير
    return word.abstract_in_ya and not (i == first + 1 and before.shape("ends_fem"))


def _deed(word):
    """True for a word without article that is a document or an abstract noun."""  # دراسة, تعاون; not وزارة
    return word.has("document") or word.abstract


def _leaves_name(words, i, first):
    """True where item i ends a name or the name of an institution."""
    word, head = words[i], words[first].sort_behind_la
    if head not in ("body", "group") and (word.shape("by") or word.has("place")):
        return True  # ندد فلان بالعنف, اتهم فلان إيران
    if word.shape("owned_by_one") and (word.has("venue") or word.without("owned_by_one").sort == "person"):
        return True  # اختتم فلان تصريحاته
    if head in ("body", "group") and words.count(word) == 1 and _imperfect(words[i - 1], word):
        return True  # دول عربية | تعاني, برنامج | يرفض التقشف
    if word.preposition.has("by") and not word.cut(1).sort and words.count(word) == 1:
        return True  # نوه فلان | بدور الجمعية
    if word.shape("ends_iyya_owned"):
        return True  # أعلن التنظيم مسؤوليته
    if head == "place" and not word.shape("begins_wa") and not (word.definite and word.shape("ends_nisba_united")):
        return True  # تصنفه تركيا | منظمة, نفت السعودية | الاتهامات; not الولايات المتحدة
    noun = word.cut(1) if word.shape("begins_ba") else NOTHING
    if noun and (noun.has("thing") or (head in ("body", "group") and noun.bare.shape("event"))):
        return True  # أقر فلان بوجود, وعدت الحكومة بتعزيز
    if (head == "rank" or (not head and not words[first].definite)) and _described_thing(words, i):
        return True  # وصف اللواء العتيبي | العملية الإرهابية
    surname = head == "rank" and i == first + 1  # اللواء ملائكة
    return (head in ("", "rank") and not surname and _leaves_person(words, i, first)) or _hearer(word, head)


def _described_thing(words, i):
    """True where a feminine noun with its adjective begins behind the name of a man."""  # العملية الإرهابية
    following = words[i + 1] if i + 1 < len(words) else NOTHING
    definite = words[i].definite and following.definite
    feminine = words[i].shape("ends_fem") and following.shape("ends_iyya")
    return definite and feminine and not words[i - 1].shape("ends_fem")


def _imperfect(before, word):
    """True where a word has the form of a verb in the imperfect and no name or adjective."""  # not يوسف, ياسين
    if word.sort or word.shape("event"):
        return False
    if len(word) < 4 or word.shape("ends_fem_at_in"):
        return word.has("feminine_imperfect")
    if word.shape("begins_ta"):
        return before.shape("ends_fem_at") and not word.shape("ends_alif")
    return word.shape("imperfect_he")


def _hearer(word, head):
    """True for to whom it is said."""  # قال فلان لبي بي سي, لمراسل, للصحفيين
    if not word.shape("begins_la_ba"):
        return False
    if word.shape("begins_la") and word[1:] in _known_beginnings():
        return True
    if not word.definite and word.cut(1).sort:
        return True
    told = word.behind_la.bare if word.shape("begins_ll") else NOTHING
    return told.has("hearer") or (head in ("", "rank") and told != NOTHING)


@cache
def _known_beginnings():
    """First words of well-known names."""  # بي of بي بي سي
    return frozenset(name.split()[0] for name in tables.members("known"))


def _leaves_person(words, i, first):
    """True where item i is no part of the personal name that begins at item `first`."""
    word = words[i]
    if words[i - 1].has("kin"):
        return False  # مبارك بن بنية
    if (word.definite and word.bare.shape("event")) or word.shape("verbal_noun") or word.has("light_object"):
        return True  # طلب فلان التصويت, ألقى فلان الضوء
    following = words[i + 1] if i + 1 < len(words) else NOTHING
    plural = word.shape("ends_at") and (words.count(words[i - 1]) > 1 if word.definite else words.count(word) == 1)
    if word.has("thing") or (plural and (following.definite or word.definite)):
        return True  # انتقد فلان تصرفات إيران, انتقد فلان السياسات
    if word.definite and words[i - 1].definite and word.bare.has_any("thing", "deed"):
        return True  # دان فلان الفلاني | العمل الإرهابي
    if word.conjunction and word.cut(1).sort:
        return True  # قال فلان | ووزير خارجيته
    agrees = word.definite and word.shape("ends_fem") == words[i - 1].shape("ends_fem") and words[i - 1].definite
    common = words.count(word) == 1 and word.listed is not None and not word.sort and not agrees
    if common and closes_a_name(words, i - 1, word):
        return True  # وصف فلان | نص الاتفاق
    if word.people or (words.count(word) == 1 and _possessed_or_plural(words, i)):
        return True  # نفى فلان ارتكابه, خاطب فلان الحاضرين
    alone = i > first + 1 or words.count(words[first]) > 1
    if word.sort in ("group", "body") and (word.definite or alone) and not word.shape("begins_la"):
        return True  # اتهم فلان الحكومة
    if word.shape("manner_participle"):
        return True  # قال فلان متحدثا, مدافعا
    if word.shape("ends_iyya") and not word.definite and words.count(word) == 1:
        return True  # عرض فلان | رؤية حكومته
    if word.shape("begins_wa") and following.has("rank"):
        return True  # فلان | وعاد الدكتور
    return word.has("one_of") or (word.shape("ends_yh") and len(word) > 5)


def closes_a_name(words, i, behind):
    """True where the text has item i as the last word of a name, with something else behind it."""
    word = words[i]
    if word.has("kin") or words.count(word) == 1:
        return False
    for k in words.places(word):
        before, following = words[k - 1] if k else NOTHING, words[k + 1] if k + 1 < len(words) else NOTHING
        if k == i or following == behind or not before or not before[0].isalpha():
            continue
        given = not (before.definite or before.sort or before.report or before.has_any("boundary", "time", "kin"))
        closed = following.has("boundary") or not following or not following[0].isalpha()
        if closed and (given or before.report is not None):
            return True
    return False


def _possessed_or_plural(words, i):
    """True for a noun with a pronoun and for a plural with the article behind a name."""  # ارتكابه, الحاضرين
    word = words[i]
    if len(word) > 5 - word.shape("begins_ba") and word.shape("owned_but_allah"):
        return not word.definite
    return word.definite and word.shape("ends_in") and (words[i - 1].definite or words.count(words[i - 1]) > 1)
