"""Who opened what: written before the bytes leave, by every page that shows something sensitive.

An opening of raw material is an exposure, for ever: whoever has one takes no part in deciding on that
candidate (Hamden D.2). The database holds the same rule.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tracker.cases.models import AccessEntry
from tracker.db import UnitOfWork
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.facts import PersonFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit


class Thing(StrEnum):
    """What can be opened."""

    CASE = "case"
    """The overview of a case."""
    AFFIDAVIT = "affidavit"
    """A candidate's affidavit."""
    PAPER = "paper"
    """A signed paper that is being copied."""
    SESSION = "session"
    """A session with the candidate."""
    SEARCH_LOG = "search-log"
    """The steps and searches of a case."""
    SEARCHED = "searched"
    """Not opened but made: a search in the case, which exposes like no other act."""
    FINDING = "finding"
    """A finding's observed fact and statement."""
    NOTE = "note"
    """The evidence notes of a finding."""
    CAPTURE = "capture"
    """A sealed file."""
    REVIEW = "review"
    """A case under review: its findings beside their sources."""
    PREVIEW = "preview"
    """The board page, as staff look at it."""
    QUESTION = "question"
    """What a candidate asked in writing."""
    COPY_REQUEST = "copy-request"
    """What a candidate wants a copy of."""
    ANSWERS = "answers"
    """What a candidate answered about concerns."""
    ANSWER_FILE = "answer-file"
    """A file that came with a candidate's answer."""
    HANDOVER = "handover"
    """What is open in a case, for whoever has it next, with the words that were left."""
    TIES = "ties"
    """What somebody explained of a tie."""
    PACKET = "packet"
    """A released page; not raw."""


RAW = frozenset(Thing) - {Thing.PACKET}
"""Everything but the released page is raw material."""

OPENED: dict[Thing, Act] = {
    Thing.CASE: Event.CASE_FILE_OPENED,
    Thing.AFFIDAVIT: Event.AFFIDAVIT_OPENED,
    Thing.PAPER: Event.PAPER_OPENED,
    Thing.SESSION: Event.SESSION_OPENED,
    Thing.SEARCH_LOG: Event.SEARCH_LOG_OPENED,
    Thing.FINDING: Event.FINDING_READ,
    Thing.NOTE: Event.NOTE_OPENED,
    Thing.CAPTURE: Event.CAPTURE_OPENED,
    Thing.REVIEW: Event.REVIEW_READ,
    Thing.PREVIEW: Event.PREVIEW_OPENED,
    Thing.QUESTION: Event.QUESTION_OPENED,
    Thing.COPY_REQUEST: Event.COPY_REQUEST_OPENED,
    Thing.ANSWERS: Event.ANSWERS_OPENED,
    Thing.ANSWER_FILE: Event.ANSWER_FILE_OPENED,
    Thing.HANDOVER: Event.HANDOVER_OPENED,
    Thing.TIES: Event.TIES_OPENED,
    Thing.PACKET: Event.PACKET_OPENED,
}
"""The act that the ledger is told, for each thing opened."""


def record_opening(
    work: UnitOfWork, *, case_id: UUID, thing: Thing, reference: str, **params: object
) -> AccessEntry:
    """Record that the actor opens something of a case; ``reference`` names the very thing.

    ``params`` are what the ledger's act takes besides: ``reason`` for affidavits, notes, captures
    and answers, ``edition`` for packets.
    """
    entry = _entry(work, case_id, thing, reference)
    record(work, OPENED[thing], about=(thing.value, reference), case_id=case_id, outcome="ok", **params)
    return entry


def record_exposure_read(work: UnitOfWork, person: PersonFacts) -> None:
    """Record that somebody reads whose raw material a person has opened; one's own is no exception."""
    permit(work.actor, Permission.READ_EXPOSURE, person)
    record(work, Event.EXPOSURE_OPENED, person=person.person_id)


def record_searching(work: UnitOfWork, *, case_id: UUID, reference: str) -> AccessEntry:
    """Record that the actor searched in a case; the search itself is told to the ledger by its own act."""
    return _entry(work, case_id, Thing.SEARCHED, reference)


def _entry(work: UnitOfWork, case_id: UUID, thing: Thing, reference: str) -> AccessEntry:
    return work.add(
        AccessEntry(
            case_id=case_id,
            person_id=work.actor.person_id,
            role=work.actor.role,
            thing=thing,
            reference=reference,
            raw=thing in RAW,
            opened_at=work.now(),
            opened_from=work.actor.place or None,
        )
    )
