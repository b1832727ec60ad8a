"""The separation of duties, by person and requisition; overlaps are expected to be none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, distinct, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.answering.models import AnswerOutcome, AnswerRequest
from tracker.board.models import Acknowledgement, Decision, Packet, UpheldDecision
from tracker.cases.models import AccessEntry, Case
from tracker.cases.openings import Thing
from tracker.findings.models import Finding, FindingVersion
from tracker.policy.deviations import may_search_for_own_board
from tracker.policy.vocabulary import Check
from tracker.release.models import FindingRuling, FirstRelease, Release, Return, Submission
from tracker.requisitions.deviations import DeviationLine, deviation_list, over_since
from tracker.requisitions.models import BoardSeat, Requisition
from tracker.requisitions.queries import deviation_facts
from tracker.validation.models import CheckAnswer, SecondLook

SEARCHED, EXPOSED, REVIEWED, SEATED, DECIDED = "searched", "exposed", "reviewed", "seated", "decided"
SEARCHED_AND_REVIEWED, SAW_AND_DECIDED = "searched-and-reviewed", "saw-and-decided"

SEATED_AND_SAW = "Sits, or sat, on the board of a requisition in which search material was opened."
"""Expected of nobody; the Chief may deviate for one person, as in a department of three."""
NEVER: dict[str, str] = {
    SAW_AND_DECIDED: "Saw search material about a candidate, and took part in deciding on that candidate.",
    SEARCHED_AND_REVIEWED: "Searched in a case, and reviewed or released it.",
}
"""What no deviation covers."""

_there = aliased(Case)


def _counted(duty: str, person: Any, case: Any) -> Select[str, UUID, UUID, int]:
    """Return a statement that counts the cases in which each person did something, by requisition."""
    return (
        select(
            literal(duty).label("duty"),
            person.label("person_id"),
            Case.requisition_id.label("requisition_id"),
            func.count(distinct(Case.id)).label("cases"),
        )
        .join(Case, Case.id == case)
        .group_by(person, Case.requisition_id)
    )


_reviews = union_all(
    select(Release.released_by.label("person_id"), Release.case_id.label("case_id")),
    select(FirstRelease.released_by, FirstRelease.case_id),
    select(Return.returned_by, Submission.case_id).join(Submission, Submission.id == Return.submission_id),
    select(FindingRuling.ruled_by, Finding.case_id)
    .join(Finding, Finding.id == FindingRuling.finding_id)
    .where(FindingRuling.in_review),
    select(CheckAnswer.answered_by, Finding.case_id)
    .join(FindingVersion, FindingVersion.id == CheckAnswer.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id)
    .where(CheckAnswer.number == Check.SECOND_READER.value),
    select(SecondLook.looked_by, Finding.case_id)
    .join(FindingVersion, FindingVersion.id == SecondLook.finding_version_id)
    .join(Finding, Finding.id == FindingVersion.finding_id),
    select(AnswerRequest.asked_by, AnswerRequest.case_id),
    select(AnswerOutcome.decided_by, AnswerRequest.case_id).join(
        AnswerRequest, AnswerRequest.id == AnswerOutcome.request_id
    ),
).subquery("reviews")
_decisions = union_all(
    select(Acknowledgement.person_id.label("person_id"), Packet.case_id.label("case_id")).join(
        Packet, Packet.id == Acknowledgement.packet_id
    ),
    select(Decision.recorded_by, Decision.case_id),
    select(UpheldDecision.recorded_by, UpheldDecision.case_id),
).subquery("decisions_taken_part_in")

_DUTIES = union_all(
    _counted(SEARCHED, AccessEntry.person_id, AccessEntry.case_id).where(AccessEntry.thing == Thing.SEARCHED),
    _counted(EXPOSED, AccessEntry.person_id, AccessEntry.case_id).where(AccessEntry.raw),
    _counted(REVIEWED, _reviews.c.person_id, _reviews.c.case_id),
    _counted(DECIDED, _decisions.c.person_id, _decisions.c.case_id),
    select(literal(SEATED), BoardSeat.person_id, BoardSeat.requisition_id, func.count(BoardSeat.id)).group_by(
        BoardSeat.person_id, BoardSeat.requisition_id
    ),
    _counted(SEARCHED_AND_REVIEWED, _reviews.c.person_id, _reviews.c.case_id).join(
        AccessEntry,
        (AccessEntry.case_id == _reviews.c.case_id)
        & (AccessEntry.person_id == _reviews.c.person_id)
        & (AccessEntry.thing == Thing.SEARCHED),
    ),
    _counted(SAW_AND_DECIDED, _decisions.c.person_id, _decisions.c.case_id)
    .join(_there, _there.candidate_id == Case.candidate_id)
    .join(
        AccessEntry,
        (AccessEntry.case_id == _there.id)
        & (AccessEntry.person_id == _decisions.c.person_id)
        & AccessEntry.raw,
    ),
)
_PEOPLE = select(Person.id, Person.reference, Person.name).where(
    Person.id.in_(bindparam("people", expanding=True))
)
_REQUISITIONS = select(
    Requisition.id, Requisition.reference, Requisition.title, Requisition.opened_at
).order_by(Requisition.created_at.desc(), Requisition.reference)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What one person did in one requisition, in numbers of cases, and what of it should not meet.

    ``overlaps`` are sentences; ``excused`` are those under a deviation, with its control.
    """

    person: str
    reference: str
    searched: int
    exposed: int
    reviewed: int
    seated: bool
    decided: int
    overlaps: tuple[str, ...]
    excused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequisitionDuties:
    """The people of one requisition, by name, with the Chief's deviations there."""

    requisition: str
    title: str
    lines: tuple[DutyLine, ...]
    deviations: tuple[DeviationLine, ...]


