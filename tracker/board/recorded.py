"""Decisions as recorded: the grounds, what informed them, who had read the packet, and who took no part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Uuid, bindparam, false, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session, aliased

from tracker.accounts.queries import names_of
from tracker.board.models import Acknowledgement, Decision, Packet, SteppedOut, UpheldDecision
from tracker.board.queries import NEWEST
from tracker.board.sealing import Cell, sealer_of
from tracker.cases.models import Case
from tracker.policy.decisions import decided_on_superseded
from tracker.policy.relied import rests_on
from tracker.policy.vocabulary import Outcome
from tracker.requisitions.models import BoardSeat

_newest = aliased(Packet)
_DECISIONS = (
    select(
        Decision,
        Packet.reference,
        Packet.edition,
        NEWEST.c.edition,
        UpheldDecision.recorded_by,
        UpheldDecision.recorded_at,
    )
    .join(Packet, Packet.id == Decision.packet_id)
    .join(NEWEST, NEWEST.c.case_id == Decision.case_id)
    .join(_newest, (_newest.case_id == Decision.case_id) & (_newest.edition == NEWEST.c.edition))
    .outerjoin(
        UpheldDecision,
        (UpheldDecision.decision_id == Decision.id) & (UpheldDecision.packet_id == _newest.id),
    )
    .where(Decision.case_id == bindparam("case_id"))
    .order_by(Decision.number.desc())
)
_NO_PACKET = type_coerce(null(), Uuid())
_WHO: CompoundSelect[Any] = union_all(
    select(
        literal("seat").label("what"),
        _NO_PACKET.label("packet_id"),
        BoardSeat.person_id,
        BoardSeat.seated_at.label("since"),
        BoardSeat.left_at.label("until"),
        false().label("attested"),
    )
    .join(Case, Case.requisition_id == BoardSeat.requisition_id)
    .where(Case.id == bindparam("case_id")),
    select(
        literal("read"),
        Acknowledgement.packet_id,
        Acknowledgement.person_id,
        Acknowledgement.acknowledged_at,
        null(),
        Acknowledgement.no_own_search.is_not(None),
    )
    .join(Packet, Packet.id == Acknowledgement.packet_id)
    .where(Packet.case_id == bindparam("case_id")),
    select(
        literal("apart"), _NO_PACKET, SteppedOut.person_id, SteppedOut.stepped_out_at, null(), false()
    ).where(SteppedOut.case_id == bindparam("case_id")),
)
"""Who had a seat, read a page of one candidate, or stepped out, and from when."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as recorded; ``superseded_page`` says that its page was corrected afterwards.

    ``informed_otherwise`` is empty where the answer was that nothing outside the packet informed it.
    ``readers`` had read that very packet, and ``apart`` took no part, when it was recorded; by name.
    """

    number: int
    outcome: Outcome
    grounds: tuple[str, ...]
    informed_otherwise: str
    recorded_by: str
    recorded_at: datetime
    packet: str
    superseded_page: bool
    upheld_by: str
    """The Chief who recorded why it stands beside the page that counts, empty for none."""
    upheld_at: datetime | None
    readers: tuple[str, ...]
    apart: tuple[str, ...]
    rests_on: Mapping[str, str]
    """On which numbered findings of the packet each ground rests, in words, by its code."""
    no_own_search: tuple[str, ...]
    """Who said that they did no search of their own: readers, and whoever recorded it; by name."""
    not_asked: tuple[str, ...]
    """Who of them was not asked, because the question came later; by name."""


def decisions_of(session: Session, case_id: UUID) -> tuple[DecisionRecord, ...]:
    """Return the decisions on a candidate, newest first, in four statements."""
    rows = session.execute(_DECISIONS, {"case_id": case_id}).all()
    who = session.execute(_WHO, {"case_id": case_id}).all()
    chiefs = {row[4] for row in rows if row[4] is not None}
    told = {*(row[0].recorded_by for row in rows), *(row.person_id for row in who), *chiefs}
    names = names_of(session, told)
    words = _explained(session, case_id, (row[0] for row in rows))

    def by_name(people: Iterable[UUID]) -> tuple[str, ...]:
        return tuple(sorted(names.get(person, "a member") for person in people))

    found = []
    for decision, reference, edition, newest, chief, upheld_at in rows:
        readers, apart = _members(who, decision)
        attested = _attested(who, decision, readers)
        found.append(
            DecisionRecord(
                number=decision.number,
                outcome=Outcome(decision.outcome),
                grounds=tuple(decision.grounds),
                informed_otherwise=words.get(decision.id, b"").decode(),
                recorded_by=names.get(decision.recorded_by, ""),
                recorded_at=decision.recorded_at,
                packet=reference,
                superseded_page=decided_on_superseded(edition, newest),
                upheld_by=names.get(chief, "the Chief") if chief else "",
                upheld_at=upheld_at,
                readers=by_name(readers),
                apart=by_name(apart),
                rests_on=_resting(decision),
                no_own_search=by_name(attested),
                not_asked=by_name((readers | {decision.recorded_by}) - attested),
            )
        )
    return tuple(found)


def _explained(session: Session, case_id: UUID, decisions: Iterable[Decision]) -> dict[UUID, bytes]:
    """Return what informed each decision besides its packet, in one statement."""
    cells: list[Cell] = [
        (case_id, "decisions", "informed_otherwise", each.id, each.version, each.informed_otherwise)
        for each in decisions
        if each.informed_otherwise is not None
    ]
    opened = sealer_of(session).open_many(session, cells)
    return dict(zip((cell[3] for cell in cells), opened, strict=True))


def _members(who: Iterable[Any], decision: Decision) -> tuple[set[UUID], set[UUID]]:
    """Return who had read the packet of a decision and who took no part, at the moment of recording.

    Nothing is recorded before every member has read or takes no part, so whoever had a seat and had not read
    took none: by stepping out, or having seen search material.
    """
    at = decision.recorded_at
    then = [row for row in who if row.since <= at and (row.until is None or row.until > at)]
    seated = {row.person_id for row in then if row.what == "seat"}
    apart = {row.person_id for row in then if row.what == "apart"} & seated
    read = {row.person_id for row in then if row.what == "read" and row.packet_id == decision.packet_id}
    readers = (read & seated) - apart
    return readers, seated - readers


def _attested(who: Iterable[Any], decision: Decision, readers: set[UUID]) -> set[UUID]:
    """Return who said that they did no search, when confirming the reading and when recording."""
    said = {row.person_id for row in who if row.attested and row.packet_id == decision.packet_id} & readers
    if decision.no_own_search is None:
        return said - {decision.recorded_by}
    return said if decision.recorded_by in readers else said | {decision.recorded_by}


def _resting(decision: Decision) -> dict[str, str]:
    relied = decision.relied_on
    return {each: rests_on(None if relied is None else relied.get(each, [])) for each in decision.grounds}
