"""Every rule that the data must keep, and the one function that applies them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from chinaecon.data import layers
from chinaecon.data.rules import documents, fixings, form, prints, vocabulary
from chinaecon.data.schema import Package, Problem, read

Rule = Callable[[Package], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    form.descriptor,
    form.present,
    form.size,
    form.encoding,
    form.line_ends,
    form.header,
    form.fields,
    form.quoting,
    form.required,
    form.pattern,
    form.word,
    form.reference,
    form.key,
    form.order,
    vocabulary.keys,
    vocabulary.identity_words,
    vocabulary.home,
    vocabulary.unit_words,
    vocabulary.names,
    prints.dataset,
    prints.timing,
    prints.unit,
    prints.period,
    prints.span,
    prints.foresight,
    prints.language,
    prints.token,
    prints.qualifier,
    prints.identity,
    documents.document,
    documents.dates,
    documents.dated,
    documents.cited,
    documents.same_document,
    documents.correction,
    documents.action,
    fixings.frequency,
    fixings.pair,
    fixings.leap,
    fixings.between,
)


def validate(folder: str | Path | None = None) -> list[Problem]:
    """Check a data package against every rule and report all problems at once.

    The rules cover the form of the files, the vocabularies, every printed token read again by
    machine, documents, corrections and exchange rates; `rules` lists them. That a figure
    passes says that it is well kept, not that its source was right.

    Parameters
    ----------
    folder : str or pathlib.Path, optional
        Folder of a ``datapackage.json``; the package that is read by default.

    Returns
    -------
    list of Problem
        In the order of files and lines; empty when all is well. Broken files never raise:
        what cannot be read is a problem too.

    Examples
    --------
    >>> import chinaecon as ce
    >>> ce.validate()
    []
    """
    return check(read(Path(folder) if folder is not None else layers.chosen()))


def check(package: Package, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Check a package that was read against some rules.

    Parameters
    ----------
    package : Package
        As `chinaecon.data.schema.read` gives it.
    rules : iterable of callable
        All by default.

    Returns
    -------
    list of Problem
        As `validate` gives them.

    Examples
    --------
    >>> check(read(layers.root()), [form.order])
    []
    """
    found = {replace(problem, rule=rule.__name__) for rule in rules for problem in rule(package)}
    return sorted(found)


def rules() -> dict[str, str]:
    """Return every rule by name with the sentence that says what it asks.

    Returns
    -------
    dict of str to str
        In the order in which they are applied.

    Examples
    --------
    >>> rules()["order"]
    'Records are sorted by their key, as text.'
    """
    return {rule.__name__: (rule.__doc__ or "").strip() for rule in RULES}
