"""Which noun phrase is the subject of a reporting word, or that it is left out.

It stands behind the verb, before it, or earlier in the sentence, as the subject of another verb. The noun phrase behind
a verb can be its object as well: what is spoken of, not who speaks.
"""

from dataclasses import replace

from ..text.signs import BULLETS, COMMA, COMMAS
from ..words import reporting
from ..words.annotation import NOTHING, of
from . import heads, mentions

_SET_OFF = BULLETS + COMMA
NOBODY = "no speaker"  # the verb has a subject, and it is none who speaks


def find_subject(passage, bounds, span, cue, skip, before):
    """Find who a reporting word lets speak -> (Mention or None, rule).

    bounds: (first item, item after the last) of the sentence; span: (first, last) item of the reporting word; skip:
    length of its proclitic; before: the reports found so far in the sentence. None: the subject is left out.
    """
    (first, end), (i, last), words = bounds, span, passage.words
    if cue.kind == reporting.PREPOSITION:
        return _behind_preposition(passage, i, end)
    if cue.kind == reporting.NOUN and (mention := _passed_on(passage, first, i)):
        return mention, "quoted by another"
    if cue.has("with_subject") and cue.kind == reporting.NOUN and not cue.pronoun:
        return passage.phrase(last + 1, end), "subject behind the verb"
    if cue.kind == reporting.NOUN and any(word.has("about_them") for word in words[max(first, i - 3) : i]):
        return None, "continued"  # نقلت الصحيفة عنه قوله
    if cue.kind in (reporting.NOUN, reporting.PARTICIPLE):
        his_highness = last + 1 < end and words[last + 1].has("honorific") and cue.kind == reporting.PARTICIPLE
        own = passage.phrase(last + 1, end) if his_highness else None  # مشيرا سموه إلى أن
        return (own, "subject behind the verb") if own else _earlier(passage, first, i, cue, before)
    if cue.has("comes") and last + 1 < end and words[last + 1].has("in"):
        return passage.phrase(last + 2, end), "document"
    if cue.has("learns"):
        return _behind_from(passage, last, end), "source"
    if heads.number(words, last + 1, end):
        return None, NOBODY  # أجاب ٨٩ في المئة
    if cue.has("hands_on"):
        if any(word.has("about_them") for word in words[last + 1 : min(end, last + 8)]):
            return None, "continued"
        if mention := _handed_on(passage, last, end):
            return mention, "quoted by another"
    return _of_verb(passage, bounds, span, cue, skip) or _earlier(passage, first, i, cue, before)


def _behind_preposition(passage, i, end):
    """The source that a preposition names."""  # بحسب فلان, وفقا لفلان, نقلا عن فلان, بحسب ما قال فلان
    words = passage.words
    k = i + 1
    if words[i].has("according_to_them"):
        return None, "continued"  # بحسبها، فإن
    noun = words[k].cue if k < end else None
    if noun and noun.kind == reporting.NOUN and noun.pronoun:
        return None, "continued"
    if k + 1 < end and _bare_document(words, k):
        return mentions.Mention(k, k, -1, -1, "body"), "preposition"
    while k < end and (words[k].has("behind_according_to") or words[k].report):
        k += 1
    if k >= end or len(words[k]) == 1 < len(words[k - 1]) and passage.quote[k] < 0:
        return None, "preposition"
    if words[k].has_any("back", "to_them") or (
            words[k - 1].report is not None and k - 1 > i and words[k].shape("begins_ll")):  # fmt: skip
        return None, "continued"  # وفقا له, وفق ما قال للصحفيين
    if passage.quote[k] >= 0 and passage.quoted_words(k) <= 4:
        return mentions.Mention(k, k, -1, -1, "body"), "preposition"
    hands_on = any(word.cue and word.cue.has("hands_on") for word in words[i + 1 : k])
    if hands_on and (mention := _handed_on(passage, k, end)):
        return mention, "quoted by another"  # وفق ما نقلته الوكالة عن فلان
    attached = words[k].shape("begins_ll") or (words[k].shape("begins_la") and words[k].cut(1).sort)
    return passage.phrase(k, end, anything=bool(attached)), "preposition"


def _bare_document(words, k):
    """True for a document without its author, before a verb."""  # بحسب بيان نقله المتحدث
    following = words[k + 1] if k + 1 < len(words) else NOTHING
    if words[k].sort != "body" or words[k].report is None:
        return False
    cue = following.cue
    return cue is not None and cue.pronoun


