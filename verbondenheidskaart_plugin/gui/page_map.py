"""Page 2, the map: the inputs as they were fetched or chosen, a title and a folder; the chain does the work."""

from typing import Any, Dict, List, Sequence

from ..algorithms.verbondenheidskaart import Verbondenheidskaart
from ..i18n import tr
from .fetched import Fetched
from .forms import Form, is_empty, lasting
from .pages import Page

_P = Verbondenheidskaart
_INPUTS = (_P.BUURTEN, _P.FIGURES, _P.OSM, _P.FACILITIES, _P.NETWORK, _P.POPULATION)
_MORE = (_P.INDICATORS, _P.ORGANISATIONS, _P.TIES)


class MapPage(Page):
    """Makes the map."""

    def __init__(self, host):
        super().__init__(host, _P.ID)
        canvas = host.canvas
        self.extra: Dict[str, Any] = {}  # parameters that only the dialog shows
        self.about = self.text("")
        self.inputs, self.more = Form(_P.ID, _INPUTS, canvas), Form(_P.ID, _MORE, canvas)
        self.output = Form(_P.ID, [_P.TITLE, _P.FOLDER], canvas)
        self.body.addWidget(self.about)
        self.input_box = self.group(tr("Data"), self.inputs)
        self.group(tr("Surveys and organisations"), self.more)
        self.body.addWidget(self.output)
        self.add_go(tr("&Make the map"))
        self.body.addStretch(1)
        self.onward = self.button(tr("On to the result ›"), lambda: host.go_to(host.result_page))
        self.view.foot.addWidget(self.onward)
        self.inputs.changed.connect(lambda: self._describe())
        self.prepare_after(None)
        self._describe()

    def _describe(self, text: str = "") -> None:
        """Say what the inputs are, or that there are none yet."""
        if not self.inputs.values():
            text = tr("Fetch the data first (page 1), or choose your own files and layers here.")
        self.about.setText(text)
        self.about.setVisible(bool(text))

    def parameters(self) -> Dict[str, Any]:
        return {**self.extra, **self.inputs.values(), **self.more.values(), **self.output.values()}

    def missing(self) -> Sequence[str]:
        found = self._lacking()
        if found:
            self.input_box.setCollapsed(False)
        return found + self.output.missing()

    def _lacking(self) -> List[str]:
        """Return the labels of the inputs that are still needed: an OSM file gives streets and facilities."""
        found, given = self.inputs.missing(), self.inputs.values()
        if _P.OSM not in given:
            found += [self.inputs.definition(key).description() for key in (_P.FACILITIES, _P.NETWORK)
                      if key not in given]
        return found

    def title(self) -> str:
        return str(self.output.values().get(_P.TITLE) or "Verbondenheidskaart")

    def stages(self) -> Sequence[str]:
        if not self.host.able:
            return ()
        from ..algorithms.chain import STAGES  # needs the libraries of the run

        return [label() for label, _, _ in STAGES]

    def take_fetched(self, fetched: Fetched) -> None:
        """Fill in what was fetched; what has nothing to do with it stays."""
        labels = [*fetched.labels(), *(["OpenStreetMap"] if fetched.osm else [])]
        self.fill(fetched.inputs(), tr("{name}: {labels}. From {file}.").format(
            name=fetched.name, labels=", ".join(labels), file=fetched.path.name))

    def fill(self, values: Dict[str, Any], about: str = "") -> None:
        """Fill in parameters; those that the page does not show are kept for the run and the dialog.

        ``about``: what to call it all.
        """
        self.extra, shown = {}, {}
        for form in (self.inputs, self.more, self.output):
            form.fill(values)
            shown.update(form.fields)
        self.extra.update({key: value for key, value in values.items() if key not in shown and not is_empty(value)})
        self.input_box.setCollapsed(bool(about) and not self._lacking())
        self._describe(about)

    def take(self, results: Dict[str, Any]) -> None:
        """Pass the finished map on: its files to the next page."""
        self.host.result_page.take(results)

    def _ended(self, outcome) -> None:
        super()._ended(outcome)
        if outcome.successful:
            self.host.launcher.finished(True, outcome.results)
            self.host.go_to(self.host.result_page)

    def prepare_after(self, outcome) -> None:
        self.onward.setVisible(outcome is not None and outcome.successful)

    def remember(self) -> Dict[str, Any]:
        """Return what to keep for a next time."""
        return lasting(self.parameters())

    def restore(self, values: Dict[str, Any]) -> None:
        """Fill in what was kept."""
        self.fill(values)
