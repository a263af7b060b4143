"""The web page in a real browser: drawn, searched, sorted and clicked without a server; skipped without Chromium."""

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rapportstad import EVIL, data_of, make_geopackage

from verbondenheidskaart_plugin.kaart.report import make_report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=4000")
# Runs in the page after its own script; what it finds is left in an element that the dumped page shows.
TRIAL = """
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const found = {errors: window.problems, width: document.documentElement.scrollWidth <= innerWidth};
const texts = (selector) => all(selector).map((node) => node.textContent);
const heading = (text) => all("#buurten thead button").find((node) => node.textContent === text);
try {
  found.sections = all("main > section").map((node) => node.id);
  found.areas = all(".doek path.buurt").length;
  found.hatched = all(".doek path.buurt[fill^=url]").length;
  found.names = texts("#buurten tbody th");
  heading("Residents").click(); heading("Neighbourhood connectedness").click();
  found.falling = texts("#buurten tbody th");
  heading("Neighbourhood connectedness").click();
  found.rising = texts("#buurten tbody th");
  found.sorted = heading("Neighbourhood connectedness").closest("th").getAttribute("aria-sort");
  const box = one('.bediening input[value="rotondes"]');
  box.click();
  found.hidden = one(".l-rotondes").hasAttribute("hidden");
  box.click();
  const fills = () => all(".doek path.buurt").map((node) => node.getAttribute("fill")).join();
  const before = fills();
  one("#vlakken").value = "groep:ouderen"; one("#vlakken").dispatchEvent(new Event("change"));
  found.recoloured = before !== fills();
  one("#zoek").value = "plek 7"; one("#zoek").dispatchEvent(new Event("input"));
  found.results = texts(".gevonden strong");
  one(".gevonden button").click();
  found.picked = one(".uitleg h3").textContent;
  one(".doek").dispatchEvent(new KeyboardEvent("keydown", {key: "0", bubbles: true}));
  const home = one(".doek svg").getAttribute("viewBox");
  one(".doek").dispatchEvent(new KeyboardEvent("keydown", {key: "+", bubbles: true}));
  found.zoomed = home !== one(".doek svg").getAttribute("viewBox");
  all("#buurten tbody th button").find((node) => node.textContent === "Buurt 1").click();
  found.explained = one(".uitleg").textContent;
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
  found.closed = one(".uitleg h3").textContent;
  found.unlabelled = all("button, input, select").filter((node) => !(node.textContent.trim() ||
    node.getAttribute("aria-label") || node.closest("label"))).length;
  found.images = all("img").length;
  found.asked = performance.getEntriesByType("resource").map((entry) => entry.name)
    .filter((name) => !/^data:/.test(name));
} catch (error) { found.errors.push(String(error.stack)); }
const result = document.createElement("output");
result.id = "bevinding"; result.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(found))));
document.body.append(result);
"""


# The page with the card of a buurt open and another ground; then axe looks at all of it.
AXE = """
document.querySelectorAll("#buurten tbody th button")[1].click();
const grounds = document.querySelector("#vlakken");
grounds.value = GROUND; grounds.dispatchEvent(new Event("change"));
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then((answer) => {
  const result = document.createElement("output");
  result.id = "bevinding"; result.textContent = btoa(unescape(encodeURIComponent(JSON.stringify({
    passes: answer.passes.map((rule) => rule.id),
    violations: answer.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) =>
      node.html + " " + (node.any[0] || {}).message).join(" | "))}))));
  document.body.append(result);
});
"""


def tried(folder, name, text, width, script, *flags):
    """Open the text of a page with a script at its end in the browser, and return what the script found."""
    trial = folder / name
    trial.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    command = [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={folder / 'profiel'}", f"--window-size={width},900",
               "--dump-dom", trial.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    match = re.search(r'<output id="bevinding">([A-Za-z0-9+/=]+)</output>', done.stdout)
    assert match, done.stderr[-2000:]
    return json.loads(base64.b64decode(match.group(1)))


@pytest.fixture(scope="module", params=[1400, 390], ids=["desktop", "phone"])
def found(qgis_app, tmp_path_factory, request):
    """What the trial found in the page of a small town, at two widths."""
    folder = tmp_path_factory.mktemp("browser")
    made = make_report(make_geopackage(folder / "verbondenheidskaart.gpkg"), folder / "r.html", title=EVIL)
    text = made.read_text(encoding="utf-8")
    watch = '<script>window.problems = []; addEventListener("error", (e) => problems.push(e.message));' \
            'addEventListener("securitypolicyviolation", (e) => problems.push(e.blockedURI));</script><style>'
    text = text.replace("<style>", watch, 1)
    return {**tried(folder, "proef.html", text, request.param, TRIAL), "data": data_of(made)}


def test_it_is_drawn_without_errors_or_requests(found):
    assert found["errors"] == [] and found["asked"] == [] and found["images"] == 0
    assert found["sections"] == ["kaart", "buurten", "rotondes", "stagnatie", "schakels", "verantwoording"]
    assert found["areas"] == 12 and found["hatched"] == 1 and found["width"]


def test_names_are_text(found):
    assert EVIL in found["names"]


def test_tables_sort_and_keep_unknown_last(found):
    scores = {b["buurtnaam"]: b["verbondenheid"] for b in found["data"]["buurten"]}
    known = [name for name in found["rising"] if scores[name] is not None]
    assert known == sorted(known, key=scores.get) and found["sorted"] == "ascending"
    assert found["falling"][:-1] == known[::-1]
    assert found["falling"][-1] == found["rising"][-1] == "Buurt 1"


def test_the_map_answers(found):
    assert found["hidden"] and found["recoloured"] and found["zoomed"]
    assert found["results"] == ["Plek 7"] and found["picked"] == "Plek 7"
    assert "Buurt 1" in found["explained"] and "unknown" in found["explained"]
    assert found["closed"] == "At a glance" and found["unlabelled"] == 0


@pytest.mark.parametrize("spoil", [None, "body { color: #bbb; }"], ids=["as it is", "too pale"])
@pytest.mark.parametrize("width", [1400, 390], ids=["desktop", "phone"])
@pytest.mark.parametrize("ground, locale", [("index", "nl"), ("groep:ouderen", "nl"), ("groep:ouderen", "en")])
def test_axe_finds_nothing_that_keeps_anyone_out(speak, tmp_path, spoil, width, ground, locale):
    axe = pytest.importorskip("axe_core_python")
    speak(locale)
    made = make_report(make_geopackage(tmp_path / "verbondenheidskaart.gpkg"), tmp_path / "r.html", title=EVIL)
    text = made.read_text(encoding="utf-8").replace("</style>", f"{spoil or ''}</style>", 1)
    assert f'<html lang="{locale}"' in text and ("At a glance" in text) == (locale == "en")
    library = (Path(axe.__path__[0]) / "axe.min.js").read_text(encoding="utf-8")
    script = library.replace("</script", r"<\/script") + ";" + AXE.replace("GROUND", json.dumps(ground))
    seen = tried(tmp_path, "axe.html", text, width, script, "--virtual-time-budget=30000",
                 "--force-prefers-reduced-motion")  # half-way its appearance a card is pale
    assert len(seen["passes"]) > 10
    assert (seen["violations"] == []) == (spoil is None), seen["violations"]