def _passed_on(passage, first, i):
    """Whose words another passes on, or None."""  # نقلت الوكالة عن فلان قوله, جاء على لسان فلان حيث قال
    words = passage.words
    for k in range(i - 1, max(first, i - 25), -1):
        if words[k].has("about_them"):
            return None
        carried = words[k].has("about_it") and any(word.cue and word.cue.has("passes_on") for word in words[first:k])
        if carried or words[k].has("tongue"):
            return passage.phrase(k + 1, i + 1)
    return None


def _handed_on(passage, last, end):
    """From whom another hands on a clause, or None."""  # نقلت الوكالة عن مسؤول أن
    words = passage.words
    for k in range(last + 1, min(end - 1, last + 9)):
        if passage.quote[k] >= 0 and k > last + 3 or words[k].has("complementiser"):
            break
        if words[k].has("about_it"):
            return passage.phrase(k + 1, end)
    return None


def _behind_from(passage, last, end):
    """From whom somebody learns, or None."""  # علمت "الصحيفة" من مصدر أمني
    for k in range(last + 1, min(end - 1, last + 8)):
        if passage.words[k].has("from"):
            return passage.phrase(k + 1, end)
    return None


def _of_verb(passage, bounds, span, cue, skip):
    """The subject of a finite verb with the rule that found it, or None where it is left out."""
    (first, end), (i, last), words = bounds, span, passage.words
    if i > first and words[i - 1].has("pronoun_subject"):
        return None  # لكنه اتهم الحكومة
    mention = passage.phrase(last + 1, end) if cue.number != "p" or cue.pronoun else None
    mention = _without_object(words, mention, cue, end)
    behind = mention if mention and not _is_object(passage, mention, cue, end) else None
    free = behind and (cue.has("told") or not cue.pronoun)
    if free and (subject := _beside(passage, first, i, skip)):
        return subject, "subject of the clause"  # إن الملك أبلغ فلانا
    if cue.pronoun and behind:
        return behind, "subject behind the verb"
    if behind is None and cue.number == "p" and skip == 0 and (subject := _several_before(passage, first, i)):
        return subject, "subject before the verb"
    if subject := _in_relative_clause(passage, first, i, cue):
        return subject, "same sentence"
    if behind and _surely_subject(words, behind, cue, words[i - 1].has("relative")):
        return _whose_tongue(passage, behind, end) or behind, "subject behind the verb"
    if subject := _topic(passage, first, i) or _set_off(passage, first, i):
        return subject, "subject before the verb"
    beside = skip == 0 and last == i and not _relative_to_another(words, first, i, cue)
    if beside and (subject := subject_before(passage, first, i)):
        return subject, "subject before the verb"
    doubtful = behind is None or _doubtful(words, behind)
    if beside and doubtful and (subject := _behind_conjunction(passage, first, i, cue)):
        return subject, "subject before the verb"
    if behind:
        return _whose_tongue(passage, behind, end) or behind, "subject behind the verb"
    if subject := _beside(passage, first, i, skip):
        return subject, "subject of the clause"
    subject = _whose_words(passage, first, i, last) or _of_another_verb(passage, first, i, cue)
    return (subject, "same sentence") if subject else None


def _whose_words(passage, first, i, last):
    """Whose words a verb goes back to, or None."""  # تصريحات من الوزير قال فيها; تصريحات فلان، التي أكد فيها
    words = passage.words
    if last + 1 >= len(words) or not words[last + 1].has("in_it"):
        return None
    for k in range(i - 2, max(first - 1, i - 16), -1):
        if words[k].said_or_written or words[k].bare.said_or_written:
            start = k + 2 if words[k + 1].has("from") else k + 1
            mention = passage.phrase(start, i, anything=words[start].shape("begins_la")) if start < i else None
            close = mention is not None and mention.stop >= i - 3
            return mention if close and (mention.role_first >= 0 or words[mention.first].behind_la.sort) else None
    return None


def _several_before(passage, first, i):
    """Those right before a verb in the plural, or before its relative pronoun, or None."""
    # منتقدون يقولون, منتقدين يقولون, الشهود الذين قالوا
    words = passage.words
    end = i - 1 if words[i - 1].has("relative") else i
    for k in range(end - 1, max(first - 1, end - 5), -1):
        word = words[k]
        several = word.sort == "group" or word.shape("ends_un_in") or word.has("someone")
        finite = word.cue is not None and word.cue.kind in (reporting.PERFECT, reporting.IMPERFECT)
        if several and passage.quote[k] < 0 and not finite:
            mention = passage.phrase(k, end, anything=True)
            return mention if mention is not None and mention.stop == end else None
    return None


