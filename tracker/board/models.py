"""Rows of the board: packets as released and for which meeting, who read them, and what was decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import OptionalSealed, Record, Sealed


class Packet(Record):
    """The page of one candidate as released to the board, byte for byte; sealed under the board's own key.

    ``fingerprint`` is the SHA-256 of the page, in hex. A correction is a further edition; both stay.
    ``candidate_name`` is what stands for the candidate before the board: a number where its requisition asks.
    """

    __tablename__ = "packets"
    __table_args__ = (UniqueConstraint("case_id", "edition"),)

    reference: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"), index=True)
    edition: Mapped[int]
    candidate_name: Mapped[Sealed]
    page: Mapped[Sealed]
    words: Mapped[int]
    fingerprint: Mapped[str]
    released_at: Mapped[datetime]
    correction: Mapped[OptionalSealed]


class PacketMeeting(Record):
    """The meeting of the board that a packet was released for."""

    __tablename__ = "packet_meetings"

    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"), unique=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("board_meetings.id"), index=True)


class DutiesAccepted(Record):
    """That a member accepted the duties of this board: no searching of one's own, use only what is here."""

    __tablename__ = "duties_accepted"
    __table_args__ = (UniqueConstraint("requisition_id", "person_id"),)

    requisition_id: Mapped[UUID] = mapped_column(ForeignKey("requisitions.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    accepted_at: Mapped[datetime]


class TieAnswer(Record):
    """What a member said of ties to one candidate before the packet opens: none, or not sure (Hamden D.2).

    Who has a tie steps out, which is kept beside.
    """

    __tablename__ = "tie_answers"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    number: Mapped[int]
    answer: Mapped[str]
    answered_at: Mapped[datetime]


class SteppedOut(Record):
    """That a member takes no part in one candidate's decision; why is nobody's business."""

    __tablename__ = "stepped_out"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    stepped_out_at: Mapped[datetime]


class Acknowledgement(Record):
    """That a member has read one edition of a packet.

    ``no_own_search`` says that they did no search of their own; None where nobody was asked yet.
    """

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("packet_id", "person_id"),)

    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    acknowledged_at: Mapped[datetime]
    no_own_search: Mapped[bool | None]


class Decision(Record):
    """The board's outcome on a candidate, on job-related grounds, made on one edition of the packet.

    ``relied_on`` holds the numbered findings of that packet under each ground that rests on them, and
    ``no_own_search`` what whoever recorded it said; both None where nobody was asked yet.
    """

    __tablename__ = "decisions"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"))
    number: Mapped[int]
    outcome: Mapped[str]
    grounds: Mapped[list[str]] = mapped_column(JSON)
    informed_otherwise: Mapped[OptionalSealed]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    relied_on: Mapped[dict[str, list[int]] | None] = mapped_column(JSON(none_as_null=True))
    no_own_search: Mapped[bool | None]


class UpheldDecision(Record):
    """The Chief's recorded reason why a decision stands, though its page was corrected (Hampton C.3.d).

    It counts for the page that the Chief saw, ``packet_id``; a further correction asks anew.
    """

    __tablename__ = "upheld_decisions"
    __table_args__ = (UniqueConstraint("decision_id", "packet_id"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"))
    packet_id: Mapped[UUID] = mapped_column(ForeignKey("packets.id"))
    reason: Mapped[Sealed]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
