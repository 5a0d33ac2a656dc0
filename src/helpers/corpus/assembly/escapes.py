r"""Arabic letters that a program wrote as escapes, once too often: \u0645, b'\xd9\x85', <U+0645>, u0645, %D9%85."""

import re
from urllib.parse import unquote_to_bytes

from ...arabic.script import LETTER

_HEX = "[0-9a-fA-F]"
# A run of signs is looked at from its beginning only: from each sign on it would take for ever.
_POINT = re.compile(rf"(?<!\\)\\+(?:u({_HEX}{{4}})|u\{{({_HEX}{{2,6}})\}}|U({_HEX}{{8}}))|<U\+({_HEX}{{4,8}})>")
_BYTES = re.compile(rf"(?:(?<!\\)\\+x{_HEX}{{2}})+")
_PERCENT = re.compile(rf"(?:%{_HEX}{{2}})+")
_QUOTED = re.compile(rf"(?:={_HEX}{{2}}|=\n)+")  # as in mails
# A program that takes backslashes away leaves u0645: only in a row of several Arabic letters.
_BARE = re.compile(r"(?:u06[2-4][0-9a-fA-F]){3,}")
_ONE_BARE = re.compile(rf"u(06{_HEX}{{2}}|20[01]{_HEX})")
_ADDRESS = re.compile(r"(?<!\w)\w+://\S*|\bwww\.\S*")
_WRAPPED = re.compile(r"""\s*[bu]?(["'])(.*)\1\s*""", re.DOTALL)
_SIGN = re.compile(r"\\([nrt\"'/\\])")
_SIGNS = {"n": "\n", "r": "\n", "t": "\t"}
_FEWEST = 2  # letters: one may be spoken of
SIGNS = r"\\[uUx][0-9a-fA-F{]|<U\+0[67]|u06[2-4][0-9a-fA-F]u06|[%=](?:D[89AB]|d[89ab])[%=]"
_MAY_HOLD = re.compile(SIGNS)
_CUES = "\\", "<U+", "u06", "%D", "%d", "=D", "=d"  # told faster than by the pattern


def written_out(text):
    r"""Return (text, letters written out): \u0645\u0642 becomes مق, and with it \n a line break.

    Only in a text that has more of its Arabic letters as escapes than as letters, so that one which speaks of escapes
    stays; addresses stay too. Bytes that are no UTF-8 are left as they are.
    """
    if not any(map(text.__contains__, _CUES)) or not _MAY_HOLD.search(text):
        return text, 0
    made = text
    if "\\" in text or "<U+" in text:
        made = _BYTES.sub(_of_bytes, _POINT.sub(_of_point, text))
    if made == text and _BARE.search(text):  # with the backslashes went those of all other signs
        made = _ONE_BARE.sub(_of_point, text)
    if made == text:
        made = _outside_addresses(text)
    letters = len(LETTER.findall(text))
    n = len(LETTER.findall(made)) - letters
    if n < max(_FEWEST, letters):
        return text, 0
    if "\\" in text:
        wrapped = _WRAPPED.fullmatch(made)
        made = _SIGN.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), wrapped[2] if wrapped else made)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), n  # pairs of halves are one sign


def _of_point(match):
    code = int(next(filter(None, match.groups())), 16)
    return chr(code) if code < 0x110000 else match[0]


def _of_bytes(match):
    return _decoded(bytes.fromhex(re.sub(r"\\+x", "", match[0])), match[0])


def _decoded(data, given):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return given


def _outside_addresses(text):
    """A text with %D9%85 and =D9=85 written out where they stand for Arabic, but for addresses."""
    made, end = [], 0
    for address in _ADDRESS.finditer(text):
        made += [_plain(text[end : address.start()]), address[0]]
        end = address.end()
    return "".join([*made, _plain(text[end:])])


def _plain(part):
    part = _PERCENT.sub(lambda run: _decoded(unquote_to_bytes(run[0]), run[0]), part)
    return _QUOTED.sub(lambda run: _decoded(bytes.fromhex(re.sub(r"=\n?", "", run[0])), run[0]), part)
