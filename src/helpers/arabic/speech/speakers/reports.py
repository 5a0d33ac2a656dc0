"""Who says what in one text: the reporting words, what they report and the mention of the speaker they govern."""

import re
from bisect import bisect_left
from typing import NamedTuple

from ..words import reporting, tables
from ..words.annotation import NOTHING, of
from . import subjects
from .forms import Form, in_phrase

_ELATIVE = re.compile("^ا[^ل]..$")
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
        elif label := _name_before_colon(passage, first, end, number):
            found.append(label)
    return found


def _name_before_colon(passage, first, end, number):
    """The Report of a line that begins with who speaks, a colon and a quotation (فلان: "…"), or None."""
    words = passage.words
    while first < end and words[first] in "-–—*•":
        first += 1
    colon = next((k for k in range(first + 1, min(end - 1, first + 14)) if words[k] == ":"), -1)
    if colon < 0 or passage.quote[colon + 1] < 0 or passage.quote[first] >= 0 or words[first].adverbial:
        return None
    mention = passage.phrase(first, colon)
    if mention is None or mention.stop != colon:
        return None
    if not _label_of_speaker(words, mention):
        return None
    return Report(colon, colon, 0, reporting.COLON, colon + 1, mention, "name before a colon", number)


def _label_of_speaker(words, mention):
    """True for a role, a name with its role, a name that the text has elsewhere; not for الموضوع: "…", أولا: "…"."""
    name = words[mention.first : mention.last + 1]
    if name[0][0] == "و" or not all(word[0].isalpha() for word in name):
        return False
    if mention.role_first >= 0 or mention.sort == "role":
        return True
    known = words.count(name[-1]) > 1 and not of(name[0]).definite and not name[0].endswith(("ا", "ة", "ات"))
    return mention.sort == "name" and known


def _candidates(passage, first, end):
    """(item, length of the proclitic, Cue) of each form of a reporting word in a sentence."""
    words, quote, out = passage.words, passage.quote, []
    for i in _within(passage.reporting, first, end):
        hit = words[i].report
        if quote[i] >= 0:
            continue
        begins = i == first or words[i - 1] in "،؛-"
        if begins and hit[1].lemma == "ورد" and words[i + 1 : i + 2] and not words[i + 1].has("where_it_stands"):
            hit = (1, words[i].cut(1).cue)  # ورد الوزير: he answered
        form = Form(passage, (first, end), (i, *hit))
        if form.particle or (form.lemma in tables.lemmas("light") and not _light(form)):
            continue
        asked = form.kind == reporting.IMPERFECT and form.before == "ان" and form.before2.modal
        if not asked and not _first_person(passage, i, *hit):
            out.append((i, *hit))
    return [c for c in out if not _continues_another(words, c, out) and not subjects.person_behind_verb(words, c, out)]


def _within(items, first, end):
    """The items of a sorted list that lie in first .. end (half-open)."""
    return items[bisect_left(items, first) : bisect_left(items, end)]


def _light(form):
    """True for ألقى فلان الضوء على "…": a verb of little meaning with a noun of saying behind it and a quotation."""
    words, quote = form.passage.words, form.passage.quote
    reach = range(form.i + 1, min(form.end, form.i + 16))
    noun = next((k for k in reach if words[k].has("light_object") and quote[k] < 0), -1)
    if form.pronoun or noun < 0 or subjects.subordinate(words, form.first, form.i, form.cue):
        return False
    said = any(word.has("complementiser") for word in words[noun + 1 : noun + 3])
    return said or any(number >= 0 for number in quote[noun + 1 : min(form.end, noun + 7)])


