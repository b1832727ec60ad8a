"""The fresh proof of a signature: a code sent for it by e-mail, or the code of the invitation once more.

Tries are counted in the database before they are answered, so that tries in parallel count too; five wrong
ones end a code. Of a code only a keyed digest is kept.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.affidavits.models import SignCode
from tracker.cases.candidates import contact_of
from tracker.cases.holding import hold_case
from tracker.cases.invitation_codes import CODE_LENGTH, canonical_code, code_matches
from tracker.cases.inviting import count_wrong_try, give_tries_back, live_code
from tracker.cases.models import InvitationCode
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails, post
from tracker.policy.answers import require
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind, Stopped, can_be_mailed
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.signing import CODE_LASTS, CODE_TRIES, CODES_WITHIN, SigningProof, missing_to_send_code
from tracker.policy.wording import normal
from tracker.settings import Settings
from tracker.vault.vault import vault_of

SIX_DIGITS = re.compile(r"[0-9]{6}")
BETWEEN = re.compile(r"[\s\W_]+")
"""What people type between the signs of a code."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a code that was typed; ``left`` counts the tries that are left, None without a code.

    ``mailed`` says that six digits were typed, as they are mailed, while none was asked for.
    """

    proof: SigningProof | None
    left: int | None = None
    mailed: bool = False


def can_send_code(session: Session, candidate_id: UUID) -> bool:
    """Say whether a code can go to a candidate by e-mail: mail is set up, and an address is on file."""
    settings = cast(Settings, session.info["settings"])
    return settings.mail_available and can_be_mailed(contact_of(session, candidate_id).email)


def send_code(work: UnitOfWork, case: CaseFacts, *, language: str) -> SignCode:
    """Send six digits for one signature; those sent before stop working. Raises Refused within a minute."""
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    hold_case(work, case.case_id)
    recent = select(SignCode.made_at).where(
        SignCode.case_id == case.case_id, SignCode.made_at > work.now() - CODES_WITHIN
    )
    require(missing_to_send_code(work.session.scalars(recent).all(), work.now()))
    code, row_id = f"{secrets.randbelow(10**6):06}", uuid4()
    ends_at = work.now() + CODE_LASTS
    row = SignCode(
        id=row_id,
        case_id=case.case_id,
        code_hash=_hash(work.session, row_id, code),
        tries_left=CODE_TRIES,
        made_at=work.now(),
        ends_at=ends_at,
    )
    drop_mails(work, case.case_id, reason=Stopped.REPLACED, kinds=(MailKind.SIGN_CODE,))
    post(
        work,
        kind=MailKind.SIGN_CODE,
        to=contact_of(work.session, case.candidate_id).email,
        language=language,
        case_id=case.case_id,
        code=code,
        useless_at=ends_at,
    )
    record(work, Event.SIGN_CODE_SENT, about=("case", case.reference), case_id=case.case_id)
    return work.add(row)


def try_code(work: UnitOfWork, case: CaseFacts, *, typed: str) -> Tried:
    """Look whether a code is right, and count it if it is not; commit before it is answered.

    What is longer or shorter than the code that is meant is told to be wrong, and costs no try.
    """
    permit(work.actor, Permission.SIGN_AFFIDAVIT, case)
    code = _meant(work, case.case_id, typed)
    if code is None:
        looks_mailed = SIX_DIGITS.fullmatch(_plain(typed)) is not None
        return Tried(None, mailed=looks_mailed and _newest(work, case.case_id) is None)
    if (proof := _proof(work, code, typed)) is not None:
        return Tried(proof, code.tries_left)
    if not _is_whole(code, typed):
        return Tried(None, code.tries_left)
    if isinstance(code, InvitationCode):
        return Tried(None, count_wrong_try(work, code, case.reference, Event.SIGN_CODE_REFUSED))
    left, about = code.tries_left - 1, ("case", case.reference)
    record(
        work, Event.SIGN_CODE_REFUSED, about=about, case_id=case.case_id, outcome="denied", tries_left=left
    )
    work.change(code, tries_left=left)
    return Tried(None, left)


def proved_by(work: UnitOfWork, case: CaseFacts, typed: str) -> SigningProof | None:
    """Return the proof that a right code gives, and use it up with the signature; None for a wrong one."""
    settings = cast(Settings, work.session.info["settings"])
    if settings.demo and not typed:
        return SigningProof.SAMPLE
    code = _meant(work, case.case_id, typed)
    proof = _proof(work, code, typed) if code is not None else None
    if code is None or proof is None:
        return None
    if isinstance(code, SignCode):
        work.change(code, used_at=work.now())
    else:
        give_tries_back(work, code)
    return proof


def _meant(work: UnitOfWork, case_id: UUID, typed: str) -> SignCode | InvitationCode | None:
    """Return the code that somebody means to type, held until the act is over; None where none can be.

    Digits alone mean the code that was sent while one works, unless they are as many as the other code has.
    """
    plain = _plain(typed)
    if plain.isdecimal() and len(plain) != CODE_LENGTH:
        code = _newest(work, case_id)
        live = code is not None and code.used_at is None and code.tries_left > 0 and work.now() < code.ends_at
        if live or SIX_DIGITS.fullmatch(plain):
            return code if live else None
    return live_code(work, case_id)


def _is_whole(code: SignCode | InvitationCode, typed: str) -> bool:
    """Say whether what was typed is as long as such a code; what is not is no try at it."""
    if isinstance(code, SignCode):
        return SIX_DIGITS.fullmatch(_plain(typed)) is not None
    return len(canonical_code(typed)) == CODE_LENGTH


def _proof(work: UnitOfWork, code: SignCode | InvitationCode, typed: str) -> SigningProof | None:
    if isinstance(code, SignCode):
        same = hmac.compare_digest(_hash(work.session, code.id, _plain(typed)), code.code_hash)
        return SigningProof.MAILED_CODE if same else None
    same = code_matches(work.session, code.bound_to or code.id.bytes, typed, code.code_hash)
    return SigningProof.GIVEN_CODE if same else None


def _newest(work: UnitOfWork, case_id: UUID) -> SignCode | None:
    """Return the code made last; of two made in one moment, the one that was not used."""
    newest_first = (SignCode.made_at.desc(), SignCode.used_at.is_not(None))
    newest = select(SignCode).where(SignCode.case_id == case_id).order_by(*newest_first).limit(1)
    held = newest.with_for_update()
    return work.session.scalars(held, execution_options={"populate_existing": True}).first()


def _plain(typed: str) -> str:
    return BETWEEN.sub("", normal(typed))


def _hash(session: Session, row_id: UUID, code: str) -> str:
    return vault_of(session).blind_index("sign_codes", "code_hash", f"{row_id.hex}:{code}").hex()
