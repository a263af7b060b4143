"""Whose name may be read."""

import pytest

from verbondenheidskaart_plugin.core import names


def shown(rows, seed=1):
    """Rows: (id, naam, soort, rol)."""
    return names.shown(*zip(*rows), "deelnemer", seed)


def test_organisations_keep_their_name_and_persons_get_a_role_and_a_number():
    rows = [("o1", "Humanitas", "organisatie", None), ("o2", "Jan de Vries", "persoon", "Huismeester"),
            ("o3", "Fatma Yılmaz", None, None), ("o4", "Buurthuis De Brug", None, None), ("o5", None, None, None)]
    found = shown(rows)
    assert found.names[0] == "Humanitas" and found.names[3] == "Buurthuis De Brug" and found.names[4] is None
    assert found.names[1].startswith("huismeester ") and found.names[2].startswith("deelnemer ")
    assert found.hidden.tolist() == [False, True, True, False, False]
    assert found.ids.tolist() == ["o1", "o2", "o3", "o4", "o5"]


def test_the_same_node_has_the_same_number_in_every_run():
    rows = [(f"p{k}", f"Naam {k}", "persoon", "vrijwilliger") for k in range(30)]
    assert shown(rows).names.tolist() == shown(rows).names.tolist()
    assert len(set(shown(rows).names)) == 30
    assert shown(rows).names.tolist() != sorted(shown(rows).names)  # the order of the table does not show


@pytest.mark.parametrize("key, name, kind", [
    ("jan", "Jan de Vries", None), ("vries2", "Jan de Vries", None), ("Jan Jansen", None, None),
    ("jan.jansen@voorbeeld.nl", None, None), ("Jan", None, "persoon"), ("j_jansen_fatma", None, None),
    ("fatma", None, None), ("Medici", None, "familie")])
def test_an_id_that_may_be_a_name_goes_as_well(key, name, kind):
    found = shown([(key, name, kind, None)])
    assert found.ids[0] == found.names[0] == f"{kind or 'deelnemer'} 1" and found.hidden[0]


@pytest.mark.parametrize("key, kind", [("p7", "persoon"), ("12", None), ("AB", "bewoner"), ("Welzijn", "stichting"),
                                       ("Jan Luyken Stichting", None), ("de brug", "organisatie")])
def test_codes_and_organisations_keep_their_id(key, kind):
    assert shown([(key, None, kind, None)]).ids[0] == key


@pytest.mark.parametrize("name", ["Jan Kerkhof", "Coenraad Vos", "J.B.V. de Boer", "A. Schoolmeester", "K. Clubben",
                                  "Wijkcentrum De Brug, Jan de Vries", "contactpersoon bibliotheek", "Van Huis"])
def test_a_name_that_may_be_of_a_person_is_no_organisation(name):
    assert not names.names_organisation(name)
    assert shown([("o1", name, None, None)]).names[0] == "deelnemer 1"


@pytest.mark.parametrize("role", ["Huisarts Jansen", "jan@x.nl", "de vries", ""])
def test_a_role_that_may_hold_a_name_is_not_used(role):
    assert shown([("o1", "Jan de Vries", "persoon", role)]).names[0] == "persoon 1"
    assert shown([("vries", None, "persoon", role)]).ids[0] == "persoon 1"


@pytest.mark.parametrize("kind, person, organisation", [
    ("persoon", True, False), ("Persoon-rol", True, False), ("vrijwilligersorganisatie", False, True),
    ("organisatie", False, True), ("Stichting", False, True), ("sport", False, False), (None, False, False)])
def test_soort_says_who_is_a_person(kind, person, organisation):
    assert (names.is_person(kind), names.is_organisation(kind)) == (person, organisation)
