"""The notary's way: the signed paper comes in as a scan, somebody looks at it, and the statement is filed.

Scan, statement and what was said of them all stay; what the notary's paper says is a part of the signed text,
so that the fingerprint is over it and over the SHA-256 of each file.
"""

from __future__ import annotations

from uuid import uuid4

from tracker.affidavits.document import fingerprint
from tracker.affidavits.ending import end_waiting
from tracker.affidavits.filing import edition_of, file_edition, new_reference
from tracker.affidavits.jurat import Notarised, notarised
from tracker.affidavits.models import Affidavit, ScanCheck, SignedScan
from tracker.affidavits.notaries import HandedIn, Notary, handed_in, papers_of, shown_digest
from tracker.affidavits.scan_files import Looked
from tracker.affidavits.scans import add_scan
from tracker.affidavits.setting import setting_of
from tracker.affidavits.slots import SCAN_REASON
from tracker.affidavits.swearing import apart_from
from tracker.affidavits.waiting_statement import Waiting, waiting_for
from tracker.affidavits.words import Say, english
from tracker.cases.holding import as_it_stands
from tracker.cases.sending import mail_word
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails
from tracker.policy.actors import Role
from tracker.policy.affidavit import missing_in_text
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.mailing import MailKind, Stopped
from tracker.policy.notaries import (
    HandingIn,
    ScanFacts,
    missing_to_file_scan,
    missing_to_hand_in,
    missing_to_send_back,
)
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.ways import EndOfWaiting
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def hand_in(
    work: UnitOfWork, case: CaseFacts, *, notary: Notary, contents: tuple[bytes | Looked, ...]
) -> tuple[SignedScan, ...]:
    """Keep the scan of a statement that was signed before a notary, until somebody looked at it.

    The candidate hands it in, or HR does for them. Raises NotFound where no statement waits for a notary.
    """
    own = work.actor.role is Role.CANDIDATE
    permit(work.actor, Permission.SIGN_AFFIDAVIT if own else Permission.CHECK_SCAN, case)
    case = as_it_stands(work, case)
    statement = waiting_for(work.session, case.case_id, SigningMethod.NOTARY)
    require(missing_to_answer(case.seen_as, filed=statement.edition > 1))
    facts = HandingIn(
        pages=len(contents),
        signed_on=notary.signed_on,
        commission_ends=notary.commission_ends,
        made_on=agency_day(statement.made_at),
        today=agency_day(work.now()),
        earlier=papers_of(work.session, case.case_id) if own else 0,
        waits=handed_in(work.session, case.case_id, statement.statement_id) is not None,
        notary=notary.name,
        place=notary.place,
        commission=notary.commission,
    )
    require(missing_to_hand_in(facts))
    drop_mails(work, case.case_id, reason=Stopped.ANSWERED, kinds=(MailKind.TO_ANSWER,))
    return tuple(
        add_scan(
            work,
            case.case_id,
            content,
            statement_id=statement.statement_id,
            page=number,
            details=notary.as_json() if number == 1 else None,
        )
        for number, content in enumerate(contents, 1)
    )


def file_scan(work: UnitOfWork, case: CaseFacts, *, shown: str, say: Say) -> Affidavit:
    """Say that a scan shows the statement as it was made ready, and file it.

    ``shown`` is the digest of what was on the page; ``say`` speaks the language of the statement.
    """
    case, statement, paper = _waits(work, case)
    require(missing_to_file_scan(_facts(work, case, statement, paper, shown)))
    _checked(work, case, statement, paper)
    part = _part(work, case, statement, paper)
    edition = edition_of(
        statement,
        reference=part.reference,
        document=notarised(statement.text, part, say),
        in_english=notarised(statement.english, part, english) if statement.english else None,
        name=part.name,
        place=part.place,
        filed_at=part.filed_at,
    )
    end_waiting(work, case.case_id, why=EndOfWaiting.FILED, recorded_by=work.actor.person_id)
    return file_edition(work, case, edition, say=say)


def _part(work: UnitOfWork, case: CaseFacts, statement: Waiting, paper: HandedIn) -> Notarised:
    setting = setting_of(work.session, case.case_id)
    return Notarised(
        name=setting.header.candidate_name,
        statement=statement.digest,
        notary=paper.notary.name,
        place=paper.notary.place,
        commission=paper.notary.commission,
        commission_ends=paper.notary.commission_ends,
        signed_on=paper.notary.signed_on,
        scans=tuple(one.sha256 for one in paper.pages),
        handed_in_by=paper.by,
        checked_by=work.actor.name,
        filed_at=work.now(),
        reference=new_reference(work),
    )


def send_scan_back(work: UnitOfWork, case: CaseFacts, *, shown: str, reason: str) -> None:
    """Send a scan back with a reason that the candidate reads, told of by mail; the statement waits on."""
    case, statement, paper = _waits(work, case)
    require(missing_to_send_back(_facts(work, case, statement, paper, shown), reason))
    require(missing_in_text(reason))
    _checked(work, case, statement, paper, reason=reason.strip())
    mail_word(work, MailKind.TO_ANSWER, case_id=case.case_id, candidate_id=case.candidate_id)


def _waits(work: UnitOfWork, case: CaseFacts) -> tuple[CaseFacts, Waiting, HandedIn]:
    permit(work.actor, Permission.CHECK_SCAN, case)
    case = as_it_stands(work, case)
    statement = waiting_for(work.session, case.case_id, SigningMethod.NOTARY)
    require(missing_to_answer(case.seen_as, filed=statement.edition > 1))
    paper = handed_in(work.session, case.case_id, statement.statement_id)
    if paper is None:
        raise NotFound
    return case, statement, paper


def _facts(work: UnitOfWork, case: CaseFacts, statement: Waiting, paper: HandedIn, shown: str) -> ScanFacts:
    apart = apart_from(work, case)
    return ScanFacts(
        checked_by=work.actor.person_id,
        notary=paper.notary.name,
        searching_ids=apart.searching_ids,
        deciding_ids=apart.deciding_ids,
        searching=apart.searching,
        deciding=apart.deciding,
        shown=shown,
        current=shown_digest(statement, paper) if statement.intact else "",
        handed_in_by=paper.by_id,
    )


def _checked(
    work: UnitOfWork, case: CaseFacts, statement: Waiting, paper: HandedIn, *, reason: str = ""
) -> None:
    about, case_id = ("statement", statement.reference), case.case_id
    digest = fingerprint("".join(one.sha256 for one in paper.pages).encode())
    record(
        work, Event.SCAN_SENT_BACK if reason else Event.SCAN_SAME, about=about, case_id=case_id, digest=digest
    )
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case_id)
    for one in paper.pages:
        row_id = uuid4()
        work.add(
            ScanCheck(
                id=row_id,
                scan_id=one.scan_id,
                case_id=case_id,
                same=not reason,
                reason=sealer.seal(SCAN_REASON, row_id, 1, reason) if reason else None,
                checked_by=work.actor.person_id,
                checked_at=work.now(),
            )
        )
    work.session.flush()
