"""What all algorithms share: names, icon, help, dependency check, parameters and the handling of errors."""

import importlib.util
import traceback
from typing import Optional

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from ..compat import gdal_on_a_lead
from ..core.errors import Cancelled, InputError, Unwritable
from ..data.limits import check_files
from ..i18n import language, tr
from ..paths import resource
from .checks import refused
from .messages import message
from .outputs import Outputs

REQUIRED = ("numpy", "scipy", "pandas")


class BaseAlgorithm(QgsProcessingAlgorithm):
    """An algorithm declares its parameters and translates: read → compute → write, in ``compute``."""

    ID = ""

    def createInstance(self):
        return type(self)()

    def name(self):
        return self.ID

    def group(self):
        return ""

    def groupId(self):
        return ""

    def icon(self):
        return QIcon(str(resource("icons", "verbondenheidskaart.svg")))

    def shortHelpString(self):
        for code in (language(), "en", "nl"):
            path = resource("help", f"{self.ID}_{code}.html")
            if path.exists():
                return path.read_text(encoding="utf-8")
        return self.shortDescription()

    def canExecute(self):
        """Say what to install when a library is missing, instead of hiding the algorithm."""
        missing = [name for name in REQUIRED if importlib.util.find_spec(name) is None]
        if not missing:
            return True, ""
        text = tr("The Verbondenheidskaart needs the Python libraries {missing}. The standalone QGIS installer for "
                  "Windows has them; in OSGeo4W add python3-scipy and python3-pandas with its setup program, on "
                  "Debian or Ubuntu run: sudo apt install python3-scipy python3-pandas")
        return False, text.format(missing=", ".join(missing))

    def add(self, definition: QgsProcessingParameterDefinition, help_text: str = "", advanced: bool = False) -> None:
        """Add a parameter with its help."""
        if help_text:
            definition.setHelp(help_text)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            definition.setFlags(definition.flags() | flag)
        self.addParameter(definition)

    def checkParameterValues(self, parameters, context):
        """Collect every problem that can be seen before the work starts."""
        try:
            # Before QGIS opens them to see whether they are layers. An output may be a file that is no data at all.
            outputs = {definition.name() for definition in self.destinationParameterDefinitions()}
            check_files(value for key, value in parameters.items() if key not in outputs)
        except InputError as error:
            return False, message(error)
        with gdal_on_a_lead():
            found = list(refused(self, parameters, context))
            if not found:
                ok, text = super().checkParameterValues(parameters, context)
                found = list(self.problems(parameters, context)) if ok else [text]
        return not found, "\n".join(found)

    def problems(self, parameters, context):
        """Return the messages of an algorithm's own checks."""
        return []

    def prepareAlgorithm(self, parameters, context, feedback):
        self.outputs = Outputs(self, parameters, context)  # here, for in a desktop this is the main thread
        return True

    def processAlgorithm(self, parameters, context, feedback):
        able, text = self.canExecute()
        if not able:
            raise QgsProcessingException(text)
        outputs, self.outputs = self.outputs, None
        try:
            with gdal_on_a_lead():
                return outputs.place(self.compute(outputs.begin(), context, feedback), feedback)
        except InputError as error:
            raise QgsProcessingException(outputs.words(message(error))) from released(error)
        except Cancelled as error:
            raise QgsProcessingException(tr("Cancelled; earlier output is untouched.")) from released(error)
        except OSError as error:
            problem = Unwritable(path=str(error.filename or ""), detail=error.strerror or str(error))
            raise QgsProcessingException(outputs.words(message(problem))) from released(error)
        except QgsProcessingException as error:
            released(error)
            raise
        except Exception as error:
            feedback.pushDebugInfo(traceback.format_exc())
            text = tr("An unexpected error stopped the run: {error}. Please report it with the log.")
            said = text.format(error=f"{type(error).__name__}: {error}")
            raise QgsProcessingException(outputs.words(said)) from released(error)
        finally:
            outputs.close()

    def compute(self, parameters, context, feedback):
        """Do the work; errors on bad input may be raised as ``InputError``."""
        raise QgsProcessingException(self.ID)

    def field_problem(self, source, name: str, label: str) -> Optional[str]:
        """Return a message when a chosen field is not in the source."""
        if not name or source is None or source.fields().lookupField(name) >= 0:
            return None
        present = ", ".join(f.name() for f in source.fields()) or "–"
        return tr("{label}: there is no field \"{name}\". The fields are: {present}.").format(
            label=label, name=name, present=present)


def released(error: BaseException) -> BaseException:
    """Return the error without the variables of the functions it passed through.

    The last error is kept for a long time, and with it a layer would keep its file open: on Windows such a file cannot
    be replaced, and at the end of the program its provider may be gone before the layer is.
    """
    seen: Optional[BaseException] = error
    while seen is not None:
        traceback.clear_frames(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__
    return error

