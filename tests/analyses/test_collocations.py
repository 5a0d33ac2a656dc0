"""A table of collocates computed by hand, and what the analysis does with every odd node."""

from math import log, log2, sqrt

import factory
import numpy as np
import pandas as pd
import pytest
from shared_files import SHARED, needs_shared

from helpers import schema
from helpers.analyses import collocations
from helpers.corpus import documents, tokens
from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import association

# With a window of one word the windows of نفط hold باب, جار, باب (first document) and باب, جار (second).
TEXTS = ["دار باب نفط جار دار باب. نفط باب", "باب نفط نفط جار دار"]
ALL = {"min_n": 1, "min_docs": 1}


@pytest.fixture(scope="module")
def made():
    return factory.tokens_of(TEXTS)


def by_name(table):
    return table.set_index("collocate")


def test_a_table_computed_by_hand(made):
    table = collocations.table(made, "نفط", window=1, sort="log_dice", **ALL)
    schema.check(table, "collocations")
    assert table["collocate"].tolist() == ["باب", "جار"]
    assert table["node"].tolist() == ["نفط"] * 2
    row = by_name(table).loc["باب"]
    # 13 tokens less 4 of the node; 5 in windows, of which 3 are باب, which occurs 4 times
    assert row[["O11", "R1", "C1", "N", "n", "n_docs"]].tolist() == [3, 5, 4, 9, 4, 2]
    e = 5 * 4 / 9
    expected = {
        "E11": e, "log_dice": 14 + log2(6 / 9), "mi": log2(3 / e), "mi3": log2(27 / e), "t": (3 - e) / sqrt(3),
        "z": (3 - e) / sqrt(e), "log_ratio": log2((3 / 5) / (1 / 4)), "delta_p_forward": 3 / 5 - 1 / 4,
        "delta_p_backward": 3 / 4 - 2 / 5,
        "g2": 2 * (3 * log(27 / 20) + 2 * log(18 / 25) + 1 * log(9 / 16) + 3 * log(27 / 20)),
    }  # fmt: skip
    assert row[list(expected)].astype(float).to_dict() == pytest.approx(expected)
    assert row["forms"] == "باب 3"
    assert not row["is_stop"]
    assert row["kind"] == "arabic"


def test_p_is_adjusted_for_all_terms_frequent_enough_not_only_those_found(made):
    table = by_name(collocations.table(made, "نفط", window=1, **ALL))
    # جار: O11 2, C1 2; دار: O11 0, C1 3: three tests
    p = association.p_value([association.g2(3, 1, 5, 4), association.g2(2, 0, 5, 4), association.g2(0, 3, 5, 4)])
    np.testing.assert_allclose(table.loc[["باب", "جار"], "p_adjusted"], association.adjust(p)[:2])
    t = factory.tokens_of(["نفط غاز. " * 10 + "دار. " * 6 + "باب. " * 5 + "جار. " * 4])
    few = by_name(collocations.table(t, "نفط", min_n=5, min_docs=1))  # the tests: غاز, دار and باب, not جار
    assert few["p_adjusted"].to_dict() == pytest.approx({"غاز": 3 * association.p_value(association.g2(10, 0, 10, 15))})


def test_thresholds_leave_rows_out_and_may_leave_none(made):
    assert len(collocations.table(made, "نفط", window=1, min_n=3, min_docs=1)) == 1
    assert len(collocations.table(made, "نفط", window=1, min_n=1, min_docs=3)) == 0
    empty = collocations.table(made, "نفط")
    assert len(empty) == 0
    schema.check(empty, "collocations")
    assert list(empty.columns) == list(collocations.table(made, "نفط", window=1, **ALL).columns)


def test_sentences_and_sides(made):
    across = by_name(collocations.table(made, "نفط", window=1, within_sentence=False, **ALL))
    assert across.loc["باب", "O11"] == 4
    pre = collocations.table(made, "نفط", window=1, side="pre", **ALL)
    assert pre[["collocate", "O11"]].values.tolist() == [["باب", 2]]
    post = collocations.table(made, "نفط", window=1, side="post", **ALL)
    assert post[["collocate", "O11"]].values.tolist() == [["جار", 2], ["باب", 1]]


def test_each_measure_can_sort(made):
    for sort in collocations.SORTS:
        table = collocations.table(made, "نفط", window=1, sort=sort, **ALL)
        assert len(table) == 2
        if sort != "g2":
            assert table[sort].is_monotonic_decreasing
    with pytest.raises(ArgumentError, match='sort is "logdice", but must be one of .*Did you mean "log_dice"'):
        collocations.table(made, "نفط", sort="logdice")


