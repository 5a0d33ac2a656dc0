"""A notebook as its reader sees it: which study it shows, and a sentence where something cannot be computed.

Without this, an error would be a red traceback, and would keep every later cell from running. `begin` changes that in
the notebook that calls it: an error of Khitab is shown as one sentence in both languages, the names that the statement
would have given are marked as absent, statements that need one of these are passed over, and all others run. What
such a statement would have saved is noted as not computed, so that nothing of an earlier run is taken for new.
"""

import ast
import html
import sys
import threading
import warnings

from ..arguments import PATH, STUDY, any_of, takes
from ..display import language, live_tables, widgets
from ..errors import InputError, KhitabError, NotWritten
from . import current, figures, files, noted, outputs, settings

#: Metadata of the box of an error, by which `runner` finds it in an executed notebook.
MARK = "khitab"
#: Metadata of the box of a warning.
WARNED = "khitab_warning"
_NAME, _SHOWN = "__khitab__", "__khitab_shown__"
_PASSED_OVER = (
    "لم يُحسب، لأنه يحتاج إلى ما تعذّر حسابه أعلاه.",
    "Not computed: it needs what could not be computed above.",
)


class Absent:
    """Stands in the place of what could not be computed; `error` says why."""

    def __init__(self, error):
        self.error = error

    def __repr__(self):
        return f"Not computed. {self.error}"


@takes(name=any_of(PATH, STUDY))
def begin(name=""):
    """Return the Study that a notebook works on: the current one (`khitab use`), or the one that `name` names.

    From here on figures are drawn in the language and with the digits of its [figures].

    In a notebook errors of Khitab are from now on sentences, see above; elsewhere they are raised as always. Where a
    reader has it open, its tables sort and search from now on (`display.live_tables`); what is written into it is the
    same.
    Raises SettingsError as `settings.load`.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not isinstance(shell.user_ns.get(_NAME), _Guard):
        shell.user_ns[_NAME] = shell.user_ns_hidden[_NAME] = guard = _Guard(shell)
        shell.user_ns_hidden[_SHOWN] = None
        live = widgets.interactive()
        shell.set_custom_exc((KhitabError, NameError) if live else (KhitabError,), _say)
        warnings.showwarning = _warn
        _keep_to_cells(shell)
        shell.ast_transformers.append(guard)
        guard.tables = live_tables.switch_on(shell) if live else None
    study = current.load(name)
    if shell is not None:
        study = shell.user_ns[_NAME].study = noted.study(study)
    language.use(**next(iter(figures.looks(study).values())))
    return study


def _keep_to_cells(shell):
    """Let what IPython does behind a cell be done in the thread of the cells alone.

    JupyterLab has the messages of widgets answered in other threads, while a cell is at work, and IPython does the same
    behind each of them: the figure that a cell has begun was shown without anything in it, and closed.
    """
    trigger, own = shell.events.trigger, threading.current_thread()

    def of_cells(event, *args, **options):
        if threading.current_thread() is own:
            trigger(event, *args, **options)

    shell.events.trigger = of_cells


def begun():
    """The Study that `begin` has returned last in this notebook, None where it has not been called."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell.user_ns.get(_NAME), "study", None) if shell is not None else None


class Banner:
    """The line under the set-up cell that says which study is shown."""

    def __init__(self, study, tokens):
        self.study, self.sizes = study, (len(tokens.corpus), len(tokens))

    @property
    def place(self):
        """The study's name under data/, or its folder's name."""
        return files.short(self.study.folder, settings.PROJECT / "data", self.study.folder.parent)

    def __repr__(self):
        documents, tokens = self.sizes
        return f"Study: {self.study.title} ({self.place}): {documents:,} documents, {tokens:,} tokens"

    def _repr_html_(self):
        title, place = html.escape(self.study.title), html.escape(self.place)
        documents, tokens = (f'<bdi dir="ltr">{size:,}</bdi>' for size in self.sizes)
        return (
            '<div style="border:1px solid #8886;border-radius:4px;padding:0 0.8em">'
            f'<p dir="rtl" style="text-align:right"><b>الدراسة:</b> <bdi>{title}</bdi> '
            f'(<code dir="ltr">{place}</code>)، {documents} وثيقة، {tokens} كلمة.</p>'
            f'<p dir="ltr" style="text-align:left"><b>Study:</b> <bdi>{title}</bdi> '
            f"(<code>{place}</code>): {documents} documents, {tokens} tokens.</p></div>"
        )


