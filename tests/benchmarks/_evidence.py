"""The page docs/evidence/README.md, which says what was measured: evidence.md, filled in from results.json.

    python tests/benchmarks/_evidence.py             fill the page (`make bench` does it at its end)
    python tests/benchmarks/_evidence.py --check     say which lines are out of date; exit code 1 if any is

Write sentences in evidence.md, never between the two marks in the page.
"""

import difflib
import json
import sys
from pathlib import Path

import jinja2

from helpers.study import files

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "evidence" / "README.md"
RESULTS = HERE.parents[1] / "src" / "helpers" / "resources" / "measured" / "results.json"
TEMPLATE = HERE / "evidence.md"
BEGIN, END = "<!-- measured: written by tests/benchmarks/_evidence.py -->", "<!-- /measured -->"


def rendered():
    """The text that belongs between the marks."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"share": share, "hundred": hundred, "number": number, "thousands": "{:,}".format}
    results = json.loads(RESULTS.read_text("utf-8"))
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(results, taken_over=taken_over(results))


def share(figure, bounds=2):
    """A share 0-1 as it stands in tables: .93 [.90 .96], with so many digits as its interval has; - for no figure."""
    if not figure:
        return ""
    interval = " ".join(f"{figure[end]:.{bounds}f}".lstrip("0") for end in ("low", "high") if "low" in figure)
    return f"{figure['value']:.{bounds}f}".lstrip("0") + (f" [{interval}]" if interval else "")


def hundred(figure):
    """A share as a percentage with its interval: 91 % [.87 .94]."""
    interval = " ".join(f"{figure[end]:.2f}".lstrip("0") for end in ("low", "high") if "low" in figure)
    return f"{100 * figure['value']:.0f} %" + (f" [{interval}]" if interval else "")


def number(figure, digits=None):
    """A number with thousands apart, or "1.1 to 1.6" where only its range is known."""
    if not figure:
        return ""
    if "value" not in figure:
        return f"{number({'value': figure['low']})} to {number({'value': figure['high']})}"
    value = figure["value"]
    return f"{value:,.{digits}f}" if digits is not None else f"{value:,}"


def taken_over(results):
    """The sections with figures that were taken over and not measured by their command since."""
    rows = {section: [row["figures"] for row in rows.values()] for section, rows in results.items()}
    figures = {section: [figure for row in found for figure in row.values()] for section, found in rows.items()}
    return sorted(section for section, found in figures.items() if any("source" in figure for figure in found))


def filled(text):
    """The page with the part between the marks written anew; ValueError where a mark is missing."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"The page must hold {BEGIN} and {END} once each.")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{rendered().strip()}\n\n{END}{rest.split(END)[1]}"


def out_of_date(text):
    """The lines of the page that are not what results.json says, as a unified diff without its heads."""
    lines = difflib.unified_diff(text.splitlines(), filled(text).splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and not line.startswith(("---", "+++"))]


if __name__ == "__main__":
    text = PAGE.read_text("utf-8")
    if "--check" in sys.argv:
        old = out_of_date(text)
        print("\n".join(old) or "The page says what results.json says.")
        sys.exit(bool(old))
    files.write(PAGE, filled(text))
