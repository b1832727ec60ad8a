"""Oversight writes its own records and nothing else, each permitted and told to the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories.oversight import Audit
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.db import UnitOfWork, unit_of_work
from tracker.ledger.queries import ledger_page
from tracker.ledger.report import Problem, Report, Verdict
from tracker.ledger.verify import verify
from tracker.oversight import service
from tracker.oversight.models import LedgerCheck
from tracker.policy.actors import Role
from tracker.policy.answers import Denied


def report_of(session: Session) -> Report:
    """Return what a check finds now."""
    make_checkpoint()
    return verify(session, witness_of(session), deep=True)


def test_a_sound_ledger_is_noted_by_auditor_or_it(audit: Audit, session: Session) -> None:
    for actor in (audit.auditor, audit.it):
        report = report_of(session)
        with unit_of_work(actor) as work:
            service.record_check(work, report)
        line = ledger_page(session, limit=1).lines[0]
        assert (line.event, line.actor_id) == ("LEDGER_CHECKED", str(actor.person_id))
    rows = session.scalars(select(LedgerCheck)).all()
    assert {(row.sound, row.problems, row.verdict, row.first_bad, row.told) for row in rows} == {
        (True, 0, None, None, None)
    }
    assert report_of(session).verdict is Verdict.SOUND


def test_what_is_broken_is_kept_in_words(audit: Audit, session: Session) -> None:
    problems = tuple(Problem("leaf", f"line {n} was changed", n) for n in range(3, 40))
    report = replace(
        report_of(session), verdict=Verdict.BROKEN, problems=problems, problem_count=37, first_bad=3
    )
    with unit_of_work(audit.auditor) as work:
        service.record_check(work, report)
    row = session.scalars(select(LedgerCheck)).one()
    assert (row.sound, row.verdict, row.first_bad, row.problems) == (False, "broken", 3, 37)
    assert row.told is not None
    assert len(row.told) == service.TOLD
    assert row.told[0] == "line 3 was changed"


ACTS: tuple[tuple[str, Callable[[UnitOfWork, Audit], Any], frozenset[Role]], ...] = (
    (
        "UNIFORMITY_OPENED",
        lambda work, audit: service.open_table(work, audit.requisition),
        frozenset({Role.AUDITOR, Role.SUPERVISOR}),
    ),
    (
        "EXPORT_MADE",
        lambda work, audit: service.export_table(work, audit.requisition, rows=3, sha256="00"),
        frozenset({Role.AUDITOR, Role.SUPERVISOR}),
    ),
    ("LEDGER_OPENED", lambda work, _: service.open_ledger(work), frozenset({Role.AUDITOR})),
    ("ACCESS_LOG_OPENED", lambda work, _: service.open_access_log(work), frozenset({Role.AUDITOR})),
    ("DUTIES_OPENED", lambda work, _: service.open_duties(work), frozenset({Role.AUDITOR})),
)


@pytest.mark.parametrize(("event", "act", "roles"), ACTS, ids=[event for event, *_ in ACTS])
def test_each_reading_is_permitted_and_told(
    audit: Audit,
    session: Session,
    event: str,
    act: Callable[[UnitOfWork, Audit], Any],
    roles: frozenset[Role],
) -> None:
    everybody = (audit.auditor, audit.supervisor, audit.it, audit.hr, audit.dana, audit.reyes)
    for actor in everybody:
        if actor.role in roles:
            with unit_of_work(actor) as work:
                act(work, audit)
            assert ledger_page(session, limit=1).lines[0].event == event
        else:
            with pytest.raises(Denied), unit_of_work(actor) as work:
                act(work, audit)


def test_nobody_else_checks_the_ledger(audit: Audit, session: Session) -> None:
    report = report_of(session)
    for actor in (audit.hr, audit.supervisor, audit.dana, audit.reyes):
        with pytest.raises(Denied), unit_of_work(actor) as work:
            service.record_check(work, report)


def test_a_check_stays_as_it_was_noted(audit: Audit, session: Session) -> None:
    report = report_of(session)
    with unit_of_work(audit.auditor) as work:
        row = service.record_check(work, report)
    with pytest.raises(IntegrityError, match="can only be added to"):
        _spoil(audit, row)


def _spoil(audit: Audit, row: LedgerCheck) -> None:
    with unit_of_work(audit.auditor) as work:
        work.change(row, sound=False)
        service.open_ledger(work)
