"""The derived/ folder: made once, made again for a reason, never left half made."""

import ast
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import factory
import pandas as pd
import pyarrow as pa
import pytest

from helpers import versions
from helpers.corpus import documents, store, tokens
from helpers.errors import InputError
from helpers.study import settings

TEXTS = ["مكافحة الإرهاب. الإرهاب في الارهاب", "الإرهـــاب والإرْهاب! فى NATO", "لا شيء ٢٠٢١"]
FILES = (
    "documents.arrow", "files.arrow", "forms.arrow", "manifest.json", "mapping.arrow", "notes.arrow",
    "repairs.arrow", "set_aside.arrow", "terms.arrow", "tokens.arrow",
)  # fmt: skip


def write(path, texts=TEXTS, **fields):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{"id": f"d{n}", "text": text, "date": "2018-03-31", **fields} for n, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "دراسة الإرهاب 1"
    write(folder / "raw" / "مقالات أولى.jsonl", source="BBC")
    (folder / "raw" / "فارغ.txt").write_text("")
    return folder


def build(study, **recipe):
    return store.build(study / "raw", study / "derived", recipe=recipe, progress=True)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def same(one, other):
    for name in ("documents", "files", "mapping", "set_aside", "notes"):
        pd.testing.assert_frame_equal(getattr(one.corpus, name), getattr(other.corpus, name))
    for name in ("forms", "terms"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    for name in ("doc", "start", "end", "sent", "form", "form_term"):
        left, right = getattr(one, name), getattr(other, name)
        assert left.dtype == right.dtype
        assert left.tolist() == right.tolist()
    return (one.level, one.folds) == (other.level, other.folds)


def test_what_is_built_is_what_reading_and_tokenizing_give(study):
    made = build(study)
    assert same(made, tokens.tokenize(documents.read(study / "raw")))
    assert same(store.load(study / "derived"), made)
    assert tuple(sorted(content(study / "derived"))) == FILES
    assert made.corpus.set_aside["reason"].tolist() == ["an empty file"]
    assert sorted(path.name for path in study.iterdir()) == ["derived", "raw"]


@pytest.mark.parametrize("level", tokens.LEVELS)
def test_the_recipe_reaches_reading_and_tokenizing(tmp_path, level):
    write(tmp_path / "raw" / "a.jsonl", body="نص آخر في", outlet="x")
    recipe = {
        "corpus": {"text": "body", "source": "", "encoding": "auto"},
        "terms": {"level": level, "folds": ["tatweel"], "extra_stop_words": ["آخر"], "stop_words": "none"},
    }
    t = store.build(tmp_path / "raw", tmp_path / "derived", recipe=recipe)
    assert t.corpus.documents["text"].tolist() == ["نص آخر في"] * 3
    assert (t.level, t.folds) == (level, ("tatweel",))
    assert t.terms.loc[t.terms["is_stop"], "term"].tolist() == ["آخر"]


def test_options_of_the_terms_section():
    assert store.term_options({})["words"] is None
    made = tokens.tokenize(factory.corpus_of(TEXTS), **store.term_options({"not_stop_words": ["في"]}))
    assert made.terms.loc[made.terms["is_stop"], "key"].tolist() == ["لا"]


def test_a_second_build_reads_what_is_there(study, capsys):
    first = build(study)
    assert capsys.readouterr().out == "Building derived/: there is none yet.\n"
    before = content(study / "derived")
    inode = (study / "derived").stat().st_ino
    assert same(build(study), first)
    assert capsys.readouterr().out == ""
    assert content(study / "derived") == before
    assert (study / "derived").stat().st_ino == inode


def change_text(study):
    write(study / "raw" / "مقالات أولى.jsonl", [*TEXTS[:2], "لا شيء ٢٠٢٢"])


def add_file(study):
    write(study / "raw" / "ب" / "ثانية.jsonl", ["نعم"], id="x")


def remove_file(study):
    (study / "raw" / "فارغ.txt").unlink()


def rename_file(study):
    (study / "raw" / "مقالات أولى.jsonl").rename(study / "raw" / "مقالات.jsonl")


@pytest.mark.parametrize("change", [change_text, add_file, remove_file, rename_file])
def test_changed_raw_files_are_a_reason(study, capsys, change):
    build(study)
    change(study)
    capsys.readouterr()
    made = build(study)
    assert capsys.readouterr().out == "Building derived/: the raw files have changed.\n"
    assert same(made, tokens.tokenize(documents.read(study / "raw")))
    build(study)
    assert capsys.readouterr().out == ""


def test_a_new_date_of_a_raw_file_is_none(study, capsys):
    build(study)
    capsys.readouterr()
    for path in (study / "raw").iterdir():
        os.utime(path, (1, 1))
    hidden = study / "raw" / ".cache"
    hidden.mkdir()
    (hidden / "x.txt").write_text("نعم")
    (study / "raw" / ".x").write_text("نعم")
    build(study)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ({}, {"terms": {"level": "form"}}, "[terms]"),
        ({"terms": {"level": "form"}}, {"terms": {"level": "normalized"}}, "[terms]"),
        ({"terms": {"folds": ("alef",)}, "corpus": {}}, {"terms": {"folds": ["ya"]}, "corpus": {}}, "[terms]"),
        ({"terms": {"folds": ("alef",)}}, {"terms": {"folds": ("alef",)}, "corpus": {"title": "id"}}, "[corpus]"),
        ({"corpus": {"title": "id"}, "terms": {}}, {"terms": {}}, "[corpus]"),
        ({"corpus": {}, "terms": {}}, {"corpus": {"title": "id"}, "terms": {"level": "form"}}, "[corpus], [terms]"),
    ],
)
def test_a_changed_recipe_is_a_reason_that_names_the_section(study, capsys, old, new, named):
    build(study, **old)
    capsys.readouterr()
    build(study, **new)
    assert capsys.readouterr().out == f"Building derived/: the settings in {named} have changed.\n"
    build(study, **new)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ({}, {"lexicon": {"إرهاب": "عنف"}}, "the lexicon has changed"),
        ({"lexicon": {"إرهاب": "عنف"}}, {"lexicon": {"إرهاب": "إرهابي"}}, "the lexicon has changed"),
        ({"lexicon": {"مكافحة الإرهاب": "مكافحة الإرهاب"}}, {"lexicon": {}}, "the lexicon has changed"),
        ({"lexicon": {}}, {"lexicon": {"إرهاب": "عنف"}, "terms": {"level": "form"}},
         "the settings in the lexicon, [terms] have changed"),
    ],
)  # fmt: skip
def test_a_changed_lexicon_is_a_reason(study, capsys, old, new, named):
    build(study, **old)
    capsys.readouterr()
    made = build(study, **new)
    assert capsys.readouterr().out == f"Building derived/: {named}.\n"
    assert same(made, tokens.tokenize(documents.read(study / "raw"), lexicon=new["lexicon"], **new.get("terms", {})))
    assert same(build(study, **new), made)
    assert capsys.readouterr().out == ""


