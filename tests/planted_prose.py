"""What the notebooks say of the sample: which contrasts were planted there, where they are seen, and what is equal.

python tests/planted_prose.py    writes the paragraphs anew from data/sample/planted.toml; a test compares them
"""

import html
import json
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
CELL = "in-the-sample"
_HEAD = "## In the sample <span dir=\"rtl\" style=\"float:right\">في عيّنة المشروع</span>"
_ENTRY = {"contrast": ("يوجد", "Found"), "equality": ("لا فرق", "No difference")}


def entries():
    """The entries of planted.toml by the notebook that shows them: {name: [(sort, entry)]}."""
    planted = tomllib.loads((ROOT / "data" / "sample" / "planted.toml").read_text("utf-8"))
    found = defaultdict(list)
    for sort in _ENTRY:
        for entry in planted[sort]:
            found[entry["notebook"]].append((sort, entry))
    return dict(found)


def words(entry):
    """The words of an entry, one after the other."""
    several = entry.get("terms", [])
    several = list(several.values()) if isinstance(several, dict) else several
    several = several or [entry[key] for key in ("term", "collocate") if key in entry]
    return [] if entry.get("lexicon") and entry["kind"].startswith("lexicon") else several


def text(told):
    """The cell of one notebook: (sort, entry) of what it shows, in Arabic and in English."""
    arabic, english = [], []
    for sort, entry in told:
        for lines, place, code, about, see, asks in (
            (arabic, 0, '<code dir="ltr">{}</code>', entry["about_ar"], "انظر", "ويُضبط له"),
            (english, 1, "`{}`", entry["about_en"], "See", "Set for it"),
        ):
            named = "، ".join(words(entry)) if place == 0 else ", ".join(words(entry))
            named = f" (<bdi>{named}</bdi>)" if named else ""
            comma = "، و" if place == 0 else ", "
            seen = comma.join(code.format(name) for name in entry["outputs"])
            asked = entry.get("setting", "")
            asked = html.escape(asked, quote=False) if place == 0 else asked
            asked = f" {asks} {code.format(asked)}." if asked else ""
            lines.append(f"<b>{_ENTRY[sort][place]}.</b> {about.rstrip('.')}{named}. {see} {seen}.{asked}")
    items = "\n".join(f"<li>{line}</li>" for line in arabic)
    return (
        f"{_HEAD}\n\n"
        '<p dir="rtl" style="text-align:right">زُرع في مقالات <code dir="ltr">data/sample</code> عمدا ما يُعرف به أصدق '
        "هذا الدفتر أم لا. ولا يصح شيء منه على مدونة أخرى. ابحث بنفسك أولا.</p>\n"
        f'<details dir="rtl" style="text-align:right"><summary>ما زُرع</summary>\n'
        f'<ul dir="rtl" style="text-align:right">\n{items}\n</ul>\n</details>\n\n'
        "Something was planted in the articles of `data/sample` on purpose, so that it can be known whether this "
        "notebook is right. None of it holds for another corpus. Look for yourself first.\n\n"
        "<details><summary>What was planted</summary>\n\n" + "\n".join(f"- {line}" for line in english)
        + "\n\n</details>"
    )  # fmt: skip


def main():
    for name, told in entries().items():
        path = NOTEBOOKS / f"{name}.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["id"] != CELL]
        source = text(told).splitlines(keepends=True)
        cells.insert(len(cells) - 1, {"cell_type": "markdown", "id": CELL, "metadata": {}, "source": source})
        notebook["cells"] = cells
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
