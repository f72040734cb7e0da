"""Small frames of a few rows that a person can check by eye."""

import pandas as pd

COLUMNS = "measure entity period timing value unit low high qualifier status source how".split()


def row(measure, entity, period, value, unit, **more):
    """One row of a frame; exact unless bounds are given."""
    given = {"timing": "flow", "low": value, "high": value, "qualifier": "=", "status": "A"}
    given |= {"source": "release-2025", "how": ""} | more
    return {
        "measure": measure,
        "entity": entity,
        "period": period,
        "value": value,
        "unit": unit,
        **given,
    }


def frame(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)
