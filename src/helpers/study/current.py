"""The current study: chosen once, and every notebook that names no other works on it."""

import os

from ..errors import SettingsError
from . import files, settings

FILE = settings.PROJECT / "data" / ".current"  # one line, the study's folder; not under version control
VARIABLE = "KHITAB_STUDY"  # wins over the file: for one shell, or one JupyterLab
DEFAULT = "sample"


def use(name):
    """Make the study `name` (as in `settings.load`) the current one; return its Study."""
    study = settings.load(name)
    files.write(FILE, f"{study.folder}\n")
    return study


def name():
    """Return what names the current study: the variable KHITAB_STUDY, else what `use` noted, else the sample.

    Raises SettingsError where what was noted cannot be read.
    """
    if os.environ.get(VARIABLE, "").strip():
        return os.environ[VARIABLE].strip()
    try:
        noted = FILE.read_text(encoding="utf-8-sig").strip() if FILE.is_file() else ""
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"{FILE}: cannot be read as a text in UTF-8; delete it, or choose the study anew."
        ) from None
    return noted or DEFAULT


def load(given=""):
    """Return the Study that `given` names, or the current one where it is empty.

    Raises SettingsError as `settings.load`; where the current study is no longer there it says how to choose another.
    """
    if given:
        return settings.load(given)
    try:
        return settings.load(name())
    except SettingsError as error:
        mend = '"khitab use STUDY" chooses another'
        raise SettingsError(f"The current study cannot be opened; {mend}. {error}") from None
