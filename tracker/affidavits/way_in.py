"""The candidate's way in: a link that changes nothing when it is looked at, and a code given apart from it.

Five wrong codes stop the code with all its links. The same link and code work again until the link expires,
and a newer link takes the same code: that is how a candidate comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.sign_in import Opened, open_session
from tracker.cases.correcting import SEEN_STAGE
from tracker.cases.invitation_codes import code_matches, token_digest
from tracker.cases.invitation_lines import TRIES_LEFT
from tracker.cases.inviting import count_wrong_try, give_tries_back, locked_code
from tracker.cases.kept_until import way_into
from tracker.cases.models import Case, Invitation, InvitationCode
from tracker.cases.queries import facts_of
from tracker.cases.service import set_language
from tracker.cases.whether_asked import accounts_asked
from tracker.db import UnitOfWork, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.proofs import Proof
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import WayIn
from tracker.requisitions.models import Requisition
from tracker.settings import Settings


class LinkState(Enum):
    """What a link is good for."""

    OPEN = "open"
    """It takes a code."""
    UNKNOWN = "unknown"
    """There is no such link, or it was copied in part."""
    EXPIRED = "expired"
    """Its time is over."""
    USED_UP = "used-up"
    """Too many wrong codes were entered."""
    REPLACED = "replaced"
    """A newer one was made, or it was stopped by hand."""
    CLOSED = "closed"
    """The application is over, and so is the time for which its file is kept."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its page shows it: nothing of whom it is for.

    ``accounts_asked`` says whether the law of the place lets accounts be asked for; ``way`` what the link
    leads to.
    """

    state: LinkState
    position: str = ""
    tries_left: int = 0
    expires_at: datetime | None = None
    accounts_asked: bool = True
    way: WayIn = WayIn.APPLICATION


class NotLetIn(Exception):
    """The code did not match, or the link takes none; the link says how it stands now."""

    def __init__(self, link: Link) -> None:
        """Keep the link as it stands after the try."""
        super().__init__(link.state.value)
        self.link = link


def link_of(session: Session, token: str, now: datetime) -> Link:
    """Return how a link stands; looking changes nothing, however often."""
    found = session.execute(_FOUND, {"digest": token_digest(token)}).one_or_none()
    if found is None:
        return Link(LinkState.UNKNOWN)
    stopped = found.stopped_at or found.code_stopped_at
    return _link(found, found.tries_left, stopped, now, _way(session, found, now))


def come_in(settings: Settings, *, token: str, code: str, left: str = "", language: str = "") -> Opened:
    """Open a session for the candidate whose link and code these are; raises :class:`NotLetIn`.

    A wrong code is counted before it is answered, so that tries in parallel count too. ``left`` is what the
    browser carried before. The language of the page, where it is given, is that of what we send from now on.
    """
    with unit_of_work(SYSTEM) as work:
        outcome = _try(work, settings, token, code, left)
        if language and isinstance(outcome, Opened) and outcome.actor.case_id is not None:
            set_language(work, facts_of(work.session, outcome.actor.case_id), language)
    if isinstance(outcome, Link):
        raise NotLetIn(outcome)
    return outcome


_FOUND: Select[Any] = (
    select(
        Invitation.id,
        Invitation.case_id,
        Invitation.expires_at,
        Invitation.stopped_at,
        InvitationCode.stopped_at.label("code_stopped_at"),
        TRIES_LEFT.label("tries_left"),
        Case.reference,
        SEEN_STAGE.label("stage"),
        Case.candidate_id,
        Requisition.title,
        Requisition.position_class,
        Requisition.incumbents,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
    )
    .outerjoin(InvitationCode, InvitationCode.id == Invitation.code_id)
    .join(Case, Case.id == Invitation.case_id)
    .join(Requisition, Requisition.id == Case.requisition_id)
    .where(Invitation.token_digest == bindparam("digest"))
)


def _way(session: Session, found: Row[Any], now: datetime) -> WayIn:
    return way_into(session, found.case_id, Stage(found.stage), now)


def _link(found: Row[Any], tries_left: int, stopped_at: datetime | None, now: datetime, way: WayIn) -> Link:
    state = LinkState.OPEN
    if way is WayIn.NOTHING:
        state = LinkState.CLOSED
    elif tries_left <= 0:
        state = LinkState.USED_UP
    elif stopped_at is not None:
        state = LinkState.REPLACED
    elif found.expires_at <= now:
        state = LinkState.EXPIRED
    return Link(state, found.title, tries_left, found.expires_at, accounts_asked(found), way)


def _try(work: UnitOfWork, settings: Settings, token: str, typed: str, left: str) -> Opened | Link:
    permit(work.actor, Permission.ENTER)
    found = work.session.execute(_FOUND, {"digest": token_digest(token)}).one_or_none()
    if found is None:
        return Link(LinkState.UNKNOWN)
    stopped = found.stopped_at or found.code_stopped_at
    way = _way(work.session, found, work.now())
    link = _link(found, found.tries_left, stopped, work.now(), way)
    if link.state is not LinkState.OPEN:
        return link
    invitation = work.session.get_one(Invitation, found.id)
    code = locked_code(work, invitation)
    link = _link(found, code.tries_left, invitation.stopped_at or code.stopped_at, work.now(), way)
    if link.state is not LinkState.OPEN:
        return link
    if not code_matches(work.session, code.bound_to or code.id.bytes, typed, code.code_hash):
        count_wrong_try(work, code, found.reference, Event.INVITATION_CODE_REFUSED)
        return _link(found, code.tries_left, code.stopped_at, work.now(), way)
    give_tries_back(work, code)
    opened = open_session(
        work,
        settings,
        subject_id=found.candidate_id,
        role=Role.CANDIDATE,
        name="Candidate",
        proofs=frozenset({Proof.LINK, Proof.CODE}),
        case_id=found.case_id,
        left=left,
    )
    record(work, Event.INVITATION_ACCEPTED, about=("case", found.reference), case_id=found.case_id)
    return opened
