"""The writer of oversight's own records: what was looked at, what was exported, how the ledger was found."""

from __future__ import annotations

from hashlib import sha256

from tracker.db import UnitOfWork
from tracker.ledger.checkpoints import newest, read_checkpoint
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.notes import Signer, open_note
from tracker.ledger.report import Report
from tracker.oversight.certificate_text import Issue, certificate_note
from tracker.oversight.certificates import CertificateLine, approved_in, last_number
from tracker.oversight.models import LedgerCheck, UniformityCertificate
from tracker.oversight.uniformity import uniformity_of
from tracker.policy.answers import require
from tracker.policy.facts import RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.uniformity import missing_to_certify
from tracker.protocol.queries import definition_of
from tracker.requisitions.holding import hold_requisitions

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


def issue_certificate(
    work: UnitOfWork, requisition: RequisitionFacts, signer: Signer
) -> UniformityCertificate:
    """Certify what the uniformity table of a requisition says now (Hamden D.5); earlier certificates stay.

    It carries the newest checkpoint of the ledger that the signer's key signed, so one has to be there.
    """
    permit(work.actor, Permission.CERTIFY_UNIFORMITY, requisition)
    hold_requisitions(work, (requisition.requisition_id,))
    view = uniformity_of(work.session, requisition)
    require(missing_to_certify(view.table))
    number = last_number(work.session, requisition.requisition_id) + 1
    checkpoint = newest(work.session, signer.verifier)
    size = read_checkpoint(open_note(checkpoint, (signer.verifier,))[0]).size
    note = certificate_note(
        view,
        definition_of(work.session, requisition.requisition_id),
        approved_in(work.session, requisition.requisition_id),
        Issue(number, work.now(), work.actor.name, work.actor.role.value, checkpoint),
        signer,
    )
    digest = sha256(note.encode("utf-8")).hexdigest()
    about = ("requisition", requisition.reference)
    record(work, Event.UNIFORMITY_CERTIFIED, about=about, number=number, size=size, sha256=digest)
    return work.add(
        UniformityCertificate(
            requisition_id=requisition.requisition_id,
            number=number,
            size=size,
            sha256=digest,
            note=note,
            issued_by=work.actor.person_id,
            issued_at=work.now(),
        )
    )


def export_certificate(
    work: UnitOfWork, requisition: RequisitionFacts, line: CertificateLine, *, sha256: str
) -> None:
    """Record that a certificate of uniformity leaves the product."""
    permit(work.actor, Permission.READ_UNIFORMITY, requisition)
    about = ("requisition", requisition.reference)
    what = f"uniformity-certificate-{line.number}"
    record(work, Event.EXPORT_MADE, about=about, what=what, rows=1, sha256=sha256)


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
