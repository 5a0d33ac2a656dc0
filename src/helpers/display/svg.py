"""What an SVG file says beside its shapes: a title and a description for readers who hear it, and text as text.

As outlines the letters look the same everywhere and cannot be selected. As text they can, and an editor can change
them: they stand in logical order, each line with its direction, and the letters of the two fonts that are used come
along, for a browser; other programs need IBM Plex Sans Arabic installed.
"""

import base64
import contextlib
import functools
import html
import io
import re

import matplotlib as mpl
from matplotlib.text import Text

from . import rtl, style

LETTERS = ("outlines", "text")
_LINE = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")
_NAME = re.compile(rb'(?<=["#])([A-Za-z]\w*?)[0-9a-f]{10}(?=[")])')
_HALO = "halo"
_CSS = "g[id^=halo] text{paint-order:stroke;stroke:#fff;stroke-width:1.6px;stroke-linejoin:round}"


@contextlib.contextmanager
def as_text(fig):
    """Within the block, saving `fig` as SVG writes texts and no outlines, also of the names with a white edge."""
    edged = [(text, text.get_path_effects(), text.get_gid()) for text in fig.findobj(Text) if text.get_path_effects()]
    try:
        for number, (text, *_) in enumerate(edged):
            text.set_path_effects(None)
            text.set_gid(f"{_HALO}-{number}")
        with mpl.rc_context({"svg.fonttype": "none"}):
            yield
    finally:
        for text, effects, gid in edged:
            text.set_path_effects(effects)
            text.set_gid(gid)


def described(data, title, description, language):
    """The bytes of an SVG with <title> and <desc> where it had none, which a screen reader reads; empty texts: none."""
    parts = [("title", "khitab-title", title), ("desc", "khitab-desc", description)]
    parts = [(tag, key, text) for tag, key, text in parts if text]
    if not parts:
        return data
    inside = "".join(f'\n <{tag} id="{key}">{html.escape(text, quote=False)}</{tag}>' for tag, key, text in parts)
    says = " ".join(key for _, key, _ in parts)
    more = f' role="img" xml:lang="{language}" aria-labelledby="{says}">{inside}'.encode()
    return re.sub(rb"<svg\b([^>]*)>", lambda found: b"<svg" + found[1] + more, data, count=1)


def numbered(data):
    """The bytes of an SVG whose parts are named in their order, not after the last bits of their places.

    matplotlib names them by a hash of their coordinates, which differ in the sixteenth digit with how often the figure
    was laid out before; what is drawn does not.
    """
    names = {}

    def name(found):
        return b"%s%d" % (found[1], names.setdefault(found[0], len(names)))

    return _NAME.sub(name, data)


def with_fonts(data):
    """The bytes of an SVG made within `as_text`: each line with its own direction, the letters of its fonts within."""
    text, used = data.decode(), {"normal": set(), "bold": set()}

    def line(found):
        shown = html.unescape(found[2])
        used["bold" if "font-weight: 700" in found[1] or "bold" in found[1] else "normal"].update(shown)
        if rtl.reads_from_right(shown):
            shown = f"{rtl.RLI}{shown.lstrip(rtl.RLM)}{rtl.PDI}"
        return found[1] + html.escape(shown, quote=False) + found[3]

    text = _LINE.sub(line, text)
    faces = "".join(_face(weight, "".join(sorted(letters))) for weight, letters in used.items() if letters)
    return text.replace("</style>", f"{faces}{_CSS}</style>", 1).encode()


@functools.lru_cache(maxsize=64)
def _face(weight, letters):
    """A rule of CSS with the part of the font that writes these letters, with all that joins them."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(style.BOLD if weight == "bold" else style.REGULAR, recalcTimestamp=False)
    options = {"layout_features": ["*"], "name_IDs": ["*"], "notdef_outline": True, "drop_tables": ["meta", "DSIG"]}
    subset = Subsetter(Options(**options))
    subset.populate(text=letters)
    subset.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    coded = base64.b64encode(buffer.getvalue()).decode()
    number = 700 if weight == "bold" else 400
    return (
        f"@font-face{{font-family:'{style.FAMILY}';font-weight:{number};"
        f"src:url(data:font/ttf;base64,{coded}) format('truetype')}}"
    )
