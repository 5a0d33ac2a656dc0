"""The settings of a study by form: what each key means, what is in force, what a change would have run again."""

import functools

from ... import schema
from ...errors import InputError, KhitabError, SettingsError, reason
from .. import keys, settings
from . import controls, edits

_SAVED = ("حُفظ في {}. أعد تشغيل ما تغيّر ليظهر أثره.", "Saved in {}. Run what changed to see what comes of it.")
_ANEW = ("قُرئ الملف من جديد، وليس في الاستمارة تغيير.", "The file was read anew; the form holds no change.")
_RUNNING = 'يعمل الآن · <bdi dir="ltr">at work</bdi>'


class Form:
    """The form of one study.

    file: its study.toml. told: is called with the Study as the changes would make it, whenever they have changed, with
    None where study.toml is broken. run: a function (study, progress) that runs its notebooks and returns the path of
    the report. Attributes for whoever drives it from Python: `fields` {"keyness.min_n": field}, `section`, `save`,
    `anew`, `start`, `message`, `progress`.
    """

    def __init__(self, file, told, run):
        import ipywidgets as w

        self.file, self.told, self.run, self.fields = file, told, run, {}
        self._as_shown = {}  # the value of each field when it was made
        self.sheet = self.study = None
        named = [(f"{arabic} · {english}", section) for section, (english, arabic) in keys.TITLES.items()]
        self.section = controls.choice("القسم", "Section", named, "")
        self.section.observe(lambda _: self._open(), names="value")
        self.save = controls.button("احفظ", "Save", self._save, primary=True)
        self.anew = controls.button("اقرأ الملف من جديد", "Load anew", self._load)
        self.start = controls.button("شغّل ما تغيّر", "Run what changed", self._run)
        self.message, self.progress, self._rows = controls.Place(), controls.Place(), w.VBox()
        self._quiet = False
        self.control = w.VBox([
            self.section, self._rows, controls.row(self.save, self.anew, self.start), self.message.control,
            self.progress.control,
        ])  # fmt: skip
        self._load(said=False)

    @property
    def changes(self):
        """What the form would set otherwise than it is in force: {"keyness.min_n": 3}."""
        found = {}
        for key, field in self.fields.items():
            section, _, word = key.rpartition(".")
            before = self._in_force(section, word)
            before = list(before) if isinstance(before, tuple) else before
            # A field of one line shows a text of several, or one with spaces around, otherwise than it stands.
            if field.value != before and field.value != self._as_shown.get(key, before):
                found[key] = field.value
        return found

    def _in_force(self, section, word):
        return getattr(self.study, section)[word] if section else getattr(self.study, word)

    def _load(self, said=True):
        """Read study.toml as it is now; a broken one is told in a sentence."""
        self.fields.clear()
        self._as_shown.clear()
        self._rows.children = ()
        try:
            self.sheet = edits.read(self.file)
            self.study = settings.of_bytes(self.file, self.sheet.data)
        except KhitabError as error:
            self.study = None
            self.message.refuse(error)
        else:
            self.message.tell(*_ANEW) if said else self.message.clear()
        self._open()

    def _open(self):
        """Show the keys of the section that is chosen; its fields are made when it is opened for the first time."""
        import ipywidgets as w

        for control in (self.save, self.start, self.section):
            control.disabled = self.study is None
        if self.study is None:
            self.told(None)
            return
        section, rows = self.section.value, []
        for word, key in keys.KEYS[section].items():
            named = f"{section}.{word}" if section else word
            if named not in self.fields:
                self.fields[named] = controls.field(key, self._in_force(section, word), self._changed)
                self._as_shown[named] = self.fields[named].value
            about = w.HTML(explained(section, word), layout=w.Layout(width="58%", min_width="20em"))
            rows.append(controls.row(about, self.fields[named].control))
            rows[-1].add_class("khitab-key")
        self._rows.children = rows
        self._show()

    def resume(self):
        """Show the form again after another one was shown; its changes are still there."""
        self._open()

    def _changed(self):
        if not self._quiet:
            if not self.changes:
                self.message.clear()
            self._show()

    def _show(self):
        """Tell what the changes would do, or why they cannot be."""
        changes = self.changes
        self.save.disabled = not changes
        try:
            data = edits.changed(self.sheet.data, changes)
            made = settings.of_bytes(self.file, data) if changes else self.study
        except KhitabError as error:
            self.message.refuse(error)
            made = self.study  # what is not allowed changes nothing
        else:
            if changes:
                names = "، ".join(controls.code(keys.name(*key.rpartition(".")[::2])) for key in changes)
                self.message.tell(f"تغييرات لم تُحفظ بعد: {names}", f"Changes not saved yet: {names.replace('،', ',')}")
        self.told(made)

    def _save(self):
        try:
            self.sheet = edits.save(self.sheet, self.changes)
        except KhitabError as error:
            self.message.refuse(error)
            return
        self.study = settings.of_bytes(self.file, self.sheet.data)
        self._settle()
        self.message.tell(*(text.format(controls.code(self.file.name)) for text in _SAVED))
        self.save.disabled = True
        self.told(self.study)

    def _settle(self):
        """Show values as they are in force now, such as a list without repetitions."""
        self._quiet = True
        for key, field in self.fields.items():
            section, _, word = key.rpartition(".")
            field.value = self._in_force(section, word)
            self._as_shown[key] = field.value
        self._quiet = False

    def _run(self):
        """Run what changed; the kernel is at work until it is done, and its stop button stops the run."""
        try:
            edits.check_unchanged(self.sheet)
            if self.changes:
                raise SettingsError("There are changes that are not saved; save them, or take them back, and run then.")
            self.start.disabled = True
            self.message.clear()
            report = self.run(self.study, self._tell_progress)
        except KeyboardInterrupt:
            self.message.refuse(InputError("The run was stopped; what was done stays, and the next run does the rest."))
        except KhitabError as error:
            self.message.refuse(error)
        except OSError as error:
            place = error.filename or self.study.folder
            self.message.refuse(InputError(f"{place} cannot be written ({reason(error)}); close it in other "
                                           "programs or allow writing there."))  # fmt: skip
        else:
            self.message.tell(f"انتهى التشغيل. التقرير: {controls.code(report)}",
                              f"The run has ended. The report: {controls.code(report)}")  # fmt: skip
        finally:
            self.start.disabled = False
            self.progress.clear()
        self.told(self.study)

    def _tell_progress(self, done, of, names):
        at_work = " ".join(map(controls.code, names))
        self.progress.show(
            f'<p dir="rtl" style="text-align:right"><progress max="{of}" value="{done}"></progress> '
            f'<bdi dir="ltr">{done} / {of}</bdi> {_RUNNING}: {at_work}</p>'
        )


@functools.cache
def explained(section, word):
    """HTML of what a key is: its name, its meaning in both languages, its default and what it may be."""
    from ...display import tables

    key = keys.KEYS[section][word]
    arabic = schema.value_name(key.meaning, "setting", language="ar")
    default, bounds = controls.code(keys.toml(keys.default(key))), ""
    if key.low is not None:
        at = " – ".join(controls.code(bound) for bound in (key.low, key.high) if bound is not None)
        bounds = f"؛ من {at}" if key.high is None else f"؛ {at}"
    name = f"<b>{controls.code(keys.name(section, word))}</b>"
    both = controls.both(tables.arabic(arabic), f'<span style="opacity:0.8">{tables.english(key.meaning)}</span>')
    return f'<p dir="rtl" style="text-align:right">{name} · القيمة التلقائية · default {default}{bounds}</p>{both}'
