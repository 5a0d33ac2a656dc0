"""The concordance to look around in: a query, its lines, what they are sorted and chosen by, and the texts of them."""

import traceback
from pathlib import Path

import pandas as pd

from ..arguments import ONE_OR_MORE, TEXT, TEXTS, takes
from ..corpus import periods
from ..errors import InputError, KhitabError, check_choice, reason
from . import concordances, sentences, widgets

SORTS = {
    "بترتيب الوثائق · by document": "document", "بما قبلها · by what precedes": "pre",
    "بما بعدها · by what follows": "post", "بالكلمة نفسها · by the keyword": "keyword", "بالتاريخ · by date": "date",
    "عشوائيا · at random": "random",
}  # fmt: skip
#: all that is written on the viewer and on the desk of close reading
LABELS = {
    "query": "البحث · Query", "sort": "الترتيب · Order", "source": "المصدر · Source", "category": "الصنف · Category",
    "start": "من تاريخ · From", "end": "إلى تاريخ · To", "window": "النافذة · Window",
    "previous": "السابق · Previous", "next": "التالي · Next", "copy": "انسخ المعروض · Copy the lines shown",
    "copied": "نُسخت الأسطر المعروضة. · The lines shown are copied.",
    "save": "احفظ المعلَّم · Save the ticked ones", "save_all": "احفظ الكل · Save all",
    "clear": "أزل العلامات · Untick all",
    "tick": "علّم السطر · Tick the line", "lines": "أسطر الكشاف · Concordance lines",
    "whole": "النص كله · The whole text", "close": "أغلق · Close",
    "cut": "النص أطول مما يظهر هنا. · The text is longer than what is shown here.",
}  # fmt: skip
#: keys, and what they do in Arabic and in English
KEYS = [
    ["↑ ↓ j k", "بين الأسطر", "between lines"], ["← → PgUp PgDn", "بين الصفحات", "between pages"],
    ["Enter", "الفقرة", "the paragraph"], ["w", "النص كله", "the whole text"], ["c", "النسخ", "copy"],
    ["Space", "تعليم السطر", "tick the line"], ["s", "حفظ المعلَّم", "save the ticked lines"],
    ["/", "البحث", "the query"], ["Esc", "الرجوع إلى الأسطر", "back to the lines"],
]  # fmt: skip
NO_TEXT = "The text in which this line stood is not in the corpus any more; only the line itself is known."
_ALL = {"source": "كل المصادر · all sources", "category": "كل الأصناف · all categories"}
_EXAMPLE = "مكافحة (الإرهاب|التطرف)"
_WIDEST = 40  # words of context that the viewer offers
_MOST_CHARS = 30_000  # of a text on each side of the keyword
_STATE = ("query", "window", "sort", "source", "category", "start", "end")


@takes(query=TEXT, sources=TEXTS, categories=TEXTS, lines=ONE_OR_MORE, window=ONE_OR_MORE, name=TEXT)
def concordance(
    search, tokens, *, query="", sources=(), categories=(), window=10, sort="document", lines=25, export=None, name=""
):
    """Return a viewer: a query, a window, a sort order, a source, dates and pages of `lines` lines.

    search: a function (tokens, query, window=, sort=, skip=, limit=[, source=, category=, start=, end=]) -> (number of
    hits, table of lines), `concordance.page` that is; tokens: what is searched. query: the first one. sources,
    categories: values to choose from (none: no choice). export: a function (table, name) -> where it was written, for
    the lines that are ticked or all hits; None: they cannot be saved. Lines can be copied, and a click on one, or
    Enter, shows the paragraph it stands in, or the whole text. All of it can be done with the keyboard.

    The lines are read anew at each change, the first page first, and show the whole window; what cannot be read is said
    in place of the lines, in Arabic and English as all else. A cell that is run again in the same kernel shows the
    query, page and choices that were there, unless it asks for others than before; name: tells two viewers that ask for
    the same apart. Beside the viewer stands the page as a plain table, for where no kernel runs: in an executed or
    exported notebook. Raises ArgumentError for an unknown sort.
    """
    check_choice("sort", sort, tuple(SORTS.values()))
    asked = {"query": query, "window": window, "sort": sort, "source": "", "category": "", "start": "", "end": ""}
    study = getattr(export, "folder", "")  # two studies may ask for the same
    place = widgets.kept((study, name, query, window, sort, lines, tuple(sources), tuple(categories)))
    choices = {"source": sources, "category": categories}
    return _Viewer(search, tokens, asked, place, choices=choices, lines=lines, export=export)


def _told(error):
    """The sentence of an error; of one that is not Khitab's own what it is and where, for a report of it."""
    if isinstance(error, KhitabError):
        return str(error)
    at = traceback.extract_tb(error.__traceback__)
    where = f"{Path(at[-1].filename).name}:{at[-1].lineno}" if at else "?"
    return (
        f"This could not be done: {type(error).__name__} at {where} ({reason(error)}). It is a fault of Khitab; run "
        "the cell again, and report it if it comes back."
    )


