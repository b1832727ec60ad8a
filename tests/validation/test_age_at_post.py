"""The age at a post: HR keeps a month that nobody is shown, and it holds back what is from before it."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.around import put
from tests.factories.release import Reviewed
from tests.factories.requisitions import hr
from tests.pages.filled import send, shown, text_of
from tests.people import People
from tracker.cases.age_windows import age_window, age_window_state, set_age_window
from tracker.cases.models import AgeWindow
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.models import FindingVersion
from tracker.findings.queries import finding_of
from tracker.policy.answers import Denied, Overtaken, Refused
from tracker.policy.posting import About, Month, Window
from tracker.settings import Settings
from tracker.validation.check_page import judged_finding


@pytest.mark.clause("Hamden D.6")
def test_a_post_from_before_the_window_holds_the_release_and_the_month_stays_sealed(
    context: None, people: People, unit: Reviewed, session: Session
) -> None:
    case, (finding,) = unit.ready(posted_on=date(2025, 5, 4))
    assert judged_finding(session, case, finding).facts.posted.age is Window.CANNOT_TELL
    with unit_of_work(hr(people)) as work:
        set_age_window(work, case, month="2025-05", seen="0")
    with pytest.raises(Refused, match="before turning 18"):
        unit.release(unit.now(case))
    with pytest.raises(Overtaken), unit_of_work(hr(people)) as work:
        set_age_window(work, case, month="2023-01", seen="0")
    with pytest.raises(Denied), unit_of_work(unit.supervisor) as work:
        set_age_window(work, case, month="2023-01", seen="1")
    with unit_of_work(hr(people)) as work:
        set_age_window(work, case, month="2025-04", seen="1")
    assert age_window(session, case.case_id) == Month(2025, 4)
    unit.release(unit.now(case))
    cells = session.scalars(sa.select(AgeWindow.month)).all()
    assert not any(b"2025-0" in cell for cell in cells)


def test_about_a_month_is_kept_by_its_first_day_and_an_old_post_is_out(
    context: None, unit: Reviewed, session: Session
) -> None:
    case = unit.searched()
    about = unit.finding(case, posted_on=date(2025, 5, 14), posted_about=About.MONTH)
    old = unit.finding(case, posted_on=date(2019, 5, 4))
    row = finding_of(session, case.case_id, about)
    assert (row.posted_on, row.posted_about, row.posted_words) == (date(2025, 5, 1), About.MONTH, "May 2025")
    assert judged_finding(session, case, about).facts.posted.recency is Window.INSIDE
    assert judged_finding(session, case, old).facts.posted.recency is Window.OUTSIDE
    unit.screen(case, about, "Fresh words about a food drive in town.")
    assert finding_of(session, case.case_id, about).posted_about is About.MONTH


def test_hr_enters_the_month_and_no_page_says_it_again(app: Flask, people: People) -> None:
    with app.app_context():
        unit = Reviewed(people)
        case = unit.searched()
        finding = unit.finding(case, posted_on=date(2025, 5, 4))
    priya, dana = people.browser(hr(people)), people.browser(unit.dana)
    place, checks = (
        f"/admin/candidates/{case.reference}/age",
        f"/cases/{case.reference}/findings/{finding}/validate",
    )
    assert "cannot be told whether it is in the window" in shown(dana, checks)
    assert "such as 2019-06" in text_of(send(priya, place, month="June 2019"), 409)
    typed = text_of(send(priya, place, month=""), 422)
    assert "such as 2019-06" in typed
    assert 'value="1920-01"' in text_of(send(priya, place, month="1920-01"), 409)
    assert send(priya, place, month="2025-06").status_code == 303
    again = shown(priya, place)
    assert "A month is on record, set by Priya Nair" in again
    assert "2025-06" not in again
    seen = shown(dana, checks)
    assert "Out of the window of the candidate" in seen.replace("&#39;", "'")
    assert "before turning 18" in seen
    timeline = shown(dana, f"/cases/{case.reference}/timeline")
    assert "set the age window" in timeline
    for page in (seen, timeline, shown(dana, f"/cases/{case.reference}/findings/{finding}")):
        assert "2025-06" not in page
        assert "June 2025" not in page
    shown(dana, place, 403)
    shown(priya, "/admin/candidates/C-26-00000/age", 404)


def test_the_walls_of_the_month_and_of_about(
    context: None, people: People, unit: Reviewed, session: Session, settings: Settings
) -> None:
    case = unit.searched()
    finding = unit.finding(case)
    with unit_of_work(hr(people)) as work:
        kept = set_age_window(work, case, month="2019-06", seen="0")
    now = clock_of(db.session).now()
    with pytest.raises(DatabaseError, match="only HR keeps the month"):
        put(
            settings,
            AgeWindow,
            case_id=case.case_id,
            turn=2,
            month=b"x",
            set_by=unit.dana.person_id,
            set_at=now,
        )
    for change in ("UPDATE age_windows SET turn = 3", "DELETE FROM age_windows"):
        with pytest.raises(DatabaseError):
            session.execute(sa.text(change))
        session.rollback()
    row = session.scalars(sa.select(FindingVersion)).one()
    same = {
        c.name: getattr(row, c.name)
        for c in FindingVersion.__table__.columns
        if c.name not in ("id", "version")
    }
    for wrong in ({"posted_about": "decade"}, {"posted_about": "year", "posted_on": None}):
        with pytest.raises(DatabaseError, match="stands for all of it"):
            put(settings, FindingVersion, **{**same, "number": 2, **wrong})
    assert finding_of(session, case.case_id, finding).number == 1
    state = age_window_state(session, case.case_id)
    assert state is not None
    assert (state.turn, state.name, kept.turn) == (1, "Priya Nair", 1)
