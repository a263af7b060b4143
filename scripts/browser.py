"""A headless Chromium to open the report in: for its tests and its pictures."""

import importlib.util
import shutil
from typing import Tuple

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
LACKING = [name for name, there in (("Chromium", CHROMIUM), ("chromedriver", DRIVER),
                                    ("selenium", importlib.util.find_spec("selenium"))) if not there]  # fmt: skip
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
         "--hide-scrollbars", "--force-prefers-reduced-motion")  # fmt: skip


def start():
    """Return a driver that logs what the browser asks for and complains about; ``LACKING`` must be empty."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return Chrome(options=options, service=Service(DRIVER))


def resize(driver, size: Tuple[int, int], phone: bool) -> None:
    """Give the page a size in pixels; a phone also reads it as a phone does."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": phone})  # fmt: skip
