"""Word files: no visible word is lost, what is deleted or hidden is absent, and what is left out is told."""

import io

import made_word
import pytest
import records
from made_files import TEXT
from made_word import file, p

from helpers.corpus import documents
from helpers.corpus.reading import left_out
from helpers.errors import InputError


def read(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    found, reading, aside = records.read(path)
    assert aside == []
    return found[0][1]["text"], list(reading.remarks)


@pytest.mark.parametrize("about", made_word.CASES)
def test_every_visible_text_is_there_and_what_is_left_out_is_told(tmp_path, about):
    data, text, told = made_word.CASES[about]
    assert read(tmp_path, "a.docx", data) == (text, told)
