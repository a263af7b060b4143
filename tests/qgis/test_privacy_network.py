"""Who is who in the network stays out of all that leaves, and of a small network nobody is ranked."""

import csv
import sqlite3
import zipfile

import herhaalstad
import pytest

NAMES = ["Quirijn", "Fatmagül", "Jozefien", "Wubbe", "Xandra", "Yılmaz", "Zwaantje", "Hiltje", "Ubbo", "Foekje",
         "Dirkje"]
STRANGER = "Sijtske"  # among the ties only
PLACES = [f"BU9998010{k}" for k in range(6)]
MEASURES = {"tussenpositie", "beperking", "effectieve_omvang", "makelaarsrol", "gemeenschap", "ei_index", "snijpunt",
            "bruggenbouwer"}


def write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return str(path)


def persons(folder, number):
    """Persons under ids of every kind, in a ring with some chords; each gives its name in another field."""
    ids = [(name, f"{name.lower()}@wijk.nl", f"p{k}", f"{name} de Vries")[k % 4]
           for k, name in enumerate(NAMES[:number])]
    kinds = [("persoon", None, "Vrijwilliger")[k % 3] for k in range(number)]
    roles = [("huismeester", f"buurtvader {name}", None, f"contact: {name.lower()}@wijk.nl")[k % 4]
             for k, name in enumerate(NAMES[:number])]
    rows = [[key, f"{name} Terpstra-{name}", kind, role, f"g{k % 3}", PLACES[k % 6], f"v{k % 8:02}"]
            for k, (key, name, kind, role) in enumerate(zip(ids, NAMES, kinds, roles))]
    ties = [[ids[k], ids[(k + step) % number], 1] for step in (1, 2) for k in range(number)]
    if number == len(NAMES):
        rows.append(["dok", "DOK", "organisatie", None, "g0", PLACES[0], "v00"])
        ties += [[STRANGER, "dok", 1], [ids[0], "dok", 1]]
    return {"ORGANISATIES": write(folder / "mensen.csv",
                                  ["id", "naam", "soort", "rol", "groep", "buurtcode", "voorziening_id"], rows),
            "BANDEN": write(folder / "contacten.csv", ["van", "naar", "sterkte"], ties)}


@pytest.fixture(scope="module")
def make(qgs_processing, tmp_path_factory):
    """Map the tiny town with a network of so many persons, and export all of it; returns the folder."""
    import processing

    def run(number):
        folder = tmp_path_factory.mktemp("netwerk")
        given = {**herhaalstad.save(folder / "in"), **persons(folder / "in", number)}
        out = folder / "uit"
        file = processing.run("verbondenheidskaart:verbondenheidskaart",
                              {**given, "SEED": 7, "UITVOERMAP": str(out)})["GEOPACKAGE"]
        processing.run("verbondenheidskaart:exporteren", {"GEOPACKAGE": file, "UITVOERMAP": str(out / "export")})
        return out

    return run


@pytest.fixture(scope="module")
def network(make):
    return make(len(NAMES))


def contents(folder):
    """Return the bytes of every file that leaves, of an archive those of its parts."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found.update({f"{path.name}/{part}": archive.read(part) for part in archive.namelist()})
        elif path.is_file():
            found[path.name] = path.read_bytes()
    return found


def named(folder):
    """Return the files in which a name can be read, in whatever capitals, and in a page also as escapes."""
    forms = {form for name in [*NAMES, STRANGER] for each in (name, name.lower()) for form in (
        each.encode(), each.encode("ascii", "backslashreplace"), each.encode("ascii", "xmlcharrefreplace"))}
    return {file for file, text in contents(folder).items() if any(form in text for form in forms)}


def table(folder, name):
    with sqlite3.connect(folder / "verbondenheidskaart.gpkg") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]


def test_no_file_names_a_person(network):
    files = contents(network)
    assert {"verbondenheidskaart.gpkg", "verbondenheidskaart.html", "organisaties.csv", "banden.csv"} <= files.keys()
    assert not named(network)
    nodes = table(network, "organisaties")
    assert len(nodes) == len(NAMES) + 2 == len({row["naam"] for row in nodes}) and MEASURES <= nodes[0].keys()
    assert ("dok", "DOK") in {(row["id"], row["naam"]) for row in nodes}
    assert {row["van"] for row in table(network, "banden")} <= {row["id"] for row in nodes}


def test_without_protection_names_are_found(make, monkeypatch):
    from verbondenheidskaart_plugin.algorithms import networking

    monkeypatch.setattr(networking, "_without_names", lambda run, ids, column, seed: (ids, column["naam"]))
    assert {"verbondenheidskaart.gpkg", "organisaties.csv", "banden.csv", "organisaties.geojson"} <= named(make(11))


def test_of_fewer_than_ten_nodes_only_counts_leave(make):
    """Nine are too few for a measure in any layer or text; ten have them."""
    small = make(9)
    nodes = table(small, "organisaties")
    assert len(nodes) == 9 and not MEASURES & nodes[0].keys() and {row["graad"] for row in nodes} == {4}
    assert "brug" not in table(small, "banden")[0]
    said = " ".join(row["melding"] for row in table(small, "meldingen"))
    assert "9 organisations, 18 ties" in said and "only counts" in said and "E-I index" not in said
    assert MEASURES <= table(make(10), "organisaties")[0].keys()
