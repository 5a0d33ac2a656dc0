import numpy as np
from factory import tokens_of


def test_a_selection_keeps_documents_and_counts_anew():
    tokens = tokens_of(["كتاب جديد كتاب", "بيت قديم"])
    part = tokens.select(np.array([True, False, True, False, False]))
    assert len(part) == 2 and len(part.corpus) == 2 and part.sizes.tolist() == [2, 0]
    assert part.terms.set_index("term")["n"].to_dict() == {"كتاب": 2, "جديد": 0, "بيت": 0, "قديم": 0}
    assert part.terms["n_docs"].sum() == 1 and len(part.terms) == len(tokens.terms)
