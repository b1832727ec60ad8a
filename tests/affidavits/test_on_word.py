"""A candidate who calls has access stopped by HR, on the candidate's word and by the candidate's own rule."""

from __future__ import annotations

import pytest

from tests.affidavits.conftest import Site
from tests.factories.affidavits import Round
from tests.people import Browser
from tracker.affidavits.access import stop_access
from tracker.affidavits.queries import grants, stoppable
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.facts import CaseFacts


def told(case: CaseFacts) -> list[tuple[str, str]]:
    """Return how access was stopped, and by whom."""
    found = db.session.execute(
        ledger_entries.select().where(
            ledger_entries.c.case_id == str(case.case_id), ledger_entries.c.event.startswith("ACCESS_STOPPED")
        )
    )
    return [(row.event, row.actor) for row in found]


@pytest.mark.clause("Hampton F.2")
def test_hr_stops_one_access_on_the_candidates_word_and_the_ledger_says_so(
    hiring: Round, case: CaseFacts, clock: FixedClock
) -> None:
    hiring.file(case)
    assert stoppable(db.session, case.case_id, clock.now()) == (1,)
    with unit_of_work(hiring.hr) as work:
        stop_access(work, hiring.now(case), number=1)
    assert grants(db.session, case.case_id)[0].stopped_at == clock.now()
    assert stoppable(db.session, case.case_id, clock.now()) == ()
    assert told(case) == [("ACCESS_STOPPED_ON_WORD", str(hiring.hr.person_id))]
    with pytest.raises(Refused, match="has ended already"), unit_of_work(hiring.hr) as work:
        stop_access(work, hiring.now(case), number=1)


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.HR_ADMIN])
def test_nobody_else_of_the_staff_stops_it(site: Site, clock: FixedClock, role: Role) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
        other = hiring.dana if role is Role.INVESTIGATOR else site.people.make("Sam Haddad", role)
        with pytest.raises(Denied), unit_of_work(other) as work:
            stop_access(work, hiring.now(site.case), number=1)
    page = site.desk(other).get(f"/admin/candidates/{site.case.reference}/access")
    assert page.status_code == 403
    with site.inside():
        assert stoppable(db.session, site.case.case_id, clock.now()) == (1,)


@pytest.fixture
def desk(site: Site) -> Browser:
    """HR's browser, with an affidavit filed that gives access to account 1."""
    with site.inside() as hiring:
        hiring.file(site.case)
    return site.desk(site.round.hr)


def test_the_page_names_no_account_and_asks_to_make_sure_who_calls(
    site: Site, desk: Browser, clock: FixedClock
) -> None:
    address = f"/admin/candidates/{site.case.reference}/access"
    assert f'href="{address}"' in desk.get(f"/admin/candidates/{site.case.reference}/invitation").text
    page = desk.get(address).text
    assert "Account 1" in page
    for word in ("Instagram", "marisol.pena", "All of them"):
        assert word not in page
    for typed, missing in (
        ({"sure": "y"}, "Choose which access"),
        ({"which": "1"}, "Tick that you made sure"),
    ):
        refused = desk.post(address, data=typed)
        assert refused.status_code == 422
        assert missing in refused.text
    with site.inside():
        assert stoppable(db.session, site.case.case_id, clock.now()) == (1,)
    done = desk.post(address, data={"which": "1", "sure": "y"})
    assert done.status_code == 303
    with site.inside():
        assert stoppable(db.session, site.case.case_id, clock.now()) == ()
        assert told(site.case) == [("ACCESS_STOPPED_ON_WORD", str(site.round.hr.person_id))]
    assert "There is no access to stop" in desk.get(address).text
    assert "Stopped on" in site.phone().get("/a/status").text


def test_before_anything_is_filed_nothing_is_offered(site: Site) -> None:
    desk = site.desk(site.round.hr)
    assert "There is no access to stop" in desk.get(f"/admin/candidates/{site.case.reference}/access").text
    invitation = desk.get(f"/admin/candidates/{site.case.reference}/invitation").text
    assert f"/admin/candidates/{site.case.reference}/access" not in invitation
    assert desk.get("/admin/candidates/C-26-NONE5/access").status_code == 404
