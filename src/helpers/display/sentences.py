"""Khitab's own sentences in both languages: the Arabic of an English message, and both as a page shows them.

Every message is raised in English; its Arabic stands in resources/sentences/ar.tsv, a table of templates. A text is
matched against the English templates, the one with most written letters first, and what stands in its places goes into
the Arabic one.
"""

import functools
import html as markup
import itertools
import re
from importlib.resources import files
from typing import NamedTuple

from .. import schema
from ..arguments import takes

_PLACE = re.compile(r"\{(\d+|[a-z]+)\}")
_SENTENCE_END = re.compile(r"(?<=[.?!؟])\s+(?=\S)")
_ASIDE = "set aside: "  # before the reason, in a problem of the check-up
_DEEPEST = 6  # sentences within sentences
_MOST_TRIES = 300_000  # templates that are tried for one text and its parts
_MOST_PLACES = 4_000  # places that are looked at for one template
_MOST_FITS = 40  # ways to read a text by one template
_NESTED = 5  # letters that a sentence within a sentence costs, so that one that fits the whole text wins
_TORN = 50  # letters that a value with a lone quotation mark costs a template
_BOX = "border: 1px solid #8888; border-radius: 4px; padding: 0.4em 0.8em; margin: 0.5em 0;"
_PARAGRAPH = "margin: 0.2em 0; line-height: 1.6;"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_RUN = re.compile(f"[{_RTL}]+(?: [{_RTL}]+)*")
_PATH = re.compile(r"[~.…]{0,2}[/\\]|[A-Za-z]:[/\\]")
# Private characters that stand for a value while the text around it is cut: one that runs from the left, one from the
# right.
_LEFTWARD, _RIGHTWARD = "\ue000", "\ue001"
# Latin words, names of settings and code inside Arabic, with the brackets that belong to them. A mark before a space
# ends a piece; quotation marks and round brackets stand outside of it, but for a value that is set: level = "lemma".
_LATIN = rf"[A-Za-z0-9_{_RIGHTWARD}]"
_INNER = rf"[^{_RTL}{_LEFTWARD}«»\"'()\s,;:.!?]|[,;:.!?](?!\s|$)|\s(?=\S)"
_SET = r"(?: = (?:\"[^\"«»]*\"|\[[^\]]*\]))"
_PIECE = re.compile(rf"[\[<*~./#@$+=-]*{_LATIN}(?:(?:{_INNER})*{_LATIN})*{_SET}?[\]>*%]*")


class _Template(NamedTuple):
    """One line of the catalogue, cut at its places: literals stand at even, names of places at odd positions."""

    english: tuple
    arabic: tuple
    part: str  # the name of the place that it may fill; "" for a whole sentence

    @property
    def weight(self):
        """How many characters are written out: the most specific template wins."""
        return sum(map(len, self.english[::2]))


class _Value(str):
    """What stood in a place and is kept as it is."""


class _Both(NamedTuple):
    """One text in both languages, as lists of str (ours) and _Value, and how much of it the catalogue explains."""

    english: list
    arabic: list
    score: float = 0


