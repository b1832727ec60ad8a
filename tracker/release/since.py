"""What an investigator did about a case since it came back, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.cases.timeline import names_for
from tracker.ledger.events import Event
from tracker.ledger.queries import ledger_page
from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.review import missing_to_submit_again
from tracker.policy.wording import capital
from tracker.release.standing import Returned, returns_of

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

    def unanswered(self, returned: Iterable[Returned]) -> tuple[str, ...]:
        """Return what the newest return asks about with nothing done: findings, empty for the case."""
        newest = (*returned,)[-1:]
        asked = dict.fromkeys(item.about for one in newest for item in one.asked)
        return tuple(about for about in asked if not self.about(about))


def left_of_return(session: Session, case_id: UUID, *, unchanged: bool) -> tuple[Unmet, ...]:
    """Say what keeps a case that came back from going to review again; nothing before the first return."""
    left = since_return(session, case_id).unanswered(returns_of(session, case_id))
    return missing_to_submit_again(left, unchanged=unchanged)


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
