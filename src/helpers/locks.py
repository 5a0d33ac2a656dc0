"""Locks of the operating system: one process at a time does something; that of one that was killed is gone with it."""

import contextlib
import os
import time
from pathlib import Path

_WAIT = 0.1  # seconds between two tries


def take(file, *, at=0):
    """Take the lock of an open file; False while another process has it. Where the drive knows no locks, True.

    at: where the locked byte stands on Windows, where what is locked cannot be read.
    """
    try:
        import fcntl
    except ImportError:
        import msvcrt

        file.seek(at)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # no locks on this drive
        pass
    return True


@contextlib.contextmanager
def alone(path, *, wait=True):
    """Wait until no other process is in such a block of the same path, a file that is made and goes again.

    wait: False for the value False where another process is there now, which the block has to respect.
    """
    path = Path(path)
    while True:
        file = open(path, "a+b")
        while not (taken := take(file)) and wait:
            time.sleep(_WAIT)
        if not taken:
            with file:
                yield False
            return
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
                break
        file.close()  # who had it has taken it away
    try:
        yield True
    finally:
        with contextlib.suppress(OSError):  # on Windows once it is closed
            path.unlink()
        file.close()
        with contextlib.suppress(OSError):
            if os.name == "nt":
                path.unlink(missing_ok=True)
