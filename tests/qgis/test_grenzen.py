"""Files made to fill the memory or to mislead a parser are refused with a reason, before they are opened."""

import gzip
import json
import resource
import struct
import threading
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stadje
from qgis.core import QgsProcessingException

from verbondenheidskaart_plugin.core.errors import Unreadable
from verbondenheidskaart_plugin.core.layers import LAYERS
from verbondenheidskaart_plugin.core.schema import TEXT
from verbondenheidskaart_plugin.data import limits

SHEET = '<?xml version="1.0"?><worksheet><sheetData>{}</sheetData></worksheet>'


def workbook(path, sheet: bytes, name="xl/worksheets/sheet1.xml"):
    """Write a zip that looks like a spreadsheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, sheet)
    return str(path)


def refused(path) -> str:
    with pytest.raises(Unreadable) as error:
        limits.check_file(path)
    return error.value.detail


def test_a_spreadsheet_that_unpacks_to_a_thousand_times_its_size(tmp_path):
    path = workbook(tmp_path / "bom.xlsx", SHEET.format(" " * 60_000_000).encode())
    assert (tmp_path / "bom.xlsx").stat().st_size < 100_000
    assert "unpacks" in refused(path)


def test_a_size_that_is_stated_too_small_does_not_help(tmp_path):
    """The directory of the zip says 10 bytes for a member of 30 MB."""
    path = tmp_path / "leugen.xlsx"
    workbook(path, b" " * 30_000_000)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10)))
    assert refused(path)


def test_entities_in_a_spreadsheet(tmp_path):
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha">]><worksheet>&x;</worksheet>'
    assert "entities" in refused(workbook(tmp_path / "entiteit.xlsx", text.encode()))


def test_too_many_members_and_broken_zips(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MEMBERS", 1)
    assert refused(workbook(tmp_path / "veel.ods", b"x"))
    (tmp_path / "kapot.xlsx").write_bytes(b"PK\x03\x04 dit is geen zip")
    assert "damaged" in refused(tmp_path / "kapot.xlsx")


def test_an_honest_spreadsheet_passes(tmp_path):
    rows = "".join(f"<row><c><v>{k}</v></c></row>" for k in range(20_000))
    limits.check_file(workbook(tmp_path / "eerlijk.xlsx", SHEET.format(rows).encode()))


BOM_OF_ENTITIES = '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "b"><!ENTITY b "&a;&a;">]><osm>&b;</osm>'


@pytest.mark.parametrize("content", [
    BOM_OF_ENTITIES.encode("utf-16"), BOM_OF_ENTITIES.encode("utf-16-le"), BOM_OF_ENTITIES.encode("utf-32"),
    BOM_OF_ENTITIES.encode("utf-8-sig"), ("<!--" + "x" * 2_000_000 + "-->" + BOM_OF_ENTITIES[21:]).encode(),
    (" " * 2_000_000 + BOM_OF_ENTITIES[21:]).encode(), b"<!-- a --><?b c?>\n<!doctype osm SYSTEM 'file:///etc/passwd'>",
], ids=["utf-16", "utf-16 without mark", "utf-32", "mark", "long comment", "long blank", "instruction"])
def test_entities_cannot_hide(tmp_path, content):
    (tmp_path / "bom.gml").write_bytes(content)
    assert refused(tmp_path / "bom.gml")
    with gzip.open(tmp_path / "bom.osm.gz", "wb") as stream:
        stream.write(content)
    assert refused(tmp_path / "bom.osm.gz")
    assert refused(workbook(tmp_path / "bom.xlsx", content))


@pytest.mark.parametrize("content", [
    b"<osm/>", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <!DOCTYPE a> in a comment is none -->\n<gml:x/>", b"", b"  ",
    b"<?xml version='1.0'?><osm><node><tag k='naam' v='<!DOCTYPE'/></node></osm>"])
def test_honest_markup_passes(tmp_path, content):
    (tmp_path / "eerlijk.osm").write_bytes(content)
    limits.check_file(tmp_path / "eerlijk.osm")


def test_a_gzip_bomb_and_a_broken_one(tmp_path):
    with gzip.open(tmp_path / "bom.csv.gz", "wb") as stream:
        stream.write(b" " * 60_000_000)
    assert "unpacks" in refused(tmp_path / "bom.csv.gz")
    (tmp_path / "half.osm.gz").write_bytes((tmp_path / "bom.csv.gz").read_bytes()[:5000])
    assert "damaged" in refused(tmp_path / "half.osm.gz")
    limits.check_files([f"/vsigzip/{tmp_path / 'weg.osm.gz'}"])
    with pytest.raises(Unreadable):
        limits.check_files([f"/vsigzip/{tmp_path / 'bom.csv.gz'}|layername=x"])


def test_a_sheet_that_repeats_itself_a_billion_times(run_alg, tmp_path):
    """GDAL refuses it or reads it within bounds; either way there is an answer, and no memory is filled."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in names)
    cell = ('<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>x</text:p>'
            "</table:table-cell>")
    content = (f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='a'>"
               f"<table:table-row>{cell.format(1000)}</table:table-row><table:table-row table:number-rows-repeated="
               f"'1000000'>{cell.format(1000)}</table:table-row></table:table></office:spreadsheet></office:body>"
               "</office:document-content>")
    with zipfile.ZipFile(tmp_path / "herhaal.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(QgsProcessingException):
        run_alg("buurten", {"INPUT": stadje.buurten(), "KERNCIJFERS": str(tmp_path / "herhaal.ods"),
                            "OUTPUT": "memory:"})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000  # kilobytes


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "b">]><osm version="0.6"></osm>',
        '<?xml version="1.0"?>' + " " * 5000 + '<!doctype osm SYSTEM "file:///etc/passwd"><osm/>',
    ],
)
def test_osm_with_entities_is_refused_by_the_algorithm(run_alg, tmp_path, text):
    path = tmp_path / "bom.osm"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="entities"):
        run_alg("loopnetwerk", {"OSM": str(path), "OUTPUT": "memory:"})


