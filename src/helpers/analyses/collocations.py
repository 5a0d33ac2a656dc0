"""Collocations: the words that stand near a word (the node) more often than chance would put them there.

Definitions. Window: up to `window` words before and behind each occurrence of the node, within its document and, unless
told otherwise, its sentence. All tokens take up places, stop words and numbers too.
N   = tokens of the corpus outside the occurrences of the node.
R1  = tokens in at least one window. Each counts once, also where two windows overlap; the node's own tokens are
      not among them, so that a node is never its own collocate.
C1  = occurrences of the collocate outside the node (another than all of them only for a word of a node of several).
O11 = occurrences of the collocate in the windows.
E11 = R1 C1 / N, the O11 expected if the collocate were spread evenly over those N tokens. It is corrected for the
      window: R1 is about 2 · window · the node's frequency. Formulas that use the frequency of the node instead give
      larger MI and logDice scores; numbers compare only with the same window (Evert 2008).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from .. import schema
from ..arguments import TOKENS, WORDS, frame, takes
from ..corpus import counts
from ..corpus.search import nodes, windows
from ..corpus.words.forms import forms_behind
from ..errors import ArgumentError, NotEnoughData, NotFound, check_choice
from ..measures import association

MEASURES = {
    "log_dice": association.log_dice, "mi": association.mi, "mi3": association.mi3, "t": association.t_score,
    "z": association.z_score, "g2": association.g2, "log_ratio": association.log_ratio,
    "delta_p_forward": association.delta_p_forward, "delta_p_backward": association.delta_p_backward,
}  # fmt: skip
SORTS = ("O11", *MEASURES)
_TABLE = frame("collocations.table", "collocate", "O11", "E11", "p_adjusted", "kind", "is_stop")


@takes()
def table(tokens, node, *, window=5, side="both", within_sentence=True, min_n=5, min_docs=3, sort="g2"):
    """The collocates of a node.

    node: a word, meaning all that `nodes.rows` tells (at the level lemma all forms of it), a run of neighbouring words
    (مكافحة الإرهاب), or a list of such, any of which is then the node. window, side, within_sentence: as in
    `windows.around`. min_n, min_docs: a collocate stands in the windows so often, in so many documents. sort: a column
    of measures, largest first; equal ones by O11. g2, which has no sign, is sorted as if negative where O11 is below
    E11. Returns node (as asked for), collocate, O11, E11, log_dice, mi, mi3, t, z, g2, log_ratio, delta_p_forward,
    delta_p_backward, n_docs (in which they co-occur); then R1, C1, N as defined above; n (the collocate in the corpus),
    p_adjusted (of g2, Holm, over all terms frequent enough to be listed), kind, is_stop, forms (the spellings of the
    collocate in the windows; they add up to O11). Stop words, numbers and words that avoid the node (O11 < E11) are
    listed too; see `content`. No row where nothing reaches min_n and min_docs. Raises NotFound for a node that does not
    occur, with the nearest spellings; NotEnoughData when the windows hold the whole corpus, so that there is nothing to
    compare them with. Caveat: mi, z and log_ratio favour rare collocates, t and mi3 frequent ones. So does log_dice
    near a frequent node, since R1 is then far larger than C1 and the rank follows O11. With few documents look at
    n_docs.
    """
    check_choice("sort", sort, SORTS)
    start, end = _where(tokens, node, within_sentence)
    near, inside = windows.around(tokens, start, end, window=window, side=side, within_sentence=within_sentence)
    counted = _counted(tokens, near, inside)
    able = (counted["C1"] >= min_n) & (tokens.terms["n_docs"] >= min_docs)
    counted = counted[able & (counted["C1"] > 0)]
    if len(counted) and (counted["R1"] == counted["N"]).all():
        raise NotEnoughData(
            f'The windows of "{_name(node)}" hold all other {counted["N"].iloc[0]:,} tokens of the corpus, so there is '
            "nothing to compare them with; take a smaller window or more documents."
        )
    found = _measured(counted) if counted["R1"].any() else counted.iloc[:0]
    found = found[(found["O11"] >= max(min_n, 1)) & (found["n_docs"] >= min_docs)]
    terms = tokens.terms.iloc[found.index]
    about = {name: terms[name] for name in ("n", "kind", "is_stop")}
    in_windows = np.bincount(tokens.form[near], minlength=len(tokens.forms))
    spellings = forms_behind(replace(tokens, forms=tokens.forms.assign(n=in_windows)), found.index)
    found = found.assign(node=_name(node), collocate=terms["term"], **about, forms=spellings)
    return _ordered(found, sort)


@takes()
def several(tokens, wanted, **options):
    """The collocates of several nodes in one table: the rows of `table` for each node of the list, in its order.

    A node that does not occur has no row (`nodes.found` says why); NotEnoughData when none of them occurs.
    """
    return pd.concat([table(tokens, node, **options) for node in _there(tokens, wanted, options)], ignore_index=True)


def _there(tokens, wanted, options):
    """The nodes of a list that occur."""
    if not len(wanted):
        raise ArgumentError("There is no node; give a list of words.")
    place = {"within_sentence": options.get("within_sentence", True)}
    there = [node for node in wanted if _occurs(tokens, node, place)]
    if not there:
        listed = ", ".join(f'"{_name(node)}"' for node in wanted)
        raise NotEnoughData(f"None of the nodes {listed} occurs; see [collocations] nodes in study.toml.")
    return there


def _occurs(tokens, node, place):
    try:
        return bool(len(_where(tokens, node, **place)[0]))
    except NotFound:
        return False


def _where(tokens, node, within_sentence):
    """(start, end) of the occurrences of a node; NotFound when there is none."""
    wanted = [node] if isinstance(node, str) else list(node)
    if not wanted:
        raise ArgumentError("There is no node; give a word or a list of words.")
    found = nodes.union([nodes.occurrences(tokens, words, within_sentence=within_sentence) for words in wanted])
    if not len(found[0]):
        where = "a sentence" if within_sentence else "a document"
        raise NotFound(nodes.APART.format(word=_name(node), where=where))
    return found


def _name(node):
    return node if isinstance(node, str) else " | ".join(node)


def _counted(tokens, near, inside):
    """O11, n_docs, R1, C1, N of every row of the terms; near, inside: what `windows.around` returns."""
    n, n_docs = windows.count(tokens, near)
    own, _ = windows.count(tokens, inside)
    sizes = {"R1": len(near), "C1": tokens.terms["n"] - own, "N": len(tokens) - len(inside)}
    return pd.DataFrame({"O11": n, "n_docs": n_docs, **sizes}, index=tokens.terms.index)


def _measured(counted):
    """Add E11, all measures, and p_adjusted over the rows given."""
    cells = association.from_marginals(*(counted[name].to_numpy() for name in ("O11", "R1", "C1", "N")))
    values = {name: measure(*cells) for name, measure in MEASURES.items()}
    p = association.adjust(association.p_value(values["g2"]))
    return counted.assign(E11=association.expected(*cells), **values, p_adjusted=p)


_COLUMNS = (*schema.TABLES["collocations"], "R1", "C1", "N", "n", "p_adjusted", "kind", "is_stop", "forms")


def _ordered(found, sort):
    missing = {name: np.empty(0) for name in _COLUMNS if name not in found}
    found = found.assign(**missing).astype({"node": "str", "collocate": "str"})
    value = found[sort] * np.where(found["O11"] < found["E11"], -1, 1) if sort == "g2" else found[sort]
    ranks = found["collocate"].rank().to_numpy()
    order = np.lexsort((ranks, -found["O11"].to_numpy(), -value.to_numpy()))
    return found.iloc[order].reset_index(drop=True)[list(_COLUMNS)]


@takes(collocates=_TABLE)
def content(collocates, *, numbers=False, latin=False, min_length=2, p=0.01):
    """Keep the rows of a table of collocates that are content words tied to the node, in their order.

    Stop words go; numbers and Latin words go unless let in; so do collocates shorter than min_length letters, those
    that stand near the node no more often than expected (O11 <= E11), and those whose p_adjusted is above p.
    """
    keep = ~collocates["is_stop"] & (collocates["collocate"].str.len() >= min_length)
    if not numbers:
        keep &= collocates["kind"] != "number"
    if not latin:
        keep &= collocates["kind"] != "latin"
    keep &= (collocates["O11"] > collocates["E11"]) & (collocates["p_adjusted"] <= p)
    return collocates[keep].reset_index(drop=True)


@takes()
def network(tokens, wanted, *, top=20, weight="log_dice", links=False, **options):
    """Edges between nodes and their strongest content collocates, for a drawing.

    wanted: a list of nodes as in `table`. top: collocates of each. weight: the measure they are chosen and weighed
    by. links: also edges between collocates, where these attract each other. options: as in `table` (window, side,
    within_sentence, min_n, min_docs).
    Returns node, collocate, weight, n (O11), n_docs, order (1 = collocate of a node, 2 = between collocates). A node
    of one word bears the name of its term as tables show it (for الإرهاب at the level lemma إرهاب), so that it is
    one vertex with a collocate of the same word; an edge of order 2 is measured in the windows of its rarer end.
    Two nodes that are collocates of each other have two rows, one from the windows of each. Nodes that do not occur are
    passed over as in `several`. Errors as `several`.
    """
    check_choice("weight", weight, SORTS)
    wanted = _there(tokens, wanted, options)
    blocks = [content(table(tokens, node, sort=weight, **options)).head(top) for node in wanted]
    blocks = [b.assign(node=_vertex(tokens, node), order=1) for b, node in zip(blocks, wanted, strict=True)]
    names = list(dict.fromkeys(name for block in blocks for name in block["collocate"]))
    if links:
        blocks += _links(tokens, names, {_vertex(tokens, node) for node in wanted}, weight, options)
    edges = pd.concat(blocks, ignore_index=True).assign(n=lambda e: e["O11"], weight=lambda e: e[weight].astype(float))
    return edges[["node", "collocate", "weight", "n", "n_docs", "order"]]


def _vertex(tokens, node):
    if not isinstance(node, str) or len(nodes.cut(node)) > 1:
        return _name(node)
    meant = tokens.terms.iloc[nodes.rows(tokens, node)]
    return meant.sort_values("n", ascending=False, kind="stable")["term"].iloc[0]


def _links(tokens, names, already, weight, options):
    """Rows of `table`, for each pair of collocates that attract each other, with order = 2."""
    place = {key: options[key] for key in ("window", "side", "within_sentence") if key in options}
    min_n, min_docs = options.get("min_n", 5), options.get("min_docs", 3)
    terms = tokens.terms[tokens.terms["term"].isin(names) & ~tokens.terms["term"].isin(already)]
    rows = terms.sort_values(["n", "term"]).index
    blocks = []
    for i, row in enumerate(rows):
        near, inside = windows.around(tokens, *nodes.of_rows(tokens, [row]), **place)
        counted = _counted(tokens, near, inside).loc[rows[i + 1 :]]
        counted = counted[(counted["O11"] >= max(min_n, 1)) & (counted["n_docs"] >= min_docs)]
        counted = counted[counted["R1"] < counted["N"]]
        found = _measured(counted)
        found = found[found["O11"] > found["E11"]]
        ends = {"node": tokens.terms["term"].loc[row], "collocate": tokens.terms["term"].loc[found.index]}
        blocks.append(found.assign(**ends, order=2).sort_values(weight, ascending=False, kind="stable"))
    return blocks


@takes(reference=TOKENS)
def compare(target, reference, node, *, window=5, side="both", within_sentence=True, min_n=5, min_docs=3):
    """The collocates of one node in two corpora side by side.

    target, reference: Tokens of the same level and folds. Other arguments: as in `table`; min_n and min_docs hold
    for either corpus.
    Returns node, collocate, O11_target, O11_reference, log_dice_target, log_dice_reference, log_ratio (of the shares
    of the windows, O11 / R1: +1 = twice as usual near the node in the target), lrc (its conservative bound, over
    all rows), g2, p_adjusted (Holm), n_docs_target, n_docs_reference, R1_target, R1_reference, is_stop, kind;
    sorted by lrc, then log_ratio. Raises NotFound as `table`, ArgumentError when level or folds differ.
    Caveat: a word more frequent in the whole target is so near the node too; compare the two logDice, or the
    keyness of the corpora. Source: Hardie 2014; Evert 2022.
    """
    if (target.level, target.folds) != (reference.level, reference.folds):
        raise ArgumentError("The two corpora have another level or other folds; build both with the same [terms].")
    sides = {}
    for name, part in (("target", target), ("reference", reference)):
        try:
            start, end = _where(part, node, within_sentence)
        except NotFound as error:
            raise NotFound(f"In the {name}: {error}") from error
        place = {"window": window, "side": side, "within_sentence": within_sentence}
        counted = _counted(part, *windows.around(part, start, end, **place))
        if not counted["R1"].any() or (counted["R1"] == counted["N"]).all():
            raise NotEnoughData(f'The windows of "{_name(node)}" in the {name} hold no token, or all of them.')
        sides[name] = counted.set_index(pd.Index(part.terms["key"], name="key"))
    enough = [s.index[(s["O11"] >= max(min_n, 1)) & (s["n_docs"] >= min_docs)] for s in sides.values()]
    found = _side_by_side(sides, enough[0].union(enough[1]))
    about = pd.concat([p.terms.set_index("key")[["term", "is_stop", "kind"]] for p in (target, reference)])
    about = about[~about.index.duplicated()].reindex(found.index)
    found = found.assign(node=_name(node), collocate=about["term"], is_stop=about["is_stop"], kind=about["kind"])
    found = found.astype({"node": "str", "collocate": "str", "is_stop": "bool"})
    found = found.sort_values(["lrc", "log_ratio", "collocate"], ascending=[False, False, True], ignore_index=True)
    ends = ["node", "collocate"]
    return found[[*ends, *found.columns.drop(ends)]]


def _side_by_side(sides, keys):
    columns, cells = {}, []
    for name, counted in sides.items():
        r1, total = int(counted["R1"].iloc[0]), int(counted["N"].iloc[0])
        part = counted.reindex(keys, fill_value=0)
        near = association.from_marginals(part["O11"].to_numpy(), r1, part["C1"].to_numpy(), total)
        columns |= {f"O11_{name}": part["O11"], f"log_dice_{name}": association.log_dice(*near)}
        columns |= {f"n_docs_{name}": part["n_docs"], f"R1_{name}": r1}
        cells.append((part["O11"].to_numpy(), r1))
    (a, c), (b, d) = cells
    g2 = association.g2(a, b, c, d)
    ratios = {"log_ratio": association.log_ratio(a, b, c, d), "lrc": association.lrc(a, b, c, d), "g2": g2}
    columns |= ratios | {"p_adjusted": association.adjust(association.p_value(g2))}
    order = ["O11", "log_dice", *ratios, "p_adjusted", "n_docs", "R1"]
    names = [x for o in order for x in ([o] if o in columns else [f"{o}_target", f"{o}_reference"])]
    return pd.DataFrame(columns, index=keys)[names]


@takes(n=WORDS)
def clusters(tokens, node, *, n=3, min_n=5, min_docs=1, within_sentence=True):
    """Runs of n neighbouring terms that hold the node: what it is phrased with.

    node: as in `table`; of a list, those that occur. min_n, min_docs: a cluster occurs so often, in so many documents.
    within_sentence: clusters do not cross the end of a sentence (else of a document). Returns node, cluster, n, n_docs,
    range (share of the documents that hold it, 0-1); most frequent first. Clusters overlap, and one that holds the node
    twice counts once. At the level lemma a cluster is counted by dictionary forms and shown
    as it is most often written. Raises NotFound for a node that does not
    occur, ArgumentError for an n not from the length of the node (or 2) to 10.
    """
    if not isinstance(node, str):
        node = _there(tokens, node, {"within_sentence": within_sentence})
    start, end = _where(tokens, node, within_sentence)
    longest = int((end - start).max())
    if n not in range(max(longest, 2), 11):
        raise ArgumentError(f'n is {n}, but clusters of "{_name(node)}" can have {max(longest, 2)} to 10 words.')
    first = np.unique(np.concatenate([(end - n + k)[end - n + k <= start] for k in range(n)]))
    first = first[(first >= 0) & (first + n <= len(tokens))]
    valid = tokens.doc[first] == tokens.doc[first + n - 1]
    if within_sentence:
        valid &= tokens.sent[first] == tokens.sent[first + n - 1]
    first = first[valid]
    places = [f"_{k}" for k in range(n)]
    runs = pd.DataFrame({name: tokens.term[first + k] for k, name in enumerate(places)}).assign(doc=tokens.doc[first])
    grouped = runs.groupby(places, sort=False)
    found = grouped["doc"].agg(n="size", n_docs="nunique").reset_index()
    keep = ((found["n"] >= min_n) & (found["n_docs"] >= min_docs)).to_numpy(bool)
    which = grouped.ngroup().to_numpy()
    inside = keep[which] if len(which) else np.zeros(0, bool)
    first, which, found = first[inside], (np.cumsum(keep) - 1)[which[inside]], found[keep]
    order = np.argsort(which, kind="stable")
    counted = (found[name].to_numpy() for name in ("n", "n_docs"))
    made = counts.TermRuns(found[places].to_numpy(), *counted, first[order], which[order])
    spelled = counts.as_written(tokens, made)
    found = found.assign(node=_name(node), cluster=spelled, range=found["n_docs"] / len(tokens.corpus))
    found = found.astype({"node": "str", "cluster": "str", "n": "int64", "n_docs": "int64"})
    found = found.sort_values(["n", "cluster"], ascending=[False, True], ignore_index=True)
    return found[["node", "cluster", "n", "n_docs", "range"]]
