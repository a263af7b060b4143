"""What the matrix makes of a run of the tests: what counts, what is only named, and that nothing keeps running."""

import os
import time

import debian
import matrix
import pytest

RUNNING = """collecting ... collected 9 items

tests/unit/test_a.py::test_one PASSED                                    [ 11%]
tests/unit/test_a.py::test_two[x y] FAILED                               [ 22%]
tests/unit/test_a.py::test_three SKIPPED (no real data)                  [ 33%]
tests/unit/test_b.py::test_four PASSED                                   [ 44%]
tests/unit/test_b.py::test_four ERROR                                    [ 44%]
tests/unit/test_b.py::test_five """
ENDED = RUNNING + """PASSED [100%]

=================================== FAILURES ===================================
E       assert [] == [1]
=========== 1 failed, 3 passed, 2 skipped, 1 error in 75.01s (0:01:15) ===========
"""
GOOD = "============================== 7 passed in 0.51s ===============================\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return the row of a run that writes a text, and then ends with a code or does not end."""
    monkeypatch.setattr(matrix, "OUT", tmp_path)

    def of(text, code=0, until=0.0):
        (tmp_path / "said").write_text(text, encoding="utf-8")
        ending = "exec sleep 600" if until else f"exit {code}"
        return matrix.result("proef", ["sh", "-c", f"cat '{tmp_path}/said'; {ending}"], until)

    return of


def test_counts_of_a_run_that_ended():
    assert matrix.read_log(ENDED) == ((3, 2, 2), True)
    assert matrix.read_log(GOOD) == ((7, 0, 0), True)


def test_counts_of_a_run_that_was_broken_off():
    assert matrix.read_log(RUNNING) == ((2, 2, 1), False)


def test_all_passed(run):
    assert run(GOOD) == {"versie": "proef", "passed": 7, "failed": 0, "skipped": 0, "": ""}


def test_a_failure_is_shown(run, capsys):
    assert run(ENDED, code=1)["failed"] == 2
    assert "assert [] == [1]" in capsys.readouterr().err


@pytest.mark.parametrize("code", [1, 2, 5])
def test_a_bad_ending_without_a_failing_test_is_a_failure(run, code):
    assert run(GOOD, code)["failed"] == 1
    assert run("ImportError\n", code)["failed"] == 1


def test_a_crash_names_the_test_that_ran(run):
    row = run(RUNNING, code=134)
    assert row["failed"] == 3 and row[""] == "afgebroken in tests/unit/test_b.py::test_five"


def test_what_failed_before_the_time_was_up_counts(run):
    row = run(RUNNING, until=time.monotonic() + 1)
    assert row["failed"] == 2 and row[""].startswith("de tijd is om in tests/unit/test_b.py")
    quiet = RUNNING.replace("FAILED", "PASSED").replace("ERROR", "PASSED")
    assert run(quiet, until=time.monotonic() + 1)["failed"] == 0


def test_nothing_runs_on_when_the_time_is_up(tmp_path):
    command = ["sh", "-c", f"echo $$ >'{tmp_path}/pid'; exec sleep 600"]
    assert debian.call(command, tmp_path / "log", time.monotonic() + 1) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)
    with pytest.raises(debian.Left, match="de tijd is om"):
        debian.must(["sleep", "600"], tmp_path / "log", time.monotonic() - 1)
    with pytest.raises(debian.Left, match="niet te maken"):
        debian.must(["false"], tmp_path / "log", 0.0)


def test_what_cannot_be_run_is_named_and_no_failure(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(matrix, "OUT", tmp_path)
    monkeypatch.setattr(matrix.os, "geteuid", lambda: 1000)
    monkeypatch.setenv("VERSIES", "trixie nieuwste")
    monkeypatch.setenv("TESTS", "tests/qgis")
    (tmp_path / "eerder.log").write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("EERST", str(tmp_path / "eerder.log"))
    monkeypatch.setattr(matrix, "read_versions", lambda python: "3.22.16\t5.15.8")
    assert matrix.main() == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said[1:]] == ["hier", "trixie", "nieuwste", "Getest"]
    assert "overgeslagen: een Debian-omgeving kan alleen root maken" in said[2] and "overgeslagen" in said[3]
    assert said[-1] == "Getest op hier: 7 passed, 0 failed, 0 skipped"
    monkeypatch.setattr(matrix, "read_log", lambda text: (matrix.Counts(6, 1, 0), True))
    assert matrix.main() == 1


def test_a_lock_is_waited_for_until_the_time_is_up(tmp_path):
    with debian.held(tmp_path / "slot", 0.0), pytest.raises(debian.Left), \
            debian.held(tmp_path / "slot", time.monotonic() - 1):
        pass
    with debian.held(tmp_path / "slot", 0.0):
        pass


def test_tools_are_made_again_for_other_packages_or_another_python(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(matrix, "OUT", tmp_path)
    monkeypatch.setattr(matrix, "must", lambda command, log, until: made.append(command) or
                        (tmp_path / log.stem).mkdir(exist_ok=True))
    assert matrix.test_tools(0.0) == matrix.test_tools(0.0) == tmp_path / "tools" and len(made) == 1
    folders = {matrix.test_tools(0.0, "nieuwste", f"--python-version=3.{minor}") for minor in (13, 14, 14)}
    assert folders == {tmp_path / "tools-nieuwste"} and len(made) == 3
    assert "--python-version=3.14" in made[2] and made[2][-1].endswith("nieuwste.txt")


def test_packages_that_are_not_known_are_named():
    with pytest.raises(debian.Left, match="zomaar"):
        matrix.test_in_root("forky-zomaar", ["tests"], 0.0)
