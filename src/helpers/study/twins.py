"""Interactive twins of figures: the figure itself, which says what a point is and lists lines of the texts for it.

The picture stays what it is, with Arabic shaped and the sides as they were drawn; over it lies a script of five
kilobytes that needs no library, asks the network for nothing and evaluates nothing (Plotly's is of five megabytes, Vega
evaluates what it draws, and of neither can points be reached by the keyboard). Where no script runs, the picture is
there.
"""

import base64
import hashlib
import html
import json
from importlib.resources import files as package_files

import numpy as np

from .. import resources, schema
from ..arguments import DICT, ONE_OR_MORE, TEXT, TOKENS, optional, takes
from ..errors import ArgumentError, KhitabError
from . import files, outputs

MOST = 300  # points of a figure that answer
WITH_LINES = 60  # of these, so many have lines of the texts
WINDOW = 7  # words on each side of a line
DPI = 144  # of the picture in a notebook
_FACTS = (
    "n", "n_target", "n_reference", "n_docs", "n_docs_target", "n_docs_reference", "ipm", "low", "high", "log_ratio",
    "lrc", "weight", "log_dice", "g2", "share", "p_chance",
)  # fmt: skip
_NAMED = {  # the options of a plot that name the columns its points are named by
    "panels.bars": ("label", "panel"), "panels.lines": ("panel", "x"), "series.lines": ("group", "x"),
    "plots.heatmap": ("row", "column"), "networks.draw": ("node", "collocate"),
}  # fmt: skip
_DEFAULTS = {"label": "term", "node": "node", "collocate": "collocate"}
_SAID = {
    "word": ("الكلمة أو النقطة:", "Word or point:"),
    "choose": ("اختر …", "choose …"),
    "forms": ("الصيغ", "spellings"),
    "note": (
        "ضع المؤشر على نقطة لترى أعدادها وصيغها، وانقر عليها لترى أسطرا من النصوص؛ أو اخترها من القائمة.",
        "Point at a point for its numbers and spellings, click on it for lines of the texts; or choose it in the list.",
    ),
    "none": (
        "لم تُهيَّأ لها أسطر هنا؛ والكشاف السياقي (الدفتر 08) يعرض أسطر كل كلمة.",
        "No lines were prepared for it here; the concordance (notebook 08) shows those of any word.",
    ),
    "told": (
        "النقاط التي تجيب: {0} من {1}؛ ولأهم {2} منها أسطر، {3} على الأكثر لكل نقطة.",
        "Points that answer: {0} of {1}; the foremost {2} have lines, at most {3} each.",
    ),
    "of": ("أسطر من كلماته: {0}", "Lines of its words: {0}"),
}


class Twin:
    """What `show` returns: it shows itself in a notebook, the script working or not."""

    def __init__(self, name, picture, alt, data):
        self.name, self.picture, self.alt, self.data = name, picture, alt, data

    def __repr__(self):
        return f"{self.name}: {len(self.data['spots'])} points that answer"

    def _repr_html_(self):
        image = f'<img alt="{html.escape(self.alt)}" src="data:image/png;base64,{_base64(self.picture)}" width="900">'
        return f"<style>{look()}</style>{page(self.data, image)}<script>{script()}</script>"


