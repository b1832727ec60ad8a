"""The questions a permission asks: each takes the actor and the subject and answers yes or no.

A predicate that is asked about the wrong kind of subject answers no.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.policy.actors import STAFF_ROLES, Actor, Role
from tracker.policy.facts import CaseFacts, PacketFacts, PersonFacts, RequisitionFacts, Subject
from tracker.policy.vocabulary import ConflictAnswer

Predicate = Callable[[Actor, Subject], bool]
"""A question about an actor and a subject."""


def is_staff(actor: Actor, _subject: Subject) -> bool:
    """Works here, in whatever role."""
    return actor.role in STAFF_ROLES


def is_candidate(actor: Actor, _subject: Subject) -> bool:
    """Is a candidate, signed in by invitation."""
    return actor.role is Role.CANDIDATE and actor.case_id is not None


def is_own_case(actor: Actor, subject: Subject) -> bool:
    """The case is the one this candidate's session is bound to."""
    return isinstance(subject, CaseFacts) and actor.case_id is not None and actor.case_id == subject.case_id


def is_investigator(actor: Actor, _subject: Subject) -> bool:
    """Works as background investigator."""
    return actor.role is Role.INVESTIGATOR


def is_supervisor(actor: Actor, _subject: Subject) -> bool:
    """Works as supervisor."""
    return actor.role is Role.SUPERVISOR


def is_board_member(actor: Actor, _subject: Subject) -> bool:
    """Works as board member."""
    return actor.role is Role.BOARD_MEMBER


def is_hr_admin(actor: Actor, _subject: Subject) -> bool:
    """Works as HR administrator."""
    return actor.role is Role.HR_ADMIN


def is_auditor(actor: Actor, _subject: Subject) -> bool:
    """Works as auditor or counsel."""
    return actor.role is Role.AUDITOR


def is_chief(actor: Actor, _subject: Subject) -> bool:
    """Works as Chief."""
    return actor.role is Role.CHIEF


def is_it(actor: Actor, _subject: Subject) -> bool:
    """Keeps the machine running."""
    return actor.role is Role.IT


def is_assigned_investigator(actor: Actor, subject: Subject) -> bool:
    """The case is assigned to this investigator now."""
    return isinstance(subject, CaseFacts) and subject.investigator_id == actor.person_id


def is_off_the_board(actor: Actor, subject: Subject) -> bool:
    """Neither sits nor sat on the board that decides on this case (Hamden D.2), unless the Chief deviated.

    No deviation reaches whoever read the packet: nobody is both searcher and decider on one candidate. Asked
    about a whole requisition, whoever holds a seat there now is on its board.
    """
    if isinstance(subject, RequisitionFacts):
        return actor.person_id not in subject.seated
    if not isinstance(subject, CaseFacts):
        return False
    if actor.person_id in subject.readers:
        return False
    return actor.person_id not in subject.seated or actor.person_id in subject.excepted


def does_not_decide(actor: Actor, subject: Subject) -> bool:
    """Neither sits nor sat on a board that decides on this candidate, nor decided: no deviation reaches that.

    The Chief lets somebody of the board search (Hamden D.2), and never review what a board decides on.
    """
    return isinstance(subject, CaseFacts) and actor.person_id not in subject.seated | subject.readers


def has_declared_no_tie(actor: Actor, subject: Subject) -> bool:
    """Has said that there is no tie to this candidate."""
    return isinstance(subject, CaseFacts) and subject.conflicts.get(actor.person_id) is ConflictAnswer.NONE


def has_no_declared_tie(actor: Actor, subject: Subject) -> bool:
    """Has not said, in whatever role, that there is, or may be, a tie to this candidate.

    Asked about a whole requisition: to none of its candidates.
    """
    return isinstance(subject, CaseFacts | RequisitionFacts) and actor.person_id not in subject.tied


def did_not_work_on_it(actor: Actor, subject: Subject) -> bool:
    """Logged no search in this case, and neither has nor had it as its investigator, so can review it."""
    if not isinstance(subject, CaseFacts) or actor.person_id == subject.investigator_id:
        return False
    return actor.person_id not in subject.worked


def sits_on_deciding_board(actor: Actor, subject: Subject) -> bool:
    """Holds a seat on the board that decides."""
    return isinstance(subject, PacketFacts | RequisitionFacts) and actor.person_id in subject.seated


def was_not_exposed(actor: Actor, subject: Subject) -> bool:
    """Has never opened raw material of this candidate (Hamden D.2)."""
    return isinstance(subject, PacketFacts) and actor.person_id not in subject.exposed


def has_not_stepped_out(actor: Actor, subject: Subject) -> bool:
    """Neither stepped out nor declared a tie to the candidate of this packet, in whatever role."""
    return isinstance(subject, PacketFacts) and actor.person_id not in subject.stepped_out


def has_accepted_duties(actor: Actor, subject: Subject) -> bool:
    """Has accepted the duties of this board."""
    return isinstance(subject, PacketFacts) and actor.person_id in subject.duties_accepted


def has_ruled_out_a_tie(actor: Actor, subject: Subject) -> bool:
    """Has said that there is no tie to the candidate of this packet; nobody who takes no part is asked."""
    if not isinstance(subject, PacketFacts):
        return False
    return actor.person_id in subject.untied | subject.stepped_out | subject.exposed


def is_chair(actor: Actor, subject: Subject) -> bool:
    """Chairs the board that decides."""
    return isinstance(subject, PacketFacts | RequisitionFacts) and subject.chair == actor.person_id


def is_oneself(actor: Actor, subject: Subject) -> bool:
    """The act is about the actor."""
    return isinstance(subject, PersonFacts) and subject.person_id == actor.person_id


def is_somebody_else(actor: Actor, subject: Subject) -> bool:
    """The act is about another person than the actor."""
    return isinstance(subject, PersonFacts) and subject.person_id != actor.person_id
