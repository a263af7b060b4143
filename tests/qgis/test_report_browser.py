"""The web page in a real browser, by mouse, keys and finger, without a server; skipped without Chromium."""

from pathlib import Path

import browser
import pytest
from pagina import Page
from rapportstad import EVIL, SCRIPT, data_of, make_geopackage

from verbondenheidskaart_plugin.kaart.report import make_report

pytestmark = pytest.mark.skipif(bool(browser.LACKING), reason=f"not installed: {', '.join(browser.LACKING)}")
DESKTOP, PHONE = (1400, 900), (390, 844)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
INDEX = "Neighbourhood connectedness"
AXE = """axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(arguments[0])"""


@pytest.fixture(scope="module")
def driver():
    driver = browser.start()
    yield driver
    driver.quit()


@pytest.fixture
def visit(driver):
    """Open a page in a window, or on a phone, of some size: ``visit(path, (width, height))``."""

    def visit(path, size):
        browser.resize(driver, size, phone=size == PHONE)
        for log in ("performance", "browser"):
            driver.get_log(log)
        driver.get(path.as_uri())
        return Page(driver, path)

    return visit


@pytest.fixture(scope="module")
def made(qgis_app, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    return make_report(make_geopackage(folder / "verbondenheidskaart.gpkg"), folder / "r.html", title=EVIL)


@pytest.fixture
def page(visit, made):
    return visit(made, DESKTOP)


@SIZES
def test_it_is_drawn_without_errors_or_requests(visit, made, size):
    page = visit(made, size)
    assert [node.get_attribute("id") for node in page.all("main > section")] == [
        "kaart", "buurten", "rotondes", "stagnatie", "lijnen", "schakels", "verantwoording"]
    assert len(page.all(".doek path.buurt")) == 12 and len(page.all(".doek path.buurt[fill^=url]")) == 1
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.all("img, iframe, object, embed") == []
    assert page.complaints() == [] and page.asked() == []


def test_a_request_would_not_go_unseen(visit, made, tmp_path):
    """The watch on requests works: a page that asks is caught."""
    asking = tmp_path / "vraagt.html"
    asking.write_text('<img src="http://127.0.0.1:9/plaatje.png">', encoding="utf-8")
    page = visit(asking, DESKTOP)
    assert page.asked() == ["http://127.0.0.1:9/plaatje.png"]
    asking.write_text(made.read_text(encoding="utf-8").replace(
        "</body>", '<img src="http://127.0.0.1:9/plaatje.png"></body>'), encoding="utf-8")
    assert any("Content Security Policy" in line for line in visit(asking, DESKTOP).complaints())


def test_hostile_names_are_text(page):
    assert EVIL in page.texts("#buurten tbody th") and EVIL in page.texts("#rotondes tbody th")
    assert page.driver.title.split() == page.text("h1").split() == EVIL.split()
    page.click(page.named("#buurten tbody th button", EVIL))
    assert page.text(".uitleg h3") == EVIL
    page.one("#zoek").send_keys("onerror")
    assert EVIL in page.texts(".gevonden strong") and page.all("img") == []
    # Everything that can be opened is opened; a name that ran would have left an alert or an element.
    for button in range(len(page.all("section tbody th button"))):
        page.run("document.querySelectorAll('section tbody th button')[arguments[0]].click()", button)
    page.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    for section in ("kaart", "buurten", "rotondes", "stagnatie", "schakels", "verantwoording"):
        assert SCRIPT in page.text(f"#{section}"), section
    assert len(page.all("script")) == 3 and page.all("img, main b") == []
    assert page.complaints() == []


def test_tables_sort_and_keep_unknown_last(page, made):
    scores = {b["buurtnaam"]: b["verbondenheid"] for b in data_of(made)["buurten"]}
    page.click(page.named("#buurten thead button", "Residents"))
    page.click(page.named("#buurten thead button", INDEX))
    falling = page.texts("#buurten tbody th")
    page.named("#buurten thead button", INDEX).send_keys("\n")
    rising = page.texts("#buurten tbody th")
    known = [name for name in rising if scores[name] is not None]
    assert known == sorted(known, key=scores.get) and falling[:-1] == known[::-1]
    assert falling[-1] == rising[-1] == "Buurt 1"
    sorted_by = page.all("#buurten [aria-sort]")
    assert [(node.text.strip(), node.get_attribute("aria-sort")) for node in sorted_by] == [(INDEX, "ascending")]


@SIZES
def test_layers_switch(visit, made, size):
    page = visit(made, size)
    if size == PHONE:
        page.click(page.one(".bediening summary"))
    layer, box = page.one(".l-rotondes"), page.one('.bediening input[value="rotondes"]')
    assert layer.is_displayed()
    page.click(box)
    assert not layer.is_displayed()
    page.click(box)
    assert layer.is_displayed()
    fills = "return [...document.querySelectorAll('.doek path.buurt')].map((node) => node.getAttribute('fill')).join()"
    before, legend = page.run(fills), page.text(".legenda")
    page.one('#vlakken option[value="groep:ouderen"]').click()
    assert page.run(fills) != before and page.text(".legenda") != legend


@SIZES
def test_search_finds_and_shows(visit, made, size):
    page = visit(made, size)
    whole = page.view()
    page.click(page.one("#zoek"))
    page.press("plek 7")
    assert page.texts(".gevonden strong") == ["Plek 7"]
    page.press("ARROW_DOWN", "ENTER")
    assert page.text(".uitleg h3") == "Plek 7" and page.view()[2] < whole[2] / 2
    assert page.focused() == page.one(".uitleg")
    map_box, mark = page.one(".doek").rect, page.one(".keuze").rect
    assert map_box["x"] < mark["x"] + mark["width"] / 2 < map_box["x"] + map_box["width"]
    assert map_box["y"] < mark["y"] + mark["height"] / 2 < map_box["y"] + map_box["height"]
    page.press("ESCAPE")
    assert page.text(".uitleg h3") == "At a glance"
    page.one("#zoek").clear()
    page.one("#zoek").send_keys("zoiets is er niet")
    assert page.text(".gevonden") == "Nothing found"


@SIZES
def test_a_click_explains(visit, made, size):
    page = visit(made, size)
    page.click(page.one('.doek path.buurt[data-i="4"]'))  # its middle is where the rotonde lies
    assert page.text(".uitleg h3") == "Plek 4"
    if size == PHONE:
        sheet = page.run("const b = arguments[0].getBoundingClientRect(); return [b.bottom - innerHeight, b.height]",
                         page.one(".uitleg"))
        assert abs(sheet[0]) < 1 and 0 < sheet[1] < 0.7 * size[1]  # it leaves the map in sight
        page.click(page.one(".sluit"))
        page.click(page.one(".bediening summary"))
    page.click(page.one('.bediening input[value="rotondes"]'))
    page.click(page.one('.doek path.buurt[data-i="1"]'))
    assert page.text(".uitleg h3") == "Buurt 1" and "unknown" in page.text(".uitleg")


def test_a_link_opens_the_explanation(page, visit, made):
    page.click(page.named("#buurten tbody th button", "Buurt 1"))
    address = page.driver.current_url
    assert address == f"{made.as_uri()}#buurt=BU0001"
    page.press("ESCAPE")
    assert page.driver.current_url == made.as_uri()
    page.driver.get("about:blank")
    page.driver.get(address)
    assert page.text(".uitleg h3") == "Buurt 1"
    page.driver.get(f"{made.as_uri()}#rotonde=n7")
    page.until(lambda: page.text(".uitleg h3") == "Plek 7")
    for hostile in ("#buurt=%3Cimg%20src=x%20onerror=alert(1)%3E", "#buurt=%", "#__proto__=x"):
        page.driver.get("about:blank")
        page.driver.get(made.as_uri() + hostile)
        assert page.text(".uitleg h3") == "At a glance" and page.complaints() == []


def test_the_mouse_moves_and_zooms(page):
    page.run("document.querySelector('#kaart').scrollIntoView()")
    whole = page.view()
    page.at(page.one(".doek")).click_and_hold().perform()
    page.at(page.one(".doek")).move_by_offset(-150, 0).release().perform()
    moved = page.view()
    assert moved[0] > whole[0] and moved[2] == pytest.approx(whole[2])
    assert page.text(".uitleg h3") == "At a glance"  # a drag chooses nothing
    page.click(page.named(".knoppen button", "⤢"))
    assert page.view() == pytest.approx(whole, abs=whole[2] / 200)
    page.click(page.named(".knoppen button", "+"))
    assert page.view()[2] < whole[2]
    assert page.text(".leaflet-control-scale-line").endswith(" m")


def test_the_wheel_belongs_to_the_page_until_ctrl(page):
    page.run("document.querySelector('#kaart').scrollIntoView()")
    x, y = page.run("const b = document.querySelector('.doek').getBoundingClientRect();"
                    "return [b.x + b.width / 2, b.y + b.height / 2]")
    whole, top = page.view(), page.run("return scrollY")

    def wheel(modifiers):
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {
            "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": -120, "modifiers": modifiers})

    wheel(0)
    page.until(lambda: page.run("return scrollY") < top)
    assert page.view() == whole
    page.run("document.querySelector('#kaart').scrollIntoView()")
    wheel(2)
    page.until(lambda: page.view()[2] < whole[2])


