"""The ten checks: what each asks, and who answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import Check


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """One check: its short name, the question, and who answers."""

    check: Check
    name: str
    question: str
    by_system: bool = False
    by_second_reader: bool = False


CHECKS: tuple[CheckDefinition, ...] = (
    CheckDefinition(
        Check.ACCOUNT_IS_CANDIDATES,
        "the candidate's account",
        "Is the account the candidate's? Two independent identifiers say so, or the candidate declared it.",
    ),
    CheckDefinition(
        Check.CANDIDATE_DID_IT,
        "the candidate's own act",
        "Did the candidate write, post, share or endorse it?",
    ),
    CheckDefinition(
        Check.REAL,
        "real, not parody or edited",
        "Is it real: not parody, an impostor, edited, generated, or from a stolen account?",
    ),
    CheckDefinition(
        Check.DATE_AND_CONTEXT,
        "date and context seen",
        "Were the date, the thread around it and the candidate's age then looked at?",
    ),
    CheckDefinition(
        Check.CAPTURE_INTACT,
        "capture intact",
        "Is every capture still as it was received, with its source?",
        by_system=True,
    ),
    CheckDefinition(
        Check.METHOD_LAWFUL,
        "lawful method",
        "Was it found by a method that the protocol and the law here allow?",
        by_system=True,
    ),
    CheckDefinition(
        Check.JOB_RELATED,
        "job-related",
        "Is a job dimension chosen, with the reason why it matters?",
        by_system=True,
    ),
    CheckDefinition(
        Check.PROTECTED_REMOVED,
        "protected information settled",
        "Was the statement screened, and every suggestion settled?",
        by_system=True,
    ),
    CheckDefinition(
        Check.CORROBORATED,
        "corroborated or asked",
        "Does something else support it or, for a concern, was the candidate asked?",
    ),
    CheckDefinition(
        Check.SECOND_READER,
        "second reader",
        "Has a second person, who did not search, read it against its source?",
        by_second_reader=True,
    ),
)
"""The ten checks in their order."""

BY_SYSTEM: frozenset[Check] = frozenset(one.check for one in CHECKS if one.by_system)
"""The checks that the system makes."""
BY_SECOND_READER: frozenset[Check] = frozenset(one.check for one in CHECKS if one.by_second_reader)
"""The check that a second person makes."""
BY_SEARCHER: frozenset[Check] = frozenset(Check) - BY_SYSTEM - BY_SECOND_READER
"""The checks that the investigator answers."""
AGAINST_CAPTURES: frozenset[Check] = frozenset(
    {Check.DATE_AND_CONTEXT, Check.CORROBORATED, Check.SECOND_READER}
)
"""The checks of people that look at the captures: at what surrounds a post, at a second source, at both."""


def definition(check: Check) -> CheckDefinition:
    """Return what a check asks."""
    return CHECKS[check - 1]


@cites(Clause.HAMDEN_D_6)
def holds_still(check: Check, answered_at: datetime, linked_at: datetime | None) -> bool:
    """Say whether an answer holds still: not where it looked at the captures before there was one more.

    ``linked_at`` is when the newest capture was linked to the finding, None where there is none. What does
    not look at captures is an answer about the words, and stays with their version.
    """
    return check not in AGAINST_CAPTURES or linked_at is None or linked_at <= answered_at
