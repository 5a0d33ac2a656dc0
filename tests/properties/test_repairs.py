"""The look beforehand that spares clean texts the repairs never passes over one that a repair would change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.arabic import damage
from helpers.corpus.assembly import repair

_PIECES = st.sampled_from(
    ["مكافحة الإرهاب", "باهرإلا ةحفاكم", "ة", "\n", " ", "(", "«", "ﺍﻹﺭﻫﺎﺏ", "ﻻ", "ﷲ", "Ø§Ù„Ø¥Ø±", "ط§ظ„ط¥ط±",
     "ÇáÅÑåÇÈ", "á", "Ã", "األمن", "اإلرهاب", "ا\u0655", "و\u0654", "شكرا \u064b",
     "\u00a0\u064c", "ـ", "\u200f", "\u200c", "کی", "ہ", "café", "Ça", "a", "7"]
)  # fmt: skip
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=6).map("".join), st.text(max_size=20),
    st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=20),
    st.text(st.sampled_from(damage.FORM)),
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(_TEXTS, min_size=repair._FEW, max_size=60, unique=True), st.sets(st.sampled_from(list(repair.STEPS))),
)  # fmt: skip
def test_a_column_is_repaired_as_each_of_its_texts_is(texts, steps):
    made, counts = repair.column(texts, steps)
    assert [(text, counts.get(place, {})) for place, text in enumerate(made)] == [
        repair.apply(text, steps) for text in texts
    ]


def test_clean_texts_are_passed_over_and_damaged_ones_are_not(monkeypatch):
    asked = []
    for name, (about, unit, function) in repair.STEPS.items():
        step = (about, unit, lambda text, name=name, function=function: asked.append((text, name)) or function(text))
        monkeypatch.setitem(repair.STEPS, name, step)
    texts = [f"{text} {n}" for n in range(10) for text in ("مكافحة الإرهاب في 2018", "the same in Latin ـ")]
    repair.column(texts)
    assert asked == []
    made, _ = repair.column([*texts, "شكرا ً", "ـ"])
    assert asked == [("شكرا ً", "detached_tanwin")] and made[20] == "شكراً"
    asked.clear()
    made, _ = repair.column([*texts, "Ø§Ù„Ø¥Ø±Ù‡Ø§Ø¨ هنا", *texts])  # a step that changes a text is followed by all
    assert made[20].startswith("الإرهاب") and asked[-1][1] == "detached_tanwin" and {one for _, one in asked} >= {
        "utf8_twice", "windows_1256", "lam_alef", "composed"}  # fmt: skip


def test_equal_texts_are_repaired_once_and_counted_each():
    made, counts = repair.column(["ﺍﻹﺭﻫﺎﺏ", "نعم"] * 30)
    assert made == ["الإرهاب", "نعم"] * 30 and counts == {place: {"presentation_forms": 6} for place in range(0, 60, 2)}
    assert repair.column(["ن\ud800", *(f"نعم {n}" for n in range(30)), "ﺍﻹﺭﻫﺎﺏ"])[1] == {31: {"presentation_forms": 6}}


def test_a_list_of_texts_is_repaired_part_by_part_and_other_cells_not_at_all():
    assert repair.cell("ﺍﻹﺭﻫﺎﺏ") == ("الإرهاب", {"presentation_forms": 6})
    # The second part shows its shapes as shapes, whatever the first is.
    parts, counts = repair.cell(["ﺍﻹﺭﻫﺎﺏ", "ﺍ ﺏ", "اإلرهاب"])
    assert parts == ["الإرهاب", "ﺍ ﺏ", "الإرهاب"] and counts == {"presentation_forms": 6, "lam_alef": 1}
    for cell in ({"text": "ﺍﻹﺭﻫﺎﺏ"}, ["ﺍﻹﺭﻫﺎﺏ", 3], None):
        assert repair.cell(cell) == (cell, {})


def test_a_column_is_repaired_where_it_needs_it():
    values = ["نعم"] * 30 + ["ﺍﻹﺭﻫﺎﺏ"]
    assert repair.column(values) == (["نعم"] * 30 + ["الإرهاب"], {30: {"presentation_forms": 6}})
    assert repair.column([]) == ([], {})
