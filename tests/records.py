"""What a reader makes of a file, as tests ask for it."""

from helpers.corpus.reading import files, formats


def read(path, **options):
    """(records, Reading, rows set aside) of a file; records are a list of (row, dict), or one (None, document)."""
    reading = formats.read(files.found(path, path.name), **options)
    records = [(None, reading.document)] if reading.table is None else list(reading.table)
    return records, reading, reading.aside
