import pandas as pd
import pytest
from factory import tokens_of

from helpers import schema
from helpers.analyses import concordance
from helpers.corpus import documents, tokens
from helpers.errors import ArgumentError, NotEnoughData

TEXTS = [
    "قال الوزير:\n«مكافحة   الإرهاب» واجبة. بدأت مكافحة التطرف.",
    "الإرهاب خطر على الدولة، والإرهاب عدو",
    "تنظيم 2021 الإرهاب NATO الإرهاب اليوم",
]
COLUMNS = {"source": ["الشرق", "الغد", "الشرق"], "date": ["2021-05-01", "", "2019-01-01"], "title": ["أ", "ب", ""]}


@pytest.fixture(scope="module")
def made():
    return tokens_of(TEXTS, **COLUMNS)


def shown(table, *columns):
    return table[list(columns)].values.tolist()


def test_lines_keep_the_original_text_and_cite_it(made):
    table = schema.check(concordance.lines(made, "الارهاب", window=2), "concordance")
    assert shown(table, "doc_id", "pre", "keyword", "post")[:2] == [
        ["d0", "الوزير: «مكافحة", "الإرهاب", "» واجبة. بدأت"],
        ["d1", "", "الإرهاب", "خطر على"],
    ]
    texts = dict(zip(made.corpus.documents["doc_id"], TEXTS, strict=True))
    for line in table.itertuples():
        assert texts[line.doc_id][line.start : line.end] == line.keyword
    assert table["source"].tolist() == ["الشرق", "الغد", "الشرق", "الشرق"]
    assert table["title"].tolist() == ["أ", "ب", "", ""]
    assert table["sent"].tolist() == [1, 0, 0, 0]
    assert table["position"].between(0, 1).all() and table["position"].is_monotonic_increasing


def test_a_keyword_of_several_words_is_the_text_as_it_stands(made):
    line = concordance.lines(made, "مكافحة الإرهاب").iloc[0]
    assert line["keyword"] == TEXTS[0][line["start"] : line["end"]] == "مكافحة   الإرهاب"


def test_context_crosses_sentences_but_not_documents(made):
    first, last = concordance.lines(made, "مكافحة", window=50).iloc[[0, 1]].to_dict("records")
    assert (first["pre"], first["post"]) == ("قال الوزير: «", "الإرهاب» واجبة. بدأت مكافحة التطرف")
    assert last["pre"] == "قال الوزير: «مكافحة الإرهاب» واجبة. بدأت"
    none = concordance.lines(made, "مكافحة", window=0)
    assert shown(none, "pre", "post") == [["", ""], ["", ""]]


def keywords_after(made, sort, **options):
    return concordance.lines(made, "الإرهاب", window=1, sort=sort, **options)


def test_sorting_by_the_words_around(made):
    by_post = keywords_after(made, "post")["post"].tolist()
    assert by_post == ["اليوم", "خطر", "» واجبة", "NATO"]  # alphabetical; Latin words behind Arabic ones
    by_pre = keywords_after(made, "pre")["pre"].tolist()
    assert by_pre == ["", "مكافحة", "NATO", "2021"]  # where the document begins there is no word: first
    assert keywords_after(made, "post1")["post"].tolist() == by_post
    assert keywords_after(made, "document")["doc_id"].tolist() == ["d0", "d1", "d2", "d2"]


def test_the_alphabet_is_the_arabic_one():
    words = ["يوم", "ى", "ثوب", "تاج", "ةا", "باب", "أمل", "إبل", "ؤد", "هل"]
    made = tokens_of([f"نعم {word}" for word in words], level="form")
    table = concordance.lines(made, "نعم", sort="post1")
    assert table["post"].tolist() == ["إبل", "أمل", "باب", "ةا", "تاج", "ثوب", "هل", "ؤد", "ى", "يوم"]


def test_equal_first_words_are_sorted_by_the_next():
    made = tokens_of(["نعم ب ب ب", "نعم ب ب ا", "نعم ب ا ي", "نعم ب"])
    assert concordance.lines(made, "نعم", sort="post")["doc_id"].tolist() == ["d3", "d2", "d1", "d0"]
    assert concordance.lines(made, "نعم", sort="post2")["doc_id"].tolist() == ["d3", "d2", "d0", "d1"]
    assert concordance.lines(made, "نعم", sort="post1")["doc_id"].tolist() == ["d0", "d1", "d2", "d3"]
    assert concordance.lines(made, "نعم *", sort="post1")["doc_id"].tolist() == ["d3", "d2", "d0", "d1"]


