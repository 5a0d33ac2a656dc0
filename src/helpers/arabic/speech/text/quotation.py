"""Quotation marks -> quoted spans: straight, angled, curly and mixed marks, nested and unbalanced ones."""

import re
from typing import NamedTuple

from ...letters import TATWEEL
from .signs import BREAKS, COMMA, DASHES, QUESTION_MARK, SEMICOLON

# How much a mark looks like an opening one by its shape alone: 0 yes, 1 no. Writers do confuse “ and ”.
_SHAPE = {"«": 0.0, "»": 1.0, "“": 0.2, "”": 0.8, "„": 0.0, "‟": 0.2, '"': 0.5, "″": 0.5, "＂": 0.5}
_SINGLE_SHAPE = {"‘": 0.3, "’": 0.7, "‹": 0.0, "›": 1.0, "'": 0.5}
MARKS = "".join(_SHAPE) + "".join(_SINGLE_SHAPE)
_DOUBLE = re.compile("[" + "".join(_SHAPE) + "]")
_SINGLE = re.compile(r"(?<![^\W\d_])['‘’](?=\w)|(?<=[\w.،!؟])['‘’](?![^\W\d_])|[‹›]|(?<!\w)[بلوكف]{1,2}(['‘])")
_PROCLITIC = re.compile(r"(?:^|(?<=\W))[وف]?[بلكوف]?(?:ال|ل)?ـ*$")
# What stands before an opening mark, what before a closing one, and what behind that.
_BEFORE = "([{:/*" + TATWEEL + DASHES + BREAKS
_CLOSED = ".!?…)]" + QUESTION_MARK + COMMA
_FOLLOWS = ".:)" + COMMA + SEMICOLON

_ORPHAN, _NEW_LINE, _EMPTY = 1.2, 0.45, 1.0
MAX_CHARS = 6_000  # a pair further apart is taken for two lost marks


class Quotation(NamedTuple):
    """A quoted span: text[start:end] has the marks, text[inner_start:inner_end] does not.

    depth: 0, or in how many other spans it lies. flag: "" or "unclosed" (no closing mark: the span ends with the
    paragraph), "unopened" (only a closing mark), "paragraphs" (it runs over a line break).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    flag: str


def spans(text, *, unbalanced=True):
    """Return the quoted spans of `text`, in order of their start: list of Quotation.

    Marks are paired so that the whole costs least: a mark costs when its shape or the blanks around it say the
    contrary (an opening mark stands before a word, a closing one behind it), and so does a pair over a line break,
    an empty pair and a mark left without partner. One pair may lie in another. Single marks ('…', ‹…›) are taken
    for quotation marks at the edges of words only. unbalanced: also return spans of single marks without a
    partner ("unclosed" to the end of the paragraph, "unopened" from the beginning of the sentence).
    """
    found = _family(text, _marks(text, _DOUBLE, _SHAPE), unbalanced)
    singles = _marks(text, _SINGLE, _SINGLE_SHAPE) if any(mark in text for mark in _SINGLE_SHAPE) else []
    found += [span for span in _family(text, singles, False) if _fits(span, found)] if singles else []
    found = sorted(found, key=lambda span: (span.start, -span.end))
    return _with_depth(found)


def _fits(span, others):
    """True where a span lies in no way across another one, and is no pair of apostrophes over a line break."""
    crosses = (o.start < span.start < o.end < span.end or span.start < o.start < span.end < o.end for o in others)
    return not span.flag and not any(crosses)


def _marks(text, pattern, shapes):
    """(position, how unlike an opening mark it is 0-1) of each mark; its likeness to a closing one is the rest."""
    found = []
    for match in pattern.finditer(text):
        place = match.end() - 1
        shape = shapes[text[place]]
        found.append((place, 0.35 * shape + 0.65 * _context(text, place)))
    return found


def _context(text, place):
    """0 where the characters around a mark say it opens, 1 where they say it closes, between where they do not."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    word_before, word_after = before.isalnum(), after.isalnum()
    if word_before and word_after:
        return 0.1 if _PROCLITIC.search(text, max(0, place - 6), place) else 0.5
    if word_after:
        return 0.0 if not before or before.isspace() or before in _BEFORE else 0.5
    if word_before:
        if (after.isspace() or not after) and _PROCLITIC.search(text, max(0, place - 6), place):
            return 0.5
        return 1.0
    if before in _CLOSED:
        return 0.9 if not after or after.isspace() or after in _FOLLOWS else 0.6
    if after and after in "(.[…":
        return 0.3
    return 0.5


