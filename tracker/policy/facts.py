"""Facts about people and standing: who stands how to a requisition, a case, a packet.

All facts are frozen and hold only what a rule needs; queries make them, rules judge them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.correcting import seen_as, under_correction
from tracker.policy.vocabulary import ConflictAnswer, Outcome, Stage

NOBODY: frozenset[UUID] = frozenset()
"""No person at all."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Who stands how to one case; the subject of most permissions.

    ``seated`` sit on the board of its requisition now or sat there before, stand-ins and the chair included.
    ``searchers`` have logged a search in this case; ``exposed`` have opened raw material of this candidate in
    any case, ever, in any role. ``conflicts`` holds each person's strictest answer. ``assigned`` have the
    case as its investigator, or had it before; ``investigator_id`` is who has it now.
    """

    case_id: UUID
    reference: str
    requisition_id: UUID
    candidate_id: UUID
    stage: Stage
    investigator_id: UUID | None = None
    seated: frozenset[UUID] = NOBODY
    searchers: frozenset[UUID] = NOBODY
    assigned: frozenset[UUID] = NOBODY
    exposed: frozenset[UUID] = NOBODY
    conflicts: Mapping[UUID, ConflictAnswer] = field(default_factory=dict)
    excepted: frozenset[UUID] = NOBODY
    """People for whom the Chief recorded a deviation from Hamden D.2 in this requisition."""
    readers: frozenset[UUID] = NOBODY
    """People who read a packet on this candidate, in any case, ever, to decide: of a board, or as Chief."""
    requisition_title: str = ""
    supervisor_name: str = ""
    corrected_from: Stage | None = None
    """The stage from which a correction took the case, None before the first."""

    @property
    def worked(self) -> frozenset[UUID]:
        """Return who worked on the case: searched in it, or has or had it as its investigator."""
        return self.searchers | self.assigned

    @property
    def tied(self) -> frozenset[UUID]:
        """Return who declared a tie to the candidate, or that there may be one."""
        said = self.conflicts.items()
        return frozenset(person for person, answer in said if answer is not ConflictAnswer.NONE)

    @property
    def seen_as(self) -> Stage:
        """Return the stage that all but those who correct the case go on seeing."""
        return seen_as(self.stage, self.corrected_from)

    @property
    def disposed(self) -> bool:
        """Say whether its keys are destroyed, so that nobody reads what it held any more."""
        return self.stage is Stage.DISPOSED

    @property
    def under_correction(self) -> bool:
        """Say whether what was released is being corrected."""
        return under_correction(self.stage, self.corrected_from)


@dataclass(frozen=True, slots=True)
class RequisitionFacts:
    """Who stands how to one requisition."""

    requisition_id: UUID
    reference: str
    title: str = ""
    opened: bool = False
    closed: bool = False
    seated: frozenset[UUID] = NOBODY
    chair: UUID | None = None
    tied: frozenset[UUID] = NOBODY
    """Who declared a tie, or a doubt, to one of its candidates, in whatever role, that nobody lifted."""


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """Who stands how to one packet; all that the board's pages know of a case.

    ``seated`` hold a seat now. ``stepped_out`` have declared a tie to this candidate, on the board or in any
    other role. ``closed`` is whether the case is withdrawn or closed, so that nobody needs the packet.
    """

    reference: str
    requisition_id: UUID
    seated: frozenset[UUID]
    chair: UUID | None = None
    stepped_out: frozenset[UUID] = NOBODY
    exposed: frozenset[UUID] = NOBODY
    duties_accepted: frozenset[UUID] = NOBODY
    untied: frozenset[UUID] = NOBODY
    """Who said, as a member of the board, that they have no tie to this candidate."""
    closed: bool = False
    opened_by: frozenset[UUID] = NOBODY
    """Members who opened this very edition before."""
    disposed: bool = False
    """Whether the keys of its case are destroyed."""
    corrected_by: str = ""
    """The packet that took its place, empty while none did."""
    closes: date | None = None
    """The day on which it closes to the board, once its decision is final."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One member of staff, as the subject of an act on people."""

    person_id: UUID
    roles: frozenset[Role] = frozenset()


Subject = CaseFacts | RequisitionFacts | PacketFacts | PersonFacts | None
"""What a permission is asked about."""


@dataclass(frozen=True, slots=True)
class DesignationFacts:
    """The Chief's act that a person may search: by whom, from when to which last day, on what ground."""

    person_id: UUID
    designated_by: UUID
    designated_by_role: Role
    starts_on: date
    ends_on: date
    vetted_on: date | None
    trained_on: date | None
    confidentiality_signed_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeviationFacts:
    """The Chief's recorded deviation from a clause, for a requisition and sometimes for one person in it.

    ``opened`` says that the requisition was open when the deviation was recorded.
    """

    clause: str
    requisition_id: UUID
    recorded_by_role: Role
    reason: str
    compensating_control: str
    person_id: UUID | None = None
    opened: bool = False


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A requisition that somebody is about to open; ``without_review`` by the Chief's deviation from D.1.

    ``protocol_published`` and ``profile_known`` say that version and digest match the edition on file.
    """

    reference: str
    title: str
    protocol: str | None
    protocol_published: bool
    profile: str | None
    profile_known: bool
    board: frozenset[UUID]
    chair: UUID | None
    least_members: int = 3
    opened: bool = False
    closed: bool = False
    without_review: bool = False


@dataclass(frozen=True, slots=True)
class SeatingFacts:
    """Somebody who is about to get a seat on the board of a requisition.

    ``searched_here`` and ``exposed_here`` say that the person searched, or opened raw material, in one of
    the requisition's cases; ``exposed_elsewhere`` that it was about one of its candidates in another.
    ``ruled`` says that the person ruled on a request or a tie in any case of one of its candidates. To give
    a case to somebody is no such work: whoever does so reads and weighs nothing of what is in it.
    """

    person_id: UUID
    name: str
    roles: frozenset[Role]
    requisition_title: str
    searched_here: bool = False
    assigned_here: bool = False
    exposed_here: bool = False
    exposed_elsewhere: bool = False
    ruled: bool = False
    already_seated: bool = False


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision that a board is about to record.

    Names are kept by person. ``grounds`` are codes of job dimensions. ``outside_information`` is the answer
    to "Did anything outside this packet inform it?", None while unanswered. ``findings`` are the numbers on
    the packet, and ``links`` says which ground rests on which of them.
    """

    reference: str
    outcome: Outcome | None
    seated: frozenset[UUID]
    acknowledged: frozenset[UUID]
    stepped_out: frozenset[UUID]
    exposed: frozenset[UUID]
    names: Mapping[UUID, str]
    grounds: tuple[str, ...]
    known_grounds: frozenset[str]
    outside_information: bool | None
    outside_explanation: str = ""
    recorded_by: UUID | None = None
    packet_current: bool = True
    already_decided: bool = False
    findings: tuple[int, ...] = ()
    links: tuple[tuple[int, str], ...] = ()
    no_own_search: bool = False
    ground_names: Mapping[str, str] = field(default_factory=dict)