@dataclass(frozen=True, slots=True)
class DutiesView:
    """All requisitions, newest first."""

    requisitions: tuple[RequisitionDuties, ...]

    @property
    def overlaps(self) -> int:
        """Return how many people did what should not meet, and no deviation of the Chief's covers."""
        lines = (line for one in self.requisitions for line in one.lines)
        return sum(bool(line.overlaps) for line in lines)


def duties_view(session: Session) -> DutiesView:
    """Return who did what where, in seven statements at most however many people and cases there are."""
    counts: dict[UUID, dict[UUID, dict[str, int]]] = {}
    people: set[UUID] = set()
    for row in session.execute(_DUTIES):
        counts.setdefault(row.requisition_id, {}).setdefault(row.person_id, {})[row.duty] = row.cases
        people.add(row.person_id)
    known = {row.id: row for row in session.execute(_PEOPLE, {"people": sorted(people)})}
    recorded = deviation_facts(session)
    deviations = deviation_list(session)
    requisitions, listed = [], session.execute(_REQUISITIONS).all()
    over = over_since(session, [one.id for one in listed])
    for requisition in listed:
        excepted = may_search_for_own_board(recorded, requisition.id)
        lines = [
            _line(
                known[person],
                done,
                tuple(one.compensating_control for one in excepted.get(person, ())),
            )
            for person, done in counts.get(requisition.id, {}).items()
            if person in known  # candidates and the product itself are no staff
        ]
        lines.sort(
            key=lambda line: (not line.overlaps, not line.excused, line.person.casefold(), line.reference)
        )
        here = tuple(
            line
            for line in deviations
            if line.shows_in(requisition.reference, requisition.opened_at, over.get(requisition.id))
        )
        requisitions.append(RequisitionDuties(requisition.reference, requisition.title, tuple(lines), here))
    return DutiesView(tuple(requisitions))


def _line(person: Any, done: dict[str, int], controls: tuple[str, ...]) -> DutyLine:
    seated = (SEATED_AND_SAW,) if SEATED in done and (SEARCHED in done or EXPOSED in done) else ()
    return DutyLine(
        person=person.name,
        reference=person.reference,
        searched=done.get(SEARCHED, 0),
        exposed=done.get(EXPOSED, 0),
        reviewed=done.get(REVIEWED, 0),
        seated=SEATED in done,
        decided=done.get(DECIDED, 0),
        overlaps=(*(() if controls else seated), *(NEVER[each] for each in NEVER if each in done)),
        excused=(*seated, *controls) if seated and controls else (),
    )
