import math

import pytest
from chart_frames import frame, row


@pytest.fixture
def exports(tiny):
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
def bounded(tiny):
    """Growth rates: rounded, open above, open below, approximate."""
    return frame(
        row("my_growth", "USA", "2024", 5.0, "percent", low=4.5, high=5.5),
        row("my_growth", "EU27", "2024", 8.0, "percent", high=math.inf, qualifier=">"),
        row("my_growth", "CHN", "2024", 2.0, "percent", low=-math.inf, qualifier="<"),
        row("my_growth", "WLD", "2024", 4.0, "percent", low=3.0, high=5.0, qualifier="~"),
    )