@functools.cache
def catalogue():
    """The templates of resources/sentences/ar.tsv by the place that they may fill; "" for whole sentences."""
    text = (files("helpers.resources") / "sentences" / "ar.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    found = {}
    for line in lines[1:]:
        english, arabic, *part = line.split("\t")
        made = _Template(*(tuple(_PLACE.split(side)) for side in (english, arabic)), "".join(part))
        found.setdefault(made.part, []).append(made)
    return found


def arabic(text):
    """Return the Arabic of one of Khitab's English sentences, or of several one after the other; "" if it has none.

    What stands in the places of a sentence (names, numbers, words of the corpus) is kept; a part that is itself in the
    catalogue, such as a hint, is in Arabic too.
    """
    found = _read(str(text))
    return "".join(found.arabic) if found else ""


def of_problem(text):
    """Return the Arabic of a problem of the check-up, or of what is told of how a file was read; "" if it has none.

    Such a text may be several clauses, parted by "; ", of which one has a name in resources/tables/values.tsv and the
    other is a sentence.
    """
    text = str(text)
    if text.startswith(_ASIDE):
        reason = of_problem(text.removeprefix(_ASIDE))
        return f"{schema.value_name(_ASIDE + '…', 'problem').removesuffix('…')}{reason}" if reason else ""
    for names in ("problem", "reading"):
        if schema.has_name(text, names):
            return schema.value_name(text, names)
    whole = arabic(text)
    if whole:
        return whole
    made = [_of_clause(clause) for clause in text.split("; ")]
    return "؛ ".join(made) if all(made) else ""


def _of_clause(clause):
    named = (schema.value_name(clause, names) for names in ("problem", "reading") if schema.has_name(clause, names))
    return next(named, "") or arabic(clause)


@takes()
def plain(error):
    """Return an error (or its text) for a terminal: a line in Arabic, if there is one, and a line in English."""
    text = str(error)
    return "\n".join(filter(None, (arabic(text), text)))


def html(error):
    """Return an error (or its text) as one block of a notebook: a paragraph in Arabic, then one in English.

    It has no script and no colour of its own, so that it suits a light and a dark page, and everything is escaped.
    Paths, code and Latin words inside Arabic, and Arabic words inside English, keep their own direction, so that no
    bracket changes its side. A text without Arabic in the catalogue is shown alone.
    """
    text = str(error)
    found = _read(text) or _Both([_Value(text)] if _RTL_RUN.match(text) else [text], [])
    made = [_paragraph("rtl", found.arabic)] if found.arabic else []
    return f'<div class="khitab-message" style="{_BOX}">{"".join(made)}{_paragraph("ltr", found.english)}</div>'


def _paragraph(direction, parts):
    shown = _rightward(parts) if direction == "rtl" else "".join(map(_in_english, parts))
    side = "right" if direction == "rtl" else "left"
    return f'<p dir="{direction}" style="{_PARAGRAPH} text-align: {side};">{shown}</p>'


@functools.lru_cache(maxsize=256)
def _read(text):
    """The _Both of a whole text: of one template, else of several sentences; None where a part is unknown."""
    return _Reader().sentences(text)


class _Reader:
    """The reading of one text: what its parts were found to be, and how much looking that took."""

    def __init__(self):
        self.found, self.tries = {}, 0

    def sentences(self, text):
        """One sentence, or several one after the other."""
        found = self.part(text, "", 0)
        if found:
            return found
        for end in _SENTENCE_END.finditer(text):
            first = self.part(text[: end.start()], "", 0)
            rest = self.sentences(text[end.end() :]) if first else None
            if rest:
                return _Both([*first.english, " ", *rest.english], [*first.arabic, " ", *rest.arabic])
        return None

    def part(self, text, part, depth):
        """The template for such a part that explains most of the text, parts of it included; None if none fits.

        A template whose value begins in one quotation and ends in another is taken only where no other fits.
        """
        if not text and part not in ("", "error"):
            return _Both([], [])
        if (text, part, depth) in self.found:
            return self.found[text, part, depth]
        best = None
        for template in catalogue().get("" if part == "error" else part, ()) if depth <= _DEEPEST else ():
            self.tries += 1
            if self.tries > _MOST_TRIES:  # a text that nobody wrote
                return None
            for values in itertools.islice(_fits(template.english, text), _MOST_FITS):
                parts = {name: self.place(name, value, depth) for name, value in values.items()}
                if all(parts.values()):
                    score = template.weight + sum(one.score for one in parts.values())
                    if best is None or score > best.score:
                        sides = ((template.english, "english"), (template.arabic, "arabic"))
                        best = _Both(*(_put_together(side, parts, name) for side, name in sides), score)
        self.found[text, part, depth] = best
        return best

    def place(self, name, value, depth):
        """A place with a number keeps its value; one with a name holds a sentence ("error") or a part of that name."""
        if not name.isdigit():
            found = self.part(value, name, depth + 1)
            return found._replace(score=found.score - _NESTED) if found and name == "error" else found
        return _Both([_Value(value)], [_Value(value)], -_TORN * (value.count('"') % 2))


def _put_together(pieces, parts, side):
    made = []
    for i, piece in enumerate(pieces):
        made += getattr(parts[piece], side) if i % 2 else [piece]
    return [piece for piece in made if piece]


def _fits(pieces, text):
    """Yield the ways to read a text by the pieces of a template: place -> what stands there, the shortest first."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        if text == first:
            yield {}
        return
    if not (text.startswith(first) and text.endswith(last)) or len(text) < len(first) + len(last):
        return
    if all(literal in text for literal in pieces[2:-1:2]):
        yield from _places(pieces, 1, text, len(first), {}, itertools.count())


def _places(pieces, at, text, start, found, tries):
    """Fill the places from `pieces[at]` on with what stands in the text from `start` on."""
    name, literal, end = pieces[at], pieces[at + 1], start
    final = at + 2 == len(pieces)
    while next(tries) < _MOST_PLACES:
        end = len(text) - len(literal) if final else text.find(literal, end)
        if end < start:
            return
        value = text[start:end]
        if found.get(name, value) == value:
            filled = {**found, name: value}
            if final:
                yield filled
            else:
                yield from _places(pieces, at + 2, text, end + len(literal), filled, tries)
        if final:
            return
        end += 1


def _rightward(parts):
    """HTML of an Arabic text: values and Latin pieces stand in <bdi>, pieces that belong together in one."""
    values = [part for part in parts if isinstance(part, _Value)]
    marks = [(_RIGHTWARD if _runs_rightward(value) else _LEFTWARD) for value in values]
    shown = iter(zip(marks, values, strict=True))
    text = "".join(next(shown)[0] if isinstance(part, _Value) else part for part in parts)
    waiting, made, end = iter(values), [], 0
    for piece in _PIECE.finditer(text):
        made.append(_with_values(text[end : piece.start()], waiting, _leftward_value))
        made.append(f'<bdi dir="ltr">{_with_values(piece[0], waiting, _in_english)}</bdi>')
        end = piece.end()
    return "".join([*made, _with_values(text[end:], waiting, _leftward_value)])


def _with_values(text, waiting, show):
    """Escaped text in which each stand-in gives way to the next of the values."""
    return "".join(show(next(waiting)) if c in (_LEFTWARD, _RIGHTWARD) else markup.escape(c) for c in text)


def _runs_rightward(value):
    """Whether a value is read from the left: code, paths and all that begins with a Latin letter or has no Arabic."""
    letter = re.search(f"[A-Za-z{_RTL}]", value)
    return letter is None or bool(_PATH.match(value)) or letter[0].isascii()


def _leftward_value(value):
    """HTML of a value that reads from the right."""
    from . import rtl  # loads matplotlib, which a terminal can do without

    parts = (
        f'<bdi dir="ltr">{markup.escape(part)}</bdi>' if apart else markup.escape(part)
        for part, apart in rtl.pieces(value)
    )
    return f'<bdi dir="rtl">{"".join(parts)}</bdi>'


def _in_english(part):
    """HTML of a piece of a text that reads from the left; Arabic words in it keep their own order and place."""
    from . import rtl  # as above

    if isinstance(part, _Value) and not _runs_rightward(part):
        return _leftward_value(part)
    text = "".join(piece for piece, _ in rtl.pieces(part))
    made, end = [], 0
    for run in _RTL_RUN.finditer(text):
        made += [markup.escape(text[end : run.start()]), f'<bdi dir="rtl">{markup.escape(run[0])}</bdi>']
        end = run.end()
    return "".join([*made, markup.escape(text[end:])])
