"""The system's browser, found, started and judged with in the same way by every test that needs one."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import make_server

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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
PICTURES = os.environ.get("TRACKER_PICTURES", "")
"""The folder to keep a picture of every page in that a test looks at; none are taken where it is empty."""
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
FAULTS = """async () => (
    await axe.run(document, {preload: false, resultTypes: ['violations']})).violations
    .map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 160)).join(' / '))"""


LATE = (
    "was preloaded using link preload but not used within a few seconds",
    "Autofocus processing was blocked because a document already has a focused element",
)
"""What the browser says of a machine that had no time for it; nothing of the page."""


def of_the_machine(said: str) -> bool:
    """Say whether the browser complains of the machine, and not of the page."""
    return any(words in said for words in LATE)


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


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a port of this machine for the length of a block."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with the page that is open; its scripts must be allowed to run."""
    page.evaluate(AXE)
    return list(page.evaluate(FAULTS))


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page that is open, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
