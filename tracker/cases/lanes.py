"""Which lines of a case's timeline are asked for: whose acts, which kinds of them, and which not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from tracker.ledger.acts.act import Act
from tracker.ledger.acts.affidavits import AffidavitActs
from tracker.ledger.acts.answering import AnsweringActs
from tracker.ledger.acts.board import BoardActs
from tracker.ledger.acts.cases import CaseActs
from tracker.ledger.acts.findings import FindingActs
from tracker.ledger.acts.mail import MailActs
from tracker.ledger.acts.on_paper import OnPaperActs
from tracker.ledger.acts.protocol import ProtocolActs
from tracker.ledger.acts.release import ReleaseActs
from tracker.ledger.acts.rights import RightsActs
from tracker.ledger.acts.together import TogetherActs
from tracker.ledger.acts.validation import ValidationActs
from tracker.ledger.events import OPENINGS, Event
from tracker.ledger.models import ledger_entries


class Lane(StrEnum):
    """Whose acts they are; the words are what an address says."""

    CANDIDATE = "candidate"
    """What the candidate did."""
    UNIT = "unit"
    """What the unit did, with HR, auditors and the system."""
    BOARD = "board"
    """What the hiring board did."""


LANES = {Lane.CANDIDATE: "Candidate", Lane.UNIT: "Unit", Lane.BOARD: "Board"}


class Kind(StrEnum):
    """What kind of act it is; the words are what an address says."""

    COMMENTS = "comments"
    """Somebody wrote words: a note, a reason, a question, an answer."""
    CASE = "case"
    """The case itself: opened, assigned, invited, ties, stages."""
    AFFIDAVIT = "affidavit"
    """The affidavit and the access that it gives, on paper too."""
    SESSIONS = "sessions"
    """Meetings with the candidate."""
    SEARCHES = "searches"
    """Searches, steps and requests about them."""
    FINDINGS = "findings"
    """Findings, captures and notes."""
    CHECKS = "checks"
    """The ten checks, and the screen for protected information."""
    RELEASE = "release"
    """The board page, review and release."""
    ANSWERS = "answers"
    """What the candidate was asked and answered, questions and copies."""
    BOARD = "board"
    """What the hiring board recorded."""
    MAIL = "mail"
    """Mail to the candidate."""
    READINGS = "readings"
    """Who opened what, or was not let."""


KINDS = {
    Kind.COMMENTS: "Comments: notes, reasons, questions and answers",
    Kind.CASE: "The case: assignment, invitation, ties, stages",
    Kind.AFFIDAVIT: "Affidavit and access",
    Kind.SESSIONS: "Meetings with the candidate",
    Kind.SEARCHES: "Searches, steps and requests",
    Kind.FINDINGS: "Findings, captures and notes",
    Kind.CHECKS: "Checks and protected information",
    Kind.RELEASE: "Board page, review and release",
    Kind.ANSWERS: "Answers, questions and copies",
    Kind.BOARD: "The board's record",
    Kind.MAIL: "Mail",
    Kind.READINGS: "Readings",
}


def _names(*rooms: type) -> frozenset[str]:
    return frozenset(name for room in rooms for name, act in vars(room).items() if isinstance(act, Act))


EVENTS_OF: dict[Kind, frozenset[str]] = {
    Kind.COMMENTS: frozenset(
        event.name
        for event in (
            Event.NOTE_WRITTEN,
            Event.HANDOVER_WORDS_LEFT,
            Event.REQUEST_MADE,
            Event.REQUEST_APPROVED,
            Event.REQUEST_REFUSED,
            Event.MORE_TIME_ASKED,
            Event.MORE_TIME_GIVEN,
            Event.MORE_TIME_REFUSED,
            Event.MORE_TIME_TAKEN_BACK,
            Event.SEARCH_VOIDED,
            Event.CASE_RETURNED,
            Event.RETURN_ANSWERED,
            Event.FINDING_RULED,
            Event.CLARIFICATION_ASKED,
            Event.CLARIFICATION_ANSWERED,
            Event.SESSION_DIFFERED,
            Event.CONCERN_ANSWERED,
            Event.QUESTION_ASKED,
            Event.QUESTION_ANSWERED,
        )
    ),
    Kind.CASE: _names(CaseActs),
    Kind.AFFIDAVIT: _names(AffidavitActs, OnPaperActs),
    Kind.SESSIONS: _names(TogetherActs),
    Kind.SEARCHES: _names(ProtocolActs),
    Kind.FINDINGS: _names(FindingActs),
    Kind.CHECKS: _names(ValidationActs),
    Kind.RELEASE: _names(ReleaseActs),
    Kind.ANSWERS: _names(AnsweringActs, RightsActs),
    Kind.BOARD: _names(BoardActs),
    Kind.MAIL: _names(MailActs),
    Kind.READINGS: OPENINGS,
}
"""The acts of each kind, by name; comments are among the others too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are asked for: all of them, but for what is filled in."""

    lane: Lane | None = None
    only: tuple[Kind, ...] = ()
    without: tuple[Kind, ...] = ()

    @classmethod
    def read(cls, lane: str, only: Collection[str], without: Collection[str]) -> Self:
        """Read it from an address; what means nothing there asks for nothing."""
        return cls(
            Lane(lane) if lane in set(Lane) else None,
            tuple(kind for kind in Kind if kind.value in only),
            tuple(kind for kind in Kind if kind.value in without),
        )

    @property
    def parts(self) -> dict[str, str | list[str]]:
        """Return it as parts of an address."""
        lane = self.lane
        asked = {
            "lane": lane.value if lane else "",
            "only": [kind.value for kind in self.only],
            "not": [kind.value for kind in self.without],
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def lanes(self) -> tuple[tuple[str, dict[str, str | list[str]], bool], ...]:
        """Return the lanes to choose from: in words, as parts of an address, and whether it is this one."""
        every = (None, *Lane)
        return tuple(
            (LANES[lane] if lane else "All", replace(self, lane=lane).parts, lane is self.lane)
            for lane in every
        )

    @property
    def narrowed(self) -> bool:
        """Say whether kinds of acts are left out."""
        return bool(self.only or self.without)

    def lines(self, candidate_id: UUID, seated: Collection[UUID]) -> ColumnElement[bool]:
        """Return what the ledger is asked; ``seated`` sit or sat on a board that decides on the candidate."""
        entries, lines = ledger_entries.c, []
        if self.lane is not None:
            lines.append(_in_lane(self.lane, str(candidate_id), [str(one) for one in seated]))
        if self.only:
            lines.append(entries.event.in_(sorted(_events(self.only))))
        if self.without:
            lines.append(entries.event.not_in(sorted(_events(self.without))))
        return and_(true(), *lines)


def _events(kinds: Collection[Kind]) -> frozenset[str]:
    return frozenset().union(*(EVENTS_OF[kind] for kind in kinds))


def _in_lane(lane: Lane, candidate: str, seated: Collection[str]) -> ColumnElement[bool]:
    """Tell the lanes apart: the board's are its records, and what its members opened as such."""
    entries = ledger_entries.c
    reading = and_(entries.event.in_(sorted(OPENINGS)), entries.actor.in_(sorted(seated)))
    board = or_(entries.event.in_(sorted(EVENTS_OF[Kind.BOARD])), reading if seated else false())
    if lane is Lane.BOARD:
        return board
    return (
        entries.actor == candidate
        if lane is Lane.CANDIDATE
        else and_(entries.actor != candidate, not_(board))
    )
