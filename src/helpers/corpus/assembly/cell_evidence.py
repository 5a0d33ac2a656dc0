"""What the cells of the columns say against their names: which hold dates, texts or sources, whatever they are called.

A sample of each column is looked at. What is found goes before the name of a column only where its cells contradict
the name; either is told, with examples, so that the reader can confirm it in study.toml.
"""

from . import date_columns, label_columns, nested, source_columns, text_columns

_JUDGES = (("date", date_columns.judged), ("text", text_columns.judged), ("source", source_columns.judged))
#: Fields that the names of columns tell in words, where the cells confirm it.
_CONFIRMED = (
    ("source", source_columns.account), ("title", label_columns.title), ("url", label_columns.address),
    ("id", label_columns.own_id),
)  # fmt: skip


def judged(chosen, header, samples, *, leave, texts, known_as=str):
    """Return (field -> (column, how) as the names gave it, mended; sentences on what was changed).

    samples: the Samples of the table. How is "cells" for what they told. Only what is guessed or absent is changed, and
    no field in `leave`, of which the study says what it is. texts: the columns known by the name of a text. known_as:
    what a column is called, as of `columns.guess`.
    """
    chosen, notes = dict(chosen), []
    for field, judge in _JUDGES:
        column, how = chosen[field]
        if how not in ("guessed", "absent") or field in leave:
            continue
        used = {name for other, (name, _) in chosen.items() if other != field}
        free = [name for name in header if name not in used]
        found, note = judge(column, free, samples)
        notes += [note] if note else []
        if found != column:
            chosen[field] = (found, "cells" if found is not None else "absent")
        elif field == "text" and how == "guessed":
            known = [name for name in texts if name in free]
            chosen["text"] = (text_columns.fullest(column, known, samples), how)
    used = {name for name, _ in chosen.values()}
    free = {name: known_as(name) for name in header if name not in used}
    of_people = {name for name in free if nested.SEPARATOR in name}  # `nested.their_name` knows whose names they are
    for field, confirmed in _CONFIRMED if chosen["text"][0] is not None else ():
        if chosen[field] == (None, "absent") and field not in leave:
            here = {name: known for name, known in free.items() if field != "source" or name not in of_people}
            found = confirmed(here, samples, known_as(chosen["text"][0]))
            chosen[field] = (found, "cells") if found is not None else chosen[field]
            free.pop(found, None)
    if chosen["date"][0] is None and "date" not in leave:
        used = {name for name, _ in chosen.values()}
        notes += date_columns.gathered([name for name in header if name not in used], samples)
    return chosen, notes
