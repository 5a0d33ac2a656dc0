"""The lines of a page in reading order: glyphs to pieces of lines, pieces to columns, rows of tables and lines.

A page is cut where a strip of white parts two columns that stand beside each other over several lines. What crosses
the strip (a headline, a footnote) is read for itself, before or after. Columns are read from the right where most of
the letters are Arabic. Rows of a table and the two halves of verses are read row by row.
"""

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from statistics import median
from typing import NamedTuple

from ...arabic import visual_order
from . import pdf_tables
from .pdf_glyphs import LOST, STRETCH

# All in sizes of the font.
_BREAK = 0.5  # a gap that parts two pieces of a line
_GUTTER = 0.8  # the narrowest strip of white between columns
_NARROW, _LONG = 0.5, 6  # one that is narrower, where it runs down between so many lines of prose
_SPACE, _SPACE_BESIDE_BLANKS = 0.17, 0.45  # a gap that is a space, where the file draws no blanks, and where it does
_TOUCHES = 0.03  # between the end of a glyph and the beginning of one drawn right behind it
_SAME_LINE = 0.12  # how far glyphs of one piece may stand above or below each other
_SAME_ROW = 0.45  # how far pieces of one row may
_SMALL, _FEW_SIGNS = 0.75, 4  # of the size of what is around; letters of a number of a footnote
_TALL = 2.2  # a step down, in steps of the region, that parts a heading or a page number from what is below

_PARAGRAPH = 1.15  # and one that parts paragraphs
_ENDS = frozenset(".!؟?:…»")
_FEWEST = 2  # lines that a column has at least
_FEW_LETTERS = 14  # letters a line: what has less is a column of a table
_ALIGNED = 0.8  # of the lines of both columns stand on one height: a table, or verses
_FILLED = 0.55  # of the width: lines of prose fill more of their column
_BLANKS = 0.05  # blanks for each glyph, from where on the file is taken to draw its blanks
# Signs that only one font knows: alone they are bullets, in words letters that are lost.
_BULLET, _SIGN_OF_A_FONT = re.compile("(?<!\\S)[\ue000-\uf8ff](?!\\S)"), re.compile("[\ue000-\uf8ff]")
_MANY = 3_000  # pieces of a page, above which columns are not looked for


class Piece(NamedTuple):
    """Glyphs that stand beside each other on one line, from left to right, blanks among them."""

    glyphs: list
    left: float
    right: float
    base: float
    size: float
    n_letters: int
    table: tuple = ()  # the lines of a table, which stands in the place of a piece


def text_of(pages, turn):
    """Return the lines of a page as a string, a blank line where a block ends.

    pages: list of `pdf_glyphs.Page`, one for each direction of writing. turn: glyph -> its letters in reading order.
    """
    return "\n\n".join(filter(None, (_text(page, turn) for page in pages)))


def _text(page, turn):
    pieces = _pieces(page)
    if not pieces:
        return ""
    arabic, foreign = (sum(_count(piece, kind) for piece in pieces) for kind in ("A", "L"))
    layout = _Layout(arabic >= foreign, turn)
    return layout.text(pieces, pdf_tables.grids(page.rules))


def _count(piece, kind):
    return sum(1 for glyph in piece.glyphs for char in glyph.text if _direction(char) == kind)


@functools.lru_cache(10_000)
def _direction(char):
    if not char.isalpha():
        return ""
    return "A" if unicodedata.bidirectional(char) in ("AL", "R") else "L"


# --- from glyphs to pieces


def _pieces(page):
    """All Pieces of a page."""
    glyphs = _with_marks([glyph for glyph in page.glyphs if glyph.text])
    spaced = len(page.blanks) >= _BLANKS * len(glyphs)
    space = _SPACE_BESIDE_BLANKS if spaced else _SPACE
    made = []
    for line in _on_one_height(glyphs + page.blanks):
        made += _parted(_from_left(line), space)
    return made


def _on_one_height(glyphs):
    """Lists of glyphs that stand on one height."""
    lines, last = [], None
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if last is None or last.base - glyph.base > _SAME_LINE * min(last.size, glyph.size):
            lines.append([])
        lines[-1].append(glyph)
        last = glyph
    return lines


