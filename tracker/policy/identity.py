"""What ties an account to a candidate: independent identifiers, each counted once."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.policy.spelling import folded
from tracker.policy.wording import blank


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
