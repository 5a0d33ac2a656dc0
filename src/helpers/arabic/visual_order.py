"""Arabic in visual order, as PDF extraction leaves it (باهرإلا ةحفاكم), turned into reading order (مكافحة الإرهاب)."""

import functools
import re
import unicodedata

from .damage import FORM, FORMS, HARAKAT, LETTER, letters_of

_WORD = re.compile(f"[{LETTER}{HARAKAT}]+")


def _shapes(kind):
    codes = (*range(0xFB50, 0xFBE9), *range(0xFE80, 0xFEFD))
    return "".join(chr(code) for code in codes if unicodedata.name(chr(code), "").endswith(f"{kind} FORM"))


# The shapes themselves tell the order: a word does not begin with the shape of an end.
_FINAL, _INITIAL = _shapes("FINAL"), _shapes("INITIAL")
# What stands before is looked at last: a pattern that begins with characters is sought many times as fast.
_SHAPED_FORWARD = re.compile(f"[{_INITIAL}](?<![{FORM}].)[{FORM}]*[{_FINAL}](?![{FORM}])")
_SHAPED_BACKWARD = re.compile(f"[{_FINAL}](?<![{FORM}].)[{FORM}]*[{_INITIAL}](?![{FORM}])")
# ة never begins a word, and hardly anything but the article begins with ال: read backwards both are told at once.
# Where ﻷ was taken apart, the article with it ends in لأا.
_FORWARD = re.compile(r"(?:[وفبك]?ال|لل).{3,}|.{2,}ة$")
_BACKWARD = re.compile(r"ة.{2,}$|.{3,}(?:لا[وفبك]?|ل[أإآا]ا[وفبك]?|لل)$")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_DIGITS, _LATIN = "0-9٠-٩۰-۹", "A-Za-z\u00c0-\u024f"
# Between Arabic words only a point, comma, colon or slash keeps two numbers in their order (Unicode bidi, W2 and W4).
_LEFT_TO_RIGHT = re.compile(
    f"[{_LATIN}{_DIGITS}]*[{_LATIN}](?:[ .,:;/%'’@_+-]*[{_LATIN}{_DIGITS}]+)*|[{_DIGITS}]+(?:[.,:/٫٬][{_DIGITS}]+)*"
)
_RUN = re.compile(f"[{LETTER}{HARAKAT}{FORM}]+(?: +[{LETTER}{HARAKAT}{FORM}]+)*")
_MARK_FIRST = re.compile(f"(?<![{LETTER}{HARAKAT}])[{HARAKAT}]")
_CLUSTER = re.compile(f".[{HARAKAT}]*", re.DOTALL)


def restore(text):
    """Turn lines in visual order into reading order. Returns (text, number of lines turned).

    A line is turned when at least two of its words can only be read backwards, one of them for a ة at the
    beginning, and three times as many as can only be read forwards; or when the shapes of its letters say so. If all
    lines that can be judged are turned, so are the others that hold Arabic. Numbers and Latin words keep their
    order, brackets are mirrored. Text whose words are whole but in the wrong order is not recognized.
    """
    begins = any(f"{before}ة" in text for before in " \n([«\"") or text[:1] == "ة"
    shape = None if begins else FORMS.search(text)
    if not begins and (shape is None or not _SHAPED_BACKWARD.search(text, shape.start())):
        return text, 0
    lines = text.split("\n")
    judged = [_judge(line) for line in lines]
    if "backward" not in judged:
        return text, 0
    all_turned = "forward" not in judged
    turn = [kind == "backward" or (all_turned and _WORD.search(_plain(line)) is not None)
            for kind, line in zip(judged, lines, strict=True)]  # fmt: skip
    return "\n".join(_turned(line) if yes else line for yes, line in zip(turn, lines, strict=True)), sum(turn)


