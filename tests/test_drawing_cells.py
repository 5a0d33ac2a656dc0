"""The judge that tells from a notebook's source how many figures its cells draw."""

import nbformat
import pytest
from drawing_cells import drawing_modules, drawn

SET_UP = "from helpers.display import clouds, plots, tables\nfrom helpers.display import series as curves"


def counted(tmp_path, *sources):
    cells = [nbformat.v4.new_markdown_cell("# ax = plots.bars(t)"), nbformat.v4.new_code_cell(SET_UP)]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "made.ipynb")
    return drawn(tmp_path / "made.ipynb")


@pytest.mark.parametrize(
    ("source", "figures"),
    [
        ("ax = plots.bars(t)", 1),
        ("a = plots.bars(t)\nb = clouds.two_sided(t)", 2),
        ("ax = curves.ranks(t, levels=[])", 1),
        ("ax = plots.scores(t)", 1),  # a function of another module, passed on
        ("with style.context():\n    ax = plots.heatmap(t)", 1),
        ("ax = draw_or_say(plots.bars, t)", 1),
        ("ax = plots.bars(t, ax=given)", 0),
        ("tables.rtl(t)", 0),
        ("t = plots.frames", 0),
        ("panels = {}\npanels.bars(t)", 0),  # a name that is not imported from helpers.display
        ('note = "plots.bars(t)"', 0),
    ],
)
def test_what_draws_a_figure(tmp_path, source, figures):
    assert counted(tmp_path, source) == ({2: figures} if figures else {})


def test_figures_in_a_loop_cannot_be_counted(tmp_path):
    with pytest.raises(ValueError, match="made.ipynb, cell 2: a figure is drawn in a loop"):
        counted(tmp_path, "axes = [plots.bars(t) for t in parts]")


def test_a_comprehension_that_draws_nothing_is_none_of_its_business(tmp_path):
    assert counted(tmp_path, "ax = plots.bars(table)\nnames = [name for name in table]") == {2: 1}


def test_the_drawing_modules_are_found():
    modules = drawing_modules()
    assert {"plots", "clouds", "series", "panels", "effects", "networks"} <= set(modules)
    assert not {"tables", "frames", "style", "rtl", "concordances"} & set(modules)
