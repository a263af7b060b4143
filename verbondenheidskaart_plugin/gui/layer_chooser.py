"""Chooses a layer: one of the open project, or one in a file, shown by its name instead of its whole path."""

from pathlib import Path
from typing import List, Optional

from qgis.core import (
    QgsIconUtils,
    QgsMapLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
)
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QInputDialog, QSizePolicy, QToolButton, QWidget

from ..i18n import tr


class LayerChooser(QWidget):
    """A list with nothing, the fitting layers of the project, and the files that were chosen."""

    changed = pyqtSignal()

    def __init__(self, data_types: List[int], name: str, parent=None):
        """``data_types``: those of the parameter; ``name``: what the layer is for."""
        super().__init__(parent)
        self.data_types, self.name, self.files = data_types, name, []
        self.combo, self.browse = QComboBox(), QToolButton()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setAccessibleName(name)
        self.browse.setText("…")
        self.browse.setToolTip(tr("Choose a file…"))
        self.browse.setAccessibleName(f"{name}: {self.browse.toolTip()}")
        self.browse.clicked.connect(lambda checked=False: self._browse())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.browse)
        self.setFocusProxy(self.combo)
        self.list_layers()
        self.combo.currentIndexChanged.connect(lambda index: self.changed.emit())
        project = QgsProject.instance()
        for signal in (project.layersAdded, project.layersRemoved, project.cleared):
            signal.connect(self.list_layers)

    def list_layers(self, *ignored) -> None:
        """List the layers of the project anew; what was chosen stays chosen while it is there."""
        before = self.value()
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem("", "")
        for layer in QgsProcessingUtils.compatibleVectorLayers(QgsProject.instance(), self.data_types):
            self._add(QgsIconUtils.iconForLayer(layer), layer.name(), layer.id(), layer.publicSource())
        for uri in self.files:
            self._add(None, label(uri), uri, uri)
        self.combo.setCurrentIndex(max(self.combo.findData(before), 0))
        self.combo.blockSignals(False)
        if self.value() != before:
            self.changed.emit()

    def _add(self, icon, text: str, value: str, tip: str) -> None:
        self.combo.addItem(text, value) if icon is None else self.combo.addItem(icon, text, value)
        self.combo.setItemData(self.combo.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def value(self) -> str:
        """Return the id of a layer of the project, or the address of one in a file; "" when none is chosen."""
        return self.combo.currentData() or ""

    def source(self) -> str:
        """Return where the layer that is chosen comes from, to show."""
        return self.combo.currentData(Qt.ItemDataRole.ToolTipRole) or ""

    def set_value(self, value) -> None:
        """Choose a layer of the project (itself or its id), one in a file, or none."""
        value = value.id() if isinstance(value, QgsMapLayer) else value if isinstance(value, str) else ""
        if self.combo.findData(value) < 0:
            self.files.append(value)
            self._add(None, label(value), value, value)
        self.combo.setCurrentIndex(self.combo.findData(value))

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.name, str(Path(self.source().partition("|")[0]).parent),
                                              QgsProviderRegistry.instance().fileVectorFilters())
        uri = self.layer_in(path) if path else None
        if uri:
            self.set_value(uri)

    def layer_in(self, path: str) -> Optional[str]:
        """Return the address of the layer in a file; the user chooses when there are more. None: chose nothing."""
        found: List[QgsProviderSublayerDetails] = QgsProviderRegistry.instance().providerMetadata(
            "ogr").querySublayers(path)
        if len(found) < 2:
            return path
        names = [each.name() for each in found]
        name, chosen = QInputDialog.getItem(self, self.name, tr("Layer in {file}:").format(file=Path(path).name),
                                            names, 0, False)
        return f"{path}|layername={name}" if chosen else None


def label(uri: str) -> str:
    """Return what to call a layer in a file: its name and that of the file."""
    path, _, rest = uri.partition("|")
    layer = next((part[len("layername="):] for part in rest.split("|") if part.startswith("layername=")), "")
    return f"{layer} · {Path(path).name}" if layer else Path(path).name
