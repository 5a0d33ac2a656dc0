"""Executing the notebooks of the project on one study: in order, those that do not wait for each other side by side."""

import atexit
import functools
import importlib
import json
import os
import re
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from .. import errors
from ..display import sentences
from ..errors import ArgumentError, InputError, KhitabError, nearest
from . import files, kept, kernels, noted, order, outputs, places, report, unchanged
from .notebook import MARK, WARNED
from .settings import PROJECT

_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}(?=>)")
_BUILT = re.compile(r"^Building [^/\n]+/: .*\n?", re.MULTILINE)  # what `corpus.store` tells while it works
_WIDGET = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class _NotStarted(KhitabError):
    """The kernel of a notebook gave no answer."""


def run(study, only=(), progress=True, *, notebooks=None, jobs=None, everything=False, tables=None,
        source=None):  # fmt: skip
    """Execute the notebooks for which something has changed on a Study, then write its report; return its path.

    What has changed is told in a line each (`unchanged.Notes.why`); the others stay as they are, which is how they
    would come out. everything: execute all of them, and compute anew what was kept (`kept`). `only` names notebooks by
    number ("03") or name ("03_frequency") that are executed in any case, and no other is; `progress`: a bar on the
    terminal, or a function that is called with how many are done, of how many, and the names of those at work;
    `notebooks` is their folder, by default the project's; `jobs` is how many are run at a time, by default what
    processors and memory allow (`order.jobs`).
    Executed copies go to figures/<study>/executed/. tables: a function without arguments that is called in a thread of
    its own as soon as only notebooks are at work that read all outputs and write none: all tables are there. It is
    done when this returns; it is not called where no such notebook is executed. source: the `kernels.Source` of the
    notebooks, by default one of its own; it is closed at the end. Raises InputError while another run of
    the study is at work, KhitabError at the first notebook that fails: which one, which cell (counted from 1, text
    cells included), and why.

    What cannot be computed from so small a corpus (NotEnoughData) is no failure: a sentence stands in its place, in the
    copy and in the report, and the rest goes on. What the input is at fault for (any other error of Khitab in the cells
    behind the set-up cell) is told so too, but ends in a KhitabError behind the report.
    """
    folder = Path(notebooks or PROJECT / "notebooks")
    if everything:
        kept.forget(study)
    every, paths = _choose(folder, ()), _choose(folder, only)
    with files.alone(study.figures_folder):
        notes, beside = unchanged.Notes(study, every, order.everywhere(every)), _Beside(tables)
        try:
            hands = _Hands(study, paths, notes, everything or bool(only), source)
            return _run(study, paths, notes, jobs, progress, hands, beside)
        finally:
            beside.end()


def _load():
    """Import what executes notebooks."""
    # It makes a grammar for half a second, by which jsonschema can check addresses: no notebook asks for that.
    without = "rfc3987_syntax"
    spared = sys.modules.setdefault(without, None) is None
    try:
        for name in ("nbclient", "papermill.iorw", "papermill.parameterize"):
            importlib.import_module(name)
    finally:
        if spared:
            sys.modules.pop(without, None)


class _Beside:
    """Calls a function once, in a thread of its own; what it raises is raised where its end is waited for."""

    def __init__(self, function):
        self.function, self.pool, self.future = function, ThreadPoolExecutor(1), None

    def begin(self):
        if self.function is not None and self.future is None:
            self.future = self.pool.submit(self.function)

    def end(self):
        self.pool.shutdown()
        if self.future is not None:
            self.future.result()


def _run(study, paths, notes, jobs, progress, hands, beside):
    files.clear(study.figures_folder)
    told = dict(_execute_all(study, paths, notes, jobs, progress, hands, beside))
    kinds = [(path, *one) for path in paths for one in told[path]]
    faults = [f"{path.name}, {where}: {reason}" for path, kind, where, reason in kinds if kind != "NotEnoughData"]
    written = study.figures_folder / "report.html"
    if not _is_newest(study, written):  # else the last notebook has written it just now
        report.write(study)
    if faults:
        raise KhitabError(f"{' '.join(dict.fromkeys(faults))} (The rest was computed: {written})")
    return written


