"""How a way through modules is counted: used by the tests that follow a file and a text."""


def changes(found):
    """(changes of module, those of them that go back into one already left) of a list of (module, function)."""
    n = back = 0
    there = []
    for module, _ in found:
        if not there or module != there[-1]:
            n += bool(there)
            back += module in there
            there.append(module)
    return n, back
