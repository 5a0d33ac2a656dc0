"""The check-up: every problem of a corpus is a row with examples and the line that mends it."""

import json

import factory
import pytest
from made_files import docx

from helpers.analyses import checkup
from helpers.corpus import tokens
from helpers.corpus.assembly import repair
from helpers.corpus.cleaning import preparation
from helpers.study import settings

ADVERT = "حملوا تطبيقنا الجديد على هاتفكم المحمول"
PERSIAN = "این کتاب را از کتابخانه گرفتم و در خانه خواندم که بسیار خوب است و برای شما هم خوب است"


def prose(n):
    return "\n".join(f"هذه هي الجملة رقم {n}{k} من المقال وفيها كلمات {n}{k} أخرى" for k in range(8))


@pytest.fixture
def raw(tmp_path):
    rows = [{"id": f"d{n}", "text": f"{prose(n)}\n{ADVERT}", "date": "2018-10-01", "outlet": "أ"} for n in range(6)]
    rows += [
        {"id": "again", "text": prose(0), "date": "03/04/2018", "outlet": "أ"},
        {"id": "short", "text": "شكرا ً للجميع", "date": "14 رجب 1439", "outlet": "أ"},
        {"id": "persian", "text": PERSIAN, "date": "2018-10-01", "outlet": "أ"},
        {"id": "mixed", "text": f"قناةالميادين،قالت <b>{prose(8)}</b> {'BBC News Arabic ' * 10}", "date": "x"},
        {"id": "none", "text": "none"},
    ]
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "b.exe").write_bytes(b"x")
    return folder


def problem(table, beginning):
    found = table[table["problem"].str.startswith(beginning)]
    assert len(found) == 1, table["problem"].tolist()
    return found.iloc[0]


def test_every_problem_is_listed_with_its_severity_examples_and_mend(raw):
    table = checkup.table(preparation.read(raw, {"source": "outlet", "repair": list(factory.WITH_MARKUP)}))
    expected = {
        "set aside: unknown kind": ("error", 1, "files", "b.exe", ""),
        'set aside: no text: the cell holds only "none"': ("warning", 1, "documents", "none", ""),
        'the date "x"': ("warning", 1, "documents", "mixed", 'date = "…", or mend the raw dates'),
        'the date "03/04/2018"': ("warning", 1, "documents", "again", 'date_order = "dmy" (or "mdy")'),
        "a Hijri date": ("note", 1, "documents", "short", ""),
        "no date": ("warning", 1, "documents", "mixed", 'date = "…"'),
        "the date is only a year": ("warning", 1, "documents", "again", ""),
        "no source": ("warning", 1, "documents", "mixed", 'source = "…"'),
        "not Arabic: in Persian": ("warning", 1, "documents", "persian", 'other_languages = "drop"'),
        "20% to 50% of the letters": ("note", 1, "documents", "mixed: 30%", ""),
        "HTML in the text": ("warning", 1, "documents", "ميادين،قالت <b>هذه هي الجمل (mixed)", ""),
        "words without a space": (
            "note", 1, "documents", "قناةالميادين،قالت (mixed)",
            '(counted apart where both halves are words here; off with [terms] glued = "keep")',
        ),
        "no space behind the comma": ("note", 1, "documents", "قناةالميادين،قالت <b>هذه ه (mixed)", ""),
        "near-duplicates of another": ("warning", 1, "documents", "again = d0", 'near_duplicates = "drop"'),
        "line that stands at the end": ("warning", 1, "lines", f"6 x {ADVERT}", 'boilerplate = "drop"'),
        "fewer than 20 words": ("note", 1, "documents", "short: شكراً للجميع", ""),
    }
    found = {}
    for beginning in expected:
        row = problem(table, beginning)
        found[beginning] = (row["severity"], row["n"], row["unit"], row["examples"], row["mend"])
    assert found == expected
    assert table["severity"].is_monotonic_increasing
    assert table.dtypes.astype(str).to_dict() == {
        "problem": "str", "severity": "category", "n": "int64", "unit": "str", "examples": "str", "mend": "str",
    }  # fmt: skip