def _is_newest(study, path):
    """Whether a file is there, and newer than all outputs and executed notebooks but that of the report itself."""
    executed = (study.figures_folder / "executed").glob("*.ipynb")
    others = [*outputs.sidecars(study), *(one for one in executed if not one.name.startswith("12_"))]
    return path.is_file() and all(path.stat().st_mtime_ns >= one.stat().st_mtime_ns for one in others)


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


def _execute_all(study, paths, notes, jobs, progress, hands, beside):
    """Execute notebooks; yields, as each ends, (path, what could not be computed), and says why if `progress`."""
    from tqdm.auto import tqdm

    tell, progress = progress if callable(progress) else None, progress is True
    bar, early = tqdm(total=len(paths), unit="notebook", disable=not progress), ThreadPoolExecutor(1)
    same = []
    hands.begin((lambda line: bar.write(line, file=sys.stderr)) if progress else lambda line: None)

    def begun(at_work):
        names = sorted(path.stem for path in at_work)
        bar.set_description(", ".join(names))
        if tell:
            tell(len(hands.ended), len(paths), names)
        # What is left only reads, so that nothing writes a table any more.
        if at_work and notes.everywhere.issuperset(at_work) and not set(paths) - hands.ended - notes.everywhere:
            early.shutdown(wait=False, cancel_futures=True)  # the last notebook makes what is left
            beside.begin()

    if notes.holds():
        hands.data.set_result(None)
    turns = order.in_turn(
        paths, hands.work, lambda: jobs or order.jobs(study), begun=begun, stop=hands.stop, data=hands.data
    )
    try:
        for path, (seconds, told) in turns:
            bar.update()
            hands.ended.add(path)
            if seconds is not None and set(paths) - hands.ended - notes.everywhere:
                early.submit(report.prepare, study, path.stem[:2])
            if seconds is None:
                same.append(path.stem)
            elif progress:
                bar.write(f"{path.stem:<28} {seconds:6.1f} s", file=sys.stderr)
                for reason in dict.fromkeys(reason for _, _, reason in told):
                    bar.write(f"    not computed: {reason}", file=sys.stderr)
                    if arabic := sentences.arabic(reason):
                        bar.write(f"    لم يُحسب: {arabic}", file=sys.stderr)
            yield path, told
        if same and progress:
            bar.write(f"unchanged: {', '.join(sorted(same))}", file=sys.stderr)
    finally:
        early.shutdown(cancel_futures=True)
        bar.close()
        hands.close()


