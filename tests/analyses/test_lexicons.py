"""Lexicons over a corpus: hits, what wins where two overlap, tables, and files that cannot be used."""

import pandas as pd
import pytest
from factory import corpus_of, tokens_of

from helpers import schema
from helpers.analyses import lexicons
from helpers.corpus import tokens
from helpers.corpus.search import lexicon_files
from helpers.errors import ArgumentError, InputError, NotEnoughData

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
        ["names", "long", "طويل", "", "تنظيم الدولة الإسلامية", 1, 1, 1.0],
        ["names", "short", "قصير", "", "الدولة الإسلامية", 1, 1, 1 / 3],
        ["names", "short", "قصير", "", "داعش", 2, 2, 2 / 3],
        ["names", "short", "قصير", "", "غائب", 0, 0, 0.0], ["names", "marked", "منصوص", "", "quoted:الدولة", 1, 1, 1.0],
        ["names", "we", "we", "", "clitic:نا", 1, 1, 1.0],
    ]  # fmt: skip
    assert covered.columns.tolist() == ["lexicon", "category", "label", "entry_kind", "entry", "n", "n_docs", "share"]
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


KINDS = """
[lexicon]
title_ar = "أطر"
near = ["داعش"]
within = 3
[army]
label_ar = "جيش"
actors = ["جيش", "شرطة"]
actions = ["قصف", "غارة"]
[court]
label_ar = "قضاء"
near = []
actors = ["noun:محكمة"]
"""


@pytest.fixture
def kinds(tmp_path):
    (tmp_path / "kinds.toml").write_text(KINDS, "utf-8")
    return lexicons.read("kinds", tmp_path)


def of_kinds(*texts, **options):
    return tokens_of(list(texts), level="lemma", **options)


def test_actors_and_actions_are_counted_apart(kinds):
    made = of_kinds("قال الجيش إن قصف داعش والغارات مستمر")
    hits = lexicons.track(made, kinds)
    assert hits["entry_kind"].tolist() == ["actor", "action", "action"]
    table = lexicons.table(hits, made, lexicons=kinds, by_kind=True, bootstrap=0)
    found = {(row.category, row.entry_kind): row.n for row in table.itertuples()}
    assert found == {("army", "actor"): 1, ("army", "action"): 2, ("court", "actor"): 0}
    assert table.columns[:4].tolist() == ["lexicon", "category", "label", "entry_kind"]
    assert lexicons.table(hits, made, lexicons=kinds, bootstrap=0)["n"].tolist() == [3, 0]
    by_source = lexicons.table(hits, made, by="source", by_kind=True, bootstrap=0)
    assert by_source.set_index("entry_kind")["n"].to_dict() == {"actor": 1, "action": 2}


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("هاجم الجيش مواقع داعش", 1), ("داعش يهاجم مواقع الجيش", 1), ("داعش هنا وهناك وفي كل مكان ثم الجيش", 0),
        ("الجيش في عطلة", 0), ("الجيش في عطلة طويلة جدا بعيدا عن داعش ثم ذكر الناس داعش مرة أخرى", 1),
    ],
)  # fmt: skip
def test_a_hit_needs_the_words_of_the_subject_near_it_or_often_in_its_document(kinds, text, n):
    made = of_kinds(text, "تنظيم داعش يواصل قصف المدن")
    hits = lexicons.track(made, kinds)
    assert (hits["doc"] == 0).sum() == n
    assert (lexicons.track(made, kinds, near=False)["doc"] == 0).sum() == 1


def test_two_words_of_the_subject_in_a_long_document_do_not_make_it_its_own(kinds):
    filler = "كلام كثير في أمور شتى " * 90
    made = of_kinds(f"داعش وداعش {filler} الجيش", "داعش والجيش")
    assert lexicons.track(made, kinds)["doc"].tolist() == [1]


def test_the_words_of_the_subject_do_not_reach_into_the_next_document(kinds):
    made = of_kinds("قال داعش", "الجيش قال", "داعش والجيش")
    assert lexicons.track(made, kinds)["doc"].tolist() == [2]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("noun:حكم", ["حكم", "الحكم"]), ("اسم:حكم", ["حكم", "الحكم"]), ("verb:حكم", ["يحكم"]), ("فعل:حكم", ["يحكم"]),
        ("lemma:حكم", ["حكم", "يحكم", "الحكم"]), ("adjective:جديد", ["جديد"]), ("name:حكم", []), ("صفة:حكم", []),
    ],
)  # fmt: skip
def test_a_part_of_speech_tells_homographs_apart(entry, found):
    made = of_kinds("صدر حكم جديد في القضية. الملك يحكم البلاد بعد الحكم العثماني")
    hits = lexicons.track(made, {"a": [entry, "القضية"]})
    assert [word for word in hits["keyword"] if word != "القضية"] == found


