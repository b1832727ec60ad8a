"""Handing in, reviewing, releasing and correcting."""

from __future__ import annotations

from tests.factories.release import Reviewed
from tracker.board.models import Packet
from tracker.db import db
from tracker.policy.vocabulary import Stage
from tracker.release.models import Release


def test_a_case_goes_to_the_board(unit: Reviewed) -> None:
    case, _ = unit.ready()
    release = unit.release(case)
    packet = db.session.query(Packet).one()
    assert release.fingerprint == packet.fingerprint
    assert release.number == packet.edition == 1
    assert unit.now(case).stage is Stage.RELEASED
    assert db.session.query(Release).one().released_by == unit.supervisor.person_id
