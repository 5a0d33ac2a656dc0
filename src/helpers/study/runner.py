"""Executing the notebooks of the project on one study, in order."""

import asyncio
import json
import os
import re
import sys
import time
from pathlib import Path

from .. import errors
from ..display import sentences
from ..errors import ArgumentError, InputError, KhitabError, nearest
from . import files, places, report
from .notebook import MARK, WARNED
from .settings import PROJECT

# While the notebook before it works, a kernel loads the slow libraries, so that its own finds them loaded. It takes its
# ports before that: they were only found free, and seconds later another program might have them.
_LAUNCH = (
    "import sys; sys.path.remove('')\n"
    "from ipykernel.kernelapp import IPKernelApp; app = IPKernelApp.instance(); app.initialize()\n"
    "import matplotlib.figure, pandas, scipy.stats, sklearn.decomposition\n"
    "app.start()"
)
# The same order of sets on every run; figures in the notebook, which a kernel says too late for _LAUNCH.
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}(?=>)")
_BUILT = re.compile(r"^Building [^/\n]+/: .*\n?", re.MULTILINE)  # what `corpus.store` tells while it works
_WIDGET = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class _NotStarted(KhitabError):
    """The kernel of a notebook gave no answer."""


def run(study, only=(), progress=True, *, notebooks=None):
    """Execute the numbered notebooks on a Study, then write its report; return the path of the report.

    `only` names notebooks by number ("03") or name ("03_frequency"); `notebooks` is their folder, by default
    the project's. Executed copies go to figures/<study>/executed/. Raises KhitabError at the first notebook
    that fails: which one, which cell (counted from 1, text cells included), and why.

    What cannot be computed from so small a corpus (NotEnoughData) is no failure: a sentence stands in its place, in the
    copy and in the report, and the rest goes on. What the input is at fault for (any other error of Khitab in the cells
    behind the set-up cell) is told so too, but ends in a KhitabError behind the report.
    """
    from tqdm.auto import tqdm

    paths = _choose(Path(notebooks or PROJECT / "notebooks"), only)
    waiting, faults = None, []
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
                told = _execute(study, path, kernel)
            except _NotStarted:  # most often because another program took its ports
                _stop(kernel)
                kernel = _start(path.parent)
                told = _execute(study, path, kernel)
            finally:
                _stop(kernel)
            faults += [f"{path.name}, {where}: {reason}" for kind, where, reason in told if kind != "NotEnoughData"]
            if progress:
                bar.write(f"{path.stem:<28} {time.perf_counter() - began:6.1f} s", file=sys.stderr)
                for reason in dict.fromkeys(reason for _, _, reason in told):
                    bar.write(f"    not computed: {reason}", file=sys.stderr)
    finally:
        bar.close()
        if waiting is not None:
            _stop(waiting)
    written = report.write(study)
    if faults:
        raise KhitabError(f"{' '.join(dict.fromkeys(faults))} (The rest was computed: {written})")
    return written


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


def _execute(study, path, kernel):
    """Execute one notebook and write its copy; return what could not be computed: (kind of error, cell, sentence)."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    notebook = _with_study(path, study)
    client = NotebookClient(notebook, km=kernel, timeout=None, record_timing=False)
    complaint = study.figures_folder / "executed" / f"{path.stem}.error.txt"
    at = {}
    client.on_cell_start = lambda cell, cell_index: at.update(index=cell_index)
    try:
        client.execute()
    except CellExecutionError as error:
        where = f"{path.name}, {_cell(notebook, at['index'])}"
        if _is_ours(error.ename):
            raise KhitabError(f"{where}: {error.evalue}") from None
        files.write(complaint, _ANSI.sub("", error.traceback) + "\n")
        what = f"{error.ename}: {error.evalue}".splitlines()[0]
        raise KhitabError(f"{where}: {what} (the traceback is in {complaint})") from None
    except (DeadKernelError, asyncio.CancelledError):
        if not kernel.has_kernel:  # nbclient answers Ctrl-C by stopping the kernel itself
            raise KeyboardInterrupt from None
        where = f"{path.name}, {_cell(notebook, at['index'])}" if at else path.name
        raise KhitabError(f"{where}: Python was ended from outside, most often for lack of memory.") from None
    except RuntimeError as error:
        raise _NotStarted(f"{path.name}: the Jupyter kernel did not start ({error}).") from None
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    complaint.unlink(missing_ok=True)
    told = list(_told(notebook))
    _save(notebook, study, complaint.with_name(path.name))
    return told


def _told(notebook):
    """What `notebook.begin` has shown in the place of an error: (kind, cell, sentence)."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            mark = output.get("metadata", {}).get(MARK)
            if mark:
                yield mark["kind"], _cell(notebook, index), mark["sentence"]


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


def _save(notebook, study, path):
    """Write the executed copy without what differs from run to run or machine to machine: progress, addresses, paths.

    The paths of the machine go out of what is shown (`places.impersonal`).
    """
    import nbformat

    # The name under data/, or the way from executed/ to the study: true wherever the folder is put.
    place = study.name if study.folder.parent == PROJECT / "data" else os.path.relpath(study.folder, path.parent)
    for cell in notebook.cells:
        if cell.id == "study":
            cell.source = cell.source.replace(json.dumps(str(study.file)), json.dumps(Path(place).as_posix()))
    notebook.metadata.pop("widgets", None)
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)
        if not part.metadata.get("tags", True):
            del part.metadata["tags"]
        if "outputs" in part:
            part.outputs = [output for output in part.outputs if _kept(output, study)]
    files.write(path, nbformat.writes(notebook) + "\n")


def _kept(output, study):
    """Whether an output stays in the copy; what is no more than progress does not, the rest loses paths."""
    if output.output_type == "stream":
        output.text = places.impersonal(_BUILT.sub("", output.text), study)
        return bool(output.text)
    data = output.get("data", {})
    # No kernel runs in a copy: the plain table serves there, and a bar of progress says nothing.
    if data.pop(_WIDGET, None) is not None and "text/html" not in data and output.output_type == "display_data":
        return False
    for mark in (MARK, WARNED):
        if mark in output.get("metadata", {}):  # its page has marks of direction within a path: made anew
            told = output.metadata[mark]["sentence"] = places.impersonal(output.metadata[mark]["sentence"], study)
            data |= {"text/html": sentences.html(told), "text/plain": sentences.plain(told)}
    for kind, text in data.items():
        if isinstance(text, str) and not kind.startswith(("image/png", "image/jpeg", "application/pdf")):
            data[kind] = places.impersonal(_ADDRESS.sub("", text) if kind == "text/plain" else text, study)
    return True
