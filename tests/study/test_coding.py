import pandas as pd
import pytest

from helpers.errors import ArgumentError, InputError
from helpers.study import coding, files, outputs


def sample(*starts, query="الإرهاب"):
    n = len(starts)
    return pd.DataFrame(
        {
            "query": [query] * n, "doc_id": ["d1"] * n, "start": pd.Series(starts, dtype="int32"),
            "date": pd.to_datetime(["2020-03-01"] * n).astype("datetime64[s]"),
            "source": pd.Categorical(["الشرق"] * n), "pre": ["- قال"] * n, "keyword": ["الإرهاب"] * n,
        }
    )  # fmt: skip


def write_by_hand(study, **codes):
    """Fill in codes as a reader would: s5="خطر" codes the line that starts at 5."""
    table = pd.read_csv(coding.path(study, "08_sample"), encoding="utf-8-sig", dtype=str, keep_default_na=False)
    for start, code in codes.items():
        table.loc[table["start"] == start.removeprefix("s"), "code"] = code
    table.to_csv(coding.path(study, "08_sample"), index=False, encoding="utf-8-sig")


def codes(table):
    return dict(zip(table["start"].tolist(), table["code"], strict=True))


def test_a_first_sample_is_laid_out_in_the_folder_of_the_study(study):
    laid = coding.sheet(study, "08_sample", sample(5, 9))
    assert coding.path(study, "08_sample") == study.folder / "coding" / "08_sample.csv"
    assert list(laid.columns) == [*sample().columns, "code", "note"]
    assert codes(laid) == {5: "", 9: ""}
    assert coding.path(study, "08_sample").read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_is_filled_in_stays_and_new_lines_come_in(study):
    coding.sheet(study, "08_sample", sample(5, 9))
    write_by_hand(study, s5="خطر")
    again = coding.sheet(study, "08_sample", sample(2, 9, 5, 30))
    assert codes(again) == {2: "", 9: "", 5: "خطر", 30: ""}
    assert codes(coding.read(study, "08_sample")) == codes(again)


def test_a_coded_line_that_is_no_longer_drawn_is_kept_and_an_empty_one_goes(study):
    coding.sheet(study, "08_sample", sample(5, 9))
    write_by_hand(study, s5="خطر")
    again = coding.sheet(study, "08_sample", sample(2))
    assert codes(again) == {2: "", 5: "خطر"}
    assert again["date"].tolist() == [pd.Timestamp("2020-03-01")] * 2
    assert again["pre"].tolist() == ["- قال"] * 2
    assert codes(coding.sheet(study, "08_sample", sample(5, 2))) == {5: "خطر", 2: ""}


def test_a_second_run_writes_the_same_bytes(study):
    coding.sheet(study, "08_sample", sample(5, 9))
    write_by_hand(study, s5="-1")
    coding.sheet(study, "08_sample", sample(5, 9, 11))
    before = coding.path(study, "08_sample").read_bytes()
    assert codes(coding.sheet(study, "08_sample", sample(5, 9, 11)))[5] == "-1"
    assert coding.path(study, "08_sample").read_bytes() == before


def test_the_same_place_found_by_two_queries_is_coded_for_each(study):
    both = pd.concat([sample(5), sample(5, query="الإره*")])
    coding.sheet(study, "08_sample", both)
    table = coding.read(study, "08_sample")
    table.loc[1, "code"] = "خطر"
    files.write(coding.path(study, "08_sample"), outputs.csv_bytes(table))
    assert coding.sheet(study, "08_sample", both)["code"].tolist() == ["", "خطر"]


@pytest.mark.parametrize("between", [";", "\t"])
def test_a_file_as_a_spreadsheet_saves_it(study, between):
    coding.sheet(study, "08_sample", sample(5, 9))
    table = coding.read(study, "08_sample").assign(code=[" خطر ", ""], second=["نعم", ""])
    moved = table[["note", "code", *table.columns.drop(["note", "code"])]]
    text = moved.to_csv(index=False, sep=between, lineterminator="\r\n")
    text = "\r\n".join(line + between for line in text.split("\r\n")[:-1])
    coding.path(study, "08_sample").write_bytes(text.encode("utf-8-sig"))
    again = coding.sheet(study, "08_sample", sample(5, 9))
    assert codes(again) == {5: "خطر", 9: ""}
    assert again["second"].tolist() == ["نعم", ""]


