"""Raw files at an address: copied as they are, again only where they have changed; what may go wrong, in a sentence."""

import importlib
import sys

import pytest
import s3_server

from helpers.corpus import store
from helpers.corpus.reading import remote
from helpers.errors import ArgumentError, InputError

TEXTS = {
    "a.txt": "قال الوزير إن القرار جديد.", "2019/خبر 1.txt": "قالت الحكومة إن الاتفاق قديم.", "b.csv": "text\nكلمة",
}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with s3_server.started() as made:
        yield made


@pytest.fixture
def bucket(server, request):
    """The file system, and a folder of a bucket that holds TEXTS and a hidden file."""
    import s3fs

    system, name = s3fs.S3FileSystem(), f"b{abs(hash(request.node.name))}"
    system.mkdir(name)
    for path, text in {**TEXTS, ".hidden": "x"}.items():
        system.pipe_file(f"{name}/corpus/{path}", text.encode())
    return system, f"{name}/corpus"


@pytest.fixture
def copied(monkeypatch):
    """The names of the files that are copied."""
    found, take = [], remote.take

    def noted(at, name, *rest, **options):
        found.append(name)
        take(at, name, *rest, **options)

    monkeypatch.setattr(remote, "take", noted)
    return found


def held(folder):
    """What a folder holds, by the names of its files that are not hidden."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_what_lies_at_an_address_is_copied_and_only_changes_are_copied_again(bucket, tmp_path, copied, capsys):
    system, root = bucket
    folder = remote.fetch(f"s3://{root}/", tmp_path / "copy", progress=True)
    assert held(folder) == TEXTS and sorted(copied) == sorted(TEXTS)
    assert f"Copying 3 of 3 files from s3://{root}." in capsys.readouterr().out
    copied.clear()
    remote.fetch(f"s3://{root}", folder)
    assert copied == []
    system.pipe_file(f"{root}/a.txt", TEXTS["a.txt"].replace("جديد", "قديم").encode())  # as long as before
    system.pipe_file(f"{root}/new/c.txt", b"text")
    system.rm(f"{root}/2019", recursive=True)
    (folder / "b.csv").write_text("cut", encoding="utf-8")
    (folder / "alien.txt").write_text("from elsewhere", encoding="utf-8")
    remote.fetch(f"s3://{root}", folder)
    assert sorted(copied) == ["a.txt", "b.csv", "new/c.txt"]
    wanted = {"a.txt": TEXTS["a.txt"].replace("جديد", "قديم"), "b.csv": TEXTS["b.csv"], "new/c.txt": "text"}
    assert held(folder) == wanted and not (folder / "2019").exists()
    assert not [path for path in folder.iterdir() if path.suffix == ".part"]


def test_a_copy_that_was_stopped_goes_on(bucket, tmp_path, copied, monkeypatch):
    _, root = bucket
    take, stops = remote.take, True

    def stopping(at, name, *rest, **options):
        if stops and name == "b.csv":
            raise KeyboardInterrupt
        take(at, name, *rest, **options)

    monkeypatch.setattr(remote, "take", stopping)
    monkeypatch.setattr(remote, "_AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        remote.fetch(f"s3://{root}", tmp_path / "copy")
    stops = False
    copied.clear()
    assert held(remote.fetch(f"s3://{root}", tmp_path / "copy")) == TEXTS
    assert copied == ["b.csv"]


def test_another_address_changes_the_whole_folder(bucket, tmp_path):
    system, root = bucket
    folder = remote.fetch(f"s3://{root}", tmp_path / "copy")
    system.pipe_file(f"{root}-2/a.txt", TEXTS["a.txt"].encode())
    assert held(remote.fetch(f"s3://{root}-2", folder)) == {"a.txt": TEXTS["a.txt"]}
    assert held(remote.fetch(f"s3://{root}/2019/خبر 1.txt", folder)) == {"خبر 1.txt": TEXTS["2019/خبر 1.txt"]}


def test_a_folder_that_holds_other_files_is_left_alone(bucket, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds files that were not copied from s3://"):
        remote.fetch(f"s3://{bucket[1]}", tmp_path)
    assert held(tmp_path) == {"mine.txt": "mine"}


@pytest.mark.parametrize("kind", ["s3", "file"])
def test_a_corpus_at_an_address_gives_the_tables_of_the_same_files_here(bucket, tmp_path, kind):
    (tmp_path / "raw" / "2019").mkdir(parents=True)
    for name, text in TEXTS.items():
        (tmp_path / "raw" / name).write_text(text, encoding="utf-8")
    store.build(tmp_path / "raw", tmp_path / "here")
    address = f"s3://{bucket[1]}" if kind == "s3" else (tmp_path / "raw").as_uri()
    store.build(address, tmp_path / "there")
    names = [path.name for path in (tmp_path / "here").iterdir() if path.is_file()]
    assert len(names) == 10
    for name in names:
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes(), name
    assert held(tmp_path / "there-raw") == TEXTS
    if kind == "s3":
        bucket[0].pipe_file(f"{bucket[1]}/d.txt", "قال الرئيس إن الاجتماع غدا.".encode())
        assert "d" in set(store.build(address, tmp_path / "there").corpus.documents["doc_id"])


@pytest.mark.parametrize("address", [
    "s3://no-such-bucket/corpus", "s3://no bucket/corpus", "s3://{root}/nothing", "file:///no/such/folder",
])  # fmt: skip
def test_an_address_where_nothing_is_is_named(bucket, tmp_path, address):
    address = address.format(root=bucket[1])
    with pytest.raises(InputError, match=r"is not there; check the names of|There is no file at") as found:
        remote.fetch(address, tmp_path / "copy")
    assert address in str(found.value)
    assert not (tmp_path / "copy").exists()


def test_a_file_that_vanishes_or_changes_meanwhile_is_named(bucket, tmp_path, monkeypatch):
    system, root = bucket
    listed = remote.listed

    def late(at, what):
        found = listed(at)
        what()
        return found

    monkeypatch.setattr(remote, "listed", lambda at: late(at, lambda: system.rm_file(f"{root}/a.txt")))
    with pytest.raises(InputError, match=rf"^s3://{root}/a.txt is not there any more, but was when the"):
        remote.fetch(f"s3://{root}", tmp_path / "copy")
    monkeypatch.setattr(remote, "listed", lambda at: late(at, lambda: system.pipe_file(f"{root}/b.csv", b"longer" * 9)))
    with pytest.raises(InputError, match=rf"^s3://{root}/b.csv was changed while it was copied; start again"):
        remote.fetch(f"s3://{root}", tmp_path / "other")
    assert "b.csv" not in held(tmp_path / "other")
    assert not list((tmp_path / "other").glob("*.part"))


@pytest.mark.parametrize("name", ["b//c.txt", "../up.txt", "x\\y.txt", "a.txt/inner.txt", "خ" * 200 + ".txt"])
def test_a_name_that_no_file_can_have_is_named(bucket, tmp_path, name):
    system, root = bucket
    system.pipe_file(f"{root}/{name}", b"text")
    with pytest.raises(InputError, match=r"rename it there\.$"):
        remote.fetch(f"s3://{root}", tmp_path / "copy")
    assert not (tmp_path / "up.txt").exists()


def test_no_credentials_no_network_and_no_right_are_told_apart(bucket, tmp_path, monkeypatch):
    address = f"s3://{bucket[1]}"

    def said():
        s3_server.forget()
        with pytest.raises(InputError) as found:
            remote.fetch(address, tmp_path / "copy")
        return str(found.value)

    with monkeypatch.context() as patch:
        patch.delenv("AWS_ACCESS_KEY_ID")
        patch.delenv("AWS_SECRET_ACCESS_KEY")
        assert said().startswith(f"{address} asks who you are, and this machine has no credentials; set AWS_ACCESS_KEY")
    with monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        patch.setenv("AWS_MAX_ATTEMPTS", "1")
        assert said().startswith(f"{address} cannot be reached (EndpointConnectionError); check the network")
    with monkeypatch.context() as patch:
        patch.setattr("s3fs.S3FileSystem.find", lambda *of, **more: (_ for _ in ()).throw(PermissionError("403")))
        assert said().startswith(f"{address} may not be used with the credentials of this machine")
    s3_server.forget()
    assert not (tmp_path / "copy").exists()


def test_a_full_disk_is_named(bucket, tmp_path, monkeypatch):
    def full(*of, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bucket[0], "get_file", full)
    with pytest.raises(InputError, match="^The disk is full where s3://"):
        remote.fetch(f"s3://{bucket[1]}", tmp_path / "copy")


@pytest.mark.parametrize(("address", "said"), [
    ("s3://", "names no place"), ("s4://bucket/x", "which fsspec does not know"), ("raw", "is no address"),
    ("https://example.org/x", "an address on the web, which is not opened"),
    ("ftp://me:secret@host/x", "An address with a password stands in a setting"),
])  # fmt: skip
def test_what_can_be_no_address_is_refused(tmp_path, address, said):
    with pytest.raises(ArgumentError, match=said) as found:
        remote.fetch(address, tmp_path / "copy")
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(("module", "package"), [("s3fs", "s3fs"), ("fsspec.core", "fsspec")])
def test_a_package_that_is_not_there_is_named(server, tmp_path, monkeypatch, module, package):
    monkeypatch.delitem(importlib.import_module("fsspec.registry")._registry, "s3", raising=False)
    for name in [name for name in sys.modules if name.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=f"^s3://bucket/x needs the package {package}, which is not installed"):
        remote.fetch("s3://bucket/x", tmp_path / "copy")
