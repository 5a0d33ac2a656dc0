"""The compiled tokenizer against a regular expression, and the seams where it could part from it."""

import os
import subprocess
import sys

import factory
import numpy as np
import pytest

from helpers.arabic import kernel
from helpers.arabic.tokenization import KINDS, scan

LONG = "مستشفياتالاستقبال"  # 17 letters: one more than fit into a packed key
TRICKY = {
    "vocalised": "يُعَدُّ الإِرْهَابُ خَطَراً عَلَىٰ الْمُجْتَمَعِ",
    "Quranic signs": "لِإِيلَٰفِ قُرَيْشٍ ۝ إِۦلَٰفِهِمْ رِحْلَةَ لَهُۥ ۖ ۞ ۩ كُفُوًا",
    "tatweel": "الإرهـــاب هـ ــ ـــب بـ ـ.ـ كـ، ـًـ",
    "joiner inside": "می\u200cخواهم ال\u200fإرهاب ن\u200e\u200f\u202aعم نع\ufeffم",
    "joiner at the edge": "\u200fنعم\u200f \u202bلا\u202c\u202c نعم\u200c، لا\u200f\u200f\n\ufeffنعم",
    "joiner before a mark": "نعم\u200fُ لا\u200d\u200d\u064b\u200d. هـ\u200c",
    "joiners alone": "\u200f\u200f \u200b",
    "joiner between Latin letters and digits": "ab\u200dcd 12\u200f34 نعم\u200fab \u200f12 م\u200f12",
    "leading marks": "\u064bنعم \u0651\u064eلا ـ\u064b \u0670 م",
    "a mark after a space": "نعم \u064b لا",
    "presentation forms": "ﺍﻹﺭﻫﺎﺏ ﻻ ﻷﻥ ﻭﺍﻟﻤﺴﻠﺤﻴﻦ ﷲ ﷺ ﺏﹰ ﹰﺏ ﱠب بﱠ ﷼ ﷽ ﴾نعم﴿",
    "presentation forms and letters": "الﻹرهاب ﻻلا لاﻻ بﹷت",
    "sixteen and seventeen letters": f"{LONG[:15]} {LONG[:16]} {LONG} {LONG}ا {LONG[:16]} {LONG}",
    "numbers": "1 12 3.14 1,234,567 ١٬٢٣٤٫٥ 10:30 1/2 2.5.6 ۱۴۰۰ ٢٠٢١م 5%",
    "trailing points": "في 2021. عام 3.. و 4.5. و5, 6: 7/ 8.9.",
    "separators that do not separate": "1..2 3,.4 .5 ,6 7. 8 9-10 11–12 13,\u200f14 ١،٢ 1\u00a0000",
    "mixed digits": "1٢۳ 12٫5 1.٢",
    "dates": "31/03/2018 2018-03-31 ٣١/٠٣/٢٠١٨ 10:30:15 1.1.2011",
    "Latin words": "NATO، Al-Qaeda café naïve Ærø straße l'État d’Alep x_y µm ª º",
    "Latin letters apart from their accents": "cafe\u0301 Ale\u0301p",
    "Greek and Cyrillic": "αβγ привет נعم ܐܒܓ नमस्ते",
    "addresses": "https://www.example.org/a/b?c=1&d=٢ user@example.org www.example.org. t.co",
    "emoji": "نعم😀لا 👩\u200d👩\u200d👧 🇸🇦 𞸀𞸁 𝐀𝐁 نعم🙏🏽",
    "end of the basic plane": "نعم\uffff\ufffd\ufffeلا \U00010000م",
    "NUL": "\0نعم\0لا\0\0 ab\0cd 1\x002",
    "mixed runs": "كوفيد19 19كوفيد abcنعم نعمabc a1ب2 ٢٠abم .aب.b.1.ج",
    "Persian letters": "گفت پدر چه ژاله کیف ی ۀ ہ ے ٹ ڈ ۓ ۂ",
    "decorated": "ال͠ل͠غ͠ة ا̶ل̲ع⃠رب\ufe0fية ͠نعم لا͠ \u0336 ا\u1dc0ل\u1ab0\u200f\u0336م 1\ufe0f\u20e3 2\u0336",
    "decorated with marks of Hebrew, Syriac, Thaana": "ال\u05b0ل\u0730غ\u07a6ة \u05b0نعم א\u05b0 ن\ufe20ع\ufe21م\u0489",
    "decorated and long": "ا͠ل͠" * 20 + " " + LONG + "͠ " + LONG[:16] + "\u0336 " + "ا\u0330 ا\u0640 اذ\u0330 ا\u0360",
    "zero-width space": "السوق\u200bالمركزي \u200bنعم\u200b\u200bلا\u200b\u064b ab\u200bcd 1\u200b2",
    "zero-width space beside one letter": "و\u200bلا\u200b "
    "و\u200bالتجربة وَ\u200b\u200bليس ا\u200bلعمل نعم\u200bو نعم\u200bو\u200bلا أب\u200b\u200fجد\u200bه",
    "names with digits": "F16 5G B52s PM2.5 1MDB 9to5mac 3.5G 10km MH370. 5G. 4K، ٥G a1.2.b x9.y 1A2B3 7:13pm A.5 B5.",
    "hamza apart": "مسو\u0654ول ا\u0655رهاب ا\u0653خر",
    "a very long word": "ا" * 70_000 + " " + "ب\u200dت" * 9_000 + " " + "a" * 70_000 + " " + "1.2" * 20_000,
    "punctuation only": " .,!؟…،؛«»—\n\n",
    "empty": "",
    "one letter": "و",
    "sentences": "أ. ب! ج؟ د? ه… و۔ ز\nح\u2028ط\u2029ي؛ ك، ل: م",
    "ellipses": "أ... ب…… ج ... د .. ه ؟! و!!! ز",
    "stops before the first word": "...\n\n نعم. لا",
    "points in numbers": "بلغ 3.5 في المئة. ثم 4. ثم 5",
    "points between Latin letters": "www.example.org قال U.N. ثم U.S.A. نعم a.b. c .d e.\u200ff g.ب h.1 1.i",
    "a point before an Arabic letter": "نعم.لا أ.د. محمد",
    "quotation": "قال: «نعم.» ثم «لا!» وذهب",
}


