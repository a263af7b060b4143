"""What all tests share. The unit tests need no QGIS: ``pytest tests/unit`` runs with numpy, pandas and scipy alone."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# `make test` puts the assembled plugin on the path; a bare pytest tests the checkout.
if importlib.util.find_spec("verbondenheidskaart_plugin") is None:
    sys.path.insert(0, str(ROOT))

try:
    from hypothesis import HealthCheck, settings
except ImportError:
    pass
else:
    settings.register_profile(
        "project", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no fault of the code
    )  # fmt: skip
    settings.load_profile("project")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real Dutch data, which is no part of the repository; the test is skipped without it."""
    folder = Path(os.environ.get("VERBONDENHEIDSKAART_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no real data: name its folder in VERBONDENHEIDSKAART_DATA")
    return folder