class _Hands:
    """Executes notebooks, in any number of threads."""

    def __init__(self, study, paths, notes, forced, source):
        self.study, self.paths, self.notes, self.forced, self.source = study, paths, notes, forced, source
        self.folder, self.own = paths[0].parent, threading.local()
        self.left, self.common, self.say = 0, "", None
        self.kernels, self.stopped, self.turn = [], False, threading.Lock()
        self.ended = set()
        self.data = Future()  # done when what all notebooks need is there

    def begin(self, say):
        """Prepare for the notebooks that will be run; say: is called with a line of why."""
        # As far as can be told beforehand: others follow when what they read has changed.
        reasons = {path: "; ".join(self.notes.why(path)) for path in self.paths if not self.forced}
        likely = [path for path in self.paths if self.forced or reasons[path]]
        if likely and self.source is None:
            self.source = kernels.Source(order.imported(likely))
        self.left, self.say, told = len(likely), say, set(reasons.values())
        self.common = told.pop() if len(self.paths) > 1 and len(told) == 1 else ""  # of all of them, said once
        if self.common:
            say(f"all notebooks: {self.common}")
        for path in self.paths if likely and not self.forced else ():
            for picture in self.notes.strange(path):  # a whole run would not leave them
                picture.unlink()
        if likely:  # while the first kernel loads
            _load()

    def work(self, path):
        """Execute one notebook; return the seconds it took, and what could not be computed.

        None and nothing for one that need not be executed.
        """
        why = ["it was asked for"] if self.forced else self.notes.why(path)
        if not why:
            return None, []
        if not self.forced and "; ".join(why) != self.common:
            self.say(f"{path.stem}: {'; '.join(why)}")
        began, begun = time.perf_counter(), self.notes.begin(path)
        # The next kernel starts while this notebook works, so that only the first one is waited for.
        kernel = getattr(self.own, "next", None) or self._start()
        self.own.next = self._start() if self.left > 0 else None
        try:
            told, seen = _execute(self.study, path, kernel, self._executed)
        except _NotStarted:  # most often because another program took its ports
            self._end(kernel)
            kernel = self._start()
            told, seen = _execute(self.study, path, kernel, self._executed)
        finally:
            self._end(kernel)
        if all(kind == "NotEnoughData" for kind, _, _ in told):  # a fault of the input is told each time
            self.notes.end(path, begun, seen)
        return time.perf_counter() - began, told

    def _executed(self, cell, cell_index, execute_reply):
        ended_well = execute_reply["content"]["status"] == "ok"
        if ended_well and not self.data.done() and order.makes_data(cell.source):
            self.data.set_result(None)

    def _start(self):
        with self.turn:
            if self.stopped:
                raise KeyboardInterrupt
            self.left -= 1
            self.source = self.source or kernels.Source()
            kernel = self.source.start(self.folder)
            self.kernels.append(kernel)
        return kernel

    def _end(self, kernel):
        if kernel in self.kernels:
            self.kernels.remove(kernel)
            kernels.stop(kernel)

    def stop(self):
        """End what is at work; those that wait for it are told that their kernel has died."""
        with self.turn:
            self.stopped = True
            for kernel in self.kernels:
                kernels.kill(kernel)

    def close(self):
        """End what is left."""
        for kernel in list(self.kernels):
            self._end(kernel)
        if self.source is not None:
            self.source.close()


def _execute(study, path, kernel, executed):
    """Execute one notebook and write its copy; return what could not be computed, (kind of error, cell, sentence) each,
    and what its kernel has noted.
    """
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell

    notebook = _with_study(path, study)
    notebook.cells.append(new_code_cell(noted.TELL))
    client = _client_class()(notebook, km=kernel, timeout=None, record_timing=False)
    complaint = study.figures_folder / "executed" / f"{path.stem}.error.txt"
    at = {}
    client.on_cell_executed = executed
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
    except DeadKernelError:
        where = f"{path.name}, {_cell(notebook, at['index'])}" if at else path.name
        raise KhitabError(f"{where}: Python was ended from outside, most often for lack of memory.") from None
    except RuntimeError as error:
        raise _NotStarted(f"{path.name}: the Jupyter kernel did not start ({error}).") from None
    finally:
        atexit.unregister(client._cleanup_kernel)  # the kernel is ended here, and not again when this process ends
        if client.kc is not None:
            client.kc.stop_channels()
    complaint.unlink(missing_ok=True)
    last = notebook.cells.pop()
    told = list(_told(notebook))
    _save(notebook, study, complaint.with_name(path.name))
    found = [output.metadata[noted.NOTED] for output in last.outputs if noted.NOTED in output.get("metadata", {})]
    return told, next(iter(found), None)


@functools.cache
def _client_class():
    """That of nbclient, which loads for long, with kernels that are asked for no longer than need be."""
    from nbclient import NotebookClient

    class Client(NotebookClient):
        async def async_start_new_kernel_client(self):
            self.kc = await kernels.connected(self.km)
            self.kc.allow_stdin = False
            return self.kc

    return Client


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
