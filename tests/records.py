"""What a reader makes of a file, as tests ask for it."""

from helpers.corpus.reading import files, formats


def read(path, **options):
    """(records, Reading, rows set aside) of a file; records are a list of (row, dict), or one (None, document)."""
    reading = formats.read(files.found(path, path.name), **options)
    records = [(None, reading.document)] if reading.table is None else list(reading.table)
    return records, reading, reading.aside


def text_and_remarks(folder, name, data, **options):
    """(text, remarks) of the bytes of a file that is one document, of which nothing is set aside."""
    path = folder / name
    path.write_bytes(data)
    found, reading, aside = read(path, **options)
    assert aside == []
    return found[0][1]["text"], list(reading.remarks)
