"""Invitations: links, and the code given apart from them, shown once and kept only as digests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.cases.invitation_codes import hash_code, new_code, new_token, token_digest
from tracker.cases.kept_until import way_into
from tracker.cases.models import Case, Invitation, InvitationCode
from tracker.db import UnitOfWork
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.service import drop_mails
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import WITH_LINK, MailKind, Stopped
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import missing_to_invite
from tracker.settings import Settings


class Channel(StrEnum):
    """How a link goes to the candidate; the code never goes the same way."""

    MAIL = "e-mail"
    """By e-mail, to the address on file."""
    LETTER = "letter"
    """Printed, with a picture that a phone's camera reads."""
    BY_HAND = "by-hand"
    """Shown to HR, who passes it on."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is made, once: its secret part, and until when it works."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation as it is shown, once: the secret part of its link, its code, and until when they hold."""

    token: str
    code: str
    expires_at: datetime


def issue_invitation(work: UnitOfWork, case: CaseFacts, *, channel: Channel = Channel.BY_HAND) -> Issued:
    """Make a link and a code for a candidate; those made before stop working.

    Also how a candidate who lost the way in gets a new one, after HR has made sure who asks: to go on, or to
    one's own file once the application is over.
    """
    permit(work.actor, Permission.INVITE_CANDIDATE, case)
    require(missing_to_invite(way_into(work.session, case.case_id, case.seen_as, work.now())))
    stop_invitations(work, case, reason=Stopped.REPLACED)
    settings, code, code_id = _settings(work), new_code(), uuid4()
    row = work.add(
        InvitationCode(
            id=code_id,
            case_id=case.case_id,
            code_hash=hash_code(work.session, code_id.bytes, code),
            tries_left=settings.invitation_tries,
            tries_given=settings.invitation_tries,
            issued_by=work.actor.person_id,
            issued_at=work.now(),
        )
    )
    work.session.flush()
    link = add_link(work, row, channel)
    about = ("case", case.reference)
    record(
        work,
        Event.INVITATION_ISSUED,
        about=about,
        case_id=case.case_id,
        expires=link.expires_at,
        channel=channel,
    )
    if case.stage is Stage.OPENED:
        _ask_for_affidavit(work, case)
    return Issued(link.token, code, link.expires_at)


def _ask_for_affidavit(work: UnitOfWork, case: CaseFacts) -> None:
    row, after = work.session.get_one(Case, case.case_id), Stage.AFFIDAVIT_PENDING
    about = ("case", case.reference)
    record(work, Event.CASE_STAGE_CHANGED, about=about, case_id=case.case_id, before=case.stage, after=after)
    work.change(row, stage=after.value)


def add_link(work: UnitOfWork, code: InvitationCode, channel: Channel) -> Link:
    """Make one more link that takes a code; who calls has asked for permission, and records it."""
    token, expires_at = new_token(), work.now() + timedelta(hours=_settings(work).invitation_hours)
    work.add(
        Invitation(
            case_id=code.case_id,
            token_digest=token_digest(token),
            issued_by=work.actor.person_id,
            issued_at=work.now(),
            expires_at=expires_at,
            code_id=code.id,
            channel=channel.value,
        )
    )
    return Link(token, expires_at)


def locked_code(work: UnitOfWork, link: Invitation) -> InvitationCode:
    """Return the code of a link; until the act is over, nobody else counts its tries.

    The code of a link from before codes had rows of their own gets its row here.
    """
    if link.code_id is None:
        held = select(Invitation).where(Invitation.id == link.id).with_for_update()
        work.session.scalars(held, execution_options={"populate_existing": True}).one()
    if link.code_id is not None:
        held_code = select(InvitationCode).where(InvitationCode.id == link.code_id).with_for_update()
        return work.session.scalars(held_code, execution_options={"populate_existing": True}).one()
    code = work.add(
        InvitationCode(
            case_id=link.case_id,
            code_hash=link.code_hash,
            bound_to=link.token_digest,
            tries_left=link.tries_left,
            tries_given=_settings(work).invitation_tries,
            issued_by=link.issued_by,
            issued_at=link.issued_at,
            stopped_at=link.stopped_at,
        )
    )
    work.session.flush()
    work.change(link, code_id=code.id)
    record(work, Event.CODE_SET_APART, case_id=link.case_id)
    return code


def live_code(work: UnitOfWork, case_id: UUID) -> InvitationCode | None:
    """Return the code of a case that can still be tried, None where there is none."""
    newest = select(Invitation).where(Invitation.case_id == case_id)
    link = work.session.scalars(newest.order_by(Invitation.issued_at.desc()).limit(1)).first()
    code = locked_code(work, link) if link is not None else None
    return code if code is not None and code.stopped_at is None and code.tries_left > 0 else None


def count_wrong_try(work: UnitOfWork, code: InvitationCode, reference: str, refused: Act) -> int:
    """Count a wrong try at a code, and return how many are left; the last one stops it with all its links.

    ``reference`` is the case's; ``refused`` is the act that the try goes on record as.
    """
    about, left = ("case", reference), code.tries_left - 1
    record(work, refused, about=about, case_id=code.case_id, outcome="denied", tries_left=left)
    if left > 0:
        work.change(code, tries_left=left)
        return left
    work.change(code, tries_left=left, stopped_at=work.now())
    reason = "too-many-wrong-codes"
    record(work, Event.INVITATION_STOPPED, about=about, case_id=code.case_id, reason=reason)
    return left


def give_tries_back(work: UnitOfWork, code: InvitationCode) -> None:
    """Let a code that was typed right be tried as often again as when it was made."""
    if code.tries_given is not None and code.tries_left < code.tries_given:
        work.change(code, tries_left=code.tries_given)


def stop_invitation(work: UnitOfWork, case: CaseFacts) -> None:
    """Stop the code that works now, with all its links; raises NotFound where none does."""
    permit(work.actor, Permission.INVITE_CANDIDATE, case)
    if not stop_invitations(work, case, reason=Stopped.BY_HAND):
        raise NotFound


def stop_invitations(
    work: UnitOfWork, case: CaseFacts, *, reason: Stopped, mails: Collection[MailKind] = WITH_LINK
) -> int:
    """Stop every code and link of a case that still works, and return how many; who calls may do so.

    Mails of the kinds ``mails`` that wait to be sent are dropped with them.
    """
    codes = work.session.scalars(
        select(InvitationCode)
        .where(InvitationCode.case_id == case.case_id, InvitationCode.stopped_at.is_(None))
        .with_for_update()
    ).all()
    links = work.session.scalars(
        select(Invitation).where(
            Invitation.case_id == case.case_id,
            Invitation.stopped_at.is_(None),
            Invitation.expires_at > work.now(),
        )
    ).all()
    for row in (*codes, *links):
        work.change(row, stopped_at=work.now())
    drop_mails(work, case.case_id, reason=reason, kinds=mails)
    stopped = len(codes) + len(links)
    if stopped:
        about = ("case", case.reference)
        record(work, Event.INVITATION_STOPPED, about=about, case_id=case.case_id, reason=reason)
    return stopped


def _settings(work: UnitOfWork) -> Settings:
    return cast(Settings, work.session.info["settings"])
