"""The language of what is drawn: which of two texts is shown, how numbers are written, from which side one reads.

Chosen are the language (headings, titles, names of values, the side at which reading begins and time starts), the
digits, whether rates are given per million words or, for a small corpus, per thousand, for how many columns of a
printed page, and what stands beside Arabic words for those who do not read them (`glosses`). `use` sets them for all
that follows, as the set-up cell of a notebook does; `chosen` for a block.
"""

import contextlib
import contextvars
import re

from .. import schema
from ..errors import check_choice
from .glosses import NONE

DIGITS = ("latin", "arabic")
WIDTHS = ("fit", "one", "two")  # columns of a page: as each figure needs, one wherever it can, two
MILLION, THOUSAND = 1_000_000, 1_000
SMALL = 100_000  # tokens: a rate per million of a smaller corpus would tell of words that nobody has read
_STANDARD = {"language": "ar", "digits": "latin", "per": MILLION, "glosses": NONE, "width": "fit"}
_SET = contextvars.ContextVar("language of figures")  # None until `chosen` sets it for a block
_ARABIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_SIGNS = re.compile(r"(?<=\d)([.,])(?=\d)")
_OF_NUMBERS = {".": "٫", ",": "٬"}  # decimal sign and sign of the thousands


def use(language=None, digits=None, per=None, glosses=None, width=None):
    """From here on, draw in this language ("ar", "en") with these digits ("latin", "arabic"), rates `per` so many
    words, figures of this `width`.

    per: 1,000,000 or 1,000. glosses: what stands beside Arabic words (`glosses.Glosses`). width: one of WIDTHS. None:
    as before. Raises ArgumentError for anything else.
    """
    _STANDARD.update(_checked(language, digits, per, glosses, width))


@contextlib.contextmanager
def chosen(language=None, digits=None, per=None, glosses=None, width=None):
    """Within the block, draw in this language with these digits; arguments as in `use`."""
    token = _SET.set(_now() | _checked(language, digits, per, glosses, width))
    try:
        yield
    finally:
        _SET.reset(token)


def language():
    """The language of headings and names of values, here and now: "ar" or "en"."""
    return _now()["language"]


def digits():
    """The digits of numbers in Arabic, here and now: "latin" or "arabic"; English has the latin ones."""
    return _now()["digits"]


def per():
    """So many words a rate is given for, here and now: 1,000,000, or 1,000 in a small corpus."""
    return _now()["per"]


def gloss(term):
    """What stands beside a term in figures, here and now: a gloss, a transcription, or "" for nothing."""
    return _now()["glosses"].of(term)


def width():
    """For how many columns of a page figures are drawn, here and now: one of WIDTHS."""
    return _now()["width"]


def from_right():
    """Whether reading begins at the right: there the first column stands, and time begins."""
    return language() == "ar"


def either(texts):
    """The one of two texts, in Arabic and in English, that is in the language of the figure; one text is itself."""
    return texts if texts is None or isinstance(texts, str) else texts[schema.LANGUAGES.index(language())]


def numerals(text):
    """`text` with its digits, decimal signs and percent signs as numbers are written here and now.

    >>> with chosen(digits="arabic"):
    ...     numerals("1,234.5 %")
    '١٬٢٣٤٫٥ ٪'
    """
    text = str(text)
    if digits() == "latin" or language() == "en":
        return text
    return _SIGNS.sub(lambda sign: _OF_NUMBERS[sign[1]], text).translate(_ARABIC)


def period(text):
    """A year, month or quarter as it is read here and now; any other text as it is.

    >>> period("2018Q1"), period("2018-03"), period("Q fever")
    ('ر1 2018', '2018-03', 'Q fever')
    """
    quarter = _QUARTER.fullmatch(str(text))
    if quarter:
        text = either(("ر{1} {0}", "{0} Q{1}")).format(*quarter.groups())
    return numerals(text) if quarter or str(text).replace("-", "").isdigit() else str(text)


def number(value, form="{:,.6g}"):
    """A number as it is read: thousands parted, a true minus sign, in the digits of the figure.

    >>> number(1234.5), number(-2_000_000.4)
    ('1,234.5', '−2,000,000')
    """
    text = form.format(value) if form != "{:,.6g}" or abs(value) < 1e6 else f"{value:,.0f}"
    return numerals(text.replace("-", "\u2212"))


def look():
    """Language, digits, rates, glosses and width of here and now, as a dict that `chosen` takes."""
    return dict(_now())


def _now():
    return _SET.get(None) or dict(_STANDARD)


def _checked(language, digits, per, glosses=None, width=None):
    found = {}
    if language is not None:
        found["language"] = check_choice("language", language, schema.LANGUAGES)
    if digits is not None:
        found["digits"] = check_choice("digits", digits, DIGITS)
    if per is not None:
        found["per"] = check_choice("per", per, (MILLION, THOUSAND))
    if glosses is not None:
        found["glosses"] = glosses
    if width is not None:
        found["width"] = check_choice("width", width, WIDTHS)
    return found
