"""Names in quotation marks: what stands before them or in them that makes a name of a short quotation."""

import re

from . import cues, nouns, speakers

_VERBAL_NOUN = re.compile("^(?:م.ا..ة|ا.ا.ة|ت...ة)$")  # محاربة, اقامة, تصفية
_EVENT = re.compile("^(?:ا.[تن]?.[اي]..?|ت..ي.|است..ا.)$")  # اختفاء, انقلاب, تحريض, استهداف

_VERB = re.compile("^س?[يت].{2,}ون$")  # سيدفعون

_ADJECTIVE = re.compile("^(?:..ي.ة|م...?ة|.ا..ة)$")  # سريعة, مميتة, قاتلة
_DEGREE = ("اكثر", "اقل", "غير", "شديد", "شديدة", "بلا", "دون", "بدون", "من", "في", "على")

NAME_WORDS, TERM_WORDS = 5, 3  # the longest name, the longest term


def by_context(place):
    """The rule that makes a name of a quotation by the word before it, or ""."""
    n, before = place.n, place.before
    stem = _stem(before)
    if stem in cues.words("motto") and not place.proclitic:
        return "slogan"
    titled = stem in ("بعنوان", "عنوان", "كتاب", "كتابه", "كتابها")
    if n > (12 if titled else NAME_WORDS) or place.place_before < 0:
        return ""
    if before in cues.words("naming_verb"):
        return "naming phrase"
    if place.proclitic and place.proclitic not in ("ال",):
        return ""
    words_for_words = ("اسم", "باسم", "لقب", "كلمة", "عبارة", "مصطلح")
    if n == 1 and _agrees(place) and stem not in words_for_words:
        return ""
    if _said_of_it(place):
        return ""
    if n == 1 and _EVENT.match(place.words[0]) and speakers.definite(place.following):
        return ""  # قضية "اختفاء" الصحفي
    return "naming noun" if stem in cues.words("naming") else _head_noun(place, stem)


def by_itself(place):
    """The rule that makes a name of a short quotation, or ""."""
    words = place.words
    if place.before in cues.words("pronoun_complementiser") and place.n > 1:
        return ""  # أنه "ارتكب خطأ"
    phrase = place.n > 2 and place.report is not None and any(
        nouns.attached(word) or word in ("في", "على", "عن", "من", "الى", "ضد", "مع") for word in words)  # fmt: skip
    if place.repeats > 1 and not phrase:
        return "repeated"
    if " ".join(words) in cues.words("known") or " ".join(words) in cues.words("place"):
        return "well-known name"
    if words[0] in ("ابو", "ابا", "ابي", "ام", "ابن") and len(words) > 1:
        return "byname"
    if all(word[0].isascii() for word in words):
        return "foreign letters"
    if place.before in cues.words("charge") or place.before[1:] in cues.words("charge"):
        return "charge"
    if place.before in cues.words("complementiser"):
        return ""
    if place.before.endswith("ته") and not place.proclitic and not _label(place.before):
        return "subject of a relative clause"
    if place.proclitic in ("ب", "وب") or not words:
        return ""
    definite = all(word.startswith("ال") for word in words)
    if definite and place.following.startswith("ال") and words[0] in ("القوات", "الوحدات", "القوى", "الكتائب"):
        return "name of a group"
    construct = place.before.endswith("ة") and not _VERBAL_NOUN.match(place.before) and not definite
    construct = construct and not speakers.definite(place.before) and not place.proclitic
    construct = construct and place.before.removeprefix("و") not in cues.words("place")
    construct = construct and not (place.report is not None and _said_of_noun(place))
    if construct and not nouns.looks_adjective(words[-1]) and place.before not in cues.words("abstract"):
        return "governed by a noun"
    return ""


