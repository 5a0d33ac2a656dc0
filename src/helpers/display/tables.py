"""Tables a reader of Arabic finds right: first column at the right, numbers from left to right, nothing that
runs. In English (`style.context(language="en")`) they begin at the left.

The result is a pandas Styler, so JupyterLab and nbconvert show it, and it can be styled further. It makes no
request.
"""

import datetime
import functools
import hashlib
import html
import math
import numbers
import re

import pandas as pd

from .. import schema
from ..arguments import COUNT, DICT, ONE_OR_MORE, TEXT, TEXTS, any_of, optional, takes
from ..corpus import periods
from ..errors import ArgumentError, check_choice, nearest
from . import rtl as shaping
from . import sentences, style

CALENDAR = ("year", "period", "سنة", "السنة")  # whole numbers there are no quantities: 2019, never 2,019
#: what a table says of itself: yes, no, what stands between the parts of a list, how many rows are shown
_WORDS = {
    "ar": {True: "نعم", False: "لا", "and": "، ", "cut": "(أول <bdi>{:,}</bdi> من <bdi>{:,}</bdi> صفًا)"},
    "en": {True: "yes", False: "no", "and": ", ", "cut": "(first <bdi>{:,}</bdi> of <bdi>{:,}</bdi> rows)"},
}
_ARABIC = re.compile(f"({shaping.ARABIC_WORDS.pattern})")
_SET = re.compile("([A-Za-z_.]+=[\u0621-\u0652]+)")
# As they are in Arabic; in English the sides are exchanged.
_STYLES = [
    {
        "selector": "",
        "props": "direction: rtl; border-collapse: collapse; font-size: 0.95em; margin: 0.5em 0 1em auto;"
        " font-family: 'IBM Plex Sans Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif;",
    },
    {
        "selector": "caption",
        "props": "caption-side: top; direction: rtl; text-align: right; font-weight: bold;"
        " padding: 0.3em 0; color: inherit;",
    },
    {
        "selector": "th.col_heading",
        "props": "text-align: right; border-bottom: 2px solid #888; padding: 0.3em 0.7em;"
        " vertical-align: bottom;",
    },
    {
        "selector": "td",
        "props": "text-align: right; padding: 0.25em 0.7em; border-bottom: 1px solid #ddd;"
        " vertical-align: top; white-space: normal; max-width: 40em; overflow-wrap: break-word;",
    },
    {
        "selector": "td.number",
        "props": "direction: ltr; text-align: right; white-space: nowrap;"
        " font-variant-numeric: tabular-nums;",
    },
]


@takes(
    caption=optional(TEXT), columns=any_of(DICT, TEXTS), of=optional(TEXT), decimals=any_of(COUNT, DICT),
    max_rows=optional(ONE_OR_MORE), language=optional(TEXT),
)  # fmt: skip
def rtl(table, *, caption=None, columns=None, decimals=2, max_rows=50, of=None, language=None):
    """Return `table` as a right-to-left HTML table (a pandas Styler; it shows itself in a notebook).

    `columns` maps column names to shown names, or lists names; it chooses and orders the columns. Columns without a
    shown name have the heading that the schema gives them, and their values the names it gives these; `of` names the
    table of the schema where its columns do not tell (`schema.table_of`). `decimals` is a number of digits, or a dict
    column -> digits (others 2). Beyond `max_rows` (None: no limit) rows are left out and the caption says how many
    there are. `language`: "ar" or "en" (None: that of `style.context`); in English the table runs from the left. Every
    text, also in headers and caption, is escaped: markup in a corpus cannot run. Raises ArgumentError for a column or
    table that is not there, a column that occurs twice, an unknown language.
    """
    if not isinstance(table, pd.DataFrame):
        raise ArgumentError(f"tables.rtl needs a DataFrame, but was given {type(table).__name__}.")
    for column in columns or ():
        if column not in table.columns:
            raise ArgumentError(f'The table has no column "{column}".{nearest(column, table.columns)}')
    if not table.columns.is_unique:
        raise ArgumentError(
            f'The column "{table.columns[table.columns.duplicated()][0]}" occurs twice; rename one.'
        )
    language = check_choice("language", language or style.language(), schema.LANGUAGES)
    of = of or schema.table_of(table.columns)
    dated = periods.in_precision(table, table.columns if columns is None else columns)
    part = (dated if columns is None else dated[list(columns)]).reset_index(drop=True)
    cut = part if max_rows is None else part.head(max_rows)
    styler = cut.style.format(_formatters(part, decimals, of, language), escape=None).hide(axis="index")
    headings = schema.headings(part.columns, language=language, of=of)
    headings |= {str(column): text for column, text in columns.items()} if isinstance(columns, dict) else {}
    shown = [_bdi(str(headings[str(column)])) for column in part.columns]
    styler.relabel_index(shown, axis="columns") if shown else None
    direction = {"ar": "rtl", "en": "ltr"}[language]
    styler.set_table_styles(_styles(language)).set_table_attributes(f'dir="{direction}" class="khitab-table"')
    numeric = [_is_number(part[c]) for c in part.columns]
    styler.set_td_classes(
        pd.DataFrame([["number" if n else "" for n in numeric]] * len(cut), cut.index, cut.columns)
    )
    caption = _caption(caption, len(cut), len(part), language)
    if caption:
        styler.set_caption(caption)
    # For `live_tables`: the same table with more rows, and how many there are.
    shown_as = {"columns": columns, "decimals": decimals, "of": of, "language": language}
    styler.whole, styler.n_rows = functools.partial(rtl, table, **shown_as), len(part)
    return styler.set_uuid(_name(cut, caption, language))