def logical(parts, *, right_to_left=True):
    """Put the parts of one line, given from left to right as they stand on a page, in reading order; returns a string.

    parts: strings, each in reading order in itself, such as glyphs and spaces. right_to_left: whether the line belongs
    to a text that runs so. Numbers and foreign words keep their order; brackets and quotation marks are turned to the
    side on which they open or close. Caveat: `Windows 11` is read for what may be `11 Windows`: both look the same.
    """
    if right_to_left:
        kinds = "".join(map(_kind, reversed(parts)))
        parts = list(reversed(parts))
        for found in _FOREIGN_RUN.finditer(kinds):
            parts[found.start() : found.end()] = reversed(parts[found.start() : found.end()])
    else:
        # Among Latin words, Arabic-Indic digits stand within the Arabic ones beside them.
        kinds, parts = "".join("I" if _is_indic(part) else _kind(part) for part in parts), list(parts)
        for found in _ARABIC_IN_FOREIGN.finditer(kinds):
            run = list(reversed(parts[found.start() : found.end()]))
            for number in _NUMBER_RUN.finditer(kinds[found.start() : found.end()][::-1].replace("I", "N")):
                run[number.start() : number.end()] = reversed(run[number.start() : number.end()])
            parts[found.start() : found.end()] = run
    return turn_brackets("".join(parts))


# Kinds of parts, as in the bidirectional algorithm: Arabic, Latin, number, separator of numbers, other.
_NUMBER_RUN = re.compile("N(?:SN|N)*")
_FOREIGN_RUN = re.compile("N*L(?:[SO]*[LN])*|(?:[LN][SO]*)*L(?:[SO]*L)*|N(?:SN|N)*")
_ARABIC_IN_FOREIGN = re.compile("[AI](?:[SON]*[AI])*")


def _is_indic(part):
    return any(char in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" for char in part)


@functools.lru_cache(20_000)
def _kind(part):
    for char in part:
        if char.isdecimal():
            return "N"
        if char.isalpha():
            return "A" if unicodedata.bidirectional(char) in ("AL", "R") else "L"
    return "S" if part in _SEPARATORS else "O"


_SEPARATORS = frozenset(".,:/٫٬")
_OPENING, _CLOSING = "([{«", ")]}»"
_BRACKET = re.compile(r"[()\[\]{}«»]")


def turn_brackets(text):
    """Turn brackets and guillemets by what stands beside them: )نص( and »نص« become (نص) and «نص».

    One before a word and behind a space opens, one behind a word and before a space closes; where both or neither
    touch a word, what is open is closed.
    """
    if not _BRACKET.search(text):
        return text
    made, depth = list(text), dict.fromkeys(_OPENING, 0)
    for found in _BRACKET.finditer(text):
        at = found.start()
        pair = (_OPENING.find(found[0]) + _CLOSING.find(found[0]) + 1) % 4
        opening = _opens(made, at, depth[_OPENING[pair]])
        made[at] = (_OPENING if opening else _CLOSING)[pair]
        depth[_OPENING[pair]] = max(depth[_OPENING[pair]] + (1 if opening else -1), 0)
    return "".join(made)


def _opens(chars, at, depth):
    before, behind = at - 1, at + 1
    touches_before = at > 0 and not chars[before].isspace() and chars[before] not in _OPENING
    touches_behind = behind < len(chars) and (chars[behind].isalnum() or chars[behind] in "([{«»)]}\"“”'")
    if touches_before != touches_behind:
        return touches_behind
    return not depth


def _plain(line):
    """Letters for shapes, where the ligature of two letters counts as read from the left."""
    return FORMS.sub(lambda m: letters_of(m[0])[::-1], line) if FORMS.search(line) else line


def _judge(line):
    shaped = len(_SHAPED_BACKWARD.findall(line)) - len(_SHAPED_FORWARD.findall(line))
    if shaped:
        return "backward" if shaped > 0 else "forward"
    words = _WORD.findall(_plain(line))
    forward = sum(1 for word in words if _FORWARD.match(word))
    backward = sum(1 for word in words if _BACKWARD.match(word))
    certain = any(word[0] == "ة" and len(word) > 2 for word in words)
    if certain and backward >= max(2, 3 * forward):
        return "backward"
    return "forward" if forward > backward else ""


def _turned(line):
    if len(re.findall("[A-Za-z]", line)) > len(re.findall(f"[{LETTER}{FORM}]", line)):
        return _RUN.sub(lambda m: _backwards(m[0]), line)  # an English line: only its Arabic runs are turned
    return _LEFT_TO_RIGHT.sub(lambda m: m[0][::-1], _backwards(line).translate(_MIRRORED))


def _backwards(text):
    # Marks stand behind their letter in some files and before it in others, as the glyphs were laid.
    return text[::-1] if _MARK_FIRST.search(text) else "".join(reversed(_CLUSTER.findall(text)))
