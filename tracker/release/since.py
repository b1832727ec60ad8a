"""What an investigator did about a case since it came back, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.cases.timeline import names_for
from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of, ledger_page
from tracker.policy.actors import Role
from tracker.policy.wording import capital

RETURNED = Event.CASE_RETURNED.name
DONE = frozenset(
    act.name
    for act in (
        Event.SEARCH_LOGGED,
        Event.SEARCH_VOIDED,
        Event.STEP_OUTCOME_RECORDED,
        Event.REQUEST_MADE,
        Event.CAPTURE_ADDED,
        Event.CAPTURE_LINKED,
        Event.NOTE_WRITTEN,
        Event.FINDING_OPENED,
        Event.FINDING_REVISED,
        Event.CHECK_ANSWERED,
        Event.STATEMENT_SCREENED,
        Event.FINDING_RULED,
    )
)
"""Whatever can be an answer to what a supervisor asks for."""
MOST = 300
"""Acts that are looked at, at the most: the newest."""


@dataclass(frozen=True, slots=True)
class Since:
    """What was done, the oldest first: the finding it is about, empty for none, and a sentence."""

    acts: tuple[tuple[str, str], ...] = ()

    def about(self, finding: str) -> tuple[str, ...]:
        """Return what was done about a finding; to the case as a whole everything is an answer."""
        return tuple(words for one, words in self.acts if not finding or one == finding)


def since_return(session: Session, case_id: UUID) -> Since:
    """Return what the investigator did since the newest return of a case, nothing before the first."""
    page = ledger_page(session, case_id=case_id, events=DONE | {RETURNED}, limit=MOST)
    if page.before is None and all(line.event != RETURNED for line in page.lines):
        return Since()
    names = names_for(session, page, {})
    lines = takewhile(lambda line: line.event != RETURNED, page.lines)
    acts = [
        (line.about[1] if line.about and line.about[0] == "finding" else "", capital(line.sentence(names)))
        for line in lines
        if line.role == Role.INVESTIGATOR
    ]
    return Since(tuple(reversed(acts)))


def changes_since(session: Session, cases: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many things changed in each case between its newest return and its submission after that.

    However often somebody came back to one finding, search or capture, it counts once. Cases that never came
    back are left out; one statement.
    """
    told: dict[UUID, set[tuple[str, str]] | None] = {}
    for entry in entries_of(session, cases, DONE | {RETURNED}):
        case_id = UUID(entry.case or "")
        touched = told.get(case_id)
        if entry.event == RETURNED:
            told[case_id] = set()
        elif touched is not None and entry.about and entry.role == Role.INVESTIGATOR:
            touched.add(entry.about)
    return {case_id: len(touched) for case_id, touched in told.items() if touched is not None}
