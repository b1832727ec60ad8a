"""Keeps the receipt of each filed edition as PDF: pressed once it stands, or later where that failed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.affidavits.models import Affidavit, AffidavitPaper
from tracker.affidavits.next_steps import next_steps
from tracker.affidavits.receipt_paper import Receipt, receipt_paper
from tracker.affidavits.slots import DOCUMENT, SHEET
from tracker.affidavits.words import Say
from tracker.cases.holding import hold_case
from tracker.cases.sending import mail_word
from tracker.clock import Clock
from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import LedgerUnfit, record
from tracker.mail.service import drop_mails
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Overtaken
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import TO_FILE, MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.wording import before_of
from tracker.printing.press import NotPrinted
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

LOG = logging.getLogger("tracker")


def print_once_filed(work: UnitOfWork, affidavit: Affidavit, *, text: str, say: Say) -> None:
    """Have the receipt of an edition made and kept sealed, as soon as the filing stands and its turn is over.

    Pressing takes time, and nobody else's act waits for it. What was signed counts without it, so a paper
    that cannot be made or kept stops no filing: whoever filed finds a button for it.
    """
    receipt = _receipt(cast(Settings, work.session.info["settings"]), affidavit, text)
    ids = {"case_id": affidavit.case_id, "affidavit_id": affidavit.id}
    made = partial(_make, work.actor, work.clock, receipt, say, **ids)
    work.afterwards.append(partial(_or_later, made, affidavit.reference))


def _or_later(make: Callable[[], bool], reference: str) -> None:
    try:
        make()
    except (LedgerUnfit, SQLAlchemyError, Overtaken) as trouble:
        LOG.warning("the receipt of %s waits to be made: %s", reference, type(trouble).__name__)


def _make(
    actor: Actor, clock: Clock, receipt: Receipt, say: Say, *, case_id: UUID, affidavit_id: UUID
) -> bool:
    """Press a receipt, then take the turn to keep it; one that is there by then stays."""
    language, phone = receipt.language, receipt.phone
    nexts = next_steps(db.session, case_id, clock.now(), language=language, phone=phone, _=say)
    try:
        sheet = receipt_paper(replace(receipt, nexts=nexts), say)
    except NotPrinted:
        return False
    with unit_of_work(actor, clock=clock) as work:
        hold_case(work, case_id)
        if not _is_made(work.session, affidavit_id):
            _keep(work, case_id, affidavit_id, receipt.reference, sheet)
    return True


def _is_made(session: Session, affidavit_id: UUID) -> bool:
    made = select(AffidavitPaper.id).where(AffidavitPaper.affidavit_id == affidavit_id)
    return session.scalar(made) is not None


def _keep(work: UnitOfWork, case_id: UUID, affidavit_id: UUID, reference: str, sheet: bytes) -> None:
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.CASE, case_id)
    paper = work.add(
        AffidavitPaper(
            id=row_id,
            affidavit_id=affidavit_id,
            case_id=case_id,
            sheet=sealer.seal(SHEET, row_id, 1, sheet),
            fingerprint=hashlib.sha256(sheet).hexdigest(),
            made_at=work.now(),
        )
    )
    about = ("affidavit", reference)
    record(work, Event.RECEIPT_PRINTED, about=about, case_id=case_id, fingerprint=paper.fingerprint)


def mail_receipt(work: UnitOfWork, case: CaseFacts) -> None:
    """Tell by mail that an edition is filed, where mail can go; what asked for it is not sent any more."""
    drop_mails(work, case.case_id, reason=Stopped.FILED, kinds=TO_FILE)
    mail_word(work, MailKind.RECEIPT, case_id=case.case_id, candidate_id=case.candidate_id)


def make_paper(actor: Actor, case: CaseFacts, *, edition: int, say: Say) -> bool:
    """Make the receipt that filing could not make; one that is there stays. Raises NotFound.

    ``say`` speaks the language that was signed in. False where it still cannot be made.
    """
    permit(actor, Permission.READ_OWN_CASE, case)
    session = db.session
    wanted = select(Affidavit).where(Affidavit.case_id == case.case_id, Affidavit.edition == edition)
    affidavit = session.scalars(wanted).one_or_none()
    if affidavit is None:
        raise NotFound
    if _is_made(session, affidavit.id):
        return True
    sealer = vault_of(session).domain(session, Domain.CASE, case.case_id)
    text = sealer.open(DOCUMENT, affidavit.id, affidavit.version, affidavit.document).decode()
    receipt = _receipt(cast(Settings, session.info["settings"]), affidavit, text)
    ids = {"case_id": case.case_id, "affidavit_id": affidavit.id}
    return _make(actor, clock_of(session), receipt, say, **ids)


def _receipt(settings: Settings, affidavit: Affidavit, text: str) -> Receipt:
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
