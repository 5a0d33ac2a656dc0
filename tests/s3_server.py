"""An S3 server of this machine (moto), for tests; without the packages they are skipped."""

import contextlib
import os

import pytest

pytest.importorskip("s3fs", reason="s3fs (requirements-dev.txt) is not installed")
pytest.importorskip("moto.server", reason="moto (requirements-dev.txt) is not installed")

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@contextlib.contextmanager
def started():
    """Yield the environment in which s3:// means a server on a free port, which is set as long as the block lasts."""
    import logging

    from moto.server import ThreadedMotoServer

    log = logging.getLogger("werkzeug")
    before, level = {name: os.environ.get(name) for name in (*KEYS, "AWS_ENDPOINT_URL", *_OFF)}, log.level
    log.setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    made = {**KEYS, **_OFF, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    os.environ.update(made)
    forget()
    try:
        yield made
    finally:
        server.stop()
        log.setLevel(level)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        forget()


#: what a machine may have of its own
_OFF = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def forget():
    """Let the next address be opened anew, with the environment of now."""
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