@takes(name=TEXT, reference=optional(TOKENS), words=optional(DICT), lines=ONE_OR_MORE)
def show(study, name, figure, tokens, *, reference=None, words=None, lines=3):
    """Return the interactive twin of a figure that was saved as `name`, and keep it for the report.

    figure: the Axes that were saved, of a plot of Khitab; tokens: where its words are counted. reference: the Tokens of
    the other side of a keyness figure, None where there are no texts of it. words: {name of a row of a heat map, or of
    a panel: its words}, whose lines a cell or point lists. lines: so many a point.
    A point shows its row's numbers and the spellings counted, and lists lines: of a network those with both words, of a
    curve those of the period, of a heat map those of the column's source. MOST points answer, WITH_LINES of them have
    lines, and the twin says so. Written to figures/<study>/twins/<name>.json. Raises ArgumentError for a figure that no
    plot of Khitab drew by itself, or that does not tell where its points are.
    """
    from ..display import drawings, spots, style

    drawing = drawings.of(figure)
    found = [] if drawing is None else spots.of(drawing, dpi=study.figures["dpi"])
    if not found:
        raise ArgumentError(f'"{name}" has no points that could answer: only a figure that a plot of Khitab drew has.')
    source = _Source(study, drawing, tokens, reference, words or {}, lines)
    data = _told(drawing, found[:MOST], len(found))
    order = sorted(range(len(data["spots"])), key=lambda i: -_n(found[i]["row"]))
    if drawing.plot.startswith("effects"):
        order = range(len(data["spots"]))  # there the foremost come first
    for i in list(order)[:WITH_LINES]:
        data["spots"][i] |= source.lines_of(found[i]["row"])
    for spot, forms in zip(data["spots"], source.forms([one["row"] for one in found[:MOST]]), strict=True):
        spot["forms"] = forms
    _count(data, lines, len(found))
    files.write(path(study, name), json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
    sidecar = study.figures_folder / f"{outputs.check_name(name)}.json"
    alt = outputs.read_sidecar(sidecar)["alt"][data["lang"]] if sidecar.is_file() else ""
    return Twin(name, style.to_bytes(drawings.figure_of(figure), "png", dpi=DPI), alt, data)


def renew(study, name, drawing):
    """Bring the twin of a figure that was drawn anew up to date: where its points are now, and in which language."""
    from ..display import language, spots

    file = path(study, name)
    if not file.is_file():
        return
    before = json.loads(file.read_text(encoding="utf-8"))
    with language.chosen(**drawing.look):
        found = spots.of(drawing, dpi=study.figures["dpi"])
        data = _told(drawing, found[: len(before["spots"])], len(found))
        for spot, old in zip(data["spots"], before["spots"], strict=True):
            spot |= {key: old[key] for key in ("forms", "lines", "words") if key in old}
        _count(data, before["each"], len(found))
    files.write(file, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


def path(study, name):
    """Where the twin of the output `name` is kept."""
    return study.figures_folder / "twins" / f"{name}.json"


def kept(study, name):
    """The data of a twin that `show` has written, None where there is none."""
    file = path(study, name)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def page(data, image):
    """The HTML of a twin: its picture (HTML) and its data; `script` makes it answer. Nothing in the data can run."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return (
        f'<div class="khitab-twin" lang="{data["lang"]}" dir="{data["dir"]}">{image}'
        f'<script type="application/json">{text}</script></div>'
    )


def script():
    """The script of all twins of a page, as text; it holds nothing of a corpus."""
    return _resource("twins.js")


def look():
    """The style sheet of twins, as text."""
    return _resource("twins.css")


def hash_of(text):
    """The hash by which a page's policy allows a script and no other: "sha256-…"."""
    return f"sha256-{_base64(hashlib.sha256(text.encode('utf-8')).digest())}"


def _told(drawing, found, total):
    """What the points of a drawing say by themselves, in the language of here and now."""
    from ..display import frames, language, rtl

    first = found[0]["row"]
    columns = [column for column in _FACTS if column in first]
    heads = schema.headings(list(first), language=language.language())
    if language.per() == language.THOUSAND and "ipm" in columns:
        heads["ipm"] = language.either(frames.PER_THOUSAND)
    spots = []
    for one in found:
        names = _names(drawing, one["row"])
        facts = [_fact(one["row"][column]) for column in columns]
        spot = {"at": one["at"], "name": rtl.logical(" · ".join(names), base="auto"), "facts": facts}
        gloss = " · ".join(filter(None, map(language.gloss, names)))
        spots.append(spot | ({"gloss": gloss} if gloss else {}) | ({"reach": one["reach"]} if one["reach"] else {}))
    ui = {key: language.either(_SAID[key]) for key in ("word", "choose", "forms", "note", "none")}
    direction = "rtl" if language.from_right() else "ltr"
    return {"lang": language.language(), "dir": direction, "ui": ui, "heads": [heads[c] for c in columns],
            "spots": spots}  # fmt: skip


def _count(data, each, total):
    """Say how many of the points answer, and list the words of lines, in the language of here and now."""
    from ..display import language

    with_lines = sum("lines" in spot for spot in data["spots"])
    numbers = [language.number(n) for n in (len(data["spots"]), total, with_lines, each)]
    data["each"], data["told"] = each, language.either(_SAID["told"]).format(*numbers)
    for spot in data["spots"]:
        if spot.get("words"):
            spot["of"] = language.either(_SAID["of"]).format("، ".join(spot["words"]))


def _names(drawing, row):
    from ..display import language

    names = []
    for option in _NAMED.get(drawing.plot, ("label",)):
        column = drawing.options.get(option) or _DEFAULTS.get(option)
        if column in row:
            text = str(row[column])
            names.append(language.numerals(text) if text[:4].isdigit() else text)
    return names


def _fact(value):
    from ..display import language

    if isinstance(value, str) or value is None or not np.isfinite(value):
        return ""
    whole = float(value).is_integer()
    return language.number(value, "{:,.0f}" if whole or abs(value) >= 100 else "{:,.3g}")


def _n(row):
    value = row.get("n", row.get("share", 0))
    return float(value) if np.isfinite(value) else 0.0


class _Source:
    """Where the lines and spellings of a point come from."""

    def __init__(self, study, drawing, tokens, reference, words, lines):
        self.study, self.drawing, self.words, self.lines = study, drawing, words, lines
        self.sides = {True: tokens, False: reference}
        self.hits, self.terms = {}, {}

    def side(self, row):
        """The Tokens that a row is about: of a keyness figure those of the side in which it is more frequent."""
        above = not self.drawing.plot.startswith("effects") or row[self.drawing.options.get("value", "log_ratio")] > 0
        return self.sides[above]

    def lines_of(self, row):
        """{"lines": […]} and the words they are of where those are not the point's own; {} for none."""
        from ..analyses import concordance
        from ..display import rtl

        tokens = self.side(row)
        if tokens is None:
            return {}
        options = self.drawing.options
        words = self.words.get(row.get(options.get("row") or options.get("panel")), None)
        parts = [self.found(tokens, word) for word in words or [self.word(row)]]
        first, behind = (np.concatenate(column) for column in zip(*parts, strict=True))
        keep = self.here(tokens, row, first)
        order = np.argsort(first[keep], kind="stable")
        first, behind = first[keep][order], behind[keep][order]
        picked = _spread(tokens.doc[first], self.lines)
        if not len(picked):
            return {}
        found = concordance.at(tokens, first[picked], behind[picked], WINDOW)
        shown = [[*(rtl.logical(line[part], base="auto") for part in ("pre", "keyword", "post")), _about(line)]
                 for line in found.to_dict("records")]  # fmt: skip
        return {"lines": shown} | ({"words": list(words)} if words else {})

    def word(self, row):
        """The word that a point is about."""
        options = self.drawing.options
        column = "collocate" if "collocate" in row else "term" if "term" in row else options.get("label", "term")
        return str(row.get(column, ""))

    def found(self, tokens, word):
        """First token and the one behind the last of each occurrence: of a term all that is counted as it."""
        from ..corpus.search import nodes

        key = (id(tokens), word)
        if key not in self.hits:
            term = self.named(tokens).get(word)
            try:
                self.hits[key] = nodes.occurrences(tokens, word) if term is None else nodes.of_rows(tokens, [term])
            except KhitabError:  # a word that the texts do not hold has no line
                self.hits[key] = np.empty(0, np.int64), np.empty(0, np.int64)
        return self.hits[key]

    def here(self, tokens, row, first):
        """Which occurrences belong to a point: of its period, of its source, near its node."""
        from ..corpus import periods
        from ..corpus.search import windows

        documents, doc = tokens.corpus.documents, tokens.doc[first]
        keep = np.ones(len(first), bool)
        if "period" in row and self.drawing.options.get("x") == "period":
            named = periods.of(tokens.corpus, self.study.trends["period"]).astype(str).to_numpy()
            keep &= named[doc] == str(row["period"])
        if "group" in row and "source" in documents:
            keep &= documents["source"].astype(str).to_numpy()[doc] == str(row["group"])
        if "collocate" in row and "node" in row:
            place = {key: self.study.collocations[key] for key in ("window", "side", "within_sentence")}
            keep &= np.isin(first, windows.around(tokens, *self.found(tokens, str(row["node"])), **place)[0])
        return keep

    def forms(self, rows):
        """The spellings that are counted as the word of each point, with their numbers: a list of texts."""
        from ..corpus.words.forms import forms_behind
        from ..display import rtl

        sides = map(self.side, rows)
        asked = [(tokens, self.term(tokens, self.word(row))) for row, tokens in zip(rows, sides, strict=True)]
        told = {}
        for tokens in filter(None, self.sides.values()):
            terms = sorted({term for side, term in asked if side is tokens and term is not None})
            told[id(tokens)] = forms_behind(tokens, terms).to_dict() if terms else {}
        return [rtl.logical(told.get(id(tokens), {}).get(term, ""), base="auto") for tokens, term in asked]

    def named(self, tokens):
        """The terms that occur: {term: its row}."""
        if id(tokens) not in self.terms:
            there = np.flatnonzero(tokens.terms["n"].to_numpy() > 0)
            self.terms[id(tokens)] = dict(zip(tokens.terms["term"].to_numpy()[there], there, strict=True))
        return self.terms[id(tokens)]

    def term(self, tokens, word):
        """The row of the term that a word is, or is counted as; None where it is several words, or none."""
        from ..corpus.search import nodes

        if tokens is None or not word:
            return None
        place = self.named(tokens).get(word)
        if place is None:
            try:
                rows = nodes.rows(tokens, word)
            except KhitabError:
                return None
            place = rows[np.argmax(tokens.terms["n"].to_numpy()[rows])]
        return int(place)


def _spread(doc, n):
    """Up to `n` places of `doc` (sorted), of different documents first and evenly spread over them."""
    firsts = np.flatnonzero(np.diff(doc, prepend=-1))
    places = firsts if len(firsts) >= n else np.union1d(firsts, np.arange(len(doc))[: n - len(firsts) + 1])
    return places[np.unique(np.linspace(0, len(places) - 1, min(n, len(places))).round().astype(int))]


def _about(line):
    from ..corpus import periods

    source = str(line.get("source"))
    parts = [source if source not in ("", "unknown", "None", "nan") else "",
             periods.shown(line.get("date"), line.get(periods.PRECISION)), str(line["doc_id"])]  # fmt: skip
    return list(filter(None, parts))


def _resource(name):
    return package_files(resources).joinpath("twins", name).read_text(encoding="utf-8")


def _base64(data):
    return base64.b64encode(data).decode("ascii")
