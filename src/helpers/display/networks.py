"""The collocation network: nodes, their collocates, and what they share."""

import warnings

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from ..arguments import BOTH, TEXTS, optional, takes
from ..errors import ArgumentError
from . import drawings, frames, label_places, language, rtl, style
from .label_places import NEAR

LINE = "#5BA3D0"
HEAD, SHARED = ("كلمة محورية", "node"), ("مصاحب مشترك", "shared collocate")  # in Arabic and in English


@takes(without=TEXTS, title=optional(BOTH))
@style.styled
def draw(
    edges, *, node="node", collocate="collocate", weight="weight", measure=None, without=(), seed=0, title=None,
    ax=None,
):  # fmt: skip
    """Draw `edges` as a network: the nodes large, their collocates around them, shared ones between them.

    `edges` has a row a pair: two names and a weight; the wider the line, the heavier (`measure`: its name in the
    legend, by default the column's, LogDice for "weight"). A pair with two rows has the heavier weight. Rows with
    order = 2 join collocates, in grey. The places come from springs (Fruchterman & Reingold 1991) between nodes fixed
    on a circle, and from `seed`; distance means nothing exact. without: nodes that were asked for and have no edge; the
    caption names them. Where a name would cover another one it is moved and
    keeps a thin line to its place; a warning says how many found no room.
    """
    import networkx

    edges = frames.finite(frames.require(edges, node, collocate, weight), weight)
    if (edges[node].astype(str) == edges[collocate].astype(str)).any():
        raise ArgumentError("An edge of the network joins a word to itself; take such rows out of the table.")
    first = edges["order"] == 1 if "order" in edges else edges[node].notna()
    if not first.any():
        raise ArgumentError("No row of the network has order 1: there is no node to draw.")
    heads = list(dict.fromkeys(edges.loc[first, node].astype(str)))
    graph = networkx.Graph()
    for a, b, w, own in zip(edges[node], edges[collocate], edges[weight], first, strict=True):
        before = graph.get_edge_data(str(a), str(b), {"weight": w, "own": False})
        graph.add_edge(str(a), str(b), weight=float(max(w, before["weight"])), own=bool(own or before["own"]))
    ax = frames.axes(ax, width="double", height=125, narrow=False)
    ax.set_axis_off()
    frames.title(ax, title)
    places = _places(networkx, graph, heads, seed)
    weights, widths = _lines(ax, graph, places)
    drawings.tell(words=len(graph), edges=graph.number_of_edges(), empty=[str(word) for word in without])
    _place(ax, edges[first].rename(columns={node: "node", collocate: "collocate"}), places, graph)
    shared = {w for w in graph if w not in heads and sum(head in graph[w] for head in heads) > 1}
    words = sorted(graph, key=lambda word: (word not in heads, word not in shared, -graph.degree[word], word))
    points = np.array([places[word] for word in words])
    shades = [style.BLUE if w in heads else style.RED if w in shared else style.FAINT for w in words]
    ax.scatter(*points.T, s=[46 if w in heads else 10 for w in words], color=shades, zorder=3)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.09 * np.maximum(high - low, 0.1)
    ax.set(xlim=(low[0] - margin[0], high[0] + margin[0]), ylim=(low[1] - 2.2 * margin[1], high[1] + margin[1]))
    made = _legend(ax, weights, widths, measured_by(edges, weight, measure), bool(shared))
    _name(ax, points, words, len(heads), np.vstack(_along(graph, places)), made)
    return ax


def measured_by(edges, weight, measure=None):
    """The name of the weight of the edges."""
    return measure or ("LogDice" if weight == "weight" else frames.heading(edges, weight))


def _place(ax, edges, places, graph):
    """An edge answers at its collocate; where that has several edges, or is a node, on the way to it."""
    at = []
    for one, other in zip(edges["node"].astype(str), edges["collocate"].astype(str), strict=True):
        way = 1.0 if graph.degree[other] == 1 else 0.7
        at.append(places[one] + way * (places[other] - places[one]))
    drawings.place(ax, *np.transpose(at), edges)


