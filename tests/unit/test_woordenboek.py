"""The data dictionary of the documentation says what the schema says."""

import maak_woordenboek


def test_it_is_up_to_date():
    assert maak_woordenboek.PAGE.read_text(encoding="utf-8") == maak_woordenboek.text(), "run make vertaal"
