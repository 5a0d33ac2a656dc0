"""What a quotation is: reported speech, a name, a term or a slogan, and which reporting word governs it."""

import re
from collections import Counter
from typing import NamedTuple

from . import cues, speakers

_WORD = re.compile(r"[^\W_]+")
_NAME_WORDS, _TERM_WORDS = 5, 3  # the longest name, the longest term


class Verdict(NamedTuple):
    """kind: reported, name, term or slogan; scope: full, partial or ""; report: index or -1; rule: what decided."""

    kind: str
    scope: str
    report: int
    rule: str


class Place(NamedTuple):
    """What stands around a quotation: its item, sentence, words, the word before and its proclitic, its repeats."""

    item: int
    first: int
    end: int
    words: list
    before: str
    proclitic: str
    place_before: int
    repeats: int


def verdicts(passage, reports):
    """Return the Verdict of each outer quotation of a Passage; `reports` as of `attribution.reports`."""
    inner = [_WORD.findall(passage.text[q.inner_start : q.inner_end]) for q in passage.quotes]
    repeated = Counter(" ".join(words) for words in inner)
    by_sentence = {}
    for number, report in enumerate(reports):
        by_sentence.setdefault(report.sentence, []).append(number)
    out = [Verdict("term", "", -1, "no reporting word")] * len(passage.quotes)
    for sentence, (first, end) in enumerate(passage.sentences):
        for item in range(first, end):
            number = passage.quote[item]
            if number >= 0:
                place = _place(passage, item, first, end, inner[number], repeated)
                numbers = by_sentence.get(sentence, [])
                earlier = out[number - 1] if number and passage.quote.index(number - 1) >= first else None
                out[number] = _verdict(passage, place, reports, numbers, earlier)
    return out


def _place(passage, item, first, end, words, repeated):
    k, proclitic = item - 1, ""
    if k >= first and passage.words[k] in cues.words("proclitic") and passage.quote[k] < 0:
        proclitic, k = passage.words[k], k - 1
    before = passage.words[k] if k >= first else ""
    return Place(item, first, end, words, before, proclitic, k, repeated[" ".join(words)])


def _verdict(passage, place, reports, numbers, earlier):
    n = len(place.words)
    if not n:
        return Verdict("term", "", -1, "no word")
    owner = _owner(place, reports, numbers)
    report = reports[owner] if owner >= 0 else None
    direct = report is not None and _direct(passage, place, report)
    if report is not None and report.cue.takes == "slogan":
        return Verdict("slogan", "full" if n > 2 else "partial", owner, "slogan")
    called = report is not None and report.cue.lemma in ("سمى", "أسمى", "لقب") and not place.proclitic
    if called and passage.words[report.first - 1] in ("ما", "بما", "لما", "عما", "مما", "وما"):
        called = False
    if report is not None and (report.cue.takes == "name" or (called and place.item - report.last <= 6)):
        return Verdict("name", "", -1, "naming verb")
    plain_subject = place.before in ("ان", "بان", "فان", "وان") and place.item + 1 < place.end
    following = passage.words[place.item + 1] if place.item + 1 < place.end else ""
    if direct and n <= _TERM_WORDS and place.item == report.last + 1 and following[:1].isalpha() and report.cue.kind in (
            cues.PERFECT, cues.IMPERFECT) and report.cue.takes == "clause":  # fmt: skip
        return Verdict("name", "", -1, "subject of the verb")
    if direct and plain_subject and (place.repeats > 1 and n <= _TERM_WORDS or (n == 1 and not speakers.looks_adjective(place.words[0]))):
        return Verdict("name", "", -1, "subject of the clause")
    if report is not None and _in_mention(place, report):
        return Verdict("name", "", -1, "inside the speaker's mention")
    if direct and (n > 1 or place.before in cues.words("complementiser")):
        return Verdict("reported", "full" if n > 3 else "partial", owner, "directly governed")
    if rule := _named(passage, place):
        return Verdict("slogan" if rule == "slogan" else "name", "", -1, rule)
    if earlier and _listed(passage, place) and earlier.kind != "reported" and n <= _NAME_WORDS:
        return Verdict(earlier.kind, "", -1, "listed with the one before")
    if report is not None and _label(passage, place, report):
        return Verdict("reported", "partial", owner, "label")
    if report is not None and _in_mention(place, report):
        return Verdict("name", "", -1, "inside the speaker's mention")
    if n <= _NAME_WORDS and n > 1 and _body(place):
        return Verdict("name", "", -1, "name of a body")
    if report is not None and _in_report(place, report):
        if n > _TERM_WORDS:
            return Verdict("reported", _scope(passage, place), owner, "inside a report")
        if rule := _short_name(passage, place):
            return Verdict("name", "", -1, rule)
        return Verdict("reported", "partial", owner, "phrase inside a report")
    after = _after(place, reports, numbers)
    if after >= 0 and n > 2:
        return Verdict("reported", "full" if n > 3 else "partial", after, "reporting word behind")
    if any(w in cues.words("charge") for w in passage.words[max(place.first, place.item - 4) : place.item]):
        return Verdict("term", "", -1, "charge")
    if n > _NAME_WORDS:
        return Verdict("reported", _scope(passage, place), -1, "length")
    return Verdict("name" if _short_name(passage, place) else "term", "", -1, "no reporting word")