def test_another_order_of_the_lexicon_is_no_reason(study, capsys):
    lexicon = {"إرهاب": "عنف", "مكافحة الإرهاب": "مكافحة", "الإرهاب في": "ب"}
    made = build(study, lexicon=lexicon)
    capsys.readouterr()
    other = dict(reversed(lexicon.items()))
    assert same(build(study, lexicon=other), made)
    assert capsys.readouterr().out == ""
    assert same(tokens.tokenize(documents.read(study / "raw"), lexicon=other), made)


def test_the_lexicon_of_a_study_reaches_the_tokens_and_its_change_is_seen(study, capsys):
    (study / "study.toml").write_text("", encoding="utf-8")
    file = study / "lexicon.csv"

    def terms():
        made = store.build(study / "raw", study / "derived", recipe=settings.load(study).recipe, progress=True)
        return dict(zip(made.terms["term"], made.terms["n"], strict=True)), capsys.readouterr().out

    first = terms()
    assert first[0]["الإرهاب"] == 5
    assert first[1] == "Building derived/: there is none yet.\n"
    file.write_text("form,lemma\nمكافحة الإرهاب,\n", encoding="utf-8")
    second = terms()
    assert (second[0]["الإرهاب"], second[0]["مكافحة الإرهاب"]) == (4, 1)
    assert second[1] == "Building derived/: the lexicon has changed.\n"
    file.write_text("\ufeffform,lemma\r\n\r\nمكافحة  الإرهاب,\r\n", encoding="utf-8")  # the same entries
    assert terms() == (second[0], "")
    file.unlink()
    assert terms() == (first[0], second[1])


def test_a_setting_that_changes_only_what_is_shown_is_no_reason(study, capsys):
    build(study, terms={"level": "form", "min_length": 2})
    capsys.readouterr()
    build(study, terms={"level": "form", "min_length": 3, "numbers": True})
    assert capsys.readouterr().out == ""


def edit_manifest(study, edit):
    path = study / "derived" / "manifest.json"
    path.write_text(edit(path.read_text("utf-8")), encoding="utf-8")


def older(text):
    manifest = json.loads(text)
    manifest["versions"]["khitab"] = "0.0.1"
    return json.dumps(manifest)