def test_a_line_that_was_doubled(study):
    coding.sheet(study, "08_sample", sample(5))
    table = coding.read(study, "08_sample")
    twice = pd.concat([table, table.assign(code="خطر")])
    files.write(coding.path(study, "08_sample"), outputs.csv_bytes(twice))
    assert codes(coding.read(study, "08_sample")) == {5: "خطر"}
    files.write(coding.path(study, "08_sample"), outputs.csv_bytes(pd.concat([twice, table.assign(code="أمن")])))
    with pytest.raises(InputError, match='the line of "الإرهاب" in d1 at 5 is coded twice, differently'):
        coding.read(study, "08_sample")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"\xef\xbb\xbfquery,doc_id,start,code\nq,d,1,x\n", 'the column "note" is gone'),
        (b"query,doc_id,start,code,note\nq,d,x,a,b\n", 'the column "start" must hold whole numbers'),
        (b"query,doc_id,start,code,note\nq,d,1.5,a,b\n", 'the column "start" must hold whole numbers'),
        ("query,doc_id,start,code,note\nq,d,1,خطر,\n".encode("cp1256"), "cannot be read .* save it as CSV UTF-8"),
        (b"", "cannot be read"),
        (b'query,doc_id,start,code,note\nq,d,1,"a,b\n', "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_left_as_it_is(study, text, problem):
    files.write(coding.path(study, "08_sample"), text)
    with pytest.raises(InputError, match=problem):
        coding.sheet(study, "08_sample", sample(5))
    assert coding.path(study, "08_sample").read_bytes() == text


def test_reading_before_there_is_a_sample(study):
    with pytest.raises(InputError, match="08_sample.csv is not there; run the notebook that draws the sample first"):
        coding.read(study, "08_sample")


def test_a_sample_that_cannot_be_coded(study):
    with pytest.raises(ArgumentError, match='no column "query"; coding needs query, doc_id, start'):
        coding.sheet(study, "08_sample", sample(5).drop(columns="query"))
    with pytest.raises(ArgumentError, match='holds the line of "الإرهاب" in d1 at 5 twice'):
        coding.sheet(study, "08_sample", sample(5, 5))
    with pytest.raises(ArgumentError, match="must be a file name"):
        coding.sheet(study, "../raw/x", sample(5))
    assert not (study.folder / "coding").exists()


def coded(*codes, query="الإرهاب"):
    return pd.DataFrame({"query": query, "code": pd.Series(codes, dtype="str")})


def test_the_share_of_each_code_has_wilsons_interval():
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I: 81 of 263, Wilson's score method without
    # continuity correction: 0.2553 to 0.3662.
    table = coding.summary(coded(*["خطر"] * 81, *["أمن"] * 182, *[""] * 37)).set_index("code")
    assert table.index.tolist() == ["أمن", "خطر"]
    assert table.loc["خطر", ["n", "n_read", "n_lines"]].tolist() == [81, 263, 300]
    assert table.loc["خطر", ["share", "low", "high"]].tolist() == pytest.approx([81 / 263, 0.2553, 0.3662], abs=5e-5)


def test_a_query_of_which_nothing_is_read():
    table = coding.summary(pd.concat([coded("", ""), coded("خطر", query="أمن")]))
    assert table[["query", "code", "n", "n_read", "n_lines"]].values.tolist() == [
        ["الإرهاب", "", 0, 0, 2], ["أمن", "خطر", 1, 1, 1]
    ]  # fmt: skip
    assert table["share"].isna().tolist() == [True, False]
    with pytest.raises(ArgumentError, match="confidence is 95, but must lie between 0 and 1"):
        coding.summary(coded("a"), confidence=95)