def _surely_subject(words, mention, cue, relative):
    """True for people and institutions behind a verb of saying, which has no object of their kind.

    relative: the verb stands behind a relative pronoun; then a country is one as well.
    """
    # القرية التي تقول الحكومة إنها آمنة; not of أبلغ الوزير, اتهم الوزير
    if cue.takes != "clause" or cue.pronoun or cue.has("told") or cue.has("hands_on"):
        return False
    head = words[mention.first]
    classed = head.sort in ("person", "group", "body") or head.owned_person or mention.role_first >= 0
    classed = classed or (relative and head.sort == "place")
    return classed and not head.has("document") and _agrees_with(head, cue.gender if head.sort == "person" else "")


def _whose_tongue(passage, mention, end):
    """By whose tongue an institution speaks, or None."""  # أعلنت الوزارة على لسان المتحدث باسمها سمير العطار أن
    words, k = passage.words, mention.stop
    if k + 2 < end and words[k].has("on") and words[k + 1].has("tongue"):
        return passage.phrase(k + 2, end)
    return None


def _without_object(words, mention, cue, end):
    """The mention without the head of the object behind it."""  # وصف فلان | خطوة الإدارة
    if mention is None or cue.takes != "label":
        return mention
    for k in range(mention.first + 1, mention.last + 1):
        if words[k].shape("begins_bal") and words[k].preposition and not words[k].cut(1).sort:
            return replace(mention, last=k - 1)  # وصفه حقوقيون | بالتاريخي
    if mention.sort != "name" or mention.role_first >= 0:
        return mention
    last, behind = mention.last, mention.last + 1
    if last == mention.first or behind >= end or not words[behind].definite:
        return mention
    common = not words[last].definite and words.count(words[last]) == 1
    return replace(mention, last=last - 1) if common else mention


def _is_object(passage, mention, cue, end):
    """True where the noun phrase behind the verb is what is spoken of, not who speaks."""
    head = passage.words[mention.first]
    if head.people:
        return True  # اتهم المسؤولين
    return _spoken_of(passage, mention, cue, end)


def _spoken_of(passage, mention, cue, end):
    """True for an object by the verb, the ending of its head or what stands behind it."""
    words = passage.words
    head = words[mention.first]
    if cue.pronoun and cue.takes == "label" and head.shape("begins_ba") and words.count(head) == 1:
        return True  # ما وصفه بقمع الإرهاب
    if cue.has("accuses") and not cue.pronoun and _accused(words, mention, end):
        return True
    if head.sort or head.owned_person or mention.role_first >= 0 or _surname_before_object(passage, mention, end):
        return False
    alone = mention.first == mention.last
    accusative = head.shape("ends_alif") and (alone or words[mention.first + 1].shape("ends_alif"))
    if cue.pronoun or (head.shape("begins_mim") and accusative and len(head) > 4 and words.count(head) == 1):
        return accusative  # وتصنفه تنظيما, كتب معرفا
    if cue.takes not in ("label", "topic"):
        return words[mention.last].has("himself")
    behind = mention.last + 1
    if behind < end and passage.quote[behind] >= 0 and passage.quoted_words(behind) > 3:
        return False  # واعتبر فلان "إن …"
    if behind < end and (words[behind].has("that_alone") or _takes_preposition(words[behind], cue)):
        return False
    verbal = head.shape("ends_fem_at") or words[mention.last].definite
    if cue.takes == "topic" and head.shape("begins_ba") and verbal:  # طالب بمغادرة الحلف
        return mention.first < mention.last or head.shape("ends_fem")
    following = words[behind] if behind < end else NOTHING
    another = following.definite and not words[mention.last].definite
    if following.has("place") or another:
        return False  # هددت الحركة سوريا, وصف فلان الضربة
    later = words[behind : min(end, behind + 12)]
    if following.has("venue_follows") and any(word.has("an") for word in later):
        return False  # واعتبر السراج في رسالته أن
    return head.definite or accusative or (head.shape("owned_but_allah"))


def _surname_before_object(passage, mention, end):
    """True for the surname of a person whom the text has named, no preposition behind it."""
    # واعتبر المالكي إطلاق الصاروخ "…", واتهم العبادي أمس "…"; not وصف الأسد بالقاتل
    words, k = passage.words, mention.first
    if mention.last > k or not words[k].definite or k + 1 >= end or words[k + 1].shape("begins_ba"):
        return False
    for place in words.places(words[k]):
        for first in range(max(0, place - 3), place) if place < k else ():
            named = passage.phrase(first, place + 1) if passage.quote[first] < 0 else None
            if named is not None and named.sort == "name" and named.first < named.last == place:
                return True
    return False