def spans(texts, threads=1):
    """(start, end, sentence, form, kind) of each word of each text."""
    encoded = [text.encode("utf-8") for text in texts]
    data = np.frombuffer(b"".join(encoded), np.uint8)
    offsets = np.cumsum([0, *map(len, encoded)])
    found = scan(data, offsets, threads=threads)
    raw, ends = found.form_bytes.tobytes(), found.form_offsets
    forms = [raw[a:b].decode("utf-8") for a, b in zip(ends[:-1], ends[1:], strict=True)]
    assert len(set(forms)) == len(forms) == len(found.form_kind)
    assert [column.dtype for column in found[1:5]] == [np.int32] * 4
    assert found.token_counts.sum() == len(found.start)
    rows = [
        (start, end, sent, forms[form], KINDS[found.form_kind[form]])
        for start, end, sent, form in zip(*(column.tolist() for column in found[1:5]), strict=True)
    ]
    cuts = np.cumsum([0, *found.token_counts])
    return [rows[a:b] for a, b in zip(cuts[:-1], cuts[1:], strict=True)]


@pytest.mark.parametrize("name", TRICKY)
def test_words_sentences_and_offsets_are_those_of_the_regular_expression(name):
    text = TRICKY[name]
    found = spans([text])[0]
    assert found == factory.words(text)
    assert all(text[start:end] == form for start, end, _, form, _ in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يُعَدُّ الإرهـــاب", ["يُعَدُّ", "الإرهـــاب"]),
        ("كوفيد-19، NATO!", ["كوفيد", "19", "NATO"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("\u200fنعم\u200f", ["نعم"]),
        ("\u064bنعم", ["نعم"]),
        ("إِۦلَٰفِهِمْ لَهُۥ", ["إِۦلَٰفِهِمْ", "لَهُۥ"]),
        ("3.14. 1,234 5,", ["3.14", "1,234", "5"]),
        ("31/03/2018", ["31/03/2018"]),
        ("www.example.org", ["www", "example", "org"]),
        ("قال:نعم،لا", ["قال", "نعم", "لا"]),
        ("أب\tجد\u00a0هو", ["أب", "جد", "هو"]),
        ("ال͠ل͠غ͠ة ا̶لله", ["ال͠ل͠غ͠ة", "ا̶لله"]),
        ("cafe\u0301 \u0301a", ["cafe\u0301", "a"]),
        ("السوق\u200bالمركزي", ["السوق", "المركزي"]),
        ("و\u200bالتجربة ا\u200b\u200bلعمل", ["و\u200bالتجربة", "ا\u200b\u200bلعمل"]),
        ("عام1966 و1967م", ["عام", "1966", "و", "1967", "م"]),
        ("F16 5G B52s PM2.5 1MDB", ["F16", "5G", "B52s", "PM2.5", "1MDB"]),
        ("10km 7:13pm 9to5mac", ["10", "km", "7:13", "pm", "9", "to5mac"]),
        ("كوفيد19 19كوفيد", ["كوفيد", "19", "19", "كوفيد"]),
        ("1\ufe0f\u20e3", ["1"]),
        ("", []),
    ],
)
def test_what_a_word_is(text, expected):
    assert [form for *_, form, _ in spans([text])[0]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أ. ب! ج؟ د? ه… و۔ ز\nح\u2028ط\u2029ي", list(range(10))),
        ("أ، ب؛ ج: د - ه", [0] * 5),
        ("أ 3.5 ب", [0, 0, 0]),
        ("أ 3. ب", [0, 0, 1]),
        ("www.example.org أ", [0, 0, 0, 0]),
        ("NATO. Europe", [0, 1]),
        ("أ... ب", [0, 1]),
        ("... أ ب", [0, 0]),
        ("أ.ب", [0, 1]),
        ("a.ب", [0, 1]),
    ],
)
def test_where_a_sentence_ends(text, expected):
    assert [sent for _, _, sent, _, _ in spans([text])[0]] == expected


