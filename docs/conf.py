"""How Sphinx builds the pages of this folder into a site: `.venv/bin/sphinx-build -W docs site`."""

from tpaudit.version import VERSION

project = "tpaudit"
author = "tpaudit contributors"
release = version = VERSION
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = f"tpaudit {VERSION}"
html_static_path = []
html_show_copyright = False
html_show_sphinx = False
suppress_warnings = [
    "misc.highlighting_failure",  # console blocks hold tables, and YAML blocks show what is refused
]
