"""Runs notebooks in JupyterLab, two at a time, and keeps what was seen of each."""

import itertools
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from desk import lab, looks
from drawing_cells import drawn

from helpers.study import order


@dataclass
class Seen:
    """A notebook as it was seen: its cells after all were run, after those that draw were run alone, after a second run
    of all.
    """

    name: str
    drawn: dict = field(default_factory=dict)  # figures that each cell draws
    first: list = field(default_factory=list)
    alone: list = field(default_factory=list)
    second: list = field(default_factory=list)
    executable: str = ""
    trouble: str = ""  # why it could not be read to the end
    pictures: list = field(default_factory=list)


@dataclass
class Shelf:
    """The notebooks of one study: a folder below the server's, and how they are to be read.

    lacking: numbers of the notebooks in which a box may stand in the place of a figure. again: whether each plotting
    cell is run once more, alone. twice: number of the one of which all cells are run a second time, in the same kernel.
    seen: what was seen, by the number of the notebook.
    """

    folder: Path
    title: str
    lacking: tuple = ()
    again: bool = False
    twice: str = ""
    seen: dict = field(default_factory=dict)
    finished: set = field(default_factory=set)

    @property
    def notebooks(self):
        return sorted(self.folder.glob("[0-9][0-9]_*.ipynb"))

    def needs(self, path):
        """Numbers of the notebooks that one builds on."""
        return {other.stem[:2] for other in order.needs(path, self.notebooks)}

    def faulty(self, seen):
        """Whether anything is wrong with the first run of a notebook."""
        may_lack = seen.name[:2] in self.lacking
        asked = (looks.figures(seen.first, seen.drawn, may_lack), looks.errors(seen.first), looks.arabic(seen.first))
        return any(map(any, (*asked, looks.banner(seen.first, self.title))))


class Reader:
    """Reads all notebooks of some shelves.

    keep: a folder for pictures of all notebooks; by default those with faults have one, in a folder of their own that
    no later run removes.
    """

    def __init__(self, server, shelves, keep=None):
        self.server, self.keep = server, keep
        turns = itertools.zip_longest(*([(shelf, path) for path in shelf.notebooks] for shelf in shelves))
        self.waiting = [job for turn in turns for job in turn if job]

    def read_all(self, browser):
        """Run and read them; what goes wrong with one is kept as its `trouble`."""
        desks = [lab.Desk(browser, self.server, name) for name in ("right", "left")]
        hands = [self._work(desk) for desk in desks]
        while hands:
            hands = [hand for hand in hands if next(hand, "end") != "end"]
            desks[0].page.wait_for_timeout(100)
        for desk in desks:
            desk.page.context.close()

    def _work(self, desk):
        """Read one waiting notebook after the other; yields while JupyterLab works."""
        while self.waiting:
            shelf, path = self.waiting.pop(0)
            seen = shelf.seen[path.stem[:2]] = Seen(path.name)
            try:
                yield from self._read(desk, shelf, path, seen)
            except Exception as error:
                seen.trouble = f"{type(error).__name__}: {error}"
                self._picture(desk, shelf, seen, "trouble")
            shelf.finished.add(path.stem[:2])
            desk.close()

    def _read(self, desk, shelf, path, seen):
        number = path.stem[:2]
        seen.drawn = drawn(path)
        desk.open(f"{shelf.folder.name}/{path.name}")
        yield from _until(desk.done)
        yield from _until(lambda: shelf.needs(path) <= shelf.finished)
        desk.run()
        yield from _until(desk.done)
        seen.first = desk.read()
        seen.executable = desk.ask("import sys; print(sys.executable)").strip()
        if self.keep or shelf.faulty(seen):
            self._picture(desk, shelf, seen, "first run")
        if shelf.again and seen.drawn:
            for cell in seen.drawn:
                desk.run(cell)
                yield from _until(desk.done)
            seen.alone = desk.read()
            if any(looks.figures(seen.alone, seen.drawn, number in shelf.lacking)):
                self._picture(desk, shelf, seen, "cells run alone")
        if number == shelf.twice:
            desk.run()
            yield from _until(desk.done)
            seen.second = desk.read()

    def _picture(self, desk, shelf, seen, when):
        try:
            self.keep = self.keep or Path(tempfile.mkdtemp(prefix="khitab-desk-"))
            path = self.keep / shelf.folder.name / f"{Path(seen.name).stem} {when}.png"
            desk.picture(path)
            seen.pictures.append(path)
        except Exception as error:  # what is told is the notebook's own trouble
            seen.trouble += f" (no picture: {error})"


def _until(done):
    while not done():
        yield