def test_offsets_are_code_points_not_bytes_nor_utf_16_units():
    assert spans(["😀é😀 نعم"]) == [[(1, 2, 0, "é", "latin"), (4, 7, 0, "نعم", "arabic")]]


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_nothing(threads):
    texts = [*TRICKY.values(), "", *reversed(TRICKY.values()), ""] * 2
    data = np.frombuffer("".join(texts).encode("utf-8"), np.uint8)
    offsets = np.cumsum([0, *(len(text.encode("utf-8")) for text in texts)])
    for one, several in zip(scan(data, offsets), scan(data, offsets, threads=threads), strict=True):
        np.testing.assert_array_equal(one, several, strict=True)


def test_forms_are_numbered_by_first_use():
    texts = ["ج ب ج", "أ ب", "د أ ه ج"] * 40
    data = np.frombuffer("".join(texts).encode("utf-8"), np.uint8)
    offsets = np.cumsum([0, *(len(text.encode("utf-8")) for text in texts)])
    for threads in (1, 2, 3):
        found = scan(data, offsets, threads=threads)
        assert found.form[:9].tolist() == [0, 1, 0, 2, 1, 3, 2, 4, 0]
        assert found.form_bytes.tobytes().decode("utf-8") == "جبأده"


@pytest.mark.parametrize("texts", [[], [""], ["", "", ""], [" .", "\u064b"], ["", "نعم", ""]])
@pytest.mark.parametrize("threads", [1, 2])
def test_documents_without_words_are_documents(texts, threads):
    assert spans(texts, threads) == [factory.words(text) for text in texts]


@pytest.mark.parametrize(
    ("first", "second"),
    [("نع", "م"), ("نع", "\u0651م"), ("نع\u200d", "م"), ("NA", "TO"), ("3.", "14"), ("3", ".14"), ("www.", "org"),
     ("www", ".org"), ("a", ".b"), ("نعم.", "لا"), ("١", "٢"), (LONG[:9], LONG[9:])],
)  # fmt: skip
def test_a_word_ends_with_its_document(first, second):
    assert spans([first, second]) == [factory.words(first), factory.words(second)]


