"""The desk in notebook 00: studies and their state, a new study, the settings by form. The files stay the only truth.

Where nobody sits at the notebook (`khitab run`, papermill, nbconvert), a plain table stands in its place, which is the
same in every run.
"""

import contextlib
import html
import os
from pathlib import Path
from urllib.parse import quote

from ..arguments import PATH, STUDY, any_of, takes
from ..errors import KhitabError
from . import current, settings

_SET = "ما ضبطته هذه الدراسة · What this study has set"
_STATE = "حال الدفاتر · The state of the notebooks"


@takes(study=any_of(PATH, STUDY))
def show(study=""):
    """Return the desk, which shows itself: of the current study, or of the one that `study` names.

    Where no person is at the notebook it is a table of the settings that study.toml sets otherwise than by default.
    Raises SettingsError as `settings.load` there; on the desk a study that cannot be opened is told in a sentence.
    """
    from ..display import widgets

    return Desk(study) if widgets.interactive() else Plain(current.load(study))


class Plain:
    """What stands in the place of the desk: a table of what the study has set."""

    def __init__(self, study):
        from ..display import tables

        decisions = settings.in_force(study)
        self._table = tables.rtl(decisions[decisions["changed"]], caption=_SET, max_rows=None)

    def __repr__(self):
        return _SET

    def _repr_html_(self):
        return self._table.to_html()


