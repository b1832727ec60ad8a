"""How long a case waited and for whom, and which of its lines were corrected since: told by its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.cases.lanes import Lane
from tracker.clock import agency_day
from tracker.ledger.acts.act import Act
from tracker.ledger.entries import Entry
from tracker.ledger.events import Event
from tracker.policy.wording import counted


@dataclass(frozen=True, slots=True)
class _Wait:
    """One way in which a case waits.

    ``each`` tells that every question of its kind waits by itself, ``once`` that it is over for good.
    """

    lane: Lane
    words: str
    began: frozenset[str]
    ended: frozenset[str]
    each: bool = False
    once: bool = False


def _of(*events: Act) -> frozenset[str]:
    return frozenset(event.name for event in events)


OVER = _of(Event.CASE_WITHDRAWN, Event.CASE_WITHDRAWN_ON_WORD)
WAITS = (
    _Wait(
        Lane.CANDIDATE,
        "waiting for the candidate to file the affidavit",
        _of(Event.INVITATION_ISSUED),
        _of(Event.AFFIDAVIT_FILED, Event.AFFIDAVIT_FILED_FOR) | OVER,
        once=True,
    ),
    _Wait(
        Lane.CANDIDATE,
        "waiting for the candidate's word on a question about the affidavit",
        _of(Event.CLARIFICATION_ASKED),
        _of(Event.CLARIFICATION_ANSWERED, Event.CLARIFICATION_CLOSED, Event.CLARIFICATION_TAKEN_BACK) | OVER,
        each=True,
    ),
    _Wait(
        Lane.CANDIDATE,
        "waiting for the candidate to choose a time",
        _of(Event.SESSION_OFFERED),
        _of(Event.SESSION_AGREED, Event.HANDOVER_AGREED, Event.SESSION_OTHER_TIME, Event.SESSION_NOT_WANTED)
        | OVER,
        each=True,
    ),
    _Wait(
        Lane.CANDIDATE,
        "waiting for the candidate's answer",
        _of(Event.CANDIDATE_ASKED),
        _of(Event.CONCERN_ANSWERED, Event.ANSWER_TIME_ENDED, Event.ANSWER_WAIVED, Event.REQUEST_TAKEN_BACK)
        | OVER,
        each=True,
    ),
    _Wait(
        Lane.UNIT,
        "waiting for a supervisor's ruling on a request",
        _of(Event.REQUEST_MADE),
        _of(Event.REQUEST_APPROVED, Event.REQUEST_REFUSED) | OVER,
        each=True,
    ),
    _Wait(
        Lane.UNIT,
        "waiting for a supervisor's ruling on more time",
        _of(Event.MORE_TIME_ASKED),
        _of(Event.MORE_TIME_GIVEN, Event.MORE_TIME_REFUSED, Event.MORE_TIME_TAKEN_BACK) | OVER,
        each=True,
    ),
    _Wait(
        Lane.UNIT,
        "waiting for a supervisor to open the review",
        _of(Event.CASE_SUBMITTED),
        _of(Event.REVIEW_OPENED, Event.CASE_RECALLED) | OVER,
    ),
    _Wait(
        Lane.BOARD,
        "waiting for the board's decision",
        _of(Event.CASE_RELEASED),
        _of(Event.DECISION_RECORDED) | OVER,
    ),
)
STRIKES: Mapping[str, tuple[frozenset[str], str]] = {
    Event.SEARCH_VOIDED.name: (_of(Event.SEARCH_LOGGED), "entered in error"),
    Event.REQUEST_TAKEN_BACK.name: (_of(Event.CANDIDATE_ASKED), "taken back"),
    Event.MORE_TIME_TAKEN_BACK.name: (_of(Event.MORE_TIME_ASKED), "taken back"),
    Event.CLARIFICATION_TAKEN_BACK.name: (_of(Event.CLARIFICATION_ASKED), "taken back"),
    Event.SESSION_RECORDED.name: (_of(Event.SESSION_RECORDED), "corrected since"),
    Event.RELEASE_CORRECTED.name: (_of(Event.CASE_RELEASED, Event.RELEASE_CORRECTED), "corrected since"),
}
"""What strikes an earlier line about the same thing, with the words that say so."""
OF_THE_CASE = _of(Event.CASE_RELEASED, Event.RELEASE_CORRECTED)
"""Of these a case has one at a time, whatever it is called."""
TOLD: frozenset[str] = frozenset().union(
    *(wait.began | wait.ended for wait in WAITS), STRIKES, *(struck for struck, _ in STRIKES.values())
)
"""The acts by which waiting and corrections are told."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in which a case waited; ``until`` is the line that ended it, None while it goes on."""

    lane: Lane
    words: str
    days: int
    until: int | None


def spans_of(entries: Iterable[Entry], now: datetime) -> tuple[Span, ...]:
    """Return the spans of a case's lines, the newest end first; what ended on its first day is none."""
    told = tuple(entries)
    found = [span for wait in WAITS for span in _spans(wait, told, now)]
    return tuple(sorted(found, key=lambda span: (span.until is not None, -(span.until or 0), -span.days)))


def _spans(wait: _Wait, entries: Iterable[Entry], now: datetime) -> Iterator[Span]:
    begun: dict[str, datetime] = {}
    over = False
    for entry in entries:
        about = _about(entry) if wait.each else ""
        if entry.event in wait.ended:
            over = wait.once
            ended = list(begun) if entry.event in OVER else [about] if about in begun else []
            for key in ended:
                yield from _span(wait, begun.pop(key), entry.at, entry.idx)
        elif entry.event in wait.began and not over:
            begun.setdefault(about, entry.at)
    for began in begun.values():
        yield from _span(wait, began, now, None)


def _span(wait: _Wait, began: datetime, ended: datetime, until: int | None) -> Iterator[Span]:
    days = (agency_day(ended) - agency_day(began)).days
    if days:
        words = f"{counted(days, 'day')} {wait.words}" + ("" if until is not None else ", so far")
        yield Span(wait.lane, words, days, until)


def struck_of(entries: Iterable[Entry]) -> Mapping[int, str]:
    """Return which lines were corrected by a later one about the same thing, with the words that say so."""
    struck: dict[int, str] = {}
    known: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        about = "" if entry.event in OF_THE_CASE else _about(entry)
        events, words = STRIKES.get(entry.event, (frozenset(), ""))
        for event in events:
            for idx in known.pop((event, about), ()):
                struck[idx] = words
        known.setdefault((entry.event, about), []).append(entry.idx)
    return struck


def _about(entry: Entry) -> str:
    return entry.about[1] if entry.about else ""
