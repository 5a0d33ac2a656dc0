from types import SimpleNamespace

import nbclient
import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers.display import live_tables, tables, widgets

TABLE = pd.DataFrame({"term": [f"كلمة {n}" for n in range(120)], "n": range(120)})


@pytest.fixture
def shown():
    shown = live_tables.switch_on(InteractiveShell())
    shown.sent = []
    shown.widget.send = shown.sent.append
    return shown


def test_what_is_written_into_the_notebook_is_the_same_byte_for_byte(shown):
    for options in ({}, {"caption": "جدول", "max_rows": 7}, {"language": "en", "columns": ["n"]}):
        assert shown.html(tables.rtl(TABLE, **options)) == tables.rtl(TABLE, **options)._repr_html_()


def test_the_page_learns_which_tables_it_may_ask_for(shown):
    styler = tables.rtl(TABLE, max_rows=10)
    shown.html(styler)
    shown.hear({"do": "known", "ids": [styler.uuid, "elsewhere"]})
    assert shown.sent == [{"known": {styler.uuid: {"n": 120, "shown": 10}}}]
    shown.hear({"do": "whole", "id": "elsewhere"})
    assert shown.sent[1:] == [{"whole": "elsewhere", "page": ""}]  # the page must not wait for ever


def test_all_rows_come_when_they_are_asked_for(shown):
    styler = tables.rtl(TABLE.assign(term="<b>"), max_rows=10, decimals=0, columns={"n": "عدد", "term": "كلمة"})
    shown.html(styler)
    shown.hear({"do": "whole", "id": styler.uuid})
    page = shown.sent[0]["page"]
    assert shown.sent[0]["whole"] == styler.uuid and page.count("<tr>") == 121
    assert "&lt;b&gt;" in page and "<b>" not in page and page.index("عدد") < page.index("كلمة")


def test_a_very_long_table_goes_in_part(shown, monkeypatch):
    monkeypatch.setattr(live_tables, "MOST_ROWS", 30)
    styler = tables.rtl(TABLE, max_rows=10)
    shown.html(styler)
    shown.hear({"do": "known", "ids": [styler.uuid]})
    shown.hear({"do": "whole", "id": styler.uuid})
    assert shown.sent[0]["known"][styler.uuid]["n"] == 120 and shown.sent[1]["page"].count("<tr>") == 31


def test_the_last_tables_are_remembered(shown, monkeypatch):
    monkeypatch.setattr(live_tables, "_MOST_TABLES", 2)
    made = [tables.rtl(TABLE.head(n)) for n in (1, 2, 3)]
    for styler in [*made, made[1]]:
        shown.html(styler)
    assert list(shown.tables) == [made[2].uuid, made[1].uuid]
    assert shown.html(TABLE.style) and len(shown.tables) == 2  # a Styler of somebody else


@pytest.mark.parametrize("metadata, expected", [({"cellId": "a"}, True), ({}, False)])
def test_who_runs_a_cell_tells_whether_a_reader_is_there(monkeypatch, metadata, expected):
    monkeypatch.setattr(widgets, "shell", lambda: SimpleNamespace(get_parent=lambda: {"metadata": metadata}))
    assert widgets.interactive() is expected


def test_outside_of_a_kernel_nobody_is_there(monkeypatch):
    for at in (None, InteractiveShell()):
        monkeypatch.setattr(widgets, "shell", lambda at=at: at)
        assert widgets.interactive() is False


def executed(*cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbclient.NotebookClient(notebook, timeout=120).execute()
    return notebook


def test_a_notebook_that_is_executed_holds_plain_tables_only(tmp_path):
    (tmp_path / "study.toml").write_text('title = "دراسة"\n', encoding="utf-8")
    begin = f"from helpers.study import notebook\nstudy = notebook.begin({str(tmp_path)!r})"
    table = 'import pandas as pd\nfrom helpers.display import tables\ntables.rtl(pd.DataFrame({"n": range(60)}))'
    made = executed(begin, table)
    assert made.cells[0].outputs == [] and "widgets" not in made.metadata
    (output,) = made.cells[1].outputs
    assert output.data["text/html"] == tables.rtl(pd.DataFrame({"n": range(60)}))._repr_html_()


def test_a_table_that_is_no_longer_remembered_is_told(shown, monkeypatch):
    monkeypatch.setattr(live_tables, "_MOST_TABLES", 1)
    made = [tables.rtl(TABLE.head(n), max_rows=10) for n in (50, 60)]
    for styler in made:
        shown.html(styler)
    shown.hear({"do": "known", "ids": [one.uuid for one in made]})
    assert shown.sent[-1]["known"] == {made[1].uuid: {"n": 60, "shown": 10},
                                       made[0].uuid: {"n": 50, "shown": 10, "gone": True}}  # fmt: skip
    shown.hear({"do": "whole", "id": made[0].uuid})  # the page had it before it was forgotten
    assert shown.sent[-1] == {"whole": made[0].uuid, "page": ""}
    shown.html(made[0])  # its cell was run again
    shown.hear({"do": "known", "ids": [made[0].uuid]})
    assert "gone" not in shown.sent[-1]["known"][made[0].uuid]
