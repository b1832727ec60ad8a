"""The writer of evidence that leaves: every opening is recorded, and the package, before its first byte."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from tracker.affidavits.queries import filed_reference
from tracker.cases.holding import as_it_stands
from tracker.cases.openings import Thing, record_opening
from tracker.db import UnitOfWork
from tracker.exports.models import EvidencePackage
from tracker.exports.package import Package
from tracker.exports.slots import RECIPIENT, WHY
from tracker.findings.capture_service import record_download
from tracker.findings.reading import unseal
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import require
from tracker.policy.exporting import ExportWords, missing_to_export
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that is ready to leave: its number in the case, its last manifest's digest, its files."""

    number: int
    sha256: str
    files: int
    size: int


def send_package(
    work: UnitOfWork, case: CaseFacts, words: ExportWords, package: Package, sent: Sent
) -> EvidencePackage:
    """Record that a package of a case's evidence leaves, and each thing in it as opened under the matter."""
    case = as_it_stands(work, case)
    permit(work.actor, Permission.EXPORT_EVIDENCE, case)
    require(missing_to_export(words))
    _record_openings(work, case, words.matter, package)
    record(
        work,
        Event.EVIDENCE_EXPORTED,
        about=("case", case.reference),
        case_id=case.case_id,
        number=sent.number,
        scope=words.scope.value,
        purpose=words.purpose.value,
        redaction=words.redaction.value,
        matter=words.matter,
        files=sent.files,
        size=sent.size,
        sha256=sent.sha256,
    )
    return work.add(_row(work, case, words, sent))


def _row(work: UnitOfWork, case: CaseFacts, words: ExportWords, sent: Sent) -> EvidencePackage:
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    return EvidencePackage(
        id=row_id,
        case_id=case.case_id,
        number=sent.number,
        purpose=words.purpose.value,
        scope=words.scope.value,
        redaction=words.redaction.value,
        matter=words.matter,
        recipient=sealer.seal(RECIPIENT, row_id, 1, words.recipient.strip()),
        why=sealer.seal(WHY, row_id, 1, words.why.strip()),
        files=sent.files,
        size=sent.size,
        sha256=sent.sha256,
        asked_by=work.actor.person_id,
        made_at=work.now(),
    )


def _record_openings(work: UnitOfWork, case: CaseFacts, matter: str, package: Package) -> None:
    for page in package.pages:
        record_opening(
            work, case_id=case.case_id, thing=Thing.PACKET, reference=page.reference, edition=page.edition
        )
    if package.signed:
        filed = filed_reference(work.session, case.case_id) or case.reference
        unseal(work, case, thing=Thing.AFFIDAVIT, reference=filed, matter=matter)
    if package.answers:
        unseal(work, case, thing=Thing.ANSWERS, reference=case.reference, matter=matter)
    for capture in package.captures:
        record_download(work, case, capture=capture, reason=matter)