@takes()
def banner(study, tokens):
    """Return what the set-up cell of a notebook shows: the title of a Study, its name, its documents and tokens.

    Figures of a small corpus have rates per thousand words from here on.
    """
    language.use(**next(iter(figures.looks(study).values())))  # only now is its size known
    return Banner(study, tokens)


def _say(shell, kind, error, traceback, tb_offset=None):
    """Show an error as a sentence; IPython calls this in the place of its traceback."""
    if isinstance(error, NameError):
        tell_of_name(shell, kind, error, traceback, tb_offset)
    else:
        _show(error)


def tell_of_name(shell, kind, error, traceback, tb_offset=None):
    """Show a NameError of a cell itself as a sentence, any other as IPython does; for `set_custom_exc` of IPython."""
    if _in_cell(shell, traceback):
        _show(InputError(
            f'There is no "{error.name}" yet: run the cells above this one first (Run > Run All Above Selected Cell), '
            "or mend the spelling of the name."
        ))  # fmt: skip
    else:
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset, running_compiled_code=True)


def _in_cell(shell, traceback):
    """Whether an error was raised by a cell itself and not by the code that it calls."""
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame.f_globals is shell.user_global_ns


def _warn(message, category, filename, lineno, file=None, line=None):
    """Show a warning without the place in the code: one of Khitab as a sentence in both languages."""
    from IPython.display import display

    from ..display import sentences

    told = str(message)
    if not sentences.arabic(told):  # of another library
        print(f"{category.__name__}: {told}", file=sys.stderr)
        return
    data = {"text/html": sentences.html(told), "text/plain": sentences.plain(told)}
    display(data, raw=True, metadata={WARNED: {"sentence": told}})


def _show(error):
    from IPython.display import display

    from ..display import sentences

    mark = {"kind": type(error).__name__, "sentence": str(error)}
    data = {"text/html": sentences.html(error), "text/plain": sentences.plain(error)}
    display(data, raw=True, metadata={MARK: mark})


