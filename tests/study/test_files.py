"""What cannot be written is told in a sentence, and nothing half of it is left."""

import errno
import os

import pytest

from helpers.errors import InputError, reason
from helpers.study import files


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "coding").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match=r"coding/x\.csv cannot be written \((Not a directory|File exists)\)"):
        files.write(tmp_path / "coding" / "x.csv", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["coding"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_or_a_closed_share_leaves_the_old_file(tmp_path, monkeypatch, code):
    path = files.write(tmp_path / "a.csv", "old")

    def refuse(self, data):
        with open(self, "wb") as half:
            half.write(data[:2])
        raise OSError(code, os.strerror(code), str(self))

    monkeypatch.setattr(type(path), "write_bytes", refuse)
    with pytest.raises(InputError, match=rf"a\.csv cannot be written \({os.strerror(code)}\); close it"):
        files.write(path, "new text")
    assert path.read_text("utf-8") == "old" and [one.name for one in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(errno.ENOSPC, "No space left on device"), "No space left on device"), (OSError("no share"), "no share"),
     (OSError(), "OSError"), (UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"), "'utf-8' codec")],
)  # fmt: skip
def test_a_reason_is_never_none(error, said):
    assert reason(error).startswith(said)


def test_no_sentence_is_made_of_strerror_alone():
    """It is None for some errors, and the sentence would end in (None)."""
    from pathlib import Path

    source = Path(files.__file__).parents[1]
    used = [path.name for path in source.rglob("*.py") if "error.strerror" in path.read_text("utf-8")]
    assert used == []
