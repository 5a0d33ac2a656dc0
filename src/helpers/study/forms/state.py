"""The studies under data/, and which notebooks of one have to be run again, and why."""

from ...errors import KhitabError
from .. import order, settings, unchanged

PERHAPS = "It may be run again: what it reads may come out otherwise ({})."
_LISTED = 3


def notebooks():
    """The paths of the notebooks of the project, in order."""
    return sorted((settings.PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def names():
    """The names of the studies under data/, in order."""
    return sorted(file.parent.name for file in (settings.PROJECT / "data").glob("*/study.toml"))


def title(name):
    """The title of a study under data/; "" where its study.toml is broken."""
    try:
        return settings.load(settings.PROJECT / "data" / name, check_words=False).title
    except KhitabError:
        return ""


def notes(study, paths):
    """The `unchanged.Notes` of a Study for these notebooks."""
    return unchanged.Notes(study, paths, order.everywhere(paths))


def table(known):
    """Return the state of each notebook, a row each: notebook, state ("up to date", "to be run", "perhaps"), why.

    known: what `notes` returns. "perhaps" are those that read what another one writes that is to be run.
    """
    import pandas as pd

    rows, moved = [], {}
    for path in known.paths:
        why = known.why(path)
        before = [other.stem for other in order.needs(path, known.paths) - {known.paths[0]} if moved.get(other)]
        moved[path] = bool(why or before)
        state = "to be run" if why else "perhaps" if before else "up to date"
        names = ", ".join(sorted(before)[:_LISTED]) + (" …" if len(before) > _LISTED else "")
        rows.append((path.stem, state, unchanged.told(why) or (PERHAPS.format(names) if before else "")))
    return pd.DataFrame(rows, columns=["notebook", "state", "why"], dtype="str")
