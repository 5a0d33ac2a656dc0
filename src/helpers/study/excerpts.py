"""Lines that a reader has chosen in the concordance viewer, as CSV files in the study's folder."""

import re
import unicodedata

from ..arguments import TABLE, TEXT, takes
from . import files, outputs

_MOST = 60  # letters of a query in the name of a file


@takes()
def into(study):
    """Return the function (table, name) that writes lines to <study>/lines/ for `viewer.concordance`, see `save`.

    Its attribute `folder` tells whose lines they are.
    """

    def write(table, name):
        return save(study, name, table)

    write.folder = str(study.folder)
    return write


@takes(name=TEXT, table=TABLE)
def save(study, name, table):
    """Write lines as <study>/lines/<name>.csv and return that path as text, from the study's folder.

    name: the query; what is no letter or digit of it becomes _. A file that holds other lines is never replaced: the
    new one then is <name>_2.csv and so on. UTF-8 with BOM, without formulas, as all tables (`outputs.csv_bytes`).
    """
    stem = re.sub(r"[\W_]+", "_", unicodedata.normalize("NFC", name)).strip("_")[:_MOST] or "lines"
    data, number = outputs.csv_bytes(table.reset_index(drop=True)), 1
    while True:
        path = study.folder / "lines" / f"{stem}{f'_{number}' if number > 1 else ''}.csv"
        if not path.is_file():
            files.write(path, data)
        elif path.read_bytes() != data:
            number += 1
            continue
        return files.short(path, study.folder)