class Live:
    """A widget with a plain table beside it: what both show, and the messages of the page.

    `place` is a dict that outlasts it as long as the kernel runs; a message {"do": "turn", …} calls `on_turn`, and
    `show` then draws all anew, but where that returns False.
    """

    def __init__(self, place):
        self.place, self.said, self.text, self.page, self._handles = place, "", None, "", []
        self.turns = 0

    def hear(self, message):
        """Do what the page asks for; an error is said in place of what was asked."""
        act, drawn = getattr(self, f"on_{message.get('do')}", None), True
        if act is None:
            return
        self.said = ""
        try:
            drawn = act(message) is not False
        except Exception as error:  # nobody else would hear of it, and the page would wait for its answer
            self.said = _told(error)
        if drawn:
            self.show()

    def on_close(self, message):
        """The text is closed; the page has done it already."""
        self.text = None
        return False

    def on_at(self, message):
        """The line that is looked at; the page shows it already."""
        self.place["at"] = int(message["at"])
        return False

    def output(self):
        """What stands beside the widget: the page, and what a terminal shows of it."""
        return {"text/html": self.page, "text/plain": self.told()}

    def told(self):
        """What a terminal shows."""
        return sentences.plain(self.said)

    def draw(self, **shown):
        """Show this in the widget, and the page wherever it is on screen."""
        self.turns += 1  # the page waits for an answer, also for one that changes nothing
        said = sentences.html(self.said) if self.said else ""
        self.widget.shown = {**shown, "said": said, "text": self.text, "turn": self.turns}
        for handle in self._handles:
            handle.update(self.output(), raw=True)

    def _ipython_display_(self):
        from IPython.display import display

        display(widgets.view(self.widget), raw=True)
        self._handles.append(display(self.output(), raw=True, display_id=True))


