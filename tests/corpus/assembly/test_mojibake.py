"""Text read in the wrong encoding, and text that only looks like it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_files import SHARED, needs_shared

from helpers.corpus import documents
from helpers.corpus.assembly import mojibake, repair
from helpers.errors import ArgumentError

PROSE = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة، وأضاف أن التعاون الدولي ضروري."


def misread(text, *steps):
    for encoding, wrong in steps:
        text = text.encode(encoding).decode(wrong)
    return text


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", [PROSE, "الإرهاب", "في 2018", f"{PROSE}\n\n{PROSE}", "قال «نعم» لـCNN في بيان"])
def test_windows_1256_read_as_latin(text, wrong):
    damaged = "".join(bytes([b]).decode(wrong, "ignore") or chr(b) for b in text.encode("cp1256"))
    lines = sum(1 for line in text.split("\n") if line)
    expected = (damaged, 0) if text == "في 2018" else (text, lines)  # two letters are too few to tell
    assert mojibake.from_windows(damaged) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L’été dernier, à Nîmes, « ça » coûtait 5 £ : naïveté, Zoë, façade.",
        "Öl, Äpfel, Übergröße", "ÉÉÉÉ", "año señor niño", "Þórður Ævar Ásgeir", "£££ ©®™ ½¼¾", "ÀÉÈÙÂÊÎÔÛ", "œuvre",
        "ÇA ALORS", "Ça, là, déjà: á é í ó ú", "São João, Conceição, irmãos", PROSE, "", "plain English",
        f"{PROSE} Ça là",
    ],
)  # fmt: skip
def test_what_is_no_mojibake_stays(text):
    assert mojibake.from_windows(text) == (text, 0)
    assert mojibake.from_utf8(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент сказал, что борьба с терроризмом является одной из главных задач.", "cp1251"),
        ("Президент сказал, что борьба с терроризмом является одной из главных задач.", "koi8-r"),
        ("Ο πρόεδρος είπε ότι η καταπολέμηση της τρομοκρατίας είναι προτεραιότητα.", "cp1253"),
        ("הנשיא אמר כי המאבק בטרור הוא אחת המשימות העיקריות של המדינה.", "cp1255"),
    ],
)
def test_other_languages_in_the_wrong_encoding_do_not_become_arabic(text, encoding):
    damaged = misread(text, (encoding, "latin-1"))
    assert mojibake.from_windows(damaged) == (damaged, 0)


@pytest.mark.parametrize(
    "steps",
    [
        [("utf-8", "latin-1")],
        [("utf-8", "latin-1"), ("utf-8", "latin-1")],
        [("utf-8", "cp1256")],
    ],
)
def test_utf8_read_as_something_else(steps):
    text = PROSE if steps[0][1] == "latin-1" else "ال" + "والاله" * 3  # letters without bytes that cp1256 gives twice
    assert mojibake.from_utf8(misread(text, *steps)) == (text, 1)


def test_utf8_read_as_windows_1256_word_by_word():
    damaged = misread("الإرهاب", ("utf-8", "cp1256"))
    assert mojibake.from_utf8(f"كتب {damaged} في") == ("كتب الإرهاب في", 1)


@pytest.mark.parametrize("text", ["فقط، حفظ» وعظ، خطأ", "ط، ظ، ع، غ؛", "الحافظ‌ والضابط… والوعظ°"])
def test_arabic_with_signs_behind_its_letters_is_not_read_again(text):
    assert mojibake.from_utf8(text) == (text, 0)


def test_steps_are_named_ordered_and_checked():
    assert repair.check_steps(["tatweel", "utf8_twice"]) == ("utf8_twice", "tatweel")
    with pytest.raises(ArgumentError, match='"mojibake" is no repair; there are escapes, markup, utf8_twice'):
        repair.apply("نعم", ["mojibake"])


def test_damage_upon_damage_is_repaired_in_one_go():
    shaped = "ﻣﻜﺎﻓﺤﺔ ﺍﻹﺭﻫﺎﺏ ا\u0654من شكرا ً"
    damaged = misread(shaped, ("utf-8", "latin-1"))
    assert repair.apply(damaged) == (
        "مكافحة الإرهاب أمن شكراً",
        {"utf8_twice": 1, "presentation_forms": 12, "composed": 1, "detached_tanwin": 1},
    )


def test_persian_is_left_alone_and_ascii_is_not_looked_at():
    persian = "این کتاب را از کتابخانه گرفتم و در خانه خواندم که بسیار خوب است"
    assert repair.apply(persian, ["persian_letters"]) == (persian, {})
    assert repair.apply("قال الوزیر إن مکافحة الإرهاب", ["persian_letters"]) == (
        "قال الوزير إن مكافحة الإرهاب", {"persian_letters": 2},
    )  # fmt: skip
    assert repair.apply("plain") == ("plain", {})
    assert repair.apply(PROSE) == (PROSE, {})


PIECES = [*"ÙÃÇéa1 \nًةﻻﻣ\u0654\ud800", "ال", "Ø§", "áÅÑ", "ط§ظ„", "األ"]


@settings(deadline=None)  # the first text loads the list of words
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_can_be_repaired_and_what_is_not_counted_is_not_changed(pieces):
    text = "".join(pieces)
    found, counts = repair.apply(text)
    assert all(n > 0 for n in counts.values())
    assert counts or found == text


def test_the_sample_of_the_project_needs_no_repair():
    corpus = documents.read(Path(__file__).parents[3] / "data" / "sample" / "raw", repairs=repair.STEPS)
    assert len(corpus) > 50
    assert set(corpus.repairs["step"]) <= {"tatweel", "zero_width", "persian_letters"}
    assert len(documents.read(Path(__file__).parents[3] / "data" / "sample" / "raw").repairs) == 0


@needs_shared
@pytest.mark.parametrize(
    ("file", "step", "n"),
    [
        ("seed_mojibake_utf8_as_latin1", "utf8_twice", 2),
        ("seed_mojibake_cp1256_as_latin1", "windows_1256", 2),
        ("seed_nfd", "composed", 72),
    ],
)
def test_the_damaged_seed_comes_back(file, step, n):
    seed = next((SHARED / "corpora" / "seed").glob("*.txt")).read_text("utf-8")
    with (SHARED / "ugly" / "derived" / f"{file}.txt").open(encoding="utf-8", newline="") as damaged:
        assert repair.apply(damaged.read()) == (seed, {step: n})
