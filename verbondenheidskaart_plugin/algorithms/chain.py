"""The story of the map: the stages from raw data to a finished project, each a few lines."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry

from ..core.errors import NoOverlap
from ..core.facilities import type_potential
from ..core.population import locate
from ..core.scoring import SNAP_LIMIT_M, places, score, scored
from ..core.snap import Snapper
from ..data import provenance
from ..data.canonical import edges_table, flows_table, home_xy
from ..data.disclosure import hide_people, hide_respondents, without_few_persons
from ..data.facilities import entrances
from ..data.features import Features, points_xy
from ..data.osm import osm_background
from ..data.output import GeoPackage
from ..data.placing import put_in_place, refuse_edited
from ..data.polygons import rings
from ..data.population import counts_exactly, make_population, read_points, with_population
from ..data.reaching import reach_geometries
from ..i18n import language, tr
from .buurten import read_buurten
from .connecting import connect, place_key
from .indexing import add_index, computed_indicators, earlier_anchors
from .inputs import Run, read_facility_layers, read_lines, read_network
from .main_thread import in_main_thread, lively
from .networking import network
from .ruling import weigh
from .scoring import make_town, report_attachment, rotondes_layer
from .stagnating import find_stagnation, read_groups
from .validating import validate
from .verbindingslijnen import organisations
from .voorzieningen import classify
from .walking import walkers

# Facilities and streets beyond the border count, because people walk there; nobody beyond it is scored.
MARGIN_M = 1600.0
REACH_M = (400.0, 800.0)
REACH_WIDTH_M = 25.0
FILES = {"GEOPACKAGE": "verbondenheidskaart.gpkg", "PROJECT": "verbondenheidskaart.qgz",
         "KAART": "verbondenheidskaart.pdf", "KAART_PNG": "verbondenheidskaart.png",
         "RAPPORT": "verbondenheidskaart.html"}


class Chain:
    """The tables of one run, kept in memory; files are made in a folder aside and moved when all are complete."""

    def __init__(self, run: Run, folder: Path, aside: Path):
        self.run, self.folder, self.aside = run, folder, aside
        in_main_thread(lambda: refuse_edited(run.context.project(), [folder / name for name in FILES.values()]))
        self.results = {}
        self.background = None
        self.organisations = None

    def buurt_of(self, xy: np.ndarray) -> np.ndarray:
        """(n,) index of the buurt that each point lies in, −1 for none."""
        return locate(xy, self.rings, len(self.buurten))[0]


def read_areas(chain: Chain) -> None:
    """Read the buurten with their figures."""
    run = chain.run
    run.settle_crs("BUURTEN")
    buurten = read_buurten(run, "BUURTEN", require_residents=run.source("BEVOLKING") is None)
    # What is drawn by lot for an area must not depend on its place in the file.
    order = np.argsort(buurten.table["buurtcode"].astype(str).to_numpy(), kind="stable")
    chain.buurten = Features(buurten.name, buurten.table.iloc[order].reset_index(drop=True),
                             [buurten.geometry[k] for k in order], buurten.crs)
    chain.rings = rings(chain.buurten.geometry)
    chain.around = QgsGeometry.unaryUnion(chain.buurten.geometry).buffer(MARGIN_M, 8)


def read_streets(chain: Chain) -> None:
    """Read the streets and make the network."""
    chain.lines = read_lines(chain.run, "LOOPNETWERK", "OSM", area=chain.around)
    chain.network = read_network(chain.run, chain.lines, name=tr("Walking network"), for_flows=True)


def read_places(chain: Chain) -> None:
    """Read and classify the facilities."""
    run = chain.run
    layers = read_facility_layers(run, "VOORZIENINGEN", "OSM", chain.around)
    found, chain.unclassified, chain.catalogue = classify(run, layers, chain.around)
    buurt = chain.buurt_of(points_xy(found.geometry))
    owner, xy = entrances(found)
    offset = Snapper(chain.network).snap(xy, SNAP_LIMIT_M, owner, len(found)).owner_offset()
    # Beyond the border only what the streets that were read lead to is an alternative for the residents.
    keep = (buurt >= 0) | ~np.isnan(offset)
    if not keep.all():
        run.report.info(found.name, tr("{n} facilities beyond the border have no street that was read, and were left "
                                       "out").format(n=int((~keep).sum())), int((~keep).sum()))
    chain.facilities, chain.facility_buurt = found.take(keep), buurt[keep]
    if not (chain.facility_buurt >= 0).any():
        raise NoOverlap(layer=found.name, other=chain.buurten.name)


def settle_people(chain: Chain) -> None:
    """Place the residents where they live."""
    run, source = chain.run, chain.run.source("BEVOLKING")
    field = run.text("BEVOLKINGSVELD")
    points = source and read_points(source, run.name("BEVOLKING", source), chain.buurten, run.context, run.report,
                                    field, run.progress.listen)
    chain.population = make_population(chain.buurten, run.report, points, field, chain.lines, run.progress)
    chain.exact = bool(points) and counts_exactly(points, field)
    if points:
        chain.buurten = with_population(chain.buurten, chain.population, run.report)


def hide_few(chain: Chain) -> None:
    """Make empty what tells about few people, before anything is computed from it."""
    chain.buurten, chain.population, chain.secrets = hide_people(chain.buurten, chain.population, chain.run.report,
                                                                 chain.exact)


def score_rotondes(chain: Chain) -> None:
    """Score the rotondes and route the expected visits; only those inside the area are shown."""
    run = chain.run
    inside, names = chain.facility_buurt >= 0, chain.buurten.table["buurtnaam"].to_numpy(dtype=object)
    chain.town = make_town(chain.network, chain.facilities, chain.population, chain.catalogue,
                           np.where(inside, names[chain.facility_buurt], None))
    report_attachment(chain.town, chain.facilities, chain.population, run.report)
    chain.outcome = score(chain.town, type_potential, run.integer("SEED"), progress=run.progress,
                          anchor=earlier_anchors(run).reach)
    table, geometry = rotondes_layer(chain.facilities, chain.outcome)
    inside = chain.facility_buurt[chain.outcome.rows] >= 0
    chain.inside = inside
    chain.rotondes = table[inside].reset_index(drop=True), [g for g, keep in zip(geometry, inside) if keep]
    run.report.info(tr("Rotondes"), tr("{n} rotondes in the area, {m} beyond its border as alternatives").format(
        n=int(inside.sum()), m=int((~inside).sum())), int(inside.sum()))
    share = {k: v / max(chain.town.demand.residents.sum(), 1) for k, v in chain.outcome.unserved.items()}
    if share:
        kind = max(share, key=share.get)
        run.report.info(tr("Rotondes"), tr("least served: {share}% of the residents have no {kind} in reach").format(
            share=round(100 * share[kind]), kind=kind.replace("_", " ")))


def connect_rotondes(chain: Chain) -> None:
    """Find the lines between the rotondes, the missing ones, and which rotondes cannot be missed."""
    run, rows = chain.run, chain.outcome.rows
    table = chain.facilities.table.iloc[rows].reset_index(drop=True)
    active = organisations(run, "ORGANISATIES") if _has_column(run, "ORGANISATIES", "voorziening_id") else None
    found = connect(chain.town, chain.outcome, table, points_xy([chain.facilities.geometry[i] for i in rows]), active,
                    run.integer("SEED"), run.report, run.progress, groups=chain.groups, shown=chain.inside)
    chain.connections = found.lines, found.missing
    rotondes, geometry = chain.rotondes
    chain.rotondes = pd.concat([rotondes, found.per_rotonde[chain.inside].reset_index(drop=True)], axis=1), geometry


def _has_column(run: Run, key: str, name: str) -> bool:
    source = run.source(key)
    return source is not None and source.fields().lookupField(name) >= 0


def find_places(chain: Chain) -> None:
    """Find where people who are vulnerable to isolation reach too few rotondes."""
    run = chain.run
    visited_town = walkers(run, chain.network, chain.facilities, chain.population, chain.catalogue, chain.buurten,
                           (chain.town, chain.outcome))
    groups = read_groups(run.text("GROEPEN"), chain.catalogue)
    *chain.places, chain.groups = find_stagnation(run, visited_town, chain.buurten, chain.population, chain.catalogue,
                                                  groups, run.integer("SEED"), run.progress, chain.secrets)


def measure_network(chain: Chain) -> None:
    """Measure the network of organisations, when their ties are given."""
    run = chain.run
    ties = run.table("BANDEN")
    if ties is None or run.source("ORGANISATIES") is None:
        return
    xy = points_xy(chain.facilities.geometry)
    where = {place_key(key): xy[k] for k, key in enumerate(chain.facilities.table["voorziening_id"])}
    chain.organisations = network(run, ties, False, run.integer("SEED"), run.progress, where,
                                  chain.buurten.table["buurtcode"].tolist())


def draw_reach(chain: Chain) -> None:
    """Draw the walking reach of the rotondes."""
    outcome, people = chain.outcome, chain.town.demand.residents
    doors = outcome.doors.take(chain.inside[outcome.doors.owner])
    found = outcome.pairs
    rows, chain.reach_shapes = [], []
    persons = {m: np.bincount(found.source[found.metres <= m], weights=people[found.target[found.metres <= m]],
                              minlength=len(outcome.rows)) for m in REACH_M}
    ids = chain.facilities.table["voorziening_id"].to_numpy()[outcome.rows]
    names = chain.facilities.table["naam"].to_numpy()[outcome.rows]
    for k, limit, shape, metres in reach_geometries(chain.network, doors, REACH_M, REACH_WIDTH_M, True,
                                                    chain.run.progress):
        chain.reach_shapes.append(shape.simplify(2.0))
        rows.append((ids[k], names[k], limit, persons[limit][k], shape.area() / 1e4, metres))
    columns = ["voorziening_id", "naam", "afstand_m", "inwoners", "oppervlakte_ha", "lengte_m"]
    chain.reach = pd.DataFrame(rows, columns=columns)


def measure_connectedness(chain: Chain) -> None:
    """Compute the indicators of the run and the index of the buurten."""
    run, town = chain.run, chain.town
    own = computed_indicators(town, places(town, chain.facility_buurt), scored(town, chain.outcome),
                              chain.buurten.table, chain.population, chain.buurt_of(chain.network.node_xy),
                              run.progress)
    found = add_index(run, chain.buurten, own, secrets=chain.secrets)
    chain.index = replace(found, values=hide_respondents(found.values, chain.buurten.table, run.report))
    chain.index.provenance.update(validate(run, chain.places[0], chain.buurten.table))


def hold_against_rules(chain: Chain) -> None:
    """Hold the buurten against the rules of thumb, and find what is lacking within a walk."""
    homes = chain.buurt_of(home_xy(chain.population))
    chain.rules, chain.nearness = weigh(chain.run, chain.town, chain.outcome, chain.buurten, chain.population,
                                        chain.catalogue, homes, chain.facility_buurt, chain.connections[0][0])


def read_background(chain: Chain) -> None:
    """Read water, green, buildings and railways for the background, when an OSM file is given."""
    path = chain.run.text("OSM")
    if path:
        chain.background = osm_background(path, chain.run.crs, chain.run.context, chain.around, chain.run.progress)


def write_geopackage(chain: Chain) -> None:
    """Write all layers to one GeoPackage."""
    listen = chain.run.progress.listen
    with GeoPackage(chain.aside / FILES["GEOPACKAGE"], chain.run.crs, listen) as out:
        out.write("buurten", chain.index.buurten.table, chain.index.buurten.geometry)
        _write_counted(out, "rotondes", *chain.rotondes)
        out.write("voorzieningen", chain.facilities.table, chain.facilities.geometry)
        chain.run.progress(0.2)
        _write_counted(out, "loopbereik", chain.reach, chain.reach_shapes)
        for name, layer in zip(("verbindingslijnen", "ontbrekende_schakels"), chain.connections):
            _write_counted(out, name, *layer)
        out.write("stagnatieplekken", *chain.places)
        if chain.organisations is not None:
            out.write("organisaties", *chain.organisations.nodes)
            out.write("banden", *chain.organisations.ties)
        out.write("loopstromen", *flows_table(chain.network, chain.outcome.flows.visits, listen))
        out.write("loopnetwerk", *edges_table(chain.network, listen))
        chain.run.progress(0.6)
        for features, layer in zip(chain.background or (), ("achtergrond", "achtergrond_lijnen")):
            if len(features):
                out.write(layer, features.table, features.geometry)
        out.write("indicatorwaarden", chain.index.values)
        out.write("vuistregels", chain.rules)
        out.write("nabijheid", chain.nearness)
        out.write("niet_ingedeeld", chain.unclassified)
        chain.run.progress(0.8)
        out.write("herkomst", provenance.rows(chain.run, chain.index.provenance, chain.outcome.anchor))
        out.write("meldingen", pd.DataFrame(chain.run.report.rows))
        out.write_dictionary(language())


def _write_counted(out: GeoPackage, name: str, table: pd.DataFrame, geometry: list) -> None:
    """Write a layer that counts people around places."""
    out.write(name, without_few_persons(name, table), geometry)


def make_map(chain: Chain) -> None:
    """Make the project, the layouts, PDF, PNG, web page and, if asked for, the atlas; move all files into place."""
    from ..kaart.atlas_export import BOOK, make_buurtatlas
    from ..kaart.project import make_project
    from ..kaart.report import make_report
    from ..kaart.styles import save_styles

    run = chain.run
    save_styles(chain.aside / FILES["GEOPACKAGE"])
    in_main_thread(lambda: make_project(chain.aside / FILES["GEOPACKAGE"], chain.aside, run.text("TITEL"), run.report,
                                        run.flag("ACHTERGRONDKAART"), progress=lively(run.progress)))
    make_report(chain.aside / FILES["GEOPACKAGE"], chain.aside / FILES["RAPPORT"], run.text("TITEL"), run.report)
    files = dict(FILES)
    if run.flag("ATLAS"):
        files["BUURTATLAS"] = BOOK
        in_main_thread(lambda: make_buurtatlas(chain.aside / FILES["GEOPACKAGE"], chain.aside, title=run.text("TITEL"),
                                               progress=lively(run.progress)))
    in_main_thread(lambda: put_in_place(chain.aside, chain.folder, files.values(), run.context.project()))
    chain.results = {key: str(chain.folder / name) for key, name in files.items()}


# (label, share of the time, stage); the labels are functions, because the language is known only when the run starts.
STAGES = (
    (lambda: tr("Neighbourhoods"), 3, read_areas),
    (lambda: tr("Walking network"), 8, read_streets),
    (lambda: tr("Facilities"), 8, read_places),
    (lambda: tr("Population"), 4, settle_people),
    (lambda: tr("Privacy"), 1, hide_few),
    (lambda: tr("Rotondes and walking flows"), 35, score_rotondes),
    (lambda: tr("Walking reach"), 8, draw_reach),
    (lambda: tr("Places of stagnation"), 5, find_places),
    (lambda: tr("Lines of connection"), 12, connect_rotondes),
    (lambda: tr("Network structure"), 2, measure_network),
    (lambda: tr("Neighbourhood connectedness"), 10, measure_connectedness),
    (lambda: tr("Rules of thumb"), 2, hold_against_rules),
    (lambda: tr("Background"), 3, read_background),
    (lambda: tr("GeoPackage"), 6, write_geopackage),
    (lambda: tr("Project and map"), 15, make_map),
)
