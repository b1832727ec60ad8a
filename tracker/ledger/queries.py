"""The ledger in words: its lines, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.ledger.acts.act import Part
from tracker.ledger.entries import Entry, read_entry, written
from tracker.ledger.events import EVENTS, OPENINGS
from tracker.ledger.models import HEAD, ledger_entries, ledger_head


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line, ready to be shown; ``names`` for ids come from whoever shows it.

    ``about`` is the type and reference of the object; ``opening`` tells that somebody read something
    sensitive, or was not let.
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

    def sentence(self, names: Mapping[str, str]) -> str:
        """Return the line as a sentence, given the names of people by their ids."""
        return "".join(self._word(part, names) for part in self.parts)

    def _word(self, part: Part, names: Mapping[str, str]) -> str:
        if part.kind == "actor":
            return names.get(self.actor_id, self.actor_id)
        return names.get(part.text, part.text) if part.kind == "person" else part.text


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines, newest first; ``before`` is what to ask for the next page with, None on the last one."""

    lines: tuple[LedgerLine, ...]
    before: int | None

    @property
    def people(self) -> frozenset[str]:
        """Return the ids of everybody that the lines name."""
        named = {part.text for line in self.lines for part in line.parts if part.kind == "person"}
        return frozenset(named | {line.actor_id for line in self.lines})


def ledger_page(
    session: Session,
    *,
    case_id: UUID | None = None,
    events: Collection[str] = (),
    actor_id: UUID | None = None,
    since: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> LedgerPage:
    """Return the newest lines that match, in one statement.

    ``events`` are names (``OPENINGS`` for the access log), empty for all; ``before`` is the line above which
    the page ends.
    """
    found = (
        session.execute(_matching(case_id, events, actor_id, since, before).limit(limit + 1)).scalars().all()
    )
    lines = tuple(_line(read_entry(body.encode("utf-8"))) for body in found[:limit])
    return LedgerPage(lines, lines[-1].idx if len(found) > limit else None)


def ledger_size(session: Session) -> int:
    """Return how many lines the ledger has."""
    return int(session.execute(select(ledger_head.c.size).where(ledger_head.c.id == HEAD)).scalar_one())


def _matching(
    case_id: UUID | None,
    events: Collection[str],
    actor_id: UUID | None,
    since: datetime | None,
    before: int | None,
) -> Select[str]:
    entries = ledger_entries.c
    query = select(entries.body).order_by(entries.idx.desc())
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
