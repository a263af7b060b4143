"""The fields of buurten, voorzieningen and rotondes, which several layers and readers share."""

from typing import Iterator

from .schema import BOOL, CONSTRUCTS, INT, REAL, TEXT, Field

_GROUP_LABELS = {
    "lft_0_15": ("0 tot 15 jaar", "Aged 0 to 15", "personen"),
    "lft_15_25": ("15 tot 25 jaar", "Aged 15 to 25", "personen"),
    "lft_25_45": ("25 tot 45 jaar", "Aged 25 to 45", "personen"),
    "lft_45_65": ("45 tot 65 jaar", "Aged 45 to 65", "personen"),
    "lft_65_plus": ("65 jaar en ouder", "Aged 65 and over", "personen"),
    "hh_eenpersoons": ("Eenpersoonshuishoudens", "One-person households", "huishoudens"),
    "hh_zonder_kinderen": ("Huishoudens zonder kinderen", "Households without children", "huishoudens"),
    "hh_met_kinderen": ("Huishoudens met kinderen", "Households with children", "huishoudens"),
    "herk_nl": ("Herkomst Nederland", "Origin Netherlands", "personen"),
    "herk_europa": ("Herkomst Europa (zonder Nederland)", "Origin Europe (except Netherlands)", "personen"),
    "herk_buiten_europa": ("Herkomst buiten Europa", "Origin outside Europe", "personen"),
    "herk_westers": ("Westerse migratieachtergrond", "Western migration background", "personen"),
    "herk_niet_westers": ("Niet-westerse migratieachtergrond", "Non-western migration background", "personen"),
}
GROUP_FIELDS = tuple(
    Field(name, REAL, unit, nl, en, "Aantal in het gebied; leeg = onbekend", "Count in the area; empty = unknown")
    for name, (nl, en, unit) in _GROUP_LABELS.items()
)
_CONSTRUCT_LABELS = {
    "omgang_relaties": ("Omgang en relaties", "Contact and relations"),
    "participatie": ("Participatie", "Participation"),
    "plaatsidentiteit": ("Plaatsidentiteit", "Place identity"),
    "plaatsgeschiktheid": ("Plaatsgeschiktheid", "Place suitability"),
}


def _construct_fields() -> Iterator[Field]:
    for name in CONSTRUCTS:
        nl, en = _CONSTRUCT_LABELS[name]
        yield Field(name, REAL, "0-100", nl, en, "Score van het construct", "Score of the construct")
        yield Field(f"{name}_obj", REAL, "0-100", f"{nl} (objectief)", f"{en} (objective)",
                    "Score uit geregistreerde gegevens", "Score from registered data")
        yield Field(f"{name}_subj", REAL, "0-100", f"{nl} (subjectief)", f"{en} (subjective)",
                    "Score uit beleving (enquêtes)", "Score from perception (surveys)")
        yield Field(f"{name}_dekking", REAL, "0-1", f"{nl} (dekking)", f"{en} (coverage)",
                    "Deel van het actieve gewicht dat hier aanwezig is", "Share of the active weight present here")
        yield Field(f"{name}_effect", REAL, "punten", f"{nl} (effect)", f"{en} (effect)",
                    "Punten waarmee het construct de index boven of onder die van het mediane gebied brengt",
                    "Points by which the construct puts the index above or below that of the median area")


BUURT_BASE = (
    Field("buurtcode", TEXT, "", "Buurtcode", "Neighbourhood code"),
    Field("buurtnaam", TEXT, "", "Buurt", "Neighbourhood"),
    Field("wijkcode", TEXT, "", "Wijkcode", "District code"),
    Field("gemeentecode", TEXT, "", "Gemeentecode", "Municipality code"),
    Field("inwoners", REAL, "personen", "Inwoners", "Residents"),
    Field("huishoudens", REAL, "huishoudens", "Huishoudens", "Households"),
    *GROUP_FIELDS,
)
INDEX_FIELDS = (
    Field("verbondenheid", REAL, "0-100", "Buurtverbondenheid", "Neighbourhood connectedness",
          "Index over de gemeten constructen", "Index over the constructs measured"),
    Field("sociaal", REAL, "0-100", "Sociale verbondenheid", "Social connectedness"),
    Field("ruimtelijk", REAL, "0-100", "Ruimtelijke verbondenheid", "Spatial connectedness"),
    *_construct_fields(),
    Field("dekking", REAL, "0-1", "Dekking", "Coverage",
          "Deel van het actieve gewicht dat aanwezig is", "Share of the active weight present"),
    Field("rang", INT, "", "Rang", "Rank", "1 = hoogste index", "1 = highest index"),
    Field("rang_p5", REAL, "rang", "Rang, ondergrens (P5)", "Rank, lower bound (P5)"),
    Field("rang_p95", REAL, "rang", "Rang, bovengrens (P95)", "Rank, upper bound (P95)"),
    Field("rang_mediaan", REAL, "rang", "Rang, mediaan", "Rank, median", "Middelste rang over de trekkingen",
          "Middle rank over the draws"),
    Field("laagste_kwintiel", REAL, "0-1", "Laagste vijfde", "Lowest fifth",
          "Deel van de trekkingen waarin de buurt bij het laagste vijfde deel hoort",
          "Share of the draws in which the neighbourhood is among the lowest fifth"),
    Field("verbondenheid_laagst", REAL, "0-100", "Index, laagst mogelijk", "Index, lowest possible",
          "Als alles wat ontbreekt 0 scoort, of de index van nu als die lager is",
          "If everything that is missing scores 0, or the present index when that is lower"),
    Field("verbondenheid_hoogst", REAL, "0-100", "Index, hoogst mogelijk", "Index, highest possible",
          "Als alles wat ontbreekt 100 scoort, of de index van nu als die hoger is",
          "If everything that is missing scores 100, or the present index when that is higher"),
    Field("verschil_beleving", REAL, "punten", "Beleving min registratie", "Perception minus registration"),
    Field("index_status", TEXT, "", "Status van de index", "Status of the index",
          "ok of onvoldoende_gegevens", "ok or onvoldoende_gegevens (insufficient data)"),
    Field("ontbrekend", TEXT, "", "Ontbrekende indicatoren", "Missing indicators",
          "Actief in deze run, maar zonder waarde in dit gebied", "Active in this run, but without a value here"),
    Field("verklaring", TEXT, "", "Verklaring", "Explanation", "Waarom deze score: in één alinea",
          "Why this score: in one paragraph"),
)
FACILITY_FIELDS = (
    Field("voorziening_id", TEXT, "", "Voorziening-id", "Facility id"),
    Field("naam", TEXT, "", "Naam", "Name"),
    Field("type_id", TEXT, "", "Type-id", "Type id"),
    Field("type_naam", TEXT, "", "Type", "Type"),
    Field("component_nr", INT, "1-8", "Component (nummer)", "Component (number)"),
    Field("component", TEXT, "", "Component", "Component"),
    Field("rol", TEXT, "", "Rol", "Role", "rotonde, hulp, ankerpunt, identiteit of netwerk",
          "rotonde, hulp (aid), ankerpunt (anchor), identiteit (identity) or netwerk (network)"),
    Field("typepotentieel", REAL, "0-1", "Typepotentieel (P)", "Type potential (P)"),
    Field("bron", TEXT, "", "Bron", "Source"),
    Field("ingangen", TEXT, "WKT", "Ingangen", "Entrances",
          "Toegangspunten van een vlak of lijn, als MULTIPOINT in het CRS van de laag",
          "Access points of a polygon or line, as MULTIPOINT in the CRS of the layer"),
)
PLACE_LABEL = Field("aanduiding", TEXT, "", "Aanduiding", "Called",
                    "De naam; zonder naam het type met de straat of buurt",
                    "The name; without a name the type with the street or neighbourhood")
