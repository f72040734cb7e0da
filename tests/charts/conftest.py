"""Small frames of a few rows that a person can check by eye."""

import math

import pandas as pd
import pytest

COLUMNS = "measure entity period timing value unit low high qualifier status source how".split()


@pytest.fixture
def row():
    """A function that gives one row of a frame; exact unless bounds are given."""

    def one(measure, entity, period, value, unit, **more):
        given = {"timing": "flow", "low": value, "high": value, "qualifier": "=", "status": "A"}
        given |= {"source": "release-2025", "how": ""} | more
        key = {"measure": measure, "entity": entity, "period": period}
        return {**key, "value": value, "unit": unit, **given}

    return one


@pytest.fixture
def frame():
    """A function that makes a frame of rows."""
    return lambda *rows: pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture
def exports(tiny, frame, row):
    """Exports to two partners over four years; the European Union misses 2023."""
    values = {"USA": (450.0, 500.0, 480.0, 524.7), "EU27": (400.0, 410.0, None, 516.5)}
    return frame(
        *(
            row("exports", entity, str(2021 + i), value, "billion USD")
            for entity, own in values.items()
            for i, value in enumerate(own)
            if value is not None
        )
    )


@pytest.fixture
def bounded(tiny, frame, row):
    """Growth rates: rounded, open above, open below, approximate."""
    return frame(
        row("my_growth", "USA", "2024", 5.0, "percent", low=4.5, high=5.5),
        row("my_growth", "EU27", "2024", 8.0, "percent", high=math.inf, qualifier=">"),
        row("my_growth", "CHN", "2024", 2.0, "percent", low=-math.inf, qualifier="<"),
        row("my_growth", "WLD", "2024", 4.0, "percent", low=3.0, high=5.0, qualifier="~"),
    )
