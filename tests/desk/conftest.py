"""`make test` passes this folder by: its tests need a browser and minutes. `make desk` asks for it by name."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_ignore_collect(collection_path, config):
    asked = [Path(config.invocation_params.dir, argument.split("::")[0]).resolve() for argument in config.args]
    named = any(path == HERE or HERE in path.parents for path in asked)
    return None if named or HERE not in collection_path.resolve().parents else True
