"""The pages of the guide that are made from the code: measures, settings, columns.

    python docs/generate.py             write them (`make docs` does it first)
    python docs/generate.py --check     say which are out of date; exit code 1 if any is

Formulas, examples, caveats and sources come from the docstrings of the measures; keys, defaults and meanings from the
declarations of the settings; headings and meanings of columns from the schema. What is said in Arabic beside them, and
in which column a measure stands, is in measures.tsv. Never edit the pages: edit what they are made from.
"""

import ast
import csv
import functools
import json
import re
import sys
from pathlib import Path

from helpers import schema
from helpers.study import files, keys

HERE = Path(__file__).parent
ROOT = HERE.parent
HELPERS = ROOT / "src" / "helpers"
#: public functions of helpers.measures that serve the others and measure nothing
SERVANTS = {"intervals.blocks", "intervals.noted", "permutation.of_cells", "permutation.shuffled"}
MADE = "<!-- made by docs/generate.py from the code: do not edit -->"
_MARK = re.compile(r"(?:^|(?<=\s))(Caveat|Source): ")
_SHOWN = str.maketrans({sign: f"\\{sign}" for sign in "*[]<>|"})

#: what stands on the pages, in both languages
SAID = {
    "en": {
        "measures": "Measures", "formula": "Formula", "definition": "Definition", "example": "Example",
        "caveat": "Caveat",
        "source": "Source", "columns": "Where it stands", "notation": "Notation", "used": "In the notebooks",
        "table": "table", "column": "column", "heading": "heading", "meaning": "meaning", "measure": "measure",
        "function": "function", "key": "key", "default": "default", "values": "values", "settings": "Settings",
        "tables": "Tables and their columns", "nowhere": "In no table of the notebooks: call it in code.",
        "from_to": "{low} to {high}", "from": "{low} and more", "other": "heading in Arabic", "back": "All measures",
        "analyses": "What the analyses measure",
    },
    "ar": {
        "measures": "المقاييس", "formula": "الصيغة",
        "definition": "التعريف (كما في الوحدة البرمجية، بالإنجليزية)", "example": "مثال",
        "caveat": "تنبيه", "source": "المصدر", "columns": "أين يرد", "notation": "الرموز (بالإنجليزية)",
        "used": "في الدفاتر", "table": "الجدول", "column": "العمود", "heading": "الرأس", "meaning": "المعنى",
        "measure": "المقياس", "function": "الدالة", "key": "المفتاح", "default": "القيمة التلقائية", "values": "القيم",
        "settings": "الإعدادات", "tables": "الجداول وأعمدتها",
        "nowhere": "لا يرد في جداول الدفاتر: يُستدعى في البرنامج.",
        "from_to": "من {low} إلى {high}", "from": "{low} فأكثر", "other": "الرأس بالإنجليزية", "back": "المقاييس كلها",
        "analyses": "ما تقيسه التحليلات",
    },
}  # fmt: skip
INTRO = {
    "measures": {
        "en": "A page each: formula, example, caveat, source, and the columns in which it stands. Each example runs "
              "as a test; numbers printed in the literature are put to the measures in `tests/published`.",
        "ar": "لكل مقياس صفحة: صيغته ومثاله وما يُحذر منه ومصدره والأعمدة التي يرد فيها. وكل مثال يُشغَّل اختبارا، "
              "والأرقام المنشورة في المراجع تُعرض على المقاييس في `tests/published`.",
    },
    "settings": {
        "en": "Every key of `study.toml`. What you do not set has the default; an unknown key is an error that names "
              "the nearest one. `khitab check` says which values have no effect, notebook 00 which are in force. A "
              "text stands in straight quotes, a list in brackets: `extra_stop_words = [\"قال\", \"أضاف\"]`.",
        "ar": "مفاتيح `study.toml` كلها. ما لم تضبطه أخذ قيمته التلقائية، والمفتاح المجهول خطأ يُذكر معه أقرب المفاتيح "
              "إليه. ويخبرك `khitab check` بما لا أثر له من القيم، والدفتر 00 بما هو معمول به. النص بين علامتي تنصيص "
              "مستقيمتين، والقائمة بين قوسين معقوفين: `extra_stop_words = [\"قال\", \"أضاف\"]`.",
    },
    "columns": {
        "en": "The names of columns as they stand in the CSV files, with their headings in figures and in the report.",
        "ar": "أسماء الأعمدة كما هي في ملفات CSV، ورؤوسها في الأشكال والتقرير.",
    },
}  # fmt: skip
GROUPS = {
    "association": ("Keyness and association", "المفتاحية والاقتران"), "dispersion": ("Dispersion", "الانتشار"),
    "spread": ("Dispersion in the tables", "الانتشار في الجداول"), "distances": ("Distances", "المسافات"),
    "tfidf": ("TF-IDF", "أوزان TF-IDF"), "diversity": ("Lexical diversity", "غنى المعجم"),
    "coherence": ("Themes", "الموضوعات"), "intervals": ("Intervals", "فترات الثقة"),
    "permutation": ("Chance", "المصادفة"), "alternatives": ("Asked for less often", "ما يُطلب أقل"),
    "analyses": (SAID["en"]["analyses"], SAID["ar"]["analyses"]),
}  # fmt: skip
#: what the letters of the formulas mean, for the Arabic pages; in English the docstrings of the modules say it
LETTERS = {
    "association": "الحرف a ورود الكلمة في المدروسة، وb ورودها في المرجع، وc كلمات المدروسة كلها، وd كلمات المرجع "
                   "كلها؛ وN = c + d، وE المتوقع في المدروسة لو توزعت الكلمة على قدر الأحجام. وفي المصاحبات: "
                   "المدروسة نوافذ المحور (R1 = c)، والمرجع ما سواها، وC1 = a + b تواتر المصاحب.",
    "dispersion": "الحرف n عدد الأجزاء، وf ورود الكلمة في الجزء، وF مجموع الورود، وv حصة الجزء من ورود الكلمة، "
                  "وs حصته من كلمات المدونة، وr نسبة ورودها إلى كلماته.",
    "distances": "الحرف d المسافة من موضع إلى الذي يليه، وf عدد المواضع، وN كلمات المدونة.",
    "diversity": "الحرف N عدد الكلمات، وV عدد الأنواع، وf عدد كلمات النوع.",
    "coherence": "الحرف p حصة السياقات التي ترد فيها الكلمة، أو الكلمتان معا.",
}  # fmt: skip
LETTERS["alternatives"] = LETTERS["association"]


