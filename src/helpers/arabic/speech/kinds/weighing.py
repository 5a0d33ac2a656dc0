"""How likely a quotation is reported speech, weighed from what stands around it: a logistic regression.

The rules of `quotations` decide by the first that holds; this looks at everything at once, their answer included. The
weights are in resources/speech/weights.tsv; `tests/fit_weights.py` fits them again.
"""

from functools import cache
from math import exp

from ..speakers.forms import particle, within
from ..text.signs import COMMA
from ..words import tables


@cache
def weights():
    """Return the weight of each feature, "" for the constant: dict."""
    return {name: float(weight) for name, weight in tables.rows("weights.tsv")}


def probability(place, verdict):
    """Probability (0-1) that a quotation is reported speech; arguments as of `features`."""
    known, found = weights(), _found(place, verdict)
    return 1 / (1 + exp(-sum([known[name] * value for name, value in found.items() if value and name in known])))


def features(place, verdict):
    """Names of features -> values, of a Place and the Verdict of the rules."""
    return {name: float(value) for name, value in _found(place, verdict).items() if value}


def _found(place, verdict):
    unmarked = place.passage.text.count(" ".join(place.words)) - place.repeats
    found = {"": 1.0, f"kind={verdict.kind}": 1.0, f"rule={verdict.rule}": 1.0}
    found["repeated"], found["unmarked"] = min(place.repeats, 4), min(unmarked, 4)
    _of_words(found, place.words)
    _of_neighbours(found, place)
    _of_cues(found, place)
    return found


def _of_words(found, words):
    n, head, last = len(words), words[0], words[-1]
    found[f"words={n if n < 4 else '4-6' if n < 7 else '7-'}"] = 1
    found["words"] = min(n, 15) / 15
    found["article first"], found["article last"] = head.shape("begins_al"), last.shape("begins_al")
    found["article throughout"] = all(word.shape("begins_al") for word in words)
    found["verb prefix first"] = head[0] in "يتن" and len(head) > 3
    found["feminine first"], found["digit first"] = head.shape("ends_fem"), head[0].isdigit()
    found["latin"] = head[0].isascii() and head[0].isalpha()
    found[f"first={head}"] = head.has("weigh_first")


def _of_neighbours(found, place):
    k, before, behind = place.place_before, place.before, place.following
    before_name = '"' if k >= place.first and place.passage.quote[k] >= 0 else before
    found[f"proclitic={place.proclitic}"] = 1
    for name in ("complementiser", "equation", "charge", "document"):
        found[f"before is {name}"] = before.has(name)
    found[f"before={before_name}"] = before.has("weigh_before") or before_name in ("", '"', ":", COMMA)
    found["before has article"] = before.shape("begins_al")
    found[f"behind={behind}"] = behind.has("weigh_behind") or behind in ("", COMMA, ".", '"', ":", ")", "(")
    found["behind has article"] = behind.shape("begins_al")
    found["place"] = min(place.item - place.first, 30) / 30
    found["length"] = min(place.end - place.first, 60) / 60


def _of_cues(found, place):
    passage, item, bounds = place.passage, place.item, (place.first, place.end)
    hits = [(i, passage.words[i].report) for i in within(passage.reporting, *bounds) if passage.quote[i] < 0]
    hits = [(i, hit[1]) for i, hit in hits if not particle(passage, bounds, (i, *hit))]
    before, behind = [h for h in hits if h[0] < item], [h for h in hits if h[0] > item]
    found["no cue before"], found["no cue behind"], found["cues before"] = not before, not behind, min(len(before), 3)
    if behind:
        i, cue = behind[0]
        found[f"cue behind={cue.kind}"], found["cue near behind"] = 1, i - item <= 3
        found["distance behind"] = min(i - item, 10) / 10
    if not before:
        return
    i, cue = before[-1]
    distance, between = item - i, passage.words[i + 1 : item]
    near = 1 if distance == 1 else 2 if distance == 2 else 5 if distance <= 5 else 12 if distance <= 12 else 13
    found[f"distance={near}"], found["distance"] = 1, min(distance, 30) / 30
    found[f"cue={cue.kind}"] = found[f"takes={cue.takes}"] = found[f"stance={cue.stance}"] = 1
    found[f"takes={cue.takes} {'near' if distance <= 3 else 'far'}"], found["certain"] = 1, cue.certain
    found["complementiser between"] = any(word.has("complementiser") for word in between)
    found["commas between"] = min(between.count(COMMA), 3)
    found["clause between"] = any(word.has("weigh_clause") for word in between)
    found["quotation between"] = any(passage.quote[k] >= 0 for k in range(i + 1, item))
    found[f"preposition={next((word for word in reversed(between) if word.has('weigh_preposition')), '')}"] = 1
    k, cue = before[0]
    found[f"first cue={cue.kind}"] = found[f"first takes={cue.takes}"] = 1
    found["first cue opens"] = k - place.first <= 2
    found["complementiser behind first"] = any(word.has("complementiser") for word in passage.words[k + 1 : item])
    for name in ("label", "topic"):
        found[f"any {name}"] = any(cue.takes == name for _, cue in before)
    found["any clause"] = any(cue.takes == "clause" and cue.certain for _, cue in before)
