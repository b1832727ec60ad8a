"""The timeline of a case: the ledger's lines about it as sentences, by day, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.cases.queries import CaseHeader
from tracker.editions.shelf import editions
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import SYSTEM
from tracker.policy.wording import capital
from tracker.policy.words import ROLES

LINES = 100
"""Lines of one page."""

_ROLES = {role.value: words for role, words in ROLES.items()}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One act: when, by whom in which role, in words, and its line in the ledger.

    ``opening`` tells that somebody read something, ``denied`` that they were not let.
    """

    idx: int
    at: datetime
    words: str
    role: str
    opening: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of the timeline; ``before`` is where the next page goes on, None on the last one."""

    lines: tuple[TimelineLine, ...]
    before: int | None


def dimension_names() -> dict[str, str]:
    """Return what the agency's job dimensions are called in the middle of a sentence, by code."""
    return {one.code: one.name[:1].lower() + one.name[1:] for one in editions().dimensions()}


def timeline(session: Session, header: CaseHeader, *, before: int | None = None) -> Timeline:
    """Return the acts of a case, in two statements."""
    page = ledger_page(session, case_id=header.case_id, before=before, limit=LINES)
    people = {UUID(one) for one in page.people} - {header.candidate_id, SYSTEM.person_id}
    names = {str(person): name for person, name in names_of(session, people).items()}
    names |= dimension_names()
    names |= {str(header.candidate_id): header.candidate_name, str(SYSTEM.person_id): SYSTEM.name}
    return Timeline(
        tuple(
            TimelineLine(
                idx=line.idx,
                at=line.at,
                words=capital(line.sentence(names)),
                role=_ROLES.get(line.role, line.role),
                opening=line.opening,
                denied=line.denied,
            )
            for line in page.lines
        ),
        page.before,
    )
