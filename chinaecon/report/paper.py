"""A report as PDF or Word file, by way of pandoc."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from chinaecon.errors import BadData, MissingData
from chinaecon.report.page import STYLE

# those that take a page as it is come first, for its look
ENGINES = ("weasyprint", "wkhtmltopdf", "typst", "xelatex", "lualatex", "tectonic", "pdflatex")
_SECONDS = 300


def paper(html: str, form: str) -> bytes:
    """Return a page of HTML in another format.

    Parameters
    ----------
    html : str
        The whole page, its pictures as pixels.
    form : {"pdf", "docx"}
        The format.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    MissingData
        When pandoc, or for PDF a program that it needs, is not installed.
    BadData
        When pandoc refuses; in its own words.

    Examples
    --------
    >>> paper("<p>Up 5%.</p>", "docx")[:2]  # doctest: +SKIP
    b'PK'
    """
    command = [*tools(form), "--from", "html", "--standalone"]
    with tempfile.TemporaryDirectory() as folder:
        made, style = Path(folder) / f"report.{form}", Path(folder) / "page.css"
        style.write_text(STYLE.read_text(encoding="utf-8"), encoding="utf-8")
        done = subprocess.run(
            [*command, "--css", str(style), "--output", str(made)],
            input=html.encode(),
            capture_output=True,
            cwd=folder,
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode or not made.is_file():
            told = done.stderr.decode("utf-8", "replace").strip()
            raise BadData(
                f"pandoc made no {form} (exit code {done.returncode}): {told}. "
                "The HTML is whole; mend what pandoc names, or print it from a browser."
            )
        return made.read_bytes()


def tools(form: str) -> list[str]:
    """Return the command that makes a format, without its input and output.

    Raises
    ------
    MissingData
        When a program is not installed; says which to install.

    Examples
    --------
    >>> tools("docx")[0].endswith("pandoc")  # doctest: +SKIP
    True
    """
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise MissingData(
            f"No pandoc, which makes {form} files. Install it (https://pandoc.org/installing.html, "
            "e.g. 'apt install pandoc' or 'brew install pandoc'), or take --to html.",
            missing=["pandoc"],
        )
    if form != "pdf":
        return [pandoc]
    engine = next((name for name in ENGINES if shutil.which(name)), None)
    if engine is None:
        raise MissingData(
            f"No program with which pandoc makes PDF files; expected one of {', '.join(ENGINES)}. "
            "Install one (e.g. 'pip install weasyprint'), or print the HTML from a browser.",
            missing=list(ENGINES),
        )
    return [pandoc, f"--pdf-engine={engine}"]
