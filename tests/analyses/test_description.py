"""The description of a corpus, ready to paste."""

import json

import pytest
from factory import tokens_of

from helpers.analyses import description
from helpers.corpus import tokens
from helpers.corpus.assembly import repair
from helpers.corpus.cleaning import preparation


@pytest.fixture
def corpus(tmp_path):
    rows = [
        {"id": "a", "text": "شكرا ً للجميع في العالم", "date": "2018-03-01", "source": "الشرق"},
        {"id": "b", "text": "نعم في العالم", "date": "2018-04-01", "source": "الشرق"},
        {"id": "c", "text": "لا", "source": "الغد"},
        {"id": "a", "text": "شكرا ً للجميع في العالم"},
        {"id": "e", "text": "latin only"},
        {"id": "f", "text": ""},
        {"id": "g", "text": "این کتاب را از کتابخانه گرفتم که خوب است"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "b.exe").write_bytes(b"x")
    return preparation.read(tmp_path, {"other_languages": "drop"})


def test_counts_before_and_after_add_up(corpus):
    found = dict(description.counts(corpus).itertuples(index=False))
    assert found == {
        "files found": 2, "files not read": 1, "files read": 1, "documents found": 7, "left out: exact repetitions": 1,
        "left out: without an Arabic word": 1, "left out: without a text": 1, "left out: in other languages": 1,
        "documents in the study": 3,
    }  # fmt: skip
    left_out = sum(n for stage, n in found.items() if stage.startswith("left out"))
    assert found["documents found"] - left_out == found["documents in the study"]


def test_the_paragraph_says_what_a_methods_section_needs(corpus):
    made = tokens.tokenize(corpus, level="normalized", folds=["tashkeel"])
    english, arabic = description.paragraph(made, title="تجربة", population="All news.").split("\n\n")
    assert english == (
        'The corpus "تجربة" holds 3 documents, dated 2018-03-01 to 2018-04-01 (1 without a date). All news. '
        "Outlets: الشرق (2), الغد (1). It has 8 tokens of 6 types (distinct written forms), 6 terms at the level "
        '"normalized". A token is a maximal run of Arabic letters and their marks, of Latin letters or of digits; '
        "stop words count. Spelling differences levelled in counting: tashkeel. Repaired after reading: "
        "detached_tanwin (1 document). Left out: 1 exact repetitions, 1 without an Arabic word, 1 without a text, "
        "1 in other languages, 1 files that could not be read."
    )
    assert arabic == (
        "مدونة «تجربة»: عدد وثائقها 3، بين 2018-03-01 و2018-04-01 (منها بلا تاريخ: 1). All news. مصادرها: الشرق (2)، "
        "الغد (1). عدد كلماتها 8، وعدد أشكالها المكتوبة المختلفة 6، وعدد ما يُعد منها كلمة واحدة في مستوى "
        "«الرسم الموحد» 6. والكلمة سلسلة متصلة من الحروف العربية وحركاتها أو من الحروف اللاتينية أو من الأرقام، "
        "وكلمات الوظيفة منها. ووُحّد في العد من فروق الرسم: الحركات. أُصلح بعد القراءة (عدد الوثائق): تنوين منفصل (1). "
        "واستُبعد منها: مكررة حرفياً (1)، بلا كلمة عربية (1)، بلا نص (1)، بلغات أخرى (1)، ملفات تعذرت قراءتها (1)."
    )


def test_what_is_not_there_is_said_so(tmp_path):
    (tmp_path / "a.txt").write_text("نعم", encoding="utf-8")
    english, arabic = description.paragraph(tokens.tokenize(preparation.read(tmp_path / "a.txt", {}))).split("\n\n")
    assert 'The corpus "" holds 1 documents, undated. Its outlets are not known.' in english
    assert english.endswith("No text was repaired. Nothing was left out.")
    assert "بلا تواريخ" in arabic
    assert arabic.endswith("ولم يُصلح شيء من نصوصها. ولم يُستبعد منها شيء.")


def test_every_repair_has_an_arabic_name():
    assert set(description.STEPS) == {*repair.STEPS, "boilerplate", "hyphen"}


def test_the_table_states_what_a_methods_section_needs():
    texts = ["واحد اثنان ثلاثة", "واحد", "واحد اثنان", "خمسة ستة"]
    about = {"source": ["ب", "أ", "ب", "أ"], "date": ["2020-01-05", "2021-03-01", "2020-07-01", ""]}
    stream = tokens_of(texts, **about)
    about = description.table(stream, title="دراسة").set_index("item")["value"]
    assert about["corpus"] == "دراسة" and about["documents"] == "4" and about["tokens"] == "8"
    assert about["period"] == "from 2020-01-05 to 2021-03-01" and about["documents without a date"] == "1"
    assert about["sources"] == "2: أ, ب"
    assert about["tokens per document"] == "median 2, 1 to 3"


@pytest.mark.parametrize(
    ("n", "english", "arabic"), [(10, " (1).", "مصدر09 (1)."), (11, " and 1 more.", "، وعدد غيرها 1.")]
)
def test_ten_outlets_are_named_and_the_others_counted(n, english, arabic):
    names = [f"مصدر{k:02}" for k in range(n)]
    told = description.paragraph(tokens_of(["نعم"] * n, source=names)).split("\n\n")
    assert told[0].count("مصدر") == told[1].count("مصدر") == 10
    assert f"مصدر09 (1){english.removeprefix(' (1)')} It has" in told[0]
    assert arabic in told[1]


def test_the_table_names_thirty_outlets_the_largest_first():
    names = [f"مصدر{k:02}" for k in range(31)]
    about = description.table(tokens_of(["نعم"] * 32, source=[*names, "مصدر30"])).set_index("item")["value"]
    assert about["sources"] == f"31: {', '.join(['مصدر30', *names[:29]])}"
    assert about["tokens"] == "32" and about["period"] == "no dates" and about["documents without a date"] == "32"
    assert about["distinct written forms"] == "1" and about["distinct terms (level: normalized)"] == "1"
