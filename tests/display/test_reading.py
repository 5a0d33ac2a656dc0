import re

import pandas as pd
import pytest
from factory import tokens_of

from helpers.analyses import concordance
from helpers.display import reading, viewer, widgets
from helpers.study import coders, coding, settings

TEXTS = [f"قال المراسل {n} إن مكافحة الإرهاب في المدينة {n} كلها.\nفقرة أخرى عن الأمن {n}." for n in range(8)]


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study.toml").write_text('title = "دراسة"\n', encoding="utf-8")
    return settings.load(tmp_path)


@pytest.fixture
def desk(study):
    tokens = tokens_of(TEXTS)
    drawn = concordance.several(tokens, ["الإرهاب", "الأمن"], window=3, sample=6, seed=1)
    return coders.desk(study, "08_sample", drawn, tokens.corpus)


@pytest.fixture
def seen(desk):
    seen = reading.lines(desk, lines=4)
    choose(seen, codes="مع، ضد,محايد")
    return seen


def choose(seen, **values):
    seen.hear({"do": "choose", **seen.widget.shown["state"], **values})


def give(seen, code, *, at=None, **message):
    """Press the key of a code on the line that is looked at."""
    shown = seen.widget.shown
    line = shown["lines"][shown["at"] if at is None else at]
    seen.hear({"do": "code", "line": line["key"], "was": line["code"], "code": code, **message})


def written(study, name="08_sample"):
    return coding.read(study, name)["code"].tolist()


def test_a_code_is_written_and_the_next_line_looked_at(seen, study):
    assert seen.widget.shown["codes"] == ["مع", "ضد", "محايد"] and seen.widget.shown["count"] == "0 / 12"
    for code in ("مع", "ضد", "مع"):
        give(seen, code)
    assert written(study)[:4] == ["مع", "ضد", "مع", ""]
    assert seen.widget.shown["count"] == "3 / 12" and seen.widget.shown["at"] == 3
    assert [line["code"] for line in seen.widget.shown["lines"]] == ["مع", "ضد", "مع", ""]
    give(seen, "ضد")
    assert seen.widget.shown["at"] == 0 and seen.widget.shown["lines"][0]["number"] == "5"  # the next page
    seen.hear({"do": "turn", "by": -1, "last": True})
    assert seen.widget.shown["at"] == 3
    give(seen, "")
    assert written(study)[3] == "" and seen.widget.shown["at"] == 3 and seen.widget.shown["count"] == "3 / 12"


def test_at_the_last_line_it_stays(seen):
    seen.hear({"do": "turn", "by": 1})
    seen.hear({"do": "turn", "by": 1})
    seen.hear({"do": "turn", "by": 1})
    assert [line["number"] for line in seen.widget.shown["lines"]] == ["9", "10", "11", "12"]
    seen.hear({"do": "at", "at": 3})
    give(seen, "مع", at=3)
    assert seen.widget.shown["at"] == 3 and seen.widget.shown["lines"][3]["code"] == "مع"


def test_a_note_is_written(seen, study):
    line = seen.widget.shown["lines"][1]
    seen.hear({"do": "code", "line": line["key"], "was": "", "note": "يراجَع"})
    assert coding.read(study, "08_sample")["note"].tolist()[1] == "يراجَع"
    assert seen.widget.shown["lines"][1]["note"] == "يراجَع" and seen.widget.shown["at"] == 1


def test_only_one_query_and_only_what_is_not_coded(seen):
    give(seen, "مع")
    choose(seen, query="الأمن")
    assert seen.widget.shown["count"] == "0 / 6" and seen.place["row"] == 0
    assert {line["key"][0] for line in seen.widget.shown["lines"]} == {"الأمن"}
    choose(seen, query="الإرهاب", open=True)
    assert [line["number"] for line in seen.widget.shown["lines"]] == ["1", "2", "3", "4"]
    assert seen.widget.shown["count"] == "1 / 6" and len(seen.keys) == 5
    give(seen, "ضد")
    assert len(seen.keys) == 5  # it stays, so that the lines do not jump
    choose(seen, open=False)
    assert len(seen.keys) == 6


def test_a_code_that_came_meanwhile_is_shown_and_not_overwritten(seen, study):
    path = coding.path(study, "08_sample")
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[[0, 2], "code"] = "من إكسل"
    path.write_bytes(table.to_csv(index=False).encode("utf-8-sig"))
    give(seen, "مع")
    assert "nothing was written" in seen.widget.shown["said"] and "فلم يُكتب شيء" in seen.widget.shown["said"]
    assert [line["code"] for line in seen.widget.shown["lines"]] == ["من إكسل", "", "من إكسل", ""]
    assert written(study)[:3] == ["من إكسل", "", "من إكسل"] and seen.widget.shown["at"] == 0
    give(seen, "مع")
    assert written(study)[:3] == ["مع", "", "من إكسل"] and seen.widget.shown["said"] == ""


