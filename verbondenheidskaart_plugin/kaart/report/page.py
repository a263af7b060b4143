"""Writing the page: template, style, script, map library and data in one file, finished aside and then put in place."""

import html
import json
import os
import re
from pathlib import Path
from typing import Any, Callable, Dict

from ...core.errors import EmptyInput, Unreadable, Unwritable
from ...i18n import language, number, tr
from ...paths import resource
from ..source import open_layers, rollback_journal
from .content import content
from .words import words

# In this order: each uses what those before it define.
SCRIPTS = ("basis.js", "leaf.js", "map.js", "explain.js", "buurt.js", "controls.js", "lists.js",
           "account.js", "sections.js")


def make_report(geopackage, path, title: str = "", report=None,
                progress: Callable[[float], None] = lambda fraction: None) -> Path:
    """Make the web page of a finished GeoPackage; return its path.

    Reads nothing but the GeoPackage and the plugin's resources. The page asks nothing of any server. Texts are in
    the language of QGIS. An older page is replaced when the new one is complete. Raises ``Unreadable``,
    ``EmptyInput`` (neither buurten nor rotondes) or ``Unwritable``.
    """
    geopackage, path = Path(geopackage), Path(path)
    if not geopackage.is_file():
        raise Unreadable(layer="GEOPACKAGE", path=str(geopackage))
    with rollback_journal():
        layers = open_layers(geopackage)
        if not any(layers[name].featureCount() for name in ("buurten", "rotondes") if name in layers):
            raise EmptyInput(layer="GEOPACKAGE", reason="no_features", what="buurten, rotondes")
        data = content(geopackage, layers, title, progress)
    text = page(data)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(text, encoding="utf-8")
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(layer="OUTPUT", path=str(path), detail=str(error)) from error
    if report is not None:
        report.info(tr("Report"), tr("The web page is ready: {size} MB").format(size=number(len(text) / 1e6, 1)))
    progress(1.0)
    return path


def page(data: Dict[str, Any]) -> str:
    """Return the page as text. Data stands in a script element of type JSON, where no character can end it."""
    parts = {name: resource("report", name).read_text(encoding="utf-8")
             for name in ("template.html", "report.css", *SCRIPTS)}
    library = {name: resource("report", "leaflet", name).read_text(encoding="utf-8")
               for name in ("leaflet.js", "leaflet.css", "LICENSE.txt")}
    texts = words()
    filled = {"lang": language(), "title": html.escape(data["title"]), "skip": html.escape(texts["skip"]),
              "noscript": html.escape(texts["noscript"]), "css": parts["report.css"],
              "data": embedded({**data, "t": texts, "library": library["LICENSE.txt"]}),
              # Nothing of it refers to anything beside the page: no pictures of controls, no map of the source.
              "library": re.sub(r"(?m)^//# sourceMappingURL=.*$", "", library["leaflet.js"]),
              "library_css": re.sub(r"(?s)/\*.*?\*/|background-image: url\(.*?\);", "", library["leaflet.css"]),
              "script": "\n".join(parts[name] for name in SCRIPTS)}
    # Cut at the places first: a place that occurs in the data is never filled.
    pieces = parts["template.html"].split("{{")
    done = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        done += [filled[name], rest]
    return "".join(done)


def embedded(data: Any) -> str:
    """Return JSON that is safe inside a script element: no <, >, & or line separators; NaN is refused."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
