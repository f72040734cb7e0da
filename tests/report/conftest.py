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
