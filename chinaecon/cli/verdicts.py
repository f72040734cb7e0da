"""Verdicts as text: for people, as JSON Lines, as GitHub annotations, as JUnit XML."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

import typer

from chinaecon.claims import wording
from chinaecon.claims.verdict import Verdict
from chinaecon.cli.output import write_records

FIELDS = (
    "file line start end text verdict measure entity period expected low high source reason "
    "column place address pin"
).split()
_STYLES = {"confirmed": "green", "contradicted": "bold red", "uncovered": "dim"}
_MARKS = {"confirmed": "  ", "contradicted": "! ", "uncovered": "? "}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Found = Mapping[str, Sequence[Verdict]]
Problems = Mapping[str, Sequence[str]]


def write(form: str, found: Found, problems: Problems, strict: bool) -> None:
    """Write the verdicts of some files to stdout.

    Parameters
    ----------
    form : {'text', 'json', 'github', 'junit'}
        How.
    found : mapping of str to sequence of Verdict
        By file.
    problems : mapping of str to sequence of str
        What is wrong with the files that could not be read.
    strict : bool
        An uncovered figure is a finding too.

    Examples
    --------
    >>> write("json", {}, {}, False)
    """
    verdicts = [verdict for those in found.values() for verdict in those]
    if form == "json":
        write_records(record(verdict) for verdict in verdicts)
    elif form == "github":
        for line in _annotations(verdicts, problems, strict):
            typer.echo(line)
    elif form == "junit":
        typer.echo(_junit(found, problems, strict))
    else:
        _write_text(verdicts)


def record(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as the fields of a line of JSON.

    Examples
    --------
    >>> found = record(Verdict("a.md", 3, 14, 22, 26, "5.9%", "uncovered"))
    >>> [found[name] for name in ("file", "line", "text", "verdict")]
    ['a.md', 3, '5.9%', 'uncovered']
    """
    values = verdict.to_dict()
    return {name: values[name] for name in FIELDS}


def _write_text(verdicts: Sequence[Verdict]) -> None:
    """In the order of the files; contradictions whole, the others on a line each."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False, soft_wrap=True)
        for verdict in verdicts:
            console.print(Text(_lines(verdict), style=_STYLES[verdict.verdict]))
        return
    for verdict in verdicts:
        typer.echo(_lines(verdict))


def _lines(verdict: Verdict) -> str:
    mark = _MARKS[verdict.verdict]
    if verdict.verdict == "contradicted":
        return mark + wording.report(verdict)
    said = [verdict.verdict, repr(wording.token(verdict))]
    if verdict.verdict == "confirmed":
        said += [wording.fact(verdict), f"({verdict.source})" if verdict.source else ""]
    head = f"{mark}{wording.where(verdict)}: {' '.join(filter(None, said))}"
    return f"{head}: {verdict.reason}" if verdict.reason else head


def _annotations(verdicts: Sequence[Verdict], problems: Problems, strict: bool) -> Iterator[str]:
    """Workflow commands: an error for what fails, nothing for the rest."""
    for file, those in problems.items():
        for problem in those:
            yield f"::error file={_property(file)}::{_message(problem)}"
    for verdict in verdicts:
        if _fails(verdict, strict):
            place = {"file": verdict.file, "line": str(verdict.line), "col": str(verdict.column)}
            if verdict.place:  # its lines are those of a cell
                place = {"file": verdict.file}
            place["title"] = f"{wording.token(verdict)} is {verdict.verdict}"
            told = ",".join(f"{name}={_property(words)}" for name, words in place.items())
            yield f"::error {told}::{_message(wording.report(verdict))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _fails(verdict: Verdict, strict: bool) -> bool:
    return verdict.verdict == "contradicted" or (strict and verdict.verdict == "uncovered")


def _junit(found: Found, problems: Problems, strict: bool) -> str:
    """A suite for each file, a case for each figure; a file that cannot be read is an error."""
    root = ElementTree.Element("testsuites", name="chinaecon check")
    for file, verdicts in found.items():
        suite = _suite(root, file, len(verdicts))
        for verdict in verdicts:
            _case(suite, verdict, strict)
        for count, tag in (("failures", "failure"), ("skipped", "skipped")):
            suite.set(count, str(len(suite.findall(f"*/{tag}"))))
    for file, those in problems.items():
        suite = _suite(root, file, 1)
        suite.set("errors", "1")
        case = ElementTree.SubElement(suite, "testcase", classname=_xml(file), name="read")
        error = ElementTree.SubElement(case, "error", message=_xml(those[0]))
        error.text = _xml("\n".join(those))
    ElementTree.indent(root)
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return declaration + ElementTree.tostring(root, encoding="unicode")


def _suite(root: ElementTree.Element, file: str, tests: int) -> ElementTree.Element:
    counts = {"tests": str(tests), "failures": "0", "errors": "0", "skipped": "0"}
    return ElementTree.SubElement(root, "testsuite", {"name": _xml(file), **counts})


def _case(suite: ElementTree.Element, verdict: Verdict, strict: bool) -> None:
    name = f"{verdict.line}:{verdict.column} {wording.token(verdict)}"
    if verdict.place:
        name = f"{verdict.place} {name}"
    file = _xml(verdict.file)
    place = {"classname": file, "name": _xml(name), "file": file, "line": str(verdict.line)}
    case = ElementTree.SubElement(suite, "testcase", place)
    if _fails(verdict, strict):
        failure = ElementTree.SubElement(case, "failure", message=_xml(wording.sentence(verdict)))
        failure.text = _xml(wording.report(verdict))
    elif verdict.verdict == "uncovered":
        ElementTree.SubElement(case, "skipped", message=_xml(verdict.reason))


def _xml(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _CONTROL.sub("\ufffd", text)
