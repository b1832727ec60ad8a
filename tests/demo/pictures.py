"""``make pictures``: takes the README's pictures anew, of the sample data as ``make demo`` serves them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch
from tracker.settings import ROOT

PICTURES = ROOT / "docs" / "pictures"
PORT = 8747


@dataclass(frozen=True, slots=True)
class Picture:
    """Who looks, which links they follow, and the size of what is shown."""

    name: str
    person: str
    links: tuple[str, ...]
    width: int = 1280
    height: int = 800


WANTED = (
    Picture("uniformity", "ellen-voss", ("Uniformity", "Police Officer 2026-A"), height=1560),
    Picture("case", "dana-ruiz", ("C-26-",)),
    Picture("packet", "grace-tan", ("Start reading",)),
    Picture("candidate", "imani-cole", (), width=390, height=800),
)


@contextmanager
def served() -> Iterator[str]:
    """Serve the sample data from an empty folder, until everything is taken."""
    with TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "--port", str(PORT)],
            cwd=ROOT,
            env=os.environ | {"TRACKER_ENVIRONMENT": "demo", "TRACKER_INSTANCE": folder},
        )
        address = f"http://127.0.0.1:{PORT}"
        try:
            _wait(address)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/readyz", timeout=1):  # noqa: S310 - our own loopback address
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the sample data were not served within two minutes")


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Sign in, follow the links, and keep what is seen."""
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(base_url=address, viewport=size)  # type: ignore[arg-type]  # two whole numbers
    page = context.new_page()
    page.goto("/sign-in")
    page.locator(f'button[value="{picture.person}"]').click()
    for link in picture.links:
        links = page.locator("main").get_by_role("link", name=link)
        (links if links.count() else page.get_by_role("link", name=link)).first.click()
    page.wait_for_load_state()
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()


def main() -> None:
    """Take every picture of the README."""
    PICTURES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for picture in WANTED:
            take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    main()