def _owner(place, reports, numbers):
    """The last reporting word before the quotation that does not belong to a relative clause, or -1."""
    before = [n for n in numbers if reports[n].last < place.item]
    for n in reversed(before):
        if reports[n].opens == place.item:
            return n
    for n in reversed(before):
        if reports[n].cue.kind != cues.NOUN or reports[n].opens >= 0:
            if reports[n].cue.kind == cues.PREPOSITION and n != before[0] and reports[n].opens < 0:
                continue
            return n
    return -1


def _direct(passage, place, report):
    """True where nothing but a complementiser, a colon or the subject stands between reporting word and quotation."""
    words, k = passage.words, place.item - 1
    if place.proclitic:
        return False
    if words[k] == ":" or k == report.last:
        return True
    if words[k] in cues.words("complementiser"):
        return report.opens == k or report.opens == place.item
    mention = report.mention
    behind = max(mention.last, mention.role_last) if mention else -1
    if behind > report.last and k == behind:
        return len(place.words) > _TERM_WORDS
    if words[k] == "،":
        return report.opens == place.item and len(place.words) > _TERM_WORDS
    return report.opens == place.item and len(place.words) > _NAME_WORDS


def _named(passage, place):
    """The rule that makes a name of a quotation by the word before it, or ""."""
    n = len(place.words)
    before = place.before
    stem = speakers.bare(before)
    if stem[:1] in "وفبلك" and len(stem) > 3 and (stem[1:] in cues.words("naming") or speakers.sort_of(stem[1:])):
        stem = stem[1:]
    if stem.endswith(("ته", "تها", "تهم")) and stem[: stem.rindex("ت")] + "ة" in cues.words("naming"):
        stem = stem[: stem.rindex("ت")] + "ة"  # على منصته
    elif stem.endswith(("ه", "ها")) and len(stem) > 4 and (base := stem.rstrip("ا").removesuffix("ه")) in cues.words("naming"):
        stem = base
    if stem in cues.words("motto") and not place.proclitic:
        return "slogan"
    if n > _NAME_WORDS + (stem in ("بعنوان", "عنوان", "كتاب", "كتابه", "كتابها")) * 7 or place.place_before < 0:
        return ""
    if before in cues.words("naming_verb"):
        return "naming phrase"
    if place.proclitic and place.proclitic not in ("ال",):
        return ""
    if n == 1 and speakers.looks_adjective(place.words[0]) and stem not in ("اسم", "باسم", "لقب", "كلمة", "عبارة", "مصطلح"):
        return ""
    if stem in cues.words("naming"):
        return "naming noun"
    sort = speakers.sort_of(stem)
    if sort in ("body", "group", "person") and not speakers.definite(before):
        return "head noun"
    if sort == "rank" or (before in cues.words("rank") and n <= _TERM_WORDS):
        return "rank"
    if n <= _TERM_WORDS and not speakers.looks_adjective(place.words[-1]) and _apposition(passage, place):
        return "head noun"
    return ""


