"""The verdict on a corpus: what to do first, in Arabic and English, in the order of the harm to conclusions.

Which problem does which harm stands in resources/tables/harms.tsv. A problem of the check-up or a note of the reading
belongs to the first line there that fits it, so that a reader of a new format needs no code here.
"""

import functools
import itertools
import re
import shlex
from typing import NamedTuple

import pandas as pd

from .. import resources, schema
from ..arabic import dates
from ..arguments import COUNT, STUDY, TEXTS, frame, optional, takes
from ..corpus.assembly.fields import COLUMNS
from ..display import sentences

_FEW = 20  # documents: the intervals are too narrow below, see `analyses.trends`
_LOOKED_AT = 200  # cells of a column that may hold dates
_DATED = 0.9  # of its filled cells are dates
_OFTEN = 0.05  # of the texts: what concerns so many is to be mended first, where its line says "often"
_DETAILS = 3  # problems of one kind that are told
_KEY = re.compile(r"[a-z_]+ = (?:\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\w+)")
_HEADINGS = {
    "ready": ("Ready: nothing has to be mended", "جاهزة: لا شيء يحتاج إلى إصلاح"),
    "look": ("Usable; worth a look before you conclude, the weightiest first",
             "صالحة للعمل؛ وهذا ما يستحق النظر قبل الاستنتاج، والأثقل أولا"),
    "first": ("Mend this first, in this order", "أصلح هذا أولا، بهذا الترتيب"),
    "then": ("Then look at this, the weightiest first", "ثم انظر في هذا، والأثقل أولا"),
}  # fmt: skip
_IN_THE_SHEET = (
    " in metadata.csv, a row for each file, or in the names of files (2019-03-01 title.docx) and folders",
    " في metadata.csv، سطرا لكل ملف، أو في أسماء الملفات (2019-03-01 title.docx) والمجلدات",
)
_NEXT = ("Then: khitab check {name}, and khitab run {name}", "ثم: khitab check {name} وبعده khitab run {name}")
_GO = ("Next: khitab run {name}", "والخطوة التالية: khitab run {name}")


class Harm(NamedTuple):
    """A line of harms.tsv."""

    order: int
    level: str
    severity: str
    unit: str
    pattern: re.Pattern
    english: str
    arabic: str
    do_english: str
    do_arabic: str


class Step(NamedTuple):
    """One thing to mend or look at: level ("first" or "look"), what it is and what to do, (English, Arabic) each.

    details: the problems themselves, with examples. mend: the line under [corpus] of study.toml, "" where there is
    none.
    """

    level: str
    what: tuple
    do: tuple
    details: list
    mend: str


@functools.cache
def harms():
    """The lines of resources/tables/harms.tsv, the greatest harm first."""
    found = [Harm(**row) for row in resources.rows("tables", "harms.tsv")]
    found = [harm._replace(order=int(harm.order), pattern=re.compile(harm.pattern)) for harm in found]
    return sorted(found, key=lambda harm: harm.order)


@takes(
    problems=frame("checkup.table", "problem", "severity", "n", "unit", "examples", "mend"),
    silent=COUNT,
    study=optional(STUDY),
    sides=TEXTS,
)
def steps(problems, corpus, *, study=None, silent=0, sides=()):
    """What to mend or look at, the greatest harm first: a list of Step, empty where nothing is to be done.

    problems: of `checkup.table`. corpus: the Corpus. study: the Study, for what it asks of its documents. silent: how
    many settings have no effect. sides: what is said of a side of keyness that no document belongs to.
    """
    rows = [*problems.to_dict("records"), *_more(corpus, study, silent, sides)]
    by_harm = {}
    for row in rows:
        harm = _harm(row)
        if harm is not None:
            key = (harm.order, "" if harm.pattern.pattern else row["problem"])
            by_harm.setdefault(key, (harm, []))[1].append(row)
    if any(harm.order == _order_of("a column looks like dates") for harm, _ in by_harm.values()):
        by_harm = {key: pair for key, pair in by_harm.items() if pair[0].order != _order_of("no date: ")}
    if study is not None and study.trends["period"] == "year":  # then a year is fine enough
        by_harm = {key: pair for key, pair in by_harm.items() if pair[0].order != _order_of("the date is only a year")}
    totals = {"": len(corpus)} | _totals(corpus)
    return [_step(harm, found, totals) for harm, found in sorted(by_harm.values(), key=lambda pair: pair[0].order)]


def unreadable(error, name):
    """Yield the lines of the verdict where no document could be read: why, in both languages."""
    yield "\nالخلاصة · Verdict"
    yield from (f"  {text}" for text in reversed(_HEADINGS["first"]))
    yield from (f"  {text}" for text in sentences.plain(error).split("\n"))
    yield from (f"  {text.format(name=shlex.quote(name))}" for text in reversed(_NEXT))


def lines(found, name):
    """Yield the lines of the verdict for a terminal: Arabic, then English, of the heading and of each step.

    found: of `steps`. name: of the study, for the commands.
    """
    level = "first" if any(step.level == "first" for step in found) else "look" if found else "ready"
    first = [step for step in found if step.level == "first"]
    yield "\nالخلاصة · Verdict"
    parts = [(level, first or found)]
    if first and len(first) < len(found):
        parts.append(("then", [step for step in found if step.level == "look"]))
    numbers = itertools.count(1)
    for heading, part in parts:
        yield from (f"  {text}" for text in reversed(_HEADINGS[heading]))
        for step in part:
            yield from _told(step, next(numbers))
    name = shlex.quote(name)
    yield from (f"  {text.format(name=name)}" for text in reversed(_GO if level != "first" else _NEXT))