def _accused(words, mention, end):
    """True where the charge stands right behind: somebody accused them."""  # واتهمت اللجنة بالتزوير
    head = words[mention.first]
    if head.sort == "place" and mention.stop < end:
        return words[mention.stop].preposition.has("by")  # واتهمت بريطانيا بممارسة
    behind = words[mention.first + 1 : min(end, mention.last + 2)]
    return head.definite and any(word.shape("by") or word.has("by") for word in behind)


def _takes_preposition(word, cue):
    """True for verbs whose preposition stands behind the subject."""  # ندد فلان بـ, أشاد فلان بـ
    return cue.has("intransitive") and (word.shape("begins_ba") or word.has("to_on_about_in"))


def _beside(passage, first, i, skip):
    """The subject between the complementiser and the verb, or None."""  # قال إن الحركة تعتبرها
    words = passage.words
    while i - 2 > first and words[i - 1].has("auxiliary"):
        i -= 1  # أن الرجل كان يصرخ
    for k in range(i - 2, max(first, i - 9), -1) if not skip else ():
        if words[k].has("that") and passage.quote[k] < 0 and not _governed(words, first, k):
            mention = _behind_that(passage, k, i)
            return mention if mention and mention.stop == i else None
    return None


def _behind_that(passage, k, end):
    """The noun phrase behind a complementiser, which takes the accusative, or None."""  # أن مسؤولا في الوزارة
    head = passage.words[k + 1]
    sort = head.without("ends_alif").sort in ("person", "group") or head.without("ends_alif").has("part")
    return passage.phrase(k + 1, end, anything=head.accusative and sort)


def _governed(words, first, k):
    """True where the complementiser at item k has no subject of its own."""  # يجب أن; not رغم أن الوزير
    return k > first and words[k - 1].modal and not words[k - 1].has("before_that_and_subject")


def _in_relative_clause(passage, first, i, cue):
    """The subject of a verb that says what somebody calls another."""  # القرار الذي اعتبروه, من وصفتهم
    if not subordinate(passage.words, first, i, cue):
        return None
    if cue.gender == "f" and (subject := _feminine_before(passage, first, i)):
        return subject
    if cue.pronoun and cue.takes == "label":
        subjects = (_subject_of_complement(passage, first, i), _subject_of_clause(passage, first, i))
        subject = next((one for one in subjects if one is not None and _calls(passage.words, one, cue)), None)
        subject = subject or (_agent(passage, first, i, cue) if cue.gender == "f" else None)
        described = subject is not None and passage.words[subject.last + 1].has("that_which")
        return None if described else subject  # أن الأمر الذي وصفه: said of it, not by it
    return None


def _calls(words, mention, cue):
    """False for the noun of a deed, which calls nobody anything, and for what the verb does not agree with."""
    head = words[mention.first]  # إن التحضير لما وصفه, إن الجيش ضد من وصفتهم, إن القضاة مستعدون لما وصفته
    several = head.sort == "group" or head.shape("ends_at")
    if not _agrees_with(head, cue.gender) or (several and cue.number == "s" and cue.gender == "m"):
        return False
    if head.sort == "group" and cue.number == "s":
        return False
    return bool(head.sort) or mention.role_first >= 0 or not (head.bare.shape("event") or head.bare.abstract)


def subordinate(words, first, i, cue):
    """True where the verb at item i stands in a relative clause."""  # الذي أعلن, في بيان نشرته
    if cue.kind not in (reporting.PERFECT, reporting.IMPERFECT):
        return False
    if cue.pronoun and cue.takes == "clause" and not cue.has("told"):
        return True
    return (i > first and words[i - 1].has("relative")) or (i > first + 1 and words[i - 2].has("relative"))


def _feminine_before(passage, first, i):
    """The nearest feminine noun before item i that can speak, or None."""  # على وزيرة الخارجية وحول من وصفتهم
    words = passage.words
    for k in range(i - 2, first, -1):
        word = words[k]
        if word.shape("ends_fem") and word.sort == "person":
            adjective = word.definite == words[k - 1].definite and not words[k - 1].has("boundary")  # الدعوة البرلمانية
            if not adjective and words[k - 1].sort != "body":
                return passage.phrase(k, i)
    return None


