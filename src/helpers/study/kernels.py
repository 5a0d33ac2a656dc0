"""Kernels for the notebooks of a run.

On Linux they are forked from one process that has loaded the libraries, which each of them would load by itself for
seconds. Elsewhere, or should that fail, each is a fresh Python: macOS forbids its system's libraries behind a fork.
"""

import contextlib
import gc
import importlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import uuid

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_WARM = "import sys; sys.path.remove(''); from helpers.study import kernels; kernels.serve(*sys.argv[1:])"
# While the notebook before it works, a fresh kernel loads the slow libraries. It takes its ports before that: they were
# only found free, and seconds later another program might have them.
_FRESH = (
    "import sys; sys.path.remove('')\n"
    "from ipykernel.kernelapp import IPKernelApp; app = IPKernelApp.instance(); app.initialize()\n"
    "import matplotlib.figure, pandas, scipy.stats, sklearn.decomposition\n"
    "from helpers.study import noted; noted.watch()\n"
    "app.start()"
)
# The same order of sets on every run; figures in the notebook, which a kernel says too late for what is loaded before.
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_PATIENCE = 60  # times that a kernel is asked, for a second each
#: Loaded beside what the notebooks import: what functions import only when they are called.
LIBRARIES = (
    "ipykernel.kernelapp", "matplotlib.pyplot", "pandas", "pyarrow.compute", "scipy.stats", "scipy.sparse.csgraph",
    "PIL.Image",
)  # fmt: skip
#: What else, where the notebooks import a module of Khitab that comes to need it.
_ALSO = {
    "helpers.analyses.themes": "sklearn.decomposition", "helpers.display.networks": "networkx",
    "helpers.display.viewer": "anywidget", "helpers.study.manuscript": "docx",
}  # fmt: skip


class Source:
    """Where the kernels of one run come from; `close` ends what is left of it.

    modules: names of the modules that its notebooks import. What cannot be loaded is left to the notebook.
    """

    def __init__(self, modules=()):
        self._turn = threading.Lock()
        self._process = self._line = None
        if sys.platform == "linux":
            here, there = socket.socketpair()
            also = [library for module, library in _ALSO.items() if module in modules]
            command = [sys.executable, "-c", _WARM, str(there.fileno()), *LIBRARIES, *also, *modules]
            with there:
                # A session of its own: Ctrl-C is for the run, which then ends its kernels.
                self._process = subprocess.Popen(
                    command, pass_fds=[there.fileno()], env=os.environ | _ENVIRONMENT, stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )  # fmt: skip
            self._line = here

    def start(self, folder):
        """Start a kernel of this very interpreter that works in `folder`; return its manager (see `stop`)."""
        import zmq
        from ipykernel.kernelspec import get_kernel_dict
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_client.manager import AsyncKernelManager
        from jupyter_core.utils import run_sync

        # Whatever kernels the user has installed under the same name.
        spec = KernelSpec(**get_kernel_dict(["--HistoryManager.enabled=False"]))
        spec.argv[:3] = [sys.executable, "-c", _FRESH]
        encryption = "auto" if zmq.has("curve") else "disabled"
        manager = AsyncKernelManager(kernel_id=str(uuid.uuid4()), transport_encryption=encryption)
        manager._kernel_spec = spec
        manager.provisioner = _Forked(kernel_id=manager.kernel_id, kernel_spec=spec, parent=manager)
        manager.provisioner.source = self
        run_sync(manager.start_kernel)(cwd=str(folder), env=os.environ | _ENVIRONMENT)
        return manager

    def fork(self, arguments, folder):
        """Number of a new process that is a kernel with these arguments; None when there is none to be had."""
        with self._turn, contextlib.suppress(OSError, ValueError):
            if self._line is not None:
                self._line.sendall(json.dumps([arguments, str(folder)]).encode() + b"\n")
                return int(self._line.recv(32))
        self.close()
        return None

    def close(self):
        """End the process that kernels are forked from; kernels that run go on."""
        with self._turn:
            if self._line is not None:
                self._line.close()
                self._process.wait()
                self._line = None


