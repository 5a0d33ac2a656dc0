"""What stands where on a page of a PDF: its glyphs with their letters and boxes, blanks and ruled lines.

PDFium tells the characters, but in an order of its own making, and it leaves out blanks that are drawn by themselves.
So only the places are taken from it: `pdf_layout` puts the glyphs in order.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from typing import NamedTuple

from .result import library

_TEXT, _PATH, _FORM = 1, 2, 5  # kinds of page objects
_JOINERS = "\u200c\u200d\u200e\u200f\u00ad"
# Signs that may be flat, and those of Arabic: these are what they are called.
_PLAIN = frozenset(" .,:-_…،؛؟٪٫٬–—" + "".join(map(chr, range(0x61F, 0x671))))
_MOST_ANGLES = 8  # directions of writing on one page
_ONE_LINE = 2.5  # sizes: a span that is higher stands on several lines
_LATIN = 0x250  # codes below it may be numbers of glyphs, and not letters
_DEEPEST = 8  # forms within forms
_MOST = 200_000  # objects or characters of one page; a page of a newspaper has some 20,000
_MOST_RULES = 5_000  # lines drawn on one page
LOST = "\ufffd"  # stands for a letter that the file does not name
STRETCH = "\ue000"  # and this for a stroke that stretches a word
_LONGEST = 10_000  # bytes of a text that is told in the stead of glyphs
_HYPHEN = 2  # PDFium's code for a hyphen at a line's end
_THIN = 0.02  # of the size: an object that is narrower draws nothing


class Glyph(NamedTuple):
    """One glyph or a string that belongs together: its letters in reading order and its place.

    left, right: along the line. x, base: where the pen stood. size: of the font. known: whether the file tells its
    letters. tied: whether several letters share this one place, so that their order is not sure.
    """

    text: str
    left: float
    right: float
    x: float
    base: float
    size: float
    known: bool = True
    tied: bool = False


class Rule(NamedTuple):
    """A straight line or the edge of a box that is drawn: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


class Page(NamedTuple):
    """What one direction of writing on a page holds: glyphs, blanks (as Glyphs) and rules, turned so that lines lie."""

    glyphs: list
    blanks: list
    rules: list


class _Object(NamedTuple):
    """A text object: its box, start, size and direction in degrees, and what is written in its stead."""

    box: tuple
    start: tuple
    size: float
    angle: int
    mark: int  # that of the span whose text is told apart from its glyphs, 0 for none
    told: str


class _Walk:
    """All objects of a page, those within forms too."""

    def __init__(self, raw, page):
        self._raw, self.texts, self.rules = raw, {}, []
        self.numbers, self._marks = [ctypes.c_float() for _ in range(4)], {}
        self.n = 0
        count = raw.FPDFPage_CountObjects(page)
        self._objects(count, lambda n: raw.FPDFPage_GetObject(page, n), None, 0)

    def _objects(self, count, get, matrix, depth):
        """matrix: of the form that holds the objects, None for what stands on the page itself."""
        raw = self._raw
        for n in range(count):
            one = get(n)
            self.n += 1
            if self.n > _MOST:
                return
            if not one:
                continue
            kind = raw.FPDFPageObj_GetType(one)
            if kind == _TEXT:
                self._text(one, matrix)
            elif kind == _PATH and len(self.rules) < _MOST_RULES:
                self._path(one, matrix)
            elif kind == _FORM and depth < _DEEPEST:
                inner = _joined(self._matrix(one), matrix)
                self._objects(
                    raw.FPDFFormObj_CountObjects(one), lambda n, one=one: raw.FPDFFormObj_GetObject(one, n), inner,
                    depth + 1,
                )  # fmt: skip

    def _matrix(self, one):
        found = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(one, found)  # texts and forms have one
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _box(self, one, matrix):
        numbers = self.numbers
        if not self._raw.FPDFPageObj_GetBounds(one, *numbers):
            return None
        left, bottom, right, top = (number.value for number in numbers)
        if matrix is None:
            return left, bottom, right, top
        corners = [_moved((x, y), matrix) for x in (left, right) for y in (bottom, top)]
        return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(
            y for _, y in corners)  # fmt: skip

    def _text(self, one, matrix):
        box = self._box(one, matrix)
        if box is None:
            return
        whole, size = _joined(self._matrix(one), matrix), ctypes.c_float()
        self._raw.FPDFTextObj_GetFontSize(one, size)
        mark, told = self._told(one)
        scale = math.hypot(whole[2], whole[3])
        self.texts[_address(one)] = _Object(box, whole[4:], abs(size.value) * scale, _angle(*whole[:2]), mark, told)

    def _told(self, one):
        """The mark of a span with /ActualText and that text; (0, "") where there is none."""
        raw = self._raw
        for n in range(raw.FPDFPageObj_CountMarks(one)):
            mark = raw.FPDFPageObj_GetMark(one, n)
            address = _address(mark)
            if address not in self._marks:
                self._marks[address] = self._actual_text(mark)
            if self._marks[address] is not None:
                return address, self._marks[address]
        return 0, ""

    def _actual_text(self, mark):
        raw, size = self._raw, ctypes.c_ulong()
        get = raw.FPDFPageObjMark_GetParamBlobValue
        if not get(mark, b"ActualText", None, 0, size) or size.value > _LONGEST:
            return None
        buffer = (ctypes.c_ubyte * size.value)()
        get(mark, b"ActualText", buffer, size.value, size)
        return _string(bytes(buffer[: size.value]))

    def _path(self, one, matrix):
        box = self._box(one, matrix)
        if box is not None:
            self.rules.append(Rule(*box))


