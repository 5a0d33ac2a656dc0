"""Every table that the notebooks show or save: their code cells are run on a study, in one process."""

import json
from pathlib import Path
from typing import NamedTuple

import matplotlib
import matplotlib.pyplot
import pandas as pd

from helpers.display import language, tables
from helpers.study import coding, outputs

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
#: function that shows or saves a table -> place of the table, and of the output's name, among its arguments
_VERBS = {
    (tables, "rtl"): (0, None), (outputs, "save"): (3, 1), (outputs, "save_table"): (2, 1),
    (outputs, "save_page"): (3, 1),
}  # fmt: skip


class Shown(NamedTuple):
    """A table: the notebook and cell where it is, the name it is saved by ("" where it is shown), and itself."""

    place: str
    name: str
    table: pd.DataFrame
    of: str | None


def run(study, monkeypatch, read):
    """Run the code of every notebook on the study in the folder `study`; return the list of Shown.

    read: a list that is given (notebook, output) of what notebooks read that others have written.
    """
    found, place = [], [""]
    read_table = outputs.read_table

    def reading(study, name, *args, **options):
        read.append((place[0].split(",")[0], name))
        return read_table(study, name, *args, **options)

    monkeypatch.setattr(outputs, "read_table", reading)

    def wrapped(verb, at, named):
        def call(*args, **options):
            if isinstance(args[at], pd.DataFrame):
                name = "" if named is None else args[named]
                found.append(Shown(place[0], name, args[at].copy(), options.get("of") if named is None else None))
            return verb(*args, **options)

        return call

    def sheet(study, name, *args, _verb=coding.sheet):
        table = _verb(study, name, *args)
        found.append(Shown(place[0], f"coding/{name}", table.copy(), None))
        return table

    monkeypatch.setattr(coding, "sheet", sheet)
    for (module, verb), where in _VERBS.items():
        monkeypatch.setattr(module, verb, wrapped(getattr(module, verb), *where))
    backend = matplotlib.get_backend()
    matplotlib.use("Agg")
    # A notebook sets language and rates for all that follows in its process.
    monkeypatch.setattr(language, "_STANDARD", dict(language._STANDARD))
    try:
        for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
            names = {}
            for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
                if cell["cell_type"] == "code":
                    place[0] = f"{path.stem}, cell {number}"
                    source = "".join(cell["source"])
                    source = f"STUDY = {str(study)!r}" if "parameters" in cell["metadata"].get("tags", []) else source
                    exec(compile(source, place[0], "exec"), names)  # the notebooks of this repository
            matplotlib.pyplot.close("all")
    finally:
        matplotlib.use(backend)
    return found
