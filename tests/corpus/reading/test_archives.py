"""Archives: what is read out of them, and what they may not do."""

import gzip
import io
import os
import struct
import tarfile
import zipfile
import zlib

import pytest
import records
from made_files import TEXT, archive_tar, archive_zip, docx, xlsx

from helpers.corpus import documents
from helpers.corpus.reading import archives, files, limits
from helpers.errors import InputError

MAKERS = {"a.zip": archive_zip, "a.tar.gz": archive_tar, "a.tgz": archive_tar, "a.tar": lambda m: archive_tar(m, "w"),
          "a.tar.bz2": lambda m: archive_tar(m, "w:bz2"), "a.tar.xz": lambda m: archive_tar(m, "w:xz")}  # fmt: skip


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def aside(corpus):
    return dict(zip(corpus.set_aside["file"], corpus.set_aside["reason"], strict=True))


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("name", MAKERS)
def test_every_file_of_an_archive_is_read_under_its_own_name(tmp_path, name):
    members = {
        "أخبار/b.txt": TEXT, "a.csv": f"id,text\n1,{TEXT}\n", "c.docx": docx(TEXT), "d.jsonl.gz":
        gzip.compress(f'{{"text": "{TEXT}"}}'.encode()), ".DS_Store": b"x", "__MACOSX/._b.txt": "x", "e.xyz": b"x",
        "f.doc": OLD_WORD, "./g.txt": TEXT,
    }  # fmt: skip
    path = write(tmp_path, name, MAKERS[name](members))
    before = sorted(tmp_path.rglob("*"))
    c = documents.read(path)
    assert sorted(c.documents["doc_id"]) == sorted(
        ["1", f"{name}/أخبار/b", f"{name}/c", f"{name}/d-1", f"{name}/g"]
    )
    assert set(c.documents["text"]) == {TEXT}
    assert c.files.set_index("file").loc[f"{name}/a.csv", ["format", "bytes"]].tolist() == [
        "csv", len(members["a.csv"].encode()),
    ]  # fmt: skip
    assert aside(c) == {
        f"{name}/e.xyz": f"unknown kind of file; the kinds are {files.READABLE}",
        f"{name}/f.doc": "an old Word file (.doc), which is not read; open it in Word or LibreOffice and save it as "
        ".docx",
    }
    assert sorted(tmp_path.rglob("*")) == before  # nothing is unpacked to the disk


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
@pytest.mark.parametrize("evil", ["../evil.txt", "x/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt"])
def test_a_path_that_leads_out_is_refused(tmp_path, name, evil):
    c = documents.read(write(tmp_path / "raw", name, MAKERS[name]({evil: TEXT, "good.txt": TEXT})))
    assert c.documents["doc_id"].tolist() == [f"{name}/good"]
    (reason,) = c.set_aside["reason"]
    assert reason == "its path leads out of the archive; pack it again with paths inside"
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_refused(tmp_path, kind):
    info = tarfile.TarInfo("link.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    c = documents.read(write(tmp_path, "a.tar", archive_tar({"link": info, "b.txt": TEXT}, "w")))
    assert len(c) == 1
    assert "not a file; put the file itself into the archive" in aside(c)["a.tar/link.txt"]


def test_a_link_of_a_zip_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("b.txt", TEXT)
    c = documents.read(write(tmp_path, "a.zip", out.getvalue()))
    assert aside(c) == {"a.zip/link.txt": "a link or a device, not a file; put the file itself into the archive"}


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_an_archive_within_an_archive_is_not_opened(tmp_path, name):
    c = documents.read(write(tmp_path, name, MAKERS[name]({"inner.zip": archive_zip({"x.txt": TEXT}), "b.txt": TEXT})))
    assert aside(c)[f"{name}/inner.zip"].startswith("an archive within an archive, which is not opened; unpack it")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path, name):
    members = {"a.txt": TEXT, "bomb.txt": bytes(300_000_000)}
    c = documents.read(write(tmp_path, name, MAKERS[name](members)))
    assert len(c) == 1
    assert aside(c)[f"{name}/bomb.txt"].startswith("unpacks to more than 250 times its size, as no text does; if you")


def test_a_gzip_bomb_is_refused(tmp_path):
    with pytest.raises(InputError, match="unpacks to more than 250 times its size"):
        records.read(write(tmp_path, "a.txt.gz", gzip.compress(bytes(300_000_000))))


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.docx", "is larger when unpacked, where one file may have 50 MB"),
     ("a.xlsx", "unpacks to more than 250 times its size")],
)  # fmt: skip
def test_a_bomb_in_an_office_file_is_refused(tmp_path, name, reason):
    good = docx(TEXT) if name == "a.docx" else xlsx(a=[["text"], [TEXT]])
    out = io.BytesIO(good)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/footnotes.xml", bytes(300_000_000))
    with pytest.raises(InputError, match=reason):
        records.read(write(tmp_path, name, out.getvalue()))


def test_parts_that_are_not_read_are_not_unpacked(tmp_path):
    out = io.BytesIO(docx(TEXT))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/film.mp4", bytes(300_000_000))
    assert records.read(write(tmp_path, "a.docx", out.getvalue()))[0][0][1]["text"] == TEXT


def test_limits_can_be_raised(tmp_path):
    path = write(tmp_path, "a.txt.gz", gzip.compress((TEXT * 100).encode()))
    with pytest.raises(InputError, match="larger when unpacked, where one file may have 0 MB; split it, or"):
        records.read(path, largest=1000)
    assert records.read(path, largest=20_000)[0]
    with pytest.raises(InputError, match="has 0 MB, where one file may have 0 MB"):
        records.read(write(tmp_path, "b.txt", TEXT.encode()), largest=50)
    with pytest.raises(InputError, match="where one file may have 0 MB; split it, or raise largest_file_mb in"):
        documents.read(path, largest=1000)


