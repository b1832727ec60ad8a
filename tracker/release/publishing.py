"""The last step of a release: the board's copy, the row of the release, and who is told, written together."""

from __future__ import annotations

from uuid import UUID, uuid4

from tracker.board.models import Packet
from tracker.board.scheduling import schedule
from tracker.board.service import publish_packet
from tracker.cases.queries import case_header
from tracker.cases.service import move_case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.facts import CaseFacts
from tracker.policy.naming import known_as
from tracker.policy.vocabulary import Stage
from tracker.references import plain
from tracker.release.holding import once
from tracker.release.material import Material
from tracker.release.models import Release
from tracker.release.recalling import recall_earlier
from tracker.release.slots import CORRECTION_REASON
from tracker.release.standing import SubmissionState
from tracker.requisitions.queries import is_blind
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def publish(
    work: UnitOfWork,
    material: Material,
    submission: SubmissionState,
    *,
    number: int,
    correction: str = "",
    meeting: str = "",
) -> Release:
    """Put the page before the board, byte for byte; who calls has judged the gate in this very act.

    Raises Overtaken where somebody released first. A correction is told to everybody who opened the page that
    it takes the place of.
    """
    case, page = material.case, material.page
    with once():
        packet = publish_packet(
            work,
            case,
            candidate_name=_known_as(work, case),
            page=page.content,
            words=page.words,
            corrects=bool(correction),
        )
        schedule(work, case, packet, meeting)
        release = _row(work, material, submission, packet, number=number, correction=correction)
        work.session.flush()
    record(
        work,
        Event.RELEASE_CORRECTED if correction else Event.CASE_RELEASED,
        about=("release", release.reference),
        case_id=case.case_id,
        case=case.reference,
        packet=packet.reference,
        fingerprint=page.fingerprint,
    )
    if correction:
        recall_earlier(work, case, packet=packet.reference)
    move_case(work, case, to=Stage.RELEASED)
    return release


def _known_as(work: UnitOfWork, case: CaseFacts) -> str:
    name = case_header(work.session, case.case_id).candidate_name
    return known_as(name, case.reference, blind=is_blind(work.session, case.requisition_id))


def _row(
    work: UnitOfWork,
    material: Material,
    submission: SubmissionState,
    packet: Packet,
    *,
    number: int,
    correction: str,
) -> Release:
    case, release_id = material.case, uuid4()
    return work.add(
        Release(
            id=release_id,
            reference=work.reference(Release.reference, lambda: plain("R")),
            case_id=case.case_id,
            number=number,
            submission_id=submission.submission_id,
            submitted_by=submission.submitted_by,
            packet_id=packet.id,
            fingerprint=material.page.fingerprint,
            correction_reason=_sealed_reason(work, case, release_id, correction),
            released_by=work.actor.person_id,
            released_at=work.now(),
        )
    )


def _sealed_reason(work: UnitOfWork, case: CaseFacts, release_id: UUID, reason: str) -> bytes | None:
    if not reason:
        return None
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    return sealer.seal(CORRECTION_REASON, release_id, 1, reason)
