"""Forms made of the parameters of an algorithm: its labels, its help, and mostly the widgets of Processing itself."""

from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence

from qgis.core import (
    NULL,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProject,
)
from qgis.gui import (
    QgsGui,
    QgsProcessingGui,
    QgsProcessingParameterWidgetContext,
)
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from .layer_chooser import LayerChooser
from .running import PROVIDER

_OPTIONAL = QgsProcessingParameterDefinition.Flag.FlagOptional


class _Field(NamedTuple):
    """A parameter on the form: its label (a checkbox has its own), its widget, and how to read and fill it."""

    label: Optional[QLabel]
    widget: QWidget
    read: Callable[[], Any]
    fill: Callable[[Any], None]


class Form(QWidget):
    """Some parameters of an algorithm, each with its label above its widget."""

    changed = pyqtSignal()

    def __init__(self, algorithm: str, names: Sequence[str], canvas=None, parent=None):
        super().__init__(parent)
        # The definitions live as long as the algorithm does.
        self.algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:{algorithm}")
        self.about = QgsProcessingParameterWidgetContext()
        self.about.setProject(QgsProject.instance())
        if canvas is not None:
            self.about.setMapCanvas(canvas)
        self.alive: List[tuple] = []
        self.fields: Dict[str, _Field] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for name in names:
            self._add(name)

    def definition(self, name: str) -> QgsProcessingParameterDefinition:
        """Return the definition of a parameter."""
        return self.algorithm.parameterDefinition(name)

    def _add(self, name: str) -> None:
        definition, label = self.definition(name), None
        if isinstance(definition, QgsProcessingParameterFeatureSource):
            widget, read, fill = self._chooser(name, definition)
        else:
            widget, read, fill = self._wrapped(name, definition)
        if not isinstance(definition, QgsProcessingParameterBoolean):
            label = QLabel(definition.description())
            label.setWordWrap(True)
            label.setBuddy(widget)
            label.setToolTip(definition.help())
            self.layout().addWidget(label)
        widget.setObjectName(name)
        widget.setAccessibleName(definition.description())
        widget.setToolTip(definition.help())
        self.layout().addWidget(widget)
        self.fields[name] = _Field(label, widget, read, fill)

    def _chooser(self, name: str, definition):
        # Processing's own would choose just any layer of the project, and shows paths of which one sees the beginning.
        widget = LayerChooser(definition.dataTypes(), definition.description())

        def changed() -> None:
            widget.setToolTip("\n".join(filter(None, (definition.help(), widget.source()))))
            self.changed.emit()

        widget.changed.connect(changed)
        return widget, widget.value, widget.set_value

    def _wrapped(self, name: str, definition):
        if isinstance(definition, QgsProcessingParameterFolderDestination):
            # Processing would offer a temporary folder, in which the work of a day is lost.
            folder = QgsProcessingParameterFile.Behavior.Folder
            definition = QgsProcessingParameterFile(name, definition.description(), folder)
        wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
            definition, QgsProcessingGui.WidgetType.Standard)
        wrapper.setParent(self)
        wrapper.setWidgetContext(self.about)
        widget = wrapper.createWrappedWidget(_context())
        wrapper.widgetValueHasChanged.connect(lambda _: self.changed.emit())
        self.alive.append((definition, wrapper))
        return widget, wrapper.parameterValue, lambda value: wrapper.setParameterValue(value, _context())

    def values(self) -> Dict[str, Any]:
        """Return the parameters that are filled in."""
        found = {name: field.read() for name, field in self.fields.items()}
        return {name: value for name, value in found.items() if not is_empty(value)}

    def fill(self, values: Dict[str, Any]) -> None:
        """Set parameters, empty ones too; others than those of this form are passed over."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].fill(None if is_empty(value) else value)

    def missing(self) -> List[str]:
        """Return the labels of what cannot be left out and is not filled in."""
        given = self.values()
        return [self.definition(name).description() for name in self.fields
                if name not in given and not self.definition(name).flags() & _OPTIONAL]

    def show_only(self, names: Sequence[str]) -> None:
        """Hide the parameters of this form that are not among ``names``."""
        for name, field in self.fields.items():
            field.widget.setVisible(name in names)
            if field.label is not None:
                field.label.setVisible(name in names)


def _context() -> QgsProcessingContext:
    """Return a context for one call: one that stays would keep the layers that it opened, and their files."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


def is_empty(value: Any) -> bool:
    """Tell whether a parameter is left empty; 0 and False are values."""
    return value is None or value == NULL or (isinstance(value, (str, list)) and not value)


def lasting(values: Dict[str, Any]) -> Dict[str, Any]:
    """Return the parameters that mean the same tomorrow: texts, numbers and files, no layers of the open project."""
    layers = QgsProject.instance().mapLayers()

    def lasts(value) -> bool:
        if isinstance(value, list):
            return all(lasts(each) for each in value)
        return isinstance(value, (str, int, float)) and value not in layers

    return {key: value for key, value in values.items() if lasts(value)}
