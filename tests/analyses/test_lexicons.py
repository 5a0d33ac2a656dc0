"""Lexicons over a corpus: hits, what wins where two overlap, tables, and files that cannot be used."""

import pytest
from factory import tokens_of

from helpers.analyses import lexicons
from helpers.corpus.search import lexicon_files
from helpers.errors import ArgumentError, NotEnoughData

TEXTS = [
    "تنظيم الدولة الإسلامية قرب الدولة الإسلامية وداعش", "«الدولة» في المدينة والدولة قوية", "حكومتنا وحكومتهم في داعش",
]  # fmt: skip
NAMES = """
[lexicon]
title_ar = "أسماء"
[long]
label_ar = "طويل"
terms = ["تنظيم الدولة الإسلامية"]
[short]
label_ar = "قصير"
terms = ["الدولة الإسلامية", "داعش", "غائب"]
[marked]
label_ar = "منصوص"
terms = ["quoted:الدولة"]
[we]
terms = ["clitic:نا"]
"""


@pytest.fixture(scope="module")
def made():
    return tokens_of(TEXTS, level="lemma", source=["أ", "أ", "ب"])


@pytest.fixture
def names(tmp_path):
    (tmp_path / "names.toml").write_text(NAMES, "utf-8")
    return lexicons.read("names", tmp_path)


def test_the_longer_hit_wins(made, names):
    hits = lexicons.track(made, names)
    assert hits.loc[hits["category"] == "long", "keyword"].tolist() == ["تنظيم الدولة الإسلامية"]
    assert hits.loc[hits["category"] == "short", "keyword"].tolist() == ["الدولة الإسلامية", "وداعش", "داعش"]


def test_every_keyword_is_the_text_at_its_place(made, names):
    hits = lexicons.track(made, names)
    for row in hits.to_dict("records"):
        assert TEXTS[row["doc"]][row["start"] : row["end"]] == row["keyword"]


def test_quotation_marks_and_pronouns_are_asked_for(made, names):
    hits = lexicons.track(made, names).set_index("category")["keyword"]
    assert hits["marked"] == "الدولة" and hits["we"] == "حكومتنا"


def test_the_table_counts_categories(made, names):
    table = lexicons.table(lexicons.track(made, names), made, bootstrap=50).set_index("category")
    assert table.loc["short", ["n", "n_docs", "label"]].tolist() == [3, 2, "قصير"]
    assert table.loc["short", "ipm"] == pytest.approx(3 / len(made) * 1e6)
    by_source = lexicons.table(lexicons.track(made, names), made, by="source", bootstrap=0)
    assert by_source.groupby("category")["n"].sum().to_dict() == table["n"].to_dict()


def test_coverage_lists_what_never_occurs(made, names):
    covered = lexicons.coverage(lexicons.track(made, names), names).set_index("entry")
    assert covered.loc["غائب", "n"] == 0
    assert covered.loc["داعش", "share"] == pytest.approx(2 / 3)


def test_coverage_counts_each_entry_and_its_share_of_the_category(made, names):
    covered = lexicons.coverage(lexicons.track(made, names), [names])
    assert covered.values.tolist() == [
        ["names", "long", "طويل", "تنظيم الدولة الإسلامية", 1, 1, 1.0],
        ["names", "short", "قصير", "الدولة الإسلامية", 1, 1, 1 / 3], ["names", "short", "قصير", "داعش", 2, 2, 2 / 3],
        ["names", "short", "قصير", "غائب", 0, 0, 0.0], ["names", "marked", "منصوص", "quoted:الدولة", 1, 1, 1.0],
        ["names", "we", "we", "clitic:نا", 1, 1, 1.0],
    ]  # fmt: skip
    assert covered.columns.tolist() == ["lexicon", "category", "label", "entry", "n", "n_docs", "share"]
    assert covered.dtypes[["n", "n_docs"]].tolist() == ["int64", "int64"]


def test_categories_together_and_shared_hits(made, tmp_path):
    (tmp_path / "two.toml").write_text('[a]\nterms = ["داعش"]\n[b]\nterms = ["*داعش"]\n', "utf-8")
    hits = lexicons.track(made, lexicons.read("two", tmp_path))
    assert lexicons.overlaps(hits)["categories"].tolist() == ["a + b"] * 2
    together = lexicons.together(hits, made)
    assert together[["n_docs", "expected"]].iloc[0].tolist() == [2, 4 / 3]


def test_a_sample_is_drawn_from_the_seed_and_can_be_coded(made, names):
    hits = lexicons.track(made, names)
    drawn = lexicons.sample(hits, made, n=1)
    assert drawn.groupby("query").size().tolist() == [1, 1, 1, 1]
    assert {"query", "doc_id", "start", "pre", "keyword", "post"} <= set(drawn)
    assert drawn.equals(lexicons.sample(hits, made, n=1))


def test_an_article_in_front_exchanges_few_lines_of_a_sample(tmp_path):
    (tmp_path / "one.toml").write_text('[a]\nterms = ["داعش"]\n[b]\nterms = ["قوات"]\n', "utf-8")
    lexicon = lexicons.read("one", tmp_path)
    texts = [f"خبر {n} " + "داعش في المدينة قوات " * 6 for n in range(30)]
    samples = []
    for articles in (texts, ["خبر جديد " + "داعش في المدينة قوات " * 6, *texts]):
        made = tokens_of(articles)
        drawn = lexicons.sample(lexicons.track(made, lexicon), made, n=60, seed=1)
        names = dict(zip(made.corpus.documents["doc_id"], articles, strict=True))
        samples.append({(line.query, names[line.doc_id], line.start) for line in drawn.itertuples()})
    assert [len(sample) for sample in samples] == [120, 120]
    assert len(samples[0] & samples[1]) >= 108
    assert {text for _, text, _ in samples[1] - samples[0]} <= {"خبر جديد " + "داعش في المدينة قوات " * 6}


def test_nothing_found_is_said(made, tmp_path):
    (tmp_path / "none.toml").write_text('[a]\nterms = ["غائب"]\n', "utf-8")
    with pytest.raises(NotEnoughData, match=r"No entry of the lexicons occurs.*\[lexicons\] files"):
        lexicons.track(made, lexicons.read("none", tmp_path))


@pytest.mark.parametrize("name", lexicon_files.shipped())
def test_the_shipped_lexicons_can_be_read(name):
    lexicon = lexicons.read(name)
    assert len(lexicon.terms) >= 4 and all(lexicon.terms.values()) and lexicon.title_ar != name


def test_a_readers_own_file_wins_over_a_shipped_one(tmp_path):
    (tmp_path / "naming.toml").write_text('[mine]\nterms = ["داعش"]\n', "utf-8")
    assert list(lexicons.read("naming", tmp_path).terms) == ["mine"]


def test_an_unknown_name_offers_the_nearest():
    with pytest.raises(ArgumentError, match='There is no lexicon "frame".*Did you mean "frames"'):
        lexicons.read("frame")


def test_a_longer_phrase_that_is_ignored_is_not_counted(made, tmp_path):
    text = '[a]\nterms = ["الدولة"]\n[ignored]\nterms = ["تنظيم الدولة الإسلامية"]\n'
    (tmp_path / "some.toml").write_text(text, "utf-8")
    lexicon = lexicons.read("some", tmp_path)
    hits = lexicons.track(made, lexicon)
    assert hits["keyword"].tolist() == ["الدولة", "الدولة", "والدولة"] and set(hits["category"]) == {"a"}
    assert set(lexicons.coverage(hits, lexicon)["category"]) == {"a"}
