"""Weeks and who signed that they looked at their openings, for the auditor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.standing_roles import working_as
from tracker.clock import agency_day, agency_zone
from tracker.ledger.entries import moment_of
from tracker.ledger.models import ledger_entries
from tracker.oversight.models import WeeklyReview
from tracker.oversight.slots import REVIEW_SAID
from tracker.oversight.unusual import UnusualView
from tracker.policy.actors import Role
from tracker.policy.weekly import A_WEEK, WeekFacts, is_missed, weeks_over
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of

SHOWN = 26
"""As many weeks stand in the list: half a year."""
_BEGAN = select(ledger_entries.c.at).order_by(ledger_entries.c.idx).limit(1)
_SIGNED = (
    select(WeeklyReview, Person.name)
    .join(Person, Person.id == WeeklyReview.signed_by)
    .where(WeeklyReview.week >= bindparam("since"))
    .order_by(WeeklyReview.week.desc(), WeeklyReview.number.desc())
)
_LAST = select(func.coalesce(func.max(WeeklyReview.number), 0)).where(WeeklyReview.week == bindparam("week"))


@dataclass(frozen=True, slots=True)
class SignedReview:
    """A review as it was signed: how much was opened, what stood out, and what came of it."""

    number: int
    signed_by: str
    signed_at: datetime
    openings: int
    people: int
    stood_out: int
    own: bool
    said: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week that is over, with its reviews, the newest first; ``missed`` where none came in time."""

    monday: date
    sunday: date
    reviews: tuple[SignedReview, ...]
    missed: bool

    @property
    def late(self) -> bool:
        """Say whether it was signed, and first of all when it counted as missed already."""
        return bool(self.reviews) and is_missed(self.monday, agency_day(self.reviews[-1].signed_at))


def weeks_of(session: Session, today: date) -> tuple[WeekLine, ...]:
    """Return the weeks that are over, newest first, half a year at the most, in two statements."""
    mondays = tuple(islice(weeks_over(_began(session, today), today), SHOWN))
    if not mondays:
        return ()
    sealer = vault_of(session).domain(session, Domain.SYSTEM, SYSTEM_HOLDER)
    found: dict[date, list[SignedReview]] = {}
    for one, name in session.execute(_SIGNED, {"since": mondays[-1]}):
        said = sealer.open_text(REVIEW_SAID, one.id, one.version, one.said) if one.said is not None else ""
        review = SignedReview(
            one.number, name, one.signed_at, one.openings, one.people, one.stood_out, one.own, said
        )
        found.setdefault(one.week, []).append(review)
    return tuple(
        WeekLine(
            monday,
            date.fromordinal((monday + A_WEEK).toordinal() - 1),
            tuple(found.get(monday, ())),
            monday not in found and is_missed(monday, today),
        )
        for monday in mondays
    )


def missed_weeks(session: Session, today: date) -> int:
    """Return how many weeks of the last half year nobody signed in time, in two statements."""
    return sum(week.missed for week in weeks_of(session, today))


def week_span(monday: date) -> tuple[datetime, datetime]:
    """Return when a week begins and ends by the agency's clock."""
    since, until = (datetime.combine(day, time(), agency_zone()) for day in (monday, monday + A_WEEK))
    return since, until


def week_facts(session: Session, monday: date, view: UnusualView, reader: UUID) -> WeekFacts:
    """Return what is judged before a week is signed, in one statement."""
    others = working_as(session, Role.AUDITOR) - {reader}
    return WeekFacts(monday, view.whole, reader in view.who, bool(others))


def last_review(session: Session, monday: date) -> int:
    """Return the number of a week's newest review, 0 before the first."""
    return int(session.execute(_LAST, {"week": monday}).scalar_one())


def counts_of(view: UnusualView) -> Mapping[str, int]:
    """Return how many lines stand out by each sign."""
    return {sign.value: len(lines) + more for sign, lines, more in view.signs}


def _began(session: Session, today: date) -> date:
    at = session.execute(_BEGAN).scalar_one_or_none()
    return agency_day(moment_of(at)) if at is not None else today
