"""Executing the notebooks of the project on one study, in order."""

import asyncio
import os
import re
import sys
import time
from pathlib import Path

from .. import errors
from ..errors import ArgumentError, InputError, KhitabError, nearest
from . import files, report
from .settings import PROJECT

# While the notebook before it works, a kernel loads the slow libraries, so that its own finds them loaded.
_LAUNCH = (
    "import sys; sys.path.remove('')\n"
    "import matplotlib.figure, pandas, scipy.stats, sklearn.decomposition\n"
    "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
)
# The same order of sets on every run; figures in the notebook, which a kernel says too late for _LAUNCH.
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}(?=>)")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(study, only=(), progress=True, *, notebooks=None):
    """Execute the numbered notebooks on a Study, then write its report; return the path of the report.

    `only` names notebooks by number ("03") or name ("03_frequency"); `notebooks` is their folder, by default
    the project's. Executed copies go to figures/<study>/executed/. Raises KhitabError at the first notebook
    that fails: which one, which cell (counted from 1, text cells included), and why.

    A notebook whose measure has no meaning for so small a corpus (NotEnoughData) is no failure: it ends
    there, says so in its copy and in the report, and the run goes on.
    """
    from tqdm.auto import tqdm

    paths = _choose(Path(notebooks or PROJECT / "notebooks"), only)
    waiting, short = None, []
    files.clear(study.figures_folder)
    bar = tqdm(paths, unit="notebook", disable=not progress)
    try:
        waiting = _start(paths[0].parent)
        for position, path in enumerate(bar):
            bar.set_description(path.stem)
            began = time.perf_counter()
            # The next kernel starts while this notebook works, so that only the first one is waited for.
            kernel, waiting = waiting, _start(path.parent) if position + 1 < len(paths) else None
            try:
                reason = _execute(study, path, kernel, short)
            finally:
                _stop(kernel)
            short += [path.stem] * bool(reason)
            if progress:
                took = f"{path.stem:<28} {time.perf_counter() - began:6.1f} s"
                bar.write(f"{took}  ended early: {reason}" if reason else took, file=sys.stderr)
    finally:
        bar.close()
        if waiting is not None:
            _stop(waiting)
    return report.write(study)


def _choose(folder, only):
    paths = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise InputError(f"{folder}: there are no notebooks named NN_….ipynb here.")
    chosen = set()
    for word in only:
        number = str(word).removesuffix(".ipynb")
        number = number.zfill(2) if number.isdigit() else number
        found = {path for path in paths if number in (path.stem, path.stem[:2])}
        if not found:
            hint = nearest(number, [p.stem for p in paths])
            listed = f" The notebooks are {', '.join(p.stem for p in paths)}."
            raise ArgumentError(f'there is no notebook "{word}".{hint or listed}')
        chosen |= found
    return [path for path in paths if path in chosen or not only]


def _start(folder):
    import zmq
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import run_sync

    # A kernel of this very interpreter, whatever kernels the user has installed under the same name.
    spec = KernelSpec(**get_kernel_dict(["--HistoryManager.enabled=False"]))
    spec.argv[:3] = [sys.executable, "-c", _LAUNCH]
    manager = AsyncKernelManager(transport_encryption="auto" if zmq.has("curve") else "disabled")
    manager._kernel_spec = spec
    run_sync(manager.start_kernel)(cwd=str(folder), env=os.environ | _ENVIRONMENT)
    return manager


def _stop(kernel):
    from jupyter_core.utils import run_sync

    run_sync(kernel.shutdown_kernel)(now=True)


def _execute(study, path, kernel, short):
    """Execute one notebook; return why it ended early, or None. short: the notebooks before that did."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    notebook = _with_study(path, study)
    client = NotebookClient(notebook, km=kernel, timeout=None, record_timing=False)
    complaint = study.figures_folder / "executed" / f"{path.stem}.error.txt"
    at, reason = {}, None
    client.on_cell_start = lambda cell, cell_index: at.update(index=cell_index)
    try:
        client.execute()
    except CellExecutionError as error:
        where = f"{path.name}, {_cell(notebook, at['index'])}"
        if error.ename == "NotEnoughData":
            reason = error.evalue
        elif short and error.ename == "NotWritten":
            reason = f"It reads a table that {' and '.join(short)} could not write for want of data."
        elif _is_ours(error.ename):
            raise KhitabError(f"{where}: {error.evalue}") from None
        else:
            files.write(complaint, _ANSI.sub("", error.traceback) + "\n")
            what = f"{error.ename}: {error.evalue}".splitlines()[0]
            raise KhitabError(f"{where}: {what} (the traceback is in {complaint})") from None
    except (DeadKernelError, asyncio.CancelledError):
        if not kernel.has_kernel:  # nbclient answers Ctrl-C by stopping the kernel itself
            raise KeyboardInterrupt from None
        where = f"{path.name}, {_cell(notebook, at['index'])}" if at else path.name
        raise KhitabError(f"{where}: Python was ended from outside, most often for lack of memory.") from None
    except RuntimeError as error:
        raise KhitabError(f"{path.name}: the Jupyter kernel did not start ({error}).") from None
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    if reason:
        notebook.cells[at["index"]].outputs = [_sentence(reason)]
    complaint.unlink(missing_ok=True)
    _save(notebook, complaint.with_name(path.name))
    note = complaint.with_name(f"{path.stem}.{report.ENDED_EARLY}")
    if reason:
        files.write(note, reason + "\n")
    else:
        note.unlink(missing_ok=True)
    return reason


def _sentence(text):
    import nbformat

    return nbformat.v4.new_output("stream", name="stdout", text=f"This notebook ends here. {text}\n")


def _with_study(path, study):
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    try:
        notebook = load_notebook_node(str(path))
    except (ValueError, OSError) as error:
        raise InputError(f"{path}: cannot be read as a notebook ({str(error).splitlines()[0]}).") from None
    if not any("parameters" in cell.metadata.tags for cell in notebook.cells):
        raise InputError(f'{path}: no cell has the tag "parameters", so STUDY cannot be set.')
    parameters = {"STUDY": str(study.file)}
    notebook = parameterize_notebook(notebook, parameters, kernel_name="python3", language="python")
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.tags:
            cell.id = "study"  # else a random one, and every run's copy another file
    return notebook


def _cell(notebook, index):
    # The injected cell is not in the notebook that the reader opens.
    injected = sum("injected-parameters" in c.metadata.get("tags", ()) for c in notebook.cells[:index])
    code = notebook.cells[index].source.strip().splitlines() or [""]
    return f"cell {index + 1 - injected} ({code[0][:60]}{' …' if code[1:] or len(code[0]) > 60 else ''})"


def _is_ours(name):
    kind = getattr(errors, name, None)
    return isinstance(kind, type) and issubclass(kind, KhitabError)


def _save(notebook, path):
    """Write the executed copy without what differs from run to run: papermill's times, objects' addresses."""
    import nbformat

    notebook.metadata.pop("widgets", None)
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)
        if not part.metadata.get("tags", True):
            del part.metadata["tags"]
        for output in part.get("outputs", ()):
            if "text/plain" in output.get("data", {}):
                output.data["text/plain"] = _ADDRESS.sub("", output.data["text/plain"])
            if "text/html" in output.get("data", {}):  # no kernel runs in a copy: the plain table serves there
                output.data.pop("application/vnd.jupyter.widget-view+json", None)
    files.write(path, nbformat.writes(notebook) + "\n")
