"""Settings of the manual: ``sphinx-build notebooks build/manual`` writes it from the checkout.

Its pages are the Markdown files and the notebooks in this folder. What they could get wrong is written anew at each build, from
the program itself (``generate``): commands from click, the ontology from its Turtle, methods from docstrings.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import kg  # noqa: E402

project = "kg"
version = release = kg.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "generate"]
source_suffix = {".md": "markdown", ".ipynb": "markdown"}
root_doc = "index"
# the pages of a reader alone: no link to sources, no date, so that the same checkout gives the same bytes
exclude_patterns = ["build"]
html_copy_source = html_show_sourcelink = html_show_sphinx = html_show_copyright = False
# "--" is an option's beginning, not a dash
smartquotes = False

myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3
# what a command prints is no shell's language, and is shown as it is
suppress_warnings = ["misc.highlighting_failure"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_class_signature = "separated"
python_maximum_signature_line_length = 90

html_math_renderer = "mathml"
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["manual.css"]
html_title = f"kg {version}"
