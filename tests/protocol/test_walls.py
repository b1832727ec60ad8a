"""The database itself holds what must hold for ever, whoever writes to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from tests.factories.protocol import TIKTOK, Bench
from tests.walls import ADDED_TO, KEPT, REPLACED, broken, refused
from tracker.db import Record, db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.protocol import differing, voiding
from tracker.protocol.models import Request, RequestRuling, SearchEntry, SearchVoid, StepOutcome

pytestmark = pytest.mark.usefixtures("context")

TABLES = (Request, RequestRuling, SearchEntry, SearchVoid, StepOutcome)


def around(statement: Any) -> None:
    """Send a statement past the application."""
    with db.engine.begin() as connection:
        connection.execute(statement)


def table_of(model: type[Record]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


@pytest.fixture
def worked(bench: Bench, case: CaseFacts) -> CaseFacts:
    """A case with a row in each of the room's tables."""
    with unit_of_work(bench.dana) as work:
        asked = differing.ask_excuse(
            work, case, step="15", excuse_code="no-handle", reason="None is known."
        ).reference
    bench.no_tie(case, bench.supervisor)
    with unit_of_work(bench.supervisor) as work:
        differing.rule_request(work, case, request=asked, approve=True, reason="None was named.")
    search = bench.log(case)
    with unit_of_work(bench.dana) as work:
        voiding.void_search(work, case, search=search, reason="It was the wrong step.")
    return case


def copied(session: Session, model: type[Record], **changes: object) -> dict[str, Any]:
    """Return a row of a table as values for another one."""
    table = table_of(model)
    row = session.execute(select(table)).mappings().first()
    assert row is not None
    values = {**row, "id": UUID(int=7)} | changes
    if "reference" in values:
        values["reference"] = "S-ZZZZZZ"
    session.rollback()
    return values


def bench_dana(session: Session) -> UUID:
    """Return who has the case, and so may close its steps."""
    return session.scalars(select(SearchEntry.logged_by)).one()


@pytest.mark.parametrize("model", TABLES)
def test_rows_are_never_changed_or_deleted(session: Session, worked: CaseFacts, model: type[Record]) -> None:
    assert session.scalars(select(model)).first() is not None
    session.rollback()
    table = table_of(model)
    with refused(ADDED_TO):
        around(update(table).values(version=2))
    with refused(KEPT):
        around(delete(table))


@pytest.mark.clause("Hamden D.5")
def test_nobody_rules_on_their_own_request(session: Session, bench: Bench, case: CaseFacts) -> None:
    with unit_of_work(bench.dana) as work:
        request = differing.ask_excuse(
            work, case, step="15", excuse_code="no-handle", reason="None is known."
        )
        request_id = request.id
    own = {
        "id": UUID(int=7),
        "version": 1,
        "request_id": request_id,
        "approved": True,
        "reason": b"sealed",
        "ruled_by": bench.dana.person_id,
        "ruled_at": case_moment(session),
    }
    with refused("they searched in, have or had|only a supervisor rules"):
        around(insert(table_of(RequestRuling)).values(**own, asked_by=bench.dana.person_id))
    # Nor by saying that somebody else had asked.
    own["ruled_by"] = bench.supervisor.person_id
    with refused("not_by_who_asked"):
        around(insert(table_of(RequestRuling)).values(**own, asked_by=bench.supervisor.person_id))
    with refused(broken("fk_request_rulings_request_id", "FOREIGN KEY")):
        around(insert(table_of(RequestRuling)).values(**own, asked_by=UUID(int=9)))


def case_moment(session: Session) -> object:
    from tracker.db import clock_of

    return clock_of(session).now()


@pytest.mark.clause("Hampton F.2")
def test_no_search_goes_beyond_public_without_a_grant(session: Session, worked: CaseFacts) -> None:
    for method in ("together-session", "candidate-export"):
        values = copied(session, SearchEntry, method=method)
        with refused("beyond_public_by_grant"):
            around(insert(table_of(SearchEntry)).values(**values))


def test_no_search_is_logged_ahead_or_elsewhere(session: Session, bench: Bench, worked: CaseFacts) -> None:
    other = bench.ready("Andre Whitfield", (TIKTOK,))
    request_id = session.scalar(select(Request.id))
    logged_at = session.scalar(select(SearchEntry.logged_at))
    assert logged_at is not None
    elsewhere = {"case_id": other.case_id, "request_id": request_id}
    for changes, words in (
        ({"searched_at": logged_at.replace(year=logged_at.year + 1)}, "not_in_the_future"),
        ({"department_device": False}, "on_a_department_device"),
        ({"pages_seen": -1}, "pages_not_negative"),
        (elsewhere, broken("fk_search_entries_request_id", "FOREIGN KEY")),
    ):
        with refused(words):
            around(insert(table_of(SearchEntry)).values(**copied(session, SearchEntry, **changes)))


@pytest.mark.clause("Hamden D.5")
def test_no_step_is_excused_without_a_request(session: Session, worked: CaseFacts) -> None:
    by_dana = bench_dana(session)
    values = copied(session, StepOutcome, request_id=None, number=9, recorded_by=by_dana)
    with refused("excused_by_request"):
        around(insert(table_of(StepOutcome)).values(**values))


def test_two_outcomes_never_have_one_number(session: Session, worked: CaseFacts) -> None:
    with refused(broken("uq_step_outcomes", REPLACED)):
        around(insert(table_of(StepOutcome)).values(**copied(session, StepOutcome)))
