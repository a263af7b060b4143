"""Every layer and field of ``verbondenheidskaart.gpkg``, in Dutch and English (see ``schema``)."""

from typing import Dict

from .schema import BOOL, CONSTRUCTS, INT, LINE, POINT, POLYGON, REAL, TABLE, TEXT, Field, Layer

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


def _construct_fields():
    for name in CONSTRUCTS:
        nl, en = _CONSTRUCT_LABELS[name]
        yield Field(name, REAL, "0-100", nl, en, "Score van het construct", "Score of the construct")
        yield Field(f"{name}_obj", REAL, "0-100", f"{nl} (objectief)", f"{en} (objective)",
                    "Score uit geregistreerde gegevens", "Score from registered data")
        yield Field(f"{name}_subj", REAL, "0-100", f"{nl} (subjectief)", f"{en} (subjective)",
                    "Score uit beleving (enquêtes)", "Score from perception (surveys)")
        yield Field(f"{name}_dekking", REAL, "0-1", f"{nl} (dekking)", f"{en} (coverage)",
                    "Deel van het actieve gewicht dat hier aanwezig is", "Share of the active weight present here")


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
    Field("rang_p5", REAL, "", "Rang, ondergrens (P5)", "Rank, lower bound (P5)"),
    Field("rang_p95", REAL, "", "Rang, bovengrens (P95)", "Rank, upper bound (P95)"),
    Field("verschil_beleving", REAL, "punten", "Beleving min registratie", "Perception minus registration"),
    Field("index_status", TEXT, "", "Status van de index", "Status of the index",
          "ok of onvoldoende_gegevens", "ok or onvoldoende_gegevens (insufficient data)"),
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
_ROTONDE = {f.name: f for f in FACILITY_FIELDS}
ROTONDE_FIELDS = (
    *(_ROTONDE[n] for n in ("voorziening_id", "naam", "type_id", "type_naam", "component_nr", "component",
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
    Field("rotondescore", REAL, "0-100", "Rotondescore", "Rotonde score"),
    Field("score_p5", REAL, "0-100", "Score, ondergrens (P5)", "Score, lower bound (P5)"),
    Field("score_p95", REAL, "0-100", "Score, bovengrens (P95)", "Score, upper bound (P95)"),
    Field("klasse", TEXT, "", "Klasse", "Class", "Alleen een klasse als 80% van de trekkingen daarin valt",
          "A class only when 80% of the draws fall in it"),
    Field("snapafstand_m", REAL, "m", "Afstand tot het loopnetwerk", "Distance to the walking network"),
    Field("vlag", TEXT, "", "Vlag", "Flag", "Waarom een term ontbreekt", "Why a term is missing"),
    Field("onmisbaar", BOOL, "", "Onmisbaar", "Indispensable", "Zonder deze plek verliezen bewoners hun laatste rotonde",
          "Without this place residents lose their last rotonde"),
    Field("verliezers", REAL, "personen", "Verliest laatste rotonde", "Lose their last rotonde"),
    Field("gemeenschap", INT, "", "Gemeenschap", "Community"),
    Field("snijpunt", BOOL, "", "Snijpunt", "Articulation point"),
    _ROTONDE["ingangen"],
)

LAYERS: Dict[str, Layer] = {layer.name: layer for layer in (
    Layer("buurten", POLYGON, "Buurten", "Neighbourhoods", BUURT_BASE + INDEX_FIELDS),
    Layer("rotondes", POINT, "Rotondes van verbinding", "Rotondes of connection", ROTONDE_FIELDS),
    Layer("voorzieningen", POINT, "Voorzieningen", "Facilities", FACILITY_FIELDS),
    Layer("bevolking", POINT, "Bevolking", "Population", (
        Field("punt_id", INT, "", "Punt-id", "Point id"),
        Field("buurtcode", TEXT, "", "Buurtcode", "Neighbourhood code"),
        Field("inwoners", REAL, "personen", "Inwoners", "Residents"),
        Field("huishoudens", REAL, "huishoudens", "Huishoudens", "Households"),
        *GROUP_FIELDS)),
    Layer("loopnetwerk", LINE, "Loopnetwerk", "Walking network", (
        Field("van", INT, "", "Van knoop", "From node"),
        Field("naar", INT, "", "Naar knoop", "To node"),
        Field("lengte_m", REAL, "m", "Lengte", "Length"),
        Field("component", INT, "", "Component", "Component", "0 = grootste samenhangende deel",
              "0 = largest connected part"),
        Field("type", TEXT, "", "Wegtype", "Road type"),
        Field("trap", BOOL, "", "Trap", "Stairs"),
        Field("naam", TEXT, "", "Naam", "Name"))),
    Layer("loopbereik", POLYGON, "Loopbereik", "Walking reach", (
        Field("voorziening_id", TEXT, "", "Voorziening-id", "Facility id"),
        Field("afstand_m", REAL, "m", "Loopafstand", "Walking distance"),
        Field("inwoners", REAL, "personen", "Inwoners in bereik", "Residents in reach"),
        Field("oppervlakte_ha", REAL, "ha", "Oppervlakte", "Area"),
        Field("lengte_m", REAL, "m", "Lengte bereikte straten", "Length of streets reached"))),
    Layer("bereik", TABLE, "Bereik", "Reach", (
        Field("voorziening_id", TEXT, "", "Voorziening-id", "Facility id"),
        Field("punt_id", INT, "", "Punt-id", "Point id"),
        Field("loopafstand_m", REAL, "m", "Loopafstand", "Walking distance"))),
    Layer("loopstromen", LINE, "Loopstromen", "Walking flows", (
        Field("bezoeken", REAL, "bezoeken", "Verwachte bezoeken over deze straat", "Expected visits over this street",
              "Modelverwachting, geen telling", "Expected by the model, not counted"),
        Field("lengte_m", REAL, "m", "Lengte", "Length"))),
    Layer("verbindingslijnen", LINE, "Verbindingslijnen", "Lines of connection", (
        Field("van_id", TEXT, "", "Van", "From"),
        Field("naar_id", TEXT, "", "Naar", "To"),
        Field("van_naam", TEXT, "", "Van (naam)", "From (name)"),
        Field("naar_naam", TEXT, "", "Naar (naam)", "To (name)"),
        Field("loopafstand_m", REAL, "m", "Loopafstand", "Walking distance"),
        Field("route", REAL, "0-1", "Route", "Route", "Nabijheid te voet", "Nearness on foot"),
        Field("overlap", REAL, "0-1", "Overlap van bereik", "Overlap of reach",
              "Deel van de bewoners dat beide bereikt", "Share of the residents who reach both"),
        Field("organisatie", REAL, "0-1", "Gedeelde organisaties", "Shared organisations", "Leeg = onbekend",
              "Empty = unknown"),
        Field("sterkte", REAL, "0-1", "Sterkte", "Strength"),
        Field("overbrugging", REAL, "0-1", "Overbrugging", "Bridging", "Verschil in verwacht publiek",
              "Difference in the expected public"),
        Field("zwaartekracht", REAL, "", "Zwaartekracht", "Gravity"),
        Field("brug", BOOL, "", "Brug", "Bridge", "Valt deze lijn weg, dan breekt het net",
              "Without this line the net falls apart"),
        Field("afgesneden", REAL, "personen", "Afgesneden bewoners", "Residents cut off"))),
    Layer("ontbrekende_schakels", LINE, "Ontbrekende schakels", "Missing links", (
        Field("van_id", TEXT, "", "Van", "From"),
        Field("naar_id", TEXT, "", "Naar", "To"),
        Field("soort", TEXT, "", "Soort", "Kind", "fysiek, sociaal of structureel",
              "fysiek (physical), sociaal (social) or structureel (structural)"),
        Field("hemelsbreed_m", REAL, "m", "Hemelsbreed", "Straight line"),
        Field("loopafstand_m", REAL, "m", "Loopafstand", "Walking distance"),
        Field("omwegfactor", REAL, "", "Omwegfactor", "Detour factor"),
        Field("bewoners", REAL, "personen", "Bewoners die winnen", "Residents who gain"),
        Field("rang", INT, "", "Rang", "Rank"),
        Field("reden", TEXT, "", "Reden", "Reason"))),
    Layer("stagnatieplekken", POLYGON, "Stagnatieplekken", "Places of stagnation", (
        Field("buurtcode", TEXT, "", "Buurtcode", "Neighbourhood code"),
        Field("buurtnaam", TEXT, "", "Buurt", "Neighbourhood"),
        Field("groep", TEXT, "", "Groep", "Group"),
        Field("groep_naam", TEXT, "", "Groep (naam)", "Group (name)"),
        Field("personen", REAL, "personen", "Personen in de groep", "Persons in the group"),
        Field("kwetsbaarheid", REAL, "0-1", "Kwetsbaarheid", "Vulnerability"),
        Field("toegang", REAL, "0-1", "Toegang", "Access"),
        Field("stagnatie", REAL, "0-100", "Stagnatie", "Stagnation"),
        Field("stagnatie_p5", REAL, "0-100", "Stagnatie, ondergrens (P5)", "Stagnation, lower bound (P5)"),
        Field("onbediend", REAL, "personen", "Onbediende personen", "Persons not served"),
        Field("hotspot", BOOL, "", "Hotspot", "Hot spot"),
        Field("status", TEXT, "", "Status", "Status", "stagnatieplek, aandachtspunt, geen of onvoldoende_gegevens",
              "stagnatieplek, aandachtspunt (point of attention), geen (none) or onvoldoende_gegevens"),
        Field("dichtstbij", TEXT, "", "Dichtstbijzijnde passende rotonde", "Nearest fitting rotonde"),
        Field("looptijd_min", REAL, "min", "Looptijd daarheen", "Walking time to it"),
        Field("reden", TEXT, "", "Reden", "Reason"))),
    Layer("organisaties", POINT, "Organisaties", "Organisations", (
        Field("id", TEXT, "", "Id", "Id"),
        Field("naam", TEXT, "", "Naam", "Name"),
        Field("groep", TEXT, "", "Groep", "Group"),
        Field("buurtcode", TEXT, "", "Buurtcode", "Neighbourhood code"),
        Field("graad", INT, "", "Aantal banden", "Number of ties"),
        Field("tussenpositie", REAL, "0-1", "Tussenpositie", "Betweenness"),
        Field("beperking", REAL, "", "Beperking (Burt)", "Constraint (Burt)"),
        Field("effectieve_omvang", REAL, "", "Effectieve omvang", "Effective size"),
        Field("makelaarsrol", TEXT, "", "Makelaarsrol", "Brokerage role"),
        Field("gemeenschap", INT, "", "Gemeenschap", "Community"),
        Field("ei_index", REAL, "-1 tot 1", "E-I-index", "E-I index"),
        Field("snijpunt", BOOL, "", "Snijpunt", "Articulation point", "Valt deze weg, dan breekt het netwerk",
              "Without this one the network falls apart"),
        Field("bruggenbouwer", BOOL, "", "Onzichtbare bruggenbouwer", "Invisible bridge builder"))),
    Layer("banden", LINE, "Banden", "Ties", (
        Field("van", TEXT, "", "Van", "From"),
        Field("naar", TEXT, "", "Naar", "To"),
        Field("sterkte", REAL, "", "Sterkte", "Strength"),
        Field("soort", TEXT, "", "Soort", "Kind"),
        Field("bronnen", INT, "", "Bronnen", "Sources"),
        Field("brug", BOOL, "", "Brug", "Bridge"),
        Field("tussen_groepen", BOOL, "", "Tussen groepen", "Between groups"))),
    Layer("indicatorwaarden", TABLE, "Indicatorwaarden", "Indicator values", (
        Field("gebied", TEXT, "", "Gebied", "Area"),
        Field("niveau", TEXT, "", "Niveau", "Level", "buurt, wijk of gemeente", "buurt, wijk or gemeente"),
        Field("indicator", TEXT, "", "Indicator", "Indicator"),
        Field("waarde", REAL, "", "Waarde", "Value"),
        Field("genormaliseerd", REAL, "0-100", "Genormaliseerd", "Normalised"),
        Field("construct", TEXT, "", "Construct", "Construct"),
        Field("soort", TEXT, "", "Soort", "Kind", "objectief of subjectief", "objective or subjective"),
        Field("bron", TEXT, "", "Bron", "Source"),
        Field("jaar", INT, "", "Jaar", "Year"))),
    Layer("achtergrond", POLYGON, "Achtergrond", "Background", (
        Field("soort", TEXT, "", "Soort", "Kind", "water, groen of bebouwing", "water, green or buildings"),
        Field("naam", TEXT, "", "Naam", "Name"))),
    Layer("achtergrond_lijnen", LINE, "Achtergrond (lijnen)", "Background (lines)", (
        Field("soort", TEXT, "", "Soort", "Kind", "spoor, water of weg", "rail, water or road"),
        Field("naam", TEXT, "", "Naam", "Name"))),
    Layer("niet_ingedeeld", TABLE, "Niet ingedeeld", "Not classified", (
        Field("waarde", TEXT, "", "Waarde", "Value"),
        Field("aantal", INT, "", "Aantal", "Count"))),
    Layer("velden", TABLE, "Velden", "Fields", (
        Field("laag", TEXT, "", "Laag", "Layer"),
        Field("veld", TEXT, "", "Veld", "Field"),
        Field("type", TEXT, "", "Type", "Type"),
        Field("eenheid", TEXT, "", "Eenheid", "Unit"),
        Field("label", TEXT, "", "Label", "Label"),
        Field("omschrijving", TEXT, "", "Omschrijving", "Description"))),
    Layer("meldingen", TABLE, "Meldingen", "Messages", (
        Field("niveau", TEXT, "", "Niveau", "Level"),
        Field("onderwerp", TEXT, "", "Onderwerp", "Subject"),
        Field("melding", TEXT, "", "Melding", "Message"),
        Field("aantal", INT, "", "Aantal", "Count"))),
    Layer("herkomst", TABLE, "Herkomst", "Provenance", (
        Field("sleutel", TEXT, "", "Sleutel", "Key"),
        Field("waarde", TEXT, "", "Waarde", "Value"))),
)}
