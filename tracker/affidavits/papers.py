"""Keeps the receipt of each filed edition as PDF: made at filing, or later where that did not succeed."""

from __future__ import annotations

import hashlib
from typing import cast
from uuid import uuid4

from sqlalchemy import select

from tracker.affidavits.models import Affidavit, AffidavitPaper
from tracker.affidavits.receipt_paper import Receipt, receipt_paper
from tracker.affidavits.slots import DOCUMENT, SHEET
from tracker.affidavits.words import Say
from tracker.cases.sending import mail_word
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import TO_FILE, MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.wording import before_of
from tracker.printing.press import NotPrinted
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def keep_paper(work: UnitOfWork, affidavit: Affidavit, *, text: str, say: Say) -> bool:
    """Make the receipt of an edition and keep it sealed; False where it could not be made.

    What was signed counts without it, so a paper that cannot be made stops no filing.
    """
    try:
        sheet = receipt_paper(_receipt(work, affidavit, text), say)
    except NotPrinted:
        return False
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.CASE, affidavit.case_id)
    paper = work.add(
        AffidavitPaper(
            id=row_id,
            affidavit_id=affidavit.id,
            case_id=affidavit.case_id,
            sheet=sealer.seal(SHEET, row_id, 1, sheet),
            fingerprint=hashlib.sha256(sheet).hexdigest(),
            made_at=work.now(),
        )
    )
    about = ("affidavit", affidavit.reference)
    record(work, Event.RECEIPT_PRINTED, about=about, case_id=affidavit.case_id, fingerprint=paper.fingerprint)
    work.session.flush()
    return True


def mail_receipt(work: UnitOfWork, case: CaseFacts) -> None:
    """Tell by mail that an edition is filed, where mail can go; what asked for it is not sent any more."""
    drop_mails(work, case.case_id, reason=Stopped.FILED, kinds=TO_FILE)
    mail_word(work, MailKind.RECEIPT, case_id=case.case_id, candidate_id=case.candidate_id)


def make_paper(work: UnitOfWork, case: CaseFacts, *, edition: int, say: Say) -> bool:
    """Make the receipt that filing could not make; one that is there stays. Raises NotFound.

    ``say`` speaks the language that was signed in. False where it still cannot be made.
    """
    permit(work.actor, Permission.READ_OWN_CASE, case)
    wanted = select(Affidavit).where(Affidavit.case_id == case.case_id, Affidavit.edition == edition)
    affidavit = work.session.scalars(wanted).one_or_none()
    if affidavit is None:
        raise NotFound
    if work.session.scalar(select(AffidavitPaper.id).where(AffidavitPaper.affidavit_id == affidavit.id)):
        return True
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    text = sealer.open(DOCUMENT, affidavit.id, affidavit.version, affidavit.document).decode()
    return keep_paper(work, affidavit, text=text, say=say)


def _receipt(work: UnitOfWork, affidavit: Affidavit, text: str) -> Receipt:
    settings = cast(Settings, work.session.info["settings"])
    return Receipt(
        agency=settings.agency_name,
        phone=settings.agency_phone,
        verify_url=f"{settings.base_url.rstrip('/')}{before_of(affidavit.language)}/verify",
        reference=affidavit.reference,
        edition=affidavit.edition,
        language=affidavit.language,
        filed_at=affidavit.filed_at,
        fingerprint=affidavit.fingerprint,
        text=text,
    )
