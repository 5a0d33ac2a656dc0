"""Naming a part of a corpus in one line of text: source=الشرق; date=2015..2016-06."""

from ..arguments import takes
from ..errors import ArgumentError


@takes()
def conditions(text):
    """Read a part's name into the arguments of `Corpus.where` and `Tokens.where`.

    text: conditions joined by ; each `column=value`, or `column=value1|value2` for either value; `date=2015` is a year,
    a month or a day, `date=2015..2016-06` from the first to the last of them, both included and either left out.
    Returns a dict. Raises ArgumentError for a condition without = or without a value.
    """
    found = {}
    for piece in filter(str.strip, text.split(";")):
        column, sign, value = (part.strip() for part in piece.partition("="))
        if not (sign and column and value):
            raise ArgumentError(f'"{piece.strip()}" names no part of a corpus; write column=value, as in source=الشرق.')
        if column == "date":
            start, between, end = (part.strip() for part in value.partition(".."))
            dates = {"start": start, "end": end} if between else {"start": value, "end": value}
            found |= {key: date for key, date in dates.items() if date}
        else:
            values = [part.strip() for part in value.split("|")]
            found[column] = values if len(values) > 1 else values[0]
    if not found:
        raise ArgumentError(f'"{text}" names no part of a corpus; write column=value, as in source=الشرق.')
    return found
