"""The collocation network: nodes, their collocates, and what they share."""

import numpy as np
from matplotlib.collections import LineCollection

from ..errors import ArgumentError
from . import frames, label_places, rtl, style


@style.styled
def draw(edges, *, node="node", collocate="collocate", weight="weight", measure="LogDice", seed=0, title=None, ax=None):
    """Draw `edges` as a network: the nodes large, their collocates around them, shared ones between them.

    `edges` has a row a pair: two names and a weight; the wider the line, the heavier (`measure`: its name in the
    legend). The places come from springs (Fruchterman & Reingold 1991) between nodes fixed on a circle, and from
    `seed`;
    distance means nothing exact. Where a name would cover another one it is moved and keeps a thin line to its place.
    """
    import networkx

    edges = frames.finite(frames.require(edges, node, collocate, weight), weight)
    if (edges[node].astype(str) == edges[collocate].astype(str)).any():
        raise ArgumentError("An edge of the network joins a word to itself; take such rows out of the table.")
    graph = networkx.Graph()
    for a, b, w in edges[[node, collocate, weight]].itertuples(index=False):
        graph.add_edge(str(a), str(b), weight=float(w))
    heads = list(dict.fromkeys(edges[node].astype(str)))
    ax = frames.axes(ax, width="double", height=125)
    ax.set_axis_off()
    frames.title(ax, title)
    places = _places(networkx, graph, heads, seed)
    weights = np.array([data["weight"] for _, _, data in graph.edges(data=True)])
    span = weights.max() - weights.min()
    widths = 0.4 + 2.4 * (weights - weights.min()) / span if span else np.full(len(weights), 1.4)
    lines = [(places[a], places[b]) for a, b in graph.edges]
    ax.add_collection(LineCollection(lines, linewidths=widths, colors="#9CCBE8", zorder=1))
    words = sorted(graph, key=lambda word: (word not in heads, -graph.degree[word], word))
    points = np.array([places[word] for word in words])
    shades = [style.BLUE if w in heads else style.RED if graph.degree[w] > 1 else style.FAINT for w in words]
    ax.scatter(*points.T, s=[46 if w in heads else 10 for w in words], color=shades, zorder=3)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.09 * np.maximum(high - low, 1e-9)
    ax.set(xlim=(low[0] - margin[0], high[0] + margin[0]), ylim=(low[1] - 2.2 * margin[1], high[1] + margin[1]))
    written = label_places.write(ax, *points[: len(heads)].T, words[: len(heads)], fontsize="large", weight="bold",
                                 colour=style.BLUE)  # fmt: skip
    boxes = [text.get_window_extent() for text in written]
    label_places.write(ax, *points[len(heads) :].T, words[len(heads) :], taken=boxes)
    _legend(ax, weights, widths, measure)
    return ax


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


def _legend(ax, weights, widths, name):
    """Three sample lines with their weights."""
    picks = np.unique([weights.argmin(), np.argsort(weights)[len(weights) // 2], weights.argmax()])
    picks = picks[np.argsort(weights[picks])]
    for i in picks:
        ax.plot([], [], color="#9CCBE8", linewidth=widths[i], label=rtl.prepare(f"{weights[i]:.1f}"))
    frames.legend(ax, heading=name, loc="lower left", bbox_to_anchor=(0, -0.02), ncols=len(picks))
