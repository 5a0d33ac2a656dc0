"""Parquet tables, a thousand rows at a time; nested columns stay lists and dicts until they are cells."""

from ...errors import InputError
from .cells import as_text
from .limits import too_large
from .result import Reading, brief, library, table_of

BATCH = 1_000  # rows at a time


def table(data, *, largest):
    """Read a Parquet table, a thousand rows at a time; nested columns stay lists and dicts."""
    pyarrow = library("pyarrow", "pyarrow", ".parquet files")
    pq = library("pyarrow.parquet", "pyarrow", ".parquet files")
    try:
        return Reading(table_of(_records(pq.ParquetFile(pyarrow.BufferReader(data)), largest)))
    except InputError:
        raise
    except Exception as error:  # damage comes as ArrowInvalid, OSError, ValueError, OverflowError …
        raise InputError(f"not a whole Parquet file ({brief(error)}); write it again") from None


def _records(file, largest):
    number = size = 0
    for batch in file.iter_batches(batch_size=BATCH, use_threads=False):
        size += batch.nbytes
        if size > largest:
            raise too_large(None, largest)
        for row in batch.to_pylist():
            number += 1
            yield number, _plain(row)


def _plain(value):
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | bool | int | float) else as_text(value)