@takes(
    columns=any_of(DICT, TEXTS), of=optional(TEXT), language=optional(TEXT), significant=ONE_OR_MORE,
    max_rows=optional(ONE_OR_MORE),
)  # fmt: skip
def texts(table, *, columns=None, of=None, language=None, significant=3, max_rows=None):
    """Return `table` as a reader sees it, but all of it texts: a DataFrame of str with headings in words.

    columns, of, language, max_rows: as in `rtl`. Whole numbers are grouped, years are not; other numbers have
    `significant` digits and no exponent; a p below .001 is "< .001"; a missing value is a dash, a value has its name.
    Nothing is escaped. Raises ArgumentError as `rtl`.
    """
    for column in columns or ():
        if column not in table.columns:
            raise ArgumentError(f'The table has no column "{column}".{nearest(column, table.columns)}')
    language = check_choice("language", language or style.language(), schema.LANGUAGES)
    of = of or schema.table_of(table.columns)
    dated = periods.in_precision(table, table.columns if columns is None else columns)
    part = dated if columns is None else dated[list(columns)]
    part = part if max_rows is None else part.head(max_rows)
    headings = schema.headings(part.columns, language=language, of=of)
    headings |= {str(column): text for column, text in columns.items()} if isinstance(columns, dict) else {}
    described = schema.described(part.columns, of=of)
    made = {}
    for column in part.columns:
        about = described[str(column)]
        cell = functools.partial(
            _text, column=str(column), names=about.names if about else "", language=language, significant=significant
        )
        made[headings[str(column)]] = [cell(value) for value in part[column].astype(object)]
    return pd.DataFrame(made, dtype="str")


@takes(language=optional(TEXT))
def named_values(table, *, language=None):
    """Return `table` with the values that have names (neutral, reported) by their names; all else as it is."""
    language = check_choice("language", language or style.language(), schema.LANGUAGES)
    table = table.copy()
    for column, about in schema.described(table.columns).items():
        if about and about.names and isinstance(table[column].dtype, pd.StringDtype | pd.CategoricalDtype):
            name = functools.partial(_named, names=about.names, language=language)
            table[column] = table[column].astype("str").map(name, na_action="ignore")
    return table


def _text(cell, column, names, language, significant):
    if isinstance(cell, (list, tuple, set, frozenset)):
        return _WORDS[language]["and"].join(map(str, cell))
    if cell is None or pd.isna(cell):
        return "–"
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return _WORDS[language][bool(cell)]
    if isinstance(cell, (datetime.date, pd.Period)):
        return str(cell)[:10]
    if not isinstance(cell, numbers.Number):
        return _named(str(cell), names, language)
    if column in CALENDAR and float(cell).is_integer():
        return str(int(cell))
    if column == "p" or column.startswith("p_"):
        return "< .001" if cell < 0.0005 else f"{cell:.3f}"
    if isinstance(cell, numbers.Integral):
        return f"{int(cell):,}".replace("-", "\u2212")
    if cell == 0 or not abs(cell) < float("inf"):
        return f"{cell:g}"
    places = max(0, significant - 1 - math.floor(math.log10(abs(cell))))
    return f"{round(cell, places):,.{min(places, 6)}f}".replace("-", "\u2212")


def _styles(language):
    """The look of a table; in English it stands at the left and its texts begin there. Numbers end at the right."""
    if language == "ar":
        return _STYLES
    sides = {"direction: rtl": "direction: ltr", "text-align: right": "text-align: left", "1em auto": "1em 0"}
    return [
        rule if rule["selector"] == "td.number" else
        rule | {"props": functools.reduce(lambda text, pair: text.replace(*pair), sides.items(), rule["props"])}
        for rule in _STYLES
    ]  # fmt: skip


