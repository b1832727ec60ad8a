"""Protected information that may not reach a board, and whose characteristic it is (IACP model clause).

The screen suggests and never rewrites (:mod:`tracker.policy.suggesting`). Each suggestion is removed,
reworded, or kept for a job-related reason that the reviewer reads.
"""

from __future__ import annotations

from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.casework import FindingFacts, SuggestionFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank


class Protected(StrEnum):
    """What a suggestion is about."""

    RACE = "race"
    """Race, colour or ethnicity."""
    RELIGION = "religion"
    """Religion, creed, or its signs."""
    SEX = "sex"
    """Sex, pregnancy, orientation or identity."""
    ORIGIN = "origin"
    """National origin, language or immigration."""
    AGE = "age"
    """Age, or what gives it away."""
    HEALTH = "health"
    """Disability or health."""
    GENETICS = "genetics"
    """Genetics or the family's health."""
    FAMILY = "family"
    """Family or marital status, children."""
    MILITARY = "military"
    """Military or veteran status."""
    POLITICS = "politics"
    """Politics, union activity, protected speech."""
    MINOR = "minor"
    """Something of somebody under 18."""
    ARREST = "arrest"
    """An arrest without conviction, or an erased record."""
    ASSISTANCE = "assistance"
    """Public assistance."""
    ADDRESS = "address"
    """Where somebody lives."""
    OTHER_PERSON = "other-person"
    """A third person, or what names one."""
    IDENTIFIER = "identifier"
    """A handle, link, address, number or date that identifies."""
    OPINION = "opinion"
    """A judgement instead of a fact."""


class Whose(StrEnum):
    """Whose characteristic a suggestion names."""

    CANDIDATE = "candidate"
    """The candidate's own: it goes."""
    TARGET = "target"
    """Of those whom biased words were aimed at: may stay, in general words."""
    THIRD_PERSON = "third-person"
    """Of somebody else: it goes."""
    UNCLEAR = "unclear"
    """To be said by the person who settles it."""


class Disposition(StrEnum):
    """What was done about a suggestion."""

    REMOVED = "removed"
    """The words are gone."""
    REWORDED = "reworded"
    """A fresh wording says only what matters for the job."""
    KEPT = "kept"
    """The words stay, for a job-related reason."""


NEVER_KEPT: frozenset[str] = frozenset({Protected.IDENTIFIER, Protected.GENETICS, Protected.ADDRESS})
"""What no reason keeps: it identifies somebody, or the law lets nobody use it."""
LEAST_REASON = 4
"""A reason for keeping words has at least this many words of its own."""


@cites(Clause.IACP_FILTER, Clause.HAMPTON_C_2, Clause.HAMPTON_C_3_F, Clause.HAMPTON_D_2)
def missing_for_screening(finding: FindingFacts) -> tuple[Unmet, ...]:
    """Say what of the screen is not settled; empty means that the wording may be previewed."""
    fix = f"finding:{finding.reference}:screen"
    if not finding.screened:
        words = f"Finding {finding.reference} has wording that was not screened for protected information."
        return (Unmet(Clause.IACP_FILTER, words, fix=fix),)
    return tuple(
        Unmet(_clause(suggestion), words, fix=fix)
        for suggestion in finding.suggestions
        if (words := _unsettled(suggestion))
    )


def _clause(suggestion: SuggestionFacts) -> Clause:
    if suggestion.category == Protected.OPINION:
        return Clause.HAMPTON_C_2
    third = suggestion.category in (Protected.OTHER_PERSON, Protected.IDENTIFIER, Protected.ADDRESS)
    return Clause.HAMPTON_C_3_F if third else Clause.IACP_FILTER


def _unsettled(suggestion: SuggestionFacts) -> str:
    passage = suggestion.passage
    if not suggestion.still_present:
        return ""
    if suggestion.disposition in (Disposition.REMOVED, Disposition.REWORDED):
        return f"'{passage}' is marked {suggestion.disposition}, and it still stands in the wording."
    if suggestion.disposition != Disposition.KEPT:
        return f"Say what is done about '{passage}': removed, reworded, or kept for a reason."
    if suggestion.category in NEVER_KEPT:
        return f"'{passage}' identifies somebody or may not be used at all. Remove or reword it."
    if len(suggestion.reason.split()) < LEAST_REASON or blank(suggestion.reason):
        return f"Write why the board needs '{passage}' to judge something about the job."
    return ""
