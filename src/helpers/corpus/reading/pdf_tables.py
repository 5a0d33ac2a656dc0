"""Tables that are ruled on a page: the lines drawn that meet, and which cell a place lies in."""

from bisect import bisect_left
from typing import NamedTuple

_THICK = 3.0  # points: what is thicker is a box, not a line
_NEAR = 2.5  # points between lines that meet
_FEWEST_LINES = 3  # that lie, as many as two rows have
_FEWEST_EDGES = 3  # that stand
_LONG = 0.8  # of the width: the lines that part two rows, together
_MOST = 4_000  # lines of a page, above which tables are not looked for


class Grid(NamedTuple):
    """A ruled table: its outer edges, the heights between its rows (from above), the places between its columns."""

    left: float
    bottom: float
    right: float
    top: float
    heights: list
    edges: list

    def holds(self, x, y):
        """Whether a place lies in the table."""
        return self.left < x < self.right and self.bottom < y < self.top

    def rows(self, pieces):
        """The pieces in the table by row and column: a list of rows, each a list of cells from left to right."""
        made = [[[] for _ in range(len(self.edges) + 1)] for _ in range(len(self.heights) + 1)]
        falling = [-height for height in self.heights]
        for piece in pieces:
            row = bisect_left(falling, -(piece.base + 0.3 * piece.size))
            made[row][bisect_left(self.edges, (piece.left + piece.right) / 2)].append(piece)
        return made


def grids(rules):
    """Return the Grids that the rules of a page make; a frame alone, or lines that do not meet, are none."""
    rules = [rule for rule in rules if rule.right - rule.left > _THICK or rule.top - rule.bottom > _THICK]
    if not 4 <= len(rules) <= _MOST:
        return []
    return [grid for group in _meeting(rules) if (grid := _grid(group)) is not None]


def white(pieces, heights):
    """Return the Grid of a table that only white parts into columns; heights: those between its rows, from above."""
    edges, right = [], None
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if right is not None and piece.left - right > 0.3 * piece.size:
            edges.append((right + piece.left) / 2)
        right = piece.right if right is None else max(right, piece.right)
    left, bottom = min(piece.left for piece in pieces), min(piece.base for piece in pieces)
    return Grid(left, bottom, right, max(piece.base for piece in pieces), heights, edges)


def _meeting(rules):
    """Groups of rules that meet, directly or by others."""
    order = sorted(rules, key=lambda rule: -rule.top)
    groups = []  # each: left, bottom, right, top, members
    for rule in order:
        near = [group for group in groups if _meet(group[0], rule)]
        if len(near) == 1:
            box, members = near[0]
            near[0][0] = _around([box, rule])
            members.append(rule)
            continue
        members = [rule, *(member for _, others in near for member in others)]
        groups = [group for group in groups if group not in near]
        groups.append([_around(members), members])
    return [members for _, members in groups]


def _meet(box, rule):
    return (box[0] - _NEAR <= rule[2] and rule[0] - _NEAR <= box[2]
            and box[1] - _NEAR <= rule[3] and rule[1] - _NEAR <= box[3])  # fmt: skip


def _around(boxes):
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _grid(group):
    left, bottom, right, top = _around(group)
    lying, standing = [], []
    for rule in group:
        wide, tall = rule.right - rule.left, rule.top - rule.bottom
        if wide > _THICK:
            lying += [(y, rule.left, rule.right) for y in ({rule.top, rule.bottom} if tall > _THICK else {rule.top})]
        if tall > _THICK:
            standing += [(x, rule.bottom, rule.top) for x in ({rule.left, rule.right} if wide > _THICK
                                                              else {rule.left})]  # fmt: skip
    heights = _levels(lying, left, right)
    edges = _levels(standing, bottom, top, share=0.3)
    if len(heights) < _FEWEST_LINES or len(edges) < _FEWEST_EDGES:
        return None
    inner = [height for height in reversed(heights) if bottom + _THICK < height < top - _THICK]
    return Grid(left, bottom, right, top, inner, [edge for edge in edges if left + _THICK < edge < right - _THICK])


def _levels(lines, begin, end, share=_LONG):
    """The places, in rising order, at which lines together run through most of a table."""
    made = []
    for place in sorted({round(line[0]) for line in lines}):
        if made and place - made[-1] <= _THICK:
            continue
        drawn = sorted((a, b) for at, a, b in lines if -1 <= at - place <= _THICK)
        if _covered(drawn, begin, end) >= share * (end - begin):
            made.append(place)
    return made


def _covered(drawn, begin, end):
    total, done = 0.0, begin
    for a, b in drawn:
        a, b = max(a, done), min(b, end)
        if b > a:
            total, done = total + b - a, b
    return total
