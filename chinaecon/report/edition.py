"""A report made anew: its pictures drawn, its pinned figures filled, its text checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from chinaecon.claims.claim import check as judged
from chinaecon.errors import BadData, ChinaeconError
from chinaecon.report import fill, manifest, pinned, render, spec
from chinaecon.report.drift import Drift
from chinaecon.report.folder import Folder
from chinaecon.report.page import page
from chinaecon.report.render import Progress, Rendered
from chinaecon.report.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from chinaecon.claims.verdict import Verdict
    from chinaecon.report.fill import Change

T = TypeVar("T")


@dataclass
class Edition:
    """What a run found and did.

    Attributes
    ----------
    folder : Folder
        Where the report lies.
    rendered : Rendered
        Which pictures were drawn.
    changes : list of Change
        Pinned figures that were rewritten.
    drifts : list of Drift
        What is stale; empty after a run that writes.
    source : Source or None
        The text as it is now; None when it cannot be read.
    verdicts : list of Verdict
        On every figure of the text.
    problems : list of str
        What could not be done: charts not drawn, figures not filled, files not read.

    Examples
    --------
    >>> Edition(Folder(Path("trade"))).drifts
    []
    """

    folder: Folder
    rendered: Rendered = field(default_factory=Rendered)
    changes: list[Change] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    source: Source | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def wrong(self, strict: bool = False) -> list[Verdict]:
        """Return the verdicts that are findings.

        Parameters
        ----------
        strict : bool, default False
            Figures that the data do not cover count too.
        """
        words = ("contradicted", "uncovered") if strict else ("contradicted",)
        return [verdict for verdict in self.verdicts if verdict.verdict in words]

    def html(self, *, as_pixels: bool = False) -> str:
        """Return the report as a page; pictures that it lacks are problems."""
        if self.source is None:
            return ""
        try:
            return page(self.folder, self.source, self.verdicts, as_pixels=as_pixels)
        except BadData as error:
            self.problems += error.problems
            return ""


def make(path: str | Path, *, progress: Progress | None = None) -> Edition:
    """Draw the pictures of a report, fill its pinned figures and check its text.

    Parameters
    ----------
    path : str or path
        The folder: ``report.md``, ``.qmd`` or ``.ipynb``, and ``charts.toml`` if it has charts.
    progress : callable, optional
        Wraps the sequence of charts.

    Returns
    -------
    Edition
        What was done and what could not be; the manifest says what it was made of. When a figure
        cannot be filled nothing is written into the text.

    Raises
    ------
    BadData
        When there is no such folder, or no document in it.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> text = "China's trade with America in 2024: [$670 billion](ce:total_trade/USA/2024)."
    >>> _ = (folder / "report.md").write_text(text)
    >>> made = make(folder)
    >>> [change.new for change in made.changes], [v.verdict for v in made.verdicts]
    (['$688 billion'], ['confirmed'])
    """
    edition = Edition(Folder(Path(path)))
    folder, problems = edition.folder, edition.problems
    file = folder.document()
    edition.rendered = _tried(lambda: _drawn(folder, progress), problems) or Rendered()
    edition.changes = _tried(lambda: fill.fill([file]), problems) or []
    _read(edition, file)
    held = _tried(lambda: manifest.read(folder.manifest), [])  # to draw has told why not
    if edition.source is not None and held is not None and not problems:
        held.figures = _figures(edition.source, problems)
        held.vintage = manifest.vintage()
        held.write()
    return edition


def check(path: str | Path) -> Edition:
    """Say what `make` would do, and write nothing.

    Parameters
    ----------
    path : str or path
        The folder.

    Returns
    -------
    Edition
        Its `drifts` name each stale picture and figure with the prints that moved.

    Raises
    ------
    BadData
        As `make` does.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> text = "China's trade with America in 2024: [$688 billion](ce:total_trade/USA/2024)."
    >>> _ = (folder / "report.md").write_text(text)
    >>> print(*check(folder).drifts)
    trade.total_trade/USA/2024?currency=USD: not in the manifest.
    """
    edition = Edition(Folder(Path(path)))
    folder, problems = edition.folder, edition.problems
    file = folder.document()
    edition.drifts = _tried(lambda: _stale(folder), problems) or []
    changes = _tried(lambda: fill.fill([file], check=True), problems) or []
    edition.drifts += [_unfilled(change) for change in changes]
    _read(edition, file)
    if edition.source is not None:
        now = _figures(edition.source, [])
        held = _tried(lambda: manifest.read(folder.manifest), [])  # the charts have told why not
        edition.drifts += [] if held is None else pinned.drifts(held.figures, now)
    return edition


def _unfilled(change: Change) -> Drift:
    """A pinned figure whose words are not as the data have them."""
    where = f"{change.file}:{change.line}:{change.column}"
    old, new = (" ".join(words.split()) for words in (change.old, change.new))
    return Drift("figure", where, f"{old!r} would be {new!r} ({change.target}).")


def _read(edition: Edition, file: Path) -> None:
    """Read the text and judge its figures."""
    problems = edition.problems
    edition.source = _tried(lambda: Source(file), [])  # to fill it has told why not
    if edition.source is not None:
        document = edition.source.document
        edition.verdicts = _tried(lambda: judged(document), problems) or []


def _figures(source: Source, problems: list[str]) -> dict[str, dict[str, Any]]:
    return pinned.entries(pinned.pinned(source.document, None, problems))


def _drawn(folder: Folder, progress: Progress | None) -> Rendered:
    """Draw the charts; a report that has none and never had any is left without a folder."""
    charts = _charts(folder)
    if not charts.charts and not manifest.read(folder.manifest).charts:
        return Rendered()
    return render.render(charts, folder.pictures, progress=progress, manifest=folder.manifest)


def _stale(folder: Folder) -> list[Drift]:
    return render.check(_charts(folder), folder.pictures, folder.manifest)


def _charts(folder: Folder) -> spec.Spec:
    return spec.read(folder.spec) if folder.spec.is_file() else spec.Spec(folder.spec, ())


def _tried(step: Callable[[], T], problems: list[str]) -> T | None:
    """Do a step; what is wrong with it is noted with the rest."""
    try:
        return step()
    except ChinaeconError as error:
        problems += getattr(error, "problems", ()) or [str(error)]
        return None