def _topic(passage, first, i):
    """The noun phrase set off before the whole clause, or None."""  # أما الوزارة، فقد أكدت
    words = passage.words
    if not words[first].has("as_for") or not (words[i - 1].has("and_has") or words[i].shape("begins_fa")):
        return None
    return passage.phrase(first + 1, i)


def _set_off(passage, first, i):
    """The name set off by commas before the verb, or None."""  # رئيس الحزب، فلان، قد دعا
    words = passage.words
    if i - 2 <= first or not words[i - 1].has("has_done") or words[i - 2] != COMMA:
        return None
    k = i - 3
    while k > first and words[k] != COMMA:
        k -= 1
    mention = passage.phrase(k + 1, i - 2) if k > first else None
    return mention if mention is not None and mention.last == i - 3 else None


def _relative_to_another(words, first, i, cue):
    """True where the relative pronoun is not the subject of the verb behind it."""  # المدينة التي أعلن فلان
    before = words[i - 1] if i > first else NOTHING
    if cue.gender == "m":
        return before.has("which_feminine")
    return before.has("which_masculine")


def subject_before(passage, first, i, strict=True):
    """The noun phrase that opens the clause before the verb at item i, or None."""  # الباحث فلان يعتبر
    words = passage.words
    if i - 2 >= first and words[i - 1].has("that_which"):
        if words[i + 1 : i + 2] and words[i + 1].has("back"):
            return None  # الطريق الذي قال عنه فلان
        return _before_relative(passage, first, i - 2)
    k = _open_clause(passage, first, i)
    if k >= i or words[k].adverbial:
        return None
    sort, joined = words[k].sort, words[k].cut(1).sort if words[k].conjunction else ""
    mention = passage.phrase(k, i + 1)
    if mention is not None and mention.last >= i:
        mention = passage.phrase(k, i)
    if mention is None:
        return None
    behind = mention.stop
    clean = behind == i or _complete(words, mention, i)
    if behind < i and not clean:
        clean = words[behind].has("behind_its_subject") or (words[behind] == COMMA and words[i - 1].has("has"))
    if sort == "place" and behind < i and words[behind] == COMMA:
        return None  # a dateline
    told = sort == "place" and behind < i and words[behind].shape("begins_ya_ta") and words[behind].verb  # الصين تدعو
    if sort in ("person", "body", "group", "rank", "place") and (clean or (not strict and (sort != "place" or told))):
        return mention
    if clean and joined in ("person", "body", "group"):
        return mention  # فالحكومة تقول
    verb = words[k].cue is not None and words[k].cue.kind == reporting.PERFECT
    looks_verbal = _verbal(words, k, i) or verb
    return mention if clean and not looks_verbal else None


def _before_relative(passage, first, last):
    """The word or two that a relative pronoun refers to, None where there is no word."""  # أنقرة التي ترى
    words = passage.words
    if words[last] in COMMAS and last > first:
        last -= 1
    if not words[last][0].isalpha():
        return None
    for k in range(last - 1, max(first - 1, last - 10), -1):
        if passage.quote[k] < 0 and words[k].sort == "person":
            mention = passage.phrase(k, last + 1)
            if mention is not None and mention.last == last:
                return mention  # ولي العهد فلان، الذي قال; مسؤول أمني، الذي قال
    start = _name_start(passage, first, last) if not words[last].definite else last
    while start > max(first, last - 3) and words[start].definite:
        before = words[start - 1]
        if not before[0].isalpha() or before.adverbial or before.report is not None:
            break
        start -= 1
    if words[start].shape("by") or heads.no_head(passage, start, last + 1):
        return None  # مرتبط بالهجوم الذي قال إن
    return mentions.Mention(start, last, -1, -1, "name")


def _name_start(passage, first, last):
    """First item of the name that ends at item `last`: back to a word with the article, a role or a function word."""
    words, start = passage.words, last
    while start > max(first, last - 4):
        word = words[start - 1]
        if passage.quote[start - 1] >= 0 or not word[0].isalpha() or word.definite or word.sort:
            break
        if word.has_any("boundary", "inside_role") or word.report is not None:
            break
        if word.shape("before_a_name") or word.shape("ends_fem"):
            break
        start -= 1
    return start


