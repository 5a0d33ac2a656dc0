"""What people really have: each case ends in a clear sentence or a set-aside list, never in a traceback."""

import gzip
import json

import pytest
from typer.testing import CliRunner

from helpers.corpus import store
from helpers.study import cli, runner, settings

ARTICLE = "أعلنت الوزارة اليوم أن مكافحة الإرهاب مسؤولية مشتركة بين الدولة والمجتمع."


def lines(*rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def study(tmp_path):
    """Make a study in a folder with spaces and Arabic letters: files by name, settings as text."""

    def make(files, toml=""):
        folder = tmp_path / "دراسة عن الخطاب" / "a study"
        (folder / "raw").mkdir(parents=True)
        (folder / "study.toml").write_text(f'title = "دراسة"\n{toml}', encoding="utf-8")
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            (folder / "raw" / name).write_bytes(data)
        return folder

    return make


def khitab(*words):
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.output


REFUSED = {
    "empty folder": ({}, "", "raw"),
    "only an empty file": ({"a.txt": ""}, "", "empty"),
    "no such column": ({"a.csv": f"id,body\n1,{ARTICLE}\n"}, '[corpus]\ntext = "bdoy"\n', 'Did you mean "body"'),
    "unreadable bytes": ({"a.txt": bytes(range(128, 256)) * 50}, "", "a.txt"),
    "no Arabic word": ({"a.txt": "Only English here."}, "", "no Arabic"),
    "unknown key": ({"a.txt": ARTICLE}, "[terms]\nlevle = 'form'\n", 'Did you mean "level"'),
    "unknown section": ({"a.txt": ARTICLE}, "[term]\nlevel = 'form'\n", 'Did you mean "terms"'),
    "unknown fold": ({"a.txt": ARTICLE}, "[terms]\nfolds = ['alif']\n", '"alef"'),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_in_a_sentence(study, case):
    files, toml, expected = REFUSED[case]
    folder = study(files, toml)
    code, said = khitab("build", folder)
    assert code == 1 and expected in said.replace("\n", " ")
    assert not (folder / "derived").exists()


SET_ASIDE = {
    "a row without text": ({"a.jsonl": lines({"id": "1", "text": ARTICLE}, {"id": "2", "text": " "})}, "text"),
    "a file without an Arabic word": ({"a.txt": ARTICLE, "b.txt": "English"}, "Arabic"),
    "an unreadable file": ({"a.txt": ARTICLE, "b.txt": bytes(range(128, 256)) * 50}, "b.txt"),
    "a broken line": ({"a.jsonl": lines({"id": "1", "text": ARTICLE}) + "\n{broken"}, "broken JSON"),
    "an unknown kind of file": ({"a.txt": ARTICLE, "b.xyz": "x"}, "b.xyz"),
    "the same row twice": ({"a.jsonl": lines({"id": "1", "text": ARTICLE}, {"id": "1", "text": ARTICLE})}, "1"),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_is_set_aside_and_told(study, case):
    files, expected = SET_ASIDE[case]
    folder = study(files)
    code, _ = khitab("build", folder)
    aside = store.load(folder / "derived").corpus.set_aside
    assert code == 0 and len(aside) == 1
    assert expected in " ".join(map(str, aside.iloc[0]))
    assert expected in khitab("check", folder)[1]


def test_what_is_no_date_is_taken_and_noted(study):
    rows = lines({"id": "1", "text": ARTICLE, "date": "yesterday"}, {"id": "2", "text": ARTICLE, "date": "2020-02-30"})
    folder = study({"a.jsonl": rows})
    assert khitab("build", folder)[0] == 0
    corpus = store.load(folder / "derived").corpus
    assert corpus.documents["date"].isna().all() and len(corpus) == 2
    notes = " ".join(corpus.notes["note"])
    assert "yesterday" in notes and "2020-02-30" in notes


def test_the_same_id_with_another_text_is_kept_under_another_name(study):
    folder = study({"a.jsonl": lines({"id": "1", "text": ARTICLE}, {"id": "1", "text": ARTICLE + " نعم"})})
    khitab("build", folder)
    corpus = store.load(folder / "derived").corpus
    assert corpus.documents["doc_id"].to_list() == ["1", "1-2"] and len(corpus.notes) == 1


def test_a_document_of_20_mb(study):
    row = lines({"id": "1", "text": (ARTICLE + "\n") * 170_000})
    folder = study({"a.jsonl.gz": gzip.compress(row.encode("utf-8"))})
    assert khitab("build", folder)[0] == 0
    tokens = store.load(folder / "derived")
    assert len(tokens) == 11 * 170_000 and tokens.corpus.documents["n_chars"].iloc[0] > 11e6


def test_one_document_gives_frequencies_and_a_cloud_and_says_what_has_no_meaning(study):
    folder = study({"a.txt": (ARTICLE + "\n") * 3}, '[figures]\nformats = ["png"]\ndpi = 60\n')
    report = runner.run(settings.load(folder), progress=False)
    written = {path.name for path in report.parent.iterdir()}
    for name in ("03_term_frequency", "05_cloud_frequency"):
        assert {f"{name}.csv", f"{name}.png"} <= written
    assert "04_themes.csv" not in written and "05_cloud_tfidf.png" not in written
    page = report.read_text("utf-8")
    assert "with one document every term has the same weight" in page
