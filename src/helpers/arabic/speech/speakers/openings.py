"""Where what is reported begins, and which reporting word it belongs to."""

from ..text.signs import COMMA
from ..words import reporting
from ..words.annotation import NOTHING, of
from .forms import within

_REACH = 45  # items between a reporting word and what it reports
_NEAR = 8
_NAME_WORDS = 4  # that a name in marks has at most


def find(passage, first, end, candidates):
    """Note with each Form where what it reports begins; each opening belongs to the nearest free word.

    Returns {item of a reporting word: item where what it reports begins}.
    """
    words, quote = passage.words, passage.quote
    out = {}
    for j in within(passage.openers, first, end):
        if candidates[0].i >= j:
            continue
        if quote[j] >= 0 and (j - 1 in out.values() or not _may_open(passage, first, j)):
            continue
        particle = words[j].has("complementiser")
        if not (particle or quote[j] >= 0 or words[j] == ":"):
            continue  # a mark without partner
        if particle and _no_report(passage, (first, end), j, candidates):
            continue
        if words[j] == ":" and j + 1 < end and words[j + 1].has("complementiser") and quote[j + 1] < 0:
            continue  # قال فلان: إن الطريق
        owner = _owner(passage, j, candidates, out)
        if owner < 0 and particle:
            owner = _behind_name_in_marks(passage, j, candidates, out)
        if owner >= 0:
            out[owner] = j
    for form in candidates:
        if form.i in out:
            form.open_at(out[form.i])
    return out


def _behind_name_in_marks(passage, j, candidates, taken):
    """The reporting word to which a name in marks was given on the way to its clause, or -1."""
    # أعلنت حركة «القمر» المسلحة أن, نقلت "القمر" عن سائق أن
    words = passage.words
    near = (form for form in reversed(candidates) if form.i < j and j - form.i <= _REACH)
    form = next((form for form in near if form.kind != reporting.NOUN or not form.in_phrase), None)
    if form is None or form.takes not in ("clause", "topic") or form.subordinate:
        return -1
    if form.cue.has("no_clause") or words[j].shape("begins_fa"):
        return -1
    begun = taken.get(form.i, -1)
    if begun < 0 or passage.quote[begun] < 0 or passage.quoted_words(begun) > _NAME_WORDS:
        return -1
    before = words[begun - 1]
    apart = before in (":", COMMA) or before.has("complementiser") or any(begun < other < j for other in taken.values())
    return -1 if apart or any(form.i < other < j for other in taken) else form.i


def _no_report(passage, bounds, j, candidates):
    """True where the particle at item j opens no reported clause: يجب أن, على أن يكون, وإن كان.

    Behind a verb that denies or expects, what follows أن is what is denied: نفى أن يكون, رجح أن يكون.
    """
    (first, end), words = bounds, passage.words
    following = words[j + 1] if j + 1 < end else NOTHING
    if words[j].has("an") and (following.has("an") or words[j - 1].has("an")):
        return True  # سي إن إن
    if words[j - 1].has("from") and j - 2 >= first and words[j - 2].shape("elative_before_from"):
        return True  # أكبر من أن
    if j - 2 >= first and words[j - 2].without("begins_fa").has("besides"):
        return True
    if words[j].has("and_that") and following.has("subjunctive") and passage.quote[j + 1] < 0:
        near = [form for form in candidates if 0 < j - form.i <= _NEAR]
        if not any(form.stance == "denying" or form.cue.has("expects") for form in near):
            return not following.has("no") or not words[j].has("an")
    if j - 2 >= first and words[j - 1].has("to_them") and words[j - 2].said_or_written:
        return False  # في بيان له أن
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
    near = [form for form in candidates if 0 < j - form.i <= _REACH and form.i not in taken]
    if not near:
        return -1
    near = [form for form in near if form.kind != reporting.NOUN or not _names_nothing(form, j)]
    free = [form for form in near if form.kind != reporting.NOUN or not form.in_phrase]
    own = quoted or word.has("complementiser")
    if own and not quoted:
        free = [form for form in free if not form.cue.has("no_clause")]
    # A verb in a relative clause governs only the particle or the quotation beside it.
    main = [form for form in free if form.kind != reporting.PREPOSITION]
    main = [form for form in main if not form.subordinate or _beside(form, own, j)]
    if main:
        free = main
    elif free and free[0].kind == reporting.PREPOSITION:
        free = free[:1]
    if word.shape("begins_fa"):
        free = [form for form in free if form.kind == reporting.PREPOSITION]
    free = free or [form for form in near if form.kind == reporting.NOUN and j - form.i <= 3]
    if not free:
        return -1
    if free[-1].kind == reporting.PARTICIPLE:  # قال مخاطبا فلانا إن
        free = [form for form in free if not form.cue.has("addresses")] or free
    if word.has("that_he"):  # وصف فلان نقل العناصر بأنه
        free = [form for form in free if form.takes == "label"] or free
    i = _nearest(free, j)
    return -1 if any(i < other < j for other in taken) else i


def _names_nothing(form, j):
    """True for a noun of naming that has no name right behind it."""  # قال المصدر الذي رفض تسميته إن
    word = form.passage.words[j]
    clause = word.has("complementiser") and not word.shape("begins_ba")
    return form.takes in ("name", "label") and (clause or j - form.i > 2)


def _nearest(free, j):
    """The item of the nearest word; a form of other readings yields to a verb before it that has none."""  # أستاذ علم
    form = free[-1]
    if form.kind == reporting.PARTICIPLE and form.takes == "topic" and j - form.i > 1:
        return _saying(free, j)
    sure = [other.i for other in free if other.certain and other.finite]
    noun = form.pronoun and form.itself.listed is not None and not form.itself.listed.verb  # حملته
    alone = form.certain or (form.pronoun and not noun) or form.kind == reporting.PARTICIPLE or form.skip
    if alone or not sure or j - form.i <= 1:
        return form.i
    before = form.passage.words[form.i - 1]
    free_standing = before.has_any("relative", "opener") or not (before[0].isalpha() or before == '"')
    return form.i if free_standing else sure[-1]


def _saying(free, j):
    """The verb of saying before a participle with an object of its own."""  # قال فلان مهاجما الحكومة: "…"
    form, words = free[-1], free[-1].passage.words
    said = [other.i for other in free if other.takes == "clause"]
    attached = words[j - 1].has_any("proclitic", "to_on_about_from") or words[j].has("complementiser")
    return form.i if not said or attached or COMMA in words[said[-1] : form.i] else said[-1]