def test_words_that_avoid_the_node_come_last_by_g2():
    t = factory.tokens_of(["نفط غاز. " * 10 + "نفط دار. نفط شمس. شمس باب. شمس باب. " + "دار باب. " * 60])
    table = collocations.table(t, "نفط", sort="g2", **ALL)
    assert table["collocate"].tolist() == ["غاز", "شمس", "دار"]
    assert (table["O11"] > table["E11"]).tolist() == [True, True, False]
    assert table.loc[2, "g2"] > table.loc[1, "g2"] > 0


def test_a_node_of_several_words_takes_its_own_tokens_out():
    t = factory.tokens_of(["قانون مكافحة الإرهاب ضد مكافحة الفقر", "الفقر دار. دار"])
    table = by_name(collocations.table(t, "مكافحة الارهاب", window=2, **ALL))
    assert table.index.tolist() == ["ضد", "قانون", "مكافحة"]
    assert table.loc["مكافحة", ["O11", "C1", "n", "N", "R1"]].tolist() == [1, 1, 2, 7, 3]
    assert table["node"].unique().tolist() == ["مكافحة الارهاب"]


def test_a_list_of_alternatives_is_one_node():
    t = factory.tokens_of(["دار داعش باب", "جار تنظيم الدولة نفط غاز", "غاز نفط غاز"])
    table = by_name(collocations.table(t, ["داعش", "تنظيم الدولة"], window=1, **ALL))
    assert sorted(table.index) == sorted(["دار", "باب", "جار", "نفط"])
    assert table.loc["نفط", ["O11", "R1", "N"]].tolist() == [1, 4, 8]
    assert table["node"].unique().tolist() == ["داعش | تنظيم الدولة"]
    with pytest.raises(ArgumentError, match='"القاعدة" does not occur'):
        collocations.table(t, ["داعش", "القاعدة"])
    with pytest.raises(ArgumentError, match="There is no node; give a word or a list of words"):
        collocations.table(t, [])


def test_all_forms_of_a_lemma_are_the_node_and_forms_tell_what_was_counted():
    t = factory.tokens_of(["الحرب ضد الإرهاب. حرب والإرهاب. الحروب بارهاب", "دار حرب"], level="lemma")
    row = by_name(collocations.table(t, "إرهاب", **ALL)).loc["حرب"]
    assert row[["O11", "C1", "n"]].tolist() == [3, 4, 4]
    assert row["forms"] == "الحرب 1 · الحروب 1 · حرب 1"


def test_a_node_that_does_not_occur(made):
    with pytest.raises(ArgumentError, match='"نفظ" does not occur. Did you mean "نفط"'):
        collocations.table(made, "نفظ")
    with pytest.raises(ArgumentError, match='The words of "جار نفط" occur, but nowhere as neighbours in this order'):
        collocations.table(made, "جار نفط")
    with pytest.raises(ArgumentError, match="is no plain word"):
        collocations.table(made, "نف.*")


def test_windows_that_hold_everything_have_nothing_to_compare_with(made):
    one = made.where(doc_id="d1")
    with pytest.raises(NotEnoughData, match='The windows of "نفط" hold all other 3 tokens .*take a smaller window'):
        collocations.table(one, "نفط", window=50, **ALL)
    assert len(collocations.table(one, "نفط", window=1, **ALL)) == 2


def test_a_node_that_stands_alone_has_no_collocate():
    t = factory.tokens_of(["نفط. دار باب. نفط"])
    assert len(collocations.table(t, "نفط", **ALL)) == 0
    assert len(collocations.table(factory.tokens_of(["نفط نفط"]), "نفط", **ALL)) == 0


def test_stop_words_and_numbers_are_nodes_and_collocates_like_others():
    t = factory.tokens_of(["نفط في العراق 2021. دار", "غاز في سوريا NATO. دار دار"])
    table = collocations.table(t, "في", window=2, **ALL)
    assert set(table["collocate"]) == {"نفط", "العراق", "2021", "غاز", "سوريا", "NATO"}
    table = collocations.table(t, "نفط", **ALL)
    assert by_name(table).loc["في", "is_stop"]
    assert collocations.content(table, p=1)["collocate"].tolist() == ["العراق"]
    assert set(collocations.content(table, numbers=True, p=1)["collocate"]) == {"العراق", "2021"}


def test_content_leaves_out_what_may_be_chance():
    t = factory.tokens_of(["نفط غاز. " * 20 + "نفط دار. " + "دار باب. " * 200])
    table = collocations.table(t, "نفط", **ALL)
    assert set(table["collocate"]) == {"غاز", "دار"}
    assert collocations.content(table)["collocate"].tolist() == ["غاز"]
    assert collocations.content(table, p=1)["collocate"].tolist() == ["غاز"]  # دار avoids the node


LINKED = ["نفط غاز دار. " * 10 + "غاز دار. " * 10 + "شمس باب. " * 10 + "شمس غاز. " * 10 + "قمر جار. " * 200]


