"""The words of refusals that permissions give, by the number of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from tracker.policy import predicates as p
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause
from tracker.policy.facts import CaseFacts, PacketFacts, RequisitionFacts, Subject
from tracker.policy.predicates import Predicate
from tracker.policy.seat_ties import WHOM_TO_ASK
from tracker.policy.separation import had_case, searched_here

R_24 = Unmet(
    Clause.HAMDEN_D_2,
    "Those who decide work from summaries. Search records and captures are not part of the packet. "
    "What the packet does not say has no part in the decision.",
    ref="R-24",
)
"""A decision maker asked for raw material; said before anything is looked up."""


def sits_on_board(actor: Actor, subject: Subject) -> Unmet:
    """Say R-08, to somebody who searches or reads although they sit, or sat, on the board."""
    if isinstance(subject, CaseFacts) and actor.person_id in subject.readers & subject.excepted:
        return Unmet(
            Clause.HAMDEN_D_2,
            "You read the board's packet on this candidate, so you see no search material about them. The "
            f"Chief's deviation does not reach that ({Clause.HAMDEN_D_2.label}). This holds for good.",
            ref="R-08",
        )
    if actor.role is not Role.INVESTIGATOR:
        whom = "on this candidate" if isinstance(subject, CaseFacts) else "in this requisition"
        return Unmet(
            Clause.HAMDEN_D_2,
            f"You sit, or sat, on a hiring board that decides {whom}, and people who decide do not "
            f"see search material ({Clause.HAMDEN_D_2.label}). Ask somebody who is not on it.",
            ref="R-08",
        )
    helper = subject.supervisor_name if isinstance(subject, CaseFacts) else ""
    title = subject.requisition_title if isinstance(subject, CaseFacts) else ""
    place = f"in '{title}'" if title else "in this requisition"
    helper = helper or "a supervisor"
    return Unmet(
        Clause.HAMDEN_D_2,
        f"You cannot search for candidates {place}. You sit on its hiring board, and people who decide do "
        f"not search ({Clause.HAMDEN_D_2.label}). Ask {helper} to reassign it.",
        ref="R-08",
    )


def decides_here(actor: Actor, subject: Subject) -> Unmet:
    """Say R-08, to a reviewer who sits, sat, or read the packet: no deviation lets a decider review."""
    why = "You read the board's packet on this candidate, so somebody else reviews the case"
    if isinstance(subject, CaseFacts) and actor.person_id in subject.seated:
        why = "You sit, or sat, on a hiring board that decides on this candidate, so somebody else reviews it"
        if actor.person_id in subject.excepted:
            why += ". The Chief's deviation lets you search, and nobody review what their board decides on"
    return Unmet(Clause.HAMDEN_D_2, f"{why} ({Clause.HAMDEN_D_2.label}).", ref="R-08")


def tie_not_ruled_out(actor: Actor, subject: Subject) -> Unmet:
    """Say that the conflict question comes first, or to somebody who declared a tie R-09, a reviewer R-19."""
    if isinstance(subject, CaseFacts):
        reviews = actor.role is Role.SUPERVISOR
        if reviews and actor.person_id in subject.conflicts:
            return declared_tie(actor, subject)
        if actor.person_id in subject.tied:
            return Unmet(
                Clause.HAMDEN_D_2,
                "You told us you know this candidate, or may. We did not open the case for you. Saying so "
                "does not count against you.",
                ref="R-09",
            )
        fix = f"case:{subject.reference}:conflict"
        if reviews:
            return Unmet(Clause.HAMDEN_D_2, "Say first whether you have a tie to this candidate.", fix=fix)
    else:
        fix = ""
    return Unmet(
        Clause.HAMDEN_D_2, "Say first, on the name alone, whether you have a tie to this candidate.", fix=fix
    )


def missing_answer_on_ties(actor: Actor, case: CaseFacts) -> tuple[Unmet, ...]:
    """Say that whoever rules in a case answers first whether there is a tie; reading may come before."""
    return () if p.has_declared_no_tie(actor, case) else (tie_not_ruled_out(actor, case),)


def declared_tie(_actor: Actor, subject: Subject) -> Unmet:
    """Say R-19, to somebody who declared a tie, whatever role they work in now."""
    whom = "a candidate of this requisition" if isinstance(subject, RequisitionFacts) else "this candidate"
    words = f"You declared a tie to {whom}, so someone else takes this step."
    return Unmet(Clause.HAMDEN_D_2, words, ref="R-19")


def missing_for_tied(actor: Actor, case: CaseFacts) -> tuple[Unmet, ...]:
    """Say that whoever declared a tie to a candidate settles nothing about the case (R-19)."""
    return () if p.has_no_declared_tie(actor, case) else (declared_tie(actor, case),)


def own_work(actor: Actor, subject: Subject) -> Unmet:
    """Say R-18, to a reviewer who searched in the case, or has or had it as its investigator."""
    searched = isinstance(subject, CaseFacts) and actor.person_id in subject.searchers
    return searched_here() if searched else had_case()


def exposed(_actor: Actor, _subject: Subject) -> Unmet:
    """Say that whoever saw raw material takes no part in the decision."""
    return Unmet(
        Clause.HAMDEN_D_2,
        "You have seen search material about this candidate, so you take no part in this decision. The "
        "packet is closed to you, and you count as having stepped out.",
        ref="R-08",
    )


def duties_first(_actor: Actor, subject: Subject) -> Unmet:
    """Say that a member's duties come before the first packet."""
    reference = subject.reference if isinstance(subject, PacketFacts) else ""
    return Unmet(
        Clause.HAMDEN_D_2,
        "Read and accept the duties of a board member first. It takes a minute.",
        fix=f"packet:{reference}:duties" if reference else "",
    )


