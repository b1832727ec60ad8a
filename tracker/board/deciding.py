"""The writer of the board's decisions, on job-related grounds and on the newest page alone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.board.holding import is_newest, packet_as_it_stands
from tracker.board.models import Decision, Packet
from tracker.board.queries import members_who_read, of_packet
from tracker.board.sealing import sealer_of
from tracker.cases.decided import mark_decided
from tracker.db import UnitOfWork
from tracker.editions.shelf import editions
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answers import Overtaken, Unmet, require
from tracker.policy.decisions import missing_in_verdict, missing_to_decide, missing_to_open
from tracker.policy.facts import DecisionFacts, PacketFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.relied import missing_in_links, missing_to_attest, relied_on
from tracker.policy.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a board says on one candidate, as its chair tells it.

    ``grounds`` are codes of job dimensions, and ``links`` says which rests on which numbered finding of the
    packet; ``outside`` answers whether anything outside the packet informed the decision, and ``explanation``
    says what. ``no_own_search`` says that whoever records it did no search.
    """

    outcome: Outcome | None
    grounds: tuple[str, ...] = ()
    outside: bool | None = None
    explanation: str = ""
    links: tuple[tuple[int, str], ...] = ()
    no_own_search: bool = False


def missing_in(verdict: Verdict, findings: tuple[int, ...]) -> tuple[Unmet, ...]:
    """Say what is left to choose, to link or to write in a verdict; nothing is written."""
    outcome, grounds, outside = verdict.outcome, verdict.grounds, verdict.outside
    names = grounds_in_words()
    return (
        *missing_in_verdict(outcome, grounds, names.keys(), outside=outside, explanation=verdict.explanation),
        *missing_in_links(outcome, grounds, verdict.links, findings, outside=outside, names=names),
        *missing_to_attest(no_own_search=verdict.no_own_search),
    )


def grounds_in_words() -> dict[str, str]:
    """Return the agency's job dimensions, on which a decision stands, by code."""
    return {each.code: each.name for each in editions().dimensions()}


def record_decision(
    work: UnitOfWork, packet: PacketFacts, verdict: Verdict, *, seen: int | None = None
) -> Decision:
    """Record the board's outcome on job-related grounds, on the newest edition of the packet (Hamden D.2).

    ``seen`` is how many decisions the page showed on which it was made; Overtaken if there are more by now.
    """
    packet, row = packet_as_it_stands(work, packet)
    permit(work.actor, Permission.RECORD_DECISION, packet)
    require(missing_to_open(packet))
    number, settled = _decided_before(work, row.case_id, seen)
    require(missing_to_decide(_facts(work, packet, verdict, row, already=settled == row.id)))
    decision_id, outcome = uuid4(), Outcome(verdict.outcome or "")
    told = verdict.explanation if verdict.outside else ""
    decision = work.add(
        Decision(
            id=decision_id,
            case_id=row.case_id,
            packet_id=row.id,
            number=number + 1,
            outcome=outcome.value,
            grounds=list(verdict.grounds),
            informed_otherwise=_sealed_words(work, row.case_id, decision_id, told) if told else None,
            recorded_by=work.actor.person_id,
            recorded_at=work.now(),
            relied_on=relied_on(verdict.grounds, verdict.links),
            no_own_search=verdict.no_own_search,
        )
    )
    _record(work, packet, decision)
    work.session.flush()
    if outcome is not Outcome.DEFER:
        mark_decided(work, row.case_id)
    return decision


def _record(work: UnitOfWork, packet: PacketFacts, decision: Decision) -> None:
    about, case_id = ("packet", packet.reference), decision.case_id
    record(
        work,
        Event.DECISION_RECORDED,
        about=about,
        case_id=case_id,
        decision=Outcome(decision.outcome),
        grounds=decision.grounds,
        number=decision.number,
    )
    record(work, Event.NO_OWN_SEARCH_ATTESTED, about=about, case_id=case_id)
    for ground, findings in (decision.relied_on or {}).items():
        if findings:
            record(
                work,
                Event.FINDINGS_RELIED_ON,
                about=about,
                case_id=case_id,
                ground=ground,
                count=len(findings),
                findings=findings,
            )


def _facts(
    work: UnitOfWork, packet: PacketFacts, verdict: Verdict, row: Packet, *, already: bool
) -> DecisionFacts:
    acknowledged, names = members_who_read(work.session, packet)
    known = grounds_in_words()
    return DecisionFacts(
        reference=packet.reference,
        outcome=verdict.outcome,
        seated=packet.seated,
        acknowledged=acknowledged,
        stepped_out=packet.stepped_out,
        exposed=packet.exposed,
        names=names,
        grounds=verdict.grounds,
        known_grounds=frozenset(known),
        outside_information=verdict.outside,
        outside_explanation=verdict.explanation,
        recorded_by=work.actor.person_id,
        packet_current=is_newest(work, row),
        already_decided=already,
        findings=of_packet(work.session, packet.reference).findings,
        links=verdict.links,
        no_own_search=verdict.no_own_search,
        ground_names=known,
    )


def _decided_before(work: UnitOfWork, case_id: UUID, seen: int | None) -> tuple[int, UUID | None]:
    """Return how many decisions there are, and the packet that the last one settles; a deferral none."""
    last = select(Decision).where(Decision.case_id == case_id).order_by(Decision.number.desc()).limit(1)
    decision = work.session.scalars(last).one_or_none()
    if seen not in (None, decision.number if decision else 0):
        raise Overtaken
    if decision is None:
        return 0, None
    return decision.number, None if decision.outcome == Outcome.DEFER else decision.packet_id


def _sealed_words(work: UnitOfWork, case_id: UUID, decision_id: UUID, text: str) -> bytes:
    return sealer_of(work.session).seal(
        work.session,
        case_id,
        table="decisions",
        column="informed_otherwise",
        row_id=decision_id,
        row_version=1,
        text=text,
    )
