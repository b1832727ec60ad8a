"""What an investigator did about a case since it came back, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.cases.timeline import names_for
from tracker.ledger.events import Event
from tracker.ledger.queries import LedgerLine, entries_of, ledger_page
from tracker.policy.actors import Role
from tracker.policy.wording import capital, counted

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
        """Return what was done about a finding."""
        return tuple(words for one, words in self.acts if one == finding)

    def beside(self, findings: Collection[str]) -> tuple[str, ...]:
        """Return what was done about the case as a whole, and about other findings than these."""
        return tuple(words for one, words in self.acts if one not in findings)


def since_return(session: Session, case_id: UUID) -> Since:
    """Return what the investigator did since the newest return of a case, nothing before the first."""
    page = ledger_page(session, case_id=case_id, events=DONE | {RETURNED}, limit=MOST)
    if page.before is None and all(line.event != RETURNED for line in page.lines):
        return Since()
    names = names_for(session, page, {})
    lines = takewhile(lambda line: line.event != RETURNED, page.lines)
    mine = [line for line in lines if line.role == Role.INVESTIGATOR]
    return Since(tuple(_acts(reversed(mine), names)))


def _acts(lines: Iterable[LedgerLine], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Tell acts, the oldest first; of checks answered alike in a row, the first and how many more."""
    for _, alike in groupby(lines, _as_one):
        first, *others = alike
        finding = first.about[1] if first.about and first.about[0] == "finding" else ""
        more = f"; and {counted(len(others), 'more check')} likewise" if others else ""
        yield finding, f"{capital(first.sentence(names))}{more}"


def _as_one(line: LedgerLine) -> tuple[object, ...]:
    """Return what checks answered alike have in common; any other act stands for itself."""
    checked = line.event == Event.CHECK_ANSWERED.name
    return (line.actor_id, line.about, line.parts[-1]) if checked else (line.idx,)


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
