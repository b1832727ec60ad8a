"""The steps of one case (Hamden D.5): each done or excused, and work beyond the protocol approved."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.policy.answers import Unmet
from tracker.policy.casework import ExtraSearchFacts, StepFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import StepDefinition
from tracker.policy.vocabulary import BEYOND_PUBLIC, StepStatus
from tracker.policy.wording import blank, counted, day

DONE: frozenset[StepStatus] = frozenset({StepStatus.DONE_NOTHING, StepStatus.DONE_FOUND})
"""A step that was worked through, whatever it brought."""
EXCUSED: frozenset[StepStatus] = frozenset({StepStatus.NOT_APPLICABLE, StepStatus.COULD_NOT_BE_DONE})
"""A step that was not worked through, for a reason."""


@cites(Clause.HAMDEN_D_5)
def steps_for_account(steps: Sequence[StepDefinition], platform: str, *, former: bool) -> frozenset[str]:
    """Return the codes of the steps that look at a declared account, the same for every candidate.

    That is its platform's own step; else the one that goes by username alone. A former account, to which no
    access is ever given, is looked at where nothing but the public is.
    """
    own = frozenset(step.code for step in steps if platform and step.platform == platform)
    if own and not former:
        return own
    alone = [step for step in steps if not step.platform and step.queries == ("{handle}",)]
    fitting = [step for step in alone if former == BEYOND_PUBLIC.keys().isdisjoint(step.methods)]
    return frozenset(step.code for step in fitting or alone)


def added_words(step: StepFacts) -> str:
    """Say that accounts were declared after a step was closed; empty where none was."""
    if not step.added or step.added_on is None:
        return ""
    return (
        f"The affidavit was changed on {day(step.added_on)} after step {step.code} was closed: "
        f"{counted(step.added, 'account')} added."
    )


def is_excused(step: StepFacts) -> bool:
    """Say whether a step is excused: a reason of the protocol's list, approved by somebody else."""
    approved = step.excuse_approved_by is not None and step.excuse_approved_by != step.excuse_asked_by
    return step.status in EXCUSED and step.excuse_known and approved


def is_settled(step: StepFacts) -> bool:
    """Say whether a step needs nothing more."""
    done = step.status in DONE and step.searches > 0
    return done or is_excused(step) or (not step.required and step.status is StepStatus.NOT_STARTED)


def is_closed(step: StepFacts) -> bool:
    """Say whether a step was ended, by hand or by an approved excuse, and its searches bear that out."""
    return is_settled(step) and step.status is not StepStatus.NOT_STARTED


@cites(Clause.HAMDEN_D_5)
def missing_steps(
    steps: Sequence[StepFacts], *, case_reference: str = "", expected: Sequence[str] = ()
) -> tuple[Unmet, ...]:
    """Say which steps are neither done nor excused, in the protocol's order.

    ``expected`` are the codes of the pinned protocol; a step that is missing altogether is named too.
    """
    unmet = [_left(step, case_reference) for step in steps if not is_settled(step)]
    present = {step.code for step in steps}
    unmet += [
        Unmet(
            Clause.HAMDEN_D_5,
            f"Step {code} is not in this case's record.",
            f"case:{case_reference}:steps:{code}",
        )
        for code in expected
        if code not in present
    ]
    return tuple(unmet)


def _left(step: StepFacts, case_reference: str) -> Unmet:
    name = f"Step {step.code}, {step.title},"
    if step.status in EXCUSED:
        words = f"{name} is set aside, and its reason is not approved yet."
        if not step.excuse_known:
            words = f"{name} is set aside without a reason from the protocol's list."
    elif step.status in DONE:
        words = f"{name} is marked done, and no search is logged for it."
    else:
        words = f"{name} is neither done nor excused."
    if step.added:
        words = f"{added_words(step)} Step {step.code}, {step.title}, is open again until that is looked at."
    return Unmet(Clause.HAMDEN_D_5, words, fix=f"case:{case_reference}:steps:{step.code}")


@cites(Clause.HAMDEN_D_5)
def missing_to_settle(step: StepFacts, status: StepStatus) -> tuple[Unmet, ...]:
    """Say why a step cannot be closed as done this way, from what is logged for it."""
    rule = Clause.HAMDEN_D_5
    if status not in DONE:
        return (Unmet(rule, "Ask for the step to be excused, with a reason from the list."),)
    if step.unlooked:
        accounts = counted(step.unlooked, "account")
        words = f"A change of the affidavit added {accounts}. Log a search that names each, then close it."
        return (Unmet(rule, words),)
    if step.searches < step.expected_searches:
        left = step.expected_searches - step.searches
        more = "one more search" if left == 1 else f"{left} more searches"
        return (Unmet(rule, f"Log {more}, so that every candidate gets the same, or ask for an excuse."),)
    if status is StepStatus.DONE_NOTHING and step.found:
        return (Unmet(rule, "A search of this step found something. Choose Done, found."),)
    if status is StepStatus.DONE_FOUND and not step.found:
        return (Unmet(rule, "No search of this step found anything. Choose Done, nothing found."),)
    return ()


@cites(Clause.HAMDEN_D_5)
def missing_to_open_again(step: StepFacts) -> tuple[Unmet, ...]:
    """Say why a step is not opened again: it was never ended."""
    if step.status in DONE | EXCUSED:
        return ()
    return (Unmet(Clause.HAMDEN_D_5, f"Step {step.code} is open already."),)


@cites(Clause.HAMDEN_D_5)
def missing_to_add(step: StepFacts, case_reference: str) -> tuple[Unmet, ...]:
    """Say why no search is added to a step: it is closed until somebody opens it again."""
    if not is_closed(step):
        return ()
    words = f"Step {step.code} is closed. Open it again to add a search; both stay in the record."
    return (Unmet(Clause.HAMDEN_D_5, words, fix=f"case:{case_reference}:steps:{step.code}"),)


@cites(Clause.HAMDEN_D_5)
def missing_approvals(extra: Sequence[ExtraSearchFacts]) -> tuple[Unmet, ...]:
    """Say which searches beyond the protocol lack a reason or somebody else's yes."""
    unmet = []
    for search in extra:
        if blank(search.reason):
            words = f"Search {search.reference} is beyond the protocol. Say why it was needed."
            unmet.append(Unmet(Clause.HAMDEN_D_5, words, fix=f"search:{search.reference}", ref="R-15"))
        elif search.approved_by is None or search.approved_by == search.asked_by:
            words = f"Search {search.reference} is beyond the protocol and waits for a supervisor's approval."
            unmet.append(Unmet(Clause.HAMDEN_D_5, words, fix="requests", ref="R-15"))
    return tuple(unmet)
