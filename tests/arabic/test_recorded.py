"""What the modules of arabic/ make of the words of data/sample, whole and damaged: it changes only where that is meant.

    python tests/arabic/test_recorded.py     writes recorded.json anew; its diff says what changed

The damaged words and texts are made from a seed. Nobody says here that a result is right: other tests do.
"""

import itertools
import json
import random
import re
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # where it is run by hand

import recorded
from arabic_reshaper import reshape

from helpers.arabic import (
    damage,
    dates,
    folding,
    known_words,
    morphology,
    normalization,
    orthography,
    partial_dates,
    script,
    segmentation,
    short_years,
    stopwords,
    tokenization,
    transcription,
    turned_ligatures,
    visual_order,
)

RAW = [Path(__file__).parents[2] / "data" / name / "raw" / "articles.jsonl" for name in ("sample", "sample_reference")]
RECORDED = Path(__file__).with_name("recorded.json")
MARKS = "ًٌٍَُِّْٰٓٔ"
PIECES = [
    "كتب", "والكتاب", "إلى", "في", "الأمن", "٢٠١٩", "19ر2", "3.5%", "2019-03-01", "…", "...", ".", "؟", "!", "«",
    "»", '"',
    "(", ")", "-", "ـ", "كتـــاب", "كِتَابٌ", "ﻛﺘﺎﺏ", "ﷲ", "\u200c", "\u200f", "\u200b", "\u00a0", "\n", "\n\n", " ",
    " ", " ",
    " ", " ", "email@x.org", "https://khitab.org/a?b=1", "#وسم_ما", "@اسم", "U.S.A", "don't", "naïve", "кот",
    "中文", "😀",
    "👩‍👧", "₪", "و", "ل", "ب", "د.", "م.", "هـ", "1/2", "12:30", "،", "؛", ":", "ک", "ی", "گفت", "َ",
    "ٓا", "\u0640", "_", "/",
]  # fmt: skip


@cache
def texts():
    found = []
    for path in RAW:
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        found += [row["text"] for row in itertools.islice(rows, 60)]
    return found


@cache
def sentences():
    return [tokenization.words([line])[0] for text in texts()[:40] for line in re.split(r"(?<=[.؟!\n])", text)]


@cache
def words():
    """The distinct words of the texts, and others made of them: letters more or less, turned, marks, shapes."""
    drawn = random.Random(0)
    whole = list(dict.fromkeys(word for text in texts() for word in re.findall(r"[^\W\d_]+", text)))
    made = []
    for word in drawn.sample(whole, 1500):
        at = drawn.randrange(len(word))
        made += [
            word[:at] + word[at + 1 :], word[:at] + word[at] * 3 + word[at + 1 :], word[:at] + "ـ" + word[at:],
            word[::-1],
            word[: at + 1] + drawn.choice(MARKS) + word[at + 1 :], reshape(word), drawn.choice("وفبكلس") + word,
            word + drawn.choice(["ه", "ها", "هم", "نا", "ي", "ك", "كما", "ات", "ين", "ون", "ية", "ان"]), word + " ً",
            word.replace("ال", "األ", 1), word.replace("لا", "ال"), word.replace("ي", "ى").replace("ة", "ه"),
        ]  # fmt: skip
    return list(dict.fromkeys(filter(None, whole + made)))


@cache
def mixed():
    """Texts of pieces of all kinds, one behind the other."""
    drawn = random.Random(1)
    return ["".join(drawn.choices([*PIECES, *words()[:200]], k=drawn.randrange(1, 30))) for _ in range(3000)]


@cache
def damaged():
    """The texts of the sample, each damaged in one way, some of it or all."""
    drawn, made = random.Random(2), []
    ways = (
        lambda word: reshape(word), lambda word: word[::-1], lambda word: word.replace("ال", "ا ل"),
        lambda word: word.replace("الأ", "األ").replace("الإ", "اإل"), lambda word: word.replace("في", "يف"),
        lambda word: word + " ً", lambda word: word.replace("أ", "ا\u0654"),
        lambda word: "".join(f"{one}ـ" for one in word),
        lambda word: word.replace("ي", "ی").replace("ك", "ک"), lambda word: reshape(word)[::-1],
    )  # fmt: skip
    for number, text in enumerate(texts()):
        way, share = ways[number % len(ways)], drawn.choice([0.02, 0.3, 1])
        pieces = re.split(r"(\s)", text[:400])
        made.append("".join(way(one) if one.strip() and drawn.random() < share else one for one in pieces))
    return made