def test_the_third_word_decides_where_the_first_two_are_equal():
    made = tokens_of(["ي ب ا نعم ا ب ي", "ا ب ا نعم ا ب ا", "ب ب ا نعم ا ب ب"])
    for sort in ("pre", "post", "pre3", "post3"):
        assert concordance.lines(made, "نعم", sort=sort)["doc_id"].tolist() == ["d1", "d2", "d0"], sort
    for sort in ("pre1", "pre2", "post1", "post2"):
        assert concordance.lines(made, "نعم", sort=sort)["doc_id"].tolist() == ["d0", "d1", "d2"], sort
    made = tokens_of(["نعم ا ي", "نعم ا ا", "نعم ا ب"])
    assert concordance.lines(made, "نعم ا *", sort="keyword")["doc_id"].tolist() == ["d1", "d2", "d0"]


def test_a_second_word_never_outweighs_the_first():
    """The first word of d0 is the next in the alphabet, and the last word of all stands second in d1."""
    made = tokens_of(["نعم ب", "نعم ا ي", "نعم ب ا", "نعم"])
    assert concordance.lines(made, "نعم", sort="post")["doc_id"].tolist() == ["d3", "d1", "d0", "d2"]
    made = tokens_of(["ب نعم", "ي ا نعم", "ا ب نعم", "نعم"])
    assert concordance.lines(made, "نعم", sort="pre")["doc_id"].tolist() == ["d3", "d1", "d0", "d2"]


def test_sorting_by_the_keyword_itself(made):
    table = concordance.lines(made, "مكافحة *|تنظيم|*إرهاب", sort="keyword")
    assert [" ".join(word.split()) for word in table["keyword"]] == [
        "الإرهاب", "الإرهاب", "الإرهاب", "الإرهاب", "تنظيم", "مكافحة الإرهاب", "مكافحة التطرف", "والإرهاب",
    ]  # fmt: skip


def test_sorting_by_date_puts_what_has_none_last(made):
    assert keywords_after(made, "date")["doc_id"].tolist() == ["d2", "d2", "d0", "d1"]


def test_a_random_order_depends_on_the_seed_alone():
    made = tokens_of(["كلمة " * 100])
    first, again, other = (concordance.lines(made, "كلمة", sort="random", seed=seed)["start"] for seed in (1, 1, 2))
    assert first.tolist() == again.tolist() != other.tolist()
    assert sorted(first) == sorted(other) == list(range(0, 500, 5))


def test_a_sample_is_drawn_at_random_and_grows_with_its_size():
    made = tokens_of(["كلمة " * 100])
    small, large = (set(concordance.lines(made, "كلمة", sample=n, seed=3)["start"]) for n in (10, 40))
    assert len(small) == 10 and len(large) == 40 and small < large
    assert concordance.lines(made, "كلمة", sample=10, seed=3)["start"].is_monotonic_increasing
    assert small != set(concordance.lines(made, "كلمة", sample=10, seed=4)["start"])
    assert len(concordance.lines(made, "كلمة", sample=500)) == 100
    with pytest.raises(ArgumentError, match="seed is -1, but must be a whole number from 0 on"):
        concordance.lines(made, "كلمة", sample=10, seed=-1)


def read_rows(folder, rows):
    """The Tokens of a raw CSV file without ids, whose documents are named after the row."""
    (folder / "news.csv").write_text("title,text\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return tokens.tokenize(documents.read(folder / "news.csv"), level="normalized")


def test_a_row_put_into_the_raw_file_exchanges_few_lines_of_a_sample(tmp_path):
    rows = [f"عنوان {n},خبر {n} " + "عن الإرهاب وكلمة " * 6 for n in range(30)]
    one = read_rows(tmp_path, rows)
    two = read_rows(tmp_path, [rows[0], "جديد,خبر جديد " + "عن الإرهاب وكلمة " * 6, *rows[1:]])
    before, after = (concordance.lines(made, "الإرهاب", sample=60, seed=2) for made in (one, two))
    assert before["doc_id"].iloc[-1] != after["doc_id"].iloc[-1]  # the ids are others, the articles are not
    lines = [set(zip(table["title"], table["start"], strict=True)) for table in (before, after)]
    assert len(lines[0]) == 60 and len(lines[0] & lines[1]) >= 54
    assert {title for title, _ in lines[1] - lines[0]} <= {"جديد"}


def test_pages_are_pieces_of_the_whole(made):
    whole = concordance.lines(made, "الإرهاب", sort="post", window=3)
    pages = [concordance.page(made, "الإرهاب", sort="post", window=3, skip=skip, limit=3) for skip in (0, 3, 6)]
    assert [n for n, _ in pages] == [4, 4, 4]
    pd.testing.assert_frame_equal(pd.concat([page for _, page in pages[:2]], ignore_index=True), whole)
    assert len(pages[2][1]) == 0


def test_conditions_choose_documents(made):
    assert concordance.lines(made, "الإرهاب", source="الغد")["doc_id"].tolist() == ["d1"]
    assert concordance.page(made, "الإرهاب", start="2020", end="2021-05")[1]["doc_id"].tolist() == ["d0"]
    line = concordance.lines(made, "NATO", source="الشرق").iloc[0]
    assert line["position"] == concordance.lines(made, "NATO")["position"].iloc[0]
    with pytest.raises(ArgumentError, match='skip is "2020", but must be a whole number'):
        concordance.page(made, "الإرهاب", skip="2020")
    with pytest.raises(ArgumentError, match='No document has source "الشروق"'):
        concordance.lines(made, "الإرهاب", source="الشروق")


def test_no_hit_is_an_empty_table_with_all_columns(made):
    for sort in concordance.SORTS:
        table = schema.check(concordance.lines(made, "الدولة مكافحة", sort=sort), "concordance")
        assert len(table) == 0
    assert concordance.page(made, "NATO", source="الغد")[0] == 0


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"sort": "left"}, 'sort is "left", but must be one of "document", "date"'),
        ({"window": -1}, "window is -1, but must be a whole number from 0 on"),
        ({"window": 2.5}, "window is 2.5, but must be a whole number"),
        ({"window": "5"}, 'window is "5", but must be a whole number'),
        ({"sample": -1}, "sample is -1, but must be a whole number"),
        ({"sample": 3, "sort": "left"}, 'sort is "left"'),
        ({"sample": 3, "window": -1}, "window is -1"),
        ({"nothing": 1}, 'The documents have no column "nothing"'),
    ],
)
def test_wrong_arguments(made, options, problem):
    with pytest.raises(ArgumentError, match=problem):
        concordance.lines(made, "الإرهاب", **options)


