"""The `khitab` command."""

import contextlib
import os
import shlex
import shutil
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from ..errors import InputError, KhitabError, SettingsError, reason
from . import settings

_SIDES = ("[keyness] target", "[keyness] reference")
MOST_SILENT = 40  # settings without effect that `check` lists

# Libraries that take long to load are imported inside the commands, so that --help answers at once.


class _Group(TyperGroup):
    """A fault of the input is one line on stderr and exit code 1, never a traceback."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except KhitabError as error:
            message = str(error)
        except OSError as error:
            message = f"{error.filename}: {reason(error)}." if error.filename else str(error)
        typer.echo(f"khitab: {' '.join(message.split())}", err=True)
        from ..display import sentences

        arabic = sentences.arabic(message)
        if arabic:
            typer.echo(arabic, err=True)
        raise typer.Exit(1)


app = typer.Typer(
    cls=_Group, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Arabic discourse analysis: studies, their notebooks and their figures.",
)  # fmt: skip
STUDY = Annotated[str, typer.Argument(help="study folder, its name under data/, or its study.toml", metavar="STUDY")]


def main():
    """Run the command line; exit code 0: done, 1: the input is at fault, 2: wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # an Arabic path must not break a terminal that has no Arabic
            stream.reconfigure(errors="backslashreplace")
    warnings.showwarning = _warn
    app(prog_name="khitab")


def _warn(message, category, filename, lineno, file=None, line=None):
    """A warning is one line on stderr, without the place in the code that it came from."""
    kind = "" if issubclass(category, UserWarning) else f"{category.__name__}: "
    typer.echo(f"khitab: {kind}{' '.join(str(message).split())}", err=True)


def _version(wanted):
    if wanted:
        typer.echo(f"khitab {version('khitab')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
):
    pass


@app.command()
def new(
    path: Annotated[str, typer.Argument(help="folder to make; a bare name is made under data/", metavar="PATH")],
    raw: Annotated[Path | None, typer.Option(help="file or folder of texts to copy into raw/")] = None,
    title: Annotated[str, typer.Option(help="title of the study")] = "",
):
    """Make a study: raw/, study.toml with all settings explained, SOURCES.md."""
    from . import starter

    named = shlex.quote(path)  # a name with spaces is one word of the command
    folder = starter.place(path)
    for line in starter.make(folder, title=title or folder.name, source=raw):
        typer.echo(line)
    typer.echo(f"Next: read {shlex.quote(str(folder / 'study.toml'))}, then")
    typer.echo(f"  khitab check {named}\n  khitab run {named}\n  khitab use {named}    (the notebooks then show it)")


@app.command()
def use(study: Annotated[str | None, typer.Argument(help="study folder, or its name under data/")] = None):
    """Choose the study that all notebooks show; without a name, say which it is."""
    from . import current

    chosen = current.load() if study is None else current.use(study)
    typer.echo(f"The current study is {chosen.title} ({chosen.folder}).")
    if study is not None and os.environ.get(current.VARIABLE):
        typer.echo(f"But {current.VARIABLE} is set here to {os.environ[current.VARIABLE]}, which wins.", err=True)


@app.command()
def check(study: STUDY):
    """Read the raw files; say what was understood, what is wrong, how to mend it and, last, what to do first."""
    from ..analyses import checkup
    from ..corpus import store
    from . import matches, starter, verdict

    chosen = settings.load(study)
    try:
        tokens = store.build(chosen.source, chosen.derived, recipe=chosen.recipe, keep=False, **chosen.engine)
    except InputError as error:
        for line in verdict.unreadable(error, study):
            typer.echo(line)
        raise
    problems = checkup.table(tokens.corpus)
    silent = matches.without_effect(matches.table(chosen, tokens))
    texts = starter.metadata_table(chosen.folder, chosen.raw, tokens.corpus)
    for line in (*starter.findings(tokens.corpus), *starter.checkup(tokens.corpus, problems), *texts):
        typer.echo(line)
    named = [line for line in silent if "[lexicons]" not in line]  # of shipped lexicons some words never occur
    typer.echo(f"\nSettings without effect: {len(named):,}")
    for line in named[:MOST_SILENT]:
        typer.echo(line)
    if len(named) > MOST_SILENT:
        typer.echo(f"  and {len(named) - MOST_SILENT:,} more; notebook 00 lists them all")
    of_lexicons = [line for line in silent if line not in named]
    if of_lexicons:
        typer.echo(f"Lexicons with words that do not occur: {len(of_lexicons):,}")
        for line in of_lexicons[:MOST_SILENT]:
            typer.echo(line)
    sides = [line.strip() for line in named if line.strip().startswith(_SIDES)]
    found = verdict.steps(problems, tokens.corpus, study=chosen, silent=len(named) - len(sides), sides=sides)
    for line in verdict.lines(found, study):
        typer.echo(line)


