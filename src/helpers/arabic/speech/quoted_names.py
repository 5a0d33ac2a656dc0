"""Names in quotation marks: what stands before them or in them that makes a name of a short quotation."""

import re

from . import cues, nouns, speakers

_VERBAL_NOUN = re.compile("^(?:م.ا..ة|ا.ا.ة|ت...ة)$")  # محاربة, اقامة, تصفية
_EVENT = re.compile("^(?:ا.[تن]?.[اي]..?|ت..ي.|است..ا.)$")  # اختفاء, انقلاب, تحريض, استهداف

_VERB = re.compile("^س?[يت].{2,}ون$")  # سيدفعون

_FUTURE = re.compile("^س[يتن].{3,}$")  # ستغير

_ADJECTIVE = re.compile("^(?:..ي.ة|م...?ة|.ا..ة)$")  # سريعة, مميتة, قاتلة
_DEGREE = ("اكثر", "اقل", "غير", "شديد", "شديدة", "بلا", "دون", "بدون", "من", "في", "على")

_PARTICLES = (
    "في", "على", "عن", "من", "الى", "ضد", "مع", "حتى", "كي", "لكي", "لم", "لن", "لا", "ليس", "قد", "انه", "غير",
)  # fmt: skip

_TALKS = {"اتصال", "حديث", "مقابلة", "حوار", "لقاء", "تصريح", "تصريحات", "مداخلة"}
_OCCASIONS = {"ندوة", "ورشة", "مؤتمر", "ملتقى", "محاضرة", "مقال", "مقالا", "كتاب", "كتابا", "دراسة", "منتدى"}
_TITLED = (
    "قانون", "بعنوان", "عنوان", "كتاب", "كتابه", "كتابها", "رواية", "مسرحية", "مسلسل", "ديوان", "وثائقي", "برنامج",
    "فيلم", "قصيدة", "اغنية", "مقال",
)  # fmt: skip

NAME_WORDS, TERM_WORDS = 5, 3  # the longest name, the longest term


def by_context(place):
    """The rule that makes a name of a quotation by the word before it, or ""."""
    n, before, k = place.n, place.before, place.place_before
    if before == ":" and k > place.first and n <= 14 and _stem(place.passage.words[k - 1]) in _TITLED:
        return "title"  # تحت عنوان: "…"
    stem = _stem(before)
    if stem in cues.words("motto") and not place.proclitic:
        return "slogan"
    if n > (12 if titled(place) else NAME_WORDS) or place.place_before < 0:
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
    if _no_noun(place.words) and stem not in words_for_words and stem not in _TITLED:
        return ""  # عملية "لمنع تمدد القوات"
    if n == 1 and _EVENT.match(place.words[0]) and speakers.definite(place.following):
        return ""  # قضية "اختفاء" الصحفي
    return "naming noun" if stem in cues.words("naming") else _head_noun(place, stem)


def titled(place):
    """True behind a word for a title or for what has one: بعنوان "…", مؤلف كتاب "…"."""
    return not place.proclitic and _stem(place.before) in _TITLED


def of_occasion(place):
    """The rule for whom one speaks to, what a meeting or a text is about, and for a person's full name, or ""."""
    words, k = place.passage.words, place.place_before
    before = words[max(place.first, k - 7) : k]
    stems = {speakers.bare(form) for word in before for form in (word, word[1:])}
    if place.n <= TERM_WORDS and (place.before == "مع" or place.proclitic == "ل") and stems & _TALKS:
        return "to whom it is said"
    if place.before in ("حول", "عن") and stems & _OCCASIONS and place.n <= 12:
        return "what it is about"
    return "name of a person" if place.n <= 9 and place.words[1:2] in (["بن"], ["ابن"], ["بنت"]) else ""


def by_itself(place):
    """The rule that makes a name of a short quotation, or ""."""
    words = place.words
    if place.before in cues.words("pronoun_complementiser") and place.n > 1:
        return ""  # أنه "ارتكب خطأ"
    phrase = place.n > 2 and place.report is not None and any(
        nouns.attached(word) or word in ("في", "على", "عن", "من", "الى", "ضد", "مع") for word in words)  # fmt: skip
    if place.repeats > 2 - (not _said_twice(place)) and not phrase:
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


def predicate(place):
    """True where the words in marks may say what something is: اعتبر العقوبات "طعنة بالظهر"."""
    first = place.words[0]
    said = place.following in cues.words("complementiser") or place.following in cues.words("equation")
    return not speakers.definite(first) and first.endswith(("ة", "ا", "ي")) and not said and place.proclitic[-1:] != "ل"


def _said_twice(place):
    """True where words that are quoted twice are likely no name: اتهمه بـ"العنصرية", "أحلام الاستعمار"."""
    report = place.report
    if report is None or report.cue.kind == cues.PREPOSITION:
        return False
    called = report.cue.takes in ("topic", "label") and place.proclitic[-1:] == "ب"
    named = speakers.sort_of(_stem(place.before)) or place.words[0] in cues.words("naming") or len(place.words[0]) < 3
    return called or (place.n > 1 and not speakers.definite(place.words[0]) and not named)


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
    pair = place.report is not None and not any(map(speakers.definite, words)) and words[0].endswith("ة")
    pair = pair and len(words) == 2 and (words[1].endswith("ة") or words[1].startswith("لل"))  # دولة "راعية للإرهاب"
    joined = len(words) > 1 and all(word[0] == "و" for word in words[1:]) and not any(map(speakers.definite, words))
    return accusative or verb or joined or pair or (adjectives and not speakers.definite(place.before))


def _no_noun(words):
    """True where the words in marks begin with a preposition, a conjunction or a verb: no name begins so."""
    first = words[0]
    attached = first.startswith("لل") and len(first) > 4 or nouns.attached(first)
    attached = attached or (first[0] == "ل" and first.endswith(("ه", "ها", "هم")) and len(first) > 4)
    future = len(words) > 2 and _FUTURE.match(first) is not None
    return future or (len(words) > 1 and (attached or first in _PARTICLES))


def _stem(word):
    """A noun without article, proclitic and possessive pronoun, where a naming noun is left: منصته -> منصة."""
    naming = cues.words("naming")
    stem = speakers.bare(word)
    if stem[:1] in "وفبلك" and len(stem) > 2 and (stem[1:] in naming or speakers.sort_of(stem[1:])):
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
    said_of_it = n > 1 and nouns.looks_adjective(place.words[-1]) and not speakers.definite(place.words[0])
    if before != "امام" and sort in ("body", "group", "person") and not speakers.definite(before) and not said_of_it:
        return "head noun"  # not ضحية "حرب اقتصادية"
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
