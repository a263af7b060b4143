"""How the assistant follows a run: stages, messages and outcome, without a screen and without QGIS."""

import pytest

from verbondenheidskaart_plugin.algorithms.stages import announced, announcement
from verbondenheidskaart_plugin.gui.state import ERROR, INFO, STATUS, WARNING, Outcome, RunState, gemeenten_in

LABELS = ["Buurten", "Loopnetwerk", "Kaart"]


def run(*told):
    state = RunState("Titel", LABELS)
    for level, text in told:
        state.tell(level, text)
    return state


def stages(state):
    return [stage.state for stage in state.stages]


def test_a_stage_is_announced_and_read_back():
    assert announced(announcement(2, 15, "Loopnetwerk [alles]")) == 2
    assert [announced(line) for line in ("[2/15] Loopnetwerk", "\n[2/15] ", "BUURTEN: [1/2]", "")] == [None] * 4


def test_stages_wait_are_busy_and_done():
    state = run()
    assert stages(state) == ["wacht"] * 3
    for number, label in enumerate(LABELS, start=1):
        state.tell(INFO, announcement(number, 3, label))
        assert stages(state) == ["klaar"] * (number - 1) + ["bezig"] + ["wacht"] * (3 - number)
        assert state.status == label
    state.end(Outcome(True))
    assert stages(state) == ["klaar"] * 3 and state.percent == 100 and not state.running
    assert state.messages == [], "an announcement is no message"


@pytest.mark.parametrize(("outcome", "mark"), [
    (Outcome(False, problem="Het kan niet."), "mislukt"),
    (Outcome(False, problem="Afgebroken.", cancelled=True), "afgebroken")])
def test_where_a_run_stopped_can_be_seen(outcome, mark):
    state = run((INFO, announcement(1, 3, "a")), (INFO, announcement(2, 3, "b")))
    state.end(outcome)
    assert stages(state) == ["klaar", mark, "wacht"] and state.state == mark and state.percent < 100


def test_messages_are_kept_and_the_status_is_not():
    state = run((INFO, "Titel: 3 lagen"), (STATUS, "12 van 30"), (WARNING, "let op"), (INFO, "  \n"))
    assert [message.text for message in state.messages] == ["Titel: 3 lagen", "let op"]
    assert state.status == "12 van 30" and state.warnings == ["let op"]


def test_a_problem_is_not_said_twice():
    state = run((ERROR, "Het kan niet."), (ERROR, "iets anders"))
    state.end(Outcome(False, problem="Het kan niet."))
    assert state.problem == "Het kan niet." and [message.text for message in state.messages] == ["iets anders"]


def test_progress_never_goes_back():
    state = run()
    for percent in (10, 5, 130):
        state.advance(percent)
    assert state.percent == 100


def test_gemeenten_in_a_message():
    said = 'Er is geen gemeente "Bredda". Namen die erop lijken: Breda GM0758, Bergen (L.) GM0893 en nog 9.'
    assert gemeenten_in(said) == ["Breda GM0758", "Bergen (L.) GM0893"]
    assert gemeenten_in("Kan de bladzijde niet lezen.") == []
