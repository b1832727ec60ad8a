"""On one case everybody is one thing only, whoever writes to the database and whatever titles they hold."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import put
from tests.factories.release import Reviewed
from tests.release.test_walls import release_row, return_one, store
from tracker.accounts.models import Person
from tracker.board.models import Acknowledgement, Decision, Packet
from tracker.cases.models import AccessEntry
from tracker.cases.team import team_page
from tracker.db import Record, clock_of
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.requisitions.models import BoardSeat
from tracker.settings import Settings

pytestmark = [pytest.mark.clause("Hamden D.2"), pytest.mark.clause("Hamden D.6")]


def seat(settings: Settings, session: Session, case: CaseFacts, who: Actor) -> None:
    giver = session.scalars(select(Person.id).where(Person.id != who.person_id).limit(1)).one()
    put(
        settings,
        BoardSeat,
        requisition_id=case.requisition_id,
        person_id=who.person_id,
        chair=False,
        seated_by=giver,
        seated_at=clock_of(session).now(),
        left_at=None,
    )


def test_who_released_neither_searches_nor_decides(
    session: Session, unit: Reviewed, settings: Settings
) -> None:
    case, _ = unit.ready(findings=0)
    unit.release(case)
    who, at = unit.supervisor, clock_of(session).now()
    seen: dict[str, Any] = {"role": Role.INVESTIGATOR.value, "reference": "S-AAAAAA", "opened_at": at}
    about = {"case_id": case.case_id, "person_id": who.person_id}
    with pytest.raises(DatabaseError, match="reviewed or released a case searches in it"):
        put(settings, AccessEntry, **about, **seen, thing="searched", raw=True)
    with pytest.raises(DatabaseError, match="gets a seat"):
        seat(settings, session, case, who)
    packet = session.scalars(select(Packet.id).where(Packet.case_id == case.case_id)).one()
    decided = {
        "case_id": case.case_id,
        "packet_id": packet,
        "number": 1,
        "outcome": "offer",
        "grounds": [],
        "relied_on": {},
        "no_own_search": True,
    }
    acts: tuple[tuple[type[Record], dict[str, Any]], ...] = (
        (
            Acknowledgement,
            {"packet_id": packet, "person_id": who.person_id, "acknowledged_at": at, "no_own_search": True},
        ),
        (Decision, decided | {"recorded_by": who.person_id, "recorded_at": at, "informed_otherwise": None}),
    )
    for row, values in acts:
        with pytest.raises(
            DatabaseError, match=r"takes? part in (?:deciding|its decisions)|no tie to the candidate"
        ):
            put(settings, row, **values)


def test_a_member_of_the_board_neither_releases_to_it_nor_returns_its_cases(
    session: Session, unit: Reviewed, settings: Settings
) -> None:
    case, _ = unit.ready(findings=0)
    brown = unit.brown
    seat(settings, session, case, brown)
    with pytest.raises(DatabaseError, match=r"releases to it|reviews a case"):
        store(unit, case, lambda: release_row(session, case, brown.person_id))
    session.rollback()
    with pytest.raises(DatabaseError, match="reviews a case"):
        return_one(session, case, brown.person_id)


def test_the_team_page_leaves_out_who_the_reader_decides_on(
    session: Session, unit: Reviewed, settings: Settings
) -> None:
    case, _ = unit.ready(findings=0)
    now = clock_of(session).now()

    def shown(reader: Actor) -> tuple[int, int]:
        view = team_page(session, now, reader=reader.person_id, assigned=True)
        return len(view.lines), sum(one.open_cases for one in view.loads)

    assert shown(unit.brown) == (1, 1)
    seat(settings, session, case, unit.brown)
    assert shown(unit.brown) == (0, 0)
    assert shown(unit.supervisor) == (1, 1)
