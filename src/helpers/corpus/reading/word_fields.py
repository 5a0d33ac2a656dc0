"""Fields of Word whose text stands in their instruction: equations, in which readings stand above words, buttons."""

import re

_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*\S)", re.IGNORECASE | re.DOTALL)
_EQUATION = re.compile(r"\s*EQ\s", re.IGNORECASE)
_SWITCHES = re.compile(r"""\\\*\s*(?:"[^"]*"|[^\s\\]+)|"[^"]*"|\\[A-Za-z]+ ?\d*""")


def of_instruction(instruction):
    """Return what a field without a result shows of its instruction: a button its words, an equation its parts."""
    button = _BUTTON.match(instruction)
    if button:
        return button[1]
    if not _EQUATION.match(instruction):
        return ""
    return " ".join(re.sub(r"[(),;\\]", " ", _SWITCHES.sub(" ", _EQUATION.sub("", instruction))).split())