def test_repairs_are_shown_with_the_line_that_switches_them_off(raw):
    row = problem(checkup.table(preparation.read(raw, {})), "repaired: a tanwin")
    assert (row["severity"], row["n"], row["examples"]) == ("note", 1, "short")
    others = [step for step in repair.DEFAULT_STEPS if step != "detached_tanwin"]
    assert row["mend"] == f"(mended; off with repair = {json.dumps(others)})"


def test_the_lines_that_mend_do_so(raw):
    mends = {"date_order": "dmy", "near_duplicates": "drop", "boilerplate": "drop", "other_languages": "drop"}
    table = checkup.table(preparation.read(raw, mends))
    gone = ("line that stands at the end", "near-duplicates of another", "not Arabic: in", 'the date "03')
    assert not table["problem"].str.startswith(gone).any()
    assert problem(table, "set aside: near-duplicate of")["severity"] == "note"
    assert problem(table, "repaired: lines of the page removed")["mend"] == '(boilerplate = "keep")'


def test_the_lines_that_mend_are_valid_settings(raw):
    table = checkup.table(preparation.read(raw, {}))
    file = raw.parent / "study.toml"
    lines = [mend.split(";")[0].split(" (")[0] for mend in table["mend"] if " = " in mend and "…" not in mend]
    lines = {line.split(" = ")[0]: line for line in lines if not line.startswith("(")}
    assert set(lines) >= {"date_order", "near_duplicates", "boilerplate", "other_languages", "repair"}
    file.write_text("[corpus]\n" + "\n".join(lines.values()), encoding="utf-8")
    assert settings.load(raw.parent).corpus["date_order"] == "dmy"


def test_the_order_that_the_other_dates_show_is_taken_and_proposed_for_the_settings(tmp_path):
    rows = [{"text": prose(n), "date": date} for n, date in enumerate(["03/04/2018", "03/31/2018"])]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    row = problem(table, 'in the date "03/04/2018" the month is read first')
    assert (row["severity"], row["mend"]) == ("note", 'date_order = "mdy"')


def test_a_date_that_is_only_a_year_is_a_warning_and_its_note_is_none(tmp_path):
    rows = [{"text": prose(n), "date": date} for n, date in enumerate(["2018", "2019", "1440هـ", "2018-03-31"])]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert problem(table, 'the date "…" is kept as a year')[["severity", "n", "mend"]].tolist() == ["note", 2, ""]
    assert problem(table, "the date is only a year")[["severity", "n"]].tolist() == ["warning", 2]
    assert problem(table, "the date spans several years")[["severity", "n"]].tolist() == ["warning", 1]


def test_long_words_that_no_dictionary_knows_are_listed(tmp_path):
    text = f"{prose(1)}\nوأكدتالميادينتضامنها والمستشفيات"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = preparation.read(tmp_path, {})
    row = problem(checkup.table(corpus, tokens.tokenize(corpus, level="lemma")), "words of 12 letters")
    assert (row["severity"], row["n"], row["unit"], row["examples"]) == ("note", 1, "documents", "وأكدتالميادينتضامنها")


def test_tokens_give_the_same_table(raw):
    corpus = preparation.read(raw, {})
    made = tokens.tokenize(corpus, level="form")
    assert checkup.table(corpus, made).equals(checkup.table(corpus))


