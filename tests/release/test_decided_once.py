"""Who decided on a candidate works on none of that candidate's cases, and the other way round (D.2, D.6).

All is written past the application: first that somebody decided, or worked; then what must not follow.
Each act is tried by somebody uninvolved too, whom no such wall stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import past_the_application
from tests.factories.release import Reviewed
from tests.factories.requisitions import opened
from tests.walls import past_authors
from tracker.accounts.models import RoleGrant
from tracker.answering.models import AnswerOutcome, AnswerReopening, AnswerRequest, AnswerTime, ConcernAnswer
from tracker.board.models import Acknowledgement, Decision, Packet, TieAnswer, UpheldDecision
from tracker.cases.entanglements import entanglements
from tracker.cases.models import AccessEntry, Assignment, Case
from tracker.cases.openings import Thing, record_opening
from tracker.db import Record, clock_of, db, unit_of_work
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.protocol.models import Request, RequestRuling, SearchEntry
from tracker.protocol.models_time import TimeRequest, TimeRuling
from tracker.release.models import FindingRuling, FirstRelease, Release, Return, Submission
from tracker.requisitions.models import BoardSeat, Deviation
from tracker.settings import Settings
from tracker.validation.models import CheckAnswer, SecondLook

pytestmark = [pytest.mark.clause("Hamden D.2"), pytest.mark.clause("Hamden D.6")]

STOPPED = "nobody who (?:decide|worked on a case of a candidate)"
"""How the walls of this subject begin to refuse."""


@dataclass
class World:
    """A case under review and another of the same candidate, which has a page and a decision on it."""

    connection: Connection
    case: CaseFacts
    board: UUID
    who: UUID
    colleague: UUID
    at: datetime
    chief: UUID = field(default_factory=uuid4)
    other: UUID = field(default_factory=uuid4)
    pages: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    decision: UUID = field(default_factory=uuid4)

    def add(self, row: type[Record], **values: Any) -> UUID:
        """Write a row as nobody in the application would, past the walls of authors."""
        row_id, table = uuid4(), table_of(row)
        with past_authors(self.connection, table.name):
            self.connection.execute(insert(table).values(id=row_id, version=1, **values))
        return row_id

    def again(self, row: type[Record], only: dict[str, Any], **changes: Any) -> UUID:
        """Write a row that is there once more, with changes."""
        table = table_of(row)
        found = select(table).where(*(table.c[name] == value for name, value in only.items()))
        before = self.connection.execute(found).mappings().first()
        assert before is not None, row
        return self.add(row, **({k: v for k, v in before.items() if k not in ("id", "version")} | changes))

    def one(self, row: type[Record], **only: Any) -> UUID:
        """Return the id of a row of the case."""
        table = table_of(row)
        found = select(table.c.id).where(*(table.c[name] == value for name, value in only.items()))
        return UUID(str(self.connection.execute(found).scalars().first()))

    @property
    def here(self) -> dict[str, Any]:
        """Return what names the case under review."""
        return {"case_id": self.case.case_id}

    @property
    def finding(self) -> UUID:
        """Return its finding."""
        return self.one(Finding, **self.here)

    @property
    def question(self) -> UUID:
        """Return a question to the candidate, asked by a colleague, that was answered."""
        question = asks(self, self.colleague)
        later = self.at + timedelta(days=5)
        self.add(AnswerTime, request_id=question, finding_id=self.finding, due_at=later)
        self.add(
            ConcernAnswer,
            request_id=question,
            choice="context",
            words=b"w",
            for_board=b"w",
            document=b"d",
            fingerprint="f",
            language="en",
            answered_at=self.at,
        )
        return question

    def opens(self, case: UUID, thing: str, role: Role) -> UUID:
        """Write that something was opened."""
        return self.add(
            AccessEntry,
            case_id=case,
            person_id=self.who,
            role=role.value,
            thing=thing,
            reference="C",
            raw=thing != "packet",
            opened_at=self.at,
        )

    def holds(self, person: UUID, *roles: Role) -> None:
        """Write that somebody has these roles from now on, and no others."""
        grants = table_of(RoleGrant)
        ends = update(grants).where(grants.c.person_id == person, grants.c.ended_at.is_(None))
        self.connection.execute(ends.values(ended_at=self.at, ended_by=self.colleague))
        for role in roles:
            granted = {"granted_by": SYSTEM.person_id, "granted_at": self.at}
            self.add(RoleGrant, person_id=person, role=role.value, **granted)

    def sits(self, person: UUID, *, left: bool = False) -> UUID:
        """Write that somebody has, or had, a seat on the board of the other case."""
        return self.add(
            BoardSeat,
            requisition_id=self.board,
            person_id=person,
            chair=False,
            seated_by=self.colleague,
            seated_at=self.at,
            left_at=self.at if left else None,
        )


def table_of(row: type[Record]) -> Table:
    """Return the table of a record."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


