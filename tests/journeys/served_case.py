"""One case that is served to browsers: its candidate at a phone or a desk, its staff, its mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from playwright.sync_api import Browser, Page

from tests.journeys.judging import cut_off
from tests.journeys.opening import Invited
from tests.journeys.walker import Shape, Walker
from tests.people import People
from tracker.cases.inviting import Issued
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts

EMAIL = "marisol.pena@mail.example"


@dataclass(frozen=True, slots=True)
class Glass:
    """What somebody looks through: a language, a width, scripts or none."""

    language: str
    width: int
    scripts: bool

    def __str__(self) -> str:
        """Return how it is called among the tests."""
        return f"{self.language}-{self.width}-{'scripts' if self.scripts else 'none'}"


DESK = Glass("en", 1280, scripts=True)
"""What staff look through."""


@dataclass
class Seen:
    """What was looked at by a glass, and what was judged at a width, whoever looked."""

    looked: dict[Glass, set[Shape]] = field(default_factory=dict)
    judged: dict[int, set[Shape]] = field(default_factory=dict)


class Invites(Protocol):
    """A case that can be served: it invites its candidate, and knows the people around it."""

    people: People
    case: CaseFacts

    def invite(self) -> Issued:
        """Issue an invitation."""
        ...


S = TypeVar("S", bound=Invites)


class ServedCase(Generic[S]):
    """A case behind an address, and everybody who opens a browser there."""

    def __init__(self, site: S, address: str, browser: Browser, glass: Glass, seen: Seen) -> None:
        """Nobody is inside yet."""
        self.site, self.address, self.glass = site, address, glass
        self._browser, self._seen = browser, seen
        self._inside: list[Walker] = []

    def invited(self) -> Invited:
        """Issue an invitation, and return what is shown of it once."""
        issued = self.site.invite()
        return Invited(self.site.case.reference, f"{self.address}/i/{issued.token}", issued.code)

    def candidate(self, glass: Glass | None = None, judge: Callable[[Page], list[str]] = cut_off) -> Walker:
        """Open a browser for whoever holds a link."""
        return self._opened(glass or self.glass, "candidate", judge)

    def staff(self, actor: Actor, glass: Glass = DESK) -> Walker:
        """Open a browser for somebody who is signed in, at a desk where nothing else is said."""
        walker = self._opened(glass, actor.role.value, lambda _page: [])
        cookie = self.site.people.browser(actor).get_cookie("tracker")
        assert cookie is not None
        walker.context.add_cookies([{"name": "tracker", "value": cookie.value, "url": self.address}])
        return walker

    def _opened(self, glass: Glass, name: str, judge: Callable[[Page], list[str]]) -> Walker:
        walker = Walker(
            self._browser,
            self.address,
            name,
            width=glass.width,
            scripts=glass.scripts,
            looked=self._seen.looked.setdefault(glass, set()),
            judged=self._seen.judged.setdefault(glass.width, set()),
            language=glass.language,
            judge=judge,
        )
        self._inside.append(walker)
        return walker

    def close(self) -> None:
        """Close every browser."""
        for walker in self._inside:
            walker.leave()