def other_dictionary(text):
    manifest = json.loads(text)
    manifest["versions"]["simplemma"] = None  # as if it had been missing
    return json.dumps(manifest)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (older, "it was made by another version"),
        (other_dictionary, "it was made by another version"),
        (lambda text: text[:-20], "its manifest cannot be read"),
        (lambda text: "[]", "its manifest cannot be read"),
        (lambda text: "", "its manifest cannot be read"),
    ],
)
def test_another_version_and_a_broken_manifest_are_reasons(study, capsys, edit, reason):
    build(study)
    edit_manifest(study, edit)
    capsys.readouterr()
    build(study)
    assert capsys.readouterr().out == f"Building derived/: {reason}.\n"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_a_reason(study, name):
    made = build(study)
    (study / "derived" / name).unlink()
    reason = store.why_stale(study / "raw", study / "derived", {})
    assert reason == ("there is none yet" if name == "manifest.json" else "a file of it is missing")
    assert same(build(study), made)


def disk_full(*args, **kwargs):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "place",
    [(pa, "OSFile"), (pa.ipc, "new_file"), (store, "corpus_hash"), (Path, "write_text"), (Path, "chmod")],
)
def test_a_failure_in_the_middle_leaves_the_old_folder_whole(study, monkeypatch, place):
    old = build(study)
    before = content(study / "derived")
    change_text(study)
    with monkeypatch.context() as patch:
        patch.setattr(*place, disk_full)
        with pytest.raises(InputError, match="The disk that holds .*derived is full"):
            build(study)
    assert content(study / "derived") == before
    assert sorted(path.name for path in study.iterdir()) == ["derived", "raw"]
    assert same(store.load(study / "derived"), old)
    assert "٢٠٢٢" in build(study).forms["form"].tolist()


def test_a_failure_at_the_last_step_leaves_the_old_folder_whole(study, monkeypatch):
    build(study)
    before = content(study / "derived")
    change_text(study)
    rename = Path.rename

    def fails_for_the_new_one(self, target):
        if (self / "manifest.json").is_file() and "٢٠٢٢" in pd.read_feather(self / "forms.arrow")["form"].tolist():
            disk_full()
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fails_for_the_new_one)
        with pytest.raises(InputError, match="The disk that holds .*derived is full"):
            build(study)
    assert content(study / "derived") == before
    assert sorted(path.name for path in study.iterdir()) == ["derived", "raw"]


def test_raw_files_that_cannot_be_used_leave_the_old_folder_whole(study):
    build(study)
    before = content(study / "derived")
    shutil.rmtree(study / "raw")
    with pytest.raises(InputError, match="raw does not exist"):
        build(study)
    assert content(study / "derived") == before


def test_what_a_killed_build_left_over_is_cleared_away(study):
    for name in (".derived-abc123", ".derived-old"):
        (study / name).mkdir()
        (study / name / "documents.arrow").write_bytes(b"half")
    (study / "derived-notes").mkdir()
    made = build(study)
    assert sorted(path.name for path in study.iterdir()) == ["derived", "derived-notes", "raw"]
    assert same(store.load(study / "derived"), made)


def test_tokens_stay_on_disk(study):
    made = build(study)
    for name in ("doc", "start", "end", "sent", "form"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(made, name)[0] = 1
    if not sys.platform.startswith("linux"):
        pytest.skip("what is mapped can be looked up on Linux only")
    maps = [line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text("utf-8").splitlines()]
    where = str(study / "derived" / "tokens.arrow")
    mapped = [tuple(int(end, 16) for end in m[0].split("-")) for m in maps if len(m) == 6 and m[5] == where]
    for name in ("doc", "start", "end", "sent", "form"):
        address = getattr(made, name).ctypes.data
        assert any(low <= address < high for low, high in mapped)


def test_loaded_tokens_outlive_their_folder(study):
    made = build(study)
    expected = made.form.tolist()
    change_text(study)
    assert build(study).forms["form"].tolist() != made.forms["form"].tolist()
    shutil.rmtree(study / "derived")
    assert made.form.tolist() == expected


def test_the_hash_of_a_corpus_follows_ids_texts_and_their_order(study):
    made = build(study)
    first = store.corpus_hash(made.corpus)
    assert len(first) == 64
    assert json.loads((study / "derived" / "manifest.json").read_text("utf-8"))["corpus_hash"] == first
    assert store.corpus_hash(documents.read(study / "raw")) == first
    assert store.corpus_hash(factory.corpus_of(TEXTS)) == first  # whatever the file and its metadata
    assert store.corpus_hash(factory.corpus_of(TEXTS[::-1])) != first
    assert store.corpus_hash(made.corpus.where(doc_id=["d0", "d1"])) != first
    assert store.corpus_hash(factory.corpus_of([*TEXTS[:2], "لا شيء ٢٠٢٢"])) != first
    rows = "".join(f"d{n}\t{hashlib.sha256(text.encode()).hexdigest()}\n" for n, text in enumerate(TEXTS))
    assert first == hashlib.sha256(rows.encode()).hexdigest()


def test_the_manifest_says_what_was_made_of_what(study):
    made = build(study, terms={"level": "form"})
    manifest = json.loads((study / "derived" / "manifest.json").read_text("utf-8"))
    assert (manifest["n_documents"], manifest["n_tokens"]) == (3, len(made))
    assert (manifest["level"], manifest["folds"]) == ("form", list(made.folds))
    assert manifest["recipe"] == {"terms": {"level": "form"}}
    assert sorted(manifest["raw"]) == ["فارغ.txt", "مقالات أولى.jsonl"]
    by_file = made.corpus.files.set_index("file")["sha256"]
    assert manifest["raw"]["مقالات أولى.jsonl"] == by_file["مقالات أولى.jsonl"]


def test_one_file_can_be_the_raw_material(tmp_path):
    write(tmp_path / "a.jsonl")
    made = store.build(tmp_path / "a.jsonl", str(tmp_path / "new" / "derived"))
    assert len(made.corpus) == 3
    assert store.why_stale(tmp_path / "a.jsonl", tmp_path / "new" / "derived", {}) is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="file names of any bytes exist on Linux only")
