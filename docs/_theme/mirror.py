"""A Sphinx extension: pages of a language that runs from the right, in a theme that knows left-to-right only.

The style sheets of the theme are mirrored where they were copied to (left becomes right, and so on), `dir` is set on
each page, and the words of the theme that Sphinx has no Arabic for are given to it. The project's own khitab.css says
for itself what runs which way and is left alone.
"""

import re
from pathlib import Path

RIGHT_TO_LEFT = ("ar",)
OWN = "khitab.css"
_SIDE = re.compile(
    r"(?<![\w-])((?:(?:scroll-)?(?:margin|padding)|border(?:-top|-bottom)?)-)(left|right)((?:-\w+)?\s*:)"
)
_PLACE = re.compile(r"(?<=[;{\s])(left|right)(\s*:)")
_VALUE = re.compile(r"((?:float|clear|text-align)\s*:\s*)(left|right)\b")
_FOUR = re.compile(r"(?<![\w-])((?:margin|padding|inset|border-(?:width|style|color))\s*:\s*)([^;{}]+)")
_CORNERS = re.compile(r"(?<![\w-])(border-radius\s*:\s*)([^;{}/]+)")
_OTHER = {"left": "right", "right": "left"}
#: the theme's words that Sphinx has no Arabic for
ARABIC = {
    "On this page": "في هذه الصفحة", "Skip to main content": "إلى متن الصفحة", "Section Navigation": "صفحات الدليل",
    "Back to top": "إلى أعلى", "Search": "بحث", "Search the docs ...": "ابحث في الدليل…", "previous": "السابق",
    "next": "التالي",
    "Color mode": "نمط الألوان", "Light": "فاتح", "Dark": "داكن", "System Settings": "كالنظام",
    "Collapse Sidebar": "طيّ القائمة", "Expand Sidebar": "فتح القائمة", "Home": "البداية", "Error": "خطأ",
    "Site navigation": "التنقل", "previous page": "الصفحة السابقة", "next page": "الصفحة التالية",
}  # fmt: skip


def mirrored(css):
    """A style sheet for right-to-left of one for left-to-right."""
    css = _SIDE.sub(lambda found: found[1] + _OTHER[found[2]] + found[3], css)
    css = _PLACE.sub(lambda found: _OTHER[found[1]] + found[2], css)
    css = _VALUE.sub(lambda found: found[1] + _OTHER[found[2]], css)
    css = _FOUR.sub(lambda found: found[1] + _turned(found[2], (0, 3, 2, 1)), css)
    return _CORNERS.sub(lambda found: found[1] + _turned(found[2], (1, 0, 3, 2)), css)


def _turned(values, order):
    """Four values of a shorthand in another order; fewer than four are the same from both sides."""
    parts = re.findall(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", values)
    ends = [part for part in parts if part == "!important"]
    parts = [part for part in parts if part != "!important"]
    return " ".join([*(parts[at] for at in order), *ends]) if len(parts) == 4 else values


def _words(app):
    if app.config.language in RIGHT_TO_LEFT:
        app.translator.add_fallback(_Words())


class _Words:
    """Stands behind Sphinx's own translations and answers for what they lack."""

    def gettext(self, text):
        return ARABIC.get(text, text)

    def ngettext(self, one, many, n):
        return self.gettext(one if n == 1 else many)


def _finish(app, error):
    if error or app.builder.format != "html":
        return
    out, turned = Path(app.outdir), app.config.language in RIGHT_TO_LEFT
    for path in (out / "_static").rglob("*.css") if turned else ():
        if path.name != OWN:
            path.write_text(mirrored(path.read_text("utf-8")), "utf-8")
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        # A table wider than the screen scrolls by itself: by keyboard too.
        text = text.replace('<table class="table">', '<table class="table" tabindex="0">')
        if turned:
            text = re.sub(r"<html(?![^>]* dir=)", '<html dir="rtl"', text, count=1)
        path.write_text(text, "utf-8")


def setup(app):
    """Connect the parts to Sphinx."""
    app.connect("builder-inited", _words)
    app.connect("build-finished", _finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
