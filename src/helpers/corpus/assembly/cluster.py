"""Shards on many machines: the Dask workers that make them, and whether these may.

Workers write into the same folder as this machine, by the same code, so the files are the same to the byte. Each is
asked for its Python and its Khitab before, and again with every shard, for workers may come later. Dask gives the shard
of a worker that is lost to another one. What comes to nothing there is made here, where it is seen what is wrong.

Nothing of Dask is imported before a scheduler is asked for.
"""

import contextlib
import functools
import logging
import os
import platform
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue

from ... import versions
from ...errors import ArgumentError, InputError, shown

LOCAL, SLURM = "local", "slurm"
_SCHEMES = ("tcp://", "tls://")
_ANSWER = 5  # seconds in which a scheduler answers
_WORKERS = 60  # seconds in which its first worker is there, and after which nothing is expected of one without workers
_LOOK = 2  # seconds after which it is looked whether there are workers still
_TRIES = 3  # workers that may be lost with a shard before it is made here
_DONE, _WRONG, _OTHER, _UNSEEN, _FAR = "done", "wrong", "other", "unseen", "far"
_ALONE = threading.Lock()  # the libraries that read files are not made for several threads


def check(scheduler):
    """Return a scheduler, "" for none; ArgumentError for what can be none."""
    if scheduler in ("", LOCAL, SLURM) or scheduler.startswith(_SCHEMES):
        return scheduler
    raise ArgumentError(
        f'[engine] scheduler is "{shown(scheduler)}", but must be "", "local", "slurm" or the address of a Dask '
        'scheduler, such as "tcp://10.0.0.5:8786".'
    )


def make(jobs, function, scheduler, n_workers):
    """Yield the jobs of shards as they are ended, and whether the shard was made, by the workers of a scheduler.

    jobs: as `shards` has them. function: of a module of Khitab; it is given a job by a worker, and says whether the
    shard was made. n_workers: how many are started where the scheduler is "local" or "slurm". Raises InputError where
    there is no such scheduler, no worker, or one that has another version, does not see the files or cannot use an
    address.
    """
    with _client(check(scheduler), n_workers) as client:
        _ask(client)
        ended, mine = SimpleQueue(), _state()
        futures = {}
        for job in jobs:
            future = client.submit(_made, function, job, _seen(job), mine, pure=False)
            futures[future.key] = (future, job)
        try:
            for future, _ in futures.values():
                future.add_done_callback(ended.put)
            while futures:
                key = _next(ended, client)
                if key is None:
                    break
                future, job = futures.pop(key)
                yield job, _is_made(future)
            for _, job in futures.values():  # there is nobody left who could
                yield job, False
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                client.cancel([future for future, _ in futures.values()])


def _next(ended, client):
    """The key of the next future that has ended; None where no worker is left."""
    since = time.monotonic()
    while True:
        try:
            return ended.get(timeout=_LOOK).key
        except Empty:
            now = time.monotonic()
            if client.status == "closed":
                return None
            if client.status == "running" and client.scheduler_info(n_workers=1)["workers"]:
                since = now
            elif now - since > _WORKERS:
                return None


def _is_made(future):
    """Whether a worker has made a shard; InputError where it may not."""
    try:
        said, *more = future.result(timeout=_WORKERS)
    except Exception:  # of the worker, or of Dask where workers were lost
        return False
    if said == _OTHER:
        raise InputError(_differs(*more))
    if said == _FAR:
        _raise_of_worker(*more)
    if said == _UNSEEN:
        worker, path = more
        raise InputError(
            f"The Dask worker {worker} does not see {path} as it is here; workers read and write the folder of the "
            "study under the same path, so put it where all machines have it."
        )
    return said == _DONE


def _raise_of_worker(worker, error):
    raise InputError(f"The Dask worker {worker} cannot take or leave its files: {error}")


def _made(function, job, seen, expected):
    """What a worker says of a job; it is run there."""
    from distributed import get_worker

    name, mine = get_worker().address, _state()
    if mine != expected:
        return _OTHER, name, mine
    for path, size in seen:
        if _size(path, size) != size:
            return _UNSEEN, name, path
    with _ALONE:
        try:
            return (_DONE if function(job) else _WRONG), name
        except InputError as error:  # an address that the worker cannot use
            return _FAR, name, str(error)


def _seen(job):
    """[(path, bytes)] of what a worker must see as it is here: the raw files, and the folder of shards (bytes: None).

    What lies at an address it takes from there.
    """
    found = [] if job["source"] else [(path, _size(path)) for path, *_ in job["files"]]
    folder = [] if job["place"] else [(str(Path(job["to"]).parent), None)]
    return [(path, size) for path, size in found if size != -1] + folder


def _size(path, folder=0):
    """The bytes of a file; None for a folder where one is asked for, -1 for what is not there."""
    try:
        return None if folder is None and os.path.isdir(path) else os.stat(path).st_size
    except OSError:
        return -1


@functools.cache  # once in a process: of the code that it has loaded, whatever is installed later
def _state():
    """{what: version} of what must be the same here and in a worker."""
    return {"python": ".".join(platform.python_version_tuple()[:2]), **versions.of_words()}


