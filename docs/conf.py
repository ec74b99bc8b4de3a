"""How ``make docs`` makes a site of this folder: Sphinx, Markdown by MyST, our own extension. Nothing is fetched."""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen import __version__

sys.path.insert(0, str(Path(__file__).with_name("_ext")))

project = "reportgen"
project_copyright = "The reportgen authors, Apache-2.0"
version = release = __version__
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc", "reportgen.integrations.sphinx", "written"]
exclude_patterns = ["_build", "_ext"]

reportgen_records = ["../seeds/*"]
reportgen_audience = "public"

nitpicky = True
nitpick_ignore_regex = [
    # Python's own, and the libraries': their documentation is elsewhere, and nothing is fetched to link to it.
    ("py:.*", r"(?!reportgen\.).*"),
    # Told field by field on other pages, or a build's own.
    ("py:class", r"reportgen\.(audience|ledger|model|report|order\.Order)\b.*"),
]

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block", "attrs_inline", "deflist"]

autodoc_preserve_defaults = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
python_use_unqualified_type_names = True
add_module_names = False

smartquotes_action = "q"  # quotation marks alone: a dash in an option stays what it is
toc_object_entries = False

html_theme = "furo"
html_title = f"reportgen {version}"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": {"color-brand-primary": "#16365c", "color-brand-content": "#1d4f91"},
    "dark_css_variables": {"color-brand-primary": "#a9c8ec", "color-brand-content": "#8ab8f0"},
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
