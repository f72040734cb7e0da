"""The folder of a report: where its document, its charts and their pictures lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chinaecon.errors import BadData
from chinaecon.report import manifest

DOCUMENTS = ("report.md", "report.qmd", "report.ipynb")
SPEC = "charts.toml"


@dataclass(frozen=True, slots=True)
class Folder:
    """A report on disk.

    Attributes
    ----------
    path : pathlib.Path
        The folder.

    Examples
    --------
    >>> Folder(Path("trade")).pictures.as_posix()
    'trade/charts'
    """

    path: Path

    @property
    def spec(self) -> Path:
        """The file of its charts, which it may lack."""
        return self.path / SPEC

    @property
    def pictures(self) -> Path:
        """The folder of its pictures."""
        return self.path / "charts"

    @property
    def manifest(self) -> Path:
        """The file that says what it was made of."""
        return self.path / manifest.NAME

    def document(self) -> Path:
        """Return the report itself.

        Returns
        -------
        pathlib.Path
            ``report.md``, ``report.qmd`` or ``report.ipynb``.

        Raises
        ------
        BadData
            When there is none, or more than one.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "report.md").write_text("# Trade")
        >>> Folder(folder).document().name
        'report.md'
        """
        if not self.path.is_dir():
            raise BadData(f"{str(self.path)!r} is no folder; expected the folder of a report.")
        there = [self.path / name for name in DOCUMENTS if (self.path / name).is_file()]
        if len(there) != 1:
            found = " and ".join(repr(file.name) for file in there) or "none"
            raise BadData(
                f"{str(self.path)!r}: found {found}; expected one of {', '.join(DOCUMENTS)}. "
                "Name the text of the report so."
            )
        return there[0]
