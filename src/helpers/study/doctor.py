"""What is wrong with an installation: Python, packages, fonts, drawing, folders, disk, memory, each in a sentence."""

import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from ..arguments import STUDY, optional, takes
from . import settings

OLDEST = (3, 11)  # of Python
# Measured on 10,412 articles: texts, derived/ and figures take 0.5 GB, the largest process of a run 1.9 GB, and two of
# them may run at a time.
LEAST_DISK = 1e9  # bytes
LEAST_MEMORY = 4e9  # bytes
_PINNED = re.compile(r"([A-Za-z0-9_.-]+)==([^\s;#]+)")


class Finding(NamedTuple):
    """state: "ok", "note" (look, though it works) or "fault"; what: looked at; told: a sentence, with the mend."""

    state: str
    what: str
    told: str


@takes(study=optional(STUDY))
def findings(study=None):
    """Look at the installation, and at the folders of a Study where one is given; a list of Finding.

    >>> {one.state for one in findings()} <= {"ok", "note", "fault"}
    True
    """
    found = [_python(), *_packages(), *_drawing(), _kernel(), *_folders(study), _disk(study), _memory(study)]
    return [one for one in found if one is not None]


def _python():
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return Finding("fault", "Python", f"Python is {version}, but Khitab needs 3.11 or newer; install one and make "
                                          "the environment anew.")  # fmt: skip
    return Finding("ok", "Python", f"{version} ({sys.executable})")


def _packages():
    """Whether the packages of requirements.txt are there, in the versions named there."""
    path = settings.PROJECT / "requirements.txt"
    if not path.is_file():
        return [Finding("note", "packages", f"{path} is not there, so versions are not compared.")]
    wanted = [match for line in path.read_text("utf-8").splitlines() if (match := _PINNED.match(line))]
    lacking, other = [], []
    for name, version in (match.groups() for match in wanted):
        try:
            there = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            lacking.append(name)
            continue
        if there != version:
            other.append(f"{name} {there} (tested with {version})")
    again = "install them: python -m pip install -r requirements.txt"
    found = []
    if lacking:
        found.append(Finding("fault", "packages", f"Missing: {', '.join(lacking)}; {again}"))
    if other:
        found.append(Finding("note", "packages", f"Other versions, so numbers and figures may differ: "
                                                 f"{', '.join(other)}; {again}"))  # fmt: skip
    return found or [Finding("ok", "packages", f"all {len(wanted)} in the versions of requirements.txt")]


def _drawing():
    """Whether the fonts are there, and Arabic letters join, in figures and in clouds."""
    try:
        from ..display import rtl, style

        lost = [path.name for path in (style.BOLD, style.REGULAR) if not Path(path).is_file()]
        if lost:
            return [Finding("fault", "fonts", f"{', '.join(lost)} is not in src/helpers/resources; take it from the "
                                              "project again.")]  # fmt: skip
        spoilt = [path.name for path in (style.BOLD, style.REGULAR) if not _is_font(path)]
        if spoilt:
            return [Finding("fault", "fonts", f"{', '.join(spoilt)} in src/helpers/resources is no font; take it from "
                                              "the project again.")]  # fmt: skip
        by = "matplotlib" if rtl.mpl_shapes_natively() else "arabic-reshaper and python-bidi"
        clouds = "Pillow" if rtl.pillow_shapes_natively() else "arabic-reshaper and python-bidi"
        rtl.visual("سلام")  # by arabic-reshaper and python-bidi, which other libraries' older versions need
    except Exception as error:  # whatever a broken library raises
        return [Finding("fault", "drawing", f"Figures cannot be drawn ({type(error).__name__}: {error}); install the "
                                            "packages anew: python -m pip install -r requirements.txt")]  # fmt: skip
    return [Finding("ok", "fonts", str(Path(style.BOLD).parent)),
            Finding("ok", "drawing", f"Arabic is joined and ordered by {by}, in clouds by {clouds}")]  # fmt: skip


def _is_font(path):
    """Whether a file can be read as a font; one that was checked out as a pointer or cut short cannot."""
    from PIL import ImageFont

    try:
        ImageFont.truetype(str(path), 12)
    except OSError:
        return False
    return True


def _kernel():
    try:
        from ipykernel.kernelspec import get_kernel_dict

        get_kernel_dict()
    except Exception as error:
        return Finding("fault", "Jupyter", f"No kernel can be started ({type(error).__name__}: {error}); "
                                           "python -m pip install ipykernel")  # fmt: skip
    return Finding("ok", "Jupyter", "a kernel of this very Python runs the notebooks")


def _folders(study):
    """Whether what is made can be written: caches of compiled code and of fonts, and the folders of the study."""
    import matplotlib

    found = []
    compiled = Path(os.environ.get("NUMBA_CACHE_DIR") or Path(__file__).parents[1] / "arabic" / "__pycache__")
    slow = {"compiled code": compiled, "fonts of matplotlib": Path(matplotlib.get_cachedir())}
    for what, folder in slow.items():
        if not _writable(folder):
            found.append(Finding("note", "caches", f"{folder} cannot be written to, so {what} is made anew on every "
                                                   "start, which takes seconds; give it to your user."))  # fmt: skip
    if study is not None:
        for folder in (study.derived, study.figures_folder):
            if not _writable(folder):
                found.append(Finding("fault", "study", f"{folder} cannot be written to; copy the study to a folder "
                                                       "of your own."))  # fmt: skip
        if study.source != study.raw and not study.raw.exists():
            found.append(Finding("note", "study", f"{study.source} has not been copied here yet; khitab build does "
                                                  "it."))  # fmt: skip
        elif not study.raw.exists():
            found.append(Finding("fault", "study", f"{study.raw} is not there; put your texts into it, or name another "
                                                   "place as [corpus] raw."))  # fmt: skip
    return found or [Finding("ok", "folders", "all that is made can be written")]


def _writable(folder):
    """Whether a file can be made in a folder, or in the nearest that is there."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _disk(study):
    folder = settings.PROJECT if study is None else study.folder
    free = shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists())).free
    state = "ok" if free >= LEAST_DISK else "note"
    more = "" if state == "ok" else f"; ten thousand articles may take {LEAST_DISK / 1e9:.0f} GB: free some"
    return Finding(state, "disk", f"{free / 1e9:.1f} GB are free at {folder}{more}")


def _memory(study):
    import psutil

    free = psutil.virtual_memory().available
    state = "ok" if free >= LEAST_MEMORY else "note"
    more = "" if state == "ok" else f"; ten thousand articles may take {LEAST_MEMORY / 1e9:.0f} GB: close programs"
    return Finding(state, "memory", f"{free / 1e9:.1f} GB are free{more}")
