"""Topic coherence against gensim 4.4.0 on its `common_texts` (nine documents), computed once and pinned."""

import numpy as np
import pytest

from helpers.measures import coherence

TEXTS = [
    "human interface computer",
    "survey user computer system response time",
    "eps user interface system",
    "system human system eps",
    "user response time",
    "trees",
    "graph trees",
    "graph minors trees",
    "graph minors survey",
]
TOPICS = ["human computer system interface", "graph minors trees eps"]
TERMS = sorted({word for text in TEXTS for word in text.split()})


def occurrences(size):
    doc = [number for number, text in enumerate(TEXTS) for _ in text.split()]
    term = [TERMS.index(word) for text in TEXTS for word in text.split()]
    return coherence.windows(doc, term, range(len(TERMS)), size=size)


# gensim 4.4.0, CoherenceModel(topics, texts=common_texts, coherence=...): value of each topic, their mean
@pytest.mark.parametrize(
    "measure, window, values, mean",
    [
        (coherence.u_mass, 110, [-0.7607247, -13.4493065], -7.1050156),
        (coherence.c_v, 110, [0.8175699, 0.4565951], 0.6370825),
        (coherence.c_uci, 10, [0.6081977, -12.0803841], -5.7360932),
        (coherence.c_npmi, 10, [0.2768027, -0.2211566], 0.0278231),
    ],
    ids=["gensim u_mass", "gensim c_v", "gensim c_uci", "gensim c_npmi"],
)
def test_gensim_common_texts(measure, window, values, mean):
    topics = [[TERMS.index(word) for word in topic.split()] for topic in TOPICS]
    result = measure(occurrences(window), topics)
    assert result == pytest.approx(values, abs=1e-7)
    assert result.mean() == pytest.approx(mean, abs=1e-7)


# Bouma 2009: contingency tables (O11, O12, O21, O22)
@pytest.mark.parametrize(
    "table, expected",
    [((10, 0, 0, 90), 1), ((1, 9, 9, 81), 0), ((0, 10, 10, 80), -1)],
    ids=["Bouma 2009: always together", "Bouma 2009: independent", "Bouma 2009: never together"],
)
def test_npmi_limits(table, expected):
    occurs = np.repeat([[1, 1], [1, 0], [0, 1], [0, 0]], table, axis=0)
    assert coherence.npmi(occurs, [(0, 1)]) == pytest.approx([expected], abs=1e-12)
