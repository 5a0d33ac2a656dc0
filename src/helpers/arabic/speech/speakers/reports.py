"""Who says what in one text: the reporting words, what they report and the mention of the speaker they govern."""

from dataclasses import dataclass

from ..text.signs import BULLETS
from ..words import reporting, rules
from ..words.annotation import of
from . import forms, openings, subjects
from .forms import within


@dataclass(slots=True, eq=False)
class Report:
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
        said = []
        if candidates := forms.candidates(passage, first, end):
            said = _of_sentence(candidates, openings.find(passage, first, end, candidates), number)
        if not said and (label := _name_before_colon(passage, first, end, number)):
            said = [label]
        found += said
    return found


def _name_before_colon(passage, first, end, number):
    """The Report of a line that begins with who speaks, a colon and a quotation, or None."""  # فلان: "…"
    words = passage.words
    while first < end and words[first] in BULLETS:
        first += 1
    colon = next((k for k in within(passage.openers, first + 1, min(end - 1, first + 14)) if words[k] == ":"), -1)
    if colon < 0 or passage.quote[colon + 1] < 0 or passage.quote[first] >= 0:
        return None
    for k in range(first + 1, colon):
        if words[k].has("from") and words[k - 1].said_or_written and (mention := passage.phrase(k + 1, colon)):
            if mention.stop == colon:  # في رسالة من فلان: "…"
                return Report(colon, colon, 0, reporting.COLON, colon + 1, mention, "name before a colon", number)
    if words[first].adverbial:
        return None
    mention = passage.phrase(first, colon)
    if mention is None or mention.stop != colon or not _label_of_speaker(words, mention):
        return None
    return Report(colon, colon, 0, reporting.COLON, colon + 1, mention, "name before a colon", number)


def _label_of_speaker(words, mention):
    """True for a role, a name with its role, a name that the text has elsewhere."""  # not الموضوع: "…", أولا: "…"
    name = words[mention.first : mention.last + 1]
    if name[0].shape("begins_wa"):
        return False
    if mention.role_first >= 0 or mention.sort == "role":
        return True
    known = words.count(name[-1]) > 1 and not of(name[0]).definite and not name[0].shape("ends_no_name")
    return mention.sort == "name" and known


def _of_sentence(candidates, opens, number):
    """The reports of a sentence; candidates: its Forms, opens: {item: item where what it reports begins}."""
    found, done = [], -1
    for form in candidates:
        if form.i <= done or rules.verdict("reports", form) != "yes":
            continue
        of_another = form.finite and form.certain and form.gap > 3 and form.another_verb  # قال فلان يجد أن
        begins, last = -1 if of_another else form.opens, form.i
        if form.manner:
            last = done = form.i + 1
            begins = opens.get(form.i + 1, begins)
        bounds, span = (form.first, form.end), (form.i, last)
        mention, form.how = subjects.find_subject(form.passage, bounds, span, form.cue, form.skip, found)
        form.subject_found = form.how.startswith("subject")
        if rules.verdict("impersonal", form) != "yes":  # not التجربة أثبتت أن, ويعتقد أن
            found.append(Report(form.i, last, form.skip, form.cue, begins, mention, form.how, number))
    return found