def asks(world: World, who: UUID) -> UUID:
    return world.add(
        AnswerRequest,
        reference=f"Q-{uuid4().hex[:6]}",
        **world.here,
        finding_id=world.finding,
        number=len(str(who)) + uuid4().int % 10_000,
        words=b"w",
        digest="d",
        asked_by=who,
        asked_at=world.at,
    )


def releases_first(world: World, who: UUID) -> UUID:
    submission = world.one(Submission, **world.here)
    by = world.connection.execute(select(table_of(Submission).c.submitted_by)).scalars().first()
    return world.add(
        FirstRelease,
        **world.here,
        submission_id=submission,
        submitted_by=by,
        turn=1,
        fingerprint="f",
        released_by=who,
        released_at=world.at,
    )


def rules_on_request(world: World, who: UUID) -> UUID:
    request = world.add(
        Request,
        reference=f"Q-{uuid4().hex[:6]}",
        **world.here,
        kind="excuse",
        step="s",
        excuse_code="x",
        reason=b"r",
        asked_by=world.colleague,
        asked_at=world.at,
    )
    return world.add(
        RequestRuling,
        request_id=request,
        asked_by=world.colleague,
        approved=True,
        reason=b"r",
        ruled_by=who,
        ruled_at=world.at,
    )


def gives_time(world: World, who: UUID) -> UUID:
    until = world.at + timedelta(days=90)
    request = world.add(
        TimeRequest,
        reference=f"U-{uuid4().hex[:6]}",
        **world.here,
        due_before=world.at,
        until=until,
        reason=b"r",
        asked_by=world.colleague,
        asked_at=world.at,
    )
    return world.add(
        TimeRuling,
        request_id=request,
        asked_by=world.colleague,
        approved=True,
        reason=b"r",
        ruled_by=who,
        ruled_at=world.at,
    )


def releases(world: World, who: UUID) -> UUID:
    packet = world.add(
        Packet,
        reference=f"B-{uuid4().hex[:6]}",
        **world.here,
        requisition_id=world.case.requisition_id,
        edition=1,
        candidate_name=b"n",
        page=b"p",
        words=1,
        fingerprint="f",
        released_at=world.at,
        correction=None,
    )
    submission = world.one(Submission, **world.here)
    by = world.connection.execute(select(table_of(Submission).c.submitted_by)).scalars().first()
    return world.add(
        Release,
        reference=f"R-{uuid4().hex[:6]}",
        **world.here,
        number=1,
        submission_id=submission,
        submitted_by=by,
        packet_id=packet,
        fingerprint="f",
        correction_reason=None,
        released_by=who,
        released_at=world.at,
    )


Does = Callable[[World, UUID], object]

