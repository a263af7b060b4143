"""Page 3, the result: the files of a finished map, and what else can be made of it."""

from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QToolButton

from ..i18n import tr
from .fetched import Made, read_made
from .pages import Page
from .run_view import icon
from .running import PROVIDER

_ATLAS, _EXPORT, _REPORT = "buurtatlas", "exporteren", "rapport"


class ResultPage(Page):
    """Opens what was made, and makes the atlas, the exports and the report."""

    def __init__(self, host):
        super().__init__(host, _ATLAS)
        self.made: Optional[Made] = None
        self.dialogs: List[QToolButton] = []
        self.opens = ""  # what the last run made
        self.chooser = QgsFileWidget()
        self.chooser.setFilter("GeoPackage (*.gpkg)")
        self.chooser.setObjectName("GEOPACKAGE")
        label = QLabel(tr("GeoPackage of the map"))
        label.setBuddy(self.chooser)
        self.chooser.fileChanged.connect(lambda path: self._look())
        self.body.addWidget(label)
        self.body.addWidget(self.chooser)
        self.body.addWidget(self.hint)
        self.caveat = self.text("<b>" + tr("The map shows potential for encounters") + "</b>: " + tr(
            "where people can meet, not where they do. Contact was not measured."))
        self.body.addWidget(self.caveat)
        show = host.launcher.show_file
        self._heading(tr("Look"))
        self.openers = {
            "pdf": self._opener(tr("Open the map (PDF)"), "mActionSaveAsPDF", lambda: show(self.made.pdf)),
            "report": self._opener(tr("Open the report"), "mActionOpenTable", lambda: show(self.made.report)),
            "atlas": self._opener(tr("Open the atlas (PDF)"), "mIconAtlas", lambda: show(self.made.atlas)),
            "geopackage": self._opener(tr("Open the folder"), "mActionFileOpen",
                                       lambda: show(self.made.geopackage.parent)),
            "project": self._opener(tr("Show in this project"), "mActionAddLayer",
                                    lambda: host.launcher.show_map(self.made.project)),
            "open": self._opener(tr("Open as project"), "mActionFileNew",
                                 lambda: host.launcher.open_project(self.made.project)),
        }
        self._heading(tr("Make more of it"))
        self.makers = {
            _ATLAS: self._maker(_ATLAS, tr("Make the atlas")),
            _EXPORT: self._maker(_EXPORT, tr("Export (CSV, XLSX, GeoJSON)")),
            _REPORT: self._maker(_REPORT, tr("Make the report again")),
        }
        self.body.addStretch(1)
        self.open_made = self.button(tr("Open"), lambda: show(self.opens))
        self.view.foot.addWidget(self.open_made)
        self.prepare_after(None)
        self._look()

    def _heading(self, text: str) -> None:
        heading = self.text(f"<b>{text}</b>")
        heading.setContentsMargins(0, 8, 0, 0)
        self.body.addWidget(heading)

    def _opener(self, text: str, picture: str, slot):
        made = self.button(text, slot)
        made.setIcon(icon(picture))
        self.body.addWidget(made)
        return made

    def _maker(self, algorithm: str, text: str):
        """Add a button that runs an algorithm on the map, and a small one that opens its dialog."""
        made, more = self.button(text, lambda: self.make(algorithm)), QToolButton()
        more.setText("…")
        more.setToolTip(tr("All settings…"))
        more.setAccessibleName(f"{text}: {more.toolTip()}")
        more.clicked.connect(lambda checked=False: self.host.launcher.open(
            f"{PROVIDER}:{algorithm}", self.parameters_of(algorithm)))
        row = QHBoxLayout()
        row.addWidget(made, 1)
        row.addWidget(more)
        self.body.addLayout(row)
        self.dialogs.append(more)
        return made

    def take(self, results: Dict[str, Any]) -> None:
        """Take the finished map, or what was made of it."""
        if results.get("GEOPACKAGE"):
            self.chooser.setFilePath(str(results["GEOPACKAGE"]))
        self._look()

    def _look(self) -> None:
        """Look which files are there."""
        path = self.chooser.filePath()
        self.made = read_made(path)
        nothing = tr("There is no GeoPackage {path}.").format(path=path) if path else tr(
            "No map yet: make one on page 2, or choose the GeoPackage of an earlier one.")
        self.hint.setText("" if self.made else nothing)
        self.hint.setVisible(bool(self.hint.text()))
        present = {} if self.made is None else {**vars(self.made), "open": self.made.project}
        for name, button in self.openers.items():
            button.setEnabled(present.get(name) is not None)
        self.openers["atlas"].setVisible(present.get("atlas") is not None)
        self.enable(not self.host.busy)

    def enable(self, free: bool) -> None:
        """Let runs be started, or not."""
        for button in self.makers.values():
            button.setEnabled(free and self.host.able and self.made is not None)
        for button in self.dialogs:
            button.setEnabled(self.made is not None)

    def parameters_of(self, algorithm: str) -> Dict[str, Any]:
        """Return the parameters with which an algorithm works on the map."""
        file = self.made.geopackage
        where = {_ATLAS: ("UITVOERMAP", file.parent), _EXPORT: ("UITVOERMAP", file.parent / "export"),
                 _REPORT: ("OUTPUT", file.with_suffix(".html"))}
        key, path = where[algorithm]
        return {"GEOPACKAGE": str(file), key: str(path)}

    def make(self, algorithm: str) -> None:
        """Run an algorithm on the map."""
        parameters = self.parameters_of(algorithm)
        self.opens = ""
        self.run(algorithm, parameters, self.makers[algorithm].text())

    def _ended(self, outcome) -> None:
        results = outcome.results
        self.opens = results.get("ATLAS") or results.get("OUTPUT") or results.get("UITVOERMAP") or ""
        super()._ended(outcome)

    def prepare_after(self, outcome) -> None:
        self.open_made.setVisible(outcome is not None and outcome.successful and Path(self.opens).exists())
        if self.open_made.isVisibleTo(self):
            self.open_made.setFocus()

    def remember(self) -> Dict[str, Any]:
        """Return what to keep for a next time."""
        return {"GEOPACKAGE": self.chooser.filePath()}

    def restore(self, values: Dict[str, Any]) -> None:
        """Fill in what was kept."""
        self.take(values)
