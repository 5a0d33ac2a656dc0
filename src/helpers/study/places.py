"""Texts that leave this machine (sidecars, executed notebooks, archives): without its paths and its user's name."""

import json
import re
import sys
from html import escape
from pathlib import Path

from .settings import OUTSIDE, PROJECT


def impersonal(text, study):
    """Return a text in which no path tells where on this machine a Study, the project or the user's folder lies.

    The study is called by its name (data/<name> for one of the project), what else study.toml names by its last part,
    the user's folder ~ and that of Python …; a path that goes on behind them stays. Paths in HTML and JSON are found
    too.
    """
    for place, name in _places(study):
        path = str(place)
        in_json = (json.dumps(path, ensure_ascii=ascii)[1:-1] for ascii in (True, False))
        ways = {path, place.as_posix(), escape(path), *in_json}
        if not any(way in text for way in ways):
            continue
        found = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
        # Nothing before it that would make it a part of a longer path, nor behind it of a longer name.
        pattern = rf"(?<![\w.~-])(?:{found})" + (r"(?![\w-])" if name else r"(?:[/\\]+|(?![\w-]))")
        text = re.sub(pattern, lambda _, name=name: name, text)
    return text


def _places(study):
    """(folder, name) of what a text may name; the deepest first, for one may hold another."""
    inner = study.folder.parent == PROJECT / "data"
    places = {Path.home(): "~", Path(sys.prefix): "…", PROJECT: ""}
    for key in OUTSIDE:
        section, _, word = key.partition(".")
        path = Path(getattr(study, section)[word]).expanduser()
        if path.is_absolute():
            places[path] = path.name
    places[study.folder] = f"data/{study.name}" if inner else study.name
    places |= {place.resolve(): name for place, name in places.items() if place.exists()}
    usable = [(place, name) for place, name in places.items() if len(place.parts) > 1 and place != Path("/usr")]
    return sorted(usable, key=lambda one: len(one[0].parts), reverse=True)