def _apposition(passage, place):
    """True for a quotation behind a whole noun phrase of an institution or a thing that has a name:
    موقع التواصل الاجتماعي "تويتر", وكالة الأنباء السورية "سانا"."""
    k = place.place_before
    start = k
    while k >= place.first and k > start - 3 and passage.words[k].startswith("ال") and passage.quote[k] < 0:
        k -= 1
    if k == start or k < place.first:
        return False
    head = passage.words[k]
    head = head[1:] if head[0] in "وفبل" and head not in cues.words("naming") else head
    return head in cues.words("naming") or speakers.sort_of(head) == "body"


def _listed(passage, place):
    k = place.item - 1 - bool(place.proclitic)
    if place.proclitic[:1] == "و" and k >= 0 and passage.quote[k] >= 0:
        return True
    return k > place.first and passage.words[k] in ("،", "او", "و") and passage.quote[k - 1] >= 0


def _label(passage, place, report):
    """وصفه بـ"…", وصفتها بأنها "…", اعتبره "…"."""
    if report.cue.takes != "label":
        return False
    gap = place.item - report.last
    if report.opens > place.item:
        return False
    other = any(q >= 0 for q in passage.quote[report.last + 1 : place.item])
    return gap <= 3 or (gap <= 14 and not other and (place.proclitic == "ب" or place.before in cues.words("equation") or gap <= 6))


def _body(place):
    """True where the quotation is a noun phrase with an institution as its head: "مجلس شورى حزب الله"."""
    if place.before in cues.words("complementiser") or place.before == ":" or speakers.definite(place.words[0]):
        return False
    return speakers.sort_of(place.words[0]) == "body" and not speakers.looks_adjective(place.words[-1])


def _in_mention(place, report):
    m = report.mention
    if m is None:
        return False
    if m.sort == "body" and place.item == m.last + 1 and len(place.words) <= _TERM_WORDS and report.opens != place.item:
        return True
    return (m.first <= place.item <= m.last or m.role_first <= place.item <= m.role_last)


def _in_report(place, report):
    """True where the quotation lies in what the reporting word reports."""
    gap = place.item - report.last
    if report.cue.kind == cues.PREPOSITION:
        return report.first <= place.first + 2
    if report.opens >= 0:
        return report.opens <= place.item
    return gap <= 12


def _short_name(passage, place):
    """The rule that makes a name of a short quotation, or ""."""
    words = place.words
    if place.repeats > 1:
        return "repeated"
    if " ".join(words) in cues.words("known") or " ".join(words) in cues.words("place"):
        return "well-known name"
    if words[0] in ("ابو", "ابا", "ابي", "ام", "ابن") and len(words) > 1:
        return "byname"
    if all(word[0].isascii() for word in words):
        return "foreign letters"
    if place.before in cues.words("charge") or place.before[1:] in cues.words("charge"):
        return "charge"
    if place.before in cues.words("complementiser"):
        return ""
    if place.proclitic in ("ب", "وب") or not words:
        return ""
    if all(word.startswith("ال") for word in words):
        return "definite"
    construct = place.before.endswith("ة") and not speakers.definite(place.before) and not place.proclitic
    if construct and not speakers.looks_adjective(words[-1]) and place.before not in cues.words("abstract"):
        return "governed by a noun"
    return ""


def _after(place, reports, numbers):
    """The reporting word right behind the quotation (…، قال فلان; …، بحسب فلان), or -1."""
    for n in numbers:
        report = reports[n]
        if report.first > place.item:
            near = report.first - place.item <= (4 if report.cue.kind != cues.PREPOSITION else 12)
            return n if near and report.cue.kind != cues.PARTICIPLE else -1
    return -1


def _scope(passage, place):
    k = place.item - 1
    before = passage.words[k] if k >= place.first else ""
    if len(place.words) > 3 and (not before or before in cues.words("complementiser") or before in ":،" or passage.quote[k] >= 0):
        return "full"
    return "full" if len(place.words) > 8 and place.words[0][0] in "يتسن" and not place.proclitic else "partial"
