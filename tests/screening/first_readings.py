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
SIXTH_FIRST = Reading("sixth author, first read", 400, (238, 304), (255, 336), (177, 238), (29, 200))
"""Counted on 22 November 2026 with the lists protected 6, innocent 5, opinion 5 and names 3."""
SEVENTH_FIRST = Reading("seventh author, first read", 400, (237, 269), (293, 361), (175, 224), (24, 200))
"""Counted on 22 November 2026 with weights 1, and lists protected 6, innocent 5, opinion 5, names 3."""
SEVENTH_LISTS = Reading("seventh author, lists alone", 400, (223, 269), (243, 297), (146, 211), (19, 200))
"""Counted at the same reading."""
SEVENTH_BY_CATEGORY: dict[Protected, tuple[tuple[int, int], tuple[int, int]]] = {
    Protected.RACE: ((11, 15), (13, 16)),
    Protected.RELIGION: ((15, 16), (13, 18)),
    Protected.SEX: ((13, 15), (16, 19)),
    Protected.ORIGIN: ((13, 16), (16, 16)),
    Protected.AGE: ((15, 16), (17, 25)),
    Protected.HEALTH: ((16, 16), (21, 27)),
    Protected.GENETICS: ((15, 15), (20, 23)),
    Protected.FAMILY: ((12, 19), (22, 24)),
    Protected.MILITARY: ((15, 15), (17, 22)),
    Protected.POLITICS: ((13, 16), (14, 16)),
    Protected.MINOR: ((12, 15), (14, 16)),
    Protected.ARREST: ((16, 16), (27, 35)),
    Protected.ASSISTANCE: ((16, 16), (16, 19)),
    Protected.ADDRESS: ((13, 16), (15, 19)),
    Protected.OTHER_PERSON: ((14, 15), (20, 23)),
    Protected.IDENTIFIER: ((15, 16), (15, 15)),
    Protected.OPINION: ((13, 16), (17, 28)),
}
"""Passages found and suggestions that were right, each of how many, when the seventh part was first read."""
EIGHTH_FIRST = Reading("**eighth author, first read**", 400, (317, 357), (375, 512), (266, 317), (36, 160))
"""Counted on 22 November 2026 with weights 2, and lists protected 6, innocent 5, opinion 5, names 3."""
EIGHTH_LISTS = Reading("eighth author, lists alone", 400, (282, 357), (312, 430), (204, 282), (31, 160))
"""Counted at the same reading."""
EIGHTH_UNDERLINED = (323, 357)
"""Passages that were underlined at that reading, as whatever it was."""
EIGHTH_BY_CATEGORY: dict[Protected, tuple[tuple[int, int], tuple[int, int]]] = {
    Protected.RACE: ((19, 20), (25, 39)),
    Protected.RELIGION: ((16, 20), (17, 28)),
    Protected.SEX: ((18, 20), (19, 41)),
    Protected.ORIGIN: ((17, 20), (24, 30)),
    Protected.AGE: ((20, 21), (20, 29)),
    Protected.HEALTH: ((20, 25), (23, 25)),
    Protected.GENETICS: ((18, 21), (22, 26)),
    Protected.FAMILY: ((19, 23), (23, 30)),
    Protected.MILITARY: ((19, 21), (21, 35)),
    Protected.POLITICS: ((16, 20), (18, 24)),
    Protected.MINOR: ((19, 21), (22, 32)),
    Protected.ARREST: ((19, 20), (26, 28)),
    Protected.ASSISTANCE: ((19, 20), (19, 23)),
    Protected.ADDRESS: ((18, 21), (20, 26)),
    Protected.OTHER_PERSON: ((21, 22), (22, 34)),
    Protected.IDENTIFIER: ((18, 21), (25, 27)),
    Protected.OPINION: ((21, 21), (29, 35)),
}
"""Passages found and suggestions that were right, each of how many, when the eighth part was first read."""
