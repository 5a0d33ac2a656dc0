"""The order of the test files: those that take longest first, so that no process is left alone with one at the end."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
#: By their seconds on an idle machine (`--durations`); all others take less than twenty.
LONG = (
    "test_notebooks.py", "study/test_every_setting.py", "test_public.py", "study/test_interrupted.py",
    "corpus/reading/test_fuzz.py", "study/test_runner.py", "display/test_legible.py", "properties/test_keyness.py",
    "study/test_coding.py", "study/test_bad_input.py", "study/test_hostile_corpus.py", "corpus/test_one_form.py",
    "properties/test_chance.py", "corpus/words/test_citation.py",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    for name in LONG:
        if not (HERE / name).is_file():
            raise pytest.UsageError(f"tests/conftest.py names {name}, which is not there.")
    place = {HERE / name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path, len(LONG)))
