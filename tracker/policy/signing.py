"""How whoever signs shows anew who they are (Hampton F.2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import worded

CODE_LASTS = timedelta(minutes=15)
"""How long a code for signing works."""
CODE_MINUTES = int(CODE_LASTS.total_seconds() // 60)
"""The same, as people are told."""
CODE_TRIES = 5
"""Wrong codes that one code for signing takes."""
CODE_PAUSE = timedelta(seconds=60)
"""A new code is sent after so long, at the earliest."""
CODES_A_DAY = 10
"""Codes that are sent within a day for one case: nobody's mailbox fills up with them."""
CODES_WITHIN = timedelta(days=1)
"""How far back they are counted."""


class SigningProof(StrEnum):
    """How somebody who signs showed anew who they are."""

    MAILED_CODE = "mailed-code"
    """By six digits that were sent by e-mail for this signature."""
    GIVEN_CODE = "given-code"
    """By the code that was handed over apart from the link."""
    SAMPLE = "sample"
    """By nothing, in a demonstration."""


@cites(Clause.HAMPTON_F_2)
def missing_proof(proof: SigningProof | None, *, demo: bool = False) -> tuple[Unmet, ...]:
    """Say that a signature lacks its fresh proof; having come in before is not enough."""
    if proof is not None and (demo or proof is not SigningProof.SAMPLE):
        return ()
    return (Unmet(Clause.HAMPTON_F_2, "Enter your code again to sign.", fix="affidavit:sign"),)


@cites(Clause.HAMPTON_F_2)
def missing_to_send_code(sent: Collection[datetime], now: datetime) -> tuple[Unmet, ...]:
    """Say why no further code is sent just now, given when earlier ones were."""
    if sum(now - one < CODES_WITHIN for one in sent) >= CODES_A_DAY:
        words = worded(
            "We sent you %(most)s codes within a day. Use the code that you got with your link, or call us.",
            most=CODES_A_DAY,
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)
    if any(now - one < CODE_PAUSE for one in sent):
        words = worded("A code is on its way. Wait a minute before you ask for another one.")
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:sign"),)
    return ()
