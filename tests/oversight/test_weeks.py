"""Weekly reviews: signed once a week is over, by somebody else than it is about, and kept as signed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.factories.around import put
from tests.factories.oversight import Audit
from tests.pages.oversight import auditor_opens
from tests.people import Browser, People
from tests.walls import refused
from tracker.cases.openings import Thing, record_opening
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.oversight.models import WeeklyReview
from tracker.policy.actors import Actor, Role
from tracker.settings import Settings

WEEKS = "/audit/access/weeks"
FOUND = "Asked Dana Ruiz: she worked late for a hearing on the case."
NIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
"""Four in the morning, by the agency's clock, in the week from March 9."""


@pytest.fixture
def audit(app: Flask, people: People, clock: FixedClock) -> Audit:
    """A requisition, its auditor, and a case that was opened at night, in a week that is over."""
    with app.app_context():
        audit = Audit(people)
        case = audit.case("Andre Whitfield")
        opens_at_night(audit.dana, case.case_id, case.reference, clock)
    clock.set(NIGHT + timedelta(days=7))
    return audit


def opens_at_night(person: Actor, case_id: UUID, reference: str, clock: FixedClock) -> None:
    """Open a case when the office does not work."""
    clock.set(NIGHT)
    with unit_of_work(person) as work:
        record_opening(work, case_id=case_id, thing=Thing.CASE, reference=reference)


def signed(browser: Browser, *, said: str = FOUND, week: str = "2026-03-09") -> tuple[int, str]:
    """Sign a week on its page, and return the status and the words of what comes."""
    token = re.search(r'name="csrf_token" [^>]*value="([^"]*)"', browser.get(WEEKS).text)
    values = {"csrf_token": token[1] if token else "", "week": week, "said": said}
    answer = browser.post(WEEKS, data=values)
    if answer.status_code == 303:
        answer = browser.get(answer.headers["Location"])
        return 303, " ".join(answer.text.split())
    return answer.status_code, " ".join(answer.text.split())


@pytest.mark.clause("Hampton D.1")
def test_a_week_is_looked_at_and_signed(app: Flask, people: People, audit: Audit) -> None:
    auditor = people.browser(audit.auditor)
    page = " ".join(auditor_opens(auditor, WEEKS).split())
    assert "Outside the agency" in page
    assert "To be signed" in page
    status, page = signed(auditor, said="")
    assert status == 409
    assert "Write what you found out about the openings that stand out" in page
    status, page = signed(auditor)
    assert status == 303
    assert "The review is signed" in page
    assert FOUND in page
    status, page = signed(auditor, said="Looked again: the hearing was on the court's list.")
    assert status == 303
    assert FOUND in page, "the first review stays"
    with app.app_context():
        rows = db.session.scalars(select(WeeklyReview).order_by(WeeklyReview.number)).all()
        assert [(one.week, one.number, one.own) for one in rows] == [
            (date(2026, 3, 9), 1, False),
            (date(2026, 3, 9), 2, False),
        ]
        assert rows[0].stood_out == sum(rows[0].told.values()) > 0
    ledger = auditor_opens(auditor, "/audit/ledger?event=WEEK_REVIEWED")
    assert "signed the review of the week from March 9, 2026" in " ".join(ledger.split())


def test_a_missed_week_is_told_where_an_auditor_begins(
    people: People, audit: Audit, clock: FixedClock
) -> None:
    assert "not signed in time" not in auditor_opens(people.browser(audit.auditor), "/audit/uniformity")
    clock.set(NIGHT + timedelta(days=14))
    told = " ".join(auditor_opens(people.browser(audit.auditor), "/audit/uniformity").split())
    assert "1 week was not signed in time" in told
    assert "not signed in time" not in auditor_opens(people.browser(audit.supervisor), "/audit/uniformity")
    status, page = signed(people.browser(audit.auditor))
    assert status == 303
    assert "Signed late" in page
    assert "not signed in time" not in auditor_opens(people.browser(audit.auditor), "/audit/uniformity")


def test_whoever_stands_out_leaves_it_to_another_auditor(
    app: Flask, people: People, audit: Audit, clock: FixedClock
) -> None:
    with app.app_context():
        case = audit.case("Rosa Delgado")
        opens_at_night(audit.auditor, case.case_id, case.reference, clock)
        clock.set(NIGHT + timedelta(days=7))
    alone = people.browser(audit.auditor)
    assert "another auditor signs it" not in auditor_opens(alone, WEEKS)
    people.make("Ines Auditor", Role.AUDITOR)
    assert "another auditor signs it" in auditor_opens(alone, WEEKS)
    status, page = signed(alone)
    assert status == 409
    assert "another auditor signs it" in page


@pytest.mark.parametrize(
    "week", ["", "2026-03-16", "2026-03-10", "2019-01-07", "x", "9999-12-27", "2026-03-09T00:00:00"]
)
def test_only_weeks_that_are_over_and_listed_are_signed(
    app: Flask, people: People, audit: Audit, week: str
) -> None:
    auditor = people.browser(audit.auditor)
    status, page = signed(auditor, week=week)
    assert status == 409
    assert FOUND in page, "nothing typed is lost"
    assert auditor.get(f"{WEEKS}?week={week}").status_code in (200, 404)
    with app.app_context():
        assert not db.session.scalars(select(WeeklyReview.week)).all()


def test_the_database_takes_reviews_of_auditors_in_turn_alone(
    app: Flask, people: People, audit: Audit, settings: Settings
) -> None:
    values = {
        "week": date(2026, 3, 9),
        "number": 1,
        "size": 1,
        "openings": 1,
        "people": 1,
        "stood_out": 0,
        "told": {},
        "own": False,
        "signed_at": NIGHT,
    }
    with app.app_context():
        with refused("a week is signed by an auditor"):
            put(settings, WeeklyReview, id=uuid4(), **values, signed_by=audit.dana.person_id)
        late = values | {"number": 3, "signed_by": audit.auditor.person_id}
        with refused("numbered one after the other"):
            put(settings, WeeklyReview, id=uuid4(), **late)
    assert signed(people.browser(audit.auditor))[0] == 303
    with app.app_context(), refused("rows are never changed"), db.engine.begin() as connection:
        connection.execute(text("UPDATE weekly_reviews SET stood_out = 0"))
