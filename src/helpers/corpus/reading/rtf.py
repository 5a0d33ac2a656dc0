"""Rich text files (.rtf): every visible text in the order in which it is read; nothing in them is run.

As in Word files a footnote and a text box follow the paragraph that they are fixed to, endnotes stand at the end, and
what is deleted, hidden, a comment, a header or a footer is told. The signs are read here and not by a library: those
for Python pass over notes, text boxes and tracked changes, and take the letters of all fonts from one code page.
"""

import codecs
import re

from ...errors import InputError
from .left_out import LeftOut, words
from .limits import OFFICE, check_size
from .list_labels import is_label
from .result import Reading
from .word_fields import of_instruction

BEGINNING = b"{\\rtf"
DEEPEST = 100_000  # groups within groups

_TOKEN = re.compile(
    rb"((?:\\'[0-9a-fA-F]{2})+)|\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,20})? ?|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_OF_CHARSET = {  # what the number of a font's character set means
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_OF_PAGE = {10004: "mac_arabic", 10000: "mac_roman", 65001: "utf-8", 708: "iso8859-6"}
_SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d",
    "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f", "line": "\n",
    "lbr": "\n",
}  # fmt: skip
_NESTED_CELL, _NESTED_ROW = "\x01", "\x02"  # until the row around ends: signs that are in no text
_IN_ROWS = {"cell": "\t", "nestcell": _NESTED_CELL, "nestrow": _NESTED_ROW}
_ENDS = frozenset(("par", "sect", "page", "column", "cell", "row", "nestcell", "nestrow"))
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"-": "", b"\n": "\n", b"\r": "\n"}
# Groups that are no text. A group that begins with \* and is not known here or below is none either.
_SKIPPED = frozenset(
    "colortbl stylesheet pict listtable listoverridetable rsidtbl filetbl revtbl pgdsctbl xmlnstbl "
    "bkmkstart bkmkend xe tc rxe txe pntxta pntxtb pnseclvl nonshppict shprslt mmathPict template background "
    "objdata objclass objname objalias objsect objtime nextfile fchars lchars themedata colorschememapping "
    "datastore latentstyles ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atnauthor atnref atnicn atndate "
    "atntime atnparent atrfstart atrfend nonesttables".split()
)
# Known although \* stands before them: their text belongs to the text around them.
_KNOWN = frozenset(
    "shpinst shp shpgrp do mmath moMath moMathPara mr mf mnum mden me msub msup msSup msSub msSubSup mrad mdeg md "
    "mnary mfunc mfName mlimLow mlim mm mmr meqArr macc mbar mbox nesttableprops".split()
)
# Groups whose text goes to a place of its own.
_PLACES = {
    "footnote": "note", "annotation": "comment", "shptxt": "box", "dptxbxtext": "box", "sn": "name of a shape",
    "sv": "value of a shape", "generator": "generator", "listtext": "number", "pntext": "number",
    "fldinst": "instruction",
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), "margin"),
}  # fmt: skip


def document(data, *, largest):
    """Read an RTF file."""
    check_size(len(data), largest, share=OFFICE)
    if not data.lstrip().startswith(BEGINNING):
        raise InputError("not an RTF file; open and save it again")
    reader = _Reader(data)
    text, about = reader.text(), reader.about
    made, places = {"text": text}, {"text": "paragraphs and tables"}
    if about.get("title"):
        made["title"], places["title"] = about["title"], "the file's properties"
    if about.get("author"):
        made["author"] = about["author"]
    if len(reader.created) == 3:
        made["created"] = "{yr:04d}-{mo:02d}-{dy:02d}".format(**reader.created)
    program = about.get("generator", "").strip(" ;")[:100]
    return Reading(document=made, places=places, programs=(program,) * bool(program), remarks=reader.told.remarks())


class _Place:
    """Where text goes: the body, a note, a box. `kind` tells what is done with it when its group ends."""

    def __init__(self, kind):
        self.kind, self.pieces = kind, []

    def starts_a_line(self):
        """Whether nothing stands in the last line."""
        return not self.pieces or self.pieces[-1].endswith("\n")