def test_the_network_holds_the_strongest_collocates_of_each_node():
    t = factory.tokens_of(LINKED)
    edges = collocations.network(t, ["نفط", "شمس"], top=1, min_docs=1)
    assert list(edges.columns) == ["node", "collocate", "weight", "n", "n_docs", "order"]
    assert edges["node"].tolist() == ["نفط", "شمس"]
    whole = collocations.content(collocations.table(t, "نفط", min_docs=1))
    strongest = whole.loc[0, ["collocate", "log_dice", "O11"]].tolist()
    assert edges.loc[0, ["collocate", "weight", "n"]].tolist() == strongest
    by_g2 = collocations.network(t, ["نفط"], weight="g2", min_docs=1)
    assert by_g2["weight"].tolist() == collocations.table(t, "نفط", sort="g2", min_docs=1)["g2"].tolist()
    with pytest.raises(ArgumentError, match="There is no node"):
        collocations.network(t, [])


def test_the_network_can_link_collocates_to_each_other():
    t = factory.tokens_of(LINKED)
    edges = collocations.network(t, ["نفط", "شمس"], min_docs=1, links=True)
    links = edges[edges["order"] == 2]
    assert links[["node", "collocate", "n"]].values.tolist() == [["دار", "غاز", 20]]
    rows = collocations.table(t, "دار", min_docs=1)
    assert links["weight"].tolist() == by_name(rows).loc[["غاز"], "log_dice"].tolist()
    pairs = [frozenset(pair) for pair in edges[["node", "collocate"]].itertuples(index=False)]
    assert len(set(pairs)) == len(pairs)


def test_a_node_is_the_vertex_of_its_term():
    t = factory.tokens_of(["الإرهاب والتطرف. " * 10 + "التطرف الإرهاب. " * 5 + "دار باب. " * 100], level="lemma")
    edges = collocations.network(t, ["الإرهاب", "التطرف"], min_docs=1)
    assert edges[["node", "collocate"]].values.tolist() == [["الإرهاب", "التطرف"], ["التطرف", "الإرهاب"]]


def test_a_run_of_words_and_a_list_are_vertices_under_their_own_name():
    t = factory.tokens_of(["مكافحة الإرهاب نفط. " * 10 + "التطرف نفط. " * 10 + "دار باب. " * 100], level="lemma")
    edges = collocations.network(t, ["مكافحة الإرهاب", ["التطرف", "الإرهاب"]], min_docs=1)
    assert edges["node"].drop_duplicates().tolist() == ["مكافحة الإرهاب", "التطرف | الإرهاب"]


def test_the_links_of_a_collocate_are_listed_the_strongest_first():
    t = factory.tokens_of(["نفط غاز دار باب. " * 10 + "غاز باب. " * 10 + "غاز دار. " * 5 + "قمر جار. " * 200])
    edges = collocations.network(t, ["نفط"], min_docs=1, window=1, links=True)
    links = edges[edges["order"] == 2]
    assert links[["node", "collocate"]].values.tolist() == []  # of نفط only غاز is within one word
    edges = collocations.network(t, ["نفط"], min_docs=1, links=True)
    links = edges[edges["order"] == 2]
    assert links[["node", "collocate", "n"]].values.tolist() == [
        ["دار", "غاز", 15], ["دار", "باب", 10], ["باب", "غاز", 20],
    ]  # fmt: skip
    for node in ("دار", "باب"):
        weights = by_name(collocations.table(t, node, min_docs=1))["log_dice"]
        of_node = links[links["node"] == node]
        assert of_node["weight"].tolist() == weights.loc[of_node["collocate"]].tolist()
        assert of_node["weight"].is_monotonic_decreasing


def test_equal_collocates_of_two_corpora_stand_in_the_alphabet_and_rare_ones_are_left_out():
    target = factory.tokens_of(["نفط غاز. نفط دار. نفط باب. " * 5 + "نفط شمس. " * 4 + "قمر جار. " * 40] * 3)
    table = collocations.compare(target, target, "نفط")
    assert table["collocate"].tolist() == ["باب", "دار", "شمس", "غاز"]
    assert table["lrc"].tolist() == table["log_ratio"].tolist() == [0, 0, 0, 0]
    few = factory.tokens_of(["نفط غاز. " * 5 + "نفط دار. " * 4 + "قمر جار. " * 40] * 1)
    assert collocations.compare(few, few, "نفط", min_docs=1)["collocate"].tolist() == ["غاز"]  # five times, not four


