"""Files an edition that was signed in whatever way: its row, its accounts, the access it gives, its receipt.

Whoever calls has asked for permission and the rules of that way of signing (Hampton F.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from tracker.affidavits.access import Giving, give_access
from tracker.affidavits.answers import AccountAnswer, Answers
from tracker.affidavits.clarifying import close_answered
from tracker.affidavits.document import fingerprint
from tracker.affidavits.ending import end_waiting
from tracker.affidavits.models import Affidavit, DeclaredAccount
from tracker.affidavits.papers import mail_receipt, print_once_filed
from tracker.affidavits.slots import ANSWERS, DETAILS, DOCUMENT, HANDLE, IN_ENGLISH, SIGNED_NAME, SIGNED_PLACE
from tracker.affidavits.waiting_statement import Waiting
from tracker.affidavits.words import Say
from tracker.cases.service import move_case
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.vocabulary import AccessMode, Stage
from tracker.policy.ways import EndOfWaiting
from tracker.references import dated
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

BY_STAFF = frozenset({SigningMethod.OATH, SigningMethod.NOTARY, SigningMethod.PAPER})
"""Ways of signing that staff file once somebody saw the signature."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything of one edition, signed and ready to be filed.

    ``document`` is the whole signed text, ``english`` the same in English where it is in another language.
    ``filed_at`` is also from when its access counts, ``access_ends_at`` until when. ``investigator_id`` is
    whom the document names as the one who may look, whoever has the case by now; None for nobody.
    """

    reference: str
    number: int
    answers: Answers
    document: bytes
    english: bytes | None
    name: str
    place: str
    language: str
    method: SigningMethod
    profile: str
    profile_version: int
    access_ends_at: datetime
    investigator_id: UUID | None
    filed_at: datetime


def edition_of(
    statement: Waiting,
    *,
    reference: str,
    document: bytes,
    in_english: bytes | None,
    name: str,
    place: str,
    filed_at: datetime,
) -> Edition:
    """Return the edition that a statement becomes once it is sworn: what it says, as it was made ready."""
    return Edition(
        reference=reference,
        number=statement.edition,
        answers=statement.answers,
        document=document,
        english=in_english,
        name=name,
        place=place,
        language=statement.language,
        method=statement.method,
        profile=statement.profile,
        profile_version=statement.profile_version,
        access_ends_at=statement.access_ends_at,
        investigator_id=statement.investigator_id,
        filed_at=filed_at,
    )


def new_reference(work: UnitOfWork) -> str:
    """Return a reference for an edition that is about to be filed."""
    return work.reference(Affidavit.reference, lambda: dated("D", work.now()))


def file_edition(work: UnitOfWork, case: CaseFacts, edition: Edition, *, say: Say) -> Affidavit:
    """Keep an edition for good, with its accounts, access and receipt; after the first, the search can start.

    ``say`` speaks the language that was signed in.
    """
    end_waiting(work, case.case_id, why=EndOfWaiting.FILED)
    affidavit = _kept(work, case, edition)
    close_answered(work, affidavit, edition.answers)
    givings = _declare(work, affidavit, edition.answers)
    to = edition.investigator_id
    give_access(work, case, givings=givings, to=to, ends_at=edition.access_ends_at)
    print_once_filed(work, affidavit, text=edition.document.decode(), say=say)
    mail_receipt(work, case)
    if edition.number == 1:
        move_case(work, case, to=Stage.SEARCH)
    work.session.flush()
    return affidavit


def _kept(work: UnitOfWork, case: CaseFacts, edition: Edition) -> Affidavit:
    row_id, sealer = uuid4(), _sealer(work, case.case_id)
    place, english = edition.place, edition.english
    affidavit = work.add(
        Affidavit(
            id=row_id,
            reference=edition.reference,
            case_id=case.case_id,
            edition=edition.number,
            document=sealer.seal(DOCUMENT, row_id, 1, edition.document),
            english=sealer.seal(IN_ENGLISH, row_id, 1, english) if english else None,
            answers=sealer.seal_json(ANSWERS, row_id, 1, edition.answers.as_json()),
            signed_name=sealer.seal(SIGNED_NAME, row_id, 1, edition.name),
            signed_place=sealer.seal(SIGNED_PLACE, row_id, 1, place) if place else None,
            language=edition.language,
            declaration=edition.method,
            profile=edition.profile,
            profile_version=edition.profile_version,
            fingerprint=fingerprint(edition.document),
            filed_at=edition.filed_at,
        )
    )
    _say_filed(work, affidavit, len(edition.answers.accounts))
    work.session.flush()
    return affidavit


def _say_filed(work: UnitOfWork, affidavit: Affidavit, accounts: int) -> None:
    about, case_id = ("affidavit", affidavit.reference), affidavit.case_id
    signed_way = {"way": affidavit.declaration} if affidavit.declaration in BY_STAFF else {}
    if affidavit.edition == 1:
        record(
            work,
            Event.AFFIDAVIT_FILED_FOR if signed_way else Event.AFFIDAVIT_FILED,
            about=about,
            case_id=case_id,
            accounts=accounts,
            fingerprint=affidavit.fingerprint,
            language=affidavit.language,
            **signed_way,
        )
    else:
        record(
            work,
            Event.AFFIDAVIT_AMENDED_FOR if signed_way else Event.AFFIDAVIT_AMENDED,
            about=about,
            case_id=case_id,
            edition=affidavit.edition,
            accounts=accounts,
            fingerprint=affidavit.fingerprint,
            **signed_way,
        )


def _declare(work: UnitOfWork, affidavit: Affidavit, answers: Answers) -> tuple[Giving, ...]:
    """Add a row for each account; return the choices of access, one for each account in use."""
    sealer, givings = _sealer(work, affidavit.case_id), []
    for account in answers.accounts:
        row = work.add(_declared(work, sealer, affidavit, account))
        if not account.former:
            mode = account.chosen or AccessMode.PUBLIC_ONLY
            givings.append(Giving(row.id, account, mode))
    work.session.flush()
    return tuple(givings)


def _declared(
    work: UnitOfWork, sealer: Sealer, affidavit: Affidavit, account: AccountAnswer
) -> DeclaredAccount:
    row_id, index = uuid4(), None
    if account.canonical:
        name = f"{account.platform}:{account.canonical}"
        index = vault_of(work.session).blind_index("declared_accounts", "handle", name)
    details = {
        "platform_name": account.platform_name,
        "whose": account.whose,
        "visible": account.visible,
        "stopped_year": account.stopped_year,
        "ended": account.ended,
    }
    return DeclaredAccount(
        id=row_id,
        affidavit_id=affidavit.id,
        case_id=affidavit.case_id,
        number=account.number,
        platform=account.platform,
        handle=sealer.seal(HANDLE, row_id, 1, account.handle) if account.handle else None,
        details=sealer.seal_json(DETAILS, row_id, 1, details),
        account_index=index,
        former=account.former,
    )


def _sealer(work: UnitOfWork, case_id: UUID) -> Sealer:
    return vault_of(work.session).domain(work.session, Domain.CASE, case_id)
