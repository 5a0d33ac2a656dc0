"""Running text in a notebook: each paragraph in its own direction, Arabic at the right."""

import html

from ..arguments import takes
from . import rtl

# JupyterLab aligns paragraphs to the left; only a style in the paragraph itself survives its sanitizer.
_STYLES = {True: ("rtl", "right"), False: ("ltr", "left")}


class Prose:
    """Paragraphs that show themselves in a notebook; `text` is what they are made of."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return "\n".join(map(_paragraph, filter(str.strip, self.text.split("\n"))))


@takes()
def paragraphs(text):
    """Return a text as Prose: a paragraph a line, from right to left where it begins with Arabic; markup is escaped."""
    return Prose(str(text))


def _paragraph(line):
    direction, side = _STYLES[rtl.is_rtl(line.lstrip(" \"'(«0123456789")[:1])]
    pieces = (
        f'<bdi dir="ltr">{html.escape(piece)}</bdi>' if apart and direction == "rtl" else html.escape(piece)
        for piece, apart in rtl.pieces(line)
    )
    return f'<p dir="{direction}" style="text-align:{side}">{"".join(pieces)}</p>'