def test_two_corpora_side_by_side():
    target = factory.tokens_of(["نفط غاز. " * 8 + "نفط دار. " * 4 + "باب جار. " * 9])
    reference = factory.tokens_of(["نفط غاز. " * 2 + "نفط شمس. " * 4 + "باب جار. " * 9])
    table = collocations.compare(target, reference, "نفط", min_n=1, min_docs=1)
    assert set(table["collocate"]) == {"غاز", "دار", "شمس"}
    gas = by_name(table).loc["غاز"]
    assert gas[["O11_target", "O11_reference", "R1_target", "R1_reference"]].tolist() == [8, 2, 12, 6]
    assert gas["log_ratio"] == pytest.approx(log2((8 / 12) / (2 / 6)))
    own = by_name(collocations.table(reference, "نفط", **ALL))
    assert gas["log_dice_reference"] == own.loc["غاز", "log_dice"]
    assert table["log_ratio"].is_monotonic_decreasing
    turned = by_name(collocations.compare(reference, target, "نفط", min_n=1, min_docs=1))
    np.testing.assert_allclose(
        turned.loc[table["collocate"], ["log_ratio", "lrc", "g2"]], table[["log_ratio", "lrc", "g2"]] * [-1, -1, 1],
        atol=1e-9,
    )  # fmt: skip
    assert table.loc[table["collocate"] == "شمس", "n_docs_target"].tolist() == [0]


def test_what_cannot_be_compared_says_which_corpus_is_at_fault(made):
    with pytest.raises(ArgumentError, match='In the reference: "نفط" does not occur'):
        collocations.compare(made, factory.tokens_of(["دار باب جار"]), "نفط", window=1)
    with pytest.raises(ArgumentError, match="another level or other folds"):
        collocations.compare(made, tokens.at_level(made, "form"), "نفط")
    with pytest.raises(NotEnoughData, match='The windows of "نفط" in the target hold no token, or all of them'):
        collocations.compare(factory.tokens_of(["نفط. دار"]), made, "نفط")


def test_clusters_hold_the_node():
    t = factory.tokens_of(["دار نفط باب نفط جار. نفط باب نفط", "نفط باب نفط. غاز دار باب"])
    table = collocations.clusters(t, "نفط", n=3, min_n=1)
    assert table[["cluster", "n", "n_docs", "range"]].values.tolist() == [
        ["نفط باب نفط", 3, 2, 1.0], ["باب نفط جار", 1, 1, 0.5], ["دار نفط باب", 1, 1, 0.5],
    ]  # fmt: skip
    assert collocations.clusters(t, "نفط", min_n=2)["cluster"].tolist() == ["نفط باب نفط"]
    two = collocations.clusters(t, "نفط باب", n=3, min_n=1)
    assert two["cluster"].tolist() == ["نفط باب نفط", "دار نفط باب"]
    across = collocations.clusters(t, "نفط", n=2, min_n=1, within_sentence=False)
    assert "جار نفط" in across["cluster"].tolist()
    assert "جار نفط" not in collocations.clusters(t, "نفط", n=2, min_n=1)["cluster"].tolist()
    assert len(collocations.clusters(t, "نفط", n=10)) == 0


@pytest.mark.parametrize("n", [1, 11])
def test_clusters_are_longer_than_the_node(made, n):
    with pytest.raises(ArgumentError, match=f'n is {n}, but clusters of "نفط" can have 2 to 10 words'):
        collocations.clusters(made, "نفط", n=n)


@needs_shared
def test_collocates_in_real_articles_make_sense():
    corpus = documents.read(SHARED / "corpora" / "counterterrorism.jsonl.gz")
    t = tokens.tokenize(corpus, level="normalized")
    strongest = {node: collocations.content(collocations.table(t, node)).head(20) for node in ("الإرهاب", "داعش")}
    assert {"مكافحة", "لمكافحة", "تمويل"} <= set(strongest["الإرهاب"]["collocate"])
    assert {"تنظيم", "سوريا", "العراق"} <= set(strongest["داعش"]["collocate"])
    for table in strongest.values():
        assert (table["E11"] < table["O11"]).all()
        assert pd.Series(table["forms"]).str.len().min() > 0


def test_a_node_that_does_not_occur_is_passed_over_in_a_list():
    t = factory.tokens_of(["دار داعش باب دار", "جار داعش نفط غاز", "غاز نفط غاز"])
    found = collocations.several(t, ["داعش", "القاعدة", "غاز داعش"], window=1, **ALL)
    assert found["node"].unique().tolist() == ["داعش"]
    assert collocations.clusters(t, ["القاعدة", "داعش"], n=2, min_n=1)["node"].unique().tolist() == ["داعش"]
    assert set(collocations.network(t, ["القاعدة", "غاز"], window=1, min_n=1, min_docs=1)["node"]) <= {"غاز"}
    with pytest.raises(NotEnoughData, match=r'None of the nodes "القاعدة", "طالبان" occurs; see \[collocations\]'):
        collocations.several(t, ["القاعدة", "طالبان"], window=1, **ALL)