def _caption(caption, shown, total, language):
    """Escaped caption, with the number of rows left out."""
    parts = [] if caption is None else [_bdi(str(caption))]
    if shown < total:
        parts.append(f'<span style="font-weight: normal">{_WORDS[language]["cut"].format(shown, total)}</span>')
    return " ".join(parts)


def _name(table, caption, language):
    """An id that is the same in every run, so that executed notebooks do not differ, and another in another language,
    whose table may stand on the same page and runs to the other side.
    """
    text = f"{language}{caption}{list(table.columns)}{len(table)}{table.head(3).to_csv()}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _is_number(column):
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _formatters(table, decimals, of, language):
    """One function a column: cell -> escaped HTML."""
    made, described = {}, schema.described(table.columns, of=of)
    for column in table.columns:
        digits = decimals.get(column, 2) if isinstance(decimals, dict) else decimals
        whole = str(column) in CALENDAR and pd.api.types.is_integer_dtype(table[column])
        about = described[str(column)]
        made[column] = _year if whole else functools.partial(
            _cell, digits=digits, language=language, names=about.names if about else ""
        )  # fmt: skip
    return made


def _cell(cell, digits, language, names):
    """A missing value is a dash; numbers and dates run from left to right; a list is joined; a value has its name."""
    if isinstance(cell, (list, tuple, set, frozenset)):
        return _bdi(_WORDS[language]["and"].join(map(str, cell)))
    if cell is None or pd.isna(cell):
        return "–"
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return _WORDS[language][bool(cell)]
    if isinstance(cell, (datetime.date, pd.Period)):
        return f'<span dir="ltr">{_date(cell)}</span>'
    if isinstance(cell, numbers.Number):
        return f'<span dir="ltr">{_number(cell, digits)}</span>'
    text = _named(str(cell), names, language)
    if names and language == "en":
        return english(text)
    if not names:
        return _bdi(text)
    # A part may be a setting, another Arabic with settings in it.
    return "؛ ".join(arabic(part) if shaping.is_rtl(part) else _bdi(part) for part in text.split("؛ "))


def _named(text, names, language):
    """A text by its name in a list of the schema, one of Khitab's own sentences in Arabic; else as it is."""
    if names == schema.SENTENCE:
        return (sentences.arabic(text) or text) if language == "ar" else text
    name = schema.value_name(text, names, language=language) if names else text
    if names in ("problem", "reading") and language == "ar":
        name = sentences.of_problem(text) or name
    return f"{name} ({text})" if names in schema.TYPED and name != text else name


def _year(cell):
    return "–" if pd.isna(cell) else f'<span dir="ltr">{int(cell)}</span>'


def _date(cell):
    if isinstance(cell, datetime.datetime) and cell.time() != datetime.time():
        return html.escape(cell.strftime("%Y-%m-%d %H:%M"))
    return html.escape(str(cell)[:10])


def _number(cell, digits):
    """1234567.891 -> 1,234,567.89; a number too small for `digits` keeps two significant ones."""
    if isinstance(cell, numbers.Integral):
        return f"{int(cell):,}".replace("-", "\u2212")
    small = cell != 0 and abs(cell) < 0.5 * 10**-digits
    return (f"{cell:.1e}" if small else f"{cell:,.{digits}f}").replace("-", "\u2212")


def english(text):
    """Escaped English with words of Arabic in it, as HTML: it runs from the left, each run of Arabic from the right."""
    parts = _ARABIC.split(text)
    parts[::2] = map(html.escape, parts[::2])
    parts[1::2] = [f'<bdi dir="rtl">{html.escape(part)}</bdi>' for part in parts[1::2]]
    return f'<bdi dir="ltr">{"".join(parts)}</bdi>'


def arabic(text):
    """Escaped Arabic prose with words of other letters in it, as HTML: it runs from the right, each run of these (a
    citation, a formula, p = .001, a value that is set: source=الشرق) from the left, whole.
    """
    pairs = []
    for number, piece in enumerate(_SET.split(str(text))):
        pairs += [(piece, True)] if number % 2 else shaping.phrases(piece)
    parts = (f'<bdi dir="ltr">{html.escape(part)}</bdi>' if apart else html.escape(part) for part, apart in pairs)
    return f'<bdi dir="rtl">{"".join(parts)}</bdi>'


def _bdi(text):
    """Escaped text with its own direction: Arabic anywhere makes it right-to-left; numbers stay whole."""
    if not shaping.is_rtl(text):
        return f'<bdi dir="ltr">{html.escape(text)}</bdi>'
    parts = (
        f'<bdi dir="ltr">{html.escape(part)}</bdi>' if apart else html.escape(part)
        for part, apart in shaping.pieces(text)
    )
    return f'<bdi dir="rtl">{"".join(parts)}</bdi>'
