"""The concordance on a page: the keyword in the middle, what stands before it at its right."""

import html

import pandas as pd

from . import frames, rtl

_SPACE = "padding: 0.2em 0.5em; border-bottom: 1px solid #ddd; vertical-align: top;"
_CELLS = {
    "pre": f"{_SPACE} direction: rtl; text-align: left;",  # the last word before the keyword stands beside it
    "keyword": f"{_SPACE} direction: rtl; text-align: center; font-weight: bold; color: #0077BB; white-space: nowrap;",
    "post": f"{_SPACE} direction: rtl; text-align: right;",
    "about": f"{_SPACE} direction: rtl; text-align: right; color: #666; font-size: 0.85em; white-space: nowrap;",
}
_FONT = "font-family: 'IBM Plex Sans Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif;"


class _Page(str):
    """HTML that shows itself in a notebook."""

    def _repr_html_(self):
        return str(self)


def page(lines, *, caption=None, start=0):
    """Return concordance lines as a right-to-left HTML table, which shows itself in a notebook.

    `lines` has pre, keyword, post and doc_id; date and source are shown where they are. start: number of the first
    line, from 0. Every text is escaped: markup in a corpus cannot run.
    """
    lines = lines if lines.empty else frames.require(lines, "pre", "keyword", "post", "doc_id")
    head = f'<caption style="text-align: right; font-weight: bold;">{_text(caption)}</caption>' if caption else ""
    rows = "".join(_row(line, number) for number, line in enumerate(lines.to_dict("records"), start=start + 1))
    return _Page(
        f'<table dir="rtl" class="khitab-concordance" style="direction: rtl; width: 100%; border-collapse: collapse; '
        f'margin: 0.5em 0; {_FONT}">{head}<tbody>{rows}</tbody></table>'
    )


def _row(line, number):
    date, source = line.get("date"), line.get("source")
    about = [str(source)] if source is not None and str(source) not in ("", "unknown", "nan") else []
    about += [] if date is None or pd.isna(date) else [str(date)[:10]]
    about.append(str(line["doc_id"]))
    cells = [_cell("about", f'<bdi dir="ltr">{number:,}</bdi>')]
    cells += [_cell(name, _text(line[name])) for name in ("pre", "keyword", "post")]
    cells.append(_cell("about", " · ".join(_text(part) for part in about)))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(kind, content):
    return f'<td style="{_CELLS[kind]}">{content}</td>'


def _text(text):
    side = "rtl" if rtl.is_rtl(str(text)) else "ltr"
    return f'<bdi dir="{side}">{html.escape(str(text))}</bdi>'
