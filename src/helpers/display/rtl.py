"""The only place that shapes Arabic: every text on a figure goes through `prepare`.

matplotlib >= 3.11, and Pillow where Raqm and FriBidi are found, join and order Arabic letters themselves;
older engines do not. The usual recipe (reshape, then reorder) reverses the text on an engine that shapes,
and without it an engine that does not shows loose letters from left to right. So behaviour is probed, never
a version, and data stay in logical order everywhere.
"""

import contextlib
import functools
import re
import unicodedata
from pathlib import Path

import matplotlib
from matplotlib import patheffects
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Text
from PIL import ImageFont

from ..errors import check_choice

RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_STRAY = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u200b]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What must be read from left to right as one piece inside Arabic: signed numbers, ranges, percentages,
# dates, @handles, what a letter is equal to (n = 1,027). A sign after a letter is a hyphen (كوفيد-19). Arabic-Indic
# digits keep the order Unicode gives them.
_PIECE = re.compile(
    r"(?:\b[A-Za-z]{1,3}[ \u00a0]?[=<>\u2264\u2265\u2248][ \u00a0]?|(?<!\w))"
    r"[-+\u2212\u00b1~\u2248<>\u2264\u2265=]{0,2}[$\u20ac\u00a3]?[0-9]+"
    r"(?:[.,:/\u00d7\u2010-\u2015\u2212-][0-9]+)*(?:\u00a0?[%\u066a\u2030\u00b0])?(?![0-9])"
    r"|(?<!\w)[@#][A-Za-z0-9_]+|\bU\+[0-9A-F]{4,6}\b|\b[A-Za-z][A-Za-z0-9]*[+#]+"
)


# Words of right-to-left letters with what stands between them, their marks included.
_RTL = "\u0590-\u08ff\u200c\u200d\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN = re.compile("[A-Za-z]")
# Arabic words side by side, with nothing but spaces between them.
_ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe"
ARABIC_WORDS = re.compile(f"[{_ARABIC}]+(?:[ \u00a0][{_ARABIC}]+)*")
_AROUND = " .,:;\u00b7\u00ab\u00bb\u201c\u201d"
# A citation or a number in brackets stands apart from what is before it: LRC (Evert 2022), Al Arabiya (40.8%).
_CITED = re.compile(r"\s+(?=\((?:[^()]*\b[12]\d{3}\b[^()]*|[-<>~\u2248\u2212]?[\d.,]+\s?%?|n = [\d,]+)\))")
_FOREIGN = re.compile("[^\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]*[A-Za-z][^\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]*")
_PHRASE = re.compile(f"[{_RTL}]+(?:[^A-Za-z0-9{_RTL}\n]{{1,3}}[{_RTL}]+)*(?:-[0-9]+)?")


class _Prepared(str):
    """A str that `prepare` has already handed to `target`; source: what it was given, which can still be broken into
    lines.
    """

    __slots__ = ("target", "source")

    def __new__(cls, text, target, source=""):
        self = super().__new__(cls, text)
        self.target, self.source = target, source
        return self


def _joins(measure):
    """Whether two beh are narrower than two isolated ones, that is, whether the engine joined them."""
    return measure("\u0628\u0628") < 1.7 * measure("\u0628")


def _dejavu():
    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


@functools.cache
def mpl_shapes_natively():
    """Return whether this matplotlib joins and orders Arabic itself (probed once, 3 ms)."""
    font = FT2Font(_dejavu())
    font.set_size(100, 72)

    def width(text):
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        return font.get_width_height()[0]

    return _joins(width)


@functools.cache
def pillow_shapes_natively():
    """Return whether this Pillow joins and orders Arabic itself (probed once; False where FriBidi is
    missing).
    """
    return _joins(ImageFont.truetype(_dejavu(), 100).getlength)