def test_a_spreadsheet_bomb_is_refused_before_qgis_opens_it(run_alg, tmp_path):
    path = workbook(tmp_path / "bom.xlsx", b" " * 60_000_000)
    with pytest.raises(QgsProcessingException, match="unpacks"):
        run_alg("buurten", {"INPUT": stadje.buurten(), "KERNCIJFERS": path, "OUTPUT": "memory:"})


def test_a_table_with_a_million_columns(run_alg, tmp_path):
    path = tmp_path / "breed.csv"
    path.write_text("buurtcode" + ",a" * 600_000 + "\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="first line"):
        run_alg("buurten", {"INPUT": stadje.buurten(), "KERNCIJFERS": str(path), "OUTPUT": "memory:"})


def blob(kind: str, raw: bytes, stated: int = 0) -> bytes:
    """Return a block of an .osm.pbf whose stated unpacked size is ``stated``."""

    def number(field, value):
        out = bytes([field << 3])
        while True:
            value, low = value >> 7, value & 0x7F
            out += bytes([low | (0x80 if value else 0)])
            if not value:
                return out

    def text(field, value):
        return bytes([field << 3 | 2]) + number(0, len(value))[1:] + value

    body = number(2, stated or len(raw)) + text(3, zlib.compress(raw))
    header = text(1, kind.encode()) + number(3, len(body))
    return struct.pack(">I", len(header)) + header + body


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I", 0xFFFFFFF0) + b"\x0a\x09OSMHeader",
        blob("OSMHeader", b"", stated=2**31 - 1),
        blob("OSMData", bytes(70_000_000)),
        blob("OSMHeader", b"\x22\x0eOsmSchema-V0.6")[:-4],
    ],
    ids=["header", "stated size", "bomb", "half"],
)
def test_pbf_with_absurd_blocks(run_alg, tmp_path, data):
    path = tmp_path / "bom.osm.pbf"
    path.write_bytes(data)
    with pytest.raises(QgsProcessingException, match="bom.osm.pbf"):
        run_alg("loopnetwerk", {"OSM": str(path), "OUTPUT": "memory:"})


@pytest.mark.parametrize("text", ["[" * 100_000, json.dumps({"a": 1})[:-1], '{"a":' * 80 + "1" + "}" * 80])
def test_json_that_is_deep_or_broken(text):
    with pytest.raises(Unreadable):
        limits.parse_json(text, "ankers.json")


def test_json_as_geojson_needs_it():
    shape = {"features": [{"geometry": {"coordinates": [[[[1.0, 2.0]]]]}}]}
    assert limits.parse_json(json.dumps(shape), "x") == shape


@pytest.fixture
def listener():
    """An address that nobody should call; ``asked`` is what was asked of it."""
    asked = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.requestline)
            self.send_error(404)

        do_HEAD = do_GET

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.asked, server.address = asked, f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()


LEADING = {
    "vrt": "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/{0}/x.geojson</SrcDataSource></OGRVRTLayer>"
           "</OGRVRTDataSource>",
    "vrt after a comment": "<!-- CBS --><OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>{0}/x.geojson"
                           "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    "wfs": "<OGRWFSDataSource><URL>{0}/wfs</URL></OGRWFSDataSource>",
    "entity": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM '{0}/x'>]><gml:a xmlns:gml='http://www.opengis.net/"
              "gml'><gml:featureMember><b>&x;</b></gml:featureMember></gml:a>",
}


