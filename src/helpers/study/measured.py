"""What was measured of Khitab: every accuracy and speed that a notebook or the README quotes, from one file.

The benchmarks under tests/benchmarks write resources/measured/results.json: section -> row -> figure, each with its
date, commit and command. No figure is typed anywhere else.
"""

import functools
import json
from importlib.resources import files
from typing import NamedTuple

from ..arguments import TEXT, takes
from ..display import prose
from ..errors import ArgumentError, nearest

#: section -> what is said of a row that has all its figures, in Arabic and English; {name} is a figure, {name:100} one
#: of a hundred, each with its interval.
SENTENCES = {
    "reported_speech": (
        "قياس {date}، {about}: عدد المقالات {articles} وعدد الأقوال المنقولة فيها {reports}. بلغ مقياس F1 للنوع "
        "{kind_f1}، وصح الفعل في {verb:100} من كل مئة قول، والقائل كما ذُكر في {speaker:100}، والمقصود به في "
        "{resolved:100}. وبين المعقوفين فترة الثقة 95%.",
        "Measured on {date}, {about}: {articles} articles with {reports} reports. The kind has an F1 of {kind_f1}; the "
        "verb is right in {verb:100} of 100 reports, the speaker's mention in {speaker:100}, who is meant in "
        "{resolved:100}. In brackets: the 95% interval.",
    ),
}


class Figure(NamedTuple):
    """One measured number. low, high: its interval, None where it has none; n: what it was measured on."""

    value: float | None
    low: float | None
    high: float | None
    n: int | None
    date: str
    commit: str
    command: str
    source: str = ""

    def __format__(self, spec):
        """The number with its interval: "0.93 [0.90–0.96]", or of a hundred, "93 [90–96]", as the spec "100"."""
        show = "{:.0f}".format if spec == "100" else "{:,}".format if isinstance(self.value, int) else "{:.2f}".format
        times = 100 if spec == "100" else 1
        interval = f" [{show(times * self.low)}–{show(times * self.high)}]" if self.low is not None else ""
        return show(times * self.value) + interval


class Row(NamedTuple):
    """What was measured together. about: of what, note: what a reader has to know, {"ar": …, "en": …} each."""

    about: dict
    note: dict
    figures: dict


@functools.cache
def results():
    """Everything that was measured: dict section -> row -> Row, in the order of the file."""
    text = (files("helpers.resources") / "measured" / "results.json").read_text("utf-8")
    return {
        section: {
            name: Row(row.get("about", {}), row.get("note", {}), _figures(row["figures"])) for name, row in rows.items()
        }
        for section, rows in json.loads(text).items()
    }


def _figures(given):
    nothing = dict.fromkeys(("value", "low", "high", "n"))
    return {name: Figure(**(nothing | figure)) for name, figure in given.items()}


@takes(section=TEXT)
def sentence(section):
    """Return what was measured in `section`, a paragraph in Arabic and one in English for each row, as Prose.

    section: "reported_speech". Rows that lack a figure of the sentence, such as a baseline, are left out. Raises
    ArgumentError for a section that has no sentence.
    """
    if section not in SENTENCES:
        raise ArgumentError(f'There is no sentence on what was measured of "{section}".{nearest(section, SENTENCES)}')
    told = []
    for row in results().get(section, {}).values():
        dates = sorted({figure.date for figure in row.figures.values()})
        for language, template in zip(("ar", "en"), SENTENCES[section], strict=True):
            try:
                text = template.format(date=dates[-1], about=row.about[language], **row.figures)
            except KeyError:
                continue
            told.append(f"{text} {row.note.get(language, '')}".strip())
    return prose.paragraphs("\n".join(told))
