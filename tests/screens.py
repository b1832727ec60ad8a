"""Pages in a real browser as somebody sees them: axe, and nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser import faults, keep_picture
from tests.people import People
from tracker.policy.actors import Actor

WIDTHS = (320, 1280)


def look_at(
    browser: Browser,
    address: str,
    path: str,
    *,
    cookie: str,
    picture: str,
    status: int = 200,
    judged: tuple[int, ...] = WIDTHS,
) -> list[str]:
    """Open a page at every width, keep a picture of each, and return what is wrong with it.

    Faults of accessibility are looked for at the widths ``judged``.
    """
    with _inside(browser, address, cookie) as (page, complaints):
        answer = page.goto(f"{address}{path}")
        if answer is None or answer.status != status:
            return [f"{path} answered {answer and answer.status}"]
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            keep_picture(page, f"{picture}-{width}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{picture} scrolls sideways at {width}")
            found += [f"{picture} at {width}: {one}" for one in (faults(page) if width in judged else ())]
        return found + complaints


@contextmanager
def _inside(browser: Browser, address: str, cookie: str) -> Iterator[tuple[Page, list[str]]]:
    complaints: list[str] = []
    context = browser.new_context(bypass_csp=True)
    context.add_cookies([{"name": "tracker", "value": cookie, "url": address}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    context.close()


class Screens:
    """Opens pages of a test's own installation as its people, and finds fault with them."""

    def __init__(self, people: People, browser: Browser, address: str) -> None:
        """Look at an application that is served at an address."""
        self.people, self.browser, self.address = people, browser, address
        self._cookies: dict[Actor, str] = {}

    def look(self, actor: Actor, path: str, picture: str, *, status: int = 200) -> None:
        """Open a page, look at it in every width, and raise if anything is wrong with it."""
        cookie = self._cookie(actor)
        found = look_at(self.browser, self.address, path, cookie=cookie, picture=picture, status=status)
        assert found == []

    def _cookie(self, actor: Actor) -> str:
        if actor not in self._cookies:
            cookie = self.people.browser(actor).get_cookie("tracker")
            assert cookie is not None
            self._cookies[actor] = cookie.value
        return self._cookies[actor]