def say_first(_actor: Actor, subject: Subject) -> Unmet:
    """Say that a member answers about ties to a candidate before the packet opens."""
    reference = subject.reference if isinstance(subject, PacketFacts) else ""
    return Unmet(
        Clause.HAMDEN_D_2,
        "Say first whether you have a tie to this candidate. The packet stays closed to you until you "
        f"answered No. Are you not sure? {WHOM_TO_ASK}",
        fix=f"packet:{reference}:duties" if reference else "",
    )


def stepped_out(_actor: Actor, _subject: Subject) -> Unmet:
    """Say R-23."""
    return Unmet(
        Clause.HAMDEN_D_2,
        "You told us you have a tie to this candidate. The packet is closed to you. The other "
        "members see that you take no part; not why.",
        ref="R-23",
    )


def not_chair(_actor: Actor, _subject: Subject) -> Unmet:
    """Say who records decisions."""
    return Unmet(None, "The chair of this board records its decisions. Your reading is recorded separately.")


def own_record(_actor: Actor, _subject: Subject) -> Unmet:
    """Say that nobody changes their own standing."""
    return Unmet(
        Clause.HAMDEN_D_3,
        "Nobody changes their own roles or designation. Ask somebody else who may.",
        ref="R-31",
    )


EXPLANATIONS: dict[Predicate, Callable[[Actor, Subject], Unmet]] = {
    p.is_off_the_board: sits_on_board,
    p.does_not_decide: decides_here,
    p.has_declared_no_tie: tie_not_ruled_out,
    p.has_no_declared_tie: declared_tie,
    p.did_not_work_on_it: own_work,
    p.was_not_exposed: exposed,
    p.has_accepted_duties: duties_first,
    p.has_not_stepped_out: stepped_out,
    p.has_ruled_out_a_tie: say_first,
    p.is_chair: not_chair,
    p.is_somebody_else: own_record,
}
"""The predicates whose failing is explained to the actor; all others stay silent, so that nothing leaks."""
