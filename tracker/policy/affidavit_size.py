"""How much one affidavit holds: more than people have, no more than its receipt shows (Hampton F.2)."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import worded

MOST_NAMES = 50
"""Other names and handles."""
MOST_ACCOUNTS = 100
"""Accounts, those in use and former ones together."""
MOST_SIGNS = 60_000
"""Signs of everything in the candidate's own words; one that no paper shows counts as it is spelled there."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much was answered: names, accounts, and signs as paper spells them."""

    names: int
    accounts: int
    signs: int


@cites(Clause.HAMPTON_F_2)
def missing_room(size: Size, before: Size) -> tuple[Unmet, ...]:
    """Say what does not fit any more; what was kept before stays, and can be made less."""
    unmet = []
    if before.names < size.names > MOST_NAMES:
        words = worded(
            "You can list up to %(most)s names here. Name the others under Anything else.", most=MOST_NAMES
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:names"))
    if before.accounts < size.accounts > MOST_ACCOUNTS:
        words = worded(
            "You can list up to %(most)s accounts here. Name the others under Anything else.",
            most=MOST_ACCOUNTS,
        )
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:accounts"))
    if before.signs < size.signs > MOST_SIGNS:
        words = worded("All your answers together are too long for one receipt. Make this one shorter.")
        unmet.append(Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:check"))
    return tuple(unmet)
