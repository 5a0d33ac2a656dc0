"""The concordance to look around in: a query, its lines, and what they are sorted and chosen by."""

import html

from ..errors import KhitabError, check_choice
from . import concordances, rtl

SORTS = {
    "بترتيب الوثائق": "document", "بما قبلها": "pre", "بما بعدها": "post", "بالكلمة نفسها": "keyword",
    "بالتاريخ": "date", "عشوائيا": "random",
}  # fmt: skip
_WIDEST = 40  # words of context that the slider offers


def concordance(search, tokens, *, query="", sources=(), window=10, sort="document", lines=25):
    """Return a viewer: a query, a window, a sort order, a source and pages of `lines` lines.

    search: a function (tokens, query, window=, sort=, skip=, limit=[, source=]) -> (number of hits, table of lines),
    `concordance.page` that is; tokens: what is searched. query: the first one. sources: values to choose from (none: no
    choice). The lines are read anew at each change, the first page first; what cannot be read is said in place of the
    lines. The page is an output of its own beside the controls, so that it is still there, as a plain table, where no
    kernel runs: in an executed or exported notebook. Raises ArgumentError for an unknown sort.
    """
    check_choice("sort", sort, tuple(SORTS.values()))
    return _Viewer(search, tokens, query=query, sources=sources, window=window, sort=sort, lines=lines)


class _Viewer:
    """The controls (ipywidgets), what they show now, and the places on screen where it is shown."""

    def __init__(self, search, tokens, *, query, sources, window, sort, lines):
        import ipywidgets as w

        wide = {"description_width": "initial"}
        self.search, self.tokens, self.lines, self.skip, self.n_hits = search, tokens, lines, 0, 0
        self.query = w.Text(query, placeholder="مكافحة (الإرهاب|التطرف)", continuous_update=False)
        self.query.add_class("khitab-query")
        self.window = w.IntSlider(
            window, 1, max(_WIDEST, window), description="النافذة", continuous_update=False, style=wide
        )
        self.sort = w.Dropdown(options=SORTS, value=sort, description="الترتيب", style=wide)
        names = {"كل المصادر": "", **{str(name): name for name in sources}}
        self.source = w.Dropdown(options=names, value="", description="المصدر", style=wide)
        self.previous, self.next = w.Button(description="السابق"), w.Button(description="التالي")
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
        try:
            self.n_hits, found = self.search(self.tokens, query, **options) if query else (0, None)
        except KhitabError as error:
            self.n_hits, self.count.value = 0, ""
            self.page = f'<p dir="{"rtl" if rtl.is_rtl(str(error)[:1]) else "ltr"}">{html.escape(str(error))}</p>'
        else:
            first, last = min(self.skip + 1, self.n_hits), min(self.skip + self.lines, self.n_hits)
            self.count.value = f'<bdi dir="ltr">{first:,}–{last:,} / {self.n_hits:,}</bdi>'
            self.page = self._page(found, f"{query} · {first:,}–{last:,} من {self.n_hits:,}") if query else ""
        self.previous.disabled = self.skip == 0
        self.next.disabled = self.skip + self.lines >= self.n_hits
        for handle in self._handles:
            handle.update(self._output(), raw=True)

    def _page(self, found, caption):
        return str(concordances.page(found, caption=caption, start=self.skip)) if self.n_hits else _NOTHING

    def _output(self):
        return {"text/html": self.page, "text/plain": f"{self.n_hits:,} hits"}

    def _ipython_display_(self):
        from IPython.display import display

        display(self._controls())
        self._handles.append(display(self._output(), raw=True, display_id=True))

    def _controls(self):
        """The controls from right to left; on a page without a kernel nothing stands in their place."""
        import ipywidgets as w

        # ipywidgets has no setting for direction; a row that is reversed begins at the right.
        rightward = w.Layout(flex_flow="row-reverse wrap", justify_content="flex-start", align_items="center")
        chosen = [self.source] if len(self.source.options) > 1 else []
        look = w.HTML("<style>.khitab-query input {direction: rtl; text-align: right;}</style>")
        rows = [
            w.HBox([self.query, self.sort, *chosen, self.window], layout=rightward),
            w.HBox([self.previous, self.count, self.next, look], layout=rightward),
        ]

        class Controls(w.VBox):
            def _repr_mimebundle_(self, **options):
                data = super()._repr_mimebundle_(**options)
                data, about = data if isinstance(data, tuple) else (data, {})
                return {**data, "text/html": ""}, about

        return Controls(rows)


_NOTHING = '<p dir="rtl">لا سطر يوافق البحث. <span dir="ltr">No line fits the query.</span></p>'