def test_a_corpus_without_problems_is_an_empty_table(tmp_path):
    about = {"date": "2018-10-01", "source": "a", "category": "b", "title": "c"}
    rows = [{"id": f"d{n}", "text": prose(n), **about} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert len(table) == 0
    assert list(table.columns) == ["problem", "severity", "n", "unit", "examples", "mend"]


ABOUT = {"date": "2018-10-01", "source": "a", "category": "b", "title": "c"}


def checked(folder, *tables, suffix="", settings=None):
    for number, rows in enumerate(tables):
        (folder / f"t{number}{suffix}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return checkup.table(preparation.read(folder, settings or {}))


def rows_of(n, **columns):
    return [{"text": prose(k), **ABOUT, **{name: make(k) for name, make in columns.items()}} for k in range(n)]


def test_ids_that_are_the_numbers_of_rows_are_warned_of_with_a_column_that_identifies(tmp_path):
    table = checked(tmp_path, rows_of(4, url=lambda k: f"http://a.example/{7 * k}", nr=lambda k: k + 1))
    row = problem(table, "no id of their own: named after file and row")
    assert (row["severity"], row["n"], row["unit"], row["mend"]) == ("warning", 4, "documents", 'id = "url"')
    assert row["examples"] == "t0-1 | t0-2 | t0-3"
    corpus = preparation.read(tmp_path, {"id": "url"})
    assert corpus.documents["doc_id"].tolist() == corpus.documents["url"].tolist()  # and the address is still there
    assert not checkup.table(corpus)["problem"].str.contains("id").any()


@pytest.mark.parametrize(
    ("columns", "mend"),
    [
        ({"key": lambda k: f"k{k}"}, 'id = "key"'),
        ({"code": lambda k: f"c{k}", "slug": lambda k: f"s{k}"}, 'id = "code"'),
        ({"slug": lambda k: f"s{k}", "story_key": lambda k: f"s{k * k}"}, 'id = "story_key"'),
        ({"nr": lambda k: k + 1}, "add a column of ids"),  # counts the rows itself
        ({"key": lambda k: "k"}, "add a column of ids"),
        ({"key": lambda k: f"k{k}" if k else ""}, "add a column of ids"),
        ({"desk": lambda k: f"desk number {k}"}, "add a column of ids"),
        ({}, "add a column of ids"),
    ],
)
def test_only_a_column_that_is_there_and_different_for_each_row_is_proposed(tmp_path, columns, mend):
    row = problem(checked(tmp_path, rows_of(4, **columns)), "no id of their own")
    assert row["mend"].startswith(mend)


def test_a_column_that_another_table_lacks_is_not_proposed(tmp_path):
    table = checked(tmp_path, rows_of(3, key=lambda k: f"k{k}"), [{"id": f"z{k}", "text": prose(9 + k), **ABOUT}
                                                                  for k in range(3)])  # fmt: skip
    row = problem(table, "no id of their own")
    assert row["n"] == 3 and row["mend"].startswith("add a column")


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("settings", [{}, {"id": "id"}])
def test_an_id_that_only_counts_the_rows_is_noted(tmp_path, first, settings):
    rows = rows_of(5, id=lambda k: k + first, url=lambda k: f"http://a.example/{7 * k}")
    rows[2]["text"] = "none"  # set aside, and still counted
    row = problem(checked(tmp_path, rows, settings=settings), "the ids in")
    assert row["problem"].startswith('the ids in "id" only count the rows')
    assert (row["severity"], row["n"], row["mend"]) == ("note", 4, 'id = "url"')


@pytest.mark.parametrize("ids", [[3, 2, 1, 0], [1, 2, 4, 5], [101, 102, 103, 104], ["a1", "a2", "a3", "a4"]])
def test_ids_that_do_not_count_the_rows_are_not_noted(tmp_path, ids):
    assert len(checked(tmp_path, rows_of(4, id=lambda k: ids[k]))) == 0


def test_files_without_columns_are_not_sent_to_a_column(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(prose(1)))
    (tmp_path / "b.txt").write_text(prose(2), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert problem(table, "no date")["mend"] == (
        "metadata.csv, a row a file with its date; or the file's name: 2019-03-01 title.docx"
    )
    assert problem(table, "no source")["mend"].startswith("metadata.csv, a row a file with its source; or a folder")
    assert problem(table, "no category")["mend"].startswith("metadata.csv")
    assert not table["problem"].str.contains("no id").any()


def test_where_both_are_there_each_is_told_how(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(prose(9)))
    rows = [{"id": f"d{k}", "text": prose(k), "title": "c"} for k in range(3)]
    table = checked(tmp_path, rows)
    assert problem(table, "no date: not in any figure over time (files without columns)")["examples"] == "a"
    dated = table[table["problem"] == "no date: not in any figure over time"]
    assert dated[["n", "mend"]].values.tolist() == [[3, 'date = "…"']]


def test_what_names_could_not_tell_is_a_warning_with_the_way_out(tmp_path):
    for name in ("2019-03-01 to 2019-03-05", "2019-03", "05-06-2020"):
        (tmp_path / f"{name}.txt").write_text(prose(len(name)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert problem(table, "the file's name tells different")["mend"].startswith("metadata.csv")
    assert problem(table, 'the date "2019 03" is kept as a month')["severity"] == "note"
    assert problem(table, 'the date "05-06-2020" is kept as a year')["mend"] == 'date_order = "dmy" (or "mdy")'


def test_three_examples_of_sixty_characters_are_shown(tmp_path):
    long = "ط" * 70
    rows = [{"id": f"d{n}", "text": f"نعم {long[: 51 + n]}", **ABOUT} for n in range(4)]
    row = problem(checked(tmp_path, rows), "fewer than 20 words")
    shown = [f"d{n}: نعم {long[: 51 + n]}" for n in range(3)]
    assert [len(text) for text in shown] == [59, 60, 61]
    assert row["n"] == 4 and row["examples"] == " | ".join([*shown[:2], f"{shown[2][:59]}…"])


@pytest.mark.parametrize(("n", "listed"), [(19, True), (20, False)])
def test_a_text_of_twenty_words_is_not_short(tmp_path, n, listed):
    table = checked(tmp_path, [{"id": "a", "text": " ".join(f"كلمة{k}" for k in range(n)), **ABOUT}])
    assert table["problem"].str.startswith("fewer than 20 words").any() == listed


def test_long_unknown_words_are_those_of_twelve_letters_in_arabic_that_no_dictionary_knows(tmp_path):
    known, eleven, twelve = "والمستشفيات", "قرقشبوشزخرف", "قرقشبوشزخرفط"
    assert [len(known), len(eleven), len(twelve)] == [11, 11, 12]
    texts = [f"{prose(1)} {known} {eleven} {twelve} واستراتيجياتهم Donaudampfschiff 123456789012",
             f"{prose(2)} {twelve} {'قرقشبوشبرقعيدا'}", prose(3)]  # fmt: skip
    rows = [{"id": f"d{n}", "text": text, **ABOUT} for n, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = preparation.read(tmp_path, {})
    row = problem(checkup.table(corpus, tokens.tokenize(corpus, level="lemma")), "words of 12 letters")
    assert row["examples"] == f"{twelve} | قرقشبوشبرقعيدا"  # the more frequent first
    assert row["n"] == 2 and "knows: 2, most of them glued" in row["problem"]


@pytest.mark.parametrize(
    ("ids", "n"),
    [
        ([0, 1, 2], 3), ([2, 3, 4], 3), ([3, 4, 5], 0), ([1, 2], 0), ([5, 1, 2, 3, 7], 3),
        (["1", "2", "3", "x"], 3), ([10**9, 10**9 + 1, 10**9 + 2], 0),
    ],
)  # fmt: skip
def test_ids_count_from_nought_one_or_two_three_in_a_row(tmp_path, ids, n):
    found = checked(tmp_path, [{"id": str(one), "text": prose(k), **ABOUT} for k, one in enumerate(ids)])
    noted = found[found["problem"].str.startswith("the ids in")]
    assert noted["n"].tolist() == ([n] if n else [])


def test_of_posts_what_is_no_word_is_no_problem():
    posts = ["RT @user_one: نعم <b>لا</b> https://t.co/AbCdEfGhIj", "@user_two نعم &amp; لا #وسم", "نعم @some_one لا"]
    corpus = factory.corpus_of(posts)
    for made in (checkup.table(corpus), checkup.table(corpus, tokens.tokenize(corpus))):
        assert not made["problem"].str.contains("HTML|Latin|fewer than").any()
    assert checkup.table(corpus, tokens.tokenize(corpus, kind="text"))["problem"].str.contains("HTML").any()