@app.command()
def build(study: STUDY):
    """Read and tokenize the raw files into derived/, if they or the settings have changed."""
    from ..analyses import multiword_terms
    from ..corpus import store

    chosen = settings.load(study)
    made = store.build(chosen.source, chosen.derived, recipe=chosen.recipe, progress=True, **chosen.engine)
    typer.echo(f"{chosen.derived} is up to date: {made.corpus!r}")
    if said := multiword_terms.evidence(made):
        typer.echo(said)


@app.command()
def run(
    study: STUDY,
    only: Annotated[
        list[str] | None, typer.Argument(help="these notebooks, by number, changed or not", metavar="[NN …]")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="execute all, changed or not")] = False,
    jobs: Annotated[int | None, typer.Option(help="so many at a time; without: what the machine holds")] = None,
):
    """Execute the notebooks for which something changed; write figures, tables and the report."""
    from . import kernels, order, unchanged

    if jobs is not None and jobs < 1:
        raise typer.BadParameter("jobs must be 1 or more.")
    chosen = settings.load(study, check_words=False)
    settings.fetch(chosen, progress=True)
    with contextlib.suppress(SettingsError):  # the notebook that compares says it
        if (other := unchanged.compared(chosen)) is not None:
            settings.fetch(other, progress=True)
    paths = sorted((settings.PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    due = paths if only or everything else unchanged.due(chosen, paths, order.everywhere(paths))
    if due is None:
        typer.echo(f"Nothing has changed. Report: {chosen.figures_folder / 'report.html'}")
        return
    # Begun before all that loads here, for it loads more.
    with contextlib.closing(kernels.Source(order.imported(due))) as source:
        _run(study, only, everything, jobs, source)


def _run(study, only, everything, jobs, source):
    from . import archive, runner, workbook

    chosen = settings.load(study)
    for line in archive.check(chosen):
        typer.echo(line, err=True)
    book = []
    try:
        written = runner.run(chosen, only=only or (), jobs=jobs, everything=everything, source=source,
                             tables=lambda: book.append(workbook.renew(chosen)))  # fmt: skip
        typer.echo(f"Report: {written}, report.docx")
    except KhitabError:  # what could be computed is there, and this is the error to be told
        with contextlib.suppress(KhitabError):
            _tell_of_tables(*(book or [workbook.renew(chosen)]))
        raise
    _tell_of_tables(*(book or [workbook.renew(chosen)]))
    _tell_of_others(chosen)


@app.command()
def report(
    study: STUDY,
    language: Annotated[str | None, typer.Option(help="of report.docx: ar or en; without: that of the figures")] = None,
):
    """Write report.html and report.docx anew from the figures and tables that are there."""
    from . import manuscript, workbook
    from .report import write

    chosen = settings.load(study)
    typer.echo(f"Report: {write(chosen)}, {manuscript.write(chosen, language).name}")
    _tell_of_tables(workbook.renew(chosen))
    _warn_of_changes(chosen)
    _tell_of_others(chosen)


def _tell_of_tables(written):
    if written is not None:  # of a study without any nothing is said but by the report
        typer.echo(f"Tables: {written}")


def _tell_of_others(study):
    """Say which files in the folder of figures are the reader's own."""
    from . import outputs

    names = [path.relative_to(study.figures_folder).as_posix() for path in outputs.others(study)]
    if names:
        listed = ", ".join(names[:MOST_SILENT]) + (" …" if len(names) > MOST_SILENT else "")
        typer.echo(f"Kept, but not shown, as no run of Khitab made it: {listed}", err=True)


def _warn_of_changes(study):
    """Say which notebooks have outputs that were made with other settings, or of another corpus."""
    from . import outputs

    listing = outputs.listing(study)
    old = listing[listing["changed_since"] != ""]
    for number, rows in old.groupby(old["name"].str[:2]):
        names = ", ".join(dict.fromkeys(", ".join(rows["changed_since"]).split(", ")))
        again = f"khitab run {shlex.quote(str(study.folder))} {number}"
        typer.echo(f"Made before {names} changed: {', '.join(rows['name'])}. Again: {again}", err=True)


@app.command()
def figures(
    study: STUDY,
    language: Annotated[str | None, typer.Option(help="ar, en or both; without: as [figures] language says")] = None,
    digits: Annotated[str | None, typer.Option(help="latin or arabic, in Arabic figures")] = None,
    width: Annotated[str | None, typer.Option(help="columns of a page: one, two or fit")] = None,
):
    """Draw the figures anew from their tables, in another language or width, with other digits; nothing is computed."""
    from . import glosses
    from .figures import again

    chosen = settings.load(study)
    done = again(chosen, language=language, digits=digits, width=width)
    for name, written in done:
        made = ", ".join(path.name for path in written)
        typer.echo(f"{name}: {made or 'its notebook must draw it (khitab run)'}")
    silent = glosses.without_effect(chosen)
    if silent:
        listed = ", ".join(silent[:MOST_SILENT]) + (" …" if len(silent) > MOST_SILENT else "")
        told = f"{len(silent):,} glosses of {chosen.gloss_file.name} stand beside no word of a figure"
        typer.echo(f"{told}; write the words as the figures do: {listed}", err=True)


@app.command(name="export")
def export_outputs(
    study: STUDY,
    names: Annotated[list[str], typer.Argument(help="figures and tables, such as 06_keyness", metavar="NAME …")],
    to: Annotated[str, typer.Option(help="docx, xlsx, tex or md")] = "docx",
    language: Annotated[str | None, typer.Option(help="ar or en; without: as the figures")] = None,
    columns: Annotated[
        str, typer.Option(help="columns of the table, parted by commas; without: those that the report shows first")
    ] = "",
    rows: Annotated[int, typer.Option(help="rows of the table; 0: all of them", min=0)] = 30,
    template: Annotated[Path | None, typer.Option(help="Word file whose styles are taken (docx)")] = None,
):
    """Write single figures and tables for a manuscript: Word, Excel, LaTeX or Markdown."""
    from .export import export

    chosen = [column.strip() for column in columns.split(",") if column.strip()]
    options = {"to": to, "language": language, "columns": chosen, "rows": rows or None, "template": template}
    for path in export(settings.load(study), names, **options):
        typer.echo(str(path))


@app.command()
def gallery(study: STUDY):
    """Write gallery.html: every figure with the question it answers, in Arabic and in English."""
    from .gallery import write

    chosen = settings.load(study)
    typer.echo(f"Gallery: {write(chosen, progress=True)}")
    _warn_of_changes(chosen)


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="a study, as for other commands, or a copy of one", metavar="A")],
    second: Annotated[str, typer.Argument(help="the study that it is compared with", metavar="B")],
    language: Annotated[str | None, typer.Option(help="ar or en; without: as the figures of A")] = None,
    to: Annotated[Path | None, typer.Option(help="also write the whole table here: FILE.csv, and its sidecar")] = None,
):
    """Compare two studies, or two runs of one: settings, corpora, and what moved beyond its interval."""
    from . import differences, figures

    one, other = settings.load(first), settings.load(second)
    found = differences.compare(one, other)
    for line in differences.summary(found, language=language or figures.own_language(one)):
        typer.echo(line)
    for path in differences.write(found, to) if to else ():
        typer.echo(str(path))


