"""The timeline of a case: the ledger's lines about it as sentences, by day, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts.queries import names_of
from tracker.cases.queries import CaseHeader
from tracker.editions.shelf import editions
from tracker.ledger.queries import LedgerPage, ledger_page
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


def names_for(session: Session, page: LedgerPage, candidates: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a page of the ledger calls people, by id, and dimensions, in one statement.

    ``candidates`` says what candidates are called there.
    """
    staff = names_of(session, page.people)
    names = {str(one): staff.get(one, "somebody") for one in page.people}
    return names | dimension_names() | {str(SYSTEM.person_id): SYSTEM.name, **candidates}


def timeline(session: Session, header: CaseHeader, *, before: int | None = None) -> Timeline:
    """Return the acts of a case, in two statements."""
    page = ledger_page(session, case_id=header.case_id, before=before, limit=LINES)
    names = names_for(session, page, {str(header.candidate_id): header.candidate_name})
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