def _clean(text):
    """NFC without stray direction marks and control characters, which would fight the ones added here."""
    text = "" if text is None else str(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub(" ", _STRAY.sub("", unicodedata.normalize("NFC", text)))


def _first_strong(text):
    """'R', 'L' or '' for the first letter with a direction."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
    return ""


def reads_from_right(text):
    """Return whether an engine that is not told otherwise reads a line from the right: by its first letter, those in
    isolates aside.
    """
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        depth += (kind in ("LRI", "RLI", "FSI")) - (kind == "PDI")
        if depth <= 0 and kind in ("R", "AL", "L"):
            return kind != "L"
    return False


def is_rtl(text):
    """Return whether `text` holds a right-to-left letter or an Arabic-Indic digit."""
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in str(text))


_BEHIND_LATIN = re.compile(r"[A-Za-z][^\W\d_]*[^\w]*[(\[]\s*$")  # BBC Arabic (


def _stands_apart(match):
    """Whether a piece is put apart: a bare number only where a bracket parts it from a Latin word, to which it would
    else be drawn, the bracket with it: BBC (65 وثيقة).
    """
    return not match[0].isdigit() or bool(_BEHIND_LATIN.search(match.string, 0, match.start()))


def _isolate(line):
    """Put LRI…PDI around each left-to-right piece."""
    return _PIECE.sub(lambda m: LRI + m[0] + PDI if _stands_apart(m) else m[0], line)


def pieces(s):
    """Split `s` (cleaned as everywhere here) into (text, apart) pairs.

    `apart` is True for what must stand by itself from left to right: signed numbers, ranges, percentages,
    @handles. HTML wraps those in `<bdi dir="ltr">`; joined, the texts give `s` back.
    """
    text, found, end = _clean(s), [], 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            found.append((text[end : match.start()], False))
        found.append((match[0], _stands_apart(match)))
        end = match.end()
    return found + ([(text[end:], False)] if end < len(text) else [])


def phrases(s):
    """Split Arabic prose (cleaned as everywhere here) into (text, apart) pairs.

    `apart` is True for what must stand by itself from left to right: each run of words of other letters (a citation, a
    formula, p = .001, the name of an outlet) with the brackets that open and close in it, and what `pieces` puts apart.
    Joined, the texts give `s` back.
    """
    text, found, end = _clean(s), [], 0
    for match in _FOREIGN.finditer(text):
        for start, stop in _balanced(match[0]):
            for part in _CITED.split(match[0][start:stop]):
                core = _stripped(part)
                if not _LATIN.search(core) and not _CITED.match(f" {core}"):
                    continue
                at = text.index(core, max(end, match.start() + start))
                found += [*pieces(text[end:at]), (core, True)]
                end = at + len(core)
    return [*found, *pieces(text[end:])]


def marked(s, base):
    """`s` with marks of direction for a program that does not know isolates (Word, Excel), in a line that runs from
    `base`.

    "rtl": what `phrases` puts apart stands between left-to-right marks, and behind it the line goes on from the right,
    brackets and numbers too. "ltr": behind each Arabic phrase the line goes on from the left.
    """
    check_choice("base", base, ("rtl", "ltr"))
    if base == "ltr":
        return ARABIC_WORDS.sub(rf"\g<0>{LRM}", str(s))
    return "".join(f"{LRM}{part}{LRM}{RLM}" if apart else part for part, apart in phrases(s))


def _stripped(text):
    """`text` without signs around it, but for a quotation mark whose other one is in it."""
    core = text.strip(_AROUND)
    if core.count('"') % 2:
        core = core.removeprefix('"') if core[0] == '"' else core.removesuffix('"')
    return core.strip(_AROUND)


def _balanced(text):
    """The stretches of `text`, (start, end) each, between the brackets that have no other one in it."""
    opened, alone = [], []
    for place, character in enumerate(text):
        if character in "([":
            opened.append(place)
        elif character in ")]":
            if opened and text[opened[-1]] + character in ("()", "[]"):
                opened.pop()
            else:
                alone.append(place)
    cuts = sorted([*opened, *alone])
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True))


def logical(s, *, base="rtl", isolate=True):
    """Return `s` in logical order with the direction marks an engine that knows Unicode's bidi rules needs.

    Each line is NFC; signed numbers, ranges, percentages and handles stand in LRI…PDI when `isolate`; the
    line stands in RLI…PDI (`base="rtl"`), LRI…PDI (`"ltr"`) or nothing (`"auto"`). Direction marks already
    in `s` are dropped.
    """
    check_choice("base", base, ("rtl", "ltr", "auto"))
    lines = []
    for line in _clean(s).split("\n"):
        if isolate and is_rtl(line):
            line = _isolate(line)
        if base != "auto" and line:
            line = (RLI if base == "rtl" else LRI) + line + PDI
        lines.append(line)
    return "\n".join(lines)


def _sparing(s):
    """Like `logical`, but without marks that change nothing: they cost the PDF its text (see `pdf_safe`)."""
    lines = []
    for line in _clean(s).split("\n"):
        if is_rtl(line):
            line = _isolate(line)
            if _first_strong(line) != "R":
                line = RLI + line + PDI
        lines.append(line)
    return "\n".join(lines)


@functools.cache
def _reshaper():
    from arabic_reshaper import ArabicReshaper  # heavy, and needed by old engines only

    return ArabicReshaper(
        {
            "delete_harakat": False,  # its default drops the vowel marks
            "shift_harakat_position": False,
            "support_zwj": True,
            "ARABIC LIGATURE ALLAH": False,  # U+FDF2 is missing in DejaVu Sans
        }
    )


def _reorder(line, base):
    """Visual order of one line without isolates, brackets mirrored."""
    from bidi.algorithm import get_display  # the Rust get_display of `bidi` does not mirror brackets

    # Unpositioned, kasra and kasratan stand where fatha does in Plex: a missing vowel is better than a false
    # one.
    line = re.sub("[\u064d\u0650]", "", line)
    return get_display(_reshaper().reshape(line), base_dir=base) if line else line


def _from_left(s):
    """Like `_sparing`, for a sentence that reads from left to right: each Arabic phrase in it stands by itself."""
    lines = []
    for line in _clean(s).split("\n"):
        if is_rtl(line):
            line = LRI + _PHRASE.sub(lambda phrase: RLI + phrase[0] + PDI, line) + PDI
        lines.append(line)
    return "\n".join(lines)


def _visual_from_left(s):
    """Like `visual`, for a sentence that reads from left to right."""
    return "\n".join(_PHRASE.sub(lambda phrase: _reorder(phrase[0], "R"), line) for line in _clean(s).split("\n"))


def visual(s):
    """Return `s` joined (presentation forms) and in visual order, for an engine that neither joins nor
    orders.

    Lines holding a right-to-left letter take a right-to-left base; brackets are mirrored; vowel marks are
    kept but for kasra and kasratan, which such an engine would show as fatha. Never give the result to an
    engine that shapes: it would come out reversed.
    """
    lines = []
    for line in _clean(s).split("\n"):
        if not is_rtl(line):
            lines.append(line)
            continue
        # python-bidi raises on isolates: a neutral box character takes the place of each, as the rules say
        # it counts.
        spare = (chr(c) for c in range(0x2500, 0x2580) if chr(c) not in line)
        pieces = {}

        def stand_in(match, spare=spare, pieces=pieces):
            mark = next(spare, None)
            if mark is None or not _stands_apart(match):
                return match[0]
            pieces[mark] = match[0]
            return mark

        shown = _reorder(_PIECE.sub(stand_in, line), "R")
        lines.append("".join(pieces.get(c, c) for c in shown))
    return "\n".join(lines)


def prepare(s, target="mpl", *, base="rtl"):
    """Return `s` as `target` ("mpl", "pillow" or "browser") must be given it to show it right; idempotent.

    `s` is text in logical order (other values go through `str`, None is empty). The result is a str that a
    second `prepare` returns unchanged, so a text prepared early is safe everywhere. "browser" is for labels
    that scripts draw (Altair); HTML wants `dir` attributes instead. base: "rtl", or "ltr" for a sentence in English (or
    with a number behind its name) that holds Arabic words: these stand in it as pieces, and the whole is read from the
    left.
    """
    check_choice("target", target, ("mpl", "pillow", "browser"))
    check_choice("base", base, ("rtl", "ltr"))
    if isinstance(s, _Prepared):
        return s
    if target == "browser":
        return _Prepared(logical(s) if base == "rtl" else _from_left(s), target, str(s))
    native = mpl_shapes_natively() if target == "mpl" else pillow_shapes_natively()
    if base == "ltr":
        return _Prepared(_from_left(s) if native else _visual_from_left(s), target, str(s))
    return _Prepared(_sparing(s) if native else visual(s), target, str(s))


GLOSSED = " · "  # between a term and its gloss
_SIMPLE = re.compile("[\u0621-\u065f\u0670-\u06d3 ]+")
LRM, RLM = "\u200e", "\u200f"


def beside(term, gloss, *, behind="", base="ltr"):
    """Return `term · gloss` and what stands `behind` it, prepared for matplotlib: one line that runs from `base`.

    Each part keeps its own direction, whatever stands in it: the Arabic is joined and read from the right, the gloss
    from the left, and in base "ltr" the term stands at the left of its gloss. `prepare` would take the direction of the
    whole line from its first letter.
    """
    check_choice("base", base, ("ltr", "rtl"))
    term, gloss, behind = (" ".join(_clean(part).split("\n")) for part in (term, gloss, behind))
    parts = [term, GLOSSED, gloss, behind]
    if not mpl_shapes_natively():
        if base == "rtl" and behind.strip():
            parts[-1] = f"{behind.strip()} "  # it stands at the left there, its space at its right
        drawn = [_reorder(part, "R" if part is term and is_rtl(part) else "L") for part in parts]
        return _Prepared("".join(drawn if base == "ltr" else drawn[::-1]), "mpl")
    if not _SIMPLE.fullmatch(term):
        term = (RLI if is_rtl(term) else LRI) + term + PDI
    if base == "rtl":
        return _Prepared(RLM + "".join([term, GLOSSED, LRI, gloss, PDI, behind]), "mpl")
    # Probed: an isolate around the gloss would turn the line round where the term has none.
    return _Prepared(LRM + "".join([term, GLOSSED, gloss, LRM if is_rtl(gloss) else "", behind]), "mpl")


def under(text, gloss, behind=""):
    """Return `text` and, on a line of its own under it, `gloss`, which runs from the left; prepared for matplotlib."""
    gloss, behind = (" ".join(_clean(part).split("\n")) for part in (gloss, behind))
    line = LRM + gloss + LRM + behind if mpl_shapes_natively() else _reorder(gloss, "L") + behind
    return _Prepared(f"{prepare(text)}\n{line}", "mpl")


def measured(s):
    """Return `s` for Pillow to measure what matplotlib will draw, where only one of the two shapes.

    Presentation forms are wider than a font's ligatures: a cloud laid out with the one and drawn with the other
    would overlap. An override keeps a Pillow that shapes from turning text already in visual order, and
    non-joiners keep it from making ligatures of presentation forms.
    """
    if pillow_shapes_natively() and not mpl_shapes_natively():
        return "\u202d" + "\u200c".join(visual(s)) + "\u202c"
    return prepare(s, "pillow")


@contextlib.contextmanager
def pdf_safe(fig, *, drawn=False):
    """Within the block, texts of `fig` that hold invisible characters are drawn as outlines; use it for PDF
    only.

    matplotlib 3.11's PDF writer misplaces the glyphs beside a direction mark; PNG and SVG are right. Usage:
    `with rtl.pdf_safe(fig): fig.savefig("x.pdf")`. Afterwards the figure is as it was. drawn: whether it has been drawn
    before, as it is.
    """
    if not drawn:
        fig.draw_without_rendering()  # tick labels exist only after a draw
    changed = [(t, t.get_path_effects()) for t in fig.findobj(Text) if INVISIBLE.search(t.get_text())]
    try:
        for text, effects in changed:
            text.set_path_effects([*(effects or []), patheffects.Normal()] if not effects else effects)
        yield fig
    finally:
        for text, effects in changed:
            text.set_path_effects(effects)