def pages():
    """Every page that is made: {path below docs/: text}."""
    rows, made = told(), {}
    for language in SAID:
        made[f"{language}/measures/index.md"] = _index(rows, language)
        made |= {f"{language}/measures/{page_name(row)}": _measure(row, rows, language) for row in rows.values()}
        made[f"{language}/settings.md"] = _settings(language)
        made[f"{language}/columns.md"] = _columns(language)
    return {path: f"{MADE}\n\n{text.strip()}\n" for path, text in made.items()}


def told():
    """The rows of measures.tsv: {function: dict}."""
    return {row["function"]: row for row in _rows(HERE / "measures.tsv")}


def _rows(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@functools.cache
def works():
    """The works that docstrings cite, in full: {"Hardie 2014": …}."""
    found = {row["cited"]: row["work"] for row in _rows(HERE / "references.tsv")}
    for row in _rows(HELPERS / "resources" / "method" / "references.tsv"):
        within = f"{row['in']} {row['volume']}" + (f"({row['number']})" if row["number"] else "")
        where = ", ".join(filter(None, [within.strip(), row["pages"], row["publisher"], row["url"]]))
        cited = f"{row['author'].partition(',')[0]} {row['year']}"
        found.setdefault(cited, f"{row['author']} ({row['year']}). {row['title']}." + (f" {where}." if where else ""))
    return found


def in_full(sources):
    """The works in full that the sources of a docstring name, in their order."""
    named = [piece for source in sources for piece in source.split(";")]
    return [work for piece in named for cited, work in works().items()
            if re.search(rf"\b{cited.rpartition(' ')[0]}\b.*\b{cited[-4:]}\b", piece)]  # fmt: skip


def public(module):
    """Docstrings of a module of helpers, such as "measures/association": (its own, {function: (arguments, text)})."""
    tree = ast.parse((HELPERS / f"{module}.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return ast.get_docstring(tree), {node.name: (ast.unparse(node.args), ast.get_docstring(node)) for node in functions}


def page_name(row):
    """The file of a measure's page."""
    return f"{row['function'].removeprefix('analyses.').replace('.', '_')}.md"


def parts(docstring):
    """A docstring as (what it says, its examples, its caveats, its sources)."""
    said, examples, found = [], [], {"Caveat": [], "Source": []}
    for paragraph in re.split(r"\n\s*\n", docstring):
        if paragraph.startswith(">>>"):
            examples.append(paragraph)
            continue
        pieces = _MARK.split(" ".join(paragraph.split()))
        said.append(pieces[0].strip())
        for mark, text in zip(pieces[1::2], pieces[2::2], strict=True):
            found[mark].append(text.strip()[:1].upper() + text.strip()[1:])
    return [text for text in said if text], examples, found["Caveat"], found["Source"]


def _measure(row, rows, language):
    said, at = SAID[language], schema.LANGUAGES.index(language)
    module, name = row["function"].rsplit(".", 1)
    place = module.replace(".", "/") if module.startswith("analyses") else f"measures/{module}"
    notation, functions = public(place)
    arguments, docstring = functions[name]
    text, examples, caveats, sources = parts(docstring)
    short = place.rpartition("/")[2]
    out = [f"# {row[language]}", row["about_ar"] if language == "ar" else ""]
    if row["formula"] and row["formula"] not in " ".join(docstring.split()):
        raise ValueError(f"measures.tsv: the docstring of {row['function']} no longer says {row['formula']}")
    letters = LETTERS.get(module, "") if language == "ar" else ""
    out += [f"## {said['formula']}", _code(row["formula"], "text"), letters] if row["formula"] else []
    out += [f"## {said['definition']}", _code(f"{short}.{name}({arguments})", "python")]
    body = [f"- {one}" for one in _linked(text, row, rows)] if language == "ar" else _linked(text, row, rows)
    out += [_ltr("\n\n".join(body), language)]
    for heading, found in (("caveat", caveats), ("source", sources)):
        full = [f"- {work}" for work in in_full(found)] if heading == "source" else []
        text = "\n\n".join([*_linked(found, row, rows), "\n".join(full)]).strip()
        out += [f"## {said[heading]}", _ltr(text, language)] if found else []
    if examples:
        begin = f">>> from helpers.{place.replace('/', '.')} import {name}"
        also = [">>> import numpy as np"] if "np." in "".join(examples) else []
        out += [f"## {said['example']}", _code("\n".join([*also, begin, *examples]), "pycon")]
    if calls := _calls(f"{short}.{name}"):
        out += [f"## {said['used']}", *(f"{notebook}\n\n{_code(call, 'python')}" for notebook, call in calls)]
    out += [f"## {said['columns']}", _where(row, at, said)]
    if place.startswith("measures"):
        out += [f"## {said['notation']}", _ltr("\n\n".join(_linked(_paragraphs(notation), row, rows)), language)]
    out += [f"[{said['back']}](index.md)"]
    return "\n\n".join(filter(None, out))


def _paragraphs(text):
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]


def _linked(texts, row, rows):
    """Docstring texts as Markdown; the name of a measure with a page of its own is a link."""
    module = row["function"].rpartition(".")[0]

    def shown(match):
        for name in (f"{module}.{match[1]}", match[1]):
            if name in rows and name != row["function"]:
                return f"[`{match[1]}`]({page_name(rows[name])})"
        return match[0]

    pieces = [re.split(r"(`[^`]+`)", text) for text in texts]
    return ["".join(re.sub(r"^`([^`]+)`$", shown, piece) if piece.startswith("`") else piece.translate(_SHOWN)
                    for piece in found) for found in pieces]  # fmt: skip


def _ltr(text, language):
    """English text on an Arabic page runs from the left."""
    return text if language == "en" or not text else f'<div dir="ltr" lang="en">\n\n{text}\n\n</div>'


def _code(text, kind):
    return f"```{kind}\n{text}\n```"


def _calls(name):
    """Where the notebooks call a function: the statement of the first that does, [] where none does."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            # Called, or handed on to be called: kept.result(study, themes.fit, tokens).
            called = re.compile(rf"(?<![\w.]){re.escape(name)}[(,]")
            if cell["cell_type"] != "code" or not called.search(source):
                continue
            found = [node for node in ast.parse(source).body if called.search(ast.get_source_segment(source, node))]
            return [(f"[{path.stem}](../../../notebooks/{path.name})", ast.get_source_segment(source, found[0]))]
    return []


def _where(row, at, said):
    if not row["columns"]:
        return said["nowhere"]
    lines = [f"| {said['table']} | {said['column']} | {said['heading']} | {said['meaning']} |", "|---|---|---|---|"]
    for place in row["columns"].split():
        table, name = place.split(".")
        column = schema.columns(table)[name]
        heading = (column.ar, column.en)[at]
        lines.append(f"| [`{table}`](../columns.md) | `{name}` | {heading} | {_meaning(column, at)} |")
    return "\n".join(lines)


def _meaning(column, at):
    return schema.meaning(column, language=schema.LANGUAGES[at]).translate(_SHOWN)


def _index(rows, language):
    said, at = SAID[language], {"en": 0, "ar": 1}[language]
    out = [f"# {said['measures']}", INTRO["measures"][language]]
    for group, titles in GROUPS.items():
        found = [row for row in rows.values() if row["function"].startswith(f"{group}.")]
        lines = [f"| {said['measure']} | {said['function']} | {said['columns']} |", "|---|---|---|"]
        for row in found:
            stands = " ".join(f"`{place}`" for place in row["columns"].split())
            function = row["function"].removeprefix("analyses.")
            lines.append(f"| [{row[language]}]({page_name(row)}) | `{function}` | {stands} |")
        out += [f"## {titles[at]}", "\n".join(lines)]
    names = "\n".join(page_name(row).removesuffix(".md") for row in rows.values())
    return "\n\n".join([*out, f"```{{toctree}}\n:hidden:\n{names}\n```"])


def _settings(language):
    said, at = SAID[language], {"en": 0, "ar": 1}[language]
    out = [f"# {said['settings']}", INTRO["settings"][language]]
    for section, found in keys.KEYS.items():
        title = keys.TITLES.get(section, (section, section))[at]
        out.append(f"## {title}" + (f" `[{section}]`" if section else ""))
        lines = [f"| {said['key']} | {said['meaning']} | {said['default']} | {said['values']} |", "|---|---|---|---|"]
        for word, key in found.items():
            meaning = schema.value_name(key.meaning, "setting", language=language).translate(_SHOWN)
            default = keys.toml(keys.default(key)).replace("|", "\\|")
            lines.append(f"| `{word}` | {meaning} | `{default}` | {_values(key, said)} |")
        out.append("\n".join(lines))
    return "\n\n".join(out)


def _values(key, said):
    if key.kind == keys.FLAG:
        return "`true`, `false`"
    if allowed := keys.choices(key):
        return ", ".join(f"`{keys.toml(one)}`" for one in allowed)
    if key.low is None:
        return ""
    return said["from" if key.high is None else "from_to"].format(low=key.low, high=key.high)


def _columns(language):
    said, at = SAID[language], schema.LANGUAGES.index(language)
    out = [f"# {said['tables']}", INTRO["columns"][language]]
    for table in schema.TABLES:
        own = schema.TABLES[table] | schema.ALSO.get(table, {})
        lines = [f"## `{table}`\n", f"| {said['column']} | {said['heading']} | {said['other']} | {said['meaning']} |",
                 "|---|---|---|---|"]  # fmt: skip
        for name, column in own.items():
            heading, other = (column.ar, column.en) if at == 0 else (column.en, column.ar)
            shown = [text.translate(_SHOWN) for text in (heading, other)]
            lines.append(f"| `{name}` | {shown[0]} | {shown[1]} | {_meaning(column, at)} |")
        out.append("\n".join(lines))
    return "\n\n".join(out)


def out_of_date(made):
    """Names of the pages that are not there, not as they are made, or no longer made."""
    there = {path.relative_to(HERE).as_posix() for path in HERE.glob("*/**/*.md") if _is_made(path)}
    return sorted((there - set(made)) | {name for name, text in made.items() if _text(HERE / name) != text})


def _is_made(path):
    return path.read_text("utf-8").startswith(MADE)


def _text(path):
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    made = pages()
    old = out_of_date(made)
    if "--check" in sys.argv:
        print("\n".join(old) or "The pages are as the code says.")
        sys.exit(bool(old))
    for name in old:
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in made:
            files.write(path, made[name])
        else:
            path.unlink()
    print(f"{len(old)} of {len(made)} pages written")
