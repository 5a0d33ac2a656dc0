import numpy as np
from factory import tokens_of


def test_a_selection_keeps_documents_and_counts_anew():
    tokens = tokens_of(["كتاب جديد كتاب", "بيت قديم"])
    part = tokens.select(np.array([True, False, True, False, False]))
    assert len(part) == 2 and len(part.corpus) == 2 and part.sizes.tolist() == [2, 0]
    assert part.terms.set_index("term")["n"].to_dict() == {"كتاب": 2, "جديد": 0, "بيت": 0, "قديم": 0}
    assert part.terms["n_docs"].sum() == 1 and len(part.terms) == len(tokens.terms)


def test_a_slice_of_dates_may_stand_beside_dates():
    dates = ["2020-02-01", "2021-03-01", "2022-03-01", ""]
    made = tokens_of(["كتاب", "بيت", "باب", "نهر"], date=dates)
    found = made.where(date=[slice("2020-01-01", "2020-12-31"), "2022-03-01"])
    assert found.corpus.documents["text"].to_list() == ["كتاب", "باب"]