def _angle(a, b):
    """The direction of a line in degrees, of one that is nearly level that of the level."""
    angle = math.degrees(math.atan2(b, a))
    level = 90 * round(angle / 90)
    return (level if abs(angle - level) < 2 else round(angle)) % 360


def _string(data):
    """A text string of a PDF."""
    for sign, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(sign):
            return data[len(sign) :].decode(encoding, "ignore")
    return data.decode("latin-1")


def _address(pointer):
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _joined(inner, outer):
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(point, matrix):
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def pages_of(page):
    """Return (list of Page, whether it is all) of a `pypdfium2.PdfPage`.

    There is one Page for each direction of writing, that of most letters first. It is not all where a page holds more
    than any page in use does.

    Text that stands on its side (a table turned round, a stamp in the margin) is turned so that its lines lie.
    """
    raw = library("pypdfium2.raw", "pypdfium2", ".pdf files")
    walk = _Walk(raw, page.raw)
    spans = _spans(walk.texts.values())
    text, heights = raw.FPDFText_LoadPage(page.raw), Counter(map(_height, walk.texts.values()))
    try:
        found = _characters(raw, text, walk.texts, spans) + [_of_span(parts, heights) for parts in spans.values()]
        is_all = max(walk.n, raw.FPDFText_CountChars(text)) <= _MOST
    finally:
        raw.FPDFText_ClosePage(text)
    blanks = [(one.angle, one) for one in walk.texts.values() if _is_blank(one, spans)]
    angles = Counter()
    for angle, glyph in found:
        angles[angle] += len(glyph[0])
    pages = [
        _turned(*([one for at, one in places if at == angle] for places in (found, blanks)),
                walk.rules if angle % 90 == 0 else [], angle) for angle, _ in angles.most_common(_MOST_ANGLES)
    ]  # fmt: skip
    return pages, is_all and len(angles) <= _MOST_ANGLES


