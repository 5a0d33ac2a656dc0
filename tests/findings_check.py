"""Does every number of the key findings stand in its table? Read back from the sentence and from the CSV file."""

import re

import pandas as pd

from helpers.study import findings

# The value of the whole corpus stands in another table: which, by which columns, in which column.
WHOLE = {
    "03_by_source": ("03_term_frequency", ["term"], "ipm"),
    "04_themes_by_source": ("04_theme_overview", ["theme"], "share"),
    "10_by_source": ("10_categories", ["lexicon", "category"], "ipm"),
}
NUMBER = r"[\u2212-]?\d+(?:,\d{3})*(?:\.\d+)?"


def check(study):
    """Assert it for each finding of a Study; return them."""
    found = findings.of(study)
    for finding in found:
        table = pd.read_csv(study.figures_folder / f"{finding.output}.csv", encoding="utf-8-sig")
        shown = []
        for row, column, text in finding.numbers:
            raw = value(study, finding.output, table.iloc[row], column)
            assert agrees(text, raw), f"{finding.output}: {column} is {raw}, shown as {text}"
            shown += re.findall(NUMBER, text)
        cells = [cell for row, _, _ in finding.numbers for cell in table.iloc[row] if isinstance(cell, str)]
        for text in (finding.ar, finding.en):
            said = re.sub(r"\d{4}(?:Q\d|-\d\d)?(?= \()|(?:in|في) \d{4}", "", text)  # without periods
            told = re.findall(rf"(?<![A-Za-z\d.,]){NUMBER}", said)
            assert told, text
            assert [one for one in told if one not in shown and one not in " ".join(cells)] == [], text
    return found


def value(study, output, row, column):
    if column != "all":
        return row[column]
    name, keys, of = WHOLE[output]
    whole = pd.read_csv(study.figures_folder / f"{name}.csv", encoding="utf-8-sig")
    for key in keys:
        whole = whole[whole[key] == row[key]]
    return whole[of].iloc[0]


def agrees(text, raw):
    """Whether a number as it is shown is the raw one, rounded to its last digit."""
    if text.startswith("<"):
        return raw < float(text[1:])
    digits = re.search(NUMBER, text)[0].replace(",", "").replace("\u2212", "-")
    places = len(digits.partition(".")[2])
    share = 100 if text.endswith("%") else 1
    return abs(float(digits) - share * float(raw)) <= 0.5 * 10**-places * 1.001