class _State:
    """What holds within a group; a group begins with a copy of what holds around it.

    place: a _Place, None where the text is none. within: a group of which only some words count, such as the table of
    fonts. width: how many characters stand for one that is given by its number. field: [instruction of the field, how
    many pieces of text stood before it].
    """

    __slots__ = (
        "place", "within", "star", "font", "other", "from_right", "hidden", "gone", "new", "table", "width", "kept",
        "field",
    )  # fmt: skip

    def __init__(self, place):
        self.place, self.within, self.star, self.width, self.kept, self.field = place, "", False, 1, None, None
        self.font = self.other = None
        self.from_right = self.hidden = self.gone = self.new = self.table = False

    def copy(self):
        """Return the same for a group within."""
        made = _State(self.place)
        for name in self.__slots__:
            setattr(made, name, getattr(self, name))
        made.star = False
        return made


class _Reader:
    """The way through the signs of a file."""

    def __init__(self, data):
        self.data, self.told, self.about, self.created = data, LeftOut(), {}, {}
        self.body, self.later, self.at_the_end, self.margins = _Place("body"), [], [], {}
        self.state, self.stack = _State(self.body), []
        self.page, self.charsets, self.font, self.default = "cp1252", {}, None, None
        self.bytes, self.ignored, self.half = bytearray(), 0, ""
        self.marked = ("", [])  # text of a tracked change, or hidden, as long as it goes on
        self.shape, self.after_row, self.utf8 = "", False, _is_utf8(data)

    def text(self):
        """The text of the whole file."""
        place, data = 0, self.data
        while found := _TOKEN.match(data, place):
            place = found.end()
            codes, word, number, symbol, brace, plain = found.groups()
            if plain is not None:
                self.plain(plain)
            elif codes is not None:
                self.coded(codes)
            elif word == b"bin":
                place += max(0, int(number or 0))
            elif word is not None:
                self.word(word.decode("ascii"), None if number is None else int(number))
            elif symbol is not None:
                self.symbol(symbol)
            elif brace is not None and not self.brace(brace):
                break
        while self.stack:  # the file broke off
            self.brace(b"}")
        self.flush()
        self.mark("")
        self.set_down()
        for text in self.margins:
            self.told.add("margins", text)
        lines = "".join(self.body.pieces).rstrip("\n").split("\n") + self.at_the_end
        return "\n".join(lines).replace(_NESTED_CELL, "\t").replace(_NESTED_ROW, " ")

    def brace(self, brace):
        """A group begins or ends; return whether one is still open."""
        self.flush()
        self.ignored, self.half = 0, ""
        if brace == b"{":
            if len(self.stack) > DEEPEST:
                raise InputError("groups within groups too deep to read; open the file and save it again")
            self.stack.append(self.state)
            self.state = self.state.copy()
        elif self.stack:
            ended, self.state = self.state, self.stack.pop()
            if ended.place is not None and ended.place is not self.state.place and ended.place is not self.state.kept:
                self.finish(ended.place)
            if ended.field is not None and ended.field is not self.state.field:
                self.finish_field(ended.field)
        return bool(self.stack)

    def finish_field(self, field):
        """What a field without a result shows of its instruction."""
        instruction, before = field
        if self.state.place is not None and not "".join(self.state.place.pieces[before:]).strip():
            self.put(of_instruction(instruction))

    def finish(self, place):
        """What is done with the text of a note, a box, a header, a property."""
        self.mark("")
        lines = [line for line in map(str.strip, "".join(place.pieces).split("\n")) if line]
        text = " ".join(lines)
        if place.kind in ("note", "box") or (place.kind == "value of a shape" and self.shape == "gtextUNICODE"):
            self.later += lines
        elif place.kind == "endnote":
            self.at_the_end += lines
        elif place.kind == "margin" and words(text):
            self.margins[text] = True
        elif place.kind == "comment":
            self.told.add("comments", text)
        elif place.kind == "name of a shape":
            self.shape = text
        elif place.kind == "instruction" and self.state.field is not None:
            self.state.field[0] += text
        elif place.kind == "number" and is_label(text):
            self.put(f"{text} ")
        elif place.kind == "number" and any(map(str.isalnum, text)):
            self.told.add("numbers")
        elif place.kind in ("title", "author", "generator"):
            self.about[place.kind] = text

    def word(self, name, number):
        """A control word."""
        if name == "u":
            self.unicode(number or 0)
            return
        self.flush()
        self.ignored, state = 0, self.state
        star, state.star = state.star, False
        if name in _SETTINGS:
            _SETTINGS[name](self, state, number)
        elif state.within:
            self.word_within(name, number)
        elif name == "ud" and state.kept is not None:
            state.place = state.kept
        elif state.place is not None and not self.began(name, star):
            if name in _SIGNS:
                self.put(_SIGNS[name])
            elif name in _ENDS:
                self.end(name)

    def began(self, name, star):
        """Whether a group begins with this word whose text goes elsewhere, or nowhere."""
        state = self.state
        if name in _PLACES:
            state.place, state.table = _Place(_PLACES[name]), False
        elif name == "field":
            state.field = ["", len(state.place.pieces)]
        elif name == "upr":
            state.kept, state.place = state.place, None
        elif name in ("fonttbl", "info"):
            state.within, state.place = name, None
        elif name in _SKIPPED or (star and name not in _KNOWN):
            state.place = None
        elif name == "ftnalt" and state.place.kind == "note":
            state.place.kind = "endnote"
        else:
            return False
        return True

    def word_within(self, name, number):
        """A control word in the table of fonts, or in what the file says of itself."""
        state = self.state
        if state.within == "fonttbl" and name == "fcharset":
            self.charsets[self.font] = _OF_CHARSET.get(number, self.charsets.get(self.font))
        elif state.within == "fonttbl" and name == "cpg" and number:
            self.charsets[self.font] = _codec(number, None)
        elif state.within == "info" and name in ("title", "author"):
            state.place = _Place(name)
        elif state.within == "info" and name == "creatim":
            state.within = "created"
        elif state.within == "created" and name in ("yr", "mo", "dy") and number:
            self.created[name] = abs(number)

    def symbol(self, symbol):
        """A backslash and a sign."""
        self.flush()
        self.ignored = 0
        if symbol == b"*":
            self.state.star = True
        elif symbol in (b"\n", b"\r"):
            self.end("par")
        elif symbol in _SYMBOLS:
            self.put(_SYMBOLS[symbol])

    def plain(self, data):
        """Characters as they are."""
        if self.ignored:
            taken = min(self.ignored, len(data))
            self.ignored -= taken
            data = data[taken:]
        if self.state.place is None or not data:
            return
        if self.utf8 and not data.isascii():  # against the rules, but programs write it
            self.flush()
            self.put(data.decode("utf-8", "replace"))
        else:
            self.bytes += data

    def coded(self, codes):
        """Characters by their numbers in the code page of their font."""
        data = bytes.fromhex(codes.replace(b"\\'", b"").decode("ascii"))
        taken = min(self.ignored, len(data))
        self.ignored -= taken
        if self.state.place is not None:
            self.bytes += data[taken:]

    def unicode(self, number):
        """A character by its number in Unicode; those that stand for it are passed over."""
        self.flush()
        self.ignored, sign = self.state.width, chr(number % 0x10000)
        if "\ud800" <= sign <= "\udbff":
            self.half = sign
            return
        if "\udc00" <= sign <= "\udfff":
            sign = (self.half + sign).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.half = ""
        if sign >= " ":
            self.put(sign)

    def flush(self):
        """Turn the bytes that were read into text."""
        if self.bytes:
            text = self.bytes.decode(self.codec(), "replace")
            self.bytes = bytearray()
            self.put(text)

    def codec(self):
        """The code page of the font that is in use."""
        state = self.state
        font = self.default if state.font is None else state.font
        own, other = self.charsets.get(font), self.charsets.get(state.other)
        # A run from right to left may name its font as the "other" one.
        return (own or other or self.page) if state.from_right else (own or self.page)

    def put(self, text):
        """Put text where it belongs, unless it is hidden or deleted."""
        state, place = self.state, self.state.place
        if place is None:
            return
        kind = "deleted" if state.gone else "hidden" if state.hidden else "inserted" if state.new else ""
        kind = "moved" if state.gone == "moved" else kind
        self.mark(kind, text)
        if kind in ("", "inserted"):
            if self.after_row and place is self.body and not state.table:
                self.set_down()
            place.pieces.append(text)

    def mark(self, kind, text=""):
        """Count what is hidden or changed, a stretch of it as one place."""
        if kind != self.marked[0]:
            before = "".join(self.marked[1])
            if before.strip() and self.marked[0] != "moved":
                self.told.add(self.marked[0], before)
            self.marked = (kind, [])
        if kind:
            self.marked[1].append(text)

    def end(self, name):
        """The end of a paragraph, a cell, a row, a page."""
        state, place = self.state, self.state.place
        if place is None or (state.gone and name == "par"):
            return
        if name in _IN_ROWS:
            place.pieces.append(_IN_ROWS[name])
        elif name == "par" and state.table:
            place.pieces.append(" ")
        elif name == "row":
            self.end_row(place)
        elif name == "par" or not place.starts_a_line():
            place.pieces.append("\n")
            if place is self.body:
                self.set_down()

    def end_row(self, place):
        """Make the pieces since the last line a row: cells parted by tabs."""
        pieces = []
        while not place.starts_a_line():
            pieces.append(place.pieces.pop())
        cells = [re.sub(f"{_NESTED_CELL}? *{_NESTED_ROW}| +", " ", cell).strip(" ")
                 for cell in "".join(reversed(pieces)).split("\t")]  # fmt: skip
        row = "\t".join(cells[:-1] if not cells[-1] else cells)
        place.pieces.append(row.replace(_NESTED_CELL, "\t") + "\n")
        self.after_row = place is self.body

    def set_down(self):
        """Put notes and boxes on lines of their own."""
        if self.later and not self.body.starts_a_line():
            self.body.pieces.append("\n")
        self.body.pieces += [f"{line}\n" for line in self.later]
        self.later, self.after_row = [], False


