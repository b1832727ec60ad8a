"""Boards with packets to read, published as the last step of a release; inside an application context."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from tests.factories.affidavits import Round
from tests.factories.ways import lead_to_the_last
from tests.people import People
from tracker.board import deciding, service, ties
from tracker.board.deciding import Verdict
from tracker.board.models import TieAnswer
from tracker.board.packet_facts import packet_facts
from tracker.cases.conflicts import declare_conflict
from tracker.cases.models import Case
from tracker.cases.openings import Thing, record_opening
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM, Actor, Role
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, PacketFacts
from tracker.policy.vocabulary import ConflictAnswer, Outcome, Stage
from tracker.requisitions.service import record_deviation

PAGE = b"<article><h1>Internet review done. No job-related findings.</h1><p>All 24 steps.</p></article>\n"
CORRECTED = (
    b"<article><h1>Internet review done. 1 job-related finding.</h1><h2>Findings</h2><h3>Finding 1</h3>"
    b"</article>\n"
)
GOES_ON = Verdict(Outcome.CONTINUE, (), outside=False, no_own_search=True)


@dataclass(frozen=True, slots=True)
class Put:
    """A packet as it was put before the board."""

    id: UUID
    reference: str
    case_id: UUID
    case: str
    edition: int
    fingerprint: str


def say_no(work: UnitOfWork, case_id: UUID, *members: Actor) -> None:
    """Write that members have no tie to a candidate, as part of an act that is recorded."""
    for member in members:
        answer = ConflictAnswer.NONE.value
        work.add(
            TieAnswer(
                case_id=case_id,
                person_id=member.person_id,
                number=1,
                answer=answer,
                answered_at=work.now(),
            )
        )


class Board(Round):
    """A board of three with the chair first, and cases whose packets it gets."""

    def __init__(self, people: People) -> None:
        """Seat the board in an open requisition."""
        super().__init__(people)
        self.reyes, self.tan, self.yu = (
            people.make(f"Member {name}", Role.BOARD_MEMBER) for name in ("Reyes", "Tan", "Yu")
        )

    @property
    def members(self) -> tuple[Actor, ...]:
        """Return the seated members, the chair first."""
        return self.reyes, self.tan, self.yu

    def released(self, name: str = "Marisol Peña", page: bytes = PAGE, *, said: bool = True) -> Put:
        """Open a case and put a page of it before the board."""
        return self.publish(self.case(name, assigned=False), page, name=name, said=said)

    def publish(
        self,
        case: CaseFacts,
        page: bytes = PAGE,
        *,
        corrects: bool = False,
        name: str = "Marisol Peña",
        said: bool = True,
    ) -> Put:
        """Put a page, or a correction of it, before the board; its supervisor declares no tie first.

        Every member has ``said`` that they have no tie either, unless somebody is to ask them.
        """
        if self.supervisor.person_id not in self.now(case).conflicts:
            with unit_of_work(self.supervisor) as work:
                declare_conflict(work, self.now(case), answer=ConflictAnswer.NONE)
        with unit_of_work(self.supervisor) as work:
            row = service.publish_packet(
                work, self.now(case), candidate_name=name, page=page, words=120, corrects=corrects
            )
            packet = Put(row.id, row.reference, case.case_id, case.reference, row.edition, row.fingerprint)
            record(
                work,
                Event.CASE_RELEASED,
                about=("release", f"R-{packet.reference[2:]}"),
                case_id=case.case_id,
                case=case.reference,
                packet=packet.reference,
                fingerprint=packet.fingerprint,
            )
            if said and not corrects:
                say_no(work, case.case_id, *self.members)
        self.stage(case.case_id, Stage.RELEASED)
        return packet

    def many(self, number: int) -> list[Put]:
        """Put many candidates before the board."""
        return [self.released(f"Candidate {count:03}") for count in range(number)]

    def say(self, packet: Put, member: Actor, answer: ConflictAnswer = ConflictAnswer.NONE) -> None:
        """Have a member say whether they have a tie to the candidate."""
        with unit_of_work(member) as work:
            ties.say_of_tie(work, self.facts(packet), answer)

    def stage(self, case_id: UUID, to: Stage) -> None:
        """Put a case at a stage, whatever leads there."""
        with unit_of_work(SYSTEM) as work:
            row = work.session.get_one(Case, case_id)
            about = ("case", row.reference)
            record(
                work, Event.CASE_STAGE_CHANGED, about=about, case_id=case_id, before=row.stage, after=to.value
            )
            withdrawn = work.now() if to is Stage.WITHDRAWN else row.withdrawn_at
            lead_to_the_last(work, row, to)
            work.change(row, stage=to.value, withdrawn_at=withdrawn)

    def facts(self, packet: Put | str, actor: Actor | None = None) -> PacketFacts:
        """Return who stands how to a packet now."""
        db.session.rollback()
        reference = packet if isinstance(packet, str) else packet.reference
        return packet_facts(db.session, actor or self.reyes, packet=reference)

    def accept(self, *members: Actor) -> None:
        """Have members accept their duties, all of them unless some are named."""
        for member in members or self.members:
            with unit_of_work(member) as work:
                service.accept_duties(work, self.requisition)

    def open(self, packet: Put, member: Actor) -> None:
        """Have a member open a packet, which is recorded."""
        with unit_of_work(member) as work:
            record_opening(
                work,
                case_id=packet.case_id,
                thing=Thing.PACKET,
                reference=packet.reference,
                edition=packet.edition,
            )

    def read(self, packet: Put, *members: Actor) -> None:
        """Have members open a packet and confirm having read it, all of them unless some are named."""
        for member in members or self.members:
            self.open(packet, member)
            with unit_of_work(member) as work:
                service.acknowledge(work, self.facts(packet), no_own_search=True)

    def step_out(self, packet: Put, member: Actor) -> None:
        """Have a member step out of one decision."""
        with unit_of_work(member) as work:
            service.step_out(work, self.facts(packet))

    def expose(self, case_id: UUID, person: Actor) -> None:
        """Let a member open raw material, as the Chief's deviation from D.2 allows in a small agency."""
        chief = self.people.make("Chief Avery Stone", Role.CHIEF)
        with unit_of_work(chief) as work:
            record_deviation(
                work,
                self.requisition,
                clause=Clause.HAMDEN_D_2.key,
                reason=f"We are a department of three people, and {self.now(case_id).reference} waits.",
                compensating_control="The city attorney reviews each case.",
                person_id=person.person_id,
            )
        with unit_of_work(person) as work:
            record_opening(work, case_id=case_id, thing=Thing.CASE, reference=self.now(case_id).reference)

    def decide(
        self, packet: Put, verdict: Verdict = GOES_ON, *, by: Actor | None = None, attests: bool = True
    ) -> None:
        """Have the chair record what the board decided, having done no search."""
        with unit_of_work(by or self.reyes) as work:
            facts = self.facts(packet)
            deciding.record_decision(work, facts, replace(verdict, no_own_search=attests))
