"""How Sphinx builds the guide: once in English, once in Arabic, where every page runs from right to left.

`make docs` makes the pages that come from the code and then calls

    python -m sphinx -W -c docs -D language=en docs/en build/docs/en
    python -m sphinx -W -c docs -D language=ar docs/ar build/docs/ar

Sphinx (BSD-2-Clause) with MyST (MIT) and the PyData theme (BSD-3-Clause). The theme knows left-to-right only, so for
Arabic its style sheets are mirrored when the pages are written (`_theme/mirror.py`). Nothing is asked of the network.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_theme"))

project = "Khitab"
copyright = "The Khitab contributors, GPL-3.0-or-later"
language = "en"
extensions = ["myst_parser", "mirror"]
myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
# Files of the repository beside the guide are linked for those who read it there; they are no pages.
suppress_warnings = ["myst.xref_missing"]
html_theme = "pydata_sphinx_theme"
html_title = "Khitab · خطاب"
html_static_path = ["_theme/static", "../src/helpers/resources/fonts"]
html_css_files = ["khitab.css"]
templates_path = ["_theme/templates"]
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_theme_options = {
    "navbar_align": "content",
    "navbar_center": [],
    "navbar_end": ["languages", "theme-switcher"],
    "navbar_persistent": ["search-button"],
    "secondary_sidebar_items": ["page-toc"],
    "article_header_start": [],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "show_nav_level": 2,
    "header_links_before_dropdown": 0,
}
html_sidebars = {"**": ["contents"]}
html_context = {"pages": {one: [path.relative_to(HERE / one).with_suffix("").as_posix()
                                for path in (HERE / one).rglob("*.md")] for one in ("en", "ar")}}  # fmt: skip
highlight_language = "none"