@cache
def written_dates():
    months = ["3", "03", "١٢", "مارس", "آذار", "mars", "March", "رمضان", "شتنبر", "13"]
    days, years = ["1", "٠٩", "31", "12", "الحادي والعشرين"], ["2019", "٢٠١٥", "1440هـ", "19", "2019م", "1890", "99"]
    made = [
        sign.join(order) for sign in (" ", "/", "-", ".") for one in itertools.product(days, months, years)
        for order in (one, one[::-1], (one[1], one[0], one[2]))
    ]  # fmt: skip
    parts = [*months, *years, *(f"{month} {year}" for month in months for year in years), "ربيع 2019", "Q3 2019"]
    return list(dict.fromkeys(made + parts))


def told(function, values):
    """A table of what a function makes of each value; an error counts as what it says."""

    def one(value):
        try:
            return repr(function(value))
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    return pd.DataFrame({"given": values, "made": [one(value) for value in values]})


def analysed():
    counts = [len(word) % 7 * 5 + 1 for word in words()]
    return pd.DataFrame(morphology.analyze(words(), counts=counts))


RESULTS = {
    "damage.join_presentation_forms": lambda: told(damage.join_presentation_forms, damaged() + mixed()),
    "damage.lone_shapes": lambda: told(damage.lone_shapes, damaged() + mixed()),
    "damage.compose": lambda: told(damage.compose, damaged() + mixed()),
    "damage.attach_tanwin": lambda: told(damage.attach_tanwin, damaged() + mixed()),
    "damage.order_lam_alef": lambda: told(damage.order_lam_alef, damaged() + mixed()),
    "damage.arabic_letters": lambda: told(damage.arabic_letters, damaged() + mixed()),
    "damage.drop": lambda: told(lambda text: [damage.drop(text, what) for what in ("tatweel", "zero_width")], mixed()),
    "dates.parse": lambda: told(dates.parse, written_dates()),
    "dates.parse in order": lambda: told(lambda text: [dates.parse(text, order=one) for one in ("dmy", "mdy")],
                                         written_dates()),
    "dates.find": lambda: told(dates.find, [f"تقرير_{one}_khitab" for one in written_dates()]),
    "dates.is_month": lambda: told(dates.is_month, written_dates()),
    "partial_dates.read": lambda: told(partial_dates.read, written_dates()),
    "short_years.is_one": lambda: told(short_years.is_one, written_dates()),
    "folding.fold": lambda: pd.DataFrame({"made": folding.fold(pa.array(words(), pa.large_string())).to_pylist()}),
    "normalization.normalize": lambda: pd.DataFrame({"made": normalization.normalize(words())}),
    "known_words.unknown": lambda: told(known_words.unknown, damaged()),
    "known_words.is_impossible": lambda: told(known_words.is_impossible, words()),
    "morphology.analyze": analysed,
    "morphology.analyze without counts": lambda: morphology.analyze(words()[:3000]),
    "morphology.analyze with simplemma": lambda: morphology.analyze(words()[:3000], source="simplemma"),
    "morphology.tag": lambda: morphology.tag(sentences()),
    "orthography.unrepeated": lambda: told(orthography.unrepeated, words()),
    "orthography.unadorned": lambda: told(orthography.unadorned, words()),
    "orthography.modern": lambda: told(orthography.modern, words()),
    "orthography.weight": lambda: told(orthography.weight, words()[::3]),
    "script.profile": lambda: told(script.profile, damaged() + mixed()[:500]),
    "script.plausibility": lambda: told(lambda text: f"{script.plausibility(text):.6g}", damaged() + mixed()[:500]),
    "segmentation.splits": lambda: told(lambda word: list(segmentation.splits(word)), words()[::3]),
    "stopwords.flags": lambda: pd.DataFrame({"made": stopwords.flags(normalization.normalize(words()))}),
    "tokenization.words": lambda: pd.DataFrame({"made": tokenization.words(mixed() + damaged())}),
    "transcription.transcribe": lambda: told(transcription.transcribe, [" ".join(one) for one in sentences()]),
    "turned_ligatures.examine": lambda: told(turned_ligatures.examine, damaged()),
    "visual_order.restore": lambda: told(visual_order.restore, damaged()),
    "visual_order.turn_brackets": lambda: told(visual_order.turn_brackets, mixed()),
    "visual_order.logical": lambda: told(lambda text: visual_order.logical(re.findall(r"\S|\s+", text)), mixed()),
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_changed_that_is_not_meant(name):
    recorded.check(name, RESULTS, RECORDED)


if __name__ == "__main__":
    recorded.write(RESULTS, RECORDED)
