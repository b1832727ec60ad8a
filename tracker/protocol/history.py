"""What the ledger tells of acts that later rooms keep: what came back, what was checked, looked at, ruled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.ledger.entries import Entry
from tracker.ledger.events import Event
from tracker.ledger.models import ledger_entries
from tracker.ledger.queries import entries_of

BEGUN = Event.REVIEW_OPENED.name
SUBMITTED, RETURNED = Event.CASE_SUBMITTED.name, Event.CASE_RETURNED.name
APPROVED = Event.PREVIEW_APPROVED.name
WRITTEN = frozenset({Event.FINDING_OPENED.name, Event.FINDING_REVISED.name})
LINKED = Event.CAPTURE_LINKED.name
RULED = Event.FINDING_RULED.name
CHECKED = frozenset({Event.CHECK_ANSWERED.name, Event.STATEMENT_SCREENED.name})
ANSWERED = frozenset({Event.CONCERN_ANSWERED.name, Event.ANSWER_TIME_ENDED.name, Event.ANSWER_WAIVED.name})
"""After these the board page says something else of a concern."""
ASKED, TAKEN_BACK = Event.CANDIDATE_ASKED.name, Event.REQUEST_TAKEN_BACK.name
LONGER = frozenset({Event.ANSWER_TIME_EXTENDED.name, Event.ANSWER_TIME_REOPENED.name})
SAID, HEARD = Event.CONCERN_ANSWERED.name, Event.ANSWERS_OPENED.name
TOLD = (
    WRITTEN
    | CHECKED
    | ANSWERED
    | LONGER
    | {LINKED, RULED, BEGUN, SUBMITTED, RETURNED, APPROVED, ASKED, TAKEN_BACK, HEARD}
)

_SETTLED = (
    select(ledger_entries.c.case_id, func.max(ledger_entries.c.idx).label("last"))
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event == Event.STEP_OUTCOME_RECORDED.name,
    )
    .group_by(ledger_entries.c.case_id)
)


@dataclass(frozen=True, slots=True)
class History:
    """Where a case is on its way to the board.

    ``returned`` says that the newest submission came back; ``unchecked`` that a finding was written and not
    checked or screened since, or a capture linked to it and not checked. ``looker`` is who handed the case in
    and has to look at the board page once more, because another ruling on a finding, or the candidate's
    answer, changed it since; None where nobody has to. ``approvers`` approved the board page as it stands.
    ``answer_until`` is when the first of the questions ends that the candidate can answer now, None where
    nothing is asked. ``answers`` counts what the candidate answered, ``hearers`` are those who read it since
    the newest came. ``submitted_at`` is when it was handed in last, and ``review_begun`` that the review of
    that was opened.
    """

    returned: bool = False
    submitted_at: datetime | None = None
    review_begun: bool = False
    unchecked: bool = False
    looker: UUID | None = None
    approvers: frozenset[UUID] = frozenset()
    answer_until: datetime | None = None
    answers: int = 0
    hearers: frozenset[UUID] = frozenset()

    def unheard_by(self, person: UUID) -> bool:
        """Say whether the candidate answered something that this person has not read."""
        return bool(self.answers) and person not in self.hearers


@dataclass(slots=True)
class _Telling:
    """What was told of one case so far; ``shown`` are the findings held back when its submitter looked."""

    submitter: str = ""
    submitted_at: datetime | None = None
    review_begun: bool = False
    returned: bool = False
    held: set[str] = field(default_factory=set)
    shown: frozenset[str] = frozenset()
    acts: dict[str, dict[str, int]] = field(default_factory=dict)
    answered: bool = False
    approved: dict[str, int] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    answers: int = 0
    hearers: set[str] = field(default_factory=set)

    def hear(self, entry: Entry) -> None:
        """Take in the next line."""
        if entry.event == SUBMITTED:
            self.submitter, self.returned, self.shown = entry.actor, False, frozenset(self.held)
            self.answered, self.review_begun = False, False
            self.submitted_at = entry.at
        elif entry.event == BEGUN:
            self.review_begun = True
        elif entry.event == RETURNED:
            self.returned = True
        elif entry.event == APPROVED:
            self.approved[entry.actor] = entry.idx
            if entry.actor == self.submitter:
                self.shown, self.answered = frozenset(self.held), False
        elif entry.event in LONGER | ANSWERED | {ASKED, TAKEN_BACK}:
            self._of_question(entry, entry.about[1] if entry.about else "")
        elif entry.event == HEARD:
            self.hearers.add(entry.actor)
        elif entry.about:
            self._of_finding(entry, entry.about[1])

    def _of_question(self, entry: Entry, question: str) -> None:
        self.answered = self.answered or entry.event in ANSWERED
        if entry.event == SAID:
            self.answers += 1
            self.hearers.clear()
        if entry.event in ANSWERED or entry.event == TAKEN_BACK:
            self.times.pop(question, None)
        elif entry.event == ASKED or question in self.times:
            self.times[question] = datetime.fromisoformat(str(entry.params["due"]))

    def _of_finding(self, entry: Entry, finding: str) -> None:
        self.acts.setdefault(finding, {})[entry.event] = entry.idx
        if entry.event == RULED:
            keep = self.held.add if entry.params.get("ruling") == "withheld" else self.held.discard
            keep(finding)

    def told(self, settled: int) -> History:
        """Return what it comes to; ``settled`` is where the newest line about a step stands."""
        told = (act for acts in self.acts.values() for act in acts.items())
        changed = max((idx for event, idx in told if event != LINKED), default=-1)
        looks = bool(self.submitter) and (self.answered or self.shown != self.held)
        return History(
            returned=self.returned,
            submitted_at=self.submitted_at,
            review_begun=self.review_begun,
            unchecked=any(_is_unchecked(acts) for acts in self.acts.values()),
            looker=UUID(self.submitter) if looks else None,
            approvers=frozenset(
                UUID(person) for person, idx in self.approved.items() if idx > max(changed, settled)
            ),
            answer_until=min(self.times.values(), default=None),
            answers=self.answers,
            hearers=frozenset(UUID(person) for person in self.hearers),
        )


def histories(session: Session, cases: Collection[UUID]) -> Mapping[UUID, History]:
    """Return the history of each case, in two statements."""
    tellings = {case_id: _Telling() for case_id in cases}
    for entry in entries_of(session, cases, TOLD):
        if entry.case:
            tellings[UUID(entry.case)].hear(entry)
    wanted = sorted(str(case_id) for case_id in cases)
    settled = {row.case_id: row.last for row in session.execute(_SETTLED, {"cases": wanted})} if cases else {}
    return {case_id: telling.told(settled.get(str(case_id), -1)) for case_id, telling in tellings.items()}


def _is_unchecked(acts: Mapping[str, int]) -> bool:
    """Say whether a finding was written, or shown by one more capture, since it was checked and screened.

    Who ruled on it since has settled whether it goes out. A capture changes no word, so that it asks for no
    further screen.
    """
    written = max((idx for event, idx in acts.items() if event in WRITTEN), default=-1)
    linked = max(written, acts.get(LINKED, -1))
    if acts.get(RULED, -1) > linked:
        return False
    if acts.get(Event.CHECK_ANSWERED.name, -1) < linked:
        return True
    return any(acts.get(event, -1) < written for event in CHECKED)
