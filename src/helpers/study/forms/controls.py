"""The controls of the desk, from right to left: a field for each kind of key, and what is told in both languages."""

import html
import re

from ...display import rtl, sentences
from .. import keys

#: What ipywidgets has no setting for: its rows, labels, boxes and lists run from the right.
LOOK = """
.khitab-desk label, .khitab-desk select, .khitab-desk button {direction: rtl;}
.khitab-desk .widget-label {text-align: right; margin: 0 0 0 0.6em;}
.khitab-desk .widget-toggle-buttons {direction: rtl; align-self: flex-end;}
.khitab-desk input[type=text], .khitab-desk textarea {unicode-bidi: plaintext; text-align: start;}
.khitab-desk .khitab-code input, .khitab-desk .khitab-code textarea {direction: ltr; text-align: left;}
.khitab-desk .khitab-key {border-bottom: 1px solid #8884; padding: 0.3em 0;}
.khitab-desk .khitab-key p {margin: 0 0 0.15em 0; line-height: 1.5;}
.khitab-desk .widget-html-content {overflow: visible; padding-right: 2px;}
"""
_RIGHTWARD = {"flex_flow": "row-reverse wrap", "justify_content": "flex-start", "align_items": "center"}
_ISOLATE = ("\u2066", "\u2067")
_PARTS = re.compile(r"[,،;؛\s]+")


def row(*controls):
    """Controls beside each other, the first at the right."""
    import ipywidgets as w

    return w.HBox(list(controls), layout=w.Layout(**_RIGHTWARD))


def button(arabic, english, action, *, primary=False):
    """A button that calls `action` without arguments."""
    import ipywidgets as w

    made = w.Button(
        description=f"{arabic} · {english}", button_style="primary" if primary else "",
        layout=w.Layout(width="auto", margin="0.2em 0 0.2em 0.6em"),
    )  # fmt: skip
    made.on_click(lambda _: action())
    return made


def text(arabic, english, value="", *, code=False, **more):
    """A line to write in, with its name at the right; code: what is written there is no prose but a path or a name."""
    import ipywidgets as w

    made = w.Text(value, description=f"{arabic} · {english}", continuous_update=False, **_named(), **more)
    if code:
        made.add_class("khitab-code")
    return made


def choice(arabic, english, options, value):
    """A list to choose from, with its name at the right. options: [(what is shown, value)]."""
    import ipywidgets as w

    return w.Dropdown(options=options, value=value, description=f"{arabic} · {english}", **_named())


def _named():
    # A control is a row too: reversed, its name stands at the right of it.
    layout = {"flex_flow": "row-reverse", "width": "36em", "align_self": "flex-end"}
    return {"style": {"description_width": "initial"}, "layout": layout}


def isolated(name):
    """A name or a path within a line of another direction, where no HTML is read."""
    return f"{_ISOLATE[rtl.is_rtl(name)]}{name}\u2069"


def both(arabic, english):
    """HTML of a text in both languages, each a paragraph from its own side. Both are HTML already."""
    return (f'<p dir="rtl" style="text-align:right">{arabic}</p>'
            f'<p dir="ltr" style="text-align:left">{english}</p>')  # fmt: skip


def heading(arabic, english):
    """HTML of a heading in both languages, at the right."""
    return f'<p dir="rtl" style="text-align:right"><b>{arabic} · <bdi dir="ltr">{english}</bdi></b></p>'


def code(value):
    """HTML of a name, a path or a value as it stands in study.toml."""
    return f'<code dir="ltr">{html.escape(str(value))}</code>'


class Place:
    """A place on the desk where HTML stands, nothing at first."""

    def __init__(self):
        import ipywidgets as w

        self.control = w.HTML()

    @property
    def shown(self):
        """What stands there."""
        return self.control.value

    def clear(self):
        """Show nothing."""
        self.control.value = ""

    def show(self, page):
        """Show a piece of HTML."""
        self.control.value = page

    def tell(self, arabic, english):
        """Show a text in both languages (HTML)."""
        self.control.value = f'<div class="khitab-message">{both(arabic, english)}</div>'

    def refuse(self, error):
        """Show an error as the sentence that it is, in both languages."""
        self.control.value = sentences.html(error)


