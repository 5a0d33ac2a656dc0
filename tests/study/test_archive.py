"""An archive: from a study to a zip, from the zip to a study that is the same."""

import hashlib
import json
import shutil
import zipfile

import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers.corpus import store
from helpers.errors import InputError, NotFound
from helpers.study import archive, cli, comparison, differences, outputs, provenance, settings

TEXT = "قال الوزير إن الإرهاب خطر على الدولة وإن التعاون ضروري. "
CAPTIONS = {"caption_ar": "كلمات", "caption_en": "Words"}


@pytest.fixture
def outer(tmp_path):
    """Raw files outside of the study, and another study that its keyness compares with."""
    (tmp_path / "خارج" / "texts").mkdir(parents=True)
    (tmp_path / "خارج" / "texts" / "أ.txt").write_text(TEXT * 3, "utf-8")
    (tmp_path / "خارج" / "other" / "raw").mkdir(parents=True)
    (tmp_path / "خارج" / "other" / "raw" / "b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "خارج" / "other" / "study.toml").write_text('title = "أخرى"\n', "utf-8")
    return tmp_path / "خارج"


@pytest.fixture
def made(make_study, outer):
    """A study whose texts and reference lie elsewhere, built, with one table."""
    folder = make_study().folder
    (folder / "mine.toml").write_text('[naming]\nactors = ["إرهابي"]\n', "utf-8")
    study = make_study(
        f'title = "<script> \\\\section{{$x_1$}} \\"q\\" | `"\n[corpus]\nraw = {json.dumps(str(outer / "texts"))}\n'
        f'[keyness]\nreference = {json.dumps(str(outer / "other"))}\n[lexicons]\nfiles = ["mine"]\n'
    )
    (study.folder / "SOURCES.md").write_text("sources", "utf-8")
    (study.folder / "gloss.csv").write_text("term,gloss\nإرهاب,terrorism\n", "utf-8")
    (study.folder / "coding").mkdir()
    (study.folder / "coding" / "08_sample.csv").write_text("query,code\n", "utf-8")
    store.build(study.raw, study.derived, recipe=study.recipe)
    outputs.save_table(study, "03_words", pd.DataFrame({"term": ["إرهاب"]}), uses=["keyness"], **CAPTIONS)
    return study


def unpacked(path, folder):
    with zipfile.ZipFile(path) as book:
        book.extractall(folder)
    (inner,) = folder.iterdir()
    return inner


def test_the_unpacked_archive_is_the_same_study(made, tmp_path, outer):
    first = archive.write(made, raw=True, to=tmp_path / "a.zip")
    assert first.path.read_bytes() == archive.write(made, raw=True, to=tmp_path / "b.zip").path.read_bytes()
    with zipfile.ZipFile(first.path) as book:
        assert {(one.date_time, one.external_attr) for one in book.infolist()} == {((1980, 1, 1, 0, 0, 0), 0o644 << 16)}
        assert book.namelist() == sorted(book.namelist())
    before = provenance.corpus_hash(made)
    kept = (made.figures_folder / "03_words.csv").read_bytes()
    folder = unpacked(first.path, tmp_path / "elsewhere")
    shutil.rmtree(outer)
    shutil.rmtree(made.folder)
    again = settings.load(folder)
    assert archive.check(again) == []
    assert list(outputs.listing(again)["changed_since"]) == [""], "before anything is built, nothing is known to differ"
    assert (folder / "figures" / "03_words.csv").read_bytes() == kept
    assert again.raw == folder / "raw" / "texts" and again.lexicon_files[0].is_file() and again.gloss_file.is_file()
    assert comparison.other(again, again.keyness["reference"]).title == "أخرى"
    store.build(again.raw, again.derived, recipe=again.recipe)
    assert provenance.corpus_hash(again) == before
    assert list(outputs.listing(again)["changed_since"]) == [""], "nothing is other than it was, not even the reference"


def test_every_file_has_its_hash_and_the_readme_says_how_to_run_it_again(made, tmp_path):
    folder = unpacked(archive.write(made, raw=True, to=tmp_path / "a.zip").path, tmp_path / "elsewhere")
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    named = dict(reversed(line.split("  ", 1)) for line in lines)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(named) == there - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == value for name, value in named.items())
    about = json.loads((folder / "archive.json").read_text("utf-8"))
    assert {file["path"] for file in about["files"]} == there - {"SHA256SUMS", "archive.json"}
    assert {"coding/08_sample.csv", "mine.toml", "gloss.csv", "requirements.txt", "raw/texts/أ.txt",
            "reference/other/study.toml", "reference/other/raw/b.txt"} <= there  # fmt: skip
    readme = (folder / "README.md").read_text("utf-8")
    assert "khitab run FOLDER" in readme and "كيف تُعاد" in readme and "raw/texts/أ.txt" in readme
    assert readme.startswith("# \\<script\\> ") and "{" not in readme.replace("section{$x", "").split("\n", 1)[1]


