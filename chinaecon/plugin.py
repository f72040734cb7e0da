"""The pytest plugin: every figure of the files that `chinaecon_check` names is a test.

It is off, and loads nothing of the package, until the ini file names files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from chinaecon.claims.verdict import Verdict

_FILES = pytest.StashKey[frozenset[Path]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the ini file may say."""
    parser.addini("chinaecon_check", "Documents whose figures are tests: globs.", "args", [])
    parser.addini("chinaecon_as_of", "The day of documents without a date of their own.")
    parser.addini("chinaecon_strict", "Figures that the data do not cover fail.", "bool", False)


def pytest_configure(config: pytest.Config) -> None:
    """Find the files, and collect them where the run is of the configured test paths."""
    root = config.inipath.parent if config.inipath else config.rootpath
    found: list[Path] = []
    for pattern in config.getini("chinaecon_check"):
        files = [path for path in sorted(root.glob(pattern)) if path.is_file()]
        if not files:
            raise pytest.UsageError(
                f"chinaecon_check: no file matches {pattern!r} in {str(root)!r}. Mend the pattern."
            )
        found += files
    config.stash[_FILES] = frozenset(found)
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        walked = [(config.invocation_params.dir / arg).resolve() for arg in config.args]
        config.args += [
            str(path)
            for path in dict.fromkeys(found)
            if not any(path.resolve().is_relative_to(folder) for folder in walked)
        ]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Report | None:
    """Collect a file that the ini file names."""
    if file_path not in parent.config.stash.get(_FILES, frozenset()):
        return None
    return Report.from_parent(parent, path=file_path)


class Report(pytest.File):
    """A document: its figures are its tests."""

    def collect(self) -> Iterator[Claim]:
        """Yield a test for each figure."""
        import chinaecon as ce

        try:
            verdicts = ce.check_file(self.path, as_of=self.config.getini("chinaecon_as_of") or None)
        except ce.ChinaeconError as error:
            raise self.CollectError(str(error)) from None
        for verdict in (replace(one, file=self.nodeid) for one in verdicts):
            yield Claim.from_parent(self, name=_name(verdict), verdict=verdict)


class Claim(pytest.Item):
    """A figure of a document."""

    def __init__(self, *, verdict: Verdict, **options: Any) -> None:
        super().__init__(**options)
        self.verdict = verdict
        words = (verdict.measure, verdict.entity, verdict.period, verdict.verdict)
        self.extra_keyword_matches |= {word for word in words if word}
        if verdict.pin:
            self.extra_keyword_matches.add("pinned")

    def runtest(self) -> None:
        """Fail when the figure is contradicted, skip it when the data do not cover it."""
        from chinaecon.claims import wording

        if self.verdict.verdict == "contradicted":
            pytest.fail(wording.report(self.verdict), pytrace=False)
        if self.verdict.verdict == "uncovered":
            if self.config.getini("chinaecon_strict"):
                pytest.fail(wording.report(self.verdict), pytrace=False)
            # said of the document, not of this line
            raise pytest.skip.Exception(wording.sentence(self.verdict), _use_item_location=True)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the figure is, for the lines that pytest writes of it."""
        from chinaecon.claims import wording

        line = self.verdict.line
        return self.path, line - 1, f"line {line}: {wording.token(self.verdict)}"


def _name(verdict: Verdict) -> str:
    """The name of a test: where it stands and the figure's own words."""
    from chinaecon.claims import wording

    place = f"{verdict.place} " if verdict.place else ""
    return f"{place}{verdict.line}:{verdict.column} {wording.token(verdict)}"
