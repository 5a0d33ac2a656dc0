"""Notebooks of a few cells that a run executes, the same bytes each time."""

import nbformat

BEGIN = "from helpers.study import notebook, outputs\nimport pandas as pd\nstudy = notebook.begin(STUDY)"


def write(folder, name, *cells):
    """Write folder/<name>.ipynb: a cell that sets STUDY, and these."""
    tagged = nbformat.v4.new_code_cell('STUDY = "sample"', metadata={"tags": ["parameters"]})
    book = nbformat.v4.new_notebook(cells=[tagged, *map(nbformat.v4.new_code_cell, cells)])
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    folder.mkdir(exist_ok=True)
    nbformat.write(book, folder / f"{name}.ipynb")
