"""Key findings of a study, drafted by rule from the tables that its notebooks wrote.

What is said, and of which rows, stands in resources/findings/findings.tsv: a finding needs an interval or a test that
chance does not pass, and documents enough; what is thinner is not drafted. A draft is a place to begin, not a result:
the reader strikes out and adds.
"""

import functools
import operator
import re
from dataclasses import dataclass

from .. import resources
from ..arguments import takes
from ..errors import NotEnoughData, NotWritten
from ..measures import intervals
from . import outputs, provenance

LEVEL = 0.05  # of p of a difference, adjusted for all pairs
_PART = re.compile(r"\[\[(.*?)\]\]")
_PLACE = re.compile(r"\{([\w.]+)(?::(%))?\}")
_CONDITION = re.compile(r"(\w+)(>=|<=|=|<|>)(.+)")
_SIGNS = {">=": operator.ge, "<=": operator.le, "<": operator.lt, ">": operator.gt}
_BETWEEN = {"ar": "؛ ", "en": "; "}


@dataclass(frozen=True)
class Finding:
    """One drafted sentence.

    output: the figure or table that it stands on. ar, en: the sentence. numbers: (row of the table counted from 0,
    column, how it is shown) of each number in it, which `test_findings` holds against the table.
    """

    output: str
    ar: str
    en: str
    numbers: tuple


@takes()
def of(study):
    """Return the key findings of a Study: a list of Finding, in the order of the notebooks; [] where there are none.

    Read from the tables in figures/<study>/. An output that was made before the settings or the corpus changed
    (`provenance.changed`) is passed over. Raises InputError for a table that cannot be read.
    """
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    changed, found = provenance.changed(study, sidecars), []
    for rule in resources.rows("findings", "findings.tsv"):
        if rule["output"] not in sidecars or changed[rule["output"]]:
            continue
        rows = _picked(study, rule)
        if rows is not None and len(rows):
            texts, numbers = _told(rule, rows)
            found.append(Finding(rule["output"], texts["ar"], texts["en"], numbers))
    return found


def _picked(study, rule):
    """The rows that a rule speaks of, with `row_` their places in the table; None where there is no such table."""
    try:
        table = outputs.read_table(study, rule["output"])
        rows = table.assign(row_=range(len(table)))
        if rule["rows"]:
            rows = _PICKS[rule["rows"]](rows, functools.partial(outputs.read_table, study))
        for condition in rule["where"].split():
            rows = rows[_holds(rows, condition)]
    except (NotWritten, NotEnoughData):  # of the table itself, or of one that it is held against
        return None
    except KeyError:  # a table of another version, without a column that would be told
        return None
    order = rule["order"].split()
    names = [word.lstrip("-") for word in order]
    rows = rows.sort_values(names, ascending=[word[0] != "-" for word in order], kind="stable")
    return rows.head(int(rule["most"]))


def _holds(rows, condition):
    column, sign, wanted = _CONDITION.fullmatch(condition).groups()
    if sign == "=":
        return rows[column].astype(str) == wanted
    return _SIGNS[sign](rows[column].astype(float), float(wanted))


def _told(rule, rows):
    """The sentence in both languages, and the numbers in it."""
    texts, numbers = {}, {}
    for language in ("ar", "en"):
        shown = _shown(rows, language)

        def said(template, place, shown=shown):
            return _PLACE.sub(lambda match: _value(match, shown, rows, place, numbers), template)

        def each(match, said=said, language=language):
            return _BETWEEN[language].join(said(match[1], place) for place in range(len(rows)))

        texts[language] = said(_PART.sub(each, rule[language]), 0) + "."
    return texts, tuple(numbers)


def _shown(rows, language):
    """The rows as a reader sees them, by the names of their columns; a label that has an English one has that."""
    from ..display import tables

    shown = tables.texts(rows, columns={column: column for column in rows.columns}, language=language)
    for column in ("label", "b.label"):
        english = column.replace("label", "label_en")
        if language == "en" and english in shown and column in shown:
            shown[column] = shown[english]
    return shown


