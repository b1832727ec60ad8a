"""The investigator's desk: the assigned cases in their order, and whether searching is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.queries import designation_facts
from tracker.cases.due import is_soon
from tracker.clock import agency_day
from tracker.policy.answers import Unmet
from tracker.policy.deviations import may_search_anyway
from tracker.policy.searchers import missing_at_desk
from tracker.protocol.desk_rows import DeskRow, DeskRows, desk_rows, with_names
from tracker.protocol.next_act import Group
from tracker.protocol.worklist import (
    Beside,
    Chosen,
    Facet,
    Place,
    beside,
    by_place,
    key_at,
    page_of,
    places_to_choose,
    requisitions_to_choose,
)
from tracker.requisitions.queries import deviation_facts

EVERYTHING = Chosen()
"""All of one's cases."""
LINES = 100
"""Cases on one page of the desk."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk, or the part of it that is asked for.

    ``running`` and ``waiting_for`` count all open cases and those among them that somebody else has, whatever
    is asked for; so do ``overdue`` and ``due_soon``. ``on_candidates`` are those that a candidate has.
    ``designation`` says why no search is possible, empty where it is. ``following`` is what to ask for the
    next page with, empty on the last one.
    """

    rows: tuple[DeskRow, ...]
    chosen: Chosen
    places: tuple[Facet, ...]
    requisitions: tuple[Facet, ...]
    designation: tuple[Unmet, ...]
    designated_until: date | None
    running: int
    waiting_for: int
    on_candidates: int
    assigned: int
    overdue: int
    due_soon: int
    more: bool
    following: dict[str, str]

    def those(self, group: Group) -> tuple[DeskRow, ...]:
        """Return the rows of one group."""
        return tuple(row for row in self.rows if row.place.group is group)

    @property
    def todo(self) -> tuple[DeskRow, ...]:
        """Return what waits for the investigator."""
        return self.those(Group.TODO)

    @property
    def waiting(self) -> tuple[DeskRow, ...]:
        """Return what waits for somebody else."""
        return self.those(Group.WAITING)

    @property
    def done(self) -> tuple[DeskRow, ...]:
        """Return what is done."""
        return self.those(Group.DONE)

    @property
    def groups(self) -> tuple[tuple[Group, int, tuple[tuple[Place, tuple[DeskRow, ...]], ...]], ...]:
        """Return the groups that hold something, each with its count, and below it place by place."""
        return tuple(
            (group, len(rows), by_place(rows))
            for group, rows in ((one, self.those(one)) for one in (Group.TODO, Group.WAITING, Group.DONE))
            if rows
        )

    @property
    def first_due(self) -> DeskRow | None:
        """Return the case to do that is due first among those shown, None where nothing is to do."""
        return min(self.todo, key=lambda row: (row.due_at, row.reference), default=None)


def desk_of(
    session: Session,
    person_id: UUID,
    now: datetime,
    chosen: Chosen = EVERYTHING,
    *,
    after: tuple[str, str] = ("", ""),
) -> Desk:
    """Return a person's desk, in a fixed number of statements.

    ``after`` are the reference and the place of the last case of the page before; others are passed over.
    """
    every = desk_rows(session, person_id, now)
    shown, further = page_of(chosen.of(every.rows), key_at(every.rows, *after), LINES)
    running = [row for row in every.rows if row.place.group is not Group.DONE]
    counted = [row.days_left for row in running if row.days_left is not None]
    unmet, until = _designated(session, every, person_id, now)
    titles = {row.requisition_reference: row.requisition for row in every.rows}
    return Desk(
        rows=with_names(session, shown),
        chosen=chosen,
        places=places_to_choose(every.rows, chosen),
        requisitions=requisitions_to_choose(every.rows, titles, chosen),
        designation=unmet,
        designated_until=until,
        running=len(running),
        waiting_for=sum(row.place.group is Group.WAITING for row in running),
        on_candidates=sum(row.place is Place.CANDIDATE for row in running),
        assigned=len(every.rows),
        overdue=sum(left < 0 for left in counted),
        due_soon=sum(is_soon(left) for left in counted),
        more=every.more,
        following=chosen.parts | {"after": shown[-1].reference, "at": shown[-1].place.value}
        if further
        else {},
    )


def beside_on_desk(
    session: Session, person_id: UUID, now: datetime, chosen: Chosen, *, reference: str, place: str
) -> Beside[DeskRow] | None:
    """Return what stands beside a case in its investigator's list; None where it is not their case."""
    return beside(desk_rows(session, person_id, now).rows, chosen, reference, place)


def _designated(
    session: Session, every: DeskRows, person_id: UUID, now: datetime
) -> tuple[tuple[Unmet, ...], date | None]:
    """Return why no search is possible, and until when it is; the Chief's deviations count."""
    designation = designation_facts(session, person_id, agency_day(now))
    deviations = deviation_facts(session)
    unmet = missing_at_desk(
        person_id,
        (designation,) if designation else (),
        agency_day(now),
        cases=[row.reference for row in every.open],
        excepted=frozenset(
            row.reference
            for row in every.open
            if may_search_anyway(deviations, row.requisition_id, person_id)
        ),
    )
    return unmet, designation.ends_on if designation and not unmet else None
