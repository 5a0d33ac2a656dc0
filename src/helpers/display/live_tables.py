"""Tables that sort, search and page where a reader has the notebook open and a kernel runs.

What `tables.rtl` writes into the notebook is the same everywhere, byte for byte; a script on the page (resources/live/
tables.js) makes it answer, and asks the kernel for the rows that the notebook does not show.
"""

from collections import OrderedDict

from pandas.io.formats.style import Styler

from . import widgets

LABELS = {
    "search": "بحث في الجدول · Search the table", "previous": "السابق · Previous", "next": "التالي · Next",
    "sort": "اضغط للترتيب · Click to sort",
    "gone": "لم تعد النواة تحفظ سائر صفوف هذا الجدول؛ شغّل خليته من جديد. · "
            "The kernel no longer keeps the other rows of this table; run its cell again.",
}  # fmt: skip
MOST_ROWS = 5_000  # of a table that goes to the page as a whole
_MOST_TABLES = 200  # that are remembered, the last ones


class Shown:
    """The tables that a kernel has shown, and the widget without a view that the page asks for them."""

    def __init__(self, shell):
        self.tables, self.gone = OrderedDict(), {}  # gone: how many rows those have that were remembered, and show
        shell.display_formatter.formatters["text/html"].for_type(Styler, self.html)
        self.widget = widgets.made("tables", self.hear, labels=LABELS)

    def html(self, styler):
        """HTML of a table, as without this; one of `tables.rtl` is remembered."""
        page = styler._repr_html_()
        if hasattr(styler, "whole"):
            self.tables[styler.uuid] = styler
            self.tables.move_to_end(styler.uuid)
            self.gone.pop(styler.uuid, None)
            while len(self.tables) > _MOST_TABLES:
                name, oldest = self.tables.popitem(last=False)
                self.gone[name] = {"n": oldest.n_rows, "shown": len(oldest.index), "gone": True}
        return page

    def hear(self, message):
        """Answer which tables are known, with their numbers of rows, and send all rows of one."""
        if message.get("do") == "known":
            known = {name: self.tables[name] for name in message["ids"] if name in self.tables}
            about = {name: {"n": table.n_rows, "shown": len(table.index)} for name, table in known.items()}
            about |= {name: self.gone[name] for name in message["ids"] if name in self.gone}
            self.widget.send({"known": about})
        elif message.get("do") == "whole" and message["id"] in self.tables:
            page = self.tables[message["id"]].whole(max_rows=MOST_ROWS).to_html()
            self.widget.send({"whole": message["id"], "page": page})
        elif message.get("do") == "whole":
            self.widget.send({"whole": message["id"], "page": ""})  # forgotten meanwhile: the page says so


def switch_on(shell):
    """Make the tables of this kernel answer from here on; return what holds them, which must be kept.

    shell: the shell of IPython. Nothing is shown or written into the notebook.
    """
    return Shown(shell)
