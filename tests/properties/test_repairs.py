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
@given(st.lists(_TEXTS, min_size=repair._FEW, max_size=60), st.sets(st.sampled_from(list(repair.STEPS))))
def test_what_is_passed_over_needs_no_repair(texts, steps):
    needed = repair.may_need(texts, steps)
    for text, may in zip(texts, needed, strict=True):
        if not may:
            assert repair.apply(text, steps) == (text, {})


def test_clean_texts_are_passed_over_and_damaged_ones_are_not():
    texts = ["مكافحة الإرهاب في 2018", "the same in Latin"] * 10
    assert repair.may_need(texts) == [False] * 20
    assert repair.may_need([*texts, "ﺍﻹﺭﻫﺎﺏ", "اإلرهاب", "ـ"]) == [False] * 20 + [True, True, False]
    assert repair.may_need([*texts, "\ud800"]) == [True] * 21
    assert repair.may_need(["x"]) == [True] and repair.may_need(["x"], ()) == [False]


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
