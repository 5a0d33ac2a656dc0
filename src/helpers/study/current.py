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
    """Return what names the current study: the variable KHITAB_STUDY, else what `use` noted, else the sample."""
    if os.environ.get(VARIABLE, "").strip():
        return os.environ[VARIABLE].strip()
    return (FILE.read_text(encoding="utf-8").strip() if FILE.is_file() else "") or DEFAULT


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
