"""The timeline of a case: the ledger's lines about it as sentences, by day, newest first."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.cases.lanes import Asked
from tracker.cases.queries import CaseHeader
from tracker.cases.spans import TOLD, Span, spans_of, struck_of
from tracker.db import clock_of
from tracker.editions.shelf import editions
from tracker.ledger.queries import LedgerLine, LedgerPage, entries_of, ledger_page
from tracker.policy.actors import SYSTEM
from tracker.policy.wording import capital
from tracker.policy.words import ROLES

LINES = 100
"""Lines of one page."""
EVERYTHING = Asked()
"""All lines of a case."""

_ROLES = {role.value: words for role, words in ROLES.items()}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One act: when, by whom in which role, in words, and its line in the ledger.

    ``opening`` tells that somebody read something, ``denied`` that they were not let; ``about`` is the type
    and reference of what it is about, ``struck`` why it counts no more, empty while it does.
    """

    idx: int
    at: datetime
    words: str
    role: str
    opening: bool
    denied: bool
    about: tuple[str, str]
    struck: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of the timeline; ``before`` is where the next page goes on, None on the last one.

    ``told`` holds the lines with the spans in which the case waited between them, newest first.
    """

    lines: tuple[TimelineLine, ...]
    told: tuple[TimelineLine | Span, ...]
    before: int | None


def dimension_names() -> dict[str, str]:
    """Return what the agency's job dimensions are called in the middle of a sentence, by code."""
    return {one.code: one.name[:1].lower() + one.name[1:] for one in editions().dimensions()}


def names_for(session: Session, page: LedgerPage, candidates: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a page of the ledger calls people, by id, and dimensions, in one statement.

    ``candidates`` says what candidates are called there.
    """
    staff = names_of(session, page.people)
    names = {str(one): staff.get(one, "somebody") for one in page.people}
    return names | dimension_names() | {str(SYSTEM.person_id): SYSTEM.name, **candidates}


def timeline(
    session: Session,
    header: CaseHeader,
    asked: Asked = EVERYTHING,
    *,
    seated: Collection[UUID] = (),
    before: int | None = None,
) -> Timeline:
    """Return the acts of a case that are asked for, in three statements; ``seated`` as in ``CaseFacts``."""
    among = asked.lines(header.candidate_id, seated)
    page = ledger_page(session, case_id=header.case_id, before=before, among=among, limit=LINES)
    names = names_for(session, page, {str(header.candidate_id): header.candidate_name})
    entries = tuple(entries_of(session, (header.case_id,), TOLD))
    struck = struck_of(entries)
    lines = tuple(_line(line, names, struck) for line in page.lines)
    spans = spans_of(entries, clock_of(session).now()) if not asked.narrowed else ()
    shown = tuple(span for span in spans if asked.lane in (None, span.lane))
    return Timeline(
        lines, _between(lines, shown, first=before is None, last=page.before is None), page.before
    )


def _line(line: LedgerLine, names: Mapping[str, str], struck: Mapping[int, str]) -> TimelineLine:
    return TimelineLine(
        idx=line.idx,
        at=line.at,
        words=capital(line.sentence(names)),
        role=_ROLES.get(line.role, line.role),
        opening=line.opening,
        denied=line.denied,
        about=line.about or ("", ""),
        struck=struck.get(line.idx, ""),
    )


def _between(
    lines: Sequence[TimelineLine], spans: Sequence[Span], *, first: bool, last: bool
) -> tuple[TimelineLine | Span, ...]:
    """Put each span below the line that ended it, on the page where that line belongs; open ones first."""
    highest = lines[0].idx if lines and not first else math.inf
    lowest = lines[-1].idx if lines and not last else -math.inf
    open_ones = [span for span in spans if span.until is None] if first else []
    ended = [span for span in spans if span.until is not None and lowest <= span.until <= highest]
    placed: list[tuple[float, int, TimelineLine | Span]] = [(-line.idx, 0, line) for line in lines]
    placed += [(-(span.until or 0), 1, span) for span in ended]
    return (*open_ones, *(one for *_, one in sorted(placed, key=lambda place: place[:2])))
