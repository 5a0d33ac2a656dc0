"""Inputs that people reported: small files of one kind each, and what is right for them.

The files are not part of the project (they lie beside it, in ../shared/cases); where they are absent these tests
skip. Each has a like input of our own in the tests of the reader that it concerns.
"""

from pathlib import Path

import pytest

from helpers.corpus import documents

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the reported cases are not here ({CASES})")


def read(name: str, **options: object) -> documents.Corpus:
    """The corpus of one case, as a reader would read it."""
    return documents.read(CASES / name, **options)


def test_11_shapes_become_letters_and_signs_of_a_font_are_told() -> None:
    """Words come back; the signs of a Quran font name no letters, so they stay and a note counts them."""
    corpus = read("11_presentation.txt")
    assert corpus.documents["text"][0].startswith("منصة واحدة لكل طالب Go-To-Market في السنة 2024")
    assert "x² H₂O" in corpus.documents["text"][0] and "ﱫ ﯰ" in corpus.documents["text"][0]
    assert corpus.notes["note"].str.startswith("8 letter shapes stand alone and were left").tolist() == [True]


def test_12_letters_of_ligatures_are_put_right() -> None:
    """The whole text, not only the article."""
    text = read("12_lamalef.txt").documents["text"][0]
    assert text.startswith("على شفتيه القبلة المشتهاة فإذا بالقطر. كان بدلا من ذلك بكلام فظيع موحش أعادني على الفور")
    assert text.rstrip().endswith("كان من الأعمال المهمة، وقد جاءت الاستقالة من الاجتماع الأول في الوزارة. ولا يزال "
                                  "الأطفال في المدارس.")  # fmt: skip


def test_39_duplicates_stay_as_they_are() -> None:
    """A table that was right before is right still."""
    assert len(read("39_duplicates.csv").documents) > 0


def test_60_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    """The right column first, spaces where they are, lam before alef."""
    assert read("60_columns.pdf").documents["text"][0].split("\n") == [
        "افتتح الوزير مدرسة جديدة", "في الحي الشمالي صباح أمس", "بحضور عدد كبير من الأهالي",
        "وقال إن العمل استمر عامين", "وإن المدرسة تتسع لمئات", "من التلاميذ في كل عام",
    ]  # fmt: skip
