"""Who plays: the people of the sample data as actors in their roles; requisitions and cases by key."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from tracker.cases.queries import facts_of
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.demo.cast import STAFF
from tracker.demo.days import Days, Diary
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.requisitions.queries import requisition_facts
from tracker.settings import Settings

T = TypeVar("T")
Scenes = Generator[datetime, None, T]
"""A part of a story: it yields when its next scene takes place, and returns what the story goes on with."""

HR, CHIEF, CHAIR = "helen-park", "avery-stone", "grace-tan"
OKAFOR, BROWN = "chidi-okafor", "ruth-brown"
RUIZ, ORTEGA, NAIR = "dana-ruiz", "luis-ortega", "priya-nair"
COUNSEL = "ellen-voss"
REYES, WHITFIELD, HADDAD = "miguel-reyes", "joan-whitfield", "samir-haddad"
"""The slugs of those who act most."""

ROLES = {member.slug: member.roles for member in STAFF}
NAMES = {member.slug: member.name for member in STAFF}


@dataclass(slots=True)
class Company:
    """Everybody and everything on the stage, by the slug or key that the stories know them by."""

    settings: Settings
    days: Days
    people: dict[str, UUID] = field(default_factory=dict)
    requisitions: dict[str, str] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)

    def diary(self, day: int, clock: str) -> Diary:
        """Return a diary that begins at a moment."""
        diary = Diary(self.days)
        diary.go(day, clock)
        return diary

    def actor(self, slug: str, role: Role | None = None) -> Actor:
        """Return a member of staff at work, in the first of the roles unless another is given."""
        return Actor(self.people[slug], role or ROLES[slug][0], NAMES[slug])

    @contextmanager
    def act(self, slug: str, role: Role | None = None) -> Iterator[UnitOfWork]:
        """Let a member of staff do one act."""
        with unit_of_work(self.actor(slug, role)) as work:
            yield work

    def requisition(self, key: str) -> RequisitionFacts:
        """Return who stands how to a requisition now."""
        actor = self.actor(HR)
        return requisition_facts(db.session, actor, requisition=self.requisitions[key])

    def case(self, slug: str) -> CaseFacts:
        """Return who stands how to the case of a candidate now."""
        return facts_of(db.session, self.cases[slug])
