"""Numbers as people write them in texts of tables, and text that is missing."""

import numpy as np
import pandas as pd
import pytest


@pytest.mark.parametrize("texts, expected", [
    (["0,3", "12", " 4.5 ", ".", "", None, "x"], [0.3, 12, 4.5, None, None, None, None]),
    (["1.234,5", "0.25"], [1234.5, 0.25]),
    (["1.234", "12,5", "980"], [1234, 12.5, 980]),  # where the comma marks decimals the point marks thousands
    (["1.234", "980"], [1.234, 980]),  # no way to tell
    (["1.234.567", "1,234,567", "1,234.5"], [1234567, 1234567, 1234.5]),
    (["1 234", "1\u00a0234,5", "1\u202f234", "1'234.5", "-1.234,5"], [1234, 1234.5, 1234, 1234.5, -1234.5]),
    (["1.23.456", "1.234,567.8", "12 34", "1,2,3"], [None] * 4),
    (["0,500", "0,125", "1.500"], [0.5, 0.125, 1.5]),  # three decimals after a comma or a point: nothing to tell
    (["3,4", "0.1234", "12.34"], [3.4, 0.1234, 12.34]),
    (["-99997", "-99.997,0"], [None, None])])
def test_numbers_in_text(qgis_app, texts, expected):
    from verbondenheidskaart_plugin.data.features import to_numbers

    for dtype in (object, "string"):
        found = to_numbers(pd.Series(texts, dtype=dtype))
        np.testing.assert_allclose(found, [np.nan if v is None else v for v in expected])


def test_missing_text_is_none_with_every_pandas(qgis_app):
    from verbondenheidskaart_plugin.data.features import Features

    given = pd.DataFrame({"naam": pd.array(["Plein", None], dtype="string"), "soort": ["a", None], "n": [1, 2]})
    table = Features("plekken", given.rename(columns={"soort": "naam"})).table
    assert table.iloc[:, 0].tolist() == ["Plein", None] and table.iloc[:, 1].tolist() == ["a", None]
    assert list(table.columns) == ["naam", "naam", "n"] and table["n"].tolist() == [1, 2]
    assert given["naam"].isna().sum() == 1 and isinstance(given["naam"].dtype, pd.StringDtype)