REVIEWS: dict[str, Does] = {
    "reads a second time": lambda world, who: world.again(
        CheckAnswer, {"number": 10}, turn=9, answered_by=who
    ),
    "sees a check otherwise": lambda world, who: world.add(
        SecondLook,
        finding_version_id=world.one(FindingVersion, finding_id=world.finding),
        number=1,
        turn=9,
        answer="no",
        ground=b"g",
        looked_by=who,
        looked_at=world.at,
    ),
    "rules in review": lambda world, who: world.add(
        FindingRuling,
        finding_id=world.finding,
        turn=9,
        ruling="cleared",
        in_review=True,
        reason=None,
        ruled_by=who,
        ruled_at=world.at,
    ),
    "returns": lambda world, who: world.add(
        Return,
        submission_id=world.one(Submission, **world.here),
        reasons=b"r",
        returned_by=who,
        returned_at=world.at,
    ),
    "releases": releases,
    "asks": asks,
}
"""What a reviewer does in the case."""
ON_ANSWERS: dict[str, Does] = {
    "records what an answer changes": lambda world, who: world.add(
        AnswerOutcome,
        request_id=world.question,
        outcome="attach",
        reason=b"r",
        decided_by=who,
        decided_at=world.at,
    ),
    "gives more time": lambda world, who: world.add(
        AnswerReopening,
        request_id=world.question,
        reason=b"r",
        due_at=world.at,
        reopened_by=who,
        reopened_at=world.at,
    ),
    "rules on a request": rules_on_request,
    "gives the case more time": gives_time,
}
"""What a reviewer does besides, on what others began."""
WORKS: dict[str, Does] = {
    "is given it": lambda world, who: world.add(
        Assignment,
        **world.here,
        person_id=who,
        assigned_by=world.colleague,
        assigned_at=world.at,
        ended_at=world.at,
    ),
    "searches": lambda world, who: world.again(
        SearchEntry, world.here, logged_by=who, reference=f"S-{uuid4().hex[:6]}"
    ),
    "writes": lambda world, who: world.again(
        FindingVersion, {"finding_id": world.finding}, number=9, written_by=who
    ),
    "submits": lambda world, who: world.again(Submission, world.here, number=9, submitted_by=who),
}
"""What an investigator does in the case."""


def sees(world: World, _who: UUID) -> UUID:
    return world.opens(world.case.case_id, "case", Role.INVESTIGATOR)


def sat(world: World) -> None:
    world.sits(world.who, left=True)


def read_as_member(world: World) -> None:
    world.opens(world.other, "packet", Role.BOARD_MEMBER)


def read_as_chief(world: World) -> None:
    world.opens(world.other, "packet", Role.CHIEF)


def voted(world: World) -> None:
    world.sits(world.who)
    said_no(world, world.who)
    votes(world, world.who)


def said_no(world: World, who: UUID) -> None:
    world.add(TieAnswer, case_id=world.other, person_id=who, number=1, answer="none", answered_at=world.at)


def votes(world: World, who: UUID) -> None:
    world.add(
        Acknowledgement, packet_id=world.pages[1], person_id=who, acknowledged_at=world.at, no_own_search=True
    )


def recorded(world: World) -> None:
    world.sits(world.who)
    records(world, world.who)


def records(world: World, who: UUID) -> None:
    world.add(
        Decision,
        case_id=world.other,
        packet_id=world.pages[0],
        number=2,
        outcome="offer",
        grounds=[],
        informed_otherwise=None,
        recorded_by=who,
        recorded_at=world.at,
        relied_on={},
        no_own_search=True,
    )


def upheld(world: World) -> None:
    upholds(world, world.who)


def upholds(world: World, who: UUID) -> None:
    """Say why a decision stands, as the Chief that somebody is for that long."""
    world.holds(who, Role.CHIEF)
    world.add(
        UpheldDecision,
        case_id=world.other,
        decision_id=world.decision,
        packet_id=world.pages[1],
        reason=b"r",
        recorded_by=who,
        recorded_at=world.at,
    )
    world.holds(who, Role.SUPERVISOR, Role.INVESTIGATOR)


def searched(world: World, _who: UUID) -> UUID:
    return world.opens(world.case.case_id, "searched", Role.INVESTIGATOR)


DECIDED = (sat, read_as_member, read_as_chief, voted, recorded, upheld)
"""How somebody decided on the candidate, in the other case."""
DECIDES: dict[str, Does] = {
    "votes": votes,
    "records a decision": records,
    "says why one stands": upholds,
}


