"""Who says what in one text: the reporting words, what they report and the mention of the speaker they govern."""

from bisect import bisect_left
from typing import NamedTuple

from ..text.signs import BREAKS, BULLETS, COMMA
from ..words import reporting, tables
from ..words.annotation import NOTHING, of
from .forms import Form

_REACH = 45  # items between a reporting word and what it reports
_NEAR = 8


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
        if not candidates and (label := _name_before_colon(passage, first, end, number)):
            found.append(label)
        found += _of_sentence(passage, first, end, number, candidates)
    return found


def _name_before_colon(passage, first, end, number):
    """The Report of a line that begins with who speaks, a colon and a quotation, or None."""  # فلان: "…"
    words = passage.words
    while first < end and words[first] in BULLETS:
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
    """True for a role, a name with its role, a name that the text has elsewhere."""  # not الموضوع: "…", أولا: "…"
    name = words[mention.first : mention.last + 1]
    if name[0].shape("begins_wa") or not all(word[0].isalpha() for word in name):
        return False
    if mention.role_first >= 0 or mention.sort == "role":
        return True
    known = words.count(name[-1]) > 1 and not of(name[0]).definite and not name[0].shape("ends_no_name")
    return mention.sort == "name" and known


def _candidates(passage, first, end):
    """The Form of each form of a reporting word in a sentence."""
    words, quote, out = passage.words, passage.quote, []
    for i in _within(passage.reporting, first, end):
        if quote[i] >= 0:
            continue
        skip, cue = words[i].report
        begins = i == first or words[i - 1] in BREAKS
        if begins and cue.lemma in tables.lemmas("answers") and not words[i + 1 : i + 2] == [] and (
                not words[i + 1].has("where_it_stands")):  # fmt: skip
            skip, cue = 1, words[i].cut(1).cue  # ورد الوزير: he answered
        form = Form(passage, (first, end), (i, skip, cue))
        if form.particle or (form.lemma in tables.lemmas("light") and not _light(form)):
            continue
        asked = form.kind == reporting.IMPERFECT and form.before.has("an") and form.before2.modal
        if not asked and not _first_person(form):
            out.append(form)
    return [form for form in out if not _continues_another(form, out) and not _person_behind_verb(form, out)]


def _within(items, first, end):
    """The items of a sorted list that lie in first .. end (half-open)."""
    return items[bisect_left(items, first) : bisect_left(items, end)]


def _light(form):
    """True for a verb of little meaning with a noun of saying behind it and a quotation."""  # ألقى فلان الضوء على "…"
    words, quote = form.passage.words, form.passage.quote
    reach = range(form.i + 1, min(form.end, form.i + 16))
    noun = next((k for k in reach if words[k].has("light_object") and quote[k] < 0), -1)
    if form.pronoun or noun < 0 or form.subordinate:
        return False
    said = any(word.has("complementiser") for word in words[noun + 1 : noun + 3])
    return said or any(number >= 0 for number in quote[noun + 1 : min(form.end, noun + 7)])


def _continues_another(form, others):
    """True for a describing noun behind no verb: it is no word of saying."""  # بوصفه
    describing = form.lemma in tables.lemmas("describes") and form.kind == reporting.PARTICIPLE
    describing = describing and form.itself.shape("begins_ba")
    return describing and not any(other.finite and 0 < form.i - other.i <= 12 for other in others)


def _person_behind_verb(form, others):
    """True for the noun behind a verb of saying."""  # وقال طالب جامعي (a student, not he demanded)
    if form.skip or form.kind != reporting.PERFECT or form.itself.sort != "person":
        return False
    return any(other.i == form.i - 1 and other.finite and not other.pronoun for other in others)


def _first_person(form):
    """True for what is no verb in the third person as it is written."""  # أعتقد "I think", not اعتقد; آمر "commander"
    passage = form.passage
    written = passage.original[int(passage.offsets[passage.starts[form.i] + form.skip])]
    if written == "آ":
        return form.kind == reporting.PERFECT and form.lemma.startswith("أ")
    return written == "أ" and form.kind == reporting.PERFECT and form.lemma.startswith("ا")


def _of_sentence(passage, first, end, number, candidates):
    opens = _openings(passage, first, end, candidates)
    for form in candidates:
        form.opened_at(opens.get(form.i, -1))
    found = []
    done = -1
    for form in candidates:
        if form.i <= done or not form.reports():
            continue
        of_another = form.finite and form.certain and form.gap > 3 and form.another_verb  # قال فلان يجد أن
        begins, last = -1 if of_another else form.opens, form.i
        if form.manner:
            last = done = form.i + 1
            begins = opens.get(form.i + 1, begins)
        if speaker := form.speaker(last, found):
            found.append(Report(form.i, last, form.skip, form.cue, begins, *speaker, number))
    return found