def _ask(client):
    """Ask each worker for its versions; InputError for one that differs."""
    try:
        told_by = client.run(_state, on_error="return")
    except Exception:  # there are errors that Dask fails to hand on: whose is it?
        told_by = {worker: _asked(client, worker) for worker in client.scheduler_info(n_workers=-1)["workers"]}
    for worker, state in told_by.items():
        if isinstance(state, Exception):
            raise InputError(
                f"The Dask worker {worker} has no Khitab that can be loaded ({type(state).__name__}); install there "
                f"what is here ({_shown(_state(), _state())}), and start the worker again."
            )
        if state != _state():
            raise InputError(_differs(worker, state))


def _asked(client, worker):
    try:
        return client.run(_state, workers=[worker])[worker]
    except Exception as error:
        return error


def _differs(worker, state):
    mine = _state()
    return (
        f"The Dask worker {worker} has {_shown(state, mine)}, but here it is {_shown(mine, state)}; install the same "
        "there and start the worker again."
    )


def _shown(state, other):
    """Versions for a sentence: of Khitab and Python, and what else differs."""
    more = [
        f"{name} {state.get(name)}" for name in state
        if name not in ("khitab", "words", "python") and state[name] != other.get(name)
    ]  # fmt: skip
    code = str(state.get("words"))[:8]
    return ", ".join([f"Khitab {state.get('khitab')} (code {code})", f"Python {state.get('python')}", *more])


@contextlib.contextmanager
def _client(scheduler, n_workers):
    """A client of Dask that has workers, as long as the block lasts."""
    client_of = _imported("distributed", scheduler).Client
    with contextlib.ExitStack() as stack:
        stack.enter_context(_silent())
        if scheduler == LOCAL:
            client = stack.enter_context(_local(client_of, n_workers))
        elif scheduler == SLURM:
            client = stack.enter_context(_slurm(client_of, n_workers))
        else:
            client = stack.enter_context(_connected(client_of, scheduler))
        try:
            client.wait_for_workers(1, timeout=None if scheduler == SLURM else _WORKERS)
        except TimeoutError:
            raise InputError(
                f'The Dask scheduler of [engine] scheduler, "{shown(scheduler)}", has no workers; start one on each '
                'machine (dask worker ADDRESS --nthreads 1), or set [engine] scheduler = "".'
            ) from None
        yield client


@contextlib.contextmanager
def _silent():
    """A client that has lost its scheduler writes tracebacks to the log, but nothing is lost by it."""
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _connected(client_of, scheduler):
    """A client; what answers at the address may be anything, and Dask waits for some of it without end."""
    made = []

    def connect():
        with contextlib.suppress(Exception):
            made.append(client_of(scheduler, timeout=_ANSWER, set_as_default=False))

    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(2 * _ANSWER)
    if made:
        return made[0]
    raise InputError(
        f'No Dask scheduler answers at "{shown(scheduler)}", which [engine] scheduler names; start it (dask '
        'scheduler), or mend the address; [engine] scheduler = "" reads on this machine.'
    )


@contextlib.contextmanager
def _local(client_of, n_workers):
    """Workers on this machine. Not of multiprocessing, which runs the script again that it is called from."""
    import dask
    from distributed import LocalCluster

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.setdefault("DASK_LOGGING__DISTRIBUTED", "error")
    few = dask.config.set({"distributed.scheduler.allowed-failures": _TRIES - 1})
    with few, LocalCluster(
        n_workers=0, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False}, silence_logs="ERROR",
    ) as cluster, client_of(cluster, set_as_default=False) as client:  # fmt: skip
        command = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address, "--nthreads", "1",
                   "--no-dashboard", "--death-timeout", str(_WORKERS)]  # fmt: skip
        workers = [subprocess.Popen(command, env=environment) for _ in range(n_workers)]
        try:
            with contextlib.suppress(TimeoutError):  # who asks for the first worker says it
                client.wait_for_workers(n_workers, timeout=_WORKERS)
            yield client
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                try:
                    worker.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    worker.kill()


@contextlib.contextmanager
def _slurm(client_of, n_workers):
    """So many jobs of SLURM, as the settings of dask-jobqueue (jobqueue.yaml) say."""
    cluster_of = _imported("dask_jobqueue", SLURM).SLURMCluster
    try:
        cluster = cluster_of()
    except (ValueError, TypeError, OSError) as error:
        raise InputError(
            'The settings of dask-jobqueue do not do for [engine] scheduler = "slurm"; write cores and memory under '
            "jobqueue.slurm in ~/.config/dask/jobqueue.yaml, as the guide shows."
        ) from error
    try:
        with client_of(cluster, set_as_default=False) as client:
            cluster.scale(jobs=n_workers)
            _await_jobs(cluster)
            yield client
    finally:
        with contextlib.suppress(AssertionError):  # of jobs that SLURM never took
            cluster.close()


def _await_jobs(cluster):
    """Wait until SLURM has taken a job; when it begins, SLURM decides."""
    until = time.monotonic() + _WORKERS
    while not any(job.status.name == "running" for job in list(cluster.workers.values())):
        if time.monotonic() > until:
            raise InputError(
                'SLURM took no job of [engine] scheduler = "slurm"; see above what sbatch said, and mend '
                "~/.config/dask/jobqueue.yaml."
            )
        time.sleep(0.1)


def _imported(module, scheduler):
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.replace("_", "-")
        raise InputError(
            f'[engine] scheduler = "{shown(scheduler)}" needs the package {package}, which is not installed; '
            f"pip install {package} installs it."
        ) from None
