"""A data counter on loopback for the tests: OGC API Features, WFS and Overpass about the tiny town, with faults."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import stadje
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
GEMEENTEN = (("GM9998", "Stadje", 0, 3), ("GM9997", "Stadjesland", 3, 5), ("GM9996", "Kerkhoven", 5, 6))


class Held:
    """A fault: an answer kept back, longer than any reaction takes and shorter than the time-out of a request."""

    def __init__(self):
        self.came, self.free, self.given = threading.Event(), threading.Event(), 0

    def __call__(self, path, n):
        self.came.set()
        self.free.wait(20)
        self.given += 1
        return 200, {}, "{}"


def box(x0, y0, x1, y1):
    """Return a polygon as GeoJSON, in metres from the corner of the town."""
    x, y = stadje.X, stadje.Y
    ring = [[x + x0, y + y0], [x + x1, y + y0], [x + x1, y + y1], [x + x0, y + y1], [x + x0, y + y0]]
    return {"type": "Polygon", "coordinates": [ring]}


def gemeenten():
    """Return three gemeenten side by side; the first in two rows, land and water, as CBS does."""
    rows = [{"gemeentecode": code, "gemeentenaam": name, "water": "NEE", "shape": box(600 * a, 0, 600 * b, 1200)}
            for code, name, a, b in GEMEENTEN]
    return [*rows, {**rows[0], "water": "JA", "shape": box(0, 1200, 1800, 1300)}]


def points(rows):
    """Return rows with ``at`` (metres from the corner of the town) as rows with a point."""
    return [{**{k: v for k, v in row.items() if k != "at"},
             "shape": {"type": "Point", "coordinates": [stadje.X + row["at"][0], stadje.Y + row["at"][1]]}}
            for row in rows]


def corners(shape):
    """Return x0, y0, x1, y1 of a shape."""
    xy = [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"][0]
    return min(p[0] for p in xy), min(p[1] for p in xy), max(p[0] for p in xy), max(p[1] for p in xy)


def buurten():
    """Return the six buurten of the town, two of its neighbour, and its water."""
    rows = []
    for feature in stadje.buurten().getFeatures():
        row = feature.attributeMap() if hasattr(feature, "attributeMap") else {}
        row = row or dict(zip(feature.fields().names(), feature.attributes()))
        k = int(row["buurtcode"][-1])
        rows.append({**row, "shape": box(600 * (k % 3), 600 * (k // 3), 600 * (k % 3) + 600, 600 * (k // 3) + 600)})
    for k in (3, 4):
        rows.append({**rows[0], "buurtcode": f"BU9997010{k}", "buurtnaam": "Elders", "gemeentecode": "GM9997",
                     "wijkcode": "WK999701", "shape": box(600 * k, 0, 600 * k + 600, 1200)})
    return [*rows, {**rows[0], "buurtcode": "BU99980199", "water": "JA", "shape": box(0, 1200, 1800, 1300)}]


def cells():
    """Return the cells of 100 m of the town, one of them suppressed."""
    return [{"crs28992res100m": f"E{i}N{j}", "aantalInwoners": -99997 if i == j == 0 else 10 + i + j,
             "shape": box(100 * i, 100 * j, 100 * i + 100, 100 * j + 100)} for i in range(18) for j in range(12)]


def dwellings():
    """Return BAG objects: forty dwellings, a shop, a dwelling that is gone, and one outside the town."""
    rows = [{"identificatie": f"{k:016}", "gebruiksdoel": "woonfunctie", "status": "Verblijfsobject in gebruik",
             "at": (293 * k % 1800, 181 * k % 1200)} for k in range(40)]
    return [*rows, {**rows[0], "gebruiksdoel": "winkelfunctie"},
            {**rows[0], "gebruiksdoel": "winkelfunctie,woonfunctie", "identificatie": "both"},
            {**rows[0], "status": "Verblijfsobject ingetrokken"}, {**rows[0], "at": (1810, 10), "identificatie": "far"}]


def monuments():
    """Return two monuments, one of them across the border."""
    return [{"naam": "Kerk", "at": (400, 500)}, {"naam": "Molen", "at": (2500, 500)}]


FIGURES = {"AantalInwoners_5": (1000, 1100, 1200, 1300, 1400, None), "Eenpersoonshuishoudens_30": (1, 2, 3, 4, 5, 6)}
MEASURES = {"T001036": FIGURES["AantalInwoners_5"], "1050015": FIGURES["Eenpersoonshuishoudens_30"]}


def statline(v4=False):
    """Return the rows of the gemeente, its wijk and its buurten, keys padded; v4: one observation a row."""
    codes = ["GM9998", "WK999801", *(f"BU9998010{k}" for k in range(6))]
    if not v4:
        return [{"ID": n, "WijkenEnBuurten": code.ljust(10), "Gemeentenaam_1": "Stadje".ljust(40),
                 **{name: values[n - 2] if n > 1 else 9 for name, values in FIGURES.items()}}
                for n, code in enumerate(codes)]
    return [{"Id": 10 * n + m, "Measure": measure, "WijkenEnBuurten": code.ljust(12), "StringValue": None,
             "Value": (values[n - 2] if n > 1 else 9) or 0,
             "ValueAttribute": "Impossible" if n > 1 and values[n - 2] is None else "None"}
            for n, code in enumerate(codes) for m, (measure, values) in enumerate(MEASURES.items())]


def osm():
    """Return streets and facilities of the town as OSM XML."""
    to_degrees = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:28992"),
                                        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext())
    numbers, nodes, ways = {}, [], []

    def node(point, tags=""):
        key = (round(point.x()), round(point.y()))
        if key not in numbers or tags:
            numbers[key] = len(nodes) + 1
            degrees = to_degrees.transform(QgsPointXY(point))
            nodes.append(f'<node id="{len(nodes) + 1}" lat="{degrees.y():.8f}" lon="{degrees.x():.8f}">{tags}</node>')
        return numbers[key]

    for feature in stadje.streets().getFeatures():
        refs = "".join(f'<nd ref="{node(p)}"/>' for p in feature.geometry().asPolyline())
        ways.append(f'<way id="{len(ways) + 1}">{refs}<tag k="highway" v="{feature["highway"]}"/></way>')
    for feature in stadje.facilities().getFeatures():
        node(feature.geometry().asPoint(), f'<tag k="amenity" v="{feature["amenity"]}"/>'
             f'<tag k="name" v="{feature["name"]}"/>')
    return '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n' + "\n".join([*nodes, *ways]) + "\n</osm>\n"


class Loket:
    """The server. ``faults``: functions (path with query, how often it was asked) → None or (status, headers, body)."""

    def __init__(self, page=4):
        self.page, self.faults, self.asked, self.totals, self.posted = page, [], [], True, []
        self.sets = {"gemeenten": gemeenten(), "buurten": buurten(), "cellen": cells(),
                     "vbo": points(dwellings()), "monumenten": points(monuments())}
        self.tables = {"odata3": statline(), "odata4": statline(True)}
        self.page_of_table = 5
        self.osm = osm()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def catalogue(self, path, **changes):
        """Write a catalogue of services that names this server."""
        at = self.address
        rows = {"gemeenten": f"2024,oapif,{at}/{{jaar}},gemeenten", "buurten": f"2024,oapif,{at}/{{jaar}},buurten",
                "bevolking": f"2024,wfs,{at}/wfs,cellen",
                "kerncijfers": f"2024,odata3,{at}/odata3,85984NED", "adressen": f",oapif,{at}/bag,vbo",
                "monumenten": f",wfs,{at}/wfs,monumenten", "osm": f",overpass,{at}/overpass,", **changes}
        lines = ["bron,jaren,soort,adres,collectie,licentie,naamsvermelding"]
        lines += [f"{name},{each},CC BY 4.0,Loket {name}" for name, text in rows.items() for each in text.split("|")]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return str(path)

    def answer(self, url, body):
        """Return (status, headers, body) as a server that works would give it."""
        parts = urlsplit(url)
        query = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/overpass":
            self.posted.append(parse_qs(body)["data"][0])
            return 200, {"Content-Type": "application/osm3s+xml"}, self.osm
        if parts.path.startswith("/odata"):
            return self.odata(parts, query)
        wfs = parts.path.startswith("/wfs")
        name = query["typenames"] if wfs else parts.path.split("/")[3]
        rows = self.sets[name]
        if not wfs and not parts.path.endswith("/items"):
            return 200, {}, json.dumps({"id": name, "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84", RD_URI]})
        if "bbox" in query:
            x0, y0, x1, y1 = map(float, query["bbox"].split(",")[:4])
            boxes = [corners(r["shape"]) for r in rows]
            rows = [r for r, b in zip(rows, boxes) if b[0] <= x1 and b[2] >= x0 and b[1] <= y1 and b[3] >= y0]
        if query.get("resulttype") == "hits":
            return 200, {}, f'<wfs:FeatureCollection numberMatched="{len(rows)}" numberReturned="0"/>'
        start = int(query.get("startindex", query.get("offset", 0)))
        some = rows[start:start + (50 if wfs else self.page)]
        found = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": f"{name}.{start + i}", "geometry": r["shape"],
             "properties": {k: v for k, v in r.items() if k != "shape"}} for i, r in enumerate(some)]}
        if not wfs:
            found.update(numberReturned=len(some), links=[])
            if self.totals:
                found["numberMatched"] = len(rows)
            if start + self.page < len(rows):
                base = url.split("&offset=")[0]
                found["links"] = [{"rel": "next", "href": f"{base}&offset={start + self.page}"}]
        return 200, {"Content-Crs": f"<{RD_URI}>"} if not wfs else {}, json.dumps(found)

    def odata(self, parts, query):
        """Answer as StatLine does: an equal sign asks for the padded key, a page ends with a link to the next."""
        kind = parts.path.split("/")[1]
        rows, condition = self.tables[kind], query.get("$filter", "")
        starts, equals = (re.search(p, condition) for p in (r"startswith\(\w+,'(\w+)'\)", r"eq '([^']*)'"))
        if starts or equals:
            rows = [r for r in rows if (r["WijkenEnBuurten"].startswith(starts[1]) if starts
                                        else r["WijkenEnBuurten"] == equals[1])]
        start = int(query.get("$skiptoken", 0))
        found = {"value": rows[start:start + self.page_of_table]}
        if start + self.page_of_table < len(rows):
            link = f"{self.address}{parts.path}?$filter={condition}&$skiptoken={start + self.page_of_table}"
            found["odata.nextLink" if kind == "odata3" else "@odata.nextLink"] = link
        return 200, {}, json.dumps(found)

    def handler(loket):  # noqa: N805  the handler has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode() if length else ""
                loket.asked.append((time.monotonic(), self.path))
                times = sum(path == self.path for _, path in loket.asked)
                found = next((f for f in (fault(self.path, times) for fault in loket.faults) if f is not None), None)
                status, headers, content = found or loket.answer(self.path, body)
                data = content.encode() if isinstance(content, str) else content
                try:
                    self.send_response(status)
                    for key, value in {"Content-Length": str(len(data)), **headers}.items():
                        self.send_header(key, value)
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:  # the other side hung up: that is what some tests are about
                    self.close_connection = True

            do_POST = do_GET  # noqa: N815

            def log_message(self, *arguments):
                pass

        return Handler