def _continues_another(words, candidate, others):
    """True for بوصفه behind no verb: it is no word of saying."""
    i, _, cue = candidate
    before = [c[2] for c in others if 0 < i - c[0] <= 12 and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    return cue.lemma == "وصف" and cue.kind == reporting.PARTICIPLE and words[i][0] == "ب" and not before


def _first_person(passage, i, skip, cue):
    """True for أعتقد (I think), which is اعتقد (he thought) but for its hamza, and for آمر (a commander)."""
    written = passage.original[int(passage.offsets[passage.starts[i] + skip])]
    if written == "آ" and cue.kind == reporting.PERFECT and cue.lemma.startswith("أ"):
        return True  # آمر: the commander, not he ordered
    return written == "أ" and cue.kind == reporting.PERFECT and cue.lemma.startswith("ا")


def _of_sentence(passage, first, end, number, candidates):
    opens = _openings(passage, first, end, candidates)
    found = []
    done = -1
    for candidate in candidates:
        i, skip, cue = candidate
        form = Form(passage, (first, end), candidate, opens.get(i, -1))
        if i <= done or not form.reports():
            continue
        of_another = form.finite and form.certain and form.gap > 3 and form.another_verb  # قال فلان يجد أن
        begins, last = -1 if of_another else form.opens, i
        if form.manner:
            last = done = i + 1
            begins = opens.get(i + 1, begins)
        mention, how = subjects.find_subject(passage, (first, end), (i, last), cue, skip, found)
        if not form.impersonal(how):
            found.append(Report(i, last, skip, cue, begins, mention, how, number))
    return found


def _openings(passage, first, end, candidates):
    """{item of a reporting word: item where what it reports begins}; each opening belongs to the nearest free word."""
    words, quote = passage.words, passage.quote
    out = {}
    for j in _within(passage.openers, first, end):
        word = words[j]
        if quote[j] >= 0 and j - 1 in out.values():
            continue
        is_quote = quote[j] >= 0 and _may_open(passage, first, j)
        if not (is_quote or word == ":" or word.has("complementiser")):
            continue
        if word.has("complementiser") and not is_quote and _no_report(passage, first, end, j):
            continue
        owner = _owner(passage, first, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    return out


def _no_report(passage, first, end, j):
    """True where the particle at item j opens no reported clause: يجب أن, على أن يكون, وإن كان."""
    words = passage.words
    following = words[j + 1] if j + 1 < end else NOTHING
    if "ان" in (following, words[j - 1]) and words[j] == "ان":
        return True  # سي إن إن
    if words[j - 1] == "من" and j - 2 >= first and _ELATIVE.match(words[j - 2]):
        return True  # أكبر من أن
    phrase = words[j - 1].has("to_on_about_from") and j - 2 >= first
    if phrase and of(words[j - 2].removeprefix("ف")).has("besides"):
        return True
    if words[j].has("and_that") and following.has("subjunctive") and passage.quote[j + 1] < 0:
        return following != "لا" or words[j] == "وان"
    return j > first and words[j - 1].modal


def _may_open(passage, first, j):
    """False for a short quotation that is likely a name on the way to what is reported (لـ"فرانس برس")."""
    words = passage.words
    before = words[j - 1] if j > first else NOTHING
    if before in (":", "") or before.has("complementiser"):
        return True
    if before.has("to"):
        return False
    following = words[j + 1] if j + 1 < len(words) else NOTHING
    n = passage.quoted_words(j)
    inside = passage.inner_text(j)
    if n == 1 and (of(inside).adjective or (inside.endswith("ي") and before.startswith("ك"))):
        return True  # تصنفه كحزب "إرهابي"
    if n <= 4 and following.has("complementiser"):
        return False
    if before.has("to_on_about") and following not in "،":
        return True
    return n > 3 or before.has("before_words_in_marks") or before.report is not None


def _beside(words, own, candidate, j):
    """True where what begins at item j is said in a relative clause: الذي قال إن, التي وصفتها الصحيفة بأنها."""
    i, _, cue = candidate
    labelled = cue.takes == "label" and cue.pronoun and words[j].has("equation")
    colon = words[j] == ":" and words[j + 1 : j + 2] == ['"']
    return labelled or ((own or colon) and j - i <= 2)


def _owner(passage, first, j, candidates, taken):
    """The reporting word whose complement begins at item j: the nearest free one before it that may govern it."""
    words = passage.words
    near = [c for c in candidates if c[0] < j and j - c[0] <= _REACH]
    free = [c for c in near if c[0] not in taken and not in_phrase(words, first, c)]
    own = words[j].has("complementiser") or passage.quote[j] >= 0
    if own and passage.quote[j] < 0:
        free = [c for c in free if c[2].lemma not in tables.lemmas("no_clause")]
    main = [  # a verb in a relative clause governs only the particle or the quotation beside it
        c for c in free if c[2].kind != reporting.PREPOSITION
        and (not subjects.subordinate(words, first, c[0], c[2]) or _beside(words, own, c, j))
    ]  # fmt: skip
    if main:
        free = main
    elif free and free[0][2].kind == reporting.PREPOSITION:
        free = free[:1]
    if words[j][:1] == "ف" and words[j] != ":" and passage.quote[j] < 0:
        free = [c for c in free if c[2].kind == reporting.PREPOSITION]
    if not free:
        free = [c for c in near if c[0] not in taken and c[2].kind == reporting.NOUN and j - c[0] <= 3]
    if not free:
        return -1
    said = [c for c in free if c[2].lemma != "خاطب"]  # قال مخاطبا فلانا إن
    free = said if said and free[-1][2].kind == reporting.PARTICIPLE else free
    labels = [c for c in free if c[2].takes == "label"]
    if labels and words[j].has("that_he"):
        free = labels  # وصف فلان نقل العناصر بأنه
    i = _nearest(words, free, j)
    return -1 if any(i < other < j for other in taken) else i


def _nearest(words, free, j):
    """The item of the nearest word; a form of other readings yields to a verb before it that has none: أستاذ علم."""
    i, skip, cue = free[-1]
    sure = [c[0] for c in free if c[2].certain and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    if cue.kind == reporting.PARTICIPLE and cue.takes == "topic" and j - i > 1:
        return _saying(words, free, j)
    before = words[i - 1]
    if cue.certain or cue.pronoun or cue.kind == reporting.PARTICIPLE or skip or not sure or j - i <= 1:
        return i
    free_standing = before.has("relative") or before.has("opener")
    return i if free_standing or not (before[0].isalpha() or before == '"') else sure[-1]


def _saying(words, free, j):
    """The verb of saying before a participle with an object of its own: قال فلان مهاجما الحكومة: "…"."""
    i = free[-1][0]
    said = [c[0] for c in free if c[2].takes == "clause" and c[2].kind in (reporting.PERFECT, reporting.IMPERFECT)]
    attached = words[j - 1].has("proclitic") or words[j - 1].has("to_on_about_from")
    if not said or attached or words[j].has("complementiser") or "،" in words[said[-1] : i]:
        return i
    return said[-1]