def _openings(passage, first, end, candidates):
    """{item of a reporting word: item where what it reports begins}; each opening belongs to the nearest free word."""
    words, quote = passage.words, passage.quote
    out = {}
    for j in _within(passage.openers, first, end):
        if quote[j] >= 0 and j - 1 in out.values():
            continue
        is_quote = quote[j] >= 0 and _may_open(passage, first, j)
        particle = words[j].has("complementiser")
        if not (is_quote or words[j] == ":" or particle):
            continue
        denied = any(form.stance == "denying" and 0 < j - form.i <= _NEAR for form in candidates)
        if particle and not is_quote and _no_report(passage, (first, end), j, denied):
            continue
        owner = _owner(passage, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    return out


def _no_report(passage, bounds, j, denied):
    """True where the particle at item j opens no reported clause: يجب أن, على أن يكون, وإن كان.

    denied: behind a verb that denies, what follows أن is what is denied: نفى أن يكون.
    """
    (first, end), words = bounds, passage.words
    following = words[j + 1] if j + 1 < end else NOTHING
    if words[j].has("an") and (following.has("an") or words[j - 1].has("an")):
        return True  # سي إن إن
    if words[j - 1].has("from") and j - 2 >= first and words[j - 2].shape("elative_before_from"):
        return True  # أكبر من أن
    phrase = words[j - 1].has("to_on_about_from") and j - 2 >= first
    if phrase and words[j - 2].without("begins_fa").has("besides"):
        return True
    if words[j].has("and_that") and following.has("subjunctive") and passage.quote[j + 1] < 0 and not denied:
        return not following.has("no") or not words[j].has("an")
    return j > first and words[j - 1].modal


def _may_open(passage, first, j):
    """False for a short quotation that is likely a name on the way to what is reported."""  # لـ"فرانس برس"
    words = passage.words
    before = words[j - 1] if j > first else NOTHING
    if before in (":", "") or before.has("complementiser"):
        return True
    if before.has("to"):
        return False
    following = words[j + 1] if j + 1 < len(words) else NOTHING
    n = passage.quoted_words(j)
    inside = of(passage.inner_text(j))
    if n == 1 and (inside.adjective or (inside.shape("ends_ya") and before.shape("begins_ka"))):
        return True  # تصنفه كحزب "إرهابي"
    if n <= 4 and following.has("complementiser"):
        return False
    if before.has("to_on_about") and following not in COMMA:
        return True
    return n > 3 or before.has("before_words_in_marks") or before.report is not None


def _beside(form, own, j):
    """True where what begins at item j is said in a relative clause."""  # الذي قال إن, التي وصفتها الصحيفة بأنها
    words = form.passage.words
    labelled = form.takes == "label" and form.pronoun and words[j].has("equation")
    colon = words[j] == ":" and words[j + 1 : j + 2] == ['"']
    return labelled or ((own or colon) and j - form.i <= 2)


def _owner(passage, j, candidates, taken):
    """The reporting word whose complement begins at item j: the nearest free one before it that may govern it."""
    word, quoted = passage.words[j], passage.quote[j] >= 0
    near = [form for form in candidates if form.i < j and j - form.i <= _REACH and form.i not in taken]
    free = [form for form in near if not form.in_phrase]
    own = quoted or word.has("complementiser")
    if own and not quoted:
        free = [form for form in free if form.lemma not in tables.lemmas("no_clause")]
    # A verb in a relative clause governs only the particle or the quotation beside it.
    main = [form for form in free if form.kind != reporting.PREPOSITION]
    main = [form for form in main if not form.subordinate or _beside(form, own, j)]
    if main:
        free = main
    elif free and free[0].kind == reporting.PREPOSITION:
        free = free[:1]
    if word.shape("begins_fa") and not quoted:
        free = [form for form in free if form.kind == reporting.PREPOSITION]
    free = free or [form for form in near if form.kind == reporting.NOUN and j - form.i <= 3]
    if not free:
        return -1
    if free[-1].kind == reporting.PARTICIPLE:  # قال مخاطبا فلانا إن
        free = [form for form in free if form.lemma not in tables.lemmas("addresses")] or free
    if word.has("that_he"):  # وصف فلان نقل العناصر بأنه
        free = [form for form in free if form.takes == "label"] or free
    i = _nearest(free, j)
    return -1 if any(i < other < j for other in taken) else i


def _nearest(free, j):
    """The item of the nearest word; a form of other readings yields to a verb before it that has none."""  # أستاذ علم
    form = free[-1]
    if form.kind == reporting.PARTICIPLE and form.takes == "topic" and j - form.i > 1:
        return _saying(free, j)
    sure = [other.i for other in free if other.certain and other.finite]
    alone = form.certain or form.pronoun or form.kind == reporting.PARTICIPLE or form.skip
    if alone or not sure or j - form.i <= 1:
        return form.i
    before = form.passage.words[form.i - 1]
    free_standing = before.has_any("relative", "opener") or not (before[0].isalpha() or before == '"')
    return form.i if free_standing else sure[-1]


def _saying(free, j):
    """The verb of saying before a participle with an object of its own."""  # قال فلان مهاجما الحكومة: "…"
    form, words = free[-1], free[-1].passage.words
    said = [other.i for other in free if other.takes == "clause" and other.finite]
    attached = words[j - 1].has_any("proclitic", "to_on_about_from") or words[j].has("complementiser")
    return form.i if not said or attached or COMMA in words[said[-1] : form.i] else said[-1]
