"""What pages have beside their text, as PDF and OCR leave it: page numbers, running titles, words cut at line ends."""

import functools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ...arabic.damage import HARAKAT, LETTER
from ...arabic.known_words import frequency, plain

_DIGIT = "0-9٠-٩۰-۹"
_NUMBER = re.compile(
    rf"[^\w]*((?:ال)?صفحة|ص|page|p)?[^\w]*([{_DIGIT}]{{1,4}})(\s*(?:من|/|of)\s*[{_DIGIT}]{{1,4}})?[^\w]*",
    re.IGNORECASE,
)
_SIGNS = "".join(map(chr, range(0x20, 0x41))) + "[\\]^_`{|}~«»–—…،؛؟٪•ـ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_WITHOUT_NUMBER = dict.fromkeys(map(ord, _SIGNS.replace(" ", "")))
_LONGEST = 80  # characters of a running title
_FEWEST = 3  # running titles of a text without page numbers
_NEAR = 2  # lines between a page number and a running title
_SHARE = 0.8  # of the times a line stands in a text, it stands at the edge of a page
_STEP = 3  # pages between two page numbers, where some were lost
_RISES = 0.5  # of the page numbers at least are one more than the one before
# When a page was printed: a date and a time.
_PRINTED = re.compile(rf"[{_DIGIT}]+([/.-])[{_DIGIT}]+\1[{_DIGIT}]+.*[{_DIGIT}]:[{_DIGIT}]{{2}}")
_YEARS = range(1300, 1501), range(1800, 2101)  # AH and CE: numbers that are rather these
# A page is longer than a stanza, an item of a list or an entry of a chronicle: it has this many characters, and lines
# of this length in the middle; or it is a narrow page of more lines than a stanza has.
_LETTERS, _LINE, _LINES = 150, 40, 20
_ENDS = (".", "!", "؟", "?", ":", "…", "»", '"', ")")
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

    Page numbers stand alone on a line and rise from page to page, mostly by one, two of them at least; years do not
    count. Running titles stand several times beside page numbers, once a page, or three times at the beginning or end
    of a page; what differs is a number at most. What is too short for a page (a stanza, an entry of a chronicle) is
    one where a word cut at the end of a line, a form feed or the word page tells so.
    """
    if "\n" not in text:
        return {}
    rows = text.split("\n")
    keys = [" ".join(row.split()) for row in rows]
    breaks = ()
    if "\f" in text:
        breaks = {place + (not row.startswith("\f")) for place, row in enumerate(rows) if "\f" in row}
    numbers = _page_numbers(keys)

    @functools.cache
    def told():  # asked of few texts
        return bool(breaks) or any(_says_page(keys[place]) for place in numbers) or bool(cuts(text))

    if numbers and not told() and not _are_pages([keys[one + 1 : other] for one, other in pairwise(numbers)]):
        numbers = {}
    found = dict.fromkeys(numbers, "page_number")
    return found | dict.fromkeys(_running(keys, numbers, breaks, told), "running")


def _says_page(key):
    match = _NUMBER.fullmatch(key)
    return bool(match[1] or match[3])


def is_year(line):
    """Say whether a line is only a year, such as the heading of a year in a chronicle."""
    match = _NUMBER.fullmatch(line)
    return match is not None and _is_year(match)


def _is_year(match):
    return not match[1] and not match[3] and any(int(match[2]) in years for years in _YEARS)


def _are_pages(parts):
    """Whether parts of a text, lists of lines, are as long as pages; those of a line or two break off in a sentence."""
    parts = [[key for key in part if key] for part in parts]
    lines = [len(key) for part in parts for key in part]
    if not lines or median(sum(map(len, part)) for part in parts) < _LETTERS:
        return False
    n = median(map(len, parts))
    if n <= 2:
        return sum(1 for part in parts if part and not part[-1].endswith(_ENDS)) > len(parts) / 2
    return n > _LINES or median(lines) >= _LINE


def _page_numbers(keys):
    """Place -> number of lines that are numbers of pages: the longest row of numbers that rise, mostly by one."""
    short = [(place, key) for place, key in enumerate(keys)
             if 0 < len(key) < 30 and len(key.translate(_WITHOUT_NUMBER)) < 12]  # fmt: skip
    numbers = [(place, int(match[2])) for place, key in short
               if (match := _NUMBER.fullmatch(key)) and not _is_year(match)]  # fmt: skip
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
    steps = [other - one for (_, one), (_, other) in pairwise(longest)]
    return dict(longest) if steps and steps.count(1) >= _RISES * len(steps) else {}


def _running(keys, numbers, breaks, told):
    """Places of running titles.

    numbers: place -> number of a page. breaks: places at which a page begins, where the text tells that (form feeds).
    told: tells whether the text tells that it is one of pages, however short these are.
    """
    places = defaultdict(list)
    filled = [place for place, key in enumerate(keys) if key]
    order = {place: n for n, place in enumerate(filled)}
    for place in filled:
        if place not in numbers and len(keys[place]) <= _LONGEST:
            places[_of_pages(keys[place])].append(place)
    beside = {order[number] + step for number in numbers for step in range(-_NEAR, _NEAR + 1)}
    beside |= {0, len(filled) - 1} if numbers else set()  # the first page and the last have an edge without a number
    made = []
    for bare, found in places.items():
        if len(found) < 2 or len(bare) <= 3:
            continue
        near = sum(1 for place in found if order[place] in beside)
        edge = [place for place in found if place in breaks or _at_edge(keys, place)]
        beside_numbers = near >= max(_SHARE * len(found), 2)
        at_edges = len(found) >= _FEWEST and len(edge) >= _SHARE * len(found)
        if not _once_a_page(found, numbers):
            continue
        if beside_numbers or (at_edges and (told() or _are_pages([_block(keys, place) for place in edge]))):
            made += found
    return made


def _of_pages(key):
    """What a line has in common with the same one of other pages: all but its numbers; a date and time as it stands."""
    bare = key.translate(_WITHOUT_NUMBER).strip()
    return key if len(bare) <= 3 and _PRINTED.search(key) else bare


def _once_a_page(found, numbers):
    """Whether no more of these lines stand between two page numbers than pages do."""
    places = sorted(numbers)
    counts = Counter(bisect_left(places, place) for place in found)
    return all(counts[n] <= numbers[other] - numbers[one] for n, (one, other) in enumerate(pairwise(places), 1))


def _block(keys, place):
    """The other lines of the block of lines, without blank ones, in which one stands."""
    first = last = place
    while first > 0 and keys[first - 1]:
        first -= 1
    while last + 1 < len(keys) and keys[last + 1]:
        last += 1
    return keys[first:place] + keys[place + 1 : last + 1]


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