_ROTONDE = {f.name: f for f in (*FACILITY_FIELDS, PLACE_LABEL)}
ROTONDE_FIELDS = (
    *(_ROTONDE[n] for n in ("voorziening_id", "naam", "aanduiding", "type_id", "type_naam", "component_nr", "component",
                            "typepotentieel")),
    Field("bereik", REAL, "0-1", "Bereik (R)", "Reach (R)", "Bereikte inwoners ten opzichte van de mediaan",
          "Residents reached, relative to the median"),
    Field("inwoners_bereik", REAL, "personen", "Inwoners in bereik (A)", "Residents in reach (A)",
          "Inwoners gewogen naar looptijd", "Residents weighted by walking time"),
    Field("menging", REAL, "0-1", "Mogelijke menging (M)", "Possible mixing (M)"),
    Field("positie", REAL, "0-1", "Positie in het loopnetwerk (B)", "Position in the walking network (B)"),
    Field("functiemenging", REAL, "0-1", "Functiemenging (C)", "Mix of functions (C)"),
    Field("bezoekers", REAL, "personen", "Verwachte bezoekers (V)", "Expected visitors (V)",
          "Modelverwachting, geen telling", "Expected by the model, not counted"),
    Field("menging_absoluut", REAL, "0-1", "Menging, absoluut", "Mixing, absolute",
          "Kans dat twee bezoekers verschillen, van 0 tot 1; om gemeenten te vergelijken",
          "Chance that two visitors differ, from 0 to 1; to compare municipalities"),
    Field("gelijkmatigheid", REAL, "0-1", "Gelijkmatigheid (Shannon)", "Evenness (Shannon)"),
    Field("segregatie", REAL, "0-1", "Afwijking van het gebied", "Difference from the area",
          "Hoe anders het publiek is dan de inwoners van het gebied", "How the public differs from the residents"),
    Field("rotondescore", REAL, "0-100", "Rotondescore", "Rotonde score"),
    Field("score_p5", REAL, "0-100", "Score, ondergrens (P5)", "Score, lower bound (P5)"),
    Field("score_p95", REAL, "0-100", "Score, bovengrens (P95)", "Score, upper bound (P95)"),
    Field("klasse", TEXT, "", "Klasse", "Class", "Alleen een klasse als 80% van de trekkingen daarin valt",
          "A class only when 80% of the draws fall in it"),
    Field("snapafstand_m", REAL, "m", "Afstand tot het loopnetwerk", "Distance to the walking network"),
    Field("vlag", TEXT, "", "Vlag", "Flag", "Waarom een term ontbreekt", "Why a term is missing"),
    Field("onmisbaar", BOOL, "", "Onmisbaar", "Indispensable",
          "Zonder deze plek verliezen bewoners hun laatste rotonde",
          "Without this place residents lose their last rotonde"),
    Field("verliezers", REAL, "personen", "Verliest laatste rotonde", "Lose their last rotonde"),
    Field("verliezers_soort", REAL, "personen", "Verliest laatste van deze soort", "Lose the last one of this kind"),
    Field("afgesneden", REAL, "personen", "Afgesneden bewoners", "Residents cut off"),
    Field("lijnen", INT, "", "Lijnen die vervallen", "Lines that go"),
    Field("bij_sluiting", TEXT, "", "Bij sluiting", "When it closes"),
    Field("gemeenschap", INT, "", "Gemeenschap", "Community"),
    Field("snijpunt", BOOL, "", "Snijpunt", "Articulation point"),
    _ROTONDE["ingangen"],
)
