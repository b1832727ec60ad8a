"""What ties an account to a candidate: the candidate's own word, or independent identifiers, each once."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.policy.answers import Unmet
from tracker.policy.casework import FindingFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.spelling import folded
from tracker.policy.vocabulary import Attribution
from tracker.policy.wording import blank, counted

OWN_ACTS: frozenset[Attribution] = frozenset(
    {Attribution.AUTHORED, Attribution.SHARED, Attribution.ENDORSED, Attribution.COMMENTED}
)
"""What the candidate did; being tagged or depicted is what somebody else did."""
LEAST_IDENTIFIERS = 2
"""Fewer independent identifiers than this do not tie an account to a candidate."""


def independent(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that count: each says something, and none says what another said already.

    Lines are compared without case, accents, spaces and signs, so that "@Marisol.Pena" and "marisol pena" are
    one identifier.
    """
    counted: dict[str, str] = {}
    for line in lines:
        words = line.strip()
        if not blank(words):
            counted.setdefault("".join(filter(str.isalnum, folded(words))), words)
    return tuple(counted.values())


@cites(Clause.HAMDEN_D_6)
def missing_identity(finding: FindingFacts) -> tuple[Unmet, ...]:
    """Say what is missing to call a finding the candidate's own: two identifiers, and an own act."""
    unmet = []
    fix = f"finding:{finding.reference}"
    if finding.identifiers < LEAST_IDENTIFIERS and not finding.declared:
        have = counted(finding.identifiers, "independent identifier")
        words = (
            f"Finding {finding.reference} has {have}. It takes two to say that an account is the candidate's."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix=fix, ref="R-20"))
    if finding.attribution not in OWN_ACTS and not finding.corroborated_by_other:
        words = (
            f"Finding {finding.reference} rests on a post in which the candidate is {finding.attribution}. "
            "That is somebody else's act; it needs the candidate's own, or an independent source."
        )
        unmet.append(Unmet(Clause.HAMDEN_D_6, words, fix=fix, ref="R-20"))
    return tuple(unmet)


def rung(identifiers: int, *, declared: bool) -> str:
    """Return on which rung an account stands: declared, by two or more, by one, by name alone."""
    if declared:
        return "The candidate declared this account."
    if identifiers >= LEAST_IDENTIFIERS:
        return f"{counted(identifiers, 'independent identifier')} tie the account to the candidate."
    short = "It takes two, or the candidate's own word, before release; until then it stays in the file."
    have = "1 independent identifier so far." if identifiers else "The name alone so far."
    return f"{have} {short}"
