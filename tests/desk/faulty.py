"""A notebook of known faults, to which the judges of `looks` are put: what is in each cell, and who must see it."""

import nbformat

_ARABIC = (
    "هذه فقرة عربية طويلة كُتبت لتُقرأ من اليمين إلى اليسار، وفيها من الكلمات ما يملأ أكثر من سطر واحد على الشاشة، "
    "حتى يُرى هل تبدأ أسطرها عند الحافة اليمنى كما ينبغي. وليس فيها خبر ولا رأي، ولا يُستنتج منها شيء."
)
_BOX = '<p dir="rtl" style="text-align:right">لا يكفي ما هنا للرسم.</p><p>Too few documents for this figure.</p>'


def _html(page):
    return f"from IPython.display import HTML\nHTML({page!r})"


#: (kind of cell, source, the judge that must find a fault in it or None, words of what it says)
CELLS = (
    ("markdown", "# 00 · ملاحظات · Notes", None, ""),
    ("code", 'STUDY = ""', None, ""),
    (
        "code",
        "import matplotlib.pyplot as plt\nimport pandas as pd\nfrom helpers.display import plots\n\n"
        'table = pd.DataFrame({"term": ["كلمة", "جملة"], "ipm": [2.0, 1.0]})',
        "banner",
        "does not show the title",
    ),
    ("code", "ax = plots.bars(table)", None, ""),
    ("code", "ax = plots.bars(table)\nplt.close()", "figures", "1 figures are drawn, 0 shown, and 0 boxes"),
    ("code", "ax = plots.bars(table)\ndisplay(ax.figure)", "figures", "1 figures are drawn, 2 shown"),
    ("code", "ax.figure", "figures", "0 figures are drawn, 1 shown"),
    ("code", "plots.bars(table).set_visible(False)", "figures", "empty or not loaded"),
    ("code", f"{_html(_BOX)} or plots.bars(table)", "figures", "1 figures are drawn, 0 shown, and 1 boxes"),
    ("code", f"ax = plots.bars(table)\n{_html(_BOX)}", "figures", "its figure and a box"),
    ("code", "import sys\n\nprint('a warning', file=sys.stderr)", "errors", "writes to stderr: a warning"),
    ("markdown", f'<p dir="rtl" style="text-align:right">{_ARABIC}</p>', None, ""),
    ("markdown", f'<div dir="rtl" align="right">\n\n{_ARABIC}\n\n</div>', "arabic", "from the right edge of its box"),
    ("markdown", _ARABIC, "arabic", "runs from left to right"),
    ("markdown", "- كلمة أولى، ثم ثانية.\n- كلمة ثالثة، ثم رابعة.", "arabic", "runs from left to right"),
    ("code", f"print('A line.\\n{_ARABIC}')", "arabic", "runs from left to right"),
    ("code", _html(f'<div dir="rtl" style="width: 50%; text-align: right">{_ARABIC}</div>'), "arabic", "the box of"),
    ("code", _html('<table dir="rtl" style="margin: 0 auto 0 0"><td>كلمة</td></table>'), "arabic", "left of the right"),
    ("code", _html('<table dir="rtl"><td style="min-width: 2000px">كلمة</td></table>'), "arabic", "out of view"),
    ("code", "1 / 0", "errors", "ends with an error, ZeroDivisionError"),
    ("code", "ax", "errors", "was not run"),
)


def write(folder):
    """Write the notebook into a folder, which is made."""
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    notebook = nbformat.v4.new_notebook(cells=[make[kind](source) for kind, source, _, _ in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "00_faulty.ipynb")
