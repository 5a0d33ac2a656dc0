"""The parts of a Word file: which there are, how they refer to each other, what the file says of itself."""

from ...errors import InputError
from .limits import check_size
from .packages import SHARE, Package, attribute, beside, damaged, local, parsed
from .word_elements import child_of, name_of

KIND = "Word"


class Source:
    """The parts of a Word file: a zip, or one XML file that holds them all (a flat one, or that of Word 2003)."""

    def __init__(self, data, largest):
        self.pictures, self._relations = 0, {}
        # A zip may have anything before its first part, but then it is none for Word either.
        flat = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
        self._flat = _flat_parts(data, largest) if flat else {}
        self._package = None if flat else Package(data, largest=largest, kind=KIND)
        main = next(iter(self.related("", "officeDocument")), "word/document.xml")
        self.main = main if "" not in self._flat else ""
        root = self.tree(self.main)
        self.body = next((node for node in root if name_of(node) == "w:body"), None)
        if self.body is None:
            raise InputError("a Word file without a body, so without text; open and save it again")

    def __contains__(self, name):
        return name.lower() in self._flat or (self._package is not None and name in self._package)

    def tree(self, name):
        """The root of a part."""
        if self._package is None and name.lower() not in self._flat:
            raise damaged(f"{name.rpartition('/')[2]} is missing", KIND)
        return self._package.tree(name) if self._package is not None else self._flat[name.lower()]

    def read(self, name):
        """The bytes of a part, b"" where the file is one of XML."""
        return self._package.read(name) if self._package is not None else b""

    def relations(self, part):
        """Id -> (kind, name of the part or None for what lies outside) of what a part refers to."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            listed = f"{folder}/_rels/{name}.rels".lstrip("/")
            found = {}
            for node in self.tree(listed) if listed in self else ():
                kind = attribute(node, "Type", "").rpartition("/")[2]
                outside = attribute(node, "TargetMode", "").lower() == "external"
                found[attribute(node, "Id")] = kind, None if outside else beside(part, attribute(node, "Target", ""))
            self._relations[part] = found
        return self._relations[part]

    def related(self, part, kind):
        """The names of the parts of a kind that a part refers to and that are there."""
        names = [name for found, name in self.relations(part).values() if found == kind and name and name in self]
        return list(dict.fromkeys(names))

    def of_main(self, kind):
        """The parts of a kind that the main part refers to, or else the one of the usual name: some forget to refer."""
        usual = f"{self.main.rpartition('/')[0]}/{kind}.xml".lstrip("/")
        return self.related(self.main, kind) or [usual] * (usual in self)

    def roots(self, kind, told, holding=b""):
        """(name, root) of those parts; one that is damaged is told. holding: without it a part is not looked into."""
        for name in self.of_main(kind):
            root = self.side(name, told, holding)
            if root is not None:
                yield name, root

    def properties(self, told):
        """What the file says of itself: name -> text."""
        found = {}
        for part in self.related("", "core-properties") or ["docProps/core.xml"]:
            root = self.side(part, told)
            found |= {local(node): node.text or "" for node in (root if root is not None else ())}
        return found

    def programs(self, told):
        """The program that the file says it was made with, as a tuple of one name or none."""
        root = self.side(next(iter(self.related("", "extended-properties")), "docProps/app.xml"), told)
        names = [node.text for node in (root if root is not None else ()) if local(node) == "Application" and node.text]
        return tuple(name[:100] for name in names[:1])

    def side(self, name, told, holding=b""):
        """The root of a part that the text does without, None where it is not there, or damaged, which is told."""
        return self._package.side(name, told, holding) if self._package is not None else self._flat.get(name.lower())


def _flat_parts(data, largest):
    """Name -> root of the parts of a flat Word file; that of Word 2003 is one part without a name."""
    check_size(len(data), largest, share=SHARE)
    root = parsed(data, KIND)
    if name_of(root) == "w:wordDocument":
        return {"": root}
    found = {}
    for part in root:
        inner = child_of(part, "pkg:xmlData")
        if name_of(part) == "pkg:part" and inner is not None and len(inner):
            found[attribute(part, "name", "").lstrip("/").lower()] = inner[0]
    return found