def _from_left(line):
    """Glyphs by where the pen stood; a blank that lies under a letter stands on the side to which it is nearer.

    It stands on the left, though, where it begins right where the glyph there ends: then the letter, the last of a run
    that was drawn for itself, reaches over the blank with which the next run begins.
    """
    order, last = [], None
    for glyph in sorted(line, key=lambda glyph: (glyph.x, glyph.text != " ")):
        if glyph.text != " ":
            last = glyph
            order.append(glyph)
        elif last and glyph.right > glyph.left and last.right > glyph.left + 0.7 * (glyph.right - glyph.left):
            nearer_left = glyph.left - last.left < last.right - glyph.right or (
                len(order) > 1 and order[-2].text != " " and abs(order[-2].right - glyph.left) < _TOUCHES * glyph.size
            )
            order.insert(len(order) - 1 if nearer_left and order[-1] is last else len(order), glyph)
        else:
            order.append(glyph)
    return order


def _parted(line, space):
    """Pieces of a line whose glyphs stand from left to right."""
    made, current, right, blank = [], [], None, False
    for glyph in line:
        if glyph.text == " ":
            blank = True
            continue
        if current:
            gap = glyph.left - right
            if gap > _BREAK * glyph.size:
                made.append(_piece(current))
                current = []
            elif blank or gap > space * glyph.size:
                current.append(glyph._replace(text=" ", left=right, right=glyph.left, tied=False, known=True))
        right = glyph.right if not current else max(right, glyph.right)
        current.append(glyph)
        blank = False
    return [*made, _piece(current)] if current else made


def _piece(glyphs):
    written = [glyph for glyph in glyphs if glyph.text != " "]
    letters = sum(len(glyph.text) for glyph in written)
    size = median(glyph.size for glyph in written)
    left, right = min(glyph.left for glyph in written), max(glyph.right for glyph in written)
    return Piece(glyphs, left, right, median(glyph.base for glyph in written), size, letters)


def _cut(piece, grid):
    """The parts of a piece that stand in cells of their own."""
    if piece.table or not any(piece.left < edge < piece.right for edge in grid.edges):
        return [piece]
    if not grid.bottom < piece.base < grid.top:
        return [piece]
    cells = {}
    for glyph in piece.glyphs:
        cells.setdefault(bisect_left(grid.edges, (glyph.left + glyph.right) / 2), []).append(glyph)
    return [_piece(cell) for cell in cells.values() if any(glyph.text != " " for glyph in cell)]


def _is_mark(text):
    return all(unicodedata.combining(char) for char in text)


def _with_marks(glyphs):
    """The glyphs, with vowel signs that are drawn by themselves put behind the letter they stand on."""
    marks = [glyph for glyph in glyphs if _is_mark(glyph.text)]
    if not marks:
        return glyphs
    letters = sorted((glyph for glyph in glyphs if not _is_mark(glyph.text)), key=lambda glyph: glyph.left)
    lefts, on, alone = [glyph.left for glyph in letters], {}, []
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        reach = 3 * mark.size
        near = range(bisect_left(lefts, middle - reach), bisect_right(lefts, middle + 0.3 * mark.size))
        found = [n for n in near if abs(letters[n].base - mark.base) < 0.9 * mark.size
                 and letters[n].right > middle - 0.3 * mark.size]  # fmt: skip
        if not found:
            alone.append(mark)
            continue
        best = min(found, key=lambda n: _away(letters[n], mark, middle))
        on.setdefault(best, []).append(mark)
    for n, signs in on.items():
        text = letters[n].text + "".join(mark.text for mark in sorted(signs, key=lambda mark: -mark.left))
        letters[n] = letters[n]._replace(text=text)
    return letters + alone


def _away(letter, mark, middle):
    outside = max(letter.left - middle, middle - letter.right, 0)
    return outside + abs(letter.base - mark.base), abs((letter.left + letter.right) / 2 - middle)


# --- from pieces to lines


