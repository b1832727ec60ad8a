"""Two releasers of one page: the first shows nothing to the board, the second compares and confirms (D.6)."""

from __future__ import annotations

from functools import partial
from html import unescape
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import alter, put
from tests.factories.release import Reviewed
from tests.factories.requisitions import drawn_up
from tests.pages.release import supervisor_decides, supervisor_looks
from tests.people import People
from tests.release.test_walls import release_row, store
from tracker.board.models import Packet
from tracker.cases.assigning import reviewers_of
from tracker.db import clock_of, db, unit_of_work
from tracker.oversight.duties import duties_view
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import PositionClass, Stage
from tracker.release.firsts import release_first
from tracker.release.models import FirstRelease
from tracker.release.queue import queue_of
from tracker.release.review_service import return_case
from tracker.release.service import release_packet
from tracker.release.standing import Asked
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.service import create_requisition, record_deviation
from tracker.settings import Settings

pytestmark = pytest.mark.clause("Hamden D.6")


class Twofold(Reviewed):
    """A requisition that takes two releasers, with two supervisors."""

    chief: Actor
    second: Actor
    OTHERS = MappingProxyType(
        {
            "brown": ("Lt. Eva Brown", Role.SUPERVISOR),
            "second": ("Lt. Carla Voss", Role.SUPERVISOR),
            "chief": ("Chief Avery Stone", Role.CHIEF),
        }
    )

    def _made(self, profile: str, position: PositionClass) -> dict[str, Any]:
        for who in (("Lt. Carla Voss", Role.SUPERVISOR), ("Dana Ruiz", Role.INVESTIGATOR)):
            self.people.make(*who)
        two = partial(create_requisition, two_releasers=True)
        with patch("tests.factories.affidavits.create_requisition", two):
            return super()._made(profile, position)

    def first(self, case: CaseFacts, who: Actor | None = None) -> FirstRelease:
        """Have somebody release first."""
        with unit_of_work(who or self.supervisor) as work:
            return release_first(work, self.now(case))

    def looks(self, case: CaseFacts) -> None:
        """Have the second supervisor declare no tie and look at the page."""
        self.no_tie(case, self.second)
        self.look(case, self.second)


@pytest.fixture
def two(context: None, people: People) -> Twofold:
    """The requisition, inside an application context."""
    return Twofold(people)


def test_a_page_goes_out_once_another_supervisor_confirms_it(session: Session, two: Twofold) -> None:
    case, _ = two.ready()
    with pytest.raises(Refused, match="takes two releasers"):
        two.release(case)
    fingerprint = two.first(case).fingerprint
    assert two.now(case).stage is Stage.REVIEW
    assert session.scalar(select(Packet.id)) is None, "the board sees nothing yet"
    with pytest.raises(Refused, match="You released this first"):
        two.release(case)
    with pytest.raises(Refused, match="released this page first"):
        two.first(case)
    with pytest.raises(Refused, match="Say first whether you have a tie"):
        two.release(case, two.second)
    two.no_tie(case, two.second)
    with pytest.raises(Refused, match="looked at"):
        two.release(case, two.second)
    two.looks(case)
    assert two.release(case, two.second).fingerprint == fingerprint
    assert two.now(case).stage is Stage.RELEASED


def test_whoever_released_first_has_reviewed_whatever_comes_of_it(session: Session, two: Twofold) -> None:
    case, _ = two.ready(findings=0)
    two.first(case)
    (here,) = duties_view(session).requisitions
    assert {line.person for line in here.lines if line.reviewed} == {two.supervisor.name}


def test_the_wording_that_changed_is_released_anew(session: Session, two: Twofold) -> None:
    case, _ = two.ready()
    two.first(case)
    with unit_of_work(two.chief) as work:
        record_deviation(
            work,
            two.requisition,
            clause=Clause.HAMDEN_D_3.key,
            person_id=two.dana.person_id,
            reason="Her course was moved to May.",
            compensating_control="Two supervisors read her searches.",
        )
    for who in (two.dana, two.supervisor):
        two.look(case, who)
    two.looks(case)
    with pytest.raises(Refused) as refused:
        two.release(case, two.second)
    assert [one.ref for one in refused.value.unmet] == ["R-22"]
    assert two.first(case, two.second).turn == 2
    assert two.release(case, two.supervisor).released_by == two.supervisor.person_id


def test_the_second_one_can_send_it_back(two: Twofold) -> None:
    case, _ = two.ready()
    two.first(case)
    two.looks(case)
    with unit_of_work(two.second) as work:
        return_case(work, two.now(case), asked=(Asked("", "The second search is not readable."),))
    assert two.now(case).stage is Stage.SEARCH
    two.begin(two.submit(case), two.supervisor)
    two.looks(case)
    with pytest.raises(Refused, match="Release it first"):
        two.release(case, two.second)