def test_an_archive_that_holds_too_much_is_read_up_to_there(tmp_path, monkeypatch):
    data = archive_zip({f"{n}.txt": f"{TEXT} {n}" * 10 for n in range(20)})
    c = documents.read(write(tmp_path, "a.zip", data), largest=3_000)
    assert 5 < len(c) < 20
    assert aside(c)["a.zip"].startswith("is larger when unpacked, where one file may have")
    monkeypatch.setattr(archives, "MEMBERS", 5)
    for name in ("b.zip", "b.tar.gz"):
        make = archive_zip if name == "b.zip" else archive_tar
        with pytest.raises(InputError, match="an archive of more than 5 files; split it"):
            list(archives.members(write(tmp_path, name, make({f"{n}.txt": "x" for n in range(9)})), largest=10**9))


def test_a_tar_header_that_claims_a_gigabyte_of_itself_is_refused(tmp_path):
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 * limits.LARGEST
    data = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000))
    with pytest.raises(InputError, match="unpacks to more than .* MB; split it into smaller archives"):
        documents.read(write(tmp_path, "a.tar.gz", data))


def test_a_member_with_a_password_is_named(tmp_path):
    data = bytearray(archive_zip({"a.txt": TEXT}))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, place + 8, 1)  # the flag of encryption in the directory
    struct.pack_into("<H", data, 6, 1)
    with pytest.raises(InputError, match="protected by a password; unpack it and put the files here"):
        documents.read(write(tmp_path, "a.zip", bytes(data)))


@pytest.mark.parametrize("name", MAKERS)
def test_a_damaged_archive_says_so_and_gives_what_is_whole(tmp_path, name):
    data = MAKERS[name]({f"{n}.txt": TEXT + os.urandom(3000).hex() for n in range(30)})
    with pytest.raises(InputError, match=f"holds no usable document; 1 set aside. Reason: {name}: a damaged archive"):
        documents.read(write(tmp_path, name, data[:60]))
    if name.endswith(("tar", "gz")):  # a zip has its directory at its end, the others pack large blocks
        c = documents.read(write(tmp_path, name, data[: len(data) * 2 // 3]))
        assert 10 < len(c) < 30
        assert aside(c)[name].startswith("a damaged archive (")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("خبر ٢٠١٩", "utf-8"), ("خبر é №", "utf-8"), ("خبرنا", "cp720"), ("Grüße", "cp437"), ("report", "ascii")],
)
def test_a_name_without_the_flag_is_read_by_what_it_can_be(tmp_path, name, encoding):
    """UTF-8 whatever it holds, the Arabic code page of DOS where nothing but Arabic comes out, else that of the USA."""
    raw = name.encode(encoding)
    data = archive_zip({f"{'A' * len(raw)}.txt": TEXT}).replace(b"A" * len(raw), raw)
    assert documents.read(write(tmp_path, "a.zip", data)).documents["doc_id"].tolist() == [f"a.zip/{name}"]


def test_names_in_the_code_page_of_dos_are_read(tmp_path):
    data = archive_zip({"ABCDE.txt": TEXT}).replace(b"ABCDE.txt", "خبرنا.txt".encode("cp720"))
    assert documents.read(write(tmp_path, "a.zip", data)).documents["doc_id"].tolist() == ["a.zip/خبرنا"]


def unicode_path(raw, name, *, version=1, crc=None):
    """The extra field in which WinRAR and 7-Zip write the whole name of a member beside a code page's."""
    name = name if isinstance(name, bytes) else name.encode()
    field = struct.pack("<BI", version, zlib.crc32(raw) if crc is None else crc) + name
    return struct.pack("<HH", 0x7075, len(field)) + field


RAW, WHOLE_NAME = b"_____.txt", "خريف المدينة.txt"


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        (unicode_path(RAW, WHOLE_NAME), "خريف المدينة"),
        (struct.pack("<HHI", 0x9901, 4, 0) + unicode_path(RAW, WHOLE_NAME), "خريف المدينة"),
        (unicode_path(RAW, WHOLE_NAME, crc=1), "_____"),
        (unicode_path(RAW, WHOLE_NAME, version=2), "_____"),
        (unicode_path(RAW, b"\xff\xfe.txt"), "_____"),
        (unicode_path(RAW, "خ"), "خ"), (unicode_path(RAW, "x"), "x"), (unicode_path(RAW, ""), "_____"),
        (b"ux\0\0" + unicode_path(RAW, WHOLE_NAME), "خريف المدينة"),
        (unicode_path(RAW, "../../خريف.txt"), None),
    ],
    ids=["alone", "behind another field", "of another name", "of another version", "no UTF-8", "a letter", "a byte",
         "empty", "behind an empty one", "leads out"],
)  # fmt: skip
def test_the_whole_name_beside_one_of_marks_is_taken(tmp_path, extra, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo(RAW.decode())
        info.extra = extra
        archive.writestr(info, TEXT)
        archive.writestr("b.txt", TEXT + TEXT)
    corpus = documents.read(tmp_path / "a.zip")
    assert corpus.documents["doc_id"].tolist() == sorted(["a.zip/b"] + [f"a.zip/{name}"] * bool(name))
    if name is None:
        assert list(aside(corpus).values()) == ["its path leads out of the archive; pack it again with paths inside"]
