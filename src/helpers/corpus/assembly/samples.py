"""A sample of the cells of each column of a table, taken where it is first asked for."""

import numpy as np
import pyarrow as pa

from .empty_cells import stands_for_nothing

SIZE, FIRST_LOOK = 200, 12  # cells; so many are looked at first, where most columns are not what is sought
CONTRADICTS, FITS, SURE = 0.1, 0.5, 0.8  # shares of the cells


class Samples(dict):
    """Column -> the cells of a sample of the rows, a list of strings; those that are empty, or stand for it, left out.

    n: rows in the sample. columns: name -> all cells, of the table. first: columns that are taken at once.
    """

    def __init__(self, table, first=()):
        super().__init__()
        rows = len(table.rows)
        self.n, self.columns = min(rows, SIZE), table.columns
        self._places = pa.array(np.unique(np.linspace(0, max(rows - 1, 0), self.n).astype(int)))
        for column in first:
            self[column]

    def __missing__(self, column):
        given = self.columns[column].take(self._places).to_pylist()
        self[column] = [cell for cell in given if cell.strip() and not stands_for_nothing(cell)]
        return self[column]