@app.command()
def archive(
    study: STUDY,
    raw: Annotated[bool, typer.Option("--raw", help="put the raw texts in too; without: their hashes")] = False,
    to: Annotated[Path | None, typer.Option(help="the zip; without: <study>.zip in this folder")] = None,
):
    """Write a zip for a repository such as Zenodo: settings, tables, figures, notebooks, hashes, versions, codings."""
    from .archive import write

    chosen = settings.load(study)
    made = write(chosen, raw=raw, to=to)
    for line in made.notes:
        typer.echo(line, err=True)
    _warn_of_changes(chosen)
    typer.echo(f"Archive: {made.path} ({made.files:,} files, {made.path.stat().st_size / 1e6:,.1f} MB)")
    texts = "The raw texts are in it." if raw else "The raw texts are not in it (--raw), only their hashes."
    typer.echo(f"{texts} Tables such as concordances hold passages of them: look before you publish.")


@app.command()
def doctor(study: Annotated[str | None, typer.Argument(help="also look at the folders of this study")] = None):
    """Say what is wrong with the installation: Python, packages, fonts, drawing, folders, disk, memory."""
    from .doctor import findings

    found = findings(settings.load(study) if study else None)
    for one in found:
        typer.echo(f"{one.state:<6}{one.what:<10}{one.told}")
    faults = sum(one.state == "fault" for one in found)
    if faults:
        raise InputError(f"Faults of the installation: {faults}; each is named above with its mend.")
    typer.echo("Nothing stands in the way.")


@app.command()
def clean(study: STUDY):
    """Remove what was made, derived/ and the figures; raw/ and study.toml stay."""
    chosen = settings.load(study)
    made = (chosen.derived, *chosen.folder.glob(f"{chosen.derived.name}-*"), chosen.figures_folder)
    for folder in made:
        if folder.is_symlink():
            raise InputError(f"{folder} is a link to another place and is left alone; remove it by hand.")
        if folder.is_dir():
            shutil.rmtree(folder)
            typer.echo(f"Removed {folder}")
