"""What is asked of a notebook as it was seen in JupyterLab: each function yields (number of a cell, what is wrong)."""

import re

NEAR = 5  # pixels that two edges may lie apart
SET_IN = 48  # pixels that a list or a box with a border may be set in
LEAST_INK = 0.01  # share of an image that is drawn on
BROKEN = ("Traceback (most recent", "Error displaying widget", "Loading widget", "Click to show javascript")


def figures(cells, figures_of, may_lack=False):
    """Each plotting cell holds its figures, loaded and not empty; no other cell has any.

    figures_of: {number of the cell: figures that it draws}. may_lack: one box that says why may stand in their place.
    """
    for cell in cells:
        wanted, there = figures_of.get(cell["index"], 0), len(cell["images"])
        pictures = sum(any(kind.startswith("image/") for kind in output["kinds"]) for output in cell["outputs"])
        boxes = sum(map(is_box, cell["outputs"]))
        if there != pictures:
            yield cell["index"], f"holds {pictures} images, of which {there} are on the page"
        if wanted and may_lack and not there and boxes == 1:
            continue
        if there != wanted:
            yield cell["index"], f"{wanted} figures are drawn, {there} shown, and {boxes} boxes say why"
        elif wanted and boxes:
            yield cell["index"], "shows its figure and a box that says why there is none"
        for image in cell["images"]:
            if image["width"] < 100 or image["height"] < 50 or image["ink"] < LEAST_INK:
                yield cell["index"], f"its figure is empty or not loaded: {image}"


def is_box(output):
    """Whether an output is a sentence in both languages in the place of a result."""
    page = output["html"]
    words = re.sub("<[^>]*>", " ", page)
    both = len(re.findall("[ء-ي]{2,}", words)) > 2 and len(re.findall("[A-Za-z]{2,}", words)) > 2
    return bool(both and re.search('dir="?rtl', page) and not re.search("<table|<img", page))


def errors(cells):
    """No cell shows an error, a traceback, a warning or a widget that does not work, and every cell of code was run."""
    for cell in cells:
        for output in cell["outputs"]:
            if output["type"] == "error":
                yield cell["index"], f"ends with an error, {output['name']}: {output['text'][:200]}"
            elif output["name"] == "stderr":
                yield cell["index"], f"writes to stderr: {output['text'][:200]}"
        for words in BROKEN:
            if words in cell["text"]:
                yield cell["index"], f'shows "{words}"'
        if cell["type"] == "code" and not cell["count"]:
            yield cell["index"], "was not run"


def arabic(cells):
    """Arabic runs from right to left and stands at the right: each line of prose, and each table."""
    for cell in cells:
        for part in cell["prose"]:
            if fault := _misplaced(part):
                yield cell["index"], f'{fault}: "{part["text"]}" ({part["tag"]})'
        for table in cell["tables"]:
            edge, room, view = (table[part]["right"] for part in ("table", "room", "view"))
            if room - edge > NEAR:
                yield cell["index"], f'a table stands {room - edge:.0f} px left of the right: "{table["text"]}"'
            if edge - view > NEAR:
                yield cell["index"], f'a table begins {edge - view:.0f} px out of view: "{table["text"]}"'


def _misplaced(part):
    if part["direction"] != "rtl":
        return "Arabic runs from left to right"
    if part["anySide"]:
        return None
    away = [part["own"]["right"] - line["right"] for line in part["lines"]]
    if away and max(map(abs, away)) > NEAR:
        return f"Arabic ends {max(away, key=abs):.0f} px from the right edge of its box"
    if not part["inTable"] and part["room"]["right"] - part["own"]["right"] > SET_IN:
        return f"the box of Arabic ends {part['room']['right'] - part['own']['right']:.0f} px from the right"
    return None


def banner(cells, title):
    """The set-up cell, the second one of code, says which study is shown."""
    code = [cell for cell in cells if cell["type"] == "code"][1]
    if title not in code["text"]:
        yield code["index"], f'does not show the title of the study, "{title}"'