def test_a_part_of_a_buffer_is_read_by_its_offsets():
    data = np.frombuffer("نعم لا كلا".encode(), np.uint8)
    found = scan(data, np.array([7, 11]))
    assert (found.start.tolist(), found.end.tolist()) == ([0], [2])
    assert found.form_bytes.tobytes().decode("utf-8") == "لا"


@pytest.mark.parametrize("shift", range(-4, 4))
def test_the_state_outlives_a_block(shift):
    text = "ا " * (kernel.BLOCK + shift) + "www.example.org. 3.5 ب. ج NATO." + "\n" + "د " * kernel.BLOCK + ". ه"
    assert spans([text])[0] == factory.words(text)


COLLIDING = (
    [letter * n for letter in "اءأ" for n in range(1, 36)]
    + [LONG[:n] for n in range(1, 18)]
    + ["ب" + LONG[1:], LONG + LONG, LONG[1:] + LONG[0], *(LONG[:16] + letter for letter in "ابتثجحخد")]
    + ["ٱ", "ݱ", "بٱ", "بݱ", "ٱب", "ݱب", "ڎ", "ﺎ", "بﺎ", "بڎ", "ڠ", "ࢠ", "ٰب", "بٰ", "ݰب", "بݰ", "ب\u0890"]
    + ["با", "با\u0640", "ب\u0640ا", "ب\u200dا", "ب\u200cا", "ab", "ba", "12", "١٢", "۱۲", "1.2", "1,2"]
)


def test_forms_that_could_share_a_key_stay_apart():
    text = " . ".join(COLLIDING + COLLIDING[::-1] + COLLIDING)
    found = spans([text])[0]
    assert found == factory.words(text)
    forms = {form for *_, form, _ in found}
    assert forms >= {form for form in COLLIDING if form not in ("ٰب", "ب\u0890")}


SAME_HASH = """
import numpy as np
from helpers.arabic import kernel, tokenization
kernel._hash_bytes = lambda data, begin, stop: np.uint64(ord("ا") & 0xFF)  # also the packed key of the word ا
np.seterr(over="ignore")
text = "abc ا abd 12 1.2 ا abc ب ا\u200cب ا\u200dب abd ا\u200cب 12 ا"
data = text.encode("utf-8")
found = tokenization.scan(np.frombuffer(data, np.uint8), np.array([0, len(data)]))
print(found.form.tolist(), found.form_kind.tolist())
"""


def test_forms_whose_hash_is_the_same_stay_apart():
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-c", SAME_HASH]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[0, 1, 2, 3, 4, 1, 0, 5, 6, 7, 2, 6, 3, 1] [1, 0, 1, 2, 2, 0, 0, 0]"


def many_forms(n):
    """n distinct words of each kind: short, long, with a joiner, Latin, numbers."""
    words = ["".join("ابتثجحخدذر"[int(digit)] for digit in str(number)) for number in range(n)]
    yield from words
    yield from (LONG + word for word in words[: n // 4])
    yield from (word[0] + "\u200c" + word for word in words[: n // 4])
    yield from ("".join("abcdefghij"[int(digit)] for digit in str(number)) for number in range(n // 4))
    yield from (str(number) for number in range(n // 4))


def test_more_than_a_hundred_thousand_forms_are_kept_apart():
    words = list(many_forms(90_000))
    assert len(set(words)) == len(words) == 180_000
    order = np.random.default_rng(0).permutation(np.concatenate([np.arange(len(words)), np.arange(0, len(words), 3)]))
    stream = [words[i] for i in order]
    texts = [" ".join(stream[i : i + 50_000]) for i in range(0, len(stream), 50_000)]
    for threads in (1, 3):
        found = spans(texts, threads)
        assert [form for text in found for *_, form, _ in text] == stream


def test_one_document_with_more_forms_than_the_table_begins_with():
    words = list(many_forms(6_000))
    text = " ".join(words + words)
    assert [form for *_, form, _ in spans([text])[0]] == words + words
