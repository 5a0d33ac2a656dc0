"""Where the real files lie that are not part of the project; without them their tests are skipped."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="the folder ../shared with the real files is not here"
)
