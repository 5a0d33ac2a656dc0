"""The concordance to look around in: a query, its lines, and what they are sorted and chosen by."""

from ..arguments import ONE_OR_MORE, TEXT, TEXTS, takes
from ..errors import KhitabError, check_choice
from . import concordances, sentences

SORTS = {
    "بترتيب الوثائق · by document": "document", "بما قبلها · by what precedes": "pre",
    "بما بعدها · by what follows": "post", "بالكلمة نفسها · by the keyword": "keyword", "بالتاريخ · by date": "date",
    "عشوائيا · at random": "random",
}  # fmt: skip
_LOOK = """
.khitab-controls label, .khitab-controls select, .khitab-controls button, .khitab-controls input {direction: rtl;}
.khitab-controls .widget-label {margin: 0 0 0 0.6em; text-align: right;}
.khitab-query input {text-align: right;}
"""
_WIDEST = 40  # words of context that the slider offers


@takes(query=TEXT, sources=TEXTS, lines=ONE_OR_MORE, window=ONE_OR_MORE)
def concordance(search, tokens, *, query="", sources=(), window=10, sort="document", lines=25):
    """Return a viewer: a query, a window, a sort order, a source and pages of `lines` lines.

    search: a function (tokens, query, window=, sort=, skip=, limit=[, source=]) -> (number of hits, table of lines),
    `concordance.page` that is; tokens: what is searched. query: the first one. sources: values to choose from (none: no
    choice). The lines are read anew at each change, the first page first, and show the whole window; what cannot be
    read is said in place of the lines, in Arabic and English as all else. The page is an output of its own beside the
    controls, so that it is still there, as a plain table, where no kernel runs: in an executed or exported notebook.
    Raises ArgumentError for an unknown sort.
    """
    check_choice("sort", sort, tuple(SORTS.values()))
    return _Viewer(search, tokens, query=query, sources=sources, window=window, sort=sort, lines=lines)


class _Viewer:
    """The controls (ipywidgets), what they show now, and the places on screen where it is shown."""

    def __init__(self, search, tokens, *, query, sources, window, sort, lines):
        import ipywidgets as w

        # ipywidgets has no setting for direction. A row that is reversed begins at the right: a control is such a row
        # too, so that its name stands at the right of it.
        look = {"style": {"description_width": "initial"}, "layout": {"flex_flow": "row-reverse", "width": "25em"}}
        self.search, self.tokens, self.lines, self.skip, self.n_hits = search, tokens, lines, 0, 0
        self.query = w.Text(query, placeholder="مكافحة (الإرهاب|التطرف)", continuous_update=False)
        self.query.add_class("khitab-query")
        self.window = w.IntSlider(
            window, 1, max(_WIDEST, window), description="النافذة · Window", continuous_update=False, **look
        )
        self.sort = w.Dropdown(options=SORTS, value=sort, description="الترتيب · Order", **look)
        names = {"كل المصادر · all sources": "", **{str(name): name for name in sources}}
        self.source = w.Dropdown(options=names, value="", description="المصدر · Source", **look)
        self.previous, self.next = w.Button(description="السابق · Previous"), w.Button(description="التالي · Next")
        self.count = w.HTML()
        self._handles = []
        for control in (self.query, self.window, self.sort, self.source):
            control.observe(lambda _: self.show(), names="value")
        self.previous.on_click(lambda _: self.show(self.skip - self.lines))
        self.next.on_click(lambda _: self.show(self.skip + self.lines))
        self.show()

    def show(self, skip=0):
        """Read the page that begins after `skip` lines and put it wherever the viewer is on screen."""
        self.skip, query = max(skip, 0), self.query.value.strip()
        options = {} if self.source.value == "" else {"source": self.source.value}
        options |= {"window": self.window.value, "sort": self.sort.value, "skip": self.skip, "limit": self.lines}
        self.said = ""
        try:
            self.n_hits, found = self.search(self.tokens, query, **options) if query else (0, None)
            if query and not self.n_hits:
                self.said = "No line fits the query."
        except KhitabError as error:
            self.n_hits, self.said = 0, str(error)
        if self.n_hits:
            first, last = min(self.skip + 1, self.n_hits), min(self.skip + self.lines, self.n_hits)
            self.count.value = f'<bdi dir="ltr">{first:,}–{last:,} / {self.n_hits:,}</bdi>'
            caption = f"{query} · {first:,}–{last:,}/{self.n_hits:,}"
            self.page = str(concordances.page(found, caption=caption, start=self.skip, whole=True))
        else:
            self.count.value = ""
            self.page = sentences.html(self.said) if self.said else ""
        self.previous.disabled = self.skip == 0
        self.next.disabled = self.skip + self.lines >= self.n_hits
        for handle in self._handles:
            handle.update(self._output(), raw=True)

    def _output(self):
        told = sentences.plain(self.said) if self.said else f"عدد الأسطر {self.n_hits:,} · {self.n_hits:,} hits"
        return {"text/html": self.page, "text/plain": told}

    def _ipython_display_(self):
        from IPython.display import display

        display(self._controls())
        self._handles.append(display(self._output(), raw=True, display_id=True))

    def _controls(self):
        """The controls from right to left; on a page without a kernel nothing stands in their place."""
        import ipywidgets as w

        rightward = w.Layout(flex_flow="row-reverse wrap", justify_content="flex-start", align_items="center")
        chosen = [self.source] if len(self.source.options) > 1 else []
        look = w.HTML(f"<style>{_LOOK}</style>")
        rows = [
            w.HBox([self.query, self.sort, *chosen, self.window], layout=rightward),
            w.HBox([self.previous, self.count, self.next, look], layout=rightward),
        ]

        class Controls(w.VBox):
            def _repr_mimebundle_(self, **options):
                data = super()._repr_mimebundle_(**options)
                data, about = data if isinstance(data, tuple) else (data, {})
                return {**data, "text/html": ""}, about

        made = Controls(rows)
        made.add_class("khitab-controls")
        return made