class _Guard:
    """Rewrites each cell so that its statements are asked for one by one: may it run, and what if it fails?

    An IPython `ast_transformer`. `cells` keeps what is known of the statements of the cells that were rewritten.
    """

    errors = KhitabError

    def __init__(self, shell):
        self.shell, self.cells, self.told, self.open, self.study = shell, [], set(), [], None

    def visit(self, module):
        """Return the module of a cell with its statements guarded; a cell that calls `begin` is left as it is."""
        if any(isinstance(node, ast.Attribute) and node.attr == "begin" for node in ast.walk(module)):
            return module
        self.cells.append([_Statement(node) for node in module.body])
        self.told = set()
        body = []
        for number, node in enumerate(module.body):
            body += self._guarded(node, number, last=node is module.body[-1])
        module.body = body
        return ast.fix_missing_locations(module)

    def _guarded(self, node, number, last):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return [node]
        shown = last and isinstance(node, ast.Expr)
        place = f"{len(self.cells) - 1}, {number}"
        code = (
            f"{_SHOWN} = None\n"
            f"if {_NAME}.ready({place}):\n"
            f"    try:\n        pass\n"
            f"    except {_NAME}.errors as __khitab_error__:\n        {_NAME}.failed({place}, __khitab_error__)\n"
            f"{_SHOWN}"
        )
        made = ast.parse(code).body
        for part in (part for statement in made for part in ast.walk(statement)):
            ast.copy_location(part, node)
        target = ast.copy_location(ast.Name(_SHOWN, ast.Store()), node)
        made[1].body[0].body = [ast.copy_location(ast.Assign([target], node.value), node)] if shown else [node]
        return made if shown else made[1:2]

    def ready(self, cell, number):
        """Whether a statement can run; if it needs what is absent, say so and mark what it would have given."""
        statement, self.open = self.cells[cell][number], _figures()
        absent = next((value for value in map(self.shell.user_ns.get, statement.reads) if _is_absent(value)), None)
        if absent is not None:
            self._mark(statement, absent.error)
            if not self.told:
                self.told.add("passed over")
                _display(_PASSED_OVER)
        return absent is None

    def failed(self, cell, number, error):
        """Show why a statement failed, and mark what it would have given as absent."""
        statement = self.cells[cell][number]
        unwritten = isinstance(error, InputError) and not isinstance(error, NotWritten)
        self._mark(statement, error, save=not unwritten)  # a file that is open elsewhere is no lack of data
        if str(error) not in self.told:
            self.told |= {str(error), "passed over"}
            _show(error)
        for figure in set(_figures()) - set(self.open):  # begun, and of no use
            sys.modules["matplotlib.pyplot"].close(figure)

    def _mark(self, statement, error, save=True):
        for name in statement.binds:
            self.shell.user_ns[name] = Absent(error)
        if save and statement.saves is not None:
            self._save_absent(statement.saves, error)

    def _save_absent(self, call, error):
        study, name = (self._value(argument) for argument in call.args[:2])
        wanted = ("caption_ar", "caption_en", "alt_ar", "alt_en", "uses", "of", "notebook")
        given = {keyword.arg: self._value(keyword.value) for keyword in call.keywords if keyword.arg in wanted}
        if given.get("uses", ()) is None:  # as much of it as can be told: a name that is absent adds nothing
            uses = next(keyword.value for keyword in call.keywords if keyword.arg == "uses")
            given["uses"] = self._value(uses, absent=())
        if isinstance(study, settings.Study) and isinstance(name, str):
            how = {key: value for key, value in given.items() if value is not None}
            outputs.save_absent(study, name, error, **how)

    def _value(self, expression, absent=None):
        """What an argument is, with `absent` for what is absent; None where it cannot be told."""
        names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
        missing = [name for name in names if _is_absent(self.shell.user_ns.get(name))]
        if missing and absent is None:
            return None
        known = self.shell.user_ns | dict.fromkeys(missing, absent)
        try:
            return eval(compile(ast.Expression(expression), "<argument>", "eval"), known)
        except Exception:  # an argument that cannot be told is left out of the note
            return None


class _Statement:
    """What a statement reads and binds, and the call by which it saves an output, if it does."""

    def __init__(self, node):
        names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
        inner = {
            name.id
            for part in ast.walk(node) if isinstance(part, ast.comprehension)
            for name in ast.walk(part.target) if isinstance(name, ast.Name)
        }  # fmt: skip
        self.binds = [name.id for name in names if isinstance(name.ctx, ast.Store) and name.id not in inner]
        both = [node.target.id] if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) else []
        self.reads = [name.id for name in names if isinstance(name.ctx, ast.Load) and name.id not in inner] + both
        call = getattr(node, "value", None)
        function = getattr(call, "func", None)
        saves = isinstance(function, ast.Attribute) and function.attr in ("save", "save_table", "save_page")
        self.saves = call if saves and len(call.args) >= 2 else None


def _is_absent(value):
    return isinstance(value, Absent)


def _figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def _display(both):
    from IPython.display import display

    arabic, english = both
    page = (
        f'<p dir="rtl" style="text-align:right;color:#777">{arabic}</p>'
        f'<p dir="ltr" style="text-align:left;color:#777">{english}</p>'
    )
    display({"text/html": page, "text/plain": f"{arabic}\n{english}"}, raw=True)