def test_all_by_keyboard(page):
    page.press("TAB")
    assert page.focused().get_attribute("class") == "skip"
    page.press("ENTER")
    assert page.focused() == page.one("main")
    page.press("TAB")
    assert page.focused() == page.one("#zoek")
    for _ in range(20):
        page.press("TAB")
        if page.focused() == page.one(".doek"):
            break
    assert page.focused() == page.one(".doek") and page.focused().get_attribute("aria-label").startswith("Map.")
    whole = page.view()
    page.press("+")
    near = page.view()
    assert near[2] < whole[2]
    page.press("ARROW_RIGHT")
    page.until(lambda: page.view()[0] > near[0])
    page.press("0")
    assert page.view() == pytest.approx(whole, abs=whole[2] / 200)
    page.press("TAB")
    assert page.focused().get_attribute("aria-label") == "Zoom in"
    table = page.named("#buurten tbody th button", "Buurt 1")
    page.run("arguments[0].focus()", table)
    page.press("ENTER")
    assert page.text(".uitleg h3") == "Buurt 1" and page.focused() == page.one(".uitleg")
    page.press("ESCAPE")
    assert page.focused() == table


def test_on_paper_all_is_shown(page):
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.one("nav").is_displayed() and not page.one("#zoek").is_displayed()
        assert page.one(".legenda").is_displayed() and page.one(".doek svg").is_displayed()
        assert len(page.all("#buurten tbody tr")) == 12
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    whole = page.view()
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.view() != whole  # it has the size of the window again


