"""The system's browser, found and started in the same way for every test that needs one."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
BUNDLES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CLOSED_NETWORK = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def executable() -> str:
    """Return where the browser is; tests/prepare has seen to it that there is one."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in BUNDLES if Path(path).exists()]
    if not found:
        raise RuntimeError("no Chromium here: run tests/prepare")
    return found[0]


def launch(playwright: Playwright) -> Browser:
    """Start the browser without anything that calls home."""
    return playwright.chromium.launch(executable_path=executable(), args=list(CLOSED_NETWORK))