def test_a_part_of_speech_needs_lemmas():
    with pytest.raises(ArgumentError, match='"noun:حكم" needs lemmas, but the level is "normalized"'):
        lexicons.track(tokens_of(["صدر حكم"]), {"a": ["noun:حكم"]})


def test_names_in_na_hold_no_pronoun(tmp_path):
    text = "زار رئيس بوركينا فاسو مدينتنا ووفد بتسوانا ومارينا وإيلينا معنا. رأينا تهانينا ومجاهدونا قادمون إلينا"
    found = lexicons.track(of_kinds(text), {"we": ["clitic:نا"]})["keyword"].tolist()
    assert found == ["مدينتنا", "معنا", "رأينا", "تهانينا", "ومجاهدونا", "إلينا"]


def test_a_verb_with_we_for_its_subject_holds_the_pronoun():
    text = "بدأنا العمل وشاهدنا المدينة ثم التقينا. الوزيران أعلنا النتائج وكانا هنا"
    found = lexicons.track(of_kinds(text), {"we": ["clitic:نا", "العمل"]})["keyword"].tolist()
    assert found == ["بدأنا", "العمل", "وشاهدنا", "التقينا"]


def test_of_the_hits_in_one_token_of_several_words_the_one_that_names_most_of_them_counts():
    lexicon = lexicons.of_dict({"short": "normalized:المتحدة", "long": "الأمم المتحدة"})
    for compounds, n_tokens in (("names", 6), ("none", 8)):
        made = corpus_of(["قالت الأمم المتحدة إن الولايات المتحدة لم ترد"])
        made = tokens.tokenize(made, level="lemma", compounds=compounds)
        assert len(made) == n_tokens  # else nothing is tried
        found = lexicons.track(made, lexicon)
        assert found[["category", "keyword"]].values.tolist() == [
            ["long", "الأمم المتحدة"], ["short", "الولايات المتحدة" if compounds == "names" else "المتحدة"],
        ], compounds  # fmt: skip


def test_what_is_ignored_wins_over_a_hit_of_the_same_words(tmp_path):
    (tmp_path / "some.toml").write_text('[a]\nterms = ["داعش"]\n[ignored]\nterms = ["normalized:داعش"]\n', "utf-8")
    made = of_kinds("داعش هنا وداعش")
    assert lexicons.track(made, lexicons.read("some", tmp_path))["keyword"].tolist() == ["وداعش"]


def cautions(made, lexicon, **options):
    found = lexicons.cautions(lexicons.track(made, lexicon), made, lexicon, **options)
    schema.check(found, "cautions")
    return {(row.caution, row.entry): (row.value, row.standard, row.n) for row in found.itertuples()}


def test_an_entry_that_carries_a_category_is_told():
    made = of_kinds(*["قال الجيش إن القصف مستمر"] * 4, *["قال الجيش"] * 4, *["كلام في أمور شتى"] * 8)
    two = {"army": ["جيش", "قصف"]}
    assert cautions(made, two) == {("one entry", "جيش"): (pytest.approx(2 / 3), pytest.approx(1 / 3), 12)}
    assert cautions(made, {"army": ["جيش قصف", "قصف"]}) == {}  # 4 hits are too few to say anything
    assert cautions(made, {"army": ["جيش"]}) == {}  # a category of one entry measures nothing else


def test_an_abnormal_coverage_is_told_against_chance():
    ground = ["كلام كثير في أمور شتى لا يعرفها أحد"] * 40
    clumped = of_kinds("القصف قصف وقصف وقصف وقصف وقصف وقصف وقصف وقصف وقصف وقصف وقصف", *ground)
    (only,) = cautions(clumped, {"war": ["قصف"]}).items()
    assert only[0] == ("few documents", "")
    sizes = clumped.sizes / len(clumped)
    chance = sum(1 - (1 - size) ** 12 for size in sizes) / 41
    assert only[1] == (pytest.approx(1 / 41), pytest.approx(chance), 12)
    everywhere = of_kinds(*["قصف المدينة"] * 20, "كلام آخر")
    assert set(cautions(everywhere, {"war": ["قصف"]})) == {("nearly all documents", "")}