def _open_clause(passage, first, i):
    """First item of the clause behind openers and adverbials set off by a comma."""  # من جانبه، في سياق متصل،
    words = passage.words
    k = _behind_dateline(words, first, i)
    while k < i and (words[k].has("opener") or words[k] in _SET_OFF or words[k].isdigit()):
        k += 1
    while k < i and words[k].adverbial:
        comma = next((c for c in range(k, min(i, k + 12)) if words[c] in COMMAS), -1)
        if comma < 0:
            return k
        k = comma + 1
        while k < i and words[k].has("opener"):
            k += 1
    return k


def _behind_dateline(words, first, i):
    """First item behind a dateline."""  # دبي، الإمارات العربية المتحدة (CNN)--
    for k in range(first, min(i, first + 14)):
        if words[k] == ")" and k + 1 < i and words[k + 1] in "-–—":
            return k + 1
    return first


def _verbal(words, k, i):
    """True where the first word of a clause is likely a verb: a subject or a preposition stands behind it."""
    word = words[k]
    if word.definite or (k and words[k - 1].has("was") and any(other.has("has_done") for other in words[k : i + 1])):
        return False
    if k + 1 == i and words.count(word) > 1:
        return False  # وكان ترامب صرح
    if k + 1 == i and word.shape("begins_wa_fa"):
        return True  # واكتفى بالقول
    following = words[k + 1] if k + 1 < i else NOTHING
    stem = word.cut(1) if word.shape("begins_wa_fa") and len(word) > 4 else word
    if stem.shape("begins_ya_ta") and len(word) > 3 or word.shape("ends_ta"):
        return True
    if following.has("relative"):
        return False
    return bool(following.sort) or following.definite or following.has("boundary")


def _doubtful(words, mention):
    """True for a noun phrase behind a verb that may be its object: no role, no class, once in the text."""
    common = mention.sort == "name" and mention.role_first < 0
    return common and words.count(words[mention.last]) == 1


def _behind_conjunction(passage, first, i, cue):
    """The noun phrase between a conjunction, joined or not, and the verb at item i, or None."""
    joined = _behind_joined_conjunction(passage, first, i, cue)
    return joined or _between_conjunction_and_verb(passage, first, i, cue)


def _between_conjunction_and_verb(passage, first, i, cue):
    """The noun phrase between a conjunction and the verb at item i, or None."""  # …، لكن المنظمة قررت
    words = passage.words
    for k in range(i - 1, max(first, i - 9), -1):
        if words[k - 1].has("but") if words[k].has("an") else words[k].has("opener"):
            mention = _behind_that(passage, k, i) if k + 1 < i else None
            whole = mention is not None and mention.stop == i
            head = words[mention.first] if whole else NOTHING
            classed = head.sort in ("person", "body", "group") or head.accusative
            classed = classed or (whole and not words[k].has("an") and _known(words, mention))  # لكن فلان قال
            return mention if classed and _agrees_with(words[mention.first], cue.gender) else None
    return None


def opens_sentence(passage, report):
    """The noun phrase before its verb with which the sentence before a report begins, or None.

    The report must open its own sentence, and agree with it.
    """  # لكن رئيس الكتلة اعترض على المادة. وقال إن
    if report.sentence < 1 or report.cue.kind not in (reporting.PERFECT, reporting.IMPERFECT):
        return None
    first, end = passage.sentences[report.sentence]
    if _open_clause(passage, first, report.first + 1) != report.first:
        return None
    first, end = passage.sentences[report.sentence - 1]
    mention = subject_before(passage, first, end - 1, strict=False) or _subject_of_clause(passage, first, end - 1)
    head = passage.words[mention.first] if mention is not None else NOTHING
    if head.sort not in ("person", "group", "body") or (head.sort == "group") != (report.cue.number == "p"):
        return None
    return mention if _agrees_with(head, report.cue.gender) else None


def _behind_joined_conjunction(passage, first, i, cue):
    """The noun phrase with a conjunction joined, behind a comma and before the verb at item i, or None."""
    # اقتحموا القرية، والفصائل تؤكد; ورئيس الحزب، فلان، يقول
    words = passage.words
    for k in range(i - 1, max(first, i - 14), -1):
        if passage.quote[k] >= 0:
            return None
        if words[k - 1] in COMMAS and words[k].conjunction:
            head, mention = words[k].cut(1), passage.phrase(k, i)
            classed = mention is not None and head.sort in ("person", "group", "body")
            fits = classed and _complete(words, mention, i) and _agrees_with(head, cue.gender)
            return mention if fits else None
    return None


