"""Page 1, the data: a gemeente or area, a year, and what to fetch; or data that one has already."""

from typing import Any, Dict, Optional, Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, QLocale, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..algorithms.gegevens_ophalen import USUAL, GegevensOphalen, kinds
from ..i18n import tr
from .fetched import Fetched, read_fetched
from .forms import Form, lasting
from .pages import Page
from .run_view import fixed_widths
from .state import gemeenten_in

_P = GegevensOphalen
_LOOK_ALIKES = 5


class DataPage(Page):
    """Fetches the data of a gemeente, or takes what was fetched earlier."""

    def __init__(self, host):
        super().__init__(host, _P.ID)
        self.fetched: Optional[Fetched] = None
        canvas = host.canvas
        self.by_name, self.by_area = QRadioButton(tr("A municipality")), QRadioButton(tr("My own area"))
        self.place = Form(_P.ID, [_P.GEMEENTE, _P.AREA], canvas)
        self.year, self.folder = Form(_P.ID, [_P.YEAR], canvas), Form(_P.ID, [_P.FOLDER], canvas)
        self.more = Form(_P.ID, [_P.EXTRACT, _P.BUILDINGS, _P.AGAIN, _P.SERVICES], canvas)
        row = QHBoxLayout()
        row.addWidget(self.by_name)
        row.addWidget(self.by_area)
        row.addStretch(1)
        self.body.addLayout(row)
        for form in (self.place, self.year):
            self.body.addWidget(form)
        self.boxes = self._boxes()
        self.body.addWidget(self.folder)
        self.group(tr("More settings"), self.more, True)
        self.add_go(tr("&Fetch"))
        self._own_data()
        self.body.addStretch(1)
        self.by_name.toggled.connect(lambda checked: self._choose())
        self.by_name.setChecked(True)
        edit = self.place.findChild(QLineEdit, _P.GEMEENTE)
        edit.setPlaceholderText(self.place.definition(_P.GEMEENTE).help())
        edit.returnPressed.connect(self.begin)
        self.came, self.alike = self._tree(), QVBoxLayout()
        self.onward = self.button(tr("On to the map ›"), lambda: host.go_to(host.map_page))
        self.view.after.addWidget(self.came)
        self.view.after.addLayout(self.alike)
        self.view.foot.addWidget(self.onward)
        self.prepare_after(None)

    def _boxes(self) -> Dict[str, QCheckBox]:
        """Add a box to check for each kind of data."""
        inside, boxes = QWidget(), {}
        layout = QGridLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        all_kinds = kinds()
        for number, kind in enumerate(all_kinds):
            box = QCheckBox(kind.label)
            box.setToolTip(kind.help)
            box.setChecked(kind.name in USUAL)
            alone = number == len(all_kinds) - 1 and number % 2 == 0
            layout.addWidget(box, number // 2, number % 2, 1, 2 if alone else 1)
            boxes[kind.name] = box
        self.group(self.place.definition(_P.SOURCES).description(), inside)
        return boxes

    def _own_data(self) -> None:
        """Add the ways round fetching."""
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for text, slot in ((tr("Open what was fetched…"), self.open_earlier),
                           (tr("Choose my own files ›"), self.host.use_own_data),
                           (tr("The example city ›"), self.host.use_example)):
            layout.addWidget(self.button(text, slot))
        self.group(tr("I have the data already"), inside)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([tr("What came"), tr("Number")])
        tree.setAccessibleName(tr("What came"))
        fixed_widths(tree)
        tree.setIndentation(12)
        tree.setRootIsDecorated(False)
        return tree

    def _choose(self) -> None:
        self.place.show_only([_P.GEMEENTE if self.by_name.isChecked() else _P.AREA])

    def parameters(self) -> Dict[str, Any]:
        place = _P.GEMEENTE if self.by_name.isChecked() else _P.AREA
        chosen = [name for name, box in self.boxes.items() if box.isChecked()]
        return {**{key: value for key, value in self.place.values().items() if key == place}, **self.year.values(),
                _P.SOURCES: chosen, **self.folder.values(), **self.more.values()}

    def missing(self) -> Sequence[str]:
        definition, given = self.place.definition, self.parameters()
        place = _P.GEMEENTE if self.by_name.isChecked() else _P.AREA
        empty = [key for key in (place, _P.SOURCES) if not given.get(key) or not str(given[key]).strip()]
        return [definition(key).description() for key in empty] + self.folder.missing()

    def title(self) -> str:
        name = str(self.parameters().get(_P.GEMEENTE) or "").strip()
        return tr("Data of {name}").format(name=name) if name else tr("Data of the area")

    def take(self, results: Dict[str, Any]) -> None:
        """Take a GeoPackage that was fetched: show what is in it and fill in the next page."""
        fetched = read_fetched(results.get(_P.GEOPACKAGE, ""), results.get(_P.OSM) or "")
        if fetched is not None:
            self.fetched = fetched
            self.host.memory.write("fetched", [str(fetched.path), fetched.osm])
            self.host.map_page.take_fetched(fetched)

    def open_earlier(self) -> None:
        """Let the user choose a GeoPackage that was fetched earlier."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Open what was fetched earlier"),
                                              self.folder.values().get(_P.FOLDER, ""), "GeoPackage (*.gpkg)")
        if path:
            self.take_earlier(path)

    def take_earlier(self, path: str) -> None:
        """Take a GeoPackage that was fetched earlier, or say that it is none."""
        if read_fetched(path) is None:
            self.hint.setText(tr("{path} was not made by Fetch: it has no table of what came from where.").format(
                path=path))
            self.hint.show()
            return
        self.hint.hide()
        self.take({_P.GEOPACKAGE: path})
        self.host.go_to(self.host.map_page)

    def prepare_after(self, outcome) -> None:
        done = outcome is not None and outcome.successful and self.fetched is not None
        self.came.setVisible(done)
        self.onward.setVisible(done)
        while self.alike.count():
            button = self.alike.takeAt(0).widget()
            button.hide()
            button.deleteLater()
        if done:
            self._show_what_came(self.fetched)
            self.onward.setFocus()
        elif outcome is not None and outcome.problem and not outcome.cancelled:
            for gemeente in gemeenten_in(outcome.problem)[:_LOOK_ALIKES]:
                self.alike.addWidget(self.button(tr("Fetch {name}").format(name=gemeente),
                                                 lambda gemeente=gemeente: self._fetch_instead(gemeente)))

    def _fetch_instead(self, gemeente: str) -> None:
        self.place.fill({_P.GEMEENTE: gemeente.rpartition(" ")[2]})
        self.begin()

    def _show_what_came(self, fetched: Fetched) -> None:
        self.came.clear()
        local = QLocale(QgsApplication.locale())
        for source in fetched.sources:
            count = "" if source.count is None else local.toString(source.count)
            item = QTreeWidgetItem([f"{source.label} {source.year or ''}".strip(), count])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            date = local.toString(QDate.fromString(source.date, Qt.DateFormat.ISODate), QLocale.FormatType.ShortFormat)
            self.came.addTopLevelItem(item)
            lines = [line for line in (source.credit, " · ".join(filter(None, (source.licence, date)))) if line]
            for line in lines:
                child = QTreeWidgetItem([line])
                item.addChild(child)
                child.setFirstColumnSpanned(True)
            for each in (item, *(item.child(k) for k in range(item.childCount()))):
                each.setToolTip(0, "\n".join([*lines, source.service]))
        self.came.expandAll()

    def remember(self) -> Dict[str, Any]:
        """Return what to keep for a next time."""
        return lasting({**self.parameters(), _P.AREA: None, _P.AGAIN: False, "by_name": self.by_name.isChecked()})

    def restore(self, values: Dict[str, Any]) -> None:
        """Fill in what was kept."""
        for form in (self.place, self.year, self.folder, self.more):
            form.fill(values)
        for name, box in self.boxes.items():
            box.setChecked(name in values.get(_P.SOURCES, USUAL))
        self.by_area.setChecked(not values.get("by_name", True))
