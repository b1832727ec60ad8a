"""Incidents: recorded with a clock, added to, closed by another, read as far as each needs, never changed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from tests.factories.around import put
from tests.factories.cases import case_of, investigator
from tests.factories.requisitions import opened
from tests.pages.filled import send, text_of
from tests.people import People
from tests.walls import refused
from tracker.checkpointing import make_checkpoint
from tracker.clock import FixedClock, agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.queries import ledger_size
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Denied, Refused
from tracker.policy.incidents import IncidentKind, LineWords
from tracker.policy.wording import moment
from tracker.records.incidents import incident_rows, incident_view
from tracker.records.models_incidents import Incident, IncidentCase, IncidentClosing, IncidentLine
from tracker.records.recording_incidents import add_line, close_record, name_cases, record_incident
from tracker.settings import Settings

LIST = "/audit/incidents"
FOUND = "A clerk found printed pages in the tray of the printer"
DONE = "The pages were locked away at once"
TOLD = "By telephone, with what was known then"
OVER = "Nobody else had read the pages"


def counsel(people: People) -> Actor:
    """Return the auditor or counsel."""
    return people.make("Ellen Voss", Role.AUDITOR)


def chief(people: People) -> Actor:
    """Return the Chief."""
    return people.make("Chief Avery Stone", Role.CHIEF)


def machine_keeper(people: People) -> Actor:
    """Return whoever keeps the machine running."""
    return people.make("Ray Kowalski", Role.IT)


def recorded(person: Actor, at: datetime, cases: str = "") -> str:
    """Record an incident and return its reference."""
    with unit_of_work(person) as work:
        return record_incident(work, IncidentKind.SEEN, FOUND, at, cases).reference


@pytest.mark.clause("Hampton D.1")
def test_an_incident_is_recorded_worked_on_and_closed_on_pages(
    app: Flask, people: People, clock: FixedClock
) -> None:
    with app.app_context():
        case, other = (case_of(people, opened(people), name) for name in ("Rosa Delgado", "Andre Whitfield"))
        others = people.make("Ines Auditor", Role.AUDITOR)
    voss, stone = people.browser(counsel(people)), people.browser(chief(people))
    it, ines = people.browser(machine_keeper(people)), people.browser(others)
    assert "No incident is open" in text_of(voss.get(LIST))
    wrong = send(voss, f"{LIST}/new", kind="seen", found=FOUND, cases=f"{case.reference}, C-26-ZZZZZ")
    assert wrong.status_code == 409
    assert "No case has the reference C-26-ZZZZZ." in wrong.text
    assert FOUND in wrong.text, "nothing typed is lost"
    made = send(voss, f"{LIST}/new", kind="seen", found=FOUND, cases=case.reference.lower())
    assert made.status_code == 303
    page = made.headers["Location"]
    clock.set(clock.now() + timedelta(minutes=25))
    shown = text_of(stone.get(page))
    assert "25 minutes since the discovery" in shown
    assert FOUND in shown
    assert case.reference in shown
    for_it = text_of(it.get(page))
    assert FOUND in for_it
    assert "1 case" in for_it
    assert case.reference not in for_it, "IT sees no case"
    assert "Nothing is written yet of what was done. Add a line first." in shown
    assert send(it, page, f"{page}/lines", words=DONE).status_code == 303
    assert send(stone, page, f"{page}/lines", words=TOLD, whom="City Attorney").status_code == 303
    assert send(voss, page, f"{page}/cases", cases=other.reference).status_code == 303
    shown = text_of(voss.get(page))
    assert "Told: City Attorney." in shown
    assert other.reference in shown
    assert "The person who recorded an incident cannot close it." in shown
    assert send(ines, page, f"{page}/close", reason="over").status_code == 409
    assert send(ines, page, f"{page}/close", reason=OVER).status_code == 303
    clock.set(clock.now() + timedelta(days=9))
    voss = people.browser(counsel(people))
    shown = text_of(voss.get(page))
    assert "25 minutes after the discovery" in shown, "the clock stands"
    assert OVER in shown
    assert f'action="{page}' not in shown, "nothing is added to what is closed"
    ledger = text_of(voss.get("/audit/ledger"))
    assert "Ines Auditor closed incident" in ledger
    assert "somebody saw what they may not see" in ledger
    assert FOUND not in ledger, "the ledger holds no words of people"


def test_whoever_works_here_records_one_and_only_some_read_it(
    app: Flask, people: People, clock: FixedClock
) -> None:
    with app.app_context():
        dana, member = investigator(people), people.make("Miguel Reyes", Role.BOARD_MEMBER)
    browser = people.browser(dana)
    form = text_of(browser.get(f"{LIST}/new?kind=lost"))
    assert re.search(r'<input[^>]*value="lost"[^>]*\bchecked|<input[^>]*\bchecked[^>]*value="lost"', form)
    assert "Cases it touches" not in form
    assert browser.get(f"{LIST}/new?kind=<b>").status_code == 200
    sent = send(browser, f"{LIST}/new", kind="lost", found="My phone was stolen from the car")
    assert sent.status_code == 303
    assert "Auditors, the Chief and IT read it now" in text_of(browser.get(sent.headers["Location"]))
    assert browser.get(LIST).status_code == 403
    with app.app_context():
        reference = incident_rows(db.session)[0].reference
        assert incident_view(db.session, reference).cases == ()
    assert browser.get(f"{LIST}/{reference}").status_code == 403
    on_board = people.browser(member)
    assert on_board.get(f"{LIST}/new").status_code == 403
    assert f"{LIST}/new" in text_of(browser.get("/desk"))
    assert f"{LIST}/new" not in text_of(on_board.get("/board"))
    assert people.browser(counsel(people)).get(f"{LIST}/I-ZZZZZZ").status_code == 404


@pytest.mark.clause("Hampton D.1")
def test_the_agencys_own_period_is_kept_with_the_record(
    app: Flask, people: People, settings: Settings, clock: FixedClock
) -> None:
    with app.app_context():
        opened(people)
        now = clock_of(db.session).now()
        recorded(counsel(people), now)
        db.session.info["settings"] = settings.model_copy(update={"incident_hours": 1})
        timed = recorded(counsel(people), now)
        late = now + timedelta(hours=2)
        due = moment((now + timedelta(hours=1)).astimezone(agency_zone()))
    clock.set(late)
    voss = people.browser(counsel(people))
    listed = text_of(voss.get(LIST))
    assert listed.count("Nobody told in time") == 1
    page = f"{LIST}/{timed}"
    shown = " ".join(text_of(voss.get(page)).split())
    assert f"somebody was to be told by {due}, and nobody stands here as told" in shown
    assert send(voss, page, f"{page}/lines", words=TOLD, whom="City Attorney").status_code == 303
    assert "after the agency&#39;s own period" in text_of(voss.get(page)).replace("'", "&#39;")
    assert "36a-701b" in shown, "what the law says is cited, and counts nothing"


def test_who_may_not_does_not(app: Flask, people: People) -> None:
    with app.app_context():
        dana, voss, stone, ray = (make(people) for make in (investigator, counsel, chief, machine_keeper))
        case, now = case_of(people, opened(people)), clock_of(db.session).now()
        with pytest.raises(Denied):
            recorded(dana, now, case.reference)
        reference = recorded(voss, now, case.reference)
        line = LineWords(now, DONE)
        with pytest.raises(Denied), unit_of_work(dana) as work:
            add_line(work, reference, line)
        with pytest.raises(Denied), unit_of_work(ray) as work:
            name_cases(work, reference, case.reference)
        with pytest.raises(Denied), unit_of_work(ray) as work:
            close_record(work, reference, OVER)
        with unit_of_work(ray) as work:
            add_line(work, reference, line)
        size = ledger_size(db.session)
        with pytest.raises(Refused, match="Somebody else does"), unit_of_work(voss) as work:
            close_record(work, reference, OVER)
        with pytest.raises(Refused, match="stand there yet"), unit_of_work(stone) as work:
            name_cases(work, reference, case.reference)
        assert ledger_size(db.session) == size


def test_the_database_holds_incidents(app: Flask, people: People, settings: Settings) -> None:
    with app.app_context():
        voss, stone, dana = counsel(people), chief(people), investigator(people)
        now, case = clock_of(db.session).now(), case_of(people, opened(people))
        reference = recorded(voss, now)
        incident = incident_rows(db.session)[0].incident_id
        member = people.make("Miguel Reyes", Role.BOARD_MEMBER)
        row = {"kind": "seen", "discovered_at": now, "period_hours": 0, "found": b"x", "opened_at": now}
        line = {"incident_id": incident, "told": False, "at": now, "words": b"x", "written_at": now}
        by = {"incident_id": incident, "reason": b"x", "closed_at": now}
        with refused("recorded by staff"):
            put(settings, Incident, reference="I-ZZZZZZ", opened_by=member.person_id, **row)
        with refused("named by an auditor or the Chief"):
            put(
                settings,
                IncidentCase,
                incident_id=incident,
                case_id=case.case_id,
                named_by=dana.person_id,
                named_at=now,
            )
        with refused("written by an auditor, the Chief or IT"):
            put(settings, IncidentLine, number=1, written_by=dana.person_id, **line)
        with refused("numbered one after the other"):
            put(settings, IncidentLine, number=2, written_by=voss.person_id, **line)
        with refused("names_who_was_told"):
            put(settings, IncidentLine, number=1, written_by=voss.person_id, **(line | {"told": True}))
        with refused("does not close it"):
            put(settings, IncidentClosing, closed_by=voss.person_id, **by)
        with refused("closed by an auditor or the Chief"):
            put(settings, IncidentClosing, closed_by=dana.person_id, **by)
        with unit_of_work(voss) as work:
            add_line(work, reference, LineWords(now, DONE))
        with unit_of_work(stone) as work:
            close_record(work, reference, OVER)
        with refused("this incident is closed"):
            put(settings, IncidentLine, id=uuid4(), number=2, written_by=voss.person_id, **line)
        with refused("rows are never changed"), db.engine.begin() as connection:
            connection.execute(text("UPDATE incident_lines SET number = 7"))


def test_where_something_is_not_as_kept_the_page_leads_to_an_incident(
    app: Flask, people: People, settings: Settings
) -> None:
    with app.app_context():
        opened(people)
        kept = make_checkpoint()
    kept.unlink()
    browser = people.browser(machine_keeper(people))
    assert "/audit/incidents/new?kind=backup" in text_of(browser.get("/admin/system"))
