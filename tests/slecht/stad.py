"""The layers of the tiny town, raw and canonical, and the tables that go with it."""

from typing import Callable, Dict

import stadje

from .lagen import Laag, table_of


def make_town(run: Callable) -> Dict[str, Laag]:
    """Return the layers of the tiny town by name, raw and canonical; ``run`` is the fixture run_alg."""
    raw = {"straten": stadje.streets(), "plekken": stadje.facilities(), "buurten_ruw": stadje.buurten()}

    def made(name, parameters):
        return run(name, {**parameters, "OUTPUT": "memory:"}).results["OUTPUT"]

    own = {
        "buurten": made("buurten", {"INPUT": raw["buurten_ruw"]}),
        "loopnetwerk": made("loopnetwerk", {"INPUT": raw["straten"]}),
        "voorzieningen": made("voorzieningen", {"INPUT": raw["plekken"]}),
    }
    own["bevolking"] = made("bevolking", {"BUURTEN": own["buurten"], "LOOPNETWERK": own["loopnetwerk"]})
    own["rotondes"] = made(
        "rotondes",
        {"VOORZIENINGEN": own["voorzieningen"], "LOOPNETWERK": own["loopnetwerk"], "BEVOLKING": own["bevolking"]},
    )
    town = {name: Laag.of(layer, name) for name, layer in {**raw, **own}.items()}
    town["kerncijfers"] = table_of(town["buurten_ruw"], "kerncijfers")
    return {**town, **_tables()}


def _tables() -> Dict[str, Laag]:
    """Return the tables that no algorithm makes: addresses, a survey, organisations with their ties."""

    def point(k):
        return f"POINT({stadje.X + 37 + 97 * (k % 18)} {stadje.Y + 21 + 133 * (k % 9)})"

    codes = [f"BU9998010{k}" for k in range(6)]
    layers = {
        "adressen": stadje.layer("Point", "field=inwoners:integer", [(point(k), 3 + k % 5) for k in range(40)]),
        "peiling": stadje.layer(
            "None",
            "field=gebied:string&field=indicator:string&field=waarde:double&field=n:integer&field=jaar:integer",
            [(None, code, name, 40.0 + 5 * k, 100, 2023) for k, code in enumerate(codes) for name in ("V02", "V03")],
        ),
        "antwoorden": stadje.layer(
            "None",
            "field=buurtcode:string&field=V01:integer&field=V02:integer&field=V03:integer&field=gewicht:double&field=jaar:integer",
            [(None, codes[k % 6], 1 + k % 5, 1 + k % 4, 1 + (k * 7) % 5, 0.5 + k % 3, 2022 + k % 2) for k in range(90)],
        ),
        "organisaties": stadje.layer(
            "Point",
            "field=id:string&field=naam:string&field=groep:string&field=buurtcode:string",
            [(point(5 * k), f"o{k}", f"Jan {k}", "ab"[k // 6], codes[k % 6]) for k in range(12)],
        ),
        "banden": stadje.layer(
            "None",
            "field=van:string&field=naar:string&field=sterkte:double&field=bronnen:integer",
            [
                (None, f"o{a}", f"o{b}", 1.0, 3)
                for start in (0, 6)
                for a in range(start, start + 6)
                for b in range(a + 1, start + 6)
            ]
            + [(None, "o5", "o6", 2.0, 4)],
        ),
        "wie_waar": stadje.layer(
            "None",
            "field=organisatie:string&field=voorziening_id:string",
            [(None, f"o{k % 4}", str(k)) for k in range(12)],
        ),
    }
    return {name: Laag.of(layer, name) for name, layer in layers.items()}
