"""Pages of a test's own installation in a real browser: axe, and nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser import faults, keep_picture
from tests.people import People
from tracker.policy.actors import Actor

WIDTHS = (320, 1280)


class Screens:
    """Opens pages as somebody, at every width, and finds fault with them."""

    def __init__(self, people: People, browser: Browser, address: str) -> None:
        """Look at an application that is served at an address."""
        self.people, self.browser, self.address = people, browser, address
        self._cookies: dict[Actor, str] = {}

    def look(self, actor: Actor, path: str, picture: str, *, status: int = 200) -> None:
        """Open a page, look at it in every width, and raise if anything is wrong with it."""
        with self._page(actor) as page:
            answer = page.goto(f"{self.address}{path}")
            assert answer is not None
            assert answer.status == status, f"{path} answered {answer.status}"
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                keep_picture(page, f"{picture}-{width}")
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{picture} scrolls sideways"
                assert faults(page) == [], f"{picture} at {width}"

    @contextmanager
    def _page(self, actor: Actor) -> Iterator[Page]:
        complaints: list[str] = []
        context = self.browser.new_context(bypass_csp=True)
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