def test_a_category_that_is_no_more_frequent_than_in_the_reference_is_told():
    made, less = of_kinds(*["قصف المدينة كلام"] * 6, *["كلام"] * 20, *["قصف"] * 6), of_kinds("كلام كثير", "قصف")
    more = of_kinds("قصف قصف", "كلام")
    assert cautions(made, {"war": ["قصف"]}, reference=more).keys() == {("as in the reference", "")}
    assert cautions(made, {"war": ["قصف"]}, reference=of_kinds("كلام كثير", "في أمور")) == {}
    value, standard, _ = cautions(made, {"war": ["قصف"]}, reference=less)["as in the reference", ""]
    assert standard == pytest.approx(1e6 / 3) and value == pytest.approx(12 / len(made) * 1e6)


def test_hits_off_the_subject_are_told_and_not_counted(kinds):
    made = of_kinds(*["الجيش في عطلة"] * 8, *["داعش والجيش"] * 4)
    assert len(lexicons.track(made, kinds)) == 4
    assert cautions(made, kinds) == {("off the subject", ""): (pytest.approx(8 / 12), pytest.approx(1 / 3), 12)}
    few = of_kinds(*["الجيش في عطلة"] * 8, *["داعش والجيش"] * 2)
    assert cautions(few, kinds) == {("off the subject", ""): (pytest.approx(0.8), pytest.approx(1 / 3), 10)}
    assert cautions(of_kinds(*["الجيش في عطلة"] * 7, *["داعش والجيش"] * 2), kinds) == {}  # 9 are too few


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nactor = ['جيش']\n", r'\[a\] has no key "actor"\. Did you mean "actors"'),
        ("[a]\nactors = ['جيش']\nactions = ['جيش']\n", r'\[a\] lists "جيش" twice, as actor and as action'),
        ("[a]\nactors = 'جيش'\n", r"\[a\] actors must be a list of texts; write actors = \[\.\.\.\]"),
        ("[a]\nterms = ['جيش']\nnear = 'حرب'\n", r"\[a\] near must be a list of texts"),
        ("[a]\nterms = ['جيش']\nnear = ['(حرب']\n", r"\[a\]: The query .* a \( is not closed"),
        ("[a]\nterms = ['جيش']\nnear = ['حرب']\nwithin = 0\n", r"\[a\] within must be a number of words from 1 on"),
        ("[a]\nterms = ['noun:جي*']\n", r'"noun:جي\*" names a part of speech and may hold no \* and no \?'),
        ("[a]\nlabel_ar = 'باب'\n", r"\[a\] has no terms; write terms"),
    ],
)
def test_a_file_that_says_something_else_is_an_error(tmp_path, text, message):
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        lexicons.read("own.toml", tmp_path)


def test_the_shipped_frames_tell_actors_from_actions():
    frames = lexicons.read("frames")
    for category in frames.terms.keys() - {"development_prevention", "ignored"}:
        assert {"actor", "action"} <= {frames.kinds[entry] for entry in frames.terms[category]}, category


def test_english_names_stand_beside_the_labels():
    table = pd.DataFrame({"label": ["داعش", "آخر", "داعش"], "n": [1, 2, 3]})
    found = lexicons.in_english(table, "naming")
    assert found["label_en"].tolist() == ["Acronym (Daesh)", "آخر", "Acronym (Daesh)"]
    named = lexicons.in_english(table.rename(columns={"label": "term"}), ["naming"], column="term")
    assert list(named) == ["term", "n", "term_en"]
    with pytest.raises(ArgumentError, match='The table has no column "lable"'):
        lexicons.in_english(table, "naming", column="lable")


def test_a_label_of_two_categories_with_two_english_names_stays():
    one, other = lexicons.read("naming"), lexicons.read("naming")
    other = other._replace(labels_en=dict.fromkeys(other.labels_en, "x"))
    table = pd.DataFrame({"label": ["داعش"]})
    assert lexicons.in_english(table, [one, other])["label_en"].tolist() == ["داعش"]
