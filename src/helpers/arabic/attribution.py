"""Who says what in one text: the reporting words, what they report and the mention of the speaker they govern."""

import re
from typing import NamedTuple

from . import cues, speakers, subjects

_FORM_III = re.compile("^.[اآ]..$")
_IN_VIEW = frozenset("في حسب بحسب وفق وجهة".split())
_VERBAL = re.compile("^[وف]?س?[يتن]..")
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
        if quote[i] < 0 and (hit := known(words[i])) and not _preposition(words, first, end, i, *hit):
            out.append((i, *hit))
    return out


def _preposition(words, first, end, i, skip, cue):
    """True where عبر is "through", بين "between" and the like: no verb without its place or its عن."""
    form = words[i][skip:]
    if form == "تبين":
        return i + 1 >= end or words[i + 1] in cues.words("complementiser")  # it turned out
    if form not in ("عبر", "بين", "ابان"):
        return False
    if not (i == first or skip or (words[i - 1] in "،:" and i - first <= 8) or words[i - 1] in cues.words("opener")):
        return True
    return form == "عبر" and "عن" not in words[i + 1 : min(end, i + 8)]


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
        mention, how = subjects.find_subject(passage, first, end, i, last, cue, skip, found)
        if _impersonal(passage, first, i, skip, cue, how):
            continue
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
        if not (is_quote or word == ":" or word in cues.words("complementiser")):
            continue
        if word in cues.words("complementiser") and not is_quote and _no_report(passage, first, end, j):
            continue
        owner = _owner(passage, first, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    return out


def _no_report(passage, first, end, j):
    """True where the particle at item j opens no reported clause: يجب أن, على أن يكون, وإن كان."""
    words = passage.words
    following = words[j + 1] if j + 1 < end else ""
    if "ان" in (following, words[j - 1]) and words[j] == "ان":
        return True  # سي إن إن
    if words[j - 1] in ("الى", "عن", "على", "من") and j - 2 >= first and words[j - 2].removeprefix("ف") in cues.words("besides"):
        return True
    if words[j] in ("ان", "وان") and following in cues.words("subjunctive") and passage.quote[j + 1] < 0:
        return following not in ("كان", "كانت", "لا", "لم") or words[j] == "وان"
    return subjects.modal(words, first, j)


def _may_open(passage, first, j):
    """False for a short quotation that is likely a name on the way to what is reported (لـ"فرانس برس")."""
    words = passage.words
    before = words[j - 1] if j > first else ""
    if before in (":", "") or before in cues.words("complementiser"):
        return True
    if before in ("ل", "ول", "لل"):
        return False
    following = words[j + 1] if j + 1 < len(words) else ""
    n = speakers.quoted_words(passage, j)
    if n <= 4 and following in cues.words("complementiser"):
        return False
    if before in ("الى", "على", "عن") and following not in "،":
        return True
    if n == 1 and speakers.looks_adjective(passage.text[passage.quotes[passage.quote[j]].inner_start :][: passage.ends[j] - passage.starts[j] - 2]):
        return True
    return n > 3 or before in ("ب", "ال") or cues.find(before) is not None


def _owner(passage, first, j, candidates, taken):
    """The reporting word whose complement begins at item j: the nearest free one before it that may govern it."""
    words = passage.words
    near = [c for c in candidates if c[0] < j and j - c[0] <= _REACH]
    free = [c for c in near if c[0] not in taken and not _phrase(words, first, *c)]
    main = [c for c in free if c[2].kind != cues.PREPOSITION and (
        not subjects.subordinate(words, first, c[0], c[2]) or (j - c[0] <= 2 and words[j] in cues.words("complementiser")))]
    if main:
        free = main
    elif free and free[0][2].kind == cues.PREPOSITION:
        free = free[:1]
    if words[j][:1] == "ف" and words[j] != ":" and passage.quote[j] < 0:
        free = [c for c in free if c[2].kind == cues.PREPOSITION]
    if not free:
        free = [c for c in near if c[0] not in taken and c[2].kind == cues.NOUN and j - c[0] <= 3]
    if not free:
        return -1
    labels = [c for c in free if c[2].takes == "label"]
    if labels and words[j] in ("بانه", "بانها", "بانهم", "بانهما"):
        free = labels  # وصف فلان نقل العناصر بأنه
    i = free[-1][0]
    return -1 if any(i < other < j for other in taken) else i


def _phrase(words, first, i, skip, cue):
    """True where a noun is part of a phrase behind another reporting word: قال في بيان, أعرب عن أمله."""
    if cue.kind != cues.NOUN:
        return False
    return not cue.pronoun or cue.lemma in cues.lemmas("occasion") or (i > first and words[i - 1] == "عن")


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
    if i + 1 < end and words[i + 1] in ("الله", "المولى") and cue.lemma in ("دعا", "سأل", "طلب", "أمل"):
        return False  # a prayer
    if i > first and any(words[k] in ("هل", "وهل", "فهل") for k in range(max(first, i - 3), i)):
        return False
    if cue.lemma in cues.lemmas("things_do") and i + 2 < end and words[i + 1] in ("هذا", "هذه", "ذلك", "تلك") and (
            not speakers.sort_of(words[i + 2])):
        return False
    if cue.kind in (cues.PERFECT, cues.IMPERFECT):
        if i + 1 < end and _participle(words[i + 1]):
            return True
        if i > first and words[i - 1] in cues.words("negation") and cue.lemma not in ("استبعد", "شكك", "أنكر"):
            return False
        if cue.pronoun and cue.takes == "clause" and cue.lemma not in cues.lemmas("told"):
            return False
        if cue.lemma in ("اعتبر", "عد", "رأى") and not cue.pronoun and not (j >= 0 and words[j] in cues.words("complementiser")):
            subject = speakers.follows(passage, i + 1, end) or subjects.subject_before(passage, first, i)
            return subject is not None and speakers.sort_of(words[subject.first]) != "" and gap <= 12
    if cue.kind == cues.PARTICIPLE and words[i][skip:] in cues.words("noun_too") and (i == first or words[i - 1] not in "،,\"؛-"):
        return False
    if cue.kind == cues.PARTICIPLE and words[i].endswith("ة") and _FORM_III.match(cue.lemma):
        if i == first or words[i - 1] not in "،,\"؛-" or (i + 1 < end and speakers.definite(words[i + 1])):
            return False  # مهاجمة الحوثيين: the verbal noun
    if cue.takes == "slogan" or cue.takes == "name":
        return gap <= 4 and quote[j] >= 0
    if cue.kind == cues.PREPOSITION:
        return i + 1 < end and _source(passage, i + 1, end)
    if cue.kind == cues.NOUN:
        if cue.pronoun:
            if cue.lemma in ("نظر", "رأى") and not words[i].startswith("ب") and (i == first or words[i - 1] not in _IN_VIEW):
                return False
            phrase = _phrase(words, first, i, skip, cue)
            return not phrase and gap <= 10 or (i > first and words[i - 1] in ("حد", "وفق", "حسب", "بحسب"))
        return gap <= 3 and words[j] == ":" or (gap == 1 and quote[j] >= 0)
    if cue.kind == cues.PARTICIPLE:
        return cue.certain or gap <= 6
    if cue.certain:
        if gap > 3 and _another_verb(passage, i, j, end):
            opens[i] = -1
        return True
    if j >= 0 and words[j][:1] == "و" and quote[j] < 0 and gap > 1:
        return False
    if cue.kind == cues.IMPERFECT and gap > 3 and i > first and words[i - 1] in cues.words("relative") and cue.takes == "clause":
        return False
    if _another_verb(passage, i, j, end) or _verbal_noun(words, first, i, skip, cue):
        return False
    opening = i == first or skip > 0 or words[i - 1] in "،:؛-—\"" or words[i - 1] in cues.words("opener")
    if opening and j < 0 and (subject := speakers.follows(passage, i + 1, end)) is not None:
        if subject.role_first >= 0 or (cue.takes == "topic" and speakers.sort_of(words[subject.first])):
            return True
    if not opening and not _may_precede_verb(words[i - 1]) and (cue.takes != "clause" or gap > 6 or quote[j] >= 0):
        return False
    if j >= 0 and quote[j] >= 0:
        n = len(passage.text[passage.starts[j] : passage.ends[j]].split())
        return gap <= 3 or (gap <= (12 if cue.takes != "clause" else 8) and (n > 3 or cue.takes == "label"))
    return gap <= 25


def _verbal_noun(words, first, i, skip, cue):
    """True where three letters behind an indefinite noun are a verbal noun: عدم ذكر اسمه."""
    if cue.kind != cues.PERFECT or skip or i == first or len(words[i]) > 3:
        return False
    before = words[i - 1]
    return before[0].isalpha() and not _may_precede_verb(before) and before not in cues.words("opener") and not (
        before in cues.words("place"))


def _another_verb(passage, i, j, end):
    """True where a word that looks like a verb stands between item i and the particle at j and governs it: فسيجد أن."""
    words = passage.words
    if j - i < 2 or passage.quote[j] >= 0 or words[j] == ":":
        return False
    k = j - 1
    while k > i and words[k] in ("الى", "على", "عن", "من", "ايضا", "ب"):
        k -= 1
    if k <= i or speakers.definite(words[k]) or not _VERBAL.match(words[k]) or words[k] in cues.words("place"):
        return False
    mention = speakers.follows(passage, i + 1, end)
    return mention is None or not mention.first <= k <= max(mention.last, mention.role_last)


def _source(passage, k, end):
    """True where what follows بحسب or وفقا can be somebody: not وفق القانون, not بحسب قدراتها."""
    words = passage.words
    word = words[k]
    stem = speakers.bare("ال" + word[2:] if word.startswith("لل") else word[1:] if word[0] == "ل" else word)
    if stem in cues.words("standard") or not word[0].isalnum() and passage.quote[k] < 0:
        return False
    if word.endswith(("ها", "هم", "ه")) and not speakers.sort_of(word[:-2]) and not speakers.sort_of(word):
        return cues.find(word) is not None
    return True


def _impersonal(passage, first, i, skip, cue, how):
    """True where nobody speaks: التجربة أثبتت أن, ويعتقد أن (it is thought), كان متوقعا أن."""
    before = passage.words[i - 1] if i > first else ""
    if cue.kind == cues.PARTICIPLE:
        return before in cues.words("copula")
    if cue.kind not in (cues.PERFECT, cues.IMPERFECT) or how.startswith("subject"):
        return False
    if cue.kind == cues.IMPERFECT and cue.lemma in cues.lemmas("thought") and cue.gender == "m" and cue.number == "s":
        return True
    plain = before[:1].isalpha() and before not in cues.words("opener") and before not in cues.words("relative")
    return skip == 0 and plain and cue.lemma in cues.lemmas("things_do") and how != "document"


def _may_precede_verb(word):
    return speakers.definite(word) or speakers.sort_of(word) != "" or word in cues.words("relative")


def _participle(word):
    hit = cues.find(word)
    return bool(hit and word not in cues.words("noun_too") and hit[1].kind == cues.PARTICIPLE and hit[0] == 0 and hit[1].certain)
