"""Who says what in one text: quotations and indirect speech with their reporting word and the mention of the speaker."""

import re
from typing import NamedTuple

from . import cues, speakers
from .passages import COMPLEMENTISERS

_RELATIVE = frozenset("الذي التي الذين اللذين اللذان اللتان ممن من ما كما لما مما حسبما عما فيما وفقما مثلما بعدما".split())
_OPENERS = frozenset(
    "و ف لكن ولكن الا ان كما ثم وقد قد لقد فقد كان وكان كانت وكانت فيما بينما اما هذا كذلك ايضا وهو وهي حيث اذ".split()
)
# What stands before a subjunctive أن: the clause is no report.
_MODAL = frozenset(
    "يجب ينبغي يمكن يمكنه يمكنها قبل بعد دون منذ رغم الا غير بد لابد اجل شان شانه شانها يريد تريد يستطيع تستطيع يحاول تحاول "
    "المفترض المقرر المتوقع المنتظر الممكن الضروري المهم الافضل حتى الى_حين بمجرد شريطة شرط علينا عليه عليها عليهم لنا له لها "
    "يفترض يرجى اريد نريد حاول حاولت استطاع استطاعت سبق خشية مخافة كاد يكاد عسى لولا يعني تعني يعقل بيد على_امل كفى يكفي".split()
)
_TOLD = frozenset("أبلغ أخبر سأل ذكّر وعد أجاب حذر خاطب طمأن".split())  # verbs that take the hearer as their object
_NEGATIONS = frozenset("لم لن لا الا ان ولم ولن ولا لكي كي او اي غير".split())
_FORM_III = re.compile("^.[اآ]..$")
# What one does things by, not who says them: وفق القانون.
_RULES = frozenset(
    "قانون قوانين حاجة اصول مادة اتفاق اتفاقية ظروف شريعة نظام توقيت قواعد قاعدة معايير دستور شروط خطة اولوية اولويات الية "
    "اليات منهج مبدا مبادئ مقتضيات ضوابط عقيدة رؤية تفاهم تفاهمات اهواء مصلحة مصالح قدرة قدرات تصنيف جدول برنامج نوع حجم "
    "اسعار قيمة منطق نظرية تعاليم فهم سنة كل هذا هذه ذلك".split()
)
# Nouns of these are occasions of speech (في كلمته), not speech itself (قوله).
_OCCASIONS = frozenset("تكلم خاطب تحدث صرح أبان غرد دون راسل قابل نشر أمل".split())
_REACH = 45  # items between a reporting word and what it reports


class Report(NamedTuple):
    """A reporting word: items first .. last, its Cue, the Mention it governs or None, how that was found.

    `opens`: the item where what is reported begins (أن, the colon, the quotation), -1 where it has none of its own.
    `sentence`: its number.
    """

    first: int
    last: int
    skip: int
    cue: object
    opens: int
    mention: object
    how: str
    sentence: int


def reports(passage):
    """Return the reporting words of a Passage in reading order: list of Report."""
    found = []
    for number, (first, end) in enumerate(passage.sentences):
        candidates = _candidates(passage, first, end)
        if candidates:
            found += _of_sentence(passage, first, end, number, candidates)
    return found


def _candidates(passage, first, end):
    """(item, length of the proclitic, Cue) of each form of a reporting word in a sentence."""
    out = []
    words, quote = passage.words, passage.quote
    known = cues.find
    for i in range(first, end):
        if quote[i] < 0 and (hit := known(words[i])):
            out.append((i, *hit))
    return out


def _of_sentence(passage, first, end, number, candidates):
    opens = _openings(passage, first, end, candidates)
    found = []
    skip_next = False
    for n, (i, skip, cue) in enumerate(candidates):
        if skip_next:
            skip_next = False
            continue
        if not _reports(passage, first, end, i, skip, cue, opens):
            continue
        last = i
        after = candidates[n + 1] if n + 1 < len(candidates) else None
        if after and after[0] == i + 1 and _participle(passage.words[i + 1]) and cue.kind in (cues.PERFECT, cues.IMPERFECT):
            last, skip_next = i + 1, True
            opens[i] = opens.get(i + 1, opens.get(i, -1))
        mention, how = _speaker(passage, first, end, i, last, cue, skip, found)
        found.append(Report(i, last, skip, cue, opens.get(i, -1), mention, how, number))
    return found


