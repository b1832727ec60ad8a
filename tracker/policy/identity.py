"""What ties an account to a candidate: the candidate's own word, or independent identifiers, each once."""

from __future__ import annotations

import re
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
PAGE = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:www\.|m\.)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/[^\s?#]*)", re.IGNORECASE
)
"""A page in a line: host and path, without scheme, query or fragment."""
LEAST_IDENTIFIERS = 2
"""Fewer independent identifiers than this do not tie an account to a candidate."""


def independent(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that count: each says something, and none says what another said already.

    Lines are compared without case, accents, spaces and signs, so that "@Marisol.Pena" and "marisol pena" are
    one identifier. Lines that were all read from one page have one source between them, and are one, too.
    """
    counted: dict[str, str] = {}
    pages: set[str] = set()
    for line in lines:
        words = line.strip()
        named = pages_named(words)
        if blank(words) or (named and named <= pages):
            continue
        pages |= named
        counted.setdefault("".join(filter(str.isalnum, folded(words))), words)
    return tuple(counted.values())


def pages_named(line: str) -> frozenset[str]:
    """Return the pages that a line gives as its source, however their links are typed."""
    return frozenset(
        found[1].casefold().rstrip(".,;:!?)]/") for found in PAGE.finditer(line) if "/" in found[1]
    )


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
