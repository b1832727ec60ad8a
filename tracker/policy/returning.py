"""What a case is given back for: one of a closed list for each thing that is asked, beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites


class ReturnKind(StrEnum):
    """What one thing is about that a return asks for."""

    WORDING = "wording"
    """How a finding is worded."""
    EVIDENCE = "evidence"
    """What shows it: its source or its capture."""
    CHECKS = "checks"
    """One of the ten checks, or the ground of one."""
    PROTECTED = "protected"
    """Protected information, or somebody else's."""
    SEARCH = "search"
    """A search that is missing or not readable."""
    OTHER = "other"
    """Something else."""


RETURN_KINDS: Mapping[ReturnKind, str] = {
    ReturnKind.WORDING: "Wording",
    ReturnKind.EVIDENCE: "Evidence",
    ReturnKind.CHECKS: "Checks",
    ReturnKind.PROTECTED: "Protected information",
    ReturnKind.SEARCH: "A search is missing",
    ReturnKind.OTHER: "Something else",
}
"""What a thing is about, in words, in the order in which it is offered."""


def kind_of(said: str) -> ReturnKind:
    """Return what a thing is about; what the list does not know, or nobody chose, is something else."""
    return ReturnKind(said) if said in set(ReturnKind) else ReturnKind.OTHER


@cites(Clause.HAMDEN_D_6)
def missing_kinds(asked: Iterable[tuple[str, str, str]]) -> tuple[Unmet, ...]:
    """Say of which things nobody chose what they are about: each with its item, its words and its kind."""
    left = (item for item, words, kind in asked if words.strip() and not known(kind))
    named = [f"finding {item}" if item else "the case as a whole" for item in left]
    return tuple(Unmet(Clause.HAMDEN_D_6, f"Choose what it is about, for {name}.") for name in named)


def known(kind: str) -> bool:
    """Say whether the list knows such a kind."""
    return kind in set(ReturnKind)


def counted_by_kind(returns: Iterable[Iterable[str]]) -> dict[ReturnKind, int]:
    """Count what returns asked for by what each thing is about, those that never came up left out."""
    kinds = [kind_of(said) for asked in returns for said in asked]
    return {kind: kinds.count(kind) for kind in ReturnKind if kind in kinds}