def _family(text, marks, unbalanced):
    """Spans of marks that may pair with each other, by the cheapest assignment."""
    n = len(marks)
    if pairs := _neighbours(text, marks):
        return pairs
    costs = {}  # of pairs of marks

    def cost_of(i, j):
        if (i, j) not in costs:
            costs[i, j] = _pair_cost(text, marks[i], marks[j])
        return costs[i, j]

    best = [(0.0, None)] + [(float("inf"), None)] * n
    for i in range(n):
        cost = best[i][0]
        _offer(best, i + 1, cost + _ORPHAN, ("orphan", i))
        for inner in (0, 1, 2):  # so many pairs inside
            j = i + 1 + 2 * inner
            if j >= n or marks[j][0] - marks[i][0] > MAX_CHARS:
                break
            total = cost + cost_of(i, j)
            if inner and total + 0.3 * inner >= best[j + 1][0]:
                continue  # dearer with the pairs inside, too
            pairs = [(i + 1 + 2 * k, i + 2 + 2 * k) for k in range(inner)]
            total += sum(cost_of(a, b) + 0.3 for a, b in pairs)
            _offer(best, j + 1, total, ("pair", i, j, pairs))
    found, place = [], n
    while place:
        step = best[place][1]
        place = step[1]
        if step[0] == "pair":
            found += [_pair(text, marks[a][0], marks[b][0]) for a, b in [(step[1], step[2]), *step[3]]]
        elif unbalanced:
            found.append(_orphan(text, *marks[step[1]]))
    return _without_crossing(text, found)


def _neighbours(text, marks):
    """The pairs of each mark with the next, where nothing speaks against any: no other assignment is as cheap."""
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2 or any(opening[1] > 0.5 or closing[1] < 0.5 for opening, closing in pairs):
        return []
    found = [_pair(text, opening[0], closing[0]) for opening, closing in pairs]
    whole = all(not span.flag and span.end - span.start <= MAX_CHARS for span in found)
    return found if whole and all(text[span.inner_start : span.inner_end].strip() for span in found) else []


def _offer(best, place, cost, step):
    if cost < best[place][0] - 1e-9:
        best[place] = cost, step


def _pair_cost(text, opening, closing):
    inside = text[opening[0] + 1 : closing[0]].strip()
    return opening[1] + 1 - closing[1] + _NEW_LINE * inside.count("\n") + (0 if inside else _EMPTY)


def _pair(text, a, b):
    flag = "paragraphs" if "\n" in text[a + 1 : b].strip() else ""
    return Quotation(a, b + 1, a + 1, b, 0, flag)


def _orphan(text, place, closing):
    """The span of a mark without partner: to the end of the paragraph, or from the beginning of the sentence."""
    if closing <= 0.5:
        end = text.find("\n", place + 1)
        end = len(text) if end < 0 else end
        end -= len(text[place:end]) - len(text[place:end].rstrip())
        return Quotation(place, max(end, place + 1), place + 1, max(end, place + 1), 0, "unclosed")
    start = max(text.rfind(sign, 0, max(place - 1, 0)) for sign in ("\n", ". ", QUESTION_MARK, "!")) + 1
    start += len(text[start:place]) - len(text[start:place].lstrip())
    return Quotation(start, place + 1, start, place, 0, "unopened")


def _without_crossing(text, found):
    """Cut unclosed spans at the last sentence before another span, unopened ones where another span ends."""
    pairs = [span for span in found if span.flag in ("", "paragraphs")]
    kept = list(pairs)
    for span in found:
        if span.flag == "unclosed":
            end = min([pair.start for pair in pairs if pair.start > span.start] + [span.end])
            stop = max(text.rfind(sign, span.start, end) for sign in (". ", ".\xa0", QUESTION_MARK + " ", "! "))
            end = stop + 1 if end < span.end and stop > 0 else end
            span = span._replace(end=end, inner_end=end)
        elif span.flag == "unopened":
            start = max([pair.end for pair in pairs if pair.end < span.end] + [span.start])
            span = span._replace(start=start, inner_start=start)
        else:
            continue
        kept.append(span)
    return kept


def _with_depth(found):
    out, open_ends = [], []
    for span in found:
        open_ends = [end for end in open_ends if end > span.start]
        if span.inner_end > span.inner_start:
            out.append(span._replace(depth=len(open_ends)) if open_ends else span)
            open_ends.append(span.end)
    return out