def field(key, value, changed):
    """Return the field of a Key with a value in it: `control` is what is shown, `value` what stands there now.

    value: as in a Study. changed: is called without arguments whenever the reader has changed it. What is no value of
    its kind stays the text that was written, so that the settings can say what is wrong with it.
    """
    allowed = keys.choices(key)
    if key.kind == keys.FLAG:
        return _Choice([("نعم · yes", True), ("لا · no", False)], value, changed)
    if key.kind == keys.TEXTS and allowed:
        return _Ticks(allowed, value, changed)
    if allowed:
        return _Choice([(one or "–", one) for one in allowed], value, changed)
    if key.kind == keys.TEXTS:
        return _Lines(value, changed)
    return _Line(key.kind, value, changed)


class _Choice:
    """One of some values."""

    def __init__(self, options, value, changed):
        import ipywidgets as w

        self.control = w.Dropdown(options=options, value=value, layout=w.Layout(width="18em"))
        self.control.observe(lambda _: changed(), names="value")

    @property
    def value(self):
        return self.control.value

    @value.setter
    def value(self, wanted):
        self.control.value = wanted


class _Ticks:
    """Any of some values: those that are there keep their order, new ones come behind them."""

    def __init__(self, allowed, value, changed):
        import ipywidgets as w

        self._order, self._changed = list(value), changed
        self.ticks = {
            one: w.Checkbox(one in value, description=one, indent=False, layout={"width": "auto", "margin": "0 0.6em"})
            for one in allowed
        }
        for tick in self.ticks.values():
            tick.observe(lambda _: changed(), names="value")
        self.control = row(*self.ticks.values())

    @property
    def value(self):
        chosen = [one for one, tick in self.ticks.items() if tick.value]
        return [one for one in self._order if one in chosen] + [one for one in chosen if one not in self._order]

    @value.setter
    def value(self, wanted):
        self._order = list(wanted)
        for one, tick in self.ticks.items():
            tick.value = one in wanted


class _Lines:
    """A list of texts, one a line."""

    def __init__(self, value, changed):
        import ipywidgets as w

        self.control = w.Textarea(
            "\n".join(value), rows=min(max(2, len(value) + 1), 8), continuous_update=False,
            layout=w.Layout(width="22em"),
        )  # fmt: skip
        self.control.observe(lambda _: changed(), names="value")

    @property
    def value(self):
        return [line.strip() for line in self.control.value.split("\n") if line.strip()]

    @value.setter
    def value(self, wanted):
        self.control.value = "\n".join(wanted)


class _Line:
    """A text, a path, a number or several whole numbers."""

    def __init__(self, kind, value, changed):
        import ipywidgets as w

        self.kind = kind
        self.control = w.Text(self._written(value), continuous_update=False, layout=w.Layout(width="22em"))
        if kind != keys.TEXT:
            self.control.add_class("khitab-code")
        self.control.observe(lambda _: changed(), names="value")

    def _written(self, value):
        return ", ".join(map(str, value)) if self.kind == keys.INTEGERS else str(value)

    @property
    def value(self):
        written = self.control.value.strip()
        if self.kind == keys.INTEGERS:
            return [_number(part, int) for part in _PARTS.split(written) if part]
        reads = {keys.INTEGER: int, keys.NUMBER: float}.get(self.kind)
        return _number(written, reads) if reads else written

    @value.setter
    def value(self, wanted):
        self.control.value = self._written(wanted)


def _number(written, read):
    try:
        return read(written.replace("\u066b", "."))  # the decimal sign of Arabic digits, which Python reads
    except ValueError:
        return written