def test_who_released_first_counts_as_having_reviewed(
    session: Session, two: Twofold, settings: Settings
) -> None:
    case, _ = two.ready(findings=0)
    two.looks(case)
    two.first(case, two.second)
    assert two.second.person_id in reviewers_of(session, two.now(case)) & two.now(case).exposed
    at = clock_of(session).now()
    who = {"person_id": two.second.person_id}
    seat = {"chair": False, "seated_by": two.hr.person_id, "seated_at": at, "left_at": None}
    with pytest.raises(DatabaseError, match="gets a seat"):
        put(settings, BoardSeat, requisition_id=case.requisition_id, **who, **seat)


def test_the_database_wants_two_people_and_the_same_page(
    session: Session, two: Twofold, settings: Settings
) -> None:
    case, _ = two.ready(findings=0)
    row = two.first(case)
    first = {name: getattr(row, name) for name in ("case_id", "submission_id", "submitted_by", "released_at")}
    page, by = row.fingerprint, two.supervisor.person_id
    session.rollback()
    for who, fingerprint in ((two.second.person_id, "0" * 64), (by, page)):
        with pytest.raises(DatabaseError, match="this very page first"):
            store(two, case, partial(release_row, session, case, who, fingerprint=fingerprint))
        session.rollback()
    own = first | {"submitted_by": two.second.person_id}
    with pytest.raises(DatabaseError, match="not_by_who_submitted"):
        put(settings, FirstRelease, **own, turn=2, fingerprint=page, released_by=two.second.person_id)
    with pytest.raises(DatabaseError, match="can only be added to"):
        alter(settings, FirstRelease, row.id, released_by=two.second.person_id)
    with pytest.raises(DatabaseError, match="two_releasers of requisitions cannot be changed"):
        alter(settings, Requisition, case.requisition_id, two_releasers=None)


def test_one_releaser_is_enough_where_two_were_not_chosen(unit: Reviewed) -> None:
    case, _ = unit.ready(findings=0)
    with pytest.raises(Refused, match="takes one releaser"), unit_of_work(unit.supervisor) as work:
        release_first(work, unit.now(case))


def test_too_few_people_are_told_at_the_requisition(context: None, people: People) -> None:
    people.make("Lt. Ama Okafor", Role.SUPERVISOR)
    people.make("Dana Ruiz", Role.INVESTIGATOR)
    drawn_up(people)
    with (
        pytest.raises(Refused, match="There are too few"),
        unit_of_work(people.make("Priya Nair", Role.HR_ADMIN)) as work,
    ):
        create_requisition(
            work,
            title="Officer 2026-B",
            position_class=PositionClass.SWORN,
            incumbents=False,
            profile=("ct", 2),
            protocol=("social-media", 1),
            two_releasers=True,
        )


def test_queue_and_pages_say_what_waits(app: Flask, people: People) -> None:
    with app.app_context():
        two = Twofold(people)
        case, _ = two.ready()
        two.no_tie(case, two.second)
    okafor, voss = people.browser(two.supervisor), people.browser(two.second)
    offered = unescape(okafor.get(f"/review/{case.reference}/decide").get_data(as_text=True))
    assert "Release to the board: first of two" in offered
    assert "takes two releasers" in offered
    assert supervisor_decides(okafor, case.reference, "first").status_code == 303
    for browser, words in ((okafor, "You released it first."), (voss, "Waiting for a second releaser")):
        assert words in browser.get("/review").get_data(as_text=True)
    assert "Waiting for a second releaser" in voss.get(f"/review/{case.reference}").get_data(as_text=True)
    assert "Nobody to confirm it" not in offered
    mine = unescape(okafor.get(f"/review/{case.reference}/decide").get_data(as_text=True))
    assert "You released this first" in mine
    assert 'value="release"' not in mine
    assert "Close with no job-related findings" in mine
    assert "Why nothing goes to the board" in mine, "what is offered can be filled in"
    theirs = unescape(voss.get(f"/review/{case.reference}/decide").get_data(as_text=True))
    assert "Confirm: release to the board" in theirs
    assert supervisor_looks(voss, case.reference).status_code == 200
    assert supervisor_decides(voss, case.reference, "release").status_code == 303
    with app.app_context():
        assert two.now(case).stage is Stage.RELEASED
        assert not queue_of(db.session, two.second.person_id, clock_of(db.session).now()).waiting
        with pytest.raises(Refused), unit_of_work(two.supervisor) as work:
            release_packet(work, two.now(case))
