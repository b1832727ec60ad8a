"""Searchers lent by a partner agency: each bound to one case by a written agreement, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.policy.actors import Role
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.declining import missing_in_ground
from tracker.policy.stages import FINISHED
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank, day, too_short


@dataclass(frozen=True, slots=True)
class BindingFacts:
    """What HR writes to bind somebody to a case; ``former`` is the stage of the case before, None at first.

    ``lent`` is whether the person is of a partner agency at all.
    """

    stage: Stage
    agreement: str
    agreed_on: date | None
    reason: str
    lent: bool = True
    former: Stage | None = None
    same_case: bool = False


def shown_as(name: str, agency: str) -> str:
    """Return the name by which everybody knows somebody who is lent, as in ``D. Ruiz (Millbrook Police)``."""
    return f"{name.strip()} ({agency.strip()})"


@cites(Clause.HAMDEN_D_2)
def missing_to_bind(facts: BindingFacts, today: date) -> tuple[Unmet, ...]:
    """Say what keeps HR from binding somebody of a partner agency to a case."""
    rule, unmet = Clause.HAMDEN_D_2, []
    if not facts.lent:
        unmet.append(
            Unmet(rule, "This person works here. Only somebody of a partner agency is bound to one case.")
        )
    if facts.same_case:
        unmet.append(Unmet(rule, "This person is bound to that case already.", "field:case"))
    elif facts.stage in FINISHED:
        unmet.append(Unmet(rule, "The work on that case is over. Choose a case under way.", "field:case"))
    if facts.former is not None and facts.former not in FINISHED and not facts.same_case:
        words = "The work on the case before is not over. Somebody lent has one case at a time."
        unmet.append(Unmet(rule, words, "field:case"))
    if blank(facts.agreement):
        unmet.append(Unmet(rule, "Enter the reference of the written agreement.", "field:agreement"))
    if facts.agreed_on is None:
        unmet.append(Unmet(rule, "Enter the day of the agreement.", "field:agreed_on"))
    elif facts.agreed_on > today:
        unmet.append(Unmet(rule, "The day of the agreement must not be in the future.", "field:agreed_on"))
    if too_short(facts.reason):
        unmet.append(Unmet(rule, "Write why nobody of ours can search, in a few words.", "field:reason"))
    return (*unmet, *missing_in_ground(facts.reason, "reason"))


@cites(Clause.HAMDEN_D_2)
def missing_for_bound(name: str, case_id: UUID, *, lent: bool, bound_to: UUID | None) -> tuple[Unmet, ...]:
    """Say why somebody lent by a partner agency is not given this case: they are bound to another."""
    if not lent or bound_to == case_id:
        return ()
    words = (
        f"{name} is lent by a partner agency and bound to another case. HR can bind them to a further one."
    )
    return (Unmet(Clause.HAMDEN_D_2, words),)


@cites(Clause.HAMPTON_D_1)
def missing_for_lent(role: Role, *, lent: bool) -> tuple[Unmet, ...]:
    """Say why somebody lent by a partner agency gets no other role than that of investigator (R-31)."""
    if not lent or role is Role.INVESTIGATOR:
        return ()
    words = "This person is lent by a partner agency to search in one case, and holds no other role here."
    return (Unmet(Clause.HAMPTON_D_1, words, ref="R-31"),)


def said_of_lent(name: str, agreement: str, agreed_on: date) -> str:
    """Say in the uniformity table that somebody of a partner agency was bound to a case."""
    return f"{name}, lent by a partner agency, under agreement {agreement} of {day(agreed_on)}."
