"""Latin letters beside Arabic ones, and no vowel that nobody wrote."""

import re

import pytest

from helpers.arabic.transcription import transcribe
from helpers.errors import ArgumentError


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("كتب", "ktb"), ("كَتَبَ", "kataba"), ("كُتُب", "kutub"), ("شعب", "šʿb"), ("مدينة", "mdyna"),
        ("مَدِينَةٌ", "madīnatun"), ("جِدًّا", "ǧiddan"), ("مُوسَى", "mūsā"), ("كِيس", "kīs"), ("بِيَد", "biyad"),
        ("إرهاب", "irhāb"), ("إيران", "īrān"), ("أمن", "ʾmn"), ("أُمَم", "umam"), ("آسيا", "āsyā"),
        ("القرآن", "al-qrʾān"), ("قالوا", "qālw"), ("عائلة", "ʿāʾla"), ("هٰذا", "hāḏā"),
        # The article where there is one, and what is written together with it.
        ("الإرهاب", "al-irhāb"), ("والإرهاب", "w-al-irhāb"), ("للدولة", "l-al-dwla"), ("الشَّمْسُ", "al-šamsu"),
        ("مجلس الأمن", "mǧls al-ʾmn"),
        ("بالدولة", "b-al-dwla"), ("وبالدولة", "w-b-al-dwla"), ("وللدولة", "w-l-al-dwla"), ("كالدولة", "k-al-dwla"),
        ("اللبن", "al-lbn"), ("لِلدَّوْلَة", "l-al-dawla"), ("الشّدّة", "al-šdda"), ("الدَّوَّار", "al-dawwār"),
        ("الشدّة", "al-šdda"), ("الشّدة", "al-šda"), ("التَّحَدِّي", "al-taḥaddī"),
        # A letter of a vowel before a long a is none; the alef behind the و of a plural has no sound.
        ("قِيام", "qiyām"), ("دُوار", "duwār"), ("كَتَبُوا", "katabū"), ("نفوا", "nfw"), ("جوا", "ǧwā"), ("شُكرًا", "šukran"),
        ("بانان", "bānān"), ("لإيران", "līrān"), ("دَّرس", "ddars"), ("ٹاٹ", "ٹāٹ"),
        # Near misses: no article, whatever the letters.
        ("لدولة", "ldwla"), ("ولدولة", "wldwla"), ("لمجلس", "lmǧls"), ("للجنة", "llǧna"), ("بلجنة", "blǧna"),
        ("التهاب", "ʾlthāb"), ("التزام", "ʾltzām"), ("ليل", "lyl"), ("الله", "ʾllh"), ("لله", "llh"),
        ("بالله", "bāllh"), ("ولله", "wllh"), ("والله", "wāllh"), ("وال", "wāl"), ("ال", "ʾl"),
        ("كوفيد-19", "kwfyd-19"), ("٢٠١٩؟", "2019?"), ("Daesh (داعش)", "Daesh (dāʿš)"), ("", ""), ("<b>", "<b>"),
    ],
)  # fmt: skip
def test_each_letter_and_what_is_written_with_it(written, latin):
    assert transcribe(written) == latin


def test_no_short_vowel_comes_from_nowhere():
    """Of letters without signs there is no u, no a but before ة and in the article, no i but of إ."""
    bare = transcribe("قتل مسلحون شرطيا في مقهى بشارع النيل وهرب عشرون منهم")
    assert not re.findall("[iu]", bare)
    assert re.findall("a", bare.replace("al-", "")) == []


def test_what_is_no_text_is_said():
    with pytest.raises(ArgumentError, match="text is a list"):
        transcribe(["كتب"])
