"""Going around the application, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.factories.release import Reviewed
from tracker.board.models import Packet
from tracker.cases.models import Case
from tracker.db import Record, db, unit_of_work
from tracker.findings.models import Finding
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM
from tracker.policy.facts import CaseFacts
from tracker.release.models import FindingRuling, Release, Return, ReturnAnswer, Submission

TABLES = ("preview_approvals", "releases", "returns", "return_answers", "finding_rulings")


def sql(session: Session, statement: str) -> None:
    """Run a statement past everything."""
    session.rollback()
    try:
        session.connection().execute(text(statement))
    finally:
        session.rollback()


def store(unit: Reviewed, case: CaseFacts, make: Callable[[], Record]) -> None:
    """Store a row past its service."""
    with unit_of_work(unit.supervisor) as work:
        record(work, Event.CASE_RECALLED, about=("case", case.reference), case_id=case.case_id)
        work.add(make())


def release_row(session: Session, case: CaseFacts, released_by: UUID, **changes: Any) -> Release:
    """Return a release that the case could have, by somebody."""
    submission = session.query(Submission).filter(Submission.case_id == case.case_id).one()
    values: dict[str, Any] = {
        "reference": "R-AAAAAA",
        "case_id": case.case_id,
        "number": 1,
        "submission_id": submission.id,
        "submitted_by": submission.submitted_by,
        "packet_id": uuid4(),
        "fingerprint": "0" * 64,
        "correction_reason": None,
        "released_by": released_by,
        "released_at": submission.submitted_at,
    }
    return Release(**(values | changes))


def packet_row(session: Session, case: CaseFacts, edition: int) -> Packet:
    """Return a packet of a case with any number."""
    row = session.get_one(Case, case.case_id)
    return Packet(
        reference=f"B-{uuid4().hex[:6].upper()}",
        case_id=case.case_id,
        requisition_id=row.requisition_id,
        edition=edition,
        candidate_name=b"\x01",
        page=b"\x01",
        words=1,
        fingerprint="0" * 64,
        released_at=row.opened_at,
        correction=None if edition == 1 else b"\x01",
    )


@pytest.fixture
def released(unit: Reviewed) -> CaseFacts:
    """A released case whose one finding was ruled on."""
    case, (finding,) = unit.ready()
    unit.rule(case, finding, withhold=False)
    unit.release(case)
    return unit.now(case)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_only_added(session: Session, released: CaseFacts, unit: Reviewed, table: str) -> None:
    if table.startswith("return"):
        return_one(session, released, unit.supervisor.person_id)
    for statement in (f"UPDATE {table} SET version = version + 1", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="never"):
            sql(session, statement)


def return_one(session: Session, case: CaseFacts, by: UUID) -> None:
    """See to it that there is a return to go around."""
    submission = session.query(Submission).filter(Submission.case_id == case.case_id).one()
    with unit_of_work(SYSTEM) as work:
        record(work, Event.CASE_RECALLED, about=("case", case.reference), case_id=case.case_id)
        returned = work.add(
            Return(
                submission_id=submission.id,
                reasons=b"\x01",
                returned_by=by,
                returned_at=submission.submitted_at,
            )
        )
        work.session.flush()
        work.add(
            ReturnAnswer(
                return_id=returned.id,
                ask=0,
                turn=1,
                words=b"\x01",
                answered_by=submission.submitted_by,
                answered_at=submission.submitted_at,
            )
        )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("fingerprint = 'x'", "of submissions cannot be changed"),
        ("submitted_by = (SELECT id FROM people WHERE id <> submitted_by LIMIT 1)", "cannot be changed"),
        ("number = 9", "of submissions cannot be changed"),
        ("opened_at = submitted_at", "of submissions can be set only once"),
        ("recalled_at = submitted_at", "opened_or_recalled"),
    ],
)
def test_a_submission_keeps_what_it_was(session: Session, unit: Reviewed, change: str, why: str) -> None:
    case, _ = unit.ready(findings=0)
    unit.searched_too(case, unit.brown)
    later = "2026-03-10 12:00:00+00:00"
    change = change.replace("submitted_at", f"'{later}'") if "_at =" in change else change
    with pytest.raises(DatabaseError, match=why):
        sql(session, f"UPDATE submissions SET version = version + 1, {change}")
    with pytest.raises(DatabaseError, match="never deleted"):
        sql(session, "DELETE FROM submissions")


@pytest.mark.clause("Hamden D.6")
def test_no_release_by_who_submitted(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready(findings=0)
    brown = unit.brown.person_id
    with pytest.raises(DatabaseError, match="not_by_who_submitted"):
        store(unit, case, lambda: release_row(session, case, brown, submitted_by=brown))


def test_no_release_of_another_cases_submission(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready(findings=0)
    other, _ = unit.ready("Andre Whitfield", findings=0)
    with unit_of_work(SYSTEM) as work:
        record(work, Event.CASE_RECALLED, about=("case", other.reference), case_id=other.case_id)
        packet = work.add(packet_row(session, other, 1)).id
    brown, sqlite = unit.brown.person_id, db.engine.dialect.name == "sqlite"
    changes = {"case_id": other.case_id, "packet_id": packet}
    with pytest.raises(DatabaseError, match="FOREIGN KEY" if sqlite else "fk_releases_submission"):
        store(unit, case, lambda: release_row(session, case, brown, **changes))
    store(unit, other, lambda: release_row(session, other, brown, packet_id=packet))


def test_no_correction_without_a_reason(session: Session, unit: Reviewed) -> None:
    case, _ = unit.ready(findings=0)
    with pytest.raises(DatabaseError, match="corrected_with_reason"):
        store(unit, case, lambda: release_row(session, case, unit.brown.person_id, number=2))


@pytest.mark.parametrize("edition", [0, 1, 3, 9])
def test_editions_follow_one_another(
    session: Session, released: CaseFacts, unit: Reviewed, edition: int
) -> None:
    with pytest.raises(DatabaseError, match="editions of a packet follow"):
        store(unit, released, lambda: packet_row(session, released, edition))


def test_the_first_edition_is_the_first(session: Session, unit: Reviewed) -> None:
    case = unit.searched()
    with pytest.raises(DatabaseError, match="editions of a packet follow"):
        store(unit, case, lambda: packet_row(session, case, 2))


@pytest.mark.clause("Hampton A.10")
def test_nothing_is_withheld_without_a_reason(session: Session, unit: Reviewed) -> None:
    case = unit.searched()
    finding = unit.finding(case)
    row = session.query(Finding).filter(Finding.reference == finding).one()
    with pytest.raises(DatabaseError, match="withheld_with_reason"):
        store(
            unit,
            case,
            lambda: FindingRuling(
                finding_id=row.id,
                turn=1,
                ruling="withheld",
                in_review=True,
                reason=None,
                ruled_by=unit.supervisor.person_id,
                ruled_at=row.opened_at,
            ),
        )
