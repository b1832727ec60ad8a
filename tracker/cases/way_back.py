"""A new link, asked for by whoever lost the way in; where it cannot be sent, HR is told that somebody asks.

Nothing here answers anything: who asks is told the same whatever came of it, so that nobody learns whether an
address is known, or whether anything was sent.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.cases.addresses import email_index
from tracker.cases.correcting import SEEN_STAGE
from tracker.cases.invitation_codes import token_digest
from tracker.cases.inviting import Channel, add_link, live_code
from tracker.cases.kept_until import way_into
from tracker.cases.models import Candidate, Case, Invitation, InvitationCode, LinkRequest
from tracker.cases.sending import can_mail, mail_link
from tracker.db import UnitOfWork
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import WITHIN, may_ask_for_link, missing_to_invite


class AskedFrom(StrEnum):
    """Where a new link was asked for."""

    LINK = "ended-link"
    """On the page of a link that works no more."""
    ADDRESS = "address"
    """On the page that asks for the e-mail address."""
    INSIDE = "inside"
    """By a candidate who is signed in, on the page about coming back."""


_CASES: Select[Any] = select(Case.id, Case.reference, Case.candidate_id, SEEN_STAGE.label("stage"))


def ask_by_link(work: UnitOfWork, token: str) -> None:
    """Ask for a new link by an old one; nothing happens where there is no such link."""
    found = _CASES.join(Invitation, Invitation.case_id == Case.id)
    _ask(work, found.where(Invitation.token_digest == token_digest(token)), AskedFrom.LINK)


def ask_by_address(work: UnitOfWork, email: str) -> None:
    """Ask for a new link by e-mail address, in every case of whoever has it; nothing happens for others."""
    index = email_index(work.session, email)
    found = _CASES.join(Candidate, Candidate.id == Case.candidate_id)
    _ask(work, found.where(Candidate.email_index == index), AskedFrom.ADDRESS)


def ask_inside(work: UnitOfWork, case_id: UUID) -> None:
    """Ask for a new link in one's own case."""
    _ask(work, _CASES.where(Case.id == case_id), AskedFrom.INSIDE)


def _ask(work: UnitOfWork, found: Select[Any], asked_from: AskedFrom) -> None:
    permit(work.actor, Permission.ENTER)
    for case in work.session.execute(found.order_by(Case.id)).all():
        way = way_into(work.session, case.id, Stage(case.stage), work.now())
        if not missing_to_invite(way) and _is_heard(work, case.id):
            _answer(work, case, asked_from)


def _is_heard(work: UnitOfWork, case_id: UUID) -> bool:
    """Say whether a request counts; requests in one case are judged one after another."""
    wait_for_turn(work.session, f"link-request {case_id}")
    since = work.now() - WITHIN
    earlier = select(LinkRequest.asked_at).where(LinkRequest.case_id == case_id, LinkRequest.asked_at > since)
    return may_ask_for_link(work.session.scalars(earlier).all(), work.now())


def _answer(work: UnitOfWork, case: Row[Any], asked_from: AskedFrom) -> None:
    about = ("case", case.reference)
    code = live_code(work, case.id) if can_mail(work, case.candidate_id) else None
    work.add(
        LinkRequest(case_id=case.id, asked_from=asked_from.value, sent=code is not None, asked_at=work.now())
    )
    if code is not None:
        link = add_link(work, code, Channel.MAIL)
        to = {"case_id": case.id, "candidate_id": case.candidate_id}
        mail_link(work, MailKind.WAY_BACK, **to, token=link.token, until=link.expires_at)
        until = link.expires_at
        record(work, Event.LINK_SENT, about=about, case_id=case.id, asked_from=asked_from, expires=until)
        return
    record(work, Event.LINK_ASKED_FOR, about=about, case_id=case.id, asked_from=asked_from)


ANSWERED = exists(InvitationCode.id).where(
    InvitationCode.case_id == LinkRequest.case_id, InvitationCode.issued_at > LinkRequest.asked_at
)
"""Whether HR made a new invitation since a new link was asked for."""
_case = aliased(Case)
_BEFORE_WITHDRAWING = exists(_case.id).where(
    _case.id == LinkRequest.case_id, _case.withdrawn_at >= LinkRequest.asked_at
)
"""Whether the candidate has withdrawn since, so that what the link was for is over."""


def waiting_requests() -> Select[datetime]:
    """Return the query for when HR was first asked for a link, and has not made one since.

    Whoever has withdrawn since does not wait; whoever asks afterwards does, to come to their own file.
    """
    return select(func.min(LinkRequest.asked_at)).where(
        LinkRequest.sent.is_(False), ~ANSWERED, ~_BEFORE_WITHDRAWING
    )


def asked_since(session: Session, case_id: UUID) -> datetime | None:
    """Return since when somebody waits for a new link of a case from HR, None where nobody does."""
    return session.scalar(waiting_requests().where(LinkRequest.case_id == case_id))