def _said_of_noun(place):
    """True where the words in marks are no name of the noun before: غارات جوية "مميتة", بطريقة "أكثر جدية"."""
    before, words = place.before, place.words
    if (before.endswith("ية") and len(before) > 4) or _VERBAL_NOUN.match(before[1:]) or words[0] in _DEGREE:
        return True
    return place.n == 1 and _ADJECTIVE.match(words[0]) is not None


def _label(word):
    found = cues.find(word)
    return found is not None and found[1].takes == "label"


def _agrees(place):
    """True where one word in marks is an adjective of the noun before: منظمة "إرهابية", not شركة "فيوليا"."""
    word = place.words[0]
    if word.endswith("ي") and len(word) > 4 and not speakers.definite(word) and place.repeats == 1:
        return not place.before.endswith("ة") and not speakers.definite(place.before)  # حزب "إرهابي"
    return nouns.looks_adjective(word) and (not word.endswith("يا") or place.before.endswith("ا"))


def _said_of_it(place):
    """True where the words in marks are said of the noun before: مؤسسات "دينية معتبرة", المعركة "أمرا مؤسفا"."""
    words = place.words
    accusative = len(words) > 1 and all(word.endswith("ا") and len(word) > 3 for word in words[:2])
    adjectives = len(words) > 1 and words[0].endswith(("ية", "يين")) and nouns.looks_adjective(words[0])
    adjectives = adjectives and not speakers.definite(words[1]) and words[0] not in cues.words("naming")
    verb = len(words) > 1 and _VERB.match(words[0]) is not None
    return accusative or verb or (adjectives and not speakers.definite(place.before))


def _stem(word):
    """A noun without article, proclitic and possessive pronoun, where a naming noun is left: منصته -> منصة."""
    naming = cues.words("naming")
    stem = speakers.bare(word)
    if stem[:1] in "وفبلك" and len(stem) > 3 and (stem[1:] in naming or speakers.sort_of(stem[1:])):
        stem = stem[1:]
    if stem.endswith(("ته", "تها", "تهم")) and (base := stem[: stem.rindex("ت")] + "ة") in naming:
        return base
    if stem.endswith(("ه", "ها")) and len(stem) > 3 and (base := stem.rstrip("ا").removesuffix("ه")) in naming:
        return base
    return stem


def _head_noun(place, stem):
    """The rule for a quotation behind an institution, a person or a rank, or ""."""
    n, before, sort = place.n, place.before, speakers.sort_of(stem)
    if n == 1 and stem in cues.words("document"):
        return ""  # تحقيق "شفاف"
    if sort in ("body", "group", "person") and not speakers.definite(before):
        return "head noun"
    if sort == "rank" or (before in cues.words("rank") and n <= TERM_WORDS):
        return "rank"
    if n <= TERM_WORDS and not nouns.looks_adjective(place.words[-1]) and _apposition(place):
        return "head noun"
    return ""


def _apposition(place):
    """True behind a whole noun phrase of what has a name: موقع التواصل الاجتماعي "تويتر"."""
    passage, k = place.passage, place.place_before
    if place.n == 1 and place.words[0].endswith("ة") and not speakers.definite(place.words[0]):
        return False  # للتحالف العربي "معيبة"
    if place.n == 1 and place.words[0].endswith("ية") and place.report is not None and place.repeats == 1:
        return False  # دول الخليج "الغنية"
    event = _VERBAL_NOUN.match(place.words[0]) or _EVENT.match(place.words[0])
    if event and place.n > 1:
        return False  # طلب من إدارة السجون الإسرائيلية "ممارسة الضغط"
    start = k
    while k >= place.first and k > start - 3 and passage.words[k].startswith("ال") and passage.quote[k] < 0:
        k -= 1
    if k == start or k < place.first:
        return False
    head = passage.words[k].removesuffix("ه") if passage.words[k].endswith("به") else passage.words[k]
    if head[0] in "وفبل" and head not in cues.words("naming") and not speakers.sort_of(head):
        head = head[1:]
    return head in cues.words("naming") or speakers.sort_of(head) == "body"
