"""Prints written on one line each."""

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def said():
    """A frame of prints from lines such as ``exports IND 2024 ~ 2.40 billion USD (source)``."""

    def frame(*lines, **columns):
        rows = []
        for line in lines:
            words, _, source = line.rstrip(")").partition(" (")
            measure, entity, period, qualifier, value, *unit = words.split()
            rows.append((measure, entity, period, qualifier, value, " ".join(unit), source))
        names = ["measure", "entity", "period", "qualifier", "value", "unit", "source"]
        return pd.DataFrame(rows, columns=names).assign(**columns)

    return frame