class _Strip(NamedTuple):
    """A strip of white between two columns: its middle, and the pieces beside it."""

    middle: float
    left: list
    right: list


class _Layout:
    """Puts the pieces of a page in order. rtl: whether columns are read from the right. turn: as in `text_of`."""

    def __init__(self, rtl, turn):
        self._rtl, self._turn = rtl, turn

    def text(self, pieces, grids):
        """The text of the page, on which tables are ruled."""
        for grid in grids:
            pieces = self._with_table(pieces, grid)
        size = median(piece.size for piece in pieces)
        blocks = self._blocks(pieces, size, 0) if len(pieces) <= _MANY else [self._lines(_rows(pieces))]
        return "\n".join(line for block in blocks for line in block)

    def _with_table(self, pieces, grid):
        """The pieces, with one piece in the place of all that stand in a table: a line a row, cells parted by tabs."""
        pieces = [part for piece in pieces for part in _cut(piece, grid)]
        inside = [piece for piece in pieces if grid.holds((piece.left + piece.right) / 2, piece.base)]
        lines = self._cells(grid, inside)
        if not lines:
            return pieces
        letters, size = sum(piece.n_letters for piece in inside), median(piece.size for piece in inside)
        table = Piece([], grid.left, grid.right, max(piece.base for piece in inside), size, letters, tuple(lines))
        within = set(map(id, inside))
        return [piece for piece in pieces if id(piece) not in within] + [table]

    def _cells(self, grid, pieces):
        """A line for each row of a table, its cells parted by tabs."""
        lines = []
        for row in grid.rows(pieces):
            cells = [" ".join(self._lines(_rows(cell))) if cell else "" for cell in row]
            line = "\t".join(reversed(cells) if self._rtl else cells)
            lines += [line.strip("\t")] if line.strip() else []
        return lines

    def _blocks(self, pieces, size, depth):
        """Lists of lines, in order."""
        strip, before, behind = (None, pieces, []) if depth > 12 else _best_strip(pieces, size)
        if strip is None:
            return [self._lines(_rows(pieces))]
        made = self._blocks(before, size, depth + 1) if before else []
        made += self._beside(strip, size, depth)
        return made + (self._blocks(behind, size, depth + 1) if behind else [])

    def _beside(self, strip, size, depth):
        if _is_verse(strip):
            return [self._lines(_rows(strip.left + strip.right))]
        heights = _table_rows(strip)
        if heights:
            together = strip.left + strip.right
            return [self._cells(pdf_tables.white(together, heights), together)]
        order = (strip.right, strip.left) if self._rtl else (strip.left, strip.right)
        return [block for side in order for block in self._blocks(side, size, depth + 1)]

    def _lines(self, rows):
        made = []
        for row, rtl in zip(rows, _directions(rows, self._rtl), strict=True):
            written = [piece for piece in row if not piece.table]
            made += [self._line(written, rtl)] if written else []
            made += [line for piece in row for line in piece.table]
        return made

    def _line(self, row, rtl):
        """The letters of a row in reading order."""
        parts = []
        for piece in row:
            parts += [" "] if parts else []
            parts += [glyph.text if glyph.text == " " else self._turn(glyph) for glyph in piece.glyphs
                      if glyph.text != STRETCH]  # fmt: skip
        line = visual_order.logical(parts, right_to_left=rtl).strip()
        return _SIGN_OF_A_FONT.sub(LOST, _BULLET.sub("•", line))


def _rows(pieces):
    """Lists of pieces that stand on one line, from left to right; the lines from above."""
    rows, size = [], median(piece.size for piece in pieces)
    small = [piece for piece in pieces if piece.size < _SMALL * size and piece.n_letters <= _FEW_SIGNS]
    apart = set(map(id, small))
    for piece in sorted((piece for piece in pieces if id(piece) not in apart), key=lambda p: (-p.base, p.left)):
        for row in rows[-4:]:
            if _fits(piece, row):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for piece in small:  # numbers of footnotes, above their line
        beside = [row for row in rows if _touches(piece, row)]
        if beside:
            min(beside, key=lambda row: abs(row[0].base - piece.base)).append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.left)
    return sorted(rows, key=lambda row: -max(row, key=lambda piece: piece.size * piece.n_letters).base)


