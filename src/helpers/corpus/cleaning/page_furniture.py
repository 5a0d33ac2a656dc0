"""What pages have beside their text, as PDF and OCR leave it: page numbers, running titles, words cut at line ends."""

import re
from collections import defaultdict
from typing import NamedTuple

from ...arabic.damage import HARAKAT, LETTER
from ...arabic.known_words import frequency, plain

_DIGIT = "0-9٠-٩۰-۹"
_NUMBER = re.compile(
    rf"[^\w]*(?:(?:ال)?صفحة|ص|page|p)?[^\w]*([{_DIGIT}]{{1,4}})(?:\s*(?:من|/|of)\s*[{_DIGIT}]{{1,4}})?[^\w]*",
    re.IGNORECASE,
)
_SIGNS = "".join(map(chr, range(0x20, 0x41))) + "[\\]^_`{|}~«»–—…،؛؟٪•ـ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_WITHOUT_NUMBER = dict.fromkeys(map(ord, _SIGNS.replace(" ", "")))
_LONGEST = 80  # characters of a running title
_FEWEST = 3  # running titles of a text without page numbers
_NEAR = 2  # lines between a page number and a running title
_SHARE = 0.8  # of the times a line stands in a text, it stands at the edge of a page
_STEP = 3  # pages between two page numbers, where some were lost
_CUT = re.compile(
    f"([{LETTER}{HARAKAT}]+)([-\u00ad\u2010\u2011¬]|\u0640+)[ \t]*\n\\s*(\u0640*)([{LETTER}][{LETTER}{HARAKAT}]*)|"
    "([a-z]{2,})([-\u00ad\u2010\u2011¬])[ \t]*\n\\s*()([a-z]{2,})"
)
_MAY_BE_CUT = re.compile("[-\u00ad\u2010\u2011¬\u0640][ \t]*\n")


class Cut(NamedTuple):
    """A word cut at the end of a line: where it begins and ends, as it stands there on one line, and joined."""

    start: int
    end: int
    shown: str
    joined: str


def lines(text):
    """Return place -> "page_number" or "running", of the lines of a text that belong to its pages.

    Page numbers stand alone on a line and rise from page to page, two of them at least. Running titles stand several
    times beside page numbers, or three times at the beginning or end of a page; what differs is a number at most.
    """
    if "\n" not in text:
        return {}
    rows = text.split("\n")
    keys = [" ".join(row.split()) for row in rows]
    found = dict.fromkeys(_page_numbers(keys), "page_number")
    breaks = ()
    if "\f" in text:
        breaks = {place + (not row.startswith("\f")) for place, row in enumerate(rows) if "\f" in row}
    return found | dict.fromkeys(_running(keys, found, breaks), "running")


def _page_numbers(keys):
    """Places of lines that are numbers of pages: the longest row of numbers that rise."""
    short = [(place, key) for place, key in enumerate(keys)
             if 0 < len(key) < 30 and len(key.translate(_WITHOUT_NUMBER)) < 12]  # fmt: skip
    numbers = [(place, int(match[1])) for place, key in short if (match := _NUMBER.fullmatch(key))]
    places, runs = {place for place, _ in numbers}, []
    for place, number in numbers:
        if place - 1 in places or place + 1 in places:
            continue  # a column of numbers
        for run in runs:
            if 0 < number - run[-1][1] <= _STEP and place - run[-1][0] > 1:
                run.append((place, number))
                break
        else:
            runs.append([(place, number)])
    longest = max(runs, key=len, default=[])
    return [place for place, _ in longest] if len(longest) > 1 else []


def _running(keys, numbers, breaks):
    """Places of running titles. breaks: places at which a page begins, where the text tells that (form feeds)."""
    places = defaultdict(list)
    filled = [place for place, key in enumerate(keys) if key]
    order = {place: n for n, place in enumerate(filled)}
    for place in filled:
        if place not in numbers and len(keys[place]) <= _LONGEST:
            places[keys[place].translate(_WITHOUT_NUMBER).strip()].append(place)
    beside = {order[number] + step for number in numbers for step in range(-_NEAR, _NEAR + 1)}
    beside |= {0, len(filled) - 1} if numbers else set()  # the first page and the last have an edge without a number
    made = []
    for bare, found in places.items():
        if len(found) < 2 or len(bare) <= 3:
            continue
        near = sum(1 for place in found if order[place] in beside)
        edge = sum(1 for place in found if place in breaks or _at_edge(keys, place))
        beside_numbers = near >= max(_SHARE * len(found), 2)
        if beside_numbers or (len(found) >= _FEWEST and edge >= _SHARE * len(found)):
            made += found
    return made


def _at_edge(keys, place):
    """Whether a line is the first or the last of a block of three lines and more."""
    before, behind = keys[max(place - 3, 0) : place], keys[place + 1 : place + 4]
    first = (not before or not before[-1]) and len(behind) > 1 and all(behind[:2])
    last = (not behind or not behind[0]) and len(before) > 1 and all(before[-2:])
    return first or last


def cuts(text):
    """Return the Cuts of a text: words that a hyphen or tatweel parts at the end of a line.

    What the list of words knows joined is one; so is what is no word without its other half. شمال-شرق stays.
    """
    if not _MAY_BE_CUT.search(text):
        return []
    made = []
    for match in _CUT.finditer(text):
        before, sign, more, behind = match.groups()[:4] if match[1] else match.groups()[4:]
        joined = before + ("\u0640" if sign[0] == "\u0640" or more else "") + behind
        if match[5] or _is_word(joined) or not (_is_word(before) and _is_word(behind)):
            made.append(Cut(match.start(), match.end(), f"{before}{sign} {more}{behind}", joined))
    return made


def _is_word(word):
    word = plain(word)
    return len(word) > 1 and frequency(word) > 0


def without(text, kinds, shown):
    """Return (text without what belongs to its pages, lines taken out, words joined).

    kinds: "page_number" and "running", those whose lines go; of a running title the first one stays. shown: the cut
    words that are joined, as `Cut.shown`.
    """
    found = {place: kind for place, kind in lines(text).items() if kind in kinds} if kinds else {}
    rows, n = text.split("\n"), 0
    if found:
        seen, kept = set(), []
        for place, row in enumerate(rows):
            key = " ".join(row.split()).translate(_WITHOUT_NUMBER).strip()
            goes = place in found and (found[place] == "page_number" or key in seen)
            seen.add(key)
            n += goes
            kept += [] if goes else [row]
        text = "\n".join(kept)
    joined = [cut for cut in cuts(text) if cut.shown in shown] if shown else []
    for cut in reversed(joined):
        text = text[: cut.start] + cut.joined + text[cut.end :]
    return text, n, len(joined)
