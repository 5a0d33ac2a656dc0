"""Which output depends on which setting: each setting is changed in turn, its notebooks are run, the files compared.

python tests/study/dependence.py                compares with dependent_outputs.json (half an hour)
python tests/study/dependence.py seed title     only these settings

The sample is run once as it is (with few resamples), then once for each setting and other value, only the notebooks
that mention the setting. An output depends on a setting when its CSV, figure or page is another file then. Nothing may
move that the table does not hold; what it holds and these values do not move (a cut-off below all counts) is listed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("dependent_outputs.json")
FEW = {"frequency": {"bootstrap": 40}, "keyness": {"bootstrap": 40}, "trends": {"bootstrap": 40}, "themes": {"runs": 3}}
#: Other values that could change something; several where one alone may happen to change nothing.
VALUES = {
    "title": ["عنوان آخر"], "description": ["وصف آخر"], "seed": [7],
    "terms.min_length": [4], "terms.numbers": [True], "terms.latin": [True],
    "frequency.top": [5], "frequency.bootstrap": [60], "frequency.confidence": [0.8], "frequency.min_n": [4],
    "themes.n_themes": [3], "themes.candidates": [[3, 5]], "themes.min_docs": [5], "themes.max_share": [0.5],
    "themes.max_terms": [60], "themes.runs": [5], "themes.top_terms": [5],
    "keyness.target": ["source=موقع العينة"], "keyness.reference": ["general"], "keyness.min_n": [9, 60],
    "keyness.min_docs": [7], "keyness.p": [1e-9], "keyness.adjust": ["benjamini-hochberg"],
    "keyness.evidence": ["tokens"],
    "keyness.min_log_ratio": [2.5, 5.0],
    "keyness.sort": ["g2"], "keyness.bootstrap": [60],
    "collocations.nodes": [["التعاون"]], "collocations.window": [2], "collocations.side": ["pre"],
    "collocations.within_sentence": [False], "collocations.min_n": [5], "collocations.min_docs": [6],
    "collocations.sort": ["log_dice"], "collocations.top": [4],
    "concordance.queries": [["التطرف"]], "concordance.window": [3], "concordance.sort": ["post"],
    "concordance.lines": [4], "concordance.sample": [9],
    "reported_speech.indirect": [False], "reported_speech.top": [3],
    "lexicons.files": [["frames"]], "lexicons.sample": [4],
    "trends.period": ["quarter"], "trends.terms": [["التعاون", "الإرهاب"]], "trends.events": [["2019-05-01 حدث"]],
    "trends.min_docs": [2, 50], "trends.bootstrap": [60],
    "report.author": ["كاتبة"], "report.date": ["2024"], "report.texts": ["none"], "report.template": ["mine.docx"],
    "figures.top": [6], "figures.cloud_terms": [30], "figures.mask": ["mask.png"], "figures.formats": [["png"]],
    "figures.dpi": [90], "figures.language": ["en"], "figures.digits": ["arabic"],
    "figures.gloss": ["transcription"], "figures.gloss_in": ["both"],
    "figures.width": ["two"], "figures.svg": ["text"],
}  # fmt: skip
#: Settings that a notebook reads by another name.
ALIASES = {
    "terms.": "kinds|theme_options", "themes.m": "theme_options", "keyness.": "keyness_options|comparison.sides",
    "frequency.confidence": "keyness_options", "seed": "keyness_options", "collocations.": "collocation_options",
    "collocations.nodes": "chosen.words", "concordance.queries": "chosen.words", "trends.terms": "chosen.words",
    "figures.mask": "study.mask", "figures.formats": "outputs.save", "figures.dpi": "outputs.save",
    "title": "comparison.sides", "report.": "report.write|manuscript.write",
}  # fmt: skip


def toml(given):
    """A study.toml of a nested dict."""
    from helpers.study import settings

    top = [f"{key} = {settings.toml(value)}" for key, value in given.items() if not isinstance(value, dict)]
    for section, keys in given.items():
        if isinstance(keys, dict):
            top += [f"[{section}]", *(f"{key} = {settings.toml(value)}" for key, value in keys.items())]
    return "\n".join(top) + "\n"


def mentioned(key):
    """The numbers of the notebooks that may read a setting."""
    section, dot, word = key.partition(".")
    patterns = [rf'study\.{section}\["{word}"\]', rf'"{key}"'] if dot else [rf"study\.{key}\b"]
    patterns += [names for start, names in ALIASES.items() if key.startswith(start)]
    books = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    return [path.stem[:2] for path in books if re.search("|".join(patterns), _code(path)) and path.stem[:2] != "12"]


def _code(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def run(folder, given, notebooks):
    """Run notebooks with these settings; return name -> hash of its files, the sidecar aside."""
    (folder / "study.toml").write_text(toml(given), "utf-8")
    command = [sys.executable, "-m", "helpers", "run", str(folder), *notebooks]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    found = {}
    for path in sorted((folder / "figures").iterdir()):
        if path.suffix in (".csv", ".png", ".svg", ".html") and path.stem != "report":
            found.setdefault(path.stem, hashlib.sha256()).update(path.suffix.encode() + path.read_bytes())
    return {name: value.hexdigest() for name, value in found.items()}


def main():
    """Measure the table, then write it or say where it differs."""
    from PIL import Image

    folder = Path(tempfile.mkdtemp(prefix="dependence-")) / "sample"
    shutil.copytree(ROOT / "data" / "sample", folder, ignore=shutil.ignore_patterns("derived*", "coding"))
    image = Image.new("L", (400, 300), 255)
    image.paste(0, (60, 40, 340, 260))
    image.save(folder / "mask.png")
    (folder / "mine.docx").write_bytes(b"")
    base = tomllib.loads((folder / "study.toml").read_text("utf-8"))
    base = {**base, **{section: base.get(section, {}) | keys for section, keys in FEW.items()}}
    first = run(folder, base, [])
    found = {}
    wanted = sys.argv[1:] or list(VALUES)
    for key in wanted:
        values = VALUES[key]
        books = mentioned(key)
        section, dot, word = key.partition(".")
        for value in values if books else []:
            given = {**base, section: {**base.get(section, {}), word: value}} if dot else {**base, key: value}
            shutil.rmtree(folder / "coding", ignore_errors=True)  # else it would hold the lines of the run before
            made = run(folder, given, books)
            names = [name for name in first if made.get(name) != first[name] and name[:2] in books]
            found[key] = sorted({*found.get(key, ()), *names})
        print(key, books, found.get(key), flush=True)
    shutil.rmtree(folder.parent)
    known = json.loads(TABLE.read_text("utf-8"))
    missing = {key: [name for name in names if name not in known[key]] for key, names in found.items()}
    missing = {key: names for key, names in missing.items() if names}
    still = {key: [name for name in known[key] if name not in names] for key, names in found.items()}
    print("Moved, but not in the table:", json.dumps(missing, indent=1))
    print("In the table, but not moved by these values:", json.dumps({k: v for k, v in still.items() if v}, indent=1))
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
