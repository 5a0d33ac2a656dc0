"""What a repair may not have mended: words with turned letters, shapes that stand for no letters."""

from ...arabic import damage, known_words, turned_ligatures
from . import repair

_STEPS = ("visual_order", "presentation_forms", "lam_alef")  # after which a text may still have letters out of order
_FEWEST, _UNKNOWN = 15, 0.15  # words that are judged; share of them in no list, from where on it is told


def remarks(given, text, counts):
    """Return sentences on what calls for a look in a mended text.

    given, text: before and after the repair. counts: step -> number of repairs.
    """
    told = []
    if any(step in counts for step in _STEPS):
        told += _turned(given, text, counts)
    shapes = damage.lone_shapes(text) if damage.FORMS.search(text) else 0
    if shapes:
        told.append(
            f"{shapes:,} letter shapes stand alone and were left: signs of a font of its own, such as pages of the "
            "Quran are set with, which name no letters"
        )
    return told


def _turned(given, text, counts):
    n, unknown, impossible = known_words.unknown(text)
    doubtful = 0
    if "lam_alef" in counts:
        before = repair.apply(given, repair.DEFAULT_STEPS[: repair.DEFAULT_STEPS.index("lam_alef")])[0]
        doubtful = turned_ligatures.examine(before).doubtful
    many = n >= _FEWEST and unknown >= _UNKNOWN * n
    if not n or not (doubtful or impossible or many):
        return []
    share = (doubtful + (unknown if many else impossible)) / n
    return [
        f"not all could be mended: the letters of {share:.1%} of the words may still be out of order "
        f"({doubtful:,} are words either way, {unknown:,} stand in no list of words): read some of it"
    ]
