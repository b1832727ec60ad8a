"""Opening sealed evidence: for a reason that is recorded before anything is shown (Hampton D.1)."""

from __future__ import annotations

from tracker.cases.models import AccessEntry
from tracker.cases.openings import Thing, record_opening
from tracker.db import UnitOfWork
from tracker.policy.answers import require
from tracker.policy.captures import missing_for_reading, missing_to_unseal
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit


def open_notes(work: UnitOfWork, case: CaseFacts, *, finding: str, reason: str) -> AccessEntry:
    """Record that the evidence notes of a finding are read, and why; they may be shown afterwards."""
    permit(work.actor, Permission.READ_NOTE, case)
    require(missing_for_reading(reason))
    return record_opening(work, case_id=case.case_id, thing=Thing.NOTE, reference=finding, reason=reason)


def unseal(work: UnitOfWork, case: CaseFacts, *, thing: Thing, reference: str, matter: str) -> AccessEntry:
    """Record that an auditor opens an affidavit, answers, notes or a capture, and under which matter."""
    permit(work.actor, Permission.UNSEAL_EVIDENCE, case)
    require(missing_to_unseal(matter))
    return record_opening(work, case_id=case.case_id, thing=thing, reference=reference, reason=matter)
