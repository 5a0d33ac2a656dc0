"""How likely a quotation is reported speech, weighed from what stands around it: a logistic regression.  The rules of `quoted` decide by the first that has an answer; this looks at everything at once, their answer included. The weights are in resources/speech/weights.tsv, with what they were fitted on"""

from functools import cache
from math import exp

from ..speakers.forms import Form
from ..words import tables
from ..words.annotation import NOTHING

_BEFORE = frozenset(
    "الى على عن من في ان بان بانه بانها انه انها هو هي ما و او مع ضد اسم هذه هذا كلمة ذلك لقب شعار عبارة : ،".split()
)
_BEHIND = frozenset('، . " و في من على ان الى التي الذي : ) ('.split())
_FIRST = frozenset("ان انه انها لا لم لن ما نحن هذا هذه كل من في على لكن قد سوف غير حتى".split())
_CLAUSE = frozenset("التي الذي الذين حيث بعد قبل بينما فيما لكن عندما اثر خلال".split())
_PREPOSITIONS = ("الى", "على", "عن", "ب", "من")


@cache
def weights():
    """Return the weight of each feature, "" for the constant: dict."""
    return {name: float(weight) for name, weight in tables.rows("weights.tsv")}


def probability(*place):
    """Probability (0-1) that a quotation is reported speech; arguments as of `features`."""
    known = weights()
    return 1 / (1 + exp(-sum(value * known.get(name, 0.0) for name, value in features(*place).items())))


def features(passage, item, bounds, words, counts, verdict):
    """Names of features -> values.

    passage, item, bounds: the Passage, the item of the quotation, the first item of its sentence and the item after
    the last. words: inside the marks. counts: how often the text has these words in marks, and how often without.
    verdict: (kind, rule) of the rules.
    """
    first, end = bounds
    found = {"": 1.0, f"kind={verdict[0]}": 1.0, f"rule={verdict[1]}": 1.0}
    found["repeated"], found["unmarked"] = min(counts[0], 4), min(counts[1], 4)
    _of_words(found, words)
    _of_neighbours(found, passage, item, first, end)
    _of_cues(found, passage, item, first, end)
    return {name: float(value) for name, value in found.items() if value}


def _of_words(found, words):
    n = len(words)
    found[f"words={n if n < 4 else '4-6' if n < 7 else '7-'}"] = 1
    found["words"] = min(n, 15) / 15
    if words:
        head, last = words[0], words[-1]
        found["article first"], found["article last"] = head.startswith("ال"), last.startswith("ال")
        found["article throughout"] = all(word.startswith("ال") for word in words)
        found["verb prefix first"] = head[0] in "يتن" and len(head) > 3
        found["feminine first"], found["digit first"] = head.endswith("ة"), head[0].isdigit()
        found["latin"] = head[0].isascii() and head[0].isalpha()
        if head in _FIRST:
            found[f"first={head}"] = 1


def _of_neighbours(found, passage, item, first, end):
    words, k, proclitic = passage.words, item - 1, ""
    if k >= first and words[k].has("proclitic") and passage.quote[k] < 0:
        proclitic, k = words[k], k - 1
    before = "" if k < first else '"' if passage.quote[k] >= 0 else words[k]
    behind = words[item + 1] if item + 1 < end else NOTHING
    found[f"proclitic={proclitic}"] = 1
    for name in ("complementiser", "equation", "charge", "document"):
        found[f"before is {name}"] = before in tables.members(name)
    found[f"before={before}"] = before in _BEFORE or before in ("", '"')
    found["before has article"] = before.startswith("ال")
    found[f"behind={behind}"] = behind in _BEHIND or behind == ""
    found["behind has article"] = behind.startswith("ال")
    found["place"], found["length"] = min(item - first, 30) / 30, min(end - first, 60) / 60


def _of_cues(found, passage, item, first, end):
    words = passage.words
    hits = [(i, hit) for i in range(first, end) if passage.quote[i] < 0 and (hit := words[i].report)]
    hits = [(i, hit[1]) for i, hit in hits if not Form(passage, (first, end), (i, *hit)).particle]
    before, behind = [h for h in hits if h[0] < item], [h for h in hits if h[0] > item]
    found["no cue before"], found["no cue behind"], found["cues before"] = not before, not behind, min(len(before), 3)
    if behind:
        i, cue = behind[0]
        found[f"cue behind={cue.kind}"], found["cue near behind"] = 1, i - item <= 3
        found["distance behind"] = min(i - item, 10) / 10
    if not before:
        return
    i, cue = before[-1]
    distance, between = item - i, words[i + 1 : item]
    near = 1 if distance == 1 else 2 if distance == 2 else 5 if distance <= 5 else 12 if distance <= 12 else 13
    found[f"distance={near}"], found["distance"] = 1, min(distance, 30) / 30
    found[f"cue={cue.kind}"] = found[f"takes={cue.takes}"] = found[f"stance={cue.stance}"] = 1
    found[f"takes={cue.takes} {'near' if distance <= 3 else 'far'}"], found["certain"] = 1, cue.certain
    complementisers = tables.members("complementiser")
    found["complementiser between"] = any(word in complementisers for word in between)
    found["commas between"] = min(between.count("،"), 3)
    found["clause between"] = any(word in _CLAUSE for word in between)
    found["quotation between"] = any(passage.quote[k] >= 0 for k in range(i + 1, item))
    found[f"preposition={next((word for word in reversed(between) if word in _PREPOSITIONS), '')}"] = 1
    k, cue = before[0]
    found[f"first cue={cue.kind}"] = found[f"first takes={cue.takes}"] = 1
    found["first cue opens"] = k - first <= 2
    found["complementiser behind first"] = any(word in complementisers for word in words[k + 1 : item])
    for name in ("label", "topic"):
        found[f"any {name}"] = any(cue.takes == name for _, cue in before)
    found["any clause"] = any(cue.takes == "clause" and cue.certain for _, cue in before)