@pytest.mark.parametrize("spoil", [None, "body { color: #bbb; }"], ids=["as it is", "too pale"])
@SIZES
@pytest.mark.parametrize("ground, locale", [("index", "nl"), ("groep:ouderen", "nl"), ("groep:ouderen", "en")])
def test_axe_finds_nothing_that_keeps_anyone_out(speak, visit, tmp_path, spoil, size, ground, locale):
    axe = pytest.importorskip("axe_core_python")
    speak(locale)
    made = make_report(make_geopackage(tmp_path / "verbondenheidskaart.gpkg"), tmp_path / "r.html", title=EVIL)
    text = made.read_text(encoding="utf-8").replace("</style>", f"{spoil or ''}</style>", 1)
    assert f'<html lang="{locale}"' in text and ("At a glance" in text) == (locale == "en")
    made.write_text(text, encoding="utf-8")
    page = visit(made, size)
    # The page with the card of a buurt open, another ground and everything that folds unfolded.
    page.run("""document.querySelectorAll("#buurten tbody th button")[1].click();
                document.querySelectorAll("details").forEach((d) => { d.open = true; });
                const grounds = document.querySelector("#vlakken");
                grounds.value = arguments[0]; grounds.dispatchEvent(new Event("change"));""", ground)
    page.run((Path(axe.__path__[0]) / "axe.min.js").read_text(encoding="utf-8"))
    page.driver.set_script_timeout(60)
    seen = page.driver.execute_async_script(AXE)
    assert len(seen["passes"]) > 10
    found = [f"{rule['id']}: " + " | ".join(node["html"] for node in rule["nodes"]) for rule in seen["violations"]]
    assert (found == []) == (spoil is None), found
