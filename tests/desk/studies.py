"""The two studies that are run at the desk: the sample, and five Word files as a researcher may have them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
# Fewer resamples, fits and dots than by default: the figures are as many and as hard to draw, and are there sooner.
FEWER = {
    "frequency": {"bootstrap": 50},
    "keyness": {"bootstrap": 50},
    "trends": {"bootstrap": 50},
    "themes": {"candidates": [4, 5], "runs": 3},
    "figures": {"dpi": 60, "formats": ["png"], "cloud_terms": 40},
}


def sample(folder):
    """A copy of the sample in a path with a space and Arabic letters; returns the study's folder."""
    study = folder / "دراسة أولى" / "my study"
    shutil.copytree(SAMPLE, study, ignore=shutil.ignore_patterns("derived"))
    put(study / "study.toml", FEWER)
    return study


def five_word_files(folder):
    """A study that `khitab new` makes of five Word files, their dates in the names."""
    raw = folder / "تقارير"
    raw.mkdir(parents=True)
    articles = [json.loads(line) for line in (SAMPLE / "raw" / "articles.jsonl").open(encoding="utf-8")]
    for article in articles[::13][:5]:
        _word_file(raw / f"{article['date'][:10]} {article['source']}.docx", article)
    study = folder / "خمسة تقارير"
    command = [sys.executable, "-m", "helpers", "new", str(study), "--raw", str(raw)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    put(study / "study.toml", FEWER)
    return study


def _word_file(path, article):
    import docx

    document = docx.Document()
    document.add_heading(article["title"], 1)
    for paragraph in filter(str.strip, article["text"].split("\n")):
        document.add_paragraph(paragraph)
    document.save(path)


def put(file, sections):
    """Write keys into a study.toml, in the place of those that are set there."""
    lines, section = [], ""
    waiting = dict(sections)
    for line in file.read_text(encoding="utf-8").splitlines():
        section = line[1:-1] if line.startswith("[") else section
        if line.split(" = ")[0] not in sections.get(section, ()):
            lines.append(line)
        if line.startswith("["):
            lines += _written(waiting.pop(section, {}))
    for section, keys in waiting.items():
        lines += ["", f"[{section}]", *_written(keys)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(keys):
    return [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
