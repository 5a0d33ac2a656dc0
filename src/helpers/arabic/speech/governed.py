"""How a quotation and a reporting word stand to each other: governed, inside the report, behind it, by itself.

`place`: a `quoted.Place`.
"""

from . import cues, speakers
from .quoted_names import NAME_WORDS, TERM_WORDS


def direct(place):
    """True where nothing but a complementiser, a colon or the subject stands between reporting word and quotation."""
    words, k, report = place.passage.words, place.item - 1, place.report
    if place.proclitic:
        return False
    if report.cue.lemma in cues.lemmas("shout"):
        subject = report.mention
        behind = max(subject.last, subject.role_last) if subject is not None else report.last
        return report.opens in (k, place.item) or k in (report.last, behind)
    if words[k] == ":" or k == report.last:
        return True
    if words[k] in cues.words("complementiser"):
        return report.opens == k or report.opens == place.item
    if speakers.sort_of(words[k]) == "body" and not speakers.definite(words[k]) and place.n <= NAME_WORDS:
        return False  # أشارت شركة "…"
    mention = report.mention
    behind = max(mention.last, mention.role_last) if mention else -1
    if behind > report.last and k == behind:
        return len(place.words) > TERM_WORDS
    if words[k] == "،":
        if report.cue.kind == cues.PREPOSITION and k != behind + 1:
            return False
        return report.opens == place.item and len(place.words) > TERM_WORDS
    return report.opens == place.item and len(place.words) > NAME_WORDS


def listed(place):
    """True behind another quotation and a comma, و or أو."""
    passage = place.passage
    k = place.item - 1 - bool(place.proclitic)
    if place.proclitic[:1] == "و" and k >= 0 and passage.quote[k] >= 0:
        return True
    return k > place.first and passage.words[k] in ("،", "او", "و") and passage.quote[k - 1] >= 0


def in_mention(place):
    """True where the quotation is a part of the mention of the speaker."""
    m = place.report.mention
    if m is None:
        return False
    beside = place.item == m.last + 1 and place.report.opens != place.item
    beside = beside and speakers.sort_of(place.passage.words[m.first]) in ("body", "group")  # not تعهدت النمسا "…"
    if beside and place.n <= TERM_WORDS:
        return True
    return m.first <= place.item <= m.last or m.role_first <= place.item <= m.role_last


def in_report(place):
    """True where the quotation lies in what the reporting word reports."""
    report = place.report
    if report.cue.kind == cues.PREPOSITION:
        opens = report.opens
        quoted_before = 0 <= opens < place.item and place.passage.quote[opens] >= 0 and (
            opens - report.last <= 8 and speakers.quoted_words(place.passage, opens) > TERM_WORDS)  # fmt: skip
        return report.first <= place.first + 2 or quoted_before
    if 0 <= report.opens <= place.item:
        return True
    # دعا إلى محاربة "كذا" و"كذا": both are what is asked for, though the second opens it
    part = place.passage.quote[report.opens] >= 0 and place.proclitic[-1:] != "ل"
    part = part and (report.cue.takes == "topic" or _listed_before(place, report.opens))
    if report.opens >= 0 and not part:
        return False
    mention = report.mention
    last = max(report.last, mention.last, mention.role_last) if mention is not None else report.last
    last = last if last < place.item and report.cue.takes == "topic" else report.last
    return place.item - last <= (12 if place.n <= NAME_WORDS else 45)


def _listed_before(place, opens):
    """True where item `opens` is a quotation listed with this one: معلنا مقتل "كذا" و"كذا"."""
    between = place.passage.words[place.item + 1 : opens]
    return len(between) in (1, 2) and between[-1] in ("و", "،", "او")


def after(place, reports, numbers):
    """The reporting word right behind the quotation (…، قال فلان; …، بحسب فلان), or -1."""
    for n in numbers:
        report = reports[n]
        if report.first > place.item:
            reach = 12 if report.cue.kind == cues.PREPOSITION else 4
            if place.passage.words[report.first - 1] == "كما" or pointed_at(place, report):
                reach = 16
            near = report.first - place.item <= reach
            return n if near and report.cue.kind != cues.PARTICIPLE else -1
    return -1


def stands_alone(place):
    """True for a quotation that is a whole paragraph behind others (an inner title), also behind a colon."""
    words, item = place.passage.words, place.item
    behind = words[item + 1] if item + 1 < len(words) else "\n"
    if behind not in ("\n", ".") or place.first == 0:
        return False
    return (item == place.first and words[item - 1] == "\n") or (words[item - 1] == ":" and item - place.first <= 8)


def pointed_at(place, report):
    """True for "…" .. هكذا وصف فلان, بهذه الكلمات وصف فلان."""
    between = [word for word in place.passage.words[place.item + 1 : report.first] if word[0].isalpha()]
    said = len(between) > 1 and between[0] in ("بهذه", "بهذا") and between[1] in cues.words("wording")
    return len(between) <= 4 and (between[:1] == ["هكذا"] or said)


def scope(place):
    """Full for a clause, partial for a phrase."""
    passage = place.passage
    k = place.item - 1
    before = passage.words[k] if k >= place.first else ""
    opened = not before or before in cues.words("complementiser") or before in ":،" or passage.quote[k] >= 0
    if place.n > 3 and opened:
        return "full"
    return "full" if len(place.words) > 8 and place.words[0][0] in "يتسن" and not place.proclitic else "partial"