class _Viewer(Live):
    """The viewer of a query: `place` holds what is chosen, the page and what is ticked."""

    def __init__(self, search, tokens, asked, place, *, choices, lines, export):
        super().__init__(place)
        self.search, self.tokens, self.lines, self.export = search, tokens, lines, export
        self.n_hits, self.found, self.wrong, self.stale = 0, None, "", True
        self.place.update({**asked, "skip": 0, "at": 0, "ticked": {}, **place})
        options = {
            "keys": KEYS, "sorts": [list(pair) for pair in SORTS.items()], "example": _EXAMPLE,
            "widest": max(_WIDEST, asked["window"]), "saves": export is not None,
            "dated": bool(tokens.corpus.documents["date"].notna().any()),
            "sources": _options("source", choices["source"]), "categories": _options("category", choices["category"]),
        }  # fmt: skip
        self.widget = widgets.made("viewer", self.hear, kind="concordance", labels=LABELS, options=options)
        self.show()

    @property
    def query(self):
        """What is searched now."""
        return str(self.place["query"]).strip()

    def conditions(self):
        """Which documents are chosen, as `search` takes it."""
        return {key: self.place[key] for key in ("source", "category", "start", "end") if self.place[key] != ""}

    def on_choose(self, message):
        """Another query, order, window or choice of documents: the first page of it."""
        chosen = {key: message[key] for key in _STATE if key in message}
        window = str(chosen.get("window", self.place["window"]))
        chosen["window"] = min(max(int(window), 1), 200) if window.isdecimal() else self.place["window"]
        if chosen.get("sort") not in SORTS.values():
            chosen["sort"] = self.place["sort"]
        self.text, self.stale = None, True
        self.place.update(chosen, skip=0, at=0)

    def on_turn(self, message):
        """The next page or the one before."""
        skip = self.place["skip"] + self.lines * (1 if message["by"] > 0 else -1)
        self.text, self.stale = None, True
        if 0 <= skip < max(self.n_hits, 1):
            self.place.update(skip=skip, at=self.lines - 1 if message.get("last") else 0)

    def on_tick(self, message):
        """Tick a line of the page, or take its tick away."""
        line = self._line(message["line"])
        key = (self.query, line["doc_id"], line["start"])
        if message["on"]:
            self.place["ticked"][key] = {"query": self.query, **line}
        else:
            self.place["ticked"].pop(key, None)

    def on_untick(self, message):
        """Take all ticks away."""
        self.place["ticked"].clear()

    def on_save(self, message):
        """Write the lines that are ticked, or all hits."""
        if self.export is None:
            return
        if message["all"]:
            options = {"window": self.place["window"], "sort": self.place["sort"], **self.conditions()}
            _, table = self.search(self.tokens, self.query, skip=0, limit=None, **options)
            table = table.copy()
            table.insert(0, "query", self.query)
        else:
            table = pd.DataFrame(list(self.place["ticked"].values()))
        if not len(table):
            raise InputError("No line is ticked; tick lines with the space bar, or save all.")
        names = table["query"].unique()
        where = self.export(table, names[0] if len(names) == 1 else "several")
        self.said = f"Lines written to {where}: {len(table):,}."

    def on_read(self, message):
        """Show the paragraph of a line, or its whole text."""
        line = self._line(message["line"])
        self.text = text(self.tokens.corpus, line, whole=bool(message.get("whole")))

    def _line(self, key):
        """The line of the page that the page calls `key`."""
        for number, line in enumerate(self.found.to_dict("records") if self.n_hits else ()):
            if [str(line["doc_id"]), int(line["start"])] == list(key):
                self.place["at"] = number
                return line
        raise InputError("This line is no longer on the page; choose it again.")

    def _read(self):
        """Read the page that begins after `skip` lines; `wrong` says why there is none."""
        place, query = self.place, self.query
        self.stale, self.wrong = False, ""
        options = {"window": place["window"], "sort": place["sort"], "skip": place["skip"], "limit": self.lines}
        try:
            options |= self.conditions()
            self.n_hits, self.found = self.search(self.tokens, query, **options) if query else (0, None)
            if place["skip"] >= self.n_hits > 0:  # fewer hits than when the page was left
                place.update(skip=(self.n_hits - 1) // self.lines * self.lines, at=0)
                options["skip"] = place["skip"]
                _, self.found = self.search(self.tokens, query, **options)
            if query and not self.n_hits:
                self.wrong = "No line fits the query."
        except Exception as error:
            self.n_hits, self.found, self.wrong = 0, None, _told(error)

    def show(self):
        """Put the page wherever the viewer is on screen; it is read anew where others are asked for."""
        if self.stale:
            self._read()
        place, query = self.place, self.query
        self.said = self.said or self.wrong
        first, last = min(place["skip"] + 1, self.n_hits), min(place["skip"] + self.lines, self.n_hits)
        if self.n_hits:
            caption = f"{query} · {first:,}–{last:,}/{self.n_hits:,}"
            self.page = str(concordances.page(self.found, caption=caption, start=place["skip"], whole=True))
        else:
            self.page = sentences.html(self.said) if self.said else ""
        rows = self.found.to_dict("records") if self.n_hits else []
        ticked = place["ticked"]
        self.draw(
            state={key: place[key] for key in _STATE}, at=place["at"], ticked=len(ticked),
            count=f"{first:,}–{last:,} / {self.n_hits:,}" if rows else "",
            before=place["skip"] > 0, behind=place["skip"] + self.lines < self.n_hits,
            lines=[
                shown(line, number) | {"ticked": (query, line["doc_id"], line["start"]) in ticked}
                for number, line in enumerate(rows, start=place["skip"] + 1)
            ],
        )  # fmt: skip

    def told(self):
        """What a terminal shows: how many hits there are, or why there are none."""
        if self.n_hits:
            return f"عدد الأسطر {self.n_hits:,} · {self.n_hits:,} hits"
        return sentences.plain(self.said) if self.said else "عدد الأسطر 0 · 0 hits"


def _options(name, values):
    return [[_ALL[name], ""], *([str(value), str(value)] for value in values)] if values else []


@takes(line=None, number=ONE_OR_MORE)
def shown(line, number):
    """A line of a concordance (a dict of its columns) as the page takes it."""
    made = {name: widgets.worded(" ".join(str(line[name]).split())) for name in ("pre", "keyword", "post")}
    about = [widgets.worded(part) for part in concordances.about(line)]
    return made | {"key": [str(line["doc_id"]), int(line["start"])], "number": f"{number:,}", "about": about}


@takes(line=None)
def text(corpus, line, *, whole=False):
    """The paragraph in which a line stands, or the whole text, as the page takes it; the keyword is marked.

    line: a dict of the columns of a concordance. Raises InputError where the corpus does not hold its document,
    or other words stand at the place of the line.
    """
    documents = corpus.documents
    row = documents.index[documents["doc_id"] == line["doc_id"]]
    if not len(row):
        raise InputError(f'The corpus has no document "{line["doc_id"]}"; run the notebook again from its first cell.')
    document = documents.loc[row[0]]
    full, start = str(document["text"]), int(line["start"])
    end = start + len(str(line["keyword"])) if pd.isna(line.get("end")) else int(line["end"])
    if full[start:end].split() != str(line["keyword"]).split():
        raise InputError(NO_TEXT)
    first = max(full.rfind("\n", 0, start) + 1, start - _MOST_CHARS)
    last = full.find("\n", end)
    last = min(len(full) if last < 0 else last, end + _MOST_CHARS)
    paragraph = widgets.worded(full[end:last], before=full[first:start], mark=full[start:end])
    low, high = max(0, start - _MOST_CHARS), min(len(full), end + _MOST_CHARS)
    before = [widgets.worded(part) for part in full[low:first].split("\n") if part.strip()] if whole else []
    behind = [widgets.worded(part) for part in full[last:high].split("\n") if part.strip()] if whole else []
    source = document["source"] if isinstance(document["source"], str) else ""
    date = periods.shown(document["date"], document.get(periods.PRECISION))
    about = filter(None, (source if source != "unknown" else "", date, str(document["doc_id"])))
    return {
        "title": widgets.worded(str(document["title"])), "about": [*map(widgets.worded, about)], "whole": whole,
        "paragraphs": [*before, paragraph, *behind], "cut": whole and (low > 0 or high < len(full)),
    }  # fmt: skip