def _touches(piece, row):
    """Whether a small sign stands at the height of a row's letters, close to one of its pieces."""
    return any(
        -0.3 * other.size < piece.base - other.base < 0.8 * other.size
        and max(other.left - piece.right, piece.left - other.right) < 0.6 * other.size
        for other in row
    )


def _fits(piece, row):
    """Whether a piece stands on the line of a row: on the height of its neighbour there, and beside it."""
    near = min(row, key=lambda other: max(other.left - piece.right, piece.left - other.right))
    size = max(near.size, piece.size)
    overlap = min(near.right, piece.right) - max(near.left, piece.left)
    beside = overlap < 0.3 * min(near.right - near.left, piece.right - piece.left) or overlap < 0.2 * size
    return beside and abs(near.base - piece.base) < _SAME_ROW * size


def _directions(rows, rtl):
    """Whether each row is part of a text that runs from the right: by its letters and those of the rows beside it."""
    counts = [tuple(sum(_count(piece, kind) for piece in row) for kind in ("A", "L")) for row in rows]
    made = []
    for n, (arabic, foreign) in enumerate(counts):
        if not arabic or not foreign or max(arabic, foreign) > 4 * min(arabic, foreign):
            near = arabic - foreign
        else:
            near = arabic - foreign + sum(a - f for a, f in counts[max(n - 2, 0) : n + 3])
        made.append(near > 0 or (near == 0 and rtl))
    return made


def _best_strip(pieces, size):
    """The strip of white beside which most lines stand, and the pieces before and behind what it parts.

    Returns (None, pieces, []) where there is none.
    """
    if len(pieces) < 2 * _FEWEST:
        return None, pieces, []
    rows = _rows(pieces)
    best, most = None, 0
    for middle in _middles(rows, size):
        for first, last, left, right in _runs(rows, middle):
            lines = min(len(left), len(right))
            if lines <= most or not _parts_columns(left, right, size):
                continue
            best, most = (first, last, left, right, middle), lines
    if best is None:
        return None, pieces, []
    first, last, left, right, middle = best
    flat = [[piece for row in part for piece in row] for part in (rows[:first], rows[last:], left, right)]
    return _Strip(middle, flat[2], flat[3]), flat[0], flat[1]


def _middles(rows, size):
    """Where a strip may lie: the middles of wide gaps, those of most rows first."""
    found = {}
    for row in rows:
        for one, other in zip(row[:-1], row[1:], strict=True):
            if other.left - one.right >= _NARROW * size:
                middle = (one.right + other.left) / 2
                found.setdefault(round(middle / size), []).append(middle)
    # Columns of different leading share no rows: a gap lies before what begins further on.
    edges = sorted({round(row[0].left / size) for row in rows})
    for edge in edges[1:]:
        found.setdefault(edge - 1, [edge * size - _GUTTER * size / 2])
    return [median(middles) for middles in sorted(found.values(), key=len, reverse=True)[:40]]


def _runs(rows, middle):
    """Runs of rows that a strip does not cross: (first, last, rows on the left, rows on the right)."""
    made, first = [], 0
    for n, row in enumerate([*rows, None]):
        if row is not None and not any(piece.left < middle < piece.right for piece in row):
            continue
        for begin, end in _without_edges(rows, first, n, middle):
            left, right = ([part for row in rows[begin:end] if (part := [p for p in row if (p.left < middle) == side])]
                           for side in (True, False))  # fmt: skip
            if left and right:
                made.append((begin, end, left, right))
        first = n + 1
    return made


def _without_edges(rows, first, last, middle):
    """The run without what stands far above or below on one side alone, such as a page number."""
    if last - first < 2:
        return []
    steps = [rows[n][0].base - rows[n + 1][0].base for n in range(first, last - 1)]
    tall = _TALL * median(steps)
    sides = [{piece.left < middle for piece in rows[n]} for n in range(first, last)]
    for n, step in enumerate(steps[:3]):
        if step > tall and len(set().union(*sides[: n + 1])) == 1:
            first += n + 1
            break
    for n, step in enumerate(reversed(steps[-3:])):
        alone = last - n - 2 > first and len(set().union(*sides[len(sides) - n - 1 :])) == 1
        if alone and (step > tall or _begins_anew(rows[first:last], n + 1, middle)):
            last -= n + 1
            break
    return [(first, last)] if last - first > 1 else []