@pytest.fixture
def world(unit: Reviewed, settings: Settings) -> Iterator[World]:
    """Two cases of one candidate; whatever is written is taken back."""
    case, _ = unit.ready()
    people, at = unit.people, clock_of(db.session).now()
    board = opened(people, "Dispatcher 2026")
    who = people.make("Lt. Noor Haddad", Role.SUPERVISOR, Role.INVESTIGATOR)
    colleague = people.make("Lt. Ben Ives", Role.SUPERVISOR)
    chief = people.make("Chief Avery Stone", Role.CHIEF)
    with past_the_application(settings) as connection, connection.begin() as history:
        ids = (who.person_id, colleague.person_id)
        yield World(connection, case, board.requisition_id, *ids, at, chief.person_id)
        history.rollback()


def further_case(world: World) -> None:
    """Let the candidate have the other case, with a page, its correction, and a decision in between."""
    world.other = world.again(
        Case,
        {"id": world.case.case_id},
        reference="C-26-OTHER",
        requisition_id=world.board,
        stage="opened",
    )
    chair = world.connection.execute(
        select(table_of(BoardSeat).c.person_id).where(table_of(BoardSeat).c.requisition_id == world.board)
    ).scalars()
    pages = [
        world.add(
            Packet,
            reference=f"B-OTHER{edition}",
            case_id=world.other,
            requisition_id=world.board,
            edition=edition,
            candidate_name=b"n",
            page=b"p",
            words=1,
            fingerprint="f",
            released_at=world.at,
            correction=None if edition == 1 else b"c",
        )
        for edition in (1, 2)
    ]
    world.pages = pages[0], pages[1]
    world.decision = world.add(
        Decision,
        case_id=world.other,
        packet_id=pages[0],
        number=1,
        outcome="offer",
        grounds=[],
        informed_otherwise=None,
        recorded_by=UUID(str(next(iter(chair)))),
        recorded_at=world.at,
        relied_on={},
        no_own_search=True,
    )


@contextmanager
def a_try(world: World) -> Iterator[None]:
    """Take back whatever is written in it."""
    with world.connection.begin_nested() as tried:
        yield
        tried.rollback()


def refuse(world: World, act: Does, match: str = STOPPED) -> None:
    """Try an act as the one whom the walls are about, and have it refused."""
    with a_try(world), pytest.raises(DatabaseError, match=match), world.connection.begin_nested():
        act(world, world.who)


@pytest.mark.parametrize("decided", DECIDED)
def test_who_decided_neither_reviews_nor_works_on_a_later_case(
    world: World, decided: Callable[[World], None]
) -> None:
    further_case(world)
    done = REVIEWS | ON_ANSWERS | WORKS | {"sees": sees}
    for act in done.values():
        with a_try(world):
            act(world, world.who)
    decided(world)
    for what, act in done.items():
        refuse(world, act, "nobody who (?:decide|sits or sat)" if what == "sees" else STOPPED)


@pytest.mark.parametrize("worked", [*REVIEWS, *WORKS, "sees", "rules as its investigator"])
def test_who_worked_on_a_case_takes_no_part_in_deciding_on_its_candidate(world: World, worked: str) -> None:
    world.sits(world.who)
    acts = REVIEWS | WORKS | {"sees": sees, "rules as its investigator": withholds}
    acts[worked](world, world.who)
    further_case(world)
    said_no(world, world.who)
    for act in DECIDES.values() if worked != "is given it" else ():
        refuse(world, act, "takes part in deciding")
    seats = table_of(BoardSeat)
    leaves = update(seats).where(seats.c.person_id == world.who).values(left_at=world.at)
    world.connection.execute(leaves)
    refuse(world, World.sits, "gets a seat")


def withholds(world: World, who: UUID) -> UUID:
    return world.add(
        FindingRuling,
        finding_id=world.finding,
        turn=9,
        ruling="withheld",
        in_review=False,
        reason=b"r",
        ruled_by=who,
        ruled_at=world.at,
    )


SECOND = "nobody who worked on a case reads it a second time"
REVIEWER = "nobody who worked on a case reviews it"
RELEASER = {
    "is given it": "nobody who has or had a case as its investigator releases it",
    "searches in it": "somebody who searched in a case does not release it",
}