class _Forked(LocalProvisioner):
    """Starts a kernel as `Source.fork` does, else as every kernel is started."""

    source = None

    async def launch_kernel(self, cmd, **options):
        """Start the kernel; `cmd` is the command of a fresh one."""
        number = self.source.fork(cmd[3:], options["cwd"])
        if number is None:
            return await super().launch_kernel(cmd, **options)
        self.process = _Process(number)
        self.pid = self.pgid = number  # it makes itself the head of a group
        self.cwd = options["cwd"]
        return self.connection_info


class _Process:
    """What `subprocess.Popen` says and does, for a process that another one has started."""

    stdin = stdout = stderr = None

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                self.returncode = -1  # what it was, only its parent is told
        return self.returncode

    def wait(self):
        while self.poll() is None:
            threading.Event().wait(0.005)
        return self.returncode

    def send_signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


async def connected(kernel):
    """A client of a kernel, given its manager, that hears all the kernel says from now on.

    As that of jupyter_client, which waits for a fifth of a second whether the kernel has more to say. Raises
    RuntimeError for a kernel that has died, or does not answer.
    """
    client = kernel.client()
    client.start_channels()
    for _ in range(_PATIENCE):
        asked = client.kernel_info()
        with contextlib.suppress(queue.Empty):
            while (await client.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                pass
            # What it says to all comes another way, which may be open later: then it is asked again.
            while not _is_idle(await client.get_iopub_msg(timeout=0.2), asked):
                pass
            return client
        if not await kernel.is_alive():
            break
    client.stop_channels()
    raise RuntimeError("no answer")


def _is_idle(message, asked):
    """Whether a kernel says that it has done what it was asked."""
    done = message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
    return done and message["parent_header"].get("msg_id") == asked


def stop(kernel):
    """End a kernel, given its manager, whatever it does."""
    from jupyter_core.utils import run_sync

    kill(kernel)
    with contextlib.suppress(OSError, AttributeError):  # a tenth of a second sooner than its manager asks
        kernel.provisioner.process.wait()
    run_sync(kernel.shutdown_kernel)(now=True)


def kill(kernel):
    """End a kernel that another thread uses, which is told that it has died."""
    with contextlib.suppress(OSError, AttributeError):  # it has ended
        kernel.provisioner.process.kill()


def serve(fileno, *modules):
    """Load the modules, then fork a kernel for every line (its arguments and its folder) until there are no more.

    This runs in a process of its own, without threads of Python, which a fork would not take along.
    """
    running = set()

    def clear_away(*_):
        with contextlib.suppress(ChildProcessError):
            while number := os.waitpid(-1, os.WNOHANG)[0]:
                running.discard(number)

    with socket.socket(fileno=int(fileno)) as line, line.makefile("rb") as asked:
        for name in modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        with contextlib.suppress(Exception):
            _prepare()
        signal.signal(signal.SIGCHLD, clear_away)
        gc.collect()
        gc.freeze()  # so that what is loaded stays one in memory for all of them
        for request in asked:
            number = os.fork()
            if not number:
                wanted = json.loads(request)
                break
            running.add(number)
            line.sendall(b"%d" % number)
        else:  # the run is over, or was killed
            for number in running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            return
    _be_kernel(*wanted)


def _prepare():
    """Do once what every kernel would do first: hash the code of Khitab, load the compiler of its loops."""
    import pyarrow as pa

    from ..arabic import folding
    from . import kept

    kept.maker()
    folding.fold(pa.array(["نص"], pa.large_string()))


def _be_kernel(arguments, folder):
    from ipykernel.kernelapp import IPKernelApp

    from . import noted

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(folder)
    sys.argv = ["ipykernel_launcher", *arguments]
    app = IPKernelApp.instance(parent_handle=os.getppid())  # it ends when the process does that it was forked from
    app.initialize()
    noted.watch()
    app.start()