def test_several_queries_in_one_table(made):
    table = concordance.several(made, ["NATO", "الإرهاب"], window=1, sample=2)
    assert table["query"].tolist() == ["NATO", "الإرهاب", "الإرهاب"]
    with pytest.raises(ArgumentError, match="There is no query"):
        concordance.several(made, [])
    schema.check(table, "concordance")


def test_counts(made):
    table = concordance.counts(made, ["الإرهاب", "مكافحة (الإرهاب|التطرف)", "الدولة مكافحة"]).set_index("query")
    assert table["n"].tolist() == [4, 2, 0]
    assert table["n_docs"].tolist() == [3, 1, 0] and table["range"].tolist() == pytest.approx([1, 1 / 3, 0])
    assert table["ipm"].tolist() == pytest.approx([4e6 / len(made), 2e6 / len(made), 0])
    part = concordance.counts(made, ["الإرهاب"], source="الغد").iloc[0]
    assert part["range"] == 1 and part["ipm"] == pytest.approx(1e6 / 6)
    assert concordance.counts(made, []).empty


def test_positions_for_dispersion_strips(made):
    table = concordance.positions(made, ["NATO", "الإرهاب"])
    assert list(table.columns) == ["term", "doc_id", "date", "source", "position"]
    assert table["term"].cat.categories.tolist() == ["NATO", "الإرهاب"]
    assert table["doc_id"].tolist() == ["d2", "d0", "d1", "d2", "d2"]
    assert table["position"].between(0, 1).all()
    order = made.corpus.documents.sort_values("date", na_position="last")["doc_id"].tolist()
    first = table.groupby("doc_id", observed=True)["position"].min().sort_values().index.tolist()
    assert first == [name for name in order if name in first]  # in order of date, not of the file
    with pytest.raises(NotEnoughData, match="None of the queries الدولة مكافحة has a hit"):
        concordance.positions(made, ["الدولة مكافحة"])
    with pytest.raises(NotEnoughData):
        concordance.positions(made, [])


def test_a_query_without_a_hit_is_a_finding():
    t = tokens_of(["داعش في المدينة", "الجيش في المدينة"])
    wanted = ["المدينة", "طالبان", "المدينة|طالبان", "المدينة داعش", "داعشش"]
    table = concordance.counts(t, wanted).set_index("query")
    assert table["n"].tolist() == [2, 0, 2, 0, 0]
    assert table.loc["المدينة", "note"] == ""
    assert table.loc["طالبان", "note"].startswith('"طالبان" does not occur.')
    assert '"طالبان" does not occur' in table.loc["المدينة|طالبان", "note"]
    assert table.loc["المدينة داعش", "note"] == "Its words occur, but not in this way."
    assert 'Did you mean "داعش"' in table.loc["داعشش", "note"]
    assert concordance.several(t, wanted)["query"].value_counts().to_dict() == {"المدينة": 2, "المدينة|طالبان": 2}
    where = concordance.positions(t, wanted)
    assert where["term"].cat.categories.tolist() == wanted and len(where) == 4
    with pytest.raises(ArgumentError, match="cannot be read"):
        concordance.counts(t, ["(داعش"])
