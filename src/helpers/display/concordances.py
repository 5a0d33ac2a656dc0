"""The concordance on a page: the keyword in the middle, what stands before it at its right."""

import html

from ..arguments import COUNT, FLAG, TEXT, frame, optional, takes
from ..corpus import periods
from . import frames, rtl

_CELL = "padding: 0.2em 0.4em; border-bottom: 1px solid #ddd; white-space: nowrap; overflow: hidden;"
_CELLS = {
    # The cell itself runs from left to right (its text does not): so the end of the text stands beside the keyword
    # and what does not fit is cut at the far side.
    "pre": f"{_CELL} direction: ltr; text-align: left; text-overflow: ellipsis;",
    "keyword": f"{_CELL} direction: rtl; text-align: center; font-weight: bold; color: #0077BB; white-space: normal;",
    "post": f"{_CELL} direction: rtl; text-align: right; text-overflow: ellipsis;",
    "about": f"{_CELL} direction: rtl; text-align: right; text-overflow: ellipsis; color: #666; font-size: 0.85em;",
}
# With the whole context a cell takes as many lines as it needs, and still ends, or begins, beside the keyword.
_WHOLE = " white-space: normal; overflow-wrap: anywhere; vertical-align: middle;"
_FONT = "font-family: 'IBM Plex Sans Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif;"
_NARROWEST, _WIDEST = 8, 18  # em; the column of the keyword fits its longest line between these
_NUMBER, _ABOUT = 3.5, 17  # em


class _Page(str):
    """HTML that shows itself in a notebook."""

    def __repr__(self):
        return "concordance lines (HTML)"

    def _repr_html_(self):
        return str(self)


@takes(lines=frame("concordance.lines", "pre", "keyword", "post"), caption=optional(TEXT), start=COUNT, whole=FLAG)
def page(lines, *, caption=None, start=0, whole=False):
    """Return concordance lines as a right-to-left HTML table (a str that shows itself in a notebook).

    `lines` has pre, keyword, post and doc_id; date and source are shown where they are. start: number of the first
    line, from 0. Each line is one line of the page: what does not fit is cut at the side away from the keyword, and
    the whole context stands in the tooltip. whole: show all of the context instead, on several lines of the page.
    Every text is escaped: markup in a corpus cannot run.
    """
    lines = lines if lines.empty else frames.require(lines, "pre", "keyword", "post", "doc_id")
    head = f'<caption style="text-align: right; font-weight: bold;">{_text(caption)}</caption>' if caption else ""
    rows = "".join(_row(line, n, whole) for n, line in enumerate(lines.to_dict("records"), start=start + 1))
    longest = max((len(line) for line in lines["keyword"]), default=0) if len(lines) else 0
    widths = (f"{_NUMBER}em", "auto", f"{min(max(0.6 * longest, _NARROWEST), _WIDEST):g}em", "auto", f"{_ABOUT}em")
    columns = "".join(f'<col style="width: {width};">' for width in widths)
    return _Page(
        '<table dir="rtl" class="khitab-concordance" style="direction: rtl; table-layout: fixed; width: 100%; '
        f'border-collapse: collapse; margin: 0.5em 0; {_FONT}">'
        f"{head}<colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>"
    )


@takes(line=None)
def about(line):
    """Where a line stands, as texts: its source and date where they are known, and its document.

    line: a dict of its columns.
    """
    source = line.get("source")
    known = [str(source)] if isinstance(source, str) and source not in ("", "unknown") else []
    known += filter(None, [periods.shown(line.get("date"), line.get(periods.PRECISION))])
    return [*known, str(line["doc_id"])]


def _row(line, number, whole):
    place = about(line)
    context = " ".join(str(line[name]) for name in ("pre", "keyword", "post"))
    cells = [_cell("about", f'<bdi dir="ltr">{number:,}</bdi>', whole)]
    cells += [_cell(name, _text(line[name]), whole, context) for name in ("pre", "keyword", "post")]
    cells.append(_cell("about", " · ".join(_text(part) for part in place), whole, " · ".join(place)))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(kind, content, whole, tooltip=None):
    title = f' title="{html.escape(" ".join(tooltip.split()))}"' if tooltip and not whole else ""
    return f'<td class="{kind}" style="{_CELLS[kind]}{_WHOLE * whole}"{title}>{content}</td>'


def _text(text):
    """Escaped text with its own direction; numbers and dates inside it run from left to right."""
    text = " ".join(str(text).split())
    if not rtl.is_rtl(text):
        return f'<bdi dir="ltr">{html.escape(text)}</bdi>'
    parts = (
        f'<bdi dir="ltr">{html.escape(part)}</bdi>' if apart else html.escape(part) for part, apart in rtl.pieces(text)
    )
    return f'<bdi dir="rtl">{"".join(parts)}</bdi>'