def _set_font(reader, state, number):
    if state.within == "fonttbl":
        reader.font = number
    else:
        state.font = number


def _set_page(reader, state, number):
    reader.page = _codec(number, reader.page)


def _plain_again(reader, state, number):
    state.hidden = state.gone = state.new = state.from_right = False
    state.font = None


def _setter(name, value=None):
    """A control word that sets something of the group: to a value, or on unless its number is 0."""

    def set_it(reader, state, number):
        setattr(state, name, number != 0 if value is None else value)

    return set_it


def _set_number(name):
    def set_it(reader, state, number):
        setattr(state, name, number if name != "width" else max(0, number or 0))

    return set_it


def _page(name):
    def set_it(reader, state, number):
        reader.page = name

    return set_it


def _set_default(reader, state, number):
    reader.default = number


_SETTINGS = {
    "ansicpg": _set_page, "mac": _page("mac_roman"), "pc": _page("cp437"), "pca": _page("cp850"),
    "deff": _set_default, "f": _set_font, "af": _set_number("other"), "uc": _set_number("width"),
    "rtlch": _setter("from_right", True), "ltrch": _setter("from_right", False), "plain": _plain_again,
    "v": _setter("hidden"), "deleted": _setter("gone"), "mvf": _setter("gone", "moved"), "revised": _setter("new"),
    "pard": _setter("table", False), "intbl": _setter("table", True),
}  # fmt: skip


def _codec(number, otherwise):
    name = _OF_PAGE.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name if number else otherwise
    except LookupError:
        return otherwise


def _is_utf8(data):
    """Whether a file holds letters as UTF-8, which the format does not know."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
