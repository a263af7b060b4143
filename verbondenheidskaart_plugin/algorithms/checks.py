"""Parameter values that QGIS refuses, in one sentence each: which parameter, what is wrong with it, what to give."""

import math
import re
from pathlib import Path
from typing import Iterator, Optional

from qgis.core import (
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProperty,
)

from ..core.errors import Unreadable
from ..i18n import number, tr
from .messages import message

_LAYERS = (QgsProcessingParameterFeatureSource, QgsProcessingParameterMultipleLayers)
_OUTPUTS = (QgsProcessingParameterFeatureSink, QgsProcessingParameterFolderDestination,
            QgsProcessingParameterFileDestination)
_LONGEST = 60


def refused(algorithm, parameters, context) -> Iterator[str]:
    """Yield a sentence for every value that its parameter does not accept."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not definition.checkValueIsAcceptable(value, context) or _is_no_number(definition, value):
            yield _sentence(definition, value)


def _is_no_number(definition: QgsProcessingParameterDefinition, value) -> bool:
    """Return whether a number is NaN, which lies in no range and yet passes the check of QGIS."""
    if not isinstance(definition, QgsProcessingParameterNumber):
        return False
    try:
        return math.isnan(float(value))
    except (TypeError, ValueError):
        return False


def _sentence(definition: QgsProcessingParameterDefinition, value) -> str:
    key, label = definition.name(), definition.description()
    if value is None or value == "" or value == []:
        return tr("{key}: nothing is given. Choose a value for \"{label}\".").format(key=key, label=label)
    if isinstance(definition, _LAYERS):
        return _layer(key, value)
    shown = _shown(value)
    if isinstance(definition, QgsProcessingParameterNumber):
        return tr("{key}: {value} is not a number that \"{label}\" can have. {range}").format(
            key=key, value=shown, label=label, range=_range(definition))
    if isinstance(definition, QgsProcessingParameterEnum):
        static = definition.usesStaticStrings()
        options = definition.options() if static else [f"{i} ({name})" for i, name in enumerate(definition.options())]
        return tr("{key}: {value} is not one of the choices of \"{label}\". Choose from: {options}.").format(
            key=key, value=shown, label=label, options=", ".join(options[:15]))
    if isinstance(definition, QgsProcessingParameterField):
        return tr("{key}: {value} cannot be used for \"{label}\". Give the name of one field.").format(
            key=key, value=shown, label=label)
    if isinstance(definition, QgsProcessingParameterFile):
        return tr("{key}: {value} is not a file that \"{label}\" can read. Give a file of the kind {kind}.").format(
            key=key, value=shown, label=label, kind=definition.fileFilter())
    if isinstance(definition, _OUTPUTS):
        return tr("{key}: {value} cannot be written to. Give another file or folder for \"{label}\".").format(
            key=key, value=shown, label=label)
    return tr("{key}: {value} cannot be used for \"{label}\". Give another value.").format(
        key=key, value=shown, label=label)


def _layer(key: str, value) -> str:
    """Return why a layer cannot be read."""
    if isinstance(value, (list, tuple)):
        value = next((each for each in value if not isinstance(each, QgsMapLayer)), value)
    path = _path(value)
    why = None if path is None else _why(Path(path))
    if why is None:
        return tr("{key}: {value} is not a layer that QGIS can read. Choose another layer or file.").format(
            key=key, value=_shown(value))
    return f"{key}: {message(Unreadable(path=path, detail=why))}"


def _path(value) -> Optional[str]:
    """Return the file that the value of a layer parameter names, if any."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    if not isinstance(value, str):
        return None
    path = value.partition("|")[0]
    return path if re.search(r"[/\\]|\.\w{2,8}$", path) and not re.match(r"\w{3,}:", path) else None


def _why(path: Path) -> Optional[str]:
    """Return what is wrong with a file, None when nothing can be seen from outside."""
    try:
        if not path.exists():
            return tr("there is no such file")
        if path.is_file() and not path.stat().st_size:
            return tr("the file is empty")
    except (OSError, ValueError):
        return tr("there is no such file")
    return tr("it is no layer that QGIS can read, or it is damaged")


def _shown(value) -> str:
    """Return a value between quotes, not too long."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    text = " ".join(str(value).split())
    return f"\"{text if len(text) <= _LONGEST else text[:_LONGEST] + ' …'}\""


def _range(definition: QgsProcessingParameterNumber) -> str:
    """Return which numbers a parameter takes."""
    whole = definition.dataType() == QgsProcessingParameterNumber.Type.Integer
    low, high = definition.minimum(), definition.maximum()
    free = [not math.isfinite(bound) or abs(bound) >= 2**31 - 1 for bound in (low, high)]
    kind = tr("a whole number") if whole else tr("a number")
    if all(free):
        return tr("Give {kind}.").format(kind=kind)
    if free[1]:
        return tr("Give {kind} of at least {low}.").format(kind=kind, low=number(low, None))
    return tr("Give {kind} from {low} to {high}.").format(kind=kind, low="…" if free[0] else number(low, None),
                                                          high=number(high, None))
