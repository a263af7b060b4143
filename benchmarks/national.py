"""A network as large as that of a country: its files, and loopbereik on it tile by tile, with time and memory.

national.py FOLDER [STREETS FACILITIES RESIDENTIAL_POINTS]: the files are made once; an interrupted run goes on. Prints
wall seconds, CPU seconds and peak MB.
"""

import struct
import sys
import time
from pathlib import Path

import numpy as np
from networks import SPACING_M, street_grid
from osgeo import ogr, osr
from with_qgis import memory, registered

JUNCTIONS_PER_STREET = 1 / 1.37
LIMITS = "400;800;1200"


def write_files(folder, streets, facilities, points):
    folder.mkdir(parents=True, exist_ok=True)
    lines = street_grid(int(streets * JUNCTIONS_PER_STREET))
    rng = np.random.default_rng(4)
    corners = lines.xy[lines.start[:-1]]
    centre = corners[rng.integers(0, len(corners), facilities // 45 + 1)]
    around = facilities * 2 // 3
    near = centre[rng.integers(0, len(centre), around)] + rng.normal(0, 250, (around, 2))
    near = np.clip(near, 0, corners.max(axis=0))
    anywhere = corners[rng.integers(0, len(corners), facilities - around)] + 5
    homes = corners[rng.integers(0, len(corners), points)] + rng.uniform(-SPACING_M / 2, SPACING_M / 2, (points, 2))
    write_points(folder / "points.gpkg", np.concatenate([near, anywhere]))
    write_points(folder / "homes.gpkg", homes, inwoners=rng.integers(1, 80, points))
    heads = struct.pack("<BII", 1, 2, 2), struct.pack("<BII", 1, 2, 3)
    flat = np.ascontiguousarray(lines.xy).tobytes()
    write_layer(folder / "network.gpkg", ogr.wkbLineString, (
        heads[end - begin - 2] + flat[16 * begin:16 * end]
        for begin, end in zip(lines.start[:-1].tolist(), lines.start[1:].tolist())))
    (folder / "ready").touch()


def write_points(path, xy, **columns):
    head = struct.pack("<BI", 1, 1)
    write_layer(path, ogr.wkbPoint, (head + place.tobytes() for place in np.ascontiguousarray(xy)), **columns)


def write_layer(path, kind, shapes, **columns):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(28992)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer(path.stem, reference, kind)
    for name in columns:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTInteger))
    layer.StartTransaction()
    for row, wkb in enumerate(shapes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        for column, values in enumerate(columns.values()):
            feature.SetField(column, int(values[row]))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def run(folder, form):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    class Feedback(QgsProcessingFeedback):
        def pushInfo(self, text):
            spent = f"{time.perf_counter() - start:8.0f} s {time.process_time():7.0f} s CPU"
            print(spent, f"{memory('VmHWM'):7.0f} MB", text, flush=True)

        pushWarning = pushInfo

    app, ours = registered()  # noqa: F841 (the registry does not keep the provider alive)
    start = time.perf_counter()
    parameters = {"INPUT": str(folder / "points.gpkg"), "LOOPNETWERK": str(folder / "network.gpkg"),
                  "BEVOLKING": str(folder / "homes.gpkg"), "AFSTANDEN": LIMITS, "VORM": form,
                  "WERKMAP": str(folder / "parts"), "OUTPUT": str(folder / "reach.gpkg"),
                  "BEREIK": str(folder / "pairs.gpkg")}
    _, fine = app.processingRegistry().algorithmById("verbondenheidskaart:loopbereik").create().run(
        parameters, QgsProcessingContext(), Feedback())
    print("result", time.perf_counter() - start, time.process_time(), memory("VmHWM"), int(fine), flush=True)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if not (place / "ready").exists():
        write_files(place, *map(int, sys.argv[2:5] or (10_000_000, 100_000, 450_000)))
    run(place, 1)
