"""A desk for walks of staff through an installation that a test prepares: narrow, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.served_case import Glass, Seen
from tests.journeys.walker import Walker
from tests.people import People
from tracker.policy.actors import Actor

GLASS = Glass("en", 320, scripts=False)


class Desk:
    """Whoever keeps the records or audits them, each at a narrow browser without scripts."""

    def __init__(self, people: People, address: str, browser: Browser, seen: Seen) -> None:
        """Nobody is inside yet."""
        self.people, self.address, self._browser, self._seen = people, address, browser, seen
        self.inside: list[Walker] = []

    def walker(self, actor: Actor) -> Walker:
        """Open a browser for somebody who is signed in."""
        looked = self._seen.looked.setdefault(GLASS, set())
        judged = self._seen.judged.setdefault(GLASS.width, set())
        name = f"desk-{actor.role.value}"
        walker = Walker(
            self._browser, self.address, name, width=320, scripts=False, looked=looked, judged=judged
        )
        cookie = self.people.browser(actor).get_cookie("tracker")
        assert cookie is not None
        walker.context.add_cookies([{"name": "tracker", "value": cookie.value, "url": self.address}])
        self.inside.append(walker)
        return walker


@pytest.fixture
def desk(people: People, address: str, chromium: Browser, seen: Seen) -> Iterator[Desk]:
    """The desk of records and audits."""
    people.app.config["WTF_CSRF_ENABLED"] = True
    desk = Desk(people, address, chromium, seen)
    yield desk
    for walker in desk.inside:
        walker.leave()
