"""The elements of a page, for the tests of what Khitab writes as HTML."""

import html.parser


class Elements(html.parser.HTMLParser):
    """All tags with their attributes, as a browser would see them; scripts: what stands in each of these."""

    def __init__(self, text):
        super().__init__()
        self.found, self.scripts, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag):
        self.inside = False

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]
