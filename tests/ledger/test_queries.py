"""The ledger is read in words, newest first, a page at a time, in one statement."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.ledger.conftest import write
from tracker.cases.timeline import dimension_names
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.entries import Entry
from tracker.ledger.events import OPENINGS, Event
from tracker.ledger.journal import record
from tracker.ledger.queries import _line, ledger_page, ledger_size
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.vocabulary import Direction

DANA = Actor(UUID(int=5), Role.INVESTIGATOR, "Dana Ruiz")
SAM = Actor(UUID(int=6), Role.SUPERVISOR, "Sam Okafor")
CASE, OTHER_CASE = UUID(int=44), UUID(int=45)


@pytest.fixture
def story(session: Session, clock: FixedClock) -> None:
    """A few acts of two people on two cases, an hour apart."""
    clock.set(NOON + timedelta(hours=1))
    with unit_of_work(SAM) as work:
        record(
            work, Event.CASE_ASSIGNED, about=("case", "C-26-7KQ4M"), case_id=CASE, investigator=DANA.person_id
        )
    clock.advance(timedelta(hours=1))
    with unit_of_work(DANA) as work:
        record(
            work,
            Event.SEARCH_LOGGED,
            case_id=CASE,
            step="04",
            step_title="Instagram",
            result="nothing-found",
            place="instagram.com",
            method="public",
        )
    clock.advance(timedelta(hours=1))
    with unit_of_work(DANA) as work:
        record(
            work,
            Event.ROUTE_DENIED,
            case_id=OTHER_CASE,
            outcome="denied",
            endpoint="findings.notes",
            permission="read-note",
        )


def test_lines_are_sentences(session: Session, story: None) -> None:
    page = ledger_page(session, limit=3)
    names = {str(DANA.person_id): DANA.name, str(SAM.person_id): SAM.name}
    assert page.people == {DANA.person_id, SAM.person_id}
    assert [line.sentence(names) for line in page.lines] == [
        "Dana Ruiz was not allowed to open an evidence note",
        "Dana Ruiz logged a search in step 04, “Instagram”: nothing found",
        "Sam Okafor assigned case C-26-7KQ4M to Dana Ruiz",
    ]
    refusal, search, assignment = page.lines
    assert (refusal.denied, refusal.opening, refusal.about) == (True, True, None)
    assert (search.denied, search.opening, search.about, search.case_id) == (False, False, None, CASE)
    assert assignment.at == NOON + timedelta(hours=1)
    assert assignment.sentence({}).startswith(str(SAM.person_id))


def test_a_job_dimension_is_called_as_the_agency_calls_it(session: Session) -> None:
    with unit_of_work(DANA) as work:
        told = {"direction": Direction.FAVOURABLE, "dimension": "risk-taking"}
        record(work, Event.FINDING_OPENED, about=("finding", "F-7KQ4M2"), case_id=CASE, **told)
    (line,) = ledger_page(session, limit=1).lines
    names = dimension_names() | {str(DANA.person_id): DANA.name}
    assert line.sentence(names) == "Dana Ruiz wrote finding F-7KQ4M2: favorable, lawful conduct and risk"
    assert line.sentence({}).endswith("favorable, risk taking"), "one that is on the list no more is spelled"


def test_filters(session: Session, story: None) -> None:
    def events(**given: object) -> list[str]:
        return [line.event for line in ledger_page(session, **given).lines]  # type: ignore[arg-type]  # a test's own names

    assert events(case_id=CASE) == ["SEARCH_LOGGED", "CASE_ASSIGNED"]
    assert events(case_id=OTHER_CASE) == ["ROUTE_DENIED"]
    assert events(actor_id=SAM.person_id) == ["CASE_ASSIGNED"]
    assert events(events=OPENINGS) == ["ROUTE_DENIED"]
    assert events(events=["CASE_ASSIGNED", "SEARCH_LOGGED"]) == ["SEARCH_LOGGED", "CASE_ASSIGNED"]
    assert events(since=NOON + timedelta(hours=2)) == ["ROUTE_DENIED", "SEARCH_LOGGED"]
    assert events(since=NOON + timedelta(hours=2), case_id=CASE, actor_id=DANA.person_id) == ["SEARCH_LOGGED"]
    assert events(case_id=UUID(int=1)) == []


def test_pages_follow_one_another(session: Session) -> None:
    write(9, rows=False)
    size = ledger_size(session)
    seen: list[int] = []
    page = ledger_page(session, limit=4)
    while True:
        seen += [line.idx for line in page.lines]
        if page.before is None:
            break
        page = ledger_page(session, limit=4, before=page.before)
    assert seen == list(reversed(range(size)))


def test_a_page_that_is_just_full_is_the_last(session: Session) -> None:
    write(2, rows=False)
    assert ledger_page(session, events=["CAPTURES_SWEPT"], limit=2).before is None


@pytest.mark.parametrize("lines", [10, 1000])
def test_one_statement_however_many_lines(session: Session, lines: int) -> None:
    with unit_of_work(SYSTEM) as work:
        for number in range(lines):
            record(work, Event.CAPTURES_SWEPT, count=number)
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        ledger_page(session, events=["CAPTURES_SWEPT"], since=NOON)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert [statement for statement in seen if statement.startswith("SELECT")] == seen[-1:]


@pytest.mark.parametrize("entry", [("LONG_FORGOTTEN", {"x": 1}), ("SEARCH_LOGGED", {"older": 1})])
def test_an_act_that_is_no_longer_known_is_said_plainly(entry: tuple[str, dict[str, int]]) -> None:
    name, params = entry
    line = _line(
        Entry(idx=0, at=NOON, actor="a", role="it", event=name, about=("search", "S-7KQ4M2"), params=params)
    )
    assert line.sentence({"a": "Dana Ruiz"}) == f"Dana Ruiz: {name.lower().replace('_', ' ')} S-7KQ4M2"
