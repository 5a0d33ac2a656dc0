"""The elements of a page, for the tests of what Khitab writes as HTML."""

import html.parser


class Elements(html.parser.HTMLParser):
    """All tags with their attributes, as a browser would see them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]
