"""How Sphinx builds the site: ``make docs``, without network."""

import contextlib
import io
import shutil
from importlib import metadata
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from typer.main import get_command
from typer.testing import CliRunner

HERE = Path(__file__).parent
ROOT = HERE.parent

project = "chinaecon"
author = copyright = "The chinaecon authors"
release = version = metadata.version("chinaecon")
extensions = ["myst_nb", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
templates_path = ["_templates"]
exclude_patterns = ["_build", "**.in.md", "**/.ipynb_checkpoints"]
highlight_language = "none"
smartquotes = False

# an unknown name in a docstring stays code; every other dangling reference is an error (-n -W)
default_role = "py:obj"
nitpick_ignore_regex = [("py:obj", ".*")]
autodoc_typehints = "none"  # the docstrings say the types in words
numpydoc_show_class_members = False

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # tests/test_notebooks.py runs them

html_theme = "pydata_sphinx_theme"
html_title = "chinaecon"
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": False,
    "header_links_before_dropdown": 6,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {page: [] for page in ("index", "concepts", "gallery/README", "explorer")}

# the notebooks lie at the top of the repository; Sphinx reads only below docs/
shutil.rmtree(HERE / "notebooks", ignore_errors=True)
shutil.copytree(ROOT / "notebooks", HERE / "notebooks", ignore=shutil.ignore_patterns(".*"))

# what is built elsewhere and lies beside the pages, if it has been built
BESIDE = {"explorer": ROOT / "explorer" / "dist"}
BESIDE |= {f"examples/{page.parent.name}": page for page in ROOT.glob("examples/*/report.html")}
if BESIDE["explorer"].is_dir():
    tags.add("explorer")  # type: ignore[name-defined] # noqa: F821
if len(BESIDE) > 1:
    tags.add("examples")  # type: ignore[name-defined] # noqa: F821


class Commands(Directive):
    """A section for each command, with its own help."""

    def run(self):
        """Return the sections."""
        with contextlib.redirect_stdout(io.StringIO()):  # help as it is written to a file
            from chinaecon.cli import app
        sections = []
        for name in get_command(app).commands:
            told = CliRunner().invoke(app, [name, "--help"], prog_name="chinaecon")
            section = nodes.section(ids=[name])
            section += [nodes.title(text=name), nodes.literal_block(text=told.output.strip())]
            sections.append(section)
        return sections


def setup(app):
    """Trim examples, and put beside the pages what was built elsewhere."""

    def trim(app, name, text):  # a doctest in Markdown ends with a blank line
        text[0] = text[0].replace("\n\n```\n", "\n```\n")

    def beside(app, error):
        for name, path in BESIDE.items():
            if path.is_dir() and not error:
                shutil.copytree(path, Path(app.outdir) / name, dirs_exist_ok=True)
            elif path.is_file() and not error:
                (Path(app.outdir) / name).mkdir(parents=True, exist_ok=True)
                shutil.copy(path, Path(app.outdir) / name / "report.html")

    app.add_directive("commands", Commands)
    app.connect("source-read", trim)
    app.connect("build-finished", beside)