def _lines(ax, graph, places):
    """Draw the edges; return their weights and widths."""
    weights = np.array([data["weight"] for _, _, data in graph.edges(data=True)])
    span = np.ptp(weights)
    widths = 0.4 + 2.4 * (weights - weights.min()) / span if span else np.full(len(weights), 1.4)
    colours = [LINE if data["own"] else style.DOTS for _, _, data in graph.edges(data=True)]
    lines = [(places[a], places[b]) for a, b in graph.edges]
    ax.add_collection(LineCollection(lines, linewidths=widths, colors=colours, zorder=1))
    return weights, widths


def _along(graph, places):
    """Points along every edge: names keep off them where they can."""
    steps = np.linspace(0, 1, 60)[:, None]
    return [places[a] + steps * (places[b] - places[a]) for a, b in graph.edges]


def _name(ax, points, words, n_heads, avoid, legend):
    """Write the nodes first, then the other words; warn of names without room."""
    ax.figure.draw_without_rendering()
    taken = [legend.get_window_extent()]
    big = [(dx * 1.5, dy * 1.5) for dx, dy in NEAR] + [(dx * 3, dy * 3) for dx, dy in NEAR]
    names = [frames.term(word) for word in words]
    written = label_places.write(ax, *points[:n_heads].T, names[:n_heads], fontsize="large", weight="bold",
                                 colour=style.BLUE, taken=taken, avoid=avoid, near=big)  # fmt: skip
    taken += [Bbox.from_extents(a - 4, b - 4, a + 4, b + 4) for a, b in ax.transData.transform(points[:n_heads])]
    written += label_places.write(ax, *points[n_heads:].T, names[n_heads:], taken=taken, avoid=avoid)
    if len(written) < len(words):
        warnings.warn(
            f"{len(words) - len(written)} of {len(words)} words of the network have no room for their name. Take "
            "fewer collocates or a larger figure.",
            stacklevel=4,
        )


def _places(networkx, graph, heads, seed):
    """Nodes on a circle, collocates drawn to their nodes by springs, then all of it in a box of 1 x 0.7."""
    angle = np.pi / 2 + 2 * np.pi * np.arange(len(heads)) / max(len(heads), 1)
    fixed = {head: np.array([np.cos(a), np.sin(a)]) * (len(heads) > 1) for head, a in zip(heads, angle, strict=True)}
    generator = np.random.default_rng(seed)
    start = dict(fixed)
    for word in sorted(set(graph) - set(heads)):
        near = np.mean([fixed[head] for head in graph[word] if head in fixed] or [np.zeros(2)], axis=0)
        start[word] = near * 1.3 + generator.normal(0, 0.25, 2)
    plain = networkx.Graph(graph.edges)  # equal springs: the weights are in the lines
    found = networkx.spring_layout(
        plain, pos=start, fixed=heads if len(heads) > 1 else None, k=0.42, iterations=300, seed=seed, method="force"
    )
    return {word: place * (1, 0.7) for word, place in found.items()}


def _legend(ax, weights, widths, name, shared):
    """Three sample lines with their weights, and what the colours of the points mean."""
    picks = np.unique([weights.argmin(), np.argsort(weights)[len(weights) // 2], weights.argmax()])
    picks = picks[np.argsort(weights[picks])]
    shown = [frames.said(f"{name} {language.number(weight, '{:,.1f}')}") for weight in weights[picks]]
    keys = [Line2D([], [], color=LINE, linewidth=width, label=text)
            for width, text in zip(widths[picks], shown, strict=True)]  # fmt: skip
    for colour, text, here in ((style.RED, SHARED, shared), (style.BLUE, HEAD, True)):
        if here:
            keys.append(Line2D([], [], linestyle="", marker="o", color=colour, label=rtl.prepare(style.either(text))))
    columns = len(keys) if ax.bbox.width > 300 * ax.figure.dpi / 72 else 1
    if not language.from_right():
        keys.reverse()
    side, at = frames.begin(end=True), 0 if language.from_right() else 1
    return frames.legend(ax, handles=keys, loc=f"lower {side}", bbox_to_anchor=(at, -0.02), ncols=columns)
