"""A requisition in which candidates are asked about concerns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.factories.answering import Asked
from tests.people import Browser, People, csrf_off
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts


@pytest.fixture
def unit(context: None, people: People) -> Asked:
    """The requisition with its people, inside an application context."""
    return Asked(people)


class Site:
    """A case whose candidate is asked about one concern, and browsers on it."""

    def __init__(self, people: People) -> None:
        """Have the candidate asked."""
        self.people, self.app = people, people.app
        csrf_off(people.app)
        with people.app.app_context():
            self.unit = Asked(people)
            self.case, (self.response,) = self.unit.asked()
            self.candidate = self.unit.candidate(self.case)

    @property
    def path(self) -> str:
        """Return the address of the question."""
        return f"/a/response/{self.response}"

    @contextmanager
    def inside(self) -> Iterator[Asked]:
        """Work in an application context of its own."""
        with self.app.app_context():
            yield self.unit

    def now(self) -> CaseFacts:
        """Return the case as it stands."""
        with self.inside() as unit:
            return unit.now(self.case)

    def browser(self, actor: Actor) -> Browser:
        """Return a browser of somebody."""
        return self.people.browser(actor)


@pytest.fixture
def site(people: People) -> Site:
    """A case whose candidate is asked."""
    return Site(people)


@pytest.fixture
def phone(site: Site) -> Browser:
    """The candidate's browser."""
    return site.browser(site.candidate)