def _begins_anew(rows, n, middle):
    """Whether the last n rows, all on one side, stand apart from a column that breaks off above within a sentence."""
    side = rows[-1][0].left < middle
    column = [part for row in rows if (part := [piece for piece in row if (piece.left < middle) == side])]
    if len(column) < n + 3:
        return False
    steps = [above[0].base - below[0].base for above, below in zip(column[:-1], column[1:], strict=True)]
    glyphs = column[-n - 1][0].glyphs[:2] + column[-n - 1][-1].glyphs[-2:]
    ends = any(char in _ENDS for glyph in glyphs for char in glyph.text)
    return steps[-n] > _PARAGRAPH * median(steps) and not ends


def _parts_columns(left, right, size):
    """Whether lines on the left and on the right stand beside each other with white between them."""
    if min(len(left), len(right)) < _FEWEST:
        return False
    gap = min(piece.left for row in right for piece in row) - max(piece.right for row in left for piece in row)
    if gap < (_NARROW if _are_long(left) and _are_long(right) else _GUTTER) * size:
        return False
    (top, bottom), (other_top, other_bottom) = ((rows[0][0].base, rows[-1][0].base) for rows in (left, right))
    shared = min(top, other_top) - max(bottom, other_bottom)
    return shared > 0.9 * size * (_FEWEST - 1)


def _are_long(rows):
    """Whether these are many lines of prose: beside them a strip that is hardly wider than a blank is no chance."""
    letters = [sum(piece.n_letters for piece in row) for row in rows]
    return len(rows) >= _LONG and median(letters) >= _FEW_LETTERS


def _sides(strip):
    return [_rows(side) for side in (strip.left, strip.right)]


def _aligned(few, many, size):
    """The share of rows, of the side that has fewer, that have one of the other side beside them."""
    heights = sorted(row[0].base for row in many)
    near = 0
    for row in few:
        at = bisect_left(heights, row[0].base - 0.3 * size)
        near += at < len(heights) and heights[at] < row[0].base + 0.3 * size
    return near / len(few)


def _table_rows(strip):
    """The heights between the rows of a table without lines; none where columns of prose stand beside the strip.

    Each row of one side has one beside it, and its cells are short; cells of several lines stand on the other side.
    """
    few, many = sorted(_sides(strip), key=len)
    size = strip.left[0].size
    if _aligned(few, many, size) < _ALIGNED:
        return []
    if not _is_short(few) and (len(few) < _ALIGNED * len(many) or not _is_short(many)):
        return []
    return [row[0].base + 0.7 * size for row in few[1:]]


def _is_short(rows):
    """Whether these are cells rather than lines of prose: of few letters, or filling little of their column."""
    widths = [row[-1].right - row[0].left for row in rows]
    cells = sum(1 + sum(1 for one, other in zip(row[:-1], row[1:], strict=True)
                        if other.left - one.right > 2 * _GUTTER * one.size) for row in rows)  # fmt: skip
    letters = sum(piece.n_letters for row in rows for piece in row) / cells
    return letters < _FEW_LETTERS or sum(widths) / len(widths) < _FILLED * max(widths)


def _is_verse(strip):
    """Whether these are verses of two halves each: as many on both sides, and the second ones rhyme."""
    left, right = _sides(strip)
    if len(left) != len(right) or len(left) < 3 or _aligned(left, right, strip.left[0].size) < 1:
        return False
    ends = [_rhyme(row) for row in left]
    most = max(map(ends.count, ends))
    return most >= 0.8 * len(ends) and most >= 3 and ends[0] != ""


def _rhyme(row):
    letters = [char for glyph in row[0].glyphs for char in glyph.text if unicodedata.category(char) == "Lo"]
    return letters[0] if letters else ""