def _openings(passage, first, end, candidates):
    """{item of a reporting word: item where what it reports begins}; each opening belongs to the nearest free word."""
    words, quote = passage.words, passage.quote
    out = {}
    for j in range(first, end):
        word = words[j]
        if quote[j] >= 0 and j - 1 in out.values():
            continue
        is_quote = quote[j] >= 0 and _may_open(passage, first, j)
        if not (is_quote or word == ":" or word in COMPLEMENTISERS):
            continue
        if word in COMPLEMENTISERS and _modal(words, first, j):
            continue
        owner = _owner(passage, first, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    return out


def _may_open(passage, first, j):
    """False for a short quotation that is likely a name on the way to what is reported (لـ"فرانس برس")."""
    words = passage.words
    before = words[j - 1] if j > first else ""
    if before in (":", "") or before in COMPLEMENTISERS:
        return True
    if before in ("ل", "ول", "لل"):
        return False
    following = words[j + 1] if j + 1 < len(words) else ""
    n = speakers.quoted_words(passage, j)
    if n <= 4 and following in COMPLEMENTISERS:
        return False
    if before in ("الى", "على", "عن") and following not in "،":
        return True
    if n == 1 and speakers.looks_adjective(passage.text[passage.quotes[passage.quote[j]].inner_start :][: passage.ends[j] - passage.starts[j] - 2]):
        return True
    return n > 3 or before in ("ب", "ال") or cues.find(before) is not None


def _modal(words, first, j):
    before = words[j - 1] if j > first else ""
    return before in _MODAL or (before[:1] in "وف" and before[1:] in _MODAL)


def _owner(passage, first, j, candidates, taken):
    """The reporting word whose complement begins at item j: the nearest free one before it that may govern it."""
    words = passage.words
    near = [c for c in candidates if c[0] < j and j - c[0] <= _REACH]
    free = [c for c in near if c[0] not in taken and not _phrase(words, first, *c)]
    main = [c for c in free if c[2].kind != cues.PREPOSITION and (
        not _subordinate(words, first, c[0], c[2]) or (j - c[0] <= 2 and words[j] in COMPLEMENTISERS))]
    if main:
        free = main
    elif free and free[0][2].kind == cues.PREPOSITION:
        free = free[:1]
    if not free:
        free = [c for c in near if c[0] not in taken and c[2].kind == cues.NOUN and j - c[0] <= 3]
    if not free:
        return -1
    i = free[-1][0]
    return -1 if any(i < other < j for other in taken) else i


def _phrase(words, first, i, skip, cue):
    """True where a noun is part of a phrase behind another reporting word: قال في بيان, أعرب عن أمله."""
    if cue.kind != cues.NOUN:
        return False
    return not cue.pronoun or cue.lemma in _OCCASIONS or (i > first and words[i - 1] == "عن")


def _subordinate(words, first, i, cue):
    """True where the verb at item i stands in a relative clause (الذي أعلن, في بيان نشرته)."""
    if cue.kind not in (cues.PERFECT, cues.IMPERFECT):
        return False
    if cue.pronoun and cue.takes == "clause" and cue.lemma not in _TOLD:
        return True
    return any(words[k] in _RELATIVE for k in range(max(first, i - 2), i))


def _reports(passage, first, end, i, skip, cue, opens):
    """True where the form at item i really is a reporting word."""
    words, quote = passage.words, passage.quote
    j = opens.get(i, -1)
    gap = j - i if j >= 0 else 99
    if i >= first + 2 and words[i - 1] in ("ما", "لما") and cues.find(words[i - 2]):
        return False  # بحسب ما قال: one reporting word
    if cue.lemma in ("جاء", "ورد", "نص"):
        return i + 1 < end and words[i + 1] in ("في", "فيه", "فيها", "ضمن", "على") and gap <= 25
    if words[i][skip:] in ("يذكر", "يشار") and gap <= 2 and i - first <= 1:
        return False  # يذكر أن: nobody speaks
    if cue.kind in (cues.PERFECT, cues.IMPERFECT):
        if i + 1 < end and _participle(words[i + 1]):
            return True
        if i > first and words[i - 1] in _NEGATIONS and cue.lemma not in ("استبعد", "شكك", "أنكر"):
            return False
        if cue.pronoun and cue.takes == "clause" and cue.lemma not in _TOLD:
            return False
        if cue.lemma in ("اعتبر", "عد", "رأى") and not cue.pronoun and not (j >= 0 and words[j] in COMPLEMENTISERS):
            subject = speakers.follows(passage, i + 1, end) or _subject_before(passage, first, i)
            return subject is not None and speakers.sort_of(words[subject.first]) != "" and gap <= 12
    if cue.kind == cues.PARTICIPLE and words[i].endswith("ة") and _FORM_III.match(cue.lemma):
        if i == first or words[i - 1] not in "،,\"؛-" or (i + 1 < end and speakers.definite(words[i + 1])):
            return False  # مهاجمة الحوثيين: the verbal noun
    if cue.takes == "slogan" or cue.takes == "name":
        return gap <= 4 and quote[j] >= 0
    if cue.kind == cues.PREPOSITION:
        return i + 1 < end and _source(passage, i + 1, end)
    if cue.kind == cues.NOUN:
        if cue.pronoun:
            phrase = _phrase(words, first, i, skip, cue)
            return not phrase and gap <= 10 or (i > first and words[i - 1] in ("حد", "وفق", "حسب", "بحسب"))
        return gap <= 3 and words[j] == ":" or (gap == 1 and quote[j] >= 0)
    if cue.kind == cues.PARTICIPLE:
        return cue.certain or gap <= 6
    if cue.certain:
        return True if cue.takes != "topic" else True
    opening = i == first or skip > 0 or words[i - 1] in "،:؛-—\"" or words[i - 1] in _OPENERS
    if opening and j < 0 and (subject := speakers.follows(passage, i + 1, end)) is not None:
        if subject.role_first >= 0 or (cue.takes == "topic" and speakers.sort_of(words[subject.first])):
            return True
    if not opening and not _may_precede_verb(words[i - 1]) and (cue.takes != "clause" or gap > 6 or quote[j] >= 0):
        return False
    if j >= 0 and quote[j] >= 0:
        n = len(passage.text[passage.starts[j] : passage.ends[j]].split())
        return gap <= 3 or (gap <= (12 if cue.takes != "clause" else 8) and (n > 3 or cue.takes == "label"))
    return gap <= 25


def _source(passage, k, end):
    """True where what follows بحسب or وفقا can be somebody: not وفق القانون, not بحسب قدراتها."""
    words = passage.words
    word = words[k]
    stem = speakers.bare("ال" + word[2:] if word.startswith("لل") else word[1:] if word[0] == "ل" else word)
    if stem in _RULES or not word[0].isalnum() and passage.quote[k] < 0:
        return False
    if word.endswith(("ها", "هم", "ه")) and not speakers.sort_of(word[:-2]) and not speakers.sort_of(word):
        return cues.find(word) is not None
    return True


def _may_precede_verb(word):
    return speakers.definite(word) or speakers.sort_of(word) != "" or word in _RELATIVE


def _participle(word):
    hit = cues.find(word)
    return bool(hit and hit[1].kind == cues.PARTICIPLE and hit[0] == 0 and hit[1].certain)


def _speaker(passage, first, end, i, last, cue, skip, before):
    """(Mention or None, rule) of the reporting word at items i .. last; `before`: the reports of the same sentence."""
    words = passage.words
    if cue.kind == cues.PREPOSITION:
        return _behind_preposition(passage, i, end)
    if cue.kind == cues.NOUN:
        if mention := _reported_by_another(passage, first, i):
            return mention, "quoted by another"
        return _earlier(passage, first, i, before)
    if cue.kind == cues.PARTICIPLE:
        return _earlier(passage, first, i, before)
    if cue.lemma in ("جاء", "ورد") and last + 1 < end and words[last + 1] == "في":
        return speakers.follows(passage, last + 2, end), "document"
    if cue.pronoun and (behind := speakers.follows(passage, last + 1, end)) and not _object(passage, behind, cue, first, i, end):
        return behind, "subject behind the verb"
    if cue.pronoun and cue.takes == "label" and _subordinate(words, first, i, cue):
        subject = _subject_of_complement(passage, first, i) or _subject_of_clause(passage, first, i)
        if subject:
            return subject, "same sentence"
    if cue.gender == "f" and _subordinate(words, first, i, cue) and (feminine := _feminine(passage, first, i)):
        return feminine, "same sentence"
    if i - 2 > first and words[i - 1] == "قد" and words[i - 2] == "،" and (subject := _between_commas(passage, first, i - 2)):
        return subject, "subject before the verb"
    if skip == 0 and last == i and (subject := _subject_before(passage, first, i)):
        return subject, "subject before the verb"
    mention = speakers.follows(passage, last + 1, end)
    if mention and not _object(passage, mention, cue, first, i, end):
        return mention, "subject behind the verb"
    mention, how = _earlier(passage, first, i, before)
    return mention, how


def _object(passage, mention, cue, first, i, end):
    """True where the noun phrase behind the verb is what is spoken of, not who speaks."""
    words = passage.words
    head = words[mention.first]
    agent = mention.sort in ("body", "role") or speakers.sort_of(head) or mention.role_first >= 0
    if agent:
        return False
    accusative = head.endswith("ا") and (mention.first == mention.last or words[mention.first + 1].endswith("ا"))
    if cue.pronoun or (head.startswith("م") and accusative and len(head) > 4 and words.count(head) == 1):
        return accusative  # وتصنفه تنظيما, كتب معرفا
    if cue.takes in ("label", "topic"):
        behind = mention.last + 1
        if behind < end and words[behind] in ("ان", "بان"):
            return False
        if cue.takes == "topic" and head[0] == "ب" and (head.endswith(("ة", "ات")) or speakers.definite(words[behind - 1])):
            return mention.first < mention.last or head.endswith("ة")
        return speakers.definite(head) or accusative or head.endswith(("ه", "ها", "هم"))
    return words[mention.last] in ("نفسه", "نفسها")


def _behind_preposition(passage, i, end):
    """بحسب فلان, وفقا لفلان, نقلا عن فلان, بحسب ما قال فلان."""
    words = passage.words
    k = i + 1
    while k < end and (words[k] in ("ما", "لما", "مصادر_في", "عن", "الى", "ل") or cues.find(words[k]) or words[k] in ("في", "به")):
        k += 1
    if k < end and passage.quote[k] >= 0 and speakers.quoted_words(passage, k) <= 4:
        return speakers.Mention(k, k, -1, -1, "body"), "preposition"
    if k < end and words[k].startswith("ل") and speakers.sort_of(words[k][1:]) or words[k : k + 1] and words[k].startswith("لل"):
        return speakers.noun_phrase(passage, k, end), "preposition"
    return speakers.follows(passage, k, end), "preposition"


def _reported_by_another(passage, first, i):
    """نقلت الوكالة عن فلان قوله: the mention behind عن or على لسان."""
    words = passage.words
    for k in range(i - 1, max(first, i - 25), -1):
        if words[k] == "عن" or (words[k] == "لسان" and words[k - 1] == "على"):
            return speakers.follows(passage, k + 1, i + 1)
    return None


def _earlier(passage, first, i, before):
    """The speaker of the reporting word before in the sentence, or the subject of its first clause."""
    for report in reversed(before):
        if report.mention is not None and report.cue.takes not in ("name", "slogan"):
            return report.mention, "same sentence"
        if report.mention is None and report.cue.kind != cues.PREPOSITION:
            return None, "continued"
    subject = (
        _subject_of_complement(passage, first, i) or _subject_before(passage, first, i, strict=False)
        or _subject_of_clause(passage, first, i) or _titled(passage, first, i)
    )  # fmt: skip
    return (subject, "same sentence") if subject else (None, "continued")


def _open_clause(passage, first, i):
    """First item of the clause behind openers and adverbials set off by a comma (من جانبه، في سياق متصل،)."""
    words = passage.words
    k = first
    while k < i and (words[k] in _OPENERS or words[k] in "-–—،*•" or passage.words[k].isdigit()):
        k += 1
    while k < i and _adverbial(words[k]):
        comma = next((c for c in range(k, min(i, k + 12)) if words[c] in "،,"), -1)
        if comma < 0:
            return k
        k = comma + 1
        while k < i and words[k] in _OPENERS:
            k += 1
    return k


def _adverbial(word):
    stem = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    return stem in cues.words("boundary") or word in cues.words("boundary") or word in cues.words("time") or stem in (
        "بدوره", "بدورها", "بدورهم", "بالمقابل", "بالتزامن")


def _feminine(passage, first, i):
    """The nearest feminine noun before item i that can speak (على وزيرة الخارجية وحول من وصفتهم), or None."""
    words = passage.words
    for k in range(i - 2, first, -1):
        word = words[k]
        if passage.quote[k] < 0 and word.endswith("ة") and speakers.sort_of(word) in ("person", "body"):
            if not speakers.sort_of(words[k - 1]) == "body":
                return speakers.follows(passage, k, i)
    return None


def _subject_of_complement(passage, first, i):
    """The subject of the clause with أن / إن in which item i stands (أن الحرس الثوري شن … من وصفهم), or None."""
    words = passage.words
    for k in range(i - 1, first, -1):
        if words[k] in ("ان", "بان", "وان") and passage.quote[k] < 0 and not _modal(words, first, k):
            mention = speakers.follows(passage, k + 1, i)
            return mention if mention and (speakers.sort_of(words[mention.first]) or _known(words, mention)) else None
    return None


def _between_commas(passage, first, comma):
    """The name set off by commas before قد: رئيس الحزب، فلان، قد دعا."""
    k = comma - 1
    while k > first and passage.words[k] != "،":
        k -= 1
    mention = speakers.follows(passage, k + 1, comma) if k > first else None
    return mention if mention is not None and mention.last == comma - 1 else None


def _titled(passage, first, i):
    """The first name with a role before item i, wherever it stands in the sentence, or None."""
    for k in range(first, i - 1):
        if passage.quote[k] < 0 and speakers.sort_of(passage.words[k]) == "person":
            mention = speakers.follows(passage, k, i)
            if mention is not None and mention.role_first >= 0:
                return mention
    return None


def _subject_before(passage, first, i, strict=True):
    """The noun phrase that opens the clause before the verb at item i (الباحث فلان يعتبر), or None."""
    words = passage.words
    k = _open_clause(passage, first, i)
    if words[k:k + 1] and words[k][0] == "و" and speakers.sort_of(words[k][1:]):
        pass
    if k >= i or _adverbial(words[k]):
        return None
    if i > first and words[i - 1] in ("التي", "الذي") and i - 2 >= first:
        return _before_relative(passage, first, i - 2)
    sort = speakers.sort_of(words[k])
    mention = speakers.follows(passage, k, i + 1)
    if mention is None:
        return None
    behind = max(mention.last, mention.role_last) + 1
    clean = behind == i or (behind < i and (words[behind] in ("الذي", "التي", "الذين", "قد", "لم", "لا", "ان")
                                            or (words[behind] == "،" and words[i - 1] in ("،", "قد"))))  # fmt: skip
    if sort in ("person", "body", "group", "rank", "place") and (clean or (not strict and sort != "place")):
        return mention
    looks_verbal = _verbal(words, k, i)
    return mention if clean and not looks_verbal else None


def _verbal(words, k, i):
    """True where the first word of a clause is likely a verb: a subject or a preposition stands behind it."""
    word = words[k]
    if speakers.definite(word):
        return False
    following = words[k + 1] if k + 1 < i else ""
    if word[0] in "يت" and len(word) > 3 or word.endswith("ت") and len(word) > 3:
        return True
    if following in _RELATIVE:
        return False
    return bool(speakers.sort_of(following)) or speakers.definite(following) or following in cues.words("boundary")


def _before_relative(passage, first, last):
    """The word or two that a relative pronoun refers to (أنقرة التي ترى)."""
    words = passage.words
    start = last
    while start > first and speakers.definite(words[start]) and start > last - 3 and words[start - 1][0].isalpha() and (
            words[start - 1] not in cues.words("boundary")):
        start -= 1
    return speakers.Mention(start, last, -1, -1, "name")


def _subject_of_clause(passage, first, i):
    """The subject behind the first verb of the sentence (بعث محافظ البنك … رسالة دعا فيها)."""
    words = passage.words
    k = _open_clause(passage, first, i)
    if k + 1 >= i or not words[k][0].isalpha() or speakers.definite(words[k]):
        return None
    mention = speakers.follows(passage, k + 1, i)
    if mention is None or not (mention.role_first >= 0 or mention.sort in ("body", "role") or _known(words, mention)):
        return None
    return mention


def _known(words, mention):
    """True where a name also stands elsewhere in the text: it is no object by chance."""
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not words[mention.first].endswith("ا")
