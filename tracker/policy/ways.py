"""The ways to sign that a legal profile allows, as candidates are refused them (Hampton F.2)."""

from __future__ import annotations

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.legal import SigningMethod

SWORN = frozenset({SigningMethod.OATH, SigningMethod.NOTARY})
"""Ways in which a statement is made ready first, and sworn before somebody else."""


@cites(Clause.HAMPTON_F_2)
def missing_to_choose_way(method: SigningMethod, allowed: tuple[SigningMethod, ...]) -> tuple[Unmet, ...]:
    """Say why a statement cannot be made ready to be sworn in this way."""
    if method in SWORN and method in allowed:
        return ()
    words = "This way to sign is not there for your application. Choose another one, or call us."
    return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)
