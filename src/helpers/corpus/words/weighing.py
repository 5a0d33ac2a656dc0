"""How much a run of words looks like a name or a fixed term where no rule of `compounds` takes it for one.

A logistic regression over signs that hold in any corpus: how much its words foretell each other, how many different
words stand on its two sides, what its first and its last word are as a rule. No word has a weight of its own. The
weights are in resources/morphology/name_weights.tsv; `tests/fit_names.py` fits them again.
"""

from functools import cache

import numba
import numpy as np

from ...arabic.segmentation import resource

LEAST = 10  # occurrences of a run below which its neighbours tell nothing
_WORD = (
    "definite", "bare", "single", "proper", "adjective", "country", "verb", "given", "place", "accusative", "ordinary",
    "suffixed", "relational", "linked",
)  # fmt: skip
_KINDS = ("title", "role", "time", "relative", "quantity", "empty", "direction", "link")
_SIDES = ("behind", "before")
_PLACES = (*(f"{sign} {side}" for sign in ("variety", "edge") for side in _SIDES), "clitic")


@cache
def weights():
    """The weight of each sign, "" for the constant: dict."""
    return {name: float(weight) for name, weight in resource("name_weights.tsv")[1:]}


def signs(facts, runs, found, plain, chosen):
    """The signs of the runs `chosen` (rows) that need no look at their places, name -> array.

    facts, runs, found: as `compounds` has them. plain: whether no word of a run speaks against a name.
    """
    first, last, npmi = runs.ids[chosen, 0], runs.ids[chosen, -1], found.npmi[chosen]
    made = {
        "spread": runs.n_docs[chosen] / runs.n[chosen], "npmi": npmi, "npmi squared": npmi**2,
        "forward": np.log(runs.forward[chosen]), "backward": np.log(runs.backward[chosen]),
        "both": np.log(found.both[chosen]), "either": np.log(found.either[chosen]),
        "head": found.head[chosen], "kind": found.kind[chosen], "plain": plain[chosen],
    }  # fmt: skip
    made |= {f"{size} words": np.full(len(chosen), runs.size == size) for size in (3, 4, 5)}
    for end, word in (("first", first), ("last", last)):
        made |= {f"{end} {name}": getattr(facts, name)[word] for name in _WORD}
        made |= {f"{end} {name}": facts.of[name][word] for name in _KINDS}
    return made


def sides(facts, runs, chosen):
    """The signs of the runs `chosen` (rows) that their places show, name -> array: what stands before and behind them.

    variety: the entropy of the neighbours, as a share of what is possible, where each edge of a sentence or a mark
    counts as a word of its own; edge: the share of places with no word beside them; clitic: of those with a conjunction
    or preposition in the first word. Source: Jin & Tanaka-Ishii 2006.
    """
    bounds = np.searchsorted(runs.which, chosen), np.searchsorted(runs.which, chosen, side="right")
    made = {}
    for side in _SIDES:
        variety, edge = np.zeros(len(chosen)), np.zeros(len(chosen))
        step = runs.size if side == "behind" else -1
        _beside(runs.at, *bounds, step, facts.form, facts.own.inner, facts.near, variety, edge)
        made |= {f"variety {side}": variety, f"edge {side}": edge}
    among, own = np.zeros(len(runs.n), bool), facts.own
    among[chosen] = True
    clitic = runs.share(among, lambda at: own.first[facts.form[at]] != own.inner[facts.form[at]])
    return made | {"clitic": clitic[chosen]}


def scores(facts, runs, found, plain, chosen):
    """The weighed sum of all signs of the runs `chosen` (bool), -inf of others: above 0 it is a name; as in `signs`.

    The places are looked at only where they may decide: of what is a name by no means less than all is added up.
    """
    result, rows, known = np.full(len(runs.n), -np.inf), np.flatnonzero(chosen), weights()
    result[rows] = known[""]
    for name, values in signs(facts, runs, found, plain, rows).items():
        if known.get(name):
            result[rows] += known[name] * values
    most = sum(max(known.get(name, 0.0), 0.0) for name in _PLACES)  # each of these signs is 0 to 1
    rows = rows[result[rows] + most >= 0]
    for name, values in sides(facts, runs, rows).items():
        result[rows] += known.get(name, 0.0) * values
    return result


@numba.njit(nogil=True, cache=True)
def _beside(at, begins, ends, step, form, inner, near, variety, edge):
    """Fill variety and edge of each run, whose places are at[begins:ends]; step: from a place to its neighbour."""
    for run in range(begins.size):
        n = ends[run] - begins[run]
        words = np.empty(n, np.int64)
        n_words = 0
        for place in range(begins[run], ends[run]):
            there = at[place] + step
            if 0 <= there < form.size and near[there - (1 if step > 0 else 0)]:
                words[n_words] = inner[form[there]]
                n_words += 1
        words[:n_words].sort()
        apart = n - n_words
        total = apart / n * np.log(n)
        alike = 0
        for i in range(n_words):
            alike += 1
            if i + 1 == n_words or words[i + 1] != words[i]:
                total -= alike / n * np.log(alike / n)
                alike = 0
        variety[run], edge[run] = total / np.log(max(n, 2)), apart / n
