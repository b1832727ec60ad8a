"""An open requisition, and a case in it whose candidate is asked for an affidavit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from flask import Flask

from tests.factories.affidavits import Round
from tests.people import Browser, People, csrf_off
from tracker.cases.inviting import Issued
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import PositionClass

T = TypeVar("T")


@pytest.fixture
def hiring(context: None, people: People) -> Round:
    """A requisition under the law of Connecticut, with its people."""
    return Round(people)


@pytest.fixture
def case(hiring: Round) -> CaseFacts:
    """A case that is assigned; nothing is answered yet."""
    return hiring.case()


class Site:
    """The site as browsers see it, with one case; what is built is built outside of any request."""

    def __init__(
        self,
        app: Flask,
        people: People,
        profile: str = "ct",
        position: PositionClass = PositionClass.SWORN,
        *,
        email: str = "",
    ) -> None:
        """Open a requisition and a case."""
        csrf_off(app)
        self.app, self.people = app, people
        with app.app_context():
            self.round = Round(people, profile=profile, position=position)
            self.case = self.round.case(email=email)

    @contextmanager
    def inside(self) -> Iterator[Round]:
        """Build something more."""
        with self.app.app_context():
            yield self.round

    def read(self, query: Callable[[Round], T]) -> T:
        """Read something."""
        with self.inside() as hiring:
            return query(hiring)

    def invite(self) -> Issued:
        """Issue an invitation."""
        with self.inside() as hiring:
            return hiring.invite(hiring.now(self.case))

    def stranger(self) -> Browser:
        """Return a browser of nobody's."""
        self.app.test_client_class = Browser
        browser = self.app.test_client()
        assert isinstance(browser, Browser)
        return browser

    def phone(self) -> Browser:
        """Return the candidate's browser, signed in."""
        return self.people.browser(self.round.candidate(self.case))

    def desk(self, actor: Actor) -> Browser:
        """Return the browser of a member of staff."""
        return self.people.browser(actor)


@pytest.fixture
def site(app: Flask, people: People) -> Site:
    """The site under the law of Connecticut."""
    return Site(app, people)


@pytest.fixture
def phone(site: Site) -> Browser:
    """The candidate's browser, signed in."""
    return site.phone()
