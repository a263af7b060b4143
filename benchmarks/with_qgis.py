"""Run by the benchmark in QGIS' own Python: the input files, and walking reach of points by this plugin.

Arguments: inputs FOLDER JUNCTIONS FACILITIES [FEWER …], or ours FOLDER FACILITIES LIMITS, which prints seconds, CPU
seconds and MB.
"""

import struct
import sys
import time
from pathlib import Path

import numpy as np
from networks import junction_places, street_grid, town  # also puts the plugin on the path
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)


def registered():
    """Start QGIS; return what must be kept alive: the application and the provider of the plugin's algorithms."""
    app = QgsApplication([], False)
    app.initQgis()
    from verbondenheidskaart_plugin.provider import VerbondenheidskaartProvider

    ours = VerbondenheidskaartProvider()
    app.processingRegistry().addProvider(ours)
    return app, ours


def main(what, folder, *rest):
    app, ours = registered()  # noqa: F841 (the registry does not keep the provider alive)
    folder = Path(folder)
    if what == "inputs":
        write_inputs(folder, *map(int, rest))
        return
    with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
        reset.write("5")
    before = memory("VmRSS")
    start, cpu = time.perf_counter(), time.process_time()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    parameters = {"INPUT": str(folder / f"points_{rest[0]}.gpkg"), "LOOPNETWERK": str(folder / "network.gpkg"),
                  "AFSTANDEN": rest[1], "VORM": 1, "OUTPUT": str(folder / "ours.gpkg")}
    run = app.processingRegistry().algorithmById("verbondenheidskaart:loopbereik").create()
    _, fine = run.run(parameters, context, feedback)
    print("result", time.perf_counter() - start, time.process_time() - cpu, memory("VmHWM") - before, int(fine))


def memory(key):
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(key)) / 1024


def write_inputs(folder, nodes, *counts):
    lines = street_grid(nodes)
    wkb = (struct.pack("<BII", 1, 2, end - begin) + np.ascontiguousarray(lines.xy[begin:end]).tobytes()
           for begin, end in zip(lines.start[:-1], lines.start[1:]))
    write(folder / "network.gpkg", "LineString", (from_wkb(shape) for shape in wkb))
    xy = junction_places(town(nodes), counts[0]).xy
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    project.write(str(folder / "empty.qgs"))
    for count in counts:
        write(folder / f"points_{count}.gpkg", "Point",
              (QgsGeometry.fromPointXY(QgsPointXY(*place)) for place in xy[:count].tolist()))


def from_wkb(shape):
    geometry = QgsGeometry()
    geometry.fromWkb(shape)
    return geometry


def write(path, kind, shapes):
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992", path.stem, "memory")
    features = []
    for shape in shapes:
        feature = QgsFeature()
        feature.setGeometry(shape)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProcessingContext().transformContext(), options)


if __name__ == "__main__":
    main(*sys.argv[1:])
