import sys

import pytest

TEXT = """\
[[chart]]
name = "exports"
title = "Exports to the United States"
kind = "bar"
along = "period"
[[chart.series]]
load = "trade.exports"
entity = "USA"
currency = "USD"

[[chart]]
name = "stations"
title = "Stations"
[[chart.series]]
load = "trade.stations"
entity = "CHN"
"""


@pytest.fixture
def spec_file(tiny):
    """A charts.toml of two charts over the tiny data package."""
    file = tiny / "charts.toml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def spec(spec_file):
    from chinaecon.report.spec import read

    return read(spec_file)


@pytest.fixture
def forget():
    """A function that makes the package read its data again."""

    def clear():
        for name, module in list(sys.modules.items()):
            if name.startswith("chinaecon."):
                for thing in vars(module).values():
                    if hasattr(thing, "cache_clear"):
                        thing.cache_clear()

    return clear


REPORT = """\
---
title: Trade in 2024
date: 2025-03-20
---

# Trade in 2024

<!-- chinaecon: as-of 2025-03-20 -->

China's exports to the United States came to [**$520.0** billion](ce:exports/USA/2024) in 2024,
after [$500.3 billion](ce:exports/USA/2023): [up 4.9%](ce:exports/USA/2024?verb=growth&basis=USD).

![Exports to America](charts/exports.svg)

There were [4.2 million](ce:stations/CHN/2024-11) stations & more.

![Stations & growth](charts/stations.svg)
"""


@pytest.fixture
def report(tiny, spec_file):
    """The folder of a report over the tiny data package, one of its figures out of date."""
    folder = tiny / "report"
    folder.mkdir()
    spec_file.rename(folder / "charts.toml")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    return folder


@pytest.fixture
def revise(tiny, forget):
    """A function that replaces a text in the observations."""

    def change(old, new):
        file = tiny / "trade/observations.csv"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
        forget()

    return change


@pytest.fixture
def contents():
    """A function that gives every file below a folder."""

    def read_all(folder):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    return read_all
