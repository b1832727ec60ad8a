"""The ledger in words: its lines, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import Session

from tracker.ledger.acts.act import Part
from tracker.ledger.acts.phrases import spelled
from tracker.ledger.canonical import Uncanonical
from tracker.ledger.cells import Stored
from tracker.ledger.entries import Entry, read_entry, written
from tracker.ledger.events import EVENTS, OPENINGS
from tracker.ledger.models import HEAD, ledger_entries, ledger_head


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line, ready to be shown; ``names`` for ids come from whoever shows it.

    ``about`` is the type and reference of the object; ``opening`` tells that somebody read something
    sensitive, or was not let. A line that is ``damaged`` cannot be read, and says so of itself.
    """

    idx: int
    at: datetime
    actor_id: str
    role: str
    event: str
    parts: tuple[Part, ...]
    about: tuple[str, str] | None
    case_id: UUID | None
    denied: bool
    opening: bool
    damaged: bool = False

    def sentence(self, names: Mapping[str, str]) -> str:
        """Return the line as a sentence, given the names of people by id and of job dimensions by code."""
        return "".join(self._word(part, names) for part in self.parts)

    def _word(self, part: Part, names: Mapping[str, str]) -> str:
        if part.kind == "actor":
            return names.get(self.actor_id, self.actor_id)
        if part.kind == "dimension":
            return names.get(part.text, spelled(part.text))
        return names.get(part.text, part.text) if part.kind == "person" else part.text


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines, newest first; ``before`` is what to ask for the next page with, None on the last one."""

    lines: tuple[LedgerLine, ...]
    before: int | None

    @property
    def people(self) -> frozenset[UUID]:
        """Return the ids of everybody that the lines name; a line that cannot be read names nobody."""
        named = {part.text for line in self.lines for part in line.parts if part.kind == "person"}
        ids = {_id(text) for text in named | {line.actor_id for line in self.lines}}
        return frozenset(one for one in ids if one is not None)


def ledger_page(
    session: Session,
    *,
    case_id: UUID | None = None,
    events: Collection[str] = (),
    actor_id: UUID | None = None,
    since: datetime | None = None,
    before: int | None = None,
    among: ColumnElement[bool] | None = None,
    limit: int = 50,
) -> LedgerPage:
    """Return the newest lines that match, in one statement.

    ``events`` are names (``OPENINGS`` for the access log), empty for all; ``before`` is the line above which
    the page ends; ``among`` is what else is asked of a line's columns.
    """
    matching = _matching(case_id, events, actor_id, since, before)
    if among is not None:
        matching = matching.where(among)
    found = session.execute(matching.limit(limit + 1)).all()
    lines = tuple(_read(row) for row in found[:limit])
    return LedgerPage(lines, lines[-1].idx if len(found) > limit else None)


def entries_of(session: Session, cases: Collection[UUID], events: Collection[str]) -> Iterator[Entry]:
    """Yield the lines about these cases, the oldest first, in one statement; leaves out what is damaged."""
    entries = ledger_entries.c
    wanted = select(entries.idx, Stored(entries.body).label("body")).where(
        entries.case_id.in_(sorted(str(case_id) for case_id in cases)), entries.event.in_(sorted(events))
    )
    for row in session.execute(wanted.order_by(entries.idx)) if cases else ():
        with suppress(Uncanonical, ValueError):
            yield read_entry(row.body)


def ledger_size(session: Session) -> int:
    """Return how many lines the ledger has, by its head; 0 where the head is gone, which a check will say."""
    return session.execute(select(ledger_head.c.size).where(ledger_head.c.id == HEAD)).scalar() or 0


def _matching(
    case_id: UUID | None,
    events: Collection[str],
    actor_id: UUID | None,
    since: datetime | None,
    before: int | None,
) -> Select[int, bytes]:
    entries = ledger_entries.c
    query = select(entries.idx, Stored(entries.body).label("body")).order_by(entries.idx.desc())
    if case_id is not None:
        query = query.where(entries.case_id == str(case_id))
    if events:
        query = query.where(entries.event.in_(sorted(events)))
    if actor_id is not None:
        query = query.where(entries.actor == str(actor_id))
    if since is not None:
        query = query.where(entries.at >= written(since))
    if before is not None:
        query = query.where(entries.idx < before)
    return query


def _read(row: Row[int, bytes]) -> LedgerLine:
    try:
        return _line(read_entry(row.body))
    except (Uncanonical, ValueError):
        return _damaged(row.idx)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _damaged(idx: int) -> LedgerLine:
    """Say of a line that it cannot be read, so that one bad line does not hide the others."""
    return LedgerLine(
        idx=idx,
        at=datetime.fromtimestamp(0, UTC),
        actor_id="",
        role="",
        event="",
        parts=(Part("text", f"line {idx} cannot be read: it is not as it was written"),),
        about=None,
        case_id=None,
        denied=False,
        opening=False,
        damaged=True,
    )


def _line(entry: Entry) -> LedgerLine:
    return LedgerLine(
        idx=entry.idx,
        at=entry.at,
        actor_id=entry.actor,
        role=entry.role,
        event=entry.event,
        parts=_parts(entry),
        about=entry.about,
        case_id=UUID(entry.case) if entry.case else None,
        denied=entry.outcome == "denied",
        opening=entry.event in OPENINGS,
    )


def _parts(entry: Entry) -> tuple[Part, ...]:
    act = EVENTS.get(entry.event)
    about = entry.about[1] if entry.about else ""
    if act is not None and act.keys == entry.params.keys():
        return act.parts(about, entry.params)
    # An act that a later edition renamed or dropped: say it as plainly as it can be said.
    words = entry.event.lower().replace("_", " ")
    return (Part("actor", ""), Part("text", f": {words} "), Part("about", about))
