"""The check-up: every problem of a corpus is a row with examples and the line that mends it."""

import json

import pytest

from helpers.analyses import checkup
from helpers.corpus import preparation, repair, tokens
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
    table = checkup.table(preparation.read(raw, {"source": "outlet"}))
    expected = {
        "set aside: unknown kind": ("error", 1, "files", "b.exe", ""),
        "set aside: no Arabic word": ("warning", 1, "documents", "none", ""),
        'the date "x"': ("warning", 1, "documents", "mixed", 'date = "…", or mend the raw dates'),
        'the date "03/04/2018"': ("warning", 1, "documents", "again", 'date_order = "dmy" (or "mdy")'),
        "a Hijri date": ("note", 1, "documents", "short", ""),
        "no date": ("warning", 2, "documents", "again | mixed", 'date = "…"'),
        "no source": ("warning", 1, "documents", "mixed", 'source = "…"'),
        "not Arabic: in Persian": ("warning", 1, "documents", "persian", 'other_languages = "drop"'),
        "20% to 50% of the letters": ("note", 1, "documents", "mixed: 30%", ""),
        "HTML in the text": ("warning", 1, "documents", "ميادين،قالت <b>هذه هي الجمل (mixed)", ""),
        "words without a space": ("note", 1, "documents", "قناةالميادين،قالت (mixed)", ""),
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


def test_the_order_that_the_other_dates_show_is_proposed(tmp_path):
    rows = [{"text": prose(n), "date": date} for n, date in enumerate(["03/04/2018", "03/31/2018"])]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert problem(table, 'the date "03/04/2018"')["mend"] == 'date_order = "mdy"'


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
    rows = [{"text": prose(n), "date": "2018-10-01", "source": "a", "category": "b", "title": "c"} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = checkup.table(preparation.read(tmp_path, {}))
    assert len(table) == 0
    assert list(table.columns) == ["problem", "severity", "n", "unit", "examples", "mend"]
