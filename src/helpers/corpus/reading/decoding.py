"""From the bytes of a file to text: marks, UTF-8, UTF-16, then the two old Arabic code pages."""

import codecs
import re
import unicodedata

from ...arabic.script import LETTER, plausibility
from ...errors import ArgumentError, InputError, nearest

# UTF-32 LE begins with the mark of UTF-16 LE, so it is looked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CODE_PAGES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}  # Python's name: everybody's name
NAMES_IN = ("cp1256", "cp720", "cp864")  # code pages of the names in old archives
_LIKELY = 0.7  # from where on a text in an old code page is called Arabic, see `plausibility`
_PLAIN = 0.8  # of the signs of such names that are not ASCII must be Arabic
SAMPLE = 100_000  # bytes that are looked at when the encoding has to be judged
MOST_LOST = 0.02  # broken places for each Arabic letter that a text may have and still be used
LOST = "\ufffd"

_UTF8_RUN = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){4}")  # four Arabic letters in UTF-8


def decode(data, *, encoding=None):
    """Turn the bytes of a file into text.

    Returns (text, encoding, how). `how` is a sentence of clauses parted by "; ": the first says how the
    encoding was found, each further one names a change (broken bytes replaced by U+FFFD and where,
    CRLF or CR changed to LF); without a change there is one clause. With `encoding` nothing is guessed.

    Raises InputError when no encoding gives Arabic text or more than one place in 50 letters is broken,
    ArgumentError for an unknown `encoding`. An old code page is judged from letters and frequent words:
    of texts of 20 characters about 1 in 100 is misjudged, of texts of 60 none was in 1,600.
    """
    text, name, how = _named(data, encoding) if encoding is not None else _found(data)
    text, crlf, cr = with_unix_newlines(text)
    return text, name, with_line_ends(how, crlf, cr)


def with_unix_newlines(text):
    """Return (the text with CRLF and CR changed to LF, how many CRLF there were, how many CR)."""
    if "\r" not in text:
        return text, 0, 0
    length, text = len(text), text.replace("\r\n", "\n")
    crlf, cr = length - len(text), text.count("\r")
    return text.replace("\r", "\n") if cr else text, crlf, cr


def with_line_ends(how, crlf, cr):
    """Return how a file was decoded, with a clause on its line ends where some were changed."""
    kinds = " and ".join(f"{n:,} {kind}" for n, kind in ((crlf, "CRLF"), (cr, "CR")) if n)
    return f"{how}; {kinds} line ends changed to LF" if kinds else how


def names(raws):
    """Return the names of files, given as the bytes of an archive that does not say their encoding, as strings.

    UTF-8 where they are that; else the one of the code pages of Arabic Windows and DOS in which all of them together
    are likely Arabic; None for a name where there is no such.
    """
    found, old = {}, []
    for raw in dict.fromkeys(raws):
        try:
            found[raw] = raw.decode("utf-8")
        except UnicodeDecodeError:
            old.append(raw)
    made, best = {}, 0
    for page in NAMES_IN:
        try:
            read = {raw: unicodedata.normalize("NFKC", raw.decode(page)) for raw in old}
        except UnicodeDecodeError:
            continue
        words = re.sub(r"[\x00-\x40\x5b-\x60\x7b-\x7f]+", " ", " ".join(read.values()))  # a suffix is no glued word
        signs = [sign for sign in words if not sign.isascii()]
        plain = sum(1 for sign in signs if "\u060c" <= sign <= "\u0669")
        score = plausibility(words) if plain >= _PLAIN * len(signs) else 0
        if score > max(best, _LIKELY):
            made, best = read, score
    return [found.get(raw, made.get(raw)) for raw in raws]


def unix_newlines(text):
    """Return the text with CRLF and CR changed to LF: the one text on which offsets are counted."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_encoding(encoding):
    """Return the codec's own name for `encoding`; raise ArgumentError when Python has no such codec."""
    try:
        name = codecs.lookup(encoding).name
        b"a".decode(name)
    except UnicodeDecodeError:
        return name  # a multi-byte encoding: one byte is too short for it
    except (LookupError, TypeError, ValueError):
        known = ("utf-8", "utf-16", "utf-32", "windows-1256", "cp1256", "iso-8859-6", "mac_arabic", "cp720")
        raise ArgumentError(
            f'encoding is "{encoding}", which is no known text encoding; '
            f"use for example utf-8, utf-16, windows-1256 or iso-8859-6.{nearest(encoding, known)}"
        ) from None
    return name


def _named(data, encoding):
    name = check_encoding(encoding)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not {encoding}: byte {error.start:,} cannot be read ({error.reason}); "
            "name another encoding, or none to have it found"
        ) from None
    return text.removeprefix("\ufeff"), CODE_PAGES.get(name, name), "named"


def _found(data):
    for mark, name in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name, "byte order mark")
    wide = utf16_without_mark(data)
    if wide:
        return _lenient(data, wide, "UTF-16 without a mark")
    try:
        return data.decode("utf-8"), "utf-8", "valid UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return _lenient(data, "utf-8", "UTF-8 with broken bytes")
    except InputError:
        if _UTF8_RUN.search(data):
            raise  # it is UTF-8; read as a code page it would become mojibake
    name = _code_page(data)
    if name is not None:
        return _lenient(data, name, f"judged by its letters ({CODE_PAGES[name]})")
    import charset_normalizer  # hardly a corpus needs it

    guess = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    hint = f" (they might be {guess.encoding})" if guess else ""
    raise InputError(
        f"the bytes are neither UTF-8 or UTF-16 nor Arabic in windows-1256 or ISO-8859-6{hint}; "
        "save the file as UTF-8, or name its encoding"
    )


def _lenient(data, name, how):
    """Decode; broken places become U+FFFD, and `how` says how many and where; too many are an InputError."""
    label = CODE_PAGES.get(name, name)
    try:
        return data.decode(name), label, how
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
    places, letters = text.count(LOST), len(LETTER.findall(text))
    line = text.count("\n", 0, text.find(LOST)) + 1
    count = f"{places:,} broken place{'s' if places > 1 else ''}"
    if places > max(MOST_LOST * letters, min(letters, 1)):  # one is allowed: a file cut off in a letter
        raise InputError(
            f"{count} when read as {label}, the first in line {line:,}: the file is damaged or "
            "mixes encodings; mend or convert those parts"
        )
    return text, label, f"{how}; {count} replaced by U+FFFD, the first in line {line:,}"


def utf16_without_mark(data):
    """Return the name of UTF-16 without a mark, None for other bytes; asked before UTF-8, for its Arabic is ASCII."""
    sample = data[: SAMPLE // 2 * 2]
    # Most characters are ASCII, Arabic or presentation forms: every other byte is 0, 6 or FE.
    upper = [sum(map(sample[start::2].count, (0x00, 0x06, 0xFE))) for start in (0, 1)]
    if 4 * max(upper) < len(sample) or max(upper) < 3 * min(upper):
        return None
    return "utf-16-be" if upper[0] > upper[1] else "utf-16-le"


def _code_page(data):
    """Name the code page that gives the likelier Arabic, or None when neither does."""
    start = re.search(rb"[\x80-\xff]", data)
    sample = data[max(start.start() - 1000, 0) :][:SAMPLE]
    scores = {}
    for name in CODE_PAGES:
        try:
            scores[name] = plausibility(sample.decode(name))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=scores.get, default=None)
    return best if best is not None and scores[best] >= _LIKELY else None
