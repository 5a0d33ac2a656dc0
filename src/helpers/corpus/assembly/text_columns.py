"""Which column of a table holds the texts, by its cells: Arabic, different from row to row, the longest of them."""

from ...arabic.script import LETTER
from ..reading import columns
from .samples import CONTRADICTS, FIRST_LOOK, FITS

_WORDS, _WORDS_BY_NAME = 4, 2  # of a text on average; fewer where the column's name speaks of a text


def judged(column, free, cells):
    """Return (the column of texts that the cells tell, `column` where they agree; a sentence on why, "" for none).

    column: the one known by its name, or None. free: the columns that hold no other field. cells: the Samples.
    """
    fits = _share(cells[column], _may_be_arabic) if column is not None else 0.0
    if fits >= FITS or (column is not None and fits >= CONTRADICTS):
        return column, ""
    found = _longest(free, cells) or column
    told = f'the column "{column}" holds few Arabic texts, so "{found}" is taken for the text'
    return found, told if column not in (None, found) else ""


def fullest(column, known, cells):
    """Return the column of texts that is filled most often, where the one known by its name mostly is not.

    column: the one known. known: the columns known by a name of a text, the likeliest first. cells: the Samples.
    """
    if len(known) < 2 or column not in known or 2 * len(cells[column]) > cells.n:
        return column
    return max(known, key=lambda name: sum(map(_may_be_arabic, cells[name])))  # the first, so the likeliest, of equals


def _may_be_arabic(cell):
    """Whether a cell may be Arabic once it is repaired: letters beside those of ASCII."""
    return not cell.isascii()


def _is_arabic(cell):
    return LETTER.search(cell) is not None


def _longest(free, cells):
    """The column of texts among those that are free, None for none.

    A description, a summary or what somebody says of himself only where there is no other; what no word calls a text,
    only where none is called by a name of texts.
    """
    candidates, known = [], set(columns.texts(free))
    for place, column in enumerate(free):
        found = cells[column]
        if not found or _share(found[:FIRST_LOOK], _is_arabic) < FITS:
            continue
        named = columns.speaks_of_a_text(column)
        n_words = sum(len(cell.split()) for cell in found) / len(found)
        distinct = len(set(found)) / len(found)
        if n_words >= (_WORDS_BY_NAME if named else _WORDS) and distinct >= FITS:
            beside = columns.is_beside_the_text(column)
            candidates.append((not beside, named, n_words * (2 if named else 1), -place, column))
    by_name = any(column in known and n_words >= 2 * _WORDS for _, _, n_words, _, column in candidates)
    ranked = [(own, named or not by_name, *rest) for own, named, *rest in candidates]
    return max(ranked)[-1] if ranked else None


def _share(found, fits):
    return sum(map(fits, found)) / len(found) if found else 0.0