class Desk:
    """The controls (ipywidgets) in three parts, and below them the state of the notebooks as a plain table.

    Attributes for whoever drives it from Python: `part`, `study`, `use`, `form`, `new`, `message`, `page`.
    """

    def __init__(self, study):
        import ipywidgets as w

        from .forms import controls, new_study, settings_form, state

        self._state, self._forms, self._notes, self._handles, self.page = state, settings_form, None, [], ""
        self._left = {}  # study.toml -> its form, while another study is open and it holds changes that are not saved
        self.message, self.form, self.candidate = controls.Place(), None, None
        self.new = new_study.Form(self._made)
        self.part = w.ToggleButtons(
            options=[("الإعدادات · Settings", "settings"), ("الدراسات · Studies", "studies"),
                     ("دراسة جديدة · New study", "new")], value="settings",
        )  # fmt: skip
        self.part.style.button_width = "auto"
        self.part.observe(lambda _: self._show(), names="value")
        self.study = controls.choice("الدراسة", "Study", [], None)
        self.use = controls.button("اجعلها الجارية للدفاتر كلها", "Make it the one of all notebooks", self._use)
        self._file = self._find(study)
        self._quiet = False
        self.study.observe(lambda _: self._choose(), names="value")
        self._body = w.VBox()
        self._look = w.HTML(f"<style>{controls.LOOK}</style>")
        self._open(self._file)

    def _find(self, study):
        """The study.toml of the study that is named, also of one that is broken; None where there is none."""
        try:
            return settings.file_of(study or current.name())
        except KhitabError as error:
            self.message.refuse(error)
            return None

    def _offer(self):
        """Offer the studies under data/, and the one that is open, wherever it lies."""
        from .forms import controls

        data, here = settings.PROJECT / "data", self._file
        files = [data / name / "study.toml" for name in self._state.names()]
        files += [here] if here is not None and here not in files else []
        names = {file: file.parent.name if file.parent.parent == data else str(file.parent) for file in files}
        titles = {file: self._state.title(file.parent) for file in files}
        names = {file: f"{'✓' * (file == _current())}{controls.isolated(name)}" for file, name in names.items()}
        options = [(f"{names[file]} · {titles[file]}" if titles[file] else names[file], file) for file in files]
        self._quiet = True  # while another list stands there, another study is chosen for a moment
        self.study.options, self.study.value = options, here
        self._quiet = False

    def _choose(self):
        if not self._quiet:
            self.message.clear()
            self._open(self.study.value)

    def _open(self, file):
        """Open the form of another study; the changes of this one stay on its form until it is opened again."""
        if self.form is not None and self.form.changes:
            self._left[self._file] = self.form
        self._file, self._notes = file, None
        self._offer()
        kept = self._left.pop(file, None)
        if kept is not None:
            self.form = kept
            kept.resume()
        else:
            self.form = self._forms.Form(file, self._tell, self._run) if file is not None else None
        self._show()
        if self._left:
            self._tell_left()

    def _tell_left(self):
        from .forms import controls

        names = [controls.code(file.parent.name) for file in self._left]
        self.message.tell(
            f"في هذه الدراسات تغييرات لم تُحفظ: {'، '.join(names)}. وهي باقية في استماراتها حتى تفتحها من جديد.",
            f"These studies have changes that are not saved: {', '.join(names)}. They stay on their forms until you "
            "open them again.",
        )

    def _show(self):
        from .forms import controls

        parts = {"settings": [self.form.control] if self.form else [], "studies": [controls.row(self.study, self.use)],
                 "new": [self.new.control]}  # fmt: skip
        self._body.children = [*parts[self.part.value], self.message.control]

    def _tell(self, study):
        """Show the state of the notebooks under the settings of a Study, of a form that may not be saved yet."""
        from ..display import tables

        self.candidate, self.page = study, ""
        if study is not None:
            try:
                self._notes = self._notes or self._state.notes(study, self._state.notebooks())
                found = self._state.table(self._notes.under(study))
                self.page = tables.rtl(found, of="notebook_states", caption=_STATE).to_html() + _report(study)
            except OSError as error:  # of a folder that cannot be read no state is known
                self.page = f"<p>{html.escape(str(error))}</p>"
        for handle in self._handles:
            handle.update(self._output(), raw=True)

    def _run(self, study, progress):
        from . import archive, runner, workbook

        self._notes, book = None, []  # the code may be another one by now, as it is for the run
        archive.check(study)

        def tables():
            book.append(workbook.renew(study))

        try:
            report = runner.run(study, progress=progress, notebooks=settings.PROJECT / "notebooks", tables=tables)
        except KhitabError:  # what could be computed is there
            with contextlib.suppress(KhitabError):
                book or tables()
            raise
        book or tables()
        return report

    def _use(self):
        """Make the study the current one of all notebooks (`khitab use`)."""
        from .forms import controls

        if self._file is None:
            return
        try:
            chosen = current.use(self._file)
        except KhitabError as error:
            self.message.refuse(error)
            return
        self._offer()
        title, ways = html.escape(chosen.title), ("", "")
        if os.environ.get(current.VARIABLE, "").strip():
            named = controls.code(f"{current.VARIABLE}={os.environ[current.VARIABLE]}")
            ways = f" لكن المتغير {named} يغلبه هنا.", f" But {named} wins here."
        self.message.tell(
            f"صارت «<bdi>{title}</bdi>» الدراسة الجارية؛ شغّل خلايا الدفاتر من جديد لتظهر.{ways[0]}",
            f"The current study is now <bdi>{title}</bdi>; run the cells of the notebooks again to see it.{ways[1]}",
        )

    def _made(self, folder):
        """A study was made: open it."""
        self._open(folder / "study.toml")

    def _output(self):
        return {"text/html": self.page, "text/plain": _STATE}

    def _ipython_display_(self):
        from IPython.display import display

        display(self._controls())
        self._handles.append(display(self._output(), raw=True, display_id=True))

    def _controls(self):
        """The controls; on a page without a kernel nothing stands in their place."""
        import ipywidgets as w

        class Controls(w.VBox):
            def _repr_mimebundle_(self, **options):
                data = super()._repr_mimebundle_(**options)
                data, about = data if isinstance(data, tuple) else (data, {})
                return {**data, "text/html": ""}, about

        made = Controls([self.part, self._body, self._look])
        made.add_class("khitab-desk")
        return made


def _current():
    """The study.toml of the current study, None where it is not there."""
    try:
        return settings.file_of(current.name())
    except KhitabError:
        return None


def _report(study):
    """A link to the report where there is one; from the folder of the notebooks."""
    report = study.figures_folder / "report.html"
    if not report.is_file():
        return ""
    way = Path(os.path.relpath(report, settings.PROJECT / "notebooks")).as_posix()
    link = f'<a href="{html.escape(quote(way))}" target="_blank">التقرير · Report</a>'
    return f'<p dir="rtl" style="text-align:right">{link} <code dir="ltr">{html.escape(way)}</code></p>'