def test_two_archives_can_be_compared_without_texts(made, tmp_path, outer):
    one = unpacked(archive.write(made, to=tmp_path / "a.zip").path, tmp_path / "one")
    shutil.copy(outer / "texts" / "أ.txt", outer / "texts" / "=ب.txt")
    (outer / "texts" / "=ب.txt").write_text(TEXT * 5, "utf-8")
    store.build(made.raw, made.derived, recipe=made.recipe)
    two = unpacked(archive.write(made, to=tmp_path / "b.zip").path, tmp_path / "two")
    assert not (two / "derived").exists()
    found = differences.compare(settings.load(one), settings.load(two))
    table = found.table.set_index("item")
    assert found.same == 1 and table.at["=ب", "moved"] == "added" and table.at["documents", "change"] == 1


def test_without_raw_the_run_says_which_file_belongs_where(made, tmp_path, outer):
    folder = unpacked(archive.write(made, to=tmp_path / "a.zip").path, tmp_path / "elsewhere")
    assert not (folder / "raw").exists() and (folder / "reference" / "other" / "study.toml").is_file()
    again = settings.load(folder)
    with pytest.raises(InputError) as caught:
        archive.check(again)
    told, name = str(caught.value), "raw/texts/أ.txt"
    hashed = hashlib.sha256((outer / "texts" / "أ.txt").read_bytes()).hexdigest()
    assert f"{name} (SHA-256 {hashed}, " in told and "reference/other/raw/b.txt (SHA-256" in told
    done = CliRunner().invoke(cli.app, ["run", str(folder)])
    assert done.exit_code == 1 and name in done.output.replace("\n", "") and "Traceback" not in done.output
    for path, place in ((outer / "texts" / "أ.txt", name), (outer / "other" / "raw" / "b.txt", None)):
        target = folder / (place or "reference/other/raw/b.txt")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    assert archive.check(again) == []
    (folder / name).write_text("نص آخر", "utf-8")
    with pytest.raises(InputError, match=r"أ\.txt is not the file that the archive was made from"):
        archive.check(again)
    (folder / "archive.json").write_text("[]", "utf-8")
    with pytest.raises(InputError, match="archive.json is damaged; unpack the archive again"):
        archive.check(again)


def test_a_report_with_whole_articles_comes_with_the_raw_texts_only(made, tmp_path):
    (made.figures_folder / "report.html").write_text("articles", "utf-8")
    (made.folder / "journal.docx").write_bytes(b"x")
    found, path = archive.write(made, to=tmp_path / "a.zip"), made.file
    assert any("report.html" in note and '[report] texts = "lines"' in note for note in found.notes)
    path.write_text(path.read_text("utf-8") + '[report]\ntexts = "lines"\ntemplate = "journal.docx"\n', "utf-8")
    lines = archive.write(settings.load(made.folder), to=tmp_path / "b.zip")
    whole = archive.write(made, raw=True, to=tmp_path / "c.zip")
    names = [set(zipfile.ZipFile(one.path).namelist()) for one in (found, lines, whole)]
    assert [f"{made.name}/figures/report.html" in one for one in names] == [False, True, True]
    assert f"{made.name}/journal.docx" in names[1]


def test_other_versions_are_said(made, tmp_path):
    folder = unpacked(archive.write(made, raw=True, to=tmp_path / "a.zip").path, tmp_path / "elsewhere")
    about = json.loads((folder / "archive.json").read_text("utf-8"))
    about["made_with"][0]["commit"] = "0" * 40
    (folder / "archive.json").write_text(json.dumps(about), "utf-8")
    (told,) = archive.check(settings.load(folder))
    assert told.startswith("The archive was made with Khitab") and "0" * 40 in told


def test_what_is_the_readers_own_stays_out_and_is_said(made, tmp_path):
    (made.figures_folder / "mine.png").write_bytes(b"x")
    (made.folder / "notes.docx").write_bytes(b"x")
    found = archive.write(made, to=tmp_path / "a.zip")
    assert [path.name for path in outputs.others(made)] == ["mine.png"]
    assert "mine.png" in found.notes[0] and "notes.docx" in found.notes[1]
    assert f"study.toml names {made.corpus['raw']}, a place on this computer" in found.notes[2]
    with zipfile.ZipFile(found.path) as book:
        assert not [name for name in book.namelist() if name.endswith(("mine.png", "notes.docx"))]
    told = CliRunner().invoke(cli.app, ["report", str(made.folder)]).output
    assert "Kept, but not shown, as no run of Khitab made it: mine.png" in told.replace("\n", "")
    assert (made.figures_folder / "mine.png").is_file()


def test_what_cannot_be_archived(made, tmp_path, outer):
    shutil.copy(outer / "texts" / "أ.txt", outer / "texts" / "ب.txt")
    with pytest.raises(InputError, match=r"ب\.txt is not as it was when the outputs were made; khitab run"):
        archive.write(made, to=tmp_path / "a.zip")
    (outer / "texts" / "ب.txt").unlink()
    shutil.rmtree(outer / "other")
    found = archive.write(made, to=tmp_path / "a.zip")
    assert "The reference does not come along (corpus hash None)" in found.notes[-1]
    with pytest.raises(InputError, match="cannot be written"):
        archive.write(made, to=tmp_path)
    shutil.rmtree(made.figures_folder)
    with pytest.raises(NotFound, match='holds no outputs yet; "khitab run'):
        archive.write(made, to=tmp_path / "a.zip")