def _complete(words, mention, i):
    """True where a noun phrase ends before the verb at item i, or before what commas set off from it."""
    # فلان يقول; وزير الدفاع، فلان، يقول; أحد الجنود، وهو ضابط قديم، يقول
    if mention.stop >= i:
        return mention.stop == i
    if words[mention.stop] not in COMMAS or words[i - 1] not in COMMAS:
        return False
    if mention.stop == i - 1:
        return mention.role_first >= 0
    return words[mention.stop + 1].has_any("he_or_she", "relative_pronoun")


def _of_another_verb(passage, first, i, cue):
    """The subject of another verb that this one goes with."""  # كتب فلان يقول; في بيان أصدره فلان وجاء فيه
    words = passage.words
    if words[i - 1].has("where") and any(word.has("tongue") for word in words[first:i]):
        return _passed_on(passage, first, i)
    for k in range(i - 2, max(first - 1, i - 16), -1):
        if passage.quote[k] >= 0 or not (found := words[k].cue) or found.kind != reporting.PERFECT:
            continue
        mention = passage.phrase(k + 1, i)
        if cue.kind == reporting.IMPERFECT:
            return mention if mention and max(mention.last, mention.role_last) in (i - 1, i - 2) else None
        if cue.has("came_in") and found.pronoun:
            return mention
    return None


def _earlier(passage, first, i, cue, before):
    """The speaker of the reporting word before in the sentence, or the subject of its first clause."""
    outer = [report for report in before if report.how != "subject of the clause"]
    # وتابع فلان، وفقا للوكالة …، لافتا
    said = [report for report in outer if report.cue.kind != reporting.PREPOSITION and not _aside(report)]
    finite = cue.kind in (reporting.PERFECT, reporting.IMPERFECT) and cue.number == "s"
    for report in reversed(said or before):
        other_gender = "" not in (report.cue.gender, cue.gender) and report.cue.gender != cue.gender
        if finite and (other_gender or report.cue.number == "p"):
            other = _subject_of_complement(passage, first, i)
            if other and _agrees_with(passage.words[other.first], cue.gender):  # قالت الصحيفة إن فلانا … وقال
                return other, "same sentence"
        if report.mention is not None and report.cue.takes not in ("name", "slogan"):
            return report.mention, "same sentence"
        if report.mention is None and report.cue.kind != reporting.PREPOSITION:
            return None, "continued"
    subject = (
        _who_is_content(passage, first, i)
        or _owner_of_occasion(passage, first, i)
        or _subject_of_complement(passage, first, i)
        or subject_before(passage, first, i, strict=False)
        or _subject_of_clause(passage, first, i)
    )
    if subject is None and not _begins_without_subject(passage, first, i):
        subject = _agent(passage, first, i, cue) or _titled_before(passage, first, i)
    return (subject, "same sentence") if subject else (None, "continued")


def _who_is_content(passage, first, i):
    """The subject of the verb right before a word of saying, or None."""  # اكتفت الوزارة بالقول
    words = passage.words
    if not words[i].has("by_saying"):
        return None
    for k in range(i - 1, max(first, i - 9), -1):
        if words[k - 1].verb or (words[k - 1].conjunction and words[k - 1].cut(1).verb):
            mention = passage.phrase(k, i)
            return mention if mention is not None and mention.stop == i else None
    return None


def _aside(report):
    """True for a label on the way, not the verb of the sentence."""  # ما وصفه بـ
    return report.cue.pronoun and report.cue.takes == "label" and report.how != "subject behind the verb"


def _owner_of_occasion(passage, first, i):
    """Whose occasion of speech a sentence tells of, None where nobody's."""  # جاء ذلك في تغريدة لفلان …، حيث قال
    words = passage.words
    if not words[first].without("begins_wa").has("came"):
        return None
    if not any(word.has("this") for word in words[first + 1 : first + 3]):
        return None
    for k in range(first + 3, min(i, first + 14)):
        word = words[k]
        name = word.behind_la
        owned = name.sort in ("person", "rank") or (len(word) > 3 and name in words)
        if passage.quote[k] < 0 and word.shape("begins_la") and owned:
            return passage.phrase(k, i, anything=True)
    return None


def _subject_of_complement(passage, first, i):
    """The subject of the reported clause in which item i stands, or None."""  # أن الحرس الثوري شن … من وصفهم
    words = passage.words
    for k in range(i - 1, first, -1):
        if words[k].has("that") and passage.quote[k] < 0 and not _governed(words, first, k):
            mention = passage.phrase(k + 1, i)
            if mention is None or _known(words, mention) or words[mention.first].sort:
                return mention
            verb = mention.role_first == mention.role_last == mention.first - 1  # أن الوزير | زار القرية
            return mention if mention.role_first >= 0 and not verb else None
    return None


