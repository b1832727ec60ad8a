"""A board reads of candidates by number where HR chose so: its copy holds no name."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import alter
from tests.factories.release import Reviewed
from tests.factories.requisitions import drawn_up
from tests.pages.board import (
    chair_records_decision,
    member_confirms_reading,
    member_reads_packet,
    member_sees_the_docket,
)
from tests.pages.filled import send, shown
from tests.people import People
from tests.release.test_recalling import Told
from tracker.board.forms import tie_field
from tracker.board.models import Packet
from tracker.db import db
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Actor, Role
from tracker.policy.naming import known_as
from tracker.policy.vocabulary import PositionClass
from tracker.requisitions.models import Requisition
from tracker.requisitions.queries import is_blind
from tracker.requisitions.service import create_requisition
from tracker.settings import Settings

NAME = "Marisol Peña"


class Blind(Told):
    """A requisition whose board reads by number."""

    chief: Actor
    OTHERS = MappingProxyType({**Told.OTHERS, "chief": ("Chief Avery Stone", Role.CHIEF)})

    def _made(self, profile: str, position: PositionClass) -> dict[str, Any]:
        with patch("tests.factories.affidavits.create_requisition", partial(create_requisition, blind=True)):
            return super()._made(profile, position)


@pytest.mark.clause("Hampton D.1")
def test_no_page_of_the_board_holds_the_name(app: Flask, people: People) -> None:
    with app.app_context():
        unit = Blind(people)
        case, _ = unit.ready(NAME)
        unit.release(case)
        reference = db.session.scalars(select(Packet.reference)).one()
        members = [people.browser(unit.member(who)) for who in ("Reyes", "Tan", "Yu")]
    number, chair = f"Candidate {case.reference}", members[0]
    duties = shown(chair, f"/board/duties/{unit.reference}")
    for member in members:
        assert (
            send(member, f"/board/duties/{unit.reference}", **{tie_field(reference): "none"}).status_code
            == 303
        )
    pages = [
        duties,
        member_sees_the_docket(chair),
        member_reads_packet(chair, reference),
        shown(chair, f"/board/packets/{reference}/step-out"),
    ]
    for member in members:
        member_confirms_reading(member, reference)
    assert chair_records_decision(chair, reference).status_code == 303
    for page in (*pages, shown(chair, f"/board/decisions/{reference}"), member_sees_the_docket(chair)):
        assert number in page
        assert NAME not in page
        assert "Peña" not in page


def test_others_read_names_as_before(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready(NAME, findings=0)
    unit.release(case)
    assert not is_blind(session, case.requisition_id)
    assert known_as(NAME, case.reference, blind=False) == NAME


def test_it_is_chosen_before_the_opening_and_stays(
    session: Session, unit: Reviewed, settings: Settings
) -> None:
    with pytest.raises(DatabaseError, match="blind of requisitions cannot be changed"):
        alter(settings, Requisition, unit.requisition.requisition_id, blind=True)


def test_hr_chooses_it_on_the_page(app: Flask, people: People) -> None:
    with app.app_context():
        reference = drawn_up(people).reference
    hr = people.browser(people.make("Priya Nair", Role.HR_ADMIN))
    address = f"/admin/requisitions/{reference}"
    assert "By name" in shown(hr, address)
    assert send(hr, f"{address}/change", blind="y").status_code == 303
    assert "By number: the board reads no candidate’s name" in shown(hr, address)
    with app.app_context():
        assert len(ledger_page(db.session, events=("BLIND_DOCKET_SET",)).lines) == 1