def test_a_coder_has_a_sheet(seen, study):
    give(seen, "مع")
    choose(seen, coder="Mona")
    assert seen.widget.shown["count"] == "0 / 12" and seen.widget.shown["file"] == "08_sample-mona.csv"
    give(seen, "ضد")
    assert written(study)[0] == "مع" and written(study, "08_sample-mona")[0] == "ضد"
    choose(seen, coder="a/b")
    assert "letters, digits" in seen.widget.shown["said"] and seen.widget.shown["state"]["coder"] == "Mona"
    choose(seen, coder="")
    assert seen.widget.shown["lines"][0]["code"] == "مع"


def test_a_rerun_goes_on_where_it_was(seen, desk, monkeypatch):
    at = type("Shell", (), {"user_ns_hidden": {}})()
    monkeypatch.setattr(widgets, "shell", lambda: at)
    first = reading.lines(desk, lines=4)
    choose(first, coder="Mona", query="الأمن")
    give(first, "مع")
    again = reading.lines(desk, lines=4)
    assert again.widget.shown["state"]["coder"] == "Mona" and again.place["row"] == 1
    assert again.widget.shown["lines"][0]["code"] == "مع"
    assert again.widget.shown["codes"] == ["مع", "ضد", "محايد"]  # of the file


def test_codes_that_stand_in_a_sheet_are_offered(desk):
    line = next(zip(*(desk.open()[name] for name in ("query", "doc_id", "start")), strict=True))
    desk.give("", line, "", code="قديم")
    assert reading.lines(desk).widget.shown["codes"] == ["قديم"]


def test_the_paragraph_is_shown_and_goes_on_with_the_line(seen):
    line = seen.widget.shown["lines"][0]
    seen.hear({"do": "read", "line": line["key"], "whole": False})
    (first,) = seen.widget.shown["text"]["paragraphs"]
    assert any(kind == "mark" for _, kind in first["parts"])
    give(seen, "مع")
    (second,) = seen.widget.shown["text"]["paragraphs"]
    assert second != first
    seen.hear({"do": "close"})
    give(seen, "مع")
    assert seen.widget.shown["text"] is None


def test_a_line_that_is_gone_is_said(seen, study):
    seen.hear({"do": "code", "line": ["الإرهاب", "nowhere", 1], "was": "", "code": "مع"})
    assert "no longer on the page" in seen.widget.shown["said"] and set(written(study)) == {""}


def test_where_no_kernel_runs_there_is_a_plain_table(seen):
    give(seen, "مع")
    output = seen.output()
    assert "khitab-concordance" in output["text/html"] and output["text/html"].count("<tr>") == 4
    assert output["text/plain"] == "المرمَّز 1 من 12 · 1 of 12 coded"


def test_all_that_is_written_on_it_is_in_both_languages(seen):
    for text in (*reading.LABELS.values(), seen.widget.options["queries"][0][0]):
        assert re.fullmatch(r"[^A-Za-z]+ · [^\u0621-\u064a]+", text), text
    for _, arabic, english in reading.KEYS:
        assert not re.search("[A-Za-z]", arabic) and not re.search("[\u0621-\u064a]", english)
    assert {"Space", "s"}.isdisjoint(key for key, _, _ in reading.KEYS) and len(reading.KEYS) < len(viewer.KEYS) + 2


def test_what_is_lost_or_unsure_is_not_counted_as_coded(desk):
    seen = reading.lines(desk, lines=4)
    choose(seen, codes="مع، ضد")
    give(seen, "مع")
    sheet = seen.sheet.copy()
    twin = sheet.iloc[[0]].assign(status="lost", code="ضد")
    sheet.loc[1, ["status", "code"]] = ["unsure", "ضد"]
    seen._take(pd.concat([sheet, twin], ignore_index=True))
    seen._choose()
    seen.show()
    assert seen.widget.shown["count"] == "1 / 12" and seen.widget.shown["lines"][0]["code"] == "مع"
    choose(seen, open=True)  # only what is not coded: the unsure one too
    assert seen.widget.shown["lines"][0]["code"] == "ضد"


TORN = ["مع، بشرط", "ضد, تماما", "a; b", "؛", '"مقتبس"', 'قال "نعم"', "مع"]


