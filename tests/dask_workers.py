"""A Dask scheduler in this process and worker processes, for tests and tools."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from helpers import versions


@contextlib.contextmanager
def started(folder, n_workers, *more, environment=()):
    """Yield the `distributed.LocalCluster` of a scheduler and the processes of so many workers, which run in a folder.

    more: further arguments of `dask worker`; environment: further variables.
    """
    import distributed

    root = str(Path(versions.__file__).parents[1])
    variables = {**os.environ, "PYTHONPATH": root, "DASK_LOGGING__DISTRIBUTED": "critical", **dict(environment)}
    quiet = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "silence_logs": "CRITICAL"}
    with distributed.LocalCluster(n_workers=0, **quiet) as made:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", made.scheduler_address, "--no-dashboard", *more]
        workers = [subprocess.Popen(command, env=variables, cwd=folder) for _ in range(n_workers)]
        try:
            made.wait_for_workers(n_workers, timeout=60)
            yield made, workers
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(timeout=20)
