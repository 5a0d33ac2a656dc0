"""What a notebook reads and writes while it runs: settings, tables, files. `unchanged` compares with it.

The Study that `notebook.begin` hands out notes which of its settings are read, and the kernel of a run which files are
opened. So a setting counts for a notebook when its code has asked for it, wherever it did: in a cell, in the caption of
a figure, in what a sidecar says. Not seen are files that a library opens by itself, without Python.
"""

import dataclasses
import os
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .settings import PROJECT, Study

#: Metadata of the output in which a kernel tells what it has noted.
NOTED = "khitab_noted"
#: The last statement of a run's notebook; it stays in no copy.
TELL = "from helpers.study import noted; noted.tell()"
_TOP = ("title", "description", "seed")
#: The files that the kernel of this process has opened, {path: whether it was written to}. An audit hook is one of the
#: whole process and cannot be taken away: it stands in the kernels of a run only, which end with their notebook.
_OPENED = {}


class _Section(Mapping):
    """A section of the settings that notes which keys are read."""

    def __init__(self, name, given, noted):
        self.name, self.given, self.noted = name, given, noted

    def __getitem__(self, key):
        self.noted.add(f"{self.name}.{key}")
        return self.given[key]

    def __iter__(self):
        return iter(self.given)

    def __len__(self):
        return len(self.given)

    def __repr__(self):
        self.noted.update(f"{self.name}.{key}" for key in self.given)
        return repr(self.given)


@dataclasses.dataclass(frozen=True)
class _Noting(Study):
    """A Study that notes what is read of it."""

    def __post_init__(self):
        sections = [part for part in vars(self).values() if isinstance(part, _Section)]
        object.__setattr__(self, "noted", sections[0].noted if sections else set())

    def __getattribute__(self, name):
        if name in _TOP:
            object.__getattribute__(self, "__dict__").get("noted", set()).add(name)
        return object.__getattribute__(self, name)


def study(given):
    """Return a Study like the one given that notes in its set `noted` which settings ("keyness.min_n") are read."""
    noted = set()
    fields = {field.name: getattr(given, field.name) for field in dataclasses.fields(Study)}
    made = {name: _Section(name, part, noted) if isinstance(part, Mapping) else part for name, part in fields.items()}
    return _Noting(**made)


def plain(given):
    """Return the Study behind one that notes."""
    fields = {field.name: getattr(given, field.name) for field in dataclasses.fields(Study)}
    return Study(**{name: part.given if isinstance(part, _Section) else part for name, part in fields.items()})


def table(study, name):
    """Note that the table of another notebook is read, of whose sidecar no more counts than how it is read."""
    if isinstance(study, _Noting):
        study.noted.add(f"/{name}")


def watch():
    """Note from here on which files this process opens."""
    sys.addaudithook(_note)


def _note(event, arguments):
    if event != "open" or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path, mode, flags = arguments
    path = os.path.abspath(os.fsdecode(path))
    writes = bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool(flags & (os.O_WRONLY | os.O_RDWR))
    _OPENED[path] = writes or _OPENED.get(path, False)


def tell():
    """Show what has been noted, for the run that asked for it: nothing where no Study was begun."""
    from IPython.display import display

    from . import notebook, unchanged

    begun = notebook.begun()
    if begun is None:
        return
    keys = set(begun.noted)  # telling reads them all once more
    read, wrote = _files(plain(begun), dict(_OPENED))
    tables = sorted(key[1:] for key in keys if key.startswith("/"))
    settings = {key: unchanged.identity(plain(begun), key) for key in sorted(keys) if not key.startswith("/")}
    told = {"settings": settings, "tables": tables, "read": read, "wrote": wrote}
    display({"text/plain": ""}, raw=True, metadata={NOTED: told})


def _files(study, opened):
    """The files that were opened and are there, (read, written): lists of paths as `unchanged.place` writes them.

    Not those that are part of Khitab or of Python, of the corpus, or of what this user's programs keep for themselves.
    """
    from . import unchanged

    own = [study.folder, study.figures_folder, PROJECT / "notebooks", Path.cwd()]
    reference = study.derived.with_name("derived-reference")
    aside = [study.derived, study.raw, study.file]
    others = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), str(PROJECT / "src"), tempfile.gettempdir()}
    others |= {"/proc", "/sys", "/dev", "/etc", "/usr", "/lib"} if os.name == "posix" else set()
    read, wrote = set(), set()
    for name, written in opened.items():
        path = Path(name)
        parts = path.name.split(".")
        if written and path.suffix == ".tmp" and parts[0] == "" and parts[-2].isdigit():  # `files.replacing`
            path = path.with_name(".".join(parts[1:-2]))
        inside = any(path.is_relative_to(folder) for folder in own)
        hidden = path.is_relative_to(Path.home()) and any(
            part.startswith(".") for part in path.relative_to(Path.home()).parts
        )
        foreign = hidden or any(path.is_relative_to(folder) for folder in others)
        made = path.is_relative_to(reference) and path.name != "manifest.json"  # that is read, the rest is mapped
        if made or any(path.is_relative_to(folder) for folder in aside) or (foreign and not inside):
            continue
        if not path.is_file():
            continue
        (wrote if written and path.is_relative_to(study.figures_folder) else read).add(unchanged.place(study, path))
    return sorted(read - wrote), sorted(wrote)
