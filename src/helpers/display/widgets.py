"""What is alive in a notebook with a running kernel: widgets of Khitab's own, texts as they show them, kept places.

The scripts stand in resources/live/ and go to the page through `anywidget`; nothing is asked of the network.
"""

import functools
import sys
from importlib.resources import files

from ..arguments import DICT, TEXT, takes
from . import rtl

VIEW = "application/vnd.jupyter.widget-view+json"
_PLACES = "__khitab_places__"
_BUNDLE_VERSION = {"version_major": 2, "version_minor": 1}


@functools.cache
def _kind(name):
    """The class of the widgets that run resources/live/<name>.js."""
    import anywidget
    import traitlets

    folder = files("helpers.resources") / "live"
    style = folder / f"{name}.css"
    parts = {"_esm": (folder / f"{name}.js").read_text("utf-8")}
    parts |= {"_css": style.read_text("utf-8")} if style.is_file() else {}
    synced = {key: traitlets.Dict().tag(sync=True) for key in ("labels", "options", "shown")}
    synced["kind"] = traitlets.Unicode().tag(sync=True)
    return type(f"Khitab{name.title()}", (anywidget.AnyWidget,), parts | synced)


@takes(name=TEXT, labels=DICT, options=DICT)
def made(name, hear, *, kind="", labels=None, options=None):
    """Return a widget that runs resources/live/<name>.js.

    hear: a function that is called with each message (a dict) that the page sends. labels, options: what it is drawn
    with; what it shows is set as its `shown`.
    """
    widget = _kind(name)(kind=kind or name, labels=labels or {}, options=options or {})
    widget.on_msg(lambda _, message, buffers: hear(message))
    return widget


@takes()
def view(widget):
    """What a notebook shows of a widget: its view, and nothing where no kernel runs."""
    return {VIEW: {**_BUNDLE_VERSION, "model_id": widget.model_id}, "text/html": "", "text/plain": ""}


@takes(text=None, mark=TEXT)
def worded(text, *, before="", mark=""):
    """A text as the page takes it: {rtl, parts}, parts as [text, kind], where kind "ltr" is what runs from the left.

    With `mark`, `before` and `mark` stand before the text, the mark as a part of kind "mark".
    """
    whole = f"{before}{mark}{text}"
    apart = rtl.is_rtl(whole)
    parts = [*_parts(before, apart), [mark, "mark"], *_parts(text, apart)] if mark else _parts(text, apart)
    return {"rtl": apart, "parts": parts}


def _parts(text, apart):
    return [[part, "ltr" if alone else ""] for part, alone in rtl.pieces(text)] if apart else [[str(text), ""]]


def shell():
    """The shell of this notebook's kernel; None outside of one."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


@takes(name=None)
def kept(name):
    """A dict that stays the same for this name as long as the kernel runs, so that a viewer finds its place again."""
    at = shell()
    return {} if at is None else at.user_ns_hidden.setdefault(_PLACES, {}).setdefault(name, {})


def interactive():
    """Whether the cell that is run was sent from a page that a reader has open, not by a run of all notebooks.

    JupyterLab tells with each cell which one it is; nbclient and papermill do not.
    """
    at = shell()
    asked = getattr(at, "get_parent", dict)() or {}
    return "cellId" in asked.get("metadata", {})
