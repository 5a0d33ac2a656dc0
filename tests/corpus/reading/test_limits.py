"""How much a file may unpack to: each limit holds from the byte behind it on."""

import gzip
import io

import pytest

from helpers.corpus.reading import limits
from helpers.errors import InputError


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(limits, "FREE", 100)
    monkeypatch.setattr(limits, "RATIO", 10)


def test_a_stream_may_be_as_large_as_the_largest_file(small):
    assert limits.take(io.BytesIO(b"x" * 50), largest=50, packed=50) == b"x" * 50
    with pytest.raises(InputError, match="is larger when unpacked, where one file may have 0 MB"):
        limits.take(io.BytesIO(b"x" * 51), largest=50, packed=50)


def test_a_stream_may_be_ten_times_its_packed_size_and_a_small_one_any_times(small):
    assert len(limits.take(io.BytesIO(b"x" * 200), largest=999, packed=20)) == 200
    with pytest.raises(InputError, match="unpacks to more than 10 times its size, as no text does"):
        limits.take(io.BytesIO(b"x" * 201), largest=999, packed=20)
    assert len(limits.take(io.BytesIO(b"x" * 100), largest=999, packed=1)) == 100
    with pytest.raises(InputError, match="unpacks to more than 10 times"):
        limits.take(io.BytesIO(b"x" * 101), largest=999, packed=1)


def test_a_gzip_file_of_one_member_or_several_is_read_whole(small):
    data = bytes(range(256))
    assert limits.gunzip(gzip.compress(data), largest=256) == data
    assert limits.gunzip(gzip.compress(data) + gzip.compress(data), largest=512) == data * 2
    with pytest.raises(InputError, match="is larger when unpacked"):
        limits.gunzip(gzip.compress(data), largest=255)
    with pytest.raises(InputError, match="unpacks to more than 10 times its size"):
        limits.gunzip(gzip.compress(bytes(50_000)), largest=10**6)
    with pytest.raises(InputError, match="not a whole gzip file"):
        limits.gunzip(gzip.compress(data)[:-9], largest=256)


def test_a_size_may_be_the_share_of_the_largest_file_and_no_more():
    limits.check_size(50, 100, share=1 / 2)
    with pytest.raises(InputError, match="has 60 MB, where one file may have 50 MB; split it, or raise largest_file"):
        limits.check_size(60_000_000, 100_000_000, share=1 / 2)


def test_a_bounded_stream_ends_with_an_error_where_its_limit_is():
    stream = limits.Bounded(io.BytesIO(b"x" * 20_000_000), 10_000_000)
    assert len(stream.read(10_000_000)) == stream.tell() == 10_000_000 and stream.read(0) == b""
    assert stream.seek(10_000_000) == 10_000_000
    for over in (lambda: stream.read(1), stream.read, lambda: stream.seek(10_000_001), lambda: stream.seek(0, 2)):
        with pytest.raises(InputError, match="unpacks to more than 10 MB; split it into smaller archives"):
            over()