def test_a_code_with_a_comma_of_its_own_is_not_torn(seen, desk):
    desk.keep_codes(TORN)
    seen = reading.lines(desk, lines=4)
    written = seen.widget.shown["state"]["codes"]
    assert seen.widget.shown["codes"] == TORN and written.startswith('"مع، بشرط"، "ضد, تماما"، ')
    give(seen, TORN[0])
    choose(seen, query="الأمن")  # the page sends the field of the codes back as it shows it
    assert seen.widget.shown["codes"] == TORN == desk.codes()
    assert seen.widget.shown["state"]["codes"] == written
    choose(seen, codes=f'{written} ، "ثالث، رابع" , خامس، "لم يُغلق')
    assert desk.codes() == [*TORN, "ثالث، رابع", "خامس", '"لم يُغلق']


def test_codes_of_a_sheet_with_commas_and_lines_are_offered_whole(desk):
    line = next(zip(*(desk.open()[name] for name in ("query", "doc_id", "start")), strict=True))
    desk.give("", line, "", code="قديم، جدا")
    seen = reading.lines(desk)
    choose(seen, query="الأمن")
    assert seen.widget.shown["codes"] == ["قديم، جدا"] and desk.codes() == []  # nothing was typed


@pytest.fixture
def confirmed(desk):
    """The desk with a line of another text, counted all the same, at the place of one that is drawn."""
    sheet = desk.open()
    twin = sheet.iloc[[0]].assign(
        text_hash="abcdefghijklmnop", status="confirmed", reason="its words are not in the corpus, but you count it",
        code="قديم", pre="كلام آخر", keyword="الإرهاب", post="كان هنا",
    )  # fmt: skip
    coding.write(desk.study, "08_sample", pd.concat([sheet, twin], ignore_index=True), desk.sample)
    desk._sheets.clear()
    return desk


def test_of_a_line_whose_text_is_gone_no_other_words_are_marked(confirmed):
    seen = reading.lines(confirmed, lines=20)
    (gone,) = [line for line in seen.widget.shown["lines"] if line["code"] == "قديم"]
    drawn = seen.widget.shown["lines"][0]
    assert gone["key"][:3] == drawn["key"][:3] and drawn["code"] == ""
    seen.hear({"do": "read", "line": drawn["key"], "whole": False})
    assert any(kind == "mark" for _, kind in seen.widget.shown["text"]["paragraphs"][0]["parts"])
    seen.hear({"do": "read", "line": gone["key"], "whole": False})
    assert seen.widget.shown["text"] is None and "not in the corpus any more" in seen.widget.shown["said"]
    assert "لم يعد النص" in seen.widget.shown["said"]


def test_a_line_whose_text_is_gone_has_a_code_of_its_own(confirmed, study):
    seen = reading.lines(confirmed, lines=20)
    assert seen.widget.shown["count"] == "1 / 13"
    give(seen, "مع", at=0)
    gone = next(at for at, line in enumerate(seen.widget.shown["lines"]) if line["code"] == "قديم")
    give(seen, "ضد", at=gone)
    found = coding.read(study, "08_sample")
    assert found.loc[found["code"] != "", ["code", "status"]].values.tolist() == [["مع", ""], ["ضد", "confirmed"]]
    assert seen.widget.shown["count"] == "2 / 13"


def test_a_code_is_given_though_the_text_of_the_next_line_is_gone(confirmed, study):
    seen = reading.lines(confirmed, lines=20)
    before = seen.widget.shown["lines"][11]
    seen.hear({"do": "read", "line": before["key"], "whole": False})
    give(seen, "مع", at=11)
    assert seen.widget.shown["text"] is None and seen.widget.shown["at"] == 12
    assert written(study)[11] == "مع" and "not in the corpus any more" in seen.widget.shown["said"]


def test_two_studies_with_a_sample_of_one_name_have_two_places(desk, tmp_path, monkeypatch):
    at = type("Shell", (), {"user_ns_hidden": {}})()
    monkeypatch.setattr(widgets, "shell", lambda: at)
    choose(reading.lines(desk, lines=4), coder="Mona", query="الأمن")
    other = tmp_path / "other"
    other.mkdir()
    (other / "study.toml").write_text('title = "ثانية"\n', encoding="utf-8")
    twin = coders.desk(settings.load(other), "08_sample", desk.sample, desk.corpus)
    assert reading.lines(twin, lines=4).widget.shown["state"]["coder"] == ""
    assert coders.names(twin.study, "08_sample") == [""]  # no sheet of Mona's was made there
    assert reading.lines(desk, lines=4).widget.shown["state"]["coder"] == "Mona"
