"""The only writer of drafts of protocols: each saving is a wording of its own; what is published stays."""

from __future__ import annotations

from collections.abc import Callable

from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.editions.shelf import SEARCH_TERMS, editions
from tracker.editions.written import content_of, edition_of
from tracker.engines import wait_for_turn
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.protocol_difference import protocol_difference
from tracker.policy.protocol_drafts import (
    DraftAct,
    missing_to_draft,
    missing_to_number,
    missing_to_publish,
    missing_to_review,
    missing_to_reword,
    missing_to_send,
    missing_to_set_aside,
)
from tracker.policy.protocol_lint import told_of
from tracker.requisitions.drafts import DraftView, draft_list, draft_of, open_draft
from tracker.requisitions.models_drafts import (
    ProtocolDraft,
    ProtocolDraftAct,
    ProtocolEdition,
    ProtocolWording,
)
from tracker.requisitions.on_file import next_number, protocols_on_file

EVENTS: dict[DraftAct, Act] = {
    DraftAct.SENT: Event.PROTOCOL_DRAFT_SENT,
    DraftAct.APPROVED: Event.PROTOCOL_DRAFT_APPROVED,
    DraftAct.RETURNED: Event.PROTOCOL_DRAFT_RETURNED,
    DraftAct.SET_ASIDE: Event.PROTOCOL_DRAFT_SET_ASIDE,
}


def make_draft(work: UnitOfWork, protocol: str) -> ProtocolDraft:
    """Make a draft from the newest published version of a protocol; one at a time, so that none is lost."""
    permit(work.actor, Permission.DRAFT_PROTOCOL)
    wait_for_turn(work.session, "protocol-drafts")
    require(missing_to_draft(open_draft(work.session, protocol)))
    published = [one for one in protocols_on_file(work.session) if one.id == protocol]
    if not published:
        raise NotFound
    base, before = published[-1], draft_list(work.session, protocol)
    draft = ProtocolDraft(
        protocol=protocol,
        number=before[0].number + 1 if before else 1,
        base=base.version,
        base_digest=base.digest,
        made_by=work.actor.person_id,
        made_at=work.now(),
    )
    record(work, Event.PROTOCOL_DRAFT_MADE, about=_about(protocol, draft.number), version=base.version)
    work.add(draft)
    work.session.flush()
    _save(work, draft, 1, base)
    return draft


def reword(
    work: UnitOfWork,
    protocol: str,
    number: int,
    *,
    seen: int,
    change: Callable[[ProtocolDefinition], ProtocolDefinition],
) -> None:
    """Save a draft in other words; ``seen`` is the wording on the page that was changed."""
    permit(work.actor, Permission.DRAFT_PROTOCOL)
    view = _in_turn(work, protocol, number)
    require(missing_to_reword(view.facts))
    if view.facts.wording != seen:
        raise Overtaken
    try:
        changed = change(view.wording)
    except KeyError as error:
        raise NotFound from error
    if changed == view.wording:
        return
    require(missing_to_number(len(changed.steps)))
    draft = work.session.get_one(ProtocolDraft, view.facts.draft_id)
    wording = view.facts.wording + 1
    record(work, Event.PROTOCOL_DRAFT_SAVED, about=_about(protocol, number), wording=wording)
    _save(work, draft, wording, changed)


def send_to_counsel(work: UnitOfWork, protocol: str, number: int) -> None:
    """Give a draft to counsel, who reads the very wording."""
    permit(work.actor, Permission.DRAFT_PROTOCOL)
    view = _in_turn(work, protocol, number)
    told = told_of(view.wording, editions().wordlist(SEARCH_TERMS))
    differs = bool(protocol_difference(view.base, view.wording))
    require(missing_to_send(view.facts, told, differs=differs))
    _act(work, view, DraftAct.SENT)


def rule_on_draft(
    work: UnitOfWork, protocol: str, number: int, *, seen: int = 0, returns: bool = False, words: str = ""
) -> None:
    """Approve the wording ``seen`` as counsel, or return a draft with words; never what oneself drew up."""
    permit(work.actor, Permission.REVIEW_PROTOCOL)
    view = _in_turn(work, protocol, number)
    require(missing_to_review(view.facts, work.actor.person_id, words, returns=returns))
    if not returns and view.facts.wording != seen:
        raise Overtaken
    _act(work, view, DraftAct.RETURNED if returns else DraftAct.APPROVED, words.strip())


def set_aside(work: UnitOfWork, protocol: str, number: int) -> None:
    """Give a draft up; it stays on record with all its wordings."""
    permit(work.actor, Permission.DRAFT_PROTOCOL)
    view = _in_turn(work, protocol, number)
    require(missing_to_set_aside(view.facts))
    _act(work, view, DraftAct.SET_ASIDE)


def publish(work: UnitOfWork, protocol: str, number: int) -> ProtocolEdition:
    """Publish the wording that counsel approved, under the next number; nobody changes it any more."""
    permit(work.actor, Permission.DRAFT_PROTOCOL)
    view = _in_turn(work, protocol, number)
    require(missing_to_publish(view.facts))
    bears, today = next_number(work.session, protocol), agency_day(work.now())
    content = content_of(view.wording)
    made = edition_of(protocol, bears, today, content)
    record(
        work,
        Event.PROTOCOL_PUBLISHED,
        about=_about(protocol, number),
        protocol=protocol,
        version=bears,
        digest=made.digest,
    )
    return work.add(
        ProtocolEdition(
            protocol=protocol,
            number=bears,
            published_on=today,
            content=content,
            digest=made.digest,
            draft_id=view.facts.draft_id,
            published_by=work.actor.person_id,
            published_at=work.now(),
        )
    )


def _in_turn(work: UnitOfWork, protocol: str, number: int) -> DraftView:
    """Return a draft as it stands once nobody else is at work on one."""
    wait_for_turn(work.session, "protocol-drafts")
    return draft_of(work.session, protocol, number)


def _about(protocol: str, number: int) -> tuple[str, str]:
    return ("protocol", f"{protocol}/draft-{number}")


def _save(work: UnitOfWork, draft: ProtocolDraft, number: int, wording: ProtocolDefinition) -> None:
    content = content_of(wording)
    edition_of(draft.protocol, draft.base + 1, draft.made_at.date(), content)
    work.add(
        ProtocolWording(
            draft_id=draft.id,
            number=number,
            content=content,
            saved_by=work.actor.person_id,
            saved_at=work.now(),
        )
    )


def _act(work: UnitOfWork, view: DraftView, act: DraftAct, words: str = "") -> None:
    facts = view.facts
    record(work, EVENTS[act], about=_about(facts.protocol, facts.number), wording=facts.wording)
    work.add(
        ProtocolDraftAct(
            draft_id=facts.draft_id,
            number=facts.acts + 1,
            wording=facts.wording,
            act=act.value,
            words=words,
            done_by=work.actor.person_id,
            done_at=work.now(),
        )
    )
