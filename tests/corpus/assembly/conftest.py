"""Raw files in small shards, and which of them are read in this process."""

import pytest
from corpus.assembly.test_shards import in_small_shards

from helpers.corpus.assembly import shards


@pytest.fixture
def raw(tmp_path, monkeypatch):
    return in_small_shards(tmp_path / "raw", monkeypatch)


@pytest.fixture
def here(monkeypatch):
    """The names of the files that are read in this process."""
    found, make = [], shards.make

    def noted(job):
        found.extend(file[1] for file in job["files"])
        make(job)

    monkeypatch.setattr(shards, "make", noted)
    return found
