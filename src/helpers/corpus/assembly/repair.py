"""Repairs between the raw file and the Corpus: each a named step, counted, to be switched on and off.

By default only that is repaired without which a text cannot be read or searched. What the folds of the terms
level anyway (tatweel, joiners, Persian code points) stays in the text unless the study says otherwise.
"""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...arabic import damage, script, turned_ligatures, visual_order
from ...arabic.letters import INVISIBLE, TATWEEL
from ...errors import check_names
from . import escapes, markup, mojibake

_FEW = 20  # texts that are not worth a look beforehand

#: name -> (what it does, the unit that is counted, function)
STEPS = {
    "escapes": (
        "letters that stand there as escapes are written out: \\u0645, b'\\xd9\\x85', <U+0645> = م", "letters",
        escapes.written_out,
    ),
    "markup": ("markup in tables becomes what a web page shows: <p>، &nbsp;، &#1605; = م", "tags", markup.plain),
    "utf8_twice": ("UTF-8 read as another encoding is read again: Ø§Ù„ = ال", "lines", mojibake.from_utf8),
    "windows_1256": ("windows-1256 read as Latin is read again: ÇáÅÑåÇÈ = الإرهاب", "lines", mojibake.from_windows),
    "visual_order": ("lines from PDF written backwards are turned: باهرإلا ةحفاكم", "lines", visual_order.restore),
    "presentation_forms": ("letter shapes become letters: ﺍﻹﺭﻫﺎﺏ = الإرهاب", "letters", damage.join_presentation_forms),
    "lam_alef": (
        "letters of a ligature that PDF took apart in the wrong order: األمن = الأمن, عىل = على", "words",
        turned_ligatures.restore,
    ),
    "composed": ("a hamza or madda apart from its letter is joined to it (NFD)", "letters", damage.compose),
    "detached_tanwin": ("a tanwin behind a space goes back to its letter: شكرا ً", "signs", damage.attach_tanwin),
    "tatweel": ("the stretching sign is dropped", "signs", partial(damage.drop, what="tatweel")),
    "zero_width": (
        "invisible joiners and direction marks are dropped", "signs", partial(damage.drop, what="zero_width"),
    ),
    "persian_letters": ("Persian code points become Arabic in Arabic texts", "letters", damage.arabic_letters),
}  # fmt: skip
#: name -> pattern of what a text holds in which the step may find something (for Python and RE2)
SIGNS = {
    "escapes": escapes.SIGNS,
    "markup": markup.SIGNS,
    "utf8_twice": "[ØÙÃ]|ط§|ظ„|ظٹ",
    "windows_1256": "[Çáí]",
    "visual_order": f'[ \n(\\[«"]ة|\\Aة|[{damage.FORM}]',
    "presentation_forms": f"[{damage.FORM}]",
    "lam_alef": turned_ligatures.SIGNS,
    "composed": "[\u0653-\u0655]",
    "detached_tanwin": "[ \u00a0][\u064b-\u064d]",
    "tatweel": TATWEEL,
    "zero_width": f"[{INVISIBLE}]",
    "persian_letters": f"[{damage.PERSIAN}]",
}
DEFAULT_STEPS = (
    "escapes", "markup", "utf8_twice", "windows_1256", "visual_order", "presentation_forms", "lam_alef", "composed",
    "detached_tanwin",
)  # fmt: skip
_IN_ASCII = re.compile(f"&|{escapes.SIGNS}")


def check_steps(steps):
    """Return `steps` as a tuple in the order of `STEPS`; ArgumentError names an unknown one."""
    return check_names(steps, STEPS, "repair")


def apply(text, steps=DEFAULT_STEPS):
    """Repair a string.

    steps: names out of `STEPS`; they work in that order. Returns (text, {step: number of repairs}) with the
    steps that found something only. `persian_letters` leaves a text alone that is Persian, Urdu or Kurdish.
    Raises ArgumentError for an unknown step.
    """
    steps = check_steps(steps)
    return _repaired(text, steps, [True] * len(steps))


def _repaired(text, steps, likely):
    """As `apply`; likely: which of the steps find their signs in the text as it is, and so are worth the search."""
    counts, given = {}, text
    if text.isascii() and not _IN_ASCII.search(text):
        return text, counts
    for step, worth in zip(steps, likely, strict=True):
        if not worth and text is given:  # what another step has changed may have other signs
            continue
        if step == "persian_letters" and script.language(text) != "arabic":
            continue
        text, n = STEPS[step][2](text)
        if n:
            counts[step] = n
    return text, counts


def signs(steps):
    """Pattern of what a text holds in which one of the steps may find something; "" for no step."""
    return "|".join(SIGNS[step] for step in check_steps(steps))


def _likely(texts, steps):
    """Yield (place, list of bool: which of the steps could find something there) of the texts where any could.

    One search of compiled code through all of them, in which a clean corpus takes a tenth of the time of the steps.
    """
    every = [True] * len(steps)
    if not steps:
        return
    if len(texts) < _FEW:
        for place, text in enumerate(texts):
            likely = [_sign(step).search(text) is not None for step in steps]
            if any(likely):
                yield place, likely
        return
    try:
        strings = pa.array(texts, pa.large_string())
    except UnicodeEncodeError:  # lone surrogates, which Arrow does not take
        yield from ((place, every) for place in range(len(texts)))
        return
    found = np.flatnonzero(pc.match_substring_regex(strings, signs(steps)).to_numpy(zero_copy_only=False))
    some = strings.take(pa.array(found, pa.int64()))
    likely = [pc.match_substring_regex(some, SIGNS[step]).to_pylist() for step in steps if len(found)]
    yield from zip(found.tolist(), map(list, zip(*likely, strict=True)), strict=True)


@cache
def _sign(step):
    return re.compile(SIGNS[step])


def places(texts, steps, *, also, lacking):
    """Return the places of texts that need a look, in order: those in which one of the steps could find something.

    texts: large string array; of a few, all places. also, lacking: patterns; a text in which the first is found or the
    second is not needs a look too.
    """
    if len(texts) < _FEW:
        return list(range(len(texts)))
    pattern, middle = "|".join(filter(None, (signs(steps), also))), len(texts) // 2

    def odd(part):
        found, there = (pc.match_substring_regex(part, wanted) for wanted in (pattern, lacking))
        return pc.or_(found, pc.invert(there)).to_numpy(zero_copy_only=False)

    with ThreadPoolExecutor(2) as pool:  # the search does not hold the interpreter
        return np.flatnonzero(np.concatenate(list(pool.map(odd, (texts[:middle], texts[middle:]))))).tolist()


def cell(value, steps=DEFAULT_STEPS):
    """Repair a cell -> (cell, {step: number of repairs}).

    A list of strings is repaired part by part; what is neither that nor a string stays as it is.
    """
    if isinstance(value, str):
        return apply(value, steps)
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        return value, {}
    parts = [apply(part, steps) for part in value]
    return [part for part, _ in parts], dict(sum((Counter(counts) for _, counts in parts), Counter()))


def column(values, steps=DEFAULT_STEPS):
    """Repair the strings of a column, equal ones once -> (list of strings, place -> {step: number of repairs})."""
    steps, distinct, made = check_steps(steps), list(dict.fromkeys(values)), {}
    for number, likely in _likely(distinct, steps):
        text, counts = _repaired(distinct[number], steps, likely)
        if counts:
            made[distinct[number]] = text, counts
    if not made:
        return list(values), {}
    counts = {place: dict(made[value][1]) for place, value in enumerate(values) if value in made}
    return [made[value][0] if value in made else value for value in values], counts
