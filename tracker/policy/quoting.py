"""Where a wording repeats what somebody else wrote: the passages between marks of quotation."""

from __future__ import annotations

import re
from bisect import bisect_right

QUOTED = re.compile(r"\"[^\"\n]{1,600}\"|\u201c[^\u201d\n]{1,600}\u201d|\u00ab[^\u00bb\n]{1,600}\u00bb")


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each quotation begins and ends."""
    return tuple(match.span() for match in QUOTED.finditer(text))


def stands_in(start: int, end: int, passages: tuple[tuple[int, int], ...]) -> bool:
    """Say whether a passage stands within one of these."""
    at = bisect_right(passages, start, key=lambda passage: passage[0]) - 1
    return at >= 0 and end <= passages[at][1]
