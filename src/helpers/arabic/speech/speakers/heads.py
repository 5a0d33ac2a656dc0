"""What can head the mention of a speaker, and what cannot, whatever follows."""

from ..text.signs import STOPS
from ..words.annotation import NOTHING

_BEGINS = STOPS + ":"


def no_head(passage, i, end):
    """True where what stands at item i can head no mention of a speaker, whatever follows.

    A figure, a verb, an indefinite accusative, a preposition with its noun or pronoun, a verbal noun.
    """
    words = passage.words
    word, following = words[i], words[i + 1] if i + 1 < end else NOTHING
    if number(words, i, end) or word.has_any("article_alone", "boundary", "same"):
        return True
    if word.conjunction:
        word = word.cut(1)  # وإنهاء الهجمات
    if not word.sort and (word.has("venue") or following.has("span")):
        return True  # ختام خطابه, سبع سنوات
    free = word.preposition and (
        words.count(words[i]) == 1 or (word.listed is not None and not word.definite and not _surname(words, i))
    )
    if free and word.preposition.has("by_as"):
        return True  # بصوت هادئ; a surname that begins so stands in the text again (بالطيب)
    if word.sort or word.cut(1).sort:
        return False
    if word.accusative or word.with_pronoun or free or _verb_as_head(words, i, following):
        return True  # free: لخصوم حزبه
    if not word.abstract or following.has("ibn") or (word.shape("ends_ha") and words.count(word) > 1):
        return False  # عبده, إيناس بن سالم
    return not (word.shape("ends_ya") and _surname(words, i))  # كيري


def _surname(words, i):
    """True where the text has the word at item i behind what can be a given name."""  # جون كيري
    places = (k for k in words.places(words[i]) if k and k != i)
    before = (words[k - 1] for k in places)
    return any(
        word[:1].isalpha()
        and not (word.definite or word.sort or word.report or word.has_any("boundary", "time", "adverb"))
        and (word.listed is None or word.whole)
        for word in before
    )


def _verb_as_head(words, i, following):
    """True for a verb; the forms that names can have only where a sentence begins or the word is long."""  # قلل فلان
    word = words[i]
    gender = verb(word, following)
    if gender != "m" or word.shape("begins_ya"):
        return bool(gender)
    begins = i == 0 or words[i - 1] in _BEGINS
    return words.count(word) == 1 and (len(word) > 3 or begins)


def number(words, i, end):
    """True where a figure stands at item i that counts nobody who speaks."""  # ٨٩ في المئة, حوالي 40; not 12 دولة
    while i + 1 < end and words[i].has("about"):
        i += 1
    if i >= end or not words[i][0].isdigit():
        return False
    if i + 1 >= end:
        return True
    counted = words[i + 1]
    return not any(form.sort in ("person", "group", "body") for form in (counted, counted.lemma))


def verb(word, following):
    """Gender of the verb that a word is before the word `following` (m, f or p), "" for any other word.

    What has the form of a given name is a verb only before a preposition.
    """  # أشرف على, not أشرف العطار
    elative = word.elative_verb
    return elative if elative and (following.has("boundary") or following.shape("begins_ba")) else word.verb
