"""Settings of the documentation: `sphinx-build -W python/docs build/docs`. Nothing is fetched from the network."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "extensions"))

import twicetold  # noqa: E402

project = "twicetold"
author = "The twicetold authors"
copyright = author
version = release = twicetold.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "docstrings",
    "click_help",
    "drawings",
    "sample_story",
]
exclude_patterns = ["README.md"]
templates_path = ["templates"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = True
autodoc_typehints = "none"  # the docstrings say what a parameter takes; overloads would be shown many times over
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_attr_annotations = False
napoleon_use_rtype = False
python_maximum_signature_line_length = 90
python_use_unqualified_type_names = True

html_theme = "pydata_sphinx_theme"
html_title = "twicetold"
html_static_path = ["static"]
html_css_files = ["drawings.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "logo": {"text": "twicetold"},
    "header_links_before_dropdown": 6,
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {page: [] for page in ("tutorial", "results", "story", "faq", "changelog")}  # they have no pages below
