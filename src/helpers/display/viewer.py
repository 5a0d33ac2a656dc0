"""The concordance to look around in: a query, its lines, and what they are sorted and chosen by."""

import html

from ..errors import KhitabError
from . import concordances

SORTS = {"بترتيب الوثائق": "document", "بما قبلها": "pre", "بما بعدها": "post", "بالتاريخ": "date", "عشوائيا": "random"}


def concordance(search, tokens, *, query="", sources=(), window=10, sort="document", lines=25):
    """Return an ipywidgets box with a query, a window, a sort order, a source and pages of `lines` lines.

    search: a function (tokens, query, window=, sort=, start=, limit=[, source=]) -> (number of hits, table of lines),
    `concordance.page` that is; tokens: what is searched. query: the first one. sources: values to choose from (none: no
    choice). The lines are read anew at each change; what cannot be read is said in place of the lines. Where no
    kernel runs, as in an exported notebook, the first page stands there as a plain table.
    """
    import ipywidgets as w

    wide = {"description_width": "initial"}
    box = w.Text(query, placeholder="مكافحة (الإرهاب|التطرف)", continuous_update=False, layout={"width": "40%"})
    size = w.IntSlider(window, 1, 40, description="النافذة", continuous_update=False, style=wide)
    order = w.Dropdown(options=SORTS, value=sort, description="الترتيب", style=wide)
    places = {"كل المصادر": None, **{str(name): name for name in sources}}
    place = w.Dropdown(options=places, value=None, description="المصدر", style=wide)
    back, ahead = w.Button(description="السابق"), w.Button(description="التالي")
    count, area, at = w.HTML(), w.HTML(), {"start": 0}

    def show(_=None, start=0):
        at["start"] = max(start, 0)
        options = {"limit": lines} | ({"source": place.value} if place.value is not None else {})
        try:
            n, found = search(tokens, box.value, window=size.value, sort=order.value, start=at["start"], **options)
        except KhitabError as error:
            n, count.value, area.value = 0, "", f'<p dir="auto">{html.escape(str(error))}</p>'
        else:
            first = at["start"] + 1 if n else 0
            count.value = f'<bdi dir="ltr">{first:,}–{min(at["start"] + lines, n):,} / {n:,}</bdi>'
            area.value = str(concordances.page(found, start=at["start"]))
        back.disabled, ahead.disabled = at["start"] == 0, at["start"] + lines >= n

    for control in (box, size, order, place):
        control.observe(show, names="value")
    back.on_click(lambda _: show(start=at["start"] - lines))
    ahead.on_click(lambda _: show(start=at["start"] + lines))
    if query:
        show()
    controls = [box, order, size, *([place] if len(places) > 1 else [])]
    rows = [w.HBox(controls), w.HBox([back, count, ahead]), area]
    return _view(w)(rows, layout={"direction": "rtl"} if hasattr(w.Layout, "direction") else {})


def _view(w):
    """A box that is also a plain table, for pages without a kernel."""

    class View(w.VBox):
        def _repr_mimebundle_(self, **options):
            data = super()._repr_mimebundle_(**options)
            data, meta = data if isinstance(data, tuple) else (data, {})
            return {**data, "text/html": self.children[-1].value}, meta

    return View
