"""Separation of duties: who may do what on one candidate, whatever roles they hold.

By candidate and for ever: who has searched or opened raw material never decides, who decides never searches,
and author, second reader and releaser differ. Which roles one person may hold is in ``by_case``.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.facts import NOBODY, CaseFacts, SeatingFacts
from tracker.policy.hands import WAYS_OUT
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import ConflictAnswer, Stage
from tracker.policy.wording import counted, day


def missing_to_pass_on(name: str, *, has_it: bool) -> tuple[Unmet, ...]:
    """Say why a case is not given to an investigator: they have it."""
    return (Unmet(None, f"{name} has this case already."),) if has_it else ()


@cites(Clause.HAMDEN_D_2)
def missing_to_give(giver: UUID, person_id: UUID, others: str = "") -> tuple[Unmet, ...]:
    """Say why a supervisor does not give a case to this person: nobody gives one to themselves.

    ``others`` are the names of the supervisors who could give it.
    """
    why = "Nobody gives a case to themselves, so another supervisor chooses who searches."
    return (_somebody_else_gives(why, others),) if giver == person_id else ()


@cites(Clause.HAMDEN_D_2)
def missing_to_pass(giver: UUID, now_with: UUID | None, others: str = "") -> tuple[Unmet, ...]:
    """Say why a supervisor neither takes a case back nor passes it on: they have it themselves."""
    why = "You have this case yourself, so another supervisor takes it back or passes it on."
    return (_somebody_else_gives(why, others),) if giver == now_with else ()


def _somebody_else_gives(why: str, others: str) -> Unmet:
    nobody = "Nobody else is a supervisor who can; HR can give the role to somebody."
    return Unmet(Clause.HAMDEN_D_2, f"{why} {_who_can(others, nobody)}")


def _who_can(others: str, nobody: str) -> str:
    return f"{others} can." if others else nobody


def missing_to_take_back(name: str) -> tuple[Unmet, ...]:
    """Say why a case is not taken back from who had it: nobody has it, or ``name`` does by now."""
    words = f"{name} was given this case after you opened the page, so it was not taken back. Look again."
    return (Unmet(None, words if name else "Nobody has this case any more, so it was taken from nobody."),)


@cites(Clause.HAMDEN_D_2)
def missing_to_assign(
    case: CaseFacts, person_id: UUID, name: str, reviewers: frozenset[UUID] = NOBODY
) -> tuple[Unmet, ...]:
    """Say why this investigator cannot be given this case; designation is judged in ``searchers``.

    ``reviewers`` began a review of the case, or read, ruled, returned or released in one.
    """
    unmet = [*_missing_for_reviewers(person_id, name, reviewers)]
    if person_id in case.readers and person_id in case.excepted:
        unmet.append(
            Unmet(
                Clause.HAMDEN_D_2,
                f"{name} read the board's packet on this candidate, so does not search for them. The Chief's "
                f"deviation does not reach that ({Clause.HAMDEN_D_2.label}).",
                ref="R-08",
            )
        )
    if person_id in case.seated | case.readers and person_id not in case.excepted:
        unmet.append(
            Unmet(
                Clause.HAMDEN_D_2,
                f"{name} cannot search for candidates in '{case.requisition_title}'. {name} sits, or sat, on "
                f"its hiring board, and people who decide do not search ({Clause.HAMDEN_D_2.label}).",
                ref="R-08",
            )
        )
    if person_id in case.tied:
        unmet.append(
            Unmet(
                Clause.HAMDEN_D_2,
                f"{name} declared a tie to this candidate. Choose somebody else.",
                ref="R-09",
            )
        )
    return (*unmet, *missing_to_give_out(case.stage))


def _missing_for_reviewers(person_id: UUID, name: str, reviewers: frozenset[UUID]) -> tuple[Unmet, ...]:
    if person_id not in reviewers:
        return ()
    words = f"{name} reviewed this case, so does not work on it as its investigator. Choose somebody else."
    return (Unmet(Clause.HAMDEN_D_6, words, ref="R-18"),)


def missing_to_give_out(stage: Stage) -> tuple[Unmet, ...]:
    """Say why nobody at all is given a case: the work on it is over."""
    if stage not in FINISHED:
        return ()
    return (Unmet(None, "The work on this case is over, so nobody is assigned to it."),)


@cites(Clause.HAMDEN_D_2)
def missing_to_seat(facts: SeatingFacts) -> tuple[Unmet, ...]:
    """Say why this person cannot sit on this board (the mirror of R-08)."""
    unmet = []
    if Role.BOARD_MEMBER not in facts.roles:
        unmet.append(
            Unmet(
                Clause.HAMDEN_D_2,
                f"{facts.name} is not a board member yet. Give the role first.",
                fix="people",
            )
        )
    if facts.already_seated:
        unmet.append(Unmet(None, f"{facts.name} sits on this board already."))
    if facts.searched_here or facts.assigned_here:
        unmet.append(_cannot_sit(facts, "was assigned to, or searched for, candidates in it"))
    if facts.exposed_here or facts.exposed_elsewhere:
        unmet.append(_cannot_sit(facts, "has seen search material about one of its candidates"))
    if facts.ruled:
        why = "ruled on a request or a tie in a case of one of its candidates"
        unmet.append(_cannot_sit(facts, why, "work on a case"))
    return tuple(unmet)


def _cannot_sit(facts: SeatingFacts, why: str, who: str = "search") -> Unmet:
    return Unmet(
        Clause.HAMDEN_D_2,
        f"{facts.name} cannot sit on the hiring board of '{facts.requisition_title}'. {facts.name} {why}, "
        f"and people who {who} do not decide ({Clause.HAMDEN_D_2.label}). This holds for good.",
        ref="R-08",
    )


@cites(Clause.HAMDEN_D_6)
def missing_to_rule(
    ruler: UUID,
    authors: Container[UUID],
    searchers: frozenset[UUID],
    others: str | None = None,
    *,
    assigned: frozenset[UUID] = NOBODY,
) -> tuple[Unmet, ...]:
    """Say why this person cannot review, read second or release what these authors wrote (R-18).

    ``authors`` wrote any version of it. ``assigned`` have, or had, the case: who submits it is one
    of them, and is never both sides of "read by somebody else".
    """
    if ruler in authors:
        return (_someone_else("You wrote this", others),)
    if ruler in searchers:
        return (searched_here(others),)
    return (had_case(others),) if ruler in assigned else ()


@cites(Clause.HAMDEN_D_6)
def searched_here(others: str | None = None) -> Unmet:
    """Say R-18 to whoever searched in a case; ``others`` can review it: empty where nobody can."""
    return _someone_else("You logged searches in this case", others)


@cites(Clause.HAMDEN_D_6)
def had_case(others: str | None = None) -> Unmet:
    """Say R-18 to whoever has, or had, a case as its investigator; ``others`` as above."""
    return _someone_else("You have, or had, this case as its investigator", others)


def _someone_else(why: str, others: str | None) -> Unmet:
    nobody = (
        "Nobody else can now: every other supervisor searched or wrote here, has or had the case, decides on "
        f"the candidate or declared a tie. {WAYS_OUT}"
    )
    somebody = "Another supervisor can." if others is None else _who_can(others, nobody)
    return Unmet(Clause.HAMDEN_D_6, f"{why}, so someone else reviews it. {somebody}", ref="R-18")


STRICTNESS: tuple[ConflictAnswer, ...] = (ConflictAnswer.NONE, ConflictAnswer.UNSURE, ConflictAnswer.YES)
"""What is said of ties, from what bars nothing to what bars most; of several answers the strictest counts."""


@cites(Clause.HAMDEN_D_2)
def missing_to_declare(before: ConflictAnswer | None, answer: ConflictAnswer) -> tuple[Unmet, ...]:
    """Say why somebody does not take back what they said of a tie: nobody rules on their own."""
    if before is None or STRICTNESS.index(answer) >= STRICTNESS.index(before):
        return ()
    said = (
        "that you know this candidate" if before is ConflictAnswer.YES else "that you may know this candidate"
    )
    words = (
        f"You said {said}. Nobody takes that back alone, so it stands, and somebody else does the work on "
        "this case. If it was said in error, tell a supervisor; the case stays with somebody else."
    )
    return (Unmet(Clause.HAMDEN_D_2, words, ref="R-09"),)


@cites(Clause.HAMDEN_D_2)
def said_of_late_tie(name: str, declared_on: date, searches: int) -> str:
    """Say to a reviewer that whoever worked on a case declared a tie to its candidate only afterwards."""
    work = f"logged {counted(searches, 'search', 'searches')}" if searches else "opened the case"
    return (
        f"{name} {work} here before saying, on {day(declared_on)}, that there is, or may be, a tie to the "
        "candidate. Access stopped then, and nothing was deleted. Read what they found beside its source; "
        "return the case where a step should be done again."
    )


@cites(Clause.HAMDEN_D_5)
def missing_to_approve(approver: UUID, asked_by: UUID) -> tuple[Unmet, ...]:
    """Say why this person cannot approve a request: whoever asks does not approve."""
    if approver != asked_by:
        return ()
    return (Unmet(Clause.HAMDEN_D_5, "You asked for this, so someone else decides on it."),)
