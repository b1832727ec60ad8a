"""Pages of a test's own installation in a real browser: pictures, axe, and nothing that scrolls sideways."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.people import People
from tracker.policy.actors import Actor

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
PICTURES = Path(tempfile.gettempdir()) / "tracker-rooms"
WIDTHS = (320, 1280)


class Screens:
    """Opens pages as somebody, at any width, and finds fault with them."""

    def __init__(self, app: Flask, people: People, browser: Browser, address: str) -> None:
        """Look at an application that is served at an address."""
        self.app, self.people, self.browser, self.address = app, people, browser, address
        self._cookies: dict[Actor, str] = {}

    def look(self, actor: Actor, path: str, picture: str, *, status: int = 200) -> None:
        """Open a page at every width, keep its picture, and raise if anything is wrong with it."""
        for width in WIDTHS:
            with self._page(actor, width) as page:
                answer = page.goto(f"{self.address}{path}")
                assert answer is not None
                assert answer.status == status, f"{path} answered {answer.status}"
                self.judge(page, f"{picture}-{width}", width)

    def judge(self, page: Page, picture: str, width: int) -> None:
        """Find fault with the page that is open."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{picture}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{picture} scrolls sideways"
        page.evaluate(AXE)
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == []

    @contextmanager
    def _page(self, actor: Actor, width: int) -> Iterator[Page]:
        complaints: list[str] = []
        context = self.browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        context.add_cookies([{"name": "tracker", "value": self._cookie(actor), "url": self.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        context.close()
        assert not complaints

    def _cookie(self, actor: Actor) -> str:
        if actor not in self._cookies:
            cookie = self.people.browser(actor).get_cookie("tracker")
            assert cookie is not None
            self._cookies[actor] = cookie.value
        return self._cookies[actor]


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
