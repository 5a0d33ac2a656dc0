"""Files that Khitab brings with it: word lists, fonts, sentences, the looks of pages."""

import csv
import functools
from importlib.resources import files


@functools.cache
def rows(folder, name):
    """The lines of a table of the package, resources/<folder>/<name>: a tuple of dicts, column -> text.

    Columns are parted by tabs, the first line names them; what begins with # is a comment.
    """
    text = files(__name__).joinpath(folder, name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