def _value(match, shown, rows, place, numbers):
    column, percent = match.groups()
    text = shown[column].iloc[place]
    if percent:
        text = f"{100 * float(rows[column].iloc[place]):.1f}%"
    if column.startswith("p_"):
        text = text if text.startswith("<") else f"= {text}"
    if column not in ("term", "label", "group", "b.group", "node", "collocate", "period", "b.period"):
        own = column.removeprefix("b.")
        numbers[int(rows["b.row_" if own != column else "row_"].iloc[place]), own, text] = None
    return text


def _above(rows, whole, keys, value, of):
    """The rows whose value is above that of the whole corpus, which stands beside it in `all`; more: how far."""
    whole = whole[[*keys, of]].drop_duplicates(keys).rename(columns={of: "all"})
    rows = rows.merge(whole, on=list(keys), how="inner", sort=False)
    return rows.assign(more=rows[value] / rows["all"]).query("more > 1")


def _moved(rows, read):
    """For each term with a change point that carries no warning: its lowest and its highest period, as `_pairs` does.

    A period that has too few documents or other outlets than the one before is not asked.
    """
    points = read("11_change_points")
    sound = set(points["term"][points["warning"].isna() | (points["warning"].astype(str) == "")])
    periods = read("11_comparability")
    enough = set(periods["period"][(periods["enough"].astype(str) == "True") & _none(periods["warning"])].astype(str))
    rows = rows[rows["term"].isin(sound) & rows["period"].astype(str).isin(enough)]
    return _pairs(rows, "term", "ipm", "low", "high")


def _none(column):
    return column.isna() | (column.astype(str) == "")


def _apart(rows, read):
    """The group with the largest share beside the one with the smallest, as `_pairs` does."""
    rows = rows[rows["n_docs"] >= 20].assign(all_="")
    made = _pairs(rows, "all_", "share", "ci_low", "ci_high")
    exchanged = {name: name.removeprefix("b.") if name.startswith("b.") else f"b.{name}" for name in made.columns}
    return made.rename(columns=exchanged).rename(columns={"b.apart": "apart"})


def _pairs(rows, by, value, low, high):
    """A row for each group: its lowest row, and its highest in columns b.…; only where chance does not make them so.

    Of many rows the lowest and the highest are always somewhat apart: p of their difference
    (`measures.intervals.of_difference`; ends taken as those of 95 %) is multiplied by the number of pairs (Bonferroni).
    """
    rows = rows.dropna(subset=[value, low, high])
    n = rows.groupby(by, sort=False)[value].size()
    least = rows.loc[rows.groupby(by, sort=False)[value].idxmin()].set_index(by, drop=False)
    most = rows.loc[rows.groupby(by, sort=False)[value].idxmax()].set_index(by).add_prefix("b.")
    both = least.join(most)
    ends = [[both[f"{side}{column}"].to_numpy(float) for column in (value, low, high)] for side in ("", "b.")]
    p = intervals.of_difference(*ends)[3] * (n * (n - 1) / 2).loc[both.index].to_numpy()
    both = both[(both[high] < both[f"b.{low}"]).to_numpy() & (p <= LEVEL)]
    return both.assign(apart=both[f"b.{low}"] - both[high]).reset_index(drop=True)


def _no_caution(rows, read):
    doubted = read("10_cautions")
    pairs = set(zip(doubted["lexicon"], doubted["category"], strict=True))
    return rows[[pair not in pairs for pair in zip(rows["lexicon"], rows["category"], strict=True)]]


_PICKS = {
    "above_all": lambda rows, read: _above(rows, read("03_term_frequency"), ["term"], "ipm", "ipm"),
    "above_theme": lambda rows, read: _above(rows, read("04_theme_overview"), ["theme"], "share", "share"),
    "above_category": lambda rows, read: _above(
        _no_caution(rows, read), read("10_categories"), ["lexicon", "category"], "ipm", "ipm"
    ),
    "first_of_node": lambda rows, read: rows.sort_values("log_dice", ascending=False, kind="stable").drop_duplicates(
        "node"
    ),
    "apart": _apart,
    "moved": _moved,
    "no_caution": _no_caution,
}  # fmt: skip