@pytest.mark.parametrize("kind", LEADING)
@pytest.mark.parametrize("name", ["cijfers.csv", "buurten.gpkg", "buurten.geojson", "buurten.shp", "in.zip", "x.vrt"])
def test_a_file_that_leads_elsewhere_is_refused_whatever_its_name(run_alg, listener, tmp_path, name, kind):
    """GDAL knows a file by what is in it: a "table" of someone else could have it fetch an address or read a file."""
    path, text = tmp_path / name, LEADING[kind].format(listener.address)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("buurten.geojson", text)
    else:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="leads to other files or addresses|entities of its own"):
        run_alg("buurten", {"INPUT": str(path), "OUTPUT": "memory:"})
    assert not listener.asked


def test_gml_does_not_have_its_schema_fetched(run_alg, listener, tmp_path):
    ring = "120000 480000 121000 480000 121000 481000 120000 480000"
    area = ("<gml:Polygon srsName='EPSG:28992'><gml:exterior><gml:LinearRing><gml:posList>"
            f"{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>")
    (tmp_path / "buurten.gml").write_text(
        "<?xml version='1.0'?><wfs:FeatureCollection xmlns:wfs='http://www.opengis.net/wfs' xmlns:b='urn:b' xmlns:gml="
        "'http://www.opengis.net/gml' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:b "
        f"{listener.address}/wfs?REQUEST=DescribeFeatureType'><gml:featureMember><b:buurten><b:buurtcode>BU99980100"
        f"</b:buurtcode><b:inwoners>500</b:inwoners><b:geom>{area}</b:geom></b:buurten></gml:featureMember>"
        "</wfs:FeatureCollection>", encoding="utf-8")
    done = run_alg("buurten", {"INPUT": str(tmp_path / "buurten.gml"), "OUTPUT": "memory:"})
    assert [f["inwoners"] for f in done.results["OUTPUT"].getFeatures()] == [500] and not listener.asked


def test_a_part_of_an_archive_is_checked_as_the_archive_is(tmp_path):
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProperty

    path = workbook(tmp_path / "bom.zip", b" " * 60_000_000, "buurten.csv")
    for given in (f"/vsizip/{path}/buurten.csv", f"/vsizip/{{{path}}}/buurten.csv|layername=buurten",
                  QgsProcessingFeatureSourceDefinition(path, True), QgsProperty.fromValue(path)):
        with pytest.raises(Unreadable, match="unpacks"):
            limits.check_files([given])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_table_in_another_encoding_is_refused_with_the_reason(tmp_path, encoding):
    (tmp_path / "cijfers.csv").write_text("buurtcode;inwoners\nBU00140104;5\n", encoding=encoding)
    assert "UTF-8" in refused(tmp_path / "cijfers.csv")


def test_a_web_page_is_called_one(tmp_path):
    (tmp_path / "cijfers.csv").write_text("<!DOCTYPE html><html><body>Log eerst in</body></html>", encoding="utf-8")
    assert "web page" in refused(tmp_path / "cijfers.csv")


def test_values_that_are_no_files_are_left_alone(tmp_path):
    limits.check_files(
        [
            "memory:",
            "a\x00b",
            "x" * 5000,
            "Point?crs=EPSG:4326",
            None,
            3,
            [str(tmp_path), object()],
            "postgres://host/db",
            "https://example.org/a.xlsx",
            "/vsizip/" + str(tmp_path / "weg.zip"),
        ]
    )


@pytest.mark.parametrize("text", ["[% 1 + 1 %]", "Wijk [%@user_full_name%] [% 'x' %]", "gewoon", "[%", "%]"])
def test_a_title_on_the_map_is_never_computed(qgis_app, text):
    from qgis.core import QgsLayoutItemLabel, QgsPrintLayout, QgsProject

    from verbondenheidskaart_plugin.kaart.items import literal

    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    label = QgsLayoutItemLabel(layout)
    label.setText(literal(text))
    assert label.currentText() == text


@pytest.mark.parametrize("name", sorted(name for name, layer in LAYERS.items() if layer.geometry))
def test_no_text_in_any_map_tip_becomes_markup(qgis_app, name):
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    from verbondenheidskaart_plugin.kaart.fields import describe_fields

    evil = "<img src=x onerror=alert(1)>&[% 1+1 %]"
    texts = [field.name for field in LAYERS[name].fields if field.type == TEXT]
    layer = stadje.layer("Point", "&".join(f"field={text}:string" for text in texts) or "field=x:string",
                         [(f"POINT({stadje.X} {stadje.Y})", *[evil] * max(len(texts), 1))])
    describe_fields(layer, name)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    shown = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "<img" not in shown and "&2" not in shown


def test_names_in_map_tips_are_text(qgis_app):
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    from verbondenheidskaart_plugin.kaart.fields import describe_fields

    evil = "<script>alert('x')</script> & [% 1+1 %]"
    layer = stadje.layer(
        "Point",
        "field=naam:string&field=type_naam:string&field=bron:string",
        [(f"POINT({stadje.X} {stadje.Y})", evil, evil, evil)],
    )
    describe_fields(layer, "voorzieningen")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    shown = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "<script" not in shown and "&lt;script&gt;" in shown and "[% 1+1 %]" in shown