def _told(step, number):
    english, arabic = step.what
    yield f"  {number}. {arabic}."
    yield f"     {english}."
    yield from (f"       - {detail}" for detail in step.details)
    under = (f"write under [corpus] in study.toml: {step.mend}", f"اكتب تحت [corpus] في study.toml: {step.mend}")
    do = [f"{one}; {told}" if step.mend else one for one, told in zip(step.do, under, strict=True)]
    yield f"     افعل: {do[1].replace('; اكتب', '؛ اكتب')}"
    yield f"     Do: {do[0]}"


def _harm(row):
    for harm in harms():
        fits = harm.severity in ("", str(row["severity"])) and harm.unit in ("", row["unit"])
        if fits and harm.pattern.search(row["problem"]):
            return harm
    return None


def _order_of(problem):
    return next(harm.order for harm in harms() if harm.pattern.pattern and harm.pattern.search(problem))


def _step(harm, rows, totals):
    rows = sorted(rows, key=lambda row: -row["n"])
    row, n = rows[0], sum(row["n"] for row in rows)
    whole = totals[row["unit"] if row["problem"].startswith("set aside") else ""]
    of = {"n": f"{n:,}", "all": f"{whole:,}", "unit": row["unit"], "problem": row["problem"]}
    of["problem_ar"] = sentences.of_problem(row["problem"]) or row["problem"]
    of["unit_ar"] = schema.value_name(row["unit"], "unit")
    keys = {_key(row) for row in rows}
    details = [_detail(row, _key(row) if len(keys) > 1 else "") for row in rows[:_DETAILS]]
    details += [f"… {len(rows) - _DETAILS:,}"] if len(rows) > _DETAILS else []
    do = harm.do_english, harm.do_arabic
    if row["mend"].startswith("metadata.csv"):
        do = tuple(f"{one}{more}" for one, more in zip(do, _IN_THE_SHEET, strict=True))
    what = harm.english.format(**of), harm.arabic.format(**of)
    level = harm.level if harm.level != "often" else "first" if n >= _OFTEN * whole else "look"
    return Step(level, what, do, details, keys.pop() if len(keys) == 1 else "")


def _detail(row, key):
    """A problem with its number, examples and the line that mends it; its Arabic before it where there is one."""
    problem = row["problem"].removeprefix("set aside: ")
    arabic = sentences.of_problem(problem)
    shown = f"{arabic} · {problem}" if arabic else problem
    return f"{shown} ({row['n']:,})" + (f": {row['examples']}" if row["examples"] else "") + (f" -> {key}" * bool(key))


def _key(row):
    """The line of study.toml that mends a problem, as the check-up or the sentence itself has it; "" for none."""
    if row["mend"].startswith("("):  # it is mended already; this is how to switch that off
        return ""
    found = _KEY.match(row["mend"]) or re.search(rf"write ({_KEY.pattern}) under \[corpus\]", row["problem"])
    return "" if found is None else found[found.re.groups]


def _totals(corpus):
    """How many files and documents there were, read or set aside."""
    aside = corpus.set_aside
    whole = aside["row"].isna() & (aside["doc_id"] == "")
    return {"files": len(corpus.files) + int(whole.sum()), "documents": len(corpus) + int((~whole).sum())}


def _more(corpus, study, silent, sides):
    """Rows like those of the check-up on what it does not look for: a column of dates not taken, too few documents."""
    made = []
    undated = int(corpus.documents["date"].isna().sum())
    if undated:
        for column, examples in _columns_of_dates(corpus):
            problem = f'a column looks like dates, but is not taken: "{column}"'
            made.append(_row(problem, undated, examples, f'date = "{column}"'))
    told = _too_few(len(corpus), study)
    if told:
        made.append(_row(f"too few documents for: {', '.join(told)}", len(corpus), "", ""))
    made += [_row("a side of keyness is not there", 1, side, "") for side in sides]
    if silent:
        made.append(_row("settings without effect", silent, "", ""))
    return made


def _row(problem, n, examples, mend):
    return {"problem": problem, "severity": "warning", "n": n, "unit": "documents", "examples": examples, "mend": mend}


def _columns_of_dates(corpus):
    """(column, three of its values) of the metadata whose cells are dates."""
    named = corpus.mapping[corpus.mapping["how"] == "metadata"]
    written = dict(zip(named["field"], named["column"], strict=True))
    undated = corpus.documents[corpus.documents["date"].isna()]
    for column in undated.columns.difference(COLUMNS, sort=False):
        if not isinstance(undated[column].dtype, pd.StringDtype | pd.CategoricalDtype):
            continue
        cells = undated[column].astype("str")
        cells = cells[cells.str.contains(r"\d.*\d.*\d.*\d") & (cells.str.len() > 5)]
        if len(cells) < max(2, 0.2 * len(undated)):
            continue
        looked_at = cells.iloc[:_LOOKED_AT]
        n = sum(dates.parse(cell).date is not None or "ambiguous" in dates.parse(cell).reason for cell in looked_at)
        if n >= _DATED * len(looked_at) and not looked_at.str.fullmatch(r"\d+").all():
            yield written.get(column, column), " | ".join(looked_at.iloc[:3])


def _too_few(n, study):
    """What cannot be relied upon with so few documents."""
    fewest = 2 * min(study.themes["candidates"] if study is not None else (4,)) + 1
    needs = ((2, "TF-IDF, dispersion"), (fewest, "themes"), (_FEW, "intervals, change over time"))
    return [what for least, what in needs if n < least]
