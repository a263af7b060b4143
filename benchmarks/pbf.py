"""How long a large OSM extract (.osm.pbf) takes to read, and how much memory: whole, and clipped to a town.

pbf.py [nodes=1000000]: makes extracts of about so many nodes (streets, buildings, facilities, parks) and of five times
as many with osmium, and reads facilities, walking network and background from them in QGIS' own Python, each in a
process of its own.
"""

import math
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import memory_mb, reset_peak

ROOT = Path(__file__).resolve().parent.parent
QGIS_PYTHON = "/usr/bin/python3"
WEST, SOUTH, STEP = 4.0, 51.8, 0.0011  # of the first junction; degrees between junctions, 0.62 of it northward
KINDS = ("residential", "residential", "footway", "tertiary", "path", "motorway")
AMENITIES = ("cafe", "school", "library", "bench", "restaurant", "place_of_worship", "doctors", "community_centre")
READERS = ("osm_features", "osm_polylines", "osm_background")
TOWN = (4.1, 51.85, 4.16, 51.89)


class Extract:
    """Writes objects in osmium's text form (OPL)."""

    def __init__(self, path, nodes):
        self.random, self.node, self.ways = random.Random(1), 0, []
        with open(path, "w", encoding="utf-8") as self.out:
            self.fill(nodes)

    def put(self, lon, lat, tags=""):
        self.node += 1
        lon, lat = lon + self.random.gauss(0, 2e-6), lat + self.random.gauss(0, 2e-6)
        # Numbers that differ: GDAL refuses blocks that were packed too well.
        self.out.write(f"n{self.node} v1 dV c{self.node * 7919 % 9973} t2024-01-01T00:00:00Z i{self.node * 31 % 997} "
                       f"ua T{tags} x{lon:.7f} y{lat:.7f}\n")
        return self.node

    def fill(self, nodes):
        side = int(math.sqrt(nodes / 10))
        width, height = STEP * side, 0.62 * STEP * side
        grid = [[self.put(WEST + STEP * c, SOUTH + 0.62 * STEP * r) for c in range(side)] for r in range(side)]
        for r in range(side):
            for c in range(side):
                for dr, dc in ((0, 1), (1, 0)):
                    if r + dr < side and c + dc < side:
                        bend = self.put(WEST + STEP * (c + dc / 2), SOUTH + 0.62 * STEP * (r + dr / 2))
                        kind = KINDS[(7 * r + c) % 6]
                        self.ways.append((f"highway={kind},name=Straat{len(self.ways)}",
                                          (grid[r][c], bend, grid[r + dr][c + dc])))
        streets, buildings = len(self.ways), int((0.98 * nodes - self.node) // 4)
        row = int(math.sqrt(buildings))
        for k in range(buildings):
            x, y = WEST + width * (k % row) / row + 2e-4, SOUTH + height * (k // row) / row + 1e-4
            corners = [self.put(x + dx, y + dy) for dx, dy in ((0, 0), (1e-4, 0), (1e-4, 8e-5), (0, 8e-5))]
            self.ways.append(("building=yes", (*corners, corners[0])))
        while self.node < nodes:
            self.put(WEST + width * self.random.random(), SOUTH + height * self.random.random(),
                     f"amenity={AMENITIES[self.node % 8]},name=Plek")
        for number, (tags, refs) in enumerate(self.ways, start=1):
            self.out.write(f"w{number} v1 dV c{number * 7919 % 9973} t2024-01-01T00:00:00Z i1 ua T{tags} "
                           f"N{','.join(f'n{ref}' for ref in refs)}\n")
        for number, way in enumerate(range(streets + 1, len(self.ways), 500), start=1):
            self.out.write(f"r{number} v1 dV c1 t2024-01-01T00:00:00Z i1 ua Ttype=multipolygon,leisure=park "
                           f"Mw{way}@outer\n")


def read(path, reader, clipped):
    """Read in this process, which is QGIS' own Python; print seconds, CPU seconds, MB on top of QGIS, objects."""
    from qgis.core import (
        QgsApplication,
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsCoordinateTransformContext,
        QgsGeometry,
        QgsRectangle,
    )

    application = QgsApplication([], False)
    application.initQgis()
    from verbondenheidskaart_plugin.data import osm
    from verbondenheidskaart_plugin.data.report import Report

    rd, area = QgsCoordinateReferenceSystem("EPSG:28992"), None
    if clipped:
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), rd,
                                           QgsCoordinateTransformContext())
        area = QgsGeometry.fromRect(transform.transformBoundingBox(QgsRectangle(*TOWN)))
    before, start, cpu = reset_peak(), time.perf_counter(), time.process_time()
    more = () if reader == "osm_background" else (Report(),)
    found = getattr(osm, reader)(path, rd, None, *more, area)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    count = len(found) if reader == "osm_polylines" else sum(map(len, found))
    print("result", seconds, cpu, memory_mb("VmHWM") - before, count)


def rows(nodes=1_000_000):
    """Return a row for every reader: clipped and whole, and clipped from a file that is five times as large."""
    return [row for factor, areas in ((1, ("town", "whole")), (5, ("town",))) for row in _rows(factor * nodes, areas)]


def _rows(nodes, areas):
    out = []
    with tempfile.TemporaryDirectory() as folder:
        text, path = Path(folder) / "extract.opl", Path(folder) / "extract.osm.pbf"
        made = Extract(text, nodes)
        subprocess.run(["osmium", "cat", str(text), "-o", str(path)], check=True, capture_output=True)
        text.unlink()
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "build" / "plugins")}
        for area in areas:
            for reader in READERS:
                command = [QGIS_PYTHON, __file__, "read", str(path), reader, area]
                done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
                found = next(line for line in done.stdout.splitlines() if "result" in line).split()[1:]
                seconds, cpu, mb, count = map(float, found)
                out.append({"what": reader, "area": area, "nodes": made.node, "file MB": path.stat().st_size / 1e6,
                            "seconds": seconds, "CPU s": cpu, "peak MB": mb, "objects": int(count)})
    return out


if __name__ == "__main__":
    if sys.argv[1:2] == ["read"]:
        read(sys.argv[2], sys.argv[3], sys.argv[4] == "town")
    else:
        for row in rows(int(sys.argv[1]) if sys.argv[1:] else 1_000_000):
            print("  ".join(f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
                            for key, value in row.items()))
