"""Inputs that people reported: small files of one kind each, and what is right for them.

The files are not part of the project (they lie beside it, in ../shared/cases); where they are absent these tests
skip. Each has a like input of our own in the tests of the reader that it concerns.
"""

from pathlib import Path

import pytest

from helpers.corpus import documents

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the reported cases are not here ({CASES})")


def read(name: str, **options: object) -> documents.Corpus:
    """The corpus of one case, as a reader would read it."""
    return documents.read(CASES / name, **options)


def test_39_duplicates_stay_as_they_are() -> None:
    """A table that was right before is right still."""
    assert len(read("39_duplicates.csv").documents) > 0
