"""The ways to sign that a legal profile allows, as candidates are refused them (Hampton F.2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.legal import SigningMethod
from tracker.policy.wording import worded


class EndOfWaiting(StrEnum):
    """Why a statement that was made ready to be sworn waits no more."""

    FILED = "filed"
    """The affidavit was filed."""
    CHANGED = "changed"
    """An answer in it changed."""
    ANOTHER_WAY = "another-way"
    """The candidate chose another way to sign."""


SWORN = frozenset({SigningMethod.OATH, SigningMethod.NOTARY})
"""Ways in which a statement is made ready first, and sworn before somebody else."""


A_DAY = 10
"""So many statements of one case are made ready within a day."""
WITHIN = timedelta(days=1)
"""How far back they are counted."""


def signs_here(allowed: tuple[SigningMethod, ...], *, chosen: bool) -> bool:
    """Say whether whoever wants to sign does so on the page at once; else the ways are shown first.

    ``allowed`` are the ways of the place, the first one first; ``chosen`` says that this one was chosen.
    """
    return SigningMethod.DECLARATION in allowed and (chosen or allowed[0] is SigningMethod.DECLARATION)


@cites(Clause.HAMPTON_F_2)
def missing_to_sign_here(allowed: tuple[SigningMethod, ...]) -> tuple[Unmet, ...]:
    """Say why a signature on the page is not filed: it is filed as a declaration, and as nothing else."""
    return () if SigningMethod.DECLARATION in allowed else _not_there()


@cites(Clause.HAMPTON_F_2)
def missing_to_choose_way(method: SigningMethod, allowed: tuple[SigningMethod, ...]) -> tuple[Unmet, ...]:
    """Say why a statement cannot be made ready to be sworn in this way."""
    if method in SWORN and method in allowed:
        return ()
    return _not_there()


@cites(Clause.HAMPTON_F_2)
def missing_to_bring_back(*, waits: bool) -> tuple[Unmet, ...]:
    """Say why a signed paper is not taken: no statement waits for a notary."""
    if waits:
        return ()
    words = worded(
        "Your statement does not wait for a notary any more. Your answers changed, it is filed, or you chose "
        "another way to sign."
    )
    return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)


@cites(Clause.HAMPTON_F_2)
def missing_to_make_ready(made: Collection[datetime], now: datetime) -> tuple[Unmet, ...]:
    """Say why no further statement is made ready now, given when earlier ones were: each is kept for good."""
    if sum(now - one < WITHIN for one in made) < A_DAY:
        return ()
    words = worded(
        "Your statement was made ready %(most)s times within a day. Try again tomorrow, or call us.",
        most=A_DAY,
    )
    return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)


def _not_there() -> tuple[Unmet, ...]:
    words = worded("This way to sign is not there for your application. Choose another one, or call us.")
    return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)