def _characters(raw, text, objects, spans):
    """(angle in degrees, (letters, corners, start, size, known, tied)) of every glyph."""
    found, tied = [], {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    sides = [ctypes.c_double() for _ in range(4)]  # made once: these are filled for every letter
    for n in range(min(raw.FPDFText_CountChars(text), _MOST)):
        code = raw.FPDFText_GetUnicode(text, n)
        owner = _address(raw.FPDFText_GetTextObject(text, n))
        if owner not in objects:
            continue  # line ends and blanks that PDFium puts in
        of = objects[owner]
        if of.mark in spans:
            continue
        raw.FPDFText_GetLooseCharBox(text, n, box)
        raw.FPDFText_GetCharOrigin(text, n, x, y)
        char = "-" if code == _HYPHEN else chr(code) if code < 0x110000 else "\0"
        corners = box.left, box.bottom, box.right, box.top
        if char in _PLAIN and char != " ":
            pass
        elif char in "\t\r\n" or unicodedata.category(char) == "Zs":
            char = " "
            if corners[2] - corners[0] < _THIN * of.size and corners[3] - corners[1] < _THIN * of.size:
                continue
        known = raw.FPDFText_HasUnicodeMapError(text, n) != 1
        if not known or not (char in _PLAIN or (code > _LATIN and char.isalnum())):
            char = _judged(char, known, _drawn(raw, text, n, (x.value, y.value), of, sides))
        place = owner, x.value, y.value, corners
        if place in tied and char not in (" ", LOST, STRETCH):
            found[tied[place]][1][0].append(char)
            continue
        if char != " ":
            tied[place] = len(found)
        found.append((of.angle, [[char], corners, (x.value, y.value), of.size, known, owner]))
    return [*_by_script(_without_parts(found))]


def _judged(char, known, drawn):
    """What a glyph stands for that is no plain letter, by how it is drawn (see `_drawn`)."""
    named = known and (unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn") or char in _JOINERS)
    if drawn == "nothing":
        return char if named else " "
    if drawn == "stroke" and not (named and unicodedata.category(char) in ("Pd", "Pc", "Mn", "Sm")):
        return STRETCH
    return char if named else LOST


def _drawn(raw, text, n, start, of, sides):
    """What a glyph draws: "nothing", a flat "stroke" on the line, as words are stretched with, or a "shape"."""
    raw.FPDFText_GetCharBox(text, n, *sides)
    bottom, top = _across(*(side.value for side in sides), start, of.angle)
    if top - bottom < _THIN * of.size / 2:
        return "nothing"
    flat = top - bottom < 0.2 * of.size and -0.25 * of.size < bottom and top < 0.3 * of.size
    return "stroke" if flat else "shape"


def _across(left, right, bottom, top, start, angle):
    """How high above its line a box begins and ends, whichever way the line runs: an i on its side is no stroke."""
    x, y = start
    turned = (bottom - y, top - y), (x - right, x - left), (y - top, y - bottom), (left - x, right - x)
    return turned[round(angle / 90) % 4]


def _without_parts(found):
    """Leave out glyphs without letters that are parts of a word whose letters all stand with one of its glyphs.

    Some programs name the letters of a word once, for its first glyph or its last.
    """
    if not any(one[1][0] == [LOST] for one in found):
        return found
    spare, lost = Counter(), Counter()
    for _, (chars, *_, owner) in found:
        spare[owner] += len(chars) - 1
        lost[owner] += chars == [LOST]
    parts = {owner for owner, n in lost.items() if 0 < n <= spare[owner]}
    return [one for one in found if one[1][-1] not in parts or one[1][0] != [LOST] and not _is_modifier(one[1][0][0])]


def _is_modifier(char):
    return unicodedata.category(char) == "Sk"


def _by_script(found):
    """A glyph that stands for an Arabic word and a Latin letter becomes two, the Arabic one on the left."""
    for angle, (chars, corners, (x, y), size, known, _) in found:
        if len(chars) == 1:
            yield angle, (chars[0], corners, (x, y), size, known, False)
            continue
        arabic = [char for char in chars if unicodedata.bidirectional(char) in ("AL", "NSM")]
        other = [char for char in chars if char.isalpha() and char not in arabic]
        if arabic and other:
            yield angle, ("".join(arabic), corners, (x - 0.01, y), size, known, len(arabic) > 1)
            chars = other
        yield angle, ("".join(chars), corners, (x, y), size, known, len(chars) > 1)


def _spans(objects):
    """Mark -> the objects of each span whose text is told in the stead of its glyphs, if it stands on one line."""
    members = {}
    for one in objects:
        if one.mark:
            members.setdefault(one.mark, []).append(one)
    return {
        mark: parts for mark, parts in members.items()
        if parts[0].angle % 180 or _around(parts)[3] - _around(parts)[1] < _ONE_LINE * max(p.size for p in parts)
    }  # fmt: skip


def _of_span(parts, heights):
    """The glyph of a span: as wide as what is drawn there, and where the letter stands, not the vowel sign on it.

    heights: how many objects of the page stand on each. The letter stands on its line with others; a sign may be
    higher than it (shadda and damma on a sin), but is moved up or down.
    """
    letter = max(parts, key=lambda part: (heights[_height(part)], part.box[3] - part.box[1]))
    told, box = parts[0].told, _around(parts)
    if not told.strip():  # a blank, also where something is drawn, such as a swash of the letter beside it
        told, box = " ", (*letter.start, *letter.start)
    return letter.angle, (told, box, letter.start, letter.size, True, False)


def _height(one):
    """The height of the line on which an object stands, across the direction of its writing."""
    (x, y), turn = one.start, math.radians(one.angle)
    return round(y * math.cos(turn) - x * math.sin(turn), 1)


def _around(parts):
    lefts, bottoms, rights, tops = zip(*(part.box for part in parts), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _is_blank(one, spans):
    """Whether an object draws nothing and is no part of a span."""
    width, height = one.box[2] - one.box[0], one.box[3] - one.box[1]
    return one.mark not in spans and max(width, height) <= _THIN * one.size


def _turned(glyphs, blanks, rules, angle):
    """The Page of these, turned back by an angle."""
    turn = math.radians(-angle)
    cos, sin = math.cos(turn), math.sin(turn)

    def moved(point):
        return point if angle == 0 else (point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos)

    def sides(corners):
        if angle == 0:
            return corners
        left, bottom, right, top = corners
        points = [moved((x, y)) for x in (left, right) for y in (bottom, top)]
        return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points),
                max(y for _, y in points))  # fmt: skip

    made, spaces = [], []
    for text, corners, start, size, known, tied in glyphs:
        left, bottom, right, top = sides(corners)
        size = size if size > 1 else max(top - bottom, 1.0)
        glyph = Glyph(text, left, right, *moved(start), size, known, tied)
        (spaces if text == " " else made).append(glyph)
    for one in blanks:
        x, base = moved(one.start)
        spaces.append(Glyph(" ", x, x, x, base, one.size))
    return Page(made, spaces, [Rule(*sides(rule)) for rule in rules])