def test_a_file_name_in_an_old_encoding_and_a_dead_link_do_no_harm(study):
    name = os.path.join(os.fsencode(study / "raw"), "خبر".encode("cp1256") + b".txt")
    with open(name, "wb") as file:
        file.write("نعم نعم".encode())
    (study / "raw" / "link.txt").symlink_to(study / "nowhere.txt")
    made = build(study)
    assert len(made.corpus) == 4
    assert store.why_stale(study / "raw", study / "derived", {}) is None


def test_an_empty_corpus_can_be_kept(tmp_path):
    nothing = tokens.tokenize(factory.corpus_of(TEXTS).where(start="2018"))
    store.save(nothing, tmp_path / "derived")
    again = store.load(tmp_path / "derived")
    assert (len(again), len(again.corpus), len(again.terms)) == (0, 0, 0)
    assert again.corpus.documents["date"].dtype == "datetime64[s]"


def test_a_build_killed_between_its_last_steps_is_mended(study):
    derived = study / "derived"
    store.build(study / "raw", derived)
    derived.rename(derived.with_name(".derived-old"))
    assert len(store.build(study / "raw", derived)) > 0
    assert derived.is_dir() and not derived.with_name(".derived-old").exists()


HELPERS = Path(store.__file__).parents[1]


def modules_behind(*names):
    """The modules of helpers that these import, and what those import, as paths below helpers."""
    found, todo = set(), list(names)
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        package = Path(path).parent.parts
        for node in ast.walk(ast.parse((HELPERS / path).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                above = package[: len(package) - node.level + 1]
                base = HELPERS.joinpath(*above, *(node.module or "").split("."))
                files = [base.with_suffix(".py"), *(base / f"{alias.name}.py" for alias in node.names)]
                todo += [file.relative_to(HELPERS).as_posix() for file in files if file.is_file()]
    return found


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package, of whose code the store takes its hash."""
    copy = tmp_path / "helpers"
    shutil.copytree(HELPERS, copy, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    monkeypatch.setattr(versions, "files", lambda name: copy)
    return copy


def is_seen(path):
    """Whether a change of a file makes derived/ stale; the file is as it was afterwards."""
    before, content = store._versions(), path.read_bytes()
    path.write_bytes(content + b"\n# changed\n")
    after = store._versions()
    path.write_bytes(content)
    return after != before


def test_every_module_that_decides_on_texts_and_words_makes_derived_stale(package):
    decisive = modules_behind("corpus/cleaning/preparation.py", "corpus/tokens.py")
    decisive = {path for path in decisive if path.startswith(("arabic/", "corpus/"))}
    # Each level: flat, and each of the folders.
    assert {"corpus/documents.py", "corpus/reading/text.py", "corpus/assembly/repair.py", "corpus/words/forms.py",
            "corpus/cleaning/boilerplate.py", "arabic/damage.py"} <= decisive  # fmt: skip
    assert [path for path in sorted(decisive) if not is_seen(package / path)] == []
    for name in ("morphology", "stopwords"):
        tables = [file for file in (package / "resources" / name).iterdir() if file.suffix in (".txt", ".tsv")]
        assert tables and all(map(is_seen, tables))


@pytest.mark.parametrize("path", ["corpus/store.py", "corpus/search/query.py",
                                  "corpus/search/sampling.py", "analyses/frequency.py"])  # fmt: skip
def test_a_module_that_comes_later_does_not(package, path):
    assert not is_seen(package / path)


def test_a_module_that_is_moved_or_renamed_makes_derived_stale(package):
    before = store._versions()
    (package / "corpus" / "words" / "forms.py").rename(package / "corpus" / "forms.py")
    moved = store._versions()
    (package / "corpus" / "forms.py").rename(package / "corpus" / "words" / "spellings.py")
    assert len({before["words"], moved["words"], store._versions()["words"]}) == 3
