"""The handleiding is true: what it says of the Bomenbuurt stands in the map of the example town."""

import re
import sqlite3

import pytest

from verbondenheidskaart_plugin.core.schema import CONSTRUCTS

BOMENBUURT = "BU99990301"


@pytest.fixture(scope="module")
def one(example_city):
    """Return the first row that a query gives on the map of the example town."""
    database = sqlite3.connect(example_city)
    database.row_factory = sqlite3.Row
    yield lambda query: database.execute(query.replace("?", f"'{BOMENBUURT}'")).fetchone()
    database.close()


@pytest.fixture(scope="module")
def told(root):
    """The quotes about the Bomenbuurt, one per step of TNO."""
    text = (root / "docs" / "handleiding.md").read_text(encoding="utf-8")
    quotes = re.findall(r"> \*\*In de Bomenbuurt\.\*\*(.*?)\n(?!>)", text, re.S)
    return [" ".join(quote.replace("\n>", " ").split()) for quote in quotes]


def test_profile(one, told):
    buurt = one("SELECT * FROM buurten WHERE buurtcode = ?")
    ranked = one("SELECT count(rang) FROM buurten")[0]
    assert "laagste vier" in told[0] and buurt["rang_p5"] > ranked - 4
    assert "helft van de bewoners is 65 jaar" in told[0] and 0.4 < buurt["lft_65_plus"] / buurt["inwoners"] < 0.5
    scores = {name: buurt[name] for name in CONSTRUCTS}
    assert f"*{min(scores, key=scores.get)}*" in told[0]


def test_what_there_is(one, told):
    organisation = one("SELECT id, naam FROM organisaties WHERE buurtcode = ?")
    assert "geen enkele rotonde" in told[1] and "huurdersvereniging" in told[1] and "één band" in told[1]
    assert one("SELECT count(*) FROM organisaties WHERE buurtcode = ?")[0] == 1
    assert organisation["naam"].startswith("Huurdersvereniging")
    assert one(f"SELECT count(*) FROM banden WHERE '{organisation['id']}' IN (van, naar)")[0] == 1


def test_perception(one, told):
    assert "beleving ligt iets hoger" in told[2]
    assert 0 < one("SELECT verschil_beleving FROM buurten WHERE buurtcode = ?")[0] < 15


def test_what_to_do(one, told):
    row = one("SELECT * FROM stagnatieplekken WHERE buurtcode = ? AND groep = 'ouderen'")
    assert "Ouderen staan op *stagnatieplek*" in told[3] and row["status"] == "stagnatieplek"
    assert "woonzorgcentrum" in told[3] and "Woonzorgcentrum" in row["dichtstbij"]
    assert "kwartier lopen" in told[3] and 12.5 < row["looptijd_min"] < 17.5
    assert "ontbreekt is een park" in told[3] and ": park;" in row["reden"]  # the reason is in the language of QGIS
    rule = one("SELECT * FROM vuistregels WHERE buurtcode = ? AND regel = 'VR08'")
    assert "niet gehaald" in told[3] and rule["oordeel"] == "voldoet_niet"
    share = int(re.findall(r"(\d+)%", row["reden"])[-1])
    assert "ruim twee derde" in told[4] and 66 < share < 85


def test_how_lack_is_read(one, root):
    text = " ".join((root / "docs" / "handleiding.md").read_text(encoding="utf-8").split())
    row = one("SELECT * FROM stagnatieplekken WHERE buurtnaam = 'Componistenbuurt' AND groep = 'ouderen'")
    persons = f"{row['personen']:,.0f}".replace(",", ".")
    assert f"*{persons} personen · tekort {100 * (1 - row['toegang']):.0f}%*" in text
    assert f"hier {row['onbediend']:.0f} (veld `onbediend`)" in text
    share = int(re.findall(r"(\d+)%", row["reden"])[-1])
    assert f"*{share}% bereikt geen enkele passende rotonde*" in text


def test_no_rotonde_lies_in_it(run_alg, example_city):
    found = run_alg("native:extractbylocation", {
        "INPUT": f"{example_city}|layername=rotondes", "PREDICATE": [0], "OUTPUT": "memory:",
        "INTERSECT": f"{example_city}|layername=buurten|subset=\"buurtcode\" = '{BOMENBUURT}'"})
    assert found.results["OUTPUT"].featureCount() == 0


def test_every_algorithm_is_named_as_the_toolbox_names_it(speak, qgs_processing, root):
    speak("nl")
    text = (root / "docs" / "handleiding.md").read_text(encoding="utf-8")
    names = [a.create().displayName() for a in qgs_processing.providerById("verbondenheidskaart").algorithms()]
    assert [name for name in names if f"| *{name}* |" not in text] == [] and "Loopbereik" in names
