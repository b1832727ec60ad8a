"""What an answer says of how to reach or find people: left out of what a board reads (Hampton C.3.f)."""

from __future__ import annotations

import re

from tracker.policy.clauses import Clause, cites
from tracker.policy.sanitising import SHAPES, STREET

_NUMBERS = re.compile(r"(?<![\w.-])\+?\d{1,3}(?:[\s.-]?\(?\d{2,4}\)?){2,4}(?!\w)|(?<!\w)\d{10}(?!\w)")
"""A telephone number however it is spaced; the shapes know those of this country alone."""
LEFT_OUT: tuple[tuple[re.Pattern[str], str], ...] = (
    *((shape, what) for shape, what in SHAPES if what not in ("a full date",)),
    (STREET, "a street address"),
    (_NUMBERS, "a phone number"),
)
"""What is left out, and what stands in its place."""


@cites(Clause.HAMPTON_C_3_F)
def without_private_details(words: str) -> tuple[str, tuple[str, ...]]:
    """Return an answer as a board reads it, and what was left out of it.

    Everything else stays letter by letter.
    """
    spans = sorted(
        ((match.start(), -match.end(), what) for shape, what in LEFT_OUT for match in shape.finditer(words))
    )
    kept, found, at = [], [], 0
    for start, negative, what in spans:
        if start >= at:
            kept += [words[at:start], f"[{what}, left out]"]
            found.append(words[start:-negative])
            at = -negative
    return "".join((*kept, words[at:])), tuple(found)
