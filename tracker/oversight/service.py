"""The writer of oversight's own records: what was looked at, what was exported, how the ledger was found."""

from __future__ import annotations

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.report import Report
from tracker.oversight.models import LedgerCheck
from tracker.policy.facts import RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit

TOLD = 20
"""Sentences of a report that are kept with the check."""


def record_check(work: UnitOfWork, report: Report) -> LedgerCheck:
    """Keep what a verification of the ledger found, and tell the ledger."""
    permit(work.actor, Permission.VERIFY_LEDGER)
    record(
        work,
        Event.LEDGER_CHECKED,
        size=report.size,
        verdict=report.verdict,
        problems=report.problem_count,
        root=report.root,
    )
    sound = report.exit_status == 0
    return work.add(
        LedgerCheck(
            checked_by=work.actor.person_id,
            checked_at=work.now(),
            size=report.size,
            root=report.root,
            sound=sound,
            problems=report.problem_count,
            verdict=None if sound else report.verdict.value,
            first_bad=report.first_bad,
            told=None if sound else [problem.sentence for problem in report.problems[:TOLD]],
        )
    )


def open_table(work: UnitOfWork, requisition: RequisitionFacts) -> None:
    """Record that the uniformity table of a requisition is read (Hamden D.5)."""
    permit(work.actor, Permission.READ_UNIFORMITY, requisition)
    record(work, Event.UNIFORMITY_OPENED, about=("requisition", requisition.reference))


def export_table(work: UnitOfWork, requisition: RequisitionFacts, *, rows: int, sha256: str) -> None:
    """Record that the uniformity table of a requisition leaves the product."""
    permit(work.actor, Permission.READ_UNIFORMITY, requisition)
    about = ("requisition", requisition.reference)
    record(work, Event.EXPORT_MADE, about=about, what="uniformity-table", rows=rows, sha256=sha256)


def export_cycle_times(work: UnitOfWork, *, rows: int, sha256: str) -> None:
    """Record that the days that cases took leave the product, case by case."""
    permit(work.actor, Permission.READ_TEAM)
    record(work, Event.EXPORT_MADE, what="cycle-times", rows=rows, sha256=sha256)


def open_ledger(work: UnitOfWork) -> None:
    """Record that the ledger is read."""
    permit(work.actor, Permission.READ_LEDGER)
    record(work, Event.LEDGER_OPENED)


def open_access_log(work: UnitOfWork) -> None:
    """Record that the log of openings is read."""
    permit(work.actor, Permission.READ_ACCESS_LOG)
    record(work, Event.ACCESS_LOG_OPENED)


def open_duties(work: UnitOfWork) -> None:
    """Record that the separation of duties is looked at."""
    permit(work.actor, Permission.READ_DUTIES)
    record(work, Event.DUTIES_OPENED)
