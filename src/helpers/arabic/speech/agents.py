"""Who acts earlier in the sentence, for a reporting verb without a subject of its own."""

from . import cues, nouns, speakers

# A preposition with a pronoun between a verb and its subject: كلمة أدلى بها الوزير
BACK = frozenset("به بها فيه فيها خلاله خلالها عنه عنها منه منها معه معها عليه عليها اليه اليها".split())


def find(passage, first, i, cue):
    """The Mention behind the nearest verb before item i that agrees with it in gender (تسعى الوزيرة إلى …، وقالت).

    None where no verb has a subject that can speak.
    """
    words = passage.words
    for k in range(i - 2, first - 1, -1):
        if passage.quote[k] >= 0 or not (words[k] in BACK or _verb(words, k, first, cue.gender)):
            continue
        mention = speakers.follows(passage, k + 1, i)
        if mention is not None and _speaks(words, mention) and _agrees(words[mention.first], cue.gender):
            return mention
    return None


def _agrees(head, gender):
    """False for a common noun of the other gender: المنظمة of قال, الوزير of قالت."""
    common = nouns.sort_of(head) in ("person", "body")
    return not common or gender == "" or gender == ("f" if head.endswith(("ة", "ات")) else "m")


def _verb(words, k, first, gender):
    """True where item k has the form of a finite verb of that gender ("": any)."""
    word = words[k]
    stem = word[1:] if word[0] in "وف" and len(word) > 4 else word
    if nouns.definite(word) or len(stem) < 4 or nouns.sort_of(stem) or not word[0].isalpha():
        return False
    if any(stem in cues.words(sort) for sort in ("boundary", "time", "adverb", "inside_role", "opener", "thing")):
        return False
    before = words[k - 1] if k > first else ""
    if before in cues.words("relative") or before in ("ان", "بان") or cues.find(before):
        return False
    if stem.endswith(("ه", "ها")) and not stem.endswith("الله"):
        return True  # كلمة ألقاها الوزير: a noun with a pronoun has no noun behind it
    feminine = stem[0] == "ت" and not stem.endswith(("ة", "ات")) or (stem.endswith("ت") and not stem.endswith("ات"))
    masculine = stem[0] == "ي" and not stem.endswith(("ة", "ت"))
    return feminine and gender in ("f", "") or masculine and gender in ("m", "")


def _speaks(words, mention):
    head = words[mention.first]
    if head == "الله" or (head.endswith("ين") and nouns.definite(head)):
        return False  # رحمه الله, حملت المسؤولين
    if mention.role_first >= 0 or nouns.sort_of(head) in ("person", "rank", "body", "group"):
        return True
    adjective = nouns.definite(head) and head.endswith(("ة", "ى"))  # سياستها الإقليمية
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not adjective


def feminine(passage, first, i):
    """The nearest feminine noun before item i that can speak (على وزيرة الخارجية وحول من وصفتهم), or None."""
    words = passage.words
    for k in range(i - 2, first, -1):
        word = words[k]
        if passage.quote[k] < 0 and word.endswith("ة") and nouns.sort_of(word) == "person":
            adjective = nouns.definite(word) == nouns.definite(words[k - 1])  # الانتخابات البرلمانية
            adjective = adjective and words[k - 1] not in cues.words("boundary")
            if not adjective and nouns.sort_of(words[k - 1]) != "body":
                return speakers.follows(passage, k, i)
    return None


def titled(passage, first, i):
    """The first name with a role before item i, wherever it stands in the sentence, or None."""
    for k in range(first, i - 1):
        if passage.quote[k] < 0 and nouns.sort_of(passage.words[k]) == "person":
            mention = speakers.follows(passage, k, i)
            if mention is not None and mention.role_first >= 0:
                return mention
    return None


def between(passage, first, i, cue):
    """The noun phrase between a conjunction and the verb at item i (…، لكن المنظمة قررت), or None."""
    words = passage.words
    for k in range(i - 1, max(first, i - 9), -1):
        if passage.quote[k] >= 0 or words[k] in "،؛":
            return None
        but = words[k - 1] in ("بيد", "الا", "غير") if words[k] == "ان" else words[k] in cues.words("opener")
        if words[k] in cues.words("complementiser") and not but:
            return None  # what somebody else says
        if but:
            mention = speakers.follows(passage, k + 1, i) if k + 1 < i else None
            whole = mention is not None and max(mention.last, mention.role_last) == i - 1
            classed = whole and nouns.sort_of(words[mention.first]) in ("person", "body", "group")
            return mention if classed and _agrees(words[mention.first], cue.gender) else None
    return None
