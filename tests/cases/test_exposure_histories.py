"""Whatever people do in whatever order, nobody who saw raw material decides, and no decider reads raw (D.2).

Each history is written past the application, so that only the walls of the database stand in its way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.around import past_the_application
from tests.factories.cases import case_of
from tests.factories.requisitions import opened
from tests.people import People
from tracker.board.models import Acknowledgement, Decision, Packet, TieAnswer
from tracker.cases.entanglements import entanglements
from tracker.cases.models import AccessEntry, Case
from tracker.db import Record, clock_of
from tracker.policy.actors import Role
from tracker.policy.clauses import Clause
from tracker.requisitions.models import BoardSeat, Deviation
from tracker.settings import Settings

pytestmark = pytest.mark.clause("Hamden D.2")

BOTH = text(
    "SELECT count(*) FROM access_entries seen JOIN cases there ON there.id = seen.case_id "
    "JOIN cases here ON here.candidate_id = there.candidate_id "
    "WHERE seen.raw AND (EXISTS (SELECT 1 FROM decisions WHERE decisions.case_id = here.id "
    "AND decisions.recorded_by = seen.person_id) OR EXISTS (SELECT 1 FROM acknowledgements "
    "JOIN packets ON packets.id = acknowledgements.packet_id WHERE packets.case_id = here.id "
    "AND acknowledgements.person_id = seen.person_id))"
)
"""How often somebody who saw raw material of a candidate decided on that candidate, in any case."""

NUMBER = st.integers(0, 2)
ACTS = st.tuples(
    st.sampled_from(["sees", "sits", "leaves", "decides", "applies again", "excepted"]),
    NUMBER,
    NUMBER,
    NUMBER,
)


@dataclass
class World:
    """Three people, three candidates and three hiring rounds, and what is done in one history."""

    connection: Connection
    people: tuple[UUID, ...]
    requisitions: tuple[UUID, ...]
    candidates: tuple[UUID, ...]
    cases: dict[tuple[int, int], UUID]
    now: datetime
    chief: UUID
    refused: list[str] = field(default_factory=list)

    def add(self, row: type[Record], **values: Any) -> UUID:
        """Write a row as nobody in the application would."""
        row_id = uuid4()
        table = row.__table__
        assert isinstance(table, Table)
        self.connection.execute(insert(table).values(id=row_id, version=1, **values))
        return row_id

    def attempt(self, what: str, act: Callable[[], None]) -> bool:
        """Do an act, or take it back where a wall stands in its way."""
        try:
            with self.connection.begin_nested():
                act()
        except IntegrityError:
            self.refused.append(what)
            return False
        return True

    def sees(self, person: int, candidate: int, requisition: int) -> None:
        """Open raw material of a case."""
        case = self.cases.get((candidate, requisition))
        if case is not None:
            self.attempt("sees", lambda: self._opens(person, case, Role.INVESTIGATOR, raw=True))

    def sits(self, person: int, _candidate: int, requisition: int) -> None:
        """Get a seat; whoever the wall keeps from it, the rule keeps from it too."""
        with Session(self.connection, join_transaction_mode="create_savepoint") as session:
            known = entanglements(session, self.requisitions[requisition], [self.people[person]])
        seated = self.attempt(
            "sits",
            lambda: self._add(
                BoardSeat,
                requisition_id=self.requisitions[requisition],
                person_id=self.people[person],
                chair=False,
                seated_by=self.chief,
                seated_at=self.now,
                left_at=None,
            ),
        )
        found = known.get(self.people[person])
        exposed = found is not None and (found.exposed_here or found.exposed_elsewhere)
        assert not (seated and exposed)

    def leaves(self, person: int, _candidate: int, requisition: int) -> None:
        """Give up a seat, and whatever else: what was seen stays seen."""
        seats = BoardSeat.__table__
        assert isinstance(seats, Table)
        mine = (seats.c.person_id == self.people[person]) & seats.c.left_at.is_(None)
        there = seats.c.requisition_id == self.requisitions[requisition]
        self.connection.execute(update(seats).where(mine & there).values(left_at=self.now))

    def decides(self, person: int, candidate: int, requisition: int) -> None:
        """Read the packet as a member, say so, and record a decision."""
        case = self.cases.get((candidate, requisition))
        if case is not None:
            self.attempt("decides", lambda: self._decides(person, case, requisition))

    def applies_again(self, _person: int, candidate: int, requisition: int) -> None:
        """Open a further case of the same candidate."""
        if (candidate, requisition) not in self.cases:
            self.cases[candidate, requisition] = self.add(
                Case,
                reference=f"C-26-X{candidate}{requisition}{uuid4().hex[:3]}",
                requisition_id=self.requisitions[requisition],
                candidate_id=self.candidates[candidate],
                stage="opened",
                opened_by=self.people[0],
                opened_at=self.now,
                due_at=self.now,
            )

    def excepted(self, person: int, _candidate: int, requisition: int) -> None:
        """Have the Chief deviate from D.2 for somebody."""
        self._add(
            Deviation,
            requisition_id=self.requisitions[requisition],
            clause=Clause.HAMDEN_D_2.key,
            person_id=self.people[person],
            reason="Only two people are left in the unit",
            compensating_control="The state police check each search",
            recorded_by=self.chief,
            recorded_at=self.now,
        )

    def _add(self, row: type[Record], **values: Any) -> None:
        self.add(row, **values)

    def _opens(self, person: int, case: UUID, role: Role, *, raw: bool) -> None:
        self.add(
            AccessEntry,
            case_id=case,
            person_id=self.people[person],
            role=role,
            thing="case" if raw else "packet",
            reference="C",
            raw=raw,
            opened_at=self.now,
        )

    def _decides(self, person: int, case: UUID, requisition: int) -> None:
        packets = Packet.__table__
        assert isinstance(packets, Table)
        packet = self.connection.scalar(select(packets.c.id).where(packets.c.case_id == case))
        packet = packet or self.add(
            Packet,
            reference=f"B-{uuid4().hex[:8]}",
            case_id=case,
            requisition_id=self.requisitions[requisition],
            edition=1,
            candidate_name=b"n",
            page=b"p",
            words=1,
            fingerprint="f",
            released_at=self.now,
            correction=None,
        )
        self._opens(person, case, Role.BOARD_MEMBER, raw=False)
        self.add(
            TieAnswer,
            case_id=case,
            person_id=self.people[person],
            number=1,
            answer="none",
            answered_at=self.now,
        )
        self.add(
            Acknowledgement,
            packet_id=packet,
            person_id=self.people[person],
            acknowledged_at=self.now,
            no_own_search=True,
        )
        rows = Decision.__table__
        decided = self.connection.scalar(select(func.max(rows.c.number)).where(rows.c.case_id == case))
        self.add(
            Decision,
            case_id=case,
            packet_id=packet,
            number=(decided or 0) + 1,
            outcome="offer",
            grounds=[],
            informed_otherwise=None,
            recorded_by=self.people[person],
            recorded_at=self.now,
            relied_on={},
            no_own_search=True,
        )


TOLD: tuple[list[tuple[str, int, int, int]], ...] = (
    [
        ("applies again", 0, 0, 0),
        ("sees", 0, 0, 0),
        ("sits", 0, 0, 1),
        ("applies again", 0, 0, 1),
        ("decides", 0, 0, 1),
    ],
    [
        ("excepted", 0, 0, 0),
        ("excepted", 0, 0, 1),
        ("applies again", 0, 0, 0),
        ("sits", 0, 0, 0),
        ("decides", 0, 0, 0),
        ("leaves", 0, 0, 0),
        ("applies again", 0, 0, 1),
        ("sees", 0, 0, 1),
    ],
)
"""Two histories in which the last act is the one that must not be."""


def test_no_history_lets_anybody_both_see_and_decide(
    session: Session, settings: Settings, people: People
) -> None:
    rounds = [opened(people, title) for title in ("Officer 2026-A", "Officer 2026-B", "Dispatcher")]
    names = ("Marisol Peña", "Andre Whitfield", "Imani Cole")
    cases = [case_of(people, rounds[2], name) for name in names]
    who = tuple(people.make(f"Person {number}", Role.AUDITOR).person_id for number in range(3))
    now, chief = clock_of(session).now(), people.make("Chief Avery Stone", Role.CHIEF).person_id

    def lived(connection: Connection, acts: list[tuple[str, int, int, int]]) -> World:
        world = World(
            connection,
            who,
            tuple(one.requisition_id for one in rounds),
            tuple(one.candidate_id for one in cases),
            {(number, 2): case.case_id for number, case in enumerate(cases)},
            now,
            chief,
        )
        for what, person, candidate, requisition in acts:
            getattr(world, what.replace(" ", "_"))(person, candidate, requisition)
            assert connection.scalar(BOTH) == 0, acts
        return world

    @hypothesis.settings(max_examples=40)
    @given(st.lists(ACTS, min_size=8, max_size=30))
    def never_both(acts: list[tuple[str, int, int, int]]) -> None:
        with connection.begin() as history:
            lived(connection, acts)
            history.rollback()

    with past_the_application(settings) as connection:
        for acts in TOLD:
            with connection.begin() as history:
                assert lived(connection, acts).refused == [acts[-1][0]]
                history.rollback()
        never_both()