def _subject_of_clause(passage, first, i):
    """The subject behind the first verb of the sentence."""  # بعث محافظ البنك … رسالة دعا فيها
    words = passage.words
    k = _open_clause(passage, first, i)
    while k + 1 < i and words[k].has("negation"):
        k += 1  # ولا يرى فلان
    if k + 1 >= i or not words[k][0].isalpha() or words[k].definite or words[k].adverbial:
        return None
    mention = passage.phrase(k + 1, i)
    if mention is not None and words[mention.first].shape("begins_ba") and words.count(words[mention.first]) == 1:
        return None
    if mention is None or not (mention.role_first >= 0 or mention.sort in ("body", "role") or _known(words, mention)):
        return None
    return mention


def _known(words, mention):
    """True where a name also stands elsewhere in the text: it is no object by chance."""
    accusative = words[mention.first].shape("ends_alif")
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not accusative


def _begins_without_subject(passage, first, i):
    """True where the sentence begins with a verb that has only an object."""  # ورفض المقارنة …، قائلا
    hit = passage.words[first].report
    if hit is None or not hit[0] or hit[1].kind not in (reporting.PERFECT, reporting.IMPERFECT):
        return False
    mention = passage.phrase(first + 1, i)
    return mention is None or _is_object(passage, mention, hit[1], i)


def _agent(passage, first, i, cue):
    """The Mention behind the nearest verb before item i that agrees with it in gender (تسعى الوزيرة إلى …، وقالت).

    None where no verb has a subject that can speak.
    """
    words = passage.words
    for k in range(i - 2, first - 1, -1):
        if not (words[k].has("back") or _finite_of(words, k, first, cue.gender)):
            continue
        mention = passage.phrase(k + 1, i)
        if mention is not None and _speaks(words, mention) and _agrees_with(words[mention.first], cue.gender):
            return mention
    return None


def _finite_of(words, k, first, gender):
    """True where item k has the form of a finite verb of that gender ("": any)."""
    word = words[k]
    stem = word.cut(1) if word.shape("begins_wa_fa") and len(word) > 4 else word
    if word.definite or len(stem) < 4 or stem.sort:
        return False
    if stem.has_any("boundary", "time", "adverb", "inside_role", "opener", "thing"):
        return False
    before = words[k - 1] if k > first else NOTHING
    if before.has_any("relative", "that_alone") or before.report is not None:
        return False
    if stem.shape("owned_by_one_but_allah"):
        return True  # كلمة ألقاها الوزير: a noun with a pronoun has no noun behind it
    feminine = stem.shape("begins_ta") and not stem.shape("ends_fem_at") or stem.shape("ends_verb_ta")
    masculine = stem.shape("begins_ya") and not stem.shape("feminine_lemma")
    return feminine and gender in ("f", "") or masculine and gender in ("m", "")


def _speaks(words, mention):
    """True for a mention behind a verb that is likely who speaks and no object."""
    head = words[mention.first]
    if head.has("Allah") or (head.shape("ends_in") and head.definite):
        return False  # رحمه الله, حملت المسؤولين
    if mention.role_first >= 0 or head.sort in ("person", "rank", "body", "group"):
        return True
    adjective = head.definite and head.shape("ends_fem_maqsura")  # سياستها الإقليمية
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not adjective


def _agrees_with(head, gender):
    """False for a common noun of the other gender."""  # المنظمة of قال, الوزير of قالت
    common = head.sort in ("person", "body") and not head.has("one_of")  # إحدى المتهمات
    return not common or gender == "" or gender == ("f" if head.shape("ends_fem_at") else "m")


def _titled_before(passage, first, i):
    """The first name with a role before item i, wherever it stands in the sentence, or None."""
    for k in range(first, i - 1):
        if passage.words[k].sort == "person":
            mention = passage.phrase(k, i)
            if mention is not None and mention.role_first >= 0:
                return mention
    return None


def possible(passage, k):
    """True where what follows a preposition of sources can be somebody."""  # not وفق القانون, not بحسب قدراتها
    word = passage.words[k]
    if word.has("to_them") or passage.words[k - 1].has("according_to_them"):
        return True  # وفقا له, وبحسبها
    stem = word.behind_la.bare
    if stem.has("standard") or (not word[0].isalnum() and passage.quote[k] < 0):
        return False
    possessed = word.shape("owned") and not of(word[:-2]).sort and not word.owned_person
    return not possessed or word.report is not None
