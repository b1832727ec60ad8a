"""What was counted when parts were first read, never to be counted again."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from tracker.policy.sanitising import Protected

SURE = 1.96
"""Intervals hold with 95 of 100."""


def wilson(good: int, of: int) -> tuple[float, float]:
    """Return the interval of Wilson for a share."""
    if not of:
        return 0.0, 1.0
    share, square = good / of, SURE * SURE
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = SURE * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(good: int, of: int) -> str:
    """Write a share with its counts and its interval; a dash where there is nothing to count."""
    low, high = wilson(good, of)
    return f"{good / of:.3f} ({good} of {of}) [{low:.2f}, {high:.2f}]" if of else "–"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted when a part was first read; each count stands before that of which it is one."""

    name: str
    statements: int
    recall: tuple[int, int]
    precision: tuple[int, int]
    whose: tuple[int, int]
    alarmed: tuple[int, int]

    def row(self) -> str:
        """Return its row of the table."""
        counts = " | ".join(share(*one) for one in (self.recall, self.precision, self.whose))
        return f"| {self.name} | {self.statements} | {counts} | {self.alarmed[0]} of {self.alarmed[1]} |\n"


SECOND_FIRST = Reading("second author, first read", 280, (171, 212), (197, 361), (136, 170), (37, 95))
"""Counted on 22 November 2026 with the lists protected 2 and innocent 1; pronouns counted as wrong then."""
LATER_FIRST = Reading("second author, later, first read", 120, (76, 82), (80, 99), (58, 76), (2, 44))
"""Counted on 22 November 2026 with the lists protected 3 and innocent 2."""
THIRD_FIRST = Reading("third author, first read", 300, (173, 230), (197, 278), (101, 165), (23, 95))
"""Counted on 22 November 2026 with drafts of protected 4 and innocent 3; 14 of the wrong ones were "he's"."""
FOURTH_FIRST = Reading("fourth author, first read", 300, (167, 202), (180, 220), (112, 155), (11, 102))
"""Counted on 22 November 2026 with the lists protected 4, innocent 3, opinion 3 and names 2."""
WORKSHOP_FIRST = (
    Reading("first workshop author, first read", 300, (166, 200), (178, 255), (108, 164), (31, 150)),
    Reading("second workshop author, first read", 300, (183, 240), (195, 257), (116, 182), (21, 150)),
    Reading("third workshop author, first read", 300, (169, 210), (186, 238), (116, 169), (18, 150)),
)
"""Counted on 22 November 2026 with drafts of protected 6 and innocent 5, each mended by the parts before."""
FIFTH_FIRST = Reading("fifth author, first read", 300, (186, 218), (207, 270), (128, 168), (16, 101))
"""Counted on 22 November 2026 with the lists protected 5, innocent 4, opinion 4 and names 3."""
SIXTH_FIRST = Reading("**sixth author, first read**", 400, (238, 304), (255, 336), (177, 238), (29, 200))
"""Counted on 22 November 2026 with the lists protected 6, innocent 5, opinion 5 and names 3."""
SIXTH_BY_CATEGORY: dict[Protected, tuple[tuple[int, int], tuple[int, int]]] = {
    Protected.RACE: ((13, 18), (9, 15)),
    Protected.RELIGION: ((16, 18), (16, 18)),
    Protected.SEX: ((11, 15), (18, 21)),
    Protected.ORIGIN: ((15, 17), (18, 19)),
    Protected.AGE: ((12, 15), (12, 18)),
    Protected.HEALTH: ((20, 31), (18, 24)),
    Protected.GENETICS: ((11, 15), (11, 14)),
    Protected.FAMILY: ((21, 27), (23, 36)),
    Protected.MILITARY: ((12, 15), (13, 17)),
    Protected.POLITICS: ((13, 17), (12, 16)),
    Protected.MINOR: ((15, 18), (16, 21)),
    Protected.ARREST: ((13, 15), (15, 18)),
    Protected.ASSISTANCE: ((14, 16), (14, 15)),
    Protected.ADDRESS: ((9, 15), (11, 19)),
    Protected.OTHER_PERSON: ((16, 18), (17, 20)),
    Protected.IDENTIFIER: ((12, 17), (11, 15)),
    Protected.OPINION: ((15, 17), (21, 30)),
}
"""Passages found and suggestions that were right, each of how many, when the sixth part was first read."""