@pytest.mark.parametrize("worked", RELEASER)
def test_who_had_a_case_or_searched_in_it_is_no_second_reader_of_it(world: World, worked: str) -> None:
    """Somebody who may both review and search, and of whose work nothing else is on record."""
    (searched if worked == "searches in it" else WORKS["is given it"])(world, world.who)
    stands = {
        "reads a second time": SECOND,
        "sees a check otherwise": SECOND,
        "rules in review": REVIEWER,
        "returns": REVIEWER,
        "releases": RELEASER[worked],
    }
    for what, sentence in stands.items():
        refuse(world, REVIEWS[what], sentence)
    refuse(world, releases_first, "nobody who worked on a case releases it first")


RULED = "nobody who ruled on a case in review, or released it, is given it"
NOT_GIVEN: dict[str, tuple[Does, str]] = {
    "rules in review": (REVIEWS["rules in review"], RULED),
    "releases": (releases, RULED),
    "reads a second time": (REVIEWS["reads a second time"], f"{RULED}|or returned it, is given it"),
    "returns": (REVIEWS["returns"], f"{RULED}|or returned it, is given it"),
    "sees a check otherwise": (
        REVIEWS["sees a check otherwise"],
        "nobody who read a case second is given it",
    ),
    "releases first": (releases_first, "nobody who released a case first is given it"),
}
"""What keeps a reviewer from the case; two walls say the same of who returned it or read it a second time."""
NOT_SEARCHED = {
    "sees a check otherwise": "nobody who read a case second searches in it",
    "releases first": "nobody who released a case first searches in it",
}


@pytest.mark.parametrize("did", NOT_GIVEN)
def test_who_reviewed_a_case_is_not_given_it_nor_searches_in_it(world: World, did: str) -> None:
    """Somebody who may both review and search: it is the review alone that stands against the work."""
    act, sentence = NOT_GIVEN[did]
    act(world, world.who)
    refuse(world, WORKS["is given it"], sentence)
    refuse(world, searched, NOT_SEARCHED.get(did, "nobody who reviewed or released a case searches in it"))


def test_uninvolved_people_decide(world: World) -> None:
    world.sits(world.who)
    further_case(world)
    said_no(world, world.who)
    for act in DECIDES.values():
        act(world, world.who)


def test_the_chiefs_deviation_lets_a_member_search_and_never_review(world: World) -> None:
    further_case(world)
    seat = {"requisition_id": world.case.requisition_id}
    world.again(BoardSeat, seat, person_id=world.who, left_at=world.at, chair=False)
    for act in (*REVIEWS.values(), *WORKS.values()):
        refuse(world, act)
    world.add(
        Deviation,
        **seat,
        clause="Hamden D.2",
        person_id=world.who,
        reason="Only two people are left",
        compensating_control="The state police check each search",
        recorded_by=world.chief,
        recorded_at=world.at,
    )
    for act in WORKS.values():
        with a_try(world):
            act(world, world.who)
    for act in REVIEWS.values():
        refuse(world, act)


def test_whoever_acts_in_a_review_has_seen_it_and_gets_no_seat(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready()
    assert unit.supervisor.person_id in unit.now(case).exposed
    (found,) = entanglements(session, case.requisition_id, [unit.supervisor.person_id]).values()
    assert found.exposed_here


def test_a_chief_who_read_the_pages_of_a_decision_reviews_no_case_of_the_candidate(unit: Reviewed) -> None:
    case, _ = unit.ready()
    chief = unit.people.make("Chief Noor Haddad", Role.CHIEF)
    with unit_of_work(chief) as work:
        record_opening(work, case_id=case.case_id, thing=Thing.PACKET, reference="B-AAAAAA", edition=1)
    now = unit.now(case)
    assert chief.person_id in now.readers
    later = replace(chief, role=Role.SUPERVISOR)
    for permission in (Permission.RETURN_CASE, Permission.RELEASE_PACKET, Permission.READ_CASE):
        with pytest.raises(Refused, match=r"do not see search material|read the board's packet"):
            permit(later, permission, now)
