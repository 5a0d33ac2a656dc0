"""Text whose bytes were read in the wrong encoding before it came into the file, and what it should have been."""

import re

from ...arabic.script import LETTER, plausibility

# The characters that the 256 bytes become when read as Latin-1 or windows-1252, and as windows-1256.
_LATIN = {bytes([byte]).decode("latin-1"): byte for byte in range(256)}
_WESTERN = {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_ARABIC = {bytes([byte]).decode("cp1256"): byte for byte in range(0x80, 0x100)}
_TO_ARABIC = str.maketrans({c: bytes([b]).decode("cp1256") for c, b in (_LATIN | _WESTERN).items() if b >= 0x80})
_HIGH = "\u0080-\u00ff" + "".join(_WESTERN)

_LATIN_WORD = re.compile(f"(?<![A-Za-z])[{_HIGH}]{{3,}}(?![A-Za-z])")
_ASCII_LETTERS = re.compile("[A-Za-z]")
# An Arabic letter in UTF-8 is D8-DB and a continuation byte: Ø Ù Ú Û read as Latin, ط ظ ع غ … as Arabic.
_TWICE = re.compile(f"(?:[ØÙÚÛ][\u0080-\u00bf{''.join(_WESTERN)}]){{2}}|Ã[˜™šš›\u0098-\u009b]")
_CONTINUATION = "".join(c for c, byte in _ARABIC.items() if byte < 0xC0)
_LEADING = "".join(c for c, byte in _ARABIC.items() if 0xC2 <= byte < 0xF0)
_AS_ARABIC = re.compile(f"(?:[{_LEADING}][{re.escape(_CONTINUATION)}]){{3,}}")
_PAIR = re.compile(f"(?:[{_LEADING}][{re.escape(_CONTINUATION)}]{{1,2}})+")

_PLAUSIBLE = 0.9  # of `plausibility`; words in the wrong code page have 0 to 0.6, good prose about 1.5


def from_windows(text):
    """Repair lines of windows-1256 that were read as Latin-1 or windows-1252: ÇáÅÑåÇÈ -> الإرهاب.

    A line is repaired when it holds words of such letters only, more of them than ASCII letters, no
    Arabic letter, and is plausible Arabic afterwards; so French stays French. Returns (text, number of lines).
    """
    if not any(letter in text for letter in "Çáí") or not _LATIN_WORD.search(text):  # ا ل ي
        return text, 0
    lines = text.split("\n")
    found = [_line_from_windows(line) for line in lines]
    n = sum(1 for new, old in zip(found, lines, strict=True) if new is not old)
    return ("\n".join(found), n) if n else (text, 0)


def _line_from_windows(line):
    words = _LATIN_WORD.findall(line)
    letters = sum(map(len, words))
    if letters < 4 or letters <= len(_ASCII_LETTERS.findall(line)) or LETTER.search(line):
        return line
    made = line.translate(_TO_ARABIC)
    return made if plausibility(made) >= _PLAUSIBLE else line


def from_utf8(text):
    """Repair UTF-8 that was read as Latin-1, windows-1252 or windows-1256, once or twice: Ø§Ù„ or ط§ظ„ -> ال.

    The bytes tell by themselves whether they are UTF-8, so single words are repaired too. Returns (text, number of
    lines).
    """
    if not any(sign in text for sign in ("Ø", "Ù", "Ã", "ط§", "ظ„", "ظٹ")):
        return text, 0
    lines = text.split("\n")
    found = [_line_from_utf8(line) for line in lines]
    n = sum(1 for new, old in zip(found, lines, strict=True) if new != old)
    return ("\n".join(found), n) if n else (text, 0)


def _line_from_utf8(line):
    if _TWICE.search(line):
        import ftfy  # hardly a corpus needs it

        made = ftfy.fix_encoding(line)
        if len(LETTER.findall(made)) > len(LETTER.findall(line)):
            line = made
    # Three letters in a row are no chance; the shorter words beside them are then meant too.
    return _PAIR.sub(lambda match: _read_again(match[0]), line) if _AS_ARABIC.search(line) else line


def _read_again(run):
    try:
        made = bytes(_ARABIC[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
    return made if len(LETTER.findall(made)) > len(made) / 2 else run
